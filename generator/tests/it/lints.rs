//! A description whose texts and names are of the kinds that rustc, clippy and rustdoc warn of. What comes of it is
//! compiled, and documented, with the other emitted crates.

use serde_json::{Map, Value, json};

/// Texts that Markdown takes for more than a paragraph. Each is long enough to be wrapped.
const TEXTS: &[&str] = &[
    "- an item MORE\nwhose lines are not indented MORE",
    "One of:\n* a MORE\n  * nested MORE\n  and on MORE\n* b\n\nAfter the list MORE",
    "1. first MORE\nlazy MORE\n10. tenth MORE\nlazy MORE\n1) other MORE",
    "Values:<br>- a MORE<br>* b MORE",
    "<br>* an item after a break MORE",
    "-\nan item whose mark stands alone MORE",
    "> - a quoted item MORE\n> that goes on MORE\nlazily MORE",
    "+ plus MORE\n\n+ plus after a blank line MORE",
    "- \tan item with a tab MORE\n\ta tab MORE",
    "# Heading MORE\ntext MORE\nUnderlined\n=====\nMORE\n-----\nMORE",
    "| a | b |\n|---|---|\n| [c] | <d> |\ntext after a table MORE",
    "```\ncode of no language\n```\ntext MORE\n```rust\nlet x = ;\n",
    "    indented MORE\n\n        more indented MORE",
    "Links: [a], [b][c], [d](e f), [`g`](g), [h]: http://i.example MORE",
    "Footnotes[^1] MORE\n\n[^1]: http://example.com/a_b_c?d=[e]&f=(g) MORE",
    "Generic Vec<T>, Map<String, Vec<u8>>, <b>bold, </b>, <!-- open, <https://a.example> MORE",
    "Bare https://example.com/, (http://b.example/c), www.d.example, HTTP://E.EXAMPLE MORE",
    "`code, ``code` and ` MORE * star _under_ __init__ \\ ~~~",
    "\u{202e}right to left\u{2066} and \u{200b}nothing\u{feff} MORE",
    "***\n---\n___\nMORE",
    "&lt;b&gt; &amp; &nbsp; &unknown; MORE",
    "",
    " ",
    "\n\n",
];

/// The description.
pub fn document() -> String {
    let more = "and so on, word after word, until the line has to be wrapped because it is too long for one";
    let texts: Vec<String> = TEXTS
        .iter()
        .map(|text| text.replace("MORE", more))
        .collect();
    let text = |number: usize| json!(texts[number % texts.len()]);
    let mut properties = Map::new();
    let mut paths = Map::new();
    for number in 0..texts.len() {
        let property =
            json!({ "type": "string", "description": text(number), "title": text(number + 1) });
        properties.insert(format!("p{number}"), property);
        let answer = json!({ "description": text(number + 3), "content": { "application/json": {
            "schema": { "$ref": "#/components/schemas/Texts" } } } });
        let parameters = json!([
            { "name": "foo", "in": "query", "description": text(number + 1), "schema": { "type": "string" } },
            { "name": "baz", "in": "query", "required": true, "schema": deep(number % 5) },
        ]);
        let operation = json!({ "tags": [format!("tag {number}")], "summary": text(number), "description": text(number + 2),
            "parameters": parameters, "responses": { "200": answer } });
        paths.insert(format!("/things/{number}"), json!({ "get": operation }));
    }
    for name in ["foo", "baz", "quux"] {
        properties.insert(name.to_owned(), json!({ "type": "integer" }));
    }
    for depth in 1..7 {
        properties.insert(format!("deep_{depth}"), deep(depth));
    }
    let values = json!([
        "m", "M", "µ", "μ", "Ω", "\u{410}", "ａ", "x_1", "x-1", "1.0", " ", "\n", "\u{200f}", "🚀",
        "a\u{301}"
    ]);
    properties.insert("value".to_owned(), json!({ "enum": values }));
    for name in ["µ", "\u{430}", "été", "日付", "ａ"] {
        properties.insert(name.to_owned(), json!({ "type": "boolean" }));
    }
    let numbered = |kind: &str| json!({ "type": "object", "title": "X", "required": ["kind"], "properties": { "kind": { "const": kind } } });
    let union = json!({ "oneOf": [numbered("1"), numbered("2"), numbered("_")] });
    let described = |(number, text): (usize, &String)| json!({ "const": format!("v{number}"), "description": text, "title": text });
    let described: Vec<Value> = texts.iter().enumerate().map(described).collect();
    let tags = (0..texts.len())
        .map(|number| json!({ "name": format!("tag {number}"), "description": text(number) }));
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Lints", "version": "1.0.0", "description": texts.join("\n\n"), "x-package": "lints" },
        "servers": [{ "url": "https://l.example", "description": text(4) }],
        "tags": tags.collect::<Vec<_>>(),
        "paths": paths,
        "components": {
            "schemas": {
                "Texts": { "type": "object", "description": text(3), "properties": properties },
                "Numbered": union,
                "Described": { "oneOf": described },
                "Any": { "type": "object", "properties": { "numbered": { "$ref": "#/components/schemas/Numbered" },
                    "described": { "$ref": "#/components/schemas/Described" } } },
            },
            "securitySchemes": { "key": { "type": "http", "scheme": "bearer", "description": text(6) } },
        },
    })
    .to_string()
}

/// Maps within each other.
fn deep(depth: usize) -> Value {
    match depth {
        0 => json!({ "type": "array", "items": { "type": "string" } }),
        _ => json!({ "type": "object", "additionalProperties": deep(depth - 1) }),
    }
}
