//! Which operations are lists that go on, told by their shape.

use super::context::Lowering;
use super::names;
use crate::api::{
    Field, FieldRef, Member, Pagination, Parameter, ParameterPlace, Shape, Type, TypeDef, TypeId,
};

/// A list in OpenAI's manner: `after` takes the identifier of the last item, `has_more` says
/// whether there is more.
pub(super) fn recognise(
    lowering: &Lowering<'_, '_>,
    list: TypeId,
    parameters: &[Parameter],
) -> Option<Pagination> {
    let parameter = parameters.iter().find(|parameter| {
        parameter.key == "after"
            && parameter.place == ParameterPlace::Query
            && parameter.ty == Type::String
    })?;
    let def = lowering.types.def(list);
    let (items, item) = list_field(def)?;
    let has_more = field(def, "has_more")
        .filter(|field| field.ty == Type::Bool)
        .map(reference);
    let last_id = field(def, "last_id")
        .filter(|field| is_text(&field.ty))
        .map(reference);
    let item_id = match &item {
        Type::Named(id) => field(lowering.types.def(*id), "id")
            .filter(|field| is_text(&field.ty))
            .map(reference),
        _ => None,
    };
    // Without a cursor to send there is no next page.
    if items.presence != crate::api::Presence::Required
        || (has_more.is_none() && last_id.is_none())
        || (item_id.is_none() && last_id.is_none())
    {
        return None;
    }
    Some(Pagination {
        parameter: parameter.key.clone(),
        list,
        item,
        items: items.name.clone(),
        item_id,
        has_more,
        last_id,
    })
}

/// The field `data` of a list object, and the type of its items.
pub(super) fn list_field(def: &TypeDef) -> Option<(&Field, Type)> {
    let data = field(def, "data")?;
    match &data.ty {
        Type::List(item) => Some((data, (**item).clone())),
        _ => None,
    }
}

/// What lists are usually kept in.
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
    let Some(last) = path
        .split(['?', '#'])
        .next()
        .unwrap_or("")
        .rsplit('/')
        .next()
    else {
        return false;
    };
    let plural = last.ends_with('s') && !last.ends_with("ss");
    let last = names::snake(last.strip_suffix(".json").unwrap_or(last));
    plural
        && CONTAINERS
            .iter()
            .copied()
            .chain([last.as_str()])
            .filter_map(|key| field(def, key))
            .any(|field| is_list(&field.ty))
}

fn is_list(ty: &Type) -> bool {
    match ty {
        Type::List(_) => true,
        Type::Option(inner) => is_list(inner),
        _ => false,
    }
}

fn field<'d>(def: &'d TypeDef, key: &str) -> Option<&'d Field> {
    let Shape::Struct(object) = &def.shape else {
        return None;
    };
    object.members.iter().find_map(|member| match member {
        Member::Field(field) if field.key == key => Some(field),
        _ => None,
    })
}

fn is_text(ty: &Type) -> bool {
    match ty {
        Type::String => true,
        Type::Option(inner) => **inner == Type::String,
        _ => false,
    }
}

fn reference(field: &Field) -> FieldRef {
    FieldRef {
        name: field.name.clone(),
        presence: field.presence,
        nullable: matches!(field.ty, Type::Option(_)),
    }
}
