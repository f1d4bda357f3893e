//! The keys beginning with `x-` that the generator reads. All others pass, so one that is misspelt or
//! is in the wrong object would be ignored without a message.

use crate::diagnostic::distance;
use crate::source::Object;

/// A key beginning with `x-`.
#[derive(Debug)]
pub(in crate::openapi) struct Extension {
    pub name: &'static str,
    /// The objects that may have it, as messages call them.
    pub objects: &'static [&'static str],
    /// Whether it has an effect next to the other keys of the object.
    works: fn(&Object) -> bool,
    /// What it needs there, where it does not always work.
    pub needs: &'static str,
}

/// What is wrong with a key beginning with `x-`.
#[derive(Debug)]
pub(in crate::openapi) enum ExtensionFault {
    /// It looks like this one.
    Misspelt(&'static Extension),
    /// It is this one, in an object that cannot have it.
    Misplaced(&'static Extension),
    /// It is this one, and the object lacks what it needs.
    Useless(&'static Extension),
}

const EXTENSIONS: &[Extension] = &[
    always("x-package", &["`info`"]),
    always("x-env", &["a server", "a security scheme", "an OAuth flow"]),
    always("x-token-endpoint-auth-method", &["an OAuth flow"]),
    always(
        "x-name",
        &[
            "a security scheme",
            "an operation",
            "a parameter",
            "a request body",
            "a schema",
        ],
    ),
    Extension {
        name: "x-property-names",
        objects: &["a schema"],
        works: |object| object.contains_key("properties"),
        needs: "properties",
    },
    always("x-client-headers", &["the document"]),
    always("x-no-retry", &["the document"]),
    always("x-retry-on", &["the document", "an operation"]),
    always("x-idempotency", &["the document", "an operation"]),
    always("x-stream", &["an operation"]),
    always("x-pagination", &["an operation"]),
    // Documents of OpenAPI 3.0 have their webhooks there.
    always("x-webhooks", &["the document"]),
    always(
        "x-webhook-signature",
        &["the document", "a path item", "an operation"],
    ),
    of_enum("x-enum-varnames"),
    of_enum("x-enumNames"),
    of_enum("x-enum-descriptions"),
    of_enum("x-enumDescriptions"),
    Extension {
        name: "x-deep-object-lists",
        objects: &["a parameter", "an encoding"],
        works: |object| {
            let style = object.get("style").and_then(|style| style.as_str());
            style == Some("deepObject")
        },
        needs: "style: deepObject",
    },
];

const fn always(name: &'static str, objects: &'static [&'static str]) -> Extension {
    Extension {
        name,
        objects,
        works: |_| true,
        needs: "",
    }
}

const fn of_enum(name: &'static str) -> Extension {
    Extension {
        name,
        objects: &["a schema"],
        // What another schema adds is not looked at here.
        works: |object| {
            let keys = ["enum", "const", "allOf", "anyOf", "oneOf"];
            keys.iter().any(|key| object.contains_key(*key))
        },
        needs: "enum",
    }
}

/// Whether the generator reads a key.
pub(in crate::openapi) fn is_extension(name: &str) -> bool {
    EXTENSIONS.iter().any(|known| known.name == name)
}

/// Whether a key may be next to a reference to an object, where it is for that use of it.
pub(in crate::openapi) fn of_each_use(name: &str, what: &str) -> bool {
    what == "a parameter" && matches!(name, "x-name" | "x-deep-object-lists")
}

/// What is wrong with a key beginning with `x-` in an object.
pub(in crate::openapi) fn extension_fault(
    name: &str,
    what: &str,
    object: &Object,
) -> Option<ExtensionFault> {
    if let Some(known) = EXTENSIONS.iter().find(|known| known.name == name) {
        return match known.objects.contains(&what) {
            false => Some(ExtensionFault::Misplaced(known)),
            true if !(known.works)(object) => Some(ExtensionFault::Useless(known)),
            true => None,
        };
    }
    let near = EXTENSIONS
        .iter()
        .filter(|known| is_near(name, known, what) && !object.contains_key(known.name))
        .min_by_key(|known| distance(name, known.name));
    near.map(ExtensionFault::Misspelt)
}

/// Whether a key is likely to be a misspelt one of ours. Short words are near to many others, so they
/// count only in an object that may have the key.
fn is_near(name: &str, known: &Extension, what: &str) -> bool {
    const SHORT: usize = 6;
    let length = known.name.len() - "x-".len();
    let most = if length < SHORT { 1 } else { 2 };
    let may_stand = length >= SHORT || known.objects.contains(&what);
    may_stand && known.name.len().abs_diff(name.len()) <= most && distance(name, known.name) <= most
}
