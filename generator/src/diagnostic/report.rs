//! Collects what the stages find, and decides which errors are warnings and what is shown once.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::iter;

use super::operation::Operation;
use super::{Code, Diagnostic, Mend, Severity};
use crate::source::{Node, Place, Sources};

/// How many findings of one code come with an overlay.
const MAX_OVERLAYS: usize = 20;

/// Which errors are to be warnings.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Tolerance<'o> {
    pub codes: &'o [Code],
    /// Every error that can be overcome.
    pub lenient: bool,
}

/// Collects what the stages find.
#[derive(Debug)]
pub(crate) struct Report<'s> {
    pub sources: &'s Sources,
    tolerance: Tolerance<'s>,
    found: RefCell<Vec<Diagnostic>>,
    operations: RefCell<HashMap<Place, Operation>>,
}

impl<'s> Report<'s> {
    pub fn new(sources: &'s Sources, tolerance: Tolerance<'s>) -> Self {
        Self {
            sources,
            tolerance,
            found: RefCell::default(),
            operations: RefCell::default(),
        }
    }

    pub fn add(&self, mut diagnostic: Diagnostic) {
        if diagnostic.severity == Severity::Error {
            diagnostic.overcome = self.tolerance.lenient && diagnostic.can_be_overcome();
            if self.tolerates(&diagnostic) {
                diagnostic.severity = Severity::Warning;
                diagnostic.tolerated = true;
            }
        }
        // Whoever breaks a rule without harm does so everywhere.
        diagnostic.once |= diagnostic.code == Code::Untidy;
        self.found.borrow_mut().push(diagnostic);
    }

    /// Keeps where an operation is, for the findings in it. Of those at one place it is the first.
    pub fn operation(&self, node: &Node, method: &str, path: &str, id: Option<&str>) {
        let mut operations = self.operations.borrow_mut();
        let operation = operations.entry(node.place);
        operation.or_insert_with(|| Operation::new(method, path, id));
    }

    /// Whether an error becomes a warning.
    pub fn tolerates(&self, error: &Diagnostic) -> bool {
        let Tolerance { codes, lenient } = self.tolerance;
        lenient && error.can_be_overcome() || codes.contains(&error.code)
    }

    /// How many findings there are, for [`withdraw`](Self::withdraw).
    pub fn count(&self) -> usize {
        self.found.borrow().len()
    }

    /// Takes back the findings of these codes that were added since there were so many.
    pub fn withdraw(&self, since: usize, codes: &[Code]) {
        let mut found = self.found.borrow_mut();
        let recent = found.split_off(since);
        let kept = |found: &Diagnostic| !codes.contains(&found.code);
        found.extend(recent.into_iter().filter(kept));
    }

    /// Takes back the errors and warnings within these places.
    pub fn withdraw_within(&self, places: &HashSet<Place>) {
        let within = |at: Place| {
            let mut around = iter::successors(Some(at), |at| self.sources.parent(*at));
            around.any(|at| places.contains(&at))
        };
        let mut found = self.found.borrow_mut();
        // A note counts what is in other places, too.
        found.retain(|found| found.severity == Severity::Note || !found.place.is_some_and(within));
    }

    /// A finding at a value.
    pub fn at(&self, code: Code, node: &Node, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(code, Some(self.sources.span(node)), message).of(node)
    }

    /// A finding at the key that holds a value.
    pub fn at_key(&self, code: Code, node: &Node, message: impl Into<String>) -> Diagnostic {
        let span = self.sources.key_span(node.place);
        let span = span.unwrap_or_else(|| self.sources.span(node));
        Diagnostic::new(code, Some(span), message).of(node)
    }

    /// The finding, with the overlay that would make it go away.
    pub fn mended(&self, mut found: Diagnostic, mend: &Mend<'_>) -> Diagnostic {
        found.overlay = mend.overlay(&found.message, self.sources);
        found.removed = mend.removed_item(self.sources);
        found
    }

    /// Whether the description is read leniently.
    pub fn is_lenient(&self) -> bool {
        self.tolerance.lenient
    }

    /// Whether a value contains an error, tolerated or not.
    pub fn is_faulty_within(&self, place: Place) -> bool {
        let found = self.found.borrow();
        let mut errors = found
            .iter()
            .filter(|found| found.code.severity() == Severity::Error);
        errors.any(|found| {
            found
                .place
                .is_some_and(|at| self.sources.is_within(at, place))
        })
    }

    /// Whether there is an error that was overcome.
    pub fn has_overcome(&self) -> bool {
        self.found.borrow().iter().any(|found| found.overcome)
    }

    /// Calls back with each error that was overcome.
    pub fn each_overcome(&self, with: impl FnMut(&Diagnostic)) {
        let found = self.found.borrow();
        found.iter().filter(|found| found.overcome).for_each(with);
    }

    /// The places of the tolerated errors that cost a part of the object that contains them.
    pub fn losses(&self) -> Vec<Place> {
        let found = self.found.borrow();
        let losses = found
            .iter()
            .filter(|found| found.tolerated && found.code.costs());
        losses.filter_map(|found| found.place).collect()
    }

    /// Whether nothing may be generated.
    pub fn has_errors(&self) -> bool {
        self.found
            .borrow()
            .iter()
            .any(|found| found.severity == Severity::Error)
    }

    /// Everything found, in the order of the files and of their text.
    pub fn finish(self) -> Vec<Diagnostic> {
        let mut found = self.found.into_inner();
        let place = |found: &Diagnostic| {
            let span = found.span.as_ref();
            span.map(|span| (span.file, span.range.start))
        };
        found.sort_by_key(place);
        // One construct that many places refer to is one finding.
        let mut distinct: Vec<Diagnostic> = Vec::with_capacity(found.len());
        for diagnostic in found {
            let mut here = distinct
                .iter()
                .rev()
                .take_while(|known| place(known) == place(&diagnostic));
            if !here.any(|known| *known == diagnostic) {
                distinct.push(diagnostic);
            }
        }
        let mut found = gather(distinct);
        let operations = self.operations.into_inner();
        for diagnostic in &mut found {
            let mut ways = iter::successors(diagnostic.place, |at| self.sources.parent(*at));
            diagnostic.operation = ways.find_map(|at| operations.get(&at).cloned());
        }
        // Who has seen a few knows how to write the others.
        let mut overlays: BTreeMap<Code, usize> = BTreeMap::new();
        for diagnostic in &mut found {
            if diagnostic.overlay.is_some() {
                let count = overlays.entry(diagnostic.code).or_default();
                *count += 1;
                if *count > MAX_OVERLAYS {
                    diagnostic.overlay = None;
                }
            }
        }
        found
    }
}

/// Of findings that are shown once, the first remains and says how many there are.
fn gather(found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut places: HashMap<(Code, String), usize> = HashMap::new();
    for found in found.iter().filter(|found| found.once) {
        *places
            .entry((found.code, found.message.clone()))
            .or_default() += 1;
    }
    let mut first = |found: Diagnostic| {
        let places = match found.once {
            true => places.remove(&(found.code, found.message.clone()))?,
            false => 1,
        };
        Some(found.and("in ", places - 1, "place"))
    };
    found.into_iter().filter_map(&mut first).collect()
}
