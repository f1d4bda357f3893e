//! Takes the calls, gives for each the resources on the way to it and the names that its method
//! may have, the best first. Resources follow the fixed segments of the URL; the last word is one
//! that people expect, or the URL's own verb. It never looks at types, nor at what is emitted.

use std::collections::{HashMap, HashSet};

use super::segments::joined;
use super::versions::Versions;
use super::words::{self, AMOUNTS, DEEDS, VERBS};
use crate::api::{Argument, Travels};
use crate::keywords::is_keyword;
use crate::lower::names;
use crate::lower::operation::PlacedCall;

/// Where a call is: the resources on the way, and the names its method may have.
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
    /// Those that have members below them: `/things/{kind}` beside `/things/{kind}/{id}`.
    of_members: HashSet<&'c str>,
}

impl Paths<'_> {
    /// Whether a path that ends with a parameter is that of a collection to which one adds.
    fn is_collection(&self, path: &str) -> bool {
        let changes_member = |methods: &HashSet<&str>| {
            let mut changing = ["PUT", "PATCH", "DELETE"].iter();
            changing.any(|method| methods.contains(method))
        };
        self.of_members.contains(path) && !self.methods.get(path).is_some_and(changes_member)
    }
}

/// The places of all calls: what several of one resource would be called goes to the one that it
/// fits best.
pub(super) fn places(calls: &[PlacedCall<'_>]) -> Vec<Place> {
    let versions = Versions::of(calls.iter().map(|call| call.path));
    let mut paths = Paths::default();
    for call in calls {
        let methods = paths.methods.entry(call.path).or_default();
        if methods.is_empty() {
            let ends = call.path.match_indices('/').map(|(at, _)| &call.path[..at]);
            paths.above.extend(ends);
            let member = call.path.rsplit_once('/');
            let member = member.filter(|(_, last)| last.starts_with('{') && last.ends_with('}'));
            paths.of_members.extend(member.map(|(before, _)| before));
        }
        methods.insert(call.call.method.as_str());
    }
    let mut wanted: Vec<Wanted> = calls
        .iter()
        .map(|call| wanted(call, &versions, &paths))
        .collect();
    let mut rivals: HashMap<(Vec<String>, String), Vec<usize>> = HashMap::new();
    for (index, wanted) in wanted.iter().enumerate() {
        let resource = wanted.segments.iter().map(|word| names::snake(word));
        let key = (resource.collect(), wanted.rivalled.clone());
        rivals.entry(key).or_default().push(index);
    }
    // The calls of one operation, which differ in the media type of the body, win or yield together.
    let operation = |index: usize| (calls[index].path, &calls[index].call.method);
    for rivals in rivals.into_values() {
        let least = rivals.iter().map(|index| &wanted[*index].fit).min();
        let best = rivals.iter().copied();
        let best: HashSet<_> = best
            .filter(|index| Some(&wanted[*index].fit) == least)
            .map(operation)
            .collect();
        for index in rivals {
            wanted[index].yields = best.len() > 1 || !best.contains(&operation(index));
        }
    }
    wanted.into_iter().map(Wanted::place).collect()
}

/// What a call would be called, were it alone.
struct Wanted {
    segments: Vec<String>,
    word: String,
    /// The word without the media type of the body.
    rivalled: String,
    /// The names of a call that leaves the word to another.
    others: Vec<String>,
    /// How well the word fits; less is better.
    fit: Fit,
    yields: bool,
}

/// How well the word of a call fits it, the best least. What stands first decides first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Fit {
    /// A path of its own comes before one that a query tells apart.
    has_query: bool,
    /// One of a collection comes before for `list`, the collection for `create`.
    is_elsewhere: bool,
    /// The parameters at the end of the path.
    parameters: usize,
    /// The place of the method in [`METHODS`]: `PATCH` before `PUT`.
    method: usize,
    /// How many words the operationId has.
    words: usize,
}

