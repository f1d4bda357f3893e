//! Merge patches (RFC 7396). In a body of `application/merge-patch+json` null removes a member, also where
//! the schema has no word of null: `{ "title": null }`. So the schemas of such bodies allow null for every
//! member that may be missing, and for every value of a map. What a list holds is no patch.
//!
//! A schema that only merge patches use is changed in its place. Of a schema that something else uses too,
//! merge patches have a copy of their own.

mod required;

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use super::operation::{Content, ParameterForm, PathItem};
use super::{Additional, Schema, SchemaId, Schemas};
use crate::media::MediaType;

const MERGE_PATCH: &str = "application/merge-patch+json";

/// The schemas that merge patches have for themselves, each with the schema of the document that it was
/// made from, which may be itself.
pub(crate) type Patched = HashMap<SchemaId, SchemaId>;

/// Lets the schemas of merge patches allow null.
pub(super) fn allow_null<'s>(
    schemas: &mut Schemas<'s>,
    named: &IndexMap<&'s str, SchemaId>,
    items: [&mut Vec<PathItem<'s>>; 2],
) -> Patched {
    let mut plain: Vec<SchemaId> = Vec::new();
    let mut patches: Vec<&mut SchemaId> = Vec::new();
    for items in items {
        plain.extend(schemas_of_parameters(items));
        for content in contents(items) {
            let is_patch = |media: &MediaType| media.essence() == MERGE_PATCH;
            plain.extend(content.item_schema);
            let is_patch = content.media.as_ref().is_some_and(is_patch);
            match (&mut content.schema, is_patch) {
                (Some(schema), true) => patches.push(schema),
                (schema, _) => plain.extend(schema.iter().copied()),
            }
        }
    }
    if patches.is_empty() {
        return Patched::new();
    }
    let graph = Graph::of(schemas, named);
    let reached = reached(patches.iter().map(|id| **id).collect(), |id| {
        graph.parts(id)
    });
    plain.extend(reached.iter().flat_map(|id| graph.held(*id)));
    let plain = self::reached(plain, |id| {
        let mut parts = graph.parts(id);
        parts.extend(graph.held(id));
        parts
    });
    let mut altered: Vec<SchemaId> = graph.altered(&reached).into_iter().collect();
    altered.sort_unstable();
    let names = graph.names(&altered, named);
    let tags = graph.tags(&reached);
    let required = required::required(schemas, &altered, &tags);
    let mut copies: HashMap<SchemaId, SchemaId> = HashMap::new();
    for id in &altered {
        let copy = match plain.contains(id) {
            true => schemas.push(schemas[*id].clone()),
            false => *id,
        };
        copies.insert(*id, copy);
    }
    for id in &altered {
        let copy = copies[id];
        let names = names.get(id).filter(|_| *id != copy);
        let names = names.map_or(&[][..], Vec::as_slice);
        let required = required.get(id).map_or(&[][..], Vec::as_slice);
        write(schemas, copy, &copies, &tags, names, required);
    }
    for schema in patches {
        *schema = copies.get(schema).copied().unwrap_or(*schema);
    }
    copies.into_iter().map(|(id, copy)| (copy, id)).collect()
}

/// Every body of operations and of their callbacks.
fn contents<'d, 's>(items: &'d mut [PathItem<'s>]) -> Vec<&'d mut Content<'s>> {
    let mut open: Vec<&'d mut PathItem<'s>> = items.iter_mut().collect();
    let mut found = Vec::new();
    while let Some(item) = open.pop() {
        for operation in &mut item.operations {
            let bodies = operation.body.iter_mut();
            found.extend(bodies.flat_map(|body| &mut body.content));
            let answers = operation.responses.iter_mut();
            found.extend(answers.flat_map(|(_, answer)| &mut answer.content));
            open.extend(&mut operation.callbacks);
        }
    }
    found
}

/// The schemas of parameters, and of the headers of answers.
fn schemas_of_parameters(items: &[PathItem<'_>]) -> Vec<SchemaId> {
    let schema = |form: &ParameterForm<'_>| match form {
        ParameterForm::Styled { schema, .. } => *schema,
        ParameterForm::Content(content) => content.schema,
    };
    let operations = items.iter().flat_map(|item| &item.operations);
    let schemas = operations.flat_map(|operation| {
        let parameters = operation.parameters.iter().map(|known| &known.form);
        let answers = operation.responses.iter();
        let headers = answers.flat_map(|(_, answer)| answer.headers.iter());
        parameters.chain(headers.map(|(_, header)| &header.form))
    });
    schemas.filter_map(schema).collect()
}

