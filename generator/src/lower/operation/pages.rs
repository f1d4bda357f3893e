//! Which operations are lists that go on, told by their shape or by `x-pagination`. An operation that
//! could be read in two ways is read in none, and a note says what is missing.

mod answer;
mod asked;
mod declared;
mod described;
mod kept;
mod shapes;
mod words;

use std::collections::HashSet;

use self::answer::{Answer, Found, ListFound};
use self::asked::Asked;
use self::declared::{Declared, KEY, Known};
use self::kept::Kept;
pub(super) use self::kept::note_others;
use self::shapes::{By, Look};
use super::super::context::Lowering;
use super::super::names;
use crate::api::{
    self, Argument, Body, FieldPath, Next, PageSize, Pagination, Place, Success, Type, TypeDef,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::openapi::{Operation, PathItem, Server};
use crate::source::Node;

/// What is known of all lists of a description.
pub(super) struct Lists<'s> {
    /// Those that pages were found of, each with the way to its items. One type has its items in one place.
    found: Vec<(Type, FieldPath)>,
    /// The paths that have a `GET`.
    read: HashSet<&'s str>,
}

impl<'s> Lists<'s> {
    pub fn of(paths: &[PathItem<'s>]) -> Self {
        let is_get = |operation: &Operation<'_>| operation.method == "GET";
        let read = paths.iter();
        let read = read.filter(|item| item.operations.iter().any(is_get));
        Self {
            found: Vec::new(),
            read: read.map(|item| item.path).collect(),
        }
    }

    /// Keeps where a type has its items.
    ///
    /// # Errors
    ///
    /// Another operation has found them elsewhere.
    fn keep(&mut self, list: &Type, items: &FieldPath) -> Result<(), String> {
        match self.found.iter().find(|(known, _)| known == list) {
            Some((_, known)) if known != items => Err(format!(
                "its items are `{}`, and those of another operation with the same answer are `{}`",
                items.keys(),
                known.keys()
            )),
            Some(_) => Ok(()),
            None => {
                self.found.push((list.clone(), items.clone()));
                Ok(())
            }
        }
    }
}

/// What an operation lacks to be read page by page.
struct Missing {
    what: String,
    /// Values of `x-pagination` that say it.
    ways: Vec<String>,
}

impl From<String> for Missing {
    fn from(what: String) -> Self {
        let ways = Vec::new();
        Self { what, ways }
    }
}

impl Missing {
    /// What is to be written.
    fn help(&self) -> String {
        match self.ways.is_empty() {
            true => "`x-pagination` in the operation says how it goes on".to_owned(),
            false => {
                let ways = self.ways.iter();
                let ways: Vec<String> = ways.map(|way| format!("`{KEY}: {{ {way} }}`")).collect();
                format!("{} in the operation says how it goes on", ways.join(" or "))
            }
        }
    }
}

/// What a call takes and gives.
pub(super) struct Call<'c> {
    /// Its name for people.
    pub id: &'c str,
    /// What the file of names knows it by.
    pub route: &'c str,
    pub path: &'c str,
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
    lists: &mut Lists<'s>,
    call: &Call<'_>,
) -> Option<Pagination> {
    let by_hand = operation.node.get(KEY);
    let by_hand = by_hand.filter(|node| declared::is_ours(lowering, node));
    let Success::One(api::Answer::Json(ty)) = call.success else {
        if let Some(node) = by_hand {
            let message = "`x-pagination` has no effect: a page is one JSON object or array";
            let report = lowering.report;
            report.add(report.at_key(Code::Inert, node, message).once());
        }
        return None;
    };
    let asked = asked::all(lowering, operation, call.arguments, call.body);
    let mut answer = Answer::of(lowering, ty);
    // Nobody asks for a page of one thing.
    if by_hand.is_none() && !asked.iter().any(Asked::asks_for_page) {
        answer.called = Some(words::last_parameter(call.path));
    }
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
    let other_get = operation.method != "GET" && lists.read.contains(call.path);
    let kept = match by_hand {
        Some(_) => None,
        None => kept::read(lowering, call.route, &known),
    };
    let about = About {
        operation,
        path: call.path,
        servers,
        other_get,
        kept,
    };
    let found = paging(lowering, &about, &known, &declared);
    let found = found.and_then(|found| {
        lists.keep(&found.list, &found.items)?;
        Ok(found)
    });
    let report = lowering.report;
    let is_new = by_hand.is_none() && about.kept.is_none();
    match found {
        Ok(pagination) if is_new && kept::was_whole(lowering, call.route, &answer) => {
            report.add(new_pages(lowering, operation, call.id, &pagination));
            None
        }
        Ok(pagination) => {
            match by_hand {
                Some(_) => kept::note_by_hand(lowering, call.route),
                None => kept::note(lowering, call.route, &pagination),
            }
            let how = pagination.next.described();
            let message = format!("`{}` is read page by page, by {how}", call.id);
            report.add(report.at_key(Code::Pagination, operation.node, message));
            Some(pagination)
        }
        Err(missing) => {
            let not_paged = NotPaged {
                id: call.id,
                missing,
                goes_on: asked.iter().any(Asked::is_paging) || answer.says_more(),
            };
            not_paged.report(lowering, operation, by_hand, &answer);
            None
        }
    }
}

