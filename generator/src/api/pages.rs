//! Lists that are read page by page.

use super::{Presence, Type};

/// A list that goes on, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pagination {
    /// The type of one page: an object that holds the list, or the list itself.
    pub list: Type,
    /// The type of an item.
    pub item: Type,
    /// The way to the field that holds the items; empty where the answer is the list itself.
    pub items: FieldPath,
    pub next: Next,
    /// Where a request says how many items a page has.
    pub size: Option<PageSize>,
}

/// How many items a page has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PageSize {
    pub place: Place,
    /// The number where a request does not say it.
    pub default: Option<u64>,
}

/// What holds the identifier of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ItemId {
    Field(FieldPath),
    /// A field of whatever a variant holds, by the name of the variant.
    Variants(Vec<(String, FieldRef)>),
}

/// How the next page is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Next {
    /// By the identifier of the last item.
    LastItem {
        place: Place,
        /// What of an item holds it.
        id: Option<ItemId>,
        /// The field that says whether there is more.
        has_more: Option<More>,
        /// The field that repeats the identifier of the last item.
        last_id: Option<FieldPath>,
    },
    /// By a token of the answer.
    Token {
        place: Place,
        token: Token,
        has_more: Option<More>,
    },
    /// By a URL in the body of the answer.
    Url {
        url: FieldPath,
        servers: Vec<String>,
    },
    /// By a URL in the header `Link`.
    Link { servers: Vec<String> },
    /// By the number of an item.
    Offset {
        place: Place,
        /// The number of the first item.
        first: u64,
        /// The field that says how many items were looked at.
        limit: Option<FieldPath>,
        /// The field that says how many items there are.
        total: Option<FieldPath>,
        has_more: Option<More>,
    },
    /// By the number of the page.
    PageNumber {
        place: Place,
        /// The number of the first page, where the description says it.
        first: Option<u64>,
        /// The field that says the number of this page.
        number: Option<FieldPath>,
        /// The field that says how many pages there are.
        pages: Option<FieldPath>,
        /// The field that says how many items there are.
        total: Option<FieldPath>,
        has_more: Option<More>,
    },
}

impl Next {
    /// Where a request says which page it wants; `None` where the API gives the whole URL.
    pub fn place(&self) -> Option<&Place> {
        match self {
            Self::LastItem { place, .. }
            | Self::Token { place, .. }
            | Self::Offset { place, .. }
            | Self::PageNumber { place, .. } => Some(place),
            Self::Url { .. } | Self::Link { .. } => None,
        }
    }

    /// What it goes by, with the keys of `x-pagination`: the next version keeps to it.
    pub fn goes_by(&self) -> Vec<(&'static str, String)> {
        let mut all = Vec::new();
        if let Some(place) = self.place() {
            let (name, location) = place.parts();
            all.extend([("parameter", name), ("in", location.to_owned())]);
        }
        let keys = |path: &Option<FieldPath>| path.as_ref().map(FieldPath::keys);
        let members = match self {
            Self::LastItem { id, last_id, .. } => {
                let id = match id {
                    Some(ItemId::Field(id)) => Some(id.keys()),
                    _ => None,
                };
                vec![("id", id), ("last_id", keys(last_id))]
            }
            Self::Token { token, .. } => match token {
                Token::Body(path) => vec![("token", Some(path.keys()))],
                Token::Header(name) => vec![("header", Some(name.clone()))],
            },
            Self::Url { url, .. } => vec![("url", Some(url.keys()))],
            Self::Link { .. } => Vec::new(),
            Self::Offset { total, .. } => vec![("total", keys(total))],
            Self::PageNumber {
                number,
                pages,
                total,
                ..
            } => {
                vec![
                    ("number", keys(number)),
                    ("pages", keys(pages)),
                    ("total", keys(total)),
                ]
            }
        };
        let has_more = self.has_more().map(|more| more.path.keys());
        let members = members.into_iter().chain([("has_more", has_more)]);
        all.extend(members.filter_map(|(key, path)| Some((key, path?))));
        all
    }

    /// The field that says whether there is more.
    fn has_more(&self) -> Option<&More> {
        match self {
            Self::LastItem { has_more, .. }
            | Self::Token { has_more, .. }
            | Self::Offset { has_more, .. }
            | Self::PageNumber { has_more, .. } => has_more.as_ref(),
            Self::Url { .. } | Self::Link { .. } => None,
        }
    }

    /// What goes on from page to page, in a few words.
    pub fn described(&self) -> String {
        match self {
            Self::LastItem { place, .. } => format!("the last item in {}", place.described()),
            Self::Token { place, token, .. } => {
                let token = match token {
                    Token::Body(path) => format!("`{}`", path.keys()),
                    Token::Header(name) => format!("the header `{name}`"),
                };
                format!("{token} in {}", place.described())
            }
            Self::Url { url, .. } => format!("the URL `{}`", url.keys()),
            Self::Link { .. } => "the header `Link`".to_owned(),
            Self::Offset { place, .. } => format!("the number of an item in {}", place.described()),
            Self::PageNumber { place, .. } => {
                format!("the number of a page in {}", place.described())
            }
        }
    }
}

/// The field that says whether there are more pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct More {
    pub path: FieldPath,
    /// It says the opposite: whether this page is the last.
    pub is_last: bool,
}

/// Where the token of the next page is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Token {
    Body(FieldPath),
    /// A header of the answer.
    Header(String),
}

impl Token {
    /// Whether it is described as a text that need not be a number. What a header holds is not looked at.
    pub fn is_text(&self) -> bool {
        let last = match self {
            Self::Body(path) => path.0.last(),
            Self::Header(_) => None,
        };
        last.is_some_and(|step| step.ty.is_text())
    }
}

/// Where a request says which page it wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    Query(String),
    Header(String),
    /// A member of the body, by the keys that lead to it.
    Body(Vec<String>),
    /// The same, where the member is a number.
    BodyNumber(Vec<String>),
}

impl Place {
    /// The place, in a few words.
    pub fn described(&self) -> String {
        match self {
            Self::Query(name) => format!("`{name}`"),
            Self::Header(name) => format!("the header `{name}`"),
            Self::Body(keys) | Self::BodyNumber(keys) => {
                format!("`{}` of the body", keys.join("."))
            }
        }
    }

    /// Its name, and the word of `x-pagination` for where it is.
    pub fn parts(&self) -> (String, &'static str) {
        match self {
            Self::Query(name) => (name.clone(), "query"),
            Self::Header(name) => (name.clone(), "header"),
            Self::Body(keys) | Self::BodyNumber(keys) => (keys.join("."), "body"),
        }
    }

    /// What `x-pagination` calls it, as YAML writes it within braces.
    pub fn said(&self) -> String {
        let (name, _) = self.parts();
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "_-.".contains(c);
        match name.chars().all(is_plain) {
            true => name,
            false => format!("{name:?}"),
        }
    }
}

/// The way from a value to a field within it, each step within the one before.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct FieldPath(pub Vec<FieldRef>);

impl FieldPath {
    /// The keys on the wire: `meta.next`.
    pub fn keys(&self) -> String {
        let keys: Vec<&str> = self.0.iter().map(|step| step.key.as_str()).collect();
        keys.join(".")
    }
}

/// A field, and whether its value may be missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FieldRef {
    /// Its name in Rust.
    pub name: String,
    /// Its key on the wire.
    pub key: String,
    pub ty: Type,
    pub presence: Presence,
}
