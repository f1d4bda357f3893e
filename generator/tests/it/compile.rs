//! What is emitted compiles without a warning and does what its user expects: every `ok/` case is
//! compiled, and the client of `ok/jobs` calls a server on loopback. The crates have all parts of
//! their APIs here, and no TLS.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use generator::{Sources, generate};

use crate::workspaces::{self, PIN, target, warns, write};
use crate::{deep, derives, foreign, injection, lints, torture};

#[test]
fn every_ok_case_compiles_and_the_neighbours_work() {
    let workspace = Path::new(env!("CARGO_TARGET_TMPDIR")).join("emitted");
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ok");
    let mut members = vec!["calls".to_owned(), "spawner".to_owned(), "ids".to_owned()];
    let mut names: Vec<PathBuf> = fs::read_dir(cases)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    names.sort();
    for case in names {
        let name = case.file_name().unwrap().to_string_lossy().into_owned();
        let output = generate(&Sources::new(
            "openapi.yaml",
            fs::read(case.join("openapi.yaml")).unwrap(),
        ));
        write_crate(&workspace.join(&name), &output.files);
        members.push(name);
    }
    // Hostile text and names that mean something already compile too, and run nowhere.
    for (name, document) in [
        ("hostile", injection::mixed_document()),
        ("torture", torture::document()),
        ("lints", lints::document()),
    ] {
        let output = generate(&Sources::new("openapi.json", document));
        assert!(!output.files.is_empty(), "{:#?}", output.diagnostics);
        write_crate(&workspace.join(name), &output.files);
        members.push(name.to_owned());
    }
    write_crate(&workspace.join("foreign"), &foreign::client());
    members.push("foreign".to_owned());
    write(&workspace.join("ids/Cargo.toml"), foreign::IDS_MANIFEST);
    write(&workspace.join("ids/src/lib.rs"), foreign::IDS);
    write(&workspace.join("calls/tests/foreign.rs"), foreign::CALLER);
    write_crate(&workspace.join("derived"), &derives::client());
    members.extend(["derived".to_owned(), "marks".to_owned()]);
    write(&workspace.join("marks/Cargo.toml"), derives::MARKS_MANIFEST);
    write(&workspace.join("marks/src/lib.rs"), derives::MARKS);
    write(&workspace.join("calls/tests/derives.rs"), derives::CALLER);
    let deep = generate(&Sources::new("openapi.json", deep::document()));
    assert!(!deep.files.is_empty(), "{:?}", deep.diagnostics);
    write_crate(&workspace.join("deep"), &deep.files);
    members.push("deep".to_owned());
    workspaces::workspace(&workspace, &members);
    let manifest = CALLER_MANIFEST.replace("SERVERS", &workspaces::servers());
    write(&workspace.join("calls/Cargo.toml"), &manifest);
    write(&workspace.join("calls/tests/examples.rs"), CALLER);
    write(&workspace.join("calls/src/lib.rs"), "//! Empty.\n");
    write(
        &workspace.join("spawner/Cargo.toml"),
        deep::SPAWNER_MANIFEST,
    );
    write(&workspace.join("spawner/src/main.rs"), &deep::spawner());
    let targets = ["--lib", "--bins", "--examples"];
    let apart = ["--exclude=deep", "--exclude=spawner"];
    let clippy = [&["clippy", "--workspace"], &apart[..], &targets].concat();
    cargo(
        &workspace,
        &[&clippy[..], &["--", "-D", "warnings"]].concat(),
    );
    // Clippy has nothing to say of their depth, and takes twice the time.
    let pin = format!("--package={PIN}");
    let check = ["check", "--package=deep", "--package=spawner", &pin];
    let checked = run(&workspace, &[&check[..], &targets].concat(), &[]);
    let text = String::from_utf8_lossy(&checked.stderr);
    assert!(checked.status.success() && !warns(&text), "{text}");
    cargo_in(
        &workspace,
        &[
            "doc",
            "--no-deps",
            "--package=lints",
            "--package=hostile",
            &format!("--package={PIN}"),
        ],
        &[("RUSTDOCFLAGS", "-D warnings")],
    );
    let packages = |names: &[&str]| -> Vec<String> {
        let names = names.iter().chain([&PIN]);
        names.map(|name| format!("--package={name}")).collect()
    };
    let test = |what: &str, names: &[&str]| {
        let packages = packages(names);
        let mut arguments = vec!["test", what];
        arguments.extend(packages.iter().map(String::as_str));
        cargo(&workspace, &arguments);
    };
    test("--test=foreign", &["calls"]);
    test("--test=derives", &["calls"]);
    test("--test=examples", &["calls", "shown", "hostile"]);
    // Every method of a client has an example, so these crates have one of each kind of call.
    workspaces::where_changed(&workspace, || test("--doc", DOCUMENTED));
}

