//! Which operations are lists that go on, told by their shape or by `x-pagination`. An operation that
//! could be read in two ways is read in none, and a note says what is missing.

mod answer;
mod asked;
mod declared;
mod shapes;
mod words;

use self::answer::{Answer, Found};
use self::declared::{By, Declared, Known};
use self::shapes::Look;
use super::super::context::Lowering;
use super::super::names;
use super::body::holds_json;
use crate::api::{
    self, Argument, Body, FieldPath, Next, Pagination, Place, Success, Type, TypeDef,
};
use crate::diagnostic::Code;
use crate::openapi::{self, Operation, SchemaId, Server};

/// The lists that pages were found of, each with the way to its items. One type has its items in one
/// place.
#[derive(Default)]
pub(super) struct Lists(Vec<(Type, FieldPath)>);

impl Lists {
    /// Keeps where a type has its items.
    ///
    /// # Errors
    ///
    /// Another operation has found them elsewhere.
    fn keep(&mut self, list: &Type, items: &FieldPath) -> Result<(), String> {
        match self.0.iter().find(|(known, _)| known == list) {
            Some((_, known)) if known != items => Err(format!(
                "its items are `{}`, and those of another operation with the same answer are `{}`",
                items.keys(),
                known.keys()
            )),
            Some(_) => Ok(()),
            None => {
                self.0.push((list.clone(), items.clone()));
                Ok(())
            }
        }
    }
}

/// What a call takes and gives.
pub(super) struct Call<'c> {
    /// Its name for people.
    pub id: &'c str,
    pub arguments: &'c [Argument],
    pub body: Option<&'c Body>,
    pub success: &'c Success,
}

/// How an operation goes from page to page; `None` where it does not, or where the description does
/// not say how.
pub(super) fn recognise<'s>(
    lowering: &mut Lowering<'_, 's>,
    operation: &Operation<'s>,
    servers: &[Server<'s>],
    lists: &mut Lists,
    call: &Call<'_>,
) -> Option<Pagination> {
    let by_hand = operation.node.get(declared::KEY);
    let by_hand = by_hand.filter(|node| declared::is_ours(lowering, node));
    let Success::One(api::Answer::Json(ty)) = call.success else {
        if let Some(node) = by_hand {
            let message = "`x-pagination` has no effect: a page is one JSON object or array";
            let report = lowering.report;
            report.add(report.at_key(Code::Inert, node, message).once());
        }
        return None;
    };
    let answer = Answer::of(lowering, ty);
    let asked = asked::all(lowering, operation, call.arguments, call.body);
    let known = Known {
        answer: &answer,
        asked: &asked,
    };
    let declared = by_hand.map(|node| declared::read(lowering, node, &known));
    let declared = match declared.transpose() {
        Ok(declared) => declared.unwrap_or_default(),
        Err(unusable) => {
            unusable.report(lowering);
            return None;
        }
    };
    if declared.by == Some(By::Nothing) {
        return None;
    }
    let found = paging(lowering, operation, servers, &known, &declared);
    let found = found.and_then(|found| lists.keep(&found.list, &found.items).map(|()| found));
    let report = lowering.report;
    match found {
        Ok(pagination) => {
            let how = pagination.next.described();
            let message = format!("`{}` is read page by page, by {how}", call.id);
            report.add(report.at_key(Code::Pagination, operation.node, message));
            Some(pagination)
        }
        Err(missing) => {
            let is_list = answer
                .list()
                .map_or_else(|lists| !lists.is_empty(), |_| true);
            if let Some(node) = by_hand {
                let message = format!("`x-pagination` cannot be used: {missing}");
                let found = report.at_key(Code::Extension, node, message);
                report.add(found.help("name it by a key of `x-pagination`"));
            } else if is_list && asked.iter().any(asked::Asked::is_paging) {
                let message = format!(
                    "`{}` looks like a list that goes on, and is not read page by page",
                    call.id
                );
                let found = report.at_key(Code::UnclearPages, operation.node, message);
                let help = "`x-pagination` in the operation says how it goes on";
                report.add(found.label(missing).help(help));
            }
            None
        }
    }
}

/// How a list goes on, or what is missing.
fn paging<'s>(
    lowering: &mut Lowering<'_, 's>,
    operation: &Operation<'s>,
    servers: &[Server<'s>],
    known: &Known<'_>,
    declared: &Declared,
) -> Result<Pagination, String> {
    let list = match &declared.items {
        Some(list) => (list.items.clone(), list.item.clone()),
        None => {
            let list = known.answer.list().map_err(|lists| several(&lists))?;
            (list.items, list.item)
        }
    };
    let (items, item) = list;
    let (schema, headers) = described(lowering, operation);
    let urls = urls(lowering, schema, known.answer);
    let members = answer::members(lowering, &item);
    let look = Look {
        answer: known.answer,
        items: &items,
        item: &members,
        asked: known.asked,
        headers: &headers,
        urls: &urls,
        is_get: operation.method == "GET",
        servers: &others(operation, servers),
        declared,
    };
    let next = match declared.by {
        None => choose(&look)?,
        Some(by) => {
            let found = match by {
                By::LastItem => shapes::last_item(&look),
                By::Token => shapes::token(&look),
                By::Url => shapes::url(&look),
                By::Link => shapes::link(&look),
                By::Offset => shapes::offset(&look),
                By::Page => shapes::page_number(&look),
                By::Nothing => Ok(None),
            };
            found?.ok_or("no parameter says which page is wanted")?
        }
    };
    Ok(Pagination {
        list: known.answer.ty.clone(),
        item,
        items,
        next,
    })
}

