//! Takes the files of a description (YAML or JSON), gives one ordered tree whose every node
//! knows where it stands. Never reads a disk, never looks at what the keys mean.

mod faults;
mod json_path;
mod moves;
mod overlay;
mod read;

use std::collections::HashMap;
use std::fmt;
use std::ops::Range;
use std::sync::OnceLock;

use indexmap::IndexMap;

pub(crate) use self::overlay::{Complaint, Problem};

/// An object of a document, in the document's order.
pub type Object = IndexMap<String, Node, foldhash::fast::RandomState>;

/// A value of a document and its place.
#[derive(Debug, Clone)]
pub struct Node {
    /// Where the value stands.
    pub place: Place,
    /// The value.
    pub value: Value,
}

/// A value of a document: JSON's data model, with integers as wide as real documents need.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number written without fraction or exponent.
    Integer(i128),
    /// Any other number.
    Float(f64),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Node>),
    /// An object.
    Object(Object),
}

/// Two nodes are equal when their values are, wherever they stand.
impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl Node {
    /// The string, when it is one.
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The object, when it is one.
    pub fn as_object(&self) -> Option<&Object> {
        match &self.value {
            Value::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The array, when it is one.
    pub fn as_array(&self) -> Option<&[Node]> {
        match &self.value {
            Value::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The member of this object with that key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.as_object()?.get(key)
    }

    /// What a message calls this value: "a string", "an object".
    pub fn kind(&self) -> &'static str {
        match &self.value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Integer(_) => "an integer",
            Value::Float(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "an array",
            Value::Object(_) => "an object",
        }
    }
}

impl Node {
    /// The value as JSON text, a member a line.
    pub fn pretty(&self) -> String {
        let mut text = String::new();
        self.write_pretty(&mut text, 0);
        text
    }

    fn write_pretty(&self, text: &mut String, depth: usize) {
        let (brackets, count) = match &self.value {
            Value::Array(items) if !items.is_empty() => (["[", "]"], items.len()),
            Value::Object(members) if !members.is_empty() => (["{", "}"], members.len()),
            _ => return text.push_str(&self.to_string()),
        };
        let line = |text: &mut String, depth: usize| {
            text.push('\n');
            text.push_str(&"  ".repeat(depth));
        };
        text.push_str(brackets[0]);
        let keys = self
            .as_object()
            .into_iter()
            .flat_map(|members| members.keys());
        let values = self
            .as_object()
            .into_iter()
            .flat_map(|members| members.values());
        let values = values.chain(self.as_array().into_iter().flatten());
        let mut keys = keys.map(String::as_str);
        for (index, value) in values.enumerate() {
            line(text, depth + 1);
            if let Some(key) = keys.next() {
                text.push_str(&format!("{}: ", serde_json::Value::from(key)));
            }
            value.write_pretty(text, depth + 1);
            text.push_str(if index + 1 < count { "," } else { "" });
        }
        line(text, depth);
        text.push_str(brackets[1]);
    }
}

/// The value as JSON text on one line.
impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.value {
            Value::Null => f.write_str("null"),
            Value::Bool(value) => write!(f, "{value}"),
            Value::Integer(value) => write!(f, "{value}"),
            Value::Float(value) => write!(f, "{value}"),
            Value::String(text) => write!(f, "{}", serde_json::Value::from(text.as_str())),
            Value::Array(items) => {
                f.write_str("[")?;
                for (index, item) in items.iter().enumerate() {
                    write!(f, "{}{item}", if index > 0 { ", " } else { "" })?;
                }
                f.write_str("]")
            }
            Value::Object(members) => {
                f.write_str("{")?;
                for (index, (key, member)) in members.iter().enumerate() {
                    let comma = if index > 0 { ", " } else { "" };
                    write!(
                        f,
                        "{comma}{}: {member}",
                        serde_json::Value::from(key.as_str())
                    )?;
                }
                f.write_str("}")
            }
        }
    }
}

/// Names a node of a document for as long as its [`Sources`] live.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place(u32);

impl Place {
    /// The place as a number that means nothing but this place.
    pub(crate) fn number(self) -> u32 {
        self.0
    }

