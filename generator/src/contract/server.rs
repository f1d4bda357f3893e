//! Servers: addresses with variables.

use super::owned;
use crate::openapi;

/// A server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// Its address with the default of each variable, without a slash at the end. A relative
    /// address begins with a slash or is empty.
    pub address: String,
    /// Its address as the document writes it, with `{variables}`.
    pub template: String,
    /// Its name.
    pub name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// The variables of the address.
    pub variables: Vec<ServerVariable>,
}

/// A variable of a server's address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerVariable {
    /// Its name in the template.
    pub name: String,
    /// The value that it has when nobody chooses another.
    pub default: String,
    /// The values that it may have; empty when it may have any.
    pub values: Vec<String>,
    /// What it is for.
    pub description: Option<String>,
}

pub(super) fn server(found: &openapi::Server<'_>) -> Server {
    Server {
        address: found.address().trim_end_matches('/').to_owned(),
        template: found.url.to_owned(),
        name: owned(found.name),
        description: owned(found.description),
        variables: found.variables.iter().map(variable).collect(),
    }
}

fn variable(found: &openapi::ServerVariable<'_>) -> ServerVariable {
    let values = found.values.iter();
    ServerVariable {
        name: found.name.to_owned(),
        default: found.default.to_string(),
        values: values.map(ToString::to_string).collect(),
        description: owned(found.description),
    }
}
