//! What comes back: the type that awaiting a call gives, its variants by status, other media types.

use std::mem::discriminant;

use super::log::{Effect, Log, Spots, Subject};
use super::pair::{Pair, written};
use super::side::Side;
use super::statuses::{self, Given};
use super::streams;
use crate::api::{Answer, ByStatus, Operation, Reading, StatusVariant, Success};
use crate::media::MediaType;

/// What differs in the answers of a call.
pub(super) fn compare(
    pair: &Pair<'_>,
    old: &Operation,
    new: &Operation,
    subject: &Subject,
    log: &mut Log,
) {
    let at = Spots::both(old.spot, new.spot);
    streams::switch(pair, old, new, subject, at, log);
    reading(pair, &old.answer, &new.answer, subject, at, log);
    match (old.conditional, new.conditional) {
        (true, false) => log.add(subject, "`.if_changed()` is gone", Effect::MAJOR, at),
        (false, true) => log.add(subject, "new: `.if_changed()`", Effect::MINOR, at),
        _ => {}
    }
    for was in &old.others {
        let subject = subject.part(format!(".{}()", was.name));
        match new.others.iter().find(|is| is.media == was.media) {
            None => log.add(
                &subject,
                "gone: the answer has not this media type",
                Effect::MAJOR,
                at,
            ),
            Some(is) => {
                if is.name != was.name {
                    log.add(&subject, format!("called `{}`", is.name), Effect::MAJOR, at);
                }
                if let Some(was) = &was.with_response
                    && is.with_response.as_ref() != Some(was)
                {
                    let text = match &is.with_response {
                        Some(is) => format!("`.{was}()` is called `{is}`"),
                        None => format!("`.{was}()` is gone"),
                    };
                    log.add(&subject, text, Effect::MAJOR, at);
                }
                reading(pair, &was.reading, &is.reading, &subject, at, log);
            }
        }
    }
    for is in &new.others {
        if old.others.iter().all(|was| was.media != is.media) {
            let text = format!("new: `.{}()` gives the answer in `{}`", is.name, is.media);
            log.add(subject, text, Effect::MINOR, at);
        }
    }
}

fn reading(
    pair: &Pair<'_>,
    old: &Reading,
    new: &Reading,
    subject: &Subject,
    at: Spots,
    log: &mut Log,
) {
    let replaced = replaced(old, new);
    let (old, new) = (&old.success, &new.success);
    let kinds = |success: &Success| success.answers().map(discriminant).collect::<Vec<_>>();
    let has_xml = |success: &Success| success.answers().any(|one| matches!(one, Answer::Xml(..)));
    if let (Success::ByStatus(was), Success::ByStatus(is)) = (old, new) {
        if let Some(text) = replaced.filter(|_| kinds(old) == kinds(new)) {
            log.add(subject, text, Effect::WIRE, at);
        }
        return by_status(pair, was, is, subject, at, log);
    }
    if let (Success::One(was), Success::One(is)) = (old, new) {
        media(pair, was, is, subject, at, log);
        streams::compare(pair, was, is, subject, at, log);
    }
    let now = given(old, &|answer| now(pair, answer));
    let is = given(new, &|answer| shown(&pair.new, answer));
    if now == is {
        if let Some(text) = replaced.filter(|_| has_xml(old) == has_xml(new)) {
            log.add(subject, text, Effect::WIRE, at);
        }
        return;
    }
    let wire = match (old, new) {
        (Success::One(Answer::Json(was)), Success::One(Answer::Json(is)))
        | (Success::One(Answer::Xml(was, _)), Success::One(Answer::Xml(is, _))) => {
            !pair.is_read(was, is)
        }
        (Success::Nothing, _) => false,
        (Success::One(was), Success::One(is)) => streams::breaks(pair, was, is),
        // The old client reads every status as the one type.
        _ => true,
    };
    let was = given(old, &|answer| shown(&pair.old, answer));
    let text = format!("gives `{was}` → `{is}`");
    log.add(subject, text, Effect::MAJOR.wire(wire), at);
}

/// The media types of the successes that a reading asks for. What only errors have has a weight.
fn asked(reading: &Reading) -> Vec<MediaType> {
    let all = reading
        .accept
        .split(", ")
        .filter(|_| reading.success.answers().next().is_some());
    let all = all.filter_map(MediaType::parse);
    all.filter(|media| media.parameter("q").is_none()).collect()
}

