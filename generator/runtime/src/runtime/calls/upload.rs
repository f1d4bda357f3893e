//! Bytes to send: a file, memory, or anything that is read while it is sent.

mod open;
mod pieces;

use std::error::Error as StdError;
use std::fmt;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use futures_core::Stream;
use http::header::HeaderValue;
use tokio::io::AsyncRead;

use open::Once;
use pieces::{Async, Blocking, Streamed};

use crate::runtime::http::parameters::parameters;

/// The media type of bytes of which nothing is known.
const BYTES: &str = "application/octet-stream";

/// Bytes to send, with the name and the media type that they have.
///
/// They are read while they are sent, so that a file of any size takes little memory.
///
/// | made by | read | sent again after a failure or a redirect |
/// |---|---|---|
/// | [`path`](Self::path) | for each attempt anew | yes |
/// | [`bytes`](Self::bytes), `From` of bytes and texts | from memory | yes |
/// | [`reader`](Self::reader), [`stream`](Self::stream), [`blocking_reader`](Self::blocking_reader) | once | no |
///
/// A clone shares the reader, whose bytes are there once: a second request that would send them is an
/// error of kind [`InvalidRequest`](crate::runtime::error_kind::ErrorKind::InvalidRequest).
///
/// ```text
/// let file = Upload::path("train.jsonl").content_type("application/jsonl");
/// let memory = Upload::bytes("train.jsonl", bytes);
/// let passed_on = Upload::stream("train.jsonl", response.bytes_stream()).length(1_024);
/// ```
#[derive(Clone)]
pub struct Upload {
    kind: Kind,
    pub(crate) file_name: FileName,
    pub(crate) content_type: Option<String>,
    length: Option<u64>,
}

/// The name of the file that the bytes are said to be.
#[derive(Debug, Clone)]
pub(crate) enum FileName {
    Given(String),
    /// That of the part, where it is a part of a multipart body.
    OfPart,
    No,
}

/// Where the bytes are.
#[derive(Clone)]
enum Kind {
    Bytes(Bytes),
    Path(PathBuf),
    Once(Arc<Once>),
}

impl Upload {
    /// Sends the file at this path under the last part of the path as its name.
    ///
    /// The file is opened when the request is sent; its length is the one that it has then.
    pub fn path(path: impl Into<PathBuf>) -> Self {
        let path: PathBuf = path.into();
        let name = path.file_name().map(|name| name.to_string_lossy());
        let name = name.map(|name| FileName::Given(name.into_owned()));
        Self::new(name.unwrap_or(FileName::OfPart), Kind::Path(path))
    }

    /// Sends bytes in memory as a file of this name.
    pub fn bytes(file_name: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        Self::new(FileName::Given(file_name.into()), Kind::Bytes(bytes.into()))
    }

    /// Sends what a reader gives as a file of this name.
    pub fn reader(file_name: impl Into<String>, reader: impl AsyncRead + Send + 'static) -> Self {
        Self::once(file_name.into(), Once::new(Async::new(reader)))
    }

    /// Sends what a stream gives as a file of this name.
    pub fn stream<S, B, E>(file_name: impl Into<String>, stream: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
        E: Into<Box<dyn StdError + Send + Sync>>,
    {
        Self::once(file_name.into(), Once::new(Streamed::new(stream)))
    }

    /// Sends what a reader gives as a file of this name; it is read on threads that may block.
    pub fn blocking_reader(
        file_name: impl Into<String>,
        reader: impl Read + Send + 'static,
    ) -> Self {
        Self::once(file_name.into(), Once::new(Blocking::new(reader)))
    }

    /// Sets the media type.
    ///
    /// Default: the one that the description has or, where it has several or a range such as
    /// `image/*`, the one that the name of the file implies.
    #[must_use]
    pub fn content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }

