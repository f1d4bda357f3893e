//! Security schemes, and which of them a request must satisfy.

use indexmap::IndexMap;

use super::Version;
use super::fields::Fields;
use super::operation::check_header_name;
use super::reader::Reader;
use super::vocabulary;
use crate::diagnostic::{Code, nearest};
use crate::source::Node;

/// Schemes that must all be satisfied together; empty when nothing is needed.
pub(crate) type Requirement<'s> = Vec<Need<'s>>;

/// A scheme that a request must satisfy.
#[derive(Debug, Clone)]
pub(crate) struct Need<'s> {
    /// Its name among the components.
    pub scheme: &'s str,
    /// The scopes or roles that the credential must have.
    pub scopes: Vec<&'s str>,
}

/// A way to authenticate.
#[derive(Debug)]
pub(crate) struct SecurityScheme<'s> {
    pub node: &'s Node,
    pub description: Option<&'s str>,
    pub deprecated: bool,
    pub kind: SchemeKind<'s>,
    /// What a bearer token looks like: `JWT`.
    pub bearer_format: Option<&'s str>,
    /// Who gives out the tokens, where the document says so.
    pub issuer: Option<Issuer<'s>>,
    pub extensions: Vec<(&'s str, &'s Node)>,
}

/// Who gives out tokens.
#[derive(Debug)]
pub(crate) enum Issuer<'s> {
    OAuth2 {
        flows: Vec<Flow<'s>>,
        metadata_url: Option<&'s str>,
    },
    OpenIdConnect {
        url: Option<&'s str>,
    },
}

/// A way to get a token by OAuth 2.
#[derive(Debug)]
pub(crate) struct Flow<'s> {
    pub kind: FlowKind,
    pub authorization_url: Option<&'s str>,
    pub device_authorization_url: Option<&'s str>,
    pub token_url: Option<&'s str>,
    pub refresh_url: Option<&'s str>,
    /// Each with what it allows.
    pub scopes: Vec<(&'s str, &'s str)>,
    pub extensions: Vec<(&'s str, &'s Node)>,
}

/// The ways of OAuth 2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FlowKind {
    Implicit,
    Password,
    ClientCredentials,
    AuthorizationCode,
    DeviceAuthorization,
}

/// What a scheme sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SchemeKind<'s> {
    Bearer,
    Basic,
    /// Another scheme of the `Authorization` header.
    OtherHttp(&'s str),
    Header(&'s str),
    Query(&'s str),
    Cookie(&'s str),
    MutualTls,
}

/// The values of `type`.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Scheme {
    ApiKey,
    Http,
    OAuth2,
    OpenIdConnect,
    MutualTls,
}

const SCHEMES: &[(&str, Scheme)] = &[
    ("apiKey", Scheme::ApiKey),
    ("http", Scheme::Http),
    ("oauth2", Scheme::OAuth2),
    ("openIdConnect", Scheme::OpenIdConnect),
    ("mutualTLS", Scheme::MutualTls),
];

#[derive(Debug, Clone, Copy)]
enum KeyPlace {
    Header,
    Query,
    Cookie,
}

const KEY_PLACES: &[(&str, KeyPlace)] = &[
    ("header", KeyPlace::Header),
    ("query", KeyPlace::Query),
    ("cookie", KeyPlace::Cookie),
];

pub(super) fn scheme<'s>(reader: &Reader<'_, 's>, node: &'s Node) -> Option<SecurityScheme<'s>> {
    let fields = Fields::of(reader, node, &vocabulary::SECURITY_SCHEME)?;
    let word = fields.raw("type")?;
    let mut issuer = None;
    let kind = match reader.word(word, "type of security scheme", SCHEMES)? {
        Scheme::ApiKey => {
            let place = fields.required("in");
            let place = place.and_then(|node| reader.word(node, "place of an API key", KEY_PLACES));
            let name = fields.required_string("name")?;
            match place? {
                KeyPlace::Header => {
                    check_header_name(reader, name, |code, message| {
                        let at = fields.raw("name").unwrap_or(node);
                        reader.report.at(code, at, message)
                    });
                    SchemeKind::Header(name)
                }
                KeyPlace::Query => SchemeKind::Query(name),
                KeyPlace::Cookie => SchemeKind::Cookie(name),
            }
        }
        Scheme::Http => {
            let name = fields.required_string("scheme")?;
            match name.to_ascii_lowercase().as_str() {
                "bearer" => SchemeKind::Bearer,
                "basic" => SchemeKind::Basic,
                _ => SchemeKind::OtherHttp(name),
            }
        }
        Scheme::OAuth2 => {
            issuer = Some(Issuer::OAuth2 {
                flows: flows(reader, &fields),
                metadata_url: fields.string("oauth2MetadataUrl"),
            });
            SchemeKind::Bearer
        }
        Scheme::OpenIdConnect => {
            issuer = Some(Issuer::OpenIdConnect {
                url: fields.required_string("openIdConnectUrl"),
            });
            SchemeKind::Bearer
        }
        Scheme::MutualTls => {
            if reader.version < Version::V31 {
                let message = "`mutualTLS` came with OpenAPI 3.1";
                let found = reader.report.at(Code::UnknownWord, word, message);
                let help = "write `openapi: 3.1.0`, or leave the scheme out";
                reader.report.add(found.help(help));
            }
            SchemeKind::MutualTls
        }
    };
    Some(SecurityScheme {
        node,
        description: fields.string("description"),
        deprecated: fields.bool("deprecated").unwrap_or(false),
        kind,
        bearer_format: fields.string("bearerFormat"),
        issuer,
        extensions: fields.extensions(),
    })
}

