//! Parameters of the description → what a method takes and what a request can be given.

use super::super::building::taken;
use super::super::context::Lowering;
use super::super::drafts::Use;
use super::super::hint::Hint;
use super::super::spot::spot;
use super::super::types::add_bounds;
use super::super::{docs, names, shown};
use super::content::{is_json, json_type};
use super::gaps::{self, Gaps, Reason};
use super::travels::is_whole_form;
use super::{fields, shared, travels};
use crate::api::{
    Answer, Argument, Body, Docs, Gap, OtherReading, OwnServer, Shown, Taken, Travels, Type,
    Written,
};
use crate::diagnostic::Code;
use crate::openapi::{self, Location, Operation, Parameter, ParameterForm};
use crate::source::Place;

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
    gaps: &mut Gaps,
) -> Result<Vec<Argument>, Reason> {
    let mut arguments = of_path(lowering, path, operation, hint, gaps);
    for declared in &operation.parameters {
        if declared.name.is_empty() {
            // The reader has reported it.
            let gap = Gap::plain("a parameter without a name");
            if declared.required && declared.location != Location::Path {
                return Err(Reason::new(
                    gap,
                    "a parameter that it needs has no name",
                    "give it the name that the server expects, here or in an overlay; `client.request(…)` \
                     calls it meanwhile",
                ));
            }
            if declared.location != Location::Path {
                gaps.keep(gap);
            }
            continue;
        }
        if declared.location == Location::Path {
            continue;
        }
        match of_whole_query(lowering, declared, hint, gaps) {
            Some(members) => arguments.extend(members),
            None => arguments.push(lower_one(lowering, declared, hint, gaps)),
        }
    }
    Ok(arguments)
}

/// The arguments of a query that is described as a form: each of its members is a parameter.
fn of_whole_query<'s>(
    lowering: &mut Lowering<'_, 's>,
    declared: &Parameter<'s>,
    hint: &Hint,
    gaps: &mut Gaps,
) -> Option<Vec<Argument>> {
    let ParameterForm::Content(content) = &declared.form else {
        return None;
    };
    if !is_whole_form(declared, content) {
        return None;
    }
    let hint = hint.then(declared.name);
    fields::of_query(lowering, content, declared.required, &hint, gaps)
}

/// What has a name among the methods of a request.
pub(super) struct Named<'n> {
    /// Each with the name that the description gives it, or none.
    pub arguments: &'n mut [Argument],
    pub body: Option<&'n mut Body>,
    pub said_of_body: Option<names::Said>,
    pub others: &'n mut [OtherReading],
    pub server: Option<&'n mut OwnServer>,
}

/// Names what a request has methods for, and puts the required arguments first.
pub(super) fn settle(lowering: &Lowering<'_, '_>, route: &str, named: Named<'_>) {
    let Named {
        arguments,
        body,
        said_of_body,
        others,
        server,
    } = named;
    let has_body = body.as_ref().is_some_and(|body| body.required);
    let body = body.map(|body| (body, said_of_body));
    name(lowering, route, arguments, body, others, server);
    arguments.sort_by_key(|argument| !argument.required);
    let in_path = |argument: &&Argument| matches!(argument.travels, Travels::Path(_));
    let in_path = arguments.iter().filter(in_path).count();
    let required = arguments.iter().filter(|argument| argument.required);
    let required = required.count();
    let others = &mut arguments[in_path..required];
    lowering.names.in_order(route, route, others, |argument| {
        format!("{} {}", argument.travels.place(), argument.key)
    });
    if required + usize::from(has_body) > MOST_ARGUMENTS {
        leave_to_setters(arguments);
    }
}

