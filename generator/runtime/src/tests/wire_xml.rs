//! Values in XML, read and written by tables as a client has them.

use serde_json::{Value, json};

use crate::runtime::wire::xml::{Element, Holds, Member, Name, Node};
use crate::runtime::wire::{xml_read, xml_written};

const OF_BOOKS: &str = "http://example.com/books";

static BOOK: Element = Element::new(Name::new("b:book").of(OF_BOOKS), &HELD);

static HELD: Holds = Holds::Members(
    &[
        Member::new(Node::Attribute, "id", &Holds::Number),
        Member::new(Node::Element, "title", &Holds::Text).called(Name::new("b:title").of(OF_BOOKS)),
        Member::new(Node::Element, "inPrint", &Holds::Boolean).called(Name::new("in-print")),
        Member::new(Node::Element, "price", &Holds::Number),
        Member::new(Node::AllItems, "tags", &Holds::Text).called(Name::new("tag")),
        Member::new(Node::Items, "notes", &Holds::Text).called(Name::new("note")),
        Member::new(
            Node::Element,
            "authors",
            &Holds::Items(Name::new("author"), &AUTHOR),
        ),
        Member::new(Node::Element, "weight", &WEIGHT),
        Member::new(Node::Element, "printed", &Holds::WordOrNone),
        Member::new(Node::Attribute, "since", &Holds::WordOrNone).called(Name::new("from")),
        Member::new(Node::Element, "day", &Holds::Word),
        Member::new(Node::Element, "counts", &Holds::Keys(&Holds::Number)),
        Member::new(Node::Element, "sequel", &HELD),
        Member::new(Node::Element, "more", &Holds::Any),
    ],
    &Holds::Any,
);

static AUTHOR: Holds = Holds::Members(
    &[
        Member::new(Node::Attribute, "lang", &Holds::Text),
        Member::new(Node::Text, "name", &Holds::Text),
    ],
    &Holds::Any,
);

static WEIGHT: Holds = Holds::Members(
    &[
        Member::new(Node::Attribute, "unit", &Holds::Text),
        Member::new(Node::Text, "amount", &Holds::Number),
    ],
    &Holds::Any,
);

fn read(body: &str) -> Value {
    let json = xml_read::read(&BOOK, body).expect("the document is read");
    serde_json::from_str(&json).expect("what is read is JSON")
}

fn written(value: &Value) -> String {
    xml_written::written(&BOOK, value).expect("the value is written")
}

/// What follows the declaration of a document.
fn body(value: &Value) -> String {
    let xml = written(value);
    let (declaration, body) = xml.split_once("?>").expect("a document is declared");
    assert_eq!(declaration, "<?xml version=\"1.0\" encoding=\"UTF-8\"");
    body.to_owned()
}

#[test]
fn a_value_is_what_was_written() {
    let value = json!({
        "id": 7,
        "title": "Tom & <Jerry>\r\n \"2\"",
        "inPrint": false,
        "price": 12.5,
        "tags": ["a", ""],
        "notes": ["n"],
        "authors": [{ "lang": "e\"n\n", "name": " Ann " }],
        "counts": { "sold": 3, "left": 0 },
        "sequel": { "id": 8, "title": null, "tags": [] },
        "more": { "@unit": "kg", "#text": "5" },
        "undescribed": { "of": "x", "many": ["1", "2"] },
        "@since": "1999",
    });
    assert_eq!(read(&written(&value)), value);
}

#[test]
fn each_member_has_its_place() {
    let value = json!({ "id": 1, "title": "T", "tags": ["a", "b"], "authors": [{ "name": "N" }], "counts": { "x": 1 } });
    assert_eq!(
        body(&value),
        concat!(
            r#"<b:book xmlns:b="http://example.com/books" id="1"><b:title>T</b:title><tag>a</tag><tag>b</tag>"#,
            r#"<authors><author>N</author></authors><counts><x>1</x></counts></b:book>"#
        )
    );
}

