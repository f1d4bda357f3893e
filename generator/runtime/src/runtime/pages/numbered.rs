//! What pages share whose cursors are numbers.

use crate::runtime::pages::cursor_number::number;
use crate::runtime::pages::list::List;
use crate::runtime::pages::page::PageRequest;
use crate::runtime::pages::paging::Next;

/// What comes after a page: what `next` gives for the number that the request asked for, if it asked for
/// one. Nothing where `more`, by which the answer tells whether there are further pages, is no; and nothing after an empty
/// page, unless it is yes: an API that leaves out items may have left out all of a page.
///
/// # Errors
///
/// The cursor is no number.
pub(crate) fn after<L: List>(
    request: &PageRequest<L>,
    list: &L,
    more: Option<bool>,
    next: impl FnOnce(Option<u64>) -> Next,
) -> Result<Next, String> {
    if !more.unwrap_or(!list.items().is_empty()) {
        return Ok(None);
    }
    Ok(next(request.cursor().map(number).transpose()?))
}
