//! Patterns of the functions `match` and `search`: I-Regexp (RFC 9485), each read as the regular expression of ECMA-262
//! that means the same (§5.3).

use regress::Regex;

/// How long a pattern may be, in bytes: the engine reads parentheses by recursion.
const LONGEST: usize = 4_096;

/// Whether a pattern finds the whole text or a part of it; false for a pattern that is none.
pub(super) fn finds(pattern: &str, text: &str, whole: bool) -> bool {
    if pattern.len() > LONGEST {
        return false;
    }
    let pattern = of_ecma(pattern);
    let pattern = match whole {
        true => format!("^(?:{pattern})$"),
        false => pattern,
    };
    let regex = Regex::with_flags(&pattern, "u");
    regex.is_ok_and(|regex| regex.find(text).is_some())
}

/// Outside of a class, a dot is every character but the ends of lines, of which ECMA-262 has two more, and a hyphen has
/// no backslash.
fn of_ecma(pattern: &str) -> String {
    let mut ecma = String::with_capacity(pattern.len());
    let mut in_class = false;
    let mut is_escaped = false;
    for c in pattern.chars() {
        match c {
            '-' if is_escaped && !in_class => {
                ecma.pop();
            }
            _ if is_escaped => {}
            '[' => in_class = true,
            ']' => in_class = false,
            '.' if !in_class => {
                ecma.push_str(r"[^\n\r]");
                continue;
            }
            _ => {}
        }
        is_escaped = c == '\\' && !is_escaped;
        ecma.push(c);
    }
    ecma
}
