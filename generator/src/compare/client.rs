//! The client itself: package, address, credentials, settings, the error it shows, its resources.

use super::Group;
use super::log::{Effect, Log, Spots, Subject};
use super::pair::{Pair, written};
use super::side::Side;
use crate::api::{Api, Credential, Place, Setting, Type};

pub(super) fn compare(pair: &Pair<'_>, log: &mut Log) {
    let (old, new) = (pair.old.api, pair.new.api);
    let client = Subject::whole(Group::Client, "Client");
    package(old, new, &client, log);
    address(old, new, &client, log);
    let builder = client.part("::builder()");
    for was in &old.credentials {
        match new.credentials.iter().find(|is| is.name == was.name) {
            Some(is) => credential(was, is, &client, log),
            None => {
                let subject = client.part(format!("::builder().{}", was.name));
                log.add(
                    &subject,
                    "removed",
                    Effect::MAJOR.wire(true),
                    Spots::old(was.spot),
                );
            }
        }
    }
    let came = |is: &&Credential| !old.credentials.iter().any(|was| was.name == is.name);
    for is in new.credentials.iter().filter(came) {
        let subject = client.part(format!("::builder().{}", is.name));
        log.add(&subject, "added", Effect::MINOR, Spots::new(is.spot));
    }
    constructors(old, new, &client, log);
    settings(old, new, &client, log);
    error(pair, &client, log);
    if old.no_retry != new.no_retry {
        let at = Spots(old.package.spot, new.package.spot);
        let text = "other errors are not tried again";
        log.add(&builder, text, Effect::NONE, at);
    }
    resources(pair, log);
}

fn package(old: &Api, new: &Api, client: &Subject, log: &mut Log) {
    let (was, is) = (&old.package, &new.package);
    let at = Spots(was.spot, is.spot);
    if was.name != is.name {
        let text = format!("the package `{}` → `{}`", was.name, is.name);
        log.add(client, text, Effect::MAJOR, at);
    }
    let said = (&was.description, &was.license, &was.documentation);
    if said != (&is.description, &is.license, &is.documentation) || old.docs != new.docs {
        log.add(client, "documentation", Effect::DOCUMENTATION, at);
    }
}

/// A client that is built again calls the new address, one that was built before the old one.
fn address(old: &Api, new: &Api, client: &Subject, log: &mut Log) {
    let at = Spots(
        old.server.or(old.package.spot),
        new.server.or(new.package.spot),
    );
    let subject = client.part("::builder().base_url");
    let shown = |url: &Option<String>| match url {
        Some(url) => format!("`{url}`"),
        None => "none, it must be set".to_owned(),
    };
    if old.base_url != new.base_url {
        let text = format!(
            "default {} → {}",
            shown(&old.base_url),
            shown(&new.base_url)
        );
        let effect = match old.base_url {
            Some(_) => Effect::WIRE,
            None => Effect::MINOR,
        };
        log.add(&subject, text, effect, at);
    }
    variable(&old.base_url_env, &new.base_url_env, &subject, at, log);
}

/// An environment variable that fills something.
fn variable(old: &Option<String>, new: &Option<String>, of: &Subject, at: Spots, log: &mut Log) {
    match (old, new) {
        (was, is) if was == is => {}
        (None, Some(is)) => log.add(of, format!("read from `{is}` too"), Effect::MINOR, at),
        (Some(was), Some(is)) => {
            let text = format!("read from `{is}`, no longer from `{was}`");
            log.add(of, text, Effect::WIRE, at);
        }
        (Some(was), None) => {
            log.add(of, format!("no longer read from `{was}`"), Effect::WIRE, at);
        }
        (None, None) => {}
    }
}

fn credential(old: &Credential, new: &Credential, client: &Subject, log: &mut Log) {
    let subject = client.part(format!("::builder().{}", new.name));
    let at = Spots::both(old.spot, new.spot);
    let shown = |place: &Place| match place {
        Place::Bearer => "`Authorization: Bearer`".to_owned(),
        Place::Basic => "`Authorization: Basic`".to_owned(),
        Place::Header(name) => format!("the header `{name}`"),
        Place::Query(name) => format!("the query parameter `{name}`"),
    };
    if old.place != new.place {
        let pair_before = old.place == Place::Basic;
        let pair_now = new.place == Place::Basic;
        let rust = if pair_before == pair_now {
            Effect::NONE
        } else {
            Effect::MAJOR
        };
        let text = format!("sent as {} → {}", shown(&old.place), shown(&new.place));
        log.add(&subject, text, rust.wire(true), at);
    }
    variable(&old.env, &new.env, &subject, at, log);
    if old.docs != new.docs {
        log.add(&subject, "documentation", Effect::DOCUMENTATION, at);
    }
}

