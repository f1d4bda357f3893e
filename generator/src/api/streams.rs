//! Answers that arrive as items, one after the other, and how a request asks for them.

use super::{Argument, Docs, Framing, Travels, Type};

/// An answer that arrives as server-sent events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Events {
    pub item: EventItem,
    pub signs: Signs,
    /// Whether the description is of whole events, with their names, not of their data alone.
    pub is_whole: bool,
}

/// What becomes of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum EventItem {
    /// It is given as it was sent.
    Raw,
    /// Its data is JSON of this type.
    Json(Type),
    /// Its name says what its data is.
    ByName(EventUnion),
}

/// An enum of the events of one operation, with a variant for each name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EventUnion {
    pub name: String,
    /// Whether it is defined with this operation; else another call of the same operation does.
    pub is_defined: bool,
    pub variants: Vec<EventVariant>,
}

/// Events of one name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EventVariant {
    pub name: String,
    /// The name on the wire.
    pub event: String,
    pub docs: Docs,
    /// The type of the data, which is JSON; `None` where it is a text.
    pub data: Option<Type>,
}

/// Which events are no items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Signs {
    /// The data of those that end a stream.
    pub end_data: Vec<String>,
    /// The names of those that end a stream.
    pub end_names: Vec<String>,
    /// The names of those that are errors.
    pub errors: Vec<String>,
    /// Whether one whose data has a member `error` is an error.
    pub error_member: bool,
}

/// An answer that arrives as JSON texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Items {
    pub framing: Framing,
    pub ty: Type,
}

/// A boolean of the request that asks for a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Switch {
    /// Its name on the wire.
    pub key: String,
    /// The argument that it is; `None` for a member of the JSON body.
    pub argument: Option<Travels>,
    /// Whether the API takes it as true where it is not sent.
    pub is_default: bool,
}

impl Switch {
    /// Whether it is this argument.
    pub fn is(&self, argument: &Argument) -> bool {
        self.argument.as_ref() == Some(&argument.travels) && self.key == argument.key
    }
}

impl Signs {
    /// What most APIs mean.
    pub fn usual() -> Self {
        Self {
            end_data: vec!["[DONE]".to_owned()],
            end_names: Vec::new(),
            errors: vec!["error".to_owned()],
            error_member: true,
        }
    }
}

impl Events {
    /// The types of the items.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        let (json, variants) = match &self.item {
            EventItem::Raw => (None, [].as_slice()),
            EventItem::Json(ty) => (Some(ty), [].as_slice()),
            EventItem::ByName(union) => (None, union.variants.as_slice()),
        };
        json.into_iter()
            .chain(variants.iter().filter_map(|variant| variant.data.as_ref()))
    }
}
