//! Descriptions → documentation that rustdoc shows as meant: Markdown is kept, and what would
//! become a test, a broken link or HTML is made plain.

mod blocks;
mod breaks;
mod code;
mod html;
mod inline;
mod links;
mod markdoc;
mod shorten;

use self::links::Links;
pub(super) use self::shorten::{first, without_summary};
pub(super) use crate::api::code;
use crate::api::{Block, Docs, is_shown};

/// What a description says, made safe. `base` is where links that begin with `/` lead.
pub(super) fn docs(text: &str, base: Option<&str>) -> Docs {
    let text = markdoc::to_markdown(text);
    let text = html::to_markdown(&text);
    let text = breaks::lists(&text);
    let mut lines: Vec<String> = text.lines().map(shown).collect();
    let links = Links::take(&mut lines, base);
    let blocks = blocks::blocks(&lines, &links);
    Docs { blocks }
}

/// A line without what nobody would see; spaces at its end may be a break.
fn shown(line: &str) -> String {
    let line = line.replace('\t', "    ");
    line.chars().filter(|c| is_shown(*c)).collect()
}

/// A sentence of our own.
pub(super) fn sentence(text: impl Into<String>) -> Block {
    Block::Text(text.into(), 0)
}

/// Adds sentences of our own: to the one paragraph, else below all.
pub(super) fn add(docs: &mut Docs, sentences: &str) {
    match &mut docs.blocks[..] {
        [Block::Text(text, 0)] => {
            text.push_str(if is_finished(text) { " " } else { ". " });
            text.push_str(sentences);
        }
        _ => docs.blocks.push(sentence(sentences)),
    }
}

/// Whether a text ends as a sentence does, perhaps within quotes, parentheses or emphasis: `**So it is.**`
fn is_finished(text: &str) -> bool {
    const CLOSING: [char; 9] = [')', ']', '"', '\'', '”', '’', '»', '*', '_'];
    let text = text.trim_end_matches(CLOSING);
    text.ends_with(['.', '!', '?', ':', '…', '。'])
}

/// The documentation of something that has no description: ``The `limit` parameter.``
pub(super) fn named(name: &str, role: &str) -> Block {
    match name {
        "" => sentence(format!("The {role} whose name is empty.")),
        name => sentence(format!("The {} {role}.", code(name))),
    }
}

#[cfg(test)]
mod tests {
    use super::{add, docs};
    use crate::api::{Block, HARD_BREAK};

    /// What a description becomes, as lines of any width.
    #[track_caller]
    pub(super) fn becomes(text: &str, expected: &[&str]) {
        assert_eq!(lines(&docs(text, None).blocks), expected);
    }

    /// Blocks as lines, with an empty one where no list goes on.
    pub(super) fn lines(blocks: &[Block]) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut after_item = false;
        for block in blocks {
            let (added, is_item, hang) = match block {
                Block::Text(text, hang) => {
                    let parts: Vec<&str> = text.split(HARD_BREAK).map(str::trim).collect();
                    let text = parts.join("\\\n");
                    (text.lines().map(str::to_owned).collect(), *hang > 0, *hang)
                }
                Block::Verbatim(rows) => (rows.clone(), false, 0),
                Block::Within(hang, inner) => {
                    let is_item = matches!(inner[0], Block::Text(_, hang) if hang > 0);
                    let inner = self::lines(inner);
                    (inner, is_item, *hang)
                }
            };
            if !(lines.is_empty() || is_item && after_item) {
                lines.push(String::new());
            }
            let is_within = matches!(block, Block::Within(..));
            for (index, line) in added.into_iter().enumerate() {
                let hang = if index > 0 || is_within { hang } else { 0 };
                lines.push(format!("{}{line}", " ".repeat(hang)).trim_end().to_owned());
            }
            after_item = match block {
                Block::Within(_, inner) => {
                    matches!(inner.last(), Some(Block::Text(_, hang)) if *hang > 0)
                }
                _ => is_item,
            };
        }
        lines
    }

    #[test]
    fn sentences_are_added_after_one_stop() {
        for (text, expected) in [
            ("One", "One. Two."),
            ("One.", "One. Two."),
            ("One:", "One: Two."),
            ("One (or `a`.)", "One (or `a`.) Two."),
            ("One (or `a`)", "One (or `a`). Two."),
            ("He said \"one.\"", "He said \"one.\" Two."),
            ("**One!**", "**One!** Two."),
            ("**One**", "**One**. Two."),
            ("`one.`", "`one.`. Two."),
        ] {
            let mut docs = docs(text, None);
            add(&mut docs, "Two.");
            assert_eq!(lines(&docs.blocks), [expected]);
        }
    }

    #[test]
    fn items_after_breaks_are_a_list() {
        becomes(
            "Values are:<br/>- `a`<br/>- `b`<br>For example: `a,b`.",
            &[
                "Values are:",
                "",
                "- `a`",
                "- `b`",
                "",
                "For example: `a,b`.",
            ],
        );
        becomes("One.<br>Two - three.", &["One.\\", "Two - three."]);
    }

    #[test]
    fn a_link_whose_label_is_its_address_is_the_address() {
        let address = "See [https://a.example](https://a.example).";
        becomes(address, &["See <https://a.example>."]);
        becomes(
            "[the guide](https://a.example)",
            &["[the guide](https://a.example)"],
        );
    }
}
