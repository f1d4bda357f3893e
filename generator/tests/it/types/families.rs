//! Bases with a discriminator: a value of the base may be each of its children.

use super::{code, holds};

/// The types of a base and what builds on it, which an answer has.
fn family(base: &str, others: &str) -> String {
    let paths = "{ /pets: { get: { responses: { '200': { description: d, content: { application/json: { schema:
        { type: array, items: { $ref: '#/components/schemas/Pet' } } } } } } } } }";
    code(paths, &format!("{{ Pet: {base}, {others} }}"))
}

const BASE: &str = "{ type: object, required: [kind, name], properties: { kind: { type: string }, name: { type: string } },
    discriminator: { propertyName: kind } }";
const DOG: &str =
    "Dog: { allOf: [{ $ref: '#/components/schemas/Pet' }, { type: object, required: [bark],
    properties: { bark: { type: boolean } } }] }";

#[test]
fn children_without_a_mapping_have_their_names_as_tags() {
    let code = family(BASE, DOG);
    holds(
        &code,
        &[
            "pub enum Pet { Dog(#[from(Dog)] Box<Dog>) = \"Dog\", Base(#[from(PetBase)] Box<PetBase>), } tag \"kind\" => Base; }",
            "pub struct Dog { pub name: String, pub bark: bool, pub extra: Extra, }",
            "pub struct PetBase { pub kind: String, pub name: String, pub extra: Extra, }",
            "request_methods!(GetPets -> Vec<Pet>);",
        ],
    );
}

#[test]
fn grandchildren_and_children_by_mapping_alone_are_variants() {
    let base = BASE.replace(
        "propertyName: kind",
        "propertyName: kind, mapping: { puppy: Puppy, cat: Cat }",
    );
    let others = format!(
        "{DOG}, Puppy: {{ allOf: [{{ $ref: '#/components/schemas/Dog' }}, {{ type: object, properties: {{ age: {{ type: integer }} }} }}] }},
         Cat: {{ type: object, required: [kind], properties: {{ kind: {{ type: string }}, lives: {{ type: integer }} }} }}"
    );
    holds(
        &family(&base, &others),
        &[
            "Dog(#[from(Dog)] Box<Dog>) = \"Dog\", Puppy(#[from(Puppy)] Box<Puppy>) = \"puppy\", \
             Cat(#[from(Cat)] Box<Cat>) = \"cat\", Base(#[from(PetBase)] Box<PetBase>),",
            "pub struct Puppy { pub name: String, pub bark: bool, pub age: Option<i64>, pub extra: Extra, }",
        ],
    );
}

#[test]
fn a_child_that_another_property_tells_apart_is_a_union_itself() {
    let dog =
        "Dog: { allOf: [{ $ref: '#/components/schemas/Pet' }, { type: object, required: [breed],
        properties: { breed: { type: string } }, discriminator: { propertyName: breed } }] }";
    let poodle = "Poodle: { allOf: [{ $ref: '#/components/schemas/Dog' }, { type: object, properties: { curls: { type: integer } } }] }";
    holds(
        &family(BASE, &format!("{dog}, {poodle}")),
        &[
            "pub enum Pet { Dog(#[from(Dog)] Box<Dog>) = \"Dog\", ",
            "pub enum Dog { Poodle(#[from(Poodle)] Box<Poodle>) = \"Poodle\", Base(#[from(DogBase)] Box<DogBase>), } tag \"breed\" => Base; }",
        ],
    );
}

/// Where a base builds on another schema, its own part often holds the discriminator.
#[test]
fn a_discriminator_in_a_part_of_the_base_is_that_of_the_base() {
    let base = format!("{{ allOf: [{{ $ref: '#/components/schemas/Thing' }}, {BASE}] }}");
    let nested =
        format!("{{ allOf: [{{ allOf: [{{ $ref: '#/components/schemas/Thing' }}, {BASE}] }}] }}");
    let others =
        format!("{DOG}, Thing: {{ type: object, properties: {{ id: {{ type: string }} }} }}");
    for base in [base, nested] {
        holds(
            &family(&base, &others),
            &[
                "pub enum Pet { Dog(#[from(Dog)] Box<Dog>) = \"Dog\", Base(#[from(PetBase)] Box<PetBase>), } tag \"kind\" => Base; }",
                "pub struct Dog { pub id: Option<String>, pub name: String, pub bark: bool, pub extra: Extra, }",
                "pub struct PetBase { pub id: Option<String>, pub kind: String, pub name: String, pub extra: Extra, }",
            ],
        );
    }
}

