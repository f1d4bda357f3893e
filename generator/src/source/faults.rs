//! What is wrong with a text that is neither YAML nor JSON: takes the text and what the parser reports about
//! it, gives what a person did wrong, where, and what to write. The parsers name the place where they
//! gave up, which is often a line or more below the mistake.

mod blocks;
mod json;

use std::ops::Range;

use self::blocks::Blocks;
pub(super) use self::json::explain as explain_json;
use super::Unreadable;
use super::tabs::prose_below;

/// A mistake and its place.
pub(super) struct Fault {
    pub message: String,
    pub label: String,
    pub help: String,
    pub range: Range<usize>,
}

impl Fault {
    fn new(range: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            label: String::new(),
            help: String::new(),
            range,
        }
    }

    fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }
}

impl From<Fault> for Unreadable {
    fn from(fault: Fault) -> Self {
        Self {
            message: fault.message,
            label: fault.label,
            help: fault.help,
            range: Some(fault.range),
            missing: false,
        }
    }
}

/// Bytes that are no text in UTF-8, with the place of the first such byte.
pub(super) fn bytes(bytes: &[u8], at: usize) -> Fault {
    let (what, help) = match bytes {
        [0x1F, 0x8B, ..] => ("a gzip archive", "unpack it first"),
        [b'P', b'K', 3 | 5, ..] => ("a ZIP archive", "unpack it first"),
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => ("text in UTF-16", "save it as UTF-8"),
        _ => {
            let message = "expected text in UTF-8, found other bytes";
            return Fault::new(at..at, message).help("save the file as UTF-8");
        }
    };
    Fault::new(at..at, format!("this is {what}, not a description")).help(help)
}

/// What can be told of a whole text before it is parsed.
pub(super) fn whole(text: &str) -> Option<Fault> {
    let start = text.len() - text.trim_start().len();
    let begins = text[start..]
        .chars()
        .take(100)
        .collect::<String>()
        .to_lowercase();
    let first = start..start + text[start..].lines().next().unwrap_or("").len();
    if text.lines().all(is_blank) {
        let message = match text.trim().is_empty() {
            true => "the file is empty",
            false => "the file has only comments",
        };
        return Some(Fault::new(0..0, message));
    }
    if begins.starts_with("<!doctype") || begins.starts_with("<html") {
        let help = "the address shows the description on a page: save the file itself, which such \
                    pages call raw";
        return Some(Fault::new(first, "this is an HTML page, not a description").help(help));
    }
    if begins.starts_with('<') && !begins.starts_with("<<") {
        return Some(Fault::new(
            first,
            "this is XML; a description is YAML or JSON",
        ));
    }
    if begins.starts_with("```") {
        let help = "keep what is between the lines that begin with it";
        let message = "this is a block of Markdown, not a description";
        return Some(Fault::new(first, message).help(help));
    }
    lines(text)
        .find(|(_, line)| line.starts_with("<<<<<<< "))
        .map(|(at, line)| {
            Fault::new(at..at + line.len(), "a merge conflict was not resolved")
                .help("keep what is to stay of the two sides, and remove the lines that git put in")
        })
}

/// Why a text is not YAML: `message` is the parser's, which gave up at `offset`.
pub(super) fn explain_yaml(text: &str, message: &str, offset: usize) -> Option<Fault> {
    // A limit is no mistake of spelling.
    if message.starts_with("expected at most") {
        return None;
    }
    if message.starts_with("control characters") {
        return control(text);
    }
    let near = near(text, offset);
    let tab = near.iter().find_map(|(at, line)| tab(*at, line));
    let unstartable = || unstartable(text, message, offset);
    let anchor = || anchor(text, message, offset);
    let colon = || near.iter().find_map(|(at, line)| without_space(*at, line));
    tab.or_else(unstartable)
        .or_else(anchor)
        .or_else(|| quote(text, message, offset))
        .or_else(colon)
        .or_else(|| template(&near))
        .or_else(|| comment(&near))
        .or_else(|| bracket(text, message, offset))
        .or_else(|| begun(text, message, offset))
        .or_else(|| inner_colon(text, offset))
        .or_else(|| missing_colon(text, offset))
        .or_else(|| Blocks::above(text, offset).fault())
        .or_else(|| among_items(text, message, offset))
}

/// The lines of a text, each with the place where it begins.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line.trim_end_matches(['\n', '\r']))
    })
}

pub(super) fn is_blank(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || line.starts_with('#') || line == "---"
}

/// The line of a place, and the one before it that says something.
fn near(text: &str, offset: usize) -> Vec<(usize, &str)> {
    let above = lines(text).take_while(|(at, _)| *at <= offset);
    let mut above: Vec<(usize, &str)> = above.filter(|(_, line)| !is_blank(line)).collect();
    let last = above.len().saturating_sub(2);
    let mut near = above.split_off(last);
    near.reverse();
    near
}

