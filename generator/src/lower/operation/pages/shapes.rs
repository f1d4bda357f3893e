//! The shapes of paging: for each, what an operation must have to be of that shape. What an operation
//! declares by hand is taken as it is, and the rest is looked for by name.

use super::answer::{self, Answer, Found, is_in_object_of};
use super::asked::Asked;
use super::declared::Declared;
use super::words;
use crate::api::{FieldPath, FieldRef, ItemId, More, Next, Place, Token};

/// An operation as far as paging looks at it.
pub(super) struct Look<'l> {
    pub answer: &'l Answer,
    /// The way to the list.
    pub items: &'l FieldPath,
    /// The members of an item.
    pub item: &'l [Found],
    /// Where an item is a union of objects with an `id`, that field of each variant.
    pub ids: Vec<(String, FieldRef)>,
    pub asked: &'l [Asked],
    /// The headers that the answer is described with.
    pub headers: &'l [&'l str],
    /// The members that hold a URL, as the description says.
    pub urls: &'l [String],
    pub method: &'l str,
    pub has_body: bool,
    /// Whether the operationId or the path says that the operation looks for something.
    pub is_search: bool,
    /// Whether `GET` of its path is another operation.
    pub other_get: bool,
    /// The number of the first page, where the description of the number of a page says it.
    pub first_page: Option<u64>,
    /// Servers of the API that its client does not call by itself.
    pub servers: &'l [String],
    pub declared: &'l Declared,
}

impl Look<'_> {
    /// Whether the operation can be called once more for each page. A URL is followed by `GET`, whatever the method.
    pub fn can_repeat(&self, next: &Next) -> bool {
        match self.method {
            "GET" | "HEAD" | "QUERY" => true,
            // Many a search is a `POST`. One that takes the page beside its body may as well create what the body holds.
            "POST" => self.is_search || matches!(next.place(), Some(Place::Body(_))),
            _ => false,
        }
    }

    /// Why a URL in the answer is not followed, which is done by `GET`.
    pub fn not_by_url(&self, next: &Next) -> Option<String> {
        let is_beside = |next: &Next| matches!(next, Next::Url { url, .. } if url.0.len() == 1);
        // `POST /things/query` may be called otherwise: an answer that begins with the list and the URL is a page.
        let is_page = self.method == "POST" && self.items.0.len() == 1 && is_beside(next);
        let reads = matches!(self.method, "GET" | "HEAD" | "QUERY") || self.is_search || is_page;
        if self.other_get {
            Some("the URL of the next page is followed by `GET`, which is another operation of this path".to_owned())
        } else if self.has_body && !reads && !self.asked.iter().any(Asked::asks_for_page) {
            let method = self.method;
            Some(format!(
                "a `{method}` with a body may change something, and nothing in it asks for a page"
            ))
        } else {
            None
        }
    }
}

/// `Ok(None)`: the operation is not of the shape. An error says what it lacks to be of it.
pub(super) type Shape = Result<Option<Next>, String>;

/// The shapes, by their words for `x-pagination`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    LastItem,
    Token,
    Url,
    Link,
    Offset,
    Page,
    /// The operation is not read page by page.
    Nothing,
}

impl By {
    pub const ALL: &[(&str, Self)] = &[
        ("last-item", Self::LastItem),
        ("token", Self::Token),
        ("url", Self::Url),
        ("link", Self::Link),
        ("offset", Self::Offset),
        ("page", Self::Page),
        ("nothing", Self::Nothing),
    ];
    /// The shapes by a URL of the API's. An operation that has one is of no other shape.
    pub const URLS: [Self; 2] = [Self::Url, Self::Link];
    /// The shapes by a place in the request, which may look like each other.
    pub const PLACES: [Self; 4] = [Self::LastItem, Self::Offset, Self::Page, Self::Token];

    /// The shape of a list.
    pub fn of_next(next: &Next) -> Self {
        match next {
            Next::LastItem { .. } => Self::LastItem,
            Next::Token { .. } => Self::Token,
            Next::Url { .. } => Self::Url,
            Next::Link { .. } => Self::Link,
            Next::Offset { .. } => Self::Offset,
            Next::PageNumber { .. } => Self::Page,
        }
    }

    /// The shape with a word.
    pub fn named(word: &str) -> Option<Self> {
        let mut all = Self::ALL.iter();
        all.find(|(known, _)| *known == word).map(|(_, by)| *by)
    }

