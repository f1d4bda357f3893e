//! The API, its credentials and its settings as constant data.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::imports::Imports;
use super::super::runtime::Part;
use super::super::tokens::ident;
use crate::api::{Api, Credential, CredentialId, Scheme, Setting, Tokens};

pub(super) fn all(api: &Api, imports: &mut Imports) -> Vec<TokenStream> {
    let mut all = vec![self::api(api)];
    for known in &api.credentials {
        all.push(credential(known, imports));
        let tokens = known.tokens.as_ref();
        all.extend(tokens.map(|tokens| self::tokens(known, tokens, imports)));
    }
    all.extend(api.settings.iter().map(|known| setting(known, imports)));
    all
}

fn api(api: &Api) -> TokenStream {
    let base_url = optional(&api.base_url);
    let base_url_env = optional(&api.base_url_env);
    let server_env = api.server_env();
    let server_env = server_env.iter();
    let credentials = api.credentials.iter().map(|known| ident(&known.constant));
    let issuers = api.credentials.iter();
    let issuers = issuers.filter_map(|known| known.tokens.as_ref());
    let issuers = issuers.map(|tokens| ident(&tokens.constant));
    let security = api.security.iter().map(|all| {
        let name = |id: &CredentialId| ident(&api.credential(*id).constant);
        let names = all.iter().map(name);
        quote!(&[#(&#names),*])
    });
    let is_public = api.is_public;
    let settings = api.settings.iter().map(|known| ident(&known.constant));
    let no_retry = &api.no_retry;
    let retry_on = match &api.retry_on {
        Some(statuses) => quote!(Some(&[#(#statuses),*])),
        None => quote!(None),
    };
    quote! {
        static API: Api = Api {
            user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
            base_url: #base_url,
            base_url_env: #base_url_env,
            server_env: &[#(#server_env),*],
            credentials: &[#(&#credentials),*],
            issuers: &[#(&#issuers),*],
            security: &[#(#security),*],
            is_public: #is_public,
            settings: &[#(&#settings),*],
            retry_on: #retry_on,
            no_retry: &[#(#no_retry),*],
        };
    }
}

/// Operations name the credentials that they need, so other files see the constant.
fn credential(credential: &Credential, imports: &mut Imports) -> TokenStream {
    let (part, ty, place) = match &credential.scheme {
        Scheme::Bearer => (Part::Bearer, "Bearer", None),
        Scheme::Basic => (Part::Basic, "Basic", None),
        Scheme::Header(name) => (Part::HeaderKey, "HeaderKey", Some(quote!(header: #name,))),
        Scheme::Query(name) => (Part::QueryKey, "QueryKey", Some(quote!(query: #name,))),
        Scheme::Cookie(name) => (Part::CookieKey, "CookieKey", Some(quote!(cookie: #name,))),
    };
    imports.runtime(part, ty);
    let (constant, ty) = (ident(&credential.constant), ident(ty));
    let (name, env) = (&credential.name, optional(&credential.env));
    quote! {
        pub(crate) static #constant: #ty = #ty { name: #name, env: #env, #place };
    }
}

fn tokens(credential: &Credential, tokens: &Tokens, imports: &mut Imports) -> TokenStream {
    imports.runtime(Part::ClientCredentials, "TokenEndpoint");
    let (constant, credential) = (ident(&tokens.constant), ident(&credential.constant));
    let Tokens {
        url,
        scopes,
        env,
        in_body,
        ..
    } = tokens;
    let (url, env) = (url.as_deref().unwrap_or_default(), env.iter().flatten());
    quote! {
        static #constant: TokenEndpoint = TokenEndpoint {
            url: #url,
            scopes: &[#(#scopes),*],
            credential: &#credential,
            env: &[#(#env),*],
            in_body: #in_body,
        };
    }
}

fn setting(setting: &Setting, imports: &mut Imports) -> TokenStream {
    imports.runtime(Part::HeaderSetting, "HeaderSetting");
    let constant = ident(&setting.constant);
    let (header, env) = (&setting.header, optional(&setting.env));
    quote! {
        static #constant: HeaderSetting = HeaderSetting { header: #header, env: #env };
    }
}

fn optional(text: &Option<String>) -> TokenStream {
    match text {
        Some(text) => quote!(Some(#text)),
        None => quote!(None),
    }
}
