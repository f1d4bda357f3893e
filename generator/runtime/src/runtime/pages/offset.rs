//! Pages that begin at the number of an item.

use crate::runtime::http::response::Head;
use crate::runtime::pages::fingerprint::fingerprint;
use crate::runtime::pages::list::List;
use crate::runtime::pages::numbered;
use crate::runtime::pages::page::PageRequest;
use crate::runtime::pages::paging::{Next, Paging};
use crate::runtime::pages::place::Place;

/// Goes on after as many items as there were: with a page that is empty, or with the total, the list
/// ends. A total below the number of items that were read says nothing: some servers send 0 instead.
#[non_exhaustive]
pub(crate) struct Way<L> {
    /// Where the request says which page it wants.
    pub place: &'static dyn Place,
    /// The number of the first item of the list; 0 unless it is said.
    pub first: u64,
    /// How many items were looked at for this page, as the answer says: the API may have left out
    /// some of them.
    pub limit: fn(&L) -> Option<u64>,
    /// How many items the list has, as the answer says.
    pub total: fn(&L) -> Option<u64>,
    /// Whether there are more pages, as the answer says.
    pub has_more: fn(&L) -> Option<bool>,
}

impl<L: List> Way<L> {
    /// Sends the number of the first item in this place.
    pub const fn new(place: &'static dyn Place) -> Self {
        Self {
            place,
            first: 0,
            limit: |_| None,
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
            let start = asked.unwrap_or(self.first);
            let items = u64::try_from(list.items().len()).unwrap_or(u64::MAX);
            let passed = (self.limit)(list).map_or(items, |limit| limit.max(items));
            if passed == 0 {
                return Some(Err("expected items on a page before the last, found none"));
            }
            let next = start.saturating_add(passed);
            let read = request.before.and(list.items().len());
            let total = (self.total)(list).filter(|total| *total >= read.items.into());
            let is_last = total.is_some_and(|total| next - self.first.min(next) >= total);
            (!is_last).then(|| Ok(next.to_string()))
        })
    }

    fn mark(&self, list: &L) -> Option<String> {
        fingerprint(list)
    }
}