/// Gives each its name.
fn name(
    lowering: &Lowering<'_, '_>,
    route: &str,
    arguments: &mut [Argument],
    body: Option<(&mut Body, Option<names::Said>)>,
    others: &mut [OtherReading],
    server: Option<&mut OwnServer>,
) {
    let option = server.and_then(|server| match server {
        OwnServer::Chosen { option, .. } => Some(option),
        OwnServer::One { .. } => None,
    });
    let parts = arguments.iter().map(|argument| match &argument.travels {
        Travels::PartHeader(part, _) => part.label(),
        _ => String::new(),
    });
    let parts: Vec<String> = parts.collect();
    let wanted = arguments.iter().zip(&parts);
    let wanted = wanted.map(|(argument, part)| {
        let said = (!argument.name.is_empty()).then(|| names::Said {
            name: argument.name.clone(),
            place: Place::numbered(argument.spot.0),
        });
        (wanted_name(argument, part), said)
    });
    let (body, said_of_body) = body.unzip();
    let word = body.as_ref().map(|body| body.name.clone());
    let word = word.as_deref().map(names::Argument::Body);
    let word = word.map(|word| (word, said_of_body.flatten()));
    let readings = others.iter().map(wanted_reading_name);
    let with_response = others.iter().filter(|other| other.with_response.is_some());
    let with_response = with_response.map(|other| names::Argument::WithResponse(&other.media));
    let server = option.iter().map(|_| names::Argument::Server);
    let unsaid = readings.chain(server).chain(with_response);
    let wanted = wanted
        .chain(word)
        .chain(unsaid.map(|wanted| (wanted, None)));
    let wanted: Vec<(names::Argument<'_>, Option<names::Said>)> = wanted.collect();
    let given = lowering.names.arguments(route, &wanted);
    // In the same order.
    let named = arguments.iter_mut().map(|argument| &mut argument.name);
    let named = named.chain(body.map(|body| &mut body.name));
    let others = others.iter_mut();
    let others = others.map(|other| (&mut other.name, &mut other.with_response));
    let (readings, with_response): (Vec<&mut String>, Vec<&mut Option<String>>) = others.unzip();
    let named = named.chain(readings).chain(option);
    let named = named.chain(with_response.into_iter().flatten());
    for (name, given) in named.zip(given) {
        *name = given;
    }
}

/// The name that an argument wants; that of a header of a part follows the part's label.
fn wanted_name<'k>(argument: &'k Argument, part: &'k str) -> names::Argument<'k> {
    match &argument.travels {
        Travels::Path(_) => names::Argument::Path(&argument.key),
        Travels::Query(_) | Travels::WholeQuery(_) => names::Argument::Query(&argument.key),
        Travels::Header(_) => names::Argument::Header(&argument.key),
        Travels::Cookie(_) => names::Argument::Cookie(&argument.key),
        Travels::Field(_) | Travels::Part(_) if argument.key.is_empty() => names::Argument::Extra,
        Travels::Part(part) if part.instead => names::Argument::Instead(&argument.key),
        Travels::Field(_) | Travels::Part(_) => names::Argument::Field(&argument.key),
        Travels::PartHeader(..) => names::Argument::PartHeader(part, &argument.key),
    }
}

/// The name that a further way to read the answer wants.
fn wanted_reading_name(other: &OtherReading) -> names::Argument<'_> {
    let mut answers = other.reading.success.answers();
    match answers.find(|answer| answer.is_stream()) {
        Some(Answer::Events(_)) => names::Argument::Stream(&other.media, "events"),
        Some(_) => names::Argument::Stream(&other.media, "items"),
        None => names::Argument::Reading(&other.media),
    }
}

/// Makes required arguments setters, other than those of the path: a method has too many.
fn leave_to_setters(arguments: &mut [Argument]) {
    for argument in arguments {
        if argument.required && !matches!(argument.travels, Travels::Path(_)) {
            argument.required = false;
            argument.expected = true;
            let blocks = &mut argument.docs.blocks;
            blocks.insert(0, docs::sentence("**Required.**"));
        }
    }
}