/// The methods in the order in which they get a word.
const METHODS: [&str; 4] = ["GET", "PATCH", "PUT", "POST"];

impl Wanted {
    fn place(self) -> Place {
        let word = (!self.yields).then_some(self.word);
        Place {
            segments: self.segments,
            methods: word.into_iter().chain(self.others).collect(),
        }
    }
}

fn wanted(call: &PlacedCall<'_>, versions: &Versions<'_>, paths: &Paths<'_>) -> Wanted {
    let plain = call.path.split(['?', '#']).next().unwrap_or("");
    let segments = own_segments(plain, versions);
    let adds = call.call.method == "POST" && paths.is_collection(plain);
    let collection = adds || segments.last().is_some_and(|last| !last.contains('{'));
    let (mut resource, word) = resource_and_word(call, &segments, collection, paths);
    let others = other_words(call, &resource, &word, collection);
    let trailing = segments.iter().rev();
    let of_collection = matches!(word.as_str(), "list" | "create" | "replace");
    let mut methods = METHODS.iter();
    let method = methods.position(|method| *method == call.call.method);
    let fit = Fit {
        has_query: plain != call.path,
        is_elsewhere: collection != of_collection,
        parameters: trailing.take_while(|last| last.contains('{')).count(),
        method: method.unwrap_or(METHODS.len()),
        words: call.id.map_or(0, |id| names::split(id).len()),
    };
    if resource.len() > DEEPEST {
        let rest = resource.split_off(DEEPEST - 1);
        resource.push(rest.join("/"));
    }
    let as_variant = |word: String| match &call.call.variant {
        None => word,
        Some(variant) => names::with_end(&word, &names::as_variant(variant)),
    };
    Wanted {
        segments: resource,
        rivalled: word.clone(),
        word: as_variant(word),
        others: others.into_iter().map(as_variant).collect(),
        fit,
        yields: false,
    }
}

/// The segments of a path that say something about the API.
fn own_segments<'p>(path: &'p str, versions: &Versions<'_>) -> Vec<&'p str> {
    let segments = versions.own_segments(path).into_iter();
    let mut segments: Vec<&str> = segments.flat_map(collection_and_key).flatten().collect();
    // `/memos/-/links`: a sign is no resource.
    let is_sign = |segment: &str| segment.chars().all(|c| c.is_ascii_punctuation());
    if !segments.iter().all(|segment| is_sign(segment)) {
        segments.retain(|segment| !is_sign(segment));
    }
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
    segments
}

/// `Authors({id})` is a member of `Authors`, as OData writes it, and what a function gives one of its name.
fn collection_and_key(segment: &str) -> [Option<&str>; 2] {
    let key = segment.find('(').filter(|at| {
        let (before, key) = segment.split_at(*at);
        !before.is_empty() && !before.contains('{') && key.contains('{') && key.ends_with(')')
    });
    match key.map(|at| segment.split_at(at)) {
        Some((collection, key)) => [Some(collection), Some(key)],
        None => [Some(segment), None],
    }
}

/// The resources of a call, and the word for what it does with them.
fn resource_and_word(
    call: &PlacedCall<'_>,
    segments: &[&str],
    collection: bool,
    paths: &Paths<'_>,
) -> (Vec<String>, String) {
    let fixed = |segments: &[&str]| -> Vec<String> {
        let fixed = segments.iter().filter(|segment| !segment.contains('{'));
        joined(fixed.copied())
    };
    let verb = said_verb(segments).map(|(resource, verb)| (fixed(&resource), verb));
    let (resource, word) = match (segments.split_last(), verb) {
        (_, Some(said)) => said,
        (Some((last, before)), None) if is_verb(call, last, segments, paths) => {
            (fixed(before), names::snake(last))
        }
        _ => (fixed(segments), standard(call, collection)),
    };
    let fragment = call.path.split_once('#').map(|(_, fragment)| fragment);
    let word = match (fragment.filter(|fragment| !fragment.is_empty()), call.id) {
        (Some(fragment), _) => names::snake(fragment),
        (None, Some(id)) if segments.is_empty() => names::snake(id),
        _ => word,
    };
    let word = match resource.last() {
        Some(resource) if is_keyword(&word) => words::with_resource(&word, resource),
        _ => word,
    };
    (resource, word)
}

