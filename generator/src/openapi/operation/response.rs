//! Responses: which statuses there are, and what comes back with each.

use super::content::{Content, contents};
use super::header::{self, Headers};
use super::link::{self, Link};
use crate::diagnostic::Code;
use crate::openapi::Version;
use crate::openapi::fields::Fields;
use crate::openapi::reader::Reader;
use crate::openapi::vocabulary;
use crate::source::{Node, Object};

/// An answer.
#[derive(Debug)]
pub(crate) struct Response<'s> {
    /// Its node, if a `$ref` leads there: several operations may have it.
    pub shared: Option<&'s Node>,
    /// A fault of the description took it: nothing is known but that it comes.
    pub is_lost: bool,
    pub description: Option<&'s str>,
    pub headers: Headers<'s>,
    pub content: Vec<Content<'s>>,
    /// By their names.
    pub links: Vec<(&'s str, Link<'s>)>,
}

impl<'s> Response<'s> {
    /// An answer that could not be read: any JSON, where its status has a body.
    fn lost(status: Status, node: &'s Node) -> Self {
        let has_body = !matches!(status, Status::Code(204 | 205));
        let content = has_body.then(|| Content::any_json(node));
        Self {
            shared: None,
            is_lost: true,
            description: None,
            headers: Headers::new(),
            content: content.into_iter().collect(),
            links: Vec::new(),
        }
    }
}

/// The answers of an operation, in the document's order.
pub(crate) type Responses<'s> = Vec<(Status, Response<'s>)>;

/// Which statuses an answer is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    Code(u16),
    /// `4XX` is 4.
    Range(u8),
    Default,
}

impl Status {
    /// Whether every answer with it is a success.
    pub fn is_success(self) -> bool {
        matches!(self, Self::Code(200..300) | Self::Range(2))
    }

    /// Whether every answer with it only says where to ask instead (RFC 9110 §15.4).
    pub fn is_redirect(self) -> bool {
        matches!(self, Self::Code(301..=303 | 307 | 308) | Self::Range(3))
    }

    /// Whether every answer with it is an error.
    pub fn is_failure(self) -> bool {
        matches!(self, Self::Code(400..) | Self::Range(4 | 5))
    }

    fn parse(key: &str) -> Option<Self> {
        if key == "default" {
            return Some(Self::Default);
        }
        if key.len() != 3 {
            return None;
        }
        let first = key
            .bytes()
            .next()
            .filter(|digit| (b'1'..=b'5').contains(digit))?;
        if key[1..].eq_ignore_ascii_case("xx") {
            return Some(Self::Range(first - b'0'));
        }
        key.parse().ok().map(Self::Code)
    }
}

pub(super) fn responses<'s>(reader: &Reader<'_, 's>, node: &'s Node) -> Responses<'s> {
    let mut responses: Responses<'s> = Vec::new();
    let mut lost = Vec::new();
    let members = reader.members(node);
    for (key, node) in members.filter(|(key, _)| !key.starts_with("x-")) {
        let Some(status) = Status::parse(key) else {
            let message = format!("`{key}` is not a status");
            let found = reader.report.at_key(Code::UnknownWord, node, message);
            reader.report.add(
                found.help("expected a status such as `200`, a range such as `4XX`, or `default`"),
            );
            continue;
        };
        if matches!(status, Status::Range(_)) && !key.ends_with("XX") {
            let message = format!("a range of statuses is written `{}`", key.to_uppercase());
            let found = reader.report.at_key(Code::Untidy, node, message);
            reader.report.add(found.label("read as if it were"));
        }
        if responses.iter().any(|(other, _)| *other == status) {
            let message = format!("the status `{key}` is described twice");
            let found = reader.report.at_key(Code::DuplicateKey, node, message);
            reader.report.add(found.help("remove one of the two"));
            continue;
        }
        if status.is_failure() && reader.leads_to(node, "schemas") {
            let message = "expected a response, found a schema";
            let found = reader.report.at(Code::WrongTarget, node, message);
            let help = "put it into the `content` of a response";
            reader
                .report
                .add(found.softened().label("ignored").help(help));
            continue;
        }
        let target = reader.follow(node, &vocabulary::RESPONSE);
        let read = target.and_then(|target| Some((target, response(reader, target)?)));
        let Some((target, response)) = read else {
            lost.push((responses.len(), status, node));
            continue;
        };
        let shared = (target.place != node.place).then_some(target);
        let response = Response {
            shared,
            description: reader.described(node, response.description),
            ..response
        };
        responses.push((status, response));
    }
    keep_lost_success(&mut responses, &lost);
    if node.as_object().is_some_and(Object::is_empty) {
        let found = reader
            .report
            .at_key(Code::Untidy, node, "`responses` is empty");
        let label = "any answer with a 2xx status is a success";
        reader.report.add(found.label(label));
    }
    responses
}

/// Keeps the answers of a success that could not be read, each where it stood among the others: without them, the
/// `default` of errors would be what a call gives.
fn keep_lost_success<'s>(responses: &mut Responses<'s>, lost: &[(usize, Status, &'s Node)]) {
    let own = responses.iter().map(|(status, _)| *status);
    let mut own = own.chain(lost.iter().map(|(_, status, _)| *status));
    let has_success = own.any(|status| status.is_success() || status.is_redirect());
    for (at, status, node) in lost.iter().rev() {
        if status.is_success() || *status == Status::Default && !has_success {
            responses.insert(*at, (*status, Response::lost(*status, node)));
        }
    }
}

pub(in crate::openapi) fn response<'s>(
    reader: &Reader<'_, 's>,
    node: &'s Node,
) -> Option<Response<'s>> {
    let fields = Fields::of(reader, node, &vocabulary::RESPONSE)?;
    if fields.raw("description").is_none() && reader.version < Version::V32 {
        let message = "a response has no `description`";
        let found = reader.report.at_key(Code::Untidy, node, message);
        let label = "the specification requires one";
        reader.report.add(found.label(label));
    }
    let content = fields.raw("content").map(|node| contents(reader, node));
    let headers = header::headers(reader, &fields);
    let links = fields.members("links").filter_map(|(name, node)| {
        let node = reader.follow(node, &vocabulary::LINK)?;
        Some((name, link::link(reader, node)?))
    });
    Some(Response {
        shared: None,
        is_lost: false,
        description: fields.string("description"),
        headers,
        content: content.unwrap_or_default(),
        links: links.collect(),
    })
}