    /// Its word for `x-pagination`.
    pub fn word(self) -> &'static str {
        let mut all = Self::ALL.iter();
        all.find(|(_, by)| *by == self).map_or("", |(word, _)| word)
    }

    /// Whether an operation is of the shape.
    pub fn of(self, look: &Look<'_>) -> Shape {
        match self {
            Self::LastItem => last_item(look),
            Self::Token => token(look),
            Self::Url => url(look),
            Self::Link => link(look),
            Self::Offset => offset(look),
            Self::Page => page_number(look),
            Self::Nothing => Ok(None),
        }
    }
}

/// A URL in the body.
fn url(look: &Look<'_>) -> Shape {
    let found = match &look.declared.url {
        Some(path) => Some(path.clone()),
        None => {
            let names = [words::URLS, words::TARGETS, &[words::NEXT_PAGE]].concat();
            look.answer.path(&names, |found| is_url(look, found))
        }
    };
    let Some(url) = found else {
        return Err("the answer has no member for the URL of the next page".to_owned());
    };
    Ok(Some(Next::Url {
        url,
        servers: look.servers.to_vec(),
    }))
}

fn is_url(look: &Look<'_>, found: &Found) -> bool {
    if !found.is_text() || is_of_other_list(look, found) {
        return false;
    }
    if words::TARGETS.contains(&found.name()) {
        return words::URLS.contains(&found.parent());
    }
    let is_cursor =
        |asked: &Asked| asked.is_token() && words::CURSORS.contains(&asked.plain.as_str());
    let is_described = look.urls.contains(&found.path.keys());
    if found.name() == words::NEXT_PAGE {
        return is_described;
    }
    // `next` may be a token as well.
    found.name() != "next"
        || is_described
        || look.method == "GET"
            && match look.asked.iter().any(is_cursor) {
                true => is_link(found) && !matches!(token(look), Ok(Some(_))),
                false => {
                    is_among_links(look, found)
                        || is_about_list(look, found)
                            && !look.asked.iter().any(Asked::may_be_paging)
                }
            }
}

/// Whether a member is beside the list of the answer or around it, or in an object about its pages.
fn is_about_list(look: &Look<'_>, found: &Found) -> bool {
    words::ABOUT_LISTS.contains(&found.parent())
        || words::ABOUT_PAGES.contains(&found.parent())
        || look.items.0.starts_with(found.owner())
}

/// Whether a member is in an object that holds nothing but URLs.
fn is_link(found: &Found) -> bool {
    found.is_text() && words::LINKS.contains(&found.parent())
}

/// Whether a member is one of several links to pages.
fn is_among_links(look: &Look<'_>, found: &Found) -> bool {
    let is_previous = |other: &&Found| words::PREVIOUS.contains(&other.name()) && other.is_text();
    let mut previous = look.answer.members.iter().filter(is_previous);
    is_link(found) || previous.any(|other| other.is_beside(found))
}

/// The header `Link`.
fn link(look: &Look<'_>) -> Shape {
    let is_link = |name: &&str| name.eq_ignore_ascii_case("link");
    if look.declared.by.is_none() && !look.headers.iter().any(is_link) {
        return Ok(None);
    }
    Ok(Some(Next::Link {
        servers: look.servers.to_vec(),
    }))
}

/// Whether a member is next to another list than that of the answer, in the same object.
fn is_of_other_list(look: &Look<'_>, found: &Found) -> bool {
    let mut lists = look.answer.lists();
    lists.any(|list| is_in_object_of(found, list) && list.path != *look.items)
}

/// What a list by a token lacks whose answer has none.
pub(super) const NO_TOKEN: &str =
    "the answer has no member or header for the token of the next page";

