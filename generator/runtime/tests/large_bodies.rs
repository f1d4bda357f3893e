//! Large uploads and downloads take little memory. A process of its own, since its memory is what is measured.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::thread;

use client_runtime::{Client, Upload};
use tokio::io::{AsyncRead, ReadBuf};

const SIZE: u64 = 256 << 20;

/// The most memory that the process may take on top of what it had.
const MOST: u64 = 32 << 20;

/// What is sent, over and over; a prime, so that no buffer is as long.
const PERIOD: usize = 65_537;

/// The bytes from each position within a period on, for the length of one.
fn pattern() -> Vec<u8> {
    let period = (0..PERIOD).map(|index| (index % 251 + index / 251) as u8);
    let period: Vec<u8> = period.collect();
    period.repeat(2)
}

/// Gives this many bytes.
struct Generated {
    pattern: Vec<u8>,
    at: u64,
}

impl Generated {
    fn next(&mut self, room: usize) -> &[u8] {
        let left = usize::try_from(SIZE - self.at).unwrap_or(PERIOD);
        let from = (self.at % PERIOD as u64) as usize;
        let length = room.min(PERIOD).min(left);
        self.at += length as u64;
        &self.pattern[from..from + length]
    }
}

impl Read for Generated {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let piece = self.next(buffer.len());
        buffer[..piece.len()].copy_from_slice(piece);
        Ok(piece.len())
    }
}

impl AsyncRead for Generated {
    fn poll_read(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let piece = self.get_mut().next(buffer.remaining());
        buffer.put_slice(piece);
        Poll::Ready(Ok(()))
    }
}

fn generated() -> Generated {
    Generated {
        pattern: pattern(),
        at: 0,
    }
}

/// Answers each request: with what is generated, or with 200 if that came.
fn serve() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    thread::spawn(move || {
        for socket in listener.incoming() {
            let socket = socket.expect("a connection");
            // A client that breaks off ends its connection alone.
            thread::spawn(move || answer(socket));
        }
    });
    format!("http://{address}/v1")
}

fn answer(mut socket: TcpStream) -> io::Result<()> {
    let mut reader = BufReader::with_capacity(PERIOD, socket.try_clone()?);
    while let Some(headers) = head(&mut reader)? {
        if headers.starts_with("get ") {
            write!(socket, "HTTP/1.1 200 OK\r\ncontent-length: {SIZE}\r\n\r\n")?;
            io::copy(&mut generated(), &mut socket)?;
            continue;
        }
        let is_multipart = headers.contains("content-type: multipart/");
        let chunked = headers.contains("transfer-encoding: chunked");
        let length = headers.split("content-length: ").nth(1);
        let length = length.and_then(|rest| rest.split('\r').next()?.parse().ok());
        let equal = match (chunked, length) {
            (true, None) => {
                let mut chunks = Chunks {
                    reader: &mut reader,
                    left: None,
                    is_over: false,
                };
                is_equal(&mut chunks, is_multipart)?
            }
            (false, Some(length)) => is_equal(&mut (&mut reader).take(length), is_multipart)?,
            _ => false,
        };
        let status = if equal { "200 OK" } else { "400 Bad Request" };
        write!(socket, "HTTP/1.1 {status}\r\ncontent-length: 2\r\n\r\n{{}}")?;
    }
    Ok(())
}

/// Everything up to an empty line, in lower case; `None` at the end of the connection.
fn head(reader: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut lines = String::new();
    while !lines.ends_with("\r\n\r\n") {
        if reader.read_line(&mut lines)? == 0 {
            return Ok(None);
        }
    }
    Ok(Some(lines.to_ascii_lowercase()))
}

/// Whether a body, or its first part, is what is generated. Reads all of it.
fn is_equal(body: &mut impl Read, is_multipart: bool) -> io::Result<bool> {
    let mut body = BufReader::with_capacity(PERIOD, body);
    if is_multipart {
        head(&mut body)?;
    }
    let mut expected = generated();
    let mut equal = true;
    loop {
        let found = body.fill_buf()?;
        let piece = expected.next(found.len());
        equal &= found.starts_with(piece);
        let length = piece.len();
        if length == 0 {
            break;
        }
        body.consume(length);
    }
    // The end of the last boundary, or nothing.
    let mut rest = Vec::new();
    body.read_to_end(&mut rest)?;
    Ok(equal && expected.at == SIZE && rest.is_empty() != is_multipart)
}

/// The content of chunks (RFC 9112 §7.1).
struct Chunks<'r, R> {
    reader: &'r mut R,
    /// How much of a chunk is left; `None` before the first chunk and after the last.
    left: Option<u64>,
    is_over: bool,
}

impl<R: BufRead> Read for Chunks<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut line = String::new();
        while !self.is_over && self.left.is_none_or(|left| left == 0) {
            if self.left.is_some() {
                self.reader.read_line(&mut line)?;
                line.clear();
            }
            self.reader.read_line(&mut line)?;
            let length = u64::from_str_radix(line.trim(), 16).map_err(io::Error::other)?;
            self.left = Some(length);
            if length == 0 {
                self.reader.read_line(&mut line)?;
                self.is_over = true;
            }
        }
        let left = self.left.unwrap_or(0);
        let read = self.reader.take(left).read(buffer)?;
        self.left = Some(left - read as u64);
        Ok(read)
    }
}

/// The most memory that the process had so far; none where the system does not tell.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kibibytes = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok());
    kibibytes.unwrap_or(0) * 1024
}

#[test]
fn memory_stays_flat_whatever_is_sent_and_received() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("large.bin");
    let mut file = fs::File::create(&path).expect("a file");
    io::copy(&mut generated(), &mut file).expect("room for it");
    let client = Client::builder().base_url(serve()).api_key("sk-test");
    let client = client.build().expect("a client");
    let files = client.files();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.expect("a runtime").block_on(async {
        files
            .search()
            .await
            .expect_err("another body than is expected");
        let before = peak();
        for (source, upload) in [
            ("a file", Upload::path(&path)),
            ("a reader", Upload::reader("a", generated())),
            (
                "a blocking reader",
                Upload::blocking_reader("a", generated()).length(SIZE),
            ),
        ] {
            let began = std::time::Instant::now();
            match source {
                "a reader" => files.replace(upload).await.expect(source),
                _ => files.create(upload).purpose("any").await.expect(source),
            }
            let (grown, took) = (peak() - before, began.elapsed());
            println!("{source}: {} KiB more in {took:.1?}", grown / 1024);
            assert!(grown < MOST, "{source}: {grown} bytes more");
        }
        let before = peak();
        let export = client.exports().retrieve();
        let mut download = export.clone().pdf().await.expect("an answer");
        let mut expected = generated();
        while let Some(piece) = download.chunk().await.expect("a piece") {
            let mut rest = &piece[..];
            while !rest.is_empty() {
                let next = expected.next(rest.len());
                let (same, others) = rest.split_at(next.len());
                assert!(same == next, "other bytes at {}", expected.at);
                rest = others;
            }
        }
        assert_eq!(expected.at, SIZE);
        let download = export.pdf().await.expect("an answer");
        assert_eq!(download.save(&path).await.expect("a file"), SIZE);
        let file = fs::File::open(&path).expect("a file");
        assert!(
            is_equal(&mut &file, false).expect("bytes"),
            "other bytes in the file"
        );
        let grown = peak() - before;
        println!("two downloads: {} KiB more", grown / 1024);
        assert!(grown < MOST, "{grown} bytes more");
    });
}
