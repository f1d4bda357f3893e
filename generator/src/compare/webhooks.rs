//! Webhooks: which came and went, what their bodies are, what tells them apart, how they are verified.

use super::log::{Effect, Log, Spots, Subject};
use super::pair::{Pair, written};
use super::{Group, headers};
use crate::api::{Webhook, WebhookEnum, WebhookVariant, Webhooks};

pub(super) fn compare(pair: &Pair<'_>, log: &mut Log) {
    let (old, new) = (&pair.old.api.webhooks, &pair.new.api.webhooks);
    let empty = Webhooks::default();
    let (old, new) = (
        old.as_ref().unwrap_or(&empty),
        new.as_ref().unwrap_or(&empty),
    );
    receiver(old, new, log);
    told(pair, old, new, log);
    others(pair, old, new, log);
}

fn first(webhooks: &Webhooks) -> Option<crate::api::Spot> {
    webhooks.all().next().map(|webhook| webhook.spot)
}

/// The struct that verifies, and its functions.
fn receiver(old: &Webhooks, new: &Webhooks, log: &mut Log) {
    let at = Spots(first(old), first(new));
    match (old.has_receiver(), new.has_receiver()) {
        (false, false) => return,
        (false, true) => {
            let subject = Subject::whole(Group::Type, &new.receiver);
            return log.add(&subject, "added: reads webhooks", Effect::MINOR, at);
        }
        (true, false) => {
            let subject = Subject::whole(Group::Type, &old.receiver);
            return log.add(&subject, "removed", Effect::MAJOR, at);
        }
        (true, true) => {}
    }
    let subject = Subject::whole(Group::Type, &new.receiver);
    if old.receiver != new.receiver {
        let text = format!("renamed: it was `{}`", old.receiver);
        log.add(&subject, text, Effect::MAJOR, at);
    }
    match (old.is_verified, new.is_verified) {
        (true, false) => log.add(&subject, "verifies nothing any more", Effect::MAJOR, at),
        // Without secrets it was a unit.
        (false, true) => log.add(&subject, "verifies webhooks now", Effect::MAJOR, at),
        _ => {}
    }
    if !(old.is_verified && new.is_verified) {
        return;
    }
    let unwrap = subject.part("::unwrap");
    match (old.unwrapped(), new.unwrapped()) {
        (Some(_), None) => log.add(&unwrap, "removed", Effect::MAJOR, at),
        (None, Some(_)) => log.add(&unwrap, "added", Effect::MINOR, at),
        _ => {}
    }
    let from_env = subject.part("::from_env");
    match (&old.env, &new.env) {
        (Some(_), None) => log.add(&from_env, "removed", Effect::MAJOR, at),
        (None, Some(_)) => log.add(&from_env, "added", Effect::MINOR, at),
        (Some(was), Some(is)) if was != is => {
            let text = format!("reads `{is}`, no longer `{was}`");
            log.add(&from_env, text, Effect::WIRE, at);
        }
        _ => {}
    }
}

/// The enum of webhooks that their bodies tell apart.
fn told(pair: &Pair<'_>, old: &Webhooks, new: &Webhooks, log: &mut Log) {
    let at = Spots(first(old), first(new));
    let (was, is) = match (&old.told, &new.told) {
        (None, None) => return,
        (None, Some(is)) => {
            let subject = Subject::whole(Group::Type, &is.name);
            return log.add(&subject, "added: an enum of webhooks", Effect::MINOR, at);
        }
        (Some(was), None) => {
            let subject = Subject::whole(Group::Type, &was.name);
            return log.add(&subject, "removed", Effect::MAJOR, at);
        }
        (Some(was), Some(is)) => (was, is),
    };
    let subject = Subject::whole(Group::Type, &is.name);
    if was.name != is.name {
        let text = format!("renamed: it was `{}`", was.name);
        log.add(&subject, text, Effect::MAJOR, at);
    }
    if was.tag != is.tag {
        let text = format!("distinguished by `{}` → `{}`", was.tag, is.tag);
        log.add(&subject, text, Effect::WIRE, at);
    }
    let find = |of: &'_ WebhookEnum, key: &str| -> Option<WebhookVariant> {
        let mut variants = of.variants.iter();
        variants.find(|variant| variant.webhook.key == key).cloned()
    };
    for before in &was.variants {
        let (then, named) = (
            &before.webhook,
            subject.part(format!("::{}", before.webhook.name)),
        );
        let Some(after) = find(is, &then.key) else {
            log.add(&named, "removed", Effect::MAJOR, Spots::old(then.spot));
            continue;
        };
        let now = &after.webhook;
        let named = subject.part(format!("::{}", now.name));
        body(pair, then, now, &named, log);
        let lost = after
            .values
            .iter()
            .find(|value| !before.values.contains(value));
        if then.is_signed && !now.is_signed {
            let at = Spots::both(then.spot, now.spot);
            log.add(
                &named,
                "not signed any more: `unwrap` refuses it",
                Effect::WIRE,
                at,
            );
        } else if then.is_signed != now.is_signed {
            let at = Spots::both(then.spot, now.spot);
            log.add(&named, "signed now", Effect::MINOR, at);
        }
        if let (Some(value), true) = (lost, was.tag == is.tag) {
            let text = format!(
                "`{}` may be `{}`, which an old client does not know",
                is.tag,
                value.escape_debug()
            );
            let at = Spots::both(then.spot, now.spot);
            log.add(&named, text, Effect::WIRE, at);
        }
    }
    for now in is.variants.iter().map(|variant| &variant.webhook) {
        if find(was, &now.key).is_none() {
            let ty = written(&pair.new, &now.ty);
            let text = format!("added: holds `{ty}`");
            let named = subject.part(format!("::{}", now.name));
            log.add(&named, text, Effect::MINOR, Spots::new(now.spot));
        }
    }
}

/// The webhooks that have a method.
fn others(pair: &Pair<'_>, old: &Webhooks, new: &Webhooks, log: &mut Log) {
    if !(old.has_receiver() && new.has_receiver()) {
        return;
    }
    let subject = Subject::whole(Group::Type, &new.receiver);
    let named = |webhook: &Webhook| subject.part(format!("::{}", webhook.name));
    for then in &old.others {
        match new.others.iter().find(|now| now.key == then.key) {
            Some(now) => body(pair, then, now, &named(now), log),
            None => log.add(
                &named(then),
                "removed",
                Effect::MAJOR,
                Spots::old(then.spot),
            ),
        }
    }
    for now in &new.others {
        if old.others.iter().all(|then| then.key != now.key) {
            log.add(&named(now), "added", Effect::MINOR, Spots::new(now.spot));
        }
    }
}

/// The name of a webhook, the type of its body, and its headers.
fn body(pair: &Pair<'_>, then: &Webhook, now: &Webhook, named: &Subject, log: &mut Log) {
    let at = Spots::both(then.spot, now.spot);
    if then.name != now.name {
        let text = format!("renamed: it was `{}`", then.name);
        log.add(named, text, Effect::MAJOR, at);
    }
    let (before, after) = (pair.written_now(&then.ty), written(&pair.new, &now.ty));
    if before != after {
        let was = written(&pair.old, &then.ty);
        let text = format!("holds `{was}` → `{after}`");
        let is_read = pair.is_read(&then.ty, &now.ty);
        log.add(named, text, Effect::MAJOR.wire(!is_read), at);
    }
    headers::of_webhook(pair, then, now, named, log);
    if then.docs != now.docs {
        log.add(named, "documentation", Effect::DOCUMENTATION, at);
    }
}
