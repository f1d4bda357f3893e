//! Reading an example page by page: takes a list and a request for a page of it, gives that page,
//! so that a client that asks for the next one comes to an end. How a list goes on is what its client
//! goes by.

use generator::contract::{NextPage, Operation, PageFact, PagePlace, Pages};
use serde_json::{Value, json};
use tests::request::RecordedRequest;

use super::schemas::Schemas;

/// The query parameter that the URLs of next pages have, where the description has none for it.
pub const FROM: &str = "from-item";

/// The query parameter that says how many items a page has, where the body of the first request said it.
pub const COUNT: &str = "item-count";

/// A page of a list, and the headers that say how it goes on: `None` for one that is not sent.
pub struct Page {
    pub value: Value,
    pub headers: Vec<(String, Option<String>)>,
}

/// Whether a request asks for a further page by the URL that an answer gave. It has no body then.
pub fn is_next(operation: &Operation, request: &RecordedRequest) -> bool {
    let next = operation.pages.as_ref().map(|pages| &pages.next);
    matches!(next, Some(NextPage::Url(_) | NextPage::Link)) && request.query_value(FROM).is_some()
}

/// The page of a list that a request asks for; any other value as it is.
pub fn page(
    schemas: &Schemas,
    operation: &Operation,
    schema: Option<&str>,
    request: &RecordedRequest,
    value: Value,
) -> Page {
    let paged = operation.pages.as_ref();
    let found = paged.and_then(|pages| Some((pages, member(&value, &pages.items)?.as_array()?)));
    let Some((pages, items)) = found else {
        return Page {
            value,
            headers: Vec::new(),
        };
    };
    let items = items.clone();
    let size = size(pages, request).unwrap_or(items.len()).max(1);
    let start = start(pages, request, &items, size).min(items.len());
    let end = items.len().min(start + size);
    let mut page = Page {
        value,
        headers: Vec::new(),
    };
    set(
        &mut page.value,
        &pages.items,
        Value::from(items[start..end].to_vec()),
    );
    page.tell(pages, request, &items, start, end, size);
    if end == items.len()
        && let NextPage::Token(_, keys) | NextPage::Url(keys) = &pages.next
    {
        page.end(schemas, schema, keys);
    }
    page
}

impl Page {
    /// Says how the list goes on.
    fn tell(
        &mut self,
        pages: &Pages,
        request: &RecordedRequest,
        items: &[Value],
        start: usize,
        end: usize,
        size: usize,
    ) {
        let more = end < items.len();
        match &pages.next {
            NextPage::Token(_, keys) => set(&mut self.value, keys, json!(end.to_string())),
            NextPage::HeaderToken(_, name) => {
                let token = more.then(|| end.to_string());
                self.headers.push((name.clone(), token));
            }
            NextPage::Url(keys) => {
                set(&mut self.value, keys, json!(url(pages, request, end, size)));
            }
            NextPage::Link => {
                let link = || format!("<{}>; rel=\"next\"", url(pages, request, end, size));
                self.headers.push(("link".to_owned(), more.then(link)));
            }
            NextPage::LastItem(..) | NextPage::Offset(..) | NextPage::Number(..) => {}
        }
        let id = |item: Option<&Value>| item.map_or(Value::Null, |item| item["id"].clone());
        for (fact, keys) in &pages.facts {
            let fact = match fact {
                PageFact::HasMore => json!(more),
                PageFact::IsLast => json!(!more),
                PageFact::LastId => id(items[start..end].last()),
                PageFact::Limit => json!(size),
                PageFact::Total => json!(items.len()),
                PageFact::Number => json!(start / size + first(pages)),
                PageFact::Pages => json!(items.len().div_ceil(size)),
            };
            if member(&self.value, keys).is_some() {
                set(&mut self.value, keys, fact);
            }
        }
        if let (NextPage::LastItem(..), Some(first)) = (&pages.next, self.value.get_mut("first_id"))
        {
            *first = id(items[start..end].first());
        }
    }

    /// Takes away what leads to the next page: the member itself, or its value, as the schema allows.
    fn end(&mut self, schemas: &Schemas, schema: Option<&str>, keys: &[String]) {
        let ends = [None, Some(Value::Null), Some(json!(""))];
        let mut values = ends.into_iter().map(|end| {
            let mut value = self.value.clone();
            match end {
                Some(end) => set(&mut value, keys, end),
                None => remove(&mut value, keys),
            }
            value
        });
        let fits = |value: &Value| match schema {
            Some(schema) => schemas
                .misfits(schema, value)
                .is_ok_and(|all| all.is_empty()),
            None => true,
        };
        if let Some(value) = values.find(fits) {
            self.value = value;
        } else {
            remove(&mut self.value, keys);
        }
    }
}

