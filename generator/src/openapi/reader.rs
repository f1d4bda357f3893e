//! What all readers of this stage share: the report, the version, and the schemas that were read so far.

mod references;

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use foldhash::{HashMap, HashSet};
use indexmap::IndexMap;

use self::references::quoted;
use super::Version;
use super::identifiers::Identifiers;
use super::operation::{Header, Lost};
use super::schema::{Schema, SchemaId, Schemas};
use super::scopes::{Scope, Scopes};
use super::security::SecurityScheme;
use super::vocabulary::ExtensionFault;
use crate::diagnostic::{Code, Mend, Report, nearest};
use crate::source::{Node, Place};

pub(super) struct Reader<'x, 's> {
    pub report: &'x Report<'s>,
    pub version: Version,
    schemas: RefCell<Schemas<'s>>,
    by_place: RefCell<HashMap<(Place, Scope), SchemaId>>,
    /// Schemas that were met and not read yet; a list, since a chain of them may be longer than the
    /// stack.
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
    /// The security schemes that requirements name by URIs and that are no components, by their names.
    pub other_schemes: RefCell<IndexMap<&'s str, SecurityScheme<'s>>>,
    /// The keys without effect: the first place of each, and how often it occurs.
    inert: RefCell<Inert<'s>>,
}

/// By object and key: the first place, and how often.
type Inert<'s> = IndexMap<(&'static str, &'static str), (&'s Node, usize)>;

/// How many schemas are read again for the references that lead to them.
const MAX_SCOPED: usize = 20_000;
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
            other_schemes: RefCell::default(),
            inert: RefCell::default(),
        }
    }

    pub fn into_schemas(self) -> Schemas<'s> {
        self.read_schemas();
        self.report_inert();
        let mut schemas = self.schemas.into_inner();
        schemas.lift_annotations();
        super::schema::report_loops(&schemas, self.report);
        schemas.close();
        schemas
    }

    /// The operation that contains a node, for messages: "`GET /jobs`".
    pub fn operation_at(&self, node: &Node) -> Option<String> {
        let path = self.path_at(node)?;
        let pointer = self.report.sources.pointer(node.place);
        let method = pointer.split('/').nth(3);
        let method = method.filter(|step| *step != "parameters");
        Some(match method {
            Some(method) => format!("`{} {path}`", method.to_uppercase()),
            None => format!("`{path}`"),
        })
    }

    /// The path that contains a node.
    pub fn path_at(&self, node: &Node) -> Option<String> {
        let pointer = self.report.sources.pointer(node.place);
        let (path, _) = pointer.strip_prefix("/paths/")?.split_once('/')?;
        Some(path.replace("~1", "/").replace("~0", "~"))
    }

    /// Whether a node is read as this for the first time, so that it is checked once only.
    pub fn is_first_visit(&self, node: &Node, what: &'static str) -> bool {
        self.visited.borrow_mut().insert((node.place, what))
    }

    /// The kind of object at a node, as `components` calls such objects, where the place decides it:
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

    /// Keeps an operation that is there and cannot be read, or a path without a method.
    pub fn lose(&self, method: Option<&'s str>, path: &'s str) {
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
        let comment = self.report.sources.comment_of(node);
        let key = self.report.sources.key(node.place);
        let colon = key.and_then(|key| key.split_once(":{").or_else(|| key.split_once(":[")));
        self.report.add(match element {
            _ if let Some((key, _)) = colon => {
                found.help(format!("put a space behind the colon: `{key}: …`"))
            }
            _ if let Some(comment) = comment => found.help(format!(
                "a `#` after a space begins a comment: put the text in quotes: `\"{comment}\"`"
            )),
            Some(element) if expected == "an array" => {
                found.help(format!("put a space behind the dash: `- {element}: …`"))
            }
            _ => found,
        });
    }

    /// Reports a key beginning with `x-` that is meant for the generator and has no effect in an object.
    pub fn report_extension(&self, name: &str, what: &str, node: &Node, fault: &ExtensionFault) {
        let (message, help) = match fault {
            ExtensionFault::Misspelt(known) => (
                format!("`{name}` is not a key that the generator reads"),
                format!("did you mean `{}`?", known.name),
            ),
            ExtensionFault::Misplaced(known) => (
                format!("`{name}` has no effect in {what}"),
                format!("it is a key of {}", known.objects.join(" and of ")),
            ),
            ExtensionFault::Useless(known) => (
                format!("`{name}` has no effect without `{}`", known.needs),
                format!("write `{}` next to it, or remove it", known.needs),
            ),
        };
        let found = self.report.at_key(Code::UnknownKey, node, message);
        let found = found.softened().label("ignored").help(help);
        self.report.add(found.once());
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
            let near = match all[..] {
                [only] => Some(only),
                _ => nearest(text, all.iter().copied()),
            };
            let found = match near {
                Some(word) => {
                    let found = found.help(format!("did you mean `{word}`?"));
                    let mend = Mend::Replace(node, word.to_owned());
                    self.report.mended(found, &mend)
                }
                None => found,
            };
            self.report.add(match all.len() {
                1 => found,
                _ => found.help(format!("expected one of `{}`", all.join("`, `"))),
            });
        }
        known.map(|(_, value)| *value)
    }

    /// One of the words the specification knows, of which those are offered that fit where it stands.
    pub fn fitting_word<T: Copy>(
        &self,
        node: &Node,
        what: &str,
        words: &[(&'static str, T)],
        fits: impl Fn(T) -> bool,
    ) -> Option<T> {
        let is_said = |(word, _): &&(&str, T)| node.as_str() == Some(*word);
        if let Some((_, value)) = words.iter().find(is_said) {
            return Some(*value);
        }
        let words = words.iter().copied();
        let words: Vec<_> = words.filter(|(_, value)| fits(*value)).collect();
        self.word(node, what, &words)
    }

    /// What is wrong with a pattern; looked at once, however often the document has it.
    pub fn pattern_fault(&self, pattern: &'s str) -> Option<String> {
        let mut patterns = self.patterns.borrow_mut();
        let fault = patterns.entry(pattern);
        fault
            .or_insert_with(|| super::schema::pattern_fault(pattern))
            .clone()
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