/// A token, and the place that takes it.
fn token(look: &Look<'_>) -> Shape {
    let has_more = has_more(look);
    let made = |place: &Place, token: Token| {
        Ok(Some(Next::Token {
            place: place.clone(),
            token,
            has_more: has_more.clone(),
        }))
    };
    let tokens = tokens(look);
    if tokens.is_empty() {
        return match look.declared.by {
            Some(_) => Err(NO_TOKEN.to_owned()),
            None => Ok(None),
        };
    }
    let asked = match &look.declared.place {
        Some(asked) => std::slice::from_ref(asked),
        None => look.asked,
    };
    let is_declared = look.declared.place.is_some();
    let mut exact = Vec::new();
    let mut loose = Vec::new();
    for (name, token) in &tokens {
        let takes = |asked: &&Asked| asked.is_token() && !(token.is_text() && asked.is_number());
        for asked in asked.iter().filter(|asked| is_declared || takes(asked)) {
            let parameter = asked.plain.as_str();
            let known = [words::CURSORS, words::PAGES, words::OFFSETS];
            let is_known = known.iter().any(|names| names.contains(&parameter));
            if is_declared || (is_known && words::goes_with(parameter, name)) {
                exact.push((&asked.place, token));
            } else if words::CURSORS.contains(&parameter) && words::may_take(parameter, name) {
                loose.push((&asked.place, token));
            }
        }
    }
    match (exact.as_slice(), loose.as_slice()) {
        ([(place, token)], _) | ([], [(place, token)]) => made(place, (*token).clone()),
        ([], []) => Err(format!("no parameter takes {}", shown(&tokens[0].1))),
        (several, others) => {
            let several = if several.is_empty() { others } else { several };
            let several = several.iter();
            let several: Vec<String> = several
                .map(|(place, token)| format!("{} for {}", shown(token), place.described()))
                .collect();
            Err(format!("it could go on by {}", several.join(", or by ")))
        }
    }
}

fn shown(token: &Token) -> String {
    match token {
        Token::Body(path) => format!("`{}` of the answer", path.keys()),
        Token::Header(name) => format!("the header `{name}` of the answer"),
    }
}

/// Whether a member says where a page ends, and another one beside it where the page begins: `{ before, after }`.
fn is_one_of_ends(look: &Look<'_>, found: &Found) -> bool {
    let is_start = |other: &&Found| words::BEFORE.contains(&other.name()) && other.is_text();
    let mut starts = look.answer.members.iter().filter(is_start);
    words::ABOUT_LISTS.contains(&found.parent()) && starts.any(|other| other.is_beside(found))
}

/// The tokens of an answer, each with the name that tells what it is for.
fn tokens(look: &Look<'_>) -> Vec<(String, Token)> {
    if let Some(token) = &look.declared.token {
        return vec![(String::new(), token.clone())];
    }
    let mut tokens = Vec::new();
    for name in look.headers {
        let plain = words::plain(name);
        let plain = plain.strip_prefix('x').unwrap_or(&plain);
        if words::TOKENS.contains(&plain) {
            tokens.push((plain.to_owned(), Token::Header((*name).to_owned())));
        }
    }
    let is_token = |found: &&Found| {
        let name = found.name();
        let is_plain = found.is_text() || found.is_number();
        let takes = |asked: &Asked| asked.plain == name && asked.is_token() && !asked.is_number();
        let within = (["cursors", "next", "nextpage"].contains(&found.parent())
            || is_one_of_ends(look, found))
            && ([words::AFTER, words::CURSORS].concat().contains(&name)
                || words::OFFSETS.contains(&name) && look.asked.iter().any(takes));
        let same = ["cursor", "pagetoken"].contains(&name)
            && look.asked.iter().any(|asked| asked.plain == name);
        let is_named = words::TOKENS.contains(&name) || within || same;
        let is_url = is_link(found) || look.urls.contains(&found.path.keys());
        is_plain && is_named && !is_url && !is_of_other_list(look, found)
    };
    let members = look.answer.members.iter().filter(is_token);
    let mut members: Vec<&Found> = members.collect();
    let is_end = |found: &Found| found.name().starts_with("after");
    if members.iter().any(|found| is_end(found)) {
        // `next` around `cursors.after` is the URL of that page.
        members.retain(|found| found.name() != "next");
    } else if members.iter().any(|found| found.name().starts_with("next")) {
        // `cursor` next to `next_cursor` repeats what was sent.
        members.retain(|found| found.name().starts_with("next"));
    }
    tokens.extend(members.into_iter().map(|found| {
        let name = found.name().to_owned();
        (name, Token::Body(found.path.clone()))
    }));
    tokens
}

