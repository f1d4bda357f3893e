//! Pages that begin after an item: the identifier of the last item asks for the next page.

use crate::runtime::http::response::Head;
use crate::runtime::pages::list::List;
use crate::runtime::pages::lost::LOST;
use crate::runtime::pages::page::PageRequest;
use crate::runtime::pages::paging::{AGAIN, Next, Paging};
use crate::runtime::pages::place::Place;

/// Goes on after the last item.
#[non_exhaustive]
pub(crate) struct Way<L: List> {
    /// Where the request says which page it wants.
    pub place: &'static dyn Place,
    /// The identifier of an item.
    pub id: fn(&L::Item) -> Option<&str>,
    /// Whether there are more pages, as the answer says.
    pub has_more: fn(&L) -> Option<bool>,
    /// The identifier of the last item, as the answer repeats it.
    pub last_id: fn(&L) -> Option<&str>,
}

impl<L: List> Way<L> {
    /// Sends the identifier in this place.
    pub const fn new(place: &'static dyn Place) -> Self {
        Self {
            place,
            id: |_| None,
            has_more: |_| None,
            last_id: |_| None,
        }
    }
}

impl<L: List> Paging<L> for Way<L> {
    fn place(&self) -> &dyn Place {
        self.place
    }

    fn after(&self, request: &PageRequest<L>, list: &L, _: &Head) -> Result<Next, String> {
        let items = list.items();
        let there = |cursor: &&str| !cursor.is_empty();
        let cursor = items.last().and_then(self.id).filter(there);
        let cursor = cursor.or_else(|| (self.last_id)(list).filter(there));
        // A page may repeat the item it should come after, or begin with an earlier one.
        let mut ids = items.iter().filter_map(self.id).filter(there);
        let again = request
            .trail
            .meets(ids.clone().next().into_iter().chain(cursor))
            || request.cursor().is_some() && ids.any(|id| Some(id) == request.cursor());
        match (items.is_empty(), (self.has_more)(list)) {
            (true, None | Some(false)) => Ok(None),
            (true, Some(true)) if again || cursor.is_none() => {
                Err("expected more items, found none and no new cursor".to_owned())
            }
            (false, _) if again => Err(AGAIN.to_owned()),
            (false, Some(false)) => Ok(None),
            _ => Ok(Some(cursor.map(str::to_owned).ok_or(LOST))),
        }
    }
}
