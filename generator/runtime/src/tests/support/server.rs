//! A server on loopback that answers as a closure says.

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use super::answer::{Answer, Then};
use super::logs;
use super::received::{Received, read};

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
    accepted: AtomicUsize,
    written: AtomicUsize,
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
            accepted: AtomicUsize::new(0),
            written: AtomicUsize::new(0),
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

    /// How many connections there were so far.
    pub fn accepted(&self) -> usize {
        self.shared.accepted.load(Ordering::SeqCst)
    }

    /// How many bytes the system took for the clients so far.
    pub fn written(&self) -> usize {
        self.shared.written.load(Ordering::SeqCst)
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
            shared.accepted.fetch_add(1, Ordering::SeqCst);
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
            shared.written.fetch_add(bytes.len(), Ordering::SeqCst);
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
