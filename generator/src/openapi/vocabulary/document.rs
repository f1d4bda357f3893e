//! The document itself and the objects at its top.

use super::Treatment::{Documented, Honoured, Inert};
use super::{Vocabulary, any, list, map, members, text};
use crate::openapi::Version::{V31, V32};

pub(in crate::openapi) const DOCUMENT: Vocabulary = Vocabulary {
    what: "the document",
    component: "",
    keys: &[
        any("openapi", Honoured("3.0, 3.1 and 3.2 are read")),
        text("$self", Honoured("references by it lead here")).since(V32),
        text("jsonSchemaDialect", Inert).since(V31),
        map("info", Honoured("names the crate")).expected(),
        map("externalDocs", Documented),
        list(
            "servers",
            Honoured("the base URL, and servers to choose from"),
        ),
        list("tags", Documented),
        members("paths", Honoured("methods")),
        members(
            "webhooks",
            Honoured("an enum of what arrives; verified where `x-webhook-signature` says how"),
        )
        .since(V31),
        map("components", Honoured("types and credentials")),
        list("security", Honoured("what a call sends")),
        any("definitions", SWAGGER_SCHEMAS),
        any("securityDefinitions", SWAGGER_SCHEMES),
        any("host", SWAGGER_ADDRESS),
        any("basePath", SWAGGER_ADDRESS),
        any("schemes", SWAGGER_ADDRESS),
        any("consumes", super::SWAGGER_CONTENT),
        any("produces", super::SWAGGER_CONTENT),
    ],
};

const SWAGGER_SCHEMAS: super::Treatment = super::moved("put schemas into `components.schemas`");
const SWAGGER_SCHEMES: super::Treatment =
    super::moved("put security schemes into `components.securitySchemes`");
const SWAGGER_ADDRESS: super::Treatment =
    super::moved("write `servers` with a `url` of scheme, host and path");

pub(in crate::openapi) const INFO: Vocabulary = Vocabulary {
    what: "`info`",
    component: "",
    keys: &[
        text("title", Honoured("names the crate")).expected(),
        text("summary", Documented).since(V31),
        text("description", Documented),
        text("termsOfService", Inert),
        map("contact", Inert),
        map("license", Honoured("the licence of the crate")),
        any("version", Documented).expected(),
    ],
};

pub(in crate::openapi) const CONTACT: Vocabulary = Vocabulary {
    what: "`contact`",
    component: "",
    keys: &[
        text("name", Inert),
        text("url", Inert),
        text("email", Inert),
    ],
};

pub(in crate::openapi) const LICENSE: Vocabulary = Vocabulary {
    what: "a license",
    component: "",
    keys: &[
        text("name", Documented).required(),
        text("identifier", Documented).since(V31),
        text("url", Inert),
    ],
};

pub(in crate::openapi) const SERVER: Vocabulary = Vocabulary {
    what: "a server",
    component: "",
    keys: &[
        text("url", Honoured("where calls go")).required(),
        text("name", Honoured("the name of the variant")).since(V32),
        text(
            "description",
            Honoured("the name of the variant, documentation"),
        ),
        members("variables", Honoured("typed setters, with their defaults")),
    ],
};

pub(in crate::openapi) const SERVER_VARIABLE: Vocabulary = Vocabulary {
    what: "a server variable",
    component: "",
    keys: &[
        any("default", Honoured("the value unless another is set")).required(),
        list("enum", Honoured("an enumeration")),
        text("description", Documented),
    ],
};

pub(in crate::openapi) const TAG: Vocabulary = Vocabulary {
    what: "a tag",
    component: "",
    keys: &[
        text("name", Honoured("the resource that it describes")).required(),
        text("summary", Inert).since(V32),
        text("description", Documented),
        map("externalDocs", Inert),
        text("parent", Inert).since(V32),
        text("kind", Inert).since(V32),
    ],
};

pub(in crate::openapi) const EXTERNAL_DOCS: Vocabulary = Vocabulary {
    what: "external documentation",
    component: "",
    keys: &[
        text("description", Inert),
        text("url", Documented).required(),
    ],
};

pub(in crate::openapi) const COMPONENTS: Vocabulary = Vocabulary {
    what: "`components`",
    component: "",
    keys: &[
        members("schemas", Honoured("named types")),
        members("responses", Honoured("where they are referred to")),
        members("parameters", Honoured("where they are referred to")),
        members("examples", Honoured("where they are referred to")),
        members("requestBodies", Honoured("where they are referred to")),
        members("headers", Honoured("where they are referred to")),
        members("securitySchemes", Honoured("credentials of the client")),
        members("links", Honoured("checked where they are referred to")),
        members("callbacks", Honoured("where they are referred to")),
        members("pathItems", Honoured("where they are referred to")).since(V31),
        members("mediaTypes", Honoured("where they are referred to")).since(V32),
    ],
};
