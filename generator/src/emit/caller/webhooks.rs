//! What can be named of webhooks.

use super::{CRATE, Lines};
use crate::api::{Webhook, WebhookEnum, Webhooks};
use crate::emit::tokens::{literal, raw};

pub(super) fn webhooks(webhooks: &Webhooks, lines: &mut Lines<'_, '_>) {
    if let Some(told) = &webhooks.told {
        self::told(told, lines);
    }
    webhooks.all().for_each(|webhook| headers(webhook, lines));
    if !webhooks.has_receiver() {
        return;
    }
    let receiver = format!("{CRATE}::{}", raw(&webhooks.receiver));
    lines.add(&format!("Option<{receiver}>"), "None", "type");
    let result = |ty: &str| format!("Result<{ty}, {CRATE}::WebhookError>");
    let (this, body) = (format!("&{receiver}"), "&[u8]".to_owned());
    let arrived = [this, format!("&{CRATE}::HeaderMap"), body.clone()];
    if webhooks.is_verified {
        let new = format!("{receiver}::new(a0)");
        lines.function(&["Vec<String>".to_owned()], &result(&receiver), &new, "");
        let verify = result(&format!("{CRATE}::WebhookMessage"));
        lines.function(&arrived, &verify, "a0.verify(a1, a2)", "");
    }
    if let Some(env) = &webhooks.env {
        let from_env = format!("{receiver}::from_env()");
        lines.function(&[], &result(&receiver), &from_env, &literal(env));
    }
    if let Some(told) = webhooks.unwrapped() {
        let gives = result(&format!("{CRATE}::{}", raw(&told.name)));
        lines.function(&arrived, &gives, "a0.unwrap(a1, a2)", "");
    }
    for other in &webhooks.others {
        let gives = result(&lines.ty(&other.ty));
        let (name, wire) = (&other.name, literal(&other.key));
        match other.is_signed {
            true => {
                let call = format!("a0.{name}(a1, a2)");
                lines.function(&arrived, &gives, &call, &wire);
            }
            false => {
                let call = format!("{receiver}::{name}(a0)");
                lines.function(std::slice::from_ref(&body), &gives, &call, &wire);
            }
        }
    }
}

/// The struct of its headers.
fn headers(webhook: &Webhook, lines: &mut Lines<'_, '_>) {
    let Some(headers) = &webhook.headers else {
        return;
    };
    let name = format!("{CRATE}::{}", raw(&headers.name));
    let gives = format!("Result<{name}, {CRATE}::WebhookError>");
    let arrived = [format!("&{CRATE}::HeaderMap")];
    let wire = literal(&webhook.key);
    lines.function(&arrived, &gives, &format!("{name}::of(a0)"), &wire);
    for field in &headers.fields {
        let ty = match (lines.ty(&field.ty), field.required) {
            (ty, true) => ty,
            (ty, false) => format!("Option<{ty}>"),
        };
        let read = format!("&a0.{}", raw(&field.name));
        let wire = literal(&field.key);
        lines.function(&[format!("&{name}")], &format!("&{ty}"), &read, &wire);
    }
}

fn told(told: &WebhookEnum, lines: &mut Lines<'_, '_>) {
    let name = format!("{CRATE}::{}", raw(&told.name));
    lines.add(&format!("Option<{name}>"), "None", "type");
    let parse = format!("{name}::parse(a0)");
    let gives = format!("Result<{name}, {CRATE}::WebhookError>");
    lines.function(&["&[u8]".to_owned()], &gives, &parse, &literal(&told.tag));
    for variant in &told.variants {
        let path = format!("{name}::{}", raw(&variant.webhook.name));
        let held = lines.ty(&variant.webhook.ty);
        let wire = literal(&variant.webhook.key);
        lines.add(&format!("fn({held}) -> {name}"), &path, &wire);
        let read = format!("match a0 {{ {path}(held) => Some(held), _ => None }}");
        lines.function(
            &[format!("&{name}")],
            &format!("Option<&{held}>"),
            &read,
            &wire,
        );
    }
    let matches = format!("matches!(a0, {name}::Unknown(_))");
    lines.function(&[format!("&{name}")], "bool", &matches, "another webhook");
}
