//! The setters of the builder: one for each credential and each configured header.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::super::imports::Imports;
use super::super::runtime::Part;
use super::super::tokens::{self, ident};
use crate::api::{
    Api, Block, Credential, Docs, Scheme, ServerSet, Setting, Tokens, code, is_relative,
};

/// `impl ClientBuilder`; nothing without setters.
pub(super) fn all(api: &Api, imports: &mut Imports) -> Option<TokenStream> {
    if !api.credentials.is_empty() {
        imports.part(Part::CredentialSetter);
        imports.runtime(Part::CredentialSource, "CredentialSource");
    }
    if api.credentials.iter().any(|known| known.tokens.is_some()) {
        imports.runtime(Part::ClientCredentials, "ClientCredentials");
    }
    let credentials = api.credentials.iter().flat_map(|known| {
        let tokens = known.tokens.as_ref();
        let tokens = tokens.map(|tokens| client_credentials(known, tokens));
        [credential(known), source(known)].into_iter().chain(tokens)
    });
    let settings = api.settings.iter().map(setting);
    let servers = api.servers.sets.iter();
    let servers: Vec<TokenStream> = servers.filter_map(|set| server(api, set)).collect();
    if !servers.is_empty() {
        imports.part(Part::ServerSetter);
    }
    let setters: Vec<TokenStream> = credentials.chain(settings).chain(servers).collect();
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

/// The setter that takes a source.
fn source(credential: &Credential) -> TokenStream {
    let (name, constant) = (ident(&credential.source), ident(&credential.constant));
    let text = format!(
        "Fetches [`{0}`](Self::{0}) from a source, which is asked when a call needs it.",
        credential.name
    );
    let blocks = vec![Block::Text(text, 0)];
    let docs = tokens::docs(&Docs { blocks }, 4);
    quote! {
        #docs
        pub fn #name(self, source: impl CredentialSource + 'static) -> Self {
            self.credential_from(&#constant, source)
        }
    }
}

/// The setter that takes client credentials.
fn client_credentials(credential: &Credential, given: &Tokens) -> TokenStream {
    let name = &credential.name;
    let fetched = match &given.url {
        Some(url) => {
            let url = code(url);
            format!(
                "Fetches [`{name}`](Self::{name}) at {url}, for a program that is registered there."
            )
        }
        None => format!(
            "Fetches [`{name}`](Self::{name}) for a program that is registered, at the URL that \
             [`token_url`](ClientCredentials::token_url) sets."
        ),
    };
    let mut blocks = vec![Block::Text(fetched, 0)];
    let scopes: Vec<String> = given.scopes.iter().map(|scope| code(scope)).collect();
    if !scopes.is_empty() {
        let word = if scopes.len() == 1 { "scope" } else { "scopes" };
        let text = format!(
            "Asks for the {word} {} unless others are set.",
            scopes.join(", ")
        );
        blocks.push(Block::Text(text, 0));
    }
    if given.in_body {
        let text = "Its id and secret are sent in the body, unless they are set otherwise.";
        blocks.push(Block::Text(text.to_owned(), 0));
    }
    if let Some([id, secret]) = &given.env {
        let (id, secret) = (code(id), code(secret));
        let text = format!("Default: id and secret in {id} and {secret} from the environment.");
        blocks.push(Block::Text(text, 0));
    }
    let docs = tokens::docs(&Docs { blocks }, 4);
    let (setter, endpoint) = (ident(&given.setter), ident(&given.constant));
    quote! {
        #docs
        pub fn #setter(self, client_credentials: ClientCredentials) -> Self {
            self.tokens(&#endpoint, client_credentials)
        }
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

/// Chooses a server. The key of the choice is `server` for those of the API, else the name of the type.
fn server(api: &Api, set: &ServerSet) -> Option<TokenStream> {
    let setter = set.setter.as_ref()?;
    let name = ident(setter);
    let (module, ty) = (ident(&api.servers.module), ident(&set.name));
    let ty = quote!(crate::#module::#ty);
    let (key, text) = match set.is_of_api {
        true => (
            "server",
            "Sends calls to this server of the API. Calls whose operations have servers of their own go to \
             those. Replaces an earlier [`base_url`](Self::base_url).",
        ),
        false => (
            set.name.as_str(),
            match set.choices.iter().any(|choice| is_relative(&choice.url)) {
                false => {
                    "Sends calls of operations that have these servers to this one. A base URL that is given to the \
                     client comes before it."
                }
                true => {
                    "Sends calls of operations that have these servers to this one. A base URL that is given to the \
                     client comes before one with a host; the others are relative to it."
                }
            },
        ),
    };
    let first = &set.choices[0];
    let default = match set.is_of_api && api.base_url_is_missing() {
        true => "none.".to_owned(),
        false => format!("{}.", crate::api::code(&first.url)),
    };
    let docs = tokens::docs(
        &Docs {
            blocks: vec![
                Block::Text(text.to_owned(), 0),
                Block::Text(format!("Default: {default}"), 0),
            ],
        },
        4,
    );
    Some(quote! {
        #docs
        pub fn #name(self, #name: impl Into<#ty>) -> Self {
            self.choose_server::<#ty>(#key, #name)
        }
    })
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
