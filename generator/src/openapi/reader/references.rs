//! References: what a `$ref` leads to, and what is reported about one that leads to nothing.

use std::iter;

use super::super::identifiers::Identifiers;
use super::super::scopes::Scopes;
use super::super::vocabulary::{Treatment, Vocabulary, extension_fault, is_extension, of_each_use};
use super::Reader;
use crate::diagnostic::{self, Code, Diagnostic, Mend, nearest};
use crate::openapi::Version;
use crate::source::{Node, Unresolved};

/// The nearest name is searched for this many references that lead to nothing: a document may have thousands of
/// names and of such references.
const MAX_SUGGESTIONS: usize = 100;

/// Bounds a chain of references.
const MAX_HOPS: usize = 64;
impl<'s> Reader<'_, 's> {
    /// The node itself, or what its `$ref` leads to, which is an object of this vocabulary.
    pub fn follow(&self, node: &'s Node, vocabulary: &'static Vocabulary) -> Option<&'s Node> {
        let mut at = node;
        let mut seen = Vec::new();
        let mut references = Vec::new();
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
            references.push(at);
            at = self.resolve_as(reference, text, vocabulary)?;
        }
        if vocabulary.key("$ref").is_none() {
            for reference in references {
                self.note_siblings(reference, at, vocabulary);
            }
        }
        Some(at)
    }

    /// The node itself, or the target of a `$ref` where OpenAPI allows none. Tools put
    /// references everywhere, and what they mean is plain: it is followed, and reported once.
    pub fn follow_misplaced(&self, node: &'s Node, what: &str) -> Option<&'s Node> {
        if self.report_misplaced(node, what) {
            for (key, sibling) in siblings(node) {
                if !key.starts_with("x-") && !TEXTS.contains(&key) {
                    self.note_sibling(key, sibling);
                }
            }
        }
        self.beyond(node)
    }

    /// Reports a reference where OpenAPI allows none, or that it leads to nothing.
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
            let message = format!("found a reference in the place of {}", quoted(what));
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

    /// Reports the keys next to `$ref` that have no effect. OpenAPI 3.1 (§4.8.23) has texts there, which replace those of
    /// the target; of the generator's own keys, those of a parameter belong to each use of it.
    fn note_siblings(&self, node: &'s Node, target: &'s Node, vocabulary: &'static Vocabulary) {
        let what = vocabulary.what;
        for (key, sibling) in siblings(node) {
            let text = vocabulary.key(key).filter(|_| TEXTS.contains(&key));
            match text.map(|text| (text.name, text.treatment)) {
                _ if key.starts_with("x-") => self.note_own_key(key, sibling, target, what),
                Some((_, Treatment::Documented)) if self.version > Version::V30 => {}
                Some((name, Treatment::Inert)) => self.without_effect(what, name, sibling),
                _ => self.note_sibling(key, sibling),
            }
        }
    }

    /// Reports a key of the generator next to a `$ref` that has no effect on that use of the target.
    fn note_own_key(&self, key: &str, sibling: &'s Node, target: &'s Node, what: &'static str) {
        let object = target.as_object();
        match object.and_then(|object| extension_fault(key, what, object)) {
            Some(fault) => self.report_extension(key, what, sibling, &fault),
            None if is_extension(key) && !of_each_use(key, what) => self.note_sibling(key, sibling),
            None => {}
        }
    }

    /// Reports a key next to `$ref` that has no effect.
    fn note_sibling(&self, key: &str, sibling: &Node) {
        let message = format!("`{key}` is next to `$ref`");
        let found = self.report.at_key(Code::IgnoredSibling, sibling, message);
        let is_later = TEXTS.contains(&key) && self.version == Version::V30;
        self.report.add(match is_later {
            true => found
                .label("OpenAPI 3.0 ignores it")
                .help("write it where the reference leads, or write OpenAPI 3.1")
                .once(),
            false if key.starts_with("x-") => found
                .label("ignored")
                .help("write it where the reference leads"),
            false => found.label("ignored"),
        });
    }

    /// A member of an object, or the one next to the references that lead to it: the first of them counts.
    pub fn stated(&self, node: &'s Node, key: &str) -> Option<&'s Node> {
        let mut at = node;
        for _ in 0..MAX_HOPS {
            if let Some(found) = at.get(key) {
                return Some(found);
            }
            let (reference, text) = reference(at)?;
            at = self.target(reference, text)?;
        }
        None
    }

    /// The description of an object, as OpenAPI 3.1 (§4.8.23) lets a reference to it replace it; `own` is that of the
    /// object itself.
    pub fn described(&self, node: &'s Node, own: Option<&'s str>) -> Option<&'s str> {
        let stated = || self.stated(node, "description")?.as_str();
        match reference(node) {
            Some(_) if self.version > Version::V30 => stated().or(own),
            _ => own,
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

    /// What a reference leads to, or the finding about it.
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
        let meant = self.meant(reference, text);
        let meaning = |found: Diagnostic, meant: String| {
            let found = found.help(format!("did you mean `{meant}`?"));
            self.report.mended(found, &Mend::Replace(reference, meant))
        };
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
                        _ if let Some(meant) = meant => meaning(found, meant),
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
            _ if let Some(meant) = meant => meaning(found, meant),
            Unresolved::Outside if text.contains('\\') => {
                found.help(format!("a reference has slashes: `{}`", text.replace('\\', "/")))
            }
            Unresolved::Fragment => found.help("a reference into a document is a JSON pointer, such as `#/components/schemas/Name`"),
            Unresolved::Outside if is_remote(text) => found.help("nothing is fetched from the network: put the file into the folder of the description"),
            Unresolved::Outside if text.starts_with("file:") => found.help("name the file by its path from this one; it has to lie below the folder of the description"),
            Unresolved::Outside => found.help("`--root DIR` lets references lead to every file below a folder"),
            Unresolved::Unreadable(_) if sources.root().is_ok_and(|root| root.get("$self").is_some()) => {
                found.help("a file is found by its path: one that has another name in its `$self` is not looked for")
            }
            Unresolved::Unreadable(_) => found,
        }))
    }

    /// What leads somewhere and is nearly a reference that leads to nothing: ` #/a`, `/a`, `components/schemas/Name`,
    /// `Name`, `#/definitions/Name`.
    fn meant(&self, reference: &Node, text: &str) -> Option<String> {
        let is_mark = |c: char| c.is_whitespace() || "“”„‘’`<>".contains(c);
        let plain = text.trim_matches(is_mark).replace('\\', "/");
        let pointer = plain.trim_start_matches(['#', '/']);
        let (_, name) = pointer.rsplit_once('/').unwrap_or(("", pointer));
        let kinds = match pointer.matches('/').count() {
            0 | 1 if !name.is_empty() => &["schemas", "parameters", "responses"][..],
            _ => &[],
        };
        let components = kinds
            .iter()
            .map(|kind| format!("#/components/{kind}/{name}"));
        let mut likely = iter::once(format!("#/{pointer}")).chain(components);
        let leads = |text: &String| self.target(reference, text).is_some();
        Some(plain.clone())
            .filter(|plain| plain != text && leads(plain))
            .or_else(|| likely.find(|text| !pointer.is_empty() && leads(text)))
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

    /// The object that a URI at a node leads to, behind all references.
    pub fn leads_from(&self, node: &Node, uri: &str) -> Option<&'s Node> {
        self.beyond(self.target(node, uri)?)
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
    pub(super) fn scopes(&self) -> Option<&Scopes<'s>> {
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
    reference.contains("://") && !reference.starts_with("file:")
}

/// The texts that a reference may have next to it since OpenAPI 3.1.
const TEXTS: &[&str] = &["summary", "description"];

/// The keys next to `$ref`.
fn siblings(node: &Node) -> impl Iterator<Item = (&str, &Node)> {
    let members = node.as_object().into_iter().flatten();
    let members = members.map(|(key, node)| (key.as_str(), node));
    members.filter(|(key, _)| *key != "$ref")
}

/// The `$ref` of an object, when it is a text.
fn reference(node: &Node) -> Option<(&Node, &str)> {
    let reference = node.get("$ref")?;
    Some((reference, reference.as_str()?))
}

/// Keys and words in backticks, phrases as they are.
pub(super) fn quoted(what: &str) -> String {
    if what.contains([' ', '`']) {
        what.to_owned()
    } else {
        format!("`{what}`")
    }
}
