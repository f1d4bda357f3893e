//! Which types are the same but for their name. Types that hold renamed types follow them.

use super::pair::{Pair, field_type, written};
use crate::api::{Member, Rest, Shape, TypeDef, TypeId};

/// Finds them, until no more are found. A type that could have become several stays unmatched.
pub(super) fn find(pair: &mut Pair<'_>) {
    let gone: Vec<&TypeDef> = unmatched(&pair.old.api.types, |name| pair.new.find(name));
    let fresh: Vec<&TypeDef> = unmatched(&pair.new.api.types, |name| pair.old.find(name));
    loop {
        let mut found = Vec::new();
        let open = |def: &&&TypeDef| !pair.renamed.contains_key(def.name.as_str());
        let taken: Vec<&str> = pair.renamed.values().copied().collect();
        for def in gone.iter().filter(open) {
            let outline = outline(def, &|ty| pair.written_now(ty));
            let same = |other: &&&TypeDef| {
                !taken.contains(&other.name.as_str())
                    && self::outline(other, &|ty| written(&pair.new, ty)) == outline
            };
            let mut candidates = fresh.iter().filter(same);
            if let (Some(only), None) = (candidates.next(), candidates.next()) {
                found.push((def.name.as_str(), only.name.as_str()));
            }
        }
        // Two that became one are not a rename of either.
        let unique =
            |(_, new): &(&str, &str)| found.iter().filter(|(_, other)| other == new).count() == 1;
        let found: Vec<_> = found.iter().copied().filter(unique).collect();
        if found.is_empty() {
            return;
        }
        pair.renamed.extend(found);
    }
}

impl Pair<'_> {
    /// Whether two types are one, or the same but for their names: as inline types are that got
    /// another place.
    pub fn is_alike(&self, old: &str, new: &str) -> bool {
        let same = || {
            let (old, new) = (self.old.find(old)?, self.new.find(new)?);
            let was = outline(old, &|ty| self.written_now(ty));
            Some(was == outline(new, &|ty| written(&self.new, ty)))
        };
        self.now(old) == new || same() == Some(true)
    }
}

fn unmatched<'a>(
    types: &'a [TypeDef],
    there: impl Fn(&str) -> Option<&'a TypeDef>,
) -> Vec<&'a TypeDef> {
    let unmatched = |def: &&TypeDef| !def.left_out && there(&def.name).is_none();
    types.iter().filter(unmatched).collect()
}

/// All that a type is but its name and its documentation.
fn outline(def: &TypeDef, written: &dyn Fn(&crate::api::Type) -> String) -> String {
    let mut lines = Vec::new();
    match &def.shape {
        Shape::Struct(object) => {
            lines.extend(object.members.iter().map(|member| match member {
                Member::Field(field) => {
                    let ty = field_type(field, &written(&field.ty));
                    format!("{} {}: {ty}", field.key, field.name)
                }
                Member::Constant { key, value, .. } => format!("{key} = {value:?}"),
                Member::Tag { key, .. } => format!("{key} by its variant"),
            }));
            if let Rest::Typed(name, ty) | Rest::Union(name, ty) = &object.rest {
                lines.push(format!("{name}: {}", written(ty)));
            }
        }
        Shape::StringEnum(values) => {
            lines.extend(values.iter().map(|value| format!("= {:?}", value.value)));
        }
        Shape::IntegerEnum(values) => {
            lines.extend(values.iter().map(|value| format!("= {}", value.value)));
        }
        Shape::Union(union) => lines.extend(union.variants.iter().map(|variant| {
            let ty = variant.ty.as_ref().map(written).unwrap_or_default();
            format!("| {}({ty})", variant.name)
        })),
        Shape::Tuple(tuple) => {
            let places = tuple.places.iter().enumerate();
            lines.extend(places.map(|(index, place)| format!("{index:02}: {}", written(place))));
            lines.push(format!("{} to {}", tuple.required, written(&tuple.rest)));
        }
    }
    lines.sort();
    lines.join("\n")
}

/// The types of both sides that are one, in the order of the new document; then the old ones that
/// are gone and the new ones that came.
pub(super) fn matched(pair: &Pair<'_>) -> (Vec<(TypeId, TypeId)>, Vec<TypeId>, Vec<TypeId>) {
    let (mut both, mut gone) = (Vec::new(), Vec::new());
    let is_here = |def: &TypeDef| !def.left_out;
    let mut came: Vec<bool> = pair.new.api.types.iter().map(is_here).collect();
    let old = pair.old.api.types.iter().enumerate();
    for (index, def) in old.filter(|(_, def)| is_here(def)) {
        let old = TypeId(index as u32);
        match pair.new.id(pair.now(&def.name)) {
            Some(new) => {
                came[new.0 as usize] = false;
                both.push((old, new));
            }
            None => gone.push(old),
        }
    }
    both.sort_by_key(|(_, new)| *new);
    let came = (0..came.len()).filter(|index| came[*index]);
    let came = came.map(|index| TypeId(index as u32)).collect();
    (both, gone, came)
}
