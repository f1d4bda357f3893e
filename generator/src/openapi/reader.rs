//! What all readers of this stage share: the report, the version, the schemas read so far, and
//! how a `$ref` is followed.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use foldhash::{HashMap, HashSet};
use indexmap::IndexMap;

use super::Version;
use super::identifiers::Identifiers;
use super::operation::{Header, Lost};
use super::schema::{Schema, SchemaId, Schemas};
use super::scopes::{Scope, Scopes};
use super::vocabulary::Vocabulary;
use crate::diagnostic::{self, Code, Diagnostic, Mend, Report, nearest};
use crate::source::{Node, Place, Unresolved};

pub(super) struct Reader<'x, 's> {
    pub report: &'x Report<'s>,
    pub version: Version,
    schemas: RefCell<Schemas<'s>>,
    by_place: RefCell<HashMap<(Place, Scope), SchemaId>>,
    /// Schemas that were met and not read yet; a queue, since a chain of them may be long.
    unread: RefCell<Vec<(SchemaId, &'s Node, Scope)>>,
    identifiers: OnceCell<Identifiers<'s>>,
    /// Whether a schema may have an `$id`.
    has_ids: OnceCell<bool>,
    scopes: OnceCell<Option<Scopes<'s>>>,
    /// The way to the schema that is being read.
    scope: Cell<Scope>,
    /// How many schemas were read for a way to them.
    scoped: Cell<usize>,
    /// How many references led to nothing.
    missing: Cell<usize>,
    /// The objects that were checked, each as what it was read.
    visited: RefCell<HashSet<(Place, &'static str)>>,
    /// The headers that were read; one that is being read is there without a value.
    headers: RefCell<HashMap<Place, Option<Rc<Header<'s>>>>>,
    /// The `operationId`s that links name.
    linked: RefCell<Vec<&'s Node>>,
    /// The operations that a fault takes from the client.
    lost: RefCell<Vec<Lost<'s>>>,
    /// The patterns that were looked at, each with what is wrong with it.
    patterns: RefCell<HashMap<&'s str, Option<String>>>,
    /// The keys without effect: where each stands first, and how often.
    inert: RefCell<Inert<'s>>,
}

/// By object and key: the first place, and how often.
type Inert<'s> = IndexMap<(&'static str, &'static str), (&'s Node, usize)>;

/// For how many references that lead to nothing the nearest name is sought, among perhaps thousands.
const MAX_SUGGESTIONS: usize = 100;

/// How many schemas are read for a way to them, beside once for all ways.
const MAX_SCOPED: usize = 20_000;

/// Bounds a chain of references.
const MAX_HOPS: usize = 64;

impl<'x, 's> Reader<'x, 's> {
    pub fn new(report: &'x Report<'s>, version: Version) -> Self {
        Self {
            report,
            version,
            schemas: RefCell::default(),
            by_place: RefCell::default(),
            unread: RefCell::default(),
            identifiers: OnceCell::new(),
            has_ids: OnceCell::new(),
            scopes: OnceCell::new(),
            scope: Cell::default(),
            scoped: Cell::default(),
            missing: Cell::new(0),
            visited: RefCell::default(),
            headers: RefCell::default(),
            linked: RefCell::default(),
            lost: RefCell::default(),
            patterns: RefCell::default(),
            inert: RefCell::default(),
        }
    }

    pub fn into_schemas(self) -> Schemas<'s> {
        self.read_schemas();
        self.report_inert();
        let mut schemas = self.schemas.into_inner();
        super::schema::report_loops(&schemas, self.report);
        schemas.close();
        schemas
    }

    /// The operation that a node stands in, for messages: "`GET /jobs`".
    pub fn operation_at(&self, node: &Node) -> Option<String> {
        let pointer = self.report.sources.pointer(node.place);
        let mut steps = pointer.strip_prefix("/paths/")?.split('/');
        let path = steps.next()?.replace("~1", "/").replace("~0", "~");
        let method = steps.next().filter(|step| *step != "parameters");
        Some(match method {
            Some(method) => format!("`{} {path}`", method.to_uppercase()),
            None => format!("`{path}`"),
        })
    }

