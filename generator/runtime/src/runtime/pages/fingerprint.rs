//! What tells a page from others when its cursor does not: its items.

use std::collections::hash_map::DefaultHasher;
use std::hash::Hasher;
use std::io;

use crate::runtime::pages::list::List;

/// A text that is the same for the same items; `None` for a page without items.
pub(crate) fn fingerprint<L: List>(list: &L) -> Option<String> {
    let items = list.items();
    if items.is_empty() {
        return None;
    }
    let mut hashing = Hashing(DefaultHasher::new());
    serde_json::to_writer(&mut hashing, items).ok()?;
    Some(format!("{:016x}", hashing.0.finish()))
}

/// Hashes what is written.
struct Hashing(DefaultHasher);

impl io::Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
