//! The parts of the runtime, as its files describe themselves.
//!
//! - A *folder* is a module file that only declares modules: `runtime.rs`, `runtime/wire.rs`, …
//! - Every module that a folder declares is a *part*, with the files of its own private modules.
//!   The `#[cfg(feature = "…")]` of its declaration is the feature that it needs.
//! - A part needs every part that its code names as `crate::runtime::…`, except those in a line
//!   `// Optional: wire::builder`, which clients do not get. A macro names an optional part for some of
//!   its rows, and the emitter, which writes these rows, carries the part.
//! - `lib.rs` re-exports what a client re-exports of the parts that it carries.
//!
//! The files are formatted by rustfmt, so reading them line by line is enough.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// How a line begins that names what the code of a part names without needing it.
const OPTIONAL: &str = "// Optional: ";

/// A part: a module of the runtime that is copied as a whole.
struct Part {
    /// The name of the variant.
    name: String,
    feature: Option<String>,
    /// Its files, as paths below `src/runtime` without `.rs`; its own first.
    files: Vec<(String, PathBuf)>,
    needs: BTreeSet<String>,
    /// The packages that its code names.
    crates: Vec<String>,
    /// The names that the root of a client re-exports.
    exports: Vec<String>,
}

/// The runtime, as its files describe it.
pub struct Runtime {
    root: PathBuf,
    /// Path and documentation of every folder.
    folders: BTreeMap<String, String>,
    /// The parts by their paths.
    parts: BTreeMap<String, Part>,
}

impl Runtime {
    /// Reads the runtime in the folder of its package, which depends on these crates.
    ///
    /// # Errors
    ///
    /// Says which file cannot be read, or which line cannot be followed.
    pub fn read(package: &Path, crates: &[String]) -> Result<Self, String> {
        let mut runtime = Self {
            root: package.join("src/runtime"),
            folders: BTreeMap::new(),
            parts: BTreeMap::new(),
        };
        runtime.folder("")?;
        runtime.check_files(&runtime.root)?;
        runtime.check_names()?;
        runtime.references(crates)?;
        runtime.find_exports(&read(&package.join("src/lib.rs"))?)?;
        Ok(runtime)
    }

    /// Every name that a client re-exports when it carries the part.
    pub fn exports(&self) -> impl Iterator<Item = &str> {
        let names = self.parts.values().flat_map(|part| &part.exports);
        names.map(String::as_str)
    }

    /// The file of a module, by its path below `src/runtime`.
    fn file(&self, path: &str) -> PathBuf {
        match path {
            "" => self.root.with_extension("rs"),
            path => self.root.join(format!("{path}.rs")),
        }
    }

    /// Reads a module file that declares modules, and everything below it.
    fn folder(&mut self, path: &str) -> Result<(), String> {
        let text = read(&self.file(path))?;
        let docs = text.lines().next().unwrap_or_default();
        let docs = docs.trim_start_matches("//!").trim().to_owned();
        self.folders.insert(path.to_owned(), docs);
        for (feature, statement) in statements(&text) {
            let Some(name) = declared(&statement) else {
                continue;
            };
            let below = join(path, name);
            if read(&self.file(&below))?.lines().any(is_public_module) {
                self.folder(&below)?;
                continue;
            }
            let mut files = Vec::new();
            self.own_files(&below, &mut files)?;
            let part = Part {
                name: camel_case(name),
                feature,
                files,
                needs: BTreeSet::new(),
                crates: Vec::new(),
                exports: Vec::new(),
            };
            self.parts.insert(below, part);
        }
        Ok(())
    }

    /// A file, and those of the modules that it declares.
    fn own_files(&self, path: &str, files: &mut Vec<(String, PathBuf)>) -> Result<(), String> {
        let file = self.file(path);
        let text = read(&file)?;
        files.push((path.to_owned(), file));
        for name in text.lines().filter_map(declared) {
            self.own_files(&join(path, name), files)?;
        }
        Ok(())
    }

