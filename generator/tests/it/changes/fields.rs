//! Fields: of what is received, of what is sent.

use super::case::Case;

fn object(properties: &str, required: &str) -> String {
    format!("{{ type: object, required: [{required}], properties: {{ {properties} }} }}")
}

/// A type that is received, before and after; each given as properties and what is required.
fn received(name: &'static str, ty: &str, old: (&str, &str), new: (&str, &str)) -> Case {
    let (old, new) = (object(old.0, old.1), object(new.0, new.1));
    Case::new(name).types(&format!("{ty}: {old}"), &format!("{ty}: {new}"))
}

fn sent(name: &'static str, ty: &str, old: (&str, &str), new: (&str, &str)) -> Case {
    received(name, ty, old, new).sent(&format!("/{}", name.replace('_', "-")), ty)
}

pub fn cases() -> Vec<Case> {
    let text = "a: { type: string }";
    let integer = "a: { type: integer }";
    let two = "a: { type: string }, b: { type: integer }";
    let inline = |name: &str, more: &str| {
        format!(
            "{name}: {{ type: object, properties: {{ size: {{ type: object, properties: {{ width: {{ type: integer }}{more} }} }} }} }}"
        )
    };
    let inline = |first: &str, second: &str| {
        let (one, other) = (inline("InlineOne", first), inline("InlineOther", second));
        format!("{one}\n{other}")
    };
    vec![
        Case::new("inline_types_part")
            .types(&inline("", ""), &inline("", ", height: { type: integer }"))
            .user("fn f(mut x: InlineOne, y: InlineOther) { x.size = y.size; }"),
        received("field_added", "FieldAdded", (text, "a"), (two, "a"))
            .user("fn f(x: FieldAdded) -> String { let FieldAdded { a, .. } = x; a }")
            .gets("FieldAdded", r#"{"a": "x", "b": 1}"#),
        received("required_field_added", "RequiredAdded", (text, ""), (two, "b"))
            .user("fn f(x: RequiredAdded) -> Option<String> { x.a }")
            .gets("RequiredAdded", r#"{"b": 1}"#),
        received("float_field_added", "FloatAdded", (text, ""), ("a: { type: string }, b: { type: number }", ""))
            .user("fn f(x: FloatAdded) -> bool { x == x.clone() }")
            .gets("FloatAdded", r#"{"b": 1.5}"#),
        received("field_removed", "FieldRemoved", (two, "a"), (text, "a"))
            .user("fn f(x: FieldRemoved) -> Option<i64> { x.b }")
            .gets("FieldRemoved", r#"{"a": "x"}"#),
        received("required_field_removed", "RequiredRemoved", (two, "a, b"), (text, "a"))
            .user("fn f(x: RequiredRemoved) -> i64 { x.b }")
            .gets("RequiredRemoved", r#"{"a": "x"}"#),
        received("field_becomes_optional", "BecomesOptional", (text, "a"), (text, ""))
            .user("fn f(x: BecomesOptional) -> String { x.a }")
            .gets("BecomesOptional", "{}"),
        received("field_becomes_required", "BecomesRequired", (text, ""), (text, "a"))
            .user("fn f(x: BecomesRequired) -> Option<String> { x.a }")
            .gets("BecomesRequired", r#"{"a": "x"}"#),
        received("field_becomes_nullable", "BecomesNullable", (text, "a"), ("a: { type: [string, 'null'] }", "a"))
            .user("fn f(x: BecomesNullable) -> String { x.a }")
            .gets("BecomesNullable", r#"{"a": null}"#),
        received("optional_field_becomes_nullable", "OptionalNullable", (text, ""), ("a: { type: [string, 'null'] }", ""))
            .user("fn f(x: OptionalNullable) -> Option<String> { x.a }")
            .gets("OptionalNullable", r#"{"a": null}"#),
        received("nullable_field_becomes_optional", "NullableOptional", ("a: { type: [string, 'null'] }", "a"), (text, ""))
            .user("fn f(x: NullableOptional) -> Option<String> { x.a }")
            .gets("NullableOptional", "{}"),
        received("field_becomes_wider", "BecomesWider", (integer, "a"), ("a: { type: number }", "a"))
            .user("fn f(x: BecomesWider) -> i64 { x.a }")
            .gets("BecomesWider", r#"{"a": 1.5}"#),
        received("place_of_a_tuple_becomes_wider", "PlaceWider", (
            "a: { type: array, prefixItems: [{ type: integer }], minItems: 1 }", "a"), (
            "a: { type: array, prefixItems: [{ type: number }, { type: string }], minItems: 1 }", "a"))
            .user("fn f(x: PlaceWider) -> i64 { x.a.0 }")
            .gets("PlaceWider", r#"{"a": [1.5]}"#),
        received("base64_becomes_text", "BecomesText", ("a: { type: string, format: byte }", "a"), (text, "a"))
            .user("fn f(x: &BecomesText) -> &[u8] { &x.a }")
            .gets("BecomesText", r#"{"a": "no base64"}"#),
        received("field_becomes_narrower", "BecomesNarrower", ("a: { type: number }", "a"), (integer, "a"))
            .user("fn f(x: BecomesNarrower) -> f64 { x.a }")
            .gets("BecomesNarrower", r#"{"a": 1}"#),
        received("field_becomes_a_time", "BecomesTime", (integer, "a"), ("a: { type: integer, format: unixtime }", "a"))
            .user("fn f(x: BecomesTime) -> i64 { x.a }")
            .gets("BecomesTime", r#"{"a": 1700000000}"#),
        received("field_becomes_an_enum", "BecomesEnum", (text, "a"), ("a: { type: string, enum: [x, y] }", "a"))
            .user("fn f(x: BecomesEnum) -> String { x.a }")
            .gets("BecomesEnum", r#"{"a": "x"}"#),
        received("field_is_no_longer_an_enum", "NoEnum", ("a: { type: string, enum: [x, y] }", "a"), (text, "a"))
            .user("fn f(x: NoEnum) -> NoEnumA { x.a }")
            .gets("NoEnum", r#"{"a": "z"}"#),
        received("field_becomes_a_list", "BecomesList", (text, "a"), ("a: { type: array, items: { type: string } }", "a"))
            .user("fn f(x: BecomesList) -> String { x.a }")
            .gets("BecomesList", r#"{"a": ["x"]}"#),
        received("field_has_another_key", "AnotherKey", ("fooBar: { type: string }", "fooBar"), ("foo_bar: { type: string }", "foo_bar"))
            .user("fn f(x: AnotherKey) -> String { x.foo_bar }")
            .gets("AnotherKey", r#"{"foo_bar": "x"}"#),
        received("field_gives_up_its_name", "GivesUp", ("fooBar: { type: string }", ""), ("fooBar: { type: string }, foo_bar: { type: integer }", ""))
            .user("fn f(x: GivesUp) -> Option<String> { x.foo_bar }")
            .gets("GivesUp", r#"{"fooBar": "x"}"#),
        received("field_is_described", "Described", (text, "a"), ("a: { type: string, description: A thing. }", "a"))
            .user("fn f(x: Described) -> String { x.a }")
            .gets("Described", r#"{"a": "x"}"#),
        received("field_is_deprecated", "FieldDeprecated", (text, "a"), ("a: { type: string, deprecated: true }", "a"))
            .user("fn f(x: FieldDeprecated) -> String { x.a }"),
        received("type_is_described", "TypeDescribed", (text, "a"), (text, "a"))
            .after("TypeDescribed: {", "TypeDescribed: { description: All of it.,")
            .user("fn f(x: TypeDescribed) -> String { x.a }"),
        received("type_holds_itself", "HoldsItself", ("a: { $ref: '#/components/schemas/Held' }", "a"), ("a: { $ref: '#/components/schemas/Held' }", "a"))
            .types("Held: { type: object, properties: { b: { type: string } } }", "Held: { type: object, properties: { b: { $ref: '#/components/schemas/HoldsItself' } } }")
            .user("fn f(x: HoldsItself) -> Held { x.a }"),
        received("rest_is_typed", "RestTyped", (text, ""), (text, ""))
            .after("RestTyped: {", "RestTyped: { additionalProperties: { type: integer },")
            .user("fn f(x: RestTyped) -> Extra { x.extra }")
            .gets("RestTyped", r#"{"b": 1}"#),
        received("constant_changes", "ConstantChanges", ("a: { const: x }", "a"), ("a: { const: y }", "a"))
            .user("fn f(x: ConstantChanges) -> ConstantChanges { x.clone() }")
            .gets("ConstantChanges", r#"{"a": "y"}"#),
        received("constant_becomes_an_enum", "ConstantEnum", ("a: { const: x }", "a"), ("a: { type: string, enum: [x, y] }", "a"))
            .user("fn f(x: ConstantEnum) -> ConstantEnum { x.clone() }")
            .gets("ConstantEnum", r#"{"a": "y"}"#),
        received("field_becomes_constant", "BecomesConstant", (text, "a"), ("a: { const: x }", "a"))
            .user("fn f(x: BecomesConstant) -> String { x.a }")
            .gets("BecomesConstant", r#"{"a": "x"}"#),
        received("constant_is_removed", "ConstantRemoved", ("a: { const: x }, b: { type: string }", "a"), ("b: { type: string }", ""))
            .user("fn f(x: ConstantRemoved) -> Option<String> { x.b }")
            .gets("ConstantRemoved", "{}"),
        sent("setter_added", "SetterAdded", (text, "a"), (two, "a"))
            .user(r#"fn f() -> SetterAdded { SetterAdded::new("x") }"#)
            .sends("SetterAdded", r#"{"a": "x"}"#),
        sent("required_sent_field_added", "SentAdded", (text, "a"), (two, "a, b"))
            .user(r#"fn f() -> SentAdded { SentAdded::new("x") }"#)
            .sends("SentAdded", r#"{"a": "x"}"#),
        sent("setter_removed", "SetterRemoved", (two, "a"), (text, "a"))
            .user(r#"fn f() -> SetterRemoved { SetterRemoved::new("x").b(1) }"#)
            .sends("SetterRemoved", r#"{"a": "x", "b": 1}"#),
        sent("sent_field_becomes_required", "SentRequired", (two, "a"), (two, "a, b"))
            .user(r#"fn f() -> SentRequired { SentRequired::new("x").b(1) }"#)
            .sends("SentRequired", r#"{"a": "x"}"#),
        sent("sent_field_becomes_optional", "SentOptional", (two, "a, b"), (two, "a"))
            .user(r#"fn f() -> SentOptional { SentOptional::new("x", 1) }"#)
            .sends("SentOptional", r#"{"a": "x", "b": 1}"#),
        sent("sent_field_becomes_narrower", "SentNarrower", ("a: { type: number }", "a"), (integer, "a"))
            .user("fn f() -> SentNarrower { SentNarrower::new(1.5) }")
            .sends("SentNarrower", r#"{"a": 1.5}"#),
        sent("sent_field_becomes_wider", "SentWider", (integer, "a"), ("a: { type: number }", "a"))
            .user("fn f(a: i64) -> SentWider { SentWider::new(a) }")
            .sends("SentWider", r#"{"a": 1}"#),
        sent("sent_constant_becomes_a_field", "SentConstant", ("a: { const: x }", "a"), ("a: { type: string, enum: [x, y] }", "a"))
            .user("fn f() -> SentConstant { SentConstant::new() }")
            .sends("SentConstant", r#"{"a": "x"}"#),
        sent("arguments_of_new_change_places", "NewPlaces", (two, "a, b"), ("b: { type: integer }, a: { type: string }", "a, b"))
            .user(r#"fn f() -> NewPlaces { NewPlaces::new("x", 1) }"#)
            .unchanged(),
        sent("arguments_of_one_type_change_places", "OneType", ("a: { type: string }, b: { type: string }", "a, b"), ("b: { type: string }, a: { type: string }", "a, b"))
            .user(r#"fn f() -> OneType { OneType::new("x", "y") }"#)
            .unchanged(),
        sent("fields_change_places", "FieldPlaces", (two, "a"), ("b: { type: integer }, a: { type: string, description: Second. }", "a"))
            .user(r#"fn f() -> FieldPlaces { FieldPlaces::new("x").b(1) }"#),
    ]
}
