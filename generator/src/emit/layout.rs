//! Lines as rustfmt lays them out: what is emitted most is written line by line, since formatting
//! tokens takes far longer.

use super::tokens::WIDTH;

/// How wide a chain of calls, the arguments of a call, or a list may be on one line.
pub(super) const NARROW: usize = 60;

/// How wide an argument may be that shares its line with others where the line of the call is too short.
const SHORT: usize = 10;

/// A line at an indentation, in columns.
pub(super) fn indented(indent: usize, text: &str) -> String {
    format!("{:indent$}{text}", "")
}

/// `pub fn name(self, a: A) -> B {`, each argument on a line of its own if one line is too short.
pub(super) fn signature(name: &str, arguments: &[String], gives: &str) -> Vec<String> {
    let line = format!("    pub fn {name}({}) -> {gives} {{", arguments.join(", "));
    if width(&line) <= WIDTH {
        return vec![line];
    }
    let mut lines = vec![format!("    pub fn {name}(")];
    let arguments = arguments.iter();
    // rustfmt measures an argument where it would begin beside the others, and without its comma.
    let lines_of = |argument: String| match width(&argument) > WIDTH + 5 {
        true => broken_type(&argument),
        false => vec![argument],
    };
    lines.extend(arguments.flat_map(|argument| lines_of(format!("        {argument},"))));
    lines.push(format!("    ) -> {gives} {{"));
    lines
}

/// A line with a type, what is within the angles of the type on lines of its own if one line is too short.
pub(crate) fn broken_type(line: &str) -> Vec<String> {
    let ends = line.find('<').zip(line.rfind('>'));
    let Some((open, close)) = ends.filter(|_| width(line) > WIDTH) else {
        return vec![line.to_owned()];
    };
    let indent = width(line) - width(line.trim_start());
    let inside = indented(indent + 4, &format!("{},", &line[open + 1..close]));
    let mut lines = vec![line[..=open].to_owned()];
    lines.extend(broken_type(&inside));
    lines.push(indented(indent, &line[close..]));
    lines
}

/// A call in a chain: the text before its arguments, and the arguments.
pub(super) struct Link {
    pub name: String,
    pub arguments: Vec<String>,
}

/// `Wrapper(root.first(…).second(…))`, the body of a method. `root` is `self` or a field of it.
pub(super) fn wrapped_chain(wrapper: &str, root: &str, links: &[Link]) -> Vec<String> {
    let calls = links.iter().map(|link| {
        let Link { name, arguments } = link;
        format!(".{name}({})", arguments.join(", "))
    });
    let chain = format!("{root}{}", calls.collect::<String>());
    let line = format!("        {wrapper}({chain})");
    if width(&chain) <= NARROW && width(&line) <= WIDTH {
        return vec![line];
    }
    if let [only] = links
        && is_begun_beside(root, only)
    {
        let mut lines = vec![format!("        {wrapper}({root}.{}(", only.name)];
        lines.extend(listed(12, &only.arguments));
        lines.push("        ))".to_owned());
        return lines;
    }
    if width(&chain) <= NARROW {
        let alone = indented(12, &format!("{chain},"));
        return vec![format!("        {wrapper}("), alone, "        )".to_owned()];
    }
    if let Some(lines) = overflowing(wrapper, root, links) {
        return lines;
    }
    let mut lines = vec![format!("        {wrapper}(")];
    let (head, rest) = match links {
        // `self` is no wider than an indentation, so it is not put on a line of its own.
        [first, rest @ ..] if root == "self" => (link(12, root, first), rest),
        all => (vec![indented(12, root)], all),
    };
    lines.extend(head);
    lines.extend(rest.iter().flat_map(|next| link(16, "", next)));
    if let Some(last) = lines.last_mut() {
        last.push(',');
    }
    lines.push("        )".to_owned());
    lines
}

/// Whether the only call of a chain begins next to the wrapper, its arguments on lines of their own: where it is too long
/// for a line below it, which has two columns less than others. Two lines of arguments are no taller than what would be below it.
fn is_begun_beside(root: &str, only: &Link) -> bool {
    let alone = format!(".{}({}),", only.name, only.arguments.join(", "));
    let is_long = link(16, "", only).len() > 1 || width(&indented(16, &alone)) > WIDTH - 3;
    let is_short = width(&format!("{root}.{}(", only.name)) <= NARROW;
    let is_tall = only.arguments.len() == 1 || listed(12, &only.arguments).len() > 2;
    is_tall && is_long && is_short
}

