//! Feature `blocking`: the items of a stream of events as an ordinary iterator.

use crate::runtime::error::Error;
use crate::runtime::stream::event_stream::EventStream;
use crate::runtime::stream::flow;

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
pub struct BlockingEventStream<T>(EventStream<T>);

impl<T> EventStream<T> {
    /// The same items, for a `for` loop without async.
    pub fn wait(self) -> BlockingEventStream<T> {
        BlockingEventStream(self)
    }
}

impl<T> BlockingEventStream<T> {
    /// The stream itself.
    pub fn get_ref(&self) -> &EventStream<T> {
        &self.0
    }
}

impl<T> Iterator for BlockingEventStream<T> {
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        flow::next(&mut self.0)
    }
}
