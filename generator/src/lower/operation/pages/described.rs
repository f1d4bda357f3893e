//! The parts of a description that paging looks at: an answer and the servers.

use super::super::super::context::Lowering;
use super::super::content::holds_json;
use super::super::{answers, servers, unions};
use super::answer::{Answer, Found};
use super::{asked, words};
use crate::api::FieldPath;
use crate::openapi::{Operation, SchemaId, Server};

/// The schema of the answer, and the names of the headers that are described with it.
pub(super) fn described<'s>(
    lowering: &mut Lowering<'_, 's>,
    operation: &Operation<'s>,
) -> (Option<SchemaId>, Vec<&'s str>) {
    for (_, answer) in answers::successful(operation) {
        let mut all = answer.content.iter();
        if let Some(content) = all.find(|content| holds_json(lowering, content)) {
            let headers = answer.headers.iter().map(|(name, _)| *name);
            return (content.schema, headers.collect());
        }
    }
    (None, Vec::new())
}

/// The members called `next` or `next_page` that hold a URL, as their schemas say, and those whose names say it.
pub(super) fn urls(
    lowering: &mut Lowering<'_, '_>,
    schema: Option<SchemaId>,
    answer: &Answer,
) -> Vec<String> {
    let Some(schema) = schema else {
        return Vec::new();
    };
    let mut urls = Vec::new();
    for found in &answer.members {
        let is_said = match found.name() {
            "next" => is_url_at(lowering, schema, found, true),
            // "The token for the URL of the next page" is none.
            words::NEXT_PAGE => is_url_at(lowering, schema, found, false),
            name => words::URLS.contains(&name),
        };
        if is_said {
            urls.push(found.path.keys());
        }
    }
    urls
}

/// The number of the first page, as the default or the minimum of the number of a page says.
pub(super) fn first_page(
    lowering: &mut Lowering<'_, '_>,
    schema: Option<SchemaId>,
    answer: &Answer,
) -> Option<u64> {
    let number = schema_at(lowering, schema?, &answer.page_number()?);
    let (minimum, default) = asked::bounds(lowering, number);
    // A least value of 0 says no more than that the number is not negative.
    [default, minimum].contains(&Some(1)).then_some(1)
}

/// The schema of the member that a path leads to.
fn schema_at(
    lowering: &mut Lowering<'_, '_>,
    root: SchemaId,
    path: &FieldPath,
) -> Option<SchemaId> {
    path.0.iter().try_fold(root, |schema, step| {
        let flat = lowering.schemas.flat(schema);
        flat.assertions.properties.get(step.key.as_str()).copied()
    })
}

/// Whether the schema of a member says that it is a URL.
fn is_url_at(
    lowering: &mut Lowering<'_, '_>,
    schema: SchemaId,
    found: &Found,
    by_words: bool,
) -> bool {
    let at = schema_at(lowering, schema, &found.path);
    at.is_some_and(|at| is_url(lowering, at, by_words))
}

/// Whether a schema says that its values are URLs: by its format, its examples or the words of its description.
fn is_url(lowering: &mut Lowering<'_, '_>, schema: SchemaId, by_words: bool) -> bool {
    let is_format = |format: &str| ["uri", "uri-reference", "url"].contains(&format);
    let is_example = |text: &str| text.starts_with("https://") || text.starts_with("http://");
    let is_word = |word: &str| ["URL", "URI", "link", "Link", "url", "uri"].contains(&word);
    unions::any(lowering, schema, |flat| {
        let mut examples = flat.annotations.examples.iter();
        let words = flat.annotations.description.unwrap_or_default();
        let mut words = words.split(|c: char| !c.is_alphanumeric());
        flat.assertions.format.is_some_and(is_format)
            || examples.any(|example| example.as_str().is_some_and(is_example))
            || by_words && words.any(is_word)
    })
}

/// The servers of the API, or of the operation, that the client does not call by itself.
pub(super) fn other_servers(operation: &Operation<'_>, common: &[Server<'_>]) -> Vec<String> {
    let own = operation.servers.iter();
    let own = own.filter(|_| servers::are_others(&operation.servers, common));
    let all = own.chain(common.iter().skip(1)).map(Server::address);
    let mut others: Vec<String> = Vec::new();
    for address in all {
        let is_web = address.starts_with("https://") || address.starts_with("http://");
        let is_first = common
            .first()
            .is_some_and(|first| first.address() == address);
        if is_web && !is_first && !address.contains(['{', '}']) && !others.contains(&address) {
            others.push(address);
        }
    }
    others
}
