//! A small client as the generator would emit it, around an API that is made up: every part of the
//! runtime is used here, and the tests speak to it.

mod bodies;
mod exports;
mod listings;
mod parameters;
mod streams;
mod types;

pub use bodies::{CreateFile, FileBody, Files, MixFiles, SearchFiles};
pub use exports::{
    CreateExport, CreateExportAnswer, CreateExportError, CreateExportHeaders, ExportFile,
    ExportFileAnswer, Exports, GetExport,
};
pub use listings::{Ask, Listing, Listings, Position, Shelf};
pub use parameters::{CountSearches, Search, Searches};
pub use streams::{
    Change, Changes, EstimateChange, FollowChanges, PlanChange, ReplayChanges, TellChanges,
    WatchChanges,
};
pub use types::{Refusal, Refused, Thing, ThingList};

use crate::runtime::api::Api;
use crate::runtime::auth::basic::Basic;
use crate::runtime::auth::bearer::Bearer;
use crate::runtime::auth::cookie_key::CookieKey;
use crate::runtime::auth::header_key::HeaderKey;
use crate::runtime::auth::query_key::QueryKey;
use crate::runtime::calls::call::Call;
use crate::runtime::calls::described::described;
use crate::runtime::calls::operation::Operation;
use crate::runtime::calls::request::request_methods;
use crate::runtime::client::Client;
use crate::runtime::client_builder::ClientBuilder;
use crate::runtime::error::Error;
use crate::runtime::http::header_setting::HeaderSetting;
use crate::runtime::pages::paged_request::page_methods;
use crate::runtime::styles::form_exploded::FORM;

static API: Api = Api {
    user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
    base_url: Some("https://api.example.com/v1"),
    base_url_env: Some("SAMPLE_BASE_URL"),
    credentials: &[&API_KEY, &LOGIN, &ADMIN_KEY, &SHARE_KEY, &SESSION],
    security: &[&[&API_KEY], &[&LOGIN], &[&ADMIN_KEY, &SHARE_KEY]],
    settings: &[&ORGANIZATION, &PROJECT],
    retry_on: None,
    no_retry: &["insufficient_quota"],
};

