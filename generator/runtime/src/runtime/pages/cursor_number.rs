//! Cursors that are numbers.

/// The number that a cursor is.
///
/// # Errors
///
/// It is none.
pub(crate) fn number(cursor: &str) -> Result<u64, &'static str> {
    let number = cursor.parse();
    number.map_err(|_| "expected a number as the cursor, found another text")
}