    /// The place that has this number.
    pub(crate) fn numbered(number: u32) -> Self {
        Self(number)
    }
}

/// What is known of a node beside its value.
#[derive(Debug)]
struct Entry {
    parent: Option<Place>,
    step: Step,
    /// Where the key (of a member) or the value (of a string) begins, in bytes.
    mark: Option<u32>,
}

/// How a node is reached from the one above it.
#[derive(Debug, PartialEq)]
pub(crate) enum Step {
    /// It is the whole of a file.
    Root(usize),
    Key(String),
    Index(usize),
}

/// The files of one description, the first of which is its root.
#[derive(Debug)]
pub struct Sources {
    files: Vec<File>,
    entries: Vec<Entry>,
    /// Where the text of a node is that an overlay put in or moved.
    written: HashMap<Place, Place>,
    /// The folder that references may not leave, as the files are named; empty or with a slash at its end.
    root: String,
}

/// A file: its name as messages show it, its text, and what was read from it.
#[derive(Debug)]
struct File {
    name: String,
    /// How messages call it.
    shown: String,
    text: String,
    content: Result<Node, Unreadable>,
    duplicates: Vec<Duplicate>,
    /// The line and the column, both from 0, of every so many bytes; made when one is asked for.
    marks: OnceLock<Vec<(usize, usize)>>,
    /// For an overlay: what is wrong with it. It is never referred to.
    overlay: Option<Vec<Complaint>>,
}

/// Why nothing could be read from a file.
#[derive(Debug, Clone)]
pub(crate) struct Unreadable {
    pub message: String,
    pub label: String,
    /// What to write; empty where there is nothing to say.
    pub help: String,
    /// Where it stands, in bytes. An empty range stands for the word that begins there.
    pub range: Option<Range<usize>>,
    /// The file could not be opened, so there is no text to point into.
    pub missing: bool,
}

/// A key that stands twice in one object.
#[derive(Debug, Clone)]
pub(crate) struct Duplicate {
    pub key: String,
    pub offset: Option<usize>,
    /// Where the same key stands first.
    pub first: Option<usize>,
}

/// A piece of a file's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Span {
    pub file: usize,
    pub range: Range<usize>,
}

impl Sources {
    /// A description whose root document is this text; the name is shown in messages and in
    /// the header of generated files.
    pub fn new(name: impl Into<String>, text: impl Into<Vec<u8>>) -> Self {
        let name = name.into();
        let mut sources = Self {
            files: Vec::new(),
            entries: Vec::new(),
            written: HashMap::new(),
            root: folder(&name).to_owned(),
        };
        sources.add(name, text.into());
        sources
    }

    /// Lets references lead to every file below a folder, named as the root document is, rather than below
    /// the root document's own folder. The empty text is the folder that all names are relative to.
    pub fn allow_below(&mut self, folder: &str) {
        folder.trim_end_matches('/').clone_into(&mut self.root);
        if !self.root.is_empty() {
            self.root.push('/');
        }
    }

    /// How messages call the file that was added last: as the user wrote it. Files that are supplied later
    /// are called by their way from the root document. The generated text is the same whatever is shown.
    pub fn show(&mut self, shown: impl Into<String>) {
        if let Some(file) = self.files.last_mut() {
            file.shown = shown.into();
        }
    }

    /// How messages call a file that the root document leads to.
    fn shown(&self, name: &str) -> String {
        match self.files.first() {
            Some(root) => from(&root.name, &root.shown, name),
            None => name.to_owned(),
        }
    }

    /// Applies an Overlay document to the description; overlays are applied in the order in which
    /// they are given.
    pub fn overlay(&mut self, name: impl Into<String>, text: impl Into<Vec<u8>>) {
        self.add(name.into(), text.into());
        let Some((overlay, others)) = self.files.split_last_mut() else {
            return;
        };
        let document = others.first_mut().map(|root| &mut root.content);
        let complaints = match (&overlay.content, document) {
            (Ok(overlay), Some(Ok(document))) => {
                let complaints = overlay::apply(overlay, document);
                moves::settle(document, &mut self.entries, &mut self.written);
                complaints
            }
            _ => Vec::new(),
        };
        overlay.overlay = Some(complaints);
    }

