//! The headers that a description gives a part of a multipart body.

use super::field::Field;
use crate::api::{Argument, PartPlace, Shown, Style, StyleName, Travels, Type};
use crate::diagnostic::Code;
use crate::lower::building::taken;
use crate::lower::context::Lowering;
use crate::lower::docs;
use crate::lower::drafts::Use;
use crate::lower::hint::Hint;
use crate::lower::operation::travels;
use crate::lower::spot::spot;
use crate::openapi::{Location, ParameterForm};

/// An argument for each header of a part.
pub(super) fn of(
    lowering: &mut Lowering<'_, '_>,
    field: &Field<'_, '_>,
    place: &PartPlace,
    are_many: bool,
    hint: &Hint,
) -> Vec<Argument> {
    let headers = field.encoding.map(|encoding| &encoding.headers[..]);
    let mut arguments = Vec::new();
    for (name, header) in headers.unwrap_or_default() {
        // OpenAPI 3.1 §4.8.15.1: the type of the part says what it holds.
        if name.eq_ignore_ascii_case("content-type") {
            continue;
        }
        let hint = hint.then(&field.label).then(name);
        let (schema, explode) = match &header.form {
            ParameterForm::Styled {
                schema, explode, ..
            } => (*schema, *explode),
            ParameterForm::Content(_) => (None, false),
        };
        let ty = schema.map(|schema| lowering.typed(schema, Use::SENT, &hint).ty);
        let ty = ty.filter(|ty| *ty != Type::Json).unwrap_or(Type::String);
        let style = Style {
            name: StyleName::Simple,
            explode,
            reserved: false,
            empty: false,
        };
        let location = Some(Location::Header);
        let written = travels::styled(lowering, name, header.node, location, style, &ty);
        let is_exploded = lowering.is_nested(&ty);
        for key in ["required", "explode", "content"] {
            let has_effect = key == "explode" && is_exploded;
            if let (Some(node), false) = (header.node.get(key), has_effect) {
                let message = format!("`{key}` of a header of a part has no effect on the client");
                let report = lowering.report;
                report.add(report.at_key(Code::Inert, node, message).once());
            }
        }
        let about = header.description.unwrap_or("");
        let mut docs = docs::docs(about, lowering.link_base.as_deref());
        let sent = format!(
            "Sent as the header {} of {} {}.",
            docs::code(name),
            if are_many { "each part" } else { "the part" },
            docs::code(&field.label)
        );
        docs.blocks.push(docs::sentence(sent));
        docs.blocks
            .extend(travels::of_field(lowering, name, written, &ty));
        arguments.push(Argument {
            name: String::new(),
            key: (*name).to_owned(),
            docs,
            required: false,
            expected: false,
            taken: taken(&ty, &|id| lowering.types.kind(id)),
            travels: Travels::PartHeader(place.clone(), written),
            deprecated: header.deprecated,
            example: Shown::default(),
            spot: spot(header.node),
            ty,
        });
    }
    arguments
}
