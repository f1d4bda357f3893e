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
    let known = NAMES
        .iter()
        .find(|(known, id)| *known == key || id.eq_ignore_ascii_case(name));
    if known.is_none() {
        let report = lowering.report;
        let message = "the licence has no identifier of SPDX, and the crate has none therefore";
        report.add(report.at(Code::UnknownLicense, license.node, message).help(
            "say it in the crate's Cargo.toml, or here: `identifier: MIT`; it is the licence of the client as well",
        ));
    }
    known.map(|(_, id)| (*id).to_owned())
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
    use super::{NAMES, key};

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
}