    /// The root document as JSON, with the overlays so far; `None` for a text that cannot be read.
    pub fn json(&self) -> Option<String> {
        self.root().ok().map(Node::to_string)
    }

    /// The files that `$ref`s speak of and that were not supplied yet, each named as the root
    /// document is: relative to the same folder.
    pub fn missing(&self) -> Vec<String> {
        let mut names = Vec::new();
        for file in self.files.iter().filter(|file| file.overlay.is_none()) {
            if let Ok(root) = &file.content {
                references(root, &mut |reference| {
                    let Some((target, _)) = self.locate(&file.name, reference) else {
                        return;
                    };
                    if self.file(&target).is_none() && !names.contains(&target) {
                        names.push(target);
                    }
                });
            }
        }
        names
    }

    /// Supplies a file that [`missing`](Self::missing) asked for, or why it cannot be read.
    pub fn supply(&mut self, name: impl Into<String>, text: Result<Vec<u8>, String>) {
        match text {
            Ok(text) => self.add(name.into(), text),
            Err(message) => self.push(
                name.into(),
                File {
                    name: String::new(),
                    shown: String::new(),
                    text: String::new(),
                    content: Err(Unreadable {
                        message,
                        label: String::new(),
                        help: String::new(),
                        range: None,
                        missing: true,
                    }),
                    duplicates: Vec::new(),
                    marks: OnceLock::new(),
                    overlay: None,
                },
            ),
        }
    }

    /// The name of the root document.
    pub fn name(&self) -> &str {
        &self.files[0].name
    }

    fn add(&mut self, name: String, text: Vec<u8>) {
        let file = self.files.len();
        let (text, content, duplicates) = match String::from_utf8(text) {
            Ok(text) => {
                let text = text
                    .strip_prefix('\u{feff}')
                    .map(str::to_owned)
                    .unwrap_or(text);
                let (content, duplicates) = read::read(&name, &text, file, &mut self.entries);
                (text, content, duplicates)
            }
            Err(error) => {
                let offset = error.utf8_error().valid_up_to();
                let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                let fault = faults::bytes(error.as_bytes(), offset);
                (text, Err(fault.into()), Vec::new())
            }
        };
        self.push(
            name,
            File {
                name: String::new(),
                shown: String::new(),
                text,
                content,
                duplicates,
                marks: OnceLock::new(),
                overlay: None,
            },
        );
    }

    fn push(&mut self, name: String, mut file: File) {
        file.shown = self.shown(&name);
        file.name = name;
        self.files.push(file);
    }

    /// What was read from the root document.
    pub(crate) fn root(&self) -> Result<&Node, &Unreadable> {
        self.files[0].content.as_ref()
    }

    /// What was read from the file of a node.
    pub(crate) fn root_of(&self, node: &Node) -> Option<&Node> {
        self.files[self.file_of(node.place)].content.as_ref().ok()
    }

    /// What was read from each file of the description.
    pub(crate) fn roots(&self) -> impl Iterator<Item = &Node> {
        let files = self.files.iter().filter(|file| file.overlay.is_none());
        files.filter_map(|file| file.content.as_ref().ok())
    }

    /// What could not be read, and the keys that stand twice, file by file.
    pub(crate) fn faults(
        &self,
    ) -> impl Iterator<Item = (usize, Option<&Unreadable>, &[Duplicate])> {
        let files = self.files.iter().enumerate();
        files.map(|(index, file)| {
            (
                index,
                file.content.as_ref().err(),
                file.duplicates.as_slice(),
            )
        })
    }

    /// How messages call the overlays.
    pub(crate) fn overlays(&self) -> impl Iterator<Item = &str> {
        let overlays = self.files.iter().filter(|file| file.overlay.is_some());
        overlays.map(|file| file.shown.as_str())
    }

    /// What is wrong with overlays.
    pub(crate) fn complaints(&self) -> impl Iterator<Item = &Complaint> {
        self.files
            .iter()
            .filter_map(|file| file.overlay.as_ref())
            .flatten()
    }

