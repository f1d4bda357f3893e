//! `servers.rs`: the servers that a caller chooses from, and the values of their variables.

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::Imports;
use super::request::says;
use super::runtime::Part;
use super::tokens::{self, ident};
use super::{Content, File, Piece};
use crate::api::{Api, Block, Docs, ServerChoice, ServerSet, ServerVariable, VariableEnum};

/// The file; none where there is nothing to choose.
pub(super) fn file(api: &Api) -> Option<File> {
    let servers = &api.servers;
    if servers.sets.is_empty() {
        return None;
    }
    let path = format!("crate::{}", servers.module);
    let mut imports = Imports::into_module(&path);
    imports.runtime(Part::ServerUrl, "ServerUrl");
    let mut items = Vec::new();
    for set in &servers.sets {
        items.extend(self::set(set));
        for choice in &set.choices {
            let ty = choice.ty.iter();
            items.extend(ty.flat_map(|ty| with_variables(api, set, choice, ty)));
            if choice.env.is_some() {
                imports.part(Part::ReplacedBy);
            }
        }
        if set.choices.iter().any(|choice| choice.ty.is_some()) {
            imports.part(Part::ServerVariable);
        }
    }
    items.extend(servers.enums.iter().flat_map(values));
    let parts = imports.parts();
    let mut pieces = vec![Piece::Uses(imports.uses())];
    pieces.extend(items.into_iter().map(Piece::Item));
    Some(File {
        path: format!("src/{}.rs", servers.module),
        content: Content::Rust {
            docs: says("The servers that the description names."),
            pieces,
        },
        parts,
    })
}

