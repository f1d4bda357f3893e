//! Takes the description, gives the API as its caller sees it. Every decision is made here:
//! names, optionality, unions, pages, where a type lives, what it derives.

mod beside;
mod bounds;
mod client;
mod direction;
mod docs;
mod examples;
mod finish;
mod merge;
mod names;
mod namespaces;
mod operations;
mod pages;
mod patterns;
mod places;
mod resources;
mod same;
mod tuples;
mod types;
mod union;

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use self::bounds::{Flat, Spent};
use self::direction::Directions;
pub(crate) use self::names::is_keyword;
use self::types::{Hint, Typed};
use self::union::Facts;
use crate::api::{Api, Spot, Type, TypeDef, TypeId};
use crate::diagnostic::Report;
use crate::openapi::{Description, SchemaId, Schemas};
use crate::source::Node;

/// What the stage knows while it works.
struct Lowering<'r, 's> {
    report: &'r Report<'s>,
    /// The schemas of the document, and those made from several of them.
    schemas: Schemas<'s>,
    /// The components, by their names.
    named: HashMap<SchemaId, &'s str>,
    /// What their types want to be called.
    called: HashMap<SchemaId, String>,
    met: HashMap<(SchemaId, SchemaId), SchemaId>,
    /// Schemas with what they build on, once that was worked into them.
    flat: HashMap<SchemaId, Flat<'s>>,
    /// Those of them that say null somewhere, in a part at least.
    null_within: HashSet<SchemaId>,
    facts: HashMap<SchemaId, Rc<Facts>>,
    spent: Spent,
    known: HashMap<SchemaId, Typed>,
    /// The types of schemas that mean something else in a request.
    known_sent: HashMap<SchemaId, Typed>,
    directions: Directions,
    /// What is looked at is part of a request.
    sending: bool,
    /// Schemas that are being looked at.
    open: HashSet<SchemaId>,
    types: Vec<Draft<'s>>,
    /// Members that only a request or only an answer has.
    one_way: HashSet<(TypeId, String)>,
    /// Where links that begin with `/` lead.
    link_base: Option<String>,
}

/// A definition whose name is not settled.
struct Draft<'s> {
    wanted: String,
    /// It is a component, so its name is the document's own.
    named: bool,
    node: &'s Node,
    schema: SchemaId,
    def: TypeDef,
}

/// What lowering a description gives.
pub(crate) struct Lowered<'s> {
    pub api: Api,
    pub schemas: Schemas<'s>,
    /// Which schema each type was made of.
    pub origins: Vec<(SchemaId, Type)>,
}

/// Lowers a description; what is wrong with it goes to the report.
pub(crate) fn lower<'s>(description: Description<'s>, report: &Report<'s>) -> Lowered<'s> {
    let Description {
        info,
        docs_url,
        servers,
        paths,
        webhooks,
        named,
        schemas,
        schemes,
        security,
        extensions,
        tags,
    } = description;
    let directions = Directions::of(&schemas, &paths, &webhooks);
    let mut lowering = Lowering {
        report,
        schemas,
        named: named.iter().map(|(name, id)| (*id, *name)).collect(),
        called: namespaces::called(&named),
        met: HashMap::new(),
        flat: HashMap::new(),
        null_within: HashSet::new(),
        facts: HashMap::new(),
        spent: Spent::default(),
        known: HashMap::new(),
        known_sent: HashMap::new(),
        directions,
        sending: false,
        open: HashSet::new(),
        types: Vec::new(),
        one_way: HashSet::new(),
        link_base: docs_url.and_then(origin),
    };
    let servers = operations::servers(&paths, &servers);
    let about = client::About {
        info: &info,
        servers,
        extensions: &extensions,
        docs_url,
    };
    let mut api = client::api(
        &lowering,
        &about,
        &schemes,
        &security,
        report.sources.name(),
    );
    let credentials: Vec<&str> = client::usable(&schemes).map(|(name, _)| name).collect();
    let calls = operations::calls(&mut lowering, &paths, &credentials, &security, servers);
    for (name, id) in &named {
        lowering.typed(*id, &Hint::new(name));
    }
    for operation in webhooks.iter().chain(
        paths
            .iter()
            .flat_map(|item| &item.operations)
            .flat_map(|operation| &operation.callbacks),
    ) {
        operations::received(&mut lowering, operation);
    }
    api.error = client::error_body(&lowering, &calls);
    let mut drafts = std::mem::take(&mut lowering.types);
    let origins = origins(&lowering, &drafts);
    finish::shorten_docs(&mut drafts);
    let (types, type_names) = finish::types(drafts, report);
    api.types = types;
    let tags = tags.iter().filter_map(|tag| {
        let text = tag.description?;
        Some((tag.name, docs::docs(text, lowering.link_base.as_deref())))
    });
    api.root = resources::arrange(calls, &mut api.types, &tags.collect(), type_names);
    api.example = client::example(&api);
    same::find(&mut api.types);
    finish::derive(&mut api.types);
    if !report.has_errors() {
        let known = examples::Known {
            report,
            types: &api.types,
            by_schema: &lowering.known,
            sent: &lowering.known_sent,
            one_way: &lowering.one_way,
        };
        api.samples = examples::samples(&known, &paths, &webhooks, &lowering.schemas);
    }
    Lowered {
        api,
        schemas: lowering.schemas,
        origins,
    }
}

/// Which schema each definition was made of, and those of the components that became lists and
/// maps of definitions.
fn origins(lowering: &Lowering<'_, '_>, drafts: &[Draft<'_>]) -> Vec<(SchemaId, Type)> {
    let plain = |id: TypeId| Typed {
        ty: Type::Named(id),
        nullable: false,
    };
    let known = |id: SchemaId| lowering.known.get(&id).cloned();
    let defined = drafts.iter().enumerate().map(|(index, draft)| {
        let own = plain(TypeId(index as u32));
        let typed = known(draft.schema).filter(|known| known.ty == own.ty);
        (draft.schema, typed.unwrap_or(own).inner())
    });
    let mut origins: Vec<(SchemaId, Type)> = defined.collect();
    let mut others: Vec<(SchemaId, Type)> = lowering
        .named
        .keys()
        .filter_map(|id| Some((*id, known(*id)?.inner())))
        .filter(|(_, ty)| holds_definition(ty) && !matches!(ty, Type::Named(_)))
        .collect();
    others.sort_by_key(|(id, _)| *id);
    origins.extend(others);
    origins
}

fn holds_definition(ty: &Type) -> bool {
    match ty {
        Type::Named(_) => true,
        Type::List(inner) | Type::Map(inner) | Type::Option(inner) | Type::Boxed(inner) => {
            holds_definition(inner)
        }
        _ => false,
    }
}

/// Where a node stands, as the API keeps it.
fn spot(node: &Node) -> Spot {
    Spot(node.place.number())
}

/// `https://example.com` of `https://example.com/docs/x`.
fn origin(url: &str) -> Option<String> {
    let after = url.find("://")? + 3;
    let end = url[after..]
        .find('/')
        .map_or(url.len(), |slash| after + slash);
    Some(url[..end].to_owned())
}
