//! Feature `blocking`: the items and pages of a list as ordinary iterators.

use std::future::poll_fn;
use std::pin::Pin;

use futures_core::Stream;

use crate::runtime::calls::blocking::wait;
use crate::runtime::error::Error;
use crate::runtime::pages::items::Items;
use crate::runtime::pages::list::List;
use crate::runtime::pages::page::Page;
use crate::runtime::pages::page_stream::Pages;

/// Every item of a list; each [`next`](Iterator::next) blocks until the item is there. The first error
/// is the last element.
///
/// ```text
/// for item in request.items().wait() {
///     println!("{:?}", item?);
/// }
/// ```
#[derive(Debug)]
#[must_use = "nothing is sent until an item is asked for"]
pub struct BlockingItems<L: List>(Items<L>);

/// Every page of a list; each [`next`](Iterator::next) blocks until the page is there. The first error
/// is the last element.
#[derive(Debug)]
#[must_use = "nothing is sent until a page is asked for"]
pub struct BlockingPages<L: List>(Pages<L>);

impl<L: List> Items<L> {
    /// The same items, for a `for` loop without async.
    pub fn wait(self) -> BlockingItems<L> {
        BlockingItems(self)
    }
}

impl<L: List> Pages<L> {
    /// The same pages, for a `for` loop without async.
    pub fn wait(self) -> BlockingPages<L> {
        BlockingPages(self)
    }
}

impl<L: List> Iterator for BlockingItems<L> {
    type Item = Result<L::Item, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        next(&mut self.0)
    }
}

impl<L: List> Iterator for BlockingPages<L> {
    type Item = Result<Page<L>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        next(&mut self.0)
    }
}

/// Blocks this thread until a stream has its next element.
fn next<T>(
    stream: &mut (impl Stream<Item = Result<T, Error>> + Unpin),
) -> Option<Result<T, Error>> {
    let element = poll_fn(|context| {
        Pin::new(&mut *stream)
            .poll_next(context)
            .map(Option::transpose)
    });
    wait(element).transpose()
}
