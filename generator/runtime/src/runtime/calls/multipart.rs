//! Bodies of several parts: each has a name, as in `multipart/form-data` (RFC 7578), or a position, as in
//! `multipart/mixed` (RFC 2046 §5.1). A part can have parts itself.
//!
//! The framing is this client's own: reqwest's writes a name with a quote or a line break in a form that
//! RFC 7578 forbids (`name*=`), or lets the line break through.

mod place;
mod sequence;

use std::any::Any;
use std::fmt::Write;
use std::sync::Arc;

use bytes::Bytes;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderName, HeaderValue};

use crate::runtime::calls::call::Parts;
use crate::runtime::calls::payload::{FILE, Opening, Source};
use crate::runtime::error::Error;
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::http::body::Body;

pub(crate) use place::{Key, PartPlace};
use sequence::Sequence;

/// The media type of a form of parts.
const FORM_DATA: &str = "multipart/form-data";

/// The parts of a body, in their order.
#[derive(Clone)]
pub(crate) struct Multipart {
    pub media_type: &'static str,
    /// Whether it is sent even without a part.
    pub is_required: bool,
    boundary: String,
    /// The names of parts in the order in which these are sent. Those of other names follow, as they were set.
    pub order: &'static [&'static str],
    pub parts: Vec<Part>,
    /// Headers of all parts of a key.
    pub headers: Vec<(Key, HeaderName, HeaderValue)>,
}

/// A part.
#[derive(Clone)]
pub(crate) struct Part {
    /// None for a part that is known by its position.
    pub name: Option<String>,
    pub file_name: Option<String>,
    pub content_type: Option<HeaderValue>,
    pub content: Arc<dyn Source>,
    /// The field of the description that it belongs to: mostly that of its name.
    field: Key,
}

