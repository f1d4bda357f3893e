//! Unions with a discriminator: a variant for each tag, which is no field of types that are nothing but
//! variants.

use super::{code, holds};

const DOG: &str = "Dog: { type: object, required: [kind], properties: { kind: { type: string }, name: { type: string } } }";
const CAT: &str = "Cat: { type: object, required: [kind], properties: { kind: { type: string }, lives: { type: integer } } }";

/// The client of a union of `Dog` and `Cat` that a request and an answer have.
fn pets(discriminator: &str, more: &str) -> String {
    let body =
        "{ content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }";
    let paths = format!(
        "{{ /pets: {{ post: {{ requestBody: {body}, responses: {{ '200': {} }} }} }} }}",
        body.replacen('{', "{ description: d,", 1)
    );
    let pet = format!(
        "Pet: {{ oneOf: [{{ $ref: '#/components/schemas/Dog' }}, {{ $ref: '#/components/schemas/Cat' }}], \
         discriminator: {discriminator} }}"
    );
    let more = match more {
        "" => String::new(),
        more => format!(", {more}"),
    };
    code(&paths, &format!("{{ {pet}, {DOG}, {CAT}{more} }}"))
}

#[test]
fn each_tag_is_a_variant() {
    let code = pets(
        "{ propertyName: kind, mapping: { dog: Dog, wolf: Dog, cat: Cat } }",
        "",
    );
    holds(
        &code,
        &[
            "Dog(Box<Dog>) = \"dog\", Wolf(Box<Dog>) = \"wolf\", Cat(#[from(Cat)] Box<Cat>) = \"cat\", } tag \"kind\"; }",
            "pub struct Dog { pub name: Option<String>, pub extra: Extra, }",
            "[Dog, extra, new] by_variant \"kind\"; optional \"name\"",
            "[Cat, extra, new] constant \"kind\" = \"cat\"; optional \"lives\"",
        ],
    );
}

#[test]
fn tags_that_differ_in_their_case_are_told_apart_in_words() {
    let code = pets(
        "{ propertyName: kind, mapping: { Dog: Dog, dog: Dog, CAT: Cat } }",
        "",
    );
    holds(
        &code,
        &[
            "Dog(Box<Dog>) = \"Dog\", DogLowercase(Box<Dog>) = \"dog\", Cat(#[from(Cat)] Box<Cat>) = \"CAT\",",
        ],
    );
}

#[test]
fn outside_of_unions_the_tag_is_a_field() {
    let more =
        "Kennel: { type: object, properties: { guard: { $ref: '#/components/schemas/Dog' } } }";
    let code = pets("{ propertyName: kind }", more);
    holds(
        &code,
        &[
            "Dog(#[from(Dog)] Box<Dog>) = \"Dog\",",
            "pub struct Dog { pub kind: String, pub name: Option<String>, pub extra: Extra, }",
            "pub struct Cat { pub lives: Option<i64>, pub extra: Extra, }",
        ],
    );
}

#[test]
fn a_tag_that_a_base_enumerates_leads_to_the_branch_of_its_name() {
    let kind = "kind: { type: string, enum: [dog, cat, bird] }";
    let dog = DOG.replace("kind: { type: string }", kind);
    let cat = CAT.replace("kind: { type: string }", kind);
    let union = |mapping: &str| {
        format!(
            "Pet: {{ oneOf: [{{ $ref: '#/components/schemas/Dog' }}, {{ $ref: '#/components/schemas/Cat' }}], \
             discriminator: {{ propertyName: kind {mapping} }} }}"
        )
    };
    for mapping in ["", ", mapping: { dog: Dog, cat: Cat }"] {
        let code = code("{}", &format!("{{ {}, {dog}, {cat} }}", union(mapping)));
        holds(
            &code,
            &[
                "Dog(#[from(Dog)] Box<Dog>) = \"dog\", Cat(#[from(Cat)] Box<Cat>) = \"cat\", } tag \"kind\"; }",
            ],
        );
        assert!(
            !code.contains("enum DogKind"),
            "nothing has that type:\n{code}"
        );
    }
}

#[test]
fn a_branch_with_several_values_and_no_mapping_keeps_its_field() {
    let dog = DOG.replace("{ type: string }", "{ type: string, enum: [dog, wolf] }");
    let cat = CAT.replace("{ type: string }", "{ const: cat }");
    let code = code(
        "{}",
        &format!(
            "{{ Pet: {{ oneOf: [{{ $ref: '#/components/schemas/Dog' }}, {{ $ref: '#/components/schemas/Cat' }}], discriminator: {{ propertyName: kind }} }}, {dog}, {cat} }}"
        ),
    );
    holds(
        &code,
        &[
            "Dog(#[from(Dog)] Box<Dog>) if \"dog\" | \"wolf\", Cat(#[from(Cat)] Box<Cat>) = \"cat\",",
            "pub struct Dog { pub kind: DogKind,",
        ],
    );
}

#[test]
fn a_tag_next_to_the_branches_is_one_of_theirs() {
    let code = code(
        "{}",
        "{ Pet: { type: object, required: [kind, id], properties: { kind: { type: string }, id: { type: string } },
           oneOf: [{ $ref: '#/components/schemas/Dog' }, { $ref: '#/components/schemas/Cat' }],
           discriminator: { propertyName: kind, mapping: { dog: Dog, cat: Cat } } },
           Dog: { type: object, properties: { name: { type: string } } },
           Cat: { type: object, properties: { lives: { type: integer } } } }",
    );
    holds(
        &code,
        &[
            "= \"dog\",",
            "= \"cat\", } tag \"kind\"; }",
            "pub id: String,",
        ],
    );
}

