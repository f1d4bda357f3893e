//! What a call takes: arguments by their position, setters by their name, a body.

use super::calls::deprecation;
use super::log::{Effect, Log, Spots, Subject};
use super::pair::{Pair, argument_type, written};
use super::side::Side;
use crate::api::{Body, Docs, Operation, Parameter, ParameterPlace, Spot, Type};
use crate::media::MediaType;

/// An argument or a setter.
#[derive(Clone, Copy)]
struct Taken<'a> {
    name: &'a str,
    key: &'a str,
    place: Place,
    required: bool,
    ty: &'a Type,
    docs: &'a Docs,
    deprecated: bool,
    spot: Spot,
}

/// Where it travels; the parameters of a path are told by their number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Path(usize),
    Query,
    Header,
    Body,
}

impl<'a> Taken<'a> {
    fn all(operation: &'a Operation) -> Vec<Self> {
        let path = operation.path_parameters.iter().enumerate();
        let path = path.map(|(index, parameter)| Self {
            place: Place::Path(index),
            ..Self::parameter(parameter, true)
        });
        let required = operation.required_parameters.iter();
        let required = required.map(|parameter| Self::parameter(parameter, true));
        let optional = operation.optional_parameters.iter();
        let optional = optional.map(|parameter| Self::parameter(parameter, false));
        let body = operation.body.iter().map(Self::body);
        path.chain(required).chain(body).chain(optional).collect()
    }

    fn parameter(parameter: &'a Parameter, required: bool) -> Self {
        Self {
            name: &parameter.name,
            key: &parameter.key,
            place: match parameter.place {
                ParameterPlace::Path => Place::Path(0),
                ParameterPlace::Query => Place::Query,
                ParameterPlace::Header => Place::Header,
            },
            required,
            ty: &parameter.ty,
            docs: &parameter.docs,
            deprecated: parameter.deprecated && !required,
            spot: parameter.spot,
        }
    }

    fn body(body: &'a Body) -> Self {
        Self {
            name: &body.name,
            key: "",
            place: Place::Body,
            required: body.required,
            ty: &body.ty,
            docs: &body.docs,
            deprecated: false,
            spot: body.spot,
        }
    }

    /// `list(limit)` for an argument, `list().limit` for a setter.
    fn subject(&self, call: &Subject) -> Subject {
        call.part(if self.required {
            format!("({})", self.name)
        } else {
            format!("().{}", self.name)
        })
    }

    fn is(&self, other: &Self) -> bool {
        let by_number = matches!(self.place, Place::Path(_));
        self.place == other.place && (by_number || self.key == other.key)
    }

    fn on_the_wire(&self) -> String {
        match self.place {
            Place::Path(_) => "part of the path".to_owned(),
            Place::Query => format!("query parameter `{}`", self.key),
            Place::Header => format!("header `{}`", self.key),
            Place::Body => "body".to_owned(),
        }
    }
}

pub(super) fn compare(
    pair: &Pair<'_>,
    old: &Operation,
    new: &Operation,
    call: &Subject,
    log: &mut Log,
) {
    let (was, mut is) = (Taken::all(old), Taken::all(new));
    let mut take = |fits: &dyn Fn(&Taken<'_>) -> bool| {
        let at = is.iter().position(fits)?;
        Some(is.remove(at))
    };
    let mut pairs: Vec<(Taken<'_>, Option<Taken<'_>>)> = Vec::new();
    for taken in &was {
        pairs.push((*taken, take(&|other| taken.is(other))));
    }
    // What kept its name in Rust and travels otherwise.
    for (taken, other) in pairs.iter_mut().filter(|(_, other)| other.is_none()) {
        *other = take(&|other| other.name == taken.name && other.place != Place::Body);
    }
    order(&pairs, &Taken::all(new), old, new, call, log);
    for (taken, other) in pairs {
        match other {
            Some(other) => argument(pair, &taken, &other, call, log),
            None => {
                let text = format!("removed: {}", taken.on_the_wire());
                let at = Spots::old(taken.spot);
                log.add(&taken.subject(call), text, Effect::MAJOR, at);
            }
        }
    }
    for taken in is {
        let ty = shown(&pair.new, &taken);
        let (text, effect) = if taken.required {
            let wire = !matches!(taken.place, Place::Path(_));
            (
                format!("added and required: `{ty}`"),
                Effect::MAJOR.wire(wire),
            )
        } else {
            (format!("added: `{ty}`"), Effect::MINOR)
        };
        log.add(&taken.subject(call), text, effect, Spots::new(taken.spot));
    }
    media_type(old, new, call, log);
}

