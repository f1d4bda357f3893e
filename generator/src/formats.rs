//! Texts of the formats of strings, for examples of calls and for answers of a server that replaces an API.

/// A text that has a format; `None` for a format that is in no registry.
///
/// ```
/// assert_eq!(generator::formats::sample("ipv4"), Some("192.0.2.1"));
/// assert_eq!(generator::formats::sample("of-somebody"), None);
/// ```
pub fn sample(format: &str) -> Option<&'static str> {
    Some(match format {
        "date-time" => DATE_TIME,
        "date" => DATE,
        "time" => "12:00:00Z",
        "duration" => "PT1S",
        "email" => "name@example.com",
        "hostname" => "example.com",
        "ipv4" => "192.0.2.1",
        "ipv6" => "2001:db8::1",
        "uri" | "url" => "https://example.com",
        "uuid" => "00000000-0000-4000-8000-000000000000",
        _ => return None,
    })
}

/// A text of the format `date-time`.
pub const DATE_TIME: &str = "2026-01-31T12:00:00Z";
/// A text of the format `date`.
pub const DATE: &str = "2026-01-31";
