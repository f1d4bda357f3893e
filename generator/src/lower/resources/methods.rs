//! Takes the calls, gives for each the resources on the way to it and the names that its method
//! may have, the best first. Resources follow the fixed segments of the URL; the last word is one
//! that people expect, or the URL's own verb. It never looks at types, nor at what is emitted.

use std::collections::{HashMap, HashSet};

use super::versions::{api_version, order, own_segments};
use crate::api::{Argument, Travels};
use crate::lower::names;
use crate::lower::operation::PlacedCall;

/// Where a call stands: the resources on the way, and the names its method may have.
pub(super) struct Place {
    pub segments: Vec<String>,
    pub methods: Vec<String>,
}

/// How deep resources lie within each other at most: what the path says beyond is one of them.
const DEEPEST: usize = 16;

/// The paths that are called.
#[derive(Default)]
struct Paths<'c> {
    /// By which methods.
    methods: HashMap<&'c str, HashSet<&'c str>>,
    /// Those that have others below them.
    above: HashSet<&'c str>,
}

/// The places of all calls: what several of one resource would be called goes to the one that it
/// fits best.
pub(super) fn places(calls: &[PlacedCall<'_>]) -> Vec<Place> {
    let version = calls
        .iter()
        .filter_map(|call| api_version(call.path))
        .min_by_key(|version| order(version));
    let mut paths = Paths::default();
    for call in calls {
        let methods = paths.methods.entry(call.path).or_default();
        if methods.is_empty() {
            let ends = call.path.match_indices('/').map(|(at, _)| &call.path[..at]);
            paths.above.extend(ends);
        }
        methods.insert(call.call.method.as_str());
    }
    let mut wanted: Vec<Wanted> = calls
        .iter()
        .map(|call| wanted(call, version, &paths))
        .collect();
    let mut rivals: HashMap<(Vec<String>, String), Vec<usize>> = HashMap::new();
    for (index, wanted) in wanted.iter().enumerate() {
        let resource = wanted.segments.iter().map(|word| names::snake(word));
        let key = (resource.collect(), wanted.word.clone());
        rivals.entry(key).or_default().push(index);
    }
    for rivals in rivals.into_values().filter(|rivals| rivals.len() > 1) {
        let best = rivals.iter().map(|index| &wanted[*index].fit).min();
        let best: Vec<usize> = rivals
            .iter()
            .copied()
            .filter(|index| Some(&wanted[*index].fit) == best)
            .collect();
        for index in rivals {
            wanted[index].yields = best != [index];
        }
    }
    wanted.into_iter().map(Wanted::place).collect()
}

/// What a call would be called, were it alone.
struct Wanted {
    segments: Vec<String>,
    word: String,
    /// The names of a call that leaves the word to another.
    others: Vec<String>,
    /// How well the word fits; less is better.
    fit: Fit,
    yields: bool,
}

/// A path of its own before one that a query tells apart; one of a collection for `delete`, the
/// collection for `create`; one before several parameters; `PATCH` before `PUT`; the shorter
/// operationId.
type Fit = (bool, bool, usize, usize, usize);

impl Wanted {
    fn place(self) -> Place {
        let word = (!self.yields).then_some(self.word);
        Place {
            segments: self.segments,
            methods: word.into_iter().chain(self.others).collect(),
        }
    }
}

fn wanted(call: &PlacedCall<'_>, version: Option<&str>, paths: &Paths<'_>) -> Wanted {
    let plain = call.path.split(['?', '#']).next().unwrap_or("");
    let fragment = call.path.split_once('#').map(|(_, fragment)| fragment);
    let mut segments = own_segments(plain, version);
    // `Messages.json`, `Messages.{format}`: what it is written in is no part of the name.
    let extension = |segment: &str| {
        let stem = segment.strip_suffix(".json");
        let stem = stem.or_else(|| Some(segment.rsplit_once(".{")?.0));
        stem.filter(|stem| !stem.is_empty()).map(str::len)
    };
    if let Some(last) = segments.last_mut()
        && let Some(end) = extension(last)
    {
        *last = &last[..end];
    }
    let fixed = |segments: &[&str]| -> Vec<String> {
        let fixed = segments.iter().filter(|segment| !segment.contains('{'));
        fixed.map(|segment| (*segment).to_owned()).collect()
    };
    let collection = segments.last().is_some_and(|last| !last.contains('{'));
    let verb = said_verb(&segments).map(|(resource, verb)| (fixed(&resource), verb));
    let (resource, word) = match (segments.split_last(), verb) {
        (_, Some(said)) => said,
        (Some((last, before)), None) if is_verb(call, last, &segments, paths) => {
            (fixed(before), names::snake(last))
        }
        _ => (fixed(&segments), standard(call, collection)),
    };
    let by_id = call.id.map(names::snake);
    let short_id = call
        .id
        .map(|id| names::snake(&short_id(id, &call.tags, &resource)));
    let word = match fragment.filter(|fragment| !fragment.is_empty()) {
        Some(fragment) => names::snake(fragment),
        None if segments.is_empty() => by_id.clone().unwrap_or(word),
        None => word,
    };
    let in_path = |argument: &&Argument| matches!(argument.travels, Travels::Path(_));
    let parameters = call.call.arguments.iter().filter(in_path);
    let parameters: Vec<&str> = parameters.map(|argument| argument.name.as_str()).collect();
    let trailing = segments
        .iter()
        .rev()
        .take_while(|segment| segment.contains('{'))
        .count();
    let mut others = Vec::new();
    if collection && word == "retrieve" {
        others.push("list".to_owned());
    }
    if call.call.method == "PUT" && word == "update" {
        others.push("replace".to_owned());
    }
    let many = collection && matches!(word.as_str(), "delete" | "update");
    let many = many.then(|| names::with_end(&word, "_many"));
    // `delete_collection_namespaced_cron_job` says no more than `delete_many`.
    let is_long = |id: &String| id.matches('_').count() > 1 && !id.starts_with("delete_by_");
    if word == "delete" && short_id.as_ref().is_some_and(is_long) {
        others.extend(many.clone());
    }
    others.extend(short_id.into_iter().chain(by_id).chain(many));
    if !parameters.is_empty() {
        others.push(names::with_end(
            &word,
            &format!("_by_{}", parameters.join("_and_")),
        ));
    }
    others.push(format!("{}_{word}", call.call.method.to_lowercase()));
    let of_collection = matches!(word.as_str(), "list" | "create" | "replace");
    let method = ["GET", "PATCH", "PUT", "POST"]
        .iter()
        .position(|method| *method == call.call.method);
    let mut resource = resource;
    if resource.len() > DEEPEST {
        let rest = resource.split_off(DEEPEST - 1);
        resource.push(rest.join("/"));
    }
    let as_variant = |word: String| match &call.call.variant {
        None => word,
        Some(variant) => names::with_end(&word, &format!("_as_{}", names::snake(variant))),
    };
    let others = others.into_iter().map(as_variant).collect();
    let word = as_variant(word);
    Wanted {
        segments: resource,
        fit: (
            plain != call.path,
            collection != of_collection,
            trailing,
            method.unwrap_or(4),
            call.id.map_or(0, |id| names::split(id).len()),
        ),
        word,
        others,
        yields: false,
    }
}

/// The words of an operationId without the group that it begins with.
fn own_words(id: &str, tags: &[&str]) -> Vec<String> {
    let last = id.rsplit(['/', '.']).next().filter(|last| !last.is_empty());
    let mut words = names::split(last.unwrap_or(id));
    let tag = tags.iter().map(|tag| names::split(tag));
    if let Some(tag) = tag
        .filter(|tag| words.starts_with(tag))
        .max_by_key(Vec::len)
        && words.len() > tag.len()
    {
        words.drain(..tag.len());
    }
    words
}

/// What an operationId says beside the resource: `get_hook_by_token` of `hooks` is `get by token`, and
/// `pulls/list-files` with the tag `pulls` is `list files`.
fn short_id(id: &str, tags: &[&str], resource: &[String]) -> String {
    let mut words = own_words(id, tags);
    let stem = |word: &String| word.trim_end_matches('s').to_owned();
    let known: HashSet<String> = resource
        .iter()
        .flat_map(|name| names::split(name))
        .map(|word| stem(&word))
        .collect();
    let is_known = |word: &String| known.contains(&stem(word));
    let says_deed = |word: &String| {
        [VERBS, DEEDS, AMOUNTS]
            .iter()
            .any(|list| list.split(' ').any(|verb| verb == word))
    };
    let start = (1..words.len()).find(|at| is_known(&words[*at]) && says_deed(&words[at - 1]));
    if let Some(start) = start {
        let end = start
            + words[start..]
                .iter()
                .take_while(|word| is_known(word))
                .count();
        let joined = words
            .get(end)
            .is_some_and(|word| matches!(word.as_str(), "and" | "or"));
        if !joined && words.len() - (end - start) > 1 {
            words.drain(start..end);
        }
    }
    words.join(" ")
}

/// `{id}:cancel` and `jobs:run` say what is done.
fn said_verb<'p>(segments: &[&'p str]) -> Option<(Vec<&'p str>, String)> {
    let (last, before) = segments.split_last()?;
    let (stem, verb) = match last.rsplit_once('}') {
        Some((_, tail)) => (None, tail.strip_prefix(':')?),
        None => {
            let (stem, verb) = last.split_once(':')?;
            (Some(stem), verb)
        }
    };
    if verb.is_empty() || verb.contains('{') || stem == Some("") {
        return None;
    }
    let resource = before.iter().copied().chain(stem).collect();
    Some((resource, names::snake(verb)))
}

