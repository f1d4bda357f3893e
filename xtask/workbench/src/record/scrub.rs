//! Taking secrets out of text: takes what is known to be secret, gives texts with REDACTED in its
//! place, however it was written: in another case, escaped, folded, in base64 at any alignment or
//! in hexadecimal. What looks like a key goes too, whoever it belongs to.

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{
    GeneralPurpose, GeneralPurposeConfig, STANDARD, STANDARD_NO_PAD,
};
use regex::bytes::Regex;
use serde_json::Value;

use super::exchange::Recorded;
use super::names::Names;
use super::views::views;

/// The text that replaces a secret.
pub const REDACTED: &str = "REDACTED";

/// Knows the secrets of a recording.
#[derive(Debug)]
pub struct Scrub {
    /// In lower case.
    needles: Vec<Vec<u8>>,
    /// Those that no file may hold, in lower case.
    credentials: Vec<Vec<u8>>,
}

/// Shorter than this, a secret is only replaced where it is known to be: other text would suffer.
const SHORT: usize = 4;
/// Shorter than this, a value that is secret by its name alone is only taken from there.
const SHORT_VALUE: usize = 6;
/// Shorter than this, encoded text could be anything.
const SHORT_ENCODED: usize = 8;

/// How often something is unpacked that was packed in something.
const DEPTH: usize = 3;

/// Text that may be base64 of something.
static BASE64: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[A-Za-z0-9+/_-]{24,}").ok());

static KEYS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        r"(?-u:\b)sk-[A-Za-z0-9_-]{8,}",
        r"(?i-u:\b(?:bearer|basic) +)([A-Za-z0-9._~+/=-]{8,})",
        r"(?-u:\b)eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+",
    ]
    .into_iter()
    .filter_map(|pattern| Regex::new(pattern).ok())
    .collect()
});

impl Scrub {
    /// Knows these secrets, those that the user gave, and the values that are secret by their names
    /// in what was recorded.
    pub fn new(names: &Names, secrets: &[String], recorded: &[Recorded]) -> Self {
        let mut credentials: Vec<String> = secrets.iter().chain(&names.texts).cloned().collect();
        let mut values: Vec<String> = Vec::new();
        for one in recorded {
            for (name, value) in &one.request.headers {
                let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
                match name.as_str() {
                    "authorization" | "proxy-authorization" => credentials.extend(parts(&value)),
                    name if names.hides(name) => values.push(value),
                    _ => {}
                }
            }
            let query = one.request.query.iter();
            values.extend(
                query
                    .filter(|(name, _)| names.hides(name))
                    .map(|(_, value)| value.clone()),
            );
            for (name, value) in &one.headers {
                if name.contains("cookie") {
                    let cookie = value.split(';').next().unwrap_or_default();
                    let value = cookie.split_once('=').map_or(cookie, |(_, value)| value);
                    values.push(value.trim_matches('"').to_owned());
                } else if names.hides(name) {
                    values.extend(parts(value));
                }
            }
            for body in [one.request.body.as_ref(), &one.body] {
                if let Ok(body) = serde_json::from_slice::<Value>(body) {
                    collect(names, &body, false, &mut values);
                }
            }
        }
        values.retain(|value| value.len() >= SHORT_VALUE);
        let known = credentials.iter().filter(|secret| secret.len() >= SHORT);
        let mut needles: Vec<Vec<u8>> = known
            .chain(&values)
            .filter(|secret| secret.as_str() != REDACTED)
            .flat_map(|secret| written(secret.as_bytes()))
            .collect();
        needles.sort();
        needles.dedup();
        credentials.retain(|secret| !secret.is_empty() && secret != REDACTED);
        Self {
            needles,
            credentials: credentials
                .iter()
                .flat_map(|secret| written(secret.as_bytes()))
                .collect(),
        }
    }

    /// A text without secrets.
    pub fn text(&self, text: &str) -> String {
        String::from_utf8_lossy(&self.bytes(text.as_bytes())).into_owned()
    }

    /// Bytes without secrets; those that hold compressed text with one are given up.
    pub fn bytes(&self, bytes: &[u8]) -> Vec<u8> {
        self.bytes_within(bytes, DEPTH)
    }

    fn bytes_within(&self, bytes: &[u8], depth: usize) -> Vec<u8> {
        let holds = |inner: &[u8]| depth > 0 && self.bytes_within(inner, depth - 1) != inner;
        if bytes.starts_with(&[0x1f, 0x8b])
            && let Ok(inner) = super::exchange::decoded("gzip", bytes.to_vec())
            && holds(&inner)
        {
            return REDACTED.into();
        }
        let mut found: Vec<(usize, usize)> = Vec::new();
        for view in views(bytes) {
            let lower = view.bytes.to_ascii_lowercase();
            for (start, end) in places(&lower, &self.needles) {
                found.push(view.original(start, end));
            }
            for run in BASE64.iter().flat_map(|runs| runs.find_iter(&view.bytes)) {
                if embedded(run.as_bytes()).is_some_and(|inner| holds(&inner)) {
                    found.push(view.original(run.start(), run.end()));
                }
            }
            for pattern in KEYS.iter().filter(|_| !view.squeezed) {
                for captures in pattern.captures_iter(&view.bytes) {
                    if let Some(key) = captures.get(1).or(captures.get(0)) {
                        found.push(view.original(key.start(), key.end()));
                    }
                }
            }
        }
        replaced(bytes, found)
    }