/// The keys of the flows, and the addresses that each needs.
const FLOWS: &[(&str, FlowKind, &[&str])] = &[
    ("implicit", FlowKind::Implicit, &["authorizationUrl"]),
    ("password", FlowKind::Password, &["tokenUrl"]),
    (
        "clientCredentials",
        FlowKind::ClientCredentials,
        &["tokenUrl"],
    ),
    (
        "authorizationCode",
        FlowKind::AuthorizationCode,
        &["authorizationUrl", "tokenUrl"],
    ),
    (
        "deviceAuthorization",
        FlowKind::DeviceAuthorization,
        &["deviceAuthorizationUrl", "tokenUrl"],
    ),
];

fn flows<'s>(reader: &Reader<'_, 's>, fields: &Fields<'_, '_, 's>) -> Vec<Flow<'s>> {
    let flows = fields.required("flows");
    let Some(flows) = flows.and_then(|node| Fields::of(reader, node, &vocabulary::OAUTH_FLOWS))
    else {
        return Vec::new();
    };
    let read = |(key, kind, needed): &(&'static str, FlowKind, &[&'static str])| {
        let flow = Fields::of(reader, flows.raw(key)?, &vocabulary::OAUTH_FLOW)?;
        for key in *needed {
            flow.required(key);
        }
        if *kind == FlowKind::ClientCredentials {
            note_template(reader, &flow);
        }
        let scopes = flow.members("scopes");
        let scopes = scopes.map(|(name, node)| (name, node.as_str().unwrap_or_default()));
        Some(Flow {
            kind: *kind,
            authorization_url: flow.string("authorizationUrl"),
            device_authorization_url: flow.string("deviceAuthorizationUrl"),
            token_url: flow.string("tokenUrl"),
            refresh_url: flow.string("refreshUrl"),
            scopes: scopes.collect(),
            extensions: flow.extensions(),
        })
    };
    FLOWS.iter().filter_map(read).collect()
}

/// Notes a token URL such as `{apiRoot}/token`, as 3GPP writes it: nothing says what its variables are.
fn note_template<'s>(reader: &Reader<'_, 's>, flow: &Fields<'_, '_, 's>) {
    let node = flow.raw("tokenUrl");
    let Some((node, url)) = node.and_then(|node| Some((node, node.as_str()?))) else {
        return;
    };
    if is_template(url) {
        let message = format!("expected a URL as `tokenUrl`, found the template `{url}`");
        let found = reader.report.at(Code::Invalid, node, message).softened();
        let found = found.label("no token is fetched there");
        let help =
            "write the URL here or in an overlay, or give it by `ClientCredentials::token_url`";
        reader.report.add(found.help(help));
    }
}

/// Whether a URL has variables in braces.
pub(crate) fn is_template(url: &str) -> bool {
    url.contains('{')
}

/// A list of alternatives, each a set of schemes.
pub(super) fn requirements<'s>(
    reader: &Reader<'_, 's>,
    nodes: &'s [Node],
    schemes: &IndexMap<&'s str, SecurityScheme<'s>>,
) -> Vec<Requirement<'s>> {
    let mut alternatives = Vec::new();
    for node in nodes {
        let Some(node) = reader.follow_misplaced(node, "a security requirement") else {
            continue;
        };
        let Some(object) = node.as_object() else {
            reader.wrong_kind(node, "a security requirement", "an object");
            continue;
        };
        let mut requirement = Requirement::new();
        let mut places = Vec::new();
        for (stated, scopes) in object {
            let name = by_uri(reader, stated, scopes, schemes).unwrap_or(stated);
            let words = scopes.as_array().unwrap_or_default().iter();
            places.push(scopes);
            requirement.push(Need {
                scheme: name,
                scopes: words.filter_map(Node::as_str).collect(),
            });
            if scopes.as_array().is_none() {
                reader.wrong_kind(scopes, "the scopes of a security requirement", "an array");
            }
            let is_known = kind(reader, schemes, name).is_some();
            if !is_known && !reader.is_declared("securitySchemes", name) {
                let message = format!("there is no security scheme `{name}`");
                let found = reader.report.at_key(Code::UnknownScheme, scopes, message);
                reader
                    .report
                    .add(match nearest(name, schemes.keys().copied()) {
                        Some(near) => found.help(format!("did you mean `{near}`?")),
                        None => found.help("declare it under `components.securitySchemes`"),
                    });
            }
            if let Some(scheme) = schemes.get(name) {
                note_unknown_scopes(reader, name, scheme, scopes);
            }
        }
        let split = split(reader, requirement, &places, schemes);
        alternatives.extend(split);
    }
    alternatives
}

