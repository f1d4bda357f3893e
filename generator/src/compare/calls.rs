//! Calls: which came and went, how a caller gets to them, what they give. What they take is said
//! by `arguments`.

use std::collections::HashMap;

use super::log::{Effect, Log, Spots, Subject};
use super::pair::Pair;
use super::side::{Call, Side};
use super::{Group, answers, arguments, errors, headers, servers};
use crate::api::{CredentialId, Operation, Path, Repeats, Segment};

pub(super) fn compare(pair: &Pair<'_>, log: &mut Log) {
    let partners = partners(&pair.old.calls, &pair.new.calls);
    for (index, call) in pair.old.calls.iter().enumerate() {
        if !partners.contains_key(&index) {
            let subject = Subject::whole(Group::Operation, &call.name);
            let text = format!("removed: `{}`", line(call.operation));
            let effect = Effect::MAJOR.wire(true);
            log.add(&subject, text, effect, Spots::old(call.operation.spot));
        }
    }
    let old_of: HashMap<usize, usize> = partners.iter().map(|(old, new)| (*new, *old)).collect();
    for (index, call) in pair.new.calls.iter().enumerate() {
        let subject = Subject::whole(Group::Operation, &call.name);
        match old_of.get(&index) {
            Some(old) => compare_call(pair, &pair.old.calls[*old], call, &subject, log),
            None => {
                let text = format!("added: `{}`", line(call.operation));
                log.add(
                    &subject,
                    text,
                    Effect::MINOR,
                    Spots::new(call.operation.spot),
                );
            }
        }
    }
}

