//! A server on loopback that answers as a closure says, down to single bytes and broken connections.

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use super::logs;

/// A request as it came over the wire.
#[derive(Debug, Clone)]
pub(in crate::tests) struct Received {
    pub method: String,
    /// Path and query as they were sent.
    pub target: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Received {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    pub fn query(&self) -> &str {
        self.target.split_once('?').map_or("", |(_, query)| query)
    }

    /// The value of a query parameter, as it was sent.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        let mut pairs = self.query().split('&');
        pairs.find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
    }
}

/// What to write back.
#[derive(Debug, Clone)]
pub(in crate::tests) struct Answer {
    bytes: Vec<u8>,
    delay: Duration,
    /// What follows, each piece after a pause.
    pieces: Vec<(Duration, Vec<u8>)>,
    then: Then,
}

/// What becomes of the connection after an answer.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Then {
    Stay,
    Close,
    Reset,
}

impl Answer {
    /// JSON with this status.
    pub fn json(status: u16, body: impl AsRef<str>) -> Self {
        Self::with(
            status,
            &[("content-type", "application/json")],
            body.as_ref(),
        )
    }

    /// A body with this status and these headers.
    pub fn with(status: u16, headers: &[(&str, &str)], body: &str) -> Self {
        let mut text = format!(
            "HTTP/1.1 {status} Status\r\ncontent-length: {}\r\n",
            body.len()
        );
        for (name, value) in headers {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        text.push_str("\r\n");
        text.push_str(body);
        Self::raw(text)
    }

    /// These bytes, as they are.
    pub fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            bytes: bytes.into(),
            delay: Duration::ZERO,
            pieces: Vec::new(),
            then: Then::Stay,
        }
    }

    /// The head of an answer of this media type that is sent in chunks; [`chunk`](Self::chunk) adds them.
    pub fn chunked(media_type: &str) -> Self {
        Self::raw(format!(
            "HTTP/1.1 200 Status\r\ncontent-type: {media_type}\r\ntransfer-encoding: chunked\r\n\r\n"
        ))
    }

    /// A chunk of the body, after a pause.
    pub fn chunk(mut self, pause: Duration, bytes: impl AsRef<[u8]>) -> Self {
        let bytes = bytes.as_ref();
        let mut chunk = format!("{:x}\r\n", bytes.len()).into_bytes();
        chunk.extend_from_slice(bytes);
        chunk.extend_from_slice(b"\r\n");
        self.pieces.push((pause, chunk));
        self
    }

    /// The end of the chunks.
    pub fn end(mut self) -> Self {
        self.pieces.push((Duration::ZERO, b"0\r\n\r\n".to_vec()));
        self
    }

    /// Nothing: the connection ends.
    pub fn nothing() -> Self {
        Self::raw("").close()
    }

    /// The connection ends after the answer.
    pub fn close(mut self) -> Self {
        self.then = Then::Close;
        self
    }

    /// The connection is reset after the answer, which may take some of it along.
    pub fn reset(mut self) -> Self {
        self.then = Then::Reset;
        self
    }

    /// The answer without its last bytes, then the connection ends.
    pub fn cut(mut self, bytes: usize) -> Self {
        self.bytes.truncate(self.bytes.len() - bytes);
        self.close()
    }

    /// The connection stays open, also after half an answer.
    pub fn hold(mut self) -> Self {
        self.then = Then::Stay;
        self
    }

    /// The answer comes late.
    pub fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }
}

type Script = dyn Fn(&Received, usize) -> Answer + Send + Sync;

/// A server that lives as long as its test. When it goes, no log may show a secret.
pub(in crate::tests) struct Server {
    port: u16,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

struct Shared {
    script: Box<Script>,
    requests: Mutex<Vec<Received>>,
    open: AtomicUsize,
}

impl Server {
    /// Answers each request as the closure says, which is given the number of those before it.
    pub async fn new(script: impl Fn(&Received, usize) -> Answer + Send + Sync + 'static) -> Self {
        logs::listen();
        let listener = TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a port on loopback is free");
        let port = listener
            .local_addr()
            .expect("a bound socket has an address")
            .port();
        let shared = Arc::new(Shared {
            script: Box::new(script),
            requests: Mutex::default(),
            open: AtomicUsize::new(0),
        });
        let task = tokio::spawn(accept(listener, Arc::clone(&shared)));
        Self { port, shared, task }
    }

