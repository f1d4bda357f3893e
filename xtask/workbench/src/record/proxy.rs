//! The proxy between the client and the API: takes the API's address, passes each request on and
//! keeps what was said. It follows no redirects; those to the API's own origin lead back here.

use std::error::Error as _;
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Instant;

use ::tests::answer::Answer;
use ::tests::request::RecordedRequest;
use ::tests::server::Server;
use cargo_verbatim::error::Error;
use generator::media::MediaType;

use super::exchange::{Recorded, decoded, is_of_one_hop, still_holds};

/// A running proxy.
#[derive(Debug)]
pub struct Proxy {
    server: Server,
    path: String,
    kept: Arc<Mutex<Kept>>,
    forwarder: JoinHandle<()>,
}

#[derive(Debug, Default)]
struct Kept {
    recorded: Vec<Recorded>,
    /// Why a request was not answered.
    failure: Option<String>,
}

/// A request to pass on.
struct Job {
    request: RecordedRequest,
    /// The origin of the proxy, as the client calls it.
    here: String,
    /// Where the answer is waited for; nothing comes where there is none.
    answer: Sender<Answer>,
}

impl Proxy {
    /// Starts a proxy on loopback for the API at this address.
    ///
    /// # Errors
    ///
    /// When it is no address of an API, or the machine has no port or thread.
    pub fn start(base_url: &str) -> Result<Self, Error> {
        let expected = |why: &str| {
            Error::new(format!("`--base-url` is not the address of an API: {why}"))
                .help("expected one such as https://api.openai.com/v1")
        };
        let url = reqwest::Url::parse(base_url).map_err(|error| expected(&error.to_string()))?;
        if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
            return Err(expected("expected `http` or `https` and a host"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(expected("it holds a user or a password"));
        }
        let origin = url.origin().ascii_serialization();
        let path = match url.query() {
            Some(query) => format!("{}?{query}", url.path()),
            None => url.path().to_owned(),
        };
        let kept = Arc::new(Mutex::new(Kept::default()));
        let (jobs, forwarder) = forwarder(origin, Arc::clone(&kept))?;
        let jobs = Mutex::new(jobs);
        let server = Server::start(move |request| {
            let here = request.header("host").unwrap_or_default();
            let here = format!("http://{here}");
            let (answer, answered) = mpsc::channel();
            let job = Job {
                request,
                here,
                answer,
            };
            let sent = lock(&jobs).send(job).is_ok();
            let answer = answered.recv().ok().filter(|_| sent);
            answer.unwrap_or_else(Answer::reset)
        });
        let cannot = |error| Error::io("cannot listen on 127.0.0.1", &error);
        let server = server.map_err(cannot)?;
        Ok(Self {
            server,
            path,
            kept,
            forwarder,
        })
    }

    /// The address for the client.
    pub fn url(&self) -> String {
        self.server.url(&self.path)
    }

    /// Ends the proxy; gives what was said, and the last reason why something could not be.
    pub fn finish(self) -> (Vec<Recorded>, Option<String>) {
        let Self {
            server,
            kept,
            forwarder,
            ..
        } = self;
        drop(server);
        // It keeps what the client left half-way, too. A panic of it was printed when it happened.
        drop(forwarder.join());
        let kept = std::mem::take(&mut *lock(&kept));
        (kept.recorded, kept.failure)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A thread that passes requests on: the server's own cannot wait for another runtime.
fn forwarder(
    origin: String,
    kept: Arc<Mutex<Kept>>,
) -> Result<(Sender<Job>, JoinHandle<()>), Error> {
    // An error means that another part of the process chose one before.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .map_err(|error| Error::new(format!("cannot make an HTTP client: {error}")))?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Error::io("cannot make a runtime", &error))?;
    let (jobs, queue) = mpsc::channel::<Job>();
    let thread = thread::spawn(move || {
        for job in queue {
            let result = runtime.block_on(forward(&client, &origin, job));
            let mut kept = lock(&kept);
            match result {
                Ok(recorded) => kept.recorded.push(recorded),
                Err(why) => kept.failure = Some(why),
            }
        }
    });
    Ok((jobs, thread))
}

/// Passes a request on and its answer back: a stream as it comes, any other answer once it is whole.
async fn forward(client: &reqwest::Client, origin: &str, job: Job) -> Result<Recorded, String> {
    let Job {
        request,
        here,
        answer,
    } = job;
    let reason = |error: reqwest::Error| {
        let error = error.without_url();
        let mut text = error.to_string();
        let mut source = error.source();
        while let Some(error) = source {
            text += &format!(": {error}");
            source = error.source();
        }
        text
    };
    let started = jiff::Timestamp::now();
    let clock = Instant::now();
    let url = format!("{origin}{}", request.target);
    let method = reqwest::Method::from_bytes(request.method.as_str().as_bytes());
    let mut outgoing = client.request(method.map_err(|error| error.to_string())?, &url);
    for (name, value) in &request.headers {
        if !is_of_one_hop(name.as_str()) {
            outgoing = outgoing.header(name, value);
        }
    }
    let mut response = outgoing
        .body(request.body.clone())
        .send()
        .await
        .map_err(reason)?;
    let status = response.status().as_u16();
    let headers: Vec<(String, String)> = response
        .headers()
        .iter()
        .map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
            (name.as_str().to_owned(), value)
        })
        .collect();
    let codings = headers
        .iter()
        .filter(|(name, _)| name == "content-encoding");
    let codings: Vec<&str> = codings.map(|(_, value)| value.as_str()).collect();
    let codings = codings.join(",");
    let is_stream = codings.is_empty() && is_sequence(&headers);
    let mut recorded = Recorded {
        started: format!("{started:.3}"),
        milliseconds: 0,
        request,
        url,
        status,
        headers,
        body: Vec::new(),
    };
    if is_stream {
        let (head, feed) = to_client(&recorded, origin, &here).fed();
        // The client may be gone.
        let _ = answer.send(head);
        loop {
            let piece = tokio::select! {
                piece = response.chunk() => piece,
                () = feed.left() => break,
            };
            match piece {
                Ok(None) => break,
                Ok(Some(piece)) => {
                    recorded.body.extend_from_slice(&piece);
                    feed.send(piece);
                }
                Err(error) => {
                    feed.break_off();
                    return Err(reason(error));
                }
            }
        }
    } else {
        let body = response.bytes().await.map_err(reason)?.to_vec();
        recorded.body = decoded(&codings, body).map_err(|error| error.to_string())?;
        let _ = answer.send(to_client(&recorded, origin, &here));
    }
    let elapsed = clock.elapsed().as_millis();
    recorded.milliseconds = u64::try_from(elapsed).unwrap_or(u64::MAX);
    Ok(recorded)
}

/// Whether the media type is that of items that follow one another.
fn is_sequence(headers: &[(String, String)]) -> bool {
    let mut headers = headers.iter();
    let media_type = headers.find(|(name, _)| name == "content-type");
    let media_type = media_type.and_then(|(_, value)| MediaType::parse(value));
    media_type.is_some_and(|media_type| media_type.sequence().is_some())
}

/// The answer for the client: whole and decoded, with the API's own links leading here.
fn to_client(recorded: &Recorded, origin: &str, here: &str) -> Answer {
    let headers = recorded
        .headers
        .iter()
        .filter(|(name, _)| still_holds(name));
    let answer = Answer::new(recorded.status).body(recorded.body.clone());
    let answer = headers.fold(answer, |answer, (name, value)| answer.header(name, value));
    answer.map_header(&["location"], |value| match value.strip_prefix(origin) {
        Some(rest) if rest.is_empty() || rest.starts_with(['/', '?', '#']) => {
            format!("{here}{rest}")
        }
        _ => value.to_owned(),
    })
}

#[cfg(test)]
mod tests;