/// The number of the first page, or of the first item.
fn first(pages: &Pages) -> usize {
    match &pages.next {
        NextPage::Offset(_, first) | NextPage::Number(_, first) => {
            usize::try_from(*first).unwrap_or(0)
        }
        _ => 0,
    }
}

/// The index of the item that a page begins with.
fn start(pages: &Pages, request: &RecordedRequest, items: &[Value], size: usize) -> usize {
    let number = |text: Option<String>| text.and_then(|text| text.parse::<usize>().ok());
    match &pages.next {
        NextPage::LastItem(place, keys) => match asked(place, request) {
            None => 0,
            // After an item that is not known here, nothing is left.
            Some(cursor) => {
                let id = keys.clone().unwrap_or_else(|| vec!["id".to_owned()]);
                let is_it =
                    |item: &Value| member(item, &id).and_then(Value::as_str) == Some(&cursor);
                items
                    .iter()
                    .position(is_it)
                    .map_or(items.len(), |found| found + 1)
            }
        },
        NextPage::Token(place, _) | NextPage::HeaderToken(place, _) => {
            match asked(place, request) {
                None => 0,
                Some(token) => token.parse().unwrap_or(items.len()),
            }
        }
        NextPage::Url(_) | NextPage::Link => {
            number(request.query_value(FROM).map(str::to_owned)).unwrap_or(0)
        }
        NextPage::Offset(place, _) => {
            let asked = number(asked(place, request));
            asked.map_or(0, |asked| asked.saturating_sub(first(pages)))
        }
        NextPage::Number(place, _) => {
            let asked = number(asked(place, request));
            let before = asked.map_or(0, |asked| asked.saturating_sub(first(pages)));
            before.saturating_mul(size)
        }
    }
}

/// What a request says at a place.
fn asked(place: &PagePlace, request: &RecordedRequest) -> Option<String> {
    match place {
        PagePlace::Query(name) => request.query_value(name).map(str::to_owned),
        PagePlace::Header(name) => request.header(name).map(str::to_owned),
        PagePlace::Body(keys) => {
            let body: Value = serde_json::from_slice(&request.body).ok()?;
            match member(&body, keys)? {
                Value::String(text) => Some(text.clone()),
                Value::Number(number) => Some(number.to_string()),
                _ => None,
            }
        }
    }
}

/// How many items a page has: as the request says, else as the description does. A URL keeps what the body of
/// the first request said, since the next request has no body.
fn size(pages: &Pages, request: &RecordedRequest) -> Option<usize> {
    let kept = request.query_value(COUNT).map(str::to_owned);
    let size = pages.size.as_ref();
    let asked = kept.or_else(|| asked(&size?.place, request));
    let asked = asked.and_then(|asked| asked.parse().ok());
    usize::try_from(asked.or(size?.default)?).ok()
}

/// The URL of the page that begins with an item: the one that was asked for, but for that.
fn url(pages: &Pages, request: &RecordedRequest, from: usize, size: usize) -> String {
    let (path, query) = request
        .target
        .split_once('?')
        .unwrap_or((&request.target, ""));
    let own = [format!("{FROM}="), format!("{COUNT}=")];
    let is_own = |pair: &str| own.iter().any(|own| pair.starts_with(own.as_str()));
    let pairs = query.split('&');
    let pairs = pairs.filter(|pair| !pair.is_empty() && !is_own(pair));
    let mut pairs: Vec<String> = pairs.map(str::to_owned).collect();
    pairs.push(format!("{FROM}={from}"));
    let place = pages.size.as_ref().map(|size| &size.place);
    if matches!(place, Some(PagePlace::Body(_))) {
        pairs.push(format!("{COUNT}={size}"));
    }
    format!("{path}?{}", pairs.join("&"))
}

/// The member that keys lead to.
fn member<'v>(value: &'v Value, keys: &[String]) -> Option<&'v Value> {
    keys.iter().try_fold(value, |value, key| value.get(key))
}

/// Sets the member that keys lead to, where there is an object for it.
fn set(value: &mut Value, keys: &[String], new: Value) {
    match keys {
        [] => *value = new,
        [key, rest @ ..] => {
            if value.is_null() {
                *value = json!({});
            }
            if let Some(object) = value.as_object_mut() {
                set(object.entry(key).or_insert(Value::Null), rest, new);
            }
        }
    }
}

/// Takes away the member that keys lead to.
fn remove(value: &mut Value, keys: &[String]) {
    if let [before @ .., last] = keys {
        let mut before = before.iter();
        let owner = before.try_fold(value, |value, key| value.get_mut(key));
        if let Some(object) = owner.and_then(Value::as_object_mut) {
            object.remove(last);
        }
    }
}
