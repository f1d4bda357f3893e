//! The findings about texts that are neither YAML nor JSON.

use super::{Report, Tolerance, unreadable};
use crate::source::Sources;

/// The finding about a text: the message, the underlined text, its line, label and help.
fn said(name: &str, text: &str) -> String {
    let sources = Sources::new(name, text);
    let report = Report::new(&sources, Tolerance::default());
    unreadable(&report);
    let found = report.finish();
    let Some(found) = found.first() else {
        return "nothing".to_owned();
    };
    let json = found.json(&sources);
    let rendered = found.render(&sources, false);
    let carets = rendered.matches('^').count();
    format!(
        "{} {}:{} ({carets}) [{}] {}",
        found.message,
        json["line"],
        json["column"],
        found.label,
        found.help.join("; ")
    )
}

#[track_caller]
fn yaml(text: &str, expected: &str) {
    assert_eq!(said("openapi.yaml", text), expected);
}

#[track_caller]
fn json(text: &str, expected: &str) {
    assert_eq!(said("openapi.json", text), expected);
}

#[test]
fn a_tab_is_called_one() {
    yaml(
        "info:\n\ttitle: T\n",
        "a line is indented by a tab 2:1 (4) [tab] YAML is indented by spaces: write spaces in its place",
    );
    yaml(
        "info:\n  title: T\n  \tversion: '1'\n",
        "a line is indented by a tab 3:3 (4) [tab] YAML is indented by spaces: write spaces in its place",
    );
    yaml(
        "tags:\n-\tname: a\n",
        "a line is indented by a tab 2:2 (4) [tab] YAML is indented by spaces: write spaces in its place",
    );
}

#[test]
fn a_key_that_is_indented_otherwise_is_named_with_its_block() {
    yaml(
        "info:\n  title: T\n version: '1'\n",
        "`version` is indented by 1 space, as no key around it is 3:2 (7) [] \
         the block that begins in line 2 with `title` is indented by 2 spaces: indent `version` alike",
    );
    yaml(
        "info:\n  title: T\n   version: '1'\n",
        "`version` is indented by 3 spaces, as no key around it is 3:4 (7) [] \
         the block that begins in line 2 with `title` is indented by 2 spaces: indent `version` alike",
    );
    yaml(
        "tags:\n- name: a\n description: b\n",
        "`description` is indented by 1 space, as no key around it is 3:2 (11) [] \
         the block that begins in line 2 with `name` is indented by 2 spaces: indent `description` alike",
    );
    yaml(
        "a:\n  b: |\n    some\n     text: x\n  c:\n    d: e\n      f:\n",
        "`f` is indented by 6 spaces, as no key around it is 7:7 (1) [] \
         the block that begins in line 6 with `d` is indented by 4 spaces: indent `f` alike",
    );
}

#[test]
fn quotes_that_are_not_closed() {
    let expected =
        |place: &str| format!("a quote is not closed {place} [opened here] close it with `\"`");
    yaml(
        "info:\n  title: \"T\n  version: \"1\"\n",
        &expected("2:10 (2)"),
    );
    yaml("info:\n  version: \"1\npaths: {}\n", &expected("2:12 (2)"));
    yaml(
        "info:\n  title: 'it's'\n",
        "a text ends at its quote, and more follows 2:14 (2) [] write a quote within the text twice: `''`",
    );
}

/// The parser takes what the quote of another text closes, with all that is between them.
#[test]
fn quotes_that_another_text_closes() {
    let expected = |place: &str| {
        format!(
            "a quote is not closed {place} [opened here] close it with `\"`; \
             the lines of a longer text are indented further than its key"
        )
    };
    yaml(
        "a:\n  \"b\": \"ok\n  c:\n    $ref: \"#/d\"\n",
        &expected("2:8 (3)"),
    );
    yaml("- a: \"ok\n    $ref: \"#/d\"\n", &expected("1:6 (3)"));
    yaml("- a: \"ok\n  b: 1\n  d: \"\n", &expected("1:6 (3)"));
    for text in [
        "a:\n  b: \"c\n    d: e\n\n    f: g\" # h\ni: 1\n",
        "a: \"b\\\n\n  c: \\\"#\"\nd: 'it''s\n  e: \"'\n",
        "a: |\n  b: \"c\nd:\n  e: \"f\"\n",
        "- \"a\n  b: c\"\n- 'd\n\n  e'\n",
        "a: \"b\nc d: e\nf\"\n",
    ] {
        yaml(text, "nothing");
    }
}

#[test]
fn colons_without_a_space_and_with_one_too_many() {
    let expected = "`title` has no space after its colon 2:3 (7) [] write `title: T`";
    yaml("info:\n  title:T\n  version: '1'\n", expected);
    yaml(
        "openapi:3.1.0\ninfo: {}\n",
        "`openapi` has no space after its colon 1:1 (13) [] write `openapi: 3.1.0`",
    );
    yaml(
        "info:\n  title: a: b\n",
        "a text without quotes has a colon and a space in it 2:10 (4) [] put it in quotes: `\"a: b\"`",
    );
}

#[test]
fn keys_without_a_colon() {
    yaml(
        "paths:\n  /a\n    get:\n      summary: b\n",
        "`/a` has no colon after it 2:3 (2) [] write `/a:`",
    );
    yaml(
        "get:\n  summary The pets\n  responses: {}\n",
        "`summary` has no colon after it 2:3 (16) [] write `summary: The pets`",
    );
    yaml(
        "info: {}\n{{ include }}\npaths: {}\n",
        "`{{ include }}` is a place of a template, and not YAML 2:1 (13) [] \
         give the description that is made of the template; or, if it is a text, put it in quotes",
    );
}

