//! The variables of the URL of a server.

use crate::runtime::http::server_url::ServerUrl;

impl ServerUrl {
    /// Gives a variable its value, as it is. One that would change where another part of the URL begins is
    /// refused.
    pub fn variable(mut self, name: &str, value: &str) -> Self {
        let placeholder = format!("{{{name}}}");
        while let Some(at) = self.url.find(&placeholder) {
            let (before, after) = (&self.url[..at], &self.url[at + placeholder.len()..]);
            let refused = refused(before, after);
            let is_refused = |c: &char| refused.contains(*c) || c.is_control() || c.is_whitespace();
            if let Some(found) = value.chars().find(is_refused) {
                self.fault.get_or_insert_with(|| {
                    format!("expected a value without {found:?} for `{name}` of a server, found one with it")
                });
                return self;
            }
            self.url = format!("{before}{value}{after}").into();
        }
        self
    }
}

/// The characters that a value must not have between these parts of a URL. Braces would make it a variable.
fn refused(before: &str, after: &str) -> &'static str {
    match before.split_once("://") {
        // `{scheme}://api.example`
        None if after.starts_with("://") => ":/?#\\@{}",
        // `{endpoint}/v1`: the value is a URL itself. `/{version}`: a relative one.
        None => "?#\\@{}",
        // `https://{region}.example`
        Some((_, host)) if !host.contains('/') => "/?#\\@{}",
        // `https://api.example/{version}`
        Some(_) => "?#\\{}",
    }
}
