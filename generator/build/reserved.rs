//! The names that a client has whatever its description says, read from the runtime and from the code that
//! writes the rest: methods of requests, of the client and of its builder, types, modules.
//!
//! Both are formatted by rustfmt, so an `impl` ends at the line with its own indentation and a `}`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::{fs, io};

/// What the file names that declares the modules of the crate.
const ROOT: &str = "\"src/lib.rs\"";

/// How `emit` declares a module whose name does not depend on the description.
const OWN_MODULE: &str = "own_module(\"";

/// How `emit` declares a feature that every client has.
const OWN_FEATURE: &str = "own_feature(\"";

/// Reads the sources of the `runtime` and those of `emit`, and gives the lists as Rust text. The runtime depends on
/// `crates`; `exports` are the types and modules that the root of a client re-exports of the runtime.
pub fn lists<'n>(
    crates: &[String],
    runtime: &Path,
    emit: &Path,
    exports: impl Iterator<Item = &'n str>,
) -> io::Result<String> {
    let mut found = Found::default();
    for name in exports {
        match is_type(name) {
            true => found.types.insert(name.to_owned()),
            false => found.root_modules.insert(name.to_owned()),
        };
    }
    // A module of such a name at the root of a client would hide the crate.
    found.root_modules.extend(crates.iter().cloned());
    visit(runtime, &mut |text| found.methods(text))?;
    visit(emit, &mut |text| found.emitted(text))?;
    let of = |owner: &str| found.methods.get(owner).cloned().unwrap_or_default();
    let mut client = of("Client");
    client.extend(found.functions.iter().cloned());
    let mut text = String::new();
    for (name, about, names) in [
        (
            "REQUEST_METHODS",
            "The methods of every request.",
            of("$request"),
        ),
        ("CLIENT_METHODS", "The methods of the client.", client),
        (
            "BUILDER_METHODS",
            "The methods of the builder.",
            of("ClientBuilder"),
        ),
        (
            "CLIENT_TYPES",
            "The types that are imported or exported.",
            found.types,
        ),
        (
            "CONSTANTS",
            "The constants that a file of a resource imports.",
            found.constants,
        ),
        (
            "CRATES",
            "The crates that a client may depend on.",
            crates.iter().cloned().collect(),
        ),
        ("MODULES", "The modules of each resource.", found.modules),
        ("FEATURES", "The features of every client.", found.features),
        (
            "ROOT_MODULES",
            "The modules of the crate that are not those of resources.",
            found.root_modules,
        ),
    ] {
        let names: Vec<String> = names.into_iter().collect();
        text.push_str(&format!(
            "/// {about}\npub(in crate::lower) const {name}: &[&str] = &{names:?};\n"
        ));
    }
    Ok(text)
}

/// Shows each Rust file below a folder to `read`.
fn visit(folder: &Path, read: &mut dyn FnMut(&str)) -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            visit(&path, read)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            read(&fs::read_to_string(&path)?);
        }
    }
    Ok(())
}

#[derive(Default)]
struct Found {
    /// By the type that an `impl` is for.
    methods: BTreeMap<String, BTreeSet<String>>,
    /// Emitted methods whose name does not depend on the description.
    functions: BTreeSet<String>,
    types: BTreeSet<String>,
    /// Constants of the runtime.
    constants: BTreeSet<String>,
    /// Modules of each resource.
    modules: BTreeSet<String>,
    /// Features of every client.
    features: BTreeSet<String>,
    /// Modules of the crate.
    root_modules: BTreeSet<String>,
}

impl Found {
    /// Notes the constants in a file of the runtime, and the methods of each type.
    fn methods(&mut self, text: &str) {
        let constants = text
            .lines()
            .filter_map(|line| line.strip_prefix("pub(crate) const "));
        let names = constants.filter_map(identifier);
        self.constants
            .extend(names.filter(|name| !name.contains(char::is_lowercase)));
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            let indent = line.len() - line.trim_start().len();
            if !line.trim_start().starts_with("impl") || line.trim_end().ends_with("{}") {
                continue;
            }
            let mut header = line.trim().to_owned();
            while !header.ends_with('{') {
                let Some(next) = lines.next() else { return };
                header.push(' ');
                header.push_str(next.trim());
            }
            let end = format!("{}}}", " ".repeat(indent));
            let owner = self.methods.entry(implementor(&header)).or_default();
            for line in lines.by_ref().take_while(|line| *line != end) {
                let inner = line.len() - line.trim_start().len();
                if inner == indent + 4 {
                    owner.extend(function(line));
                }
            }
        }
    }

    /// Notes what a file of the stage `emit` writes: names as literals, and code with `#` for what depends on the
    /// description.
    fn emitted(&mut self, text: &str) {
        let code = text
            .lines()
            .map(str::trim)
            .filter(|line| !line.starts_with("//"));
        for line in code {
            self.types.extend(
                line.split('"')
                    .skip(1)
                    .step_by(2)
                    .filter(|word| is_type(word))
                    .map(str::to_owned),
            );
            if let Some((_, rest)) = line.split_once(OWN_MODULE) {
                match text.contains(ROOT) {
                    true => self.root_modules.extend(identifier(rest)),
                    false => self.modules.extend(identifier(rest)),
                };
            }
            if let Some((_, rest)) = line.split_once(OWN_FEATURE) {
                self.features
                    .extend(rest.split('"').next().map(str::to_owned));
            }
            // The functions of a client give a client or a builder.
            let makes = ["-> Result<Self, Error>", "-> ClientBuilder"];
            if line.starts_with("pub fn ") && makes.iter().any(|end| line.contains(end)) {
                self.functions.extend(function(line));
            }
        }
    }
}

/// The type of `impl<T> Trait for Type<T> {`.
fn implementor(header: &str) -> String {
    let ty = match header.split_once(" for ") {
        Some((_, ty)) if !header.starts_with("impl<") || !ty.starts_with('<') => ty,
        _ => {
            let rest = header.trim_start_matches("impl");
            match rest.strip_prefix('<') {
                Some(_) => rest.split_once("> ").map_or(rest, |(_, ty)| ty),
                None => rest,
            }
        }
    };
    let ty = ty.trim().trim_start_matches('&');
    let end = ty.find(|c: char| !(c.is_alphanumeric() || "_$:".contains(c)));
    let path = &ty[..end.unwrap_or(ty.len())];
    path.rsplit("::").next().unwrap_or(path).to_owned()
}

/// The name in `pub(crate) const fn name(`.
fn function(line: &str) -> Option<String> {
    let (before, rest) = line.split_once("fn ")?;
    let words = ["pub", "pub(crate)", "pub(super)", "const", "async"];
    let is_declaration = before.split_whitespace().all(|word| words.contains(&word));
    identifier(rest).filter(|_| is_declaration)
}

/// The identifier that a text begins with.
fn identifier(text: &str) -> Option<String> {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
    let name = &text[..end.unwrap_or(text.len())];
    (!name.is_empty()).then(|| name.to_owned())
}

fn is_type(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_uppercase())
        && word.chars().all(|c| c.is_ascii_alphanumeric())
        && word.contains(|c: char| c.is_ascii_lowercase())
}
