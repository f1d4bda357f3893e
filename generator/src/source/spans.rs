//! The texts that messages show of a document: takes a node or a place, gives a range of its file.

use std::borrow::Cow;
use std::ops::Range;

use super::place::{Entry, Step};
use super::{Node, Place, Sources, Value};

/// A piece of a file's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Span {
    pub file: usize,
    pub range: Range<usize>,
}

impl Sources {
    /// The line and the column of an offset, both from 1, the column in characters.
    pub(crate) fn line_and_column(&self, file: usize, offset: usize) -> (usize, usize) {
        /// Far enough apart to cost little, near enough to find a place in a file of one line.
        const APART: usize = 1024;
        let file = &self.files[file];
        let marks = file.marks.get_or_init(|| {
            let mut marks = Vec::with_capacity(file.text.len() / APART + 1);
            let (mut line, mut column) = (0, 0);
            for (at, byte) in file.text.bytes().enumerate() {
                if at % APART == 0 {
                    marks.push((line, column));
                }
                (line, column) = after(line, column, byte);
            }
            marks
        });
        let nearest = marks.get(offset / APART).map(|mark| (offset / APART, mark));
        let nearest = nearest.or(marks.iter().enumerate().next_back());
        let (index, (mut line, mut column)) = nearest.map_or((0, (0, 0)), |(at, mark)| (at, *mark));
        for byte in &file.text.as_bytes()[index * APART..offset] {
            (line, column) = after(line, column, *byte);
        }
        (line + 1, column + 1)
    }
    /// A string, or the text that another scalar is written as: `1.10`, which is the number 1.1.
    pub(crate) fn text_of<'n>(&'n self, node: &'n Node) -> Cow<'n, str> {
        if let Some(text) = node.as_str() {
            return Cow::Borrowed(text);
        }
        let Span { file, range } = self.span(node);
        let written = self.files[file].text.get(range);
        match written.filter(|written| is_written(node, written)) {
            Some(written) => Cow::Borrowed(written),
            None => Cow::Owned(node.to_string()),
        }
    }

    /// What stands in the place of a missing value and was meant as one: `#/a`, a comment without a space.
    pub(crate) fn comment_of(&self, node: &Node) -> Option<&str> {
        let key = self.key_span(node.place);
        let Span { file, range } = key.filter(|_| node.value == Value::Null)?;
        let after = self.files[file].text[range.end..].strip_prefix(':')?;
        let comment = after.lines().next()?.trim();
        let is_text = |text: &str| !text.starts_with([' ', '\t', '#', '!']) && !text.is_empty();
        comment
            .strip_prefix('#')
            .is_some_and(is_text)
            .then_some(comment)
    }

    /// The text that shows a place best: a scalar itself, a container's key.
    pub(crate) fn span(&self, node: &Node) -> Span {
        let place = self.written(node.place);
        let file = self.file_of(place);
        let text = &self.files[file].text;
        let (scalar, empty) = match &node.value {
            Value::Array(items) => (false, items.is_empty()),
            Value::Object(members) => (false, members.is_empty()),
            _ => (true, false),
        };
        let key = self.key_span(place);
        if let (true, Some(key)) = (scalar, &key)
            && let Some(range) = value_after(text, key.range.end, node.value == Value::Null)
        {
            return Span { file, range };
        }
        if let (true, None, None) = (scalar || empty, &key, self.entry(place).mark)
            && let Some(range) = self.element(node, place)
        {
            return Span { file, range };
        }
        key.unwrap_or_else(|| self.nearby(place))
    }

    /// The text that shows a place of which only the place is known: its key, else what is near.
    pub(crate) fn shown_span(&self, place: Place) -> Span {
        let place = self.written(place);
        self.key_span(place).unwrap_or_else(|| self.nearby(place))
    }

    /// The text of the key, when the place is that of a member of an object.
    pub(crate) fn key_span(&self, place: Place) -> Option<Span> {
        let place = self.written(place);
        let Entry {
            step: Step::Key(_),
            mark: Some(mark),
            ..
        } = self.entry(place)
        else {
            return None;
        };
        let file = self.file_of(place);
        let start = *mark as usize;
        Some(Span {
            file,
            range: start..token_end(&self.files[file].text, start),
        })
    }

    pub(crate) fn offset_span(&self, file: usize, offset: usize) -> Span {
        let text = &self.files[file].text;
        let mut start = offset.min(text.len());
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        Span {
            file,
            range: start..token_end(text, start),
        }
    }

    /// The text of a range; for an empty range, the word that begins there.
    pub(crate) fn range_span(&self, file: usize, range: Range<usize>) -> Span {
        match range.is_empty() {
            true => self.offset_span(file, range.start),
            false => Span { file, range },
        }
    }

