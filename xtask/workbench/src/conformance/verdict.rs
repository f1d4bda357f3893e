//! What came of a scenario.

/// What came of a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The server was content with every request, and every answer came back as it should.
    Passed,
    /// Something was wrong: what was expected, and what came.
    Failed(String),
    /// The server was content, but its answer is not as described, so the client refused it: why.
    Refused(String),
    /// It was not played: why.
    LeftOut(String),
}