    /// Whether a node is read as this for the first time, so that it is checked once only.
    pub fn is_first_visit(&self, node: &Node, what: &'static str) -> bool {
        self.visited.borrow_mut().insert((node.place, what))
    }

    /// What stands at a node, as `components` calls such objects, where the place decides it:
    /// empty where none does. In a file that is no OpenAPI document no place does.
    fn kind_at(&self, node: &Node) -> Option<String> {
        let sources = self.report.sources;
        sources.root_of(node)?.get("openapi")?;
        let pointer = sources.pointer(node.place);
        let kind = match pointer.split('/').skip(1).collect::<Vec<_>>()[..] {
            [] | [_] | ["components", _] | ["info" | "servers" | "tags" | "security", ..] => "",
            ["paths" | "webhooks" | "x-webhooks", _] => "pathItems",
            ["paths", _, "parameters", _] | ["paths", _, _, "parameters", _] => "parameters",
            ["paths", _, _, "requestBody"] => "requestBodies",
            ["paths", _, _, "responses", _] => "responses",
            ["components", kind, _] => kind,
            _ => return None,
        };
        Some(kind.to_owned())
    }

    /// The header at a node, which is read once. A header may have parts that have headers: one
    /// that comes back to itself in this way is reported, and has no value there.
    pub fn header(
        &self,
        node: &'s Node,
        read: impl FnOnce() -> Option<Header<'s>>,
    ) -> Option<Rc<Header<'s>>> {
        if let Some(known) = self.headers.borrow().get(&node.place) {
            if known.is_none() {
                let message = "the header is among the headers of its own parts";
                let found = self.report.at_key(Code::CircularReference, node, message);
                self.report
                    .add(found.softened().label("ignored among its parts"));
            }
            return known.clone();
        }
        self.headers.borrow_mut().insert(node.place, None);
        let header = read().map(Rc::new);
        let mut headers = self.headers.borrow_mut();
        match &header {
            Some(_) => headers.insert(node.place, header.clone()),
            None => headers.remove(&node.place),
        };
        header
    }

    /// Keeps an `operationId` that a link names.
    pub fn linked(&self, id: &'s Node) {
        self.linked.borrow_mut().push(id);
    }

    /// The `operationId`s that links name.
    pub fn take_linked(&self) -> Vec<&'s Node> {
        self.linked.take()
    }

    /// Keeps an operation that is there and cannot be read.
    pub fn lose(&self, method: &'s str, path: &'s str) {
        self.lost.borrow_mut().push(Lost { method, path });
    }

    /// The operations that cannot be read.
    pub fn take_lost(&self) -> Vec<Lost<'s>> {
        self.lost.take()
    }

    /// Counts a key that has no effect on the client.
    pub fn without_effect(&self, what: &'static str, key: &'static str, node: &'s Node) {
        let mut inert = self.inert.borrow_mut();
        inert.entry((what, key)).or_insert((node, 0)).1 += 1;
    }

    /// Reports the keys without effect, each once.
    pub fn report_inert(&self) {
        for ((what, key), (node, count)) in self.inert.take() {
            let message = format!("`{key}` of {what} has no effect on the client");
            let found = self.report.at_key(Code::Inert, node, message);
            self.report.add(found.and("in ", count - 1, "place"));
        }
    }

    pub fn wrong_kind(&self, node: &Node, what: &str, expected: &str) {
        let message = format!(
            "expected {expected} for {}, found {}",
            quoted(what),
            node.kind()
        );
        let found = self.report.at(Code::WrongKind, node, message);
        let first = node.as_object().and_then(|object| object.keys().next());
        let element = first.and_then(|key| key.strip_prefix('-'));
        self.report.add(match element {
            Some(element) if expected == "an array" => {
                found.help(format!("put a space behind the dash: `- {element}: …`"))
            }
            _ => found,
        });
    }

    /// One of the words the specification knows here.
    pub fn word<T: Copy>(&self, node: &Node, what: &str, words: &[(&str, T)]) -> Option<T> {
        let Some(text) = node.as_str() else {
            self.wrong_kind(node, what, "a string");
            return None;
        };
        let known = words.iter().find(|(word, _)| *word == text);
        if known.is_none() {
            let all: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            let found =
                self.report
                    .at(Code::UnknownWord, node, format!("`{text}` is not a {what}"));
            let found = match nearest(text, all.iter().copied()) {
                Some(word) => {
                    let found = found.help(format!("did you mean `{word}`?"));
                    let mend = Mend::Replace(node, word.to_owned());
                    self.report.mended(found, &mend)
                }
                None => found,
            };
            self.report
                .add(found.help(format!("expected one of `{}`", all.join("`, `"))));
        }
        known.map(|(_, value)| *value)
    }

    /// The node itself, or what its `$ref` leads to, which is an object of this vocabulary.
    pub fn follow(&self, node: &'s Node, vocabulary: &'static Vocabulary) -> Option<&'s Node> {
        let mut at = node;
        let mut seen = Vec::new();
        while let Some(reference) = at.get("$ref") {
            let Some(text) = reference.as_str() else {
                self.wrong_kind(reference, "$ref", "a string");
                return None;
            };
            if seen.contains(&at.place) || seen.len() > MAX_HOPS {
                self.report.add(self.report.at(
                    Code::CircularReference,
                    reference,
                    format!("`{text}` leads back to itself"),
                ));
                return None;
            }
            seen.push(at.place);
            if vocabulary.key("$ref").is_none() {
                self.note_siblings(at);
            }
            at = self.resolve_as(reference, text, vocabulary)?;
        }
        Some(at)
    }

    /// The node itself, or what a `$ref` leads to that stands where OpenAPI allows none. Tools put
    /// references everywhere, and what they mean is plain: it is followed, and reported once.
    pub fn follow_misplaced(&self, node: &'s Node, what: &str) -> Option<&'s Node> {
        if self.report_misplaced(node, what) {
            self.note_siblings(node);
        }
        self.beyond(node)
    }

    /// Reports a reference that stands in the place of something else, or that it leads to nothing.
    /// Whether there is one to follow, met for the first time.
    pub fn report_misplaced(&self, node: &'s Node, what: &str) -> bool {
        let Some((reference, text)) = reference(node) else {
            return false;
        };
        if !self.is_first_visit(node, "a misplaced reference") {
            return false;
        }
        if let Err(found) = self.find_any(reference, text) {
            self.report.add(*found);
            return false;
        }
        let found = if self.beyond(node).is_none() {
            let message = format!("`{text}` leads back to itself");
            self.report.at(Code::CircularReference, reference, message)
        } else {
            let message = format!("a reference stands in the place of {}", quoted(what));
            let found = self
                .report
                .at_key(Code::MisplacedReference, reference, message);
            found.label("followed").once()
        };
        self.report.add(found);
        true
    }

    /// The node itself, or what its `$ref` leads to. `None` where that is nothing.
    pub fn beyond(&self, node: &'s Node) -> Option<&'s Node> {
        let mut at = node;
        for _ in 0..MAX_HOPS {
            match reference(at) {
                Some((reference, text)) => at = self.target(reference, text)?,
                None => return Some(at),
            }
        }
        None
    }

    /// An example, or the one that a reference in its place leads to. A value may look like a
    /// reference: one that leads to nothing is a value.
    pub fn example_value(&self, node: &'s Node) -> &'s Node {
        match node.as_object() {
            Some(object) if object.len() == 1 && reference(node).is_some() => {}
            _ => return node,
        }
        let Some(target) = self.beyond(node) else {
            return node;
        };
        self.report_misplaced(node, "an example");
        target
    }

    /// The members of an object whose keys are names. A reference among them adds what it leads to.
    pub fn members(&self, node: &'s Node) -> impl Iterator<Item = (&'s str, &'s Node)> + use<'s> {
        let own = |node: &'s Node| {
            let members = node.as_object().into_iter().flatten();
            members
                .filter(|(key, node)| *key != "$ref" || node.as_str().is_none())
                .map(|(key, node)| (key.as_str(), node))
        };
        let mut added: Vec<(&'s str, &'s Node)> = Vec::new();
        let mut at = node;
        for _ in 0..MAX_HOPS {
            let Some((reference, text)) = reference(at) else {
                break;
            };
            let Some(target) = self.target(reference, text) else {
                break;
            };
            let known = |key: &str| node.get(key).is_some();
            added.extend(own(target).filter(|(key, _)| !known(key)));
            at = target;
        }
        own(node).chain(added)
    }

    /// What stands beside `$ref` is ignored, but for the texts that OpenAPI 3.1 (§4.8.23) allows.
    fn note_siblings(&self, node: &'s Node) {
        for (key, sibling) in node.as_object().into_iter().flatten() {
            let allowed = matches!(key.as_str(), "$ref" | "summary" | "description");
            if !allowed && !key.starts_with("x-") {
                let message = format!("`{key}` stands beside `$ref`");
                let found = self.report.at_key(Code::IgnoredSibling, sibling, message);
                self.report.add(found.label("ignored"));
            }
        }
    }

    /// What a reference leads to; reports when that is nothing, or an object of another kind.
    pub fn resolve_as(
        &self,
        reference: &Node,
        text: &str,
        vocabulary: &'static Vocabulary,
    ) -> Option<&'s Node> {
        let found = self.find(reference, text, vocabulary);
        found.map_err(|found| self.report.add(*found)).ok()
    }

    /// What a reference leads to, or what is to be said of it.
    pub fn find(
        &self,
        reference: &Node,
        text: &str,
        vocabulary: &'static Vocabulary,
    ) -> Result<&'s Node, Box<Diagnostic>> {
        let target = self.find_any(reference, text)?;
        let kind = self.kind_at(target);
        let Some(kind) = kind.filter(|kind| kind != vocabulary.component || kind.is_empty()) else {
            return Ok(target);
        };
        if self.report.is_lenient() && serves(&kind, target, vocabulary) {
            let message = format!("`{text}` does not lead to {}", vocabulary.what);
            let found = self.report.at(Code::WrongTarget, reference, message);
            self.report.add(found.label("read as if it did"));
            return Ok(target);
        }
        let message = format!("`{text}` does not lead to {}", vocabulary.what);
        let found = self.report.at(Code::WrongTarget, reference, message);
        let found = match vocabulary.component {
            "" => found,
            component => found.help(format!("refer to a member of `components.{component}`")),
        };
        Err(Box::new(match (vocabulary.component, kind.as_str()) {
            // A response or a parameter: somebody thought of its schema, if it has one.
            ("schemas", kind) if !kind.is_empty() => found.softened().label("read as any JSON"),
            _ => found,
        }))
    }

    /// Whether a `$ref` leads to an object of this kind of components.
    pub fn leads_to(&self, node: &'s Node, component: &str) -> bool {
        let target = node.get("$ref").and_then(|reference| self.peek(reference));
        target.is_some_and(|target| self.kind_at(target).as_deref() == Some(component))
    }

    fn find_any(&self, reference: &Node, text: &str) -> Result<&'s Node, Box<Diagnostic>> {
        if let Some(node) = self.within(reference, text) {
            return Ok(node);
        }
        let sources = self.report.sources;
        let unresolved = match sources.resolve(reference.place, text) {
            Ok(node) => return Ok(node),
            Err(unresolved) => unresolved,
        };
        if let Some(node) = self.identifiers().find(reference.place, text) {
            return Ok(node);
        }
        let code = match &unresolved {
            Unresolved::Outside => Code::OutsideReference,
            Unresolved::Unreadable(_) => Code::Unreadable,
            _ => Code::MissingReference,
        };
        let found = self.report.at(
            code,
            reference,
            match &unresolved {
                Unresolved::Outside if is_remote(text) => {
                    format!("`{text}` leads onto the network")
                }
                Unresolved::Outside => format!("`{text}` leads out of the description's folder"),
                Unresolved::Unreadable(why) => format!("`{text}` cannot be read: {why}"),
                _ => format!("`{text}` leads to nothing"),
            },
        );
        Err(Box::new(match unresolved {
            Unresolved::Missing { step, parent } => {
                let missing = self.missing.replace(self.missing.get() + 1);
                let known = parent.as_object().into_iter().flatten();
                let known = known.take(if missing < MAX_SUGGESTIONS { usize::MAX } else { 0 });
                let near = nearest(&step, known.map(|(key, _)| key.as_str()));
                let found = found.label(format!("there is no `{step}`"));
                match near {
                    Some(near) => {
                        let found = found.help(format!("did you mean `{near}`?"));
                        let mended = text.strip_suffix(&step).map(|start| format!("{start}{near}"));
                        match mended {
                            Some(text) => {
                                self.report.mended(found, &Mend::Replace(reference, text))
                            }
                            None => found,
                        }
                    }
                    None => match text.strip_prefix("#/components/schemas/") {
                        Some(name) if name == step => {
                            let name = diagnostic::quoted(name);
                            let schema = format!("{{ components: {{ schemas: {{ {name}: {{}} }} }} }}");
                            let found = found.help("declare it; without a type it is any JSON");
                            self.report.mended(found, &Mend::Root(schema))
                        }
                        _ => found,
                    },
                }
            }
            Unresolved::Fragment => found.help("a reference into a document is a JSON pointer, such as `#/components/schemas/Name`"),
            Unresolved::Outside if is_remote(text) => found.help("nothing is fetched from the network: put the file beside the description"),
            Unresolved::Outside => found.help("`--root DIR` lets references lead to every file below a folder"),
            Unresolved::Unreadable(_) => found,
        }))
    }

    /// What is wrong with a pattern; looked at once, however often it stands in the document.
    pub fn pattern_fault(&self, pattern: &'s str) -> Option<String> {
        let mut patterns = self.patterns.borrow_mut();
        let fault = patterns.entry(pattern);
        fault
            .or_insert_with(|| super::schema::pattern_fault(pattern))
            .clone()
    }

    /// The names of schemas, collected when a reference asks for one.
    pub fn identifiers(&self) -> &Identifiers<'s> {
        let collect = || Identifiers::of(self.report.sources);
        self.identifiers.get_or_init(collect)
    }

    /// What a reference means within a schema that has an `$id`, against which it is resolved.
    fn within(&self, reference: &Node, text: &str) -> Option<&'s Node> {
        let mut texts = self.report.sources.texts();
        let has_ids = self
            .has_ids
            .get_or_init(|| texts.any(|text| text.contains("$id")));
        has_ids
            .then(|| self.identifiers().within(reference.place, text))
            .flatten()
    }

    /// What a reference leads to, when that is something; its reader reports.
    pub fn peek(&self, reference: &Node) -> Option<&'s Node> {
        self.target(reference, reference.as_str()?)
    }

    /// What a reference leads to without regard to other resources that use the name.
    fn target(&self, reference: &Node, text: &str) -> Option<&'s Node> {
        let sources = self.report.sources;
        self.within(reference, text)
            .or_else(|| sources.resolve(reference.place, text).ok())
            .or_else(|| self.identifiers().strictly(reference.place, text))
    }

    /// What a `$dynamicRef` leads to on the way to it; `None` where that cannot be known.
    pub fn dynamic_target(&self, reference: &Node, text: &str) -> Option<&'s Node> {
        let (_, name) = text.rsplit_once('#').unwrap_or((text, ""));
        let first = self.target(reference, text);
        let anchor = first.and_then(|first| first.get("$dynamicAnchor"));
        let is_dynamic = anchor.and_then(Node::as_str) == Some(name);
        if first.is_some() && !is_dynamic {
            return first;
        }
        let scopes = self.scopes();
        let found = scopes.and_then(|scopes| scopes.find(self.scope.get(), name));
        found
            .or(first)
            .or_else(|| match self.identifiers().dynamic(name) {
                [only] => Some(*only),
                _ => None,
            })
    }

    /// The ways to references whose meaning depends on them.
    fn scopes(&self) -> Option<&Scopes<'s>> {
        let sources = self.report.sources;
        let resolve = |reference: &Node, text: &str| self.target(reference, text);
        let of = || {
            let mut texts = sources.texts();
            let dynamic = texts.any(|text| text.contains("$dynamicRef"));
            dynamic
                .then(|| Scopes::of(sources, self.identifiers(), &resolve))
                .flatten()
        };
        self.scopes.get_or_init(of).as_ref()
    }

    /// Whether `components` has a member of that kind and name, even one with a fault.
    pub fn is_declared(&self, kind: &str, name: &str) -> bool {
        let root = self.report.sources.root().ok();
        let components = root.and_then(|root| self.beyond(root.get("components")?));
        let of_kind = components.and_then(|components| components.get(kind));
        let mut members = of_kind.into_iter().flat_map(|node| self.members(node));
        members.any(|(known, _)| known == name)
    }

    /// The schema at a node, read once however often it is referred to.
    pub fn schema(&self, node: &'s Node) -> SchemaId {
        let scope = match self.scopes() {
            Some(scopes) => scopes.enter(self.scope.get(), node.place, self.identifiers()),
            None => Scope::default(),
        };
        let mut by_place = self.by_place.borrow_mut();
        let mut key = (node.place, scope);
        if scope != Scope::default() && !by_place.contains_key(&key) {
            let scoped = self.scoped.replace(self.scoped.get() + 1);
            if scoped >= MAX_SCOPED {
                key.1 = Scope::default();
            }
        }
        *by_place.entry(key).or_insert_with(|| {
            let id = self.schemas.borrow_mut().push(Schema::any(node));
            self.unread.borrow_mut().push((id, node, key.1));
            id
        })
    }

    /// Reads the schemas that were met so far, and those that they meet.
    pub fn read_schemas(&self) {
        loop {
            let next = self.unread.borrow_mut().pop();
            let Some((id, node, scope)) = next else {
                return;
            };
            let outside = self.scope.replace(scope);
            let schema = super::schema::read(self, node);
            self.scope.set(outside);
            self.schemas.borrow_mut()[id] = schema;
        }
    }
}

/// Whether an object of another kind has what is read of one of this kind: bodies and responses
/// have their `content`.
fn serves(kind: &str, node: &Node, vocabulary: &Vocabulary) -> bool {
    let has_content = ["requestBodies", "responses"];
    let kinds = [kind, vocabulary.component];
    kinds.iter().all(|kind| has_content.contains(kind)) && node.get("content").is_some()
}

/// Whether a reference leads onto the network.
fn is_remote(reference: &str) -> bool {
    reference.contains("://")
}

/// The `$ref` of an object, when it is a text.
fn reference(node: &Node) -> Option<(&Node, &str)> {
    let reference = node.get("$ref")?;
    Some((reference, reference.as_str()?))
}

/// Keys and words in backticks, phrases as they are.
fn quoted(what: &str) -> String {
    if what.contains([' ', '`']) {
        what.to_owned()
    } else {
        format!("`{what}`")
    }
}
