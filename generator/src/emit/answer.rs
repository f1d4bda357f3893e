//! Answers: what awaiting a request gives, and its other methods.

use super::handle::docs;
use super::imports::{Homes, Imports};
use super::layout::{self, indented, signature};
use super::request::says;
use super::runtime::Part;
use super::types::named;
use super::{stream, tokens, xml};
use crate::api::{Answer, Operation, OtherReading, Success};

/// How an answer is read.
struct Reader {
    /// What it gives.
    ty: String,
    /// The function that reads it.
    function: String,
    /// The function that tells for which statuses a body is read as it arrives; none where every body is read
    /// before the caller is given anything.
    is_open: Option<String>,
}

impl Reader {
    /// The macro that gives a request what it has for such an answer.
    fn methods(&self) -> (Part, &'static str) {
        match self.is_open {
            None => (Part::RequestMethods, "request_methods"),
            Some(_) => (Part::OpenMethods, "open_methods"),
        }
    }

    /// The function that sends a call for such an answer.
    fn sender(&self) -> (Part, &'static str) {
        match self.is_open {
            None => (Part::Request, "answer"),
            Some(_) => (Part::Open, "open"),
        }
    }

    /// What follows the request in the macro; `prepared` is what is done to the call first.
    fn row(&self, prepared: Option<String>, imports: &mut Imports) -> Vec<String> {
        let is_usual = match &self.is_open {
            None => self.function == JSON || self.function == NOTHING,
            Some(is_open) => is_open == ALL,
        };
        let mut row = vec![self.ty.clone()];
        if !is_usual || prepared.is_some() {
            row.extend(self.is_open.clone());
        }
        if !is_usual || prepared.is_some() || self.is_open.is_some() {
            self.import(imports);
            row.push(self.function.clone());
        }
        row.extend(prepared);
        row
    }

    /// Imports the function, for code that names it.
    fn import(&self, imports: &mut Imports) {
        if self.function == JSON {
            imports.runtime(Part::Decode, JSON);
        }
    }
}

/// The function that reads JSON.
const JSON: &str = "json";

/// The function that reads no body.
const NOTHING: &str = "|_, _| Ok(())";

/// The function that says that every body is read as it arrives.
const ALL: &str = "|_| true";

/// `request_methods!(Request -> Answer);`
pub(super) fn awaited(
    name: &str,
    operation: &Operation,
    homes: &Homes<'_>,
    imports: &mut Imports,
) -> Vec<String> {
    let reader = reader(&operation.answer.success, operation, homes, imports);
    let prepared = stream::prepared(operation, imports);
    let (part, methods) = reader.methods();
    imports.runtime(part, methods);
    if reader.is_open.is_some() {
        imports.part(Part::OpenResponse);
    }
    // The macro names what sends the call.
    match reader.is_open {
        Some(_) => {}
        None if reader.function == NOTHING && prepared.is_none() => imports.part(Part::Unread),
        None => imports.part(Part::Request),
    }
    let mut lines = layout::macro_call(methods, name, &reader.row(prepared.clone(), imports));
    if operation.conditional {
        imports.runtime(Part::IfChanged, "if_changed_methods");
        lines.push(String::new());
        let row = reader.row(prepared, imports);
        lines.extend(layout::macro_call("if_changed_methods", name, &row));
    }
    lines
}

/// The methods that give the answer in other media types.
pub(super) fn methods(
    operation: &Operation,
    homes: &Homes<'_>,
    imports: &mut Imports,
) -> Vec<Vec<String>> {
    let mut methods = Vec::new();
    for other in &operation.others {
        methods.push(method(operation, other, None, homes, imports));
        if let Some(name) = &other.with_response {
            methods.push(method(operation, other, Some(name), homes, imports));
        }
    }
    methods
}