    /// The text of each file.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|file| file.text.as_str())
    }

    /// How messages call a file.
    pub(crate) fn file_name(&self, file: usize) -> &str {
        &self.files[file].shown
    }

    pub(crate) fn text(&self, file: usize) -> &str {
        &self.files[file].text
    }

    /// The line and the column of an offset, both from 1, the column in characters.
    pub(crate) fn line_and_column(&self, file: usize, offset: usize) -> (usize, usize) {
        /// Far enough apart to cost little, near enough to find a place in a file of one line.
        const APART: usize = 1024;
        let file = &self.files[file];
        let marks = file.marks.get_or_init(|| {
            let mut marks = Vec::with_capacity(file.text.len() / APART + 1);
            let (mut line, mut column) = (0, 0);
            for (at, byte) in file.text.bytes().enumerate() {
                if at % APART == 0 {
                    marks.push((line, column));
                }
                (line, column) = step(line, column, byte);
            }
            marks
        });
        let nearest = marks.get(offset / APART).map(|mark| (offset / APART, mark));
        let nearest = nearest.or(marks.iter().enumerate().next_back());
        let (index, (mut line, mut column)) = nearest.map_or((0, (0, 0)), |(at, mark)| (at, *mark));
        for byte in &file.text.as_bytes()[index * APART..offset] {
            (line, column) = step(line, column, *byte);
        }
        (line + 1, column + 1)
    }

    /// The node that a `$ref` standing at `from` speaks of.
    pub(crate) fn resolve(&self, from: Place, reference: &str) -> Result<&Node, Unresolved<'_>> {
        self.resolve_bounded(from, reference, MAX_DETOURS)
    }

    fn resolve_bounded(
        &self,
        from: Place,
        reference: &str,
        detours: usize,
    ) -> Result<&Node, Unresolved<'_>> {
        let here = self.file_of(from);
        let (file, fragment) = match reference.split_once('#') {
            Some(("", fragment)) => (here, fragment),
            _ => {
                let (name, fragment) = self
                    .locate(&self.files[here].name, reference)
                    .ok_or(Unresolved::Outside)?;
                let file = self.file(&name).ok_or(Unresolved::Outside)?;
                (file, fragment)
            }
        };
        let root = match &self.files[file].content {
            Ok(root) => root,
            Err(unreadable) if unreadable.missing => {
                return Err(Unresolved::Unreadable(unreadable.message.clone()));
            }
            Err(_) => return Err(Unresolved::Unreadable("the file has a fault".to_owned())),
        };
        let (parent, step, rest) = match walk(root, fragment)? {
            Walk::There(node) => return Ok(node),
            Walk::Stuck { parent, step, rest } => (parent, step, rest),
        };
        // Where a reference stands on the way, tools go on behind it.
        let detour = parent.get("$ref").filter(|_| detours > 0);
        if let Some((reference, text)) = detour.and_then(|node| Some((node, node.as_str()?))) {
            let target = self.resolve_bounded(reference.place, text, detours - 1)?;
            let pointer = self.pointer(target.place) + &rest;
            let file = self.file_of(target.place);
            if let Some(Ok(root)) = self.files.get(file).map(|file| file.content.as_ref())
                && let Ok(node) = follow(root, &fragment_of(&pointer))
            {
                return Ok(node);
            }
        }
        Err(Unresolved::Missing { step, parent })
    }

    /// The JSON pointer of a place within its file (RFC 6901).
    pub(crate) fn pointer(&self, place: Place) -> String {
        let step = |step: &Step| match step {
            Step::Root(_) => String::new(),
            Step::Key(key) => format!("/{}", key.replace('~', "~0").replace('/', "~1")),
            Step::Index(index) => format!("/{index}"),
        };
        self.steps(place).into_iter().map(step).collect()
    }

    /// The place above another.
    pub(crate) fn parent(&self, place: Place) -> Option<Place> {
        self.entry(place).parent
    }

    /// The key that a place stands under.
    pub(crate) fn key(&self, place: Place) -> Option<&str> {
        match &self.entry(place).step {
            Step::Key(key) => Some(key),
            Step::Root(_) | Step::Index(_) => None,
        }
    }

    /// The way to a place, from the file it stands in.
    pub(crate) fn steps(&self, place: Place) -> Vec<&Step> {
        let mut steps = Vec::new();
        let mut at = Some(place);
        while let Some(place) = at {
            let entry = self.entry(place);
            steps.push(&entry.step);
            at = entry.parent;
        }
        steps.reverse();
        steps
    }

    /// Where the text of a place was written: for what an overlay put in, a place in the overlay's file.
    pub(crate) fn written(&self, place: Place) -> Place {
        self.written.get(&place).copied().unwrap_or(place)
    }

    /// The text that shows a place best: a scalar itself, a container's key.
    pub(crate) fn span(&self, node: &Node) -> Span {
        let place = self.written(node.place);
        let file = self.file_of(place);
        let text = &self.files[file].text;
        let scalar = !matches!(node.value, Value::Array(_) | Value::Object(_));
        let key = self.key_span(place);
        if let (true, Some(key)) = (scalar, &key)
            && let Some(range) = value_after(text, key.range.end, node.value == Value::Null)
        {
            return Span { file, range };
        }
        if let (true, None, None) = (scalar, &key, self.entry(place).mark)
            && let Some(range) = self.element(node, place)
        {
            return Span { file, range };
        }
        key.unwrap_or_else(|| self.nearby(place))
    }

    /// The text that shows a place whose value is not at hand: its key, else what is near.
    pub(crate) fn shown_span(&self, place: Place) -> Span {
        let place = self.written(place);
        self.key_span(place).unwrap_or_else(|| self.nearby(place))
    }

    /// The text of the key that holds a place, when it is the member of an object.
    pub(crate) fn key_span(&self, place: Place) -> Option<Span> {
        let place = self.written(place);
        let Entry {
            step: Step::Key(_),
            mark: Some(mark),
            ..
        } = self.entry(place)
        else {
            return None;
        };
        let file = self.file_of(place);
        let start = *mark as usize;
        Some(Span {
            file,
            range: start..token_end(&self.files[file].text, start),
        })
    }

    pub(crate) fn offset_span(&self, file: usize, offset: usize) -> Span {
        let text = &self.files[file].text;
        let mut start = offset.min(text.len());
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        Span {
            file,
            range: start..token_end(text, start),
        }
    }

    /// The text of a range; of an empty one the word that begins there.
    pub(crate) fn range_span(&self, file: usize, range: Range<usize>) -> Span {
        match range.is_empty() {
            true => self.offset_span(file, range.start),
            false => Span { file, range },
        }
    }

    /// The first marked place at or after this one within it, else the nearest one before.
    fn nearby(&self, place: Place) -> Span {
        let file = self.file_of(place);
        let text = &self.files[file].text;
        let inside = |at: &usize| self.is_within(Place(*at as u32), place);
        let first = (place.0 as usize..self.entries.len()).take_while(inside);
        let mut candidates = first.take(64).filter_map(|at| self.entries[at].mark);
        let mark = candidates.next().or_else(|| self.mark_before(place));
        let start = (mark.unwrap_or(0) as usize).min(text.len());
        Span {
            file,
            range: start..token_end(text, start),
        }
    }

    /// Where an element of an array stands that is no string: such are found by their text, from
    /// the last known place on.
    fn element(&self, node: &Node, place: Place) -> Option<Range<usize>> {
        const NEARBY: usize = 500;
        let text = &self.files[self.file_of(place)].text;
        let mark = self.mark_before(place)? as usize;
        let after = text.get(token_end(text, mark)..)?;
        let written = node.to_string();
        let at = after.find(&written).filter(|at| *at < NEARBY)?;
        let start = text.len() - after.len() + at;
        Some(start..start + written.len())
    }

    /// The nearest mark before a place, in the same file.
    fn mark_before(&self, place: Place) -> Option<u32> {
        let before = self.entries[..=place.0 as usize].iter().rev();
        let here = before.take_while(|entry| !matches!(entry.step, Step::Root(_)));
        here.take(64).find_map(|entry| entry.mark)
    }

    /// Whether a place is another one or stands below it.
    pub(crate) fn is_within(&self, mut place: Place, ancestor: Place) -> bool {
        while place > ancestor {
            match self.entry(place).parent {
                Some(parent) => place = parent,
                None => return false,
            }
        }
        place == ancestor
    }

    fn entry(&self, place: Place) -> &Entry {
        &self.entries[place.0 as usize]
    }

    fn file_of(&self, mut place: Place) -> usize {
        loop {
            match self.entry(place) {
                Entry {
                    parent: Some(parent),
                    ..
                } => place = *parent,
                Entry {
                    step: Step::Root(file),
                    ..
                } => return *file,
                _ => return 0,
            }
        }
    }

    fn file(&self, name: &str) -> Option<usize> {
        self.files
            .iter()
            .position(|file| file.name == name && file.overlay.is_none())
    }

    /// The file and fragment that a reference names, seen from a file. `None` for what leads
    /// out of the folder that references may not leave or onto the network.
    fn locate<'r>(&self, from: &str, reference: &'r str) -> Option<(String, &'r str)> {
        let (path, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        if path.contains("://") || path.starts_with('/') || path.contains('\\') {
            return None;
        }
        let base = self.root.as_str();
        let mut segments: Vec<&str> = folder(from).strip_prefix(base)?.split('/').collect();
        segments.retain(|segment| !segment.is_empty());
        for segment in path.split('/') {
            match segment {
                "" | "." => {}
                ".." => {
                    segments.pop()?;
                }
                name => segments.push(name),
            }
        }
        Some((format!("{base}{}", segments.join("/")), fragment))
    }
}

