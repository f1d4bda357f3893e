//! What the manifest of the crate says.

use super::super::context::Lowering;
use super::super::docs;
use super::super::names;
use super::super::spot::spot;
use super::About;
use crate::api::Package;
use crate::diagnostic::{Code, Mend};
use crate::keywords::is_keyword;
use crate::openapi::Info;
use crate::source::{Node, Value};

const KEY: &str = "x-package";
const HELP: &str = "`x-package` is the name of the crate, or an object with some of `name`, `repository` (a URL), \
                    `keywords` and `categories` (at most five each, as crates.io takes them)";

pub(super) fn package(lowering: &Lowering<'_, '_>, about: &About<'_, '_>) -> Package {
    let info = about.info;
    let said = said(lowering, info);
    let known = about.package.filter(|name| is_name(name));
    let name = match (known, said.name) {
        (Some(known), _) if about.owns_package => known.to_owned(),
        (_, Some(node)) => named(lowering, node),
        (Some(known), None) if known != kebab(info.title) => stays(lowering, info, known),
        (_, None) => made(lowering, info),
    };
    Package {
        spot: info
            .node
            .map(|node| spot(node.get("version").unwrap_or(node))),
        name,
        version: super::version::version(lowering, info),
        description: match info.summary {
            Some(summary) => on_one_line(summary),
            None => of_title(&on_one_line(title(lowering, info))),
        },
        license: info
            .license
            .as_ref()
            .and_then(|license| super::license::license(lowering, license)),
        has_big_integers: false,
        homepage: about
            .docs_url
            .filter(|url| url.starts_with("https://"))
            .map(str::to_owned),
        repository: said.repository.map(str::to_owned),
        keywords: said.keywords,
        categories: said.categories,
    }
}

/// What `x-package` says.
#[derive(Default)]
struct Said<'s> {
    name: Option<&'s Node>,
    repository: Option<&'s str>,
    keywords: Vec<String>,
    categories: Vec<String>,
}

/// The title of the description, or the name of its file where that is blank.
fn title<'t>(lowering: &'t Lowering<'_, '_>, info: &'t Info<'_>) -> &'t str {
    if !info.title.trim().is_empty() {
        return info.title;
    }
    let file = lowering.report.sources.name().rsplit(['/', '\\']).next();
    let file = file.unwrap_or_default();
    file.split('.').next().unwrap_or(file)
}

/// What the package is, by the title of the description: `A client for the Box Platform API`.
fn of_title(title: &str) -> String {
    let words: Vec<String> = title.split(' ').map(str::to_lowercase).collect();
    let is_api = words.last().is_some_and(|word| word == "api");
    let has_article = ["a", "an", "the", "my", "our", "your"].contains(&words[0].as_str());
    let has_owner = words
        .iter()
        .any(|word| word.ends_with("'s") || word.ends_with("’s"));
    match is_api && !has_article && !has_owner {
        true => format!("A client for the {title}"),
        false => format!("A client for {title}"),
    }
}

/// A text with each run of white space as one space.
fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Reads `x-package`: the name alone, or an object.
fn said<'s>(lowering: &Lowering<'_, 's>, info: &Info<'s>) -> Said<'s> {
    let Some((_, node)) = info.extensions.iter().find(|(key, _)| *key == KEY) else {
        return Said::default();
    };
    let wrong = |node: &Node, message: String| {
        let found = lowering.report.at(Code::Extension, node, message);
        lowering.report.add(found.help(HELP));
    };
    let mut said = Said::default();
    match &node.value {
        Value::String(_) => said.name = Some(node),
        Value::Object(members) => {
            for (key, node) in members {
                let text = || {
                    let text = node.as_str();
                    if text.is_none() {
                        wrong(
                            node,
                            format!("expected a string for `{key}`, found {}", node.kind()),
                        );
                    }
                    text
                };
                let words = || {
                    words(key, node).unwrap_or_else(|(node, why)| {
                        wrong(node, why);
                        Vec::new()
                    })
                };
                match key.as_ref() {
                    "name" => said.name = text().map(|_| node),
                    "repository" => match text() {
                        Some(url) if !is_url(url) => {
                            let found = docs::code(url);
                            wrong(node, format!("expected a URL for `{key}`, found {found}"));
                        }
                        url => said.repository = url,
                    },
                    "keywords" => said.keywords = words(),
                    "categories" => said.categories = words(),
                    _ => wrong(node, format!("`{KEY}` has no `{}`", key.escape_debug())),
                }
            }
        }
        _ => wrong(
            node,
            format!(
                "expected a string or an object for `{KEY}`, found {}",
                node.kind()
            ),
        ),
    }
    said
}

/// The keywords or categories of a package, as many as a registry takes; else which node is wrong, and why.
fn words<'n>(key: &str, node: &'n Node) -> Result<Vec<String>, (&'n Node, String)> {
    const MOST: usize = 5;
    const LONGEST: usize = 20;
    let wrong = |node: &'n Node, expected: &str, found: &str| {
        (
            node,
            format!("expected {expected} for `{key}`, found {found}"),
        )
    };
    let items = node.as_array().ok_or_else(|| {
        let expected = format!("a list of at most {MOST} words");
        wrong(node, &expected, node.kind())
    })?;
    if items.len() > MOST {
        let expected = format!("at most {MOST} words");
        return Err(wrong(node, &expected, &items.len().to_string()));
    }
    let word = |item: &'n Node| match item.as_str() {
        Some(long) if key == "keywords" && long.len() > LONGEST => {
            let expected = format!("at most {LONGEST} letters in each word");
            Err(wrong(item, &expected, &long.len().to_string()))
        }
        Some(word) if is_word(word) => Ok(word.to_owned()),
        Some(other) => {
            let expected = "a word of letters, digits, `-`, `_`, `+` and `:`";
            Err(wrong(item, expected, &docs::code(other)))
        }
        None => Err(wrong(item, "a string", item.kind())),
    };
    items.iter().map(word).collect()
}

