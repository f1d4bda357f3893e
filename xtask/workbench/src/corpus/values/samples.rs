//! Numbers, strings and keys to try: those on which types and formats have been known to fail.

use serde_json::{Map, Value};

/// Numbers that the parts allow, as text.
pub fn numbers(parts: &[&Map<String, Value>], integer: bool) -> Vec<String> {
    let format = parts.iter().find_map(|part| part.get("format")?.as_str());
    let samples: &[&str] = match format {
        Some("int8") => &["0", "127", "-128"],
        Some("uint8") => &["0", "255"],
        Some("int16") => &["0", "32767", "-32768"],
        Some("uint16") => &["0", "65535"],
        Some("int32") => &["1", "2147483647", "-2147483648", "88.0"],
        Some("uint32") => &["1", "4294967295"],
        Some("uint64") => &["1", "18446744073709551615", "9223372036854775808"],
        Some("unixtime" | "unix-time") => &["1767225600", "0", "-1"],
        _ if integer => &["3", "9223372036854775807", "-9223372036854775808", "88.0"],
        Some("float") => &["1.5", "-0.25", "3", "16777216", "0.1"],
        _ => &[
            "1.5",
            "3",
            "-2.0",
            "0.1",
            "0.30000000000000004",
            "1e-7",
            "123456789.12345679",
            "-7",
            "1e21",
            "0",
        ],
    };
    let bounds = |key: &'static str| parts.iter().filter_map(|part| part.get(key)).cloned();
    let number = |value: &Value| value.as_f64().unwrap_or(f64::NAN);
    let fits = |text: &str| {
        let value: f64 = text.parse().unwrap_or(f64::NAN);
        bounds("minimum").all(|bound| value >= number(&bound))
            && bounds("maximum").all(|bound| value <= number(&bound))
            && bounds("exclusiveMinimum").all(|bound| value > number(&bound))
            && bounds("exclusiveMaximum").all(|bound| value < number(&bound))
            && bounds("multipleOf").all(|bound| (value / number(&bound)).fract() == 0.0)
    };
    let mut found: Vec<String> = samples
        .iter()
        .filter(|text| fits(text))
        .map(|text| (*text).to_owned())
        .collect();
    // The bounds themselves, in their own words.
    found.extend(
        bounds("minimum")
            .chain(bounds("maximum"))
            .filter(|bound| !integer || !bound.is_f64())
            .map(|bound| bound.to_string())
            .filter(|text| fits(text)),
    );
    if found.is_empty() {
        let step = bounds("multipleOf").next();
        let low = bounds("exclusiveMinimum")
            .map(|bound| number(&bound) + 1.0)
            .next();
        let text = match (step, low) {
            (Some(step), _) => step.to_string(),
            (None, Some(low)) if integer => format!("{}", low.floor()),
            (None, Some(low)) => format!("{low}"),
            _ => "0".to_owned(),
        };
        found.push(text);
    }
    found
}

/// Strings that the parts allow, patterns aside.
pub fn strings(parts: &[&Map<String, Value>]) -> Vec<String> {
    let word = |key: &str| parts.iter().find_map(|part| part.get(key)?.as_str());
    let samples: &[&str] = match (word("format"), word("contentEncoding")) {
        (Some("date-time"), _) => &[
            "2026-03-12T09:14:31Z",
            "2026-03-12T09:14:31.250+02:00",
            "2016-12-31T23:59:60Z",
            "2026-03-12t09:14:31.123456789z",
            "2026-03-12 09:14:31",
        ],
        (Some("date"), _) => &["2026-03-12", "0001-01-01", "soon"],
        (Some("time"), _) => &["09:14:31Z", "23:59:60Z"],
        (Some("duration"), _) => &["P3Y6M4DT12H30M5S", "PT0.5S"],
        (Some("uuid"), _) => &[
            "123e4567-e89b-12d3-a456-426614174000",
            "123E4567-E89B-12D3-A456-426614174000",
        ],
        (Some("ipv4"), _) => &["192.0.2.1", "0.0.0.0"],
        (Some("ipv6"), _) => &["2001:DB8::0001", "::1"],
        (Some("uri" | "url"), _) => &["https://example.com/a%20b?c=d#e", "urn:isbn:0451450523"],
        (Some("decimal"), _) => &["1.10", "-0.000", "123456789012345678901234567890.5"],
        (Some("byte" | "base64" | "base64url"), _) | (_, Some("base64" | "base64url")) => {
            &["aGVsbG8=", "", "_-8", "+/8=", "aGVsbG8gd29ybGQh", "AB=="]
        }
        (Some("email"), _) => &["jo@example.com"],
        _ => &[
            "some text",
            "",
            "ünï ☃ 𝄞 \"quoted\" \\ / \n\u{1}\u{2028}",
            "null",
            "1",
        ],
    };
    let bound = |key: &'static str| {
        let bounds = parts.iter().filter_map(|part| part.get(key)?.as_f64());
        bounds.map(|bound| bound as usize)
    };
    let least = bound("minLength").max().unwrap_or(0).min(2000);
    let most = bound("maxLength").min().unwrap_or(usize::MAX);
    let sized = |text: &&str| {
        let mut text: String = text.chars().take(most).collect();
        let missing = least.saturating_sub(text.chars().count());
        text.extend(std::iter::repeat_n('x', missing));
        text
    };
    samples.iter().map(sized).collect()
}

/// A key that a pattern allows; `None` where it is not plain to see.
pub fn key(pattern: &str) -> Option<String> {
    let start = pattern.strip_prefix('^').unwrap_or(pattern);
    let plain: String = start
        .chars()
        .take_while(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ' | ':' | '/'))
        .collect();
    let rest = &start[plain.len()..];
    let key = match rest {
        "" | ".*" | ".*$" => format!("{plain}more"),
        ".+" | ".+$" | "[a-z]+$" | "[a-zA-Z0-9_-]+$" | "[a-zA-Z0-9._-]+$" | "[a-z0-9]+$"
        | "\\w+$" | "[a-zA-Z0-9_]+$" | "[\\w]+$" => format!("{plain}more"),
        "$" => plain,
        "\\d+$" | "[0-9]+$" => format!("{plain}12"),
        _ => return None,
    };
    Some(key)
}
