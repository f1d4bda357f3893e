//! Responses: their statuses, headers, bodies and links.

use serde_json::Value;

use super::content::Content;
use super::parameter::Header;
use super::server::{self, Server};
use super::{Reading, owned};
use crate::media::Sequence;
use crate::{api, json, openapi};

/// An answer.
#[derive(Debug, Clone)]
pub struct Response {
    /// Which statuses it is for.
    pub status: Status,
    /// What it means.
    pub description: Option<String>,
    /// The headers that come with it; never `Content-Type`.
    pub headers: Vec<Header>,
    /// The media types it may have, in the document's order.
    pub content: Vec<Content>,
    /// Operations that can be called with what it holds, by name.
    pub links: Vec<(String, Link)>,
}

/// Which statuses an answer is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// This one.
    Code(u16),
    /// All that begin with this digit.
    Range(u8),
    /// All that are not named.
    Default,
}

/// An operation that can be called with what a response holds.
#[derive(Debug, Clone)]
pub struct Link {
    /// The operation; `None` when the document does not say which.
    pub target: Option<LinkTarget>,
    /// What it is for.
    pub description: Option<String>,
    /// Names of parameters, each with a value or an expression that finds one.
    pub parameters: Vec<(String, Value)>,
    /// The body, a value or an expression that finds one.
    pub body: Option<Value>,
    /// The server to call, where it is another.
    pub server: Option<Server>,
}

/// How a link names its operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTarget {
    /// By its `operationId`.
    Id(String),
    /// By a URI.
    Reference(String),
}

/// Says of each stream of events whether its items are whole events, as a call reads them.
pub(super) fn add_events(responses: &mut [Response], call: &api::Operation) {
    for response in responses {
        let answers = call
            .readings()
            .filter_map(|reading| reading.success.answer_of(response.status.into()));
        let is_event = answers
            .filter_map(api::Answer::events)
            .any(|events| events.is_whole);
        let contents = response.content.iter_mut();
        let streams =
            contents.filter(|content| content.media_type.sequence() == Some(Sequence::Events));
        for content in streams {
            content.is_event = is_event;
        }
    }
}

impl From<Status> for api::Statuses {
    fn from(status: Status) -> Self {
        match status {
            Status::Code(code) => Self::Code(code),
            Status::Range(first) => Self::Range(first),
            Status::Default => Self::Others,
        }
    }
}

impl<'s> Reading<'_, 's> {
    pub(super) fn responses(&mut self, found: &openapi::Responses<'s>) -> Vec<Response> {
        let mut responses = Vec::new();
        for (status, found) in found {
            let links = found.links.iter();
            responses.push(Response {
                status: match *status {
                    openapi::Status::Code(code) => Status::Code(code),
                    openapi::Status::Range(digit) => Status::Range(digit),
                    openapi::Status::Default => Status::Default,
                },
                description: owned(found.description),
                headers: self.headers(&found.headers),
                content: self.contents(&found.content),
                links: links
                    .map(|(name, found)| ((*name).to_owned(), link(found)))
                    .collect(),
            });
        }
        responses
    }
}

fn link(found: &openapi::Link<'_>) -> Link {
    let parameters = found.parameters.iter();
    Link {
        target: found.target.map(|target| match target {
            openapi::LinkTarget::Id(id) => LinkTarget::Id(id.to_owned()),
            openapi::LinkTarget::Reference(uri) => LinkTarget::Reference(uri.to_owned()),
        }),
        description: owned(found.description),
        parameters: parameters
            .map(|(name, node)| ((*name).to_owned(), json::value(node)))
            .collect(),
        body: found.body.map(json::value),
        server: found.server.as_ref().map(server::server),
    }
}
