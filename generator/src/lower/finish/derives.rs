//! Derives of types.

use crate::api::{Derives, Member, Rest, Shape, TypeDef};

/// Derives what no addition to the document can take away again: what a struct or a union holds
/// next year may have no `Eq`, and a struct that is only received may get a required member.
pub(in crate::lower) fn derive(types: &mut [TypeDef]) {
    for def in types {
        let plain = matches!(def.shape, Shape::StringEnum(_) | Shape::IntegerEnum(_));
        let nothing_required = match &def.shape {
            Shape::Struct(object) => {
                let nothing = |member: &Member| match member {
                    Member::Field(field) => !field.presence.is_required(),
                    Member::Constant { .. } | Member::Tag { .. } => true,
                };
                object.members.iter().all(nothing) && !matches!(object.rest, Rest::Union(..))
            }
            _ => false,
        };
        def.derives = Derives {
            copy: matches!(def.shape, Shape::IntegerEnum(_)),
            eq: plain,
            hash: plain,
            default: def.sent && nothing_required,
        };
    }
}
