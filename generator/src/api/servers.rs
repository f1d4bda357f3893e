//! Where calls go: servers that a caller chooses from, and servers of single operations.

use super::{Docs, Spot};

/// The module of the servers that a caller chooses from. Without such servers there is none.
#[derive(Debug, Default)]
pub(crate) struct Servers {
    /// The name of the module.
    pub module: String,
    pub sets: Vec<ServerSet>,
    /// The types of variables that have a list of values.
    pub enums: Vec<VariableEnum>,
}

impl Servers {
    /// Those of the API as a whole.
    pub fn of_api(&self) -> Option<&ServerSet> {
        self.sets.iter().find(|set| set.is_of_api)
    }
}

/// Servers of which one is chosen.
#[derive(Debug)]
pub(crate) struct ServerSet {
    /// The enumeration: `Server`, `UploadServer`.
    pub name: String,
    /// The setter of the builder. None where the base URL is used unless a request says otherwise.
    pub setter: Option<String>,
    /// Whether they are those of the API, not of operations.
    pub is_of_api: bool,
    pub choices: Vec<ServerChoice>,
}

/// One of several servers.
#[derive(Debug)]
pub(crate) struct ServerChoice {
    /// The variant.
    pub name: String,
    /// The struct that holds the values of the variables; none without variables.
    pub ty: Option<String>,
    pub docs: Docs,
    /// The URL, with variables in braces.
    pub url: String,
    /// The environment variable that replaces it.
    pub env: Option<String>,
    pub variables: Vec<ServerVariable>,
    pub spot: Spot,
}

/// A variable of the URL of a server.
#[derive(Debug)]
pub(crate) struct ServerVariable {
    /// The setter.
    pub name: String,
    /// As the URL writes it.
    pub key: String,
    pub docs: Docs,
    pub default: String,
    /// The number of its type among [`Servers::enums`]; none for any text.
    pub values: Option<usize>,
}

/// The values that a variable may have.
#[derive(Debug)]
pub(crate) struct VariableEnum {
    pub name: String,
    pub docs: Docs,
    /// Each variant with its value.
    pub values: Vec<(String, String)>,
    pub spot: Spot,
}

/// The server that an operation has, where that is not simply the base URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum OwnServer {
    /// One server.
    One { url: String, env: Option<String> },
    /// One of several, or one with variables.
    Chosen {
        /// The number among [`Servers::sets`].
        set: usize,
        /// The option of the request that takes it.
        option: String,
    },
}
