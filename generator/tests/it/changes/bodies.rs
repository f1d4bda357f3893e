//! The bodies that calls send.

use super::case::{Case, body, calls, post, reference};

pub fn cases() -> Vec<Case> {
    let object = "{ type: object, required: [a], properties: { a: { type: string } } }";
    let number = "{ type: object, required: [n], properties: { n: { type: integer } } }";
    let media = |name: &str, ty: &str| {
        format!(
            "requestBody: {{ required: true, content: {{ {name}: {{ schema: {} }} }} }}",
            reference(ty)
        )
    };
    let parts = |encoding: &str| {
        format!(
            "requestBody: {{ required: true, content: {{ multipart/form-data: {{ schema: {{ type: object, required: [o], properties: {{ o: {} }} }}{encoding} }} }} }}",
            reference("PartMedia")
        )
    };
    let optional_body = |ty: &str| {
        format!(
            "requestBody: {{ content: {{ application/json: {{ schema: {} }} }} }}",
            reference(ty)
        )
    };
    vec![
        calls(
            "body_added",
            &post("/body-added", ""),
            &post("/body-added", &body(&reference("BodyAdded"))),
            "let _ = client.body_added().create();",
        )
        .types(
            &format!("BodyAdded: {object}"),
            &format!("BodyAdded: {object}"),
        ),
        calls(
            "body_may_be_added",
            &post("/body-may", ""),
            &post("/body-may", &optional_body("BodyMay")),
            "let _ = client.body_may().create();",
        )
        .types(&format!("BodyMay: {object}"), &format!("BodyMay: {object}")),
        calls(
            "body_becomes_required",
            &post("/body-required", &optional_body("BodyRequired")),
            &post("/body-required", &body(&reference("BodyRequired"))),
            "let _ = client.body_required().create();",
        )
        .types(
            &format!("BodyRequired: {object}"),
            &format!("BodyRequired: {object}"),
        ),
        calls(
            "body_is_another_type",
            &post("/body-type", &body(&reference("BodyOld"))),
            &post("/body-type", &body(&reference("BodyNew"))),
            "let _ = client.body_type().create(BodyOld::new(\"x\"));",
        )
        .types(
            &format!("BodyOld: {object}\nBodyNew: {number}"),
            &format!("BodyOld: {object}\nBodyNew: {number}"),
        ),
        calls(
            "range_becomes_what_is_sent",
            &post("/body-range", &media("\"*/*\"", "RangeBody")),
            &post("/body-range", &media("application/json", "RangeBody")),
            "let _ = client.body_range().create(RangeBody::new(\"x\"));",
        )
        .types(
            &format!("RangeBody: {object}"),
            &format!("RangeBody: {object}"),
        )
        .unchanged(),
        calls(
            "default_media_type_of_a_part_is_written_out",
            &post("/part-media", &parts("")),
            &post(
                "/part-media",
                &parts(", encoding: { o: { contentType: application/json } }"),
            ),
            "let _ = client.part_media().create(PartMedia::new(\"x\"));",
        )
        .types(
            &format!("PartMedia: {object}"),
            &format!("PartMedia: {object}"),
        )
        .unchanged(),
        calls(
            "body_has_another_media_type",
            &post("/body-media", &media("application/json", "MediaBody")),
            &post(
                "/body-media",
                &media("application/merge-patch+json", "MediaBody"),
            ),
            "let _ = client.body_media().create(MediaBody::new(\"x\"));",
        )
        .types(
            &format!("MediaBody: {object}"),
            &format!("MediaBody: {object}"),
        ),
    ]
}