/// The line and column after a byte; only the first byte of a character counts.
fn step(line: usize, column: usize, byte: u8) -> (usize, usize) {
    match byte {
        b'\n' => (line + 1, 0),
        0x80..=0xBF => (line, column),
        _ => (line, column + 1),
    }
}

/// Why a reference leads nowhere.
#[derive(Debug)]
pub(crate) enum Unresolved<'n> {
    /// It leaves the folder of the root document.
    Outside,
    /// The file could not be read.
    Unreadable(String),
    /// The pointer breaks off: how far it went, and the step that is not there.
    Missing { step: String, parent: &'n Node },
    /// The fragment is not a JSON pointer.
    Fragment,
}

/// How a file is called, given how the root document is: `../x/b.yaml` beside `../x/a.yaml`.
fn from(root: &str, shown: &str, name: &str) -> String {
    let mut base: Vec<&str> = folder(root)
        .split('/')
        .filter(|step| !step.is_empty())
        .collect();
    let mut way: Vec<&str> = name.split('/').collect();
    while !base.is_empty() && base.first() == way.first() && way.len() > 1 {
        base.remove(0);
        way.remove(0);
    }
    let mut folder = shown[..shown.rfind(['/', ':']).map_or(0, |at| at + 1)].to_owned();
    for _ in base {
        let above = folder.trim_end_matches('/');
        let last = above.rfind(['/', ':']).map_or(0, |at| at + 1);
        match &above[last..] {
            "" | "." | ".." => folder.push_str("../"),
            _ => folder.truncate(last),
        }
    }
    folder + &way.join("/")
}

