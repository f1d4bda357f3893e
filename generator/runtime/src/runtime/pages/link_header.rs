//! Pages whose `Link` header holds the URL of the next page (RFC 8288).

use std::marker::PhantomData;

use http::HeaderMap;
use http::header::LINK;

use crate::runtime::calls::call::Call;
use crate::runtime::http::parameters::{end, parameters};
use crate::runtime::http::response::Head;
use crate::runtime::pages::follow::{follow, followed, named};
use crate::runtime::pages::header_chars::chars;
use crate::runtime::pages::list::List;
use crate::runtime::pages::named::at_named;
use crate::runtime::pages::page::PageRequest;
use crate::runtime::pages::paging::{Next, Paging};
use crate::runtime::pages::place::Place;

/// Goes on at the URL of the link whose relation is `next`.
#[non_exhaustive]
pub(crate) struct Way<L> {
    /// Further servers of the API that a URL may name.
    pub servers: &'static [&'static str],
    /// The list that it is the way of.
    pub list: PhantomData<fn(&L)>,
}

impl<L: List> Way<L> {
    /// The way of every such list.
    pub const fn new() -> Self {
        Self {
            servers: &[],
            list: PhantomData,
        }
    }
}

impl<L> Place for Way<L> {
    fn get(&self, call: &Call) -> Option<String> {
        followed(call)
    }

    fn set(&self, call: Call, url: &str) -> Result<Call, String> {
        follow(call, url, self.servers)
    }
}

impl<L: List> Paging<L> for Way<L> {
    fn place(&self) -> &dyn Place {
        self
    }

    fn after(&self, request: &PageRequest<L>, list: &L, head: &Head) -> Result<Next, String> {
        let url = next(&head.headers);
        at_named(
            request,
            list,
            url.map(|url| named(&request.call, head, url)),
            None,
        )
    }
}

/// The target of the first link whose relation is `next`.
fn next(headers: &HeaderMap) -> Option<String> {
    let lines = headers.get_all(LINK).iter();
    let mut lines = lines.map(chars);
    lines.find_map(|line| next_of(&line).map(str::to_owned))
}

/// The same in one line of the header: `<URL>; rel="next"; title="a, b", <URL>; rel=last`.
fn next_of(mut line: &str) -> Option<&str> {
    loop {
        let (_, rest) = line.split_once('<')?;
        let (target, rest) = rest.split_once('>')?;
        let (link, rest) = rest.split_at(end(rest, ','));
        if is_next(link) {
            return Some(target.trim());
        }
        line = rest;
    }
}

/// Whether the first relation among the parameters of a link is `next`, perhaps among others.
fn is_next(link: &str) -> bool {
    let (_, mut parameters) = parameters(link);
    let relation = parameters.find(|(name, _)| name.eq_ignore_ascii_case("rel"));
    let relations = relation.map_or_else(String::new, |(_, relations)| relations.to_string());
    let mut relations = relations.split_ascii_whitespace();
    relations.any(|relation| relation.eq_ignore_ascii_case("next"))
}

#[cfg(test)]
mod tests {
    use super::next_of;

    #[test]
    fn the_next_link_is_found_among_others() {
        for (line, expected) in [
            (
                "<https://a/b?page=2>; rel=\"next\"",
                Some("https://a/b?page=2"),
            ),
            ("<a>; rel=prev, <b>; rel=next", Some("b")),
            ("<a,b;c>; REL=Next", Some("a,b;c")),
            ("<a>; title=\"x, <y>; rel=next\"; rel=last", None),
            (
                "<a>; title=\"\\\", <y>; rel=next\", <b>;rel=next",
                Some("b"),
            ),
            ("<a>; rel=\"first next\"", Some("a")),
            // RFC 8288 §3.3: a second relation parameter is ignored.
            ("<a>; rel=last; rel=next", None),
            ("<a>; rel=nextish, <b>", None),
            ("<>; rel=next", Some("")),
            ("<a; rel=next", None),
            ("", None),
        ] {
            assert_eq!(next_of(line), expected, "{line}");
        }
    }
}
