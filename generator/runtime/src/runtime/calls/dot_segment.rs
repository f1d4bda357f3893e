//! Dot segments: URL parsers resolve them, so that they lead out of the path they stand in.

/// Whether a segment reads `.` or `..` once percent-encoding is undone, however often it was done.
pub(crate) fn is_dot_segment(segment: &str) -> bool {
    let mut dots = 0;
    let mut rest = segment;
    while !rest.is_empty() {
        // `%2e` is a dot, `%252e` becomes one when decoded twice, and so on.
        let dot = match rest.strip_prefix('%') {
            Some(mut code) => {
                while let Some(inner) = code.strip_prefix("25") {
                    code = inner;
                }
                code.strip_prefix("2e").or_else(|| code.strip_prefix("2E"))
            }
            None => rest.strip_prefix('.'),
        };
        let Some(after) = dot else { return false };
        dots += 1;
        rest = after;
    }
    dots == 1 || dots == 2
}
