//! Pages whose answer holds a token that asks for the next page.

use crate::runtime::http::response::Head;
use crate::runtime::pages::header_chars::chars;
use crate::runtime::pages::list::List;
use crate::runtime::pages::named::at_named;
use crate::runtime::pages::page::PageRequest;
use crate::runtime::pages::paging::{Next, Paging};
use crate::runtime::pages::place::Place;

/// Goes on at the token of the answer.
#[non_exhaustive]
pub(crate) struct Way<L> {
    /// Where the request says which page it wants.
    pub place: &'static dyn Place,
    /// The token in the body of the answer.
    pub token: fn(&L) -> Option<String>,
    /// The header of the answer that holds the token.
    pub header: Option<&'static str>,
    /// Whether there are more pages, as the answer says.
    pub has_more: fn(&L) -> Option<bool>,
}

impl<L: List> Way<L> {
    /// Sends the token in this place.
    pub const fn new(place: &'static dyn Place) -> Self {
        Self {
            place,
            token: |_| None,
            header: None,
            has_more: |_| None,
        }
    }
}

impl<L: List> Paging<L> for Way<L> {
    fn place(&self) -> &dyn Place {
        self.place
    }

    fn after(&self, request: &PageRequest<L>, list: &L, head: &Head) -> Result<Next, String> {
        let token = match self.header {
            Some(name) => {
                let token = head.headers.get(name);
                token.map(|token| chars(token).into_owned())
            }
            None => (self.token)(list),
        };
        let token = token.map(|token| self.place.in_url(&token).unwrap_or(token));
        at_named(request, list, token, (self.has_more)(list))
    }
}