/// The note on an operation whose answer callers await as a whole.
fn new_pages(
    lowering: &Lowering<'_, '_>,
    operation: &Operation<'_>,
    id: &str,
    pagination: &Pagination,
) -> Diagnostic {
    let how = pagination.next.described();
    let message = format!("`{id}` could be read page by page by now, by {how}");
    let report = lowering.report;
    let found = report.at_key(Code::LaterPages, operation.node, message);
    let way = Way::of(&pagination.next).said;
    let help = format!(
        "`{KEY}: {{ {way} }}` in the operation says so: it gets `items()` and `pages()`, and awaiting it gives a `Page`"
    );
    found
        .label("callers await its answer as a whole, as before")
        .help(help)
}

/// An operation that is not read page by page.
struct NotPaged<'c> {
    id: &'c str,
    /// What it lacks to be read so.
    missing: Missing,
    /// Whether a parameter or a member of the answer shows that there are more pages.
    goes_on: bool,
}

impl NotPaged<'_> {
    /// Reports what is missing, where somebody could expect pages.
    fn report(
        self,
        lowering: &Lowering<'_, '_>,
        operation: &Operation<'_>,
        by_hand: Option<&Node>,
        answer: &Answer,
    ) {
        let report = lowering.report;
        let has_list = answer
            .list()
            .map_or_else(|lists| !lists.is_empty(), |_| true);
        if let Some(node) = by_hand {
            let message = format!("`x-pagination` cannot be used: {}", self.missing.what);
            let found = report.at_key(Code::Extension, node, message);
            report.add(found.help("name it by a key of `x-pagination`"));
        } else if has_list && self.goes_on {
            let message = format!(
                "`{}` looks like a list that goes on, and is not read page by page",
                self.id
            );
            let found = report.at_key(Code::UnclearPages, operation.node, message);
            let help = self.missing.help();
            report.add(found.label(self.missing.what).help(help));
        }
    }
}

/// An operation that may be a list.
struct About<'o, 's> {
    operation: &'o Operation<'s>,
    path: &'o str,
    /// The servers of the API.
    servers: &'o [Server<'s>],
    /// Whether `GET` of its path is another operation.
    other_get: bool,
    /// How it went on in the last version.
    kept: Option<Kept>,
}

/// How a list goes on, or what is missing.
fn paging<'s>(
    lowering: &mut Lowering<'_, 's>,
    about: &About<'_, 's>,
    known: &Known<'_>,
    declared: &Declared,
) -> Result<Pagination, Missing> {
    let operation = about.operation;
    let kept = about.kept.as_ref();
    let said = declared.items.as_ref();
    let said = said.or_else(|| kept.and_then(|kept| kept.declared.items.as_ref()));
    let of_type = || kept::items_of_type(lowering, known.answer);
    let ListFound { items, item } = match said.cloned().or_else(of_type) {
        Some(list) => list,
        None => known.answer.list().map_err(|lists| several(&lists))?,
    };
    let (schema, headers) = described::described(lowering, operation);
    let urls = described::urls(lowering, schema, known.answer);
    let members = answer::members(lowering, &item);
    let look = Look {
        answer: known.answer,
        items: &items,
        item: &members,
        ids: answer::ids_of_variants(lowering, &item),
        asked: known.asked,
        headers: &headers,
        urls: &urls,
        method: operation.method,
        has_body: operation.body.is_some(),
        is_search: words::is_search(operation.id, about.path),
        other_get: about.other_get,
        first_page: described::first_page(lowering, schema, known.answer),
        servers: &described::other_servers(operation, about.servers),
        declared,
    };
    let as_before = kept.and_then(|kept| {
        let look = Look {
            declared: &kept.declared,
            ids: look.ids.clone(),
            ..look
        };
        kept.by.of(&look).ok().flatten()
    });
    let next = match declared.by {
        None => as_before.map_or_else(|| choose(&look), Ok)?,
        Some(by) => by
            .of(&look)?
            .ok_or_else(|| "no parameter says which page is wanted".to_owned())?,
    };
    let mut sizes = known.asked.iter().filter(|asked| asked.is_size());
    let size = declared.size.as_ref().or_else(|| sizes.next());
    Ok(Pagination {
        list: known.answer.ty.clone(),
        item,
        items,
        next,
        size: size.map(|asked| PageSize {
            place: asked.place.clone(),
            default: asked.default,
        }),
    })
}

