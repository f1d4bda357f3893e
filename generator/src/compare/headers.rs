//! The headers of a call's answers: the structs, and their fields.

use super::log::{Effect, Log, Spots, Subject};
use super::pair::{Pair, written};
use crate::api::{HeaderField, Headers, Operation, Webhook};

/// What differs in the headers that come with the answers of a call.
pub(super) fn compare(
    pair: &Pair<'_>,
    old: &Operation,
    new: &Operation,
    subject: &Subject,
    log: &mut Log,
) {
    let at = Spots::both(old.spot, new.spot);
    for was in &old.headers {
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
