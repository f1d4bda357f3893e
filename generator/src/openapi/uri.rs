//! References by URI: resolved against the base URI of the object that contains them (RFC 3986 §5.2).

use fluent_uri::{Uri, UriRef};

/// What a name without a scheme is relative to: the description.
const DESCRIPTION: &str = "description:///";

/// The URI that a reference means, seen from another; what is no URI means itself.
pub(super) fn join(base: &str, reference: &str) -> String {
    let join = || {
        let description = Uri::parse(DESCRIPTION).ok()?;
        let base = UriRef::parse(base).ok()?;
        let base = base.resolve_against(&description).ok()?;
        let uri = UriRef::parse(reference).ok()?;
        Some(uri.resolve_against(&base).ok()?.into_string())
    };
    join().unwrap_or_else(|| reference.to_owned())
}

#[cfg(test)]
mod tests {
    use super::join;

    #[test]
    fn references_mean_what_the_standard_says() {
        for (base, reference, uri) in [
            ("http://a/b/c/d?q", "g", "http://a/b/c/g"),
            ("http://a/b/c/d", "../../../g", "http://a/g"),
            ("http://a/b", "urn:x:y", "urn:x:y"),
            ("", "list", "description:///list"),
            ("folder/a.json", "b.json", "description:///folder/b.json"),
            ("", "two words", "two words"),
        ] {
            assert_eq!(join(base, reference), uri, "{reference} in {base}");
        }
    }
}
