//! How a request that came differs from the one that was expected, line by line.

use http::header::{AUTHORIZATION, COOKIE, HeaderMap, HeaderName, PROXY_AUTHORIZATION};
use serde_json::{Map, Value};

use super::exchange::Exchange;
use super::expected::Expected;
use super::part::{self, TestPart};
use super::request::TestRequest;
use crate::runtime::http::redacted_url::REDACTED;

/// The most lines of a body that are shown.
const MOST_LINES: usize = 60;

/// The most characters of a line that are shown.
const LONGEST: usize = 200;

/// What of a request is never shown, by its name.
#[derive(Debug, Default)]
pub(super) struct Hidden {
    /// Query parameters that are credentials.
    pub query: Vec<&'static str>,
    /// Headers that are credentials.
    pub headers: Vec<&'static str>,
}

/// Both requests in one list: `-` is what was expected and did not come, `+` what came and was not expected.
pub(super) fn difference(exchange: &Exchange, found: &TestRequest, hidden: &Hidden) -> String {
    let path = match exchange.is_path(&found.path) {
        true => &found.path,
        false => &exchange.path,
    };
    let mut sections = vec![(
        vec![format!("{} {path}", exchange.method)],
        vec![format!("{} {}", found.method, found.path)],
    )];
    sections.push((
        pairs(&exchange.query, '?', &hidden.query),
        pairs(&found.query, '?', &hidden.query),
    ));
    sections.extend(headers(&exchange.headers, &found.headers, hidden));
    sections.push(match &exchange.body {
        Some(expected) => (body(expected), body_as(expected, found)),
        // Any body is as it should be.
        None => (text(&found.body), text(&found.body)),
    });
    let mut shown = String::new();
    for (expected, found) in sections {
        for (mark, line) in lines(&cut(expected), &cut(found)) {
            shown.push_str(&format!("\n      {mark} {line}"));
        }
    }
    shown
}

/// The pairs of a query or of a form, in the order of their names.
fn pairs(pairs: &[(String, String)], mark: char, hidden: &[&str]) -> Vec<String> {
    let pairs = pairs.iter().map(|(name, value)| {
        let value = match hidden.contains(&name.as_str()) {
            true => REDACTED,
            false => value,
        };
        format!("{mark} {name}={value}")
    });
    let mut pairs: Vec<String> = pairs.collect();
    pairs.sort();
    pairs
}

/// Each header of both. One that came and that nobody expects is no difference.
fn headers(
    expected: &HeaderMap,
    found: &HeaderMap,
    hidden: &Hidden,
) -> Vec<(Vec<String>, Vec<String>)> {
    let mut names: Vec<&HeaderName> = expected.keys().chain(found.keys()).collect();
    names.sort_by_key(|name| name.as_str());
    names.dedup();
    let both = names.into_iter().map(|name| {
        let of = |headers: &HeaderMap| {
            let value = headers.get(name)?;
            // What a caller sets is marked as sensitive, and is shown where a test expects it.
            let is_unknown = value.is_sensitive() && !expected.contains_key(name);
            Some(match is_secret(name, hidden) || is_unknown {
                true => format!("{name}: {REDACTED}"),
                false => format!("{name}: {}", String::from_utf8_lossy(value.as_bytes())),
            })
        };
        let (mut old, new) = (of(expected), of(found));
        let is_same = expected
            .get(name)
            .is_none_or(|old| Some(old) == found.get(name));
        if is_same {
            old = new.clone();
        } else if old == new {
            old = old.map(|line| format!("{line} (another one)"));
        }
        (old.into_iter().collect(), new.into_iter().collect())
    });
    both.collect()
}

/// Whether a header holds a credential.
fn is_secret(name: &HeaderName, hidden: &Hidden) -> bool {
    let telling = [
        "key", "token", "secret", "passw", "auth", "cookie", "session",
    ];
    [AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION].contains(name)
        || hidden.headers.contains(&name.as_str())
        || telling.iter().any(|part| name.as_str().contains(part))
}

