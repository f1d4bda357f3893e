//! Identifies a part of a multipart body.

use std::borrow::Cow;
use std::fmt;

/// A part of a body, or of the body that is one of its parts.
#[derive(Debug, Clone)]
pub(crate) struct PartPlace {
    /// The parts that contain it, the outermost first, each with its media type.
    pub within: Vec<(Key, &'static str)>,
    pub key: Key,
}

/// What tells a part from the others: its name, or its position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Key {
    pub name: Option<Cow<'static, str>>,
    /// From 0 on. Several parts may have the last one.
    pub position: Option<usize>,
}

impl Key {
    /// Whether its parts come before those of another key. Parts with names have no order of their own.
    pub fn precedes(&self, other: &Self) -> bool {
        self.position.is_some() && self.position < other.position
    }
}

impl From<&'static str> for PartPlace {
    fn from(name: &'static str) -> Self {
        Cow::Borrowed(name).into()
    }
}

impl From<String> for PartPlace {
    fn from(name: String) -> Self {
        Cow::<'static, str>::Owned(name).into()
    }
}

impl From<Cow<'static, str>> for PartPlace {
    fn from(name: Cow<'static, str>) -> Self {
        Self {
            within: Vec::new(),
            key: Key {
                name: Some(name),
                position: None,
            },
        }
    }
}

/// As messages name it.
impl fmt::Display for PartPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let within = self.within.iter().map(|(key, _)| key);
        for (depth, key) in within.chain([&self.key]).enumerate() {
            if depth > 0 {
                f.write_str(".")?;
            }
            match (&key.name, key.position) {
                (Some(name), _) => f.write_str(name)?,
                (None, position) => write!(f, "{}", position.unwrap_or_default() + 1)?,
            }
        }
        Ok(())
    }
}