    /// The first marked place at or after this one within it, else the nearest one before.
    fn nearby(&self, place: Place) -> Span {
        let file = self.file_of(place);
        let text = &self.files[file].text;
        let inside = |at: &usize| self.is_within(Place(*at as u32), place);
        let first = (place.0 as usize..self.entries.len()).take_while(inside);
        let mut candidates = first.take(64).filter_map(|at| self.entries[at].mark);
        let mark = candidates.next().or_else(|| self.mark_before(place));
        let start = (mark.unwrap_or(0) as usize).min(text.len());
        Span {
            file,
            range: start..token_end(text, start),
        }
    }

    /// The text of an array's element that is not a string and holds none. The reader marks only strings, so other
    /// values are searched for by their text, from the last mark on.
    fn element(&self, node: &Node, place: Place) -> Option<Range<usize>> {
        const NEARBY: usize = 500;
        let text = &self.files[self.file_of(place)].text;
        let mark = self.mark_before(place)? as usize;
        let after = text.get(token_end(text, mark)..)?;
        // Each scalar from the mark on has an entry; what is between them is syntax.
        let before = self.entries[..place.0 as usize].iter().rev();
        let before = before
            .take_while(|entry| entry.mark.is_none() && entry.parent == self.entry(place).parent);
        let token = tokens(after).nth(before.count());
        if let Some(token) = token.filter(|token| is_written(node, token)) {
            let start = token.as_ptr() as usize - text.as_ptr() as usize;
            return Some(start..start + token.len());
        }
        let written = node.to_string();
        let at = after.find(&written).filter(|at| *at < NEARBY)?;
        let start = text.len() - after.len() + at;
        Some(start..start + written.len())
    }

    /// The nearest mark before a place, in the same file.
    fn mark_before(&self, place: Place) -> Option<u32> {
        let before = self.entries[..=place.0 as usize].iter().rev();
        let here = before.take_while(|entry| !matches!(entry.step, Step::Root(_)));
        here.take(64).find_map(|entry| entry.mark)
    }
}

/// Whether a text is the number or the boolean of a node.
fn is_written(node: &Node, text: &str) -> bool {
    match node.value {
        Value::Integer(value) => serde_yaml::from_str(text).is_ok_and(|read: i128| read == value),
        Value::Float(value) => serde_yaml::from_str(text).is_ok_and(|read: f64| read == value),
        Value::Bool(value) => serde_yaml::from_str(text).is_ok_and(|read: bool| read == value),
        _ => false,
    }
}

/// The plain scalars of an array, in their order, as far as they have no spaces.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let lines = text
        .lines()
        .map(|line| match line.trim_start().starts_with('#') {
            true => "",
            false => line.split(" #").next().unwrap_or(""),
        });
    let tokens = lines.flat_map(|line| line.split([' ', '\t', ',', '[', ']', '{', '}']));
    tokens.filter(|token| !matches!(*token, "" | "-" | ":"))
}

/// The line and column after a byte; only the first byte of a character counts.
fn after(line: usize, column: usize, byte: u8) -> (usize, usize) {
    match byte {
        b'\n' => (line + 1, 0),
        0x80..=0xBF => (line, column),
        _ => (line, column + 1),
    }
}

/// The text of a member's value, given the end of its key.
fn value_after(text: &str, key_end: usize, is_null: bool) -> Option<Range<usize>> {
    let rest = &text[key_end..];
    let colon = rest.find(':')?;
    let after = &rest[colon + 1..];
    let blank = after.len() - after.trim_start().len();
    // A missing value is null in YAML: the next line is that of another key.
    if is_null && after[..blank].contains('\n') {
        return None;
    }
    let start = key_end + colon + 1 + blank;
    let value = &text[start..];
    match value.chars().next()? {
        // A block scalar, an anchor, an alias or a tag: the key shows it better.
        '|' | '>' | '&' | '*' | '!' | '#' => None,
        _ => Some(start..token_end(text, start)),
    }
}

/// The end of the scalar that begins at an offset, on the same line.
fn token_end(text: &str, start: usize) -> usize {
    let line = first_line(&text[start..]);
    let mut chars = line.char_indices();
    let length = match chars.next() {
        None => 0,
        Some((_, quote @ ('"' | '\''))) => {
            let mut escaped = false;
            let close = chars.find(|(_, c)| {
                let closes = *c == quote && !escaped;
                escaped = *c == '\\' && !escaped;
                closes
            });
            close.map_or(line.len(), |(at, _)| at + 1)
        }
        Some(_) => {
            let stops = [": ", ", ", " #", ",", "}", "]"];
            let stop = stops
                .iter()
                .filter_map(|stop| line.find(stop))
                .min()
                .unwrap_or(line.len());
            line[..stop].trim_end().trim_end_matches(':').len()
        }
    };
    start + length.max(line.chars().next().map_or(0, char::len_utf8))
}

/// The text up to the end of its line, or as much of it as a message shows.
fn first_line(text: &str) -> &str {
    const SHOWN: usize = 400;
    let mut end = text.len().min(SHOWN);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].lines().next().unwrap_or("")
}
