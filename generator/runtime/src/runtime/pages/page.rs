//! One page of a list, and the way to the next one. Holds one page at a time, repeats none.

use std::fmt;
use std::ops::Deref;
use std::time::Instant;

use serde::Serialize;

use crate::runtime::calls::call::Call;
use crate::runtime::calls::decode;
use crate::runtime::calls::pending::Pending;
use crate::runtime::error::Error;
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::http::exchange;
use crate::runtime::http::receive::WHOLE;
use crate::runtime::http::response::Response;
use crate::runtime::pages::list::List;
use crate::runtime::pages::paging::{AGAIN, Next, Paging};
use crate::runtime::pages::redacted::Redacted;
use crate::runtime::pages::trail::Trail;

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
pub struct Page<L: 'static> {
    list: L,
    request: PageRequest<L>,
    next: Next,
    /// What the trail remembers of this page, where its cursor is not enough to know it again.
    mark: Option<String>,
}

/// The request for one page.
pub(crate) struct PageRequest<L: 'static> {
    pub call: Call,
    paging: &'static dyn Paging<L>,
    /// Where the page begins; `None` at the start of the list.
    cursor: Option<String>,
    /// The pages that this listing has been at; the last is the one of this request, or the one
    /// before it where pages are known by their items.
    pub trail: Trail,
    /// What this listing has read before this page.
    pub before: Before,
    /// When the listing as a whole must be over; begins with its first request.
    ends: Option<Instant>,
}

/// What a listing has read before a page. It is small, since every call for a page holds it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Before {
    /// True where the listing began at the start of the list.
    pub is_all: bool,
    pub pages: u32,
    pub items: u32,
    /// How many items the largest page has.
    pub most: u32,
}

impl Before {
    /// The same after one more page of so many items.
    pub fn and(self, items: usize) -> Self {
        let items = u32::try_from(items).unwrap_or(u32::MAX);
        Self {
            is_all: self.is_all,
            pages: self.pages.saturating_add(1),
            items: self.items.saturating_add(items),
            most: self.most.max(items),
        }
    }
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

    /// The cursor of the next page, to go on from later: the request's `at_cursor` takes it. `None`
    /// when this page is the last.
    pub fn cursor(&self) -> Option<&str> {
        self.next.as_ref()?.as_deref().ok()
    }

    /// The list object alone.
    pub fn into_inner(self) -> L {
        self.list
    }

    /// The request for the page after this one.
    pub(crate) fn next_request(&self) -> Result<Option<PageRequest<L>>, Error> {
        let next = self.next.as_ref().map(|next| match next {
            Ok(cursor) => self
                .request
                .after(cursor, self.mark.clone(), self.list.items().len()),
            Err(fault) => Err((*fault).to_owned()),
        });
        let next = next.transpose();
        next.map_err(|fault| self.request.broken(fault))
    }
}

impl<L: List> PageRequest<L> {
    /// The request for the page where a listing begins.
    pub fn first(call: Call, paging: &'static dyn Paging<L>) -> Self {
        let cursor = paging.place().get(&call);
        let trail = Trail::default();
        Self {
            trail: cursor
                .iter()
                .fold(trail, |trail, cursor| trail.then(cursor.clone())),
            call,
            paging,
            before: Before {
                is_all: cursor.is_none(),
                ..Before::default()
            },
            cursor,
            ends: None,
        }
    }

    /// Lets the time for the listing as a whole begin, unless it has.
    pub fn begin(&mut self) {
        self.ends = self.ends.or_else(|| exchange::ends(&self.call));
    }

    /// Sends it.
    pub async fn fetch(mut self) -> Result<Response<Page<L>>, Error> {
        self.begin();
        let Response { body: list, head } =
            exchange::fetch(&self.call, self.ends, WHOLE, decode::json).await?;
        let mark = self.paging.mark(&list);
        let next = match self.trail.meets(mark.as_deref()) {
            true => Err(AGAIN.to_owned()),
            false => self.paging.after(&self, &list, &head),
        };
        match next {
            Ok(next) => Ok(Response {
                body: Page {
                    list,
                    request: self,
                    next,
                    mark,
                },
                head,
            }),
            Err(fault) => {
                let mut error = self.broken(fault);
                error.inner.head = Some(head);
                Err(error)
            }
        }
    }

    /// The request for the page at a cursor, after a page of so many items. `mark` is what the trail remembers in place
    /// of the cursor.
    ///
    /// # Errors
    ///
    /// Says why the call cannot go there.
    pub fn after(&self, cursor: &str, mark: Option<String>, items: usize) -> Result<Self, String> {
        Ok(Self {
            call: self.paging.place().set(self.call.clone(), cursor)?,
            paging: self.paging,
            cursor: Some(cursor.to_owned()),
            trail: self.trail.then(mark.unwrap_or_else(|| cursor.to_owned())),
            before: self.before.and(items),
            ends: self.ends,
        })
    }

    fn broken(&self, message: String) -> Error {
        let mut error = Error::with_message(ErrorKind::Pagination, message);
        error.inner.operation = Some(self.call.parts().operation.id);
        error
    }
}

impl<L: 'static> PageRequest<L> {
    /// Where this page begins; `None` for the start of the list.
    pub fn cursor(&self) -> Option<&str> {
        self.cursor.as_deref()
    }

    /// The same, for `Debug`.
    pub fn shown_cursor(&self) -> Option<impl fmt::Debug> {
        let client = &*self.call.parts().client.inner;
        self.cursor().map(|cursor| Redacted(client, cursor))
    }
}

// Not derived: a list need not be `Clone` for its request to be.
impl<L: 'static> Clone for PageRequest<L> {
    fn clone(&self) -> Self {
        Self {
            call: self.call.clone(),
            paging: self.paging,
            cursor: self.cursor.clone(),
            trail: self.trail.clone(),
            before: self.before,
            ends: self.ends,
        }
    }
}

impl<L: 'static> Deref for Page<L> {
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

impl<L: Serialize + 'static> Serialize for Page<L> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.list.serialize(serializer)
    }
}

impl<L: fmt::Debug + 'static> fmt::Debug for Page<L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let client = &*self.request.call.parts().client.inner;
        f.debug_struct("Page")
            .field("list", &Redacted(client, &self.list))
            .field("next", &Redacted(client, &self.next))
            .finish()
    }
}
