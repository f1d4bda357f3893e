//! Webhooks: what the API sends by itself.

use super::{Docs, HeaderField, Headers, Spot, Type};

/// The webhooks of an API.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Webhooks {
    /// The module that they are in. It is private, so that its name is no part of the API.
    pub module: String,
    /// The feature of cargo that brings it; none where it is always there.
    pub feature: Option<String>,
    /// The struct that verifies webhooks, and reads those that only their URL tells from the others.
    pub receiver: String,
    /// Whether webhooks are verified; else the receiver has no secrets.
    pub is_verified: bool,
    /// The environment variable that holds the secrets.
    pub env: Option<String>,
    /// Those that a member of the body tells from the others.
    pub told: Option<WebhookEnum>,
    /// Those that nothing in the body tells from the others, each with a method of its own.
    pub others: Vec<Webhook>,
}

/// An enum of webhooks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WebhookEnum {
    pub name: String,
    /// The key of the member that says which it is.
    pub tag: String,
    pub variants: Vec<WebhookVariant>,
}

/// A variant of the enum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WebhookVariant {
    /// What the member may be.
    pub values: Vec<String>,
    pub webhook: Webhook,
}

/// A webhook whose body is JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Webhook {
    /// The variant, or the method that reads it.
    pub name: String,
    /// What it is known by: what the document calls it, for another method than `POST` with that before it.
    pub key: String,
    /// What the document calls it.
    pub called: String,
    pub docs: Docs,
    pub ty: Type,
    /// The described headers that come with it.
    pub headers: Option<Headers>,
    /// Whether it is verified.
    pub is_signed: bool,
    pub spot: Spot,
}

impl Webhooks {
    /// Whether there is a struct of the receiver.
    pub fn has_receiver(&self) -> bool {
        self.is_verified || !self.others.is_empty()
    }

    /// The enum, where one of its webhooks is verified.
    pub fn unwrapped(&self) -> Option<&WebhookEnum> {
        let is_signed = |told: &&WebhookEnum| {
            let mut variants = told.variants.iter();
            variants.any(|variant| variant.webhook.is_signed)
        };
        self.told.as_ref().filter(is_signed)
    }

    /// Every webhook.
    pub fn all(&self) -> impl Iterator<Item = &Webhook> {
        let told = self.told.iter().flat_map(|told| &told.variants);
        told.map(|variant| &variant.webhook).chain(&self.others)
    }

    /// Every webhook, to be changed; in the same order.
    pub fn all_mut(&mut self) -> impl Iterator<Item = &mut Webhook> {
        let told = self.told.iter_mut().flat_map(|told| &mut told.variants);
        let told = told.map(|variant| &mut variant.webhook);
        told.chain(&mut self.others)
    }

    /// Every struct of headers.
    pub fn headers(&self) -> impl Iterator<Item = &Headers> {
        self.all().filter_map(|webhook| webhook.headers.as_ref())
    }

    /// The types of the bodies and of the headers.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        let fields = self.headers().flat_map(|headers| &headers.fields);
        let of_headers = fields.map(|HeaderField { ty, .. }| ty);
        self.all().map(|webhook| &webhook.ty).chain(of_headers)
    }
}
