//! The struct that verifies webhooks, and its methods.

use super::super::handle::docs;
use super::super::imports::{Homes, Imports};
use super::super::layout::{indented, signature};
use super::super::request::says;
use super::super::runtime::Part;
use super::super::types::named;
use super::super::{Piece, tokens, usage};
use super::{UNVERIFIED, about, arguments, described, with_errors};
use crate::api::{Webhook, Webhooks};

/// The struct that verifies; without secrets it has nothing but functions.
pub(super) fn definition(webhooks: &Webhooks, homes: &Homes<'_>, imports: &mut Imports) -> Piece {
    let name = &webhooks.receiver;
    if !webhooks.is_verified {
        let about = says(format!("Reads webhooks. {UNVERIFIED}"));
        let mut lines = tokens::doc_lines(&about, 0);
        lines.push("#[derive(Debug, Clone, Copy)]".to_owned());
        lines.push("#[non_exhaustive]".to_owned());
        lines.push(format!("pub struct {name};"));
        return Piece::Lines(lines);
    }
    imports.runtime(Part::StandardWebhooks, "StandardWebhooks");
    let mut about = says(
        "Verifies the webhooks of the API, and reads them. They are signed by the specification of \
         [Standard Webhooks](https://www.standardwebhooks.com).",
    );
    about.blocks.extend(usage::of_webhooks(homes.api, webhooks));
    let mut lines = tokens::doc_lines(&about, 0);
    lines.push("#[derive(Debug, Clone)]".to_owned());
    lines.push(format!("pub struct {name}(StandardWebhooks);"));
    Piece::Lines(lines)
}

/// Its methods.
pub(super) fn methods(
    webhooks: &Webhooks,
    homes: &Homes<'_>,
    imports: &mut Imports,
) -> Vec<Vec<String>> {
    let mut methods = Vec::new();
    if webhooks.is_verified {
        methods.push(new());
        methods.extend(webhooks.env.as_deref().map(|env| from_env(env, imports)));
        methods.push(tolerance(imports));
        methods.extend(webhooks.unwrapped().map(|told| unwrap(&told.name, imports)));
    }
    for other in &webhooks.others {
        methods.push(match other.is_signed {
            true => unwrap_other(other, homes, imports),
            false => parse_other(other, homes, imports),
        });
    }
    if webhooks.is_verified {
        methods.push(verify(imports));
        methods.push(verify_at(imports));
        methods.push(sign(imports));
    }
    methods
}

fn method(about: Vec<String>, head: Vec<String>, body: &[&str]) -> Vec<String> {
    let mut lines = about;
    lines.extend(head);
    lines.extend(body.iter().map(|line| indented(8, line)));
    lines.push("    }".to_owned());
    lines
}

fn new() -> Vec<String> {
    let about = about(
        "Verifies with these secrets, as the API shows them (`whsec_…`). While a secret is replaced by \
         another one, both are given.",
        "There is no secret, or one is no base64.",
    );
    let secrets = arguments(&["secrets: impl IntoIterator<Item = S>"]);
    let head = signature("new<S: AsRef<str>>", &secrets, "Result<Self, WebhookError>");
    method(about, head, &["Ok(Self(StandardWebhooks::new(secrets)?))"])
}

fn from_env(env: &str, imports: &mut Imports) -> Vec<String> {
    imports.runtime(Part::WebhookSecrets, "secrets");
    let about = about(
        &format!(
            "Verifies with the secrets in the environment variable {}; several are separated by spaces.",
            crate::api::code(env)
        ),
        "The variable is not set, or holds no secret that can be used.",
    );
    let head = signature("from_env", &[], "Result<Self, WebhookError>");
    let body = format!("Self::new(secrets({})?)", tokens::literal(env));
    method(about, head, &[&body])
}

fn tolerance(imports: &mut Imports) -> Vec<String> {
    imports.add("std", "time");
    let about = says(
        "How far the time at which a webhook was sent may be from the clock, in both directions: five \
         minutes unless it is set.",
    );
    let mut about = docs(&about);
    about.push("    #[must_use]".to_owned());
    let head = signature(
        "tolerance",
        &arguments(&["self", "tolerance: time::Duration"]),
        "Self",
    );
    method(about, head, &["Self(self.0.tolerance(tolerance))"])
}

fn unwrap(told: &str, imports: &mut Imports) -> Vec<String> {
    imports.add("http", "HeaderMap");
    let about = about(
        "Verifies a webhook and reads it. `body` are the bytes as they arrived.",
        "The webhook is not from the API, is too old, or has another body than described.",
    );
    let gives = format!("Result<{told}, WebhookError>");
    let head = signature("unwrap", &received("&self"), &gives);
    let body = [
        "self.verify(headers, body)?;",
        &format!("{told}::parse(body)"),
    ];
    method(about, head, &body)
}

/// `&self, headers: &HeaderMap, body: &[u8]`
fn received(this: &str) -> Vec<String> {
    arguments(&[this, "headers: &HeaderMap", "body: &[u8]"])
}

fn unwrap_other(other: &Webhook, homes: &Homes<'_>, imports: &mut Imports) -> Vec<String> {
    imports.add("http", "HeaderMap");
    let about = with_errors(
        &described(other),
        "The webhook is not from the API, is too old, or has another body than described.",
    );
    let gives = format!("Result<{}, WebhookError>", named(&other.ty, homes, imports));
    let head = signature(&other.name, &received("&self"), &gives);
    method(about, head, &["self.verify(headers, body)?;", "read(body)"])
}

fn parse_other(other: &Webhook, homes: &Homes<'_>, imports: &mut Imports) -> Vec<String> {
    let about = with_errors(
        &described(other),
        "The body is not JSON, or another one than described.",
    );
    let gives = format!("Result<{}, WebhookError>", named(&other.ty, homes, imports));
    let head = signature(&other.name, &arguments(&["body: &[u8]"]), &gives);
    method(about, head, &["read(body)"])
}

fn verify(imports: &mut Imports) -> Vec<String> {
    imports.add("http", "HeaderMap");
    imports.add("std", "time");
    imports.runtime(Part::WebhookMessage, "WebhookMessage");
    let about = about(
        "Verifies a webhook without reading it. The message has its id: the API sends it again, with the \
         same id, until it gets an answer with a status from 200 to 299.",
        "The webhook is not from the API, or is too old.",
    );
    let head = signature(
        "verify",
        &received("&self"),
        "Result<WebhookMessage, WebhookError>",
    );
    method(
        about,
        head,
        &["self.verify_at(headers, body, time::SystemTime::now())"],
    )
}

fn verify_at(imports: &mut Imports) -> Vec<String> {
    imports.add("std", "time");
    let about = about(
        "Verifies a webhook that was received at another time than now: one that was recorded, for instance.",
        "Those of [`verify`](Self::verify).",
    );
    let mut arguments = received("&self");
    arguments.push("now: time::SystemTime".to_owned());
    let head = signature(
        "verify_at",
        &arguments,
        "Result<WebhookMessage, WebhookError>",
    );
    method(about, head, &["self.0.verify(headers, body, now)"])
}

fn sign(imports: &mut Imports) -> Vec<String> {
    imports.add("std", "time");
    let about = about(
        "The headers that the API would send with this body, signed with the first secret: for the tests \
         of a receiver.",
        "The id is not a valid header value, or the time is before 1970.",
    );
    let arguments = arguments(&["&self", "id: &str", "time: time::SystemTime", "body: &[u8]"]);
    let head = signature("sign", &arguments, "Result<HeaderMap, WebhookError>");
    method(about, head, &["self.0.sign(id, time, body)"])
}