    /// Whether a file contains a credential, in whatever way it may be written.
    pub fn finds_credential(&self, file: &[u8]) -> bool {
        views(file).iter().any(|view| {
            let lower = view.bytes.to_ascii_lowercase();
            places(&lower, &self.credentials).next().is_some()
        })
    }
}

/// The ranges of these in a text.
fn places(text: &[u8], needles: &[Vec<u8>]) -> impl Iterator<Item = (usize, usize)> {
    let mut begins = [false; 256];
    for first in needles.iter().filter_map(|needle| needle.first()) {
        begins[usize::from(*first)] = true;
    }
    let starts = text.iter().enumerate();
    let starts = starts.filter(move |(_, byte)| begins[usize::from(**byte)]);
    starts.flat_map(move |(at, _)| {
        let here = needles
            .iter()
            .filter(move |needle| text[at..].starts_with(needle));
        here.map(move |needle| (at, at + needle.len()))
    })
}

/// A text with other bytes in place of these ranges.
fn replaced(bytes: &[u8], mut found: Vec<(usize, usize)>) -> Vec<u8> {
    found.sort_unstable();
    let mut text = Vec::with_capacity(bytes.len());
    let mut done = 0;
    let mut open: Option<(usize, usize)> = None;
    for (start, end) in found {
        match &mut open {
            Some((_, last)) if start <= *last => *last = end.max(*last),
            _ => {
                if let Some((start, end)) = open.replace((start, end)) {
                    text.extend_from_slice(&bytes[done..start]);
                    text.extend_from_slice(REDACTED.as_bytes());
                    done = end;
                }
            }
        }
    }
    if let Some((start, end)) = open {
        text.extend_from_slice(&bytes[done..start]);
        text.extend_from_slice(REDACTED.as_bytes());
        done = end;
    }
    text.extend_from_slice(&bytes[done..]);
    text
}

/// The ways in which a secret is written, in lower case.
fn written(secret: &[u8]) -> Vec<Vec<u8>> {
    let mut all = vec![secret.to_vec()];
    if secret.len() >= SHORT_ENCODED {
        let hex = |byte: &u8| format!("{byte:02x}");
        all.push(secret.iter().map(hex).collect::<String>().into_bytes());
        for before in 0..3 {
            // Within longer text, the bytes before a secret shift its base64.
            let shifted = [&vec![0; before][..], secret].concat();
            let text = STANDARD_NO_PAD.encode(&shifted);
            let whole = shifted.len() * 8 / 6;
            let text = &text[(before * 8).div_ceil(6)..whole];
            all.push(text.replace('+', "-").replace('/', "_").into_bytes());
            all.push(text.to_owned().into_bytes());
        }
    }
    all.iter_mut().for_each(|text| text.make_ascii_lowercase());
    all
}

/// What a run of base64 means, in either alphabet.
fn embedded(run: &[u8]) -> Option<Vec<u8>> {
    let plain = run.iter().map(|byte| match byte {
        b'-' => b'+',
        b'_' => b'/',
        other => *other,
    });
    let mut plain: Vec<u8> = plain.collect();
    if plain.len() % 4 == 1 {
        plain.pop();
    }
    LENIENT.decode(plain).ok()
}

/// Cut off anywhere, without padding.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// What of a credential's header field is secret: all after the scheme; of `Basic` what it says.
fn parts(value: &str) -> Vec<String> {
    let value = value.trim();
    let Some((scheme, secret)) = value.split_once(' ') else {
        return vec![value.to_owned()];
    };
    let mut parts = vec![secret.trim().to_owned()];
    if scheme.eq_ignore_ascii_case("basic")
        && let Ok(pair) = STANDARD.decode(secret.trim())
        && let Ok(pair) = String::from_utf8(pair)
    {
        parts.extend(
            pair.split_once(':')
                .map(|(_, password)| password.to_owned()),
        );
        parts.push(pair);
    }
    parts
}

/// The texts in a JSON value that are secret by the names of their properties.
fn collect(names: &Names, value: &Value, secret: bool, found: &mut Vec<String>) {
    match value {
        Value::String(text) if secret => found.push(text.clone()),
        Value::Array(items) => items
            .iter()
            .for_each(|item| collect(names, item, secret, found)),
        Value::Object(members) => {
            for (name, member) in members {
                collect(names, member, secret || names.hides_property(name), found);
            }
        }
        _ => {}
    }
}
