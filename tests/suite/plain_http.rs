//! HTTP as it is on the wire, to test the servers themselves: one request per connection, no client
//! in between.

use std::io::{self, Read, Write};
use std::net::TcpStream;

/// What came back, as far as it came.
#[derive(Debug)]
pub struct Reply {
    /// The status line and the header fields, in lower case.
    pub head: String,
    /// The body's bytes that arrived, as text.
    pub body: String,
}

impl Reply {
    /// The status code.
    pub fn status(&self) -> &str {
        self.head.split(' ').nth(1).unwrap_or_default()
    }
}

/// Sends a request to a URL and reads until the connection ends; `fields` are lines such as
/// `accept: text/html`.
pub fn send(method: &str, url: &str, fields: &[&str], body: &str) -> io::Result<Reply> {
    let (_, rest) = url.split_once("://").expect("an absolute URL");
    let (host, path) = rest.split_at(rest.find('/').expect("a path"));
    let mut stream = TcpStream::connect(host)?;
    let mut request = format!("{method} {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n");
    for field in fields {
        request.push_str(&format!("{field}\r\n"));
    }
    request.push_str(&format!("content-length: {}\r\n\r\n{body}", body.len()));
    stream.write_all(request.as_bytes())?;

    let mut reply = String::new();
    stream.read_to_string(&mut reply)?;
    let (head, body) = reply.split_once("\r\n\r\n").unwrap_or((&reply, ""));
    Ok(Reply {
        head: head.to_ascii_lowercase(),
        body: body.to_owned(),
    })
}