/// The identifier of the last item.
fn last_item(look: &Look<'_>) -> Shape {
    let mut takes = look.asked.iter().filter(|asked| {
        asked.is_token() && !asked.is_number() && words::AFTER.contains(&asked.plain.as_str())
    });
    let place = match (&look.declared.place, takes.next()) {
        (Some(asked), _) => asked.place.clone(),
        (None, Some(asked)) => asked.place.clone(),
        (None, None) => return Ok(None),
    };
    let id = look.declared.id.as_ref().or(answer::id(look.item));
    let id = match id {
        Some(path) => Some(ItemId::Field(path.clone())),
        None if look.ids.is_empty() => None,
        None => Some(ItemId::Variants(look.ids.clone())),
    };
    let has_more = has_more(look);
    let last_id = look.declared.last_id.clone();
    let last_id = last_id.or_else(|| look.answer.path(&["lastid"], Found::is_text));
    if id.is_none() && last_id.is_none() {
        return Err(format!("its items have no `id` for {}", place.described()));
    }
    if look.declared.by.is_none() && has_more.is_none() && last_id.is_none() {
        return Err(
            "the answer does not say whether there is more, by `has_more` for instance".to_owned(),
        );
    }
    Ok(Some(Next::LastItem {
        place,
        id,
        has_more,
        last_id,
    }))
}

/// The number of an item.
fn offset(look: &Look<'_>) -> Shape {
    let numbers = |names: &'static [&str]| {
        let all = look.asked.iter().filter(|asked| is_clear_number(asked));
        all.filter(move |asked| names.contains(&asked.plain.as_str()))
    };
    let size = numbers(words::SIZES).next();
    let asked = match &look.declared.place {
        Some(asked) => asked,
        None => match numbers(words::OFFSETS).next() {
            Some(asked) => asked,
            None => return Ok(None),
        },
    };
    let place = asked.place.described();
    if look.declared.by.is_none() && size.is_none() {
        return Err(format!(
            "no parameter besides {place} gives the number of items of a page"
        ));
    }
    let starts = words::STARTS.contains(&asked.plain.as_str());
    let first = match look.declared.first.or(asked.first_item()) {
        Some(first) => first,
        None if starts => {
            return Err(format!(
                "where {place} begins is not described, by a default or a minimum"
            ));
        }
        None => 0,
    };
    Ok(Some(Next::Offset {
        place: asked.place.clone(),
        first,
        // An answer may repeat a limit that is larger than what it gives.
        limit: look.declared.limit.clone(),
        total: total(look),
        has_more: has_more(look),
    }))
}

/// The number of a page.
fn page_number(look: &Look<'_>) -> Shape {
    let Some(asked) = look.declared.place.as_ref().or(asked_page(look)) else {
        return Ok(None);
    };
    let first = look.declared.first.or(asked.first_page());
    let first = first.or(look.first_page);
    let number = look.declared.number.clone();
    let number = number.or_else(|| look.answer.page_number());
    if first.is_none() && number.is_none() {
        return Err(format!(
            "where {} begins is not described, by a default, a minimum of 1 or the page in the answer",
            asked.place.described()
        ));
    }
    let pages = look.declared.pages.clone();
    let pages = pages.or_else(|| look.answer.path(words::PAGE_COUNTS, Found::is_number));
    Ok(Some(Next::PageNumber {
        place: asked.place.clone(),
        first,
        number,
        pages,
        total: total(look),
        has_more: has_more(look),
    }))
}

/// The parameter that takes the number of a page.
pub(super) fn asked_page<'l>(look: &Look<'l>) -> Option<&'l Asked> {
    let mut asked = look.asked.iter().filter(|asked| is_clear_number(asked));
    asked.find(|asked| words::PAGES.contains(&asked.plain.as_str()))
}

/// Whether a parameter takes a number. One in a body is not enough: what is created is often described by
/// the object that a list answers with, and must not be created once more for each page.
fn is_clear_number(asked: &Asked) -> bool {
    asked.is_number() && !matches!(asked.place, Place::BodyNumber(_))
}

fn total(look: &Look<'_>) -> Option<FieldPath> {
    let declared = look.declared.total.clone();
    declared.or_else(|| look.answer.path(words::TOTALS, Found::is_number))
}

fn has_more(look: &Look<'_>) -> Option<More> {
    let more = |path: FieldPath| More {
        is_last: path
            .0
            .last()
            .is_some_and(|step| words::LAST.contains(&words::plain(&step.key).as_str())),
        path,
    };
    let is_last = |found: &Found| found.is_flag() && is_about_list(look, found);
    let declared = look.declared.has_more.clone();
    let found = declared.or_else(|| look.answer.path(words::HAS_MORE, Found::is_flag));
    let found = found.or_else(|| look.answer.path(words::LAST, is_last));
    found.map(more)
}
