//! Feature `blocking`: the items of a stream of JSON texts as an ordinary iterator.

use crate::runtime::error::Error;
use crate::runtime::stream::flow;
use crate::runtime::stream::json_stream::JsonStream;

/// The items of a stream; each [`next`](Iterator::next) blocks until the item is there. The first error
/// is the last element.
///
/// ```text
/// for item in request.wait()?.wait() {
///     println!("{:?}", item?);
/// }
/// ```
#[derive(Debug)]
#[must_use = "dropping it closes its connection"]
pub struct BlockingJsonStream<T>(JsonStream<T>);

impl<T> JsonStream<T> {
    /// The same items, for a `for` loop without async.
    pub fn wait(self) -> BlockingJsonStream<T> {
        BlockingJsonStream(self)
    }
}

impl<T> BlockingJsonStream<T> {
    /// The stream itself.
    pub fn get_ref(&self) -> &JsonStream<T> {
        &self.0
    }
}

impl<T> Iterator for BlockingJsonStream<T> {
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        flow::next(&mut self.0)
    }
}
