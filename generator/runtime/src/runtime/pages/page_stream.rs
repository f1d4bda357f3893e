//! Every page of a list, each asked for when the one before has been taken.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use crate::runtime::calls::call::Call;
use crate::runtime::calls::pending::Pending;
use crate::runtime::error::Error;
use crate::runtime::http::response::Response;
use crate::runtime::pages::list::List;
use crate::runtime::pages::page::{Page, PageRequest};
use crate::runtime::pages::paging::Paging;

/// Every page of a list, one after the other; also a [`Stream`].
///
/// After an error that [is retryable](Error::is_retryable), [`try_next`](Self::try_next) asks for the
/// same page again; after any other there is nothing more. As a stream, pages end with the first
/// error, so that code which passes over errors comes to an end.
///
/// ```text
/// let mut pages = request.pages();
/// while let Some(page) = pages.try_next().await? {
///     println!("{page:?}");
///     // Where another run, on another day, goes on.
///     save(pages.cursor());
/// }
/// ```
#[must_use = "nothing is sent until a page is asked for"]
pub struct Pages<L: 'static> {
    next: Option<PageRequest<L>>,
    /// Kept over polls, so that giving up waiting for a page loses nothing.
    in_flight: Option<Pending<Response<Page<L>>>>,
    /// What is to be said instead of the next page.
    fault: Option<Error>,
    /// Whether asking again is of no use.
    failed: bool,
    /// Whether the stream has given out an error, its last element.
    stopped: bool,
}

impl<L: List> Pages<L> {
    /// The next page; `None` after the last one.
    ///
    /// Dropping what this gives before it is ready, as `select!` does, loses no page: the next call
    /// goes on waiting for the same one.
    ///
    /// # Errors
    ///
    /// Those of [`Page::next_page`].
    pub async fn try_next(&mut self) -> Result<Option<Page<L>>, Error> {
        poll_fn(|context| self.poll(context)).await
    }

    /// The cursor of the page that comes next, to be kept and gone on from later: the request's
    /// `at_cursor` takes it. `None` at the start of the list and after its last page.
    pub fn cursor(&self) -> Option<&str> {
        self.next.as_ref()?.cursor()
    }

    pub(crate) fn new(call: Call, paging: &'static dyn Paging<L>) -> Self {
        let next = Some(PageRequest::first(call, paging));
        Self {
            next,
            in_flight: None,
            fault: None,
            failed: false,
            stopped: false,
        }
    }

    pub(crate) fn poll(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Result<Option<Page<L>>, Error>> {
        if let Some(fault) = self.fault.take() {
            return Poll::Ready(Err(fault));
        }
        let Some(request) = self.next.as_mut().filter(|_| !self.failed) else {
            return Poll::Ready(Ok(None));
        };
        let page = self.in_flight.get_or_insert_with(|| {
            // Here too, so that the same page asked for again has no time of its own.
            request.begin();
            Pending::new(request.clone().fetch())
        });
        let result = ready!(Pin::new(page).poll(context));
        self.in_flight = None;
        match &result {
            Ok(Response { body: page, .. }) => match page.next_request() {
                Ok(next) => self.next = next,
                // The page itself is whole; what is wrong with the way on is said after it.
                Err(fault) => {
                    self.next = None;
                    self.fault = Some(fault);
                }
            },
            Err(error) => self.failed = !error.is_retryable(),
        }
        Poll::Ready(result.map(|response| Some(response.body)))
    }
}

impl<L: List> Stream for Pages<L> {
    type Item = Result<Page<L>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.stopped {
            return Poll::Ready(None);
        }
        let page = ready!(self.poll(context));
        self.stopped = page.is_err();
        Poll::Ready(page.transpose())
    }
}

impl<L: 'static> fmt::Debug for Pages<L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cursor = self.next.as_ref().and_then(PageRequest::shown_cursor);
        f.debug_struct("Pages")
            .field("cursor", &cursor)
            .finish_non_exhaustive()
    }
}
