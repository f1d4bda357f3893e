//! The example of a method: a call with its own arguments.

use serde_json::Value;

use super::laid_out::{fits, laid_out};
use super::{example, package};
use crate::api::{Block, Body, Example, Operation, Taken, Type};
use crate::emit::call::gives;
use crate::emit::given::Gives;
use crate::emit::imports::Homes;
use crate::emit::tokens::raw;
use crate::emit::values::{About, Values};
use crate::type_text::{Name, type_text};

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
    let value = value_of_body(operation);
    for (ty, taken, about) in required(operation, value.as_ref()) {
        // The client has the name already.
        let name = match about.name {
            "client" => "its_client".to_owned(),
            name => raw(name),
        };
        names_of_arguments.push(name.clone());
        arguments.push(values.argument(ty, taken, about).unwrap_or_else(|| {
            let ty = outside(given(ty, taken), homes);
            parameters.push(format!("{name}: {ty}"));
            name
        }));
    }
    let accessors = accessors.iter().map(|name| format!("{name}()"));
    let setters = expected(operation).filter_map(|(ty, taken, about)| {
        let name = raw(about.name);
        let value = values.argument(ty, taken, about)?;
        Some((name, value))
    });
    let mut setters: Vec<(String, String)> = setters.collect();
    let body = operation.body.iter().filter(|body| !body.required);
    for body in body {
        let ty = &body.payload.ty;
        let name = raw(&body.name);
        let shown = values.argument(ty, body.taken, about_body(body, value.as_ref()));
        let shown = shown.unwrap_or_else(|| {
            parameters.push(format!("{name}: {}", outside(given(ty, body.taken), homes)));
            name.clone()
        });
        setters.push((name, shown));
    }
    let chain = Chain {
        resource: accessors.collect(),
        method: raw(&operation.name),
        arguments,
        setters,
    };
    let names: Vec<String> = values.names.into_iter().collect();
    let mut lines = imported(&package(api), &names);
    let shown = api.example.as_ref();
    let is_shown = |shown: &&Example| {
        let is_it = shown.id == operation.id && shown.chain.last() == Some(&operation.name);
        is_it && operation.body.is_none()
    };
    lines.extend(match shown.filter(is_shown) {
        Some(shown) => all_ways(shown, &chain),
        None => one_way(operation, chain, &names_of_arguments),
    });
    let function = format!("async fn example({})", parameters.join(", "));
    example(api, &function, None, lines)
}

/// The value of the body that the description shows.
pub(super) fn value_of_body(operation: &Operation) -> Option<Value> {
    let body = operation.body.as_ref()?;
    serde_json::from_str(body.example.as_deref()?).ok()
}

/// The statement that imports names, of lines that are not too long.
pub(in crate::emit) fn imported(package: &str, names: &[String]) -> Vec<String> {
    match names {
        [] => return Vec::new(),
        [name] => return vec![format!("use {package}::{name};")],
        _ => {}
    }
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

/// The arguments of a method: their types, how they are taken, and what else is known of them. The value is one of the
/// body.
pub(super) fn required<'o>(
    operation: &'o Operation,
    value: Option<&'o Value>,
) -> impl Iterator<Item = (&'o Type, Taken, About<'o>)> {
    let arguments = operation.required().map(|argument| {
        let about = About {
            name: &argument.name,
            example: argument.example.text.as_deref(),
            items: argument.example.items,
            value: None,
        };
        (&argument.ty, argument.taken, about)
    });
    let body = operation.body.iter().filter(|body| body.required);
    arguments.chain(body.map(move |body| (&body.payload.ty, body.taken, about_body(body, value))))
}

/// What is known of a body.
fn about_body<'b>(body: &'b Body, value: Option<&'b Value>) -> About<'b> {
    About {
        name: &body.name,
        example: None,
        items: 0,
        value,
    }
}

/// The type of a variable that is given for an argument.
fn given(ty: &Type, taken: Taken) -> &Type {
    match taken {
        Taken::Boxed => ty.unboxed(),
        Taken::Plain | Taken::Into | Taken::Each | Taken::Keyed => ty,
    }
}

/// What a call has setters for and the API does not do without, but for a body that is one value: their types, how they
/// are taken, and what else is known of them.
fn expected(operation: &Operation) -> impl Iterator<Item = (&Type, Taken, About<'_>)> {
    // A stream has a method of its own.
    let switch = operation.switch.as_ref();
    let setters = operation.optional().filter(move |setter| {
        let is_switch = switch.is_some_and(|switch| switch.is(setter));
        setter.expected && !setter.deprecated && !is_switch
    });
    setters.map(|setter| {
        let about = About {
            name: &setter.name,
            example: setter.example.text.as_deref(),
            items: setter.example.items,
            value: None,
        };
        (&setter.ty, setter.taken, about)
    })
}

/// A type as code outside of the crate writes it.
fn outside(ty: &Type, homes: &Homes<'_>) -> String {
    let package = package(homes.api);
    type_text(ty, &mut |named| match named {
        Name::Own(id) => format!("{package}::{}", raw(&homes.def(id).name)),
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
        for (name, value) in &mut chain.setters {
            if !fits(&format!("    .{name}({value})")) {
                lines.extend(laid_out(&format!("let {name} = "), value, ";"));
                value.clone_from(name);
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
    /// The names and the values of setters, which come after the method.
    setters: Vec<(String, String)>,
}

impl Chain {
    /// `client.jobs().list("…")`
    fn text(&self) -> String {
        let resource = self.resource.iter().map(|step| format!("{step}."));
        let (method, arguments) = (&self.method, self.arguments.join(", "));
        let setters = self.setters.iter();
        let setters = setters.map(|(name, value)| format!(".{name}({value})"));
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
        lines.extend(laid_out("    .", &call, ""));
        let setters = self.setters.iter();
        lines.extend(setters.map(|(name, value)| format!("    .{name}({value})")));
        match (after, lines.last_mut()) {
            ("", Some(last)) => last.push(';'),
            _ => lines.push(format!("    {after};")),
        }
        lines
    }
}
