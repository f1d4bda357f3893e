//! What a request can be asked: the parameters, and the members of its body, that could say which page
//! is wanted.

use super::super::super::context::Lowering;
use super::answer::{self, is_number};
use super::shapes::By;
use super::words::{self, plain};
use crate::api::{Argument, Body, Codec, Place, Presence, Shape, Travels, Type, Written};
use crate::openapi::{Operation, ParameterForm, SchemaId};
use crate::source::Value;

/// A parameter, or a member of the body.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    /// Its name, as it is compared.
    pub plain: String,
    pub place: Place,
    pub ty: Type,
    /// Whether it can be sent as the text of a page that is wanted.
    pub takes_text: bool,
    pub required: bool,
    /// The least value, and the value where none is sent.
    pub minimum: Option<u64>,
    pub default: Option<u64>,
}

impl Asked {
    pub fn is_number(&self) -> bool {
        is_number(&self.ty)
    }

    /// Whether it takes a text, or a number as its text.
    pub fn is_token(&self) -> bool {
        !self.required && (self.ty.is_text() || self.is_number())
    }

    /// Whether it says how many items a page has.
    pub fn is_size(&self) -> bool {
        self.is_number() && words::SIZES.contains(&self.plain.as_str())
    }

    /// Whether its name is one that only paging has.
    pub fn is_paging(&self) -> bool {
        // These are the names of other things as well.
        let is_clear = !["token", "next", "start"].contains(&self.plain.as_str());
        is_clear && self.may_be_paging()
    }

    /// Whether only a list of pages takes it. What is created may have a size or a limit of its own.
    pub fn asks_for_page(&self) -> bool {
        let is_beside = matches!(self.place, Place::Query(_) | Place::Header(_));
        self.is_paging() || is_beside && self.is_size()
    }

    /// Whether its name is one that says which page is wanted.
    pub fn may_be_paging(&self) -> bool {
        let known = [
            words::AFTER,
            words::BEFORE,
            words::CURSORS,
            words::OFFSETS,
            words::PAGES,
        ];
        known
            .iter()
            .any(|names| names.contains(&self.plain.as_str()))
    }

    /// The shape that asks for its pages by a number with this name.
    pub fn by_number(&self) -> Option<By> {
        let name = self.plain.as_str();
        match (words::OFFSETS.contains(&name), words::PAGES.contains(&name)) {
            _ if !self.is_paging() => None,
            (true, _) => Some(By::Offset),
            (_, true) => Some(By::Page),
            _ => None,
        }
    }

    /// The number of the first item, as far as the description says.
    pub fn first_item(&self) -> Option<u64> {
        self.default.or(self.minimum.filter(|minimum| *minimum < 2))
    }

    /// The number of the first page, as far as the description says. A least value of 0 says no more than that the
    /// number is not negative.
    pub fn first_page(&self) -> Option<u64> {
        self.default
            .or(self.minimum.filter(|minimum| *minimum == 1))
    }
}

/// Everything that a request can be asked.
pub(super) fn all(
    lowering: &mut Lowering<'_, '_>,
    operation: &Operation<'_>,
    arguments: &[Argument],
    body: Option<&Body>,
) -> Vec<Asked> {
    let mut found = Vec::new();
    for argument in arguments {
        let name = &argument.key;
        let (place, written) = match argument.travels {
            Travels::Query(written) => (Place::Query(name.clone()), written),
            Travels::Header(written) => (Place::Header(name.clone()), written),
            _ => continue,
        };
        let ty = match written {
            // JSON has quotes around a text, and a page is asked for by the text alone.
            Written::Json if !is_number(&argument.ty) => Type::Json,
            _ => argument.ty.clone(),
        };
        let declared = operation.parameters.iter();
        let mut declared = declared.filter(|declared| declared.name == argument.key);
        let schema = declared.find_map(|declared| match &declared.form {
            ParameterForm::Styled { schema, .. } => *schema,
            ParameterForm::Content(content) => content.schema,
        });
        let (minimum, default) = bounds(lowering, schema);
        found.push(Asked {
            plain: plain(name),
            place,
            takes_text: takes_text(lowering, &ty),
            ty,
            required: argument.required,
            minimum,
            default,
        });
    }
    let json = body.filter(|body| body.payload.codec == Codec::Json);
    for member in json
        .iter()
        .flat_map(|body| answer::members(lowering, &body.payload.ty))
    {
        let keys: Vec<String> = member.path.0.iter().map(|step| step.key.clone()).collect();
        let place = match member.is_number() {
            true => Place::BodyNumber(keys),
            false => Place::Body(keys),
        };
        let required = member.path.0.iter().any(|step| {
            step.presence == Presence::Required && !matches!(step.ty.unboxed(), Type::Named(_))
        });
        found.push(Asked {
            plain: member.name().to_owned(),
            place,
            takes_text: member.is_text() || member.is_number(),
            ty: member.ty.clone(),
            required,
            minimum: None,
            default: None,
        });
    }
    found
}

/// Whether a value is a text or a number, or may be one of them.
fn takes_text(lowering: &Lowering<'_, '_>, ty: &Type) -> bool {
    match ty {
        Type::Named(id) => match &lowering.types.def(*id).shape {
            Shape::Union(union) => union.variants.iter().all(|variant| {
                let mut ty = variant.ty.iter();
                ty.all(|ty| ty.is_text() || is_number(ty))
            }),
            _ => false,
        },
        ty => ty.is_text() || is_number(ty),
    }
}

/// The least value and the default of a number.
pub(super) fn bounds(
    lowering: &mut Lowering<'_, '_>,
    schema: Option<SchemaId>,
) -> (Option<u64>, Option<u64>) {
    let Some(schema) = schema else {
        return (None, None);
    };
    let flat = lowering.schemas.flat(schema);
    let number = |value: &Value| match value {
        Value::Integer(number) => u64::try_from(*number).ok(),
        _ => None,
    };
    let mut bounds = flat.assertions.bounds.iter();
    let minimum = bounds.find(|(name, _)| *name == "minimum");
    let minimum = minimum.and_then(|(_, node)| number(&node.value));
    let default = flat.annotations.default;
    (minimum, default.and_then(|node| number(&node.value)))
}
