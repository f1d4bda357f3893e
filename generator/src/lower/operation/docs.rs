//! The documentation of a call: what the description says, then method and path.

use super::super::context::Lowering;
use super::super::docs;
use super::body::Sending;
use crate::api::{Block, Docs, is_relative};
use crate::openapi::{Operation, Server};

/// What tells the call from the first of its operation.
pub(super) fn of_variant(way: &Sending) -> Block {
    let body = way.body.as_ref().map(|body| body.payload.media.as_str());
    let media = body.or(way.fields.as_ref().map(|fields| fields.media.as_str()));
    let media = docs::code(media.unwrap_or_default());
    docs::sentence(format!("Sends its body as {media}."))
}

/// Where the call goes, when that is not simply the base URL.
pub(super) fn of_server(own: &[Server<'_>]) -> Block {
    let is_whole = own.iter().any(Server::is_whole);
    let mut named: Vec<(String, bool)> = Vec::new();
    for server in own.iter().filter(|server| server.is_whole() || !is_whole) {
        let url = (docs::code(server.url), is_relative(&server.address()));
        if !named.contains(&url) {
            named.push(url);
        }
    }
    let listed = |fits: &dyn Fn(bool) -> bool| {
        let urls = named.iter().filter(|(_, is_relative)| fits(*is_relative));
        let urls: Vec<&str> = urls.map(|(url, _)| url.as_str()).collect();
        urls.join(" or ")
    };
    let urls = listed(&|_| true);
    let [relative, absolute] = [true, false].map(|wanted| listed(&|found| found == wanted));
    let is_path = own.iter().all(|server| server.url.starts_with('/'));
    docs::sentence(match (is_whole, relative.as_str(), absolute.as_str()) {
        (false, ..) => format!(
            "The description gives no value for the variables of {urls}: the client or the request must be given \
             a base URL."
        ),
        (true, _, "") if is_path => format!("Sent to {urls} of the host of the base URL."),
        (true, _, "") => format!("Sent to {urls}, relative to the base URL."),
        (true, "", _) => format!(
            "Sent to {urls}, unless the client was given a base URL: then it is sent there as all calls are."
        ),
        (true, ..) => format!(
            "Sent to {urls}. A base URL that the client was given comes before {absolute}; {relative} is relative to it."
        ),
    })
}

/// The documentation of a body that is made of arguments.
pub(super) fn of_body(lowering: &Lowering<'_, '_>, operation: &Operation<'_>) -> Vec<Block> {
    let body = operation.body.as_ref().and_then(|body| body.description);
    docs::docs(body.unwrap_or(""), lowering.link_base.as_deref()).blocks
}

pub(super) fn of(lowering: &Lowering<'_, '_>, path: &str, operation: &Operation<'_>) -> Docs {
    let base = lowering.link_base.as_deref();
    let plain = |text: &str| text.trim().trim_end_matches('.').to_owned();
    let summary = operation.summary.map(plain);
    let repeated = |text: &&str| Some(plain(text)) == summary;
    let description = operation.description.filter(|text| !repeated(text));
    let mut found = docs::docs(operation.summary.unwrap_or(""), base);
    let mut description = docs::docs(description.unwrap_or(""), base);
    docs::without_summary(&mut description, &found);
    found.blocks.extend(description.blocks);
    let line = docs::code(&format!("{} {path}", operation.method));
    found.blocks.push(docs::sentence(line));
    let is_web = |url: &&str| url.starts_with("https://") || url.starts_with("http://");
    if let Some(url) = operation.docs_url.filter(is_web) {
        let link = docs::docs(&format!("See {url}"), base);
        found.blocks.extend(link.blocks);
    }
    found
}