#[test]
fn a_child_that_is_a_base_is_a_union_of_its_own() {
    let dog = DOG.replace("Dog: {", "Dog: { discriminator: { propertyName: kind },");
    let others = format!("{dog}, Puppy: {{ allOf: [{{ $ref: '#/components/schemas/Dog' }}] }}");
    holds(
        &family(BASE, &others),
        &[
            "pub enum Pet { Dog(#[from(DogBase)] Box<DogBase>) = \"Dog\", Puppy(#[from(Puppy)] Box<Puppy>) = \"Puppy\",",
            "pub enum Dog { Puppy(#[from(Puppy)] Box<Puppy>) = \"Puppy\", Base(#[from(DogBase)] Box<DogBase>),",
        ],
    );
}

#[test]
fn a_base_that_is_mapped_is_a_variant_with_a_tag() {
    let base = BASE.replace(
        "propertyName: kind",
        "propertyName: kind, mapping: { any: Pet, dog: Dog }",
    );
    holds(
        &family(&base, DOG),
        &[
            "Dog(#[from(Dog)] Box<Dog>) = \"dog\", Any(Box<PetBase>) = \"any\", Base(Box<PetBase>), } tag \"kind\" => Base; }",
        ],
    );
}

#[test]
fn another_name_of_a_base_is_no_child() {
    let base = BASE.replace(
        "propertyName: kind",
        "propertyName: kind, mapping: { dog: Dog, bare: Bare }",
    );
    let others = format!(
        "{DOG}, Bare: {{ allOf: [{{ $ref: '#/components/schemas/Pet' }}] }},
         Other: {{ allOf: [{{ $ref: '#/components/schemas/Pet' }}] }}, Alias: {{ $ref: '#/components/schemas/Pet' }},
         Home: {{ type: object, properties: {{ other: {{ $ref: '#/components/schemas/Other' }}, alias: {{ $ref: '#/components/schemas/Alias' }},
           said: {{ description: d, allOf: [{{ $ref: '#/components/schemas/Pet' }}] }} }} }}"
    );
    holds(
        &family(&base, &others),
        &[
            "Bare(#[from(Bare)] Box<Bare>) = \"bare\",",
            "pub other: Option<Pet>, pub alias: Option<Pet>, pub said: Option<Pet>,",
        ],
    );
}

#[test]
fn a_union_whose_branches_build_on_it_ends() {
    for discriminator in ["", ", discriminator: { propertyName: kind }"] {
        let base = BASE.replace(
            ",\n    discriminator: { propertyName: kind }",
            &format!(", oneOf: [{{ $ref: '#/components/schemas/Dog' }}, {{ $ref: '#/components/schemas/Cat' }}]{discriminator}"),
        );
        let cat = DOG.replace("Dog", "Cat").replace("bark", "purr");
        let code = family(&base, &format!("{DOG}, {cat}"));
        holds(
            &code,
            &[
                "pub enum Pet { Dog(#[from(Dog)] Box<Dog>)",
                "Cat(#[from(Cat)] Box<Cat>)",
                "pub bark: bool,",
                "pub purr: bool,",
            ],
        );
    }
}

/// Frameworks write a subclass without fields so.
#[test]
fn a_branch_that_adds_nothing_to_its_union_is_a_variant() {
    let base = BASE.replace(
        "propertyName: kind }",
        "propertyName: kind, mapping: { dog: Dog, bare: Bare, gone: Gone } }, oneOf: [
         { $ref: '#/components/schemas/Dog' }, { $ref: '#/components/schemas/Bare' }, { $ref: '#/components/schemas/Gone' }]",
    );
    let others = format!(
        "{DOG}, Bare: {{ allOf: [{{ $ref: '#/components/schemas/Pet' }}] }},
         Gone: {{ allOf: [{{ $ref: '#/components/schemas/Pet' }}, {{ type: object }}] }}"
    );
    holds(
        &family(&base, &others),
        &[
            "Dog(#[from(Dog)] Box<Dog>) = \"dog\", Bare(#[from(Bare)] Box<Bare>) = \"bare\", \
             Gone(#[from(Gone)] Box<Gone>) = \"gone\", } tag \"kind\"; }",
            "pub struct Bare { pub name: String, pub extra: Extra, }",
        ],
    );
}

