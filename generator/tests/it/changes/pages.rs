//! Lists that are read page by page.

use super::case::{Case, call, calls};

pub fn cases() -> Vec<Case> {
    let list = |more: &str| {
        format!(
            "{{ type: object, required: [data], properties: {{ data: {{ type: array, items: {{ type: object, required: [id], properties: {{ id: {{ type: string }} }} }} }}{more} }} }}"
        )
    };
    let listing = |path: &str, more: &str| {
        let answer = format!(
            r#""200": {{ description: "", content: {{ application/json: {{ schema: {} }} }} }}"#,
            list(more)
        );
        call(
            "get",
            path,
            "parameters: [{ name: after, in: query, schema: { type: string } }]",
            &answer,
        )
    };
    let by_token = |path: &str, parameter: &str| {
        let more = ", next_page_token: { type: string }";
        let answer = format!(
            r#""200": {{ description: "", content: {{ application/json: {{ schema: {} }} }} }}"#,
            list(more)
        );
        let parameter = format!("{{ name: {parameter}, in: query, schema: {{ type: string }} }}");
        call("get", path, &format!("parameters: [{parameter}]"), &answer)
    };
    let by_hand = listing("/pages-by-hand", ", has_more: { type: boolean }");
    let by_hand = by_hand.replace(
        "parameters:",
        "x-pagination: { by: last-item }, parameters:",
    );
    let two_lists = |items: &str| {
        let more = ", has_more: { type: boolean }, others: { type: array, items: { type: object, \
                    required: [id, name], properties: { id: { type: string }, name: { type: string } } } }";
        let by = format!("x-pagination: {{ by: last-item, items: {items} }}, parameters:");
        listing("/pages-of-other-items", more).replace("parameters:", &by)
    };
    vec![
        calls(
            "pages_of_other_items",
            &two_lists("others"),
            &two_lists("data"),
            "async { let item = client.pages_of_other_items().list().items().try_next().await.unwrap(); let _: String = item.unwrap().name; };",
        ),
        calls(
            "pages_by_hand",
            &listing("/pages-by-hand", ""),
            &by_hand,
            "async { let answer: GetPagesByHandResponse = client.pages_by_hand().list().await.unwrap(); };",
        ),
        calls(
            "pages_recognised",
            &listing("/pages-recognised", ""),
            &listing("/pages-recognised", ", has_more: { type: boolean }"),
            "async { let answer: GetPagesRecognisedResponse = client.pages_recognised().list().await.unwrap(); };",
        ),
        calls(
            "pages_by_another_parameter",
            &by_token("/pages-by-another-parameter", "page_token"),
            &by_token("/pages-by-another-parameter", "pageToken"),
            "let _ = client.pages_by_another_parameter().list().page_token(\"a\").items();",
        ),
        calls(
            "pages_in_another_shape",
            &by_token("/pages-in-another-shape", "page_token"),
            &listing("/pages-in-another-shape", ", has_more: { type: boolean }"),
            "let _ = client.pages_in_another_shape().list().page_token(\"a\").items();",
        ),
        calls(
            "pages_lost",
            &listing("/pages-lost", ", has_more: { type: boolean }"),
            &listing("/pages-lost", ""),
            "let _ = client.pages_lost().list().items();",
        ),
    ]
}
