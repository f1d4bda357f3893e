//! Parameters of the description → what a method takes and what a request can be given.

use super::super::building::taken;
use super::super::context::Lowering;
use super::super::drafts::Use;
use super::super::hint::Hint;
use super::super::spot::spot;
use super::super::types::add_bounds;
use super::super::{docs, names};
use crate::api::{Argument, Body, Constant, Docs, Style, Taken, Travels, Type};
use crate::diagnostic::Code;
use crate::openapi::{self, Location, Operation, Parameter, ParameterForm};
use crate::source::{Node, Value};

/// The most arguments that a method takes. With more of them nobody knows which is which, so only
/// those of the path and the body stay arguments, and the others are set by name.
const MOST_ARGUMENTS: usize = 6;

/// The arguments of an operation, in the order of the document but for those of the path, which
/// stand in its order. Their names and their order are settled by [`settle`].
pub(super) fn lower<'s>(
    lowering: &mut Lowering<'_, 's>,
    path: &str,
    operation: &Operation<'s>,
    hint: &Hint,
) -> Result<Vec<Argument>, String> {
    let mut arguments = of_path(lowering, path, operation, hint)?;
    for declared in &operation.parameters {
        if declared.name.is_empty() {
            // The reader has reported it.
            if declared.required && declared.location != Location::Path {
                return Err("a parameter that it needs has no name".to_owned());
            }
            continue;
        }
        let name = declared.name;
        let found = match declared.location {
            Location::Path => continue,
            Location::Query | Location::Header => lower_one(lowering, declared, hint),
            Location::Cookie if declared.required => Err(format!("it needs the cookie `{name}`")),
            Location::Cookie => {
                let message = format!("the cookie `{name}` cannot be set yet");
                ignored(lowering, declared, message);
                continue;
            }
            Location::QueryString => {
                return Err("it takes its whole query as one parameter".to_owned());
            }
        };
        match found {
            Ok(argument) => arguments.push(argument),
            Err(why) if declared.required => return Err(why),
            Err(why) => ignored(lowering, declared, format!("{why}, so it cannot be set")),
        }
    }
    Ok(arguments)
}

/// Names the arguments and the body, and puts the required arguments first.
pub(super) fn settle(
    lowering: &Lowering<'_, '_>,
    route: &str,
    arguments: &mut [Argument],
    mut body: Option<&mut Body>,
) {
    let wanted = arguments.iter().map(|argument| match argument.travels {
        Travels::Path => names::Argument::Path(&argument.key),
        Travels::Query(_) => names::Argument::Query(&argument.key),
        Travels::Header => names::Argument::Header(&argument.key),
    });
    let word = body.as_ref().map(|body| body.name.clone());
    let word = word.as_deref().map(names::Argument::Body);
    let wanted: Vec<names::Argument<'_>> = wanted.chain(word).collect();
    let mut given = lowering.names.arguments(route, &wanted).into_iter();
    let named = arguments.iter_mut().map(|argument| &mut argument.name);
    let named = named.chain(body.as_mut().map(|body| &mut body.name));
    for (name, given) in named.zip(given.by_ref()) {
        *name = given;
    }
    arguments.sort_by_key(|argument| !argument.required);
    let in_path = |argument: &&Argument| argument.travels == Travels::Path;
    let in_path = arguments.iter().filter(in_path).count();
    let required = arguments.iter().filter(|argument| argument.required);
    let required = required.count();
    let others = &mut arguments[in_path..required];
    lowering.names.in_order(route, route, others, |argument| {
        let place = match argument.travels {
            Travels::Header => "header",
            Travels::Path | Travels::Query(_) => "query",
        };
        format!("{place} {}", argument.key)
    });
    let required = arguments.iter().filter(|argument| argument.required);
    let bodies = usize::from(body.is_some_and(|body| body.required));
    if required.count() + bodies > MOST_ARGUMENTS {
        for argument in arguments.iter_mut() {
            if argument.required && argument.travels != Travels::Path {
                argument.required = false;
                let blocks = &mut argument.docs.blocks;
                blocks.insert(0, docs::sentence("**Required.**"));
            }
        }
    }
}

/// Those of the path, in its order. One that is not declared is a text.
fn of_path<'s>(
    lowering: &mut Lowering<'_, 's>,
    path: &str,
    operation: &Operation<'s>,
    hint: &Hint,
) -> Result<Vec<Argument>, String> {
    let mut arguments: Vec<Argument> = Vec::new();
    for name in openapi::placeholders(path) {
        if arguments.iter().any(|known| known.key == name) {
            return Err(format!("`{{{name}}}` stands twice in its path"));
        }
        let is_declared =
            |known: &&Parameter<'_>| known.location == Location::Path && known.name == name;
        arguments.push(match operation.parameters.iter().find(is_declared) {
            Some(declared) => Argument {
                required: true,
                ..lower_one(lowering, declared, hint)?
            },
            None => Argument {
                name: String::new(),
                key: name.to_owned(),
                docs: Docs::default(),
                ty: Type::String,
                required: true,
                taken: Taken::Into,
                travels: Travels::Path,
                deprecated: false,
                example: None,
                spot: spot(operation.node),
            },
        });
    }
    Ok(arguments)
}

