//! The headers that a description gives a part of a multipart body.

use super::field::Field;
use crate::api::{Argument, PartPlace, Travels, Type};
use crate::diagnostic::Code;
use crate::lower::building::taken;
use crate::lower::context::Lowering;
use crate::lower::docs;
use crate::lower::drafts::Use;
use crate::lower::hint::Hint;
use crate::lower::spot::spot;
use crate::openapi::ParameterForm;

/// An argument for each header of a part.
pub(super) fn of(
    lowering: &mut Lowering<'_, '_>,
    field: &Field<'_, '_>,
    place: &PartPlace,
    hint: &Hint,
) -> Vec<Argument> {
    let headers = field.encoding.map(|encoding| &encoding.headers[..]);
    let mut arguments = Vec::new();
    for (name, header) in headers.unwrap_or_default() {
        // OpenAPI 3.1 §4.8.15.1: the type of the part says what it holds.
        if name.eq_ignore_ascii_case("content-type") {
            continue;
        }
        for key in ["required", "explode", "content"] {
            if let Some(node) = header.node.get(key) {
                let message = format!("`{key}` of a header of a part has no effect on the client");
                let report = lowering.report;
                report.add(report.at_key(Code::Inert, node, message).once());
            }
        }
        let hint = hint.then(&field.label).then(name);
        let schema = match &header.form {
            ParameterForm::Styled { schema, .. } => *schema,
            ParameterForm::Content(_) => None,
        };
        let ty = schema.map(|schema| lowering.typed(schema, Use::SENT, &hint).ty);
        let ty = ty.filter(|ty| lowering.is_scalar(ty) && *ty != Type::F64);
        let ty = ty.unwrap_or(Type::String);
        let about = header.description.unwrap_or("");
        let mut docs = docs::docs(about, lowering.link_base.as_deref());
        let sent = format!(
            "Sent as the header {} of the part {}.",
            docs::code(name),
            docs::code(&field.label)
        );
        docs.blocks.push(docs::sentence(sent));
        arguments.push(Argument {
            name: String::new(),
            key: (*name).to_owned(),
            docs,
            required: false,
            expected: false,
            taken: taken(&ty, &|id| lowering.types.kind(id)),
            travels: Travels::PartHeader(place.clone()),
            deprecated: header.deprecated,
            example: None,
            spot: spot(header.node),
            ty,
        });
    }
    arguments
}
