//! The pages a listing has been at, to find one that comes again: their cursors, or what else knows
//! them. Holds no page and no item.

use std::collections::HashSet;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

/// The pages a listing has been at, by their cursors, the newest first. Later pages share the trail of
/// the earlier ones.
///
/// Two requests for the same next page are no circle, so each page has a trail of its own. To walk it
/// takes time, so what was never met on any of them is known by a set that they share.
#[derive(Clone, Default)]
pub(crate) struct Trail {
    last: Option<Arc<Step>>,
    met: Arc<Mutex<HashSet<u64>>>,
}

struct Step {
    cursor: String,
    before: Option<Arc<Step>>,
}

impl Trail {
    /// The trail that goes on to a cursor.
    pub fn then(&self, cursor: String) -> Self {
        self.met
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(hash(&cursor));
        let before = self.last.clone();
        Self {
            last: Some(Arc::new(Step { cursor, before })),
            met: Arc::clone(&self.met),
        }
    }

    /// Whether one of these cursors lies on this trail.
    pub fn meets<'a>(&self, cursors: impl IntoIterator<Item = &'a str>) -> bool {
        if self.last.is_none() {
            return false;
        }
        let met = self.met.lock().unwrap_or_else(PoisonError::into_inner);
        let mut cursors = cursors.into_iter();
        cursors.any(|cursor| met.contains(&hash(cursor)) && self.contains(cursor))
    }

    /// Walks the trail back to a cursor.
    fn contains(&self, cursor: &str) -> bool {
        let mut step = self.last.as_deref();
        while let Some(here) = step {
            if here.cursor == cursor {
                return true;
            }
            step = here.before.as_deref();
        }
        false
    }
}

impl Drop for Step {
    fn drop(&mut self) {
        // One step after the other: the compiler's own drop would recurse once for each page.
        let mut step = self.before.take();
        while let Some(mut here) = step.and_then(Arc::into_inner) {
            step = here.before.take();
        }
    }
}

fn hash(cursor: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    cursor.hash(&mut hasher);
    hasher.finish()
}