/// The part of a file name up to and with its last slash.
fn folder(name: &str) -> &str {
    &name[..name.rfind('/').map_or(0, |slash| slash + 1)]
}

/// How often a pointer may go through a reference.
const MAX_DETOURS: usize = 16;

/// Where a pointer leads.
enum Walk<'n> {
    There(&'n Node),
    /// It breaks off: the rest of it, which begins with the step that is not there.
    Stuck {
        parent: &'n Node,
        step: String,
        rest: String,
    },
}

/// Walks a JSON pointer, percent-decoded as it stands in a URI fragment (RFC 6901 §6).
pub(crate) fn follow<'n>(root: &'n Node, fragment: &str) -> Result<&'n Node, Unresolved<'n>> {
    match walk(root, fragment)? {
        Walk::There(node) => Ok(node),
        Walk::Stuck { parent, step, .. } => Err(Unresolved::Missing { step, parent }),
    }
}

fn walk<'n>(root: &'n Node, fragment: &str) -> Result<Walk<'n>, Unresolved<'n>> {
    let pointer = percent_decode(fragment);
    let mut rest = pointer.as_str();
    let mut node = root;
    while !rest.is_empty() {
        let Some(steps) = rest.strip_prefix('/') else {
            return Err(Unresolved::Fragment);
        };
        let end = steps.find('/').unwrap_or(steps.len());
        let step = steps[..end].replace("~1", "/").replace("~0", "~");
        let next = match &node.value {
            Value::Object(members) => members.get(&step),
            Value::Array(items) => step.parse().ok().and_then(|index: usize| items.get(index)),
            _ => None,
        };
        let Some(next) = next else {
            let (parent, rest) = (node, rest.to_owned());
            return Ok(Walk::Stuck { parent, step, rest });
        };
        node = next;
        rest = &steps[end..];
    }
    Ok(Walk::There(node))
}