/// A tab before what a line says, or before what an element of a list says.
fn tab(at: usize, line: &str) -> Option<Fault> {
    let is_indent = |c: char| c.is_whitespace() || c == '-';
    let indent = &line[..line.len() - line.trim_start_matches(is_indent).len()];
    let first = indent.find('\t')?;
    let count = indent[first..]
        .bytes()
        .take_while(|byte| *byte == b'\t')
        .count();
    let range = at + first..at + first + count;
    let help = "YAML is indented by spaces: write spaces in its place";
    Some(
        Fault::new(range, "a line is indented by a tab")
            .label("tab")
            .help(help),
    )
}

/// A character that no text of YAML may have (YAML 1.2 §5.1).
fn control(text: &str) -> Option<Fault> {
    let is_control = |c: char| c.is_control() && !"\t\n\r\u{85}".contains(c);
    let (at, c) = text.char_indices().find(|(_, c)| is_control(*c))?;
    let message = format!("there is a control character, U+{:04X}", u32::from(c));
    let help = format!(
        "remove it; in double quotes it is written as `\\x{:02X}`",
        u32::from(c)
    );
    Some(Fault::new(at..at + c.len_utf8(), message).help(help))
}

/// A text that its first character makes something else, which ends before the text does: `{id} is bad`, `> a`.
fn begun(text: &str, message: &str, offset: usize) -> Option<Fault> {
    if message.contains("unknown escape character") {
        let shown: String = text[offset..].chars().take(2).collect();
        let message = format!("`{shown}` means nothing in double quotes");
        let help = format!("write `\\{shown}`, or put the text in single quotes");
        return Some(Fault::new(offset..offset + shown.len(), message).help(help));
    }
    let (at, line) = lines(text).take_while(|(at, _)| *at <= offset).last()?;
    let (start, value) = value(line)?;
    let (start, value) = (at + start, value.trim_end());
    let first = value.chars().next().filter(|c| "{[*&|>".contains(*c))?;
    if offset <= start {
        return None;
    }
    let end = value.trim_end_matches([']', '}']).len();
    let opened = |open: char| value.matches(open).count();
    for (open, close) in [('{', '}'), ('[', ']')] {
        if value[end..].contains(close) && opened(open) < opened(close) {
            let last = start + value.rfind(close)?;
            let fault = Fault::new(last..last + 1, format!("a `{close}` closes nothing"));
            return Some(fault.help("remove it, or put the text in quotes"));
        }
    }
    let message = format!("a text without quotes cannot begin with `{first}`");
    let quoted = serde_json::Value::from(value);
    let fault = Fault::new(start..start + value.len(), message);
    Some(fault.help(format!("put it in quotes: `{quoted}`")))
}

/// A key that is indented as the items of a list are.
fn among_items(text: &str, message: &str, offset: usize) -> Option<Fault> {
    if !message.contains("expected '-' indicator") {
        return None;
    }
    let (at, line) = lines(text).take_while(|(at, _)| *at <= offset).last()?;
    let body = line.trim_start();
    let key = blocks::key(body)?;
    let start = at + line.len() - body.len();
    let message = format!("`{key}` is indented as the items of the list above it");
    let fault = Fault::new(start..start + key.len(), message);
    Some(fault.help("indent it as the key that it belongs beside"))
}

/// A text without quotes whose first character means something else in YAML.
fn unstartable(text: &str, message: &str, offset: usize) -> Option<Fault> {
    if !message.contains("cannot start any token") {
        return None;
    }
    let value = text[offset..].lines().next()?.trim_end();
    let first = value.chars().next()?;
    let range = offset..offset + value.len();
    let message = format!(
        "a text without quotes cannot begin with `{}`",
        first.escape_debug()
    );
    let quoted = serde_json::Value::from(value);
    Some(Fault::new(range, message).help(format!("put it in quotes: `{quoted}`")))
}

fn anchor(text: &str, message: &str, offset: usize) -> Option<Fault> {
    let name = text[offset..]
        .strip_prefix('*')
        .filter(|_| message.contains("unknown anchor"))?;
    let end = name.find(|c: char| c.is_whitespace() || ",]}".contains(c));
    let name = &name[..end.unwrap_or(name.len())];
    let range = offset..offset + 1 + name.len();
    let help = format!("write `&{name}` before the value that it refers to, above this line");
    Some(Fault::new(range, format!("there is no anchor `{name}`")).help(help))
}

