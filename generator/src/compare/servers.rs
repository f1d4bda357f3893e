//! Servers that a caller chooses from, and the servers of operations.

use super::Group;
use super::client::variable;
use super::log::{Effect, Log, Spots, Subject};
use crate::api::{
    Api, Operation, OwnServer, ServerChoice, ServerSet, ServerVariable, Servers, VariableEnum,
};

/// The module of servers.
pub(super) fn compare(old: &Api, new: &Api, log: &mut Log) {
    let (was, is) = (&old.servers, &new.servers);
    if !was.sets.is_empty() && !is.sets.is_empty() && was.module != is.module {
        let text = format!(
            "its servers are in `{}`, they were in `{}`",
            is.module, was.module
        );
        let client = Subject::whole(Group::Client, "Client");
        log.add(&client, text, Effect::MAJOR, Spots(None, None));
    }
    let named = |servers: &Servers, name: &str| {
        Subject::whole(Group::Client, "Client").named(format!("{}::{name}", servers.module))
    };
    for set in &was.sets {
        let at = Spots(set.choices.first().map(|first| first.spot), None);
        match is.sets.iter().find(|other| other.name == set.name) {
            Some(other) => self::set(old, new, (set, other), log),
            None => log.add(&named(was, &set.name), "removed", Effect::MAJOR, at),
        }
    }
    for set in came(&was.sets, &is.sets, |set| &set.name) {
        let at = Spots(None, set.choices.first().map(|first| first.spot));
        log.add(&named(is, &set.name), "added", Effect::MINOR, at);
    }
    for values in &was.enums {
        match is.enums.iter().find(|other| other.name == values.name) {
            Some(other) => self::values(values, other, &named(is, &values.name), log),
            None => {
                let at = Spots::old(values.spot);
                log.add(&named(was, &values.name), "removed", Effect::MAJOR, at);
            }
        }
    }
    for values in came(&was.enums, &is.enums, |values| &values.name) {
        let at = Spots::new(values.spot);
        log.add(&named(is, &values.name), "added", Effect::MINOR, at);
    }
}

/// Those of the new things whose name no old one has.
fn came<'a, T>(old: &[T], new: &'a [T], name: fn(&T) -> &str) -> Vec<&'a T> {
    let is_new = |thing: &&T| !old.iter().any(|other| name(other) == name(thing));
    new.iter().filter(is_new).collect()
}

fn set(old: &Api, new: &Api, (was, is): (&ServerSet, &ServerSet), log: &mut Log) {
    let client = Subject::whole(Group::Client, "Client");
    let at = Spots(
        was.choices.first().map(|first| first.spot),
        is.choices.first().map(|first| first.spot),
    );
    let setter = |name: &str| client.part(format!("::builder().{name}"));
    if was.setter != is.setter {
        if let Some(gone) = &was.setter {
            log.add(&setter(gone), "removed", Effect::MAJOR, at);
        }
        if let Some(came) = &is.setter {
            log.add(&setter(came), "added", Effect::MINOR, at);
        }
    }
    let named = |api: &Api, choice: &ServerChoice| {
        client.named(format!(
            "{}::{}::{}",
            api.servers.module, was.name, choice.name
        ))
    };
    for choice in &was.choices {
        match is.choices.iter().find(|other| other.name == choice.name) {
            Some(other) => self::choice(old, new, (choice, other), &named(new, other), log),
            None => {
                let effect = Effect::MAJOR.wire(true);
                let at = Spots::old(choice.spot);
                log.add(&named(old, choice), "removed", effect, at);
            }
        }
    }
    for choice in came(&was.choices, &is.choices, |choice| &choice.name) {
        let text = format!("added: `{}`", choice.url);
        log.add(
            &named(new, choice),
            text,
            Effect::MINOR,
            Spots::new(choice.spot),
        );
    }
}

