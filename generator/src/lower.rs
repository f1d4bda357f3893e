//! Takes a description, gives the API as its caller sees it. Every decision about Rust is made here:
//! names, optionality, unions, pages, where a type lives, what it derives. What the schemas mean is
//! the work of `schemas`.

mod building;
mod client;
mod context;
mod docs;
mod drafts;
mod examples;
mod features;
mod finish;
mod hint;
mod names;
mod operation;
mod origins;
mod outline;
mod property_names;
mod resources;
mod servers;
mod shown;
mod spot;
mod types;
mod webhooks;
mod xml;

use std::collections::{BTreeSet, HashMap, HashSet};

use self::context::Lowering;
use self::drafts::{Draft, Drafts, Use};
use self::hint::Hint;
use self::names::Naming;
use self::operation::PlacedCall;
use self::property_names::PropertyNames;
use crate::api::{Api, Foreign, Type, TypeId, UnusedFormat, Webhooks};
use crate::diagnostic::{Report, nearest};
use crate::names::Moved;
use crate::openapi::{Description, SchemaId, Schemas, Tag};
use crate::options::Options;
use crate::schemas::Analysis;

/// What lowering a description gives.
pub(crate) struct Lowered<'s> {
    pub api: Api,
    pub schemas: Schemas<'s>,
    /// Which schema each type was made of.
    pub origins: Vec<(SchemaId, Type)>,
}

/// Lowers a description; what is wrong with it goes to the report.
pub(crate) fn lower<'s>(
    mut description: Description<'s>,
    options: &Options<'_>,
    report: &Report<'s>,
) -> Lowered<'s> {
    let mut schemas = Analysis::of(&mut description, report);
    let before = options.names.map(|before| {
        let moved = moved(&description, &mut schemas, report);
        names::of_description(before, report.sources, &moved)
    });
    let naming = Naming::new(report, before.as_deref());
    let mut lowering = begun(&description, schemas, naming, options, report);
    let drafted = draft(&mut lowering, &mut description, options);
    let origins = origins::origins(&lowering);
    types::note_unused_names(&lowering);
    let drafts = lowering.types.take();
    let one_way = one_way(&drafts);
    let (mut api, places) = settle(&mut lowering, drafted, drafts, &description.tags);
    api.example = client::example(&api);
    let lists = finish::lists(&api);
    finish::same::find(&mut api.types, &places, &lists, &lowering.names);
    // The words have the names of types, which tell two that say the same apart.
    types::describe_variants(&mut api.types);
    finish::order::keep(&mut api.types, &places, &lowering.names);
    api.underived = finish::derive(&mut api.types, options.derives);
    building::settle(&mut api.types);
    if !report.has_errors() {
        let known = examples::Known {
            report,
            types: &api.types,
            lowering: &lowering,
            one_way: &one_way,
        };
        api.samples = examples::samples(&known, &description.paths, &description.webhooks);
    }
    features::divide(&mut api, &lowering.names);
    api.names = lowering.names.finish();
    Lowered {
        api,
        schemas: lowering.schemas.into_schemas(),
        origins,
    }
}

/// What may have stood elsewhere when the names were given.
fn moved(
    description: &Description<'_>,
    schemas: &mut Analysis<'_, '_>,
    report: &Report<'_>,
) -> Moved {
    let named = description.named.iter().map(|(name, id)| {
        let component = of_component(schemas, *id);
        (*name, schemas.schema(component).node)
    });
    let moved = names::moved_schemas(report.sources, named);
    let paths = description.paths.iter().map(|item| item.path);
    Moved {
        schemas: moved,
        paths: names::moved_paths(paths),
    }
}

/// The component that one is another name of by now, else itself.
fn of_component(schemas: &mut Analysis<'_, '_>, component: SchemaId) -> SchemaId {
    let mut known = HashSet::from([component]);
    let mut last = component;
    while let Some(next) = schemas.stands_for(last) {
        let next = schemas.target(next);
        if schemas.component(next).is_none() || !known.insert(next) {
            break;
        }
        last = next;
    }
    last
}

