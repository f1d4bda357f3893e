//! What the manifest of the crate says.

use super::super::context::Lowering;
use super::super::names;
use super::super::spot::spot;
use super::{About, text};
use crate::api::Package;

pub(super) fn package(lowering: &Lowering<'_, '_>, about: &About<'_, '_>) -> Package {
    let info = about.info;
    let wanted = text(lowering, &info.extensions, "x-package")
        .map_or_else(|| kebab(info.title), str::to_owned);
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let name = if wanted.chars().all(fits) && wanted.starts_with(|c: char| c.is_ascii_alphabetic())
    {
        wanted
    } else {
        kebab(&wanted)
    };
    Package {
        spot: info
            .node
            .map(|node| spot(node.get("version").unwrap_or(node))),
        name,
        version: version(&info.version),
        description: info
            .summary
            .unwrap_or(info.title)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" "),
        license: info
            .license
            .filter(|license| {
                license
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || " -.+()".contains(c))
            })
            .map(str::to_owned),
        documentation: about
            .docs_url
            .filter(|url| url.starts_with("https://"))
            .map(str::to_owned),
    }
}

/// A name that cargo takes for a package.
fn kebab(title: &str) -> String {
    let words: Vec<String> = names::split(title)
        .into_iter()
        .map(|word| word.chars().filter(char::is_ascii_alphanumeric).collect())
        .filter(|word: &String| !word.is_empty())
        .collect();
    let mut name = words.join("-");
    names::shorten(&mut name);
    let name = name.trim_end_matches('-').to_owned();
    match name.chars().next() {
        Some(c) if c.is_ascii_alphabetic() && !names::is_keyword(&name) => name,
        Some(_) => format!("api-{name}"),
        None => "api-client".to_owned(),
    }
}

/// A version that cargo takes: the document's, when it is one, filled up with zeros.
fn version(text: &str) -> String {
    let text = text.trim().trim_start_matches('v');
    let (numbers, pre) = text
        .split_once('-')
        .map_or((text, None), |(numbers, pre)| (numbers, Some(pre)));
    let parts: Option<Vec<u64>> = numbers
        .split('.')
        .map(|part| {
            part.parse()
                .ok()
                .filter(|_| part == "0" || !part.starts_with('0'))
        })
        .collect();
    let Some(parts) = parts.filter(|parts| (1..=3).contains(&parts.len())) else {
        return "0.1.0".to_owned();
    };
    let number = |index: usize| parts.get(index).copied().unwrap_or(0);
    let plain = format!("{}.{}.{}", number(0), number(1), number(2));
    let fits = |pre: &str| {
        !pre.is_empty()
            && pre.split('.').all(|part| {
                !part.is_empty()
                    && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
                    && (part == "0" || !part.starts_with('0'))
            })
    };
    match pre.filter(|pre| fits(pre)) {
        Some(pre) => format!("{plain}-{pre}"),
        None => plain,
    }
}
