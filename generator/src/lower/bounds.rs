//! How far schemas may build on each other: as deep as memory goes, as wide as the document pays
//! for. Without a bound, ten lines of `allOf` and `oneOf` could ask for a million types.

use std::collections::HashMap;
use std::rc::Rc;

use super::{Lowering, direction};
use crate::api::Type;
use crate::diagnostic::Code;
use crate::openapi::{Schema, SchemaId};
use crate::source::Node;

/// What working schemas into each other may cost, in properties: for each schema of the document,
/// and for any document. Real documents stay below a fifth of it.
const COST_PER_SCHEMA: usize = 12;
const COST: usize = 8_192;

/// How many lists and maps may hold each other before there is an object: compilers recurse here.
const NESTING: usize = 32;

/// How many types a union may have: each is told from each other.
const BRANCHES: usize = 2_000;

/// How often a schema may be made of others that were made of others: rings never stop by themselves.
const LEVELS: u32 = 256;

/// What has been spent of the bounds.
#[derive(Debug, Default)]
pub(super) struct Spent {
    cost: usize,
    /// Of the schemas that were made: how many lie between them and the document.
    levels: HashMap<SchemaId, u32>,
    /// The bound was met, and that was reported.
    over: bool,
}

/// Runs what recurses from schema to schema, on more stack where little is left: a chain of them
/// may be as long as the document.
pub(super) fn deep<R>(work: impl FnOnce() -> R) -> R {
    const LEFT: usize = 128 * 1024;
    const MORE: usize = 4 * 1024 * 1024;
    stacker::maybe_grow(LEFT, MORE, work)
}

impl<'s> Lowering<'_, 's> {
    /// Adds a schema that was made of others.
    pub(super) fn make(&mut self, schema: Schema<'s>) -> SchemaId {
        self.spend(&schema);
        let levels = direction::parts(&schema).filter_map(|part| self.spent.levels.get(&part));
        let level = 1 + levels.max().copied().unwrap_or_default();
        if level > LEVELS {
            self.multiplied(schema.node);
        }
        let id = self.schemas.push(schema);
        self.spent.levels.insert(id, level);
        self.directions.learn(&self.schemas, id);
        id
    }

    /// Counts what a schema costs that was made of others.
    pub(super) fn spend(&mut self, schema: &Schema<'s>) {
        let cost = 1
            + schema.assertions.properties.len()
            + schema.assertions.pattern_properties.len()
            + schema.assertions.one_of.len()
            + schema.assertions.any_of.len()
            + schema.assertions.bounds.len()
            + schema.assertions.unsaid.len()
            + schema.annotations.examples.len();
        self.spent.cost += cost;
        let document = self.schemas.of_document().len();
        if self.spent.cost > COST + document.saturating_mul(COST_PER_SCHEMA) {
            self.multiplied(schema.node);
        }
    }

    fn multiplied(&mut self, node: &'s Node) {
        if !self.spent.over {
            self.spent.over = true;
            self.too_much(node, "the schemas multiply beyond what one client can hold");
        }
    }

    /// Whether schemas are worked into each other no more.
    pub(super) fn is_over(&self) -> bool {
        self.spent.over
    }

    /// The type, unless lists and maps hold each other too deep in it.
    pub(super) fn bounded(&mut self, ty: Type, node: &'s Node) -> Type {
        let mut depth = 0;
        let mut inner = &ty;
        while let Type::List(next) | Type::Map(next) | Type::Option(next) = inner {
            depth += 1;
            inner = next;
        }
        if depth < NESTING {
            return ty;
        }
        let message = format!("more than {NESTING} lists or maps within each other");
        self.too_much(node, &message);
        Type::Json
    }

    /// Whether a union has more branches than can be told apart.
    pub(super) fn are_too_many(&mut self, branches: &[SchemaId], node: &'s Node) -> bool {
        let too_many = branches.len() > BRANCHES;
        if too_many {
            self.too_much(node, &format!("a union of more than {BRANCHES} types"));
        }
        too_many
    }

    fn too_much(&self, node: &Node, message: &str) {
        let found = self.report.at_key(Code::TooComplex, node, message);
        let help = "flatten the schemas here: an object in between, fewer unions of unions";
        self.report.add(found.help(help));
    }
}

/// A schema with its references and its `allOf` worked into it, once for all who ask.
pub(super) type Flat<'s> = Rc<Schema<'s>>;
