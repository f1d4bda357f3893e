//! The client itself: package, address, credentials, settings, the error it shows, its resources.

use super::Group;
use super::log::{Effect, Log, Spots, Subject};
use super::pair::{Pair, written};
use super::servers;
use super::side::Side;
use crate::api::{Api, Credential, ErrorBody, Scheme, Setting, Tokens, Type};

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
    servers::compare(old, new, log);
    if (&old.no_retry, &old.retry_on) != (&new.no_retry, &new.retry_on) {
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
    let said = (&was.description, &was.license, &was.homepage);
    if said != (&is.description, &is.license, &is.homepage) || old.docs != new.docs {
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
    let shown = |api: &Api| match &api.base_url {
        Some(url) if api.base_url_is_missing() => format!("none, it must be set for `{url}`"),
        Some(url) => format!("`{url}`"),
        None => "none, it must be set".to_owned(),
    };
    if old.base_url != new.base_url {
        let text = format!("default {} → {}", shown(old), shown(new));
        let effect = match old.base_url_is_missing() {
            false => Effect::WIRE,
            true => Effect::MINOR,
        };
        log.add(&subject, text, effect, at);
    }
    variable(&old.base_url_env, &new.base_url_env, &subject, at, log);
}

/// An environment variable that fills something.
pub(super) fn variable(
    old: &Option<String>,
    new: &Option<String>,
    of: &Subject,
    at: Spots,
    log: &mut Log,
) {
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
    let shown = |scheme: &Scheme| match scheme {
        Scheme::Bearer => "`Authorization: Bearer`".to_owned(),
        Scheme::Basic => "`Authorization: Basic`".to_owned(),
        Scheme::Header(name) => format!("the header `{name}`"),
        Scheme::Query(name) => format!("the query parameter `{name}`"),
        Scheme::Cookie(name) => format!("the cookie `{name}`"),
    };
    if old.scheme != new.scheme {
        let pair_before = old.scheme == Scheme::Basic;
        let pair_now = new.scheme == Scheme::Basic;
        let rust = if pair_before == pair_now {
            Effect::NONE
        } else {
            Effect::MAJOR
        };
        let text = format!("sent as {} → {}", shown(&old.scheme), shown(&new.scheme));
        log.add(&subject, text, rust.wire(true), at);
    }
    variable(&old.env, &new.env, &subject, at, log);
    if old.docs != new.docs {
        log.add(&subject, "documentation", Effect::DOCUMENTATION, at);
    }
    if old.source != new.source {
        let text = format!(
            "its source is set by `{}`, it was `{}`",
            new.source, old.source
        );
        log.add(&subject, text, Effect::MAJOR, at);
    }
    tokens(old.tokens.as_ref(), new.tokens.as_ref(), &subject, at, log);
}

/// How tokens are fetched.
fn tokens(old: Option<&Tokens>, new: Option<&Tokens>, subject: &Subject, at: Spots, log: &mut Log) {
    match (old, new) {
        (None, None) => {}
        (None, Some(is)) => {
            let text = format!("fetched by `{}`", is.setter);
            log.add(subject, text, Effect::MINOR, at);
        }
        (Some(was), None) => {
            let text = format!("no longer fetched by `{}`", was.setter);
            log.add(subject, text, Effect::MAJOR, at);
        }
        (Some(was), Some(is)) => {
            if was.setter != is.setter {
                let text = format!("fetched by `{}`, it was `{}`", is.setter, was.setter);
                log.add(subject, text, Effect::MAJOR, at);
            }
            if was.url != is.url {
                let shown = |url: &Option<String>| match url {
                    Some(url) => format!("`{url}`"),
                    None => "the URL that the program sets".to_owned(),
                };
                let text = format!("fetched at {} → {}", shown(&was.url), shown(&is.url));
                log.add(subject, text, Effect::WIRE, at);
            }
            if was.env != is.env {
                let shown = |env: &Option<[String; 2]>| match env {
                    Some([id, secret]) => format!("`{id}` and `{secret}`"),
                    None => "nothing".to_owned(),
                };
                let text = format!(
                    "its program is read from {}, it was {}",
                    shown(&is.env),
                    shown(&was.env)
                );
                let effect = match was.env {
                    Some(_) => Effect::WIRE,
                    None => Effect::MINOR,
                };
                log.add(subject, text, effect, at);
            }
            if was.in_body != is.in_body {
                let text = match is.in_body {
                    true => "its program is named in the body",
                    false => "its program is named in a header",
                };
                log.add(subject, text, Effect::WIRE, at);
            }
            if was.scopes != is.scopes {
                let text = format!("asks for the scopes `{}`", is.scopes.join(" "));
                log.add(subject, text, Effect::NONE, at);
            }
        }
    }
}

/// What `Client::new` takes, and whether there is `Client::from_env`.
fn constructors(old: &Api, new: &Api, client: &Subject, log: &mut Log) {
    if !old.has_operations() || !new.has_operations() {
        return;
    }
    fn taken(api: &Api) -> Vec<&Credential> {
        let ids = api.constructors.new.iter();
        ids.map(|id| api.credential(*id)).collect()
    }
    let (was, is) = (taken(old), taken(new));
    // A user and a password are taken as two texts, everything else as one.
    let types = |taken: &[&Credential]| -> Vec<usize> {
        let counts = taken.iter().map(|credential| credential.arguments.len());
        counts.collect()
    };
    let names = |taken: &[&Credential]| {
        let names = taken.iter().map(|credential| credential.name.as_str());
        names.collect::<Vec<_>>().join(", ")
    };
    let at = Spots(
        was.first().map(|first| first.spot).or(old.package.spot),
        is.first().map(|first| first.spot).or(new.package.spot),
    );
    let subject = client.part("::new");
    let servers = Spots(
        old.server.or(old.package.spot),
        new.server.or(new.package.spot),
    );
    let (had_new, has_new) = (old.has_constructors(), new.has_constructors());
    if had_new && !has_new {
        let text = match new.knows_server() {
            true => "removed: it takes no credentials that are enough",
            false => "removed: the description has no address of a server",
        };
        log.add(&subject, text, Effect::MAJOR, servers);
    } else if !had_new {
        if has_new {
            log.add(&subject, "added", Effect::MINOR, servers);
        }
    } else if types(&was) != types(&is) {
        let text = format!("takes ({}) → ({})", names(&was), names(&is));
        log.add(&subject, text, Effect::MAJOR, at);
    } else if names(&was) != names(&is) {
        let text = format!("takes ({}) → ({}): the same types", names(&was), names(&is));
        log.add(&subject, text, Effect::WIRE, at);
    }
    let subject = client.part("::from_env");
    let (was, is) = (old.constructors.from_env, new.constructors.from_env);
    match (had_new && was, has_new && is) {
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
    let (old, new) = (&pair.old.api.error, &pair.new.api.error);
    let spot = |side: &Side<'_>, error: &Option<ErrorBody>| {
        error.as_ref().map(|error| side.def(error.shown).spot)
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

/// The handles of resources.
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