/// The names of a call that leaves the word to another, the best first.
fn other_words(
    call: &PlacedCall<'_>,
    resource: &[String],
    word: &str,
    collection: bool,
) -> Vec<String> {
    let mut others = Vec::new();
    // Another call of the same path differs in its query alone, and is of the collection too.
    let may_list = call.id.is_none() || !call.path.contains(['?', '#']);
    if collection && word == "retrieve" && call.call.method == "GET" && may_list {
        others.push("list".to_owned());
    }
    if call.call.method == "PUT" && word == "update" {
        others.push("replace".to_owned());
    }
    let many = collection && matches!(word, "delete" | "update");
    let many = many.then(|| names::with_end(word, "_many"));
    let short = short_name(call, resource);
    // `delete_collection_namespaced_cron_job` says no more than `delete_many`.
    let is_long = |id: &String| id.matches('_').count() > 1 && !id.starts_with("delete_by_");
    if word == "delete" && short.as_ref().is_some_and(is_long) {
        others.extend(many.clone());
    }
    let by_id = call.id.map(names::snake);
    others.extend(short.into_iter().chain(by_id).chain(many));
    let in_path = |argument: &&Argument| matches!(argument.travels, Travels::Path(_));
    let parameters = call.call.arguments.iter().filter(in_path);
    let parameters: Vec<&str> = parameters.map(|argument| argument.name.as_str()).collect();
    if !parameters.is_empty() {
        let by = format!("_by_{}", parameters.join("_and_"));
        others.push(names::with_end(word, &by));
    }
    others.push(format!("{}_{word}", call.call.method.to_lowercase()));
    others
}

/// What the operationId or the summary says beside the resource.
fn short_name(call: &PlacedCall<'_>, resource: &[String]) -> Option<String> {
    let by_summary = || {
        let summary = words::of_summary(call.summary?)?;
        Some(names::snake(&short_id(&summary, &[], resource)))
    };
    let by_id = || Some(names::snake(&short_id(call.id?, &call.tags, resource)));
    // An operationId that spells the route says nothing; the summary may.
    match call.id.is_none_or(|id| is_route(id, call)) {
        true => by_summary().or_else(by_id),
        false => by_id(),
    }
}

/// Whether an operationId is made of the method and the path: `post_files_id_content` of `POST /files/{id}/content`.
fn is_route(id: &str, call: &PlacedCall<'_>) -> bool {
    let id = names::split(id);
    let path = names::split(call.path.split(['?', '#']).next().unwrap_or(""));
    let is_method = |word: &String| word.eq_ignore_ascii_case(&call.call.method);
    let of_path = |word: &String| word == "by" || path.contains(word);
    id.len() > 2 && id.first().is_some_and(is_method) && id[1..].iter().all(of_path)
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
        // `search-3` of the tag `search`: a number is no name.
        && words[tag.len()].starts_with(char::is_alphabetic)
    {
        words.drain(..tag.len());
    }
    words
}

/// What an operationId says in addition to the resource: `get_hook_by_token` of `hooks` is `get by token`, and
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
            .any(|list| words::has(list, word))
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
    // `/xml?comp=list`: what a query asks for is no resource.
    let path = names::split(call.path.split(['?', '#']).next().unwrap_or(""));
    let lists = words.iter().any(|word| word == "list") && !path.iter().any(|word| word == "list");
    let updates = matches!(said, "update" | "modify" | "edit");
    if let Some(own) = own_verb(call, collection) {
        return own;
    }
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
        // `QUERY`, and methods of other standards such as `COPY` and `M-SEARCH`.
        (other, _) => return names::snake(other),
    };
    word.to_owned()
}

