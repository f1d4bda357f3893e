//! `client.rs`: the API as a whole. Constructors, the setters of the
//! builder, the credentials as constant data, the ways to the resources.

mod constants;
mod constructors;
mod setters;

use proc_macro2::TokenStream;
use quote::quote;

pub(super) use self::constructors::{builder_setters, constructor, variables_needed};
use super::imports::{Homes, Imports};
use super::request::says;
use super::runtime::Part;
use super::tokens::{docs, ident};
use super::{Content, File, Piece, handle, request};
use crate::api::{Api, ErrorBody, Handle, Type, code};

pub(super) fn file(api: &Api, homes: &Homes<'_>) -> File {
    let mut imports = Imports::into_module("crate::client");
    imports.runtime(Part::Api, "Api");
    imports.runtime(Part::Client, "Client");
    imports.runtime(Part::ClientBuilder, "ClientBuilder");
    if api.has_constructors() || api.error.is_some() {
        imports.runtime(Part::Error, "Error");
    }
    imports.part(Part::Any);
    let empty = Handle::default();
    let root = api.root.handle.as_ref().unwrap_or(&empty);
    let mut items: Vec<Piece> = Vec::new();
    let constants = constants::all(api, &mut imports);
    items.extend(constants.into_iter().map(Piece::Item));
    items.push(Piece::Item(constructors::all(api)));
    let mut methods = handle::accessors(&api.root, "self.clone()", &mut imports);
    methods.extend(handle::calls(homes, root, "self", &mut imports));
    items.extend(handle::implementation("Client", methods));
    items.extend(setters::all(api, &mut imports).map(Piece::Item));
    let error = api.error.as_ref();
    items.extend(error.map(|error| Piece::Item(self::error(error, homes, &mut imports))));
    items.extend(request::pieces(homes, root, &mut imports));
    let parts = imports.parts();
    let mut pieces = vec![Piece::Uses(imports.uses())];
    pieces.extend(items);
    File {
        path: "src/client.rs".to_owned(),
        content: Content::Rust {
            docs: says(
                "What the description says of the API as a whole: its address, credentials and \
                 resources.",
            ),
            pieces,
        },
        parts,
    }
}

/// `Error::api_error`.
fn error(error: &ErrorBody, homes: &Homes<'_>, imports: &mut Imports) -> TokenStream {
    imports.part(Part::ErrorBody);
    let mut definition = |id| {
        imports.ty(&Type::Named(id), homes);
        ident(&homes.def(id).name)
    };
    let (shown, body) = (definition(error.shown), definition(error.body));
    let (whose, body_is) = match &error.field {
        Some(field) => (format!("The member {} of the", code(field)), "that"),
        None => ("The".to_owned(), "it"),
    };
    let says = says(format!(
        "{whose} body of the answer, when {body_is} is an error of the type that most operations describe."
    ));
    let docs = docs(&says, 4);
    let access = error.field.as_ref().map(|field| {
        let field = ident(field);
        quote!(.map(|body| &body.#field))
    });
    quote! {
        impl Error {
            #docs
            pub fn api_error(&self) -> Option<&#shown> {
                self.described::<#body>()#access
            }
        }
    }
}
