//! The packages that clients depend on, as their manifests name them.

// `DEPENDENCIES`: written by the build script from the manifests of the runtime and of the workspace.
include!(concat!(env!("OUT_DIR"), "/dependencies.rs"));

/// A package that a part of the runtime may need.
pub(super) struct Dependency {
    /// Its name in code.
    pub code: &'static str,
    /// Its name in a manifest.
    pub package: &'static str,
    version: &'static str,
    default_features: bool,
    features: &'static [&'static str],
}

/// A dependency by its name in code.
pub(super) fn find(code: &str) -> Option<&'static Dependency> {
    DEPENDENCIES
        .iter()
        .find(|dependency| dependency.code == code)
}

impl Dependency {
    /// Its line in a manifest, with more features before its own.
    pub fn line(&self, more: &[&str], optional: bool) -> String {
        self.line_of(&[more, self.features].concat(), optional)
    }

    /// Its line in a manifest, with these features.
    pub fn line_of(&self, features: &[&str], optional: bool) -> String {
        let mut line = format!("{} = {{ version = \"{}\"", self.package, self.version);
        if !self.default_features {
            line += ", default-features = false";
        }
        if !features.is_empty() {
            line += &format!(", features = [\"{}\"]", features.join("\", \""));
        }
        if optional {
            line += ", optional = true";
        }
        line + " }\n"
    }
}
