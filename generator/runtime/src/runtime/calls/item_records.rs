//! Items as a sequence of JSON texts: `application/json-seq` (RFC 7464).

use crate::runtime::calls::sent_items::Framing;

/// Each item is between the control character RS and a line feed.
pub(crate) const RECORDS: Framing = Framing {
    before: "\u{1e}",
    after: "\n",
};
