//! Names of things that are gone. Nothing else gets one; but what a description says at another place by now is the same
//! thing: an inline schema that became a component, or the answer to another status.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::said::renamed;
use super::{MEMBERS, Naming, Scope, TYPES, Wish};

/// The names of a group whose things are gone, each with the place of its thing.
pub(super) type Gone<'n> = BTreeMap<&'n str, &'n str>;

/// Finds them among the names of the last version. What has another name by now is not gone.
pub(super) fn gone<'n>(before: &HashMap<&'n str, &'n str>, wishes: &[&Wish]) -> Gone<'n> {
    if before.is_empty() {
        return Gone::new();
    }
    let keys = wishes.iter().flat_map(|wish| &wish.keys);
    let here: HashSet<&str> = keys.map(String::as_str).collect();
    let is_here = |(key, name): &(&'n str, &'n str)| {
        let end = renamed("", name);
        here.contains(key.strip_suffix(&end).unwrap_or(key))
    };
    let all = before.iter().map(|(key, name)| (*key, *name));
    let (kept, mut gone): (Vec<_>, Vec<_>) = all.partition(is_here);
    let kept: HashSet<&str> = kept.into_iter().map(|(_, name)| name).collect();
    gone.sort_unstable();
    let gone = gone.into_iter().filter(|(_, name)| !kept.contains(name));
    gone.map(|(key, name)| (name, key)).collect()
}

impl Naming<'_, '_> {
    /// The name of a type that is gone, for a new type that would be called so and has the same members.
    pub(super) fn inherit(
        &self,
        scope: &mut Scope,
        wish: &Wish,
        gone: &Gone<'_>,
    ) -> Option<String> {
        let candidates = wish.candidates.iter();
        let mut taken = candidates.take_while(|name| !scope.is_free(name));
        let is_same = |name: &&String| {
            let place = gone.get(name.as_str());
            place.is_some_and(|place| self.has_members_of(wish, place))
        };
        let name = taken.find(is_same)?;
        scope.take_held(name).then(|| name.clone())
    }

    /// Whether half of the members are those that the type at a place had.
    fn has_members_of(&self, wish: &Wish, place: &str) -> bool {
        let Some(before) = self.before else {
            return false;
        };
        // What was free before is the name of another type since, which has a name that callers know.
        if !before.contains(TYPES, place) {
            return false;
        }
        let group = format!("{MEMBERS}{place}");
        let known = before.group(&group).map(|(_, name)| name);
        let known: BTreeSet<&str> = known.chain(before.exact(&group)).collect();
        let members: BTreeSet<&str> = wish.members.iter().map(String::as_str).collect();
        let common = known.intersection(&members).count();
        common > 0 && 2 * common >= known.len().max(members.len())
    }
}
