//! One list, in every shape of paging.

use serde::{Deserialize, Serialize};

use super::{SHARE_KEY, Thing};
use crate::runtime::auth::credential::Security;
use crate::runtime::calls::call::Call;
use crate::runtime::calls::operation::Operation;
use crate::runtime::client::Client;
use crate::runtime::pages::count::count;
use crate::runtime::pages::object_list::list;
use crate::runtime::pages::paged_request::page_methods;
use crate::runtime::pages::whole::whole;

/// What every listing answers with, but for the one that is an array.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Listing {
    /// Where the things are.
    pub shelf: Option<Shelf>,
    /// Where the page is in the list.
    pub position: Option<Position>,
}

/// What holds the things.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Shelf {
    /// The things.
    pub things: Vec<Thing>,
}

/// Where a page is in its list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Position {
    /// The token, or the URL, of the next page.
    pub next: Option<String>,
    /// Whether there are more.
    pub has_more: Option<bool>,
    /// How many items were looked at.
    pub limit: Option<i64>,
    /// How many items there are.
    pub total: Option<i64>,
    /// The number of this page.
    pub page: Option<f64>,
    /// How many pages there are.
    pub pages: Option<i32>,
}

list! {
    Listing of Thing;
    items |list| Some(list.shelf.as_ref()?.things.as_slice());
    into_items |list| Some(list.shelf?.things);
}

/// What a listing is asked for in a body.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ask {
    /// What to look for.
    pub filter: String,
    /// Where to begin.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// The number to begin at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skip: Option<i64>,
}

/// The same list, in every shape of paging.
#[derive(Debug, Clone)]
pub struct Listings(pub(super) Client);

/// With the key that things are shared by, or without.
const SHARED: Security = &[&[], &[&SHARE_KEY]];

/// Without any credential.
const PUBLIC: Security = &[];

/// Operations that differ in how they go on, each with its request.
macro_rules! listings {
    ($($name:ident $constant:ident $request:ident $method:literal $path:literal $security:ident;)*) => {
        impl Listings {
            $(
                /// The list in this shape.
                pub fn $name(&self) -> $request {
                    $request(self.0.call(&$constant))
                }
            )*
        }
        $(
            /// Nothing is sent until it is awaited.
            #[derive(Debug, Clone)]
            #[must_use = "nothing is sent until the request is awaited"]
            pub struct $request(Call);

            static $constant: Operation = Operation {
                id: stringify!($name),
                method: $method,
                path: $path,
                accept: "application/json",
                security: $security,
                ..Operation::USUAL
            };

            impl $request {
                /// How many at once.
                pub fn limit(self, limit: i64) -> Self {
                    Self(self.0.query::<i64>("limit", limit))
                }
            }
        )*
    };
}

listings! {
    token TOKEN ByToken "GET" "/tokens" SHARED;
    header_token HEADER_TOKEN ByHeaderToken "GET" "/header-tokens" SHARED;
    url URL ByUrl "GET" "/urls" SHARED;
    link LINK ByLink "GET" "/links" SHARED;
    offset OFFSET ByOffset "GET" "/offsets" SHARED;
    number NUMBER ByNumber "GET" "/numbers" SHARED;
    body_token BODY_TOKEN ByBodyToken "POST" "/body-tokens" SHARED;
    body_offset BODY_OFFSET ByBodyOffset "POST" "/body-offsets" SHARED;
    search SEARCH Search "POST" "/searches-of-things" PUBLIC;
}

macro_rules! asks {
    ($($request:ident)*) => {
        $(
            impl $request {
                /// What to look for.
                pub fn ask(self, ask: Ask) -> Self {
                    Self(self.0.json::<Ask>(ask))
                }
            }
        )*
    };
}

asks!(ByBodyToken ByBodyOffset Search);

page_methods! {
    ByToken -> Page<Listing>;
    token in_query("cursor");
    token |list| list.position.as_ref()?.next.clone();
    has_more |list| list.position.as_ref()?.has_more;
}

page_methods! {
    ByHeaderToken -> Page<Listing>;
    token in_header("x-cursor");
    header Some("x-next-cursor");
}

page_methods! {
    ByUrl -> Page<Listing>;
    next_url;
    url |list| list.position.as_ref()?.next.clone();
    servers &["https://eu.example.com/things-of-europe"];
}

page_methods! {
    ByLink -> Page<Vec<Thing>>;
    link_header;
}

page_methods! {
    ByOffset -> Page<Listing>;
    offset in_query("skip");
    limit |list| count(list.position.as_ref()?.limit?);
    total |list| count(list.position.as_ref()?.total?);
    has_more |list| list.position.as_ref()?.has_more;
}

page_methods! {
    ByNumber -> Page<Listing>;
    page_number in_query("page");
    first Some(1);
    number |list| whole(list.position.as_ref()?.page?);
    pages |list| count(list.position.as_ref()?.pages?);
    total |list| count(list.position.as_ref()?.total?);
    has_more |list| list.position.as_ref()?.has_more;
}

page_methods! {
    ByBodyToken -> Page<Listing>;
    token in_body(&["cursor"]);
    token |list| list.position.as_ref()?.next.clone();
}

page_methods! {
    ByBodyOffset -> Page<Vec<Thing>>;
    offset in_body_number(&["skip"]);
}

page_methods! {
    Search -> Page<Listing>;
    next_url;
    url |list| list.position.as_ref()?.next.clone();
}
