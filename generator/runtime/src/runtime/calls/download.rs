//! Answers that are files: given to the caller as they arrive.

mod blocking;
mod content_range;
mod file_name;
mod resume;
mod save;

use std::fmt;
use std::future::poll_fn;
use std::io;
use std::path::PathBuf;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http::StatusCode;
use http::header::{ACCEPT_ENCODING, CONTENT_TYPE, ETAG, HeaderMap};
use http_body::Body as _;
use tokio::io::{AsyncRead, ReadBuf};

use self::content_range::ContentRange;
use self::resume::Resume;
use crate::runtime::calls::call::Parts;
use crate::runtime::calls::pending::Pending;
use crate::runtime::error::Error;
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::http::failure;
use crate::runtime::http::headers;
use crate::runtime::http::incoming::Incoming;
use crate::runtime::http::open::Opened;
use crate::runtime::http::receive::Pieces;
use crate::runtime::http::response::Head;

/// An answer of any bytes. Status and headers are there; the body is read as it is asked for, so that
/// memory stays flat however long it is. Dropping it closes the connection.
///
/// Whole, in pieces, as a [`Stream`] of pieces, as an [`AsyncRead`], or into a file:
///
/// ```text
/// let bytes = request.clone().await?.bytes().await?;
///
/// let mut download = request.clone().await?;
/// while let Some(piece) = download.chunk().await? {
///     println!("{} bytes", piece.len());
/// }
///
/// request.await?.save("result.jsonl").await?;
/// ```
///
/// A connection that breaks is taken up again where it broke, as often as a call is tried again, if the
/// server said how: it takes ranges of bytes (`accept-ranges`), and names what it sends (a strong `etag`,
/// or `last-modified`), so that nothing of another version can get in. Otherwise it is an error of kind
/// [`Connection`](crate::runtime::error_kind::ErrorKind::Connection).
///
/// Bytes in a content coding (`content-encoding`) that the client does not decode are an error of kind
/// [`Decode`](crate::runtime::error_kind::ErrorKind::Decode), unless the request was given a header `accept-encoding`.
///
/// The timeout of an attempt bounds each wait for more bytes; only a deadline that was set on the request
/// bounds the whole.
pub struct Download {
    // Boxed, so that an answer that may be something else is no larger for it.
    inner: Box<Inner>,
}

struct Inner {
    incoming: Incoming,
    /// What was read and not given out.
    left: Bytes,
    resume: Resume,
    /// The content coding that nobody asked for, until it was reported.
    coding: Option<String>,
    /// Nothing more comes: it ended, or failed for good.
    is_over: bool,
}

impl Download {
    /// The HTTP status: 200 to 299, or 304 for what has not changed since it was named in
    /// `if-none-match` or `if-modified-since`.
    pub fn status(&self) -> StatusCode {
        self.head().status
    }

    /// The headers of the answer.
    pub fn headers(&self) -> &HeaderMap {
        &self.head().headers
    }

    /// The name the API gave to this request (`x-request-id`); support asks for it.
    pub fn request_id(&self) -> Option<&str> {
        headers::request_id(self.headers())
    }

    /// The media type of the answer, as it was sent.
    pub fn content_type(&self) -> Option<&str> {
        self.headers().get(CONTENT_TYPE)?.to_str().ok()
    }

    /// How many bytes there are still to be read, where the answer says so.
    pub fn remaining(&self) -> Option<u64> {
        Some(self.inner.incoming.body.size_hint().exact()? + self.inner.left.len() as u64)
    }

    /// What names this version of the content (RFC 9110 §8.8.3), to be sent as `if-none-match`.
    pub fn etag(&self) -> Option<&str> {
        self.headers().get(ETAG)?.to_str().ok()
    }

    /// The name that the answer gives the file (RFC 6266), without any folder. Characters that Windows or a
    /// shell reads as something else, such as `:` and `$`, are replaced by `_`.
    pub fn file_name(&self) -> Option<String> {
        file_name::read(self.headers())
    }

    /// The offset of the first byte in the whole: other than 0 only in the answer to a request for a
    /// range that the server took.
    pub fn offset(&self) -> u64 {
        ContentRange::read(self.head()).map_or(0, |range| range.first)
    }

    /// Whether the content is what it was: status 304, which has no body.
    pub fn is_unchanged(&self) -> bool {
        self.status() == StatusCode::NOT_MODIFIED
    }

