//! The lines that say what faults cost a description that was read leniently.

use std::fmt::Write as _;

use generator::Loss;

use super::{CHANGED, plural};

/// How many faults there are, and by kind what they touch; nothing without a fault.
pub fn losses(losses: &[Loss]) -> String {
    let faults: usize = losses.iter().map(|loss| loss.faults).sum();
    if faults == 0 {
        return String::new();
    }
    let faults = plural(faults, "fault");
    let mut text =
        format!("{CHANGED}{faults}{CHANGED:#} of the description left out (--lenient)\n");
    for loss in losses {
        let mut touched = Vec::new();
        for (count, what) in [(loss.operations, "operation"), (loss.schemas, "schema")] {
            if count > 0 {
                touched.push(plural(count, what));
            }
        }
        let touched = match touched.is_empty() {
            true => String::new(),
            false => format!(" (in {})", touched.join(" and ")),
        };
        let meaning = loss.code.meaning().trim_end_matches('.');
        let (faults, code) = (loss.faults, loss.code.id());
        let _ = writeln!(text, "  {faults:>5} {code}: {meaning}{touched}");
    }
    text
}

#[cfg(test)]
mod tests {
    use anstream::adapter::strip_str;
    use generator::{Code, Loss};

    use super::losses;

    #[test]
    fn faults_are_counted_by_kind_with_what_they_touch() {
        assert_eq!(losses(&[]), "");
        let of = |code, faults, operations, schemas| Loss {
            code,
            faults,
            operations,
            schemas,
        };
        let all = [
            of(Code::MissingReference, 3, 2, 1),
            of(Code::UnknownScheme, 1, 0, 0),
        ];
        let expected = "4 faults of the description left out (--lenient)\n\
            \x20     3 E0200: A reference leads to nothing (in 2 operations and 1 schema)\n\
            \x20     1 E0600: A security requirement names a scheme that is not declared\n";
        assert_eq!(strip_str(&losses(&all)).to_string(), expected);
    }
}
