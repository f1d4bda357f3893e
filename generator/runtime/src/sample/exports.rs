//! Answers by status, in several media types, and as files, as the generator would emit them.

use bytes::Bytes;
use http::StatusCode;

use super::types::Thing;
use crate::runtime::calls::call::Call;
use crate::runtime::calls::decode::json;
use crate::runtime::calls::decode_text::text;
use crate::runtime::calls::download::{Download, download};
use crate::runtime::calls::if_changed::if_changed_methods;
use crate::runtime::calls::operation::Operation;
use crate::runtime::calls::pending::Pending;
use crate::runtime::calls::request::{answer, request_methods};
use crate::runtime::client::Client;
use crate::runtime::http::open::{Opened, open, open_methods};
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

static CREATE: Operation = Operation {
    id: "createExport",
    method: "POST",
    path: "/exports",
    accept: "application/json, text/plain",
    security: &[],
    idempotency_header: None,
    error: None,
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
    security: &[],
    idempotency_header: None,
    error: None,
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
    security: &[],
    idempotency_header: None,
    error: None,
};
