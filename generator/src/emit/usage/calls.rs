//! The example of a method: a call with its own arguments.

use super::{example, package};
use crate::api::{Block, Example, Operation, Taken, Type};
use crate::emit::call::gives;
use crate::emit::given::Gives;
use crate::emit::imports::Homes;
use crate::emit::tokens::raw;
use crate::emit::type_text::{Name, type_text};
use crate::emit::values::{About, Values};

/// How wide a line of an example may get within the documentation of a method.
const WIDTH: usize = 92;

/// For a call: its arguments, and what it gives. `accessors` lead from the client to its resource.
pub(in crate::emit) fn of_call(
    homes: &Homes<'_>,
    accessors: &[&str],
    operation: &Operation,
) -> Block {
    let api = homes.api;
    let mut values = Values::new(homes);
    let mut parameters = vec![format!("client: {}::Client", package(api))];
    let mut arguments = Vec::new();
    let mut names_of_arguments = Vec::new();
    for (ty, taken, about) in required(operation) {
        // The client has the name already.
        let name = match about.name {
            "client" => "its_client".to_owned(),
            name => raw(name),
        };
        names_of_arguments.push(name.clone());
        arguments.push(values.argument(ty, taken, about).unwrap_or_else(|| {
            let ty = match taken {
                Taken::Boxed => ty.unboxed(),
                Taken::Plain | Taken::Into | Taken::Each | Taken::Keyed => ty,
            };
            let ty = outside(ty, homes);
            parameters.push(format!("{name}: {ty}"));
            name
        }));
    }
    let accessors = accessors.iter().map(|name| format!("{name}()"));
    let setters = expected(operation).filter_map(|(ty, taken, about)| {
        let name = raw(about.name);
        let value = values.argument(ty, taken, about)?;
        Some(format!("{name}({value})"))
    });
    let chain = Chain {
        resource: accessors.collect(),
        method: raw(&operation.name),
        arguments,
        setters: setters.collect(),
    };
    let names: Vec<String> = values.names.into_iter().collect();
    let mut lines = match &names[..] {
        [] => Vec::new(),
        [name] => vec![format!("use {}::{name};", package(api))],
        names => imported(&package(api), names),
    };
    let shown = api.example.as_ref();
    let is_shown =
        |shown: &&Example| shown.id == operation.id && shown.chain.last() == Some(&operation.name);
    lines.extend(match shown.filter(is_shown) {
        Some(shown) => all_ways(shown, &chain),
        None => one_way(operation, chain, &names_of_arguments),
    });
    let function = format!("async fn example({})", parameters.join(", "));
    example(api, &function, None, lines)
}

/// The statement that imports several names, of lines that are not too long.
fn imported(package: &str, names: &[String]) -> Vec<String> {
    let line = format!("use {package}::{{{}}};", names.join(", "));
    if fits(&line) {
        return vec![line];
    }
    let mut lines = vec![format!("use {package}::{{")];
    let mut filled = String::new();
    for name in names {
        if !filled.is_empty() && !fits(&format!("    {filled} {name},")) {
            lines.push(format!("    {}", std::mem::take(&mut filled)));
        }
        let space = if filled.is_empty() { "" } else { " " };
        filled += &format!("{space}{name},");
    }
    lines.push(format!("    {filled}"));
    lines.push("};".to_owned());
    lines
}

/// The arguments of a method: their types, how they are taken, and what else is known of them.
pub(super) fn required(operation: &Operation) -> impl Iterator<Item = (&Type, Taken, About<'_>)> {
    let arguments = operation.required().map(|argument| {
        let about = About {
            name: &argument.name,
            example: argument.example.as_deref(),
        };
        (&argument.ty, argument.taken, about)
    });
    let body = operation.body.iter().filter(|body| body.required);
    arguments.chain(body.map(|body| {
        let about = About {
            name: &body.name,
            example: None,
        };
        (&body.payload.ty, body.taken, about)
    }))
}

/// What a call has setters for and the API does not do without: their types, how they are taken, and what else is known
/// of them.
fn expected(operation: &Operation) -> impl Iterator<Item = (&Type, Taken, About<'_>)> {
    // A stream has a method of its own.
    let switch = operation.switch.as_ref();
    let setters = operation.optional().filter(move |setter| {
        let is_switch = switch.is_some_and(|switch| switch.is(setter));
        setter.expected && !setter.deprecated && !is_switch
    });
    let setters = setters.map(|setter| {
        let about = About {
            name: &setter.name,
            example: setter.example.as_deref(),
        };
        (&setter.ty, setter.taken, about)
    });
    let body = operation.body.iter().filter(|body| !body.required);
    setters.chain(body.map(|body| {
        let about = About {
            name: &body.name,
            example: None,
        };
        (&body.payload.ty, body.taken, about)
    }))
}

/// A type as code outside of the crate writes it.
fn outside(ty: &Type, homes: &Homes<'_>) -> String {
    let package = package(homes.api);
    type_text(ty, &mut |named| match named {
        Name::Own(id) => format!("{package}::{}", raw(&homes.def(id).name)),
        Name::Known("Value") => "serde_json::Value".to_owned(),
        Name::Known(known) => format!("{package}::{known}"),
    })
}