/// `Client::new` takes what the first way to authenticate needs; `from_env` is there when the
/// environment can give all of it.
fn constructors(old: &Api, new: &Api, client: &Subject, log: &mut Log) {
    fn first(api: &Api) -> Vec<&Credential> {
        let way = api.security.iter().find(|all| !all.is_empty());
        let way = way.into_iter().flatten();
        way.map(|index| &api.credentials[*index]).collect()
    }
    let (was, is) = (first(old), first(new));
    let takes = |way: &[&Credential]| -> Vec<&'static str> {
        let one = |credential: &&Credential| match credential.place {
            Place::Basic => "user, password",
            _ => "impl Into<String>",
        };
        way.iter().map(one).collect()
    };
    let at = Spots(
        was.first().map(|first| first.spot).or(old.package.spot),
        is.first().map(|first| first.spot).or(new.package.spot),
    );
    let names = |way: &[&Credential]| {
        let names: Vec<&str> = way
            .iter()
            .map(|credential| credential.name.as_str())
            .collect();
        names.join(", ")
    };
    let has_client = |api: &Api| api.has_operations();
    if !has_client(old) || !has_client(new) {
        return;
    }
    let subject = client.part("::new");
    if takes(&was) != takes(&is) {
        let text = format!("takes ({}) → ({})", names(&was), names(&is));
        log.add(&subject, text, Effect::MAJOR, at);
    } else if names(&was) != names(&is) {
        let text = format!("takes ({}) → ({}): the same types", names(&was), names(&is));
        log.add(&subject, text, Effect::WIRE, at);
    }
    let from_env = |way: &[&Credential]| {
        !way.is_empty() && way.iter().all(|credential| credential.env.is_some())
    };
    let subject = client.part("::from_env");
    match (from_env(&was), from_env(&is)) {
        (true, false) => log.add(&subject, "removed", Effect::MAJOR, at),
        (false, true) => log.add(&subject, "added", Effect::MINOR, at),
        _ => {}
    }
}

fn settings(old: &Api, new: &Api, client: &Subject, log: &mut Log) {
    let named = |setting: &Setting| client.part(format!("::builder().{}", setting.name));
    for was in &old.settings {
        let Some(is) = new.settings.iter().find(|is| is.name == was.name) else {
            log.add(&named(was), "removed", Effect::MAJOR, Spots::old(was.spot));
            continue;
        };
        let at = Spots::both(was.spot, is.spot);
        if was.header != is.header {
            let text = format!("sent as `{}` → `{}`", was.header, is.header);
            log.add(&named(is), text, Effect::WIRE, at);
        }
        variable(&was.env, &is.env, &named(is), at, log);
        if was.docs != is.docs {
            log.add(&named(is), "documentation", Effect::DOCUMENTATION, at);
        }
    }
    let came = |is: &&Setting| !old.settings.iter().any(|was| was.name == is.name);
    for is in new.settings.iter().filter(came) {
        log.add(&named(is), "added", Effect::MINOR, Spots::new(is.spot));
    }
}

/// What `Error::api_error` gives.
fn error(pair: &Pair<'_>, client: &Subject, log: &mut Log) {
    let subject = Subject {
        name: "Error::api_error".to_owned(),
        ..client.clone()
    };
    let (old, new) = (pair.old.api.error, pair.new.api.error);
    let spot = |side: &Side<'_>, error: Option<crate::api::ErrorBody>| {
        error.map(|error| side.def(error.shown).spot)
    };
    let at = Spots(spot(&pair.old, old), spot(&pair.new, new));
    let (Some(old), Some(new)) = (old, new) else {
        match (old, new) {
            (Some(_), None) => log.add(&subject, "removed", Effect::MAJOR, at),
            (None, Some(_)) => log.add(&subject, "added", Effect::MINOR, at),
            _ => {}
        }
        return;
    };
    let (was, is) = (Type::Named(old.shown), Type::Named(new.shown));
    if !pair.same(&was, &is) {
        let (was, is) = (written(&pair.old, &was), written(&pair.new, &is));
        let text = format!("gives `{was}` → `{is}`");
        log.add(&subject, text, Effect::MAJOR, at);
    }
}

/// The types that stand for resources.
fn resources(pair: &Pair<'_>, log: &mut Log) {
    for (chain, was) in &pair.old.resources {
        let is = pair.new.resources.iter().find(|(other, _)| other == chain);
        if let Some((_, is)) = is.filter(|(_, is)| is.name != was.name) {
            let subject = Subject::whole(Group::Operation, chain);
            let text = format!("gives `{}`, it was `{}`", is.name, was.name);
            log.add(&subject, text, Effect::MAJOR, Spots(None, None));
        }
    }
}
