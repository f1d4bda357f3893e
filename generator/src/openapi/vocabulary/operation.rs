//! Paths, operations, and what they send and get back.

use super::Treatment::{self, Documented, Honoured, Inert, Noted};
use super::{Vocabulary, any, flag, list, map, members, text};
use crate::diagnostic::Code;
use crate::openapi::Version::V32;

const METHOD: Treatment = Honoured("a method");
const MISFIT: Treatment = Noted(Code::WrongExample, "where it does not fit the schema");

pub(in crate::openapi) const PATH_ITEM: Vocabulary = Vocabulary {
    what: "a path item",
    component: "pathItems",
    keys: &[
        any("$ref", Honoured("the keys next to it are added")),
        text("summary", Inert),
        text("description", Inert),
        map("get", METHOD),
        map("put", METHOD),
        map("post", METHOD),
        map("delete", METHOD),
        map("options", METHOD),
        map("head", METHOD),
        map("patch", METHOD),
        map("trace", METHOD),
        map("query", METHOD).since(V32),
        members("additionalOperations", METHOD).since(V32),
        list("servers", Honoured("where calls of its operations go")),
        list("parameters", Honoured("for its operations")),
    ],
};

pub(in crate::openapi) const OPERATION: Vocabulary = Vocabulary {
    what: "an operation",
    component: "",
    keys: &[
        list("tags", Honoured("the resource of the method")),
        text("summary", Documented),
        text("description", Documented),
        map("externalDocs", Documented),
        text("operationId", Honoured("names the method")),
        list("parameters", Honoured("arguments and setters")),
        map("requestBody", Honoured("the argument that is sent")),
        members("responses", Honoured("result and errors")),
        members("callbacks", Honoured("types of what arrives")),
        flag("deprecated", Honoured("`#[deprecated]`")),
        list("security", Honoured("which credentials are sent")),
        list("servers", Honoured("where its calls go")),
        any("consumes", SWAGGER_CONTENT),
        any("produces", SWAGGER_CONTENT),
    ],
};

/// A key of Swagger 2.0, and where OpenAPI 3 has it.
pub(super) const fn moved(to: &'static str) -> Treatment {
    Treatment::Refused(Code::Swagger, to)
}

pub(super) const SWAGGER_CONTENT: Treatment =
    moved("name the media type in the `content` of the body or response");
const IN_SCHEMA: Treatment = moved("put it into the `schema` of the parameter");
const IN_STYLE: Treatment = moved("write `style` and `explode`");

pub(in crate::openapi) const PARAMETER: Vocabulary = Vocabulary {
    what: "a parameter",
    component: "parameters",
    keys: &[
        // Of one in `querystring` the name says nothing, so its reader asks for it.
        text("name", Honoured("the argument or setter")),
        any("in", Honoured("where it travels")).required(),
        text("description", Documented),
        flag("required", Honoured("argument or setter")),
        flag("deprecated", Documented),
        flag(
            "allowEmptyValue",
            Honoured("an empty list or object is sent as `name=`"),
        ),
        any("style", Honoured("how it is written")),
        flag("explode", Honoured("how lists and objects are written")),
        flag("allowReserved", Honoured("which characters are escaped")),
        any("schema", Honoured("its type")),
        members("content", Honoured("its type")),
        any("example", MISFIT),
        members("examples", MISFIT),
        any("type", IN_SCHEMA),
        any("format", IN_SCHEMA),
        any("items", IN_SCHEMA),
        any("collectionFormat", IN_STYLE),
    ],
};

pub(in crate::openapi) const HEADER: Vocabulary = Vocabulary {
    what: "a header",
    component: "headers",
    keys: &[
        text("description", Documented),
        flag("required", Honoured("optional or not; of a part E0109")),
        flag("deprecated", Documented),
        flag("allowEmptyValue", Inert),
        flag("allowReserved", Inert),
        any("style", Inert),
        flag(
            "explode",
            Honoured("how an object is read, or written in a part"),
        ),
        any("schema", Honoured("its type")),
        members("content", Honoured("its type; of a part E0109")),
        any("example", Inert),
        members("examples", Inert),
    ],
};

pub(in crate::openapi) const REQUEST_BODY: Vocabulary = Vocabulary {
    what: "a request body",
    component: "requestBodies",
    keys: &[
        text("description", Documented),
        members("content", Honoured("its media types")).required(),
        flag("required", Honoured("argument or setter")),
        any("schema", moved("put it into `content`, below a media type")),
    ],
};

pub(in crate::openapi) const MEDIA_TYPE: Vocabulary = Vocabulary {
    what: "a media type",
    component: "mediaTypes",
    keys: &[
        any("schema", Honoured("its type")),
        any(
            "itemSchema",
            Honoured("the type of an item or of a part; elsewhere E0109"),
        )
        .since(V32),
        any("example", Honoured("a test of the client")),
        members("examples", Honoured("tests of the client")),
        members(
            "encoding",
            Honoured("how fields of a form and parts are written; of another body E0109"),
        ),
        list("prefixEncoding", BY_POSITION).since(V32),
        map("itemEncoding", BY_POSITION).since(V32),
    ],
};

const BY_POSITION: Treatment =
    Honoured("how parts without names are written; of another body E0109");

pub(in crate::openapi) const ENCODING: Vocabulary = Vocabulary {
    what: "an encoding",
    component: "",
    keys: &[
        text("contentType", Honoured("the media type of the part")),
        members("headers", Honoured("setters of the part's headers")),
        any(
            "style",
            Honoured("how the field is written; of most parts E0109"),
        ),
        flag(
            "explode",
            Honoured("how lists and objects are written; of most parts E0109"),
        ),
        flag(
            "allowReserved",
            Honoured("which characters are escaped; of most parts E0109"),
        ),
        members("encoding", OF_PARTS).since(V32),
        list("prefixEncoding", OF_PARTS).since(V32),
        map("itemEncoding", OF_PARTS).since(V32),
    ],
};

const OF_PARTS: Treatment =
    Honoured("how the parts of a part are written; of one without parts E0109");

pub(in crate::openapi) const RESPONSE: Vocabulary = Vocabulary {
    what: "a response",
    component: "responses",
    keys: &[
        text("summary", Inert).since(V32),
        text("description", Documented),
        members("headers", Honoured("a struct of headers")),
        members("content", Honoured("result or error")),
        members("links", Inert),
        any("schema", moved("put it into `content`, below a media type")),
    ],
};

pub(in crate::openapi) const EXAMPLE: Vocabulary = Vocabulary {
    what: "an example",
    component: "examples",
    keys: &[
        text("summary", Inert),
        text("description", Inert),
        any("value", Honoured("a test of the client")),
        any("dataValue", Honoured("a test of the client")).since(V32),
        text("serializedValue", Inert).since(V32),
        text("externalValue", Inert),
    ],
};

pub(in crate::openapi) const LINK: Vocabulary = Vocabulary {
    what: "a link",
    component: "links",
    keys: &[
        text("operationRef", Inert),
        text("operationId", Inert),
        members("parameters", Inert),
        any("requestBody", Inert),
        text("description", Inert),
        map("server", Inert),
    ],
};

/// Its keys are expressions, so it has no keys of its own.
pub(in crate::openapi) const CALLBACK: Vocabulary = Vocabulary {
    what: "a callback",
    component: "callbacks",
    keys: &[],
};
