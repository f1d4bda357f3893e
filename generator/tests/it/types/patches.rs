//! Bodies of `application/merge-patch+json`, where null removes a member.

use super::{code, holds};

/// A description whose one PATCH sends `patch`, and whose GET answers `answer`.
fn paths(patch: &str, answer: &str) -> String {
    let answer = match answer {
        "" => String::new(),
        answer => format!(", content: {{ application/json: {{ schema: {answer} }} }}"),
    };
    format!(
        "{{ /shelves: {{
            patch: {{ operationId: patchShelf, requestBody: {{ required: true,
                content: {{ application/merge-patch+json: {{ schema: {patch} }} }} }},
                responses: {{ '204': {{ description: d }} }} }},
            get: {{ operationId: getShelf, responses: {{ '200': {{ description: d{answer} }} }} }} }} }}"
    )
}

const SHELF: &str = "{ $ref: '#/components/schemas/Shelf' }";

#[test]
fn what_a_merge_patch_may_leave_out_it_may_set_to_null() {
    let code = code(
        &paths(SHELF, ""),
        "{ Shelf: { type: object, required: [room], properties: {
            room: { type: string }, title: { type: string }, size: { type: integer, format: int32 },
            kind: { enum: [oak, pine] }, already: { type: [string, 'null'] }, any: {},
            place: { $ref: '#/components/schemas/Place' },
            labels: { type: object, additionalProperties: { type: string } },
            places: { type: object, additionalProperties: { $ref: '#/components/schemas/Place' } },
            books: { type: array, items: { $ref: '#/components/schemas/Book' } } } },
          Place: { type: object, properties: { wall: { type: string } } },
          Book: { type: object, properties: { title: { type: string } } } }",
    );
    holds(
        &code,
        &[
            "pub struct Shelf { pub room: String, pub title: Nullable<String>, pub size: Nullable<i32>, \
             pub kind: Nullable<ShelfKind>, pub already: Nullable<String>, pub any: Option<Value>, \
             pub place: Nullable<Place>, pub labels: Nullable<IndexMap<String, Option<String>>>, \
             pub places: Nullable<IndexMap<String, Option<Place>>>, pub books: Nullable<Vec<Book>>,",
            "pub struct Place { pub wall: Nullable<String>,",
            // A patched list replaces the list as a whole.
            "pub struct Book { pub title: Option<String>,",
        ],
    );
    assert!(!code.contains("Patch {"), "{code}");
}

#[test]
fn a_member_that_the_patch_alone_requires_takes_no_null() {
    let code = code(
        &paths(
            "{ allOf: [{ $ref: '#/components/schemas/Shelf' }, { required: [title, place] }] }",
            SHELF,
        ),
        "{ Shelf: { type: object, required: [room], properties: {
            room: { type: string }, title: { type: string }, size: { type: integer },
            place: { $ref: '#/components/schemas/Place' } } },
          Place: { type: object, properties: { wall: { type: string } } } }",
    );
    holds(
        &code,
        &[
            "pub struct PatchShelfRequest { pub room: String, pub title: String, pub size: Nullable<i64>, \
             pub place: PlacePatch,",
            "pub struct PlacePatch { pub wall: Nullable<String>,",
        ],
    );
}

#[test]
fn what_answers_hold_too_has_a_type_of_its_own_in_a_merge_patch() {
    let code = code(
        &paths(SHELF, SHELF),
        "{ Shelf: { type: object, required: [id, pin], properties: {
            id: { type: string, readOnly: true }, pin: { type: string, writeOnly: true }, title: { type: string },
            place: { $ref: '#/components/schemas/Place' }, owner: { $ref: '#/components/schemas/Owner' },
            light: { type: object, properties: { on: { type: boolean } } } } },
          Place: { type: object, properties: { wall: { type: string } } },
          Owner: { type: object, required: [name], properties: { name: { type: string } } } }",
    );
    holds(
        &code,
        &[
            "pub struct Shelf { pub id: String, pub pin: Option<String>, pub title: Option<String>, pub place: Option<Place>, \
             pub owner: Option<Owner>, pub light: Option<ShelfLight>,",
            "pub struct ShelfPatch { pub pin: String, pub title: Nullable<String>, pub place: Nullable<PlacePatch>, \
             pub owner: Nullable<Owner>, pub light: Nullable<ShelfPatchLight>,",
            "pub struct PlacePatch { pub wall: Nullable<String>,",
            "pub struct ShelfPatchLight { pub on: Nullable<bool>,",
            "request: ShelfPatch",
        ],
    );
}

#[test]
fn a_merge_patch_is_a_call_of_its_own_beside_the_same_schema_in_json() {
    let both =
        "{ /shelves: { patch: { operationId: patchShelf, requestBody: { required: true, content: {
        application/json: { schema: { $ref: '#/components/schemas/ShelfPatch' } },
        application/merge-patch+json: { schema: { $ref: '#/components/schemas/ShelfPatch' } } } },
        responses: { '204': { description: d } } } } }";
    let code = code(
        both,
        "{ ShelfPatch: { type: object, properties: { title: { type: string } } } }",
    );
    holds(
        &code,
        &[
            "pub struct ShelfPatch { pub title: Option<String>,",
            "pub struct ShelfMergePatch { pub title: Nullable<String>,",
            "request: ShelfMergePatch",
        ],
    );
}

#[test]
fn a_merge_patch_finds_its_variant_by_the_names_of_the_document() {
    let components = "{ Shelf: { type: object, required: [kind], properties: { kind: { type: string } },
            discriminator: { propertyName: kind } },
          Oak: { allOf: [{ $ref: '#/components/schemas/Shelf' }, { type: object, properties: { age: { type: integer } } }] },
          Pine: { allOf: [{ $ref: '#/components/schemas/Shelf' }, { type: object, properties: { scent: { type: string } } }] } }";
    let code = code(&paths(SHELF, SHELF), components);
    holds(
        &code,
        &[
            "pub age: Option<i64>,",
            "pub age: Nullable<i64>,",
            "request: impl Into<ShelfPatch>",
            "Oak(#[from(OakPatch)] Box<OakPatch>) = \"Oak\"",
        ],
    );
}
