//! Answers: what awaiting a request gives, and its other methods.

use super::handle::docs;
use super::imports::{Homes, Imports};
use super::layout::{self, indented, signature};
use super::runtime::Part;
use super::types::named;
use super::{stream, tokens};
use crate::api::{Answer, Operation, OtherReading, Success};

/// How an answer is read.
struct Reader {
    /// What it gives.
    ty: String,
    /// The function that reads it.
    function: String,
    /// The function that says of which statuses a body is read as it arrives; none where every body is read
    /// before the caller is given anything.
    is_open: Option<String>,
}

impl Reader {
    /// The macro that gives a request what it has for such an answer, and the function that sends a call for it.
    fn part(&self) -> (Part, &'static str, &'static str) {
        match self.is_open {
            None => (Part::Request, "request_methods", "answer"),
            Some(_) => (Part::Open, "open_methods", "open"),
        }
    }

    /// What follows the type in the macro; `refusal` is what refuses a call that asks for another answer.
    fn row(&self, refusal: Option<String>, imports: &mut Imports) -> String {
        let is_usual = match &self.is_open {
            None => self.function == JSON || self.function == NOTHING,
            Some(is_open) => is_open == ALL,
        };
        let mut row = vec![self.ty.clone()];
        if !is_usual || refusal.is_some() {
            row.extend(self.is_open.clone());
        }
        if !is_usual || refusal.is_some() || self.is_open.is_some() {
            self.import(imports);
            row.push(self.function.clone());
        }
        row.extend(refusal);
        row.join(", ")
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
    let refusal = operation.stream();
    let refusal = refusal.map(|(switch, method)| stream::refusal(switch, method, imports));
    let (part, methods, _) = reader.part();
    imports.runtime(part, methods);
    let mut lines = layout::macro_call(methods, name, &reader.row(refusal, imports));
    if operation.conditional {
        imports.runtime(Part::IfChanged, "if_changed_methods");
        lines.push(String::new());
        let row = reader.row(None, imports);
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
    let others = operation.others.iter();
    let methods = others.map(|other| method(operation, other, homes, imports));
    methods.collect()
}

fn method(
    operation: &Operation,
    other: &OtherReading,
    homes: &Homes<'_>,
    imports: &mut Imports,
) -> Vec<String> {
    imports.runtime(Part::Pending, "Pending");
    imports.part(Part::Accept);
    let asked = operation
        .switch_of(other)
        .map(|switch| stream::asked(operation, switch, imports));
    let call = if asked.is_some() { "call" } else { "self.0" };
    let call = format!("{call}.accept({})", tokens::literal(&other.reading.accept));
    let reader = reader(&other.reading.success, operation, homes, imports);
    reader.import(imports);
    let (part, _, function) = reader.part();
    imports.runtime(part, function);
    let mut arguments = vec![call];
    arguments.extend(reader.is_open);
    arguments.push(reader.function);
    let mut lines = docs(&other.docs);
    let gives = format!("Pending<{}>", reader.ty);
    lines.extend(signature(
        &tokens::raw(&other.name),
        &["self".to_owned()],
        &gives,
    ));
    lines.extend(asked.map(|asked| indented(8, &format!("let call = {asked};"))));
    lines.extend(layout::call(8, function, &arguments));
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