/// These schemas and all that they lead to.
fn reached(
    mut open: Vec<SchemaId>,
    parts: impl Fn(SchemaId) -> Vec<SchemaId>,
) -> HashSet<SchemaId> {
    let mut found = HashSet::new();
    while let Some(id) = open.pop() {
        if found.insert(id) {
            open.extend(parts(id));
        }
    }
    found
}

/// Which schemas a schema leads to.
struct Graph<'g, 's> {
    schemas: &'g Schemas<'s>,
    /// The components that build on a schema by `allOf`.
    built_on: HashMap<SchemaId, Vec<SchemaId>>,
}

impl<'g, 's> Graph<'g, 's> {
    fn of(schemas: &'g Schemas<'s>, named: &IndexMap<&'s str, SchemaId>) -> Self {
        let mut built_on: HashMap<SchemaId, Vec<SchemaId>> = HashMap::new();
        for id in named.values() {
            for part in &schemas[*id].assertions.all_of {
                if let Some(base) = schemas[*part].assertions.reference {
                    built_on.entry(base).or_default().push(*id);
                }
            }
        }
        Self { schemas, built_on }
    }

    /// The schemas that say something of the same object, or of one of its members.
    fn parts(&self, id: SchemaId) -> Vec<SchemaId> {
        let Schema {
            assertions,
            annotations,
            dependent,
            ..
        } = &self.schemas[id];
        let held: HashSet<SchemaId> = self.held(id).collect();
        let parts = assertions.subschemas().filter(|part| !held.contains(part));
        let mut parts: Vec<SchemaId> = parts.collect();
        parts.extend(dependent.iter().map(|(_, schema)| *schema));
        if let Some(discriminator) = &annotations.discriminator {
            parts.extend(discriminator.mapping.values().copied());
            parts.extend(discriminator.default);
            parts.extend(self.children(id));
        }
        parts
    }

    /// The schemas of what a list holds, and of what a text says.
    fn held(&self, id: SchemaId) -> impl Iterator<Item = SchemaId> {
        let schema = &self.schemas[id];
        let items = schema.assertions.items.into_iter();
        let places = schema.assertions.prefix_items.iter().copied();
        items.chain(places).chain(schema.annotations.content_schema)
    }

    /// All components that build on a base.
    fn children(&self, base: SchemaId) -> HashSet<SchemaId> {
        let built_on = |id: SchemaId| self.built_on.get(&id).cloned().unwrap_or_default();
        reached(built_on(base), built_on)
    }

    /// The schemas that allow null for a member or a value, and those that lead to them.
    fn altered(&self, reached: &HashSet<SchemaId>) -> HashSet<SchemaId> {
        let mut leads_from: HashMap<SchemaId, Vec<SchemaId>> = HashMap::new();
        for id in reached {
            for part in self.parts(*id) {
                leads_from.entry(part).or_default().push(*id);
            }
        }
        let tags = self.tags(reached);
        let opens = |id: &&SchemaId| {
            let schema = &self.schemas[**id];
            let members = schema.assertions.properties.iter();
            let mut members =
                members.filter(|(key, id)| is_removable(self.schemas, schema, key, **id, &tags));
            members.next().is_some() || values(schema).any(|id| !allows_null(self.schemas, id))
        };
        let opens = reached.iter().filter(opens).copied();
        self::reached(opens.collect(), |id| {
            leads_from.get(&id).cloned().unwrap_or_default()
        })
    }

    /// The members whose values tell the branches of unions apart.
    fn tags(&self, reached: &HashSet<SchemaId>) -> HashSet<&'s str> {
        let annotations = reached.iter().map(|id| &self.schemas[*id].annotations);
        let discriminators = annotations.filter_map(|known| known.discriminator.as_ref());
        discriminators.map(|known| known.property).collect()
    }

    /// The components that a discriminator tells apart by their names. A copy has no name of its own.
    fn names(
        &self,
        altered: &[SchemaId],
        named: &IndexMap<&'s str, SchemaId>,
    ) -> HashMap<SchemaId, Vec<(&'s str, SchemaId)>> {
        let target = |id: SchemaId| self.schemas[id].assertions.reference.unwrap_or(id);
        let named_by = |id: &SchemaId| {
            let schema = &self.schemas[*id];
            let discriminator = schema.annotations.discriminator.as_ref()?;
            let branches = schema.assertions.branches().iter();
            let mut members: HashSet<SchemaId> = branches.map(|branch| target(*branch)).collect();
            members.extend(self.children(*id));
            for mapped in discriminator.mapping.values() {
                members.remove(&target(*mapped));
            }
            let names = named.iter().filter(|(_, id)| members.contains(*id));
            Some((*id, names.map(|(name, id)| (*name, *id)).collect()))
        };
        altered.iter().filter_map(named_by).collect()
    }
}

