//! Pages that are numbered.

use crate::runtime::http::response::Head;
use crate::runtime::pages::fingerprint::fingerprint;
use crate::runtime::pages::list::List;
use crate::runtime::pages::lost::LOST;
use crate::runtime::pages::numbered;
use crate::runtime::pages::page::{Before, PageRequest};
use crate::runtime::pages::paging::{Next, Paging};
use crate::runtime::pages::place::Place;

/// Goes on with the next number: with a page that is empty, with the last number, or with the total, the list ends. A
/// total below what was read says nothing: some servers send 0 instead.
#[non_exhaustive]
pub(crate) struct Way<L> {
    /// Where the request says which page it wants.
    pub place: &'static dyn Place,
    /// The number of the first page.
    pub first: Option<u64>,
    /// The number of this page, as the answer says.
    pub number: fn(&L) -> Option<u64>,
    /// How many pages the list has, as the answer says.
    pub pages: fn(&L) -> Option<u64>,
    /// How many items the list has, as the answer says.
    pub total: fn(&L) -> Option<u64>,
    /// Whether there are more pages, as the answer says.
    pub has_more: fn(&L) -> Option<bool>,
}

impl<L: List> Way<L> {
    /// Sends the number of the page in this place.
    pub const fn new(place: &'static dyn Place) -> Self {
        Self {
            place,
            first: None,
            number: |_| None,
            pages: |_| None,
            total: |_| None,
            has_more: |_| None,
        }
    }
}

impl<L: List> Paging<L> for Way<L> {
    fn place(&self) -> &dyn Place {
        self.place
    }

    fn after(&self, request: &PageRequest<L>, list: &L, _: &Head) -> Result<Next, String> {
        numbered::after(request, list, (self.has_more)(list), |asked| {
            let first = || (self.number)(list).or(self.first);
            let Some(number) = asked.or_else(first) else {
                return Some(Err(LOST));
            };
            let next = number.saturating_add(1);
            let passed = match request.before.is_all {
                // The API may count from another number than the description says.
                true => u64::from(request.before.pages).saturating_add(1),
                false => next - self.first.unwrap_or(1).min(next),
            };
            let read = request.before.and(list.items().len());
            let pages = (self.pages)(list).filter(|pages| *pages >= read.pages.into());
            let total = (self.total)(list).filter(|total| *total >= read.items.into());
            let is_last = match pages {
                Some(pages) => passed >= pages,
                None => total.is_some_and(|total| so_far(read, passed) >= total),
            };
            (!is_last).then(|| Ok(next.to_string()))
        })
    }

    fn mark(&self, list: &L) -> Option<String> {
        fingerprint(list)
    }
}

/// How many items the first pages of a list have, of which a listing read the last ones. A listing that began at a later
/// page has not seen those before it: they are taken to be as large as the largest that it has seen.
fn so_far(read: Before, pages: u64) -> u64 {
    let unseen = pages.saturating_sub(read.pages.into());
    let unseen = unseen.saturating_mul(read.most.into());
    unseen.saturating_add(read.items.into())
}
