//! The faulty server: raw sockets on a thread of its own, so that anything can be sent.

use std::collections::HashMap;
use std::io;
use std::net::Ipv4Addr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use fastrand::Rng;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

use super::plan::{Fault, draw, pause};

/// How many items every list has.
pub const TOTAL: usize = 130;

/// The identifier of an item of a list.
pub fn id(list: usize, item: usize) -> String {
    format!("ftckpt_{list}_{item}")
}

/// A running server; dropping it ends its thread.
pub struct Faulty {
    shared: Arc<Shared>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

struct Shared {
    seed: u64,
    port: u16,
    /// Where redirects to another host lead.
    other_port: u16,
    /// How many requests each list had.
    numbers: Mutex<HashMap<usize, usize>>,
    requests: AtomicUsize,
    connections: AtomicUsize,
    open: AtomicUsize,
    elsewhere: AtomicUsize,
}

/// What becomes of a connection.
#[derive(PartialEq)]
enum Then {
    Stay,
    End,
}

impl Faulty {
    /// Starts a server on a free port, and beside it one that nobody may speak to.
    pub fn start(seed: u64) -> io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let (stop, stopped) = oneshot::channel();
        let (tell, started) = mpsc::channel();
        let thread = thread::spawn(move || {
            runtime.block_on(async move {
                let listen = || TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
                let (listener, other) = (listen().await, listen().await);
                let (listener, other) = (listener.expect("a port"), other.expect("a port"));
                let port = |listener: &TcpListener| listener.local_addr().expect("a port").port();
                let shared = Arc::new(Shared {
                    seed,
                    port: port(&listener),
                    other_port: port(&other),
                    numbers: Mutex::default(),
                    requests: AtomicUsize::new(0),
                    connections: AtomicUsize::new(0),
                    open: AtomicUsize::new(0),
                    elsewhere: AtomicUsize::new(0),
                });
                tell.send(Arc::clone(&shared)).expect("somebody waits");
                tokio::spawn(accept(listener, Arc::clone(&shared)));
                tokio::spawn(async move {
                    while other.accept().await.is_ok() {
                        shared.elsewhere.fetch_add(1, Ordering::SeqCst);
                    }
                });
                // An error is the end of the sender, which ends the server as well.
                let _ = stopped.await;
            });
        });
        Ok(Self {
            shared: started.recv().map_err(io::Error::other)?,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/v1", self.shared.port)
    }

    /// How many requests came.
    pub fn requests(&self) -> usize {
        self.shared.requests.load(Ordering::SeqCst)
    }

    /// How many connections there were.
    pub fn connections(&self) -> usize {
        self.shared.connections.load(Ordering::SeqCst)
    }

    /// How many connections are open now.
    pub fn open(&self) -> usize {
        self.shared.open.load(Ordering::SeqCst)
    }

    /// How many connections the other server had.
    pub fn elsewhere(&self) -> usize {
        self.shared.elsewhere.load(Ordering::SeqCst)
    }
}

impl Drop for Faulty {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A panic of that thread was printed when it happened.
            drop(thread.join());
        }
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    while let Ok((socket, _)) = listener.accept().await {
        let shared = Arc::clone(&shared);
        tokio::spawn(async move {
            shared.connections.fetch_add(1, Ordering::SeqCst);
            shared.open.fetch_add(1, Ordering::SeqCst);
            // Clients leave when they have seen enough.
            let _ = serve(socket, &shared).await;
            shared.open.fetch_sub(1, Ordering::SeqCst);
        });
    }
}

async fn serve(mut socket: TcpStream, shared: &Shared) -> io::Result<()> {
    let mut buffer = Vec::new();
    loop {
        while !buffer.ends_with(b"\r\n\r\n") {
            if socket.read_buf(&mut buffer).await? == 0 {
                return Ok(());
            }
        }
        let head = String::from_utf8_lossy(&buffer).into_owned();
        buffer.clear();
        let target = head.split(' ').nth(1).unwrap_or_default();
        let (list, first) = asked_for(target);
        let number = {
            let mut numbers = shared
                .numbers
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            let number = numbers.entry(list).or_default();
            *number += 1;
            *number - 1
        };
        shared.requests.fetch_add(1, Ordering::SeqCst);
        let (fault, mut rng) = draw(shared.seed, list, number);
        let body = page(list, first);
        if answer(&mut socket, shared, fault, &mut rng, target, &body).await? == Then::End {
            return Ok(());
        }
    }
}

/// The list that a path speaks of, and the first item that its query asks for.
fn asked_for(target: &str) -> (usize, usize) {
    let number = |after: &str| -> Option<usize> {
        let rest = &target[target.find(after)? + after.len()..];
        let end = rest.find(|c: char| !c.is_ascii_digit());
        rest[..end.unwrap_or(rest.len())].parse().ok()
    };
    let list = number("ftjob-").expect("a list");
    let after = number(&format!("after=ftckpt_{list}_"));
    (list, after.map_or(0, |after| after + 1))
}

/// A page of ten items.
fn page(list: usize, first: usize) -> String {
    let end = TOTAL.min(first + 10);
    let items: Vec<String> = (first..end)
        .map(|item| {
            format!(
                r#"{{"object":"fine_tuning.job.checkpoint","id":"{}","created_at":1773302400,"#,
                id(list, item)
            ) + &format!(
                r#""fine_tuned_model_checkpoint":"ft:x","fine_tuning_job_id":"ftjob-{list}","#
            ) + &format!(r#""metrics":{{"step":{item}}},"step_number":{item}}}"#)
        })
        .collect();
    let more = end < TOTAL;
    format!(
        r#"{{"object":"list","data":[{}],"has_more":{more}}}"#,
        items.join(",")
    )
}

/// An answer with a body of this length.
fn whole(status: u16, fields: &str, body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 {status} S\r\ncontent-length: {length}\r\n{fields}\r\n{body}")
}

/// Sends what a fault makes of an answer.
async fn answer(
    socket: &mut TcpStream,
    shared: &Shared,
    fault: Fault,
    rng: &mut Rng,
    target: &str,
    body: &str,
) -> io::Result<Then> {
    const SOON: &str = "retry-after-ms: 1\r\n";
    const JSON: &str = "content-type: application/json\r\n";
    let good = whole(200, JSON, body);
    let body_begins = good.len() - body.len();
    let within_head = rng.usize(1..body_begins - 4);
    let within_body = rng.usize(body_begins..good.len());
    let claiming =
        |length: &str| format!("HTTP/1.1 200 S\r\ncontent-length: {length}\r\n\r\n{body}");
    let chunked = |body: &str| {
        let (one, two) = body.split_at(body.len() / 2);
        let head = "HTTP/1.1 200 S\r\ntransfer-encoding: chunked\r\n\r\n";
        format!(
            "{head}{:x}\r\n{one}\r\n{:x}\r\n{two}\r\n",
            one.len(),
            two.len()
        )
    };
    let (text, then) = match fault {
        Fault::None => (good, Then::Stay),
        Fault::Chunked => (chunked(body) + "0\r\n\r\n", Then::Stay),
        Fault::Slow => {
            tokio::time::sleep(pause(rng)).await;
            (good, Then::Stay)
        }
        Fault::Drip => {
            for piece in good.as_bytes().chunks(good.len() / 4 + 1) {
                socket.write_all(piece).await?;
                tokio::time::sleep(pause(rng)).await;
            }
            return Ok(Then::Stay);
        }
        Fault::Stall => {
            // Until the client has left.
            let hour = Duration::from_secs(3_600);
            let left = tokio::time::timeout(hour, socket.read_u8()).await;
            return left.map(|_| Then::End).map_err(io::Error::other);
        }
        Fault::Reset => {
            socket.set_zero_linger()?;
            return Ok(Then::End);
        }
        Fault::Close => (String::new(), Then::End),
        Fault::HeadCut => (good[..within_head].to_owned(), Then::End),
        Fault::BodyCut => (good[..within_body].to_owned(), Then::End),
        Fault::BodyReset => {
            socket.write_all(&good.as_bytes()[..within_body]).await?;
            tokio::time::sleep(pause(rng)).await;
            socket.set_zero_linger()?;
            return Ok(Then::End);
        }
        Fault::LengthShort => (claiming(&rng.usize(..body.len()).to_string()), Then::Stay),
        Fault::LengthLong => (
            claiming(&(body.len() + rng.usize(1..99)).to_string()),
            Then::End,
        ),
        Fault::LengthGarbage => {
            let garbage = ["-1", "ten", "0x10", "1, 2", "99999999999999999999999"];
            (claiming(garbage[rng.usize(..garbage.len())]), Then::End)
        }
        Fault::ChunkGarbage => (chunked(body) + "zz\r\n", Then::End),
        Fault::ChunkCut => (chunked(body), Then::End),
        Fault::Garbage => {
            let bytes: Vec<u8> = (0..rng.usize(1..2_000)).map(|_| rng.u8(..)).collect();
            socket.write_all(&bytes).await?;
            return Ok(Then::End);
        }
        Fault::Html => (
            whole(200, "content-type: text/html\r\n", "<html>"),
            Then::Stay,
        ),
        Fault::OtherJson => {
            let others = [
                "",
                "null",
                "[]",
                "{}",
                "7",
                r#"{"object":"list","data":[{}]}"#,
            ];
            (
                whole(200, JSON, others[rng.usize(..others.len())]),
                Then::Stay,
            )
        }
        Fault::Stray => (good + &whole(200, JSON, &page(usize::MAX, 0)), Then::Stay),
        Fault::Early => {
            let early = ["100 Continue", "102 Processing", "103 Early Hints"];
            let early = early[rng.usize(..early.len())];
            let times = rng.usize(1..4);
            (
                format!("HTTP/1.1 {early}\r\n\r\n").repeat(times) + &good,
                Then::Stay,
            )
        }
        Fault::Redirect => (
            whole(307, &format!("location: {target}\r\n"), ""),
            Then::Stay,
        ),
        Fault::RedirectElsewhere => {
            let port = shared.other_port;
            let place = format!("location: http://127.0.0.1:{port}{target}\r\n");
            (whole(307, &place, ""), Then::Stay)
        }
        Fault::RedirectNowhere => match rng.bool() {
            true => (whole(302, "", ""), Then::Stay),
            false => ("HTTP/1.1 304 S\r\n\r\n".to_owned(), Then::Stay),
        },
        Fault::Busy => (whole(429, SOON, "{}"), Then::Stay),
        Fault::BusyForLong => (whole(429, "retry-after: 121\r\n", "{}"), Then::Stay),
        Fault::Quota => {
            let quota =
                r#"{"error":{"message":"m","type":"insufficient_quota","param":null,"code":null}}"#;
            (whole(429, SOON, quota), Then::Stay)
        }
        Fault::Failing => {
            let statuses = [408, 409, 500, 502, 503, 504, 529];
            (
                whole(statuses[rng.usize(..statuses.len())], SOON, "{}"),
                Then::Stay,
            )
        }
        Fault::FailingHtml => (whole(502, SOON, "<html>Bad Gateway</html>"), Then::Stay),
        Fault::Refused => {
            let statuses = [400, 401, 403, 404, 422, 418];
            (
                whole(statuses[rng.usize(..statuses.len())], "", "{}"),
                Then::Stay,
            )
        }
    };
    socket.write_all(text.as_bytes()).await?;
    Ok(then)
}