#[test]
fn types_of_other_crates_that_cannot_be_used_are_named_with_a_way_out() {
    let workspace = Path::new(env!("CARGO_TARGET_TMPDIR")).join("refused");
    let mut members = Vec::new();
    for (name, files) in foreign::refused() {
        write_crate(&workspace.join(name), &files);
        members.push(name.to_owned());
    }
    workspaces::workspace(&workspace, &members);
    for (name, expected) in [
        (
            "lacking",
            &[
                "`ids::Id` cannot be used for strings with a `format`",
                "the trait `Serialize` is not implemented for `ids::Id`",
                "the setting `types` names it",
                "`cargo add CRATE --features serde`",
                "::ids::Id;",
            ][..],
        ),
        (
            "unlinked",
            &[
                "`ids`",
                "::ids::Id; // a dependency: `cargo add ids --features serde`",
            ],
        ),
    ] {
        let packages = [name, PIN].map(|name| format!("--package={name}"));
        let output = run(&workspace, &["check", &packages[0], &packages[1]], &[]);
        let text = String::from_utf8_lossy(&output.stderr);
        let has = |part: &&str| text.contains(*part);
        assert!(
            !output.status.success() && expected.iter().all(has),
            "{name}:\n{text}"
        );
    }
}

/// The packages whose examples in the documentation are compiled.
const DOCUMENTED: &[&str] = &[
    "bodies",
    "exports",
    "hostile",
    "multipart",
    "parcels",
    "shelves",
    "streams",
    "styles",
];

/// Makes a folder hold these files and no others. What did not change stays, so that it is compiled once.
pub fn write_crate(folder: &Path, files: &BTreeMap<String, String>) {
    remove_others(folder, folder, files);
    for (path, text) in files {
        write(&folder.join(path), text);
    }
}

/// Removes the files of an earlier run.
fn remove_others(root: &Path, folder: &Path, files: &BTreeMap<String, String>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            remove_others(root, &path, files);
        } else {
            let name = path.strip_prefix(root).unwrap().to_string_lossy();
            if !files.contains_key(&name.replace('\\', "/")) {
                fs::remove_file(&path).unwrap();
            }
        }
    }
}

/// Runs cargo in a workspace of emitted crates.
pub fn cargo(folder: &Path, arguments: &[&str]) {
    cargo_in(folder, arguments, &[]);
}

/// Runs cargo in an environment that has more variables.
fn cargo_in(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) {
    let output = run(folder, arguments, variables);
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "cargo {}:\n{text}",
        arguments.join(" ")
    );
}

fn run(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    Command::new(env!("CARGO"))
        .arg(arguments[0])
        .args(["--offline", "--no-default-features"])
        .args(features(folder, arguments))
        .args(&arguments[1..])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target())
        .env_remove("RUSTFLAGS")
        .envs(variables.iter().copied())
        .output()
        .unwrap()
}

/// All parts of the APIs whose clients are divided into features, of the packages that cargo is to build.
fn features(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let mut features = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let manifest = fs::read_to_string(entry.unwrap().path().join("Cargo.toml"));
        let manifest = manifest.ok();
        let divided = manifest.filter(|manifest| manifest.contains("all-resources"));
        let manifest: toml::Table = divided.unwrap_or_default().parse().unwrap();
        let is_divided = manifest
            .get("features")
            .is_some_and(|all| all.get("all-resources").is_some());
        let name = manifest
            .get("package")
            .map(|package| package["name"].as_str().unwrap());
        let is_built = |name: &&str| {
            let package = format!("--package={name}");
            let apart = format!("--exclude={name}");
            match arguments.contains(&"--workspace") {
                true => !arguments.contains(&apart.as_str()),
                false => arguments.contains(&package.as_str()),
            }
        };
        let name = name.filter(|_| is_divided).filter(is_built);
        features.extend(name.map(|name| format!("--features={name}/other-types")));
    }
    features
}

const CALLER_MANIFEST: &str = r#"
[package]
name = "calls"
version = "0.0.0"
edition = "2024"

