//! How much of the operations of a description its client has.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::api::Api;

/// How much of the operations in `paths` the client has.
///
/// An operation is whole when every parameter can be set, every media type of its body can be sent,
/// and every answer can be read as JSON, as a text or as bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    /// The operations that are whole.
    pub whole: usize,
    /// The operations that can be called and are without something.
    pub without: usize,
    /// The operations that cannot be called.
    pub left_out: usize,
    /// What is missing, the most frequent first.
    pub missing: Vec<Missing>,
}

/// Something that operations are without, or why they are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// In a few words: "a type for the answer as application/xml".
    pub what: String,
    /// Whether operations are left out for it.
    pub left_out: bool,
    /// The number of operations.
    pub operations: usize,
}

impl Coverage {
    /// The operations in `paths`.
    pub fn operations(&self) -> usize {
        self.callable() + self.left_out
    }

    /// The operations that can be called.
    pub fn callable(&self) -> usize {
        self.whole + self.without
    }

    pub(crate) fn of(api: &Api) -> Self {
        let mut coverage = Self {
            left_out: api.left_out.len(),
            ..Self::default()
        };
        let mut counts: BTreeMap<(String, bool), usize> = BTreeMap::new();
        for operation in &api.left_out {
            *counts.entry((operation.why.to_string(), true)).or_default() += 1;
        }
        // The further calls of an operation send other media types of its body.
        let operations = api.operations();
        for operation in operations.filter(|operation| operation.variant.is_none()) {
            match operation.without.is_empty() {
                true => coverage.whole += 1,
                false => coverage.without += 1,
            }
            for gap in &operation.without {
                *counts.entry((gap.to_string(), false)).or_default() += 1;
            }
        }
        let missing = counts.into_iter();
        let missing = missing.map(|((what, left_out), operations)| Missing {
            what,
            left_out,
            operations,
        });
        coverage.missing = missing.collect();
        coverage
            .missing
            .sort_by_key(|missing| Reverse(missing.operations));
        coverage
    }
}
