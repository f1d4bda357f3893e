//! The names of the enum of webhooks and its variants, of the methods and what has them, and of the module.

use std::collections::HashMap;

use super::super::names::{Naming, Scope, Wish, snake, spelled, text_variant, with_end};
use crate::api::{Module, Webhook, Webhooks};
use crate::names::{MEMBERS, REQUESTS};

/// The place of the enum and its variants in the file of names.
const PLACE: &str = "webhooks";

/// The place of the struct that verifies.
const RECEIVER: &str = "receiver of webhooks";

/// The group of the methods for webhooks that nothing tells from the others.
const METHODS: &str = "webhooks with a method";

/// The group of the fields for the headers of webhooks.
const FIELDS: &str = "headers of webhooks";

/// Names everything of the webhooks.
pub(in super::super) fn name(
    webhooks: &mut Webhooks,
    root: &Module,
    scope: &mut Scope,
    naming: &Naming<'_, '_>,
) {
    let known = known(webhooks, naming);
    let mut handles = Vec::new();
    let mut open = vec![root];
    while let Some(module) = open.pop() {
        open.extend(&module.children);
        handles.extend(module.handle.iter().map(|handle| handle.name.as_str()));
    }
    let wish = |key: &str, mut candidates: [&str; 2]| {
        // Two types of one name would be taken for each other.
        candidates.sort_by_key(|name| handles.contains(name));
        Wish {
            keys: vec![key.to_owned()],
            candidates: candidates.map(str::to_owned).to_vec(),
            ..Wish::default()
        }
    };
    let told = webhooks.told.is_some();
    let told = told.then(|| wish(PLACE, ["Webhook", "WebhookEvent"]));
    let receiver = webhooks.has_receiver();
    let receiver = receiver.then(|| wish(RECEIVER, ["Webhooks", "WebhookReceiver"]));
    let wishes: Vec<Wish> = told.into_iter().chain(receiver).collect();
    let mut given = naming.settle(REQUESTS, scope, &wishes).into_iter();
    if let Some(told) = &mut webhooks.told {
        told.name = given.next().unwrap_or_default();
        let variants = told.variants.iter();
        let wishes: Vec<Wish> = variants
            .map(|variant| known[&variant.webhook.key].variant())
            .collect();
        let names = naming.variants(PLACE, &wishes);
        for (variant, name) in told.variants.iter_mut().zip(names) {
            variant.webhook.name = name;
        }
    }
    webhooks.receiver = given.next().unwrap_or_default();
    let others = webhooks.others.iter();
    let wishes: Vec<Wish> = others.map(|other| known[&other.key].method()).collect();
    let names = naming.settle(METHODS, &mut Scope::default(), &wishes);
    for (other, name) in webhooks.others.iter_mut().zip(names) {
        let verb = match other.is_signed {
            true => "unwrap",
            false => "parse",
        };
        other.name = format!("{verb}_{}", name.trim_matches('_'));
    }
    headers(webhooks, &known, scope, naming);
    // Nobody outside the crate sees this name.
    let children = root.children.iter().map(|child| child.name.as_str());
    let mut modules = Scope::after(children);
    webhooks.module = modules.take(["webhooks", "received_webhooks"]);
}

/// What a webhook is named by.
struct Known {
    /// What the file of names knows it by.
    key: String,
    /// The texts that it is named after, the best first.
    texts: Vec<String>,
}

