//! The errors of a call: the enum by status, and the type of each body.

use std::mem::discriminant;

use super::log::{Effect, Log, Spots, Subject};
use super::pair::{Pair, written};
use super::side::Side;
use super::statuses::{self, Given};
use crate::api::{ErrorVariant, Errors, Operation, Statuses, Type};

/// What differs in the errors of a call.
pub(super) fn compare(
    pair: &Pair<'_>,
    old: &Operation,
    new: &Operation,
    subject: &Subject,
    log: &mut Log,
) {
    let at = Spots::both(old.spot, new.spot);
    let (was, is) = (&old.errors, &new.errors);
    media(was, is, subject, at, log);
    match (&was.by_status, &is.by_status) {
        (None, None) => {
            described(was, is, subject, at, log);
            return one(pair, was, is, subject, at, log);
        }
        (None, Some(now)) => {
            let text = format!("new: `{}` tells its errors apart", now.name);
            log.add(subject, text, Effect::MINOR, at);
        }
        (Some(then), None) => {
            let text = format!("`{}` is gone: its errors do not differ", then.name);
            log.add(subject, text, Effect::MAJOR, at);
        }
        (Some(then), Some(now)) if then.name != now.name => {
            let text = format!("its errors are `{}` → `{}`", then.name, now.name);
            log.add(subject, text, Effect::MAJOR, at);
        }
        (Some(_), Some(_)) => {}
    }
    let owner = was.by_status.as_ref();
    let shown_as = |variant: &ErrorVariant| match owner {
        Some(owner) => format!("`{}::{}`", owner.name, variant.name),
        None => format!("its error `{}`", variant.name),
    };
    // Without an enum, only the type of a body can break a caller.
    let effect = match owner {
        Some(_) => Effect::MAJOR,
        None => Effect::NONE,
    };
    for then in &was.variants {
        let Some(now) = is.variants.iter().find(|now| now.name == then.name) else {
            if owner.is_some() && is.by_status.is_some() {
                log.add(subject, format!("{} is gone", shown_as(then)), effect, at);
            }
            continue;
        };
        let renamed = held(then, &|ty| pair.written_now(ty));
        let (before, after) = (shown(&pair.old, then), shown(&pair.new, now));
        if renamed != after {
            let text = format!("{} holds `{before}` → `{after}`", shown_as(then));
            log.add(subject, text, effect.wire(!then.bodies.is_empty()), at);
        }
    }
    let Some(owner) = owner.and(is.by_status.as_ref()) else {
        return;
    };
    for now in &is.variants {
        if was.variants.iter().all(|then| then.name != now.name) {
            let text = format!("new: `{}::{}`", owner.name, now.name);
            log.add(subject, text, Effect::MINOR, at);
        }
    }
    let then: Vec<Given<'_>> = was.variants.iter().map(Given::of_error).collect();
    let now: Vec<Given<'_>> = is.variants.iter().map(Given::of_error).collect();
    statuses::compare(&owner.name, &then, &now, subject, at, log);
}

/// Whether a body of one type is written in another way, as text rather than as JSON.
fn media(was: &Errors, is: &Errors, subject: &Subject, at: Spots, log: &mut Log) {
    let kinds = |variant: &ErrorVariant| {
        let kinds = variant.bodies.iter().map(|body| discriminant(&body.answer));
        kinds.collect::<Vec<_>>()
    };
    let media = |variant: &ErrorVariant| {
        let media = variant.bodies.iter().flat_map(|body| &body.media);
        format!(
            "`{}`",
            media.map(String::as_str).collect::<Vec<_>>().join("`, `")
        )
    };
    for then in was.variants.iter().filter(|then| then.ty.is_some()) {
        let mut same = is.variants.iter().filter(|now| now.name == then.name);
        let Some(now) = same.find(|now| now.ty.is_some()) else {
            continue;
        };
        let known = kinds(now);
        if !kinds(then).iter().any(|kind| known.contains(kind)) {
            let (name, was, is) = (&then.name, media(then), media(now));
            let text = format!("its error `{name}` is {was} → {is}");
            log.add(subject, text, Effect::WIRE, at);
        }
    }
}

/// The statuses of errors that are described, where all errors have the same body. The client treats every
/// status in the same way.
fn described(was: &Errors, is: &Errors, subject: &Subject, at: Spots, log: &mut Log) {
    let has = |errors: &Errors, status: Statuses| {
        let mut variants = errors.variants.iter();
        variants.any(|variant| variant.statuses == status)
    };
    let gone = was.variants.iter().map(|variant| variant.statuses);
    for status in gone.filter(|status| !has(is, *status)) {
        let text = format!("the error `{status}` is no longer described");
        log.add(subject, text, Effect::DOCUMENTATION, at);
    }
    let new = is.variants.iter().map(|variant| variant.statuses);
    for status in new.filter(|status| !has(was, *status)) {
        let text = format!("the error `{status}` is described");
        log.add(subject, text, Effect::DOCUMENTATION, at);
    }
}

/// The type of the body, where all errors have the same.
fn one(pair: &Pair<'_>, was: &Errors, is: &Errors, subject: &Subject, at: Spots, log: &mut Log) {
    let (old, new) = (was.types().next(), is.types().next());
    let (now, then) = (
        old.map(|ty| pair.written_now(ty)),
        new.map(|ty| written(&pair.new, ty)),
    );
    if now == then {
        return;
    }
    let shown = |side: &Side<'_>, ty: Option<&Type>| match ty {
        Some(ty) => format!("`{}`", written(side, ty)),
        None => "nothing".to_owned(),
    };
    let effect = match now {
        None => Effect::MINOR,
        Some(_) => Effect::WIRE,
    };
    let (was, is) = (shown(&pair.old, old), shown(&pair.new, new));
    log.add(subject, format!("its errors hold {was} → {is}"), effect, at);
}

fn shown(side: &Side<'_>, variant: &ErrorVariant) -> String {
    held(variant, &|ty| written(side, ty))
}

/// What a variant holds in addition to the status.
fn held(variant: &ErrorVariant, written: &dyn Fn(&Type) -> String) -> String {
    match &variant.ty {
        Some(ty) => written(ty.unboxed()),
        None if variant.is_bytes() => "Bytes".to_owned(),
        None => "nothing".to_owned(),
    }
}