#[test]
fn documents_of_others_are_read() {
    for (document, value) in [
        // Another prefix, no namespace at all, comments, sections, references.
        (
            r#"<x:book xmlns:x="http://example.com/books"><x:title>a</x:title></x:book>"#,
            json!({ "title": "a", "tags": [] }),
        ),
        (
            "<book><!-- c --><title><![CDATA[<a>]]> &#65;&amp;</title></book>",
            json!({ "title": "<a> A&", "tags": [] }),
        ),
        // White space between elements, numbers and booleans as XML Schema has them.
        (
            "<book id=' 007 '>\n  <price> +.50 </price>\n  <in-print>1</in-print>\n</book>",
            json!({ "id": 7, "price": 0.5, "inPrint": true, "tags": [] }),
        ),
        // An element or an attribute without a number is none.
        (
            "<book id=''><price/><title/></book>",
            json!({ "title": "", "tags": [] }),
        ),
        (
            "<book><weight unit='kg'/></book>",
            json!({ "tags": [], "weight": { "unit": "kg" } }),
        ),
        (
            r#"<book xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><price i:nil="true"/></book>"#,
            json!({ "price": null, "tags": [] }),
        ),
        (
            "<book><authors/></book>",
            json!({ "authors": [], "tags": [] }),
        ),
        // What is no number is left to the decoder.
        ("<book id='.'/>", json!({ "id": ".", "tags": [] })),
        (
            "<book><price>much</price></book>",
            json!({ "price": "much", "tags": [] }),
        ),
        (
            "<book><id>x</id><new a='1'>b</new></book>",
            json!({ "tags": [], "<id>": "x", "new": { "@a": "1", "#text": "b" } }),
        ),
        (
            "<book id='1'><id>x</id></book>",
            json!({ "id": 1, "tags": [], "<id>": "x" }),
        ),
        (
            "<book><inPrint>no</inPrint></book>",
            json!({ "tags": [], "<inPrint>": "no" }),
        ),
        // Dates have no white space around them, and are missing where they are empty and need not be there.
        (
            "<book from=' 2024 '><printed>\n 2025 </printed><day> 2026 </day></book>",
            json!({ "since": "2024", "printed": "2025", "day": "2026", "tags": [] }),
        ),
        (
            "<book from=' '><printed in='x'> </printed><day/></book>",
            json!({ "day": "", "tags": [] }),
        ),
        // Beside items, what has another name is none.
        (
            "<book><authors><total>5</total><author>a</author></authors></book>",
            json!({ "tags": [], "authors": [{ "name": "a" }] }),
        ),
        (
            "<book><authors><writer>a</writer></authors></book>",
            json!({ "tags": [], "authors": [{ "name": "a" }] }),
        ),
        // Another namespace than the one around it is another element.
        (
            r#"<book xmlns:m="urn:m"><price>1</price><m:price>2</m:price><m:tag>b</m:tag></book>"#,
            json!({ "price": 1, "tags": [], "<price>": "2", "tag": "b" }),
        ),
        (
            r#"<x:book xmlns:x="http://example.com/books" x:id="7" id="3" xml:id="a" x:of="b"/>"#,
            json!({ "id": 3, "tags": [], "@xml:id": "a", "@of": "b" }),
        ),
        (
            r#"<x:book xmlns:x="http://example.com/books" x:id="7"/>"#,
            json!({ "id": 7, "tags": [] }),
        ),
        // Unless all are, as in the body of a SOAP message.
        (
            r#"<book xmlns="urn:a" xmlns:m="urn:m"><m:price>1</m:price><m:tag>b</m:tag></book>"#,
            json!({ "price": 1, "tags": ["b"] }),
        ),
        (
            r#"<book xmlns="urn:other"><price>1</price><authors><author>a</author></authors></book>"#,
            json!({ "price": 1, "tags": [], "authors": [{ "name": "a" }] }),
        ),
        (
            r#"<book xmlns="http://example.com/books"><title>a</title><price>1</price></book>"#,
            json!({ "title": "a", "price": 1, "tags": [] }),
        ),
    ] {
        assert_eq!(read(document), value, "{document}");
    }
}

