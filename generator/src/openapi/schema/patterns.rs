//! Regular expressions: takes their text, tells what no engine of ECMA-262 accepts, which is what
//! JSON Schema 2020-12 (§6.4) has them written for. A client matches nothing against them.

use regress::{Flags, Regex};

use super::Schema;
use crate::diagnostic::Code;
use crate::openapi::fields::Fields;
use crate::openapi::reader::Reader;
use crate::source::Node;

/// How long a pattern may be to be looked at, in bytes.
const LONGEST: usize = 4_096;

/// Reports patterns that are none.
pub(super) fn check<'s>(reader: &Reader<'_, 's>, fields: &Fields<'_, '_, 's>, schema: &Schema<'s>) {
    if let Some(node) = fields.raw("pattern")
        && let Some(why) = node
            .as_str()
            .and_then(|pattern| reader.pattern_fault(pattern))
    {
        report(reader, node, &why, false);
    }
    for ((pattern, _), (_, node)) in schema
        .assertions
        .pattern_properties
        .iter()
        .zip(fields.members("patternProperties"))
    {
        if let Some(why) = reader.pattern_fault(pattern) {
            report(reader, node, &why, true);
        }
    }
}

fn report(reader: &Reader<'_, '_>, node: &Node, why: &str, key: bool) {
    let message = format!("the pattern is no regular expression: {why}");
    let found = if key {
        reader.report.at_key(Code::WrongPattern, node, message)
    } else {
        reader.report.at(Code::WrongPattern, node, message)
    };
    let found = found.label("patterns are not enforced");
    let help = "expected one of ECMA-262, as JavaScript has them: other languages know more";
    reader.report.add(found.help(help));
}

/// What is wrong with a pattern, when no engine accepts it with any of its flags.
pub(in crate::openapi) fn fault(pattern: &str) -> Option<String> {
    if pattern.len() > LONGEST {
        return None;
    }
    let fault = |flags: &str| {
        let mut flags = Flags::from(flags);
        flags.no_opt = true;
        Regex::with_flags(pattern, flags).err()
    };
    let plain = fault("")?;
    fault("u")?;
    fault("v")?;
    let why = plain.text.trim_end_matches('.');
    let mut letters = why.chars();
    let first = letters.next()?.to_lowercase();
    Some(first.chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn whatever_one_engine_accepts_is_a_pattern() {
        for pattern in ["", "^a{2,}$", r"\p{L}", r"[\w--\d]", r"\Ab", "(?<a>b)", "{"] {
            assert_eq!(fault(pattern), None, "{pattern}");
        }
        for pattern in ["(", "a++", "(?P<a>b)", "[b-a]", "*", r"(?<a>b)\k<c>"] {
            assert!(fault(pattern).is_some(), "{pattern}");
        }
    }

    #[test]
    fn no_pattern_takes_long_or_ends_the_run() {
        let deep = |open: &str, close: &str| open.repeat(2_000) + &close.repeat(2_000);
        assert!(fault(&deep("(", ")")).is_some());
        assert_eq!(fault(&"(".repeat(5_000)), None);
        assert_eq!(fault(&"(a{1000}){1000}".repeat(200)), None);
        for (open, close) in [("(", ")"), ("(?=", ")"), ("(?:", ")*"), ("[", "]")] {
            let _ = fault(&(open.repeat(250) + &close.repeat(250)));
        }
    }
}
