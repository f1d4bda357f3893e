//! Pages whose answer holds the URL of the next page.

use crate::runtime::calls::call::Call;
use crate::runtime::http::response::Head;
use crate::runtime::pages::follow::{follow, followed, named};
use crate::runtime::pages::list::List;
use crate::runtime::pages::named::at_named;
use crate::runtime::pages::page::PageRequest;
use crate::runtime::pages::paging::{Next, Paging};
use crate::runtime::pages::place::Place;

/// Goes on at the URL of the answer.
#[non_exhaustive]
pub(crate) struct Way<L> {
    /// The URL in the body of the answer.
    pub url: fn(&L) -> Option<String>,
    /// Further servers of the API that a URL may name.
    pub servers: &'static [&'static str],
}

impl<L: List> Way<L> {
    /// A way without a URL, until [`url`](Self::url) says where it is.
    pub const fn new() -> Self {
        Self {
            url: |_| None,
            servers: &[],
        }
    }
}

impl<L> Place for Way<L> {
    fn get(&self, call: &Call) -> Option<String> {
        followed(call)
    }

    fn set(&self, call: Call, url: &str) -> Result<Call, String> {
        follow(call, url, self.servers)
    }
}

impl<L: List> Paging<L> for Way<L> {
    fn place(&self) -> &dyn Place {
        self
    }

    fn after(&self, request: &PageRequest<L>, list: &L, head: &Head) -> Result<Next, String> {
        let url = (self.url)(list);
        at_named(
            request,
            list,
            url.map(|url| named(&request.call, head, url)),
            None,
        )
    }
}
