//! The options that every request has, whatever it asks for.

/// Gives a request, a tuple struct around a [`Call`](crate::runtime::calls::call::Call), its options.
macro_rules! request_options {
    ($request:ident) => {
        impl $request {
            /// Bounds each attempt, from connecting to the last byte of the answer.
            ///
            /// Default: that of the client, 600 seconds unless it was set.
            pub fn timeout(self, timeout: ::std::time::Duration) -> Self {
                Self(self.0.timeout(timeout))
            }

            /// Bounds the whole call: all attempts, the waits between them and all pages. A retry
            /// that could not begin in time is not waited for. A stream or a download ends with it.
            ///
            /// Default: that of the client, none unless it was set; of a stream or a download, it bounds the
            /// wait for the head alone.
            pub fn deadline(self, deadline: ::std::time::Duration) -> Self {
                Self(self.0.deadline(deadline))
            }

            /// Bounds the attempts after the first one; 0 turns retries off.
            ///
            /// Default: that of the client, 2 unless it was set.
            pub fn max_retries(self, max_retries: u32) -> Self {
                Self(self.0.max_retries(max_retries))
            }

            /// Sets when this is sent again, in place of what holds for the client.
            pub fn retries(self, retries: $crate::runtime::http::retries::Retries) -> Self {
                Self(self.0.retries(retries))
            }

            /// Sends a header, in place of what the client would send by this name; `authorization`
            /// too. One that cannot be sent is reported when the request is awaited.
            pub fn header(self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
                Self(self.0.header::<&str>(name, value.as_ref()))
            }

            /// Leaves out a header that the client would send.
            pub fn without_header(self, name: impl AsRef<str>) -> Self {
                Self(self.0.without_header(name))
            }

            /// Sends a query parameter that the description does not know, in place of what the
            /// client would send by this name.
            pub fn extra_query(self, name: impl Into<String>, value: impl Into<String>) -> Self {
                Self(self.0.extra_query(name.into(), value))
            }

            /// Leaves out a query parameter that would be sent.
            pub fn without_query(self, name: impl Into<String>) -> Self {
                Self(self.0.without_query(name.into()))
            }

            /// Sends this by a copy of the client that differs in what is set here: by another credential,
            /// to another address, with other limits.
            ///
            /// ```text
            /// request.with_client(|client| client.base_url("https://eu.example.com")).await?
            /// ```
            pub fn with_client(
                self,
                change: impl FnOnce(
                    $crate::runtime::client_builder::ClientBuilder,
                ) -> $crate::runtime::client_builder::ClientBuilder,
            ) -> Self {
                Self(self.0.with_client(change))
            }

            /// Sends this, to be awaited for the bytes of the answer as they came, with its status and
            /// headers.
            pub fn raw_response(
                self,
            ) -> $crate::runtime::calls::pending::Pending<
                $crate::runtime::http::response::Response<::bytes::Bytes>,
            > {
                $crate::runtime::calls::raw::response(self.0)
            }

            /// Sends this request to another base URL, credentials included: that of a region, of a gateway,
            /// or one that an answer named. It is taken as it is, and replaces the server of the operation as
            /// well as the base URL of the client.
            pub fn base_url(self, base_url: impl AsRef<str>) -> Self {
                Self(self.0.base_url(base_url.as_ref()))
            }

            /// Makes the request without sending it, to be awaited: to sign it, or to send it in
            /// another way. It holds the credentials, and its `Debug` shows none of them. Its `into_request`
            /// gives a plain request, whose `Debug` shows the query.
            ///
            /// # Errors
            ///
            /// The request cannot be sent, as awaiting it would say.
            pub fn build_request(
                self,
            ) -> $crate::runtime::calls::pending::Pending<$crate::runtime::http::transport::Outgoing>
            {
                $crate::runtime::calls::unsent::build(self.0)
            }

            /// Writes the request as a command of `curl`, to show it. It holds no credential and no
            /// header of yours; a file is named, and its content left out.
            ///
            /// # Errors
            ///
            /// The request cannot be sent, as awaiting it would say.
            pub fn to_curl(
                &self,
            ) -> ::std::result::Result<::std::string::String, $crate::runtime::error::Error> {
                $crate::runtime::calls::unsent::curl(&self.0)
            }
        }
    };
}
pub(crate) use request_options;
