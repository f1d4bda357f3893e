//! The headers of a call's answers: the structs, and their fields.

use super::Group;
use super::log::{Effect, Log, Spots, Subject};
use super::pair::{Pair, written};
use crate::api::{HeaderField, Headers, HeadersHome, Operation, Webhook, code};

/// What differs in the headers that come with the answers of a call.
pub(super) fn compare(
    pair: &Pair<'_>,
    old: &Operation,
    new: &Operation,
    subject: &Subject,
    log: &mut Log,
) {
    let at = Spots::both(old.spot, new.spot);
    let is_own = |headers: &&Headers| !matches!(headers.home, HeadersHome::Shared(_));
    for was in old.headers.iter().filter(is_own) {
        match new.headers.iter().find(|is| is.name == was.name) {
            Some(is) => fields(pair, was, is, subject, at, log),
            None => {
                let text = format!("`{}` is gone", was.name);
                log.add(subject, text, Effect::MAJOR, at);
            }
        }
    }
    for is in &new.headers {
        if old.headers.iter().all(|was| was.name != is.name) {
            let text = format!("new: `{}` reads its headers", is.name);
            log.add(subject, text, Effect::MINOR, at);
        }
    }
}

/// What differs in the structs that operations share. That a call has another one is no break: the struct is still
/// there for others, or its loss is told here.
pub(super) fn of_shared(pair: &Pair<'_>, log: &mut Log) {
    let (old, new) = (pair.old.api.shared_headers(), pair.new.api.shared_headers());
    for (name, (was, response)) in &old {
        let subject = Subject::whole(Group::Type, *name);
        match new.get(name) {
            Some((is, now)) => {
                let at = Spots::both(response.spot, now.spot);
                fields(pair, was, is, &subject, at, log);
            }
            None => {
                let at = Spots::old(response.spot);
                log.add(&subject, "is gone", Effect::MAJOR, at);
            }
        }
    }
    for (name, (_, response)) in new {
        if !old.contains_key(name) {
            let text = format!("new: the headers of {}", code(&response.name));
            let at = Spots::new(response.spot);
            log.add(&Subject::whole(Group::Type, name), text, Effect::MINOR, at);
        }
    }
}

/// What differs in the headers that come with a webhook.
pub(super) fn of_webhook(
    pair: &Pair<'_>,
    old: &Webhook,
    new: &Webhook,
    subject: &Subject,
    log: &mut Log,
) {
    let at = Spots::both(old.spot, new.spot);
    match (&old.headers, &new.headers) {
        (None, None) => {}
        (Some(was), None) => {
            let text = format!("`{}` is gone", was.name);
            log.add(subject, text, Effect::MAJOR, at);
        }
        (None, Some(is)) => {
            let text = format!("new: `{}` reads its headers", is.name);
            log.add(subject, text, Effect::MINOR, at);
        }
        (Some(was), Some(is)) => {
            if was.name != is.name {
                let text = format!("`{}` is called `{}`", was.name, is.name);
                log.add(subject, text, Effect::MAJOR, at);
            }
            fields(pair, was, is, subject, at, log);
        }
    }
}

fn fields(
    pair: &Pair<'_>,
    old: &Headers,
    new: &Headers,
    subject: &Subject,
    at: Spots,
    log: &mut Log,
) {
    let same = |one: &HeaderField, other: &HeaderField| one.key.eq_ignore_ascii_case(&other.key);
    for was in &old.fields {
        let shown = format!("`{}.{}`", old.name, was.name);
        let Some(is) = new.fields.iter().find(|is| same(was, is)) else {
            let effect = Effect::MAJOR.wire(was.required);
            log.add(subject, format!("{shown} is gone"), effect, at);
            continue;
        };
        if was.name != is.name {
            let text = format!("{shown} is called `{}`", is.name);
            log.add(subject, text, Effect::MAJOR, at);
        }
        let of = |field: &HeaderField, ty: String| match field.required {
            true => ty,
            false => format!("Option<{ty}>"),
        };
        let now = of(was, pair.written_now(&was.ty));
        let then = of(was, written(&pair.old, &was.ty));
        let after = of(is, written(&pair.new, &is.ty));
        if now != after {
            let is_lost = was.required && !is.required;
            let wire = is_lost || was.form != is.form || !pair.is_read(&was.ty, &is.ty);
            let text = format!("{shown} is `{then}` → `{after}`");
            log.add(subject, text, Effect::MAJOR.wire(wire), at);
        } else if was.form != is.form {
            let text = format!("{shown} is written in another form");
            log.add(subject, text, Effect::WIRE, at);
        }
    }
    for is in &new.fields {
        if old.fields.iter().all(|was| !same(was, is)) {
            let text = format!("new: `{}.{}`", new.name, is.name);
            log.add(subject, text, Effect::MINOR, at);
        }
    }
}
