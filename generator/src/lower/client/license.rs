//! The licence of the crate: an expression of SPDX, which is all that cargo takes.

use super::super::context::Lowering;
use crate::diagnostic::Code;
use crate::openapi::License;

/// What descriptions call a licence, in small letters and figures, and its identifier.
const NAMES: &[(&str, &str)] = &[
    ("mit", "MIT"),
    ("apache", "Apache-2.0"),
    ("apache2", "Apache-2.0"),
    ("apache20", "Apache-2.0"),
    ("bsd2clause", "BSD-2-Clause"),
    ("2clausebsd", "BSD-2-Clause"),
    ("bsd3clause", "BSD-3-Clause"),
    ("3clausebsd", "BSD-3-Clause"),
    ("newbsd", "BSD-3-Clause"),
    ("isc", "ISC"),
    ("mpl20", "MPL-2.0"),
    ("mozillapublic20", "MPL-2.0"),
    ("boost10", "BSL-1.0"),
    ("boostsoftware10", "BSL-1.0"),
    ("unlicense", "Unlicense"),
    ("cc0", "CC0-1.0"),
    ("cc010", "CC0-1.0"),
];

/// Identifiers that descriptions write as they are.
const IDS: &[&str] = &[
    "0BSD",
    "AGPL-3.0-only",
    "AGPL-3.0-or-later",
    "CC-BY-4.0",
    "EPL-2.0",
    "EUPL-1.2",
    "GPL-2.0-only",
    "GPL-2.0-or-later",
    "GPL-3.0-only",
    "GPL-3.0-or-later",
    "LGPL-2.1-only",
    "LGPL-2.1-or-later",
    "LGPL-3.0-only",
    "LGPL-3.0-or-later",
    "Zlib",
];

pub(super) fn license(lowering: &Lowering<'_, '_>, license: &License<'_>) -> Option<String> {
    if let Some(identifier) = license.identifier {
        let is_expression = !identifier.is_empty()
            && identifier
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || " -.+()".contains(c));
        return is_expression.then(|| identifier.to_owned());
    }
    let name = license.name?;
    let key = key(name);
    let known = NAMES.iter().find(|(known, _)| *known == key);
    let known = known.map(|(_, id)| (*id).to_owned());
    let known = known.or_else(|| expression(name));
    if known.is_none() {
        let report = lowering.report;
        let message = "the licence has no identifier of SPDX, and the crate has none therefore";
        report.add(report.at(Code::UnknownLicense, license.node, message).help(
            "say it in the crate's Cargo.toml, or here: `identifier: MIT`; it is the licence of the client as well",
        ));
    }
    known
}

/// An expression of identifiers that are known: `MIT OR Apache-2.0`.
fn expression(name: &str) -> Option<String> {
    let ids = || NAMES.iter().map(|(_, id)| *id).chain(IDS.iter().copied());
    let words = name.split_whitespace().enumerate();
    let words = words.map(|(index, word)| match index % 2 {
        0 => ids().find(|id| id.eq_ignore_ascii_case(word)),
        _ => ["AND", "OR"].into_iter().find(|known| *known == word),
    });
    let words: Vec<&str> = words.collect::<Option<_>>()?;
    (words.len() % 2 == 1).then(|| words.join(" "))
}

/// `Apache License, Version 2.0` → `apache20`
fn key(name: &str) -> String {
    let name = name.to_lowercase();
    let words = name.split(|c: char| !c.is_alphanumeric() && c != '.');
    let words =
        words.filter(|word| !["", "the", "license", "licence", "version", "v"].contains(word));
    let letters = words
        .flat_map(str::chars)
        .filter(char::is_ascii_alphanumeric);
    letters.collect::<String>().replace("v2", "2")
}

#[cfg(test)]
mod tests {
    use super::{NAMES, expression, key};

    #[test]
    fn licences_go_by_many_names() {
        for (name, expected) in [
            ("Apache 2.0", "Apache-2.0"),
            ("Apache License, Version 2.0", "Apache-2.0"),
            ("Apache License v2.0", "Apache-2.0"),
            ("The MIT License", "MIT"),
            ("BSD 3-Clause License", "BSD-3-Clause"),
            ("Mozilla Public License 2.0", "MPL-2.0"),
        ] {
            let found = NAMES.iter().find(|(known, _)| *known == key(name));
            assert_eq!(found.map(|(_, id)| *id), Some(expected), "{name}");
        }
    }
    #[test]
    fn an_expression_has_identifiers_that_are_known() {
        for (name, expected) in [
            ("MIT OR Apache-2.0", Some("MIT OR Apache-2.0")),
            ("mit AND gpl-3.0-only", Some("MIT AND GPL-3.0-only")),
            ("Apache-2.0", Some("Apache-2.0")),
            ("Free OR Paid", None),
            ("MIT or Apache-2.0", None),
            ("MIT OR", None),
            ("OR", None),
            ("", None),
        ] {
            assert_eq!(expression(name).as_deref(), expected, "{name}");
        }
    }
}
