//! Lists: pages, the items on them, and the way from one page to the next.

#[cfg(feature = "blocking")]
pub mod blocking_pages;
pub mod items;
pub mod list;
pub mod page;
pub mod page_stream;
pub mod paged_request;
pub mod trail;
