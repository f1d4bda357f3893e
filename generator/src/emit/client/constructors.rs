//! How a client is made: `new`, `from_env` and the builder.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::super::tokens::{self, ident, raw};
use super::super::usage;
use crate::api::{Api, Block, Credential, CredentialId, Docs, Scheme};

/// How a client is made in examples.
pub(in crate::emit) fn constructor(api: &Api) -> String {
    let setters = || -> String {
        let setters = builder_setters(api).into_iter();
        setters.map(|setter| format!(".{setter}")).collect()
    };
    if !api.knows_server() {
        let setters = setters();
        let url = api.base_url.as_deref();
        let path = url.filter(|url| url.starts_with('/') && !url.contains(['{', '"', '\\']));
        let path = path.unwrap_or_default().trim_end_matches('/');
        format!("builder(){setters}.base_url(\"https://api.example.com{path}\").build()")
    } else if !api.has_constructors()
        || (api.constructors.new.is_empty() && !needed_by_example(api).is_empty())
    {
        format!("builder(){}.build()", setters())
    } else if api.constructors.from_env {
        "from_env()".to_owned()
    } else {
        new_call(api)
    }
}

/// `impl Client` with the constructors.
pub(super) fn all(api: &Api) -> TokenStream {
    let has_constructors = api.has_constructors();
    let new = has_constructors.then(|| new(api));
    let from_env = (has_constructors && api.constructors.from_env).then(|| from_env(api));
    let builder = builder(api);
    quote!(impl Client { #new #from_env #builder })
}

/// The credentials that `Client::new` takes.
fn taken(api: &Api) -> impl Iterator<Item = &Credential> {
    let ids = api.constructors.new.iter();
    ids.map(|id| api.credential(*id))
}

/// What the call needs that the documentation shows, where it needs something.
fn needed_by_example(api: &Api) -> &[CredentialId] {
    let shown = api.example.as_ref();
    let shown = shown.and_then(|example| {
        let mut operations = api.operations();
        operations.find(|operation| operation.id == example.id)
    });
    let alternatives = shown.map_or(&[][..], |operation| &operation.security);
    match alternatives.iter().any(Vec::is_empty) {
        true => &[],
        false => alternatives.first().map_or(&[], Vec::as_slice),
    }
}

/// `new("…")`
fn new_call(api: &Api) -> String {
    let texts: Vec<&str> = taken(api).map(secrets).collect();
    format!("new({})", texts.join(", "))
}

/// What stands for the secrets of a credential in examples.
fn secrets(credential: &Credential) -> &'static str {
    match credential.scheme {
        Scheme::Basic => "\"user\", \"password\"",
        Scheme::Bearer | Scheme::Header(_) | Scheme::Query(_) | Scheme::Cookie(_) => "\"…\"",
    }
}

fn new(api: &Api) -> TokenStream {
    let names: Vec<&String> = taken(api)
        .flat_map(|credential| &credential.arguments)
        .collect();
    let what = if names.is_empty() {
        "A client of the API.".to_owned()
    } else {
        let spoken = |name: &&String| {
            let words = name.replace("api_", "API ").replace('_', " ");
            format!("this {words}")
        };
        let spoken: Vec<String> = names.iter().map(spoken).collect();
        format!("A client with {}.", spoken.join(" and "))
    };
    let variables = variables(api);
    let rest = if names.is_empty() {
        "Everything"
    } else {
        "Everything else"
    };
    let rest = match &variables.join(", ")[..] {
        "" => format!("{rest} has its default."),
        variables => format!("{rest} comes from the environment ({variables}) or has its default."),
    };
    let example = usage::of_constructor(api, &new_call(api));
    let docs = docs(vec![
        text(what),
        text(rest),
        example,
        text("# Errors"),
        text(
            "Of kind [`Configuration`](crate::ErrorKind::Configuration), when something \
                 cannot be sent as it is.",
        ),
    ]);
    let arguments = taken(api).flat_map(|credential| {
        let ty = match credential.scheme {
            Scheme::Basic => quote!(impl AsRef<str>),
            Scheme::Bearer | Scheme::Header(_) | Scheme::Query(_) | Scheme::Cookie(_) => {
                quote!(impl Into<String>)
            }
        };
        let names = credential.arguments.iter().map(|name| ident(name));
        names.map(move |name| quote!(#name: #ty))
    });
    let setters = taken(api).map(|credential| {
        let setter = ident(&credential.name);
        let names = credential.arguments.iter().map(|name| ident(name));
        let names: Vec<Ident> = names.collect();
        quote!(.#setter(#(#names),*))
    });
    quote! {
        #docs
        pub fn new(#(#arguments),*) -> Result<Self, Error> {
            Self::builder()#(#setters)*.build()
        }
    }
}

/// The environment variables that `from_env` needs, in words.
pub(in crate::emit) fn variables_needed(api: &Api) -> String {
    let needed: Vec<String> = taken(api).map(Credential::variables_in_words).collect();
    needed.join(" and ")
}

fn from_env(api: &Api) -> TokenStream {
    let needed = variables_needed(api);
    let comma = if needed.contains(", or ") { "," } else { "" };
    let docs = docs(vec![
        text(format!(
            "A client configured by the environment, where {needed}{comma} must be set."
        )),
        usage::of_constructor(api, "from_env()"),
        text("# Errors"),
        text(
            "Of kind [`Configuration`](crate::ErrorKind::Configuration), when a variable is \
                 missing, empty or cannot be sent as it is.",
        ),
    ]);
    quote! {
        #docs
        pub fn from_env() -> Result<Self, Error> {
            Self::builder().build()
        }
    }
}

fn builder(api: &Api) -> TokenStream {
    let setters = builder_setters(api);
    let docs = docs(vec![text(settings(api)), usage::of_builder(api, &setters)]);
    quote! {
        #docs
        pub fn builder() -> ClientBuilder {
            ClientBuilder::new(&API)
        }
    }
}

/// What the builder must be given.
fn settings(api: &Api) -> String {
    let is_enough = api.is_enough(&[]);
    let needs = match (api.knows_server(), is_enough) {
        (true, true) => {
            return "A client to configure: every setting is optional, `build` checks them."
                .to_owned();
        }
        (false, true) => "`base_url`".to_owned(),
        (true, false) => needed(api),
        (false, false) => format!("`base_url`, and {}", needed(api)),
    };
    format!("A client to configure: `build` checks the settings. It needs {needs}.")
}

/// The setters of the credentials that a client needs: `` `login`, or `api_key` ``.
fn needed(api: &Api) -> String {
    let setter = |id: &CredentialId| format!("`{}`", raw(&api.credential(*id).name));
    let all = |all: &Vec<CredentialId>| {
        let setters: Vec<String> = all.iter().map(setter).collect();
        setters.join(" and ")
    };
    let alternatives: Vec<String> = api.security.iter().map(all).collect();
    alternatives.join(", or ")
}

/// `api_key("…")`, for each credential that the client or the call needs that the documentation shows.
pub(in crate::emit) fn builder_setters(api: &Api) -> Vec<String> {
    let new = &api.constructors.new;
    let shown = needed_by_example(api);
    let ids = match api.is_enough(new) {
        true if !new.is_empty() => new,
        _ if !shown.is_empty() => shown,
        true => &[],
        false => api.security.first().map_or(&[][..], Vec::as_slice),
    };
    let setters = ids.iter().map(|id| {
        let credential = api.credential(*id);
        format!("{}({})", raw(&credential.name), secrets(credential))
    });
    setters.collect()
}

/// Every environment variable that a client reads, except those that `from_env` needs.
fn variables(api: &Api) -> Vec<String> {
    let needed: Vec<&str> = taken(api)
        .map(|credential| credential.name.as_str())
        .collect();
    let credentials = api.credentials.iter();
    let others = credentials.filter(|credential| !needed.contains(&credential.name.as_str()));
    let others = others.flat_map(|credential| credential.variables().flatten());
    let settings = api.settings.iter().map(|setting| &setting.env);
    let rest = std::iter::once(&api.base_url_env).chain(settings).flatten();
    let all = others
        .chain(rest.map(String::as_str))
        .chain(api.server_env());
    all.map(|env| format!("`{env}`")).collect()
}

fn docs(blocks: Vec<Block>) -> TokenStream {
    tokens::docs(&Docs { blocks }, 4)
}

fn text(text: impl Into<String>) -> Block {
    Block::Text(text.into(), 0)
}