impl Part {
    /// A part that says nothing but its name.
    pub fn new(place: &PartPlace, content: impl Source) -> Self {
        let field = place.key.clone();
        Self {
            name: field.name.clone().map(Into::into),
            field,
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
        let mut multipart = Self::of(body.map(|(body, _)| body));
        change(Arc::make_mut(&mut multipart));
        match multipart.content_type() {
            Some(content_type) => parts.body = Some((multipart, content_type)),
            None => {
                let media_type = multipart.media_type;
                parts.refuse(format!("expected a media type, found {media_type:?}"));
            }
        }
    }

    /// Sets the parts of a call at this place to these, in place of those that were there.
    pub fn put(parts: &mut Parts, place: &PartPlace, found: Result<Vec<Part>, String>) {
        match found {
            Ok(found) => Self::change(parts, |multipart| {
                multipart.at(&place.within, |multipart| {
                    multipart.replace(place.key.clone(), found);
                });
            }),
            Err(fault) => parts.refuse(fault),
        }
    }

    /// Changes the body that is a part of a part and so on, as this way says.
    pub fn at(&mut self, way: &[(Key, &'static str)], change: impl FnOnce(&mut Self)) {
        let Some(((key, media_type), way)) = way.split_first() else {
            return change(self);
        };
        let known = self.parts.iter().find(|part| part.field == *key);
        let mut nested = Self::of(known.map(|part| Arc::clone(&part.content)));
        let inner = Arc::make_mut(&mut nested);
        inner.media_type = media_type;
        inner.at(way, change);
        let content_type = nested.content_type();
        let part = Part {
            name: key.name.clone().map(Into::into),
            file_name: None,
            content_type,
            content: nested,
            field: key.clone(),
        };
        self.replace(key.clone(), vec![part]);
    }

    /// Sets the parts of a key to these, in place of those that it had.
    fn replace(&mut self, field: Key, parts: Vec<Part>) {
        let rank = |key: &Key| {
            let name = key.name.as_deref();
            let at = self.order.iter().position(|known| Some(*known) == name);
            at.unwrap_or(self.order.len())
        };
        let mut known = self.parts.iter();
        let at = known.position(|part| {
            part.field == field || field.precedes(&part.field) || rank(&field) < rank(&part.field)
        });
        let at = at.unwrap_or(self.parts.len());
        self.parts.retain(|part| part.field != field);
        let parts = parts.into_iter().map(|part| Part {
            field: field.clone(),
            ..part
        });
        self.parts.splice(at..at, parts);
    }

    /// The body that these bytes are where it is multipart, else a new one.
    fn of(body: Option<Arc<dyn Source>>) -> Arc<Self> {
        let body = body.map(|body| body as Arc<dyn Any + Send + Sync>);
        let body = body.and_then(|body| body.downcast().ok());
        body.unwrap_or_else(|| {
            Arc::new(Self {
                media_type: FORM_DATA,
                is_required: false,
                boundary: format!("{:032x}", fastrand::u128(..)),
                order: &[],
                parts: Vec::new(),
                headers: Vec::new(),
            })
        })
    }

    /// The media type with its boundary; `None` where no header can hold it.
    fn content_type(&self) -> Option<HeaderValue> {
        let Self {
            media_type,
            boundary,
            ..
        } = self;
        HeaderValue::from_str(&format!("{media_type}; boundary={boundary}")).ok()
    }

    /// The head of a part: everything before its content.
    fn head(&self, part: &Part) -> Bytes {
        let headers = || {
            let headers = self.headers.iter();
            headers.filter(|(key, ..)| *key == part.field)
        };
        let mut head = format!("--{}\r\n", self.boundary).into_bytes();
        let mut line = |name: &str, value: &[u8]| {
            head.extend_from_slice(name.as_bytes());
            head.extend_from_slice(b": ");
            head.extend_from_slice(value);
            head.extend_from_slice(b"\r\n");
        };
        let is_given = |name: &HeaderName| headers().any(|(_, given, _)| given == name);
        let disposition = disposition(part).filter(|_| !is_given(&CONTENT_DISPOSITION));
        if let Some(disposition) = disposition {
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

    /// The parts that have content.
    fn sent(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| !part.content.is_absent())
    }

    /// Refuses parts by position of which one before is missing: the others would take its position.
    fn check_positions(&self) -> Result<(), Error> {
        let mut next = 0;
        for position in self.sent().filter_map(|part| part.field.position) {
            if position > next {
                let (missing, set) = (next + 1, position + 1);
                let message =
                    format!("expected part {missing} of the body before part {set}, found none");
                return Err(Error::with_message(ErrorKind::InvalidRequest, message));
            }
            next = position + 1;
        }
        Ok(())
    }
}

impl Source for Multipart {
    fn open(&self) -> Opening {
        let multipart = self.clone();
        Box::pin(async move {
            multipart.check_positions()?;
            let mut bodies = Vec::with_capacity(3 * multipart.parts.len() + 1);
            for part in multipart.sent() {
                bodies.push(Body::from(multipart.head(part)));
                bodies.push(part.content.open().await?);
                bodies.push(Bytes::from_static(b"\r\n").into());
            }
            let end = format!("--{}--\r\n", multipart.boundary);
            bodies.push(Bytes::from(end).into());
            Ok(Body::new(Sequence::new(bodies)))
        })
    }

    fn is_absent(&self) -> bool {
        !self.is_required && self.sent().next().is_none()
    }

    fn is_spent(&self) -> bool {
        self.parts.iter().any(|part| part.content.is_spent())
    }

    fn arguments(&self) -> Vec<(&'static str, String)> {
        self.sent().filter_map(argument).collect()
    }
}

/// What says the name of a part and of its file. A part without a name that is no file needs none.
fn disposition(part: &Part) -> Option<String> {
    let mut disposition = match (&part.name, &part.file_name) {
        (Some(name), _) => format!("form-data; name=\"{}\"", quoted(name)),
        (None, Some(_)) => "attachment".to_owned(),
        (None, None) => return None,
    };
    if let Some(file_name) = &part.file_name {
        // Writing to a `String` cannot fail.
        let _ = write!(disposition, "; filename=\"{}\"", quoted(file_name));
    }
    Some(disposition)
}

/// A name as it is written between quotes: by the rules of HTML, so that it can end neither these nor its
/// line. All else is sent as it is, in UTF-8.
fn quoted(name: &str) -> String {
    name.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// The argument by which `curl` sends a part.
fn argument(part: &Part) -> Option<(&'static str, String)> {
    let name = part.name.as_deref().unwrap_or_default();
    let escaped = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"");
    let (option, content) = part.content.arguments().into_iter().next()?;
    let mut text = match (option, content.strip_prefix('@')) {
        (FILE, Some(path)) => format!("{name}=@\"{}\"", escaped(path)),
        _ if part.content_type.is_none() && part.file_name.is_none() => {
            return Some(("--form-string", format!("{name}={content}")));
        }
        _ => format!("{name}=\"{}\"", escaped(&content)),
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