/// Which new call an old one is: the one at its address, of several the one that sends the same media type, else the one
/// of its name in Rust, else the one of its name in the document.
fn partners(old: &[Call<'_>], new: &[Call<'_>]) -> HashMap<usize, usize> {
    let keys: [fn(&Call<'_>) -> String; 4] = [
        |call| {
            let operation = call.operation;
            let body = operation.body.as_ref().map(|body| &body.payload.described);
            let fields = operation.fields.as_ref().map(|fields| &fields.media);
            let sent = operation.variant.as_ref().map(|_| (body, fields));
            format!("{} {} {sent:?}", operation.method, shape(&operation.path))
        },
        |call| {
            let Operation {
                method,
                path,
                variant,
                ..
            } = call.operation;
            format!("{method} {} {variant:?}", shape(path))
        },
        |call| call.name.clone(),
        |call| format!("{} {:?}", call.operation.id, call.operation.variant),
    ];
    let mut partners: HashMap<usize, usize> = HashMap::new();
    let mut taken = vec![false; new.len()];
    for key in keys {
        let mut open: HashMap<String, usize> = HashMap::new();
        for (index, call) in new.iter().enumerate().filter(|(index, _)| !taken[*index]) {
            open.entry(key(call)).or_insert(index);
        }
        for (index, call) in old.iter().enumerate() {
            if partners.contains_key(&index) {
                continue;
            }
            if let Some(partner) = open.remove(&key(call)) {
                taken[partner] = true;
                partners.insert(index, partner);
            }
        }
    }
    partners
}

/// A path without the names of its arguments, which nobody sends.
fn shape(path: &Path) -> Path {
    let segments = path.0.iter().map(|segment| match segment {
        Segment::Text(text) => Segment::Text(text.clone()),
        Segment::Argument(_) => Segment::Argument(String::new()),
    });
    Path(segments.collect())
}

fn line(operation: &Operation) -> String {
    format!("{} {}", operation.method, operation.path)
}

fn compare_call(pair: &Pair<'_>, was: &Call<'_>, is: &Call<'_>, subject: &Subject, log: &mut Log) {
    let (old, new) = (was.operation, is.operation);
    let at = Spots::both(old.spot, new.spot);
    if was.name != is.name {
        let text = format!("moved: it was `{}`", was.name);
        log.add(subject, text, Effect::MAJOR, at);
    } else if old.request != new.request {
        let text = format!("its request is `{}`, it was `{}`", new.request, old.request);
        log.add(subject, text, Effect::MAJOR, at);
    }
    if old.id != new.id {
        let text = format!("errors and logs call it `{}`, it was `{}`", new.id, old.id);
        log.add(subject, text, Effect::DOCUMENTATION, at);
    }
    if old.method != new.method || shape(&old.path) != shape(&new.path) {
        let text = format!("on the wire `{}` → `{}`", line(old), line(new));
        log.add(subject, text, Effect::WIRE, at);
    }
    servers::of_call((pair.old.api, old), (pair.new.api, new), subject, log);
    arguments::compare(pair, old, new, subject, log);
    answers::compare(pair, old, new, subject, log);
    pages(old, new, subject, log);
    errors::compare(pair, old, new, subject, log);
    headers::compare(pair, old, new, subject, log);
    security(pair, old, new, subject, log);
    if old.repeats != new.repeats {
        let text = repeats(&old.repeats, &new.repeats);
        log.add(subject, text, Effect::NONE, at);
    }
    if old.deprecated != new.deprecated {
        deprecation(new.deprecated, subject, at, log);
    }
    if old.docs != new.docs {
        log.add(subject, "documentation", Effect::DOCUMENTATION, at);
    }
}

/// What is told of how a call is sent again.
fn repeats(old: &Repeats, new: &Repeats) -> String {
    if old.key == new.key {
        return "other errors are not tried again".to_owned();
    }
    let shown = |repeats: &Repeats| match &repeats.key {
        Some(key) => format!("a key in `{key}`"),
        None => "no key".to_owned(),
    };
    format!("sent with {} → {}", shown(old), shown(new))
}

/// A warning of the compiler breaks nobody, says cargo.
pub(super) fn deprecation(now: bool, subject: &Subject, at: Spots, log: &mut Log) {
    if now {
        let text = "deprecated: callers get a warning";
        log.add(subject, text, Effect::MINOR, at);
    } else {
        log.add(subject, "no longer deprecated", Effect::NONE, at);
    }
}

fn pages(old: &Operation, new: &Operation, subject: &Subject, log: &mut Log) {
    let at = Spots::both(old.spot, new.spot);
    match (&old.pagination, &new.pagination) {
        (None, Some(is)) => {
            let how = is.next.described();
            let text = format!(
                "read page by page now, by {how}: awaiting it gives a `Page`; also `.items()` and `.pages()`"
            );
            log.add(subject, text, Effect::MAJOR, at);
        }
        (Some(_), None) => {
            let text = "no longer read page by page: neither `Page` nor `.items()` nor `.pages()`";
            log.add(subject, text, Effect::MAJOR, at);
        }
        (Some(was), Some(is)) => {
            if was.items.keys() != is.items.keys() {
                let [was, is] = [was, is].map(|pages| pages.items.keys());
                let text = format!("the items of its pages are those of `{was}` → `{is}`");
                log.add(subject, text, Effect::MAJOR, at);
            }
            let (was, is) = (was.next.described(), is.next.described());
            if was != is {
                let text = format!("pages go on by {was} → {is}");
                log.add(subject, text, Effect::WIRE, at);
            }
        }
        (None, None) => {}
    }
}

fn security(pair: &Pair<'_>, old: &Operation, new: &Operation, subject: &Subject, log: &mut Log) {
    let named = |side: &Side<'_>, operation: &Operation| -> Vec<String> {
        let name = |id: &CredentialId| side.api.credential(*id).name.clone();
        let all = |all: &Vec<CredentialId>| {
            let mut names: Vec<String> = all.iter().map(name).collect();
            // A request has all of them, in whatever order.
            names.sort();
            names.join(" and ")
        };
        operation.security.iter().map(all).collect()
    };
    let (was, is) = (named(&pair.old, old), named(&pair.new, new));
    if was == is {
        return;
    }
    let open = |ways: &[String]| ways.is_empty() || ways.iter().any(String::is_empty);
    let kept = open(&is) || (!was.is_empty() && was.iter().all(|way| is.contains(way)));
    let shown = |ways: &[String]| match ways {
        [] => "no credential".to_owned(),
        ways => {
            let ways = ways.iter().map(|way| match way.as_str() {
                "" => "none".to_owned(),
                way => format!("`{way}`"),
            });
            ways.collect::<Vec<_>>().join(" or ")
        }
    };
    let text = format!("needs {} → {}", shown(&was), shown(&is));
    let effect = Effect::NONE.wire(!kept);
    log.add(subject, text, effect, Spots::both(old.spot, new.spot));
}

#[cfg(test)]
mod tests {
    use super::shape;
    use crate::api::{Path, Segment};

    #[test]
    fn the_names_of_arguments_are_not_part_of_a_path() {
        let path = |name: &str| {
            Path(vec![
                Segment::Text("/jobs/".to_owned()),
                Segment::Argument(name.to_owned()),
            ])
        };
        assert_eq!(shape(&path("id")), shape(&path("job_id")));
        assert_eq!(shape(&path("id")).to_string(), "/jobs/{}");
    }
}
