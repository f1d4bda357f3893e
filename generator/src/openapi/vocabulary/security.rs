//! Security schemes.

use super::Treatment::{Documented, Honoured, Inert};
use super::{Vocabulary, any, flag, map, text};
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
        text("bearerFormat", Inert),
        map("flows", Honoured("a bearer token; it is not fetched")),
        text("openIdConnectUrl", Inert),
        text("oauth2MetadataUrl", Inert).since(V32),
        flag("deprecated", Inert).since(V32),
    ],
};

pub(in crate::openapi) const OAUTH_FLOWS: Vocabulary = Vocabulary {
    what: "OAuth flows",
    component: "",
    keys: &[
        map("implicit", Inert),
        map("password", Inert),
        map("clientCredentials", Inert),
        map("authorizationCode", Inert),
        map("deviceAuthorization", Inert).since(V32),
    ],
};

pub(in crate::openapi) const OAUTH_FLOW: Vocabulary = Vocabulary {
    what: "an OAuth flow",
    component: "",
    keys: &[
        text("authorizationUrl", Inert),
        text("deviceAuthorizationUrl", Inert).since(V32),
        text("tokenUrl", Inert),
        text("refreshUrl", Inert),
        map("scopes", Inert).required(),
    ],
};
