//! The names by which parameters and members of answers tell what they are for.

use crate::lower::names;

/// A name without what differs from API to API: `page[size]`, `pageSize` and `PAGE-SIZE` are the same.
pub(super) fn plain(name: &str) -> String {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|c| c.to_ascii_lowercase()).collect()
}

/// Parameters that take the identifier of an item, to begin after it.
pub(super) const AFTER: &[&str] = &[
    "after",
    "afterid",
    "pageafter",
    "startafter",
    "startingafter",
];

/// Parameters that take the identifier of an item, to end before it.
pub(super) const BEFORE: &[&str] = &["before", "beforeid", "endingbefore", "pagebefore"];

/// Parameters that take a token.
pub(super) const CURSORS: &[&str] = &[
    "after",
    "continuation",
    "continuationtoken",
    "continue",
    "cursor",
    "marker",
    "next",
    "nextcursor",
    "nextpagetoken",
    "nexttoken",
    "pageafter",
    "pagecursor",
    "pagetoken",
    "paginationtoken",
    "startcursor",
    "startingafter",
    "token",
];

/// Parameters that take the number of an item. Those of [`STARTS`] may count from 0 or from 1.
pub(super) const OFFSETS: &[&str] = &[
    "offset",
    "pageoffset",
    "skip",
    "skipcount",
    "start",
    "startat",
    "startindex",
];
pub(super) const STARTS: &[&str] = &["start", "startat", "startindex"];

/// Parameters that take the number of a page.
pub(super) const PAGES: &[&str] = &[
    "currentpage",
    "page",
    "pageindex",
    "pageno",
    "pagenum",
    "pagenumber",
];

/// Parameters that take how many items a page has.
pub(super) const SIZES: &[&str] = &[
    "count",
    "length",
    "limit",
    "maxitems",
    "maxpagesize",
    "maxresults",
    "pagelimit",
    "pagesize",
    "perpage",
    "rows",
    "size",
    "take",
    "top",
];

/// Members of an answer, and headers, that hold the token of the next page.
pub(super) const TOKENS: &[&str] = &[
    "aftercursor",
    "continuation",
    "continuationtoken",
    "continue",
    "endcursor",
    "next",
    "nextcontinuationtoken",
    "nextcursor",
    "nextmarker",
    "nextoffset",
    "nextpage",
    "nextpagecursor",
    "nextpagetoken",
    "nextstartingafter",
    "nexttoken",
];

/// Members of an answer that hold the URL of the next page. `next` may hold a token as well.
pub(super) const URLS: &[&str] = &[
    "next",
    "nexthref",
    "nextlink",
    "nextpagelink",
    "nextpageuri",
    "nextpageurl",
    "nexturi",
    "nexturl",
    "odatanextlink",
];

/// A member that may hold a token, a number or a URL.
pub(super) const NEXT_PAGE: &str = "nextpage";

/// The members of an object called `next` that hold its URL.
pub(super) const TARGETS: &[&str] = &["href", "uri", "url"];

/// Members of an answer that hold the URL of the page before, and are next to that of the next one.
pub(super) const PREVIOUS: &[&str] = &["prev", "previous"];

/// Objects that hold nothing but URLs.
pub(super) const LINKS: &[&str] = &["links"];

/// Members of an answer that say whether there is more.
pub(super) const HAS_MORE: &[&str] = &[
    "hasmore",
    "hasmoreitems",
    "hasnext",
    "hasnextpage",
    "istruncated",
];

/// Members of an answer that say whether its page is the last.
pub(super) const LAST: &[&str] = &["endofstream", "islast", "islastpage", "last", "lastpage"];

/// Members of an answer that say how many items there are.
pub(super) const TOTALS: &[&str] = &[
    "itemstotal",
    "total",
    "totalcount",
    "totalitems",
    "totalmatching",
    "totalresults",
];

/// Members of an answer that say the number of its page.
pub(super) const PAGE_NUMBERS: &[&str] = &["currentpage", "page", "pageindex", "pagenumber"];

/// The same within an object about pages.
pub(super) const PAGE_NUMBER_WITHIN: &str = "current";

/// Members of an answer that are about its pages.
pub(super) const ABOUT_PAGES: &[&str] = &["page", "pageinfo", "pages", "pagination", "paging"];

/// Members of an answer that are about its list.
pub(super) const ABOUT_LISTS: &[&str] = &["listmetadata", "meta", "metadata"];

/// Members of an answer that say how many pages there are.
pub(super) const PAGE_COUNTS: &[&str] = &[
    "lastpage",
    "numpages",
    "pagecount",
    "pagestotal",
    "totalpages",
];

