//! The file of a resource: its handle, its calls, the requests they make, its types.

use proc_macro2::TokenStream;
use quote::quote;

use super::enums::{doc_lines, literal};
use super::imports::{Homes, Imports};
use super::runtime::Part;
use super::tokens::{self, argument, ident};
use super::types::{named, plain_type};
use super::{Content, File, Piece, usage};
use crate::api::{
    Block, Body, Handle, Module, Operation, Parameter, ParameterPlace, Success, Type,
};

pub(super) fn file(homes: &Homes<'_>, module: &Module, path: &str) -> File {
    let here = format!(
        "crate{}",
        path.trim_start_matches("src")
            .split('/')
            .filter(|part| !part.is_empty())
            .map(|part| format!("::{}", tokens::raw(part)))
            .collect::<String>()
    );
    let mut imports = Imports::into_module(&here);
    let mut items = Vec::new();
    if let Some(handle) = &module.handle {
        items.extend(handle_items(homes, module, handle, &mut imports));
    }
    let mut names = Vec::new();
    for id in &module.types {
        let def = homes.def(*id);
        if let Some(same) = def.same_as {
            let same = named(&Type::Named(same), homes, &mut imports);
            names.push(format!("{} = {same}", tokens::raw(&def.name)));
            continue;
        }
        items.push(super::types::definition(def, homes, &mut imports));
        if homes.is_flattened(*id) {
            imports.runtime(Part::Flattened, "flattened");
            items.push(Piece::Line(format!(
                "flattened!({});",
                tokens::raw(&def.name)
            )));
        }
    }
    if !names.is_empty() {
        imports.runtime(Part::Same, "same");
    }
    items.extend(match &names[..] {
        [] => None,
        [only] => Some(Piece::Line(format!("same!({only});"))),
        _ => Some(Piece::Table {
            name: "same".to_owned(),
            rows: names.iter().map(|row| format!("{row};")).collect(),
        }),
    });
    let mut modules: Vec<String> = module
        .children
        .iter()
        .map(|child| child.name.clone())
        .collect();
    modules.sort();
    let mut declarations: Vec<(String, TokenStream)> = modules
        .iter()
        .map(|name| {
            let module = ident(name);
            (name.clone(), quote!(pub mod #module;))
        })
        .collect();
    if super::wire::has_file(homes, module) {
        declarations.push((
            "wire".to_owned(),
            quote!(
                mod wire;
            ),
        ));
    }
    declarations.sort_by(|a, b| a.0.cmp(&b.0));
    let mut pieces = Vec::new();
    if !declarations.is_empty() {
        pieces.push(Piece::Modules(
            declarations.into_iter().map(|(_, tokens)| tokens).collect(),
        ));
    }
    if let Some(id) = module.shared.first() {
        // What this resource speaks of is found here, whoever else speaks of it by now.
        imports.export_all(homes.path(*id));
    }
    let parts = imports.parts();
    pieces.push(Piece::Uses(imports.uses()));
    pieces.extend(items);
    File {
        path: format!("{path}.rs"),
        content: Content::Rust {
            docs: module.docs.clone(),
            pieces,
        },
        parts,
    }
}

fn handle_items(
    homes: &Homes<'_>,
    module: &Module,
    handle: &Handle,
    imports: &mut Imports,
) -> Vec<Piece> {
    imports.runtime(Part::Client, "Client");
    let name = ident(&handle.name);
    let docs = tokens::docs(&module.docs, 0);
    let mut pieces = vec![Piece::Item(quote! {
        #docs
        #[derive(Debug, Clone)]
        pub struct #name(pub(crate) Client);
    })];
    let accessors = accessors(module, &quote!(self.0.clone()), imports);
    let methods = methods(homes, handle, &quote!(self.0), imports);
    if !accessors.is_empty() || !methods.is_empty() {
        pieces.push(Piece::Item(
            quote!(impl #name { #(#accessors)* #(#methods)* }),
        ));
    }
    pieces.extend(requests(homes, handle, imports));
    pieces
}

/// The ways from a handle to those below it.
pub(super) fn accessors(
    module: &Module,
    client: &TokenStream,
    imports: &mut Imports,
) -> Vec<TokenStream> {
    let with_handle = module
        .children
        .iter()
        .filter_map(|child| Some((child, child.handle.as_ref()?)));
    let with_handle: Vec<(&Module, &Handle)> = with_handle.collect();
    let all = with_handle.iter().map(|(_, handle)| *handle);
    let all: Vec<&Handle> = all.chain(&module.handle).collect();
    let mut accessors = Vec::new();
    for (child, handle) in with_handle {
        let method = ident(&child.name);
        let own = ident(&handle.name);
        let alike = all.iter().filter(|other| other.name == handle.name);
        let ty = if alike.count() == 1 {
            let parent = if imports.is_root() { "crate" } else { "self" };
            let path = format!("{parent}::{}", tokens::raw(&child.name));
            imports.add(&path, &handle.name);
            quote!(#own)
        } else if imports.is_root() {
            quote!(crate::#method::#own)
        } else {
            // `/teams/{id}/teams`: two of one name cannot both be imported.
            quote!(#method::#own)
        };
        let docs = tokens::docs(&child.docs, 4);
        accessors.push(quote! {
            #docs
            pub fn #method(&self) -> #ty {
                #ty(#client)
            }
        });
    }
    accessors
}

/// The calls of a handle.
pub(super) fn methods(
    homes: &Homes<'_>,
    handle: &Handle,
    client: &TokenStream,
    imports: &mut Imports,
) -> Vec<TokenStream> {
    handle
        .operations
        .iter()
        .map(|operation| method(homes, operation, client, imports))
        .collect()
}

fn method(
    homes: &Homes<'_>,
    operation: &Operation,
    client: &TokenStream,
    imports: &mut Imports,
) -> TokenStream {
    let (name, request, constant) = (
        ident(&operation.name),
        ident(&operation.request),
        ident(&operation.constant),
    );
    let mut docs = operation.docs.clone();
    docs.blocks.extend(usage::of_call(homes.api, &operation.id));
    let docs = tokens::docs(&docs, 4);
    let alias = operation
        .alias
        .as_ref()
        .filter(|alias| **alias != operation.name && is_alias(alias))
        .map(|alias| quote!(#[doc(alias = #alias)]));
    let deprecated = operation.deprecated.then(|| quote!(#[deprecated]));
    let required: Vec<&Parameter> = operation
        .path_parameters
        .iter()
        .chain(&operation.required_parameters)
        .collect();
    let body = operation.body.as_ref().filter(|body| body.required);
    let mut arguments: Vec<TokenStream> = Vec::new();
    for parameter in &required {
        let name = ident(&parameter.name);
        let ty = argument(&parameter.ty, homes, imports).ty;
        arguments.push(quote!(#name: #ty));
    }
    let mut conversions: Vec<TokenStream> = Vec::new();
    let mut steps: Vec<TokenStream> = Vec::new();
    for parameter in &required {
        if parameter.place != ParameterPlace::Path {
            conversions.extend(conversion(&parameter.name, &parameter.ty, homes, imports));
        }
        steps.push(step(parameter, homes, imports));
    }
    if let Some(body) = body {
        let name = ident(&body.name);
        let taken = argument(&body.ty, homes, imports);
        let ty = &taken.ty;
        arguments.push(quote!(#name: #ty));
        conversions.extend(conversion(&body.name, &body.ty, homes, imports));
        steps.push(json_step(body, imports));
    }
    let body = match steps.split_last() {
        None => quote!(#request(#client.call(&#constant))),
        Some((last, first)) => {
            let first = first.iter().map(|step| quote!(let call = call #step;));
            quote! {
                #(#conversions)*
                let call = #client.call(&#constant);
                #(#first)*
                #request(call #last)
            }
        }
    };
    quote! {
        #docs
        #alias
        #deprecated
        pub fn #name(&self, #(#arguments),*) -> #request {
            #body
        }
    }
}

/// rustdoc refuses aliases with quotes or spaces at their ends.
fn is_alias(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || "_-./:".contains(c))
}

/// `let name: Type = name.into();`, where an argument is taken as anything that becomes its type.
fn conversion(
    name: &str,
    ty: &Type,
    homes: &Homes<'_>,
    imports: &mut Imports,
) -> Option<TokenStream> {
    let name = ident(name);
    let into = argument(ty, homes, imports).into;
    into.then(|| {
        let ty = tokens::ty(ty, homes, imports);
        quote!(let #name: #ty = #name.into();)
    })
}

fn json_step(body: &Body, imports: &mut Imports) -> TokenStream {
    imports.part(Part::JsonBody);
    let name = ident(&body.name);
    match own_media_type(body) {
        None => quote!(.json(&#name)),
        Some(media_type) => {
            imports.part(Part::JsonMedia);
            quote!(.json_as(#media_type, &#name))
        }
    }
}

/// Sets a parameter on a call.
fn step(parameter: &Parameter, homes: &Homes<'_>, imports: &mut Imports) -> TokenStream {
    let name = ident(&parameter.name);
    let key = &parameter.key;
    match (parameter.place, &parameter.ty) {
        (ParameterPlace::Path, _) => {
            imports.part(Part::Path);
            let ty = tokens::ty(&parameter.ty, homes, imports);
            quote!(.path::<#ty>(#name))
        }
        (ParameterPlace::Query, Type::List(_)) => {
            imports.part(Part::QueryList);
            quote!(.query_list(#key, #name))
        }
        (ParameterPlace::Query, _) => quote!(.query(#key, #name)),
        (ParameterPlace::Header, _) => quote!(.header(#key, #name)),
    }
}

/// The requests: a table for each, with its operation and what can be set.
pub(super) fn requests(homes: &Homes<'_>, handle: &Handle, imports: &mut Imports) -> Vec<Piece> {
    let operations = handle.operations.iter();
    operations
        .map(|operation| request(homes, handle, operation, imports))
        .collect()
}

fn request(
    homes: &Homes<'_>,
    handle: &Handle,
    operation: &Operation,
    imports: &mut Imports,
) -> Piece {
    let (part, answer) = match (&operation.pagination, &operation.success) {
        (Some(pagination), _) => {
            let list = named(&Type::Named(pagination.list), homes, imports);
            imports.part(Part::Decode);
            let cursor = format!("{list}, cursor {}", literal(&pagination.parameter));
            (Part::PagedRequest, cursor)
        }
        (None, Success::Json(ty)) => {
            imports.part(Part::Decode);
            (Part::Request, named(ty, homes, imports))
        }
        (None, Success::Nothing) => (Part::Request, "()".to_owned()),
    };
    let table = part.name();
    imports.runtime(part, table);
    let name = tokens::raw(&operation.request);
    let made = format!(
        "pub struct {name} from {}::{}",
        handle.name,
        tokens::raw(&operation.name)
    );
    let answer = format!("-> {answer};");
    let mut rows = if made.chars().count() + answer.chars().count() < tokens::WIDTH - 4 {
        vec![format!("{made} {answer}")]
    } else {
        vec![made, format!("    {answer}")]
    };
    rows.extend(described(operation, homes, imports));
    let setters = setters(operation, homes, imports);
    if !setters.is_empty() {
        rows.push(String::new());
        rows.extend(setters);
    }
    Piece::Table {
        name: table.to_owned(),
        rows,
    }
}

/// The operation itself, on one line if it fits.
fn described(operation: &Operation, homes: &Homes<'_>, imports: &mut Imports) -> Vec<String> {
    let security = operation.security.iter().map(|all| {
        let all: Vec<String> = all.iter().map(usize::to_string).collect();
        format!("[{}]", all.join(", "))
    });
    let security: Vec<String> = security.collect();
    let error = operation.error.map(|error| {
        imports.part(Part::Described);
        format!(", error {}", named(&Type::Named(error), homes, imports))
    });
    let call = format!(
        "static {} = {} {},",
        operation.constant,
        operation.method,
        literal(&operation.path),
    );
    let rest = format!(
        "id {}, security [{}]{};",
        literal(&operation.id),
        security.join(", "),
        error.unwrap_or_default()
    );
    if call.chars().count() + rest.chars().count() < tokens::WIDTH - 4 {
        vec![format!("{call} {rest}")]
    } else {
        vec![call, format!("    {rest}")]
    }
}

/// What can be set, one row each.
fn setters(operation: &Operation, homes: &Homes<'_>, imports: &mut Imports) -> Vec<String> {
    let mut rows = Vec::new();
    for parameter in &operation.optional_parameters {
        rows.extend(doc_lines(&parameter.docs, 4));
        if parameter.deprecated {
            rows.push("#[deprecated]".to_owned());
        }
        let place = match (parameter.place, &parameter.ty) {
            (ParameterPlace::Header, _) => "header",
            (_, Type::List(_)) => {
                imports.part(Part::QueryList);
                "list"
            }
            _ => "query",
        };
        let key = literal(&parameter.key);
        let setter = setter(&parameter.name, &parameter.ty, homes, imports);
        rows.push(format!("{place} {key} {setter}"));
    }
    if let Some(body) = operation.body.as_ref().filter(|body| !body.required) {
        let mut docs = body.docs.clone();
        if docs.blocks.is_empty() {
            let text = "The body of the request.";
            docs.blocks.push(Block::Text(text.to_owned(), 0));
        }
        rows.extend(doc_lines(&docs, 4));
        imports.part(Part::JsonBody);
        let media_type = own_media_type(body).map(|media_type| {
            imports.part(Part::JsonMedia);
            literal(media_type) + " "
        });
        let setter = setter(&body.name, &body.ty, homes, imports);
        rows.push(format!("json {}{setter}", media_type.unwrap_or_default()));
    }
    rows
}

fn setter(name: &str, ty: &Type, homes: &Homes<'_>, imports: &mut Imports) -> String {
    imports.part(Part::Argument);
    let taken = if argument(ty, homes, imports).into {
        "into"
    } else {
        "plain"
    };
    format!("{}: {taken} {};", tokens::raw(name), plain_type(ty, homes))
}

/// The media type of a body that is not plain JSON.
fn own_media_type(body: &Body) -> Option<&str> {
    let plain = body.media_type == "application/json" || body.media_type.contains('*');
    (!plain).then_some(&body.media_type)
}