/// What is known before the first operation is looked at.
fn begun<'a, 's>(
    description: &Description<'s>,
    schemas: Analysis<'a, 's>,
    naming: Naming<'a, 's>,
    options: &Options<'a>,
    report: &'a Report<'s>,
) -> Lowering<'a, 's> {
    Lowering {
        report,
        property_names: PropertyNames::read(&naming, report, &schemas),
        called: called(description, &schemas, &naming),
        names: naming,
        foreign: options.types,
        schemas,
        link_base: description.docs_url.and_then(origin),
        types: Drafts::default(),
        untyped_parts_are_files: description.untyped_parts_are_files,
        content_types: HashSet::new(),
        string_enumerations: HashMap::new(),
        has_big_integers: false,
        arriving: Vec::new(),
        unread: Vec::new(),
        elements: xml::Elements::default(),
        servers: Vec::new(),
    }
}

/// The names of the schemas that have one: what the description calls them, and what is made of those.
fn called(
    description: &Description<'_>,
    schemas: &Analysis<'_, '_>,
    naming: &Naming<'_, '_>,
) -> HashMap<SchemaId, String> {
    let mut called = names::called(&description.named);
    for (id, schema) in schemas.of_document() {
        if let Some(said) = naming.said(schema.node, names::upper_camel) {
            called.insert(id, said.name);
        }
    }
    for (copy, id) in schemas.patch_copies() {
        if let Some(name) = called.get(&id) {
            called.insert(copy, names::of_patch(name));
        }
    }
    for (members, base) in schemas.members_of_bases() {
        if let Some(name) = called.get(&base) {
            called.insert(members, names::with_end(name, "Base"));
        }
    }
    called
}

/// A client whose types are drafts: their names depend on each other and are settled together.
struct Drafted<'s> {
    api: Api,
    calls: Vec<PlacedCall<'s>>,
    webhooks: Option<Webhooks>,
    /// The types of all components.
    components: Vec<Type>,
    /// Those of components that only what is not read refers to.
    unread: Vec<Type>,
}

/// Lowers the operations, the components and the webhooks.
fn draft<'s>(
    lowering: &mut Lowering<'_, 's>,
    description: &mut Description<'s>,
    options: &Options<'_>,
) -> Drafted<'s> {
    let Description {
        info,
        docs_url,
        servers,
        paths,
        webhooks,
        named,
        schemes,
        security,
        extensions,
        only_used,
        lost,
        ..
    } = description;
    let report = lowering.report;
    let common_servers = operation::common_servers(paths, servers);
    servers::note_unused(lowering, servers, common_servers);
    let about = client::About {
        info,
        servers: common_servers,
        paths,
        extensions,
        docs_url: *docs_url,
        package: options.package,
        owns_package: options.owns_package,
    };
    client::leave_needed(lowering, schemes, security, paths, webhooks, *only_used);
    let known = operation::KnownSchemes::new(schemes);
    let repeats = operation::declared_repeats(lowering, extensions);
    let (mut api, mut setters) = client::api(
        lowering,
        &about,
        schemes,
        &known,
        security,
        &repeats,
        report.sources.name(),
    );
    let common = operation::Common {
        schemes: &known,
        security,
        servers: common_servers,
        repeats: &repeats,
        losses: &report.losses(),
    };
    let (mut calls, left_out) = operation::calls(lowering, paths, &common);
    api.left_out = left_out;
    let lost = std::mem::take(lost).into_iter();
    api.left_out.extend(lost.map(operation::lost));
    let unread = operation::components_of_unread(lowering);
    let mut types_of_unread = Vec::new();
    let mut components = Vec::new();
    for (name, id) in named.iter().filter(|_| !*only_used) {
        let ty = lowering.typed(*id, Use::RECEIVED, &Hint::new(name)).inner();
        if unread.contains(id) {
            types_of_unread.push(ty.clone());
        }
        components.push(ty);
    }
    let received = webhooks::lower(lowering, webhooks, paths, extensions);
    for operation in paths.iter().flat_map(|item| &item.operations) {
        operation::callbacks(lowering, operation, &mut calls);
    }
    operation::note_content_types(lowering);
    api.servers = servers::servers(lowering, common_servers, &mut calls, &mut setters);
    api.error = client::error_body(lowering, &calls);
    api.security = client::needed(&api.security, &calls);
    api.is_public = client::is_public(&calls);
    Drafted {
        api,
        calls,
        webhooks: received,
        components,
        unread: types_of_unread,
    }
}

