//! Things to send, and a second opinion on what came.

use std::collections::VecDeque;
use std::io;
use std::path::PathBuf;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use tempfile::TempDir;

use super::Received;

/// A stream of these pieces.
pub(in crate::tests) struct Pieces(pub VecDeque<io::Result<Bytes>>);

impl Pieces {
    /// The bytes in pieces of this length.
    pub fn of(bytes: &[u8], length: usize) -> Self {
        Self(
            bytes
                .chunks(length)
                .map(|piece| Ok(Bytes::copy_from_slice(piece)))
                .collect(),
        )
    }
}

impl Stream for Pieces {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.pop_front())
    }
}

/// The items of an iterator, as a stream.
pub(in crate::tests) struct Ready<I>(pub I);

impl<I: Iterator + Unpin> Stream for Ready<I> {
    type Item = I::Item;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<I::Item>> {
        Poll::Ready(self.0.next())
    }
}

/// Bytes that repeat only after a long while.
pub(in crate::tests) fn content(length: usize) -> Vec<u8> {
    (0..length)
        .map(|index| (index % 251 + index / 251) as u8)
        .collect()
}

/// A file of these bytes in a folder that goes away with the first of both.
pub(in crate::tests) fn file(name: &str, bytes: &[u8]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("a file");
    (folder, path)
}

/// A part as `multer` reads it.
#[derive(Debug, PartialEq)]
pub(in crate::tests) struct Part {
    pub name: Option<String>,
    pub file_name: Option<String>,
    pub content_type: Option<String>,
    pub checksum: Option<String>,
    pub body: Bytes,
}

/// The parts of a request, as `multer` reads them.
pub(in crate::tests) async fn parts(request: &Received) -> Vec<Part> {
    let content_type = request.header("content-type").expect("a content type");
    parts_of(content_type, &request.body).await
}

/// The parts of a multipart body, as `multer` reads them.
pub(in crate::tests) async fn parts_of(content_type: &str, body: &[u8]) -> Vec<Part> {
    // `multer` takes only the boundary of `multipart/form-data`.
    let (_, boundary) = content_type.split_once("; boundary=").expect("a boundary");
    let mut multipart = multer::Multipart::new(Pieces::of(body, 1_000), boundary);
    let mut parts = Vec::new();
    while let Some(field) = multipart.next_field().await.expect("a part") {
        let text =
            |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        parts.push(Part {
            name: field.name().map(str::to_owned),
            file_name: field.file_name().map(str::to_owned),
            content_type: field.headers().get("content-type").map(text),
            checksum: field.headers().get("x-checksum").map(text),
            body: field.bytes().await.expect("its content"),
        });
    }
    parts
}
