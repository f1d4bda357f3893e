//! Requests whose answer is a page of a list.

use crate::runtime::calls::call::Call;
use crate::runtime::calls::pending::Pending;
use crate::runtime::http::response::Response;
use crate::runtime::pages::page::{List, Page, PageRequest};

/// Sends a call when awaited, for the first page.
pub(crate) fn page<L: List>(call: Call, parameter: &'static str) -> Pending<Page<L>> {
    Pending::new(async move { Ok(PageRequest::first(call, parameter).fetch().await?.body) })
}

/// Sends a call when awaited, for the first page together with status and headers.
pub(crate) fn response<L: List>(call: Call, parameter: &'static str) -> Pending<Response<Page<L>>> {
    Pending::new(PageRequest::first(call, parameter).fetch())
}

/// Gives a request for a list, a tuple struct around a [`Call`], its options, what awaiting it gives,
/// and all that lies on further pages. `cursor` names the query parameter that says where a page
/// begins.
macro_rules! page_methods {
    ($request:ident -> Page<$list:ty>, cursor $cursor:literal) => {
        $crate::runtime::calls::request_options::request_options!($request);

        impl $request {
            /// Sends this, to be awaited for the first page together with its status and headers.
            pub fn with_response(
                self,
            ) -> $crate::runtime::calls::pending::Pending<
                $crate::runtime::http::response::Response<
                    $crate::runtime::pages::page::Page<$list>,
                >,
            > {
                $crate::runtime::pages::paged_request::response(self.0, $cursor)
            }

            /// Every item of this page and of all that follow, fetched as needed.
            pub fn items(self) -> $crate::runtime::pages::items::Items<$list> {
                $crate::runtime::pages::items::Items::new(self.0, $cursor)
            }

            /// This page and all that follow, fetched as needed.
            pub fn pages(self) -> $crate::runtime::pages::page_stream::Pages<$list> {
                $crate::runtime::pages::page_stream::Pages::new(self.0, $cursor)
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
                $crate::runtime::pages::paged_request::page(self.0, $cursor)
            }
        }
    };
}
pub(crate) use page_methods;
