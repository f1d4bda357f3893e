//! Bodies of several parts, each with a name (RFC 7578), as `multipart/form-data` is.
//!
//! The framing is this client's own: reqwest's writes a name with a quote or a line break in a form that
//! RFC 7578 forbids (`name*=`), or lets the line break through.

mod sequence;

use std::any::Any;
use std::borrow::Cow;
use std::fmt::Write;
use std::sync::Arc;

use bytes::Bytes;
use reqwest::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderName, HeaderValue};

use crate::runtime::calls::call::Parts;
use crate::runtime::calls::payload::{FILE, Opening, Source};
use crate::runtime::http::body::Body;

use sequence::Sequence;

/// The media type of a form of parts.
const FORM_DATA: &str = "multipart/form-data";

/// The parts of a body, in their order.
#[derive(Clone)]
pub(crate) struct Multipart {
    pub media_type: &'static str,
    boundary: String,
    parts: Vec<Part>,
    /// Headers of all parts with a name.
    pub headers: Vec<(Cow<'static, str>, HeaderName, HeaderValue)>,
}

/// A part.
#[derive(Clone)]
pub(crate) struct Part {
    pub name: Cow<'static, str>,
    pub file_name: Option<String>,
    pub content_type: Option<HeaderValue>,
    pub content: Arc<dyn Source>,
    /// The field of the form that it belongs to: mostly its name.
    field: Cow<'static, str>,
}

impl Part {
    /// A part that says nothing but its name.
    pub fn new(name: impl Into<Cow<'static, str>>, content: impl Source) -> Self {
        let name: Cow<'static, str> = name.into();
        Self {
            field: name.clone(),
            name,
            file_name: None,
            content_type: None,
            content: Arc::new(content),
        }
    }
}

impl Multipart {
    /// Changes the parts that a call sends; begins a form of parts where the body is not multipart.
    pub fn change(parts: &mut Parts, change: impl FnOnce(&mut Self)) {
        let body = parts.body.take();
        let body = body.map(|(body, _)| body as Arc<dyn Any + Send + Sync>);
        let body = body.and_then(|body| body.downcast().ok());
        let mut multipart: Arc<Self> = body.unwrap_or_else(|| Arc::new(Self::new()));
        change(Arc::make_mut(&mut multipart));
        let Self {
            media_type,
            boundary,
            ..
        } = &*multipart;
        match HeaderValue::from_str(&format!("{media_type}; boundary={boundary}")) {
            Ok(media_type) => parts.body = Some((multipart, media_type)),
            Err(_) => parts.refuse(format!("expected a media type, found {media_type:?}")),
        }
    }

    /// Sets a field to these parts, in place of those that it had.
    pub fn put(&mut self, field: impl Into<Cow<'static, str>>, parts: Vec<Part>) {
        let field: Cow<'static, str> = field.into();
        let mut known = self.parts.iter();
        let at = known.position(|part| part.field == field);
        let at = at.unwrap_or(self.parts.len());
        self.parts.retain(|part| part.field != field);
        let parts = parts.into_iter().map(|part| Part {
            field: field.clone(),
            ..part
        });
        self.parts.splice(at..at, parts);
    }

    fn new() -> Self {
        Self {
            media_type: FORM_DATA,
            boundary: format!("{:032x}", fastrand::u128(..)),
            parts: Vec::new(),
            headers: Vec::new(),
        }
    }

    /// What stands before the content of a part.
    fn head(&self, part: &Part) -> Bytes {
        let headers = || {
            let headers = self.headers.iter();
            headers.filter(|(name, ..)| *name == part.name)
        };
        let mut head = format!("--{}\r\n", self.boundary).into_bytes();
        let mut line = |name: &str, value: &[u8]| {
            head.extend_from_slice(name.as_bytes());
            head.extend_from_slice(b": ");
            head.extend_from_slice(value);
            head.extend_from_slice(b"\r\n");
        };
        let is_given = |name: &HeaderName| headers().any(|(_, given, _)| given == name);
        if !is_given(&CONTENT_DISPOSITION) {
            let mut disposition = format!("form-data; name=\"{}\"", quoted(&part.name));
            if let Some(file_name) = &part.file_name {
                // Writing to a `String` cannot fail.
                let _ = write!(disposition, "; filename=\"{}\"", quoted(file_name));
            }
            line("Content-Disposition", disposition.as_bytes());
        }
        if let Some(content_type) = part
            .content_type
            .as_ref()
            .filter(|_| !is_given(&CONTENT_TYPE))
        {
            line("Content-Type", content_type.as_bytes());
        }
        for (_, name, value) in headers() {
            line(name.as_str(), value.as_bytes());
        }
        head.extend_from_slice(b"\r\n");
        head.into()
    }
}

impl Source for Multipart {
    fn open(&self) -> Opening {
        let multipart = self.clone();
        Box::pin(async move {
            let mut bodies = Vec::with_capacity(3 * multipart.parts.len() + 1);
            for part in &multipart.parts {
                bodies.push(Body::from(multipart.head(part)));
                bodies.push(part.content.open().await?);
                bodies.push(Bytes::from_static(b"\r\n").into());
            }
            let end = format!("--{}--\r\n", multipart.boundary);
            bodies.push(Bytes::from(end).into());
            Ok(Body::new(Sequence::new(bodies)))
        })
    }

    fn is_spent(&self) -> bool {
        self.parts.iter().any(|part| part.content.is_spent())
    }

    fn arguments(&self) -> Vec<(&'static str, String)> {
        let parts = self.parts.iter();
        parts.flat_map(argument).collect()
    }
}

/// A name as it stands between quotes: by the rules of HTML, so that it can end neither these nor its
/// line. All else is sent as it is, in UTF-8.
fn quoted(name: &str) -> String {
    name.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// The argument by which `curl` sends a part.
fn argument(part: &Part) -> Option<(&'static str, String)> {
    let escaped = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"");
    let (option, content) = part.content.arguments().into_iter().next()?;
    let mut text = match (option, content.strip_prefix('@')) {
        (FILE, Some(path)) => format!("{}=@\"{}\"", part.name, escaped(path)),
        _ if part.content_type.is_none() && part.file_name.is_none() => {
            return Some(("--form-string", format!("{}={content}", part.name)));
        }
        _ => format!("{}=\"{}\"", part.name, escaped(&content)),
    };
    let content_type = part.content_type.as_ref();
    let content_type = content_type.and_then(|content_type| content_type.to_str().ok());
    if let Some(content_type) = content_type {
        text.push_str(&format!(";type={content_type}"));
    }
    if let Some(file_name) = &part.file_name {
        text.push_str(&format!(";filename=\"{}\"", escaped(file_name)));
    }
    Some(("--form", text))
}
