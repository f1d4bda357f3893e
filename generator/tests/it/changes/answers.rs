//! What comes back: statuses and media types.

use super::case::{Case, body, call, calls, get, gives};

/// The answers of a call before and after.
fn answers(name: &'static str, old: &str, new: &str, user: &str) -> Case {
    let path = format!("/{}", name.replace('_', "-"));
    Case::new(name)
        .calls(&call("get", &path, "", old), &call("get", &path, "", new))
        .user(&format!("fn f(client: Client) {{ {user} }}"))
}

/// An answer with a status, in some media types.
fn answer(status: u16, content: &str) -> String {
    format!(r#""{status}": {{ description: "", content: {{ {content} }} }}"#)
}

/// A call with an `x-stream`, before and after.
fn declared(name: &'static str, old: &str, new: &str) -> Case {
    let path = format!("/{}", name.replace('_', "-"));
    let [old, new] = [old, new].map(|stream| {
        call(
            "get",
            &path,
            &format!("x-stream: {stream}"),
            &answer(200, EVENTS),
        )
    });
    Case::new(name).calls(&old, &new)
}

/// A call that gives a text, to which a stream is added, with these members of its body before and after.
fn asked(name: &'static str, old: &str, new: &str) -> Case {
    let path = format!("/{}", name.replace('_', "-"));
    let call = |more: &str, content: &str| {
        let body = body(&format!(
            "{{ type: object, properties: {{ a: {{ type: string }}{more} }} }}"
        ));
        call("post", &path, &body, &answer(200, content))
    };
    let (old, new) = (call(old, TEXT), call(new, &format!("{TEXT}, {EVENTS}")));
    Case::new(name).calls(&old, &new)
}

/// Events with these names, each with a text as its data.
fn named(events: &[&str]) -> String {
    let schemas = events.iter().map(|event| {
        format!("{{ properties: {{ event: {{ const: {event} }}, data: {{ type: string }} }} }}")
    });
    let schemas = schemas.collect::<Vec<_>>().join(", ");
    format!("text/event-stream: {{ schema: {{ oneOf: [{schemas}] }} }}")
}

const TEXT: &str = "application/json: { schema: { type: string } }";
const EVENTS: &str = "text/event-stream: { schema: { type: integer } }";
const NUMBER: &str = "application/json: { schema: { type: integer } }";

pub fn cases() -> Vec<Case> {
    let one = answer(200, TEXT);
    let two = format!("{one}, {}", answer(202, NUMBER));
    let three = format!(r#"{two}, "204": {{ description: "" }}"#);
    vec![
        answers(
            "answer_status_second",
            &one,
            &two,
            "async { let _: String = client.answer_status_second().retrieve().await.unwrap(); };",
        ),
        answers(
            "answer_status_third",
            &two,
            &three,
            "async { match client.answer_status_third().retrieve().await.unwrap() {
                GetAnswerStatusThirdAnswer::Ok(_) | GetAnswerStatusThirdAnswer::Accepted(_) => {}
                _ => {}
            } };",
        ),
        answers(
            "answer_status_gone",
            &three,
            &two,
            "let _ = GetAnswerStatusGoneAnswer::NoContent;",
        ),
        answers(
            "answer_status_of_the_same_type",
            &one,
            &format!("{one}, {}", answer(201, TEXT)),
            "async { let _: String = client.answer_status_of_the_same_type().retrieve().await.unwrap(); };",
        )
        .unchanged(),
        answers(
            "answer_status_of_another_type",
            &two,
            &two.replace("integer", "boolean"),
            "async { if let GetAnswerStatusOfAnotherTypeAnswer::Accepted(number) =
                client.answer_status_of_another_type().retrieve().await.unwrap()
            { let _: i64 = number; } };",
        ),
        answers(
            "answer_media_added",
            &one,
            &answer(200, &format!("{TEXT}, text/csv: {{}}")),
            "async { let _: String = client.answer_media_added().retrieve().await.unwrap(); };",
        ),
        answers(
            "answer_media_gone",
            &answer(200, &format!("{TEXT}, text/csv: {{}}")),
            &one,
            "async { let _: String = client.answer_media_gone().retrieve().csv().await.unwrap(); };",
        ),
        answers(
            "answer_is_a_file",
            &one,
            &answer(200, "application/pdf: {}"),
            "async { let _: String = client.answer_is_a_file().retrieve().await.unwrap(); };",
        ),
        answers(
            "answer_is_a_file_of_another_type",
            &answer(200, "application/pdf: {}"),
            &answer(200, "application/zip: {}"),
            "let _ = client.answer_is_a_file_of_another_type().retrieve();",
        ),
        answers(
            "answer_of_json_is_text",
            &one,
            &answer(200, "text/plain: {}"),
            "async { let _: String = client.answer_of_json_is_text().retrieve().await.unwrap(); };",
        ),
        answers(
            "answer_media_put_first",
            &answer(200, "text/plain: {}"),
            &answer(200, "text/csv: {}, text/plain: {}"),
            "let _ = client.answer_media_put_first().retrieve();",
        ),
        answers(
            "answer_media_of_a_range",
            &answer(200, "image/*: {}"),
            &answer(200, "image/png: {}"),
            "let _ = client.answer_media_of_a_range().retrieve();",
        )
        .unchanged(),
        answers(
            "stream_added",
            &one,
            &answer(200, &format!("{TEXT}, {EVENTS}")),
            "async { let _: String = client.stream_added().retrieve().await.unwrap(); };",
        ),
        asked("stream_and_its_boolean_added", "", ", stream: { type: boolean }"),
        asked(
            "stream_of_a_boolean_that_was_there",
            ", stream: { type: boolean }",
            ", stream: { type: boolean }",
        ),
        answers(
            "stream_gone",
            &answer(200, &format!("{TEXT}, {EVENTS}")),
            &one,
            "let _ = client.stream_gone().retrieve().stream();",
        ),
        answers(
            "stream_of_other_items",
            &answer(200, EVENTS),
            &answer(200, &EVENTS.replace("integer", "boolean")),
            "async { let _: Option<i64> =
                client.stream_of_other_items().retrieve().await.unwrap().try_next().await.unwrap(); };",
        ),
        answers(
            "answer_status_joins_a_variant",
            &two,
            &format!("{two}, {}", answer(201, TEXT)),
            "let _ = |text| GetAnswerStatusJoinsAVariantAnswer::Ok(text);",
        ),
        answers(
            "answer_status_changes_its_variant",
            &format!("{two}, {}", answer(201, TEXT)),
            &format!("{two}, {}", answer(201, NUMBER)),
            "let _ = |text| GetAnswerStatusChangesItsVariantAnswer::Ok(text);",
        ),
        answers(
            "answer_status_leaves_a_variant",
            &format!("{two}, {}", answer(201, TEXT)),
            &two,
            "let _ = |text| GetAnswerStatusLeavesAVariantAnswer::Ok(text);",
        ),
        answers(
            "event_added_to_an_answer_by_status",
            &format!("{}, {}", answer(200, &named(&["begun", "done"])), answer(202, NUMBER)),
            &format!("{}, {}", answer(200, &named(&["begun", "done", "log"])), answer(202, NUMBER)),
            "let _ = |event: GetEventAddedToAnAnswerByStatusEvent| match event {
                GetEventAddedToAnAnswerByStatusEvent::Begun(_) => {}
                _ => {}
            };",
        ),
        answers(
            "event_gone_from_an_answer_by_status",
            &format!("{}, {}", answer(200, &named(&["begun", "done", "log"])), answer(202, NUMBER)),
            &format!("{}, {}", answer(200, &named(&["begun", "done"])), answer(202, NUMBER)),
            "let _ = |text| GetEventGoneFromAnAnswerByStatusEvent::Log(text);",
        ),
        answers(
            "stream_of_items_is_framed_otherwise",
            &answer(200, "application/jsonl: { schema: { type: integer } }"),
            &answer(200, "application/json-seq: { schema: { type: integer } }"),
            "async { let _: Option<i64> = client.stream_of_items_is_framed_otherwise()
                .retrieve().await.unwrap().try_next().await.unwrap(); };",
        ),
        declared("stream_ends_otherwise", "{ end: bye }", "{ end: [bye, closed] }"),
        declared("stream_has_other_errors", "{ error: broken }", "{ error: failed }"),
        answers(
            "answer_may_be_unchanged",
            &one,
            &format!(r#"{one}, "304": {{ description: "" }}"#),
            "async { let _: String = client.answer_may_be_unchanged().retrieve().await.unwrap(); };",
        ),
        calls(
            "answer_is_another_type",
            &gives("/answer-type", "{ type: string }"),
            &gives("/answer-type", "{ type: integer }"),
            "async { let answer: String = client.answer_type().retrieve().await.unwrap(); };",
        ),
        calls(
            "answer_added",
            &get("/answer-added", ""),
            &gives("/answer-added", "{ type: string }"),
            "async { let () = client.answer_added().retrieve().await.unwrap(); };",
        ),
    ]
}
