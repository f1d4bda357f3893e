//! Webhooks: which there are, what tells them apart, what their bodies are, whether they are signed.

use super::case::{Case, reference};

/// A webhook with a body.
fn webhook(name: &str, more: &str, schema: &str) -> String {
    format!(
        r#"{name}: {{ post: {{ {more}requestBody: {{ content: {{ application/json: {{ schema: {schema} }} }} }}, responses: {{ "204": {{ description: "" }} }} }} }}"#
    )
}

/// Headers of these names.
fn headers(names: &str) -> String {
    let header = |name: &str| format!("{{ name: {name}, in: header, schema: {{ type: string }} }}");
    let headers: Vec<String> = names.split(", ").map(header).collect();
    format!("parameters: [{}], ", headers.join(", "))
}

/// An object that its `type` tells from others.
fn told(values: &str) -> String {
    format!(
        "{{ type: object, required: [type], properties: {{ type: {{ type: string, enum: [{values}] }} }} }}"
    )
}

/// Code that looks at one variant of the enum.
fn looks_at(variant: &str) -> String {
    format!("fn f(hook: Webhook) {{ if let Webhook::{variant}(body) = hook {{ drop(body) }} }}")
}

const SIGNED: &str = "x-webhook-signature: standard-webhooks, ";

const UNTOLD: &str = "{ type: object, required: [a], properties: { a: { type: string } } }";

pub fn cases() -> Vec<Case> {
    let kept = webhook("hook_kept", "", &told("hook.kept"));
    let with = |other: String| format!("{kept}\n{other}");
    let arrived = "(hooks: Webhooks, headers: HeaderMap, body: &[u8])";
    vec![
        Case::new("webhook_added")
            .webhooks(&kept, &with(webhook("hook_new", "", &told("hook.new"))))
            .user(&looks_at("HookKept")),
        Case::new("webhook_removed")
            .webhooks(&with(webhook("hook_gone", "", &told("hook.gone"))), &kept)
            .user(&looks_at("HookGone")),
        Case::new("webhook_body_changed")
            .types(
                &format!("HookWas: {}\nHookIs: {}", told("hook.changed"), told("hook.changed")),
                &format!("HookWas: {}\nHookIs: {}", told("hook.changed"), told("hook.changed")),
            )
            .webhooks(
                &webhook("hook_changed", "", &reference("HookWas")),
                &webhook("hook_changed", "", &reference("HookIs")),
            )
            .user("fn f(hook: Webhook) { if let Webhook::HookChanged(body) = hook { let _: Box<HookWas> = body; } }"),
        Case::new("webhook_header_added")
            .webhooks(
                &webhook("hook_head", &headers("X-A"), &told("hook.head")),
                &webhook("hook_head", &headers("X-A, X-B"), &told("hook.head")),
            )
            .user("fn f(headers: &HeaderMap) { let _ = HookHeadHeaders::of(headers).map(|found| found.x_a); }"),
        Case::new("webhook_header_removed")
            .webhooks(
                &webhook("hook_bare", &headers("X-A"), &told("hook.bare")),
                &webhook("hook_bare", "", &told("hook.bare")),
            )
            .user("fn f(headers: &HeaderMap) { let _ = HookBareHeaders::of(headers); }"),
        Case::new("webhook_told_by_one_more_value")
            .webhooks(
                &webhook("hook_more", "", &told("hook.more")),
                &webhook("hook_more", "", &told("hook.more, hook.most")),
            )
            .user(&looks_at("HookMore")),
        Case::new("webhook_not_told_any_more")
            .webhooks(
                &with(webhook("hook_lost", "", &told("hook.lost"))),
                &with(webhook("hook_lost", "", UNTOLD)),
            )
            .user(&looks_at("HookLost")),
        Case::new("webhook_with_a_method_added")
            .webhooks(&kept, &with(webhook("hook_method", "", UNTOLD)))
            .user(&looks_at("HookKept")),
        Case::new("webhook_with_a_method_removed")
            .webhooks(&with(webhook("hook_without", SIGNED, UNTOLD)), &kept)
            .user(&format!("fn f{arrived} {{ let _ = hooks.unwrap_hook_without(&headers, body); }}")),
        Case::new("webhook_signed_no_longer")
            .webhooks(
                &webhook("hook_signed", SIGNED, UNTOLD),
                &webhook("hook_signed", "", UNTOLD),
            )
            .user(&format!("fn f{arrived} {{ let _ = hooks.unwrap_hook_signed(&headers, body); }}")),
        Case::new("webhook_verified")
            .webhooks(
                &webhook("hook_verified", SIGNED, &told("hook.verified")),
                &webhook("hook_verified", SIGNED, &told("hook.verified")),
            )
            .user(&format!("fn f{arrived} {{ let _ = hooks.unwrap(&headers, body); }}"))
            .unchanged(),
        Case::new("webhook_signed_at_last")
            .webhooks(
                &webhook("hook_late", "", &told("hook.late")),
                &webhook("hook_late", SIGNED, &told("hook.late")),
            )
            .user(&looks_at("HookLate")),
    ]
}
