//! Items as lines of JSON: `application/jsonl`, `application/x-ndjson`.

use crate::runtime::calls::sent_items::Framing;

/// Each item is a line.
pub(crate) const LINES: Framing = Framing {
    before: "",
    after: "\n",
};
