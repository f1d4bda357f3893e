//! What it takes to try the emitted types with values: takes the files of a description, gives for
//! every type its path in Rust and the schema it was made of, as JSON Schema 2020-12. The values
//! themselves are made elsewhere, from the schema alone, so that a mistake of a later stage shows.

use std::collections::HashMap;

use serde_json::Value;

use crate::api::Type;
use crate::diagnostic::{self, Report};
use crate::json::{Purpose, SchemaWriter};
use crate::lower::Lowered;
use crate::openapi::SchemaId;
use crate::options::Options;
use crate::source::Sources;
use crate::{emit, lower, openapi};

/// The types of a crate and the schemas they were made of.
#[derive(Debug)]
pub struct ValueChecks {
    /// Every type, in the order of the crate.
    pub types: Vec<CheckedType>,
    /// `$defs`: every schema that one of the types needs, by a name of its own.
    ///
    /// Next to the keywords of JSON Schema there is `x-tags` where a discriminator tells branches
    /// apart: the `property` and, by each branch's `$ref`, the `values` that it has there.
    pub schemas: Value,
}

/// A type of an emitted crate.
#[derive(Debug)]
pub struct CheckedType {
    /// The type in Rust, from the root of its crate: `crate::jobs::Job`.
    pub path: String,
    /// The name of its schema among the `$defs`.
    pub schema: String,
}

/// The types that a description gives and the schemas they were made of; `None` where the
/// description is refused.
pub fn value_checks(sources: &Sources, options: &Options<'_>) -> Option<ValueChecks> {
    let report = Report::new(sources, options.tolerance());
    if diagnostic::unreadable(&report) {
        return None;
    }
    let description = openapi::read(sources, &report)?;
    let components = description.named.iter().map(|(name, id)| (*id, *name));
    let components: HashMap<SchemaId, &str> = components.collect();
    let lowered = lower::lower(description, options, &report);
    (!report.has_errors()).then(|| checks(&lowered, &components))
}

fn checks<'s>(lowered: &Lowered<'s>, components: &HashMap<SchemaId, &'s str>) -> ValueChecks {
    let types: Vec<(SchemaId, &Type)> = lowered.origins.iter().map(|(id, ty)| (*id, ty)).collect();
    let paths = emit::paths(&lowered.api, types.iter().map(|(_, ty)| *ty));
    let mut writer = SchemaWriter::new(&lowered.schemas, components, Purpose::Values);
    let named = types.iter().zip(paths);
    let types = named.map(|((id, _), path)| CheckedType {
        path,
        schema: writer.reference(*id).replace("#/$defs/", ""),
    });
    ValueChecks {
        types: types.collect(),
        schemas: Value::Object(writer.finish()),
    }
}
