//! Requests as a server reads them off the wire.

use std::io;

use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;

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

/// Reads the next request; `None` when the client has left.
pub(super) async fn read(
    socket: &mut TcpStream,
    buffer: &mut Vec<u8>,
) -> io::Result<Option<Received>> {
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
