//! Tuples: their places, and what comes after them.

use super::Group;
use super::log::{Effect, Log, Spots, Subject};
use super::pair::written;
use super::types::Both;
use crate::api::{Tuple, Type};

pub(super) fn compare(both: &Both<'_, '_>, old: &Tuple, new: &Tuple, log: &mut Log) {
    let subject = Subject::whole(Group::Type, &both.new.name);
    let at = Spots::both(both.old.spot, both.new.spot);
    let pair = both.pair;
    let was = spelled(old, &|ty| pair.written_now(ty));
    let is = spelled(new, &|ty| written(&pair.new, ty));
    if was == is {
        return;
    }
    let shown = spelled(old, &|ty| written(&pair.old, ty));
    let read = !both.received || fits(new, old, &|is, was| pair.is_read(was, is));
    let taken = !both.sent || fits(old, new, &|was, is| pair.is_taken(was, is));
    let effect = Effect::MAJOR.wire(!(read && taken));
    log.add(&subject, format!("`{shown}` → `{is}`"), effect, at);
}

/// Whether every value of one is one of the other. What comes after the places is kept in any case.
fn fits(given: &Tuple, taken: &Tuple, fits: &dyn Fn(&Type, &Type) -> bool) -> bool {
    let place = |index| taken.places.get(index).unwrap_or(&taken.rest);
    let mut places = given.places.iter().enumerate();
    given.required >= taken.required && places.all(|(index, given)| fits(given, place(index)))
}

fn spelled(tuple: &Tuple, written: &dyn Fn(&Type) -> String) -> String {
    let mut places: Vec<String> = tuple.places.iter().map(written).collect();
    for place in places.iter_mut().skip(tuple.required) {
        *place = format!("Nullable<{place}>");
    }
    places.push(format!("..{}", written(&tuple.rest)));
    format!("({})", places.join(", "))
}