/// For the call that the crate shows: what can be done with its request.
fn all_ways(shown: &Example, request: &Chain) -> Vec<String> {
    let mut lines = request.laid_out("let request = ", "");
    if shown.paged {
        lines.push("let page = request.clone().max_retries(0).await?;".to_owned());
        lines.push("let next = page.next_page().await?; // none after the last".to_owned());
        lines.push("let all: Vec<_> = request.items().try_collect().await?;".to_owned());
    } else {
        let bound = if shown.answers { "let answer = " } else { "" };
        lines.push(format!("{bound}request.clone().max_retries(0).await?;"));
        lines.extend(shown.whole.then(|| {
            "let response = request.with_response().await?; // and its headers".to_owned()
        }));
    }
    lines
}

/// For any other call: what it gives. Arguments that make the call long are variables of these names.
fn one_way(operation: &Operation, mut chain: Chain, names: &[String]) -> Vec<String> {
    let items = |item| (format!("let mut {item}s = "), Some(item));
    let awaited = ".await?";
    let ((before, item), after) = match gives(&operation.answer.success) {
        _ if operation.pagination.is_some() => (items("item"), ".items()"),
        Gives::Nothing => ((String::new(), None), awaited),
        Gives::Download => (("let bytes = ".to_owned(), None), ".await?.bytes().await?"),
        Gives::Events => (items("event"), awaited),
        Gives::Items => (items("item"), awaited),
        Gives::Text => (("let text = ".to_owned(), None), awaited),
        Gives::Json | Gives::ByStatus | Gives::Pages => {
            (("let answer = ".to_owned(), None), awaited)
        }
    };
    let mut lines = Vec::new();
    if !fits(&format!("{before}{}{after};", chain.text())) {
        for (name, argument) in names.iter().zip(&mut chain.arguments) {
            if argument.ends_with([')', ']']) {
                lines.extend(laid_out(&format!("let {name} = "), argument, ";"));
                argument.clone_from(name);
            }
        }
    }
    lines.extend(chain.laid_out(&before, after));
    lines.extend(item.into_iter().flat_map(|item| {
        [
            format!("while let Some({item}) = {item}s.try_next().await? {{"),
            format!("    println!(\"{{{item}:?}}\");"),
            "}".to_owned(),
        ]
    }));
    lines
}

/// A call and the way to it.
struct Chain {
    /// `jobs()`
    resource: Vec<String>,
    method: String,
    arguments: Vec<String>,
    /// `name("…")`, after the method.
    setters: Vec<String>,
}

impl Chain {
    /// `client.jobs().list("…")`
    fn text(&self) -> String {
        let resource = self.resource.iter().map(|step| format!("{step}."));
        let (method, arguments) = (&self.method, self.arguments.join(", "));
        let setters = self.setters.iter().map(|setter| format!(".{setter}"));
        format!(
            "client.{}{method}({arguments}){}",
            resource.collect::<String>(),
            setters.collect::<String>()
        )
    }

    /// The statement, with a line for each step where one line is too short.
    fn laid_out(&self, before: &str, after: &str) -> Vec<String> {
        let line = format!("{before}{}{after};", self.text());
        if fits(&line) {
            return vec![line];
        }
        let mut lines = vec![format!("{before}client")];
        lines.extend(self.resource.iter().map(|step| format!("    .{step}")));
        let call = format!("{}({})", self.method, self.arguments.join(", "));
        let call = laid_out("    .", &call, "");
        lines.extend(
            call.into_iter()
                .enumerate()
                .map(|(index, line)| match index {
                    0 => line,
                    _ => format!("    {line}"),
                }),
        );
        lines.extend(self.setters.iter().map(|setter| format!("    .{setter}")));
        match (after, lines.last_mut()) {
            ("", Some(last)) => last.push(';'),
            _ => lines.push(format!("    {after};")),
        }
        lines
    }
}

fn fits(line: &str) -> bool {
    line.chars().count() <= WIDTH
}

/// A call between two texts, with a line for each argument where one line is too short.
fn laid_out(before: &str, call: &str, after: &str) -> Vec<String> {
    let line = format!("{before}{call}{after}");
    let ends = call.find(['(', '[']).zip(call.len().checked_sub(1));
    let Some((open, close)) = ends.filter(|_| !fits(&line)) else {
        return vec![line];
    };
    let mut lines = vec![format!("{before}{}", &call[..=open])];
    let arguments = arguments(&call[open + 1..close]).into_iter();
    lines.extend(arguments.map(|argument| format!("    {argument},")));
    lines.push(format!("{}{after}", &call[close..]));
    lines
}

/// The arguments of a call. The texts of examples have no quotes.
fn arguments(text: &str) -> Vec<&str> {
    let (mut depth, mut is_text, mut start) = (0_usize, false, 0);
    let mut arguments = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '"' => is_text = !is_text,
            _ if is_text => {}
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                arguments.push(text[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    arguments.push(text[start..].trim());
    arguments
}
