//! Answers and errors by status, in several media types, and as files, as the generator would emit them.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::types::{Refused, Thing};
use crate::runtime::calls::call::Call;
use crate::runtime::calls::decode::json;
use crate::runtime::calls::decode_text::text;
use crate::runtime::calls::described::described;
use crate::runtime::calls::described_bytes::described_bytes;
use crate::runtime::calls::described_text::described_text;
use crate::runtime::calls::download::{Download, download};
use crate::runtime::calls::if_changed::if_changed_methods;
use crate::runtime::calls::is_media::is_media;
use crate::runtime::calls::operation::{DescribedError, Operation};
use crate::runtime::calls::pending::Pending;
use crate::runtime::calls::request::answer;
use crate::runtime::calls::request_methods::request_methods;
use crate::runtime::client::Client;
use crate::runtime::error::Error;
use crate::runtime::headers::exploded_value::exploded_value;
use crate::runtime::headers::header::header;
use crate::runtime::headers::json_value::json_value;
use crate::runtime::headers::line_values::line_values;
use crate::runtime::headers::required_header::required_header;
use crate::runtime::headers::simple_value::simple_value;
use crate::runtime::http::open::{Opened, open};
use crate::runtime::http::open_methods::open_methods;
use crate::runtime::http::response::Head;

/// `/exports`
#[derive(Debug, Clone)]
pub struct Exports(pub(crate) Client);

impl Exports {
    /// `POST /exports`
    pub fn create(&self) -> CreateExport {
        CreateExport(self.0.call(&CREATE))
    }

    /// `GET /exports`
    pub fn retrieve(&self) -> GetExport {
        GetExport(self.0.call(&RETRIEVE))
    }

    /// `GET /exports/file`
    pub fn file(&self) -> ExportFile {
        ExportFile(self.0.call(&FILE))
    }
}

/// Made by [`Exports::create`]; nothing is sent until it is awaited.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent until the request is awaited"]
pub struct CreateExport(Call);

request_methods!(CreateExport -> CreateExportAnswer, CreateExportAnswer::read);

/// The answer to [`CreateExport`], by its status.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum CreateExportAnswer {
    /// `200`
    Ok(Box<Thing>),
    /// `202`
    Accepted(String),
    /// `204`
    NoContent,
    /// Another success, which the description does not have: its status and body.
    Other(StatusCode, Bytes),
}

impl CreateExportAnswer {
    fn read(head: &Head, body: &Bytes) -> Result<Self, String> {
        Ok(match head.status.as_u16() {
            200 => Self::Ok(json(head, body)?),
            202 => Self::Accepted(text(head, body)?),
            204 => Self::NoContent,
            _ => Self::Other(head.status, body.clone()),
        })
    }
}

/// The errors of [`CreateExport`], by their status.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum CreateExportError {
    /// `400` in `application/json`
    BadRequest(Box<Refused>),
    /// `400` in `text/*`
    BadRequestText(String),
    /// `401`
    Unauthorized,
    /// `404`
    NotFound(Box<Thing>),
    /// `507`
    InsufficientStorage(Bytes),
    /// `5XX`
    Status5xx(StatusCode, String),
    /// Any other status.
    Default(StatusCode, Box<Refused>),
}

impl CreateExportError {
    /// The error as it is described; `None` for an error of another operation or with another body.
    pub fn of(error: &Error) -> Option<Self> {
        if error.operation() != Some("createExport") {
            return None;
        }
        let status = error.status().filter(|status| !status.is_success())?;
        Some(match status.as_u16() {
            400 => match error.described().cloned().map(Box::new) {
                Some(body) => Self::BadRequest(body),
                None => Self::BadRequestText(error.described().cloned()?),
            },
            401 => Self::Unauthorized,
            404 => Self::NotFound(error.described().cloned().map(Box::new)?),
            507 => Self::InsufficientStorage(error.described().cloned()?),
            500..=599 => Self::Status5xx(status, error.described().cloned()?),
            _ => Self::Default(status, error.described().cloned().map(Box::new)?),
        })
    }

