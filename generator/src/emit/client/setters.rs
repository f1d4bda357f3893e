//! The setters of the builder: one for each credential and each configured header.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::super::imports::Imports;
use super::super::runtime::Part;
use super::super::tokens::{self, ident};
use crate::api::{Api, Block, Credential, Docs, Scheme, Setting};

/// `impl ClientBuilder`; nothing without setters.
pub(super) fn all(api: &Api, imports: &mut Imports) -> Option<TokenStream> {
    if !api.credentials.is_empty() {
        imports.part(Part::CredentialSetter);
    }
    let credentials = api.credentials.iter().map(credential);
    let settings = api.settings.iter().map(setting);
    let setters: Vec<TokenStream> = credentials.chain(settings).collect();
    (!setters.is_empty()).then(|| quote!(impl ClientBuilder { #(#setters)* }))
}

fn credential(credential: &Credential) -> TokenStream {
    let docs = docs(&credential.docs, &credential.env);
    let (name, constant) = (ident(&credential.name), ident(&credential.constant));
    let arguments = credential.arguments.iter().map(|name| ident(name));
    let arguments: Vec<Ident> = arguments.collect();
    match credential.scheme {
        Scheme::Basic => quote! {
            #docs
            pub fn #name(self, #(#arguments: impl AsRef<str>),*) -> Self {
                self.basic(&#constant, #(#arguments.as_ref()),*)
            }
        },
        Scheme::Bearer | Scheme::Header(_) | Scheme::Query(_) | Scheme::Cookie(_) => quote! {
            #docs
            pub fn #name(self, #(#arguments: impl Into<String>),*) -> Self {
                self.credential(&#constant, #(#arguments),*)
            }
        },
    }
}

fn setting(setting: &Setting) -> TokenStream {
    let docs = docs(&setting.docs, &setting.env);
    let (name, constant) = (ident(&setting.name), ident(&setting.constant));
    quote! {
        #docs
        pub fn #name(self, #name: impl Into<String>) -> Self {
            self.setting(&#constant, #name)
        }
    }
}

/// The documentation, and the environment variable that the value is read from.
fn docs(docs: &Docs, env: &Option<String>) -> TokenStream {
    let mut docs = docs.clone();
    let env = env.as_ref();
    let variable = env.map(|env| format!("Default: `{env}` from the environment."));
    docs.blocks
        .extend(variable.map(|text| Block::Text(text, 0)));
    tokens::docs(&docs, 4)
}
