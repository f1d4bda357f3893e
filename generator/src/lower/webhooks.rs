//! Webhooks: the enum of those that their bodies tell apart, and a method for each other one.

mod naming;
mod signature;
mod told;

pub(super) use self::naming::name;
use self::signature::Signature;
use self::told::Body;
use super::context::Lowering;
use super::docs;
use super::drafts::Use;
use super::operation;
use super::spot::spot;
use crate::api::{
    Block, ComeWith, Docs, Headers, HeadersHome, Type, Webhook, WebhookEnum, WebhookVariant,
    Webhooks,
};
use crate::diagnostic::Code;
use crate::openapi::{Content, Operation, PathItem};
use crate::schemas::Direction;
use crate::source::Node;

/// A webhook with the type of its body.
struct Received<'s> {
    webhook: Webhook,
    body: Body<'s>,
    operation: &'s Node,
}

/// Lowers the webhooks. What is left to be named is named by [`name`].
pub(super) fn lower<'s>(
    lowering: &mut Lowering<'_, 's>,
    webhooks: &[PathItem<'s>],
    paths: &[PathItem<'s>],
    extensions: &[(&'s str, &'s Node)],
) -> Option<Webhooks> {
    let of_all = signature::declared(lowering, extensions);
    let mut env = of_all.as_ref().and_then(|signature| signature.env.clone());
    let mut received = Vec::new();
    for item in webhooks {
        let of_item = signature::declared(lowering, &item.extensions);
        operation::received(lowering, item, true);
        for operation in &item.operations {
            let own = signature::declared(lowering, &operation.extensions);
            let signature = own.or(of_item.clone()).or(of_all.clone());
            let Signature {
                is_signed,
                env: of_it,
            } = signature.unwrap_or_default();
            env = env.or(of_it);
            let key = match operation.method {
                "POST" => item.path.to_owned(),
                method => format!("{method} {}", item.path),
            };
            received.extend(self::received(lowering, item, operation, key, is_signed));
        }
    }
    note_misplaced(lowering, paths);
    if received.is_empty() {
        if let Some(node) = signature::node(extensions) {
            let message = format!(
                "`{}` has no effect: no webhook has a JSON body",
                signature::KEY
            );
            let report = lowering.report;
            report.add(report.at_key(Code::Inert, node, message));
        }
        return None;
    }
    Some(told_apart(lowering, received, env))
}

/// A webhook with a JSON body.
fn received<'s>(
    lowering: &mut Lowering<'_, 's>,
    item: &PathItem<'s>,
    operation: &Operation<'s>,
    key: String,
    is_signed: bool,
) -> Option<Received<'s>> {
    let shown = match item.operations.len() {
        1 => item.path,
        _ => &key,
    };
    let contents = operation.body.iter().flat_map(|body| &body.content);
    let contents: Vec<&Content<'s>> = contents.collect();
    let report = lowering.report;
    let json = contents
        .iter()
        .position(|content| operation::is_json(content));
    let unread = contents.iter().enumerate();
    for (_, content) in unread.filter(|(index, _)| Some(*index) != json) {
        let message = format!(
            "the webhook is not read as `{}`",
            content.name.escape_debug()
        );
        let found = report.at_key(Code::UnusedMedia, content.node, message);
        report.add(found.label("webhooks are read as JSON").once());
    }
    let Some(json) = json.map(|index| contents[index]) else {
        if contents.is_empty() {
            let message = format!("the webhook `{}` has no body to read", shown.escape_debug());
            report.add(report.at_key(Code::Inert, operation.node, message));
        }
        return None;
    };
    let parameters = operation.parameters.iter().map(|parameter| parameter.node);
    let body = operation.body.iter().map(|body| body.node);
    for node in [operation.node].into_iter().chain(parameters).chain(body) {
        let help = "a webhook is called as its key is, its fields as their headers and members";
        lowering
            .names
            .note_unused(node, "it is that of a webhook", help);
    }
    let hint = operation::payload_hint(item, operation);
    let ty = match json.schema {
        None => Type::Json,
        Some(schema) => lowering.typed(schema, Use::RECEIVED, &hint).inner(),
    };
    let fields = operation::webhook_headers(lowering, operation, &hint);
    let of_headers = fields.iter().map(|field| field.ty.clone());
    lowering.arriving.extend(of_headers);
    let facts = json
        .schema
        .map(|schema| lowering.schemas.facts(schema, Some(Direction::Received)));
    let ty = match &ty {
        Type::Named(id) if lowering.types.is_struct(*id) => Type::Boxed(Box::new(ty)),
        _ => ty,
    };
    Some(Received {
        webhook: Webhook {
            // Named once the types are.
            name: String::new(),
            key: key.clone(),
            called: item.path.to_owned(),
            docs: described(lowering, shown, operation),
            ty: ty.clone(),
            headers: (!fields.is_empty()).then_some(Headers {
                // Named with the webhooks.
                name: String::new(),
                home: HeadersHome::Here,
                come_with: ComeWith::All,
                fields,
            }),
            is_signed,
            spot: spot(operation.node),
        },
        body: Body {
            key,
            ty,
            facts: facts.unwrap_or_default(),
        },
        operation: operation.node,
    })
}

