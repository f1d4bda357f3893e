//! Media types as values (RFC 9110 §8.3.1). A range such as `image/*`, which OpenAPI allows as a
//! key of `content`, is a value too. Documents write parameters that no strict parser takes
//! (`application/json; charset`), and an operation must not be lost for one: the type and the
//! subtype have to be right, a parameter that is not `name=value` is left out.

use std::fmt;

/// A media type or a range of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediaType {
    written: String,
    kind: String,
    subtype: String,
    parameters: Vec<(String, String)>,
}

/// How the items of a sequence are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sequence {
    /// Server-sent events (WHATWG HTML §9.2).
    Events,
    /// A JSON text on each line.
    Lines,
    /// A JSON text after each record separator (RFC 7464).
    Records,
}

impl MediaType {
    /// Reads a media type; `None` when the text has no type and subtype. `*` alone is `*/*`.
    ///
    /// ```
    /// use generator::media::MediaType;
    ///
    /// let media_type = MediaType::parse("Application/Problem+JSON; charset=utf-8").unwrap();
    /// assert_eq!(media_type.essence(), "application/problem+json");
    /// assert_eq!(media_type.suffix(), Some("json"));
    /// assert_eq!(media_type.parameter("charset"), Some("utf-8"));
    /// assert!(media_type.is_json());
    /// assert!(MediaType::parse("json").is_none());
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let mut pieces = split(text, ';').into_iter();
        let essence = pieces.next()?.trim();
        let (kind, subtype) = match essence {
            "*" => ("*", "*"),
            _ => essence.split_once('/')?,
        };
        if !is_token(kind) || !is_token(subtype) {
            return None;
        }
        Some(Self {
            written: text.trim().to_owned(),
            kind: kind.to_ascii_lowercase(),
            subtype: subtype.to_ascii_lowercase(),
            parameters: pieces.filter_map(parameter).collect(),
        })
    }

    /// As it was written.
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// The type and the subtype in lower case, without the parameters.
    pub fn essence(&self) -> String {
        format!("{}/{}", self.kind, self.subtype)
    }

    /// The essence, with the parameters that name another form of the same type, such as
    /// `application/json;stream=watch`. A charset is not one of them.
    pub fn identity(&self) -> String {
        let mut parameters: Vec<String> = self
            .parameters
            .iter()
            .filter(|(name, _)| !["charset", "q"].contains(&name.as_str()))
            .map(|(name, value)| format!(";{name}={value}"))
            .collect();
        parameters.sort_unstable();
        self.essence() + &parameters.concat()
    }

    /// The text after the last `+` of the subtype: `json` of `application/problem+json`.
    pub fn suffix(&self) -> Option<&str> {
        let (_, suffix) = self.subtype.rsplit_once('+')?;
        Some(suffix)
    }

    /// The value of a parameter.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        let mut parameters = self.parameters.iter();
        let found = parameters.find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// As it was written, but for one parameter.
    pub fn without(&self, name: &str) -> String {
        let is_other = |piece: &&str| parameter(piece).is_none_or(|(known, _)| known != name);
        let pieces: Vec<&str> = split(&self.written, ';')
            .into_iter()
            .filter(is_other)
            .collect();
        pieces.join(";").trim_end().to_owned()
    }

    /// Whether its values are JSON texts (RFC 6839 §3.1). A range is not.
    pub fn is_json(&self) -> bool {
        self.suffix() == Some("json")
            || matches!(
                (self.kind.as_str(), self.subtype.as_str()),
                ("application" | "text", "json")
            )
    }

    /// Whether its values can be JSON texts: it is JSON, or a range that covers `application/json`.
    pub fn may_be_json(&self) -> bool {
        self.is_json()
            || matches!(
                (self.kind.as_str(), self.subtype.as_str()),
                ("*" | "application", "*")
            )
    }

    /// Whether its values are plain text.
    pub fn is_text(&self) -> bool {
        self.kind == "text" && !self.is_json() && !self.is_xml()
    }

    /// Whether its values are XML (RFC 7303).
    pub fn is_xml(&self) -> bool {
        self.subtype == "xml" || self.suffix() == Some("xml")
    }

    /// Whether its values are texts of no JSON: plain text or XML.
    pub fn is_characters(&self) -> bool {
        self.is_text() || self.is_xml()
    }

    /// Whether its values are bytes and no text.
    pub fn is_bytes(&self) -> bool {
        !self.is_characters() && !self.is_json()
    }

    /// How the items are told apart that its values are, one after the other, each for itself
    /// (OpenAPI 3.2 §4.14.3); `None` where its values are no sequence. JSON with a parameter `stream`
    /// is one too: Kubernetes answers `application/json;stream=watch` with a JSON text on each line. Spring WebFlux does
    /// so in `application/stream+json`.
    pub fn sequence(&self) -> Option<Sequence> {
        const LINES: &[&str] = &[
            "json-lines",
            "jsonl",
            "jsonlines",
            "ndjson",
            "stream+json",
            "x-json-lines",
            "x-jsonl",
            "x-jsonlines",
            "x-ndjson",
        ];
        match (self.kind.as_str(), self.subtype.as_str(), self.suffix()) {
            ("text", "event-stream", _) => Some(Sequence::Events),
            ("application", "json-seq", _) | ("application", _, Some("json-seq")) => {
                Some(Sequence::Records)
            }
            ("application" | "text", lines, _) if LINES.contains(&lines) => Some(Sequence::Lines),
            _ if self.is_json() && self.parameter("stream").is_some() => Some(Sequence::Lines),
            _ => None,
        }
    }

    /// Whether its values are items that come one after the other.
    pub fn is_sequence(&self) -> bool {
        self.sequence().is_some()
    }

    /// Whether its values are several parts (RFC 2046 §5.1).
    pub fn is_multipart(&self) -> bool {
        self.kind == "multipart"
    }

    /// Whether its values are the pairs that a form sends.
    pub fn is_form(&self) -> bool {
        self.kind == "application" && self.subtype == "x-www-form-urlencoded"
    }

    /// How much a range leaves open: 0 for a media type, 1 for `image/*`, 2 for `*/*`. Of several
    /// ranges that cover a media type, the most specific one applies.
    pub fn openness(&self) -> usize {
        usize::from(self.kind == "*") + usize::from(self.subtype == "*")
    }

    /// Whether another media type lies in this range. Parameters are not compared.
    pub fn covers(&self, other: &Self) -> bool {
        let fits = |own: &str, other: &str| own == "*" || own == other;
        fits(&self.kind, &other.kind) && fits(&self.subtype, &other.subtype)
    }
}