/// The one shape that an operation has. A URL that the API names says all by itself; of the others, there
/// must be one alone.
fn choose(look: &Look<'_>) -> Result<Next, String> {
    let by_url = [shapes::url(look), shapes::link(look)];
    let mut by_url = by_url.into_iter().filter_map(|shape| shape.ok().flatten());
    if let Some(next) = by_url.next() {
        return match by_url.next() {
            None => Ok(next),
            Some(other) => Err(either(&[next, other])),
        };
    }
    let mut missing = Vec::new();
    let mut found: Vec<Next> = Vec::new();
    let shapes = [
        shapes::last_item,
        shapes::offset,
        shapes::page_number,
        shapes::token,
    ];
    for shape in shapes {
        match shape(look) {
            // The API names the token, and the last item is only meant to be the same.
            Ok(Some(token @ Next::Token { .. })) => {
                found.retain(|known| place(known) != place(&token));
                found.push(token);
            }
            Ok(next) => found.extend(next),
            Err(why) => missing.push(why),
        }
    }
    match found.len() {
        0 => Err(missing.swap_remove(0)),
        1 => Ok(found.remove(0)),
        _ => Err(either(&found)),
    }
}

fn place(next: &Next) -> Option<&Place> {
    match next {
        Next::LastItem { place, .. }
        | Next::Token { place, .. }
        | Next::Offset { place, .. }
        | Next::PageNumber { place, .. } => Some(place),
        Next::Url { .. } | Next::Link { .. } => None,
    }
}

fn either(ways: &[Next]) -> String {
    let ways: Vec<String> = ways.iter().map(Next::described).collect();
    format!("it could go on by {}", ways.join(", or by "))
}

fn several(lists: &[&Found]) -> String {
    let lists: Vec<String> = lists
        .iter()
        .map(|list| format!("`{}`", list.path.keys()))
        .collect();
    match lists.is_empty() {
        true => "the answer has no list".to_owned(),
        false => format!("the answer has several lists: {}", lists.join(", ")),
    }
}

/// The schema of the answer, and the names of the headers that are described with it.
fn described<'s>(
    lowering: &mut Lowering<'_, 's>,
    operation: &Operation<'s>,
) -> (Option<SchemaId>, Vec<&'s str>) {
    let answers = operation.responses.iter();
    let is_success = |status: &openapi::Status| {
        matches!(
            status,
            openapi::Status::Code(200..300) | openapi::Status::Range(2) | openapi::Status::Default
        )
    };
    for (_, answer) in answers.filter(|(status, _)| is_success(status)) {
        let mut all = answer.content.iter();
        if let Some(content) = all.find(|content| holds_json(lowering, content)) {
            let headers = answer.headers.iter().map(|(name, _)| *name);
            return (content.schema, headers.collect());
        }
    }
    (None, Vec::new())
}

/// The members called `next` that hold a URL, as their schemas say.
fn urls(lowering: &mut Lowering<'_, '_>, schema: Option<SchemaId>, answer: &Answer) -> Vec<String> {
    let Some(schema) = schema else {
        return Vec::new();
    };
    let mut urls = Vec::new();
    let named = answer.members.iter();
    for found in named.filter(|found| words::URLS.contains(&found.name())) {
        let at = schema_at(lowering, schema, &found.path);
        if found.name() != "next" || at.is_some_and(|at| is_url(lowering, at)) {
            urls.push(found.path.keys());
        }
    }
    urls
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

/// Whether a schema says that its values are URLs: by its format, its examples or its description.
fn is_url(lowering: &mut Lowering<'_, '_>, schema: SchemaId) -> bool {
    let flat = lowering.schemas.flat(schema);
    let is_format = |format: &str| ["uri", "uri-reference", "url"].contains(&format);
    let mut examples = flat.annotations.examples.iter();
    let is_example = |text: &str| text.starts_with("https://") || text.starts_with("http://");
    let words = flat.annotations.description.unwrap_or_default();
    let mut words = words.split(|c: char| !c.is_alphanumeric());
    let is_word = |word: &str| ["URL", "URI", "link", "Link", "url", "uri"].contains(&word);
    flat.assertions.format.is_some_and(is_format)
        || examples.any(|example| example.as_str().is_some_and(is_example))
        || words.any(is_word)
        || flat
            .assertions
            .branches()
            .to_vec()
            .into_iter()
            .any(|branch| is_url(lowering, branch))
}

/// The servers of the API, or of the operation, that the client does not call by itself.
fn others(operation: &Operation<'_>, common: &[Server<'_>]) -> Vec<String> {
    let own = operation.servers.iter();
    let own = own.filter(|_| super::servers::are_others(&operation.servers, common));
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

/// The type of the items of an object that holds a list, where it is kept in `data`.
pub(super) fn list_field(def: &TypeDef) -> Option<&api::Field> {
    let data = answer::fields(def).find(|field| field.key == "data")?;
    (matches!(data.ty, Type::List(_)) && data.presence != api::Presence::RequiredOrNull)
        .then_some(data)
}

/// Whether an object holds the list that its path names: `{ emojis: […] }` of `/emojis`.
pub(super) fn holds_list_of(def: &TypeDef, path: &str) -> bool {
    let path = path.split(['?', '#']).next().unwrap_or("");
    let last = path.rsplit('/').next().unwrap_or("");
    let plural = last.ends_with('s') && !last.ends_with("ss");
    let last = names::snake(last.strip_suffix(".json").unwrap_or(last));
    let keys = words::CONTAINERS.iter().copied().chain([last.as_str()]);
    let mut fields = keys.filter_map(|key| answer::fields(def).find(|field| field.key == key));
    plural && fields.any(|field| matches!(field.ty, Type::List(_)))
}
