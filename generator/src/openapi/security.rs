//! Security schemes, and which of them a request must satisfy.

use indexmap::IndexMap;

use super::Version;
use super::fields::Fields;
use super::reader::Reader;
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
    let mut fields = Fields::of(reader, node, "a security scheme")?;
    let word = fields.required("type")?;
    let kind = match reader.word(word, "type of security scheme", SCHEMES)? {
        Scheme::ApiKey => {
            let place = fields
                .required("in")
                .and_then(|node| reader.word(node, "place of an API key", KEY_PLACES));
            let name = fields.required_string("name")?;
            match place? {
                KeyPlace::Header => SchemeKind::Header(name),
                KeyPlace::Query => SchemeKind::Query(name),
                KeyPlace::Cookie => SchemeKind::Cookie(name),
            }
        }
        Scheme::Http => {
            fields.raw("bearerFormat");
            let name = fields.required_string("scheme")?;
            match name.to_ascii_lowercase().as_str() {
                "bearer" => SchemeKind::Bearer,
                "basic" => SchemeKind::Basic,
                _ => SchemeKind::OtherHttp(name),
            }
        }
        Scheme::OAuth2 => {
            flows(reader, &mut fields);
            SchemeKind::Bearer
        }
        Scheme::OpenIdConnect => {
            fields.required_string("openIdConnectUrl");
            SchemeKind::Bearer
        }
        Scheme::MutualTls => {
            if reader.version < Version::V31 {
                let found =
                    reader
                        .report
                        .at(Code::UnknownWord, word, "`mutualTLS` came with OpenAPI 3.1");
                reader.report.add(found);
            }
            SchemeKind::MutualTls
        }
    };
    let description = fields.string("description");
    // Written beside any type by habit; they say nothing more.
    for key in [
        "name",
        "in",
        "scheme",
        "bearerFormat",
        "flows",
        "openIdConnectUrl",
        "deprecated",
        "oauth2MetadataUrl",
    ] {
        fields.raw(key);
    }
    let extensions = fields.extensions();
    fields.close();
    Some(SecurityScheme {
        node,
        description,
        kind,
        extensions,
    })
}

fn flows<'s>(reader: &Reader<'_, 's>, fields: &mut Fields<'_, '_, 's>) {
    let Some(node) = fields.required("flows") else {
        return;
    };
    let Some(mut flows) = Fields::of(reader, node, "OAuth flows") else {
        return;
    };
    let kinds: [(&'static str, &[&'static str]); 4] = [
        ("implicit", &["authorizationUrl"]),
        ("password", &["tokenUrl"]),
        ("clientCredentials", &["tokenUrl"]),
        ("authorizationCode", &["authorizationUrl", "tokenUrl"]),
    ];
    for (kind, needed) in kinds {
        let Some(node) = flows.raw(kind) else {
            continue;
        };
        let Some(mut flow) = Fields::of(reader, node, "an OAuth flow") else {
            continue;
        };
        for key in needed {
            flow.required_string(key);
        }
        flow.required("scopes");
        for key in ["refreshUrl", "authorizationUrl", "tokenUrl"] {
            flow.string(key);
        }
        flow.close();
    }
    flows.since(Version::V32, "deviceAuthorization");
    flows.close();
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
