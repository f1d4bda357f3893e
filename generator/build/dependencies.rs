//! The packages that the runtime depends on, as its manifest and that of the workspace have them. A client depends on
//! those that its parts use.
//!
//! Each dependency is one line of both manifests, so reading them line by line is enough.

use std::fs;
use std::path::Path;

/// A package that the runtime depends on.
pub struct Dependency {
    package: String,
    version: String,
    default_features: bool,
    features: Vec<String>,
}

/// The dependencies of a package of the workspace, in the order of its manifest.
///
/// # Errors
///
/// Says which manifest cannot be read, or which dependency the workspace does not have.
pub fn read(manifest: &Path, workspace: &Path) -> Result<Vec<Dependency>, String> {
    let [own, shared] = [manifest, workspace].map(|path| {
        println!("cargo::rerun-if-changed={}", path.display());
        fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
    });
    let (own, shared) = (own?, shared?);
    let shared: Vec<(&str, &str)> = table(&shared, "[workspace.dependencies]").collect();
    let dependencies = table(&own, "[dependencies]").map(|(package, line)| {
        let mut all = shared.iter().filter(|(name, _)| *name == package);
        let found = all.next().and_then(|(_, shared)| {
            let plain = shared.strip_prefix("= \"");
            let version = plain.or_else(|| Some(shared.split_once("version = \"")?.1))?;
            // The sample alone derives: no client does.
            let features = features(shared).chain(features(line));
            let mut features: Vec<&str> = features.filter(|feature| *feature != "derive").collect();
            features.sort_unstable();
            features.dedup();
            Some(Dependency {
                package: package.to_owned(),
                version: version.split('"').next()?.to_owned(),
                default_features: !shared.contains("default-features = false"),
                features: features.into_iter().map(str::to_owned).collect(),
            })
        });
        found.ok_or(format!(
            "{}: no version of `{package}`",
            workspace.display()
        ))
    });
    dependencies.collect()
}

impl Dependency {
    /// Its name in code.
    pub fn code(&self) -> String {
        self.package.replace('-', "_")
    }
}

/// The text of the list.
pub fn written(dependencies: &[Dependency]) -> String {
    let rows = dependencies.iter().map(|dependency| {
        let Dependency {
            package,
            version,
            default_features,
            features,
        } = dependency;
        let code = dependency.code();
        format!(
            "    Dependency {{ code: {code:?}, package: {package:?}, version: {version:?}, \
             default_features: {default_features}, features: &{features:?} }},\n"
        )
    });
    let rows: String = rows.collect();
    format!(
        "/// Every package that a client may depend on.\n\
         pub(super) const DEPENDENCIES: &[Dependency] = &[\n{rows}];\n"
    )
}

/// The keys of a table, each with the rest of its line.
fn table<'t>(manifest: &'t str, header: &'t str) -> impl Iterator<Item = (&'t str, &'t str)> {
    let lines = manifest.lines().skip_while(move |line| *line != header);
    let lines = lines.skip(1).take_while(|line| !line.starts_with('['));
    let lines = lines.filter(|line| !line.starts_with('#'));
    let pairs = lines.filter_map(|line| line.split_once([' ', '.']));
    pairs.map(|(key, rest)| (key, rest.trim_start()))
}

fn features(line: &str) -> impl Iterator<Item = &str> {
    let list = line.split_once("features = [");
    let list = list.and_then(|(_, rest)| rest.split(']').next());
    let items = list.into_iter().flat_map(|list| list.split(", "));
    items.map(|item| item.trim_matches('"'))
}
