//! The errors of a call by status, and the headers of its answers.

use super::case::{Case, call, calls, reference};

const TEXT: &str = "{ type: string }";
const NUMBER: &str = "{ type: integer }";
const LIST: &str = "{ type: array, items: { type: string } }";

/// A call whose answers change, with code that is given an error and headers.
fn answers(name: &'static str, old: &str, new: &str, user: &str) -> Case {
    let path = format!("/{}", name.replace('_', "-"));
    // Of headers that are alike, one client of all cases has one struct.
    let own = format!("X-Of{path}: {{ schema: {TEXT} }}, X-Cost: {{ ").replace("-Of/", "-Of-");
    let [old, new] = [old, new].map(|answers| answers.replace("X-Cost: { ", &own));
    let [old, new] = [old, new].map(|answers| call("get", &path, "", &answers));
    let user = format!("fn f(error: &Error, headers: &HeaderMap) {{ {user} }}");
    Case::new(name).calls(&old, &new).user(&user)
}

/// A success without a body, and errors: their statuses and schemas.
fn errors(errors: &[(&str, &str)]) -> String {
    let mut text = "\"204\": { description: \"\" }".to_owned();
    for (status, schema) in errors {
        text += &format!(
            ", \"{status}\": {{ description: \"\", content: {{ application/json: {{ schema: {schema} }} }} }}"
        );
    }
    text
}

/// A success with headers.
fn headers(headers: &str) -> String {
    format!("\"204\": {{ description: \"\", headers: {{ {headers} }} }}")
}

pub fn cases() -> Vec<Case> {
    let object = "{ type: object, required: [a], properties: { a: { type: string } } }";
    let number = "{ type: object, required: [n], properties: { n: { type: integer } } }";
    vec![
        calls(
            "errors_hold_another_type",
            &call(
                "get",
                "/errors-hold",
                "",
                &errors(&[("4XX", &reference("ErrorOld"))]),
            ),
            &call(
                "get",
                "/errors-hold",
                "",
                &errors(&[("4XX", &reference("ErrorNew"))]),
            ),
            "",
        )
        .types(
            &format!("ErrorOld: {object}\nErrorNew: {number}"),
            &format!("ErrorOld: {object}\nErrorNew: {number}"),
        )
        .user("fn f(error: &Error) -> Option<&ErrorOld> { error.api_error() }"),
        answers(
            "error_status_is_added",
            &errors(&[("404", TEXT)]),
            &errors(&[("404", TEXT), ("409", NUMBER)]),
            "let _: Option<&String> = error.described();",
        ),
        answers(
            "another_error_status_is_added",
            &errors(&[("404", TEXT), ("409", NUMBER)]),
            &errors(&[("404", TEXT), ("409", NUMBER), ("422", LIST)]),
            "if let Some(GetAnotherErrorStatusIsAddedError::Conflict(number)) = GetAnotherErrorStatusIsAddedError::of(error) { let _: i64 = number; }",
        ),
        answers(
            "error_of_a_status_has_another_type",
            &errors(&[("404", TEXT), ("409", NUMBER)]),
            &errors(&[("404", TEXT), ("409", LIST)]),
            "if let Some(GetErrorOfAStatusHasAnotherTypeError::Conflict(number)) = GetErrorOfAStatusHasAnotherTypeError::of(error) { let _: i64 = number; }",
        ),
        answers(
            "error_of_json_is_text",
            &errors(&[("404", TEXT)]),
            &errors(&[("404", TEXT)]).replace("application/json", "text/plain"),
            "let _: Option<&String> = error.described();",
        ),
        answers(
            "error_status_is_removed",
            &errors(&[("404", TEXT), ("409", NUMBER), ("422", LIST)]),
            &errors(&[("404", TEXT), ("409", NUMBER)]),
            "let _ = matches!(GetErrorStatusIsRemovedError::of(error), Some(GetErrorStatusIsRemovedError::UnprocessableEntity(_)));",
        ),
        answers(
            "error_status_leaves_its_range",
            &errors(&[("4XX", TEXT), ("500", NUMBER)]),
            &errors(&[("404", LIST), ("4XX", TEXT), ("500", NUMBER)]),
            "let _ = matches!(GetErrorStatusLeavesItsRangeError::of(error), Some(GetErrorStatusLeavesItsRangeError::Status4xx(..)));",
        ),
        answers(
            "error_status_of_the_same_type_is_added",
            &errors(&[("404", TEXT)]),
            &errors(&[("404", TEXT), ("409", TEXT)]),
            "let _: Option<&String> = error.described();",
        ),
        answers(
            "errors_differ_no_longer",
            &errors(&[("404", TEXT), ("409", NUMBER)]),
            &errors(&[("404", TEXT), ("409", TEXT)]),
            "let _ = GetErrorsDifferNoLongerError::of(error);",
        ),
        answers(
            "headers_are_described",
            &headers(""),
            &headers("X-Cost: { schema: { type: integer } }"),
            "",
        ),
        answers(
            "header_is_added",
            &headers("X-Cost: { schema: { type: integer } }"),
            &headers(
                "X-Cost: { schema: { type: integer } }, X-Plan: { required: true, schema: { type: string } }",
            ),
            "if let Ok(GetHeaderIsAddedHeaders { x_cost, .. }) = GetHeaderIsAddedHeaders::of(headers) { let _: Option<i64> = x_cost; }",
        ),
        answers(
            "header_is_removed",
            &headers("X-Cost: { schema: { type: integer } }, X-Plan: { schema: { type: string } }"),
            &headers("X-Cost: { schema: { type: integer } }"),
            "let _ = GetHeaderIsRemovedHeaders::of(headers).map(|headers| headers.x_plan);",
        ),
        answers(
            "header_is_not_required",
            &headers("X-Cost: { required: true, schema: { type: integer } }"),
            &headers("X-Cost: { schema: { type: integer } }"),
            "if let Ok(headers) = GetHeaderIsNotRequiredHeaders::of(headers) { let _: i64 = headers.x_cost; }",
        ),
        answers(
            "header_has_another_type",
            &headers("X-Cost: { schema: { type: integer } }"),
            &headers("X-Cost: { schema: { type: boolean } }"),
            "if let Ok(headers) = GetHeaderHasAnotherTypeHeaders::of(headers) { let _: Option<i64> = headers.x_cost; }",
        ),
        answers(
            "header_is_exploded",
            &headers(
                "X-Range: { schema: { type: object, additionalProperties: { type: integer } } }",
            ),
            &headers(
                "X-Range: { explode: true, schema: { type: object, additionalProperties: { type: integer } } }",
            ),
            "let _ = GetHeaderIsExplodedHeaders::of(headers);",
        ),
        answers(
            "headers_are_not_described",
            &headers("X-Cost: { schema: { type: integer } }"),
            &headers(""),
            "let _ = GetHeadersAreNotDescribedHeaders::of(headers);",
        ),
    ]
}
