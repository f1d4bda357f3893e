//! Schemas that hold each other: the type of each is the same on whichever way it is met first.

use generator::{Sources, generate};

use super::{code, holds};

#[test]
fn a_list_that_objects_hold_again_is_a_list_of_those_objects() {
    let components = "{
        Trace: { type: array, items: { type: object, properties: {
            name: { type: string }, trace: { $ref: '#/components/schemas/Trace' } } } },
        Tree: { additionalProperties: { type: object, properties: {
            below: { $ref: '#/components/schemas/Tree' } } } } }";
    holds(
        &code("{}", components),
        &[
            "pub name: Option<String>, pub trace: Option<Vec<TraceItem>>,",
            "pub below: Option<IndexMap<String, TreeValue>>,",
        ],
    );
}

#[test]
fn a_union_with_null_is_nullable_in_its_own_branches_too() {
    let union = "Expression: { oneOf: [
        { $ref: '#/components/schemas/Not' }, { type: string }, { type: 'null' } ] }";
    let branch = "Not: { type: object, required: [of], properties: {
        of: { $ref: '#/components/schemas/Expression' },
        hint: { $ref: '#/components/schemas/Expression' } } }";
    for components in [[union, branch], [branch, union]] {
        holds(
            &code("{}", &format!("{{ {} }}", components.join(", "))),
            &["pub of: Option<Expression>, pub hint: Nullable<Expression>,"],
        );
    }
}

#[test]
fn strings_beside_a_union_of_objects_leave_no_type_behind() {
    let components = "{ Voice: { anyOf: [
        { anyOf: [{ type: string }, { type: string, enum: [alloy] }] },
        { type: object, required: [id], properties: { id: { type: string } } } ] } }";
    let code = code("{}", components);
    holds(&code, &["pub enum Voice {", "pub struct VoiceId {"]);
    assert_eq!(code.matches("enum Voice").count(), 2, "{code}");
}

#[test]
fn what_no_type_checks_is_noted_beside_a_reference_too() {
    let text = "openapi: 3.1.0\ninfo: { title: t, version: '1' }\ncomponents: { schemas: {
        A: { $ref: '#/components/schemas/B', not: { required: [c] } },
        B: { type: object, properties: { b: { type: string } } } } }\n";
    let output = generate(&Sources::new("t.yaml", text));
    let messages = output
        .diagnostics
        .iter()
        .map(|found| found.message.as_str());
    let messages: Vec<&str> = messages.collect();
    assert!(
        messages.contains(&"`not` is not checked by the type"),
        "{messages:?}"
    );
}

#[test]
fn a_recursive_reference_leads_to_the_component_that_it_is_in() {
    let components = "{ Filter: { type: object, properties: {
        name: { type: string },
        filters: { type: array, items: { anyOf: [{ type: string }, { $recursiveRef: '#' }] } } } } }";
    holds(
        &code("{}", components),
        &["string => String; object => Filter;"],
    );
}