/// Gives types, methods and modules their names, and says where each type lives. Gives the place of each type in
/// the description, too.
fn settle<'s>(
    lowering: &mut Lowering<'_, 's>,
    drafted: Drafted<'s>,
    mut drafts: Vec<Draft<'s>>,
    tags: &[Tag<'s>],
) -> (Api, Vec<String>) {
    let Drafted {
        mut api,
        calls,
        mut webhooks,
        components,
        unread,
    } = drafted;
    finish::shorten_docs(&mut drafts);
    let mut settled = finish::types(drafts, &lowering.names, lowering.report);
    let arriving = std::mem::take(&mut lowering.arriving);
    let of_webhooks = webhooks.iter().flat_map(Webhooks::types).chain(&arriving);
    let of_calls = calls.iter().flat_map(|call| call.call.types());
    finish::tags::settle(&mut settled.types, of_calls.chain(of_webhooks));
    finish::box_deep(&mut settled.types, &calls);
    let tags = tags.iter().filter_map(|tag| {
        let text = tag.description?;
        Some((tag.name, docs::docs(text, lowering.link_base.as_deref())))
    });
    let around = resources::Around {
        tags: &tags.collect(),
        names: &lowering.names,
        arriving: &arriving,
        components: &components,
        unread: &unread,
    };
    api.root = resources::arrange(calls, &mut settled, &around);
    if let Some(webhooks) = &mut webhooks {
        webhooks::name(webhooks, &api.root, &mut settled.scope, &lowering.names);
    }
    api.webhooks = webhooks;
    api.servers.module = servers::module(&lowering.names, &api);
    api.types = settled.types;
    api.xml = std::mem::take(&mut lowering.elements.xml);
    api.foreign = foreign(lowering);
    api.package.has_big_integers = lowering.has_big_integers;
    finish::name_constants(&mut api);
    (api, settled.places)
}

/// The types of other crates, and what is wrong with their formats.
fn foreign(lowering: &Lowering<'_, '_>) -> Foreign {
    let schemas = lowering.schemas.of_document();
    let formats = schemas.filter_map(|(_, schema)| schema.assertions.format);
    let formats: BTreeSet<&str> = formats.collect();
    let mut foreign = Foreign::default();
    for (format, path) in lowering.foreign {
        foreign.paths.insert(format.clone(), path.clone());
        if !formats.contains(format.as_str()) {
            let near = nearest(format, formats.iter().copied());
            foreign.unused.push(UnusedFormat {
                format: format.clone(),
                near: near.map(str::to_owned),
            });
        }
    }
    foreign
}

/// The members that only requests or only answers have.
fn one_way(drafts: &[Draft<'_>]) -> HashSet<(TypeId, String)> {
    let drafts = drafts.iter().enumerate();
    let members = drafts.flat_map(|(index, draft)| {
        let keys = draft.one_way.iter().cloned();
        keys.map(move |key| (TypeId(index as u32), key))
    });
    members.collect()
}

/// `https://example.com` of `https://example.com/docs/x`.
fn origin(url: &str) -> Option<String> {
    let after = url.find("://")? + 3;
    let end = url[after..]
        .find('/')
        .map_or(url.len(), |slash| after + slash);
    Some(url[..end].to_owned())
}
