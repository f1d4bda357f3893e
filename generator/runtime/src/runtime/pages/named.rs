//! Cursors that the API names.

use crate::runtime::pages::list::List;
use crate::runtime::pages::lost::LOST;
use crate::runtime::pages::page::PageRequest;
use crate::runtime::pages::paging::{AGAIN, Next};

/// The page at a cursor that the API named. `more` is what the answer says about further pages.
///
/// # Errors
///
/// The cursor was used before.
pub(crate) fn at_named<L: List>(
    request: &PageRequest<L>,
    list: &L,
    cursor: Option<String>,
    more: Option<bool>,
) -> Result<Next, String> {
    // The cursors of some APIs are numbers, and end with 0.
    let is_none = |cursor: &String| cursor.is_empty() || cursor == "0" && more != Some(true);
    let cursor = cursor.filter(|cursor| !is_none(cursor));
    match (cursor, more) {
        (_, Some(false)) | (None, None) => Ok(None),
        (Some(cursor), _) if !request.trail.meets([cursor.as_str()]) => Ok(Some(Ok(cursor))),
        (Some(_), _) => Err(match list.items() {
            [] => "expected more items, found none and no new cursor",
            _ => AGAIN,
        }
        .to_owned()),
        (None, Some(true)) => Ok(Some(Err(LOST))),
    }
}
