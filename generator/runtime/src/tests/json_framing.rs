//! JSON lines and JSON sequences, taken apart wherever they are split.

use bytes::Bytes;

use crate::runtime::stream::framing::{Framing, TooLong};
use crate::runtime::stream::json_lines::JsonLines;
use crate::runtime::stream::json_sequence::JsonSequence;
use crate::runtime::stream::json_stream::JsonText;

/// The items of a stream, split at every place and byte by byte: the same every time. A broken one is
/// told by its fault.
fn items<F: Framing<Frame = JsonText>>(make: impl Fn() -> F, text: &str) -> Vec<String> {
    let text = text.as_bytes();
    let mut ways: Vec<Vec<&[u8]>> = vec![vec![text], text.chunks(1).collect()];
    ways.extend((0..=text.len()).map(|at| {
        let (start, end) = text.split_at(at);
        vec![start, end]
    }));
    let mut found = ways.into_iter().map(|pieces| {
        let mut framing = make();
        let mut all = Vec::new();
        for piece in pieces {
            let mut chunk = Bytes::copy_from_slice(piece);
            while let Some(item) = told(framing.read(&mut chunk)) {
                all.push(item);
            }
            assert!(chunk.is_empty());
        }
        all.extend(told(Ok(framing.finish())));
        all
    });
    let first = found.next().expect("a way");
    assert!(found.all(|other| other == first), "{text:?}");
    first
}

fn told(item: Result<Option<JsonText>, TooLong>) -> Option<String> {
    let Ok(item) = item else {
        return Some("too long".to_owned());
    };
    item.map(|item| match item.fault {
        Some(fault) => fault.to_owned(),
        None => String::from_utf8_lossy(&item.bytes).trim().to_owned(),
    })
}

#[test]
fn lines() {
    let lines = |text| items(|| JsonLines::new(100), text);
    assert_eq!(lines(""), Vec::<String>::new());
    assert_eq!(lines("\n\r\n  \n"), Vec::<String>::new());
    assert_eq!(lines("1\n2\n"), ["1", "2"]);
    // Blank lines are passed over, and the last one needs no end.
    assert_eq!(lines("{\"é\":1}\r\n\n\n[2]\n3"), [r#"{"é":1}"#, "[2]", "3"]);
}

#[test]
fn sequences() {
    const NO_END: &str =
        "expected a line feed at the end of a record, found none: it may be cut off";
    let records = |text| items(|| JsonSequence::new(100), text);
    assert_eq!(records(""), Vec::<String>::new());
    assert_eq!(
        records("\u{1e}1\n\u{1e}{\"a\":\n[2]}\n"),
        ["1", "{\"a\":\n[2]}"]
    );
    // Separators without a text between them are no records.
    assert_eq!(records("\u{1e}\u{1e}\u{1e}true\n\n\u{1e}"), ["true"]);
    // A separator and a line feed in a string are no ends; a string may have escaped quotes.
    assert_eq!(
        records("\u{1e}\"\\\"[\n\"\n\u{1e}{}\n"),
        ["\"\\\"[\n\"", "{}"]
    );
    // What has an end of its own needs no line feed, a number does.
    assert_eq!(
        records("\u{1e}{}\u{1e}[]\u{1e}\"a\""),
        ["{}", "[]", "\"a\""]
    );
    assert_eq!(records("\u{1e}12\u{1e}3\n"), [NO_END, "3"]);
    assert_eq!(records("\u{1e}12"), [NO_END]);
    assert_eq!(records("\u{1e}{\"a\":"), ["{\"a\":"]);
}

#[test]
fn what_stands_before_a_separator_is_broken() {
    const NO_SEPARATOR: &str = "expected a record separator (0x1E) before a record, found none";
    let mut sequence = JsonSequence::new(100);
    let mut chunk = Bytes::from_static(b" {}\n\x1e1\n");
    let found = sequence.read(&mut chunk);
    assert_eq!(told(found).expect("a fault"), NO_SEPARATOR);
    assert_eq!(told(sequence.read(&mut chunk)).expect("a record"), "1");
}

#[test]
fn items_have_a_limit_on_their_size() {
    for text in ["0123456789", "0123456789\n", "01234\n0123456789"] {
        let found = items(|| Once(JsonLines::new(8), false), text);
        assert_eq!(found.last().map(String::as_str), Some("too long"), "{text}");
        let text = format!("\u{1e}{}", text.replace('\n', "\n\u{1e}"));
        let found = items(|| Once(JsonSequence::new(8), false), &text);
        assert_eq!(found.last().map(String::as_str), Some("too long"), "{text}");
    }
}

/// Reads nothing after an item that is too long.
struct Once<F>(F, bool);

impl<F: Framing<Frame = JsonText>> Framing for Once<F> {
    type Frame = JsonText;

    fn read(&mut self, chunk: &mut Bytes) -> Result<Option<JsonText>, TooLong> {
        if self.1 {
            chunk.clear();
            return Ok(None);
        }
        let found = self.0.read(chunk);
        self.1 = found == Err(TooLong);
        found
    }

    fn finish(&mut self) -> Option<JsonText> {
        (!self.1).then(|| self.0.finish())?
    }
}