[dev-dependencies]
derived = { path = "../derived", default-features = false }
foreign = { path = "../foreign", default-features = false }
ids = { path = "../ids" }
jobs = { path = "../jobs", default-features = false }
parcels = { path = "../tags", default-features = false }
shown = { path = "../examples", default-features = false }
serde = "1"
serde_json = "1"
tests = { path = "SERVERS" }
tokio = { version = "1", features = ["macros", "rt"] }
"#;

const CALLER: &str = r##"
use jobs::{Client, CreateFineTuningJobRequest, FineTuningJobStatus, SupervisedMethod};
use tests::answer::Answer;
use tests::request::RecordedRequest;
use tests::scripted::Scripted;

const JOB: &str = r#"{"id": "ftjob-1", "object": "fine_tuning.job", "created_at": 1700000000, "finished_at": null,
    "status": "paused", "error": null, "result_files": [], "speed": 3}"#;

/// What the generator says does not fit, in `ok/examples`: the client cannot read it, or loses something.
const WRONG: [&str; 7] = [
    r#"{"id": "a", "kind": "thing", "size": "big"}"#,
    r#"{"id": "a", "kind": "thing", "size": 1, "shape": {"type": "circle"}}"#,
    r#"{"id": "a", "kind": "other", "size": 1}"#,
    r#"{"id": "a", "size": 1}"#,
    r#"{"kind": "thing", "size": 1}"#,
    r#"{"id": "a", "kind": "thing", "size": 1.5}"#,
    r#"{"id": "a", "kind": "thing", "size": 1, "labels": {"a": "b"}}"#,
];