#[test]
fn characters_that_mean_something_else() {
    yaml(
        "a: @b\n",
        "a text without quotes cannot begin with `@` 1:4 (2) [] put it in quotes: `\"@b\"`",
    );
    yaml(
        "a: *b\n",
        "there is no anchor `b` 1:4 (2) [] write `&b` before the value that it refers to, above this line",
    );
    yaml(
        "a: {b: c\nd: e\n",
        "a `{` is not closed 1:4 (1) [] write `}` behind its last member, and a comma between two of them",
    );
}

#[test]
fn a_comment_that_was_meant_as_a_text() {
    yaml(
        "a: { $ref: #/b }\nc: d\n",
        "a `#` after a space begins a comment 1:12 (3) [] put the text in quotes: `\"#/b\"`",
    );
}

#[test]
fn what_yaml_means_by_a_character() {
    for (text, expected) in [
        (
            "a: b\nc: \"d\u{8}\"\n",
            "there is a control character, U+0008 2:6 (1) [] \
             remove it; in double quotes it is written as `\\x08`",
        ),
        (
            "a: \"b\\d\"\n",
            "`\\d` means nothing in double quotes 1:6 (2) [] \
             write `\\\\d`, or put the text in single quotes",
        ),
        (
            "a:\n  b: *c*\n",
            "a text without quotes cannot begin with `*` 2:6 (3) [] put it in quotes: `\"*c*\"`",
        ),
        (
            "a:\n  b: {c} is\nd: e\n",
            "a text without quotes cannot begin with `{` 2:6 (6) [] put it in quotes: `\"{c} is\"`",
        ),
        (
            "a: > b\nc: d\n",
            "a text without quotes cannot begin with `>` 1:4 (3) [] put it in quotes: `\"> b\"`",
        ),
        (
            "a:\n  b: [c]]\nd: e\n",
            "a `]` closes nothing 2:9 (1) [] remove it, or put the text in quotes",
        ),
        (
            "// b\na: c\n",
            "a comment 1:1 (4) [] in YAML it begins with `#`",
        ),
        (
            "a： b\nc: d\n",
            "`：` is not the colon of YAML 1:1 (5) [] write `a: b`",
        ),
        (
            "a: |\nb c\nd: e\n",
            "a text below its key is indented no further than that 2:1 (3) [] \
             indent it further, as each of its lines",
        ),
        (
            "a:\n  - b: c\n  d: e\n",
            "`d` is indented as the items of the list above it 3:3 (1) [] \
             indent it as the key that it belongs beside",
        ),
        (
            "a:\n  -b: c\n   d: e\n",
            "`d` is indented by 3 spaces, as no key around it is 3:4 (1) [] \
             in line 2 put a space behind the dash: `- b: …`",
        ),
        (
            "a: b\n\u{a0}c: d\n",
            "the key `\\u{a0}c` begins or ends with a character that is not seen 2:1 (2) [read as it is] \
             write it again without the character",
        ),
        (
            "```yaml\na: b\n```\n",
            "this is a block of Markdown, not a description 1:1 (7) [] \
             keep what is between the lines that begin with it",
        ),
    ] {
        yaml(text, expected);
    }
    json(
        "{\"a\": 1}}",
        "more follows the end of the document 1:9 (1) [] remove it; or a bracket above closes one too many",
    );
}

#[test]
fn what_is_no_description_at_all() {
    yaml("", "the file is empty 1:1 (1) [] ");
    yaml("# only this\n", "the file has only comments 1:1 (11) [] ");
    json("", "the file is empty 1:1 (1) [] ");
    let page = said("openapi.yaml", "<!DOCTYPE html>\n<html></html>");
    assert!(
        page.starts_with("this is an HTML page, not a description 1:1"),
        "{page}"
    );
    let conflict = said(
        "openapi.yaml",
        "a: b\n<<<<<<< HEAD\nc: d\n=======\nc: e\n>>>>>>> x\n",
    );
    assert!(
        conflict.starts_with("a merge conflict was not resolved 2:1"),
        "{conflict}"
    );
    let bytes = Sources::new("openapi.yaml", vec![0x1F, 0x8B, 8, 0, 0xFF]);
    let report = Report::new(&bytes, Tolerance::default());
    unreadable(&report);
    assert_eq!(
        report.finish()[0].message,
        "this is a gzip archive, not a description"
    );
}

#[test]
fn json_that_is_none() {
    json(
        "{\"a\": 1,}",
        "there is a comma before a closing bracket 1:8 (1) [] \
         remove it: JSON allows a comma only between two members",
    );
    json(
        "{\"a\": {\"b\": 1}",
        "the file ends before a `{` is closed 1:1 (1) [opened here] the file may have been cut off",
    );
    json(
        "{\"a\": 1 \"b\": 2}",
        "there is no comma between two members 1:7 (1) [expected a comma behind it] ",
    );
    json(
        "{'a': 1}",
        "a text is in single quotes 1:2 (1) [] \
         JSON has double quotes; in YAML both are texts: call the file `.yaml`",
    );
    json(
        "{\"a\": 1, // b\n\"c\": 2}",
        "a comment 1:10 (1) [] JSON has none: remove it",
    );
}

#[test]
fn what_is_no_fault() {
    for text in [
        "\u{feff}a: b\r\nc: d\r\n",
        "a: &x\n  b: c\nd:\n  <<: *x\n",
        "{a: b}",
        "a:\n\t\n\t # c\n  b: c\n  \t# d\n",
    ] {
        yaml(text, "nothing");
    }
}

#[test]
fn a_key_that_stands_twice_names_the_first() {
    yaml(
        "a: 1\nb: 2\na: 3\n",
        "an object has the key `a` twice, first in line 1 3:1 (1) [] \
         remove one of the two: the generator cannot know which one is right",
    );
}
