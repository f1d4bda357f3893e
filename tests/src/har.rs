//! A recording as HAR 1.2 writes it: the fields this crate uses, all others ignored.
//!
//! Takes the text of a `.har` file, gives plain data. It checks the format alone: whether an
//! exchange can be replayed is decided by [`replay`](crate::replay). The format:
//! <http://www.softwareishard.com/blog/har-12-spec/>.

use serde::Deserialize;

/// A HAR file.
#[derive(Debug, Clone, Deserialize)]
pub struct Har {
    /// The one member of the file's object.
    pub log: Log,
}

/// What was recorded, by whom.
#[derive(Debug, Clone, Deserialize)]
pub struct Log {
    /// The version of the format, `1.2`.
    pub version: String,
    /// The program that wrote the file.
    pub creator: Creator,
    /// The exchanges in the order they were recorded.
    pub entries: Vec<Entry>,
}

/// The program that wrote a file.
#[derive(Debug, Clone, Deserialize)]
pub struct Creator {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// One exchange: a request and the response to it.
#[derive(Debug, Clone, Deserialize)]
pub struct Entry {
    /// What was sent.
    pub request: Request,
    /// What came back.
    pub response: Response,
}

/// A recorded request.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// The method, such as `GET`.
    pub method: String,
    /// The absolute URL with its query; the query is read from here alone, as browsers disagree on
    /// how to encode `queryString`.
    pub url: String,
    /// The header fields as they were sent.
    #[serde(default)]
    pub headers: Vec<Header>,
    /// The body, when there was one.
    pub post_data: Option<PostData>,
}

/// The body of a recorded request.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PostData {
    /// The media type, possibly with parameters.
    pub mime_type: String,
    /// The body as text.
    #[serde(default)]
    pub text: String,
    /// How the text encodes bytes: `base64`, or nothing.
    #[serde(default)]
    pub encoding: Option<String>,
}

/// A recorded response.
#[derive(Debug, Clone, Deserialize)]
pub struct Response {
    /// The status code.
    pub status: u16,
    /// The header fields as they were received.
    #[serde(default)]
    pub headers: Vec<Header>,
    /// The body.
    pub content: Content,
}

/// The body of a recorded response.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Content {
    /// The length of the body in bytes, without compression; browsers write `-1` for "unknown".
    pub size: i64,
    /// The media type, possibly with parameters.
    #[serde(default)]
    pub mime_type: String,
    /// The body, without compression.
    #[serde(default)]
    pub text: String,
    /// `base64` when `text` is encoded so.
    pub encoding: Option<String>,
    /// Our own field: the connection ended early, after `text` and before `size` bytes.
    #[serde(default, rename = "_truncated")]
    pub truncated: bool,
}

/// A header field.
#[derive(Debug, Clone, Deserialize)]
pub struct Header {
    /// The name, in any case.
    pub name: String,
    /// The value.
    pub value: String,
}

impl Har {
    /// Reads the text of a HAR file.
    ///
    /// # Errors
    ///
    /// When the text is not JSON or a field that is used is missing or of another type.
    pub fn from_slice(text: &[u8]) -> Result<Self, serde_json::Error> {
        // Some exporters begin their files with a byte order mark, which JSON does not allow.
        serde_json::from_slice(text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text))
    }
}