/// Lets a schema allow null, and refer to the copies of what it refers to.
fn write<'s>(
    schemas: &mut Schemas<'s>,
    id: SchemaId,
    copies: &HashMap<SchemaId, SchemaId>,
    tags: &HashSet<&'s str>,
    names: &[(&'s str, SchemaId)],
    required: &[(&'s str, SchemaId)],
) {
    let copy = |id: SchemaId| copies.get(&id).copied().unwrap_or(id);
    let mut schema = schemas[id].clone();
    for (key, property) in schema.assertions.properties.clone() {
        let is_required = required.iter().any(|(other, _)| *other == key);
        let value = if !is_required && is_removable(schemas, &schema, key, property, tags) {
            with_null(schemas, property, copy(property))
        } else if schemas.says(property, |about| about.read_only) {
            // What answers hold stays as it is, though no patch sends it.
            schemas.push(schemas[property].clone())
        } else {
            copy(property)
        };
        schema.assertions.properties.insert(key, value);
    }
    for (key, property) in required {
        let properties = &mut schema.assertions.properties;
        properties.entry(*key).or_insert(copy(*property));
    }
    let mut value = |id: &mut SchemaId| {
        *id = match allows_null(schemas, *id) {
            true => copy(*id),
            false => with_null(schemas, *id, copy(*id)),
        };
    };
    let assertions = &mut schema.assertions;
    for additional in [&mut assertions.additional, &mut assertions.unevaluated] {
        if let Additional::Schema(id) = additional {
            value(id);
        }
    }
    let patterns = assertions.pattern_properties.iter_mut();
    patterns.for_each(|(_, id)| value(id));
    let lists = [
        &mut assertions.all_of,
        &mut assertions.any_of,
        &mut assertions.one_of,
    ];
    let same = lists.into_iter().flatten();
    let same = same.chain(&mut assertions.reference);
    let same = same.chain(schema.dependent.iter_mut().map(|(_, id)| id));
    same.for_each(|id| *id = copy(*id));
    if let Some(discriminator) = &mut schema.annotations.discriminator {
        discriminator.mapping.extend(names.iter().copied());
        let mapped = discriminator.mapping.values_mut();
        mapped
            .chain(&mut discriminator.default)
            .for_each(|id| *id = copy(*id));
    }
    schemas[id] = schema;
}

/// Whether null removes a property. It does not where an object cannot be without it, where only answers
/// have it, and where its one value or a discriminator says what the object is.
fn is_removable(
    schemas: &Schemas<'_>,
    owner: &Schema<'_>,
    key: &str,
    property: SchemaId,
    tags: &HashSet<&str>,
) -> bool {
    !owner.assertions.required.contains(key)
        && !tags.contains(key)
        && !allows_null(schemas, property)
        && !schemas.says(property, |about| about.read_only)
        && !schemas
            .chain(property)
            .any(|schema| schema.assertions.constant.is_some())
}

/// Whether a schema says by itself that null matches.
fn allows_null(schemas: &Schemas<'_>, id: SchemaId) -> bool {
    schemas.chain(id).any(|schema| {
        let assertions = &schema.assertions;
        let mut branches = assertions.one_of.iter().chain(&assertions.any_of);
        assertions.nullable
            || assertions.is_only(|rest| rest.boolean = None)
            || branches.any(|branch| schemas[*branch].assertions.nullable)
    })
}

/// The schemas of the members that are not properties.
fn values<'v>(schema: &'v Schema<'_>) -> impl Iterator<Item = SchemaId> + use<'v> {
    let assertions = &schema.assertions;
    let additional = [assertions.additional, assertions.unevaluated];
    let additional = additional.into_iter().filter_map(|known| match known {
        Additional::Schema(id) => Some(id),
        _ => None,
    });
    let patterns = assertions.pattern_properties.iter();
    additional.chain(patterns.map(|(_, id)| *id))
}

/// A schema that null matches too.
fn with_null(schemas: &mut Schemas<'_>, id: SchemaId, target: SchemaId) -> SchemaId {
    let mut schema = Schema::any(schemas[id].node);
    schema.assertions.reference = Some(target);
    schema.assertions.nullable = true;
    schemas.push(schema)
}