/// A text whose quote is not closed, or after whose quote more follows.
fn quote(text: &str, message: &str, offset: usize) -> Option<Fault> {
    let is_open = message.contains("quoted scalar");
    if !is_open && !message.contains("expected key") && !message.contains("expected ':'") {
        return None;
    }
    let mut above: Vec<(usize, &str)> = lines(text).take_while(|(at, _)| *at <= offset).collect();
    above.reverse();
    let (_, here) = *above.first()?;
    for (at, line) in above.iter().take(200) {
        let Some((start, value)) = value(line) else {
            continue;
        };
        let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
            continue;
        };
        let start = at + start;
        match closed(value, quote) {
            None if is_open || here.contains(quote) => {
                let end = start + value.len();
                let help = format!("close it with `{quote}`");
                return Some(
                    Fault::new(start..end, "a quote is not closed")
                        .label("opened here")
                        .help(help),
                );
            }
            Some(end) if offset > start && offset <= at + line.len() => {
                let rest = value[end..].trim();
                if rest.is_empty() || rest.starts_with('#') || is_open {
                    continue;
                }
                let help = match quote {
                    '\'' => "write a quote within the text twice: `''`",
                    _ => "write a quote within the text as `\\\"`",
                };
                let range = start + end..start + value.trim_end().len();
                return Some(
                    Fault::new(range, "a text ends at its quote, and more follows").help(help),
                );
            }
            _ => {}
        }
    }
    None
}

/// A quote that is closed, but by that of another text further down. A text goes on in lines that are indented further
/// than its key (YAML 1.2 §7.3), and a comment needs a space before it (§6.6); the parser asks for neither.
pub(super) fn swallowing(text: &str) -> Option<Fault> {
    let mut prose: Option<usize> = None;
    // Where a text in quotes ends.
    let mut ends = 0;
    for (at, line) in lines(text) {
        let indent = line.len() - line.trim_start().len();
        if at < ends || is_blank(line) || prose.is_some_and(|prose| indent > prose) {
            continue;
        }
        prose = prose_below(line);
        let Some((start, said)) = value(line) else {
            continue;
        };
        let Some(quote) = said.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
            continue;
        };
        if closed(said, quote).is_some() {
            continue;
        }
        let key = line.len() - line.trim_start_matches([' ', '-']).len();
        let key = match line[..key].rfind('-') {
            Some(dash) if start == key => dash,
            _ => key,
        };
        let start = at + start;
        let end = start + closed(&text[start..], quote)?;
        let is_key = |(_, line): (usize, &str)| {
            let body = line.trim_start();
            line.len() - body.len() <= key
                && blocks::key(body).is_some_and(|key| !key.contains(char::is_whitespace))
        };
        if text[end..].starts_with('#') || lines(&text[start..end]).skip(1).any(is_key) {
            let help = format!(
                "close it with `{quote}`; the lines of a longer text are indented further than its key"
            );
            let range = start..start + said.trim_end().len();
            let fault = Fault::new(range, "a quote is not closed");
            return Some(fault.label("opened here").help(help));
        }
        ends = end;
    }
    None
}

/// Where a text in quotes ends, behind the quote.
fn closed(value: &str, quote: char) -> Option<usize> {
    let mut chars = value.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' if quote == '"' => drop(chars.next()),
            c if c == quote => {
                let doubled = quote == '\'' && chars.peek().is_some_and(|(_, next)| *next == quote);
                if !doubled {
                    return Some(at + 1);
                }
                chars.next();
            }
            _ => {}
        }
    }
    None
}

/// The value on the line of a key or of a list's element, and where it begins in the line.
fn value(line: &str) -> Option<(usize, &str)> {
    let body = line.trim_start();
    let indent = line.len() - body.len();
    if is_blank(line) {
        return None;
    }
    let key = match body.chars().next() {
        Some(quote @ ('"' | '\'')) => closed(body, quote),
        _ => Some(0),
    };
    let colon = key.and_then(|end| Some(end + body[end..].find(": ")?));
    let start = match colon {
        Some(colon) => colon + 2,
        _ if body.starts_with("- ") => 2,
        _ => return None,
    };
    let value = body[start..].trim_start();
    let at = indent + body.len() - value.len();
    (!value.is_empty()).then_some((at, value))
}

/// `title:T`: a key without a space behind its colon is a text.
fn without_space(at: usize, line: &str) -> Option<Fault> {
    let body = line.trim_start().trim_start_matches("- ");
    let (key, value) = body.split_once(':')?;
    let is_key = |c: char| c.is_alphanumeric() || "_$-.".contains(c);
    let is_one = !key.is_empty() && key.chars().all(is_key) && !value.starts_with("//");
    if !is_one || value.is_empty() || value.starts_with([' ', '\t']) || value.contains(": ") {
        return None;
    }
    let start = at + line.len() - body.len();
    let colon = start + key.len();
    let message = format!("`{key}` has no space after its colon");
    let help = format!("write `{key}: {}`", value.trim_end());
    Some(Fault::new(start..colon + 1 + value.trim_end().len(), message).help(help))
}