/// Those of the path, in its order. One that is not declared is a text.
fn of_path<'s>(
    lowering: &mut Lowering<'_, 's>,
    path: &str,
    operation: &Operation<'s>,
    hint: &Hint,
    gaps: &mut Gaps,
) -> Vec<Argument> {
    let mut arguments: Vec<Argument> = Vec::new();
    for name in openapi::placeholders(path) {
        // It has the same value wherever it is used.
        if arguments.iter().any(|known| known.key == name) {
            continue;
        }
        let is_declared =
            |known: &&Parameter<'_>| known.location == Location::Path && known.name == name;
        arguments.push(match operation.parameters.iter().find(is_declared) {
            Some(declared) => Argument {
                required: true,
                ..lower_one(lowering, declared, hint, gaps)
            },
            None => Argument {
                name: String::new(),
                key: name.to_owned(),
                docs: Docs::default(),
                ty: Type::String,
                required: true,
                expected: false,
                taken: Taken::Into,
                travels: Travels::Path(Written::Plain),
                deprecated: false,
                example: Shown::default(),
                spot: spot(operation.node),
            },
        });
    }
    arguments
}

fn lower_one<'s>(
    lowering: &mut Lowering<'_, 's>,
    declared: &Parameter<'s>,
    hint: &Hint,
    gaps: &mut Gaps,
) -> Argument {
    let shared = shared::hint_of_parameter(lowering, declared);
    let hint = shared.unwrap_or_else(|| hint.then(declared.name));
    if let ParameterForm::Content(content) = &declared.form
        && gaps::is_xml_object(lowering, content)
    {
        let (name, media) = (declared.name, content.name);
        let message = format!("the parameter `{name}` is a text in `{media}`");
        let found = lowering
            .report
            .at_key(Code::UnusedMedia, content.node, message);
        let gap = gaps::in_media("a parameter as", content);
        gaps.add(
            lowering,
            gap,
            found
                .label("XML is not written there: the caller gives its text")
                .once(),
        );
    }
    let (schema, ty) = match &declared.form {
        ParameterForm::Styled { schema, .. } => {
            let typed = schema.map(|schema| lowering.typed(schema, Use::SENT, &hint));
            (*schema, typed.map_or(Type::String, |typed| typed.ty))
        }
        ParameterForm::Content(content) if is_json(content) => (
            content.schema,
            json_type(lowering, content, Use::SENT, &hint),
        ),
        ParameterForm::Content(content) => match content.schema {
            Some(schema) if is_whole_form(declared, content) => {
                (Some(schema), lowering.typed(schema, Use::SENT, &hint).ty)
            }
            // Text in a media type of its own is the caller's to write.
            _ => {
                gaps::note_typed_text(lowering, content);
                (None, Type::String)
            }
        },
    };
    let travels = travels::of(lowering, declared, &ty);
    let base = lowering.link_base.as_deref();
    let mut docs = docs::docs(declared.description.unwrap_or(""), base);
    if let Some(schema) = schema {
        let flat = lowering.schemas.described(schema);
        if docs.blocks.is_empty() {
            let base = lowering.link_base.as_deref();
            docs = docs::docs(flat.annotations.description.unwrap_or(""), base);
        }
        add_bounds(&mut docs, &flat);
    }
    // A method does not list what it takes but to say something of it.
    if docs.blocks.is_empty() && !declared.required {
        docs.blocks.push(docs::named(declared.name, "parameter"));
    }
    docs.blocks
        .extend(travels::described(lowering, declared, &travels, &ty));
    let mut example = match schema {
        Some(schema) => shown::of_schema(lowering, schema, declared.name),
        None => Shown::default(),
    };
    let own = declared.examples.iter().map(|example| example.node);
    example.text = shown::first(own).or(example.text);
    let said = |node| lowering.names.read_said(names::OWN, node, names::snake);
    let said = declared.said.and_then(said);
    Argument {
        name: said.map(|said| said.name).unwrap_or_default(),
        key: declared.name.to_owned(),
        docs,
        required: declared.required,
        expected: false,
        taken: taken(&ty, &|id| lowering.types.kind(id)),
        travels,
        deprecated: declared.deprecated,
        example,
        spot: spot(declared.node),
        ty,
    }
}
