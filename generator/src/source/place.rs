//! The places of nodes: how each is reached from the root of its file.

use super::Sources;

/// Names a node of a document for as long as its [`Sources`] live.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place(pub(super) u32);

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

/// What `Sources` keeps of a node besides its value.
#[derive(Debug)]
pub(super) struct Entry {
    pub parent: Option<Place>,
    pub step: Step,
    /// The offset, in bytes, of the key (of a member) or of the value (of a string).
    pub mark: Option<u32>,
}

/// How a node is reached from the one above it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Step {
    /// It is the root of the file with this index.
    Root(usize),
    Key(String),
    Index(usize),
}

impl Sources {
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

    /// The key of the member at this place.
    pub(crate) fn key(&self, place: Place) -> Option<&str> {
        match &self.entry(place).step {
            Step::Key(key) => Some(key),
            Step::Root(_) | Step::Index(_) => None,
        }
    }

    /// The steps from the root of the file to a place.
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

    /// The place at which a node was written: for a node that an overlay added, a place in the overlay's file.
    pub(crate) fn written(&self, place: Place) -> Place {
        self.written.get(&place).copied().unwrap_or(place)
    }

    /// Whether a place is `ancestor` or below it.
    pub(crate) fn is_within(&self, mut place: Place, ancestor: Place) -> bool {
        while place > ancestor {
            match self.entry(place).parent {
                Some(parent) => place = parent,
                None => return false,
            }
        }
        place == ancestor
    }

    pub(super) fn entry(&self, place: Place) -> &Entry {
        &self.entries[place.0 as usize]
    }

    pub(super) fn file_of(&self, mut place: Place) -> usize {
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
}