impl fmt::Display for MediaType {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.written)
    }
}

/// The media types of a list such as an `Accept` header, in its order.
pub fn list(text: &str) -> Vec<MediaType> {
    let pieces = split(text, ',').into_iter();
    pieces.filter_map(MediaType::parse).collect()
}

/// Whether a text is a token (RFC 9110 §5.6.2), as names of headers and methods are.
pub(crate) fn is_token(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    !text.is_empty() && text.chars().all(fits)
}

fn parameter(text: &str) -> Option<(String, String)> {
    let (name, value) = text.split_once('=')?;
    let (name, value) = (name.trim(), value.trim());
    let quoted = value
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    let value = match quoted {
        Some(inner) => unescaped(inner),
        None => value.to_owned(),
    };
    is_token(name).then(|| (name.to_ascii_lowercase(), value))
}

/// The text of a quoted string without the backslashes that escape (RFC 9110 §5.6.4).
fn unescaped(text: &str) -> String {
    let mut escaped = false;
    let kept = text.chars().filter(|c| {
        escaped = *c == '\\' && !escaped;
        !escaped
    });
    kept.collect()
}

/// The pieces between separators that are not within quoted strings.
fn split(text: &str, separator: char) -> Vec<&str> {
    let (mut quoted, mut escaped) = (false, false);
    let outside = |c: char| {
        let was_escaped = std::mem::take(&mut escaped);
        match c {
            '"' if !was_escaped => quoted = !quoted,
            '\\' if quoted && !was_escaped => escaped = true,
            _ => {}
        }
        c == separator && !quoted
    };
    text.split(outside).collect()
}

#[cfg(test)]
mod tests;