/// The same where the chain stays on one line before a last call whose arguments are lines.
fn overflowing(wrapper: &str, root: &str, links: &[Link]) -> Option<Vec<String>> {
    let (last, before) = links.split_last()?;
    let before = before.iter().map(|link| {
        let Link { name, arguments } = link;
        format!(".{name}({})", arguments.join(", "))
    });
    let begun = format!("{root}{}.{}(", before.collect::<String>(), last.name);
    let first = format!("        {wrapper}({begun}");
    let is_beside = width(&first) <= WIDTH;
    // Three lines of arguments are left where they begin, if there are calls before them and one line is too short.
    let whole = match is_beside {
        true => format!("{first}{}))", last.arguments.join(", ")),
        false => indented(12, &format!("{begun}{}),", last.arguments.join(", "))),
    };
    let is_tall = links.len() > 1 && listed(12, &last.arguments).len() > 2 && width(&whole) > WIDTH;
    let is_long = |indent| is_tall || link(indent, "", last).len() > 1;
    if width(&begun) > NARROW || !is_long(16) {
        return None;
    }
    let mut lines;
    if is_beside && is_long(12) {
        lines = vec![first];
        lines.extend(listed(12, &last.arguments));
        lines.push("        ))".to_owned());
    } else {
        lines = vec![format!("        {wrapper}("), indented(12, &begun)];
        lines.extend(listed(16, &last.arguments));
        lines.extend(["            ),", "        )"].map(str::to_owned));
    }
    Some(lines)
}

fn link(indent: usize, before: &str, link: &Link) -> Vec<String> {
    let Link { name, arguments } = link;
    let inside = arguments.join(", ");
    let line = indented(indent, &format!("{before}.{name}({inside})"));
    // A comma or a parenthesis comes after it.
    if width(&inside) <= NARROW && width(&line) < WIDTH {
        return vec![line];
    }
    if let [only] = &arguments[..]
        && let Some(items) = items(indent + 4, only)
    {
        let mut lines = vec![indented(indent, &format!("{before}.{name}(&["))];
        lines.extend(items);
        lines.push(indented(indent, "])"));
        return lines;
    }
    let mut lines = vec![indented(indent, &format!("{before}.{name}("))];
    lines.extend(listed(indent + 4, arguments));
    lines.push(indented(indent, ")"));
    lines
}

/// The lines of the items of a list of texts that is too long for one line: short ones fill lines, others have one each.
fn items(indent: usize, list: &str) -> Option<Vec<String>> {
    let inside = list.strip_prefix("&[")?.strip_suffix(']')?;
    if width(inside) <= NARROW {
        return None;
    }
    let items = inside.replace("\", \"", "\",\n\"");
    let are_short = items
        .lines()
        .all(|item| width(item.trim_end_matches(',')) <= SHORT);
    let mut lines: Vec<String> = Vec::new();
    for item in items.lines() {
        let item = format!("{},", item.trim_end_matches(','));
        match lines.last_mut() {
            Some(last) if are_short && width(last) + 1 + width(&item) <= WIDTH => {
                last.push(' ');
                last.push_str(&item);
            }
            _ => lines.push(indented(indent, &item)),
        }
    }
    Some(lines)
}

/// Arguments that do not fit on the line of their call: short ones on one line, others on a line each.
fn listed(indent: usize, arguments: &[String]) -> Vec<String> {
    let inside = indented(indent, &format!("{},", arguments.join(", ")));
    let are_short = arguments.iter().all(|argument| width(argument) <= SHORT);
    if are_short && arguments.len() > 1 && width(&inside) <= WIDTH {
        return vec![inside];
    }
    let lines = arguments
        .iter()
        .flat_map(|argument| match items(indent + 4, argument) {
            Some(items) => {
                let [open, close] = ["&[", "],"].map(|text| indented(indent, text));
                [vec![open], items, vec![close]].concat()
            }
            None => vec![indented(indent, &format!("{argument},"))],
        });
    lines.collect()
}

/// `function(a, b)` at an indentation, each argument on a line of its own if one line is too long.
pub(super) fn call(indent: usize, function: &str, arguments: &[String]) -> Vec<String> {
    let inside = arguments.join(", ");
    let line = indented(indent, &format!("{function}({inside})"));
    if width(&inside) <= NARROW && width(&line) <= WIDTH {
        return vec![line];
    }
    let mut lines = vec![indented(indent, &format!("{function}("))];
    lines.extend(listed(indent + 4, arguments));
    lines.push(indented(indent, ")"));
    lines
}

/// A call whose last argument is a closure, which has a block of its own where the call is long.
pub(super) fn call_with_closure(
    indent: usize,
    function: &str,
    arguments: &[String],
) -> Vec<String> {
    let [before @ .., closure] = arguments else {
        return call(indent, function, arguments);
    };
    let whole = call(indent, function, arguments);
    let Some((head, body)) = closure.rsplit_once("| ").filter(|_| whole.len() > 1) else {
        return whole;
    };
    let before = before.join(", ");
    vec![
        indented(indent, &format!("{function}({before}, {head}| {{")),
        indented(indent + 4, body),
        indented(indent, "})"),
    ]
}

