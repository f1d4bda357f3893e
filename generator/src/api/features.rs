//! The features of cargo that each bring a part of a client.

/// The feature that brings every other feature of this list, and is on by default.
pub(crate) const ALL_RESOURCES: &str = "all-resources";
/// The feature that brings the webhooks.
pub(crate) const RECEIVED_WEBHOOKS: &str = "received-webhooks";
/// The feature that brings the types that nothing else brings, and all resources, whose types these may have.
pub(crate) const OTHER_TYPES: &str = "other-types";

/// A feature that brings a part of the client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Feature {
    pub name: String,
    pub brings: Brings,
}

/// What a feature brings, with all types that it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Brings {
    /// The resource at the root whose module has this name.
    Resource(String),
    Webhooks,
    OtherTypes,
}
