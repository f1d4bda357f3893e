//! The arguments of calls.

use super::case::{Case, calls, get};

/// A call's parameters before and after.
fn takes(name: &'static str, old: &str, new: &str, user: &str) -> Case {
    let path = format!("/{}", name.replace('_', "-"));
    Case::new(name).parameters(&path, old, new).user(&format!(
        "fn f(client: Client) {{ let _ = client.{name}().retrieve{user}; }}"
    ))
}

pub fn cases() -> Vec<Case> {
    let query = |name: &str, more: &str, schema: &str| {
        format!("{{ name: {name}, in: query, {more}schema: {{ {schema} }} }}")
    };
    let a = query("a", "", "type: string");
    let b = query("b", "", "type: integer");
    let need_a = query("a", "required: true, ", "type: string");
    let need_b = query("b", "required: true, ", "type: integer");
    let listed = "{ name: s, in: query, schema: { enum: [a, b] }";
    let (path, own) = (
        format!("parameters: [{listed} }}]"),
        format!("parameters: [{listed}, description: Own. }}]"),
    );
    let with_own = |own: &str| {
        let call = |id: &str, own: &str| {
            format!("{{ operationId: {id}, {own} responses: {{ '204': {{ description: d }} }} }}")
        };
        let (get, post) = (call("own-parameter", own), call("shared-parameter", ""));
        format!("/parameter-of-its-own: {{ {path}, get: {get}, post: {post} }}")
    };
    vec![
        calls(
            "parameter_of_its_own",
            &with_own(""),
            &with_own(&format!("{own},")),
            "let s: OwnParameterS = \"a\".into(); let _ = client.parameter_of_its_own().retrieve().s(s);",
        ),
        takes(
            "setter_of_call_added",
            &a,
            &format!("{a}, {b}"),
            "().a(\"x\")",
        ),
        takes(
            "setter_of_call_removed",
            &format!("{a}, {b}"),
            &a,
            "().b(1)",
        ),
        takes("argument_added", &a, &format!("{a}, {need_b}"), "()"),
        takes(
            "argument_removed",
            &format!("{need_a}, {need_b}"),
            &need_a,
            "(\"x\", 1)",
        ),
        takes("parameter_becomes_required", &a, &need_a, "()"),
        takes("parameter_becomes_optional", &need_a, &a, "(\"x\")"),
        takes(
            "parameter_has_another_type",
            &query("n", "", "type: string"),
            &query("n", "", "type: integer"),
            "().n(\"x\")",
        ),
        takes(
            "parameter_becomes_wide",
            &query("n", "", "type: integer"),
            &query("n", "", "type: number"),
            "().n(1_i64)",
        ),
        takes(
            "parameter_becomes_an_enum",
            &query("n", "", "type: string"),
            &query("n", "", "type: string, enum: [x, y]"),
            "().n(&String::new())",
        ),
        takes(
            "parameter_has_another_name",
            &a,
            &b.replace("integer", "string"),
            "().a(\"x\")",
        ),
        takes(
            "parameter_has_another_key",
            &query("fooBar", "", "type: string"),
            &query("foo_bar", "", "type: string"),
            "().foo_bar(\"x\")",
        ),
        takes(
            "parameter_travels_in_a_header",
            &query("x-a", "", "type: string"),
            "{ name: x-a, in: header, schema: { type: string } }",
            "().x_a(\"x\")",
        ),
        takes(
            "parameter_is_deprecated",
            &a,
            &query("a", "deprecated: true, ", "type: string"),
            "().a(\"x\")",
        ),
        takes(
            "parameter_has_another_default",
            &query("n", "", "type: integer, default: 1"),
            &query("n", "", "type: integer, default: 2"),
            "().n(3)",
        ),
        takes(
            "parameters_change_places",
            &format!("{need_a}, {need_b}"),
            &format!("{need_b}, {need_a}"),
            "(\"x\", 1)",
        )
        .unchanged(),
        calls(
            "path_parameter_is_renamed",
            &get(
                "/path-name/{id}",
                "parameters: [{ name: id, in: path, required: true, schema: { type: string } }]",
            )
            .replace("get-path-name--id-", "get-path-name"),
            &get(
                "/path-name/{key}",
                "parameters: [{ name: key, in: path, required: true, schema: { type: string } }]",
            )
            .replace("get-path-name--key-", "get-path-name"),
            "let _ = client.path_name().retrieve(\"x\");",
        ),
    ]
}
