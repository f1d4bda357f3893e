//! Small pieces of text that several files are made of: names, literals, documentation.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::imports::Homes;
use crate::api::{Block, Constant, Docs, HARD_BREAK, Type, list_marker};
use crate::keywords::is_keyword;
use crate::type_text::{Name, type_text};

/// How wide a line of documentation may get, its indentation and `/// ` included.
pub(super) const WIDTH: usize = 100;

/// A name as it is written: raw where it is a keyword.
pub(super) fn raw(name: &str) -> String {
    if is_keyword(name) {
        format!("r#{name}")
    } else {
        name.to_owned()
    }
}

pub(super) fn ident(name: &str) -> Ident {
    if is_keyword(name) {
        Ident::new_raw(name, Span::call_site())
    } else {
        Ident::new(name, Span::call_site())
    }
}

/// Documentation as attributes, wrapped for an item at an indentation.
pub(super) fn docs(docs: &Docs, indent: usize) -> TokenStream {
    let lines = lines(docs, WIDTH - indent - "/// ".len());
    let lines = lines.iter().map(|line| {
        if line.is_empty() {
            String::new()
        } else {
            format!(" {line}")
        }
    });
    quote!(#(#[doc = #lines])*)
}

/// A string literal: whatever the document holds, it stays a literal.
pub(super) fn literal(text: &str) -> String {
    proc_macro2::Literal::string(text).to_string()
}

/// A literal value.
pub(super) fn constant(value: &Constant) -> String {
    match value {
        Constant::String(text) => literal(text),
        Constant::Integer(value) => value.to_string(),
        Constant::Bool(value) => value.to_string(),
    }
}

/// Documentation as `///` lines of an item at an indentation; they do not hold the indentation.
pub(super) fn doc_lines(docs: &Docs, indent: usize) -> Vec<String> {
    let lines = lines(docs, WIDTH - indent - "/// ".len());
    let line = |line: &String| format!("/// {line}").trim_end().to_owned();
    lines.iter().map(line).collect()
}

/// The attribute that derives these, as `rustfmt` breaks it: on one line, on a line of their own, or on one each.
pub(super) fn derive_lines(words: &[String]) -> Vec<String> {
    let all = words.join(", ");
    let line = format!("#[derive({all})]");
    // Behind the attribute there would be room for three characters.
    if line.len() + 3 <= WIDTH {
        return vec![line];
    }
    let all = format!("    {all},");
    let words: Vec<String> = match all.len() <= WIDTH {
        true => vec![all],
        false => words.iter().map(|word| format!("    {word},")).collect(),
    };
    [vec!["#[derive(".to_owned()], words, vec![")]".to_owned()]].concat()
}

/// Documentation as lines of a width.
pub(crate) fn lines(docs: &Docs, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    add_blocks(&docs.blocks, width, &mut lines);
    for line in lines.iter_mut().filter(|line| line.contains(unprintable)) {
        *line = line.replace(unprintable, "\u{fffd}");
    }
    lines
}

fn add_blocks(blocks: &[Block], width: usize, lines: &mut Vec<String>) {
    let mut before: Option<&Block> = None;
    for block in blocks {
        if before.is_some_and(|before| !(ends_with_item(before) && joins(block))) {
            lines.push(String::new());
        }
        match block {
            // A sentence may begin as an item of a list does: its further lines belong to the item.
            Block::Text(text, 0) => wrap(
                text,
                list_marker(text.trim_start()).unwrap_or(0),
                width,
                lines,
            ),
            Block::Text(text, hang) => wrap(text, *hang, width, lines),
            Block::Verbatim(rows) => lines.extend(rows.iter().cloned()),
            Block::Within(indent, blocks) => {
                // Without its item it would be code, and rustdoc would run that.
                let is_within = matches!(before, Some(Block::Text(_, hang)) if hang == indent);
                let indent = if is_within { *indent } else { 0 };
                let mut within = Vec::new();
                add_blocks(blocks, width.saturating_sub(indent), &mut within);
                let indented = |line: String| match line.is_empty() {
                    true => line,
                    false => format!("{}{line}", " ".repeat(indent)),
                };
                lines.extend(within.into_iter().map(indented));
            }
        }
        before = Some(block);
    }
}

fn ends_with_item(block: &Block) -> bool {
    match block {
        Block::Text(_, hang) => *hang > 0,
        Block::Verbatim(_) => false,
        Block::Within(_, blocks) => blocks.last().is_some_and(ends_with_item),
    }
}

/// Whether a block needs no empty line after an item. A list within an item does, where it does not begin at 1.
fn joins(block: &Block) -> bool {
    match block {
        Block::Text(_, hang) => *hang > 0,
        Block::Verbatim(_) => false,
        Block::Within(_, blocks) => match blocks.first() {
            Some(Block::Text(text, hang)) => {
                *hang > 0
                    && (text.starts_with(['-', '*', '+'])
                        || text.starts_with("1. ")
                        || text.starts_with("1) "))
            }
            _ => false,
        },
    }
}

/// Characters that a comment must not have: control characters, of which the compiler refuses some, and
/// those that change the direction of text, which it refuses too since they hide what follows.
pub(crate) fn unprintable(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Greedy filling; no line may begin with what Markdown would take for a list or a heading.
fn wrap(text: &str, hang: usize, width: usize, lines: &mut Vec<String>) {
    let mut line = String::new();
    let mut used = 0;
    for part in text.split(HARD_BREAK) {
        for (index, word) in part.split_whitespace().enumerate() {
            let length = if word.is_ascii() {
                word.len()
            } else {
                word.chars().count()
            };
            let is_broken = index == 0 && !line.trim().is_empty();
            // The mark of an item has at least one word after it.
            let fits = used < hang.max(1) || used + 1 + length <= width;
            if (fits && !is_broken) || starts_block(word) {
                if used > 0 && !line.trim().is_empty() {
                    line.push(' ');
                    used += 1;
                }
            } else {
                line.push_str(if is_broken { "\\" } else { "" });
                lines.push(std::mem::take(&mut line));
                line = " ".repeat(hang);
                used = hang;
            }
            line.push_str(word);
            used += length;
        }
    }
    lines.push(line);
}

fn starts_block(word: &str) -> bool {
    let number = word.trim_end_matches(['.', ')']);
    matches!(word, "-" | "--" | "*" | "+" | "=" | "==" | "|")
        || word.starts_with(['#', '>', '|'])
        || word.starts_with("---")
        || word.starts_with("===")
        || word.starts_with("```")
        || word.starts_with("~~~")
        || (number.len() < word.len() && number.chars().all(|c| c.is_ascii_digit()))
}

/// A type as a user of the crate writes it without imports.
pub(super) fn path(ty: &Type, homes: &Homes<'_>) -> String {
    type_text(ty, &mut |named| match named {
        Name::Own(id) => format!("crate::{}", raw(&homes.def(id).name)),
        Name::Known("Value") => "serde_json::Value".to_owned(),
        // Not every crate that describes a map has one in its code.
        Name::Known("IndexMap") => "std::collections::BTreeMap".to_owned(),
        Name::Known(known) => format!("crate::{known}"),
    })
}

#[cfg(test)]
mod tests {
    use super::lines;
    use crate::api::{Block, Docs};

    #[test]
    fn what_an_item_holds_stays_in_it() {
        let text = |text: &str, hang| Block::Text(text.to_owned(), hang);
        let code = Block::Verbatim(["```text", "", "e", "```"].map(str::to_owned).to_vec());
        let blocks = vec![
            text("- a", 2),
            Block::Within(
                2,
                vec![text("2. b\\\nc\\\n# d", 3), Block::Within(3, vec![code])],
            ),
            text("- f", 2),
            Block::Within(2, vec![text("- ggg hh", 2)]),
            text("- iiiiiiii j", 2),
        ];
        let expected = [
            "- a",
            "",
            "  2. b\\",
            "     c #",
            "     d",
            "",
            "     ```text",
            "",
            "     e",
            "     ```",
            "",
            "- f",
            "  - ggg",
            "    hh",
            "- iiiiiiii",
            "  j",
        ];
        assert_eq!(lines(&Docs { blocks }, 8), expected);
        // Code of an item that is not there would be run.
        let blocks = vec![text("a", 0), Block::Within(4, vec![text("b", 0)])];
        assert_eq!(lines(&Docs { blocks }, 8), ["a", "", "b"]);
    }
}
