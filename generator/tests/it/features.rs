//! A feature of cargo for each resource of a client with more than a few: what they are called, which types they
//! bring, and that the client compiles with each of them alone, with none and with all.

use std::fs;
use std::path::Path;
use std::process::Command;

use generator::{Change, Class, Names, Options, Output, Sources, compare, generate, generate_with};

use crate::compile::write_crate;
use crate::workspaces::{self, PIN, target, warns};

const DOCUMENT: &str = include_str!("features/openapi.yaml");

/// The client of a description, with the names of an earlier one.
pub fn run(text: &str, names: Option<&Names>) -> Output {
    let options = Options {
        names,
        ..Options::default()
    };
    let output = generate_with(&Sources::new("openapi.yaml", text), &options);
    assert!(!output.files.is_empty(), "{:#?}", output.diagnostics);
    output
}

/// The names that a client keeps for the next one.
pub fn names_of(output: &Output) -> Names {
    let text = output.files[Names::FILE].clone();
    Names::read(&Sources::new(Names::FILE, text)).expect("a file of names")
}

/// The features of the manifest, with what each switches on.
fn features(output: &Output) -> toml::Table {
    let manifest: toml::Table = output.files["Cargo.toml"].parse().expect("a manifest");
    manifest["features"].as_table().expect("features").clone()
}

/// The features that each bring a part of the client.
fn parts(output: &Output) -> Vec<String> {
    let features = features(output);
    let all = features.get("all-resources").and_then(|all| all.as_array());
    let names = all.into_iter().flatten().filter_map(|name| name.as_str());
    names.map(str::to_owned).collect()
}

/// A description with these resources, each of which gives a thing.
fn resources(names: &[&str]) -> String {
    let paths = names.iter().map(|name| {
        format!(
            "  /{name}:\n    get:\n      operationId: get-{name}\n      responses: {{ '200': {{ description: A thing., \
             content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Thing' }} }} }} }} }}\n"
        )
    });
    let paths: String = paths.collect();
    format!(
        "openapi: 3.1.0\ninfo: {{ title: T, version: 1.0.0 }}\nservers: [{{ url: 'https://a.example' }}]\npaths:\n\
         {paths}components:\n  schemas:\n    Thing: {{ type: object, properties: {{ id: {{ type: string }} }} }}\n"
    )
}

