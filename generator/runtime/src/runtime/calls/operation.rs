//! One operation of the description, as constant data.

use std::any::Any;

use bytes::Bytes;

use crate::runtime::auth::credential::Security;
use crate::runtime::http::response::Head;

/// One operation: where it lives, who may call it, how its errors read.
#[derive(Debug)]
pub(crate) struct Operation {
    /// The operationId, or a name made from method and path.
    pub id: &'static str,
    /// The HTTP method.
    pub method: &'static str,
    /// The path below the base URL with its `{…}` parameters; it may end in a fixed query.
    pub path: &'static str,
    /// The media types that it answers with.
    pub accept: &'static str,
    /// The credentials it needs: one of these lists, all of that list. Without a list, or with an
    /// empty one among them, it can be called without a credential.
    pub security: Security,
    /// The header that takes a key which is the same in every attempt, where the API knows one.
    pub idempotency_header: Option<&'static str>,
    /// The statuses after which it is sent again, where they are others than those of the API.
    pub retry_on: Option<&'static [&'static str]>,
    /// Decodes the described body of an error; `None` when it is something else.
    pub error: Option<DecodeError>,
}

impl Operation {
    /// What holds for an operation unless its description says otherwise.
    pub const USUAL: Self = Self {
        id: "",
        method: "GET",
        path: "",
        accept: "*/*",
        security: &[],
        idempotency_header: None,
        retry_on: None,
        error: None,
    };
}

/// Decodes the body of an answer with an error status into the type that is described for it.
pub(crate) type DecodeError = fn(&Head, &Bytes) -> Option<DescribedError>;

/// A decoded error body: the type that the description gives it.
pub(crate) type DescribedError = Box<dyn Any + Send + Sync>;
