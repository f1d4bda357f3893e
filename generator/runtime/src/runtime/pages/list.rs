//! Which field of an answer holds the items of a list.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// The body of an answer that holds a page of a list.
pub trait List: DeserializeOwned + Send + 'static {
    /// What it lists.
    type Item: Serialize + Send + 'static;

    /// The items of this page.
    fn items(&self) -> &[Self::Item];

    /// The items of this page, alone.
    fn into_items(self) -> Vec<Self::Item>;
}

/// A list that is the whole answer.
impl<T: Serialize + DeserializeOwned + Send + 'static> List for Vec<T> {
    type Item = T;

    fn items(&self) -> &[T] {
        self
    }

    fn into_items(self) -> Self {
        self
    }
}
