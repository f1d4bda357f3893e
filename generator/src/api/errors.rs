//! Errors: the bodies of answers that are no success.

use super::{Answer, Docs, Statuses, Type};

/// The described errors of an operation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Errors {
    /// In the order of the document; none where no body has a type.
    pub variants: Vec<ErrorVariant>,
    /// The enum that tells them apart; `None` where all bodies are read in the same way.
    pub by_status: Option<ErrorEnum>,
}

/// An enum of the errors of one operation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ErrorEnum {
    pub name: String,
    /// Whether it is defined with this operation; else another call of the same operation does.
    pub is_defined: bool,
}

/// An error with some status. Where the media types of a status have several types, each is a variant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ErrorVariant {
    /// The word for the status, until the enum is named.
    pub name: String,
    pub docs: Docs,
    pub statuses: Statuses,
    /// The type of its body; `None` where the body has none, or is bytes.
    pub ty: Option<Type>,
    /// The ways to read the body. All of them give the type.
    pub bodies: Vec<MediaBody>,
}

impl ErrorVariant {
    /// Whether its body is bytes.
    pub fn is_bytes(&self) -> bool {
        let mut bodies = self.bodies.iter();
        bodies.any(|body| body.answer == Answer::Download)
    }

    /// Whether the variant itself does not say which status it was.
    pub fn keeps_status(&self) -> bool {
        !matches!(self.statuses, Statuses::Code(_))
    }
}

/// A body in some media types.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MediaBody {
    /// Without their parameters.
    pub media: Vec<String>,
    pub answer: Answer,
}

impl Errors {
    /// The type of each body.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        let types = self
            .variants
            .iter()
            .filter_map(|variant| variant.ty.as_ref());
        types.map(Type::unboxed)
    }

    /// The body that every error has.
    pub fn one(&self) -> Option<&Answer> {
        let bodies = self.variants.iter().flat_map(|variant| &variant.bodies);
        let mut answers = bodies.map(|body| &body.answer);
        answers.next().filter(|_| self.by_status.is_none())
    }
}
