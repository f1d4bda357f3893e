//! Things, as the generator would emit their operations.

use super::{ADMIN_KEY, API_KEY, LOGIN, SHARE_KEY};
use super::{Refused, Thing, ThingList};
use crate::runtime::calls::call::Call;
use crate::runtime::calls::described::described;
use crate::runtime::calls::json_options::json_options;
use crate::runtime::calls::operation::Operation;
use crate::runtime::calls::request_methods::request_methods;
use crate::runtime::client::Client;
use crate::runtime::pages::paged_request::page_methods;
use crate::runtime::styles::form_exploded::FORM;

/// `/things`
#[derive(Debug, Clone)]
pub struct Things {
    pub(super) client: Client,
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
json_options!(CreateThing);

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
