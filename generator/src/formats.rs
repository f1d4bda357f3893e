//! The formats of JSON Schema 2020-12 and of OpenAPI's registry, and a few that servers write besides: which types have
//! them, and texts for examples of calls and for answers of a server that replaces an API.

/// A format that values of a schema may have.
struct Format {
    name: &'static str,
    /// The types whose values have it, as a description names them.
    types: &'static [&'static str],
    /// Whether a schema without a type that has it is one of strings.
    implies_text: bool,
    /// A text that has it.
    sample: Option<&'static str>,
}

/// A text that has a format; `None` for a format that is in no registry.
///
/// ```
/// assert_eq!(generator::formats::sample("ipv4"), Some("192.0.2.1"));
/// assert_eq!(generator::formats::sample("of-somebody"), None);
/// ```
pub fn sample(format: &str) -> Option<&'static str> {
    find(format)?.sample
}

/// Whether a format says how the values of a type are written, which is named as in a description.
pub(crate) fn is_of(ty: &str, format: &str) -> bool {
    find(format).is_some_and(|format| format.types.contains(&ty))
}

/// Whether a schema without a type that has this format is one of strings.
pub(crate) fn implies_text(format: &str) -> bool {
    find(format).is_some_and(|format| format.implies_text)
}

fn find(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// A text that shows by its form what belongs to a name in snake case.
pub(crate) fn sample_of_name(name: &str) -> String {
    let words: Vec<&str> = name.split('_').filter(|word| !word.is_empty()).collect();
    match &words[..] {
        [.., "email"] => "name@example.com".to_owned(),
        [.., "url" | "uri" | "link" | "website"] => "https://example.com".to_owned(),
        [.., "id" | "ids" | "uuid"] if words.len() == 1 => "123".to_owned(),
        [before @ .., "id" | "ids" | "uuid"] => format!("{}-123", before.join("-")),
        words => words.join(" "),
    }
}

/// A text of the format `date-time`.
pub const DATE_TIME: &str = "2026-01-31T12:00:00Z";
/// A text of the format `date`.
pub const DATE: &str = "2026-01-31";
const EMAIL: &str = "name@example.com";
const HOST: &str = "example.com";
const URL: &str = "https://example.com";

const FORMATS: &[Format] = &[
    text("base64"),
    text("base64url"),
    // Bytes are no text.
    of(&["string"], "binary"),
    text("byte"),
    text("char"),
    text("commonmark"),
    text("date").like(DATE),
    text("date-time").like(DATE_TIME),
    text("date-time-local"),
    // They may be numbers as well.
    of(&["string"], "decimal"),
    of(&["string"], "decimal128"),
    of(&["number"], "double"),
    text("duration").like("PT1S"),
    text("email").like(EMAIL),
    of(&["number"], "float"),
    text("hostname").like(HOST),
    text("html"),
    text("http-date"),
    text("idn-email").like(EMAIL),
    text("idn-hostname").like(HOST),
    of(&["integer"], "int"),
    of(NUMBERS, "int8"),
    of(NUMBERS, "int16"),
    of(NUMBERS, "int32"),
    of(NUMBERS, "int64"),
    of(&["integer"], "int128"),
    text("ipv4").like("192.0.2.1"),
    text("ipv6").like("2001:db8::1"),
    text("iri").like(URL),
    text("iri-reference").like(URL),
    text("json-pointer"),
    text("media-range"),
    text("password"),
    text("regex"),
    text("relative-json-pointer"),
    text("sf-binary"),
    text("sf-boolean"),
    text("sf-string"),
    text("sf-token"),
    text("style"),
    text("time").like("12:00:00Z"),
    text("time-local"),
    of(NUMBERS, "uint"),
    of(NUMBERS, "uint8"),
    of(NUMBERS, "uint16"),
    of(NUMBERS, "uint32"),
    of(NUMBERS, "uint64"),
    of(&["integer"], "uint128"),
    of(&["integer"], "unix-time"),
    of(&["integer"], "unixtime"),
    text("uri").like(URL),
    text("uri-reference").like(URL),
    text("uri-template"),
    text("url").like(URL),
    text("uuid").like("00000000-0000-4000-8000-000000000000"),
];

const NUMBERS: &[&str] = &["integer", "number"];

const fn text(name: &'static str) -> Format {
    Format {
        implies_text: true,
        ..of(&["string"], name)
    }
}

const fn of(types: &'static [&'static str], name: &'static str) -> Format {
    Format {
        name,
        types,
        implies_text: false,
        sample: None,
    }
}

impl Format {
    const fn like(self, sample: &'static str) -> Self {
        Self {
            sample: Some(sample),
            ..self
        }
    }
}
