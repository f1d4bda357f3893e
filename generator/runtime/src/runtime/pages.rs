//! Lists: pages, the items on them, and the way from one page to the next.

#[cfg(feature = "blocking")]
pub mod blocking_pages;
pub mod count;
pub mod fingerprint;
pub mod follow;
pub mod in_body;
pub mod in_body_number;
pub mod in_header;
pub mod in_query;
pub mod items;
pub mod last_item;
pub mod link_header;
pub mod list;
pub mod named;
pub mod next_url;
pub mod numbered;
pub mod offset;
pub mod page;
pub mod page_number;
pub mod page_stream;
pub mod paged_request;
pub mod paging;
pub mod place;
pub mod token;
pub mod trail;
pub mod whole;