/// That what was asked for no longer comes, and something else does. Of several media types that are read as one type
/// each is enough.
fn replaced(old: &Reading, new: &Reading) -> Option<String> {
    let (was, is) = (asked(old), asked(new));
    let without = |some: &[MediaType], others: &[MediaType]| {
        let is_one = |one: &MediaType, other: &MediaType| one.covers(other) || other.covers(one);
        let without = some
            .iter()
            .filter(|one| !others.iter().any(|other| is_one(one, other)));
        without.map(MediaType::essence).collect::<Vec<_>>()
    };
    let (gone, came) = (without(&was, &is), without(&is, &was));
    let stays = matches!(old.success, Success::One(_)) && gone.len() < was.len();
    let list = |media: &[String]| format!("`{}`", media.join("`, `"));
    (!stays && !gone.is_empty() && !came.is_empty())
        .then(|| format!("the answer is {} → {}", list(&gone), list(&came)))
}

/// Whether what has a type is written in another way: in JSON or in XML, or as another element.
fn media(pair: &Pair<'_>, old: &Answer, new: &Answer, subject: &Subject, at: Spots, log: &mut Log) {
    let text = match (old, new) {
        (Answer::Json(_), Answer::Xml(..)) => "the answer is XML, no longer JSON",
        (Answer::Xml(..), Answer::Json(_)) => "the answer is JSON, no longer XML",
        (Answer::Xml(_, was), Answer::Xml(_, is)) if !pair.is_same_xml(*was, *is) => {
            "the answer is another element of XML"
        }
        _ => return,
    };
    log.add(subject, text, Effect::WIRE, at);
}

fn by_status(
    pair: &Pair<'_>,
    old: &ByStatus,
    new: &ByStatus,
    subject: &Subject,
    at: Spots,
    log: &mut Log,
) {
    if old.name != new.name {
        let text = format!("gives `{}` → `{}`", old.name, new.name);
        log.add(subject, text, Effect::MAJOR, at);
    }
    for was in &old.variants {
        let Some(is) = new.variants.iter().find(|is| is.name == was.name) else {
            let text = format!("`{}::{}` is gone", old.name, was.name);
            log.add(subject, text, Effect::MAJOR, at);
            continue;
        };
        if let (Some(was), Some(is)) = (&was.answer, &is.answer) {
            media(pair, was, is, subject, at, log);
            streams::compare(pair, was, is, subject, at, log);
        }
        let now = variant(was, &|answer| now(pair, answer));
        let (is, shown_before) = (
            variant(is, &|answer| shown(&pair.new, answer)),
            variant(was, &|answer| shown(&pair.old, answer)),
        );
        if now != is {
            let text = format!(
                "`{}::{}` holds `{shown_before}` → `{is}`",
                old.name, was.name
            );
            log.add(subject, text, Effect::MAJOR.wire(true), at);
        }
    }
    for is in &new.variants {
        if old.variants.iter().all(|was| was.name != is.name) {
            let text = format!("new: `{}::{}`", new.name, is.name);
            log.add(subject, text, Effect::MINOR, at);
        }
    }
    let was: Vec<Given<'_>> = old.variants.iter().map(Given::of).collect();
    let is: Vec<Given<'_>> = new.variants.iter().map(Given::of).collect();
    statuses::compare(&old.name, &was, &is, subject, at, log);
    if old.has_others() && !new.has_others() {
        let text = format!("`{}::Other` is gone: every success is described", old.name);
        log.add(subject, text, Effect::MAJOR, at);
    }
}

/// The type that awaiting a call gives.
fn given(success: &Success, shown: &dyn Fn(&Answer) -> String) -> String {
    match success {
        Success::Nothing => "()".to_owned(),
        Success::One(answer) => shown(answer),
        Success::ByStatus(by_status) => by_status.name.clone(),
    }
}

fn variant(variant: &StatusVariant, shown: &dyn Fn(&Answer) -> String) -> String {
    let status = variant.keeps_status().then(|| "StatusCode".to_owned());
    let values = status.into_iter().chain(variant.answer.as_ref().map(shown));
    let values = values.collect::<Vec<_>>().join(", ");
    match values.as_str() {
        "" => "()".to_owned(),
        _ => values,
    }
}

/// The type of a body of the old client, as the new one calls it.
fn now(pair: &Pair<'_>, answer: &Answer) -> String {
    match answer {
        Answer::Json(ty) | Answer::Xml(ty, _) => pair.written_now(ty),
        answer => streams::now(pair, answer).unwrap_or_else(|| shown(&pair.old, answer)),
    }
}

fn shown(side: &Side<'_>, answer: &Answer) -> String {
    match answer {
        Answer::Json(ty) | Answer::Xml(ty, _) => written(side, ty),
        Answer::Text => "String".to_owned(),
        Answer::Download => "Download".to_owned(),
        stream => streams::shown(side, stream).unwrap_or_default(),
    }
}
