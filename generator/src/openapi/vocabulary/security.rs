//! Security schemes.

use super::Treatment::{Documented, Honoured};
use super::{Vocabulary, any, flag, map, members, text};
use crate::openapi::Version::V32;

/// Which of the keys a scheme needs depends on its type.
pub(in crate::openapi) const SECURITY_SCHEME: Vocabulary = Vocabulary {
    what: "a security scheme",
    component: "securitySchemes",
    keys: &[
        any("type", Honoured("which credential")).required(),
        text("description", Documented),
        text("name", Honoured("the header or parameter")),
        any("in", Honoured("where the key travels")),
        text("scheme", Honoured("bearer or basic")),
        text("bearerFormat", Documented),
        map(
            "flows",
            Honoured("a bearer token; `clientCredentials` fetches it"),
        ),
        text("openIdConnectUrl", Documented),
        text("oauth2MetadataUrl", Documented).since(V32),
        flag("deprecated", Documented).since(V32),
    ],
};

pub(in crate::openapi) const OAUTH_FLOWS: Vocabulary = Vocabulary {
    what: "OAuth flows",
    component: "",
    keys: &[
        map("implicit", Documented),
        map("password", Documented),
        map("clientCredentials", Honoured("a setter; fetches tokens")),
        map("authorizationCode", Documented),
        map("deviceAuthorization", Documented).since(V32),
    ],
};

pub(in crate::openapi) const OAUTH_FLOW: Vocabulary = Vocabulary {
    what: "an OAuth flow",
    component: "",
    keys: &[
        text("authorizationUrl", Documented),
        text("deviceAuthorizationUrl", Documented).since(V32),
        text(
            "tokenUrl",
            Honoured("where `clientCredentials` fetches tokens"),
        ),
        text("refreshUrl", Documented),
        members(
            "scopes",
            Honoured("which of them `clientCredentials` asks for"),
        )
        .required(),
    ],
};