/// Whether a registry takes a text as the URL of a repository.
fn is_url(text: &str) -> bool {
    let web = ["https://", "http://"];
    web.iter().any(|scheme| text.starts_with(scheme)) && !text.contains(char::is_whitespace)
}

/// What a registry takes as a keyword or a category.
fn is_word(word: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || "-_+:".contains(c);
    word.starts_with(|c: char| c.is_ascii_alphanumeric()) && word.chars().all(fits)
}

/// The name that the description gives the package, as far as cargo takes it.
fn named(lowering: &Lowering<'_, '_>, node: &Node) -> String {
    let wanted = node.as_str().unwrap_or_default();
    if is_name(wanted) {
        return wanted.to_owned();
    }
    let name = kebab(wanted);
    let report = lowering.report;
    let wanted = wanted.escape_debug();
    let message = format!("`{wanted}` cannot be the name of a package: it is called `{name}`");
    let found = report.at(Code::Extension, node, message).softened();
    let found = found.help(
        "a name has letters, digits, `-` and `_`, begins with a letter, and is none of Rust's own",
    );
    let mend = Mend::Replace(node, name.clone());
    report.add(report.mended(found, &mend));
    name
}

/// Whether cargo takes a name for a package that can be used.
fn is_name(name: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let begins = name.starts_with(|c: char| c.is_ascii_alphabetic());
    begins && name.chars().all(fits) && !is_reserved(name)
}

/// The name that the package has by now, which callers depend on: another title is no reason to change it. Or the name
/// of a new package beside one that has the name of the title.
fn stays(lowering: &Lowering<'_, '_>, info: &Info<'_>, known: &str) -> String {
    if let Some(node) = info.node {
        let report = lowering.report;
        let name = kebab(title(lowering, info));
        let message = format!("the package is called `{known}`, and not `{name}` after the title");
        let at = node.get("title").unwrap_or(node);
        let found = report.at(Code::MadeName, at, message);
        report.add(found.help(format!(
            "`x-package: {name}` in `info` renames it, for its callers too"
        )));
    }
    known.to_owned()
}

/// The name that the title, or the file, gives the package.
fn made(lowering: &Lowering<'_, '_>, info: &Info<'_>) -> String {
    let name = kebab(title(lowering, info));
    let is_plain = info.title.to_lowercase().replace(' ', "-") == name;
    if let (Some(node), false) = (info.node, is_plain) {
        let report = lowering.report;
        let after = match info.title.trim().is_empty() {
            true => "the file, since the description has no title",
            false => "the title",
        };
        let message = format!("the package is called `{name}`, after {after}");
        let at = node.get("title").unwrap_or(node);
        let found = report.at(Code::MadeName, at, message);
        report.add(found.help("`x-package` in `info` gives it another name"));
    }
    name
}

/// The most letters that crates.io takes for a name.
const LONGEST: usize = 64;

/// A name that cargo takes for a package. Of a title with several words, each stays whole: `OpenAI API` is `openai-api`,
/// and `PetStore` is `pet-store`. As many of them as crates.io takes are the name.
fn kebab(title: &str) -> String {
    let words = title.split(|c: char| !c.is_alphanumeric());
    let has_several = words.filter(|word| !word.is_empty()).count() > 1;
    let words = match has_several {
        true => names::split(&title.to_lowercase()),
        false => names::split(title),
    };
    let words = words.into_iter().map(|word| -> String {
        let letters = word.chars().filter(char::is_ascii_alphanumeric);
        letters.take(LONGEST - "api-".len()).collect()
    });
    let mut name = String::new();
    for word in words.filter(|word| !word.is_empty()) {
        if name.is_empty() {
            let is_digit = !word.starts_with(|c: char| c.is_ascii_alphabetic());
            name = if is_digit {
                format!("api-{word}")
            } else {
                word
            };
        } else if name.len() + 1 + word.len() <= LONGEST {
            name = format!("{name}-{word}");
        } else {
            break;
        }
    }
    match name.as_str() {
        "" => "api-client".to_owned(),
        name if is_reserved(name) => format!("api-{name}"),
        _ => name,
    }
}

/// Whether a crate of this name could not be used: it is a word of Rust's, or the code of the client needs it.
fn is_reserved(name: &str) -> bool {
    is_keyword(name) || names::reserved::is_package(name)
}

#[cfg(test)]
mod tests {
    use super::words;
    use crate::source::Sources;

    #[test]
    fn keywords_are_a_list_of_a_few_words() {
        for (text, expected) in [
            ("[a, b-c]", Ok(vec!["a", "b-c"])),
            (
                "a",
                Err("expected a list of at most 5 words for `keywords`, found a string"),
            ),
            (
                "[a, b, c, d, e, f]",
                Err("expected at most 5 words for `keywords`, found 6"),
            ),
            (
                "[a b]",
                Err(
                    "expected a word of letters, digits, `-`, `_`, `+` and `:` for `keywords`, found `a b`",
                ),
            ),
            (
                "[1]",
                Err("expected a string for `keywords`, found an integer"),
            ),
        ] {
            let sources = Sources::new("keywords.yaml", text);
            let found = words("keywords", sources.root().expect("a list"));
            let expected = expected.map(|words| words.into_iter().map(str::to_owned).collect());
            assert_eq!(
                found.map_err(|(_, why)| why),
                expected.map_err(str::to_owned)
            );
        }
    }
}
