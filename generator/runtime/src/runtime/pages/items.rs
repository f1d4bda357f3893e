//! Every item of every page of a list, each page asked for when its first item is.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec::IntoIter;

use futures_core::Stream;

use crate::runtime::calls::call::Call;
use crate::runtime::calls::pending::Pending;
use crate::runtime::error::Error;
use crate::runtime::pages::list::List;
use crate::runtime::pages::page_stream::Pages;
use crate::runtime::pages::paging::Paging;

/// Every item of a list, whatever page it is on; also a [`Stream`].
///
/// After an error that [is retryable](Error::is_retryable), [`try_next`](Self::try_next) asks for the
/// same page again; after any other there is nothing more. As a stream, items end with the first
/// error, so that code which passes over errors comes to an end.
///
/// ```text
/// let mut items = request.items();
/// while let Some(item) = items.try_next().await? {
///     println!("{item:?}");
/// }
/// ```
#[must_use = "nothing is sent until an item is asked for"]
pub struct Items<L: List> {
    pages: Pages<L>,
    /// What is left of the page that was fetched last.
    page: IntoIter<L::Item>,
    /// Whether the stream has given out an error, its last element.
    stopped: bool,
}

impl<L: List> Items<L> {
    /// The next item; `None` after the last one.
    ///
    /// Dropping what this gives before it is ready, as `select!` does, loses no item: the next call
    /// goes on waiting for the same one.
    ///
    /// # Errors
    ///
    /// Those of [`Page::next_page`](crate::runtime::pages::page::Page::next_page).
    pub async fn try_next(&mut self) -> Result<Option<L::Item>, Error> {
        poll_fn(|context| self.poll(context)).await
    }

    /// All items that are left, in a collection such as a `Vec`:
    /// `let all: Vec<_> = request.items().try_collect().await?;`.
    ///
    /// # Errors
    ///
    /// Those of [`Page::next_page`](crate::runtime::pages::page::Page::next_page). The items that were read by then
    /// are dropped; [`try_next`](Self::try_next) keeps them.
    pub fn try_collect<C>(mut self) -> Pending<C>
    where
        C: Default + Extend<L::Item> + Send + 'static,
    {
        Pending::new(async move {
            let mut all = C::default();
            while let Some(item) = self.try_next().await? {
                // The rest of the page at once, so that a collection grows in few steps.
                all.extend(std::iter::once(item).chain(self.page.by_ref()));
            }
            Ok(all)
        })
    }

    pub(crate) fn new(call: Call, paging: &'static dyn Paging<L>) -> Self {
        Self {
            pages: Pages::new(call, paging),
            page: Vec::new().into_iter(),
            stopped: false,
        }
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<L::Item>, Error>> {
        loop {
            if let Some(item) = self.page.next() {
                return Poll::Ready(Ok(Some(item)));
            }
            match ready!(self.pages.poll(context))? {
                Some(page) => self.page = page.into_iter(),
                None => return Poll::Ready(Ok(None)),
            }
        }
    }
}

// Items are given out by value and never pinned.
impl<L: List> Unpin for Items<L> {}

impl<L: List> Stream for Items<L> {
    type Item = Result<L::Item, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.stopped {
            return Poll::Ready(None);
        }
        let item = ready!(self.poll(context));
        self.stopped = item.is_err();
        Poll::Ready(item.transpose())
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.page.len(), None)
    }
}

impl<L: List> fmt::Debug for Items<L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("ready", &self.page.len())
            .field("pages", &self.pages)
            .finish()
    }
}
