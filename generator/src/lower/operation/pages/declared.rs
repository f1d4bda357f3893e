//! `x-pagination`: how an operation goes from page to page, said by hand.

use super::super::super::context::Lowering;
use super::answer::{Answer, Found, ListFound, list_of};
use super::asked::Asked;
use super::shapes::By;
use crate::api::{FieldPath, Place, Token, Type};
use crate::diagnostic::{Code, nearest};
use crate::media;
use crate::source::{Node, Object, Value};

/// The key of an operation.
pub(super) const KEY: &str = "x-pagination";

/// The keys of its value.
const KEYS: &[&str] = &[
    "by",
    "first",
    "has_more",
    "header",
    "id",
    "in",
    "items",
    "limit",
    "number",
    "pages",
    "parameter",
    "token",
    "total",
    "url",
];

/// What an operation says by hand; `None` where it says nothing, and names are looked for.
#[derive(Default)]
pub(super) struct Declared {
    pub by: Option<By>,
    pub items: Option<ListFound>,
    pub place: Option<Asked>,
    pub id: Option<FieldPath>,
    pub token: Option<Token>,
    pub url: Option<FieldPath>,
    pub has_more: Option<FieldPath>,
    /// The member that repeats the identifier of the last item. Nobody says it by hand.
    pub last_id: Option<FieldPath>,
    pub total: Option<FieldPath>,
    /// The member that repeats the limit, and the parameter for it.
    pub limit: Option<FieldPath>,
    pub size: Option<Asked>,
    pub number: Option<FieldPath>,
    pub pages: Option<FieldPath>,
    pub first: Option<u64>,
}

/// What can be referred to.
pub(super) struct Known<'k> {
    pub answer: &'k Answer,
    pub asked: &'k [Asked],
}

/// Whether the value is for this generator. Other tools have a key of this name, which is noted.
pub(super) fn is_ours(lowering: &Lowering<'_, '_>, node: &Node) -> bool {
    let is_known = |key: &str| KEYS.contains(&key);
    let is_ours = node.as_object().is_some_and(|object| {
        object.get("by").is_some() || object.iter().all(|(key, _)| is_known(key))
    });
    if !is_ours {
        let report = lowering.report;
        let message = format!("`{KEY}` of another tool has no effect on the client");
        let found = report.at_key(Code::Inert, node, message);
        report.add(
            found
                .label("a value for this client has the key `by`")
                .once(),
        );
    }
    is_ours
}

/// Reads the key of an operation.
///
/// # Errors
///
/// The value that cannot be used, why, and a way out.
pub(super) fn read<'s>(
    lowering: &Lowering<'_, '_>,
    node: &'s Node,
    known: &Known<'_>,
) -> Result<Declared, Unusable<'s>> {
    let Some(object) = node.as_object() else {
        return Err(Unusable::new(node, "expected an object", help_of_by()));
    };
    for (key, value) in object {
        if !KEYS.contains(&key.as_str()) {
            let message = format!("`{KEY}` has no key `{key}`");
            let help = match nearest(key, KEYS.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("it has {}", listed(KEYS.iter())),
            };
            return Err(Unusable::new(value, message, help));
        }
    }
    let by = by(node, object)?;
    note_unused(lowering, object, by);
    let (limit, size) = match object.get("limit") {
        Some(value) => limit(lowering, value, by, known)?,
        None => (None, None),
    };
    let is_text = |found: &Found| found.is_text() || found.is_number();
    let path = |key: &str, is_right: &dyn Fn(&Found) -> bool, kind: &str| {
        let Some(value) = object.get(key) else {
            return Ok(None);
        };
        let found = member(known.answer, value, is_right, kind)?;
        Ok(Some(found.path.clone()))
    };
    let items = match object.get("items") {
        None => None,
        Some(value) => {
            let is_list = |found: &Found| matches!(found.ty, Type::List(_));
            Some(list_of(member(known.answer, value, &is_list, "a list")?))
        }
    };
    let list = items.as_ref().map(|list| list.item.clone());
    let item = list.or_else(|| known.answer.list().ok().map(|list| list.item));
    let token = match object.get("header") {
        Some(value) => Some(Token::Header(header(value)?)),
        None => path("token", &is_text, "a text or an integer")?.map(Token::Body),
    };
    let id = match object.get("id") {
        None => None,
        Some(value) => {
            let of_item = item.map(|ty| Answer::of(lowering, &ty));
            let nothing = || Unusable::new(value, "the answer has no list", "name it by `items`");
            let of_item = of_item.ok_or_else(nothing)?;
            Some(
                member(&of_item, value, &Found::is_text, "a text")?
                    .path
                    .clone(),
            )
        }
    };
    Ok(Declared {
        by: Some(by),
        items,
        place: place(object.get("parameter"), object.get("in"), known)?,
        id,
        token,
        url: path("url", &Found::is_text, "a text")?,
        has_more: path("has_more", &Found::is_flag, "a boolean")?,
        last_id: None,
        total: path("total", &Found::is_number, "an integer")?,
        limit,
        size,
        number: path("number", &Found::is_number, "an integer")?,
        pages: path("pages", &Found::is_number, "an integer")?,
        first: object.get("first").map(first).transpose()?,
    })
}

