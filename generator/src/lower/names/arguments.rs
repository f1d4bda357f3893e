//! The names of what a call takes: parameters and the body. They share one scope, since a setter and an
//! argument must not have the same name.

use super::{Naming, Said, Scope, Wish, reserved, snake, with_end};

/// An argument that wants a name.
pub(in crate::lower) enum Argument<'k> {
    /// A parameter of the path. It is passed by position, so no caller writes its name.
    Path(&'k str),
    Query(&'k str),
    Header(&'k str),
    Cookie(&'k str),
    /// A field of a form, or a part of a multipart body.
    Field(&'k str),
    /// A value in the place of a file.
    Instead(&'k str),
    /// The fields or parts that have no names in the description.
    Extra,
    /// A part, and a header of it.
    PartHeader(&'k str, &'k str),
    /// The body, with the word for what it is: `request` or `body`.
    Body(&'k str),
    /// A way to read the answer, with its media type.
    Reading(&'k str),
    /// The same, together with the status and the headers of the answer.
    WithResponse(&'k str),
    /// A way to read the answer as a stream, with its media type and the word for its items.
    Stream(&'k str, &'static str),
    /// The server to send the request to.
    Server,
}

/// The words for a body.
const BODIES: [&str; 2] = ["body", "request"];

impl Naming<'_, '_> {
    /// The names of the arguments of a call, in their order.
    pub fn arguments(&self, call: &str, arguments: &[(Argument<'_>, Option<Said>)]) -> Vec<String> {
        let mut wanted = arguments.iter().map(|(argument, _)| argument);
        let body = wanted.position(|argument| matches!(argument, Argument::Body(_)));
        // Without a body its name stays free for the body of a later version.
        let no_body = body.is_none().then_some("body");
        let mut scope = Scope::with(reserved::of_requests().chain(no_body));
        // The body has the word; parameters have keys to make longer names of.
        let rank = |index: usize| match &arguments[index].0 {
            Argument::Body(_) => 0,
            Argument::Instead(_)
            | Argument::Reading(_)
            | Argument::Stream(..)
            | Argument::Server => 2,
            Argument::WithResponse(_) => 3,
            _ => 1,
        };
        let wishes = arguments.iter().map(|(argument, said)| Wish {
            said: said.clone(),
            ..wish(argument)
        });
        let mut wishes: Vec<Wish> = wishes.collect();
        let group = group(call);
        let keys = wishes.iter_mut().flat_map(|wish| &mut wish.keys);
        for key in keys.filter(|key| key.starts_with(HEADER)) {
            self.spell_as_before(&group, key);
        }
        self.settle_sorted(&group, &mut scope, &wishes, rank)
    }
}

/// The group of the names of a call's arguments.
pub(super) fn group(call: &str) -> String {
    format!("arguments of {}", call.replace('>', "~3"))
}

/// What the keys of headers begin with.
const HEADER: &str = "header ";

impl Naming<'_, '_> {
    /// Gives the key of a header the case in which the file of names has it: names of headers differ in more than their
    /// case (RFC 9110 §5.1).
    fn spell_as_before(&self, group: &str, key: &mut String) {
        let known = self
            .before
            .into_iter()
            .flat_map(|before| before.group(group));
        let mut alike = known.filter(|(known, _)| known.eq_ignore_ascii_case(key));
        if self.remembered(group, key).is_none()
            && let Some((known, _)) = alike.next()
        {
            known.clone_into(key);
        }
    }
}

fn wish(argument: &Argument<'_>) -> Wish {
    let (location, key, end) = match *argument {
        Argument::Path(key) => (None, key, "_value"),
        Argument::Query(key) => (Some("query"), key, "_value"),
        Argument::Header(key) => (Some("header"), key, "_header"),
        Argument::Cookie(key) => (Some("cookie"), key, "_cookie"),
        Argument::Field(key) | Argument::Instead(key) => (Some("field"), key, "_field"),
        Argument::Extra => {
            return Wish {
                keys: vec!["other fields".to_owned()],
                candidates: vec!["extra".to_owned(), "extra_fields".to_owned()],
                ..Wish::default()
            };
        }
        Argument::PartHeader(part, key) => {
            let name = format!("{}_{}", snake(part), snake(key));
            return Wish {
                keys: vec![format!("header {key} of {part}")],
                candidates: vec![name.clone(), with_end(&name, "_header")],
                ..Wish::default()
            };
        }
        Argument::Stream(media, word) => {
            return Wish {
                keys: vec![format!("answer {media}")],
                candidates: vec![
                    "stream".to_owned(),
                    word.to_owned(),
                    format!("stream_{word}"),
                ],
                ..Wish::default()
            };
        }
        Argument::Server => {
            return Wish {
                keys: vec!["server".to_owned()],
                candidates: vec!["server".to_owned(), "at_server".to_owned()],
                ..Wish::default()
            };
        }
        Argument::Reading(media) => {
            return Wish {
                keys: vec![format!("answer {media}")],
                candidates: vec![of_media(media), snake(media)],
                ..Wish::default()
            };
        }
        Argument::WithResponse(media) => {
            let names = [of_media(media), snake(media)];
            return Wish {
                keys: vec![format!("answer {media} with its headers")],
                candidates: names.map(|name| with_end(&name, "_with_response")).into(),
                ..Wish::default()
            };
        }
        Argument::Body(word) => {
            return Wish {
                keys: vec!["body".to_owned()],
                candidates: vec![word.to_owned(), "request_body".to_owned()],
                ..Wish::default()
            };
        }
    };
    let plain = snake(key);
    Wish {
        keys: location
            .map(|location| format!("{location} {key}"))
            .into_iter()
            .collect(),
        exact: location == Some("query") && plain == key && !BODIES.contains(&key),
        candidates: vec![plain.clone(), with_end(&plain, end)],
        ..Wish::default()
    }
}

/// The word for a media type: `csv` of `text/csv`, `sheet` of `application/vnd.example.sheet+json`.
pub(in crate::lower) fn of_media(media: &str) -> String {
    let (kind, subtype) = media.split_once('/').unwrap_or(("", media));
    let (word, suffix) = subtype.split_once('+').unwrap_or((subtype, ""));
    let word = word.rsplit('.').next().unwrap_or(word);
    let word = word.strip_prefix("x-").unwrap_or(word);
    snake(match (kind, word) {
        ("*", "*") | (_, "octet-stream") => "bytes",
        ("text", "plain") => "text",
        ("multipart", "form-data") => "multipart",
        (_, "www-form-urlencoded") => "form",
        (kind, "*") if suffix.is_empty() => kind,
        (_, "*") => suffix,
        (_, word) => word,
    })
}