    /// Refuses a file that no module declares.
    fn check_files(&self, folder: &Path) -> Result<(), String> {
        let entries = fs::read_dir(folder).map_err(|error| at(folder, &error.to_string()))?;
        for entry in entries {
            let path = entry
                .map_err(|error| at(folder, &error.to_string()))?
                .path();
            if path.is_dir() {
                self.check_files(&path)?;
                continue;
            }
            let is_folder = self.folders.keys().any(|known| self.file(known) == path);
            let mut files = self.parts.values().flat_map(|part| &part.files);
            if !is_folder && !files.any(|(_, known)| *known == path) {
                return Err(at(&path, "no module file declares this file"));
            }
        }
        Ok(())
    }

    /// Refuses two parts whose variants would have the same name.
    fn check_names(&self) -> Result<(), String> {
        let mut names = BTreeMap::new();
        for (path, part) in &self.parts {
            if let Some(other) = names.insert(&part.name, path) {
                return Err(format!(
                    "the parts {other} and {path} of the runtime have the same name: rename one file"
                ));
            }
        }
        Ok(())
    }

    /// Finds which parts and which packages each part names.
    fn references(&mut self, crates: &[String]) -> Result<(), String> {
        let mut found = Vec::new();
        for (path, part) in &self.parts {
            let mut needs = BTreeSet::new();
            let mut optional = BTreeSet::new();
            let mut named = BTreeSet::new();
            for (_, file) in &part.files {
                for line in read(file)?.lines().map(str::trim_start) {
                    if let Some(paths) = line.strip_prefix(OPTIONAL) {
                        optional.extend(paths.split(", ").map(|path| path.replace("::", "/")));
                    }
                    if line.starts_with("//") {
                        continue;
                    }
                    named.extend(crates.iter().filter(|name| names_crate(line, name)));
                    for reference in line.split("crate::runtime::").skip(1) {
                        needs.extend(self.resolve(reference).map_err(|fault| at(file, &fault))?);
                    }
                }
            }
            if let Some(unused) = optional.iter().find(|path| !needs.contains(*path)) {
                return Err(at(
                    &part.files[0].1,
                    &format!("{unused} is optional, but not named"),
                ));
            }
            needs.retain(|need| need != path && !optional.contains(need));
            found.push((needs, named.into_iter().cloned().collect()));
        }
        for (part, (needs, crates)) in self.parts.values_mut().zip(found) {
            (part.needs, part.crates) = (needs, crates);
        }
        Ok(())
    }

    /// The part at the start of what follows `crate::runtime::`; none where a macro completes the
    /// path.
    fn resolve(&self, reference: &str) -> Result<Option<String>, String> {
        let mut path = String::new();
        let mut rest = reference;
        loop {
            let end = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
            path = join(&path, &rest[..end]);
            if self.parts.contains_key(&path) {
                return Ok(Some(path));
            }
            match rest[end..].strip_prefix("::") {
                Some(next) if next.starts_with('$') => return Ok(None),
                Some(next) if self.folders.contains_key(&path) => rest = next,
                _ => {
                    return Err(format!(
                        "expected the path of one part after crate::runtime::, found {path}"
                    ));
                }
            }
        }
    }

    /// Finds what a client re-exports.
    fn find_exports(&mut self, lib: &str) -> Result<(), String> {
        for (_, statement) in statements(lib) {
            let Some(path) = statement.strip_prefix("pub use runtime::") else {
                continue;
            };
            let names = path.rsplit("::").next().unwrap_or_default();
            let names = names.trim_matches(['{', '}', ';']).split(',');
            let names: Vec<String> = names.map(|name| name.trim().to_owned()).collect();
            let part = self.resolve(path)?;
            let part = part.and_then(|part| self.parts.get_mut(&part));
            part.ok_or(format!("lib.rs: no part in {statement}"))?
                .exports = names.into_iter().filter(|name| !name.is_empty()).collect();
        }
        Ok(())
    }

