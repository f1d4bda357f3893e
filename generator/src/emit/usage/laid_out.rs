//! Expressions of examples over several lines, where one line is too short.

use super::super::layout::NARROW;

/// How wide a line of an example may get within the documentation of a method.
const WIDTH: usize = 92;

pub(in crate::emit) fn fits(line: &str) -> bool {
    line.chars().count() <= WIDTH
}

/// An expression between two texts: with a line for each call of a chain, then for each argument, where one line is
/// too short. The texts of examples have no quotes.
pub(in crate::emit) fn laid_out(before: &str, expression: &str, after: &str) -> Vec<String> {
    let line = format!("{before}{expression}{after}");
    if fits(&line) {
        return vec![line];
    }
    let indent = before.len() - before.trim_start().len();
    let links = links(expression);
    if let [first, rest @ ..] = &links[..]
        && let Some((last, between)) = rest.split_last()
    {
        let mut lines = laid_out(before, first, "");
        let deeper = if lines.len() == 1 { 4 } else { 0 };
        let before = format!("{:1$}", "", indent + deeper);
        for link in between {
            lines.extend(laid_out(&before, link, ""));
        }
        lines.extend(laid_out(&before, last, after));
        return lines;
    }
    let ends = expression
        .find(['(', '['])
        .zip(expression.len().checked_sub(1));
    let Some((open, close)) = ends.filter(|_| expression.ends_with([')', ']'])) else {
        return vec![line];
    };
    let mut lines = vec![format!("{before}{}", &expression[..=open])];
    let inner = format!("{:indent$}    ", "");
    for argument in arguments(&expression[open + 1..close]) {
        lines.extend(laid_out(&inner, argument, ","));
    }
    lines.push(format!("{:indent$}{}{after}", "", &expression[close..]));
    lines
}

/// A chain of calls after `before`, each on a line of its own where one is wider than rustfmt has it.
pub(in crate::emit) fn chained(before: &str, chain: &str, after: &str) -> Vec<String> {
    if chain.chars().count() <= NARROW {
        return vec![format!("{before}{chain}{after}")];
    }
    let mut links = links(chain).into_iter();
    let first = links.next().unwrap_or_default();
    let mut lines = vec![format!("{before}{first}")];
    lines.extend(links.map(|link| format!("    {link}")));
    if let Some(last) = lines.last_mut() {
        last.push_str(after);
    }
    lines
}

/// The calls of a chain: `Book::new("…")`, `.title("…")`.
fn links(expression: &str) -> Vec<&str> {
    let mut links = Vec::new();
    let mut start = 0;
    for (at, _) in at_top(expression, '.') {
        // A number has a dot too, and so has a path of values.
        if expression[..at].ends_with([')', ']']) {
            links.push(&expression[start..at]);
            start = at;
        }
    }
    links.push(&expression[start..]);
    links
}

/// The arguments of a call.
fn arguments(text: &str) -> Vec<&str> {
    let mut arguments = Vec::new();
    let mut start = 0;
    for (at, _) in at_top(text, ',') {
        arguments.push(text[start..at].trim());
        start = at + 1;
    }
    arguments.push(text[start..].trim());
    arguments.retain(|argument| !argument.is_empty());
    arguments
}

/// The places of a character that is in no text and within no brackets.
fn at_top(text: &str, wanted: char) -> impl Iterator<Item = (usize, char)> {
    let (mut depth, mut is_text) = (0_usize, false);
    text.char_indices().filter(move |(_, c)| {
        match c {
            '"' => is_text = !is_text,
            _ if is_text => {}
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        *c == wanted && depth == 0 && !is_text
    })
}

#[cfg(test)]
mod tests {
    use super::laid_out;

    #[test]
    fn a_long_expression_is_broken_from_the_outside() {
        let before = "let request = ";
        assert_eq!(
            laid_out(before, "Book::new(\"a.b\", 1.5)", ";"),
            ["let request = Book::new(\"a.b\", 1.5);"]
        );
        let author = "Author::new(\"a name, that is long\").born(\"1952-03-11\").died(\"2001-05-11\").email(\"name@example.com\")";
        let text =
            format!("Book::new(\"a title (long)\", {author}).pages(224).words([\"one\", \"two\"])");
        assert_eq!(
            laid_out(before, &text, ";").join("\n"),
            "let request = Book::new(\n    \
                 \"a title (long)\",\n    \
                 Author::new(\"a name, that is long\")\n        \
                     .born(\"1952-03-11\")\n        \
                     .died(\"2001-05-11\")\n        \
                     .email(\"name@example.com\"),\n)\n\
             .pages(224)\n\
             .words([\"one\", \"two\"]);"
        );
    }
}
