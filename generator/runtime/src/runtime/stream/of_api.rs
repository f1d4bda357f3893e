//! Streams are made of values of the API, which do not come from another origin.

use crate::runtime::http::incoming::Incoming;
use crate::runtime::http::open::Opened;

/// Takes the rest of an answer of the API; after that it is empty.
///
/// # Errors
///
/// It came from another origin. The caller of this makes the error of the redirect that led there.
pub(crate) fn of_api(opened: &mut Opened) -> Result<Incoming, String> {
    match &opened.rest.left {
        None => Ok(opened.incoming()),
        Some(_) => Err("expected an answer of the API, found one of another origin".to_owned()),
    }
}
