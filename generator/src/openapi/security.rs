//! Security schemes, and which of them a request must satisfy.

use indexmap::IndexMap;

use super::Version;
use super::fields::Fields;
use super::operation::check_header_name;
use super::reader::Reader;
use super::vocabulary;
use crate::diagnostic::{Code, nearest};
use crate::source::Node;

/// Schemes that must all be satisfied together; empty: none is needed.
pub(crate) type Requirement<'s> = Vec<&'s str>;

/// A way to authenticate.
#[derive(Debug)]
pub(crate) struct SecurityScheme<'s> {
    pub node: &'s Node,
    pub description: Option<&'s str>,
    pub kind: SchemeKind<'s>,
    pub extensions: Vec<(&'s str, &'s Node)>,
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
            flows(reader, &fields);
            SchemeKind::Bearer
        }
        Scheme::OpenIdConnect => {
            fields.required("openIdConnectUrl");
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
        kind,
        extensions: fields.extensions(),
    })
}

/// The ways to a token, and the addresses that each needs.
const FLOWS: &[(&str, &[&str])] = &[
    ("implicit", &["authorizationUrl"]),
    ("password", &["tokenUrl"]),
    ("clientCredentials", &["tokenUrl"]),
    ("authorizationCode", &["authorizationUrl", "tokenUrl"]),
    (
        "deviceAuthorization",
        &["deviceAuthorizationUrl", "tokenUrl"],
    ),
];

fn flows<'s>(reader: &Reader<'_, 's>, fields: &Fields<'_, '_, 's>) {
    let flows = fields.required("flows");
    let Some(flows) = flows.and_then(|node| Fields::of(reader, node, &vocabulary::OAUTH_FLOWS))
    else {
        return;
    };
    for (kind, needed) in FLOWS {
        let flow = flows.raw(kind);
        let flow = flow.and_then(|node| Fields::of(reader, node, &vocabulary::OAUTH_FLOW));
        for key in flow.iter().flat_map(|_| *needed) {
            flow.as_ref().map(|flow| flow.required(key));
        }
    }
}

/// A list of alternatives, each a set of schemes.
pub(super) fn requirements<'s>(
    reader: &Reader<'_, 's>,
    nodes: &'s [Node],
    schemes: &IndexMap<&'s str, SecurityScheme<'s>>,
) -> Vec<Requirement<'s>> {
    let mut alternatives = Vec::new();
    for node in nodes {
        let Some(object) = node.as_object() else {
            reader.wrong_kind(node, "a security requirement", "an object");
            continue;
        };
        for (name, scopes) in object {
            if scopes.as_array().is_none() {
                reader.wrong_kind(scopes, "the scopes of a security requirement", "an array");
            }
            if !schemes.contains_key(name.as_str()) && !reader.is_declared("securitySchemes", name)
            {
                let message = format!("there is no security scheme `{name}`");
                let found = reader.report.at_key(Code::UnknownScheme, scopes, message);
                reader
                    .report
                    .add(match nearest(name, schemes.keys().copied()) {
                        Some(near) => found.help(format!("did you mean `{near}`?")),
                        None => found.help("declare it under `components.securitySchemes`"),
                    });
            }
        }
        alternatives.push(object.keys().map(String::as_str).collect());
    }
    alternatives
}
