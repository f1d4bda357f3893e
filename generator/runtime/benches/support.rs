//! The same call twice: through reqwest alone, and through the runtime; and a server for both.

use std::sync::mpsc;
use std::thread;

use client_runtime::runtime::client::Client;
use client_runtime::sample::ThingList;
use reqwest::header::{ACCEPT, USER_AGENT};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// How many things a list has.
pub const THINGS: usize = 100;

const KEY: &str = "sk-test";

/// Starts a server that answers every request with one page; its URL.
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
    let things: Vec<String> = (0..THINGS)
        .map(|index| format!(r#"{{"id":"thing-{index}","size":{index}.5}}"#))
        .collect();
    let body = format!(
        r#"{{"data":[{}],"has_more":true,"last_id":"x"}}"#,
        things.join(",")
    );
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nx-request-id: req_1\r\n";
    let answer = format!("{head}content-length: {}\r\n\r\n{body}", body.len());
    let mut buffer = [0; 4096];
    let mut filled = 0;
    while let Ok(read @ 1..) = socket.read(&mut buffer[filled..]).await {
        filled += read;
        if buffer[..filled].ends_with(b"\r\n\r\n") {
            filled = 0;
            if socket.write_all(answer.as_bytes()).await.is_err() {
                return;
            }
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
            url: format!("{url}/things?limit=20"),
        }
    }

    /// Lists once; the number of things.
    pub async fn list(&self) -> usize {
        let request = self
            .http
            .get(&self.url)
            .bearer_auth(KEY)
            .header(ACCEPT, "application/json")
            .header(USER_AGENT, "client-runtime/0.0.0")
            .timeout(std::time::Duration::from_secs(600));
        let response = request.send().await.expect("an answer");
        let response = response.error_for_status().expect("a success");
        let body = response.bytes().await.expect("a body");
        let list: ThingList = serde_json::from_slice(&body).expect("a list");
        list.data.len()
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
        self.client
            .things()
            .list()
            .limit(20)
            .await
            .expect("a list")
            .data
            .len()
    }
}