fn script(request: &RecordedRequest) -> Answer {
    let job = || Answer::json(JOB);
    match (request.method.as_str(), request.path.as_str()) {
        ("POST", "/v1/fine_tuning/jobs") => {
            let body: serde_json::Value = serde_json::from_slice(&request.body).unwrap();
            let expected = serde_json::json!({
                "model": "gpt-4o-mini", "training_file": "file-1", "suffix": null, "seed": 7,
                "metadata": {"team": "blue"}, "method": {"type": "supervised", "epochs": 3},
            });
            assert_eq!(body, expected);
            job()
        }
        ("GET", "/v1/fine_tuning/jobs/ftjob-1") => job(),
        ("POST", "/v1/fine_tuning/jobs/ftjob-1/cancel") => job(),
        ("POST", "/v1/fine_tuning/jobs/ftjob-1/pause") => job(),
        ("GET", "/v1/fine_tuning/jobs") => {
            assert_eq!(request.query, [("status".to_owned(), "a".to_owned()), ("status".to_owned(), "b c".to_owned())]);
            Answer::json(format!(r#"{{"object": "list", "data": [{JOB}], "has_more": false}}"#))
        }
        ("GET", "/v1/fine_tuning/jobs/ftjob-1/events") => {
            let (id, more) = match request.query_value("after") {
                None => ("e1", true),
                Some("e1") => ("e2", false),
                Some(other) => panic!("an unknown cursor: {other}"),
            };
            Answer::json(format!(r#"{{"data": [{{"id": "{id}", "level": "info"}}], "has_more": {more}}}"#))
        }
        other => panic!("not expected: {other:?}"),
    }
}

/// Reads a value, and checks that it is written as it came.
fn same<T: serde::de::DeserializeOwned + serde::Serialize>(json: &str) -> T {
    let value: T = serde_json::from_str(json).unwrap_or_else(|error| panic!("{json}: {error}"));
    let as_json = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    assert_eq!(as_json(&serde_json::to_string(&value).unwrap()), as_json(json));
    value
}

#[test]
fn variants_decide_their_tags() {
    use parcels::{Carton, Depot, Letter, Parcel, Stop, StopBase, Tube};
    let mut tube = Tube::new(2.5);
    tube.extra.insert("shape", "letter");
    tube.extra.insert("length", 9);
    for (parcel, json) in [
        (Parcel::from(tube), r#"{"shape":"tube","length":2.5}"#),
        (Letter::new("tube").into(), r#"{"shape":"letter"}"#),
        (Parcel::Crate(Carton::new([1_i64]).into()), r#"{"shape":"crate","sides":[1]}"#),
    ] {
        assert_eq!(serde_json::to_string(&parcel).unwrap(), json);
    }
    for (stop, json) in [
        (Stop::from(Depot::new("a", 3)), r#"{"kind":"Depot","name":"a","shelves":3}"#),
        (StopBase::new("quay", "b").into(), r#"{"kind":"quay","name":"b"}"#),
    ] {
        assert_eq!(serde_json::to_string(&stop).unwrap(), json);
    }
}

#[test]
fn a_base_is_any_of_its_children() {
    use parcels::{Event, Parcel, Problem, Stop};
    let cold = same(r#"{"kind":"ColdDepot","name":"a","shelves":3,"degrees":-4.5,"x":null}"#);
    assert!(matches!(cold, Stop::ColdDepot(depot) if depot.degrees == Some(-4.5)));
    assert!(matches!(same(r#"{"name":"a","kind":"Door"}"#), Stop::Door(door) if door.name == "a"));
    assert!(matches!(same(r#"{"kind":"quay","name":"b","x":1}"#), Stop::Base(base) if base.kind == "quay"));
    let heavy = |tag: &str| same(&format!(r#"{{"code":"{tag}","message":"m","most":5}}"#));
    assert!(matches!(heavy("TooHeavy"), Problem::TooHeavy(heavy) if heavy.most == 5.0));
    assert!(matches!(heavy("too_heavy"), Problem::TooHeavyLowercase(_)));
    assert!(matches!(same(r#"{"code":"lost","message":"m"}"#), Problem::Lost(lost) if lost.message == "m"));
    assert!(matches!(same(r#"{"code":"late","message":"m","by":1}"#), Problem::Base(base) if base.code == "late"));
    assert!(matches!(same(r#"{"type":1,"parcel":"p"}"#), Event::Arrival(_)));
    assert!(matches!(same(r#"{"type":7,"text":"t"}"#), Event::Remark(remark) if remark.r#type == Some(7)));
    assert!(matches!(same(r#"{"text":"t"}"#), Event::Remark(_)));
    assert!(matches!(same(r#"{"shape":"ball","weight":1}"#), Parcel::Unknown(_)));
    let refused = |json: &str| serde_json::from_str::<Parcel>(json).unwrap_err().to_string();
    assert!(refused(r#"{"length":1}"#).starts_with("missing field `shape`"));
    assert!(refused(r#"{"shape":null}"#).starts_with(".shape: expected a string, found null"));
    let refused = serde_json::from_str::<Stop>(r#"{"name":"a"}"#).unwrap_err().to_string();
    assert!(refused.contains("`kind`"), "{refused}");
}

#[test]
fn members_of_other_names_have_a_type() {
    let costs: parcels::Costs = same(r#"{"currency":"EUR","a":1,"b":9007199254740993}"#);
    assert_eq!(costs.additional_properties["b"], 9_007_199_254_740_993);
    let wrong = serde_json::from_str::<parcels::Costs>(r#"{"currency":"EUR","a":"no"}"#);
    assert!(wrong.unwrap_err().to_string().starts_with("expected an integer, found \"no\""));
}

#[tokio::test]
async fn calls_reach_a_server() -> Result<(), Box<dyn std::error::Error>> {
    let server = Scripted::start(script)?;
    let client = Client::builder().bearer_token("sk-test").base_url(server.url("/v1")).build()?;
    let jobs = client.fine_tuning().jobs();
    let mut request = CreateFineTuningJobRequest::new("gpt-4o-mini", "file-1")
        .seed(7)
        .metadata([("team", "blue")])
        .method(SupervisedMethod::new().epochs(3));
    request.suffix = jobs::Nullable::Null;
    let job = jobs.create(request).await?;
    assert_eq!(job.status, FineTuningJobStatus::Unknown("paused".to_owned()));
    assert_eq!(serde_json::to_value(&job)?, serde_json::from_str::<serde_json::Value>(JOB)?);
    assert_eq!(jobs.retrieve("ftjob-1").await?, job);
    assert_eq!(jobs.cancel("ftjob-1").await?, job);
    assert_eq!(jobs.pause("ftjob-1").await?, job);
    let page = jobs.list().status(["a", "b c"]).await?;
    assert_eq!(page.data, [job]);
    let mut events = jobs.events().list("ftjob-1").items();
    let mut seen = Vec::new();
    while let Some(event) = events.try_next().await? {
        seen.push(event.id);
    }
    assert_eq!(seen, ["e1", "e2"]);
    for wrong in WRONG {
        let expected: serde_json::Value = serde_json::from_str(wrong)?;
        let read = serde_json::from_str::<shown::Thing>(wrong).and_then(serde_json::to_value);
        assert_ne!(read.ok(), Some(expected), "{wrong}");
    }
    Ok(())
}
"##;