fn shown(side: &Side<'_>, taken: &Taken<'_>) -> String {
    argument_type(side, taken.ty, &written(side, taken.ty))
}

fn argument(pair: &Pair<'_>, old: &Taken<'_>, new: &Taken<'_>, call: &Subject, log: &mut Log) {
    let subject = new.subject(call);
    let at = Spots::both(old.spot, new.spot);
    if old.place != new.place || old.key != new.key && !matches!(new.place, Place::Path(_)) {
        let text = format!("on the wire {} → {}", old.on_the_wire(), new.on_the_wire());
        log.add(&subject, text, Effect::WIRE, at);
    }
    let now = argument_type(&pair.old, old.ty, &pair.written_now(old.ty));
    let is = shown(&pair.new, new);
    let fits = pair.is_taken(old.ty, new.ty);
    match (old.required, new.required) {
        (true, false) => {
            let text = format!(
                "required → optional: no longer an argument, `.{}(…)` sets it",
                new.name
            );
            log.add(&subject, text, Effect::MAJOR, at);
        }
        (false, true) => {
            let text = "optional → required: an argument of the call, no longer a setter";
            log.add(&subject, text, Effect::MAJOR.wire(true), at);
        }
        (false, false) if old.name != new.name => {
            let text = format!(
                "renamed: it was `.{}(…)`; on the wire it is the same",
                old.name
            );
            log.add(&subject, text, Effect::MAJOR, at);
        }
        (true, true) if old.name != new.name && old.place != Place::Body => {
            let text = format!("the argument's name was `{}`", old.name);
            log.add(&subject, text, Effect::NONE, at);
        }
        _ => {}
    }
    if now != is {
        let was = shown(&pair.old, old);
        let text = format!("`{was}` → `{is}`");
        log.add(&subject, text, Effect::MAJOR.wire(!fits), at);
    }
    if old.deprecated != new.deprecated && !new.required {
        deprecation(new.deprecated, &subject, at, log);
    }
    // The documentation of an argument is nowhere in the client.
    if old.docs != new.docs && !new.required && !old.required {
        log.add(&subject, "documentation", Effect::DOCUMENTATION, at);
    }
}

/// Whether those that stay arguments stand in the same order.
fn order(
    pairs: &[(Taken<'_>, Option<Taken<'_>>)],
    now: &[Taken<'_>],
    old: &Operation,
    new: &Operation,
    call: &Subject,
    log: &mut Log,
) {
    let stay = pairs.iter().filter_map(|(was, is)| {
        let is = is.filter(|is| is.required && was.required)?;
        now.iter().position(|taken| taken.is(&is))
    });
    let stay: Vec<usize> = stay.collect();
    if stay.is_sorted() {
        return;
    }
    let names = |operation: &Operation| {
        let required = Taken::all(operation)
            .into_iter()
            .filter(|taken| taken.required);
        required
            .map(|taken| taken.name.to_owned())
            .collect::<Vec<_>>()
            .join(", ")
    };
    let text = format!(
        "takes its arguments in another order: ({}) → ({})",
        names(old),
        names(new)
    );
    log.add(call, text, Effect::MAJOR, Spots::both(old.spot, new.spot));
}

fn media_type(old: &Operation, new: &Operation, call: &Subject, log: &mut Log) {
    let (Some(was), Some(is)) = (&old.body, &new.body) else {
        return;
    };
    let essence = |text: &str| MediaType::parse(text).map(|media| media.essence());
    if essence(&was.media_type) != essence(&is.media_type) {
        let text = format!("its body is `{}` → `{}`", was.media_type, is.media_type);
        log.add(call, text, Effect::WIRE, Spots::both(was.spot, is.spot));
    }
}
