//! Requests whose answer is a page of a list.

use crate::runtime::calls::call::Call;
use crate::runtime::calls::pending::Pending;
use crate::runtime::http::response::Response;
use crate::runtime::pages::list::List;
use crate::runtime::pages::page::{Page, PageRequest};
use crate::runtime::pages::paging::Paging;

/// Sends a call when awaited, for the first page.
pub(crate) fn page<L: List>(call: Call, paging: &'static dyn Paging<L>) -> Pending<Page<L>> {
    Pending::new(async move { Ok(PageRequest::first(call, paging).fetch().await?.body) })
}

/// Sends a call when awaited, for the first page together with status and headers.
pub(crate) fn response<L: List>(
    call: Call,
    paging: &'static dyn Paging<L>,
) -> Pending<Response<Page<L>>> {
    Pending::new(PageRequest::first(call, paging).fetch())
}

/// The call for the page at a cursor that was kept; what is wrong with the cursor is said when the
/// call is awaited.
pub(crate) fn at<L: List>(call: Call, paging: &'static dyn Paging<L>, cursor: &str) -> Call {
    match paging.place().set(call.clone(), cursor) {
        Ok(call) => call,
        Err(fault) => call.set(|parts| parts.refuse(fault)),
    }
}

/// Gives a request for a list, a tuple struct around a [`Call`], its options, what awaiting it gives,
/// and all that lies on further pages. The table says how it goes from page to page: the shape, the
/// place in a request that asks for a page, and where an answer says what the shape must know.
///
/// ```text
/// page_methods! {
///     ListThings -> Page<ThingList>;
///     last_item in_query("after");
///     id |item| Some(&item.id);
///     has_more |list| list.has_more;
/// }
/// ```
macro_rules! page_methods {
    (
        $request:ident -> Page<$list:ty>;
        $shape:ident $($place:ident($($name:tt)+))?;
        $($row:ident $value:expr;)*
    ) => {
        $crate::runtime::calls::request_options::request_options!($request);

        impl $request {
            const PAGING: &'static dyn $crate::runtime::pages::paging::Paging<$list> =
                &$crate::runtime::pages::$shape::Way::<$list> {
                    $($row: $value,)*
                    ..$crate::runtime::pages::$shape::Way::new(
                        $(&$crate::runtime::pages::$place::Place($($name)+))?
                    )
                };

            /// Begins at the page where an earlier listing ended: takes the
            /// [`cursor`](crate::Page::cursor) of a page, or of the pages.
            pub fn at_cursor(self, cursor: impl AsRef<str>) -> Self {
                Self($crate::runtime::pages::paged_request::at(
                    self.0,
                    Self::PAGING,
                    cursor.as_ref(),
                ))
            }

            /// Sends this, to be awaited for the first page together with its status and headers.
            pub fn with_response(
                self,
            ) -> $crate::runtime::calls::pending::Pending<
                $crate::runtime::http::response::Response<
                    $crate::runtime::pages::page::Page<$list>,
                >,
            > {
                $crate::runtime::pages::paged_request::response(self.0, Self::PAGING)
            }

            /// Every item of this page and of all that follow, fetched as needed.
            pub fn items(self) -> $crate::runtime::pages::items::Items<$list> {
                $crate::runtime::pages::items::Items::new(self.0, Self::PAGING)
            }

            /// This page and all that follow, fetched as needed.
            pub fn pages(self) -> $crate::runtime::pages::page_stream::Pages<$list> {
                $crate::runtime::pages::page_stream::Pages::new(self.0, Self::PAGING)
            }

            /// Sends this and blocks this thread until the first page is there.
            ///
            /// # Errors
            ///
            /// Those of awaiting it.
            #[cfg(feature = "blocking")]
            pub fn wait(
                self,
            ) -> ::std::result::Result<
                $crate::runtime::pages::page::Page<$list>,
                $crate::runtime::error::Error,
            > {
                ::std::future::IntoFuture::into_future(self).wait()
            }
        }

        impl ::std::future::IntoFuture for $request {
            type Output = ::std::result::Result<
                $crate::runtime::pages::page::Page<$list>,
                $crate::runtime::error::Error,
            >;
            type IntoFuture =
                $crate::runtime::calls::pending::Pending<$crate::runtime::pages::page::Page<$list>>;

            fn into_future(self) -> Self::IntoFuture {
                $crate::runtime::pages::paged_request::page(self.0, Self::PAGING)
            }
        }
    };
}
pub(crate) use page_methods;
