//! The same calls twice: through reqwest alone, as one would write them by hand, and through the
//! runtime; and a server for both.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use client_runtime::runtime::client::Client;
use client_runtime::runtime::pages::page_stream::Pages;
use client_runtime::sample::ThingList;
use http::header::{ACCEPT, USER_AGENT};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// How many things a page has: as many as the first endpoint gives unless asked for more.
pub const THINGS: usize = 10;

const KEY: &str = "sk-test";

/// The last thing of a page, numbered in a fixed width so that a page can be made in place.
const LAST: &str = "thing-000000000000";

/// Starts a server that answers every request with one page, each with another last thing; its URL.
///
/// One thread serves all connections, so that none is nearer to its client than another.
pub fn serve() -> String {
    let (tell, port) = mpsc::channel();
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        runtime
            .expect("a runtime for the server")
            .block_on(async move {
                let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
                let port = listener
                    .local_addr()
                    .expect("a bound socket has an address")
                    .port();
                tell.send(port).expect("somebody waits for the port");
                while let Ok((socket, _)) = listener.accept().await {
                    tokio::spawn(answer(socket));
                }
            });
    });
    format!(
        "http://127.0.0.1:{}/v1",
        port.recv().expect("the server starts")
    )
}

/// Answers requests without bodies until the client leaves. Allocates nothing between two of them.
async fn answer(mut socket: TcpStream) {
    let mut things: Vec<String> = (1..THINGS)
        .map(|index| format!(r#"{{"id":"thing-{index}","size":{index}.5}}"#))
        .collect();
    things.push(format!(r#"{{"id":"{LAST}","size":0.5}}"#));
    let body = format!(r#"{{"data":[{}],"has_more":true}}"#, things.join(","));
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nx-request-id: req_1\r\n";
    let answer = format!("{head}content-length: {}\r\n\r\n{body}", body.len());
    let digits = answer.find(LAST).expect("the last thing") + LAST.len();
    let mut answer = answer.into_bytes();
    let mut buffer = [0; 4096];
    let mut filled = 0;
    while let Ok(read @ 1..) = socket.read(&mut buffer[filled..]).await {
        filled += read;
        if buffer[..filled].ends_with(b"\r\n\r\n") {
            filled = 0;
            count(&mut answer[..digits]);
            if socket.write_all(&answer).await.is_err() {
                return;
            }
        }
    }
}

/// Adds one to the decimal number that a text ends in.
fn count(text: &mut [u8]) {
    for digit in text.iter_mut().rev() {
        if *digit == b'9' {
            *digit = b'0';
        } else {
            *digit += 1;
            return;
        }
    }
}

/// reqwest alone, as one would write it by hand.
pub struct Bare {
    http: reqwest::Client,
    url: String,
}

impl Bare {
    /// A client of a server.
    pub fn new(url: &str) -> Self {
        Self {
            http: reqwest::Client::new(),
            url: format!("{url}/things?limit={THINGS}"),
        }
    }

    /// Lists once; the number of things.
    pub async fn list(&self) -> usize {
        self.page(&self.url).await.data.len()
    }

    /// Goes on to the next page, from that of a URL; the number of things.
    pub async fn next(&self, url: &mut Option<String>) -> usize {
        let page = self.page(url.as_ref().unwrap_or(&self.url)).await;
        let last = page.data.last().expect("a page is never empty");
        *url = Some(format!("{}&after={}", self.url, last.id));
        page.data.len()
    }

    async fn page(&self, url: &str) -> ThingList {
        let request = self
            .http
            .get(url)
            .bearer_auth(KEY)
            .header(ACCEPT, "application/json")
            .header(USER_AGENT, "client-runtime/0.0.0")
            .timeout(Duration::from_secs(600));
        let response = request.send().await.expect("an answer");
        let response = response.error_for_status().expect("a success");
        let body = response.bytes().await.expect("a body");
        serde_json::from_slice(&body).expect("a list")
    }
}

/// The runtime, through its sample client.
pub struct Ours {
    client: Client,
}

impl Ours {
    /// A client of a server.
    pub fn new(url: &str) -> Self {
        let client = Client::builder().base_url(url).api_key(KEY).build();
        Self {
            client: client.expect("the configuration is complete"),
        }
    }

    /// Lists once; the number of things.
    pub async fn list(&self) -> usize {
        let list = self.client.things().list().limit(10);
        list.await.expect("a list").data.len()
    }

    /// The pages of a list without end.
    pub fn pages(&self) -> Pages<ThingList> {
        self.client.things().list().limit(10).pages()
    }
}

/// Goes on to the next page; the number of things.
pub async fn next(pages: &mut Pages<ThingList>) -> usize {
    let page = pages.try_next().await.expect("a page");
    page.expect("more pages").data.len()
}
