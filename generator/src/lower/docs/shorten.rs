//! Documentation in short, and without what is said twice.

use crate::api::{Block, Docs, HARD_BREAK};

/// Keeps what comes first: a paragraph, and the list that it announces.
pub(in crate::lower) fn first(docs: &mut Docs) {
    let Some(Block::Text(text, hang)) = docs.blocks.first() else {
        docs.blocks.truncate(1);
        return;
    };
    let is_unfinished = *hang > 0 || text.trim_end_matches('*').ends_with(':');
    if !is_unfinished {
        docs.blocks.truncate(1);
        return;
    }
    let rest = docs.blocks[1..].iter();
    let items = rest.take_while(|block| is_of_list(block)).count();
    if items == 0 && docs.blocks.len() > 1 {
        // What it announces is a table or code, which may be long.
        finish(&mut docs.blocks);
    }
    docs.blocks.truncate(1 + items);
}

fn is_of_list(block: &Block) -> bool {
    match block {
        Block::Text(_, hang) => *hang > 0,
        Block::Within(..) => true,
        Block::Verbatim(_) => false,
    }
}

/// Takes the sentence away that has no end, where there is another before.
fn finish(blocks: &mut [Block]) {
    if let Some(Block::Text(text, 0)) = blocks.first_mut()
        && let Some(end) = text.rfind(". ")
    {
        text.truncate(end + 1);
    }
}

/// A description without the summary that stands above it: a first paragraph that says the same, or a
/// first sentence.
pub(in crate::lower) fn without_summary(description: &mut Docs, summary: &Docs) {
    let [Block::Text(summary, 0)] = &summary.blocks[..] else {
        return;
    };
    let summary = summary.trim().trim_end_matches('.');
    let Some(Block::Text(text, 0)) = description.blocks.first_mut() else {
        return;
    };
    let start = text.get(..summary.len());
    if summary.is_empty() || !start.is_some_and(|start| start.eq_ignore_ascii_case(summary)) {
        return;
    }
    let rest = &text[summary.len()..];
    let after = rest.trim_start_matches('.');
    if after.trim().is_empty() {
        description.blocks.remove(0);
        return;
    }
    // A break begins with a backslash, and goes with the sentence.
    let next = after.trim_start_matches(HARD_BREAK).trim_start();
    if rest.starts_with('.') && next.len() < after.len() && next.starts_with(char::is_uppercase) {
        *text = next.to_owned();
    }
}

#[cfg(test)]
mod tests {
    use super::{first, without_summary};
    use crate::lower::docs::docs;
    use crate::lower::docs::tests::lines;

    #[test]
    fn what_comes_first_is_a_whole_sentence() {
        for (text, expected) in [
            ("One.\n\n- two", "One."),
            (
                "One:\n- two\n  - three\n\nFour.",
                "One:\n\n- two\n  - three",
            ),
            ("**One:**\n\n- two", "**One:**\n\n- two"),
            ("One. Such as:\n\n```\ntwo\n```", "One."),
            ("Such as:\n\n| two |", "Such as:"),
            ("One. And:", "One. And:"),
            ("- one\n- two\n\nThree.", "- one\n- two"),
        ] {
            let mut docs = docs(text, None);
            first(&mut docs);
            assert_eq!(lines(&docs.blocks).join("\n"), expected, "{text}");
        }
    }

    #[test]
    fn a_description_does_not_repeat_its_summary() {
        for (text, expected) in [
            ("List things.\n\nOf all kinds.", "Of all kinds."),
            ("list things. They are sorted.", "They are sorted."),
            ("List things\n- a", "- a"),
            ("List things e.g. a.", "List things e.g. a."),
            ("List things. e.g. a.", "List things. e.g. a."),
            ("List things", ""),
            ("Lists things.", "Lists things."),
        ] {
            let mut description = docs(text, None);
            without_summary(&mut description, &docs("List things.", None));
            assert_eq!(lines(&description.blocks).join("\n"), expected, "{text}");
        }
    }
}
