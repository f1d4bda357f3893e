//! The rules of the architecture: which stage may name which package and which other stage.

use std::fs;
use std::path::{Path, PathBuf};

/// A stage, the packages that it alone (with the others listed) may name, the stages it may see.
struct Stage {
    name: &'static str,
    packages: &'static [&'static str],
    sees: &'static [&'static str],
}

const STAGES: &[Stage] = &[
    Stage {
        name: "source",
        packages: &[
            "serde",
            "serde_yaml",
            "serde_json",
            "serde_json_path",
            "indexmap",
            "foldhash",
            "percent_encoding",
        ],
        sees: &[],
    },
    Stage {
        name: "diagnostic",
        packages: &["annotate_snippets", "strsim", "serde_json"],
        sees: &["source"],
    },
    Stage {
        name: "names",
        packages: &["serde_json"],
        sees: &["source", "diagnostic"],
    },
    Stage {
        name: "openapi",
        packages: &["indexmap", "foldhash", "regress"],
        sees: &["source", "diagnostic"],
    },
    Stage {
        name: "schemas",
        packages: &["indexmap"],
        sees: &["source", "diagnostic", "openapi"],
    },
    Stage {
        name: "contract",
        packages: &["serde_json"],
        sees: &["source", "openapi"],
    },
    Stage {
        name: "api",
        packages: &[],
        sees: &["names"],
    },
    Stage {
        name: "lower",
        packages: &["indexmap"],
        sees: &["source", "diagnostic", "openapi", "schemas", "names", "api"],
    },
    Stage {
        name: "emit",
        packages: &["quote", "proc_macro2", "serde_json"],
        sees: &["names", "api"],
    },
    Stage {
        name: "compare",
        packages: &["semver"],
        sees: &["source", "diagnostic", "names", "api"],
    },
    Stage {
        name: "render",
        packages: &["syn", "prettyplease", "proc_macro2"],
        sees: &["emit"],
    },
];

/// `heck` and the tables of Unicode are for names alone.
const NAMES: &[&str] = &["heck", "unicode_ident", "unicode_normalization"];

const PACKAGES: &[&str] = &[
    "serde",
    "serde_yaml",
    "serde_json",
    "foldhash",
    "indexmap",
    "percent_encoding",
    "annotate_snippets",
    "strsim",
    "heck",
    "unicode_ident",
    "unicode_normalization",
    "quote",
    "proc_macro2",
    "semver",
    "syn",
    "prettyplease",
    "regress",
];

#[test]
fn only_the_stages_named_use_a_package() {
    for (stage, file, text) in sources() {
        for package in PACKAGES {
            let named =
                text.contains(&format!("{package}::")) || text.contains(&format!("use {package};"));
            let in_names = file
                .parent()
                .is_some_and(|room| room.ends_with("lower/names"))
                && NAMES.contains(package);
            let allowed = stage.packages.contains(package) || in_names;
            assert!(
                !named || allowed,
                "{} names the package {package}",
                file.display()
            );
        }
    }
}

#[test]
fn nothing_flows_back() {
    for (stage, file, text) in sources() {
        for other in STAGES.iter().filter(|other| other.name != stage.name) {
            let named = text.contains(&format!("crate::{}::", other.name))
                || text.contains(&format!("crate::{};", other.name));
            // Which words are keywords of Rust is a fact about names; `emit` needs it to write them raw.
            let keywords = stage.name == "emit"
                && other.name == "lower"
                && !text
                    .replace("crate::lower::is_keyword", "")
                    .contains("crate::lower");
            assert!(
                !named || stage.sees.contains(&other.name) || keywords,
                "{} sees {}",
                file.display(),
                other.name
            );
        }
    }
}

#[test]
fn the_generator_does_no_io_and_reads_no_clock() {
    for (_, file, text) in sources() {
        for forbidden in [
            "std::fs",
            "std::net",
            "std::time",
            "std::env",
            "std::process",
        ] {
            assert!(
                !text.contains(forbidden),
                "{} uses {forbidden}",
                file.display()
            );
        }
    }
}

/// Every file of every stage, without comments.
fn sources() -> Vec<(&'static Stage, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    for stage in STAGES {
        let mut files = vec![root.join(format!("{}.rs", stage.name))];
        collect(&root.join(stage.name), &mut files);
        for file in files {
            let text = fs::read_to_string(&file).unwrap();
            let code = text
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"));
            let code: Vec<&str> = code.collect();
            all.push((stage, file, code.join("\n")));
        }
    }
    assert!(all.len() > 20);
    all
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}
