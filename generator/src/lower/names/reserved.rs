//! Names that a client has whatever its description says. What the runtime and the emitted code name is read
//! from their sources by the build script; the names of Rust are listed here.

include!(concat!(env!("OUT_DIR"), "/reserved.rs"));

/// The prelude of Rust 2024, and `Self`: a type of such a name would hide that of Rust.
const PRELUDE: &[&str] = &[
    "AsMut",
    "AsRef",
    "AsyncFn",
    "AsyncFnMut",
    "AsyncFnOnce",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "Hash",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
];

/// Methods of traits of the standard library. A method of the same name and shape would be taken for that of the
/// trait: clippy asks for the trait instead, and `client.try_into()` is the trait's.
const TRAIT_METHODS: &[&str] = &[
    "add", "bitand", "bitor", "bitxor", "clone", "cmp", "div", "fmt", "from", "into", "mul", "rem",
    "shl", "shr", "sub", "try_into",
];

/// The crates of Rust, and words that cannot name a crate.
const CRATES_OF_RUST: &[&str] = &[
    "alloc",
    "core",
    "crate",
    "proc_macro",
    "self",
    "std",
    "super",
    "test",
];

/// The file of a folder that is a module: `a/mod.rs` is `a`.
const FOLDER: &str = "mod";
/// The roots of a crate.
const CRATE_FILES: &[&str] = &["lib", "main"];

/// The name of the module for the types that several resources share.
pub(in crate::lower) const SHARED: &str = "types";

/// Whether every client has a feature of cargo with this name.
pub(in crate::lower) fn is_feature(name: &str) -> bool {
    name == "default" || FEATURES.contains(&name)
}

/// What the setters and arguments of a request must not be called.
pub(super) fn of_requests() -> impl Iterator<Item = &'static str> {
    names([REQUEST_METHODS, TRAIT_METHODS])
}

/// What the setters of the builder must not be called.
pub(in crate::lower) fn of_builder() -> impl Iterator<Item = &'static str> {
    names([BUILDER_METHODS, TRAIT_METHODS])
}

/// What the methods of the client must not be called.
pub(in crate::lower) fn of_client() -> impl Iterator<Item = &'static str> {
    names([CLIENT_METHODS, TRAIT_METHODS])
}

/// The names that no method of a handle may have.
pub(in crate::lower) fn of_handles() -> impl Iterator<Item = &'static str> {
    // A method `new` that gives no `Self` is a warning of clippy.
    names([&["new"], TRAIT_METHODS])
}

/// What types must not be called.
pub(in crate::lower) fn of_types() -> impl Iterator<Item = &'static str> {
    names([CLIENT_TYPES, PRELUDE])
}

/// What the constant of an operation or of a credential must not be called.
pub(in crate::lower) fn of_constants() -> impl Iterator<Item = &'static str> {
    names([CONSTANTS, &["API"]])
}

/// Whether a type must not have a name.
pub(in crate::lower) fn is_type(name: &str) -> bool {
    of_types().any(|known| known == name)
}

/// Whether a package must not have a name: whoever uses a client of it would be ambiguous between two crates.
pub(in crate::lower) fn is_package(name: &str) -> bool {
    names([CRATES, CRATES_OF_RUST])
        .any(|known| known == name.replace('-', "_").to_ascii_lowercase())
}

/// Whether Windows takes a name in small letters for a device, whatever its extension: it has no file `aux.rs`.
pub(in crate::lower) fn is_device(name: &str) -> bool {
    let numbered = ["com", "lpt"]
        .iter()
        .find_map(|device| name.strip_prefix(device));
    matches!(name, "aux" | "con" | "nul" | "prn")
        || numbered.is_some_and(|number| matches!(number.as_bytes(), [b'1'..=b'9']))
}

/// Whether no file of a module, or none at the root, can have a name.
pub(in crate::lower) fn is_module(name: &str, at_root: bool) -> bool {
    let of_crate = || name == SHARED || ROOT_MODULES.contains(&name) || CRATE_FILES.contains(&name);
    name == FOLDER || MODULES.contains(&name) || (at_root && of_crate())
}

/// Whether the file above a module of this name may name a crate of that name: `use http::StatusCode` would be
/// ambiguous.
pub(in crate::lower) fn is_crate(name: &str) -> bool {
    names([CRATES, CRATES_OF_RUST]).any(|known| known == name) && name != "test"
}

fn names<const N: usize>(
    lists: [&'static [&'static str]; N],
) -> impl Iterator<Item = &'static str> {
    lists.into_iter().flatten().copied()
}