/// The members that lists are usually kept in.
pub(super) const CONTAINERS: &[&str] = &[
    "content",
    "data",
    "elements",
    "entries",
    "items",
    "list",
    "objects",
    "records",
    "resources",
    "result",
    "results",
    "rows",
    "values",
];

/// Lists that an answer may have whatever it is about.
pub(super) const SIDE_LISTS: &[&str] = &["errors", "included", "links", "messages", "warnings"];

/// Lists of texts that an answer may have whatever it is about.
pub(super) const SIDE_TEXTS: &[&str] = &["unreachable"];

/// Words by which an operationId or a path says that something is looked for.
const READS: &[&str] = &[
    "fetch", "filter", "find", "get", "list", "lookup", "query", "read", "scan", "search", "select",
];

/// Words by which an operationId says that something is changed, whatever else it says: `addToList`.
const CHANGES: &[&str] = &[
    "add",
    "append",
    "create",
    "delete",
    "edit",
    "import",
    "insert",
    "register",
    "remove",
    "replace",
    "save",
    "send",
    "submit",
    "subscribe",
    "update",
    "upload",
    "upsert",
];

/// Whether an operationId or a path says that something is looked for: `searchOrders`, `/orders/search`, `/orders:query`.
pub(super) fn is_search(id: Option<&str>, path: &str) -> bool {
    let is_in = |list: &'static [&str]| move |word: &String| list.contains(&word.as_str());
    let words = names::split(id.unwrap_or_default());
    if words.iter().any(is_in(CHANGES)) {
        return false;
    }
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let fixed = path
        .split(['/', ':'])
        .filter(|segment| !segment.contains('{'));
    let mut first = fixed.filter_map(|segment| names::split(segment).into_iter().next());
    let mut ends = words.first().into_iter().chain(words.last());
    ends.any(is_in(READS)) || first.any(|word| is_in(READS)(&word))
}

/// The name of the parameter that a path ends with; empty where it ends otherwise.
pub(super) fn last_parameter(path: &str) -> String {
    let last = path.rsplit('/').next().unwrap_or_default();
    let name = last
        .strip_prefix('{')
        .and_then(|name| name.strip_suffix('}'));
    name.map(plain).unwrap_or_default()
}

/// Whether a parameter may take a text that is called after the next page or the next item, although it has another name.
pub(super) fn may_take(parameter: &str, token: &str) -> bool {
    match token {
        NEXT_PAGE => ["cursor", "pagecursor"].contains(&parameter),
        "nextoffset" => ["after", "cursor"].contains(&parameter),
        _ => true,
    }
}

/// Whether a parameter takes the value of a token: `page_token` for `next_page_token` and for `next_page`.
pub(super) fn goes_with(parameter: &str, token: &str) -> bool {
    let rest = token.strip_prefix("next").unwrap_or(token);
    let same = |a: &str, b: &str| a == b || a.strip_prefix("page") == Some(b);
    let alike = same(parameter, rest)
        || same(rest, parameter)
        || parameter.strip_suffix("token") == Some(rest);
    parameter == token || (!rest.is_empty() && alike)
}

#[cfg(test)]
mod tests {
    use super::{goes_with, is_search, plain};

    #[test]
    fn names_are_compared_without_their_spelling() {
        for name in ["page[token]", "pageToken", "Page-Token", "page_token"] {
            assert_eq!(plain(name), "pagetoken");
        }
    }

    #[test]
    fn a_search_says_so() {
        for (id, path, expected) in [
            ("searchOrders", "/orders", true),
            ("Orders_List", "/orders", true),
            ("orders", "/orders/search", true),
            ("orders", "/orders:query", true),
            ("orders", "/find-orders/{id}", true),
            ("orders", "/orders", false),
            ("createSearch", "/orders/search", false),
            ("addToList", "/orders", false),
            ("postLists", "/lists", false),
        ] {
            assert_eq!(is_search(Some(id), path), expected, "{id}, {path}");
        }
    }

    #[test]
    fn a_parameter_goes_with_its_token() {
        for (parameter, token, expected) in [
            ("pagetoken", "nextpagetoken", true),
            ("cursor", "nextcursor", true),
            ("pagecursor", "nextcursor", true),
            ("token", "nextpagetoken", true),
            ("page", "nextpage", true),
            ("pagetoken", "nextpage", true),
            ("continuationtoken", "continuationtoken", true),
            ("marker", "nextcursor", false),
            ("after", "next", false),
            ("page", "nexttoken", false),
        ] {
            assert_eq!(
                goes_with(parameter, token),
                expected,
                "{parameter}, {token}"
            );
        }
    }
}