    /// The next piece; `None` at the end. Dropping what this gives before it is ready loses nothing.
    ///
    /// # Errors
    ///
    /// The connection broke, no more came within the timeout, or the deadline of the request is over. The bytes are in
    /// a content coding.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        poll_fn(|context| self.poll_chunk(context)).await
    }

    /// All bytes that are left, in memory.
    ///
    /// # Errors
    ///
    /// Those of [`chunk`](Self::chunk); kind
    /// [`ResponseTooLarge`](crate::runtime::error_kind::ErrorKind::ResponseTooLarge) when they are more
    /// than the client's limit on responses.
    pub fn bytes(mut self) -> Pending<Bytes> {
        Pending::new(async move {
            let most = self
                .inner
                .incoming
                .call()
                .parts()
                .client
                .inner
                .max_response_bytes;
            let mut all = Pieces::default();
            while let Some(piece) = self.chunk().await? {
                if all.len() + piece.len() > most {
                    let incoming = &self.inner.incoming;
                    let error = failure::too_large(incoming.head().clone(), most);
                    return Err(incoming.told(incoming.broken(error)));
                }
                all.push(piece);
            }
            Ok(all.finish())
        })
    }

    /// Writes all bytes that are left into a file, in place of one that is there; gives their number.
    ///
    /// The file has its name only once it is whole. Until then the bytes are in another file next to it, which goes
    /// away when this fails or is dropped. What [is unchanged](Self::is_unchanged) leaves the file as it is.
    ///
    /// # Errors
    ///
    /// Those of [`chunk`](Self::chunk); kind
    /// [`Io`](crate::runtime::error_kind::ErrorKind::Io) when the file cannot be written.
    pub fn save(self, path: impl Into<PathBuf>) -> Pending<u64> {
        let path = path.into();
        Pending::new(save::save(self, path))
    }

    fn head(&self) -> &Head {
        self.inner.resume.head(&self.inner.incoming)
    }

    fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<Bytes>, Error>> {
        if !self.inner.left.is_empty() {
            return Poll::Ready(Ok(Some(std::mem::take(&mut self.inner.left))));
        }
        if self.inner.is_over {
            return Poll::Ready(Ok(None));
        }
        let Inner {
            incoming,
            resume,
            coding,
            ..
        } = &mut *self.inner;
        let piece = match coding.take() {
            Some(coding) => Err(incoming.broken(coded(&coding))),
            None => ready!(resume.poll_chunk(incoming, context)),
        };
        self.inner.is_over = !matches!(piece, Ok(Some(_)));
        Poll::Ready(piece.map_err(|error| {
            // Nothing more is read, however long the caller keeps this.
            self.inner.incoming.close();
            self.inner.incoming.told(error)
        }))
    }
}

/// Gives an answer to the caller as it arrives.
///
/// # Errors
///
/// None; other readers may give some.
pub(crate) fn download(opened: &mut Opened) -> Result<Download, String> {
    let incoming = opened.incoming();
    let coding = headers::coding(&incoming.head().headers);
    let is_empty = incoming.body.size_hint().exact() == Some(0);
    let inner = Inner {
        coding: coding.filter(|_| !is_empty && !asks_for_codings(incoming.call().parts())),
        resume: Resume::of(&incoming),
        incoming,
        left: Bytes::new(),
        is_over: false,
    };
    Ok(Download {
        inner: Box::new(inner),
    })
}

/// Whether a call was given the content codings that its caller reads.
fn asks_for_codings(parts: &Parts) -> bool {
    let of_client = &parts.client.inner.headers;
    of_client.contains_key(ACCEPT_ENCODING)
        || parts
            .headers
            .iter()
            .any(|(name, value)| name == ACCEPT_ENCODING && value.is_some())
}

/// The error of bytes in a content coding.
fn coded(coding: &str) -> Error {
    let message = format!(
        "{}; a request with a header `accept-encoding` of its own gets the bytes as they are",
        headers::encoded(coding)
    );
    Error::with_message(ErrorKind::Decode, message)
}

impl Stream for Download {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_chunk(context).map(Result::transpose)
    }
}

impl AsyncRead for Download {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let piece = ready!(self.poll_chunk(context)).map_err(io::Error::other)?;
        if let Some(mut piece) = piece {
            let taken = piece.split_to(piece.len().min(buffer.remaining()));
            buffer.put_slice(&taken);
            self.inner.left = piece;
        }
        Poll::Ready(Ok(()))
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("status", &self.status().as_u16())
            .field("remaining", &self.remaining())
            .finish_non_exhaustive()
    }
}