/// A feed has its own `<link>` and the one of Atom.
#[test]
fn members_of_one_name_are_told_by_their_namespaces() {
    static CHANNEL: Holds = Holds::Members(
        &[
            Member::new(Node::Element, "atom", &Holds::Any)
                .called(Name::new("a:link").of("urn:atom")),
            Member::new(Node::Element, "media", &Holds::Text).called(Name::new("m:link")),
            Member::new(Node::Element, "link", &Holds::Text),
        ],
        &Holds::Any,
    );
    static FEED: Element = Element::new(Name::new("channel"), &CHANNEL);
    for (links, value) in [
        ("<link>x</link>", json!({ "link": "x" })),
        ("<z:link>x</z:link>", json!({ "atom": "x" })),
        ("<m:link>x</m:link>", json!({ "media": "x" })),
        (
            "<link>x</link><m:link>y</m:link><z:link>z</z:link>",
            json!({ "link": "x", "media": "y", "atom": "z" }),
        ),
    ] {
        let document =
            format!(r#"<channel xmlns:z="urn:atom" xmlns:m="urn:media">{links}</channel>"#);
        let json = xml_read::read(&FEED, &document).expect("the document is read");
        let read: Value = serde_json::from_str(&json).expect("what is read is JSON");
        assert_eq!(read, value, "{links}");
    }
}

/// S3 tells its grantees apart by `xsi:type`.
#[test]
fn an_attribute_of_a_namespace_is_written_and_read() {
    const INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";
    static GRANTEE: Holds = Holds::Members(
        &[
            Member::new(Node::Attribute, "Type", &Holds::Text)
                .called(Name::new("xsi:type").of(INSTANCE)),
            Member::new(Node::Attribute, "lang", &Holds::Text).called(Name::new("xml:lang")),
            Member::new(Node::Element, "ID", &Holds::Text),
        ],
        &Holds::Any,
    );
    static ROOT: Element = Element::new(Name::new("Grantee"), &GRANTEE);
    let declared = r#"<Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance""#;
    for (value, rest) in [
        (
            json!({ "Type": "Group", "lang": "en", "ID": null }),
            r#" xsi:type="Group" xml:lang="en"><ID xsi:nil="true"/></Grantee>"#,
        ),
        (Value::Null, r#" xsi:nil="true"/>"#),
    ] {
        let xml = xml_written::written(&ROOT, &value).expect("the value is written");
        assert!(xml.ends_with(&format!("{declared}{rest}")), "{xml}");
        let json = xml_read::read(&ROOT, &xml).expect("the document is read");
        let read: Value = serde_json::from_str(&json).expect("what is read is JSON");
        assert_eq!(read, value);
    }
    let document = format!("{declared} xsi:schemaLocation='a b' xml:lang='en'/>");
    let json = xml_read::read(&ROOT, &document).expect("the document is read");
    assert_eq!(json, r#"{"lang":"en"}"#);
}

#[test]
fn a_prefix_that_nothing_declares_is_not_written() {
    static MEMBERS: Holds = Holds::Members(
        &[
            Member::new(Node::Attribute, "href", &Holds::Text).called(Name::new("l:href")),
            Member::new(Node::Element, "title", &Holds::Text).called(Name::new("b:title")),
        ],
        &Holds::Any,
    );
    static BARE: Element = Element::new(Name::new("b:book"), &MEMBERS);
    static DECLARED: Element = Element::new(Name::new("b:book").of(OF_BOOKS), &MEMBERS);
    let value = json!({ "href": "h", "title": "t" });
    for (element, document) in [
        (&BARE, r#"<book href="h"><title>t</title></book>"#),
        (
            &DECLARED,
            r#"<b:book xmlns:b="http://example.com/books" href="h"><b:title>t</b:title></b:book>"#,
        ),
    ] {
        let xml = xml_written::written(element, &value).expect("the value is written");
        assert!(xml.ends_with(document), "{xml}");
        let json = xml_read::read(element, &xml).expect("the document is read");
        let read: Value = serde_json::from_str(&json).expect("what is read is JSON");
        assert_eq!(read, value);
    }
}

/// On the stack of a usual thread.
#[test]
fn a_document_of_a_thousand_levels_is_read() {
    let (start, end) = ("<a>".repeat(999), "</a>".repeat(999));
    let json = xml_read::read(&BOOK, &format!("<book>{start}x{end}</book>"));
    let json = json.expect("the document is read");
    assert_eq!(json.matches("{\"a\":").count(), 998);
}

#[test]
fn what_is_no_such_document_is_an_error() {
    let deep = "<a>".repeat(1_001);
    for (document, error) in [
        ("", "expected XML, found no element"),
        ("<book><title>", "expected XML, found XML that is cut off"),
        ("<book></title></book>", "expected XML, found another text"),
        ("{\"a\": 1}", "expected XML, found no element"),
        (
            "<Error><Code>1</Code></Error>",
            "expected <book>, found <Error>",
        ),
        (
            "<book><title>&own;</title></book>",
            "expected no entity of the document's own, found &own;",
        ),
        (
            "<book><title/><title/></book>",
            "expected one <title>, found several",
        ),
        (
            "<book/>\n<!-- c -->\nmore",
            "expected one root element, found text after it",
        ),
        ("<book/><book/>", "expected one root element, found several"),
        (
            deep.as_str(),
            "expected at most 1000 elements within each other, found more",
        ),
    ] {
        let found = xml_read::read(&BOOK, document).expect_err("the document has a fault");
        assert!(found.starts_with(error), "{found}");
    }
}

#[test]
fn what_xml_cannot_hold_is_an_error() {
    for (value, error) in [
        (
            json!({ "title": "\u{1}" }),
            "expected a text that XML can hold, found the character U+0001",
        ),
        (
            json!({ "counts": { "a b": 1 } }),
            "expected a key that XML has as a name, found \"a b\"",
        ),
        (
            json!({ "id": 1, "@id": 2 }),
            "expected one attribute \"id\", found two",
        ),
    ] {
        assert_eq!(xml_written::written(&BOOK, &value), Err(error.to_owned()));
    }
}
