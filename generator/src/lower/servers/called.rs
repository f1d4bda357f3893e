//! What servers are called: by their `name`, a word or two of their description, or what tells their URLs apart.

use super::OwnServers;
use crate::lower::names;
use crate::openapi::Server;

/// The most words of a description that make a name.
const MOST_WORDS: usize = 2;

/// Words that say nothing of one server.
const EMPTY_WORDS: &[&str] = &[
    "a",
    "all",
    "an",
    "and",
    "api",
    "apis",
    "at",
    "base",
    "by",
    "each",
    "endpoint",
    "endpoints",
    "env",
    "environment",
    "for",
    "host",
    "in",
    "is",
    "of",
    "on",
    "one",
    "our",
    "server",
    "servers",
    "service",
    "the",
    "this",
    "to",
    "url",
    "urls",
    "use",
    "used",
    "with",
];

/// The names that each server of a set would take, the best first.
pub(super) fn choice_names(servers: &[&Server<'_>]) -> Vec<Vec<String>> {
    let described = servers.iter();
    let described = described.map(|server| words(server.description.unwrap_or("")));
    let described: Vec<Vec<String>> = described.collect();
    let located = servers.iter().map(|server| url_words(server.url));
    let located: Vec<Vec<String>> = located.collect();
    let count = servers.len();
    let of_one = servers.iter().enumerate().map(|(index, server)| {
        let mut texts: Vec<String> = server.name.map(str::to_owned).into_iter().collect();
        let said = rare(&described, index, count);
        if said.len() <= MOST_WORDS {
            texts.push(said.join(" "));
        }
        if count > 1 {
            texts.push(start(&rare(&located, index, 2)));
        }
        texts.push(by_variables(server));
        texts.push(start(&rare(&located, index, count)));
        let (scheme, rest) = server.url.split_once("://").unwrap_or_default();
        let is_other = |other: &&Server<'_>| other.url.ends_with(rest) && other.url != server.url;
        if servers.iter().any(is_other) {
            texts.push(scheme.to_owned());
        }
        texts.push("main".to_owned());
        texts.push(format!("server {}", index + 1));
        names(texts)
    });
    of_one.collect()
}

/// The names that the type of a set would take. `of_api` is the base URL.
pub(super) fn set_names(
    servers: &[&Server<'_>],
    own: Option<&OwnServers<'_>>,
    of_api: Option<&Server<'_>>,
) -> Vec<String> {
    let (Some(own), [first, others @ ..]) = (own, servers) else {
        return names(["server", "api server"].map(str::to_owned).to_vec());
    };
    let of_api = of_api.map(|server| url_words(&server.address()));
    let of_api = of_api.unwrap_or_default();
    let mut located = url_words(&first.address());
    located.retain(|word| !of_api.contains(word));
    let others: Vec<Vec<String>> = others.iter().map(|other| url_words(other.url)).collect();
    let mut common = located.clone();
    common.retain(|word| others.iter().all(|words| words.contains(word)));
    let described = words(first.description.unwrap_or(""));
    let mut texts = vec![first.name.unwrap_or_default().to_owned()];
    texts.extend([start(&common), start(&located)]);
    texts.extend((described.len() <= MOST_WORDS).then(|| described.join(" ")));
    texts.push(own.operation.clone());
    texts.retain(|text| !text.trim().is_empty());
    let texts = texts.into_iter().map(|text| format!("{text} server"));
    names(texts.collect())
}

/// The first words.
fn start(words: &[String]) -> String {
    words[..words.len().min(MOST_WORDS)].join(" ")
}

/// `By` with the names of the variables: `ByRegion`, `BySubdomainAndSite`.
fn by_variables(server: &Server<'_>) -> String {
    let names: Vec<&str> = server.used().map(|variable| variable.name).collect();
    match names[..] {
        [] => String::new(),
        [one] => format!("by {one}"),
        [one, two] => format!("by {one} and {two}"),
        [one, ..] => format!("by {one} and more"),
    }
}

/// The words of the first clause of a description that say something.
pub(super) fn words(description: &str) -> Vec<String> {
    let clause = description.split(['.', ',', ';', ':', '(', '[', '\n', '–', '—']);
    let clause = clause.map(str::trim).find(|clause| !clause.is_empty());
    let clause = clause
        .and_then(|clause| clause.split(" - ").next())
        .unwrap_or_default();
    let words = clause.split_whitespace();
    let words = words.map(|word| {
        word.trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase()
    });
    words
        .filter(|word| !word.is_empty() && !EMPTY_WORDS.contains(&word.as_str()))
        .collect()
}

/// The words of a URL, its variables aside: the labels of its host, its port, the segments of its path.
fn url_words(url: &str) -> Vec<String> {
    let mut fixed = String::new();
    for (index, piece) in url.split('{').enumerate() {
        let rest = piece.split_once('}').map(|(_, rest)| rest);
        fixed.push_str(if index == 0 {
            piece
        } else {
            rest.unwrap_or_default()
        });
    }
    let (_, rest) = fixed.split_once("://").unwrap_or(("", &fixed));
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let labels = host.split(['.', ':']);
    let segments = path.split('/');
    let words = labels.chain(segments).map(str::to_lowercase);
    words
        .filter(|word| !word.is_empty() && word != "www")
        .collect()
}

/// The words of one of several things that fewer than so many have. Each word of a single thing is rare.
fn rare(all: &[Vec<String>], index: usize, fewer_than: usize) -> Vec<String> {
    let count = |word: &String| all.iter().filter(|words| words.contains(word)).count();
    let words = all[index].iter();
    let rare = words.filter(|word| all.len() == 1 || count(word) < fewer_than);
    rare.cloned().collect()
}

/// Those of some texts that make a name, as names of types.
fn names(texts: Vec<String>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for text in texts
        .iter()
        .filter(|text| text.chars().any(char::is_alphabetic))
    {
        let name = names::upper_camel(text);
        if name.starts_with(char::is_alphabetic) && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::{rare, url_words, words};

    #[test]
    fn a_description_gives_the_words_that_say_something() {
        for (description, expected) in [
            ("The production API server", "production"),
            ("PayPal Sandbox Environment", "paypal sandbox"),
            ("Server for file uploads.", "file uploads"),
            ("Staging (data is deleted every night)", "staging"),
            ("Local - for tests", "local"),
            ("", ""),
        ] {
            assert_eq!(words(description).join(" "), expected);
        }
    }

    #[test]
    fn urls_are_told_apart_by_host_port_and_path() {
        let urls = [
            "https://api.a.io/v1",
            "https://api.eu.a.io/v1",
            "http://localhost:80/v1",
        ];
        let words = urls.map(url_words);
        let rare = |index| rare(&words, index, 2).join(" ");
        assert_eq!([rare(0), rare(1), rare(2)], ["", "eu", "localhost 80"]);
        assert_eq!(
            url_words("{scheme}://{region}.a.io:{port}/v2/"),
            ["a", "io", "v2"]
        );
    }
}
