//! A small client as the generator would emit it, around an API that is made up: every part of the
//! runtime is used here, and the tests speak to it.

mod bodies;
mod exports;
mod listings;
mod marks;
mod parameters;
pub mod servers;
mod streams;
mod things;
mod types;
mod webhooks;

pub use bodies::{CreateFile, FileBody, Files, MixFiles, SearchFiles};
pub use exports::{
    CreateExport, CreateExportAnswer, CreateExportError, CreateExportHeaders, ExportFile,
    ExportFileAnswer, Exports, GetExport,
};
pub use listings::{Ask, Listing, Listings, Position, Shelf};
pub use marks::{CreateMark, Marks};
pub use parameters::{CountSearches, Search, Searches};
pub use streams::{
    Change, Changes, EstimateChange, FollowChanges, PlanChange, ReplayChanges, TellChanges,
    WatchChanges,
};
pub use things::{
    CreateThing, DeleteThing, ListThings, RetrieveThing, ThingFile, Things, UpdateThing,
};
pub use types::{Refusal, Refused, Thing, ThingList};
pub use webhooks::{ThingMovedHeaders, Webhook, Webhooks};

use crate::runtime::api::Api;
use crate::runtime::auth::basic::Basic;
use crate::runtime::auth::bearer::Bearer;
use crate::runtime::auth::client_credentials::{ClientCredentials, TokenEndpoint};
use crate::runtime::auth::cookie_key::CookieKey;
use crate::runtime::auth::credential_source::CredentialSource;
use crate::runtime::auth::header_key::HeaderKey;
use crate::runtime::auth::query_key::QueryKey;
use crate::runtime::client::Client;
use crate::runtime::client_builder::ClientBuilder;
use crate::runtime::error::Error;
use crate::runtime::http::header_setting::HeaderSetting;

static API: Api = Api {
    user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
    base_url: Some("https://api.example.com/v1"),
    base_url_env: Some("SAMPLE_BASE_URL"),
    server_env: &["SAMPLE_FILES_URL", "SAMPLE_COUNT_URL"],
    credentials: &[&API_KEY, &LOGIN, &ADMIN_KEY, &SHARE_KEY, &SESSION],
    issuers: &[&TOKENS],
    security: &[&[&API_KEY], &[&LOGIN], &[&ADMIN_KEY, &SHARE_KEY]],
    is_public: false,
    settings: &[&ORGANIZATION, &PROJECT],
    retry_on: None,
    no_retry: &["insufficient_quota"],
};

pub(crate) static API_KEY: Bearer = Bearer {
    name: "api_key",
    env: Some("SAMPLE_API_KEY"),
};

static TOKENS: TokenEndpoint = TokenEndpoint {
    url: "/oauth/token",
    scopes: &["things.read", "things.write"],
    credential: &API_KEY,
    env: &["SAMPLE_CLIENT_ID", "SAMPLE_CLIENT_SECRET"],
    in_body: false,
};

static LOGIN: Basic = Basic {
    name: "login",
    env: Some("SAMPLE_LOGIN"),
};

static ADMIN_KEY: HeaderKey = HeaderKey {
    name: "admin_key",
    env: None,
    header: "x-admin-key",
};

static SHARE_KEY: QueryKey = QueryKey {
    name: "share_key",
    env: Some("SAMPLE_SHARE_KEY"),
    query: "key",
};

static SESSION: CookieKey = CookieKey {
    name: "session",
    env: None,
    cookie: "ssid",
};

static ORGANIZATION: HeaderSetting = HeaderSetting {
    header: "sample-organization",
    env: Some("SAMPLE_ORG_ID"),
};

static PROJECT: HeaderSetting = HeaderSetting {
    header: "sample-project",
    env: None,
};

impl Client {
    /// A client to configure.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new(&API)
    }

    /// `/things`
    pub fn things(&self) -> Things {
        Things {
            client: self.clone(),
        }
    }
}

impl Client {
    /// `/marks`
    pub fn marks(&self) -> Marks {
        Marks {
            client: self.clone(),
        }
    }
}

impl Client {
    /// `/exports`
    pub fn exports(&self) -> Exports {
        Exports(self.clone())
    }

    /// The same list, in every shape of paging.
    pub fn listings(&self) -> Listings {
        Listings(self.clone())
    }

    /// What is kept elsewhere.
    pub fn elsewhere(&self) -> servers::Elsewhere {
        servers::Elsewhere(self.clone())
    }

    /// Things to look for.
    pub fn searches(&self) -> Searches {
        Searches(self.clone())
    }
}

impl ClientBuilder {
    /// The API key.
    pub fn api_key(self, api_key: impl Into<String>) -> Self {
        self.credential(&API_KEY, api_key)
    }

    /// The API key, from a function that is asked when a call needs it.
    pub fn api_key_from(self, source: impl CredentialSource + 'static) -> Self {
        self.credential_from(&API_KEY, source)
    }

    /// The program that API keys are fetched for.
    pub fn client_credentials(self, client_credentials: ClientCredentials) -> Self {
        self.tokens(&TOKENS, client_credentials)
    }

    /// The user and the password, from a function that is asked when a call needs them.
    pub fn login_from(self, source: impl CredentialSource + 'static) -> Self {
        self.credential_from(&LOGIN, source)
    }

    /// The user and the password.
    pub fn login(self, user: &str, password: &str) -> Self {
        self.basic(&LOGIN, user, password)
    }

    /// The key of an administrator.
    pub fn admin_key(self, admin_key: impl Into<String>) -> Self {
        self.credential(&ADMIN_KEY, admin_key)
    }

    /// The key that things are shared by.
    pub fn share_key(self, share_key: impl Into<String>) -> Self {
        self.credential(&SHARE_KEY, share_key)
    }

    /// The session that the caller logged into.
    pub fn session(self, session: impl Into<String>) -> Self {
        self.credential(&SESSION, session)
    }

    /// The organization.
    pub fn organization(self, organization: impl Into<String>) -> Self {
        self.setting(&ORGANIZATION, organization)
    }

    /// The project.
    pub fn project(self, project: impl Into<String>) -> Self {
        self.setting(&PROJECT, project)
    }
}

impl ClientBuilder {
    /// Sends calls to this server of the API.
    pub fn server(self, server: impl Into<servers::Server>) -> Self {
        self.choose_server::<servers::Server>("server", server)
    }

    /// Sends calls about files to this server.
    pub fn files_server(self, server: impl Into<servers::FilesServer>) -> Self {
        self.choose_server::<servers::FilesServer>("files_server", server)
    }
}

impl Error {
    /// The body of the error as the API describes it.
    pub fn api_error(&self) -> Option<&Refusal> {
        self.described::<Refused>().map(|body| &body.error)
    }
}
