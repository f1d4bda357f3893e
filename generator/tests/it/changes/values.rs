//! Enumerations, unions, and types as a whole.

use super::case::{Case, body, call, gives, post, reference};

/// A type before and after.
fn ty(name: &'static str, ty: &str, old: &str, new: &str) -> Case {
    Case::new(name).types(&format!("{ty}: {old}"), &format!("{ty}: {new}"))
}

fn sent(name: &'static str, ty: &str, old: &str, new: &str) -> Case {
    self::ty(name, ty, old, new).sent(&format!("/{}", name.replace('_', "-")), ty)
}

pub fn cases() -> Vec<Case> {
    let strings = |values: &str| format!("{{ type: string, enum: [{values}] }}");
    let integers = |values: &str| format!("{{ type: integer, enum: [{values}] }}");
    let one_of = |types: &str| format!("{{ oneOf: [{types}] }}");
    let object = "{ type: object, required: [a], properties: { a: { type: string } } }";
    let number = "{ type: object, required: [n], properties: { n: { type: integer } } }";
    let tagged = |kind: &str, name: &str| {
        format!(
            "{name}: {{ type: object, required: [kind], properties: {{ kind: {{ const: {kind} }}, {name}: {{ type: string }} }} }}"
        )
    };
    let titled = |title: &str| {
        format!(
            "{{ title: {title}, type: object, required: [same], properties: {{ same: {{ type: string }} }} }}"
        )
    };
    let nothing = r#""204": { description: "" }"#;
    vec![
        ty("value_added", "ValueAdded", &strings("x, y"), &strings("x, y, z"))
            .user("fn f(x: ValueAdded) -> bool { match x { ValueAdded::X => true, ValueAdded::Y => false, _ => false } }")
            .gets("ValueAdded", r#""z""#),
        ty("value_removed", "ValueRemoved", &strings("x, y, z"), &strings("x, y"))
            .user("fn f(x: ValueRemoved) -> bool { x == ValueRemoved::Z }")
            .gets("ValueRemoved", r#""x""#),
        sent("sent_value_removed", "SentValueRemoved", &strings("x, y, z"), &strings("x, y"))
            .user("fn f() -> SentValueRemoved { SentValueRemoved::Z }"),
        ty("value_travels_otherwise", "ValueOtherwise", &strings("x, on-hold"), &strings("x, on_hold"))
            .user("fn f(x: ValueOtherwise) -> bool { x == ValueOtherwise::OnHold }"),
        ty("value_is_described", "ValueDescribed", &strings("x, y"), "{ type: string, enum: [x, y], x-enum-descriptions: [The one., The other.] }")
            .user("fn f(x: ValueDescribed) -> bool { x == ValueDescribed::X }"),
        ty("values_change_places", "ValuePlaces", &strings("x, y"), "{ type: string, enum: [y, x], description: Sorted. }")
            .user("fn f(x: ValuePlaces) -> bool { x == ValuePlaces::X }"),
        ty("integer_added", "IntegerAdded", &integers("1, 2"), &integers("1, 2, 3"))
            .user("fn f(x: IntegerAdded) -> bool { x == IntegerAdded::Value1 }")
            .gets("IntegerAdded", "3"),
        ty("integer_removed", "IntegerRemoved", &integers("1, 2, 3"), &integers("1, 2"))
            .user("fn f(x: IntegerRemoved) -> bool { x == IntegerRemoved::Value3 }")
            .gets("IntegerRemoved", "1"),
        ty("enum_becomes_a_struct", "EnumStruct", &strings("x, y"), object)
            .user("fn f(x: EnumStruct) -> bool { x == EnumStruct::X }")
            .gets("EnumStruct", r#"{"a": "x"}"#),
        ty("struct_becomes_a_union", "StructUnion", object, &one_of(&format!("{object}, {number}")))
            .user("fn f(x: StructUnion) -> String { x.a }")
            .gets("StructUnion", r#"{"n": 1}"#),
        ty("branch_added", "BranchAdded", &one_of("{ type: string }, { type: integer }"), &one_of("{ type: string }, { type: integer }, { type: boolean }"))
            .user("fn f(x: BranchAdded) -> bool { matches!(x, BranchAdded::String(_)) }")
            .gets("BranchAdded", "true"),
        ty("branch_removed", "BranchRemoved", &one_of("{ type: string }, { type: integer }, { type: boolean }"), &one_of("{ type: string }, { type: integer }"))
            .user("fn f(x: BranchRemoved) -> bool { matches!(x, BranchRemoved::Boolean(_)) }")
            .gets("BranchRemoved", "1"),
        ty("branch_holds_another_type", "BranchHolds", &one_of("{ type: string }, { title: Many, type: array, items: { type: integer } }"), &one_of("{ type: string }, { title: Many, type: array, items: { type: number } }"))
            .user("fn f(x: BranchHolds) -> Vec<i64> { match x { BranchHolds::Many(many) => many, _ => vec![] } }")
            .gets("BranchHolds", "[1.5]"),
        // Two branches of one shape: a conversion into one of them would be a guess.
        ty("conversion_lost", "ConversionLost", &one_of(&format!("{}, {{ type: integer }}", titled("One"))), &one_of(&format!("{}, {{ type: integer }}, {}", titled("One"), titled("Other"))))
            .user("fn f(x: ConversionLostOne) -> ConversionLost { x.into() }"),
        sent("text_is_taken_no_more", "TextTaken", &one_of("{ type: string, enum: [auto] }, { type: integer }"), &one_of("{ type: boolean }, { type: integer }"))
            .user(r#"fn f() -> TextTaken { "auto".into() }"#),
        sent("text_is_taken_now", "TextTakenNow", &one_of("{ type: boolean }, { type: integer }"), &one_of("{ type: boolean }, { type: integer }, { type: string, enum: [auto] }"))
            .user("fn f() -> TextTakenNow { 8.into() }"),
        Case::new("branches_are_told_apart_otherwise")
            .types(
                &format!("{}\n{}\nToldApart: {}", tagged("cat", "TagCat"), tagged("dog", "TagDog"), one_of("{ $ref: '#/components/schemas/TagCat' }, { $ref: '#/components/schemas/TagDog' }")),
                &format!("{}\n{}\nToldApart: {}", tagged("lion", "TagCat"), tagged("dog", "TagDog"), one_of("{ $ref: '#/components/schemas/TagCat' }, { $ref: '#/components/schemas/TagDog' }")),
            )
            .user("fn f(x: ToldApart) -> ToldApart { x.clone() }"),
        Case::new("type_added").types("", &format!("TypeAdded: {object}")),
        Case::new("type_removed")
            .types(&format!("TypeRemoved: {object}"), "")
            .user("fn f(x: TypeRemoved) -> String { x.a }"),
        Case::new("type_renamed")
            .types(
                "TypeRenamed: { type: object, required: [renamed], properties: { renamed: { type: string } } }",
                "TypeWithNewName: { type: object, required: [renamed], properties: { renamed: { type: string } } }",
            )
            .user("fn f(x: TypeRenamed) -> String { x.renamed }"),
        Case::new("type_is_sent_now")
            .types(&format!("SentNow: {object}"), &format!("SentNow: {object}"))
            .calls("", &post("/type-is-sent-now", &body(&reference("SentNow"))))
            .user("fn f(x: SentNow) -> String { x.a }"),
        Case::new("type_is_no_longer_sent")
            .types(&format!("NotSent: {object}"), &format!("NotSent: {object}"))
            .calls(
                &post("/type-is-no-longer-sent", &body(&reference("NotSent"))),
                &call("post", "/type-is-no-longer-sent", "", nothing),
            )
            .user(r#"fn f() -> NotSent { NotSent::new("x") }"#),
        Case::new("type_has_a_second_user")
            .types(&format!("SecondUser: {object}"), &format!("SecondUser: {object}"))
            .calls(
                &gives("/second-user", &reference("SecondUser")),
                &format!("{}\n{}", gives("/second-user", &reference("SecondUser")), gives("/second-user-more", &reference("SecondUser"))),
            )
            .user("fn f(x: client::second_user::SecondUser) -> SecondUser { x }"),
        Case::new("type_has_a_first_user")
            .types(&format!("FirstUser: {object}"), &format!("FirstUser: {object}"))
            .calls("", &gives("/first-user", &reference("FirstUser")))
            .user("fn f(x: FirstUser) -> FirstUser { x }"),
    ]
}