/// What the documentation of a webhook says: its name, and what the description says first.
fn described(lowering: &Lowering<'_, '_>, key: &str, operation: &Operation<'_>) -> Docs {
    let text = operation.description.or(operation.summary).unwrap_or("");
    let mut found = docs::docs(text, lowering.link_base.as_deref());
    docs::first(&mut found);
    let key = docs::code(key);
    match found.blocks.first_mut() {
        Some(Block::Text(text, 0)) => *text = format!("{key}: {text}"),
        _ => found
            .blocks
            .insert(0, docs::sentence(format!("The webhook {key}."))),
    }
    if operation.deprecated {
        found.blocks.push(docs::sentence("Deprecated."));
    }
    found
}

fn told_apart(
    lowering: &Lowering<'_, '_>,
    received: Vec<Received<'_>>,
    env: Option<String>,
) -> Webhooks {
    let count = received.len();
    let is_verified = received.iter().any(|received| received.webhook.is_signed);
    let (mut bodies, mut webhooks) = (Vec::new(), Vec::new());
    for Received {
        webhook,
        body,
        operation,
    } in received
    {
        bodies.push(body);
        webhooks.push((webhook, operation));
    }
    let tag = told::tag(&bodies);
    let (key, values) = match tag {
        Some(tag) => (tag.key, tag.values),
        None => (String::new(), vec![None; count]),
    };
    let (mut variants, mut others) = (Vec::new(), Vec::new());
    for ((mut webhook, operation), values) in webhooks.into_iter().zip(values) {
        if let Some(values) = values {
            variants.push(WebhookVariant { values, webhook });
            continue;
        }
        if count > 1 {
            let report = lowering.report;
            let name = webhook.key.escape_debug();
            let message = format!("nothing in its body tells the webhook `{name}` from all others");
            let found = report.at_key(Code::UntoldWebhook, operation, message);
            let found = found.label("a method of its own reads it");
            report.add(found.help(
                "a required member with another constant text in each webhook, such as `type`, would tell them apart",
            ));
        }
        // A method gives the value as it is.
        webhook.ty = match webhook.ty {
            Type::Boxed(inner) => *inner,
            ty => ty,
        };
        others.push(webhook);
    }
    Webhooks {
        module: String::new(),
        feature: None,
        receiver: String::new(),
        is_verified,
        env: env.filter(|_| is_verified),
        told: (!variants.is_empty()).then(|| WebhookEnum {
            name: String::new(),
            tag: key,
            variants,
        }),
        others,
    }
}

/// Notes `x-webhook-signature` where it says nothing of webhooks.
fn note_misplaced(lowering: &Lowering<'_, '_>, paths: &[PathItem<'_>]) {
    let items = paths.iter().map(|item| &item.extensions);
    let operations = paths.iter().flat_map(|item| &item.operations);
    let extensions = items.chain(operations.map(|operation| &operation.extensions));
    for node in extensions.filter_map(|extensions| signature::node(extensions)) {
        let message = format!("`{}` has no effect: this is no webhook", signature::KEY);
        let report = lowering.report;
        report.add(report.at_key(Code::Inert, node, message));
    }
}
