//! Members of a JSON body that is written already. Every other byte of it stays as it is.

use std::any::Any;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use bytes::Bytes;
use http::header::HeaderValue;
use serde::Serialize;

use crate::runtime::calls::call::{Call, Parts};
use crate::runtime::styles::finite;

impl Call {
    /// Sets a member of the JSON object that is the body, in place of one of this name; of an object within
    /// it, by the keys that lead there. Without a body, one begins.
    pub fn json_member<T: Serialize>(self, keys: &[&str], value: impl Into<T>) -> Self {
        let value: T = value.into();
        let value = finite::json(&value);
        self.set(|parts| {
            let name = keys.join(".");
            let value = match value {
                Ok(value) => value,
                Err(error) => {
                    return parts.refuse(format!(
                        "expected a value for `{name}` that JSON can hold: {error}"
                    ));
                }
            };
            let body = match &parts.body {
                Some(_) => json(parts).cloned(),
                None => Some(Bytes::from_static(b"{}")),
            };
            let changed = body.and_then(|body| with_member(&body, keys, &value));
            let Some(changed) = changed else {
                let message =
                    format!("expected a JSON object to set `{name}` in, found another body");
                return parts.refuse(message);
            };
            let json_type = HeaderValue::from_static("application/json");
            let media_type = parts.body.take().map_or(json_type, |(_, known)| known);
            parts.body = Some((Arc::new(Bytes::from(changed)), media_type));
        })
    }
}

/// The body, where it is in memory.
pub(crate) fn json(parts: &Parts) -> Option<&Bytes> {
    let (body, _) = parts.body.as_ref()?;
    let body: &dyn Any = &**body;
    body.downcast_ref()
}

/// An object with a member that these keys lead to, in place of those of its name. An object on the way that
/// is missing or null begins.
fn with_member(object: &[u8], keys: &[&str], value: &[u8]) -> Option<Vec<u8>> {
    let (name, within) = keys.split_first()?;
    let members = members(object)?;
    let mut known = members.iter().filter(|member| member.is(object, name));
    let inner = match within {
        [] => Cow::Borrowed(value),
        within => {
            let inner = known
                .next_back()
                .map(|member| &object[member.value.clone()]);
            let inner = inner.filter(|inner| *inner != b"null").unwrap_or(b"{}");
            Cow::Owned(with_member(inner, within, value)?)
        }
    };
    let value: &[u8] = &inner;
    let mut changed = Vec::with_capacity(object.len() + name.len() + value.len() + 4);
    let mut end = 0;
    for member in members.iter().filter(|member| member.is(object, name)) {
        changed.extend_from_slice(&object[end..member.value.start]);
        changed.extend_from_slice(value);
        end = member.value.end;
    }
    if end == 0 {
        // Right after the last value, so that white space before the brace stays there.
        let open = || object.iter().position(|byte| *byte == b'{');
        end = members
            .last()
            .map_or_else(open, |last| Some(last.value.end - 1))?
            + 1;
        changed.extend_from_slice(&object[..end]);
        if !members.is_empty() {
            changed.push(b',');
        }
        changed.extend_from_slice(&serde_json::to_vec(name).ok()?);
        changed.push(b':');
        changed.extend_from_slice(value);
    }
    changed.extend_from_slice(&object[end..]);
    Some(changed)
}

/// The offset of a member of an object.
pub(crate) struct Member {
    /// With its quotes.
    key: Range<usize>,
    pub value: Range<usize>,
}

impl Member {
    /// Whether it has this name.
    pub fn is(&self, object: &[u8], name: &str) -> bool {
        let key = serde_json::from_slice::<Cow<'_, str>>(&object[self.key.clone()]);
        key.is_ok_and(|key| key == name)
    }
}

/// The members of an object in JSON; `None` where it is no object.
pub(crate) fn members(json: &[u8]) -> Option<Vec<Member>> {
    let mut scanner = Scanner { json, at: 0 };
    let mut members = Vec::new();
    scanner.take(b'{')?;
    if scanner.take(b'}').is_some() {
        return Some(members);
    }
    loop {
        let key = scanner.value()?;
        scanner.take(b':')?;
        let value = scanner.value()?;
        members.push(Member { key, value });
        if scanner.take(b',').is_none() {
            return scanner.take(b'}').map(|()| members);
        }
    }
}

/// Finds where values begin and end. It takes JSON, and does not check that it is.
struct Scanner<'j> {
    json: &'j [u8],
    at: usize,
}

impl Scanner<'_> {
    /// Steps over the next byte if it is this one, and over white space before it.
    fn take(&mut self, byte: u8) -> Option<()> {
        self.skip(|byte| byte.is_ascii_whitespace());
        (self.json.get(self.at) == Some(&byte)).then(|| self.at += 1)
    }

    /// Steps over a value, and white space before it.
    fn value(&mut self) -> Option<Range<usize>> {
        self.skip(|byte| byte.is_ascii_whitespace());
        let start = self.at;
        let mut levels = 0_usize;
        loop {
            match self.json.get(self.at)? {
                b'"' => self.string()?,
                b'{' | b'[' => {
                    levels += 1;
                    self.at += 1;
                }
                b'}' | b']' => {
                    levels = levels.checked_sub(1)?;
                    self.at += 1;
                }
                _ if levels > 0 => self.at += 1,
                _ => self.skip(|byte| !b",}] \t\r\n".contains(&byte)),
            }
            if levels == 0 {
                return Some(start..self.at);
            }
        }
    }

    fn string(&mut self) -> Option<()> {
        self.at += 1;
        loop {
            match self.json.get(self.at)? {
                b'\\' => self.at += 2,
                b'"' => {
                    self.at += 1;
                    return Some(());
                }
                _ => self.at += 1,
            }
        }
    }

    fn skip(&mut self, fits: impl Fn(u8) -> bool) {
        let rest = self.json[self.at..].iter();
        self.at += rest.take_while(|byte| fits(**byte)).count();
    }
}
