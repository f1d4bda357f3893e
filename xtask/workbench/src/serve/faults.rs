//! What is wrong with a request, in words.

use std::fmt;

/// One thing that is wrong with a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub part: Part,
    /// What was expected and what was found.
    pub text: String,
}

/// A part of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A parameter: what it is called in words, and its name.
    Parameter(&'static str, String),
    /// The body, at a JSON pointer that is empty for all of it.
    Body(String),
}

impl Fault {
    /// A fault of a parameter.
    pub fn parameter(kind: &'static str, name: &str, text: impl Into<String>) -> Self {
        Self {
            part: Part::Parameter(kind, name.to_owned()),
            text: text.into(),
        }
    }

    /// A fault of the body as a whole.
    pub fn body(text: impl Into<String>) -> Self {
        Self {
            part: Part::Body(String::new()),
            text: text.into(),
        }
    }

    /// The name that errors of an API give it.
    pub fn name(&self) -> Option<String> {
        match &self.part {
            Part::Parameter(_, name) => Some(name.clone()),
            Part::Body(pointer) if pointer.is_empty() => None,
            Part::Body(pointer) => Some(pointer[1..].replace('/', ".")),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.part {
            Part::Parameter(kind, name) => write!(f, "{kind} `{name}`: {}", self.text),
            Part::Body(pointer) if pointer.is_empty() => write!(f, "body: {}", self.text),
            Part::Body(pointer) => write!(f, "body at `{pointer}`: {}", self.text),
        }
    }
}
