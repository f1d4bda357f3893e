//! prettyplease's lines → rustfmt's: it breaks at 89 columns where rustfmt has 100, and it breaks
//! inside types where rustfmt breaks before them. What is emitted has few forms, so few rules do.

use super::WIDTH;
use crate::emit::broken_type;

/// How wide a chain of method calls may be before rustfmt gives each call a line.
const CHAIN: usize = 60;

/// How wide the fields of a value may be on one line.
const LITERAL: usize = 18;

/// Lays out the lines of an item again.
pub(super) fn refit(text: &str) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    while let Some((from, to, joined)) = broken_group(&lines) {
        lines.splice(from..=to, [joined]);
    }
    while let Some((from, to, arm)) = broken_arm(&lines) {
        lines.splice(from..=to, arm);
    }
    while let Some((at, call)) = broken_turbofish(&lines) {
        lines.splice(at..at + 3, call);
    }
    let mut out: Vec<String> = Vec::new();
    let mut rest = lines.into_iter().peekable();
    while let Some(line) = rest.next() {
        let line = match rest.next_if(|next| is_let(&line) && next.trim_start().starts_with('.')) {
            Some(next) => line + next.trim(),
            None => line,
        };
        out.extend(wrapped(line));
    }
    out.join("\n") + "\n"
}

/// The first group of lines in brackets that rustfmt would not break, and what it is in one line.
fn broken_group(lines: &[String]) -> Option<(usize, usize, String)> {
    for (from, open) in lines.iter().enumerate() {
        let head = open.trim_start();
        let is_type = open.ends_with('<');
        let is_call = open.ends_with('(')
            && (is_declaration(head) || is_variant(head) || head == "Self::from(");
        if (!is_type && !is_call) || head.starts_with("//") {
            continue;
        }
        let indent = indent(open);
        let mut inner = Vec::new();
        for (at, line) in lines.iter().enumerate().skip(from + 1) {
            if self::indent(line) > indent {
                // An inner group comes first.
                if line.ends_with(['<', '(', '{']) || line.trim_start().starts_with(['/', '#']) {
                    break;
                }
                inner.push(line.trim());
                continue;
            }
            let inside = inner.join(" ");
            let joined = format!("{open}{}{}", inside.trim_end_matches(','), line.trim());
            let closes = line
                .trim_start()
                .starts_with(if is_type { '>' } else { ')' });
            if closes && (is_type || joined.chars().count() <= WIDTH) {
                return Some((from, at, joined));
            }
            break;
        }
    }
    None
}

/// The first call that is broken within its type: where it is, and its lines with an argument each where it is long.
fn broken_turbofish(lines: &[String]) -> Option<(usize, Vec<String>)> {
    lines.windows(3).enumerate().find_map(|(at, lines)| {
        let head = lines[0].strip_suffix("::<")?;
        let arguments = lines[2].trim().strip_prefix(">(")?.strip_suffix(')')?;
        let head = format!("{head}::<{}>(", lines[1].trim().trim_end_matches(','));
        let indent = " ".repeat(indent(&head));
        let line = format!("{head}{arguments})");
        if line.chars().count() <= WIDTH {
            return Some((at, vec![line]));
        }
        let mut call = vec![head];
        let arguments = arguments.split(", ");
        call.extend(arguments.map(|argument| format!("{indent}    {argument},")));
        call.push(format!("{indent})"));
        Some((at, call))
    })
}

/// The first arm of a match whose only expression has a block that it does not need: where it is, and its lines without.
fn broken_arm(lines: &[String]) -> Option<(usize, usize, Vec<String>)> {
    lines.iter().enumerate().find_map(|(from, open)| {
        let head = open.strip_suffix("=> {")?;
        let close = format!("{}}}", " ".repeat(indent(open)));
        let to = from + lines[from..].iter().position(|line| *line == close)?;
        let arm = match &lines[from + 1..to] {
            [only] if only.ends_with(')') => vec![format!("{head}=> {},", only.trim())],
            [first, last] if last.trim_start().starts_with('.') => {
                vec![
                    format!("{head}=> {}", first.trim()),
                    format!("{},", last.strip_prefix("    ")?),
                ]
            }
            _ => return None,
        };
        let is_short = arm[0].chars().count() <= WIDTH;
        is_short.then_some((from, to, arm))
    })
}

/// A line as rustfmt breaks it when it is too long.
fn wrapped(line: String) -> Vec<String> {
    let indent = " ".repeat(indent(&line));
    let body = line.trim();
    if let Some(call) = body
        .strip_prefix("Self(self.0.")
        .and_then(|call| call.strip_suffix(')'))
        && "self.0.".len() + call.chars().count() > CHAIN
    {
        return vec![
            format!("{indent}Self("),
            format!("{indent}    self.0"),
            format!("{indent}        .{call},"),
            format!("{indent})"),
        ];
    }
    if let Some((start, fields, end)) = literal(body) {
        let fields = fields
            .split(", ")
            .map(|field| format!("{indent}    {field},"));
        let mut lines = vec![format!("{indent}{start} {{")];
        lines.extend(fields);
        lines.push(format!("{indent}}}{end}"));
        return lines;
    }
    if body.starts_with("Self::builder().") && body.chars().count() > CHAIN {
        let chain = body.replace(").", &format!(")\n{indent}    ."));
        return format!("{indent}{chain}")
            .lines()
            .map(str::to_owned)
            .collect();
    }
    if body.starts_with("self.")
        && body.chars().count() > CHAIN
        && let Some(at) = body.find(".map(")
    {
        let (start, call) = body.split_at(at);
        return vec![format!("{indent}{start}"), format!("{indent}    {call}")];
    }
    if line.chars().count() <= WIDTH {
        return vec![line];
    }
    let is_field = body.starts_with("pub ") && body.ends_with(',');
    let at = match () {
        () if is_let(&line) => body.find(" = ").map(|at| at + 2),
        () if is_field => body.find(": ").map(|at| at + 1),
        () => None,
    };
    match at {
        Some(at) => {
            let (head, tail) = body.split_at(at);
            let tail = format!("{indent}    {}", tail.trim_start());
            if is_field && tail.chars().count() > WIDTH {
                return broken_type(&line);
            }
            vec![format!("{indent}{head}"), tail]
        }
        None => vec![line],
    }
}

/// A value of a struct that is too wide for one line: what is before its fields, the fields, what is after it.
fn literal(body: &str) -> Option<(&str, &str, &str)> {
    let (start, rest) = body.split_once(" { ")?;
    let (fields, end) = rest.rsplit_once(" }")?;
    let is_value = start == "Self" || start.contains(" = ");
    let is_plain = !fields.contains(['{', '(', '[', '|']) && fields.contains(": ");
    let is_wide = fields.chars().count() > LITERAL;
    (is_value && is_plain && is_wide && matches!(end, "" | ";")).then_some((start, fields, end))
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

fn is_let(line: &str) -> bool {
    line.trim_start().starts_with("let ")
}

fn is_declaration(head: &str) -> bool {
    ["pub fn ", "fn ", "pub struct ", "#[doc("]
        .iter()
        .any(|start| head.starts_with(start))
}

fn is_variant(head: &str) -> bool {
    let name = head.trim_end_matches('(');
    name.starts_with(|c: char| c.is_uppercase() || c == '_')
        && name.chars().all(|c| c.is_alphanumeric() || c == '_')
        && name != "Self"
}