fn choice(
    old: &Api,
    new: &Api,
    (was, is): (&ServerChoice, &ServerChoice),
    subject: &Subject,
    log: &mut Log,
) {
    let at = Spots::both(was.spot, is.spot);
    if was.url != is.url {
        let text = format!("`{}` → `{}`", was.url, is.url);
        log.add(subject, text, Effect::WIRE, at);
    }
    variable(&was.env, &is.env, subject, at, log);
    if was.ty != is.ty {
        let shown = |ty: &Option<String>| match ty {
            Some(ty) => format!("`{ty}`"),
            None => "nothing".to_owned(),
        };
        let text = format!("holds {} → {}", shown(&was.ty), shown(&is.ty));
        log.add(subject, text, Effect::MAJOR, at);
        return;
    }
    if was.docs != is.docs {
        log.add(subject, "documentation", Effect::DOCUMENTATION, at);
    }
    let Some(ty) = &is.ty else { return };
    let named = |name: &str| subject.named(format!("{}::{ty}.{name}", new.servers.module));
    for variable in &was.variables {
        let subject = named(&variable.name);
        let Some(other) = is
            .variables
            .iter()
            .find(|other| other.name == variable.name)
        else {
            log.add(&subject, "removed", Effect::MAJOR, at);
            continue;
        };
        let (before, after) = (taken(old, variable), taken(new, other));
        if before != after {
            let text = format!("takes `{before}` → `{after}`");
            log.add(&subject, text, Effect::MAJOR, at);
        }
        if variable.default != other.default {
            let text = format!("default `{}` → `{}`", variable.default, other.default);
            log.add(&subject, text, Effect::WIRE, at);
        } else if variable.docs != other.docs {
            log.add(&subject, "documentation", Effect::DOCUMENTATION, at);
        }
    }
    for variable in came(&was.variables, &is.variables, |variable| &variable.name) {
        log.add(&named(&variable.name), "added", Effect::MINOR, at);
    }
}

/// The type that a setter takes.
fn taken<'a>(api: &'a Api, variable: &ServerVariable) -> &'a str {
    let values = variable.values.map(|values| &api.servers.enums[values]);
    values.map_or("String", |values| &values.name)
}

fn values(was: &VariableEnum, is: &VariableEnum, subject: &Subject, log: &mut Log) {
    let at = Spots::both(was.spot, is.spot);
    let named = |name: &str| subject.named(format!("{}::{name}", subject.name));
    for (name, value) in &was.values {
        match is.values.iter().find(|(other, _)| other == name) {
            None => log.add(&named(name), "removed", Effect::MAJOR.wire(true), at),
            Some((_, other)) if other != value => {
                let text = format!("in the URL `{value}` → `{other}`");
                log.add(&named(name), text, Effect::WIRE, at);
            }
            Some(_) => {}
        }
    }
    for (name, value) in came(&was.values, &is.values, |(name, _)| name) {
        let text = format!("added: `{value}`");
        log.add(&named(name), text, Effect::MINOR, at);
    }
}

/// Where the calls of an operation go.
pub(super) fn of_call(
    (old, was): (&Api, &Operation),
    (new, is): (&Api, &Operation),
    subject: &Subject,
    log: &mut Log,
) {
    let at = Spots::both(was.spot, is.spot);
    let (before, after) = (default(old, was), default(new, is));
    if before != after {
        log.add(
            subject,
            format!("sent to {before} → {after}"),
            Effect::WIRE,
            at,
        );
    }
    variable(&env(was), &env(is), subject, at, log);
    let named = |name: &str| subject.part(format!("({name})"));
    match (option(old, was), option(new, is)) {
        (Some((before, was)), Some((after, is))) if before == after => {
            if was != is {
                let text = format!("takes `{was}` → `{is}`");
                log.add(&named(after), text, Effect::MAJOR, at);
            }
        }
        (before, after) => {
            if let Some((name, _)) = before {
                log.add(&named(name), "removed", Effect::MAJOR, at);
            }
            if let Some((name, _)) = after {
                log.add(&named(name), "added", Effect::MINOR, at);
            }
        }
    }
}

/// The URL that a call is sent to by default.
fn default(api: &Api, operation: &Operation) -> String {
    let of_set = |set: &ServerSet| {
        set.setter.as_ref()?;
        set.choices.first().map(|first| first.url.clone())
    };
    let url = match &operation.server {
        None => None,
        Some(OwnServer::One { url, .. }) => Some(url.clone()),
        Some(OwnServer::Chosen { set, .. }) => of_set(&api.servers.sets[*set]),
    };
    match url {
        None => "the server of the API".to_owned(),
        Some(url) => format!("`{url}`"),
    }
}

fn env(operation: &Operation) -> Option<String> {
    match &operation.server {
        Some(OwnServer::One { env, .. }) => env.clone(),
        _ => None,
    }
}

/// The option of the request that takes a server, and its type.
fn option<'a>(api: &'a Api, operation: &'a Operation) -> Option<(&'a str, &'a str)> {
    match &operation.server {
        Some(OwnServer::Chosen { set, option }) => Some((option, &api.servers.sets[*set].name)),
        _ => None,
    }
}
