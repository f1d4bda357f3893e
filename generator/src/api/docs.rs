//! Documentation that comes from the description.

/// Markdown that is safe for rustdoc, a block for each paragraph.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(crate) struct Docs {
    pub blocks: Vec<Block>,
}

/// A piece of documentation.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Block {
    /// Text to wrap; later lines are indented by as many columns as the second field says.
    Text(String, usize),
    /// Lines that keep their breaks: tables, code.
    Verbatim(Vec<String>),
}
