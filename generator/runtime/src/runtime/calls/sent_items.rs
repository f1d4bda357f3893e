//! Items that a request sends one after the other, each as JSON: `application/jsonl` and its kin.

mod written;

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use futures_core::Stream;
use serde::Serialize;

use crate::runtime::calls::call::Call;
use crate::runtime::calls::upload::Upload;

pub(crate) use written::Framing;
use written::{Iterated, Mapped, Written};

/// Items to send, one after the other, each as JSON.
///
/// | made by | sent | sent again after a failure or a redirect |
/// |---|---|---|
/// | `From` of a list, `collect` | from memory, with its length | yes |
/// | [`iter`](Self::iter), [`stream`](Self::stream), [`try_stream`](Self::try_stream) | while they are made | no |
/// | `From` of an [`Upload`] | as it is: the bytes are written already | as the upload is |
///
/// An item that JSON cannot hold, such as NaN, is an error: of kind
/// [`InvalidRequest`](crate::runtime::error_kind::ErrorKind::InvalidRequest) where the items are in
/// memory; from an iterator or a stream, the request breaks off.
///
/// ```text
/// client.events().send(vec![one, two]).await?;
/// client.events().send(SentItems::iter(rows.map(Event::from))).await?;
/// client.events().send(SentItems::stream(receiver)).await?;
/// ```
pub struct SentItems<T> {
    kind: Kind<T>,
}

enum Kind<T> {
    All(Vec<T>),
    Each(Items<T>),
    Written(Upload),
}

/// Items that are made while they are sent.
type Items<T> = Pin<Box<dyn Stream<Item = Result<T, Failure>> + Send>>;

/// Why an item could not be made.
type Failure = Box<dyn StdError + Send + Sync>;

impl<T> SentItems<T> {
    /// Sends what an iterator gives. It is asked while the request is sent, and must not block.
    pub fn iter(items: impl IntoIterator<Item = T, IntoIter: Send + 'static>) -> Self
    where
        T: 'static,
    {
        Self::each(Iterated(Box::new(items.into_iter())))
    }

    /// Sends what a stream gives.
    pub fn stream(items: impl Stream<Item = T> + Send + 'static) -> Self
    where
        T: 'static,
    {
        Self::each(Mapped {
            items: Box::pin(items),
            map: Ok,
        })
    }

    /// Sends what a stream gives. An error of it breaks off the request.
    pub fn try_stream<S, E>(items: S) -> Self
    where
        S: Stream<Item = Result<T, E>> + Send + 'static,
        T: 'static,
        E: Into<Box<dyn StdError + Send + Sync>> + 'static,
    {
        Self::each(Mapped {
            items: Box::pin(items),
            map: |item| item.map_err(E::into),
        })
    }

    fn each(items: impl Stream<Item = Result<T, Failure>> + Send + 'static) -> Self {
        Self {
            kind: Kind::Each(Box::pin(items)),
        }
    }
}

impl<T> From<Vec<T>> for SentItems<T> {
    fn from(items: Vec<T>) -> Self {
        Self {
            kind: Kind::All(items),
        }
    }
}

impl<T, const N: usize> From<[T; N]> for SentItems<T> {
    fn from(items: [T; N]) -> Self {
        Vec::from(items).into()
    }
}

impl<T> FromIterator<T> for SentItems<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Vec::from_iter(items).into()
    }
}

impl<T> From<Upload> for SentItems<T> {
    fn from(upload: Upload) -> Self {
        Self {
            kind: Kind::Written(upload),
        }
    }
}

impl<T> fmt::Debug for SentItems<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not the items: they may hold what only the API may see.
        match &self.kind {
            Kind::All(items) => write!(f, "SentItems({} items)", items.len()),
            Kind::Each(_) | Kind::Written(_) => f.write_str("SentItems(..)"),
        }
    }
}

impl Call {
    /// Sends items as they are written, under this media type.
    pub fn items<T: Serialize + Send + 'static>(
        self,
        media_type: &'static str,
        framing: Framing,
        items: impl Into<SentItems<T>>,
    ) -> Self {
        let items: SentItems<T> = items.into();
        let upload = match items.kind {
            Kind::All(items) => framing.all(&items).map(Upload::from),
            Kind::Each(items) => {
                let written = Upload::stream("items", Written::new(items, framing));
                Ok(written.content_type(media_type))
            }
            Kind::Written(upload) => Ok(upload),
        };
        let body = upload.and_then(|body| {
            let media_type = body.media_type(&[media_type])?;
            Ok((body, media_type))
        });
        self.set(|parts| match body {
            Ok((body, media_type)) => parts.body = Some((Arc::new(body), media_type)),
            Err(fault) => parts.refuse(fault),
        })
    }
}
