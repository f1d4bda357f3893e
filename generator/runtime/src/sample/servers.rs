//! Servers to choose from, and operations that have servers of their own.

use crate::runtime::calls::call::Call;
use crate::runtime::calls::operation::Operation;
use crate::runtime::calls::request_methods::request_methods;
use crate::runtime::client::Client;
use crate::runtime::http::server_url::ServerUrl;
use crate::sample::API_KEY;

/// A server of the API.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Server {
    /// For everyone: `https://api.example.com/v1`.
    #[default]
    Main,
    /// One for each region: `https://{region}.example.com/{version}`.
    Regional(Regional),
    /// On this machine: `http://localhost:1/v1`.
    Local,
}

impl From<Server> for ServerUrl {
    fn from(server: Server) -> Self {
        match server {
            Server::Main => Self::from("https://api.example.com/v1").replaced_by("SAMPLE_BASE_URL"),
            Server::Regional(server) => server.into(),
            Server::Local => Self::from("http://localhost:1/v1").replaced_by("SAMPLE_LOCAL_URL"),
        }
    }
}

/// One for each region: `https://{region}.example.com/{version}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regional {
    region: Region,
    version: String,
}

impl Default for Regional {
    fn default() -> Self {
        Self {
            region: Region::Eu,
            version: "v1".to_owned(),
        }
    }
}

impl Regional {
    /// The region. Default: `eu`.
    pub fn region(mut self, region: Region) -> Self {
        self.region = region;
        self
    }

    /// The version. Default: `v1`.
    pub fn version(mut self, version: impl Into<String>) -> Self {
        self.version = version.into();
        self
    }
}

impl From<Regional> for Server {
    fn from(server: Regional) -> Self {
        Self::Regional(server)
    }
}

impl From<Regional> for ServerUrl {
    fn from(server: Regional) -> Self {
        Self::from("https://{region}.example.com/{version}")
            .variable("region", server.region.as_str())
            .variable("version", &server.version)
    }
}

/// The region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Region {
    /// `eu`
    Eu,
    /// `us`
    Us,
}

impl Region {
    /// The value in the URL.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Eu => "eu",
            Self::Us => "us",
        }
    }
}

/// A server for files.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum FilesServer {
    /// `{endpoint}/files`
    ByEndpoint(ByEndpoint),
    /// `/files`
    Here,
}

impl Default for FilesServer {
    fn default() -> Self {
        Self::ByEndpoint(ByEndpoint::default())
    }
}

impl From<FilesServer> for ServerUrl {
    fn from(server: FilesServer) -> Self {
        match server {
            FilesServer::ByEndpoint(server) => server.into(),
            FilesServer::Here => Self::from("/files"),
        }
    }
}

/// `{endpoint}/files`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByEndpoint {
    endpoint: String,
}

impl Default for ByEndpoint {
    fn default() -> Self {
        Self {
            endpoint: "http://localhost:1".to_owned(),
        }
    }
}

impl ByEndpoint {
    /// Where files are. Default: `http://localhost:1`.
    pub fn endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.endpoint = endpoint.into();
        self
    }
}

impl From<ByEndpoint> for FilesServer {
    fn from(server: ByEndpoint) -> Self {
        Self::ByEndpoint(server)
    }
}

impl From<ByEndpoint> for ServerUrl {
    fn from(server: ByEndpoint) -> Self {
        Self::from("{endpoint}/files")
            .replaced_by("SAMPLE_FILES_URL")
            .variable("endpoint", &server.endpoint)
    }
}

/// What is kept elsewhere.
#[derive(Debug, Clone)]
pub struct Elsewhere(pub(crate) Client);

impl Elsewhere {
    /// Counts files, at a server to choose.
    pub fn files(&self) -> CountElsewhere {
        CountElsewhere(
            self.0
                .call(&COUNT)
                .at_chosen("files_server", FilesServer::default()),
        )
    }

    /// Counts at a server that the environment replaces.
    pub fn replaced(&self) -> CountElsewhere {
        let call = self.0.call(&COUNT);
        CountElsewhere(call.at_env("http://localhost:1/counts", "SAMPLE_COUNT_URL"))
    }

    /// Counts at a path of the host of the API.
    pub fn beside(&self) -> CountElsewhere {
        CountElsewhere(self.0.call(&COUNT).at("/beside"))
    }

    /// Counts at a server whose variable has no value.
    pub fn unknown(&self) -> CountElsewhere {
        CountElsewhere(self.0.call(&COUNT).at("https://{tenant}.example.com"))
    }
}

/// Made by [`Elsewhere`]; nothing is sent until it is awaited.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent until the request is awaited"]
pub struct CountElsewhere(Call);

impl CountElsewhere {
    /// Sends the request to this server.
    pub fn server(self, server: impl Into<FilesServer>) -> Self {
        Self(self.0.server::<FilesServer>(server))
    }
}

request_methods!(CountElsewhere -> i64);

static COUNT: Operation = Operation {
    id: "countElsewhere",
    method: "GET",
    path: "/count",
    accept: "application/json",
    security: &[&[&API_KEY]],
    ..Operation::USUAL
};