/// A JSON pointer as the fragment of a URI has it, as far as it matters here.
fn fragment_of(pointer: &str) -> String {
    pointer.replace('%', "%25")
}

fn percent_decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    percent_encoding::percent_decode_str(text)
        .decode_utf8_lossy()
        .into_owned()
}

/// Calls back with every `$ref` and every mapping of a discriminator below a node.
fn references(node: &Node, found: &mut impl FnMut(&str)) {
    match &node.value {
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        Value::Object(members) => {
            if let Some(Value::String(reference)) = members.get("$ref").map(|node| &node.value)
                && !reference.starts_with('#')
            {
                found(reference);
            }
            let mapping = members
                .get("discriminator")
                .and_then(|node| node.get("mapping"));
            let mapped = mapping.and_then(Node::as_object).into_iter().flatten();
            let mapped = mapped.filter_map(|(_, target)| target.as_str());
            mapped
                .filter(|target| target.contains(['/', '.']) && !target.starts_with('#'))
                .for_each(&mut *found);
            members
                .values()
                .for_each(|member| references(member, found));
        }
        _ => {}
    }
}

/// Where the value of a member stands, given the end of its key.
fn value_after(text: &str, key_end: usize, is_null: bool) -> Option<Range<usize>> {
    let rest = &text[key_end..];
    let colon = rest.find(':')?;
    let after = &rest[colon + 1..];
    let blank = after.len() - after.trim_start().len();
    // Nothing at all is null in YAML: the next line is that of another key.
    if is_null && after[..blank].contains('\n') {
        return None;
    }
    let start = key_end + colon + 1 + blank;
    let value = &text[start..];
    match value.chars().next()? {
        // A block scalar, an anchor, an alias or a tag: the key shows it better.
        '|' | '>' | '&' | '*' | '!' | '#' | '-' if !value.starts_with('-') => None,
        _ => Some(start..token_end(text, start)),
    }
}

/// The end of the scalar that begins at an offset, on the same line.
fn token_end(text: &str, start: usize) -> usize {
    let line = first_line(&text[start..]);
    let mut chars = line.char_indices();
    let length = match chars.next() {
        None => 0,
        Some((_, quote @ ('"' | '\''))) => {
            let mut escaped = false;
            let close = chars.find(|(_, c)| {
                let closes = *c == quote && !escaped;
                escaped = *c == '\\' && !escaped;
                closes
            });
            close.map_or(line.len(), |(at, _)| at + 1)
        }
        Some(_) => {
            let stops = [": ", ", ", " #", ",", "}", "]"];
            let stop = stops
                .iter()
                .filter_map(|stop| line.find(stop))
                .min()
                .unwrap_or(line.len());
            line[..stop].trim_end().trim_end_matches(':').len()
        }
    };
    start + length.max(line.chars().next().map_or(0, char::len_utf8))
}

/// The text up to the end of its line, or as much of it as a message shows.
fn first_line(text: &str) -> &str {
    const SHOWN: usize = 400;
    let mut end = text.len().min(SHOWN);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].lines().next().unwrap_or("")
}
