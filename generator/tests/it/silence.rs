//! Nothing is dropped in silence: whatever is added to a document changes the client, or a finding reports it.

mod additions;
mod gaps;

use generator::{Output, Sources, generate};

use self::additions::{MEDIA_TYPES, OTHERS, PLACES};

#[test]
fn each_media_type_in_each_place_has_an_effect_or_a_finding() {
    let mut silent = Vec::new();
    for media in MEDIA_TYPES {
        for (place, without, with) in PLACES {
            let schema = "{title: Other, type: object, properties: {other: {type: integer}}}";
            let member = format!("'{media}': {{schema: {schema}}}");
            let with = with.replace('%', &member);
            let [without, with] = [without, &*with].map(|members| format!("%a{{{members}}}"));
            let pointer = format!("/content/{}", media.replace('/', "~1"));
            if let Err(why) = check(&without, &with, &pointer) {
                silent.push(format!("`{media}` as {place}: {why}"));
            }
        }
    }
    assert!(silent.is_empty(), "{}", silent.join("\n"));
}

#[test]
fn what_has_no_effect_is_found_where_it_stands() {
    let mut silent = Vec::new();
    for (without, with, place) in OTHERS {
        if let Err(why) = check(without, with, place) {
            silent.push(format!("{with}: {why}"));
        }
    }
    assert!(silent.is_empty(), "{}", silent.join("\n"));
}

/// A key of another tool has no effect and no finding, so the check must not pass it.
#[test]
fn the_check_finds_what_is_silent() {
    let without = "%a{responses: {'200': {description: D}}}";
    let with = "%a{x-of-another-tool: 1, responses: {'200': {description: D}}}";
    assert_eq!(
        check(without, with, "/x-of-another-tool"),
        Err("the crate is the same, and there is no finding".to_owned())
    );
}

/// Whether the second document gives another crate, or has a finding more at a place whose pointer
/// ends so. A gap needs a finding, too.
fn check(without: &str, with: &str, place: &str) -> Result<(), String> {
    let said = |sources: &Sources, output: &Output| -> Vec<String> {
        let found = output.diagnostics.iter().map(|found| found.json(sources));
        let at = found.filter(|found| {
            let pointer = found["pointer"].as_str().unwrap_or_default();
            pointer.ends_with(place)
        });
        at.map(|found| format!("{} {}", found["code"], found["message"]))
            .collect()
    };
    let [old, new] = [without, with].map(|members| {
        let sources = sources(members);
        let output = generate(&sources);
        let said = said(&sources, &output);
        (output, said)
    });
    let is_found = new.1.iter().any(|found| !old.1.contains(found));
    if old.0.files.is_empty() {
        return Err(format!("nothing is generated: {:#?}", old.0.diagnostics));
    }
    // A media type may replace the other one, which has the finding then.
    let gaps = |output: &Output| {
        let found = output.diagnostics.iter();
        let found = found.filter(|found| ["E0411", "E0601"].contains(&found.code.id()));
        found.map(|found| found.message.clone()).collect::<Vec<_>>()
    };
    if new.0.coverage.missing != old.0.coverage.missing && gaps(&new.0) == gaps(&old.0) {
        return Err("something is missing, and there is no finding".to_owned());
    }
    if new.0.files == old.0.files && !is_found {
        return Err("the crate is the same, and there is no finding".to_owned());
    }
    Ok(())
}

fn run(members: &str) -> Output {
    generate(&sources(members))
}

/// A document with some members: `%a` begins the only operation, `%b` the second one, `%s` the
/// security schemes, `%p` the content of its body, `%t` the schema of an answer.
fn sources(members: &str) -> Sources {
    let one = "paths: {/a: {post: {responses: {'200': {description: D}}}}, /b: {post: ";
    let mut members = members.to_owned();
    for (mark, start, end) in [
        ("%a", "paths: {/a: {post: ", "}}"),
        ("%b", one, "}}"),
        (
            "%p",
            "paths: {/a: {post: {responses: {'200': {description: D}}, requestBody: {required: true, content: ",
            "}}}}",
        ),
        (
            "%t",
            "paths: {/a: {post: {responses: {'200': {description: D, content: {application/json: {schema: ",
            "}}}}}}}",
        ),
    ] {
        if let Some(rest) = members.strip_prefix(mark) {
            let end_of_value = end_of_value(rest);
            let (value, others) = rest.split_at(end_of_value);
            members = format!("{start}{value}{end}{others}");
        }
    }
    let members = members.replace("%s", "{securitySchemes: ");
    let text = format!("{{openapi: 3.2.0, info: {{title: T, version: '1'}}, {members}}}");
    Sources::new("openapi.yaml", text)
}

/// Where the object ends that a text begins with.
fn end_of_value(text: &str) -> usize {
    let mut depth = 0;
    let end = text.char_indices().find(|(_, c)| {
        depth += match c {
            '{' => 1,
            '}' => -1,
            _ => 0,
        };
        depth == 0
    });
    end.map_or(text.len(), |(at, _)| at + 1)
}