    /// The text of the enumeration.
    ///
    /// # Errors
    ///
    /// Says which file cannot be read.
    pub fn written(&self) -> Result<String, String> {
        let mut variants = String::new();
        let mut facts = String::new();
        let mut featured = String::new();
        for (path, part) in &self.parts {
            let Part {
                name,
                feature,
                crates,
                exports,
                ..
            } = part;
            let needs = part.needs.iter().map(|need| &self.parts[need].name);
            let needs: String = needs.map(|need| format!("Part::{need}, ")).collect();
            let mut files = String::new();
            for (path, file) in &part.files {
                files += &format!("({path:?}, {:?}), ", without_optional(&read(file)?));
            }
            variants += &format!("    /// `{path}.rs`\n    {name},\n");
            facts += &format!(
                "            Self::{name} => &Facts {{ path: {path:?}, feature: {feature:?}, \
                 needs: &[{needs}], crates: &{crates:?}, exports: &{exports:?}, files: &[{files}] }},\n"
            );
            if feature.is_some() {
                featured += &format!("Part::{name}, ");
            }
        }
        let folders = &self.folders;
        let folders: String = folders
            .iter()
            .map(|folder| format!("    {folder:?},\n"))
            .collect();
        Ok(format!(
            "/// A file of the runtime that a client carries when it needs it.\n\
             #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]\n\
             pub(crate) enum Part {{\n{variants}}}\n\n\
             impl Part {{\n    fn facts(self) -> &'static Facts {{\n        match self {{\n{facts}\
             \x20       }}\n    }}\n}}\n\n\
             /// The parts behind a feature.\n\
             const BEHIND_FEATURES: &[Part] = &[{featured}];\n\n\
             /// Path and documentation of every folder.\n\
             const FOLDERS: &[(&str, &str)] = &[\n{folders}];\n"
        ))
    }
}

/// The text of a part without the lines for this script.
fn without_optional(text: &str) -> String {
    let mut kept = String::new();
    let mut dropped = false;
    for line in text.split_inclusive('\n') {
        let is_optional = line.starts_with(OPTIONAL);
        let is_gap = dropped && line == "\n";
        if !is_optional && !is_gap {
            kept += line;
        }
        dropped = is_optional;
    }
    kept
}

/// Items and attributes, each on one line, with the feature that an item needs.
fn statements(text: &str) -> Vec<(Option<String>, String)> {
    let code = text.lines().filter(|line| !line.starts_with("//"));
    let code: String = code.map(|line| line.trim().to_owned() + " ").collect();
    let mut feature = None;
    let mut found = Vec::new();
    for statement in code.split_inclusive([';', ']']).map(str::trim) {
        match statement.strip_prefix("#[cfg(feature = \"") {
            Some(name) => feature = name.strip_suffix("\")]").map(str::to_owned),
            None => found.push((feature.take(), statement.to_owned())),
        }
    }
    found
}

/// The module that a line declares in a file of its own.
fn declared(line: &str) -> Option<&str> {
    let line = line.strip_prefix("pub(crate) ").unwrap_or(line);
    let line = line.strip_prefix("pub ").unwrap_or(line);
    line.strip_prefix("mod ")?.strip_suffix(';')
}

fn is_public_module(line: &str) -> bool {
    line.starts_with("pub mod ")
}

/// Whether a line names a package: as the start of a path, also of `::package::…`.
fn names_crate(line: &str, name: &str) -> bool {
    line.match_indices(&format!("{name}::")).any(|(at, _)| {
        let before = &line[..at];
        let before = before.strip_suffix("::").unwrap_or(before);
        !before.ends_with(is_word)
    })
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

fn join(folder: &str, name: &str) -> String {
    match folder {
        "" => name.to_owned(),
        folder => format!("{folder}/{name}"),
    }
}

fn camel_case(name: &str) -> String {
    let words = name.split('_').map(|word| {
        let (first, rest) = word.split_at(word.len().min(1));
        first.to_ascii_uppercase() + rest
    });
    words.collect()
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| at(path, &error.to_string()))
}

fn at(path: &Path, fault: &str) -> String {
    format!("{}: {fault}", path.display())
}