/// A place of a template, which a program fills in before the text is YAML.
fn template(near: &[(usize, &str)]) -> Option<Fault> {
    near.iter().find_map(|(at, line)| {
        let start = line.find("{{").or_else(|| line.find("{%"))?;
        let end = line.rfind("}}").or_else(|| line.rfind("%}"));
        let end = end.map_or(line.len(), |end| end + 2);
        let shown = line.get(start..end)?;
        let message = format!("`{shown}` is a place of a template, and not YAML");
        let help = "give the description that is made of the template; or, if it is a text, put it in quotes";
        Some(Fault::new(at + start..at + end, message).help(help))
    })
}

/// `{ $ref: #/a }`: a comment, which takes the bracket with it.
fn comment(near: &[(usize, &str)]) -> Option<Fault> {
    near.iter().find_map(|(at, line)| {
        let start = line.find(": #")? + 2;
        let before = &line[..start];
        let text = line[start..].split([' ', ',', '}', ']']).next()?;
        let is_open = before.matches(['{', '[']).count() > before.matches(['}', ']']).count();
        let help = format!("put the text in quotes: `\"{text}\"`");
        let range = at + start..at + start + text.len();
        let fault = Fault::new(range, "a `#` after a space begins a comment").help(help);
        (is_open && text.len() > 1).then_some(fault)
    })
}

/// A line above a key that has no colon itself: `/pets`, `summary The pets`.
fn missing_colon(text: &str, offset: usize) -> Option<Fault> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let said = lines(text).take_while(|(at, _)| *at <= offset);
    let said: Vec<(usize, &str)> = said.filter(|(_, line)| !is_blank(line)).collect();
    let [above @ .., (at, line), (_, here)] = &said[..] else {
        return None;
    };
    let is_key =
        blocks::key(here.trim_start()).is_some() && blocks::key(line.trim_start()).is_none();
    // A text may go on below its key.
    let around = above.iter().rev();
    let mut around = around.filter(|(_, above)| indent(above) < indent(line));
    let goes_on = around
        .next()
        .is_some_and(|(_, above)| !above.trim_end().ends_with(':'));
    let body = line.trim();
    let starts = |c: char| c.is_alphanumeric() || "/_$".contains(c);
    let start = at + indent(line);
    let range = start..start + body.len();
    if !is_key || goes_on || indent(line) > indent(here) || !body.starts_with(starts) {
        return None;
    }
    if body.starts_with("//") {
        return Some(Fault::new(range, "a comment").help("in YAML it begins with `#`"));
    }
    if let Some((_, above)) = above.last()
        && prose_below(above).is_some()
    {
        let fault = Fault::new(
            range,
            "a text below its key is indented no further than that",
        );
        return Some(fault.help("indent it further, as each of its lines"));
    }
    if let Some((key, value)) = body.split_once('：') {
        let help = format!("write `{key}: {}`", value.trim_start());
        return Some(Fault::new(range, "`：` is not the colon of YAML").help(help));
    }
    let help = match body.split_once(' ') {
        Some((key, value)) => format!("write `{key}: {}`", value.trim_start()),
        None => format!("write `{body}:`"),
    };
    let key = body.split(' ').next().unwrap_or(body);
    let message = format!("`{key}` has no colon after it");
    Some(Fault::new(range, message).help(help))
}

/// A `{` or `[` that is not closed before the next key.
fn bracket(text: &str, message: &str, offset: usize) -> Option<Fault> {
    if !message.contains("expected ','") && !message.contains("flow") {
        return None;
    }
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut quote = None;
    for (at, c) in text[..offset].char_indices() {
        match (c, quote) {
            ('\n', _) if open.is_empty() => quote = None,
            (c, Some(mark)) if c == mark => quote = None,
            ('"' | '\'', None) => quote = Some(c),
            ('{' | '[', None) => open.push((at, c)),
            ('}' | ']', None) => drop(open.pop()),
            _ => {}
        }
    }
    let (at, open) = open.pop()?;
    let close = if open == '{' { '}' } else { ']' };
    let message = format!("a `{open}` is not closed");
    let help = format!("write `{close}` behind its last member, and a comma between two of them");
    Some(Fault::new(at..at + 1, message).help(help))
}

/// `title: a: b`: a text that has `: ` in it.
fn inner_colon(text: &str, offset: usize) -> Option<Fault> {
    let (at, line) = lines(text).take_while(|(at, _)| *at <= offset).last()?;
    let (start, value) = value(line)?;
    let start = at + start;
    let value = value.trim_end();
    if offset <= start
        || value.starts_with(['"', '\'', '{', '[', '|', '>'])
        || !value.contains(": ")
    {
        return None;
    }
    let quoted = serde_json::Value::from(value);
    let message = "a text without quotes has a colon and a space in it";
    Some(
        Fault::new(start..start + value.len(), message)
            .help(format!("put it in quotes: `{quoted}`")),
    )
}