/// `name!(request -> answer, …);`, each argument on a line of its own if one line is too short.
pub(super) fn macro_call(name: &str, request: &str, arguments: &[String]) -> Vec<String> {
    let inside = format!("{request} -> {}", arguments.join(", "));
    let line = format!("{name}!({inside});");
    if width(&line) <= WIDTH {
        return vec![line];
    }
    let mut lines = vec![format!("{name}!(")];
    match width(&inside) + 4 <= WIDTH {
        true => lines.push(indented(4, &inside)),
        false => {
            let inside = format!("{request} -> {}", arguments.join(",\n    "));
            lines.extend(inside.lines().map(|line| indented(4, line.trim_start())));
        }
    }
    lines.push(");".to_owned());
    lines
}

/// `#[name(value)]`, the value on a line of its own if one line is too short.
pub(super) fn attribute(indent: usize, name: &str, value: &str) -> Vec<String> {
    enclosed(
        indent,
        format!("#[{name}({value})]"),
        [&format!("#[{name}("), value, ")]"],
    )
}

/// `same!(one = other);`
pub(super) fn same(one: &str, other: &str) -> Vec<String> {
    let line = format!("same!({one} = {other});");
    if width(&line) <= WIDTH {
        return vec![line];
    }
    let mut lines = vec!["same!(".to_owned()];
    lines.extend(assigned(&format!("    {one} ="), other));
    lines.push(");".to_owned());
    lines
}

/// A variant of an enum: `Name(A, B),`.
pub(super) fn variant(name: &str, values: &[String]) -> Vec<String> {
    let line = match values {
        [] => format!("    {name},"),
        values => format!("    {name}({}),", values.join(", ")),
    };
    if width(&line) <= WIDTH {
        return vec![line];
    }
    let mut lines = vec![format!("    {name}(")];
    lines.extend(values.iter().map(|value| format!("        {value},")));
    lines.push("    ),".to_owned());
    lines
}

/// An arm of a match: `pattern => value,`, the value in a block of its own if one line is too short.
pub(super) fn arm(indent: usize, pattern: &str, value: &str) -> Vec<String> {
    enclosed(
        indent,
        format!("{pattern} => {value},"),
        [&format!("{pattern} => {{"), value, "}"],
    )
}

/// A line; if that is too short, a value with what stands before and after it, on three.
fn enclosed(indent: usize, line: String, [before, value, after]: [&str; 3]) -> Vec<String> {
    let line = indented(indent, &line);
    if width(&line) <= WIDTH {
        return vec![line];
    }
    vec![
        indented(indent, before),
        indented(indent + 4, value),
        indented(indent, after),
    ]
}

/// A value after `start`, which ends with the `=`, on the next line if one is too short.
pub(super) fn assigned(start: &str, value: &str) -> Vec<String> {
    let line = format!("{start} {value}");
    if width(&line) <= WIDTH {
        return vec![line];
    }
    let indent = width(start) - width(start.trim_start());
    vec![start.to_owned(), indented(indent + 4, value)]
}

/// A field of a constant, its value on the next line if one is too short.
pub(super) fn field(name: &str, value: &str) -> Vec<String> {
    let line = format!("    {name}: {value},");
    if width(&line) <= WIDTH || width(value) + 9 > WIDTH {
        return vec![line];
    }
    vec![format!("    {name}:"), format!("        {value},")]
}

/// A field whose value is a closure in `Some`; `call` is its body, with the parenthesis that ends the value.
pub(super) fn closure(name: &str, arguments: &str, call: &str) -> Vec<String> {
    let line = format!("    {name}: Some({arguments}{call},");
    if width(&line) <= WIDTH {
        return vec![line];
    }
    let call = call.strip_suffix(')').unwrap_or(call);
    vec![
        format!("    {name}: Some({arguments}{{"),
        format!("        {call}"),
        "    }),".to_owned(),
    ]
}

/// A list as the value of a field.
pub(super) fn list(name: &str, items: &[String]) -> Vec<String> {
    let inside = items.join(", ");
    if width(&inside) <= NARROW {
        return vec![format!("    {name}: &[{inside}],")];
    }
    let mut lines = vec![format!("    {name}: &[")];
    lines.extend(items.iter().map(|item| format!("        {item},")));
    lines.push("    ],".to_owned());
    lines
}

/// A constant whose value is one call, on the next line if one is too short, each argument on a line of its own if the
/// call is too long. `start` ends with the `=`.
pub(super) fn constant(start: &str, function: &str, arguments: &[String]) -> Vec<String> {
    let inside = arguments.join(", ");
    let value = format!("{function}({inside});");
    if width(&inside) <= NARROW && width(start) + 1 + width(&value) > WIDTH {
        return vec![start.to_owned(), indented(4, &value)];
    }
    let mut lines = call(0, &format!("{start} {function}"), arguments);
    if let Some(last) = lines.last_mut() {
        last.push(';');
    }
    lines
}

fn width(text: &str) -> usize {
    text.chars().count()
}
