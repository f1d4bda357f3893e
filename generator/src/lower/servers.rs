//! Servers that a caller chooses from: which there are, and what they are called in Rust.

mod called;
mod choice;

use std::collections::HashMap;

use self::called::{choice_names, set_names};
use self::choice::{choice, values, variable_enum};
use super::client::SETTERS;
use super::context::Lowering;
use super::names::{self, Naming, Scope, Wish, Words, reserved};
use super::operation::{PlacedCall, server_key as key};
use crate::api::{Api, OwnServer, ServerSet, Servers};
use crate::diagnostic::Code;
use crate::names::{SERVERS, SERVERS_MODULE};
use crate::openapi::{self, Server};

/// The servers that some operations have in common.
pub(super) struct OwnServers<'s> {
    pub servers: Vec<Server<'s>>,
    /// Whether the API is at none of them.
    pub is_elsewhere: bool,
    /// The first of the operations.
    pub operation: String,
}

/// Notes the servers of the document that no client can call by itself.
pub(super) fn note_unused(
    lowering: &Lowering<'_, '_>,
    declared: &[Server<'_>],
    all: &[Server<'_>],
) {
    for (index, server) in declared.iter().enumerate() {
        let first = declared.iter().position(|other| key(other) == key(server));
        let url = server.url;
        let (why, help) = if !all.iter().any(|used| key(used) == key(server)) {
            (
                "every operation has servers of its own".to_owned(),
                "take it away, or those of the operations",
            )
        } else if first != Some(index) {
            ("it is there already".to_owned(), "take it away")
        } else if index > 0 && server.is_whole() && !is_usable(server) {
            match server.other_scheme() {
                Some(scheme) => (format!("it speaks HTTP, not `{scheme}`"), "take it away"),
                None => ("it is relative".to_owned(), "give it an absolute `url`"),
            }
        } else {
            // The first one is the base URL. The reader reports variables without a value.
            continue;
        };
        let report = lowering.report;
        let message = format!("the client does not call the server `{url}`: {why}");
        report.add(
            report
                .at(Code::UnusedServer, server.node, message)
                .help(help)
                .once(),
        );
    }
}

/// Whether a client can call a server by itself.
fn is_usable(server: &Server<'_>) -> bool {
    // A variable may hold the scheme: `{endpoint}/v1`.
    server.is_whole() && (server.is_absolute() || server.url.starts_with('{'))
}

/// What callers choose from: the servers of the API, then those of operations. Without calls there is no client to choose
/// for.
pub(super) fn servers<'s>(
    lowering: &Lowering<'_, 's>,
    of_api: &[Server<'s>],
    calls: &mut [PlacedCall<'_>],
    setters: &mut Scope,
) -> Servers {
    if calls.is_empty() {
        return Servers::default();
    }
    let mut usable: Vec<&Server<'s>> = Vec::new();
    for server in of_api.iter().filter(|server| is_usable(server)) {
        if !usable.iter().any(|known| key(known) == key(server)) {
            usable.push(server);
        }
    }
    let is_plain = match usable[..] {
        [] => true,
        [only] => only.used().next().is_none() && is_usable(&of_api[0]),
        _ => false,
    };
    let mut sets: Vec<Set<'_, 's>> = Vec::new();
    if !is_plain {
        let place = "the API".to_owned();
        sets.push(Set::new(lowering, place, usable, None));
    }
    let firsts = lowering.servers.iter().map(|own| &own.servers[0]);
    let firsts: Vec<&Server<'s>> = firsts.collect();
    let places = lowering.names.keys(SERVERS, &words(&firsts));
    for (own, place) in lowering.servers.iter().zip(places) {
        let servers = own.servers.iter().collect();
        sets.push(Set::new(lowering, place, servers, Some(own)));
    }
    // Until now operations count their own sets.
    let before = sets.len() - lowering.servers.len();
    for call in calls {
        if let Some(OwnServer::Chosen { set, .. }) = &mut call.call.server {
            *set += before;
        }
    }
    named(lowering, &sets, of_api, setters)
}

/// A variable, and the values that it may have.
type VariableValues<'l, 's> = (&'l openapi::ServerVariable<'s>, Vec<String>);

/// Servers of which one is chosen.
struct Set<'l, 's> {
    /// What the file of names knows it by.
    place: String,
    servers: Vec<&'l Server<'s>>,
    /// What it knows each of them by.
    places: Vec<String>,
    /// Those of operations; none of the API.
    own: Option<&'l OwnServers<'s>>,
}

impl<'l, 's> Set<'l, 's> {
    fn new(
        lowering: &Lowering<'_, 's>,
        place: String,
        servers: Vec<&'l Server<'s>>,
        own: Option<&'l OwnServers<'s>>,
    ) -> Self {
        let group = group(&place);
        Self {
            places: lowering.names.keys(&group, &words(&servers)),
            place,
            servers,
            own,
        }
    }
}

/// The group of the servers of a set.
fn group(set: &str) -> String {
    format!("{SERVERS} of {set}")
}

/// Names sets, servers and the types of variables: all are types of one module.
fn named<'s>(
    lowering: &Lowering<'_, 's>,
    sets: &[Set<'_, 's>],
    of_api: &[Server<'s>],
    setters: &mut Scope,
) -> Servers {
    let wishes = sets.iter().map(|set| Wish {
        keys: vec![set.place.clone()],
        candidates: set_names(&set.servers, set.own, of_api.first()),
        ..Wish::default()
    });
    let mut wishes: Vec<Wish> = wishes.collect();
    let enums = variables(sets);
    wishes.extend(wishes_of_variables(lowering, sets, &enums));
    let mut variants = Vec::new();
    for set in sets {
        let given = variants_of(lowering, set);
        // `Region` is rather the type of a variable than a server, so these come last.
        let servers = set.servers.iter().zip(&given).zip(&set.places);
        let servers = servers.filter(|((server, _), _)| server.used().next().is_some());
        wishes.extend(servers.map(|((_, name), place)| Wish {
            keys: vec![format!("{place} of {}", set.place)],
            candidates: vec![name.clone(), names::with_end(name, "Server")],
            ..Wish::default()
        }));
        variants.push(given);
    }
    let mut scope = Scope::with(reserved::of_types());
    let given = lowering.names.settle(SERVERS, &mut scope, &wishes);
    let mut given = given.into_iter();
    let set_names: Vec<String> = given.by_ref().take(sets.len()).collect();
    let enum_names: Vec<String> = given.by_ref().take(enums.len()).collect();
    let mut made: Vec<ServerSet> = Vec::new();
    for ((set, name), variants) in sets.iter().zip(set_names).zip(variants) {
        let choices = set.servers.iter().zip(variants).zip(&set.places);
        let choices = choices.map(|((server, name), place)| {
            let group = format!("variables of {place} of {}", set.place);
            let has_variables = server.used().next().is_some();
            let ty = given.by_ref().take(usize::from(has_variables)).last();
            choice(lowering, server, name, ty, (&enums, &group))
        });
        made.push(ServerSet {
            choices: choices.collect(),
            setter: None,
            is_of_api: set.own.is_none(),
            name,
        });
    }
    name_setters(lowering, sets, &mut made, setters);
    let enums = enums.iter().zip(enum_names);
    let enums =
        enums.map(|((variable, values), name)| variable_enum(lowering, variable, values, name));
    Servers {
        enums: enums.collect(),
        sets: made,
        ..Servers::default()
    }
}

/// The variables with a list of values, each once.
fn variables<'l, 's>(sets: &[Set<'l, 's>]) -> Vec<VariableValues<'l, 's>> {
    let mut enums: Vec<VariableValues<'_, '_>> = Vec::new();
    let servers = sets.iter().flat_map(|set| &set.servers);
    for variable in servers.flat_map(|server| server.used()) {
        let values = values(variable);
        let is_known = enums.iter().any(|known| is_its(variable, known));
        if !values.is_empty() && !is_known {
            enums.push((variable, values));
        }
    }
    enums
}

/// The names of their types. Each is known by the servers that have it, and by the name of the variable where no other is
/// called so. Earlier generators counted those of one name.
fn wishes_of_variables(
    lowering: &Lowering<'_, '_>,
    sets: &[Set<'_, '_>],
    enums: &[VariableValues<'_, '_>],
) -> Vec<Wish> {
    let known = enums.iter().enumerate().map(|(number, this)| {
        let called = format!("variable {}", without_mark(this.0.name));
        let same = |(other, _): &&VariableValues<'_, '_>| other.name == this.0.name;
        let before = enums[..number].iter().filter(same).count();
        let mut words = Vec::new();
        for set in sets {
            let servers = set.servers.iter().zip(&set.places);
            let servers =
                servers.filter(|(server, _)| server.used().any(|used| is_its(used, this)));
            words.extend(servers.map(|(_, place)| format!("{called} of {place} of {}", set.place)));
        }
        words.push(called.clone());
        Words {
            words,
            earlier: Some(numbered(&called, before)),
        }
    });
    let known: Vec<Words> = known.collect();
    let keys = lowering.names.keys(SERVERS, &known);
    let wishes = keys.into_iter().zip(enums).map(|(key, (variable, _))| {
        let name = names::upper_camel(variable.name);
        Wish {
            keys: vec![key],
            candidates: vec![name.clone(), names::with_end(&name, "Value")],
            ..Wish::default()
        }
    });
    wishes.collect()
}

/// Whether a variable of a server has the values of an enumeration.
fn is_its(variable: &openapi::ServerVariable<'_>, (other, known): &VariableValues<'_, '_>) -> bool {
    other.name == variable.name && *known == values(variable)
}

/// The names of the servers of a set.
fn variants_of(lowering: &Lowering<'_, '_>, set: &Set<'_, '_>) -> Vec<String> {
    let candidates = choice_names(&set.servers);
    let wishes = set.places.iter().zip(candidates);
    let wishes = wishes.map(|(place, candidates)| Wish {
        keys: vec![place.clone()],
        candidates,
        ..Wish::default()
    });
    let wishes: Vec<Wish> = wishes.collect();
    let mut scope = Scope::default();
    let group = group(&set.place);
    lowering.names.settle(&group, &mut scope, &wishes)
}

/// Names the setters of the builder.
fn name_setters(
    lowering: &Lowering<'_, '_>,
    sets: &[Set<'_, '_>],
    made: &mut [ServerSet],
    setters: &mut Scope,
) {
    let is_set = |set: &Set<'_, '_>| set.own.is_none_or(|own| own.is_elsewhere);
    let wishes = sets.iter().zip(&*made).filter(|(set, _)| is_set(set));
    let wishes = wishes.map(|(set, made)| {
        let name = names::snake(&made.name);
        Wish {
            keys: vec![format!("server of {}", set.place)],
            candidates: vec![name.clone(), format!("choose_{name}")],
            ..Wish::default()
        }
    });
    let wishes: Vec<Wish> = wishes.collect();
    let given = lowering.names.settle(SETTERS, setters, &wishes);
    let made = sets.iter().zip(made).filter(|(set, _)| is_set(set));
    for ((_, made), name) in made.zip(given) {
        made.setter = Some(name);
    }
}

/// What servers are known by: what they are called in the description, and their URLs.
fn words(servers: &[&Server<'_>]) -> Vec<Words> {
    let mut urls: HashMap<String, usize> = HashMap::new();
    let words = servers.iter().map(|server| {
        let said = match (server.name, server.description) {
            (Some(name), _) => without_mark(name),
            (None, Some(description)) => without_mark(&called::words(description).join(" ")),
            (None, None) => String::new(),
        };
        let url = without_mark(server.url.trim_end_matches('/'));
        let same = urls.entry(url.clone()).or_default();
        let before = std::mem::replace(same, *same + 1);
        let words = [said, numbered(&url, before)].into_iter();
        Words {
            words: words.filter(|word| !word.is_empty()).collect(),
            earlier: None,
        }
    });
    words.collect()
}

/// A text without the mark between a group and a place.
fn without_mark(text: &str) -> String {
    text.replace('>', "~3")
}

/// The place of something that has the same one as some before it.
fn numbered(place: &str, alike: usize) -> String {
    match alike {
        0 => place.to_owned(),
        _ => format!("{place} no. {}", alike + 1),
    }
}

/// The name of the module: the one that it had, else one that no resource has.
pub(super) fn module(names: &Naming<'_, '_>, api: &Api) -> String {
    if api.servers.sets.is_empty() {
        return String::new();
    }
    let children = api.root.children.iter().map(|child| child.name.as_str());
    let mut scope = Scope::after(children);
    let candidates = ["servers", "api_servers", "named_servers"].into_iter();
    let candidates = candidates.filter(|name| !reserved::is_module(name, true));
    let wish = Wish {
        keys: vec!["module".to_owned()],
        candidates: candidates.map(str::to_owned).collect(),
        ..Wish::default()
    };
    let mut given = names.settle(SERVERS_MODULE, &mut scope, &[wish]);
    given.pop().unwrap_or_default()
}