/// The enumeration of a set.
fn set(set: &ServerSet) -> Vec<TokenStream> {
    let name = ident(&set.name);
    let docs = tokens::docs(&of_set(set), 0);
    let first = &set.choices[0];
    // A request of an operation goes to the first one by default.
    let has_default = !set.is_of_api && set.setter.is_some();
    let is_derived = has_default && first.ty.is_none();
    let default = is_derived.then(|| quote!(, Default));
    let variants = set.choices.iter().enumerate().map(|(index, choice)| {
        let docs = tokens::docs(&choice.docs, 4);
        let mark = (is_derived && index == 0).then(|| quote!(#[default]));
        let name = ident(&choice.name);
        let held = choice.ty.as_ref().map(|ty| {
            let ty = ident(ty);
            quote!((#ty))
        });
        quote!(#docs #mark #name #held)
    });
    let arms = set.choices.iter().map(|choice| {
        let variant = ident(&choice.name);
        match &choice.ty {
            Some(_) => quote!(#name::#variant(server) => server.into()),
            None => {
                let url = url(choice);
                quote!(#name::#variant => #url)
            }
        }
    });
    let mut items = vec![quote! {
        #docs
        #[derive(Debug, Clone, PartialEq, Eq #default)]
        #[non_exhaustive]
        pub enum #name { #(#variants),* }
    }];
    if let Some(ty) = first.ty.as_ref().filter(|_| has_default) {
        let (variant, ty) = (ident(&first.name), ident(ty));
        items.push(quote! {
            impl Default for #name {
                fn default() -> Self {
                    Self::#variant(#ty::default())
                }
            }
        });
    }
    items.push(quote! {
        impl From<#name> for ServerUrl {
            fn from(server: #name) -> Self {
                match server { #(#arms),* }
            }
        }
    });
    items
}

/// The documentation of a set of servers: which operations take one of them.
fn of_set(set: &ServerSet) -> Docs {
    let what = match set.is_of_api {
        true => "A server of the API.",
        false => "A server of some operations.",
    };
    let mut text = what.to_owned();
    if let Some(setter) = &set.setter {
        let setter = tokens::raw(setter);
        text.push_str(&format!(
            " [`ClientBuilder::{setter}`](crate::ClientBuilder::{setter}) takes it"
        ));
        text.push_str(match set.is_of_api {
            true => ".",
            false => ", and so do their requests.",
        });
    } else {
        text.push_str(" Their requests take it.");
    }
    Docs {
        blocks: vec![Block::Text(text, 0)],
    }
}

/// The URL of a server, before its variables have values.
fn url(choice: &ServerChoice) -> TokenStream {
    let url = &choice.url;
    match &choice.env {
        Some(env) => quote!(Self::from(#url).replaced_by(#env)),
        None => quote!(Self::from(#url)),
    }
}

/// The struct of a server with variables.
fn with_variables(api: &Api, set: &ServerSet, choice: &ServerChoice, ty: &str) -> Vec<TokenStream> {
    let (name, variant, set) = (ident(ty), ident(&choice.name), ident(&set.name));
    let docs = tokens::docs(&choice.docs, 0);
    let variables = &choice.variables;
    let ty_of = |variable: &ServerVariable| match of(api, variable) {
        Some(values) => {
            let name = ident(&values.name);
            quote!(#name)
        }
        None => quote!(String),
    };
    let fields = variables.iter().map(|variable| {
        let (name, ty) = (ident(&variable.name), ty_of(variable));
        quote!(#name: #ty)
    });
    let is_empty =
        |variable: &ServerVariable| variable.values.is_none() && variable.default.is_empty();
    let is_derived = variables.iter().all(is_empty);
    let derived = is_derived.then(|| quote!(, Default));
    let default = (!is_derived).then(|| {
        let values = variables.iter().map(|variable| {
            let name = ident(&variable.name);
            let value = default_value(api, variable);
            quote!(#name: #value)
        });
        quote! {
            impl Default for #name {
                fn default() -> Self {
                    Self { #(#values),* }
                }
            }
        }
    });
    let setters = variables.iter().map(|variable| {
        let docs = tokens::docs(&variable.docs, 4);
        let name = ident(&variable.name);
        match of(api, variable) {
            Some(values) => {
                let ty = ident(&values.name);
                quote! {
                    #docs
                    pub fn #name(mut self, #name: #ty) -> Self {
                        self.#name = #name;
                        self
                    }
                }
            }
            None => quote! {
                #docs
                pub fn #name(mut self, #name: impl Into<String>) -> Self {
                    self.#name = #name.into();
                    self
                }
            },
        }
    });
    let filled = variables.iter().map(|variable| {
        let (key, name) = (&variable.key, ident(&variable.name));
        match variable.values {
            Some(_) => quote!(.variable(#key, server.#name.as_str())),
            None => quote!(.variable(#key, &server.#name)),
        }
    });
    let url = url(choice);
    let defined = quote! {
        #docs
        #[derive(Debug, Clone, PartialEq, Eq #derived)]
        pub struct #name { #(#fields),* }
    };
    let rest = [
        quote!(impl #name { #(#setters)* }),
        quote! {
            impl From<#name> for #set {
                fn from(server: #name) -> Self {
                    Self::#variant(server)
                }
            }
        },
        quote! {
            impl From<#name> for ServerUrl {
                fn from(server: #name) -> Self {
                    #url #(#filled)*
                }
            }
        },
    ];
    [defined].into_iter().chain(default).chain(rest).collect()
}

/// The type of a variable that has a list of values.
fn of<'a>(api: &'a Api, variable: &ServerVariable) -> Option<&'a VariableEnum> {
    Some(&api.servers.enums[variable.values?])
}

fn default_value(api: &Api, variable: &ServerVariable) -> TokenStream {
    let default = &variable.default;
    let Some(values) = of(api, variable) else {
        return match default.is_empty() {
            true => quote!(String::new()),
            false => quote!(#default.to_owned()),
        };
    };
    let variant = values.values.iter().find(|(_, value)| value == default);
    let variant = variant.map(|(variant, _)| ident(variant));
    let name = ident(&values.name);
    quote!(#name::#variant)
}

/// The type of the values that a variable may have.
fn values(values: &VariableEnum) -> [TokenStream; 2] {
    let name = ident(&values.name);
    let docs = tokens::docs(&values.docs, 0);
    let variants = values.values.iter().map(|(name, value)| {
        let docs = tokens::docs(&says(crate::api::code(value)), 4);
        let name = ident(name);
        quote!(#docs #name)
    });
    let arms = values.values.iter().map(|(name, value)| {
        let name = ident(name);
        quote!(Self::#name => #value)
    });
    [
        quote! {
            #docs
            #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
            #[non_exhaustive]
            pub enum #name { #(#variants),* }
        },
        quote! {
            impl #name {
                /// The value as the URL contains it.
                pub fn as_str(self) -> &'static str {
                    match self { #(#arms),* }
                }
            }
        },
    ]
}
