//! Event streams by the WHATWG HTML standard: whole, byte by byte and split at every place.

use std::fs;
use std::path::Path;
use std::time::Duration;

use bytes::Bytes;
use proptest::prelude::*;
use serde_json::Value;

use crate::runtime::stream::event_parser::EventParser;
use crate::runtime::stream::framing::{Framing, TooLong};
use crate::runtime::stream::raw_event::RawEvent;

/// Name, data and id of an event.
type Told = (String, String, String);

/// The events of a stream that arrives in these pieces.
fn events<'p>(pieces: impl IntoIterator<Item = &'p [u8]>) -> Vec<Told> {
    let mut parser = EventParser::new(1 << 20);
    read(&mut parser, pieces)
}

fn read<'p>(parser: &mut EventParser, pieces: impl IntoIterator<Item = &'p [u8]>) -> Vec<Told> {
    let mut all = Vec::new();
    for piece in pieces {
        let mut chunk = Bytes::copy_from_slice(piece);
        while let Some(event) = parser.read(&mut chunk).expect("events of a usual size") {
            all.push(told(&event));
        }
        assert!(chunk.is_empty());
    }
    assert_eq!(parser.finish(), None);
    all
}

fn told(event: &RawEvent) -> Told {
    let text = |text: &str| text.to_owned();
    (text(event.name()), text(event.data()), text(event.id()))
}

fn expected(case: &Value) -> Vec<Told> {
    let text = |event: &Value, key: &str| event[key].as_str().expect("a text").to_owned();
    let events = case["events"].as_array().expect("events").iter();
    let told = |event| {
        (
            text(event, "type"),
            text(event, "data"),
            text(event, "lastEventId"),
        )
    };
    events.map(told).collect()
}

#[test]
fn the_vectors_of_the_standard() {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vectors/event-stream.json");
    let Ok(text) = fs::read_to_string(&path) else {
        println!("there is no {}: nothing is compared", path.display());
        return;
    };
    let vectors: Value = serde_json::from_str(&text).expect("JSON");
    let cases = vectors["cases"].as_array().expect("cases");
    assert!(cases.len() > 20, "{} cases", cases.len());
    for case in cases {
        let name = case["name"].as_str().expect("a name");
        let text = case["text"].as_str().expect("a text").as_bytes();
        let expected = expected(case);
        let mut parser = EventParser::new(1 << 20);
        assert_eq!(read(&mut parser, [text]), expected, "{name}, whole");
        let retry = case["retry"].as_u64().map(Duration::from_millis);
        assert_eq!(parser.retry(), retry, "{name}");
        assert_eq!(events(text.chunks(1)), expected, "{name}, byte by byte");
        for at in 0..=text.len() {
            let (start, end) = text.split_at(at);
            assert_eq!(events([start, end]), expected, "{name}, split at {at}");
        }
    }
}

/// What streams are made of.
const PIECES: &[&str] = &[
    "data",
    "data:",
    "data: ",
    "event: ",
    "event",
    "id: ",
    "id:",
    "retry: ",
    ": ping",
    "a",
    "{}",
    "é☃𝄞",
    "\u{feff}",
    "\0",
    " ",
    "\n",
    "\r",
    "\r\n",
    "\n\n",
    "\r\n\r\n",
];

proptest! {
    #[test]
    fn where_a_stream_is_split_changes_nothing(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40),
        cuts in prop::collection::vec(0.0_f64..1.0, 0..6),
    ) {
        let text = pieces.concat();
        prop_assert_eq!(split(text.as_bytes(), &cuts), events([text.as_bytes()]));
    }

    #[test]
    fn any_bytes_are_read(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        cuts in prop::collection::vec(0.0_f64..1.0, 0..6),
    ) {
        prop_assert_eq!(split(&bytes, &cuts), events([bytes.as_slice()]));
    }

    #[test]
    fn texts_arrive_as_they_were_sent(
        texts in prop::collection::vec("[^\r\n\0]{0,20}", 1..10),
        cuts in prop::collection::vec(0.0_f64..1.0, 0..6),
    ) {
        let mut stream = String::new();
        for text in &texts {
            stream += &format!("event: {text}\ndata: {text}\nid: {text}\n\n");
        }
        let expected = texts.iter().map(|text| {
            let name = if text.is_empty() { "message" } else { text };
            (name.to_owned(), text.clone(), text.clone())
        });
        prop_assert_eq!(split(stream.as_bytes(), &cuts), expected.collect::<Vec<_>>());
    }
}

/// The events of a stream that is cut at these shares of its length.
fn split(bytes: &[u8], cuts: &[f64]) -> Vec<Told> {
    let mut at: Vec<usize> = cuts
        .iter()
        .map(|cut| (cut * bytes.len() as f64) as usize)
        .collect();
    at.extend([0, bytes.len()]);
    at.sort_unstable();
    events(at.windows(2).map(|ends| &bytes[ends[0]..ends[1]]))
}

#[test]
fn bytes_that_are_no_text_are_replaced() {
    let found = events([&b"data: a\xe4\n\ndata: \xff\xfeb\n\n"[..]]);
    let data: Vec<&str> = found.iter().map(|(_, data, _)| data.as_str()).collect();
    assert_eq!(data, ["a\u{fffd}", "\u{fffd}\u{fffd}b"]);
}

#[test]
fn an_event_has_a_limit_on_its_size() {
    let read = |text: &str, pieces: usize| {
        let mut parser = EventParser::new(20);
        for piece in text.as_bytes().chunks(pieces) {
            let mut chunk = Bytes::copy_from_slice(piece);
            while parser.read(&mut chunk)?.is_some() {}
        }
        Ok(())
    };
    for pieces in [1, 7, 1_000] {
        let many = "data: 0123456789\n\n: a comment\n\n".repeat(20);
        assert_eq!(read(&many, pieces), Ok(()));
        for long in [
            "data: 0123456789abcdefg",
            "data: 0123456\ndata: 0123456\ndata: 0123456\ndata",
            ": 0123456789abcdefghijklmn",
            "event: 0123456789abcdefgh\n",
        ] {
            assert_eq!(read(long, pieces), Err(TooLong), "{long}");
        }
        // A line of nothing but a name is data too.
        assert_eq!(read(&"data\n".repeat(30), pieces), Err(TooLong));
    }
}

#[test]
fn an_event_shows_neither_data_nor_id() {
    let mut parser = EventParser::new(100);
    let mut chunk = Bytes::from_static(b"event: add\nid: sk-1\ndata: sk-2\n\n");
    let event = parser.read(&mut chunk).expect("an event").expect("one");
    assert_eq!(
        format!("{event:?}"),
        r#"RawEvent { name: "add", data_bytes: 4, .. }"#
    );
}
