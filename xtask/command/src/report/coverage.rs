//! The lines that say how much of a description its client has.

use std::fmt::Write as _;

use generator::{Coverage, Missing};

use super::{CHANGED, GOOD, plural};

/// The most reasons that are shown; further ones are counted.
const MAX_REASONS: usize = 8;

/// How many operations are whole, and what the others are without; nothing without an operation.
pub fn coverage(coverage: &Coverage) -> String {
    let all = coverage.operations();
    if all == 0 {
        return String::new();
    }
    let operations = plural(all, "operation");
    if coverage.whole == all {
        return format!("{GOOD}{operations}{GOOD:#}: all whole\n");
    }
    let mut text = format!(
        "{CHANGED}{operations}{CHANGED:#}: {} whole, {} without something, {} left out\n",
        coverage.whole, coverage.without, coverage.left_out
    );
    for missing in coverage.missing.iter().take(MAX_REASONS) {
        let Missing {
            what, operations, ..
        } = missing;
        let verb = match missing.left_out {
            true => "left out",
            false => "without",
        };
        let what: String = what.chars().filter(|c| !c.is_control()).collect();
        let _ = writeln!(text, "  {operations:>5} {verb}: {what}");
    }
    let more = coverage.missing.len().saturating_sub(MAX_REASONS);
    if more > 0 {
        let _ = writeln!(text, "        and {}", plural(more, "further reason"));
    }
    text
}

#[cfg(test)]
mod tests {
    use anstream::adapter::strip_str;
    use generator::{Coverage, Missing};

    use super::coverage;

    fn said(of: &Coverage) -> String {
        strip_str(&coverage(of)).to_string()
    }

    fn missing(what: &str, left_out: bool, operations: usize) -> Missing {
        Missing {
            what: what.to_owned(),
            left_out,
            operations,
        }
    }

    #[test]
    fn whole_operations_are_one_line_and_no_operation_is_none() {
        assert_eq!(said(&Coverage::default()), "");
        let whole = Coverage {
            whole: 1,
            ..Coverage::default()
        };
        assert_eq!(said(&whole), "1 operation: all whole\n");
    }

    #[test]
    fn what_is_missing_is_counted_by_reason() {
        let mut partial = Coverage {
            whole: 5,
            without: 3,
            left_out: 1,
            missing: vec![
                missing("the answer as text/csv", false, 3),
                missing("a server of its own", true, 1),
            ],
        };
        let expected = "9 operations: 5 whole, 3 without something, 1 left out\n\
            \x20     3 without: the answer as text/csv\n\
            \x20     1 left out: a server of its own\n";
        assert_eq!(said(&partial), expected);
        let more = (0..8).map(|number| missing(&format!("{number}"), false, 1));
        partial.missing.extend(more);
        assert!(said(&partial).ends_with("and 2 further reasons\n"));
    }
}
