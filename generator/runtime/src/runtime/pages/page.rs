//! One page of a list, and the way to the next one. Holds one page at a time, repeats none.

use std::fmt;
use std::ops::Deref;
use std::time::Instant;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::runtime::calls::call::{Call, Sent};
use crate::runtime::calls::decode;
use crate::runtime::calls::pending::Pending;
use crate::runtime::error::Error;
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::http::exchange;
use crate::runtime::http::response::Response;
use crate::runtime::pages::trail::Trail;

/// A list object as one answer carries it.
pub trait List: DeserializeOwned + Send + 'static {
    /// What it lists.
    type Item: Send + 'static;

    /// The items of this page.
    fn items(&self) -> &[Self::Item];

    /// The items of this page, alone.
    fn into_items(self) -> Vec<Self::Item>;

    /// Whether there are more pages, as the answer says; `None` when it does not.
    fn has_more(&self) -> Option<bool>;

    /// The cursor that the list object itself names.
    fn last_id(&self) -> Option<&str>;

    /// The cursor that stands for an item.
    fn cursor(item: &Self::Item) -> Option<&str>;
}

/// One page of a list: the list object as the API sent it, and the way to the next page.
///
/// It derefs to the list object, and iterates over its items, by reference or by value.
///
/// ```text
/// let page = request.await?;
/// for item in &page {
///     println!("{item:?}");
/// }
/// let next = page.next_page().await?; // `None` after the last page
/// ```
#[derive(Clone)]
pub struct Page<L> {
    list: L,
    request: PageRequest,
    next: Next,
}

/// What comes after a page.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Next {
    /// Nothing: this was the last.
    End,
    /// The page after this cursor.
    After(String),
    /// More, but the API does not say after which cursor.
    Lost,
}

/// The request for one page.
#[derive(Clone)]
pub(crate) struct PageRequest {
    call: Call,
    /// The query parameter that takes the cursor.
    parameter: &'static str,
    /// The cursors this listing has been at; the last is the one of this request.
    trail: Trail,
    /// When the listing as a whole must be over; begins with its first request.
    ends: Option<Instant>,
}

impl<L: List> Page<L> {
    /// The page after this one; `None` when this is the last.
    ///
    /// It is asked for with the options of the first request. A deadline began with that one.
    ///
    /// # Errors
    ///
    /// Whatever sending a request can give; kind
    /// [`Pagination`](crate::runtime::error::ErrorKind::Pagination) when the API says that there is more and
    /// gives no way to it, or gives what it gave before.
    pub fn next_page(&self) -> Pending<Option<Page<L>>> {
        let next = self.next_request();
        Pending::new(async move {
            match next? {
                Some(next) => Ok(Some(next.fetch().await?.body)),
                None => Ok(None),
            }
        })
    }

    /// The cursor of the next page, to go on from later; `None` when this page is the last.
    pub fn cursor(&self) -> Option<&str> {
        match &self.next {
            Next::After(cursor) => Some(cursor),
            Next::End | Next::Lost => None,
        }
    }

    /// The list object alone.
    pub fn into_inner(self) -> L {
        self.list
    }

    /// The request for the page after this one.
    pub(crate) fn next_request(&self) -> Result<Option<PageRequest>, Error> {
        match &self.next {
            Next::End => Ok(None),
            Next::After(cursor) => Ok(Some(self.request.after(cursor))),
            Next::Lost => Err(self
                .request
                .broken("expected a cursor for the next page, found none")),
        }
    }
}

impl PageRequest {
    /// The request for the page where a listing begins.
    pub fn first(call: Call, parameter: &'static str) -> Self {
        let mut set = call.parts().query.iter();
        let trail = match set.find(|(name, _)| name == parameter) {
            Some((_, Sent::Value(cursor))) => Trail::default().then(cursor.clone()),
            _ => Trail::default(),
        };
        Self {
            call,
            parameter,
            trail,
            ends: None,
        }
    }

    /// Where this page begins; `None` for the start of the list.
    pub fn cursor(&self) -> Option<&str> {
        self.trail.last()
    }

    /// Lets the time for the listing as a whole begin, unless it has.
    pub fn begin(&mut self) {
        self.ends = self.ends.or_else(|| exchange::ends(&self.call));
    }

    /// Sends it.
    pub async fn fetch<L: List>(mut self) -> Result<Response<Page<L>>, Error> {
        self.begin();
        let Response { body: list, head } =
            exchange::fetch(self.call.clone(), self.ends, decode::json).await?;
        let next = self.next(&list)?;
        Ok(Response {
            body: Page {
                list,
                request: self,
                next,
            },
            head,
        })
    }

    /// The request for the page after a cursor.
    pub fn after(&self, cursor: &str) -> Self {
        Self {
            call: self.call.clone().query::<String>(self.parameter, cursor),
            parameter: self.parameter,
            trail: self.trail.then(cursor.to_owned()),
            ends: self.ends,
        }
    }

    /// What comes after a list.
    ///
    /// # Errors
    ///
    /// This list is one that was there before, or an empty one that leads nowhere.
    fn next<L: List>(&self, list: &L) -> Result<Next, Error> {
        let last = list.items().last();
        let there = |cursor: &&str| !cursor.is_empty();
        let cursor = last.and_then(L::cursor).filter(there);
        let cursor = cursor.or_else(|| list.last_id().filter(there));
        // A page may repeat the item it should come after, or begin with an earlier one.
        let mut items = list.items().iter().filter_map(L::cursor).filter(there);
        let after = self.trail.last();
        let again = self
            .trail
            .meets(items.clone().next().into_iter().chain(cursor))
            || after.is_some() && items.any(|item| Some(item) == after);
        match (last, list.has_more()) {
            (None, None | Some(false)) => Ok(Next::End),
            (None, Some(true)) if again || cursor.is_none() => {
                Err(self.broken("expected more items, found none and no new cursor"))
            }
            // Before anything of it is given out, since it was given out already.
            (Some(_), _) if again => Err(self.broken("expected a new page, found an earlier one")),
            (Some(_), Some(false)) => Ok(Next::End),
            _ => Ok(cursor.map_or(Next::Lost, |cursor| Next::After(cursor.to_owned()))),
        }
    }

    fn broken(&self, message: &str) -> Error {
        let mut error = Error::with_message(ErrorKind::Pagination, message);
        error.inner.operation = Some(self.call.parts().operation.id);
        error
    }
}

impl<L> Deref for Page<L> {
    type Target = L;

    fn deref(&self) -> &L {
        &self.list
    }
}

impl<L: List> IntoIterator for Page<L> {
    type Item = L::Item;
    type IntoIter = std::vec::IntoIter<L::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_items().into_iter()
    }
}

impl<'a, L: List> IntoIterator for &'a Page<L> {
    type Item = &'a L::Item;
    type IntoIter = std::slice::Iter<'a, L::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.items().iter()
    }
}

impl<L: Serialize> Serialize for Page<L> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.list.serialize(serializer)
    }
}

impl<L: fmt::Debug> fmt::Debug for Page<L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Page")
            .field("list", &self.list)
            .field("next", &self.next)
            .finish()
    }
}
