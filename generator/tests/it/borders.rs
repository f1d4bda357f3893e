//! The rules of the architecture: which stage may name which package and which other stage. A new
//! stage is one entry of the table below.

mod paths;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

/// A stage: what it may name besides itself and the standard library.
struct Stage {
    /// The file or folder below `src`. The longest name that fits a file is its stage.
    name: &'static str,
    /// Packages of the manifest.
    packages: &'static [&'static str],
    /// What it may name of this crate, as paths below its root.
    sees: &'static [&'static str],
}

const STAGES: &[Stage] = &[
    Stage {
        name: "lib",
        packages: &[],
        sees: &[
            "api",
            "call_writer",
            "checks",
            "compare",
            "contract",
            "coverage",
            "derives",
            "diagnostic",
            "emit",
            "foreign",
            "losses",
            "openapi",
            "options",
            "pipeline",
            "selection",
            "source",
        ],
    },
    Stage {
        name: "options",
        packages: &[],
        sees: &["derives", "diagnostic", "names", "selection"],
    },
    Stage {
        name: "pipeline",
        packages: &[],
        sees: &[
            "api",
            "contract",
            "coverage",
            "derives",
            "diagnostic",
            "emit",
            "foreign",
            "losses",
            "lower",
            "openapi",
            "options",
            "render",
            "source",
        ],
    },
    Stage {
        name: "losses",
        packages: &[],
        sees: &["diagnostic"],
    },
    Stage {
        name: "derives",
        packages: &["syn"],
        sees: &["api", "diagnostic"],
    },
    Stage {
        name: "foreign",
        packages: &["syn"],
        sees: &["api", "diagnostic"],
    },
    Stage {
        name: "selection",
        packages: &[],
        sees: &["diagnostic", "openapi", "source"],
    },
    Stage {
        name: "media",
        packages: &[],
        sees: &[],
    },
    Stage {
        name: "keywords",
        packages: &[],
        sees: &[],
    },
    Stage {
        name: "type_text",
        packages: &[],
        sees: &["api"],
    },
    Stage {
        name: "formats",
        packages: &[],
        sees: &[],
    },
    Stage {
        name: "circles",
        packages: &[],
        sees: &[],
    },
    Stage {
        name: "source",
        packages: &[
            "foldhash",
            "indexmap",
            "percent-encoding",
            "regress",
            "serde",
            "serde_json",
            "serde_yaml",
        ],
        sees: &[],
    },
    Stage {
        name: "diagnostic",
        packages: &["annotate-snippets", "serde_json", "strsim"],
        sees: &["source"],
    },
    Stage {
        name: "names",
        packages: &[],
        sees: &["diagnostic", "source"],
    },
    Stage {
        name: "openapi",
        packages: &["fluent-uri", "foldhash", "indexmap", "regress"],
        sees: &["diagnostic", "media", "source"],
    },
    Stage {
        name: "schemas",
        packages: &["indexmap"],
        sees: &[
            "circles",
            "diagnostic",
            "formats",
            "media",
            "openapi",
            "source",
        ],
    },
    Stage {
        name: "json",
        packages: &["indexmap", "serde_json"],
        sees: &["openapi", "source"],
    },
    Stage {
        name: "contract",
        packages: &["indexmap", "serde_json"],
        sees: &["api", "json", "media", "openapi", "source"],
    },
    Stage {
        name: "api",
        packages: &[],
        sees: &["names"],
    },
    Stage {
        name: "coverage",
        packages: &[],
        sees: &["api"],
    },
    Stage {
        name: "lower",
        packages: &["foldhash", "indexmap", "semver"],
        sees: &[
            "api",
            "circles",
            "derives",
            "diagnostic",
            "formats",
            "keywords",
            "media",
            "names",
            "openapi",
            "options",
            "schemas",
            "source",
        ],
    },
    Stage {
        name: "lower/names",
        packages: &[
            "heck",
            "unicode-ident",
            "unicode-normalization",
            "unicode-security",
        ],
        sees: &["diagnostic", "names", "openapi", "source"],
    },
    Stage {
        name: "emit",
        packages: &["proc-macro2", "quote", "serde_json"],
        // A written call is found by the media type of its body, which may lie in a range.
        sees: &["api", "formats", "keywords", "media", "names", "type_text"],
    },
    Stage {
        name: "render",
        packages: &["prettyplease", "proc-macro2", "syn"],
        sees: &["emit"],
    },
    Stage {
        name: "compare",
        packages: &["semver"],
        sees: &[
            "api",
            "diagnostic",
            "media",
            "options",
            "pipeline",
            "source",
            "type_text",
        ],
    },
    Stage {
        name: "call_writer",
        packages: &[],
        sees: &["api", "diagnostic", "emit", "options", "pipeline", "source"],
    },
    Stage {
        name: "checks",
        packages: &["serde_json"],
        sees: &[
            "api",
            "diagnostic",
            "emit",
            "json",
            "lower",
            "openapi",
            "options",
            "source",
        ],
    },
];

/// Modules of the standard library that do IO, or read a clock or the environment.
const FORBIDDEN: &[&str] = &["env", "fs", "io", "net", "os", "process", "time"];

#[test]
fn every_file_has_a_stage_and_every_stage_a_file() {
    let used: BTreeSet<&str> = files().iter().map(|file| file.stage.name).collect();
    for stage in STAGES {
        assert!(used.contains(stage.name), "there is no `{}`", stage.name);
    }
}