fn method(
    operation: &Operation,
    other: &OtherReading,
    with_response: Option<&str>,
    homes: &Homes<'_>,
    imports: &mut Imports,
) -> Vec<String> {
    imports.runtime(Part::Pending, "Pending");
    imports.part(Part::Accept);
    let prepared = match (operation.switch_of(other), operation.refused_switch()) {
        (Some(switch), _) => Some(stream::asking(operation, switch, imports)),
        (None, Some((switch, method))) => Some(stream::refused(
            operation, "self.0", switch, method, imports,
        )),
        (None, None) => None,
    };
    let call = match prepared {
        Some(_) => "call",
        None => "self.0",
    };
    let call = format!("{call}.accept({})", tokens::literal(&other.reading.accept));
    let reader = reader(&other.reading.success, operation, homes, imports);
    reader.import(imports);
    let function = match (with_response, &reader.is_open) {
        (None, _) => {
            let (part, function) = reader.sender();
            imports.runtime(part, function);
            function
        }
        (Some(_), None) => {
            imports.runtime(Part::Request, "response");
            "response"
        }
        (Some(_), Some(_)) => {
            imports.runtime(Part::OpenResponse, "open_response");
            "open_response"
        }
    };
    let mut arguments = vec![call];
    arguments.extend(reader.is_open);
    let is_closure = reader.function.starts_with(xml::CLOSURE);
    arguments.push(reader.function);
    let (name, gives, about) = match with_response {
        None => (
            other.name.as_str(),
            format!("Pending<{}>", reader.ty),
            other.docs.clone(),
        ),
        Some(name) => {
            imports.runtime(Part::Response, "Response");
            let text = format!(
                "The same as [`{0}`](Self::{0}), together with the status and the headers of the answer.",
                tokens::raw(&other.name)
            );
            (
                name,
                format!("Pending<Response<{}>>", reader.ty),
                says(text),
            )
        }
    };
    let mut lines = docs(&about);
    lines.extend(signature(&tokens::raw(name), &["self".to_owned()], &gives));
    lines.extend(prepared.map(|prepared| indented(8, &format!("let call = {prepared};"))));
    lines.extend(match is_closure {
        true => layout::call_with_closure(8, function, &arguments),
        false => layout::call(8, function, &arguments),
    });
    lines.push("    }".to_owned());
    lines
}

fn reader(
    success: &Success,
    operation: &Operation,
    homes: &Homes<'_>,
    imports: &mut Imports,
) -> Reader {
    match success {
        Success::Nothing => Reader {
            ty: "()".to_owned(),
            function: NOTHING.to_owned(),
            is_open: None,
        },
        Success::One(Answer::Json(ty)) => {
            // The macro names the function itself.
            imports.part(Part::Decode);
            Reader {
                ty: named(ty, homes, imports),
                function: JSON.to_owned(),
                is_open: None,
            }
        }
        Success::One(answer) => {
            let (ty, function) = read_by(answer, operation, homes, imports);
            let is_open = answer.is_open().then(|| ALL.to_owned());
            Reader {
                ty,
                function,
                is_open,
            }
        }
        Success::ByStatus(by_status) => Reader {
            ty: by_status.name.clone(),
            function: format!("{}::read", by_status.name),
            is_open: success
                .is_open()
                .then(|| format!("{}::is_open", by_status.name)),
        },
    }
}

/// The type of a body, and the function that reads it.
pub(super) fn read_by(
    answer: &Answer,
    operation: &Operation,
    homes: &Homes<'_>,
    imports: &mut Imports,
) -> (String, String) {
    match answer {
        Answer::Json(ty) => {
            imports.runtime(Part::Decode, JSON);
            (named(ty, homes, imports), JSON.to_owned())
        }
        Answer::Xml(ty, element) => {
            imports.runtime(Part::DecodeXml, "xml");
            let element = xml::element(*element, homes.api);
            let function = format!("{}xml(head, body, {element})", xml::CLOSURE);
            (named(ty, homes, imports), function)
        }
        Answer::Text => {
            imports.runtime(Part::DecodeText, "text");
            ("String".to_owned(), "text".to_owned())
        }
        Answer::Download => {
            imports.runtime(Part::Download, "Download");
            imports.runtime(Part::Download, "download");
            ("Download".to_owned(), "download".to_owned())
        }
        Answer::Events(events) => stream::events(events, operation, homes, imports),
        Answer::Items(items) => stream::items(items, homes, imports),
    }
}
