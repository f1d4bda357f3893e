//! Takes the files of a description (YAML or JSON), gives one ordered tree. Every node knows its place. This
//! stage never reads a disk and never looks at what the keys mean.

mod faults;
mod json_path;
mod moves;
mod node;
mod overlay;
mod place;
mod read;
mod references;
mod spans;
mod tabs;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

pub use self::node::{Node, Object, Value};
pub(crate) use self::overlay::{ACTION, Complaint, Lacking, Problem};
use self::place::Entry;
pub use self::place::Place;
pub(crate) use self::place::Step;
pub(crate) use self::references::{Unresolved, follow};
use self::references::{folder, shown_from};
pub(crate) use self::spans::Span;

/// The files of one description, the first of which is its root.
#[derive(Debug)]
pub struct Sources {
    files: Vec<File>,
    entries: Vec<Entry>,
    /// For a node that an overlay added or moved: the place at which its text was written.
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
    /// Its path from the folder of the root document.
    from_root: String,
    text: String,
    content: Result<Node, Unreadable>,
    lost: Vec<LostKey>,
    /// The line and the column, both from 0, at regular offsets; made on first use.
    marks: OnceLock<Vec<(usize, usize)>>,
    /// For an overlay: what is wrong with it. No reference leads to an overlay.
    overlay: Option<Vec<Complaint>>,
}

/// Why nothing could be read from a file.
#[derive(Debug, Clone)]
pub(crate) struct Unreadable {
    pub message: String,
    pub label: String,
    /// What the user should write; may be empty.
    pub help: String,
    /// The offsets of the fault, in bytes. An empty range means the word that begins there.
    pub range: Option<Range<usize>>,
    /// The file could not be opened, so there is no text to point into.
    pub missing: bool,
}

/// A key that does not have the effect that it seems to have, and its offset.
#[derive(Debug, Clone)]
pub(crate) struct LostKey {
    pub offset: Option<usize>,
    pub why: Lost,
}

/// What is wrong with a key.
#[derive(Debug, Clone)]
pub(crate) enum Lost {
    /// The object has the key twice, first at this offset.
    Twice { key: String, first: Option<usize> },
    /// The value of `<<` is neither an object nor an array of objects.
    Unmerged,
    /// It begins or ends with a character that nobody sees.
    Padded(String),
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
            Some(root) => shown_from(&root.name, &root.shown, name),
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
    /// Supplies a file that [`missing`](Self::missing) asked for, or why it cannot be read.
    pub fn supply(&mut self, name: impl Into<String>, text: Result<Vec<u8>, String>) {
        match text {
            Ok(text) => self.add(name.into(), text),
            Err(message) => {
                let missing = Unreadable {
                    message,
                    label: String::new(),
                    help: String::new(),
                    range: None,
                    missing: true,
                };
                self.push(name.into(), String::new(), Err(missing), Vec::new());
            }
        }
    }

    /// The name of the root document.
    pub fn name(&self) -> &str {
        &self.files[0].name
    }

    fn add(&mut self, name: String, text: Vec<u8>) {
        let file = self.files.len();
        let (text, content, lost) = match String::from_utf8(text) {
            Ok(text) => {
                let text = text
                    .strip_prefix('\u{feff}')
                    .map(str::to_owned)
                    .unwrap_or(text);
                let (content, lost) = read::read(&name, &text, file, &mut self.entries);
                (text, content, lost)
            }
            Err(error) => {
                let offset = error.utf8_error().valid_up_to();
                let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                let fault = faults::bytes(error.as_bytes(), offset);
                (text, Err(fault.into()), Vec::new())
            }
        };
        self.push(name, text, content, lost);
    }

    fn push(
        &mut self,
        name: String,
        text: String,
        content: Result<Node, Unreadable>,
        lost: Vec<LostKey>,
    ) {
        let from_root = match self.files.first() {
            Some(root) => shown_from(&root.name, "", &name),
            None => shown_from(&name, "", &name),
        };
        self.files.push(File {
            shown: self.shown(&name),
            name,
            from_root,
            text,
            content,
            lost,
            marks: OnceLock::new(),
            overlay: None,
        });
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

    /// What could not be read, and the keys that have no effect, file by file.
    pub(crate) fn faults(&self) -> impl Iterator<Item = (usize, Option<&Unreadable>, &[LostKey])> {
        let files = self.files.iter().enumerate();
        files.map(|(index, file)| (index, file.content.as_ref().err(), file.lost.as_slice()))
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

    /// The path of a file from the folder of the root document. Neither the name of that folder nor the current
    /// folder is a part of it.
    pub(crate) fn path_from_root(&self, file: usize) -> &str {
        &self.files[file].from_root
    }

    /// The paths of the files that references lead to.
    pub(crate) fn paths_from_root(&self) -> impl Iterator<Item = &str> {
        let files = self.files.iter().skip(1);
        let files = files.filter(|file| file.overlay.is_none());
        files.map(|file| file.from_root.as_str())
    }

    pub(crate) fn text(&self, file: usize) -> &str {
        &self.files[file].text
    }
}