/// A body that is expected.
fn body(expected: &Expected) -> Vec<String> {
    match expected {
        Expected::Json(json) => pretty(json.clone()),
        Expected::Form(form) => pairs(form, ' ', &[]),
        Expected::Parts(parts) => parts.iter().flat_map(of_part).collect(),
        Expected::Bytes(bytes) => text(bytes),
    }
}

/// The body that came, read as the one that is expected.
fn body_as(expected: &Expected, found: &TestRequest) -> Vec<String> {
    let read = match expected {
        Expected::Json(_) => serde_json::from_slice(&found.body).ok().map(pretty),
        Expected::Form(_) => Some(pairs(&found.form(), ' ', &[])),
        Expected::Parts(expected) => {
            let parts = part::parts(&found.headers, &found.body);
            let parts = parts.map(|parts| {
                let mut expected = expected.iter();
                let parts = parts.iter().map(|part| part.as_expected(expected.next()));
                parts.flat_map(|part| of_part(&part)).collect()
            });
            parts.ok()
        }
        Expected::Bytes(_) => None,
    };
    read.unwrap_or_else(|| text(&found.body))
}

fn of_part(part: &TestPart) -> Vec<String> {
    let mut head = format!("part {:?}", part.name);
    if let Some(name) = &part.file_name {
        head.push_str(&format!(", file {name:?}"));
    }
    let headers = part.headers.iter();
    let headers = headers
        .map(|(name, value)| format!("  {name}: {}", String::from_utf8_lossy(value.as_bytes())));
    let content = match part.expected_json() {
        Some(json) => pretty(json.clone()),
        None => text(&part.body),
    };
    let content = content.into_iter().map(|line| format!("  {line}"));
    [head].into_iter().chain(headers).chain(content).collect()
}

/// JSON with the keys of objects in their order.
fn pretty(json: Value) -> Vec<String> {
    let text = serde_json::to_string_pretty(&sorted(json)).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

fn sorted(json: Value) -> Value {
    match json {
        Value::Array(items) => items.into_iter().map(sorted).collect(),
        Value::Object(members) => {
            let mut members: Vec<(String, Value)> = members.into_iter().collect();
            members.sort_by(|(one, _), (other, _)| one.cmp(other));
            let members = members.into_iter().map(|(key, value)| (key, sorted(value)));
            Value::Object(members.collect::<Map<_, _>>())
        }
        other => other,
    }
}

/// The lines of a text; how many bytes there are of anything else.
fn text(bytes: &[u8]) -> Vec<String> {
    match std::str::from_utf8(bytes) {
        Ok(text) => text
            .lines()
            .map(|line| line.escape_debug().to_string())
            .collect(),
        Err(_) => vec![format!("{} bytes that are no text", bytes.len())],
    }
}

/// The lines that are shown, none of them long.
fn cut(mut lines: Vec<String>) -> Vec<String> {
    for line in &mut lines {
        if let Some((at, _)) = line.char_indices().nth(LONGEST) {
            line.truncate(at);
            line.push('…');
        }
    }
    let more = lines.len().saturating_sub(MOST_LINES);
    if more > 0 {
        lines.truncate(MOST_LINES);
        lines.push(format!("… and {more} more lines"));
    }
    lines
}

/// The lines of both: the longest list that they have in common, and what is missing or added between.
fn lines<'l>(old: &'l [String], new: &'l [String]) -> Vec<(char, &'l str)> {
    // How many lines both have in common from here on.
    let mut common = vec![vec![0_usize; new.len() + 1]; old.len() + 1];
    for (i, was) in old.iter().enumerate().rev() {
        for (j, is) in new.iter().enumerate().rev() {
            common[i][j] = match was == is {
                true => common[i + 1][j + 1] + 1,
                false => common[i + 1][j].max(common[i][j + 1]),
            };
        }
    }
    let (mut i, mut j, mut all) = (0, 0, Vec::new());
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            all.push((' ', new[j].as_str()));
            (i, j) = (i + 1, j + 1);
        } else if j == new.len() || (i < old.len() && common[i + 1][j] >= common[i][j + 1]) {
            all.push(('-', old[i].as_str()));
            i += 1;
        } else {
            all.push(('+', new[j].as_str()));
            j += 1;
        }
    }
    all
}
