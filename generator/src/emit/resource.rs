//! The file of a resource: its handle, its calls, the requests they make, its types.

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::{Homes, Imports};
use super::tokens::{self, argument, ident};
use super::types::plain_type;
use super::{Content, File, Piece};
use crate::api::{
    Block, Docs, Handle, Module, Operation, Parameter, ParameterPlace, Success, Type,
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
    for id in &module.types {
        items.extend(super::types::definition(
            homes.def(*id),
            homes,
            &mut imports,
        ));
    }
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
    if !module.types.is_empty() {
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
    imports.runtime("client", "Client");
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
    let mut accessors = Vec::new();
    for (child, handle) in with_handle {
        let (method, ty) = (ident(&child.name), ident(&handle.name));
        imports.add(
            &format!(
                "{}::{}",
                if imports.is_root() { "crate" } else { "self" },
                tokens::raw(&child.name)
            ),
            &handle.name,
        );
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
    let docs = tokens::docs(&operation.docs, 4);
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
        conversions.extend(conversion(&parameter.name, &parameter.ty, homes, imports));
        steps.push(step(parameter, imports));
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

fn json_step(body: &crate::api::Body, imports: &mut Imports) -> TokenStream {
    imports.part("json_body");
    let name = ident(&body.name);
    if body.media_type == "application/json" || body.media_type.contains('*') {
        quote!(.json(&#name))
    } else {
        let media_type = &body.media_type;
        imports.part("json_media");
        quote!(.json_as(#media_type, &#name))
    }
}

/// Sets a parameter on a call.
fn step(parameter: &Parameter, imports: &mut Imports) -> TokenStream {
    let name = ident(&parameter.name);
    let key = &parameter.key;
    match (parameter.place, &parameter.ty) {
        (ParameterPlace::Path, _) => {
            imports.part("path");
            quote!(.path(#name))
        }
        (ParameterPlace::Query, Type::List(_)) => {
            imports.part("query_list");
            quote!(.query_list(#key, #name))
        }
        (ParameterPlace::Query, _) => quote!(.query(#key, #name)),
        (ParameterPlace::Header, _) => quote!(.header(#key, #name)),
    }
}

/// The request types: a call that is being prepared, and how it is awaited.
pub(super) fn requests(homes: &Homes<'_>, handle: &Handle, imports: &mut Imports) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for operation in &handle.operations {
        pieces.push(Piece::Item(constant(homes, operation, imports)));
        pieces.push(Piece::Item(request(handle, operation, imports)));
        let setters = setters(homes, operation, imports);
        if !setters.is_empty() {
            let name = ident(&operation.request);
            pieces.push(Piece::Item(quote!(impl #name { #(#setters)* })));
        }
        pieces.push(sending(homes, operation, imports));
    }
    pieces
}

fn constant(homes: &Homes<'_>, operation: &Operation, imports: &mut Imports) -> TokenStream {
    imports.runtime("operation", "Method");
    imports.runtime("operation", "Operation");
    let Operation { id, path, .. } = operation;
    let name = ident(&operation.constant);
    let method = ident(&operation.method);
    let security = operation.security.iter().map(|all| {
        let all = all
            .iter()
            .map(|index| proc_macro2::Literal::usize_unsuffixed(*index));
        quote!(&[#(#all),*])
    });
    let error = match operation.error {
        None => quote!(None),
        Some(error) => {
            imports.runtime("described", "described");
            let ty = tokens::ty(&Type::Named(error), homes, imports);
            quote!(Some(described::<#ty>))
        }
    };
    quote! {
        static #name: Operation = Operation {
            id: #id,
            method: Method::#method,
            path: #path,
            security: &[#(#security),*],
            idempotency_header: None,
            error: #error,
        };
    }
}

fn request(handle: &Handle, operation: &Operation, imports: &mut Imports) -> TokenStream {
    imports.runtime("call", "Call");
    let name = ident(&operation.request);
    let link = format!(
        "Made by [`{}::{}`]; nothing is sent until it is awaited.",
        handle.name, operation.name
    );
    let docs = tokens::docs(
        &Docs {
            blocks: vec![Block::Text(link, 0)],
        },
        0,
    );
    quote! {
        #docs
        #[derive(Debug, Clone)]
        #[must_use = "nothing is sent until the request is awaited"]
        pub struct #name(Call);
    }
}

fn setters(homes: &Homes<'_>, operation: &Operation, imports: &mut Imports) -> Vec<TokenStream> {
    let mut setters: Vec<TokenStream> = Vec::new();
    for parameter in &operation.optional_parameters {
        let name = ident(&parameter.name);
        let docs = tokens::docs(&parameter.docs, 4);
        let deprecated = parameter.deprecated.then(|| quote!(#[deprecated]));
        let ty = argument(&parameter.ty, homes, imports).ty;
        let conversion = conversion(&parameter.name, &parameter.ty, homes, imports);
        let step = step(parameter, imports);
        setters.push(quote! {
            #docs
            #deprecated
            pub fn #name(self, #name: #ty) -> Self {
                #conversion
                Self(self.0 #step)
            }
        });
    }
    if let Some(body) = operation.body.as_ref().filter(|body| !body.required) {
        let name = ident(&body.name);
        let taken = argument(&body.ty, homes, imports);
        let ty = &taken.ty;
        let mut docs = body.docs.clone();
        if docs.blocks.is_empty() {
            docs.blocks
                .push(Block::Text("The body of the request.".to_owned(), 0));
        }
        let docs = tokens::docs(&docs, 4);
        let conversion = conversion(&body.name, &body.ty, homes, imports);
        let step = json_step(body, imports);
        setters.push(quote! {
            #docs
            pub fn #name(self, #name: #ty) -> Self {
                #conversion
                Self(self.0 #step)
            }
        });
    }
    setters
}

/// How a request is awaited, as one line.
fn sending(homes: &Homes<'_>, operation: &Operation, imports: &mut Imports) -> Piece {
    let name = tokens::raw(&operation.request);
    let (part, rest) = match (&operation.pagination, &operation.success) {
        (Some(pagination), _) => {
            let ty = Type::Named(pagination.list);
            tokens::ty(&ty, homes, imports);
            imports.part("decode");
            let parameter = proc_macro2::Literal::string(&pagination.parameter);
            let ty = plain_type(&ty, homes);
            ("paged_request", format!("{ty}, cursor {parameter}"))
        }
        (None, Success::Json(ty)) => {
            tokens::ty(ty, homes, imports);
            imports.part("decode");
            ("request", plain_type(ty, homes))
        }
        (None, Success::Nothing) => ("request", "()".to_owned()),
    };
    imports.runtime(part, part);
    Piece::Line(format!("{part}!({name} -> {rest});"))
}