/// The word for a method on a collection or on one of its members.
fn standard(call: &PlacedCall<'_>, collection: bool) -> String {
    let words = call.id.map(names::split).unwrap_or_default();
    let said = words.first().map_or("", String::as_str);
    let path = names::split(call.path);
    let lists = words.iter().any(|word| word == "list") && !path.iter().any(|word| word == "list");
    let updates = matches!(said, "update" | "modify" | "edit");
    let word = match (call.call.method.as_str(), collection) {
        ("GET", true) if call.gives_list || lists => "list",
        ("GET", false) if call.gives_list && said == "list" => "list",
        ("GET", _) => "retrieve",
        ("POST" | "PUT", true) if updates => "update",
        ("POST", true) => "create",
        ("PUT", true) => "replace",
        ("PUT", false) if matches!(said, "create" | "add") => said,
        ("POST" | "PATCH" | "PUT", _) => "update",
        ("DELETE", _) => "delete",
        ("HEAD", _) => "head",
        ("OPTIONS", _) => "options",
        ("TRACE", _) => "trace",
        _ => "query",
    };
    word.to_owned()
}

/// Whether the last segment says what is done rather than what it is done to: `…/{id}/cancel`.
fn is_verb(call: &PlacedCall<'_>, last: &str, segments: &[&str], paths: &Paths<'_>) -> bool {
    let method = call.call.method.as_str();
    let alone = paths
        .methods
        .get(call.path)
        .is_some_and(|methods| methods.len() == 1);
    let has_children = paths.above.contains(call.path);
    if segments.len() < 2
        || last.contains('{')
        || !alone
        || has_children
        || !matches!(method, "POST" | "PUT" | "GET")
    {
        return false;
    }
    let words = names::split(last);
    let said = call
        .id
        .map(|id| own_words(id, &call.tags))
        .unwrap_or_default();
    if said.starts_with(&words) && method != "GET" {
        return true;
    }
    let is_one_of = |verbs: &str| verbs.split(' ').any(|verb| verb == words[0]);
    if is_one_of(VERBS) || (words.len() == 1 && is_one_of(DEEDS)) {
        return true;
    }
    let after_member = segments[segments.len() - 2].contains('{');
    after_member
        && !last.ends_with('s')
        && (method != "GET" || !call.gives_list)
        && (method != "PUT")
}

/// Words that begin what is done, whatever follows: `submit_tool_outputs`.
const VERBS: &str = "\
    accept activate add apply approve assign attach calculate cancel confirm convert create \
    deactivate decline delete detach disable disconnect dismiss enable execute fetch finalize \
    generate get increment list mark merge move purge regenerate reject remove rename replace \
    resend reset resolve restore revoke rotate send set submit terminate toggle trigger \
    unassign unlink unlock update validate verify";

/// Words that say to how many of a resource something is done.
const AMOUNTS: &str = "all bulk many multiple";

/// Words that say what is done where they stand alone, and may describe a thing where they do not:
/// `search`, but `search_indexes`.
const DEEDS: &str = "\
    archive authenticate authorize capture check clone close compact compare complete connect \
    consume contains copy deploy download duplicate edit enqueue estimate expire export extend \
    find finish follow hide import install join leave lock login logout migrate mute next \
    pause ping play preview previous publish query read redeem refresh register release reload \
    reopen reorder reply restart resume retry reverse revert run save search seek share skip \
    start stop subscribe suspend sync test transfer unarchive unblock unfollow unmute \
    unpublish unsubscribe upgrade upload void withdraw";