    fn decode(head: &Head, body: &Bytes) -> Option<DescribedError> {
        match head.status.as_u16() {
            400 if is_media(head, "text/*") => described_text(head, body),
            400 => described::<Refused>(head, body),
            401 => None,
            404 => described::<Thing>(head, body),
            507 => described_bytes(head, body),
            500..=599 => described_text(head, body),
            _ => described::<Refused>(head, body),
        }
    }
}

/// The headers of the answers to [`CreateExport`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct CreateExportHeaders {
    /// `X-Request-Cost`
    pub x_request_cost: i64,
    /// `X-Load`
    pub x_load: Option<f64>,
    /// `X-Cached`
    pub x_cached: Option<bool>,
    /// `X-Tags`
    pub x_tags: Option<Vec<String>>,
    /// `X-Sizes`
    pub x_sizes: Option<Vec<u32>>,
    /// `X-Thing`
    pub x_thing: Option<Thing>,
    /// `X-Exploded`
    pub x_exploded: Option<Thing>,
    /// `X-Json`
    pub x_json: Option<Vec<Thing>>,
    /// `Set-Cookie`
    pub set_cookie: Option<Vec<String>>,
}

impl CreateExportHeaders {
    /// Reads the headers.
    ///
    /// # Errors
    ///
    /// One of them is not as it is described, or is missing though it is required; the kind is `Decode`.
    pub fn of(headers: &HeaderMap) -> Result<Self, Error> {
        Ok(Self {
            x_request_cost: required_header(headers, "X-Request-Cost", simple_value)?,
            x_load: header(headers, "X-Load", simple_value)?,
            x_cached: header(headers, "X-Cached", simple_value)?,
            x_tags: header(headers, "X-Tags", simple_value)?,
            x_sizes: header(headers, "X-Sizes", simple_value)?,
            x_thing: header(headers, "X-Thing", simple_value)?,
            x_exploded: header(headers, "X-Exploded", exploded_value)?,
            x_json: header(headers, "X-Json", json_value)?,
            set_cookie: header(headers, "Set-Cookie", line_values)?,
        })
    }
}

static CREATE: Operation = Operation {
    id: "createExport",
    method: "POST",
    path: "/exports",
    accept: "application/json, text/plain",
    error: Some(CreateExportError::decode),
    ..Operation::USUAL
};

/// Made by [`Exports::retrieve`]; nothing is sent until it is awaited.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent until the request is awaited"]
pub struct GetExport(Call);

impl GetExport {
    /// Sends this for the answer in `text/csv`.
    pub fn csv(self) -> Pending<String> {
        answer(self.0.accept("text/csv"), text)
    }

    /// Sends this for the answer in `application/pdf`.
    pub fn pdf(self) -> Pending<Download> {
        open(self.0.accept("application/pdf"), |_| true, download)
    }
}

request_methods!(GetExport -> Thing);

if_changed_methods!(GetExport -> Thing);

static RETRIEVE: Operation = Operation {
    id: "getExport",
    method: "GET",
    path: "/exports",
    accept: "application/json",
    ..Operation::USUAL
};

/// Made by [`Exports::file`]; nothing is sent until it is awaited.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent until the request is awaited"]
pub struct ExportFile(Call);

open_methods!(ExportFile -> ExportFileAnswer, ExportFileAnswer::is_open, ExportFileAnswer::read);

/// The answer to [`ExportFile`], by its status.
#[derive(Debug)]
#[non_exhaustive]
pub enum ExportFileAnswer {
    /// `200`
    Ok(Download),
    /// Any other status.
    Default(StatusCode, Box<Thing>),
}

impl ExportFileAnswer {
    fn is_open(status: StatusCode) -> bool {
        status.as_u16() == 200
    }

    fn read(answer: &mut Opened) -> Result<Self, String> {
        Ok(match answer.head.status.as_u16() {
            200 => Self::Ok(download(answer)?),
            _ => Self::Default(answer.head.status, json(&answer.head, &answer.body)?),
        })
    }
}

static FILE: Operation = Operation {
    id: "exportFile",
    method: "GET",
    path: "/exports/file",
    accept: "application/octet-stream, application/json",
    ..Operation::USUAL
};
