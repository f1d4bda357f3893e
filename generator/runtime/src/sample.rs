//! A small client as the generator would emit it, around an API that is made up: every part of the
//! runtime is used here, and the tests speak to it.

mod types;

pub use types::{Refusal, Refused, Thing, ThingList};

use crate::runtime::api::Api;
use crate::runtime::auth::basic::Basic;
use crate::runtime::auth::bearer::Bearer;
use crate::runtime::auth::header_key::HeaderKey;
use crate::runtime::auth::query_key::QueryKey;
#[cfg(test)]
use crate::runtime::calls::call::Call;
use crate::runtime::calls::request::request;
use crate::runtime::client::Client;
use crate::runtime::client_builder::ClientBuilder;
use crate::runtime::error::Error;
use crate::runtime::http::header_setting::HeaderSetting;
use crate::runtime::pages::paged_request::paged_request;

static API: Api = Api {
    user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
    base_url: Some("https://api.example.com/v1"),
    base_url_env: Some("SAMPLE_BASE_URL"),
    credentials: &[
        &Bearer {
            name: "api_key",
            env: Some("SAMPLE_API_KEY"),
        },
        &Basic {
            name: "login",
            env: Some("SAMPLE_LOGIN"),
        },
        &HeaderKey {
            name: "admin_key",
            env: None,
            header: "x-admin-key",
        },
        &QueryKey {
            name: "share_key",
            env: Some("SAMPLE_SHARE_KEY"),
            query: "key",
        },
    ],
    security: &[&[0], &[1], &[2, 3]],
    settings: &[
        &HeaderSetting {
            header: "sample-organization",
            env: Some("SAMPLE_ORG_ID"),
        },
        &HeaderSetting {
            header: "sample-project",
            env: None,
        },
    ],
    no_retry: &["insufficient_quota"],
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

impl ClientBuilder {
    /// The API key.
    pub fn api_key(self, api_key: impl Into<String>) -> Self {
        self.credential(0, api_key)
    }

    /// The user and the password.
    pub fn login(self, user: &str, password: &str) -> Self {
        self.basic(1, user, password)
    }

    /// The key of an administrator.
    pub fn admin_key(self, admin_key: impl Into<String>) -> Self {
        self.credential(2, admin_key)
    }

    /// The key that things are shared by.
    pub fn share_key(self, share_key: impl Into<String>) -> Self {
        self.credential(3, share_key)
    }

    /// The organization.
    pub fn organization(self, organization: impl Into<String>) -> Self {
        self.setting(0, organization)
    }

    /// The project.
    pub fn project(self, project: impl Into<String>) -> Self {
        self.setting(1, project)
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
        CreateThing(self.client.call(&CREATE).json(thing))
    }

    /// Some members of a thing.
    pub fn update(&self, thing_id: impl Into<String>, thing: &Thing) -> UpdateThing {
        let call = self.client.call(&UPDATE).path::<String>(thing_id);
        UpdateThing(call.json_as("application/merge-patch+json", thing))
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

paged_request! {
    pub struct ListThings from Things::list -> ThingList, cursor "after";
    static LIST = GET "/things", id "listThings", security [[0], [1]], error Refused;

    /// Where to begin.
    query "after" after: into String;
    /// How many at once.
    query "limit" limit: plain i64;
    /// Only things with one of these.
    list "tag" tags: into Vec<String>;
}

request! {
    pub struct RetrieveThing from Things::retrieve -> Thing;
    static RETRIEVE = GET "/things/{thing_id}", id "getThing", security [[], [0]], error Refused;
}

request! {
    pub struct CreateThing from Things::create -> Thing;
    static CREATE = POST "/things?notify=true", id "createThing", security [[2, 3], [0]], idempotency "idempotency-key";
}

request! {
    pub struct UpdateThing from Things::update -> Thing;
    static UPDATE = PATCH "/things/{thing_id}", id "updateThing", security [[0]];
}

request! {
    pub struct DeleteThing from Things::delete -> ();
    static DELETE = DELETE "/things/{thing_id}", id "deleteThing", security [];
}

request! {
    pub struct ThingFile from Things::file -> Thing;
    static FILE = GET "/things/{thing_id}/files/{version}{suffix}?as=json#newest", id "getThingFile", security [[0]];

    /// The language to have it in.
    header "x-language" language: into String;
    /// What to look for in it.
    json search: plain Thing;
    /// What to look for in it, as a query of its own.
    json "application/query+json" query: plain Thing;
}

#[cfg(test)]
impl RetrieveThing {
    /// The call inside, for tests that look at what would be sent.
    pub(crate) fn into_call(self) -> Call {
        self.0
    }
}
