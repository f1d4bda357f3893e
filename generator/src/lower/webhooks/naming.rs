//! The names of the enum of webhooks and its variants, of the methods and what has them, and of the module.

use super::super::names::{Naming, Scope, Wish, snake, spelled, text_variant, with_end};
use crate::api::{Module, Webhook, Webhooks};
use crate::names::REQUESTS;

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
            .map(|variant| text_variant(&variant.webhook.key))
            .collect();
        let names = naming.variants(PLACE, &wishes);
        for (variant, name) in told.variants.iter_mut().zip(names) {
            variant.webhook.name = name;
        }
    }
    webhooks.receiver = given.next().unwrap_or_default();
    let others = webhooks.others.iter();
    let wishes: Vec<Wish> = others.map(|other| method(&other.key)).collect();
    let names = naming.settle(METHODS, &mut Scope::default(), &wishes);
    for (other, name) in webhooks.others.iter_mut().zip(names) {
        let verb = match other.is_signed {
            true => "unwrap",
            false => "parse",
        };
        other.name = format!("{verb}_{}", name.trim_matches('_'));
    }
    headers(webhooks, scope, naming);
    // Nobody outside the crate sees this name.
    let children = root.children.iter().map(|child| child.name.as_str());
    let mut modules = Scope::after(children);
    webhooks.module = modules.take(["webhooks", "received_webhooks"]);
}

/// Names the structs of headers, and their fields.
fn headers(webhooks: &mut Webhooks, scope: &mut Scope, naming: &Naming<'_, '_>) {
    let has_headers = |webhook: &&Webhook| webhook.headers.is_some();
    let wishes = webhooks.all().filter(has_headers).map(|webhook| {
        let mut wish = text_variant(&webhook.key);
        wish.keys = vec![format!("headers of the webhook {}", webhook.key)];
        let ends = ["Headers", "WebhookHeaders"];
        let first = wish.candidates.first().cloned().unwrap_or_default();
        wish.candidates = ends.map(|end| with_end(&first, end)).to_vec();
        wish.exact = false;
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

/// The wish of a method for a webhook.
fn method(key: &str) -> Wish {
    Wish {
        keys: vec![key.to_owned()],
        candidates: vec![snake(key), snake(&spelled(key))],
        ..Wish::default()
    }
}
