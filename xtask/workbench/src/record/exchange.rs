//! A request and the answer to it, as they went over the wire.

use std::io::{self, Read};

use tests::request::RecordedRequest;

/// One exchange.
#[derive(Debug, Clone)]
pub struct Recorded {
    /// When the request came, in RFC 3339.
    pub started: String,
    /// How long the answer took, in milliseconds.
    pub milliseconds: u64,
    /// What the client sent.
    pub request: RecordedRequest,
    /// Where it went.
    pub url: String,
    /// The status of the answer.
    pub status: u16,
    /// The header fields of the answer.
    pub headers: Vec<(String, String)>,
    /// The body of the answer, without its content coding.
    pub body: Vec<u8>,
}

/// Whether a header field belongs to one connection (RFC 9110 §7.6.1), or is written anew for each.
pub fn is_of_one_hop(name: &str) -> bool {
    matches!(
        name,
        "connection"
            | "content-length"
            | "host"
            | "keep-alive"
            | "proxy-authenticate"
            | "proxy-connection"
            | "te"
            | "trailer"
            | "transfer-encoding"
            | "upgrade"
    )
}

/// Whether a header field still holds for an exchange that is kept, its bodies without their coding.
pub fn still_holds(name: &str) -> bool {
    !is_of_one_hop(name) && name != "content-encoding"
}

/// The most bytes that a body may have without its coding.
const MAX_BYTES: u64 = 256 << 20;

/// Takes the codings off a body (RFC 9110 §8.4), the last one first.
///
/// # Errors
///
/// When a coding is not known, or the body is not what it says.
pub fn decoded(codings: &str, body: Vec<u8>) -> io::Result<Vec<u8>> {
    let mut body = body;
    for coding in codings.rsplit(',') {
        body = match coding.trim().to_ascii_lowercase().as_str() {
            "" | "identity" => body,
            _ if body.is_empty() => body,
            "gzip" | "x-gzip" => read(flate2::read::MultiGzDecoder::new(body.as_slice()))?,
            // With its wrapper, or without as some servers send it.
            "deflate" => read(flate2::read::ZlibDecoder::new(body.as_slice()))
                .or_else(|_| read(flate2::read::DeflateDecoder::new(body.as_slice())))?,
            other => {
                let message =
                    format!("the answer is encoded as `{other}`, which cannot be searched");
                return Err(io::Error::new(io::ErrorKind::Unsupported, message));
            }
        };
    }
    Ok(body)
}

fn read(reader: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(io::Error::new(
            io::ErrorKind::FileTooLarge,
            format!("the answer is larger than {} MiB", MAX_BYTES >> 20),
        ));
    }
    Ok(bytes)
}