/// What webhooks are named by, by their keys. The one that is known without its method is that of `POST`, which nearly all
/// are. An earlier version of the generator knew the first of several methods so, and one that is alone.
fn known(webhooks: &Webhooks, naming: &Naming<'_, '_>) -> HashMap<String, Known> {
    let variants = format!("{MEMBERS}{PLACE}");
    let is_known = |key: &str| {
        let mut groups = [variants.as_str(), METHODS].into_iter();
        groups.any(|group| naming.remembered(group, key).is_some())
    };
    let is_post = |webhook: &Webhook| webhook.key == webhook.called;
    let with_method = |webhook: &Webhook| match is_post(webhook) {
        true => format!("POST {}", webhook.called),
        false => webhook.key.clone(),
    };
    let all = webhooks.all().map(|webhook| {
        let (called, with_method_of_it) = (&webhook.called, with_method(webhook));
        let rivals = webhooks.all().filter(|other| other.called == *called);
        let rivals: Vec<&Webhook> = rivals.collect();
        let mut open = rivals.iter().filter(|other| !is_known(&with_method(other)));
        let post = open.clone().find(|other| is_post(other));
        let first = open.next().filter(|_| is_known(called));
        let is_first = post.or(first).is_some_and(|first| first.key == webhook.key);
        let has_plain_name = is_first || !rivals.iter().any(|other| is_post(other));
        let texts = match (has_plain_name, rivals.len()) {
            (true, 1) if is_post(webhook) => vec![called.clone()],
            (true, _) => vec![called.clone(), with_method_of_it.clone()],
            (false, _) => vec![with_method_of_it.clone()],
        };
        let key = match is_first {
            true => called.clone(),
            false => with_method_of_it,
        };
        (webhook.key.clone(), Known { key, texts })
    });
    all.collect()
}

impl Known {
    /// The wish of a variant.
    fn variant(&self) -> Wish {
        let mut texts = self.texts.iter().map(|text| text_variant(text));
        let mut wish = texts.next().unwrap_or_default();
        wish.keys = vec![self.key.clone()];
        for other in texts {
            // Before those that tell texts by their case.
            wish.candidates
                .splice(2..2, other.candidates.into_iter().take(2));
        }
        wish
    }

    /// The wish of a method.
    fn method(&self) -> Wish {
        let candidates = self.texts.iter();
        Wish {
            keys: vec![self.key.clone()],
            candidates: candidates
                .flat_map(|text| [snake(text), snake(&spelled(text))])
                .collect(),
            ..Wish::default()
        }
    }
}

/// Names the structs of headers, and their fields.
fn headers(
    webhooks: &mut Webhooks,
    known: &HashMap<String, Known>,
    scope: &mut Scope,
    naming: &Naming<'_, '_>,
) {
    let has_headers = |webhook: &&Webhook| webhook.headers.is_some();
    let wishes = webhooks.all().filter(has_headers).map(|webhook| {
        let known = &known[&webhook.key];
        let mut wish = known.variant();
        wish.keys = vec![format!("headers of the webhook {}", known.key)];
        let ends = ["Headers", "WebhookHeaders"];
        let first = wish.candidates.first().cloned().unwrap_or_default();
        wish.candidates = ends.map(|end| with_end(&first, end)).to_vec();
        wish
    });
    let wishes: Vec<Wish> = wishes.collect();
    let mut structs = naming.settle(REQUESTS, scope, &wishes).into_iter();
    let fields = webhooks.headers().flat_map(|headers| &headers.fields);
    let mut keys: Vec<String> = fields.map(|field| field.key.to_ascii_lowercase()).collect();
    keys.sort();
    keys.dedup();
    let wishes: Vec<Wish> = keys.iter().map(|key| field(key)).collect();
    let names = naming.settle(FIELDS, &mut Scope::default(), &wishes);
    for webhook in webhooks.all_mut() {
        let Some(headers) = &mut webhook.headers else {
            continue;
        };
        headers.name = structs.next().unwrap_or_default();
        for field in &mut headers.fields {
            let key = field.key.to_ascii_lowercase();
            let found = keys.iter().position(|known| *known == key);
            field.name.clone_from(&names[found.unwrap_or_default()]);
        }
    }
}

fn field(key: &str) -> Wish {
    let plain = snake(key);
    Wish {
        keys: vec![key.to_owned()],
        exact: key == plain,
        candidates: vec![plain.clone(), with_end(&plain, "_header")],
        ..Wish::default()
    }
}
