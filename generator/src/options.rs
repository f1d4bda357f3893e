//! What a caller says of a generation beside the description.

use crate::derives::Derive;
use crate::diagnostic::{Code, Tolerance};
use crate::names::Names;
use crate::selection::Selection;

/// How to generate.
#[derive(Clone, Copy)]
pub struct Options<'o> {
    /// Errors of these codes become warnings: what a dangling reference leads to, for instance,
    /// is then any JSON.
    pub tolerated: &'o [Code],
    /// Reads what faults leave of a description: an error costs only what it touches, a parameter, an
    /// answer, a schema or an operation, and is a warning. A text that is no description stays an error.
    pub lenient: bool,
    /// The names of the client as it was generated last, from its [file](Names::FILE): they stay what they
    /// are. Without them everything is named anew.
    pub names: Option<&'o Names>,
    /// The operations that the client has; without it, all.
    pub selection: Option<&'o Selection>,
    /// The types of other crates that are used for strings: a `format` and the [path](crate::check_path) of a type.
    pub types: &'o [(String, String)],
    /// What types derive beside what they derive anyway.
    pub derives: &'o [Derive],
    /// The version of the crate, where its owner decides it. Comparisons take it for the description's; what is
    /// generated does not depend on it.
    pub version: Option<&'o str>,
    /// The name of the package, as the manifest of the crate has it by now. It stays, unless `x-package` says another.
    pub package: Option<&'o str>,
    /// Whether that name is its owner's: it stays whatever the description says.
    pub owns_package: bool,
    /// What writes the files, such as `cargo xtask codegen`: their first lines name it.
    pub command: &'o str,
    /// Called with the name of each stage when it has done its work.
    pub after_stage: &'o (dyn Fn(&'static str) + Sync),
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self {
            tolerated: &[],
            lenient: false,
            names: None,
            selection: None,
            types: &[],
            derives: &[],
            version: None,
            package: None,
            owns_package: false,
            command: "cargo xtask codegen",
            after_stage: &|_| {},
        }
    }
}

impl<'o> Options<'o> {
    /// Which errors are overcome.
    pub(crate) fn tolerance(&self) -> Tolerance<'o> {
        Tolerance {
            codes: self.tolerated,
            lenient: self.lenient,
        }
    }
}
