//! HTTP/1.1 on loopback: a thread that hands each request to a function and sends the answer it
//! gives.
//!
//! The server has a thread and a runtime of its own, so that it goes on when a test blocks, and its
//! clock when a test stops the clock. It never looks into a request.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::error::Error;
use std::fmt;
use std::future::poll_fn;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::body::{Body, Frame, Incoming, SizeHint};
use hyper::header::CONTENT_LENGTH;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::time::{Sleep, sleep};

use crate::answer::{Answer, BrokenOff, Ending, Pieces};
use crate::request::RecordedRequest;

/// A running server; dropping it closes every connection and waits for its thread.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    stop: Option<oneshot::Sender<Infallible>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts a server on a free port. `handler` is called on the server's thread, for one request
    /// at a time.
    ///
    /// # Errors
    ///
    /// When the machine has no free port or no thread to give.
    pub fn start(
        handler: impl Fn(RecordedRequest) -> Answer + Send + Sync + 'static,
    ) -> io::Result<Self> {
        Self::start_on(0, handler)
    }

    /// The same on this port; 0 is a free one.
    ///
    /// # Errors
    ///
    /// When the port is in use, or the machine has no thread to give.
    pub fn start_on(
        port: u16,
        handler: impl Fn(RecordedRequest) -> Answer + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let listener = {
            let _in_runtime = runtime.enter();
            tokio::net::TcpListener::from_std(listener)?
        };

        let (stop, stopped) = oneshot::channel();
        let thread = thread::Builder::new()
            .name("test server".to_owned())
            .spawn(move || {
                runtime.spawn(accept(listener, Arc::new(handler)));
                // Ends with the sender. The tasks end when the runtime is dropped.
                drop(runtime.block_on(stopped));
            })?;
        Ok(Self {
            address,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// The URL of a path on this server, such as `/v1`.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A panic of that thread was printed when it happened.
            drop(thread.join());
        }
    }
}

type Handler = dyn Fn(RecordedRequest) -> Answer + Send + Sync;

async fn accept(listener: tokio::net::TcpListener, handler: Arc<Handler>) {
    loop {
        // An error here means that the client gave up the connection before it was accepted.
        if let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream, Arc::clone(&handler)));
        }
    }
}

async fn serve(stream: TcpStream, handler: Arc<Handler>) {
    let reset = AtomicBool::new(false);
    let service = service_fn(|request| answer(request, &*handler, &reset));
    let mut connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    // An error is the client's, who hung up, or ours, to end an exchange early: neither is news.
    drop(poll_fn(|context| Pin::new(&mut connection).poll(context)).await);
    if reset.load(Ordering::Relaxed) {
        // Closing a socket that does not linger resets its connection.
        drop(connection.into_parts().io.into_inner().set_zero_linger());
    }
}

async fn answer(
    request: Request<Incoming>,
    handler: &Handler,
    reset: &AtomicBool,
) -> Result<Response<Content>, EndsEarly> {
    let (parts, body) = request.into_parts();
    let body = body.collect().await.map_err(|_| EndsEarly)?.to_bytes();
    let answer = handler(RecordedRequest::new(parts, body));
    tokio::time::sleep(answer.delay).await;
    if answer.ending == Ending::Reset {
        reset.store(true, Ordering::Relaxed);
        return Err(EndsEarly);
    }
    response(answer)
        .or_else(|error| {
            response(Answer::objection(format!(
                "cannot send the answer: {error}"
            )))
        })
        .map_err(|_| EndsEarly)
}

fn response(answer: Answer) -> hyper::http::Result<Response<Content>> {
    let mut response = Response::builder().status(answer.status);
    for (name, value) in answer.headers {
        response = response.header(name, value);
    }
    let ending = match answer.ending {
        Ending::CutShort { promised } => {
            response = response.header(CONTENT_LENGTH, promised);
            Then::Wait
        }
        Ending::Complete | Ending::Reset => Then::End,
    };
    response.body(Content {
        bytes: Some(answer.body),
        pieces: answer.pieces.into(),
        pause: None,
        rest: answer.rest.and_then(|rest| rest.take()),
        then: ending,
    })
}

/// The body of an answer: its chunks, and what follows them.
struct Content {
    bytes: Option<Bytes>,
    pieces: VecDeque<(Duration, Bytes)>,
    /// The pause before the next piece.
    pause: Option<Pin<Box<Sleep>>>,
    /// What follows the pieces.
    rest: Option<Pieces>,
    then: Then,
}

/// What follows the one chunk of a body.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Then {
    /// The end of the body.
    End,
    /// A pause in which hyper sends what it has; an error at once would make it throw that away.
    Wait,
    /// An error, upon which hyper closes the connection.
    Fail,
}

impl Body for Content {
    type Data = Bytes;
    type Error = EndsEarly;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, EndsEarly>>> {
        if let Some(bytes) = self.bytes.take()
            && (self.rest.is_none() || !bytes.is_empty())
        {
            return Poll::Ready(Some(Ok(Frame::data(bytes))));
        }
        if let Some((pause, _)) = self.pieces.front() {
            let pause = *pause;
            let sleep = self.pause.get_or_insert_with(|| Box::pin(sleep(pause)));
            ready!(sleep.as_mut().poll(context));
            self.pause = None;
            let piece = self.pieces.pop_front();
            return Poll::Ready(piece.map(|(_, bytes)| Ok(Frame::data(bytes))));
        }
        if let Some(rest) = &mut self.rest {
            return match ready!(rest.poll_recv(context)) {
                Some(Ok(bytes)) => Poll::Ready(Some(Ok(Frame::data(bytes)))),
                Some(Err(BrokenOff)) => Poll::Ready(Some(Err(EndsEarly))),
                None => Poll::Ready(None),
            };
        }
        match self.then {
            Then::End => Poll::Ready(None),
            Then::Wait => {
                self.then = Then::Fail;
                context.waker().wake_by_ref();
                Poll::Pending
            }
            Then::Fail => Poll::Ready(Some(Err(EndsEarly))),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match (&self.bytes, self.then) {
            (_, Then::Wait | Then::Fail) => SizeHint::default(),
            _ if !self.pieces.is_empty() || self.rest.is_some() => SizeHint::default(),
            (bytes, Then::End) => {
                SizeHint::with_exact(bytes.as_ref().map_or(0, |bytes| bytes.len() as u64))
            }
        }
    }
}

/// The error by which an exchange ends early; only hyper sees it.
#[derive(Debug)]
struct EndsEarly;

impl fmt::Display for EndsEarly {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the exchange ends early, as it was told to")
    }
}

impl Error for EndsEarly {}
