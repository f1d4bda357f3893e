//! JSONPath (RFC 9535), the language of an overlay's targets: reads a query and selects the nodes
//! of a tree.

mod parse;
mod pattern;
mod select;
#[cfg(test)]
mod tests;

use super::Value;

/// A step from a node to one below it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Key(String),
    Index(usize),
}

/// A query that selects nodes.
#[derive(Debug)]
pub(super) struct Query {
    start: Start,
    segments: Vec<Segment>,
}

/// The node at which a query starts.
#[derive(Debug, Clone, Copy)]
enum Start {
    /// `$`: the root.
    Root,
    /// `@`: the node that a filter tests.
    Tested,
}

#[derive(Debug)]
struct Segment {
    /// Selects from all nodes below as well, not from the children alone.
    descendants: bool,
    selectors: Vec<Selector>,
}

#[derive(Debug)]
enum Selector {
    Name(String),
    Wildcard,
    Index(i64),
    Slice {
        start: Option<i64>,
        end: Option<i64>,
        step: i64,
    },
    Filter(Test),
}

/// What a filter asks of a node.
#[derive(Debug)]
enum Test {
    Any(Vec<Test>),
    All(Vec<Test>),
    Not(Box<Test>),
    Exists(Query),
    Compare(Operand, Comparison, Operand),
    Matches(Match),
}

/// The functions `match` and `search`: whether a text is in the language of a pattern.
#[derive(Debug)]
struct Match {
    text: Operand,
    pattern: Operand,
    /// The whole text, as `match` asks for, and not a part of it.
    whole: bool,
}

#[derive(Debug, Clone, Copy)]
enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// One side of a comparison.
#[derive(Debug)]
enum Operand {
    Literal(Value),
    /// The value of a query that selects one node at most.
    Single(Query),
    Length(Box<Operand>),
    Count(Query),
    /// The value of a query, if it selects exactly one node.
    ValueOf(Query),
}

impl Query {
    /// True when the syntax alone shows that one node at most is selected.
    fn is_singular(&self) -> bool {
        let single = |segment: &Segment| {
            let one = matches!(
                segment.selectors.as_slice(),
                [Selector::Name(_) | Selector::Index(_)]
            );
            one && !segment.descendants
        };
        self.segments.iter().all(single)
    }
}
