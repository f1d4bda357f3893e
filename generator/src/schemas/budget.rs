//! How much work a document may ask for. Without a limit, ten lines of `allOf` and `oneOf` could
//! ask for a million schemas.

use super::memo::PerSchema;
use crate::diagnostic::{Code, Report};
use crate::openapi::{Annotations, Assertions, SchemaId, Schemas};
use crate::source::Node;

/// What merging may cost, counted in keywords: for each schema of the document, and for any
/// document. Real documents stay below a fifth of it.
const COST_PER_SCHEMA: usize = 12;
const COST: usize = 8_192;

/// How often a schema may be made of schemas that were made themselves: a circle never stops by
/// itself.
const LEVELS: u32 = 256;

/// What has been spent.
#[derive(Debug)]
pub(super) struct Budget {
    cost: usize,
    limit: usize,
    /// For each schema that was made: how many others lie between it and the document.
    levels: PerSchema<u32>,
    exceeded: Option<Limit>,
    reported: bool,
}

/// What was exceeded.
#[derive(Debug, Clone, Copy)]
enum Limit {
    Cost,
    Levels,
}

impl Budget {
    pub fn of(schemas: &Schemas<'_>) -> Self {
        let document = schemas.of_document().len();
        Self {
            cost: 0,
            limit: COST + document.saturating_mul(COST_PER_SCHEMA),
            levels: PerSchema::default(),
            exceeded: None,
            reported: false,
        }
    }

    /// True once the limit is exceeded; from then on nothing is merged.
    pub fn is_exceeded(&self) -> bool {
        self.exceeded.is_some()
    }

    /// Counts a schema that was made.
    pub fn spend(&mut self, assertions: &Assertions<'_>, annotations: &Annotations<'_>) {
        self.cost += 1
            + assertions.properties.len()
            + assertions.pattern_properties.len()
            + assertions.one_of.len()
            + assertions.any_of.len()
            + assertions.bounds.len()
            + assertions.unchecked.len()
            + annotations.examples.len();
        if self.cost > self.limit {
            self.exceeded.get_or_insert(Limit::Cost);
        }
    }

    /// Counts the level of a schema that was made.
    pub fn add_level(&mut self, id: SchemaId, assertions: &Assertions<'_>) {
        let below = assertions.subschemas();
        let below = below.filter_map(|part| self.levels.get(part)).max();
        let level = 1 + below.copied().unwrap_or_default();
        if level > LEVELS {
            self.exceeded.get_or_insert(Limit::Levels);
        }
        self.levels.insert(id, level);
    }

    /// Reports that the limit is exceeded, the first time.
    pub fn check(&mut self, node: &Node, report: &Report<'_>) {
        let Some(exceeded) = self.exceeded.filter(|_| !self.reported) else {
            return;
        };
        self.reported = true;
        let message = match exceeded {
            Limit::Cost => format!(
                "merging the schemas of `allOf` and of unions gives more than {} keywords, the most that a description of this size may ask for",
                self.limit
            ),
            Limit::Levels => format!(
                "more than {LEVELS} schemas about the same value are merged one after the other"
            ),
        };
        too_complex(report, node, &message);
    }
}

/// Reports a schema that no client could hold.
pub(crate) fn too_complex(report: &Report<'_>, node: &Node, message: &str) {
    let found = report.at_key(Code::TooComplex, node, message);
    let help = "flatten the schemas here: an object in between, fewer unions of unions";
    report.add(found.help(help));
}
