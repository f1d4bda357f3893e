//! Feature `blocking`: the items of a stream of events as an ordinary iterator.

use std::future::poll_fn;
use std::pin::Pin;

use futures_core::Stream;

use crate::runtime::calls::blocking::wait;
use crate::runtime::error::Error;
use crate::runtime::stream::event_stream::EventStream;

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
        let item = poll_fn(|context| {
            let item = Pin::new(&mut self.0).poll_next(context);
            item.map(Option::transpose)
        });
        wait(item).transpose()
    }
}