fn ignored(lowering: &Lowering<'_, '_>, declared: &Parameter<'_>, message: String) {
    let report = lowering.report;
    let found = report.at(Code::IgnoredParameter, declared.node, message);
    report.add(found.once());
}

fn lower_one<'s>(
    lowering: &mut Lowering<'_, 's>,
    declared: &Parameter<'s>,
    hint: &Hint,
) -> Result<Argument, String> {
    let ParameterForm::Styled { schema, .. } = &declared.form else {
        return Err(format!("`{}` travels in a media type", declared.name));
    };
    let ty = match schema {
        Some(schema) => {
            lowering
                .typed(*schema, Use::SENT, &hint.then(declared.name))
                .ty
        }
        None => Type::String,
    };
    let Some(travels) = travels(lowering, declared, &ty) else {
        let name = declared.name;
        return Err(format!("the style of `{name}` is not supported yet"));
    };
    let base = lowering.link_base.as_deref();
    let mut docs = docs::docs(declared.description.unwrap_or(""), base);
    if let Some(schema) = schema {
        let flat = lowering.schemas.flat(*schema);
        if docs.blocks.is_empty() {
            let base = lowering.link_base.as_deref();
            docs = docs::docs(flat.annotations.description.unwrap_or(""), base);
        }
        add_bounds(&mut docs, &flat);
    }
    if docs.blocks.is_empty() {
        docs.blocks.push(docs::sentence(docs::code(declared.name)));
    }
    let mut examples = declared.examples.iter();
    let unnamed = examples.find(|example| example.name.is_none());
    Ok(Argument {
        name: String::new(),
        key: declared.name.to_owned(),
        docs,
        required: declared.required,
        taken: taken(&ty, &|id| lowering.types.is_struct(id)),
        travels,
        deprecated: declared.deprecated,
        example: unnamed.and_then(|example| example_value(example.node, &ty)),
        spot: spot(declared.node),
        ty,
    })
}

/// How a value of this type travels; `None` in a style that a client cannot write yet.
fn travels(lowering: &Lowering<'_, '_>, declared: &Parameter<'_>, ty: &Type) -> Option<Travels> {
    let ParameterForm::Styled {
        style,
        explode,
        allow_reserved: false,
        ..
    } = declared.form
    else {
        return None;
    };
    let single = lowering.is_scalar(ty);
    let list = matches!(ty, Type::List(item) if lowering.is_scalar(item));
    match (declared.location, style) {
        // One value looks the same whether exploded or not.
        (Location::Path, openapi::Style::Simple) if single => Some(Travels::Path),
        (Location::Header, openapi::Style::Simple) if single => Some(Travels::Header),
        (Location::Query, openapi::Style::Form) if single => Some(Travels::Query(Style::Single)),
        (Location::Query, openapi::Style::Form) if list && explode => {
            Some(Travels::Query(Style::Repeated))
        }
        _ => None,
    }
}

/// An example to show: when it is short and of the right type.
fn example_value(node: &Node, ty: &Type) -> Option<Constant> {
    let plain = |c: char| c.is_ascii_graphic() && !"\"\\".contains(c);
    match (&node.value, ty) {
        (Value::String(text), Type::String) if text.len() <= 40 && text.chars().all(plain) => {
            Some(Constant::String(text.to_string()))
        }
        (Value::Integer(value), Type::I64) => i64::try_from(*value).ok().map(Constant::Integer),
        (Value::Integer(value), Type::I32) => {
            let value = i32::try_from(*value).ok();
            value.map(|value| Constant::Integer(value.into()))
        }
        _ => None,
    }
}

impl Lowering<'_, '_> {
    /// Whether a value has a plain text form.
    fn is_scalar(&self, ty: &Type) -> bool {
        use crate::api::Shape::{IntegerEnum, StringEnum};
        match ty {
            Type::Bool
            | Type::I32
            | Type::I64
            | Type::U32
            | Type::U64
            | Type::F64
            | Type::String
            | Type::Timestamp
            | Type::DateTime
            | Type::Date => true,
            Type::Named(id) => {
                matches!(self.types.def(*id).shape, StringEnum(_) | IntegerEnum(_))
            }
            Type::Bytes
            | Type::Json
            | Type::List(_)
            | Type::Map(_)
            | Type::Option(_)
            | Type::Boxed(_)
            | Type::Deep(_) => false,
        }
    }
}