#[test]
fn only_the_stages_named_use_a_package() {
    let packages = packages();
    let mut used = BTreeSet::new();
    for file in files() {
        for path in file.paths.iter().filter(|path| path[0] != "crate") {
            let named = packages.iter().find(|package| krate(package) == path[0]);
            let Some(package) = named else { continue };
            used.insert((file.stage.name, package.clone()));
            assert!(
                file.stage.packages.contains(&package.as_str()),
                "{} names the package {package}: `{}`",
                file.name,
                path.join("::")
            );
        }
    }
    for stage in STAGES {
        for package in stage.packages {
            assert!(
                used.contains(&(stage.name, (*package).to_owned())),
                "`{}` may name the package {package} and does not",
                stage.name
            );
        }
    }
    for package in packages {
        let listed = STAGES
            .iter()
            .any(|stage| stage.packages.contains(&package.as_str()));
        assert!(listed, "no stage names the package {package}");
    }
}

#[test]
fn nothing_flows_back() {
    let mut used = BTreeSet::new();
    for file in files() {
        let stage = file.stage;
        let own = stage.name.split('/').next().unwrap_or_default();
        for path in file.paths.iter().filter(|path| path[0] == "crate") {
            let path = &path[1..];
            let within = |entry: &&&str| {
                path.iter()
                    .map(String::as_str)
                    .take(entry.split("::").count())
                    .eq(entry.split("::"))
            };
            let seen = stage.sees.iter().find(within);
            used.extend(seen.map(|seen| (stage.name, *seen)));
            let is_own = path.first().is_none_or(|first| first == own) || stage.name == "lib";
            assert!(
                is_own || seen.is_some(),
                "{} names `crate::{}`",
                file.name,
                path.join("::")
            );
        }
    }
    for stage in STAGES.iter().filter(|stage| stage.name != "lib") {
        for seen in stage.sees {
            assert!(
                used.contains(&(stage.name, seen)),
                "`{}` may name `crate::{seen}` and does not",
                stage.name
            );
        }
    }
}

#[test]
fn the_generator_does_no_io_and_reads_no_clock() {
    for file in files() {
        for path in &file.paths {
            let forbidden = path[0] == "std"
                && path
                    .get(1)
                    .is_some_and(|module| FORBIDDEN.contains(&module.as_str()));
            assert!(!forbidden, "{} uses {}", file.name, path.join("::"));
        }
    }
}

/// A source file and all that it names.
struct File {
    stage: &'static Stage,
    name: String,
    paths: BTreeSet<Vec<String>>,
}

fn files() -> &'static [File] {
    static FILES: OnceLock<Vec<File>> = OnceLock::new();
    FILES.get_or_init(read_files)
}

fn read_files() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut names = Vec::new();
    collect(&root, "", &mut names);
    assert!(names.len() > 80, "only {} files", names.len());
    let file = |name: String| {
        let module = name.trim_end_matches(".rs");
        let fits = |stage: &&Stage| {
            let rest = module.strip_prefix(stage.name);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let stages = STAGES.iter().filter(fits);
        let stage = stages.max_by_key(|stage| stage.name.len());
        let stage = stage.unwrap_or_else(|| panic!("{name} has no stage in the table"));
        let text = fs::read_to_string(root.join(&name)).unwrap();
        let module: Vec<String> = match module {
            "lib" => vec!["crate".to_owned()],
            module => std::iter::once("crate")
                .chain(module.split('/'))
                .map(str::to_owned)
                .collect(),
        };
        File {
            stage,
            paths: paths::of(&text, &module),
            name,
        }
    };
    names.into_iter().map(file).collect()
}

/// The names of the files below a folder, with `/` between folders.
fn collect(folder: &Path, prefix: &str, names: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), names);
        } else if name.ends_with(".rs") {
            names.push(name);
        }
    }
}

/// The packages that the manifest of the generator depends on.
fn packages() -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    let manifest: toml::Table = fs::read_to_string(path).unwrap().parse().unwrap();
    let dependencies = manifest["dependencies"].as_table().unwrap();
    dependencies.keys().cloned().collect()
}

/// The name of a package in Rust.
fn krate(package: &str) -> String {
    package.replace('-', "_")
}

/// Whoever uses a client could not tell it from a dependency of the same name.
#[test]
fn no_package_is_called_as_a_dependency_of_clients_or_as_a_crate_of_rust() {
    let mut taken: Vec<String> = ["std", "core", "alloc", "test", "self", "crate"]
        .map(str::to_owned)
        .into();
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ok");
    for case in fs::read_dir(cases).unwrap() {
        let manifest = fs::read_to_string(case.unwrap().path().join("expected/Cargo.toml"));
        let manifest: toml::Table = manifest.unwrap().parse().unwrap();
        let dependencies = manifest["dependencies"].as_table().unwrap();
        taken.extend(dependencies.keys().cloned());
    }
    for name in taken {
        let document =
            format!("{{openapi: 3.1.0, info: {{title: '{name}', version: '1'}}, paths: {{}}}}");
        let output = generator::generate(&generator::Sources::new("t.yaml", document));
        let manifest: toml::Table = output.files["Cargo.toml"].parse().unwrap();
        assert_eq!(
            manifest["package"]["name"].as_str(),
            Some(&*format!("api-{}", name.replace('_', "-")))
        );
    }
}
