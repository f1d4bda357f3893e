//! References by URI: resolved against the URI of what they stand in (RFC 3986 §5.2).

/// The URI that a reference means, both without their fragments.
pub(super) fn join(base: &str, reference: &str) -> String {
    if has_scheme(reference) {
        return reference.to_owned();
    }
    let (scheme, after) = match base.split_once(':') {
        Some((scheme, after)) if has_scheme(base) => (&base[..=scheme.len()], after),
        _ => ("", base),
    };
    if reference.starts_with("//") {
        return format!("{scheme}{reference}");
    }
    let after = after.split('?').next().unwrap_or_default();
    let host = match after.strip_prefix("//") {
        Some(host) => "//".len() + host.find('/').unwrap_or(host.len()),
        None => 0,
    };
    let (host, path) = after.split_at(host);
    let folder = match path.rfind('/') {
        _ if reference.starts_with('/') => "",
        Some(slash) => &path[..=slash],
        None if host.is_empty() => "",
        None => "/",
    };
    format!(
        "{scheme}{host}{}",
        without_dots(&format!("{folder}{reference}"))
    )
}

/// Whether a URI begins with a scheme: a letter, then letters, digits and a few signs.
fn has_scheme(uri: &str) -> bool {
    let Some((scheme, _)) = uri.split_once(':') else {
        return false;
    };
    let sign = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(sign)
}

/// A path without its segments `.` and `..`.
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for segment in path.split('/') {
        match segment {
            "." => {}
            ".." if kept.last().is_some_and(|last| !last.is_empty()) => drop(kept.pop()),
            ".." => {}
            segment => kept.push(segment),
        }
    }
    kept.join("/")
}

#[cfg(test)]
mod tests {
    use super::join;

    #[test]
    fn references_mean_what_the_standard_says() {
        for (base, reference, uri) in [
            ("http://a/b/c/d?q", "g", "http://a/b/c/g"),
            ("http://a/b/c/d", "./g/../h", "http://a/b/c/h"),
            ("http://a/b/c/d", "../../g", "http://a/g"),
            ("http://a/b/c/d", "../../../g", "http://a/g"),
            ("http://a/b/c/d", "/g", "http://a/g"),
            ("http://a/b/c/d", "//g", "http://g"),
            ("http://a", "g", "http://a/g"),
            ("http://a/b", "urn:x:y", "urn:x:y"),
            ("urn:x:y", "g", "urn:g"),
            ("", "list", "list"),
            ("folder/a.json", "b.json", "folder/b.json"),
        ] {
            assert_eq!(join(base, reference), uri, "{reference} in {base}");
        }
    }
}