/// What an operationId says that a `PUT` does, where that is neither to replace nor to update, and a `POST`, where that
/// is not to update a member or to add one to a collection: `save` of `save-albums`, `create_or_join` of
/// `create_or_join_lobby`, `search` of `search_points`.
fn own_verb(call: &PlacedCall<'_>, collection: bool) -> Option<String> {
    const OF_COLLECTIONS: &str =
        "delete fetch find get query remove replace search upsert validate";
    let said = own_words(call.id?, &call.tags);
    let is_verb = |word: &&String| words::begins(word);
    let first = said.first().filter(is_verb)?;
    // `searches().create()`: the collection says it already.
    let said_by_path = || {
        call.path
            .rsplit('/')
            .next()
            .is_some_and(|last| last.starts_with(first.as_str()))
    };
    let usual = match (call.call.method.as_str(), collection) {
        ("PUT", _) => words::has("create get replace update edit", first),
        ("POST", false) => words::has("update edit", first),
        ("POST", true) => !words::has(OF_COLLECTIONS, first) || said_by_path(),
        _ => return None,
    };
    let second = said.get(2).filter(is_verb);
    let second = second.filter(|_| matches!(said[1].as_str(), "and" | "or"));
    match second {
        Some(second) => Some(format!("{first}_{}_{second}", said[1])),
        None if usual => None,
        None => Some(first.clone()),
    }
}

/// Whether the last segment says what is done rather than what it is done to: `…/{id}/cancel`.
fn is_verb(call: &PlacedCall<'_>, last: &str, segments: &[&str], paths: &Paths<'_>) -> bool {
    let method = call.call.method.as_str();
    let methods = paths.methods.get(call.path);
    let alone = methods.is_some_and(|methods| methods.len() == 1);
    let only_called = methods.is_some_and(|methods| {
        let mut methods = methods.iter();
        methods.all(|method| ["GET", "POST"].contains(method))
    });
    let has_children = paths.above.contains(call.path);
    let is_call = matches!(method, "POST" | "PUT" | "GET");
    if last.contains('{') || has_children || !is_call {
        return false;
    }
    let words = names::split(last);
    let said = call.id.map(|id| own_words(id, &call.tags));
    let said = said.unwrap_or_default();
    let first = words[0].as_str();
    let is_deed = words::has(VERBS, first) || (words.len() == 1 && words::has(DEEDS, first));
    let says_it = is_deed && says(&said, method, &words);
    // `GET /createShare` and `POST /createShare`: each does it, if its operationId says so.
    if !alone {
        return only_called && says_it;
    }
    let is_many = words.len() == 1 && first.ends_with('s') && !first.ends_with("ss");
    if segments.len() < 2 {
        // `POST /search`, `GET /getQuote`: the client itself does it, if the operationId says the same. `POST /embed`, where
        // it says no more.
        return says_it || said == words && method == "POST" && !is_many;
    }
    if said.starts_with(&words) && method != "GET" && (!is_many || words::begins(first)) {
        return true;
    }
    // `checkErrors`, if the summary says "Check …".
    let does = |summary: &str| words::first(summary).is_some_and(|word| word == first);
    if method != "GET" && words::begins(first) && call.summary.is_some_and(does) {
        return true;
    }
    if is_deed {
        return true;
    }
    let after_member = segments[segments.len() - 2].contains('{');
    after_member
        && !last.ends_with('s')
        && (method != "GET" || !call.gives_list)
        && (method != "PUT")
}

/// Whether an operationId begins with these words, perhaps after the method: `post_create_share`.
fn says(said: &[String], method: &str, words: &[String]) -> bool {
    let after_method = match said.split_first() {
        Some((first, rest)) if first.eq_ignore_ascii_case(method) => rest,
        _ => said,
    };
    said.starts_with(words) || after_method.starts_with(words)
}