#[test]
fn each_resource_is_a_feature_and_all_are_on_by_default() {
    let output = run(DOCUMENT, None);
    let expected = [
        "accounts",
        "carts",
        "events",
        "files",
        "orders",
        "received-webhooks",
        "resource-gzip",
        "type-checks",
    ];
    assert_eq!(parts(&output), expected);
    let features = features(&output);
    assert_eq!(
        features["default"].to_string(),
        r#"["rustls", "all-resources"]"#
    );
    for name in expected {
        assert_eq!(features[name].to_string(), "[]");
    }
    assert_eq!(features["other-types"].to_string(), r#"["all-resources"]"#);
}

#[test]
fn a_type_stands_behind_the_features_that_need_it() {
    let output = run(DOCUMENT, None);
    let homes = [
        // What the root needs is always there.
        ("types", "Failure"),
        ("types", "Status"),
        ("types/order", "Item"),
        ("types/label", "Label"),
        ("types/account", "Account"),
        ("types/cart", "Cart"),
        // Both say the same: one is another name of the other.
        (
            "types/create_order_not_found_error",
            "CreateOrderNotFoundError",
        ),
        // A callback sends it.
        ("types/orders", "Shipment"),
        ("types/other_types", "Forgotten"),
        ("accounts/owners", "Owner"),
        ("type_checks", "Tree"),
    ];
    for (module, name) in homes {
        let text = output.files.get(&format!("src/{module}.rs"));
        let text = text.unwrap_or_else(|| panic!("{module}: {:#?}", output.files.keys()));
        assert!(
            text.contains(&format!("pub struct {name} {{")),
            "{name} is not in {text}"
        );
    }
    let types = &output.files["src/types.rs"];
    let declared = "#[cfg(any(feature = \"carts\", feature = \"events\"))]\nmod cart;\n";
    assert!(types.contains(declared), "{types}");
}

#[test]
fn a_client_of_few_resources_is_one_piece_until_it_has_more() {
    let few = run(&resources(&["a", "b", "c", "d"]), None);
    assert!(!few.files["Cargo.toml"].contains("all-resources"));
    assert!(
        few.files
            .values()
            .all(|text| !text.contains("feature = \"a\""))
    );
    let more = run(
        &resources(&["a", "b", "c", "d", "e"]),
        Some(&names_of(&few)),
    );
    assert_eq!(parts(&more), ["a", "b", "c", "d", "e"]);
    // Callers name the features by then.
    let fewer = run(&resources(&["a", "b"]), Some(&names_of(&more)));
    assert_eq!(parts(&fewer), ["a", "b"]);
}

#[test]
fn the_name_of_a_feature_depends_on_nothing_but_its_resource() {
    let names = [
        "gzip",
        "resource_gzip",
        "Default",
        "test-util",
        "all_resources",
        "http",
        "type",
        "2d",
    ];
    let expected = [
        "http-resource",
        "resource-all-resources",
        "resource-default",
        "resource-gzip",
        "resource-resource-gzip",
        "test-util-resource",
        "two-d",
        "type-resource",
    ];
    let output = run(&resources(&names), None);
    assert_eq!(parts(&output), expected);
    let mut reversed = names;
    reversed.reverse();
    assert_eq!(parts(&run(&resources(&reversed), None)), expected);
}

#[test]
fn what_becomes_of_the_features_is_a_change() {
    let changes = |old: &[&str], new: &[&str]| {
        let (old, new) = (resources(old), resources(new));
        let (old, new) = (Sources::new("old.yaml", old), Sources::new("new.yaml", new));
        let changes = compare(&old, &new, &Options::default()).changes;
        let of_features =
            |change: &Change| change.text.contains("feature") || change.subject.contains("feature");
        let changes = changes.into_iter().filter(of_features);
        changes
            .map(|change| (change.class, change.subject))
            .collect::<Vec<_>>()
    };
    let five = ["a", "b", "c", "d", "e"];
    let six = ["a", "b", "c", "d", "e", "f"];
    assert_eq!(
        changes(&five[..4], &five),
        [(Class::Breaking, "Client".to_owned())]
    );
    assert_eq!(
        changes(&five, &six),
        [(Class::Addition, "Client feature f".to_owned())]
    );
    assert_eq!(
        changes(&six, &five),
        [(Class::Breaking, "Client feature f".to_owned())]
    );
    assert_eq!(changes(&five[..3], &five[..4]), []);
}

#[test]
fn a_type_that_no_operation_uses_any_more_needs_another_feature() {
    let with = |name: &str| {
        let six = resources(&["a", "b", "c", "d", "e", "f"]);
        let (before, after) = six.split_at(six.find("get-f").expect("an operation"));
        let after = after.replacen("schemas/Thing", &format!("schemas/{name}"), 1);
        let other = "    Other: { type: object, properties: { n: { type: integer } } }\n";
        Sources::new("openapi.yaml", format!("{before}{after}{other}"))
    };
    let changes = compare(&with("Other"), &with("Thing"), &Options::default()).changes;
    let of_type = changes.iter().filter(|change| change.subject == "Other");
    let of_type: Vec<_> = of_type.map(|it| (it.class, it.text.as_str())).collect();
    let needs = "needs the feature `other-types` now, which is off by default";
    let moved = "no longer `f::Other`";
    assert_eq!(
        of_type,
        [(Class::Breaking, needs), (Class::Breaking, moved)]
    );
}

#[test]
fn the_client_compiles_with_each_feature_alone() {
    let output = generate(&Sources::new("openapi.yaml", DOCUMENT));
    let parts = parts(&output);
    let alone = parts.iter().map(String::as_str).chain(["other-types"]);
    let mut choices: Vec<Vec<&str>> = alone.map(|feature| vec![feature]).collect();
    choices.extend([
        vec![],
        vec!["accounts", "blocking", "test-util"],
        vec!["all-resources", "blocking", "test-util"],
    ]);
    // A package for each choice of features, so that cargo compiles several at a time.
    let workspace = Path::new(env!("CARGO_TARGET_TMPDIR")).join("features");
    let packages: Vec<String> = choices.iter().map(|chosen| package(chosen)).collect();
    for (chosen, package) in choices.iter().zip(&packages) {
        let mut files = output.files.clone();
        let manifest = manifest(&files["Cargo.toml"], package, chosen);
        files.insert("Cargo.toml".to_owned(), manifest);
        write_crate(&workspace.join(package), &files);
    }
    workspaces::workspace(&workspace, &packages);
    let run = |arguments: &[&str]| {
        let result = Command::new(env!("CARGO"))
            .args(arguments)
            .args(["--offline", &format!("--package={PIN}")])
            .current_dir(&workspace)
            .env("CARGO_TARGET_DIR", target())
            .env_remove("RUSTFLAGS")
            .output()
            .unwrap();
        let text = String::from_utf8_lossy(&result.stderr);
        assert!(
            result.status.success() && !warns(&text),
            "{arguments:?}: {text}"
        );
    };
    run(&["check", "--workspace", "--lib", "--examples"]);
    let whole =
        ["test-util", "none"].map(|end| packages.iter().filter(move |name| name.ends_with(end)));
    for package in whole.into_iter().flatten() {
        run(&["check", "--all-targets", &format!("--package={package}")]);
    }
    workspaces::where_changed(&workspace, || {
        run(&["test", "--doc", "--package=parts-carts"]);
    });
    run(&["test", "--test=examples", "--package=parts-orders"]);
}

/// The name of the package with these features.
fn package(chosen: &[&str]) -> String {
    match chosen {
        [] => "parts-none".to_owned(),
        chosen => format!("parts-{}", chosen.join("-")),
    }
}

/// The manifest with another name of the package, these features by default, and the library called as it was.
fn manifest(text: &str, package: &str, chosen: &[&str]) -> String {
    let mut manifest: toml::Table = text.parse().unwrap();
    manifest["package"]["name"] = package.into();
    let chosen = chosen.iter().map(|feature| (*feature).to_owned());
    manifest["features"]["default"] = chosen.collect::<Vec<_>>().into();
    let library = toml::Table::from_iter([("name".to_owned(), "parts".into())]);
    manifest.insert("lib".to_owned(), library.into());
    manifest.to_string()
}

#[test]
fn a_module_of_other_types_alone_is_exported_with_their_feature() {
    let names = ["a", "b", "c", "d", "e", "f"];
    let empty = |name: &&str| {
        format!("  /{name}: {{ get: {{ responses: {{ '204': {{ description: d }} }} }} }}\n")
    };
    let paths: String = names.iter().map(empty).collect();
    let text = format!(
        "openapi: 3.1.0\ninfo: {{ title: T, version: 1.0.0 }}\nservers: [{{ url: 'https://a.example' }}]\npaths:\n\
         {paths}components: {{ schemas: {{ Thing: {{ type: object, properties: {{ id: {{ type: string }} }} }} }} }}\n"
    );
    let root = &run(&text, None).files["src/lib.rs"];
    let export = "#[cfg(feature = \"other-types\")]\npub use types::*;";
    assert!(root.contains(export), "{root}");
}

#[test]
fn the_crate_of_spans_is_optional_in_every_client() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ok");
    let mut with_spans = 0;
    for case in fs::read_dir(cases).unwrap() {
        let path = case.unwrap().path().join("expected/Cargo.toml");
        let manifest: toml::Table = fs::read_to_string(&path).unwrap().parse().unwrap();
        let dependencies = manifest["dependencies"].as_table().unwrap();
        if let Some(spans) = dependencies.get("tracing") {
            let optional = spans.get("optional").and_then(toml::Value::as_bool);
            assert_eq!(optional, Some(true), "{}", path.display());
            with_spans += 1;
        }
    }
    assert!(with_spans > 10);
}

