//! `lib.rs`, and `client.rs` with what the description says of the API as a whole.

use std::collections::{BTreeSet, HashSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::{Homes, Imports};
use super::runtime::Part;
use super::tokens::{self, ident};
use super::types::plain_type;
use super::{Content, File, Piece, Use, resource, runtime, usage};
use crate::api::{Api, Block, Credential, Docs, Module, Place, Type};

/// `lib.rs`: the title, an example, the modules, and everything a caller names.
pub(super) fn lib(api: &Api, homes: &Homes<'_>, parts: &BTreeSet<Part>, files: &[File]) -> File {
    let mut docs = api.docs.clone();
    docs.blocks.extend(usage::of_crate(api, &constructor(api)));
    let mut modules: Vec<(String, TokenStream)> = Vec::new();
    if api.has_operations() {
        modules.push((
            "client".to_owned(),
            quote!(
                mod client;
            ),
        ));
    }
    if !parts.is_empty() {
        modules.push((
            "runtime".to_owned(),
            quote!(
                mod runtime;
            ),
        ));
    }
    for child in &api.root.children {
        let name = ident(&child.name);
        // Which types are shared may change: they are named at the root, and by who shares them.
        let public = child.handle.as_ref().map(|_| quote!(pub));
        modules.push((child.name.clone(), quote!(#public mod #name;)));
    }
    modules.sort_by(|a, b| a.0.cmp(&b.0));
    let mut pieces = vec![
        Piece::Attributes(vec![
            quote!(#![forbid(unsafe_code)]),
            quote!(#![warn(missing_docs)]),
        ]),
        Piece::Modules(modules.into_iter().map(|(_, tokens)| tokens).collect()),
        Piece::Uses(exports(api, homes, parts, files)),
    ];
    pieces.extend(deep(api, homes));
    File {
        path: "src/lib.rs".to_owned(),
        content: Content::Rust { docs, pieces },
        parts: BTreeSet::new(),
    }
}

/// The table of the types that a `DeepBox` holds.
fn deep(api: &Api, homes: &Homes<'_>) -> Vec<Piece> {
    let defs = api.types.iter().filter(|def| def.same_as.is_none());
    let mut met = HashSet::new();
    let mut held = Vec::new();
    for ty in defs.flat_map(|def| def.shape.types()) {
        if let Some(ty) = deep_boxed(ty) {
            let ty = plain_type(&api.canonical_type(ty), homes);
            if met.insert(ty.clone()) {
                held.push(ty);
            }
        }
    }
    if held.is_empty() {
        return Vec::new();
    }
    let rows = held.iter().enumerate();
    let rows = rows.map(|(index, ty)| format!("{index} {ty};")).collect();
    let uses = Use {
        public: false,
        feature: None,
        path: "runtime::wire::deep".to_owned(),
        names: vec!["deep".to_owned()],
    };
    vec![
        Piece::Uses(vec![uses]),
        Piece::Table {
            name: "deep".to_owned(),
            rows,
        },
    ]
}

/// What a `DeepBox` in a type holds.
fn deep_boxed(ty: &Type) -> Option<&Type> {
    match ty {
        Type::Deep(inner) => Some(inner),
        Type::List(inner) | Type::Map(inner) | Type::Option(inner) | Type::Boxed(inner) => {
            deep_boxed(inner)
        }
        _ => None,
    }
}

/// What callers name, at the root: the runtime's types and the API's.
fn exports(api: &Api, homes: &Homes<'_>, parts: &BTreeSet<Part>, files: &[File]) -> Vec<Use> {
    let mut exports = Imports::into_module("crate");
    for module in modules(&api.root) {
        if module.handle.is_none() && module.children.is_empty() && !module.types.is_empty() {
            // Nothing but types: all of it is the crate's.
            exports.add(
                homes.path(module.types[0]).trim_start_matches("crate::"),
                "*",
            );
            continue;
        }
        for id in &module.types {
            let path = homes.path(*id).trim_start_matches("crate::");
            exports.add(path, &tokens::raw(&homes.def(*id).name));
        }
    }
    if parts.contains(&Part::Client) {
        exports.add("reqwest", "StatusCode");
        exports.add("reqwest::header", "HeaderMap");
    }
    if runtime::uses(files).any(|used| used.path == "indexmap") {
        exports.add("indexmap", "IndexMap");
    }
    if api.types.iter().any(|def| def.holds_json()) {
        exports.add("serde_json", "Value");
    }
    let mut exports: Vec<Use> = exports.uses();
    exports.extend(runtime::exports(parts));
    for export in &mut exports {
        export.public = true;
    }
    exports
}

fn modules(root: &Module) -> Vec<&Module> {
    let mut all = Vec::new();
    let mut stack = vec![root];
    while let Some(module) = stack.pop() {
        all.push(module);
        stack.extend(&module.children);
    }
    all
}

/// Whether a client can be made from the environment alone.
fn from_env(api: &Api) -> bool {
    let first = first_alternative(api);
    !first.is_empty() && first.iter().all(|credential| credential.env.is_some())
}

/// The credentials that the API as a whole asks for, in the first way it allows.
fn first_alternative(api: &Api) -> Vec<&Credential> {
    let indexes = api
        .security
        .iter()
        .find(|all| !all.is_empty())
        .cloned()
        .unwrap_or_default();
    indexes
        .iter()
        .map(|index| &api.credentials[*index])
        .collect()
}

/// The arguments of `Client::new`, and how each is taken.
fn new_arguments(api: &Api) -> Vec<(String, TokenStream)> {
    let mut arguments = Vec::new();
    for credential in first_alternative(api) {
        match credential.place {
            Place::Basic => {
                arguments.push(("user".to_owned(), quote!(impl AsRef<str>)));
                arguments.push(("password".to_owned(), quote!(impl AsRef<str>)));
            }
            _ => arguments.push((credential.name.clone(), quote!(impl Into<String>))),
        }
    }
    arguments
}

/// `client.rs`: constructors, setters, the way to the resources.
pub(super) fn client(api: &Api, homes: &Homes<'_>) -> File {
    let mut imports = Imports::into_module("crate::client");
    imports.runtime(Part::Api, "Api");
    imports.runtime(Part::Client, "Client");
    imports.runtime(Part::ClientBuilder, "ClientBuilder");
    imports.runtime(Part::Error, "Error");
    let constants = constants(api, &mut imports);
    let constructors = constructors(api);
    let accessors = resource::accessors(&api.root, &quote!(self.clone()), &mut imports);
    let empty = crate::api::Handle::default();
    let handle = api.root.handle.as_ref().unwrap_or(&empty);
    let methods = resource::methods(homes, handle, &quote!(self), &mut imports);
    let mut pieces: Vec<Piece> = constants.into_iter().map(Piece::Item).collect();
    pieces.push(Piece::Item(
        quote!(impl Client { #constructors #(#accessors)* #(#methods)* }),
    ));
    let setters = setters(api, &mut imports);
    if !setters.is_empty() {
        pieces.push(Piece::Item(quote!(impl ClientBuilder { #(#setters)* })));
    }
    if let Some(error) = api.error {
        let shown = tokens::ty(&crate::api::Type::Named(error.shown), homes, &mut imports);
        let body = tokens::ty(&crate::api::Type::Named(error.body), homes, &mut imports);
        let docs = tokens::sentence(
            "The body of the answer, when it is an error as the API describes it.",
            4,
        );
        let access = if error.shown == error.body {
            quote!(self.described::<#body>())
        } else {
            let field = inner_field(homes, error);
            quote!(self.described::<#body>().map(|body| &body.#field))
        };
        pieces.push(Piece::Item(quote! {
            impl Error {
                #docs
                pub fn api_error(&self) -> Option<&#shown> {
                    #access
                }
            }
        }));
    }
    pieces.extend(resource::requests(homes, handle, &mut imports));
    let parts = imports.parts();
    pieces.insert(0, Piece::Uses(imports.uses()));
    let text =
        "What the description says of the API as a whole: its address, credentials and resources.";
    let docs = Docs {
        blocks: vec![Block::Text(text.to_owned(), 0)],
    };
    File {
        path: "src/client.rs".to_owned(),
        content: Content::Rust { docs, pieces },
        parts,
    }
}

fn inner_field(homes: &Homes<'_>, error: crate::api::ErrorBody) -> proc_macro2::Ident {
    let shown = crate::api::Type::Named(error.shown);
    let name = match &homes.def(error.body).shape {
        crate::api::Shape::Struct(object) => object
            .members
            .iter()
            .filter_map(super::types::field)
            .find(|field| field.ty == shown)
            .map(|field| field.name.clone()),
        _ => None,
    };
    ident(&name.unwrap_or_default())
}

/// The API as data, and the credentials and settings it consists of.
fn constants(api: &Api, imports: &mut Imports) -> Vec<TokenStream> {
    let optional = |text: &Option<String>| match text {
        Some(text) => quote!(Some(#text)),
        None => quote!(None),
    };
    let base_url = optional(&api.base_url);
    let base_url_env = optional(&api.base_url_env);
    let mut parts: Vec<TokenStream> = Vec::new();
    let mut item = |name: &str, ty: &str, fields: TokenStream| {
        let (name, ty) = (ident(name), ident(ty));
        parts.push(quote!(static #name: #ty = #ty { #fields };));
        quote!(&#name)
    };
    let credentials: Vec<TokenStream> = api
        .credentials
        .iter()
        .map(|credential| {
            let Credential { name, constant, .. } = credential;
            let env = optional(&credential.env);
            let (part, ty, fields) = match &credential.place {
                Place::Bearer => (Part::Bearer, "Bearer", quote!(name: #name, env: #env)),
                Place::Basic => (Part::Basic, "Basic", quote!(name: #name, env: #env)),
                Place::Header(header) => (
                    Part::HeaderKey,
                    "HeaderKey",
                    quote!(name: #name, env: #env, header: #header),
                ),
                Place::Query(query) => (
                    Part::QueryKey,
                    "QueryKey",
                    quote!(name: #name, env: #env, query: #query),
                ),
            };
            imports.runtime(part, ty);
            item(constant, ty, fields)
        })
        .collect();
    let settings: Vec<TokenStream> = api
        .settings
        .iter()
        .map(|setting| {
            imports.runtime(Part::HeaderSetting, "HeaderSetting");
            let (header, env) = (&setting.header, optional(&setting.env));
            item(
                &setting.constant,
                "HeaderSetting",
                quote!(header: #header, env: #env),
            )
        })
        .collect();
    let security = api.security.iter().map(|all| {
        let all = all
            .iter()
            .map(|index| proc_macro2::Literal::usize_unsuffixed(*index));
        quote!(&[#(#all),*])
    });
    let no_retry = &api.no_retry;
    parts.insert(
        0,
        quote! {
            static API: Api = Api {
                user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
                base_url: #base_url,
                base_url_env: #base_url_env,
                credentials: &[#(#credentials),*],
                security: &[#(#security),*],
                settings: &[#(#settings),*],
                no_retry: &[#(#no_retry),*],
            };
        },
    );
    parts
}

/// How a client is made in examples.
fn constructor(api: &Api) -> String {
    if from_env(api) {
        return "from_env()".to_owned();
    }
    plain_constructor(api)
}

fn plain_constructor(api: &Api) -> String {
    let arguments = vec!["\"…\""; new_arguments(api).len()];
    format!("new({})", arguments.join(", "))
}

fn constructors(api: &Api) -> TokenStream {
    let names = new_arguments(api);
    let arguments = names.iter().map(|(name, text)| {
        let name = ident(name);
        quote!(#name: #text)
    });
    let mut steps = Vec::new();
    for credential in first_alternative(api) {
        let setter = ident(&credential.name);
        steps.push(match credential.place {
            Place::Basic => quote!(.#setter(user, password)),
            _ => quote!(.#setter(#setter)),
        });
    }
    let variables = variables(api);
    let rest = if variables.is_empty() {
        "Everything else has its default.".to_owned()
    } else {
        format!(
            "Everything else comes from the environment ({}) or has its default.",
            variables.join(", ")
        )
    };
    let what = if names.is_empty() {
        "A client of the API.".to_owned()
    } else {
        format!("A client with {}.", spoken(&names))
    };
    let new_docs = tokens::docs(&Docs { blocks: vec![
        Block::Text(what, 0),
        Block::Text(rest, 0),
        usage::of_constructor(api, &plain_constructor(api)),
        Block::Text("# Errors".to_owned(), 0),
        Block::Text("Of kind [`Configuration`](crate::ErrorKind::Configuration), when something cannot be sent as it is.".to_owned(), 0),
    ] }, 4);
    let from_env = from_env(api).then(|| {
        let needed: Vec<String> = first_alternative(api).iter().filter_map(|credential| credential.env.as_ref()).map(|env| format!("`{env}`")).collect();
        let text = format!("A client configured by the environment, where {} must be set.", needed.join(" and "));
        let docs = tokens::docs(&Docs { blocks: vec![
            Block::Text(text, 0),
            usage::of_constructor(api, "from_env()"),
            Block::Text("# Errors".to_owned(), 0),
            Block::Text("Of kind [`Configuration`](crate::ErrorKind::Configuration), when a variable is missing, empty or cannot be sent as it is.".to_owned(), 0),
        ] }, 4);
        quote! {
            #docs
            pub fn from_env() -> Result<Self, Error> {
                Self::builder().build()
            }
        }
    });
    let credentials = first_alternative(api).into_iter().map(|credential| {
        let name = tokens::raw(&credential.name);
        match credential.place {
            Place::Basic => format!("{name}(\"user\", \"password\")"),
            _ => format!("{name}(\"…\")"),
        }
    });
    let text = "A client to configure: every setting is optional, `build` checks them.";
    let builder_docs = Docs {
        blocks: vec![
            Block::Text(text.to_owned(), 0),
            usage::of_builder(api, &credentials.collect::<Vec<_>>()),
        ],
    };
    let builder_docs = tokens::docs(&builder_docs, 4);
    quote! {
        #new_docs
        pub fn new(#(#arguments),*) -> Result<Self, Error> {
            Self::builder()#(#steps)*.build()
        }

        #from_env

        #builder_docs
        pub fn builder() -> ClientBuilder {
            ClientBuilder::new(&API)
        }
    }
}

/// "this api key", "this user and this password".
fn spoken(names: &[(String, TokenStream)]) -> String {
    let names: Vec<String> = names
        .iter()
        .map(|(name, _)| format!("this {}", name.replace("api_", "API ").replace('_', " ")))
        .collect();
    names.join(" and ")
}

/// Every environment variable a client reads.
fn variables(api: &Api) -> Vec<String> {
    let credentials = first_alternative(api)
        .into_iter()
        .map(|credential| &credential.env)
        .collect::<Vec<_>>();
    let others = api
        .credentials
        .iter()
        .map(|credential| &credential.env)
        .filter(|env| !credentials.contains(env));
    let settings = api.settings.iter().map(|setting| &setting.env);
    let all = others
        .chain(std::iter::once(&api.base_url_env))
        .chain(settings);
    all.flatten().map(|env| format!("`{env}`")).collect()
}

fn setters(api: &Api, imports: &mut Imports) -> Vec<TokenStream> {
    if !api.credentials.is_empty() {
        imports.part(Part::CredentialSetter);
    }
    let mut setters = Vec::new();
    let from = |env: &Option<String>| {
        env.as_ref()
            .map(|env| Block::Text(format!("Default: `{env}` from the environment."), 0))
    };
    for (index, credential) in api.credentials.iter().enumerate() {
        let name = ident(&credential.name);
        let index = proc_macro2::Literal::usize_unsuffixed(index);
        let mut docs = credential.docs.clone();
        docs.blocks.extend(from(&credential.env));
        let docs = tokens::docs(&docs, 4);
        setters.push(match credential.place {
            Place::Basic => quote! {
                #docs
                pub fn #name(self, user: impl AsRef<str>, password: impl AsRef<str>) -> Self {
                    self.basic(#index, user.as_ref(), password.as_ref())
                }
            },
            _ => {
                quote! {
                    #docs
                    pub fn #name(self, #name: impl Into<String>) -> Self {
                        self.credential(#index, #name)
                    }
                }
            }
        });
    }
    for (index, setting) in api.settings.iter().enumerate() {
        let name = ident(&setting.name);
        let index = proc_macro2::Literal::usize_unsuffixed(index);
        let mut docs = setting.docs.clone();
        docs.blocks.extend(from(&setting.env));
        let docs = tokens::docs(&docs, 4);
        setters.push(quote! {
            #docs
            pub fn #name(self, #name: impl Into<String>) -> Self {
                self.setting(#index, #name)
            }
        });
    }
    setters
}
