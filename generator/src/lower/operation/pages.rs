//! Which operations are lists that go on, told by their shape.

use super::super::context::Lowering;
use super::super::names;
use crate::api::{
    Answer, Argument, Field, FieldRef, Member, Next, Pagination, Presence, Shape, Success, Travels,
    Type, TypeDef, Written,
};

/// A list in OpenAI's manner: `after` takes the identifier of the last item, `has_more` says
/// whether there is more.
pub(super) fn recognise(
    lowering: &Lowering<'_, '_>,
    success: &Success,
    arguments: &[Argument],
) -> Option<Pagination> {
    let Success::One(Answer::Json(Type::Named(list))) = success else {
        return None;
    };
    let takes_cursor = |argument: &&Argument| {
        argument.key == "after"
            && !argument.required
            && argument.travels == Travels::Query(Written::Plain)
            && argument.ty == Type::String
    };
    let parameter = arguments.iter().find(takes_cursor)?;
    let def = lowering.types.def(*list);
    let (items, item) = list_field(def)?;
    let text = |def, key| field(def, key).filter(|field| field.ty == Type::String);
    let item_id = match &item {
        Type::Named(id) => text(lowering.types.def(*id), "id"),
        _ => None,
    };
    let has_more = field(def, "has_more")
        .filter(|field| field.ty == Type::Bool && field.presence != Presence::RequiredOrNull);
    let last_id = text(def, "last_id");
    // Without a cursor to send there is no next page.
    let goes_on = has_more.is_some() || last_id.is_some();
    let has_cursor = item_id.is_some() || last_id.is_some();
    if items.presence != Presence::Required || !goes_on || !has_cursor {
        return None;
    }
    Some(Pagination {
        list: *list,
        item,
        items: items.name.clone(),
        next: Next::LastItem {
            parameter: parameter.key.clone(),
            item_id: item_id.map(reference),
            has_more: has_more.map(reference),
            last_id: last_id.map(reference),
        },
    })
}

/// The field `data` of a list object, and the type of its items.
pub(super) fn list_field(def: &TypeDef) -> Option<(&Field, Type)> {
    let data = field(def, "data")?;
    match &data.ty {
        Type::List(item) if data.presence != Presence::RequiredOrNull => {
            Some((data, (**item).clone()))
        }
        _ => None,
    }
}

/// The members that lists are usually kept in.
const CONTAINERS: &[&str] = &[
    "content",
    "data",
    "elements",
    "entries",
    "items",
    "list",
    "objects",
    "records",
    "resources",
    "result",
    "results",
    "rows",
    "values",
];

/// Whether an object holds the list that its path names: `{ emojis: […] }` of `/emojis`.
pub(super) fn holds_list_of(def: &TypeDef, path: &str) -> bool {
    let path = path.split(['?', '#']).next().unwrap_or("");
    let last = path.rsplit('/').next().unwrap_or("");
    let plural = last.ends_with('s') && !last.ends_with("ss");
    let last = names::snake(last.strip_suffix(".json").unwrap_or(last));
    let keys = CONTAINERS.iter().copied().chain([last.as_str()]);
    let mut fields = keys.filter_map(|key| field(def, key));
    plural && fields.any(|field| matches!(field.ty, Type::List(_)))
}

fn field<'d>(def: &'d TypeDef, key: &str) -> Option<&'d Field> {
    let Shape::Struct(object) = &def.shape else {
        return None;
    };
    let mut fields = object.members.iter().filter_map(Member::field);
    fields.find(|field| field.key == key)
}

fn reference(field: &Field) -> FieldRef {
    FieldRef {
        name: field.name.clone(),
        presence: field.presence,
    }
}
