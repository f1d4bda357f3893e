//! How an operation went from page to page in the last version, as the file of names has it: what is added to its
//! answer or to its parameters neither ends its pages nor changes their items.

use super::answer::{Answer, Found, ListFound, list_of};
use super::asked::Asked;
use super::declared::{Declared, Known, asked_at};
use super::shapes::By;
use crate::api::{Pagination, Token, Type};
use crate::lower::context::Lowering;
use crate::lower::names::orders::{APART, escaped, unescaped};
use crate::names;

/// The separator between a key and its value.
const IS: &str = ": ";

/// The line of an operation whose pages are said by hand: how they go on is not kept.
const BY_HAND: &str = "by hand";

/// The shape of the last version, and what it went by. What is no longer there is left out, and looked for by name.
pub(super) struct Kept {
    pub by: By,
    pub declared: Declared,
}

/// What the last version went by; `None` for an operation that was not read page by page, or as the description said.
pub(super) fn read(lowering: &Lowering<'_, '_>, route: &str, known: &Known<'_>) -> Option<Kept> {
    let text = lowering.names.in_commit(names::PAGES, route)?;
    let entries: Vec<(&str, String)> = text
        .split(APART)
        .filter_map(|entry| entry.split_once(IS))
        .map(|(key, value)| (key, unescaped(value)))
        .collect();
    let value = |key: &str| {
        let mut entries = entries.iter();
        let (_, value) = entries.find(|(known, _)| *known == key)?;
        Some(value.as_str())
    };
    let member = |key: &str, is_right: &dyn Fn(&Found) -> bool| {
        let found = known.answer.at(value(key)?)?;
        is_right(found).then(|| found.path.clone())
    };
    let is_token = |found: &Found| found.is_text() || found.is_number();
    let items = value("items").and_then(|keys| list_at(known.answer, keys));
    let items = items.or_else(|| items_of_type(lowering, known.answer));
    let item = items.as_ref().map(|list| list.item.clone());
    let item = item.or_else(|| Some(known.answer.list().ok()?.item));
    let id = || {
        let item = Answer::of(lowering, &item?);
        let id = item.at(value("id")?)?;
        id.is_text().then(|| id.path.clone())
    };
    let header = value("header").map(|name| Token::Header(name.to_owned()));
    Some(Kept {
        by: By::named(value("by")?)?,
        declared: Declared {
            place: place(value("parameter"), value("in"), known.asked),
            id: id(),
            token: header.or_else(|| member("token", &is_token).map(Token::Body)),
            url: member("url", &Found::is_text),
            has_more: member("has_more", &Found::is_flag),
            last_id: member("last_id", &Found::is_text),
            total: member("total", &Found::is_number),
            number: member("number", &Found::is_number),
            pages: member("pages", &Found::is_number),
            items,
            ..Declared::default()
        },
    })
}

/// Whether the last version gave the answer of an operation whole, and an answer of this type. An earlier generator did
/// not say so.
pub(super) fn was_whole(lowering: &Lowering<'_, '_>, route: &str, answer: &Answer) -> bool {
    let names = &lowering.names;
    let is_there = |group: &str, key: &str| names.in_commit(group, key).is_some();
    let says_all = is_there(names::PAGES, names::OTHERS) && !is_there(names::PAGES, route);
    let had_type =
        list_place(lowering, &answer.ty).is_none_or(|place| is_there(names::TYPES, place));
    says_all && had_type && is_there(names::REQUESTS, route)
}

/// The member that has the items of an answer of the same type: one type has them in one place.
pub(super) fn items_of_type(lowering: &Lowering<'_, '_>, answer: &Answer) -> Option<ListFound> {
    let place = list_place(lowering, &answer.ty)?;
    let names = &lowering.names;
    let of_stand = || names.in_commit(names::ITEMS, names.in_commit(names::SAME, place)?);
    let keys = names.in_commit(names::ITEMS, place).or_else(of_stand)?;
    list_at(answer, keys)
}

fn list_at(answer: &Answer, keys: &str) -> Option<ListFound> {
    let list = answer.lists().find(|list| list.path.keys() == keys)?;
    Some(list_of(list))
}

/// Writes down that operations without a line are not read page by page.
pub(in crate::lower::operation) fn note_others(lowering: &Lowering<'_, '_>) {
    let by = By::Nothing.word();
    let names = &lowering.names;
    names.note(names::PAGES, names::OTHERS, &format!("by{IS}{by}"));
}

/// Writes down that the description says how an operation is read page by page.
pub(super) fn note_by_hand(lowering: &Lowering<'_, '_>, route: &str) {
    lowering.names.note(names::PAGES, route, BY_HAND);
}

/// Writes down how an operation is read page by page.
pub(super) fn note(lowering: &Lowering<'_, '_>, route: &str, pagination: &Pagination) {
    let names = &lowering.names;
    names.note(names::PAGES, route, &said(pagination));
    if let Some(place) = list_place(lowering, &pagination.list) {
        names.note(names::ITEMS, place, &pagination.items.keys());
    }
}

/// The place of the type that holds the items.
fn list_place<'l>(lowering: &'l Lowering<'_, '_>, list: &Type) -> Option<&'l str> {
    match list.unboxed() {
        Type::Named(id) => Some(lowering.types.get(*id).place.as_str()),
        _ => None,
    }
}

fn place(name: Option<&str>, location: Option<&str>, asked: &[Asked]) -> Option<Asked> {
    let found = asked_at(asked, name?, location);
    match found.as_slice() {
        [only] if only.takes_text => Some((*only).clone()),
        _ => None,
    }
}

/// What an operation goes by, in one line.
fn said(pagination: &Pagination) -> String {
    let by = By::of_next(&pagination.next).word();
    let items = Some(pagination.items.keys()).filter(|keys| !keys.is_empty());
    let all = std::iter::once(("by", by.to_owned()))
        .chain(items.map(|keys| ("items", keys)))
        .chain(pagination.next.goes_by());
    let all = all.map(|(key, value)| format!("{key}{IS}{}", escaped(&value)));
    all.collect::<Vec<String>>().join(APART)
}
