//! What all of lowering shares.

use std::collections::{HashMap, HashSet};

use super::drafts::Drafts;
use super::names::Naming;
use super::property_names::PropertyNames;
use super::servers::OwnServers;
use super::xml::Elements;
use crate::api::Type;
use crate::diagnostic::Report;
use crate::openapi::SchemaId;
use crate::schemas::Analysis;

/// The description's schemas, the types made of them so far, and where findings go.
pub(super) struct Lowering<'r, 's> {
    pub report: &'r Report<'s>,
    pub names: Naming<'r, 's>,
    /// The types of other crates that are used for strings with a `format`: format and path.
    pub foreign: &'r [(String, String)],
    pub schemas: Analysis<'r, 's>,
    /// The names that the types of components want.
    pub called: HashMap<SchemaId, String>,
    /// The names that the description gives to fields.
    pub property_names: PropertyNames,
    /// The address that links of a description lead to when they begin with `/`.
    pub link_base: Option<String>,
    pub types: Drafts<'s>,
    /// Whether a part without a type is a file.
    pub untyped_parts_are_files: bool,
    /// The schemas whose `contentMediaType` says how a body or a part is sent.
    pub content_types: HashSet<SchemaId>,
    /// Whether a branch of a union is an enumeration of strings, for those that were asked.
    pub string_enumerations: HashMap<SchemaId, bool>,
    /// Whether a type is any JSON because its integers have more than 64 bits.
    pub has_big_integers: bool,
    /// What webhooks and callbacks send.
    pub arriving: Vec<Type>,
    /// The schemas of bodies that are texts or bytes to the client.
    pub unread: Vec<SchemaId>,
    /// The elements that bodies in XML are.
    pub elements: Elements,
    /// The servers of operations that a caller chooses from.
    pub servers: Vec<OwnServers<'s>>,
}