    /// Sets the name of the file, as a multipart body says it.
    #[must_use]
    pub fn file_name(mut self, file_name: impl Into<String>) -> Self {
        self.file_name = FileName::Given(file_name.into());
        self
    }

    /// Sends no name of a file. Many servers take a part of a multipart body without one for a text.
    #[must_use]
    pub fn without_file_name(mut self) -> Self {
        self.file_name = FileName::No;
        self
    }

    /// Sets how many bytes a reader gives, so that the request says it in `Content-Length`; otherwise
    /// the body is sent in chunks. Another number of bytes is an error.
    #[must_use]
    pub fn length(mut self, length: u64) -> Self {
        self.length = Some(length);
        self
    }

    /// The media type to send, where the description allows these; an empty list allows all.
    ///
    /// # Errors
    ///
    /// The media type that was set cannot be sent.
    pub(crate) fn media_type(&self, described: &[&'static str]) -> Result<HeaderValue, String> {
        if let Some(own) = &self.content_type {
            let value = HeaderValue::from_str(own).ok();
            let value = value.filter(|_| own.contains('/'));
            return value.ok_or_else(|| {
                format!("expected a media type as the content type of an upload, found {own:?}")
            });
        }
        let guessed = match &self.file_name {
            FileName::Given(name) => mime_guess::from_path(name).first_raw(),
            FileName::OfPart | FileName::No => None,
        };
        let chosen = guessed.and_then(|guessed| match described {
            [] => Some(guessed),
            described => described.iter().find_map(|known| allows(known, guessed)),
        });
        let mut concrete = described
            .iter()
            .copied()
            .filter(|known| !known.contains('*'));
        let chosen = chosen.or_else(|| concrete.next()).unwrap_or(BYTES);
        Ok(HeaderValue::from_static(chosen))
    }

    fn once(file_name: String, once: Once) -> Self {
        Self::new(FileName::Given(file_name), Kind::Once(Arc::new(once)))
    }

    fn new(file_name: FileName, kind: Kind) -> Self {
        Self {
            kind,
            file_name,
            content_type: None,
            length: None,
        }
    }
}

/// The media type to send for a guessed one, where a described one or its range allows it.
fn allows(described: &'static str, guessed: &'static str) -> Option<&'static str> {
    match described.split_once('*') {
        Some(("", _)) => Some(guessed),
        Some((range, _)) => guessed.starts_with(range).then_some(guessed),
        None => {
            let (essence, _) = parameters(described);
            essence.eq_ignore_ascii_case(guessed).then_some(described)
        }
    }
}

impl From<Bytes> for Upload {
    fn from(bytes: Bytes) -> Self {
        Self::new(FileName::OfPart, Kind::Bytes(bytes))
    }
}

impl From<Vec<u8>> for Upload {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<&'static [u8]> for Upload {
    fn from(bytes: &'static [u8]) -> Self {
        Bytes::from_static(bytes).into()
    }
}

impl<const N: usize> From<&'static [u8; N]> for Upload {
    fn from(bytes: &'static [u8; N]) -> Self {
        Bytes::from_static(bytes).into()
    }
}

impl From<String> for Upload {
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl From<&'static str> for Upload {
    fn from(text: &'static str) -> Self {
        Bytes::from_static(text.as_bytes()).into()
    }
}

impl From<PathBuf> for Upload {
    fn from(path: PathBuf) -> Self {
        Self::path(path)
    }
}

impl From<&Path> for Upload {
    fn from(path: &Path) -> Self {
        Self::path(path)
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Upload");
        // Never the bytes: they may hold what only the API may see.
        match &self.kind {
            Kind::Bytes(bytes) => shown.field("bytes", &bytes.len()),
            Kind::Path(path) => shown.field("path", path),
            Kind::Once(_) => shown.field("reader", &format_args!("..")),
        };
        shown
            .field("file_name", &self.file_name)
            .field("content_type", &self.content_type)
            .field("length", &self.length)
            .finish()
    }
}