static API_KEY: Bearer = Bearer {
    name: "api_key",
    env: Some("SAMPLE_API_KEY"),
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
    /// `/exports`
    pub fn exports(&self) -> Exports {
        Exports(self.clone())
    }

    /// The same list, in every shape of paging.
    pub fn listings(&self) -> Listings {
        Listings(self.clone())
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

impl Error {
    /// The body of the error as the API describes it.
    pub fn api_error(&self) -> Option<&Refusal> {
        self.described::<Refused>().map(|body| &body.error)
    }
}

/// `/things`
#[derive(Debug, Clone)]
pub struct Things {
    client: Client,
}

impl Things {
    /// Every thing.
    pub fn list(&self) -> ListThings {
        ListThings(self.client.call(&LIST))
    }

    /// One thing.
    pub fn retrieve(&self, thing_id: impl Into<String>) -> RetrieveThing {
        RetrieveThing(self.client.call(&RETRIEVE).path::<String>(thing_id))
    }

    /// A new thing.
    pub fn create(&self, thing: &Thing) -> CreateThing {
        CreateThing(self.client.call(&CREATE).json::<&Thing>(thing))
    }

    /// Some members of a thing.
    pub fn update(&self, thing_id: impl Into<String>, thing: &Thing) -> UpdateThing {
        let call = self.client.call(&UPDATE).path::<String>(thing_id);
        UpdateThing(call.json_as::<&Thing>("application/merge-patch+json", thing))
    }

    /// One thing less.
    pub fn delete(&self, thing_id: impl Into<String>) -> DeleteThing {
        DeleteThing(self.client.call(&DELETE).path::<String>(thing_id))
    }

    /// The file of a thing, in a version.
    pub fn file(&self, thing_id: impl Into<String>, version: i64, suffix: &str) -> ThingFile {
        let call = self.client.call(&FILE);
        ThingFile(
            call.path::<String>(thing_id)
                .path::<i64>(version)
                .path::<&str>(suffix),
        )
    }
}

/// Made by [`Things::list`]; nothing is sent until it is awaited.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent until the request is awaited"]
pub struct ListThings(Call);

impl ListThings {
    /// Where to begin.
    pub fn after(self, after: impl Into<String>) -> Self {
        Self(self.0.query::<String>("after", after))
    }

    /// How many at once.
    pub fn limit(self, limit: i64) -> Self {
        Self(self.0.query::<i64>("limit", limit))
    }

    /// Only things with one of these.
    pub fn tags(self, tags: impl Into<Vec<String>>) -> Self {
        Self(self.0.query_as::<Vec<String>>("tag", FORM, tags))
    }
}

page_methods! {
    ListThings -> Page<ThingList>;
    last_item in_query("after");
    id |item| Some(&item.id);
    has_more |list| list.has_more;
    last_id |list| list.last_id.as_deref();
}

static LIST: Operation = Operation {
    id: "listThings",
    method: "GET",
    path: "/things",
    accept: "application/json",
    security: &[&[&API_KEY], &[&LOGIN]],
    error: Some(described::<Refused>),
    ..Operation::USUAL
};

/// Made by [`Things::retrieve`]; nothing is sent until it is awaited.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent until the request is awaited"]
pub struct RetrieveThing(Call);

request_methods!(RetrieveThing -> Thing);

static RETRIEVE: Operation = Operation {
    id: "getThing",
    method: "GET",
    path: "/things/{thing_id}",
    accept: "application/json",
    security: &[&[], &[&API_KEY]],
    error: Some(described::<Refused>),
    ..Operation::USUAL
};

/// Made by [`Things::create`]; nothing is sent until it is awaited.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent until the request is awaited"]
pub struct CreateThing(Call);

request_methods!(CreateThing -> Thing);

static CREATE: Operation = Operation {
    id: "createThing",
    method: "POST",
    path: "/things?notify=true",
    accept: "application/json",
    security: &[&[&ADMIN_KEY, &SHARE_KEY], &[&API_KEY]],
    idempotency_header: Some("idempotency-key"),
    ..Operation::USUAL
};

/// Made by [`Things::update`]; nothing is sent until it is awaited.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent until the request is awaited"]
pub struct UpdateThing(Call);

request_methods!(UpdateThing -> Thing);

static UPDATE: Operation = Operation {
    id: "updateThing",
    method: "PATCH",
    path: "/things/{thing_id}",
    accept: "application/json",
    security: &[&[&API_KEY]],
    ..Operation::USUAL
};

/// Made by [`Things::delete`]; nothing is sent until it is awaited.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent until the request is awaited"]
pub struct DeleteThing(Call);

request_methods!(DeleteThing -> ());

static DELETE: Operation = Operation {
    id: "deleteThing",
    method: "DELETE",
    path: "/things/{thing_id}",
    accept: "application/json",
    ..Operation::USUAL
};

/// Made by [`Things::file`]; nothing is sent until it is awaited.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent until the request is awaited"]
pub struct ThingFile(Call);

impl ThingFile {
    /// The language to have it in.
    pub fn language(self, language: impl Into<String>) -> Self {
        Self(self.0.header::<String>("x-language", language))
    }

    /// What to look for in it.
    pub fn search(self, search: Thing) -> Self {
        Self(self.0.json::<Thing>(search))
    }

    /// What to look for in it, as a query of its own.
    pub fn query(self, query: Thing) -> Self {
        Self(self.0.json_as::<Thing>("application/query+json", query))
    }
}

request_methods!(ThingFile -> Thing);

static FILE: Operation = Operation {
    id: "getThingFile",
    method: "GET",
    path: "/things/{thing_id}/files/{version}{suffix}?as=json#newest",
    accept: "application/json",
    security: &[&[&API_KEY]],
    ..Operation::USUAL
};

#[cfg(test)]
impl RetrieveThing {
    /// The call inside, for tests that look at what would be sent.
    pub(crate) fn into_call(self) -> Call {
        self.0
    }
}