/// The shape that an operation has.
fn by<'s>(node: &'s Node, object: &'s Object) -> Result<By, Unusable<'s>> {
    let value = object.get("by");
    let value = value.ok_or_else(|| Unusable::new(node, "`by` is missing", help_of_by()))?;
    let found = value.as_str().and_then(By::named);
    found.ok_or_else(|| {
        let message = format!("{value} is not a shape of paging");
        Unusable::new(value, message, help_of_by())
    })
}

/// Notes the keys that say nothing of the shape, or less than another key.
fn note_unused(lowering: &Lowering<'_, '_>, object: &Object, by: By) {
    let of_shape = keys(by);
    for (key, node) in object {
        let key = key.as_str();
        let message = match key {
            "by" => continue,
            "token" if of_shape.contains(&key) && object.get("header").is_some() => {
                format!("`{key}` of `{KEY}` has no effect: the token is in a header")
            }
            "in" if of_shape.contains(&key) && object.get("parameter").is_none() => {
                format!("`{key}` of `{KEY}` has no effect without `parameter`")
            }
            _ if of_shape.contains(&key) => continue,
            _ => {
                let by = by.word();
                format!("`{key}` of `{KEY}` has no effect: a list by `{by}` does not need it")
            }
        };
        let report = lowering.report;
        report.add(report.at_key(Code::Inert, node, message));
    }
}

/// The keys that say something of a shape.
fn keys(by: By) -> &'static [&'static str] {
    match by {
        By::LastItem => &["items", "limit", "parameter", "in", "id", "has_more"],
        By::Token => &[
            "items",
            "limit",
            "parameter",
            "in",
            "token",
            "header",
            "has_more",
        ],
        By::Url => &["items", "limit", "url"],
        By::Link => &["items", "limit"],
        By::Offset => &[
            "items",
            "limit",
            "parameter",
            "in",
            "first",
            "total",
            "has_more",
        ],
        By::Page => &[
            "items",
            "limit",
            "parameter",
            "in",
            "first",
            "number",
            "pages",
            "total",
            "has_more",
        ],
        By::Nothing => &[],
    }
}

/// A value that cannot be used.
pub(super) struct Unusable<'s> {
    pub node: &'s Node,
    pub message: String,
    pub help: String,
}

impl<'s> Unusable<'s> {
    fn new(node: &'s Node, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            node,
            message: message.into(),
            help: help.into(),
        }
    }

    pub fn report(self, lowering: &Lowering<'_, '_>) {
        let report = lowering.report;
        let message = format!("`{KEY}` cannot be used: {}", self.message);
        let found = report.at(Code::Extension, self.node, message);
        report.add(found.help(self.help));
    }
}

fn help_of_by() -> String {
    let words = By::ALL.iter().map(|(word, _)| word);
    format!("`by` is one of {}", listed(words))
}

/// `` `a`, `b` ``
fn listed<'w>(words: impl Iterator<Item = &'w &'w str>) -> String {
    let words: Vec<String> = words.map(|word| format!("`{word}`")).collect();
    words.join(", ")
}

/// The member of an answer or an item that a path of keys leads to.
fn member<'k, 's>(
    answer: &'k Answer,
    value: &'s Node,
    is_right: &dyn Fn(&Found) -> bool,
    kind: &str,
) -> Result<&'k Found, Unusable<'s>> {
    let keys = value.as_str().unwrap_or_default();
    let right = || {
        let right = answer.members.iter().filter(|found| is_right(found));
        let right: Vec<String> = right.map(|found| found.path.keys()).take(12).collect();
        match right.is_empty() {
            true => format!("there is no member that is {kind}"),
            false => format!("{kind} is one of {}", right.join(", ")),
        }
    };
    match answer.at(keys) {
        Some(found) if is_right(found) => Ok(found),
        Some(_) => Err(Unusable::new(
            value,
            format!("`{keys}` is not {kind}"),
            right(),
        )),
        None => Err(Unusable::new(
            value,
            format!("there is no member {value}"),
            right(),
        )),
    }
}