#[test]
fn branches_that_do_not_build_on_their_union_keep_their_tags() {
    let base = BASE.replace(
        "propertyName: kind }",
        "propertyName: kind, mapping: { dog: Dog, cat: Cat } }, oneOf: [
         { $ref: '#/components/schemas/Dog' }, { $ref: '#/components/schemas/Cat' }]",
    );
    let cat = "Cat: { type: object, properties: { lives: { type: integer } } }";
    holds(
        &family(&base, &format!("{DOG}, {cat}")),
        &[
            "Dog(#[from(Dog)] Box<Dog>) = \"dog\", Cat(#[from(PetCat)] Box<PetCat>) = \"cat\", } tag \"kind\"; }",
            "pub struct PetCat { pub name: String, pub lives: Option<i64>, pub extra: Extra, }",
        ],
    );
}

#[test]
fn a_base_in_a_circle_of_all_of_is_reported_and_ends() {
    let text = "openapi: 3.1.0\ninfo: { title: T, version: 1.0.0 }\npaths: {}\ncomponents: { schemas: {
        Pet: { allOf: [{ $ref: '#/components/schemas/Dog' }], discriminator: { propertyName: kind } },
        Dog: { allOf: [{ $ref: '#/components/schemas/Pet' }] } } }\n";
    let output = generator::generate(&generator::Sources::new("t.yaml", text));
    let mut found = output.diagnostics.iter();
    assert!(found.any(|found| found.message.contains("contains itself")));
}

#[test]
fn unevaluated_properties_are_those_that_no_part_has() {
    let code = code(
        "{}",
        "{ Counts: { type: object, properties: { id: { type: string } }, unevaluatedProperties: { type: integer } },
           Plain: { type: object, unevaluatedProperties: { type: number } },
           Whole: { allOf: [{ $ref: '#/components/schemas/Part' }, { type: object, properties: { b: { type: string } } }],
             unevaluatedProperties: { type: boolean } },
           Part: { type: object, properties: { a: { type: string } } },
           Open: { type: object, properties: { a: { type: string } }, additionalProperties: true, unevaluatedProperties: { type: boolean } },
           Closed: { type: object, properties: { a: { type: string } }, unevaluatedProperties: { not: {} } },
           Holder: { type: object, properties: { plain: { $ref: '#/components/schemas/Plain' } } } }",
    );
    holds(
        &code,
        &[
            "pub struct Counts { pub id: Option<String>, pub additional_properties: IndexMap<String, i64>, }",
            "pub plain: Option<IndexMap<String, f64>>,",
            "pub struct Whole { pub a: Option<String>, pub b: Option<String>, pub additional_properties: IndexMap<String, bool>, }",
            "pub struct Part { pub a: Option<String>, pub extra: Extra, }",
            "pub struct Open { pub a: Option<String>, pub extra: Extra, }",
            "pub struct Closed { pub a: Option<String>, pub extra: Extra, }",
        ],
    );
}

#[test]
fn a_union_of_children_is_told_apart_as_their_base_is() {
    let base = BASE.replace(
        "propertyName: kind",
        "propertyName: kind, mapping: { dog: Dog, cat: Cat }",
    );
    let cat = DOG.replace("Dog", "Cat").replace("bark", "purr");
    let others = format!(
        "{DOG}, {cat}, Guest: {{ oneOf: [{{ $ref: '#/components/schemas/Cat' }}, {{ $ref: '#/components/schemas/Dog' }}] }}"
    );
    holds(
        &family(&base, &others),
        &[
            "pub enum Guest { Cat(#[from(Cat)] Box<Cat>) = \"cat\", Dog(#[from(Dog)] Box<Dog>) = \"dog\", } tag \"kind\"; }",
        ],
    );
}

#[test]
fn a_base_with_conditions_has_its_children() {
    let code = code(
        "{}",
        "{ A: { type: object, discriminator: { propertyName: kind }, anyOf: [{ required: [x] }, { required: [y] }],
           required: [kind], properties: { kind: { type: string }, x: { type: string }, y: { type: string } } },
           B: { allOf: [{ $ref: '#/components/schemas/A' }, { type: object, properties: { z: { type: string } } }] } }",
    );
    holds(&code, &["B(#[from(B)] Box<B>) = \"B\"", "tag \"kind\" => "]);
}

#[test]
fn what_a_condition_describes_is_evaluated() {
    let code = code(
        "{}",
        "{ A: { type: object, properties: { kind: { type: string } }, if: { properties: { kind: { const: text } } },
           then: { properties: { body: { type: string } } }, unevaluatedProperties: { type: integer } } }",
    );
    holds(&code, &["pub kind: Option<String>, pub extra: Extra, }"]);
}