/// The one shape that an operation has. A URL that the API names says all by itself; of the others, there
/// must be one alone.
fn choose(look: &Look<'_>) -> Result<Next, Missing> {
    let by_url = By::URLS.into_iter().map(|by| by.of(look));
    let mut by_url = by_url.filter_map(|shape| shape.ok().flatten());
    let Some(next) = by_url.next() else {
        return by_place(look);
    };
    if let Some(what) = look.not_by_url(&next) {
        let ways = vec![Way::of(&next).said];
        return by_place(look).map_err(|_| Missing { what, ways });
    }
    match by_url.next() {
        None => Ok(next),
        Some(other) => Err(either(vec![Way::of(&next), Way::of(&other)])),
    }
}

/// The one shape by a place in the request.
fn by_place(look: &Look<'_>) -> Result<Next, Missing> {
    let mut missing = Vec::new();
    let mut found: Vec<Next> = Vec::new();
    for by in By::PLACES {
        match by.of(look) {
            // The API names the token, and the last item is only meant to be the same.
            Ok(Some(token @ Next::Token { .. })) => {
                found.retain(|known| known.place() != token.place());
                found.push(token);
            }
            Ok(next) => found.extend(next),
            Err(why) => missing.push(why),
        }
    }
    let (mut found, refused): (Vec<Next>, Vec<Next>) =
        found.into_iter().partition(|next| look.can_repeat(next));
    if found.is_empty() && !refused.is_empty() {
        return Err(again(look.method, &refused));
    }
    let mut ways: Vec<Way> = found.iter().map(Way::of).collect();
    if let [Next::Offset { .. }] = found[..] {
        // Where its pages begin is not described, but it has some.
        let page = shapes::asked_page(look);
        ways.extend(page.map(|page| Way::of_page(&page.place)));
    }
    match found.pop() {
        None if !look.asked.iter().any(Asked::may_be_paging) && look.declared.place.is_none() => {
            Err("no parameter says which page is wanted".to_owned().into())
        }
        None => {
            let why = missing.into_iter().next().map(Missing::from);
            let why = why.or_else(|| unfit(look));
            Err(why.unwrap_or_else(|| shapes::NO_TOKEN.to_owned().into()))
        }
        Some(next) if ways.len() == 1 => Ok(next),
        Some(_) => Err(either(ways)),
    }
}

/// A parameter that is called like a number that asks for a page, and why it is not taken for one.
fn unfit(look: &Look<'_>) -> Option<Missing> {
    look.asked.iter().find_map(|asked| {
        let by = asked.by_number()?;
        let place = asked.place.described();
        let what = match asked.place {
            Place::BodyNumber(_) => {
                format!("a number such as {place} counts only where `x-pagination` names it")
            }
            Place::Body(_) => return None,
            _ if asked.is_number() => return None,
            _ if asked.ty.is_text() => {
                format!("{place} is described as a text, not as a number")
            }
            _ if asked.takes_text => format!("{place} is described as a number or a text"),
            _ => {
                let what = format!("{place} is neither a number nor a text");
                let ways = vec![format!("by: {}", By::Nothing.word())];
                return Some(Missing { what, ways });
            }
        };
        let first = if by == By::Page { ", first: 1" } else { "" };
        let parameter = asked.place.said();
        let way = format!("by: {}{first}, parameter: {parameter}", by.word());
        let ways = vec![way];
        Some(Missing { what, ways })
    })
}

/// Ways to go on that would repeat what a call does.
fn again(method: &str, refused: &[Next]) -> Missing {
    Missing {
        what: format!("a `{method}` may change something, and would do so again for each page"),
        ways: refused.iter().map(|next| Way::of(next).said).collect(),
    }
}

/// A way to go on, among several.
struct Way {
    described: String,
    /// The value of `x-pagination` that says it.
    said: String,
}

impl Way {
    fn of(next: &Next) -> Self {
        let by = By::of_next(next).word();
        let said = format!("by: {by}");
        Self {
            described: next.described(),
            said,
        }
    }

    /// By the number of a page, where the first one is not known.
    fn of_page(place: &Place) -> Self {
        Self {
            described: format!("the number of a page in {}", place.described()),
            said: format!("by: {}, first: 1", By::Page.word()),
        }
    }
}

fn either(ways: Vec<Way>) -> Missing {
    let (described, said): (Vec<String>, Vec<String>) = ways
        .into_iter()
        .map(|way| (way.described, way.said))
        .unzip();
    Missing {
        what: format!("it could go on by {}", described.join(", or by ")),
        ways: said,
    }
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