fn header(value: &Node) -> Result<String, Unusable<'_>> {
    let name = value.as_str().filter(|name| media::is_token(name));
    name.map(str::to_owned).ok_or_else(|| {
        Unusable::new(
            value,
            "expected the name of a header",
            "give its name, such as `x-next-page`",
        )
    })
}

fn first(value: &Node) -> Result<u64, Unusable<'_>> {
    let number = match &value.value {
        Value::Integer(number) => u64::try_from(*number).ok(),
        _ => None,
    };
    number.ok_or_else(|| Unusable::new(value, "expected a number", "give 0 or 1"))
}

/// The member of the answer that repeats how many items a page may have, which an offset goes on by, and the parameter that
/// asks for so many.
fn limit<'s>(
    lowering: &Lowering<'_, '_>,
    value: &'s Node,
    by: By,
    known: &Known<'_>,
) -> Result<(Option<FieldPath>, Option<Asked>), Unusable<'s>> {
    let parameter = place(Some(value), None, known);
    let size = parameter.as_ref().ok().cloned().flatten();
    let size = size.filter(Asked::is_number);
    let limit = member(known.answer, value, &Found::is_number, "an integer").ok();
    match (limit, size) {
        (Some(_), None) if by != By::Offset => {
            let message = format!(
                "{value} of the answer has no effect: only a list by `offset` goes on by it"
            );
            let report = lowering.report;
            report.add(report.at_key(Code::Inert, value, message));
            Ok((None, None))
        }
        (None, None) => {
            let is_number = |asked: &&Asked| asked.is_number();
            let right = known.asked.iter().filter(is_number);
            let right: Vec<String> = right.map(|asked| asked.place.described()).collect();
            let help = match right.is_empty() {
                true => "the operation takes no integer".to_owned(),
                false => format!("a parameter for an integer is one of {}", right.join(", ")),
            };
            let message = format!("no parameter for the size of a page is {value}");
            Err(Unusable::new(value, message, help))
        }
        (limit, size) => Ok((limit.map(|found| found.path.clone()), size)),
    }
}

/// The parameter, or the member of the body, that is sent.
fn place<'s>(
    parameter: Option<&'s Node>,
    location: Option<&'s Node>,
    known: &Known<'_>,
) -> Result<Option<Asked>, Unusable<'s>> {
    let Some(parameter) = parameter else {
        return Ok(None);
    };
    let name = parameter.as_str().unwrap_or_default();
    let location = location.and_then(Node::as_str);
    let all = asked_at(known.asked, name, location);
    let right = || {
        let right = known.asked.iter();
        let right = right.filter(|asked| asked.takes_text);
        let right: Vec<String> = right.map(|asked| asked.place.described()).collect();
        match right.is_empty() {
            true => "the operation takes no text and no integer".to_owned(),
            false => format!("it takes {}", right.join(", ")),
        }
    };
    match all.as_slice() {
        [only] if only.takes_text => Ok(Some((*only).clone())),
        [_] => Err(Unusable::new(
            parameter,
            format!("`{name}` is no text and no integer"),
            right(),
        )),
        [] => Err(Unusable::new(
            parameter,
            format!("the operation does not take {parameter}"),
            right(),
        )),
        _ => {
            let message = format!("`{name}` is in several places");
            let help = "add `in: query`, `in: header` or `in: body`";
            Err(Unusable::new(parameter, message, help))
        }
    }
}

/// The parameters and members of a body that have a name, at a place if one is given.
pub(super) fn asked_at<'k>(
    asked: &'k [Asked],
    name: &str,
    location: Option<&str>,
) -> Vec<&'k Asked> {
    let all = asked.iter().filter(|asked| {
        let (known, own) = asked.place.parts();
        let is_it = match &asked.place {
            Place::Header(_) => known.eq_ignore_ascii_case(name),
            _ => known == name,
        };
        is_it && location.is_none_or(|location| location == own)
    });
    all.collect()
}
