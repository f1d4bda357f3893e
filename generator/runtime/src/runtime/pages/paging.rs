//! What each shape of paging has to tell: what comes after a page, and where that is asked for.

use crate::runtime::http::response::Head;
use crate::runtime::pages::list::List;
use crate::runtime::pages::page::PageRequest;
use crate::runtime::pages::place::Place;

/// How an operation goes from page to page. Each shape is a type in a file of its own.
pub(crate) trait Paging<L: List>: Sync {
    /// Where a request says at which cursor it wants a page.
    fn place(&self) -> &dyn Place;

    /// What comes after a page, which `request` asked for.
    ///
    /// # Errors
    ///
    /// Says why the page must not be given out: it was there before, or it leads nowhere.
    fn after(&self, request: &PageRequest<L>, list: &L, head: &Head) -> Result<Next, String>;

    /// What the trail remembers of a page, where its cursor is not enough to know the page again.
    fn mark(&self, _: &L) -> Option<String> {
        None
    }
}

/// What comes after a page: nothing, or the page at this cursor; an error where there is more and the API
/// does not say at which.
pub(crate) type Next = Option<Result<String, &'static str>>;

/// An earlier page came again.
pub(crate) const AGAIN: &str = "expected a new page, found an earlier one";
