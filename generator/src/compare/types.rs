//! Types: which came and went, under which name, where they live, what they are, whether they can
//! be built. What is in them is said by `members` and `values`.

use super::log::{Effect, Log, Spots, Subject};
use super::pair::Pair;
use super::side::Side;
use super::{Group, features, members, renames, tuples, values};
use crate::api::{Derives, Shape, TypeDef, TypeId};

/// A type on both sides.
#[derive(Debug, Clone, Copy)]
pub(super) struct Both<'p, 'a> {
    pub pair: &'p Pair<'a>,
    pub old: &'a TypeDef,
    pub new: &'a TypeDef,
    /// An old client sends it.
    pub sent: bool,
    /// An old client gets it.
    pub received: bool,
}

pub(super) fn compare(pair: &Pair<'_>, log: &mut Log) {
    let (both, gone, came) = renames::matched(pair);
    for id in gone {
        let def = pair.old.def(id);
        let subject = Subject::whole(Group::Type, &def.name);
        log.add(&subject, "removed", Effect::MAJOR, Spots::old(def.spot));
    }
    for (old, new) in both {
        // What the new side alone receives, an old client does not get.
        let both = Both {
            pair,
            old: pair.old.def(old),
            new: pair.new.def(new),
            sent: pair.old.is_sent(old),
            received: pair.old.is_received(old),
        };
        definition(&both, (old, new), log);
        parted(&both, (old, new), log);
    }
    for id in came {
        let def = pair.new.def(id);
        let subject = Subject::whole(Group::Type, &def.name);
        let text = format!("added: {}", kind(&def.shape));
        log.add(&subject, text, Effect::MINOR, Spots::new(def.spot));
    }
}

fn definition(both: &Both<'_, '_>, ids: (TypeId, TypeId), log: &mut Log) {
    let Both { pair, old, new, .. } = *both;
    let subject = Subject::whole(Group::Type, &new.name);
    let at = Spots::both(old.spot, new.spot);
    if old.name != new.name {
        let text = format!("renamed: it was `{}`; on the wire it is the same", old.name);
        log.add(&subject, text, Effect::MAJOR, at);
    } else if let Some(text) = moved(&pair.old, &pair.new, ids) {
        log.add(&subject, text, Effect::MAJOR, at);
    }
    let (was, is) = (kind(&old.shape), kind(&new.shape));
    if was != is {
        let text = format!("{was} → {is}");
        let wire = !(both.fits_as_read(ids) && both.fits_as_sent(ids));
        log.add(&subject, text, Effect::MAJOR.wire(wire), at);
        return;
    }
    if old.docs != new.docs {
        log.add(&subject, "documentation", Effect::DOCUMENTATION, at);
    }
    buildable(both, &subject, at, log);
    derives(&old.derives, &new.derives, &subject, at, log);
    match (&old.shape, &new.shape) {
        (Shape::Struct(one), Shape::Struct(other)) => members::compare(both, one, other, log),
        (Shape::StringEnum(one), Shape::StringEnum(other)) => {
            values::strings(both, one, other, log);
        }
        (Shape::IntegerEnum(one), Shape::IntegerEnum(other)) => {
            values::integers(both, one, other, log);
        }
        (Shape::Union(one), Shape::Union(other)) => values::union(both, one, other, log),
        (Shape::Tuple(one), Shape::Tuple(other)) => tuples::compare(both, one, other, log),
        _ => {}
    }
}

/// Two inline types that said the same were one type in Rust. Once they differ, a value of one is no value of
/// the other any more.
fn parted(both: &Both<'_, '_>, (old, new): (TypeId, TypeId), log: &mut Log) {
    let Both { pair, old: was, .. } = *both;
    let Some(stand) = was.same_as else {
        return;
    };
    let other = &pair.old.def(stand).name;
    let Some(other) = pair.new.id(pair.now(other)) else {
        return;
    };
    if pair.new.api.canonical(new) != pair.new.api.canonical(other) {
        let (name, other) = (&pair.new.def(new).name, &pair.new.def(other).name);
        let text = format!("was the same type as `{other}`; they are two types now");
        let subject = Subject::whole(Group::Type, name);
        let at = Spots::both(pair.old.def(old).spot, pair.new.def(new).spot);
        log.add(&subject, text, Effect::MAJOR, at);
    }
}

impl Both<'_, '_> {
    /// A value of another kind is read only where the old client takes anything: a union.
    fn fits_as_read(&self, _: (TypeId, TypeId)) -> bool {
        !self.received || matches!(self.old.shape, Shape::Union(_))
    }

    /// What was sent is taken where the new union has it.
    fn fits_as_sent(&self, (old, _): (TypeId, TypeId)) -> bool {
        use crate::api::Type::{Boxed, Deep, Named};
        let holds = |union: &crate::api::Union| {
            let types = union
                .variants
                .iter()
                .filter_map(|variant| variant.ty.as_ref());
            types.into_iter().any(|ty| match ty {
                Boxed(inner) | Deep(inner) => self.pair.is_taken(&Named(old), inner),
                ty => self.pair.is_taken(&Named(old), ty),
            })
        };
        !self.sent || matches!(&self.new.shape, Shape::Union(union) if holds(union))
    }
}

/// A type that is no longer among the names of a resource.
fn moved(old: &Side<'_>, new: &Side<'_>, (was, is): (TypeId, TypeId)) -> Option<String> {
    let now = new.homes.get(&is).map_or(&[][..], Vec::as_slice);
    let lost = old
        .homes
        .get(&was)?
        .iter()
        .find(|home| !now.contains(home))?;
    let name = &new.def(is).name;
    let lost = format!("no longer `{lost}::{name}`");
    // Another change says that the root has it with a feature alone.
    let stays = !new
        .features
        .get(&is)
        .is_some_and(|by| features::is_other(by));
    Some(match stays {
        true => format!("{lost}; `{name}` at the root stays"),
        false => lost,
    })
}

fn kind(shape: &Shape) -> &'static str {
    match shape {
        Shape::Struct(_) => "a struct",
        Shape::StringEnum(_) => "an enum of strings",
        Shape::IntegerEnum(_) => "an enum of integers",
        Shape::Union(_) => "an enum of several types",
        Shape::Tuple(_) => "a tuple",
    }
}

/// Structs that are sent have `new` and setters.
fn buildable(both: &Both<'_, '_>, subject: &Subject, at: Spots, log: &mut Log) {
    if !matches!(both.new.shape, Shape::Struct(_)) {
        return;
    }
    match (both.old.sent, both.new.sent) {
        (true, false) => {
            let text = "not sent any more: it has neither `new` nor setters";
            log.add(subject, text, Effect::MAJOR, at);
        }
        (false, true) => {
            let text = "sent now: it has `new` and setters";
            log.add(subject, text, Effect::MINOR, at);
        }
        _ => {}
    }
}

fn derives(old: &Derives, new: &Derives, subject: &Subject, at: Spots, log: &mut Log) {
    let (old, new) = (old.words(), new.words());
    let beyond = |one: &[String], other: &[String]| {
        let names = one.iter().filter(|word| !other.contains(word));
        let names: Vec<String> = names
            .map(|word| format!("`{}`", word.trim_start_matches("::")))
            .collect();
        names.join(", ")
    };
    let (lost, gained) = (beyond(&old, &new), beyond(&new, &old));
    if !lost.is_empty() {
        log.add(subject, format!("no longer {lost}"), Effect::MAJOR, at);
    }
    if !gained.is_empty() {
        log.add(subject, format!("also {gained}"), Effect::MINOR, at);
    }
}
