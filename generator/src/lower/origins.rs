//! Which schema each type was made of, for those who try the types with values.

use super::context::Lowering;
use super::drafts::{Typed, Use};
use crate::api::{Type, TypeId};
use crate::openapi::SchemaId;

/// The schema that each definition was made of, and those of the components that became lists and
/// maps of definitions.
pub(super) fn origins(lowering: &Lowering<'_, '_>) -> Vec<(SchemaId, Type)> {
    let known = |id: SchemaId| {
        let key = lowering.key(id, Use::RECEIVED);
        lowering.types.known(key).cloned()
    };
    let drafts = lowering.types.all().iter().enumerate();
    let defined = drafts.map(|(index, draft)| {
        let own = Typed::plain(Type::Named(TypeId(index as u32)));
        let typed = known(draft.schema).filter(|known| known.ty == own.ty);
        (draft.schema, typed.unwrap_or(own).inner())
    });
    let mut origins: Vec<(SchemaId, Type)> = defined.collect();
    let mut others: Vec<(SchemaId, Type)> = lowering
        .schemas
        .components()
        .filter_map(|id| Some((id, known(id)?.inner())))
        .filter(|(_, ty)| ty.id().is_some() && !matches!(ty, Type::Named(_)))
        .collect();
    others.sort_by_key(|(id, _)| *id);
    origins.extend(others);
    origins
}