    /// Answers each request with the next of these, and the last one again and again.
    pub async fn answering(answers: impl Into<Vec<Answer>>) -> Self {
        let answers = answers.into();
        Self::new(move |_, number| answers[number.min(answers.len() - 1)].clone()).await
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/v1", self.port)
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    pub fn requests(&self) -> Vec<Received> {
        self.shared
            .requests
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    pub fn count(&self) -> usize {
        self.requests().len()
    }

    /// The connections that are open now.
    pub fn open(&self) -> usize {
        self.shared.open.load(Ordering::SeqCst)
    }

    /// Waits until no connection is open any more.
    pub async fn deserted(&self) {
        let began = Instant::now();
        while self.open() > 0 {
            let open = self.open();
            assert!(
                began.elapsed() < super::GENEROUS,
                "{open} connections are still open"
            );
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// Waits until this many requests came.
    pub async fn asked(&self, times: usize) {
        let began = Instant::now();
        while self.count() < times {
            assert!(
                began.elapsed() < super::GENEROUS,
                "{} requests",
                self.count()
            );
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
        if !thread::panicking() {
            assert_eq!(logs::seen().leak, None, "a secret stands in a log");
        }
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    while let Ok((socket, _)) = listener.accept().await {
        let shared = Arc::clone(&shared);
        tokio::spawn(async move {
            shared.open.fetch_add(1, Ordering::SeqCst);
            // A client that breaks off is no fault of the server's.
            let _ = serve(socket, &shared).await;
            shared.open.fetch_sub(1, Ordering::SeqCst);
        });
    }
}

async fn serve(mut socket: TcpStream, shared: &Shared) -> io::Result<()> {
    let mut buffer = Vec::new();
    while let Some(request) = read(&mut socket, &mut buffer).await? {
        let number = {
            let mut requests = shared
                .requests
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            requests.push(request.clone());
            requests.len() - 1
        };
        let answer = (shared.script)(&request, number);
        let first = (answer.delay, answer.bytes);
        for (pause, bytes) in std::iter::once(first).chain(answer.pieces) {
            if !pause.is_zero() {
                // Until then the client may have left: reading notices, sleeping would not.
                let gone = tokio::time::timeout(pause, socket.read_buf(&mut buffer)).await;
                if gone.is_ok_and(|read| read.is_err() || read.is_ok_and(|bytes| bytes == 0)) {
                    return Ok(());
                }
            }
            socket.write_all(&bytes).await?;
        }
        match answer.then {
            Then::Stay => {}
            Then::Close => return socket.shutdown().await,
            // Closing a socket that does not linger resets its connection.
            Then::Reset => return socket.set_zero_linger(),
        }
    }
    Ok(())
}

/// Reads the next request; `None` when the client has left.
async fn read(socket: &mut TcpStream, buffer: &mut Vec<u8>) -> io::Result<Option<Received>> {
    let end = loop {
        if let Some(end) = buffer.windows(4).position(|window| window == b"\r\n\r\n") {
            break end;
        }
        if socket.read_buf(buffer).await? == 0 {
            return Ok(None);
        }
    };
    let head = String::from_utf8_lossy(&buffer[..end]).into_owned();
    let mut lines = head.split("\r\n");
    let mut first = lines
        .next()
        .unwrap_or_default()
        .split(' ')
        .map(str::to_owned);
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let length = headers.iter().find(|(name, _)| name == "content-length");
    let length = length
        .and_then(|(_, length)| length.parse().ok())
        .unwrap_or(0);
    buffer.drain(..end + 4);
    let coding = headers.iter().find(|(name, _)| name == "transfer-encoding");
    let body = match coding {
        Some(_) => chunks(socket, buffer).await?,
        None => exactly(socket, buffer, length).await?,
    };
    let Some(body) = body else { return Ok(None) };
    let (method, target) = (
        first.next().unwrap_or_default(),
        first.next().unwrap_or_default(),
    );
    Ok(Some(Received {
        method,
        target,
        headers,
        body,
    }))
}

/// Reads the chunks of a body (RFC 9112 §7.1); `None` when the client leaves before their end.
async fn chunks(socket: &mut TcpStream, buffer: &mut Vec<u8>) -> io::Result<Option<Vec<u8>>> {
    let mut body = Vec::new();
    loop {
        let end = loop {
            if let Some(end) = buffer.windows(2).position(|window| window == b"\r\n") {
                break end;
            }
            if socket.read_buf(buffer).await? == 0 {
                return Ok(None);
            }
        };
        let length = String::from_utf8_lossy(&buffer[..end]).into_owned();
        let length = usize::from_str_radix(&length, 16).map_err(io::Error::other)?;
        buffer.drain(..end + 2);
        let Some(chunk) = exactly(socket, buffer, length + 2).await? else {
            return Ok(None);
        };
        if length == 0 {
            return Ok(Some(body));
        }
        body.extend_from_slice(&chunk[..length]);
    }
}

/// Reads this many bytes; `None` when the client leaves before.
async fn exactly(
    socket: &mut TcpStream,
    buffer: &mut Vec<u8>,
    length: usize,
) -> io::Result<Option<Vec<u8>>> {
    while buffer.len() < length {
        if socket.read_buf(buffer).await? == 0 {
            return Ok(None);
        }
    }
    Ok(Some(buffer.drain(..length).collect()))
}