/// Notes scopes that no flow of a scheme has, where its flows list any.
fn note_unknown_scopes(
    reader: &Reader<'_, '_>,
    name: &str,
    scheme: &SecurityScheme<'_>,
    scopes: &Node,
) {
    let Some(Issuer::OAuth2 { flows, .. }) = &scheme.issuer else {
        return;
    };
    let listed = flows.iter().flat_map(|flow| &flow.scopes);
    let listed: Vec<&str> = listed.map(|(scope, _)| *scope).collect();
    if listed.is_empty() {
        return;
    }
    for node in scopes.as_array().unwrap_or_default() {
        let Some(scope) = node.as_str().filter(|scope| !listed.contains(scope)) else {
            continue;
        };
        let message = format!("no flow of `{name}` has the scope `{scope}`");
        let found = reader.report.at(Code::UnknownScope, node, message).once();
        reader
            .report
            .add(match nearest(scope, listed.iter().copied()) {
                Some(near) => found.help(format!("did you mean `{near}`?")),
                None => found.help("list it in the `scopes` of the flows that give it"),
            });
    }
}

/// The alternatives that a requirement is read as: no request can carry two credentials in one header (RFC 9110
/// §11.6.2), so one of them is sent.
fn split<'s>(
    reader: &Reader<'_, 's>,
    requirement: Requirement<'s>,
    places: &[&'s Node],
    schemes: &IndexMap<&'s str, SecurityScheme<'s>>,
) -> Vec<Requirement<'s>> {
    const MOST: usize = 16;
    // The schemes of each header, and those that are alone.
    let mut groups: Vec<Requirement<'s>> = Vec::new();
    let mut by_header: IndexMap<String, usize> = IndexMap::new();
    for (need, node) in requirement.into_iter().zip(places) {
        let header = kind(reader, schemes, need.scheme).and_then(header);
        let Some(header) = header else {
            groups.push(vec![need]);
            continue;
        };
        let Some(known) = by_header.get(&header) else {
            by_header.insert(header, groups.len());
            groups.push(vec![need]);
            continue;
        };
        let group = &mut groups[*known];
        let message = format!(
            "no request can carry both `{}` and `{}`: each is the header `{}`",
            group[0].scheme, need.scheme, header
        );
        let found = reader.report.at_key(Code::UnsupportedScheme, node, message);
        let found = found.label("one of them is sent").once();
        let help =
            "write them as alternatives: each in an object of its own in the list `security`";
        reader.report.add(found.help(help));
        group.push(need);
    }
    let count = groups.iter().map(Vec::len).max().unwrap_or(1);
    let alternative = |at: usize| {
        let needs = groups
            .iter()
            .filter_map(|group| group.get(at).or(group.last()));
        needs.cloned().collect()
    };
    (0..count.min(MOST)).map(alternative).collect()
}

/// The header in which a credential is sent.
fn header(kind: SchemeKind<'_>) -> Option<String> {
    match kind {
        SchemeKind::Bearer | SchemeKind::Basic | SchemeKind::OtherHttp(_) => {
            Some("authorization".to_owned())
        }
        SchemeKind::Header(name) => Some(name.to_ascii_lowercase()),
        SchemeKind::Query(_) | SchemeKind::Cookie(_) | SchemeKind::MutualTls => None,
    }
}

/// The name of the scheme that a requirement names by its URI (OpenAPI 3.2 §4.31). A component of that name comes
/// first; a scheme that is no component gets the last word of its URI as its name.
fn by_uri<'s>(
    reader: &Reader<'_, 's>,
    uri: &'s str,
    requirement: &Node,
    schemes: &IndexMap<&'s str, SecurityScheme<'s>>,
) -> Option<&'s str> {
    if reader.version < Version::V32 || reader.is_declared("securitySchemes", uri) {
        return None;
    }
    let target = reader.leads_from(requirement, uri)?;
    let mut others = reader.other_schemes.borrow_mut();
    let mut known = schemes.iter().chain(others.iter());
    if let Some((name, _)) = known.find(|(_, scheme)| scheme.node.place == target.place) {
        return Some(name);
    }
    let last = uri.rsplit(['/', '#']).next().filter(|last| {
        let is_free = !others.contains_key(last);
        !last.is_empty() && is_free && !reader.is_declared("securitySchemes", last)
    });
    let name = last.unwrap_or(uri);
    others.insert(name, scheme(reader, target)?);
    Some(name)
}

/// What a scheme sends, whether it is a component or was named by its URI.
fn kind<'s>(
    reader: &Reader<'_, 's>,
    schemes: &IndexMap<&'s str, SecurityScheme<'s>>,
    name: &str,
) -> Option<SchemeKind<'s>> {
    let others = reader.other_schemes.borrow();
    let found = schemes.get(name).or_else(|| others.get(name));
    found.map(|found| found.kind)
}
