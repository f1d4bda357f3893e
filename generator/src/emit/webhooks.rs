//! The file of the webhooks: the enum of those that their bodies tell apart, and the struct that verifies them.

mod receiver;

use super::handle::{docs, implementation};
use super::imports::{Homes, Imports};
use super::layout::{indented, signature};
use super::request::says;
use super::runtime::Part;
use super::types::named;
use super::{Content, File, Piece, headers, layout, tokens};
use crate::api::{Block, Docs, Webhook, WebhookEnum, Webhooks};

pub(super) fn file(webhooks: &Webhooks, homes: &Homes<'_>) -> File {
    let mut imports = Imports::into_module(&format!("crate::{}", webhooks.module));
    imports.runtime(Part::WebhookError, "WebhookError");
    imports.runtime(Part::WebhookBody, "read");
    let mut items = Vec::new();
    if webhooks.has_receiver() {
        items.push(receiver::definition(webhooks, homes, &mut imports));
        let methods = receiver::methods(webhooks, homes, &mut imports);
        items.extend(implementation(&webhooks.receiver, methods));
    }
    if let Some(told) = &webhooks.told {
        items.push(definition(told, webhooks, homes, &mut imports));
        items.extend(implementation(
            &told.name,
            vec![parse(told, webhooks, &mut imports)],
        ));
    }
    for webhook in webhooks.all() {
        let about = format!(
            "The headers of the webhook {}.",
            crate::api::code(&webhook.key)
        );
        let found = webhook.headers.iter();
        let found = found.flat_map(|found| {
            headers::definition(&about, found, &headers::WEBHOOKS, homes, &mut imports)
        });
        items.extend(found.collect::<Vec<_>>());
    }
    let parts = imports.parts();
    let mut pieces = vec![Piece::Uses(imports.uses())];
    pieces.extend(items);
    File {
        path: format!("src/{}.rs", webhooks.module),
        content: Content::Rust {
            docs: says("Webhooks: what the API sends by itself."),
            pieces,
        },
        parts,
    }
}

/// The documentation of webhooks that are not verified.
const UNVERIFIED: &str = "Nothing is verified: the description does not say how webhooks are signed, so that anybody \
                          may have sent them.";

fn definition(
    told: &WebhookEnum,
    webhooks: &Webhooks,
    homes: &Homes<'_>,
    imports: &mut Imports,
) -> Piece {
    imports.add("serde_json", "Value");
    let tag = crate::api::code(&told.tag);
    let about = match webhooks.unwrapped() {
        Some(_) => format!(
            "A webhook. Its {tag} decides the variant. [`{}::unwrap`] verifies and reads it.",
            webhooks.receiver
        ),
        None => format!("A webhook. Its {tag} decides the variant."),
    };
    let mut lines = tokens::doc_lines(&says(about), 0);
    lines.push("#[derive(Debug, Clone, PartialEq)]".to_owned());
    lines.push("#[non_exhaustive]".to_owned());
    lines.push(format!("pub enum {} {{", told.name));
    let is_mixed = webhooks.unwrapped().is_some();
    for variant in &told.variants {
        let webhook = &variant.webhook;
        let mut about = described(webhook);
        if is_mixed && !webhook.is_signed {
            let text = "It is not signed, so that only [`parse`](Self::parse) reads it.";
            about.blocks.push(Block::Text(text.to_owned(), 0));
        }
        lines.extend(docs(&about));
        let ty = named(&webhook.ty, homes, imports);
        lines.extend(layout::variant(&tokens::raw(&webhook.name), &[ty]));
    }
    lines.push("    /// A webhook that the description does not have, as it came.".to_owned());
    lines.push("    Unknown(Value),".to_owned());
    lines.push("}".to_owned());
    Piece::Lines(lines)
}

/// What the documentation of a webhook says, also of its headers.
fn described(webhook: &Webhook) -> Docs {
    let mut about = webhook.docs.clone();
    if let Some(headers) = &webhook.headers {
        let text = format!("Its headers: [`{}::of`].", headers.name);
        about.blocks.push(Block::Text(text, 0));
    }
    about
}

/// The function that reads a webhook.
fn parse(told: &WebhookEnum, webhooks: &Webhooks, imports: &mut Imports) -> Vec<String> {
    imports.runtime(Part::WebhookMember, "member");
    let text = match webhooks.unwrapped() {
        Some(_) => "Reads a webhook without verifying it.".to_owned(),
        None => format!("Reads a webhook. {UNVERIFIED}"),
    };
    let mut lines = about(
        &text,
        "The body is not JSON, or another one than described.",
    );
    lines.extend(signature(
        "parse",
        &arguments(&["body: &[u8]"]),
        "Result<Self, WebhookError>",
    ));
    let tag = tokens::literal(&told.tag);
    lines.push(format!(
        "        Ok(match member(body, {tag}).as_deref() {{"
    ));
    for variant in &told.variants {
        let name = tokens::raw(&variant.webhook.name);
        lines.extend(arm(&variant.values, &format!("Self::{name}(read(body)?),")));
    }
    lines.push("            _ => Self::Unknown(read(body)?),".to_owned());
    lines.push("        })".to_owned());
    lines.push("    }".to_owned());
    lines
}

/// `Some("a" | "b") => …,` as rustfmt lays it out.
fn arm(values: &[String], value: &str) -> Vec<String> {
    let values: Vec<String> = values.iter().map(|value| tokens::literal(value)).collect();
    let pattern = format!("Some({})", values.join(" | "));
    let line = indented(12, &format!("{pattern} => {value}"));
    if line.chars().count() <= tokens::WIDTH {
        return vec![line];
    }
    if pattern.chars().count() + 12 + " => {".len() <= tokens::WIDTH {
        return vec![
            indented(12, &format!("{pattern} => {{")),
            indented(16, value.trim_end_matches(',')),
            indented(12, "}"),
        ];
    }
    let mut lines = vec![indented(12, "Some(")];
    for (index, value) in values.iter().enumerate() {
        let bar = if index == 0 { "" } else { "| " };
        lines.push(indented(16, &format!("{bar}{value}")));
    }
    if let Some(last) = lines.last_mut() {
        last.push(',');
    }
    lines.push(indented(12, &format!(") => {value}")));
    lines
}

/// What the documentation of a function says, and when it fails.
fn about(text: &str, errors: &str) -> Vec<String> {
    with_errors(&says(text), errors)
}

fn with_errors(about: &Docs, errors: &str) -> Vec<String> {
    let mut about = about.clone();
    about
        .blocks
        .push(Block::Verbatim(vec!["# Errors".to_owned()]));
    about.blocks.push(Block::Text(errors.to_owned(), 0));
    docs(&about)
}

fn arguments(arguments: &[&str]) -> Vec<String> {
    arguments
        .iter()
        .map(|argument| (*argument).to_owned())
        .collect()
}