#[test]
fn an_object_without_its_tag_is_told_by_its_members() {
    for (dog, cat, mapping, plan) in [
        (
            "required: [name]",
            "required: [lives]",
            "",
            "optional_tag \"kind\"; keys \"name\" => Dog; keys \"lives\" => Cat; }",
        ),
        // One of them is what the other is not.
        (
            "required: [name]",
            "title: Cat",
            "",
            "optional_tag \"kind\"; keys \"name\" => Dog; try => Cat; }",
        ),
        (
            "required: [name]",
            "required: [kind]",
            "",
            "optional_tag \"kind\"; keys \"name\" => Dog; }",
        ),
        // A guess would be written with its tag.
        ("title: Dog", "title: Cat", "", "optional_tag \"kind\"; }"),
        (
            "required: [name]",
            "required: [lives]",
            "mapping: { dog: Dog, wolf: Dog, cat: Cat }",
            "optional_tag \"kind\"; keys \"lives\" => Cat; }",
        ),
    ] {
        let code = code(
            "{}",
            &format!(
                "{{ Pet: {{ oneOf: [{{ $ref: '#/components/schemas/Dog' }}, {{ $ref: '#/components/schemas/Cat' }}],
                            discriminator: {{ propertyName: kind, {mapping} }} }},
                   Dog: {{ type: object, {dog}, properties: {{ kind: {{ type: string }}, name: {{ type: string }} }} }},
                   Cat: {{ type: object, {cat}, properties: {{ kind: {{ type: string }}, lives: {{ type: integer }} }} }} }}"
            ),
        );
        // It is sent all the same.
        let cat = "Cat(#[from(Cat)] Box<Cat>) =";
        holds(&code, &[plan, "pub struct Cat { pub lives:", cat]);
    }
}

#[test]
fn a_tag_that_may_be_null_may_be_missing() {
    let code = code(
        "{}",
        "{ Pet: { oneOf: [{ $ref: '#/components/schemas/Dog' }, { $ref: '#/components/schemas/Cat' }], discriminator: { propertyName: kind } },
           Dog: { type: object, required: [kind, name], properties: { kind: { type: [string, 'null'] }, name: { type: string } } },
           Cat: { type: object, required: [kind], properties: { kind: { anyOf: [{ type: string }, { type: 'null' }] } } },
           Letter: { oneOf: [{ title: A, type: object, required: [k], properties: { k: { enum: [a, null] } } },
                             { title: B, type: object, required: [k], properties: { k: { const: b } } }] } }",
    );
    holds(
        &code,
        &[
            "optional_tag \"kind\"; keys \"name\" => Dog; try => Cat; }",
            "optional_tag \"k\"; }",
        ],
    );
}

#[test]
fn a_mapped_value_that_its_branch_excludes_is_no_tag() {
    let v = |value: &str| {
        format!(
            "{value}: {{ type: object, required: [v], properties: {{ v: {{ const: {value} }} }} }}"
        )
    };
    let code = code(
        "{ /a: { post: { requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Doc' } } } },
           responses: { '204': { description: d } } } } }",
        &format!(
            "{{ Doc: {{ oneOf: [{{ $ref: '#/components/schemas/one' }}, {{ $ref: '#/components/schemas/two' }}],
               discriminator: {{ propertyName: v, mapping: {{ '1': one, '2': two }} }} }}, {}, {} }}",
            v("one"),
            v("two")
        ),
    );
    holds(
        &code,
        &[
            "One(#[from(One)] Box<One>) = \"one\", Two(#[from(Two)] Box<Two>) = \"two\", } tag \"v\"; }",
        ],
    );
}

#[test]
fn the_tags_of_a_union_within_lead_to_it() {
    let one = |name: &str| {
        format!(
            "{name}: {{ type: object, required: [kind, {name}], properties: {{ kind: {{ type: string }}, {name}: {{ type: string }} }} }}"
        )
    };
    let code = code(
        "{}",
        &format!(
            "{{ Payment: {{ oneOf: [{{ $ref: '#/components/schemas/Card' }}, {{ $ref: '#/components/schemas/Bank' }}],
               discriminator: {{ propertyName: kind }} }},
               Bank: {{ oneOf: [{{ $ref: '#/components/schemas/Sepa' }}, {{ $ref: '#/components/schemas/Ach' }}],
               discriminator: {{ propertyName: kind, mapping: {{ sepa: Sepa }} }} }}, {}, {}, {} }}",
            one("Card"),
            one("Sepa"),
            one("Ach")
        ),
    );
    holds(&code, &["if \"sepa\" | \"Ach\""]);
}

#[test]
fn a_mapping_that_repeats_the_values_of_a_branch_leaves_it_one_variant() {
    let code = code(
        "{}",
        &format!(
            "{{ Pet: {{ oneOf: [{{ $ref: '#/components/schemas/Cat' }}, {{ $ref: '#/components/schemas/Puppy' }}],
               discriminator: {{ propertyName: kind, mapping: {{ cat: Cat, puppy: Puppy, whelp: Puppy }} }} }}, {CAT},
               Puppy: {{ type: object, required: [kind], properties: {{ kind: {{ type: string, enum: [puppy, whelp] }} }} }} }}"
        ),
    );
    holds(
        &code,
        &[
            "Puppy(#[from(Puppy)] Box<Puppy>) if \"puppy\" | \"whelp\"",
            "pub kind: PuppyKind,",
        ],
    );
}