/// A list that two places describe alike has one type, in which nothing is named as the place knows it that needs
/// another feature.
#[test]
fn a_list_names_its_items_as_its_own_module_does() {
    let list = "{ type: object, required: [data, has_more], properties: { has_more: { type: boolean }, data: { type: array, items: \
                { anyOf: [{ $ref: '#/components/schemas/Person' }, { $ref: '#/components/schemas/Firm' }] } } } }";
    let gives = |path: &str, parameters: &str, schema: &str| {
        format!(
            "  {path}: {{ get: {{ parameters: [{parameters}], responses: {{ '200': {{ description: d, content: \
             {{ application/json: {{ schema: {schema} }} }} }} }} }} }}\n"
        )
    };
    let id = "{ name: id, in: path, required: true, schema: { type: string } }";
    let after = "{ name: starting_after, in: query, schema: { type: string } }";
    let mut text = String::from(
        "openapi: 3.1.0\ninfo: { title: T, version: 1.0.0 }\nservers: [{ url: 'https://a.example' }]\npaths:\n",
    );
    let account = "{ $ref: '#/components/schemas/Account' }";
    for name in ["/a", "/b", "/c", "/d"] {
        text += &gives(name, "", account);
    }
    text += &gives("/accounts/{id}", id, account);
    text += &gives("/accounts/{id}/owners", &format!("{id}, {after}"), list);
    text += &format!(
        "components:\n  schemas:\n    Account: {{ type: object, properties: {{ owners: {list} }} }}\n    \
         Person: {{ type: object, required: [id, name], properties: {{ id: {{ type: string }}, name: {{ type: string }} }} }}\n    \
         Firm: {{ type: object, required: [id, register], properties: {{ id: {{ type: string }}, register: {{ type: string }} }} }}\n"
    );
    let output = run(&text, None);
    let tables = output.files.iter().filter(|(path, text)| {
        path.starts_with("src/types") && path.ends_with("wire.rs") && text.contains("list! {")
    });
    let tables: Vec<&str> = tables.map(|(_, text)| text.as_str()).collect();
    let [table] = tables[..] else {
        panic!("{:#?}", output.files.keys());
    };
    assert!(
        table.contains("AccountOwners of AccountOwnersDataItem;"),
        "{table}"
    );
    assert!(!table.contains("use crate::accounts"), "{table}");
}
