//! Schemas: JSON Schema 2020-12, and what OpenAPI adds to it.

use super::Treatment::{self, Documented, Honoured, Inert, Noted};
use super::{Vocabulary, any, count, flag, list, map, members, number, text};
use crate::diagnostic::Code;
use crate::openapi::Version::{V30, V31, V32};

const UNCHECKED: Treatment = Noted(Code::Widened, "values are not checked against it");
const READ: Treatment = Honoured("read where it is referred to");

pub(in crate::openapi) const SCHEMA: Vocabulary = Vocabulary {
    what: "a schema",
    component: "schemas",
    keys: &[
        // JSON Schema Core
        any("$ref", Honoured("the type it leads to")),
        text("$id", Honoured("references by it lead here")).since(V31),
        text("$anchor", Honoured("references by it lead here")).since(V31),
        text(
            "$dynamicRef",
            Honoured("the type it leads to on each way to it, else E0303"),
        )
        .since(V31),
        text("$dynamicAnchor", Honoured("references by it lead here")).since(V31),
        text("$schema", Inert).since(V31),
        map("$vocabulary", Inert).since(V31),
        text("$comment", Inert).since(V31),
        members("$defs", READ).since(V31),
        // Applicators
        list("allOf", Honoured("merged into one type")),
        list("anyOf", Honoured("an enum with a plan for decoding")),
        list("oneOf", Honoured("an enum with a plan for decoding")),
        any("not", UNCHECKED),
        any("if", UNCHECKED).since(V31),
        any("then", UNCHECKED).since(V31),
        any("else", UNCHECKED).since(V31),
        members("dependentSchemas", UNCHECKED).since(V31),
        list(
            "prefixItems",
            Honoured("a tuple; with more than 12 places any JSON, E0303"),
        )
        .since(V31),
        any("items", Honoured("the type of the elements")),
        any("contains", UNCHECKED).since(V31),
        members("properties", Honoured("fields")),
        members(
            "patternProperties",
            Honoured("a map when all its values have one type, else E0303"),
        )
        .since(V31),
        any("additionalProperties", Honoured("a map, or `extra`")),
        any("propertyNames", UNCHECKED).since(V31),
        any("unevaluatedItems", UNCHECKED).since(V31),
        any(
            "unevaluatedProperties",
            Honoured("`additionalProperties` of the merged object"),
        )
        .since(V31),
        // Validation
        any("type", Honoured("the type")),
        any("enum", Honoured("an open enumeration")),
        any("const", Honoured("written and checked by itself")).since(V31),
        number("multipleOf", Documented),
        number("maximum", Documented),
        any("exclusiveMaximum", Documented),
        number("minimum", Documented),
        any("exclusiveMinimum", Documented),
        count("maxLength", Documented),
        count("minLength", Documented),
        text(
            "pattern",
            Honoured("in the documentation; one that is none, E0312"),
        ),
        count("maxItems", Documented),
        count("minItems", Documented),
        flag("uniqueItems", Inert),
        count("maxContains", Inert).since(V31),
        count("minContains", Inert).since(V31),
        count("maxProperties", Documented),
        count("minProperties", Documented),
        any("required", Honoured("a field, or an `Option`")),
        members("dependentRequired", UNCHECKED).since(V31),
        // Format, content, annotations
        text("format", Honoured("the type, else in the documentation")),
        text("contentEncoding", Honoured("bytes")).since(V31),
        text(
            "contentMediaType",
            Honoured("the media type of a part, bytes, or JSON in an event; elsewhere E0109"),
        )
        .since(V31),
        any(
            "contentSchema",
            Honoured("the type of the data of an event; elsewhere E0109"),
        )
        .since(V31),
        text("title", Honoured("names an inline type")),
        text("description", Documented),
        any("default", Documented),
        flag("deprecated", Documented),
        flag("readOnly", Honoured("a type for responses")),
        flag("writeOnly", Honoured("a type for requests")),
        any("examples", Honoured("tests of the client")).since(V31),
        // OpenAPI
        flag("nullable", Honoured("`Option`")).until(V30),
        map("discriminator", Honoured("the plan for decoding")),
        map("xml", Honoured("bodies in XML")),
        map("externalDocs", Inert),
        any("example", Honoured("a test of the client")),
        // Earlier drafts of JSON Schema
        members("definitions", READ),
        members("dependencies", UNCHECKED),
        text("$recursiveRef", Honoured("the component it is in")),
        flag("$recursiveAnchor", Inert),
        any("id", Inert),
    ],
};

pub(in crate::openapi) const DISCRIMINATOR: Vocabulary = Vocabulary {
    what: "a discriminator",
    component: "",
    keys: &[
        text("propertyName", Honoured("the field that decides")).required(),
        map("mapping", Honoured("which value means which type")),
        text(
            "defaultMapping",
            Honoured("what has no value or an unknown one means this type"),
        )
        .since(V32),
    ],
};

pub(in crate::openapi) const XML: Vocabulary = Vocabulary {
    what: "an `xml` object",
    component: "",
    keys: &[
        text("nodeType", Honoured("an element, an attribute or text")).since(V32),
        text(
            "name",
            Honoured("the name of the element or of the attribute"),
        ),
        text("namespace", Honoured("its namespace")),
        text("prefix", Honoured("its prefix")),
        flag("attribute", Honoured("an attribute")),
        flag("wrapped", Honoured("an element around a list")),
    ],
};
