//! Code within text, and code that stands alone.

use crate::api::Block;

/// The longest piece of code within a text, in bytes. Without a bound, each run of backticks that has no end would be
/// compared with all others.
const LONGEST_SPAN: usize = 4_000;

/// How much of a text that begins with backticks is code (CommonMark §6.1).
pub(super) fn span(text: &str) -> Option<usize> {
    let ticks = run(text, '`');
    let mut at = ticks;
    while let Some(found) = text[at..].find('`').filter(|_| at <= LONGEST_SPAN) {
        at += found;
        let length = run(&text[at..], '`');
        at += length;
        if length == ticks {
            return Some(at);
        }
    }
    None
}

/// How often a text begins with a character.
fn run(text: &str, mark: char) -> usize {
    text.chars().take_while(|c| *c == mark).count()
}

/// A piece of code again, between one or two backticks: where the line is wrapped, three would begin
/// a block of code.
pub(super) fn short_span(code: &str) -> Option<String> {
    let ticks = run(code, '`');
    if ticks < 3 {
        return Some(code.to_owned());
    }
    let inner = code[ticks..code.len() - ticks].trim();
    let has = |length: usize| inner.split(|c| c != '`').any(|run| run.len() == length);
    match (inner.is_empty(), has(1), has(2)) {
        (true, ..) | (false, true, true) => None,
        (false, false, _) => Some(format!("` {inner} `")),
        (false, true, false) => Some(format!("`` {inner} ``")),
    }
}

/// The marks that begin a block of code.
pub(super) fn fence(line: &str) -> Option<&str> {
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = run(line, mark);
    (length >= 3 && !line[length..].contains(mark)).then(|| &line[..length])
}

/// How many lines a block of code has, its fences included.
pub(super) fn fenced_lines(lines: &[String], fence: &str) -> usize {
    let mut end = lines.iter().skip(1);
    let end = end.position(|line| line.trim_start().starts_with(fence));
    end.map_or(lines.len(), |end| end + 2)
}

/// The block of code at the start of some lines, and how many of them it is.
pub(super) fn fenced(lines: &[String], fence: &str) -> (Block, usize) {
    let taken = fenced_lines(lines, fence);
    let info = lines[0].trim().trim_start_matches(fence);
    let mut code = vec![format!("{fence}{}", language(info))];
    let inner = lines[1..taken].iter().map(|line| line.trim_end());
    let inner = inner.filter(|line| !line.trim_start().starts_with(fence));
    code.extend(inner.map(str::to_owned));
    unindent(&mut code[1..]);
    code.push(fence.to_owned());
    (Block::Verbatim(code), taken)
}

/// Code that is told by its indentation alone. Rustdoc would run it as a test.
pub(super) fn indented(lines: &[String]) -> (Block, usize) {
    let is_inside = |line: &&String| line.trim().is_empty() || is_indented(line);
    let mut code: Vec<String> = lines
        .iter()
        .take_while(is_inside)
        .map(|line| line.trim_end().to_owned())
        .collect();
    let taken = code.len();
    while code.last().is_some_and(String::is_empty) {
        code.pop();
    }
    unindent(&mut code);
    let longest = code.iter().flat_map(|line| line.split(|c| c != '`'));
    let longest = longest.map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(3.max(longest + 1));
    code.insert(0, format!("{fence}text"));
    code.push(fence);
    (Block::Verbatim(code), taken)
}

/// Whether a line is code where no paragraph is open.
pub(super) fn is_indented(line: &str) -> bool {
    line.starts_with("    ") && !line.trim().is_empty()
}

/// Languages that rustdoc shows and never runs.
fn language(info: &str) -> &'static str {
    const SHOWN: &[&str] = &[
        "json",
        "yaml",
        "bash",
        "sh",
        "http",
        "xml",
        "html",
        "csv",
        "python",
        "javascript",
        "typescript",
        "sql",
        "graphql",
    ];
    let word = info.trim().to_lowercase();
    SHOWN
        .iter()
        .find(|language| **language == word)
        .unwrap_or(&"text")
}

fn unindent(lines: &mut [String]) {
    let indents = lines.iter().filter(|line| !line.is_empty());
    let indents = indents.map(|line| line.len() - line.trim_start_matches(' ').len());
    let indent = indents.min().unwrap_or(0);
    for line in lines.iter_mut().filter(|line| !line.is_empty()) {
        line.drain(..indent);
    }
}

#[cfg(test)]
mod tests {
    use crate::lower::docs::tests::becomes;

    #[test]
    fn indented_code_is_no_test() {
        becomes(
            "Such as:\n\n    let a = 1;\n\n      b[0];\n\nThat is all.",
            &[
                "Such as:",
                "",
                "```text",
                "let a = 1;",
                "",
                "  b[0];",
                "```",
                "",
                "That is all.",
            ],
        );
        becomes(
            "Such as:\n\n    ```\n    a\n\n    ~~~\n    b",
            &["Such as:", "", "```text", "a", "", "~~~", "b", "```"],
        );
        becomes(
            "As:\n\n    a ``` b",
            &["As:", "", "````text", "a ``` b", "````"],
        );
        becomes("One\n    two.", &["One two."]);
    }

    #[test]
    fn text_never_begins_a_block_of_code() {
        becomes("~~~rust a ~\nb();", &["\\~\\~\\~rust a ~ b();"]);
        becomes("```rust a``` b", &["` rust a ` b"]);
        becomes("``` `a` ``b`` ```", &["\\`\\`\\` `a` ``b`` \\`\\`\\`"]);
    }
}
