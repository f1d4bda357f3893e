//! How lists go on from page to page, as the client of the description reads them.

use crate::api::{self, FieldPath, ItemId, More, Next};

/// How a list goes on from page to page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pages {
    /// The keys that lead from the answer to the list; none where the answer is the list.
    pub items: Vec<String>,
    /// How the next page is asked for.
    pub next: NextPage,
    /// The other members of the answer that are about the list, by the keys that lead there.
    pub facts: Vec<(PageFact, Vec<String>)>,
    /// Where a request says how many items a page has.
    pub size: Option<PageSize>,
}

/// How many items a page has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageSize {
    /// Where a request says it.
    pub place: PagePlace,
    /// The number where a request does not say it.
    pub default: Option<u64>,
}

/// How the next page is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NextPage {
    /// By a member of the last item; `None` where only the answer repeats it.
    LastItem(PagePlace, Option<Vec<String>>),
    /// By a token in the body of the answer.
    Token(PagePlace, Vec<String>),
    /// By a token in this header of the answer.
    HeaderToken(PagePlace, String),
    /// By a URL in the body of the answer.
    Url(Vec<String>),
    /// By the header `Link`.
    Link,
    /// By the number of an item; the first one has this number.
    Offset(PagePlace, u64),
    /// By the number of a page; the first one has this number.
    Number(PagePlace, u64),
}

/// Where a request says which page it wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PagePlace {
    /// A query parameter.
    Query(String),
    /// A header.
    Header(String),
    /// A member of the body, by the keys that lead to it.
    Body(Vec<String>),
}

/// The members of an answer that are about its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageFact {
    /// Whether there are more pages.
    HasMore,
    /// Whether this page is the last.
    IsLast,
    /// The identifier of the last item.
    LastId,
    /// How many items were looked at.
    Limit,
    /// How many items there are.
    Total,
    /// The number of this page.
    Number,
    /// How many pages there are.
    Pages,
}

pub(super) fn pages(pagination: &api::Pagination) -> Pages {
    let (next, facts) = match &pagination.next {
        Next::LastItem {
            place: at,
            id,
            has_more,
            last_id,
        } => (
            NextPage::LastItem(place(at), id.as_ref().map(keys_of_id)),
            vec![
                more(has_more.as_ref()),
                (PageFact::LastId, last_id.as_ref()),
            ],
        ),
        Next::Token {
            place: at,
            token,
            has_more,
        } => {
            let next = match token {
                api::Token::Body(path) => NextPage::Token(place(at), keys(path)),
                api::Token::Header(name) => NextPage::HeaderToken(place(at), name.clone()),
            };
            (next, vec![more(has_more.as_ref())])
        }
        Next::Url { url, .. } => (NextPage::Url(keys(url)), Vec::new()),
        Next::Link { .. } => (NextPage::Link, Vec::new()),
        Next::Offset {
            place: at,
            first,
            limit,
            total,
            has_more,
        } => (
            NextPage::Offset(place(at), *first),
            vec![
                (PageFact::Limit, limit.as_ref()),
                (PageFact::Total, total.as_ref()),
                more(has_more.as_ref()),
            ],
        ),
        Next::PageNumber {
            place: at,
            first,
            number,
            pages,
            total,
            has_more,
        } => (
            NextPage::Number(place(at), first.unwrap_or(1)),
            vec![
                (PageFact::Number, number.as_ref()),
                (PageFact::Pages, pages.as_ref()),
                (PageFact::Total, total.as_ref()),
                more(has_more.as_ref()),
            ],
        ),
    };
    let facts = facts.into_iter();
    let facts = facts.filter_map(|(fact, path)| Some((fact, keys(path?))));
    Pages {
        items: keys(&pagination.items),
        next,
        facts: facts.collect(),
        size: pagination.size.as_ref().map(|size| PageSize {
            place: place(&size.place),
            default: size.default,
        }),
    }
}

fn more(found: Option<&More>) -> (PageFact, Option<&FieldPath>) {
    let fact = match found {
        Some(More { is_last: true, .. }) => PageFact::IsLast,
        _ => PageFact::HasMore,
    };
    (fact, found.map(|more| &more.path))
}

fn place(place: &api::Place) -> PagePlace {
    match place {
        api::Place::Query(name) => PagePlace::Query(name.clone()),
        api::Place::Header(name) => PagePlace::Header(name.clone()),
        api::Place::Body(keys) | api::Place::BodyNumber(keys) => PagePlace::Body(keys.clone()),
    }
}

fn keys_of_id(id: &ItemId) -> Vec<String> {
    match id {
        ItemId::Field(path) => keys(path),
        ItemId::Variants(fields) => fields
            .iter()
            .take(1)
            .map(|(_, id)| id.key.clone())
            .collect(),
    }
}

fn keys(path: &FieldPath) -> Vec<String> {
    path.0.iter().map(|step| step.key.clone()).collect()
}
