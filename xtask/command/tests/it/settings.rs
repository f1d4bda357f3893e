//! The settings of clients in a manifest.

use std::fs;

use crate::support::{
    PATHS, PETS, SPEC, WORKSPACE, committed, folder, folder_with_spec, read, set, verbatim,
};

#[test]
fn settings_that_are_printed_are_read() {
    for manifest in [
        "[package]\nname = \"app\"\nversion = \"0.1.0\"\n",
        WORKSPACE,
    ] {
        let folder = folder(Some(manifest));
        let (out, _) = verbatim(folder.path(), &PATHS, 0);
        let (_, settings) = out.split_once("Cargo.toml:\n\n").expect("settings");
        let manifest = read(&folder, "Cargo.toml");
        fs::write(
            folder.path().join("Cargo.toml"),
            format!("{manifest}\n{settings}"),
        )
        .expect("a manifest");
        verbatim(folder.path(), &["codegen", "--check", "pets"], 0);
        let table = if manifest.contains("app") {
            "[package."
        } else {
            "[workspace."
        };
        assert!(settings.starts_with(table), "{settings}");
    }
}

#[test]
fn settings_that_are_printed_say_every_option() {
    let folder = folder(Some(WORKSPACE));
    let overlay = "overlay: 1.0.0\nactions:\n  - target: $.info\n    update: { title: Cats }\n";
    fs::create_dir(folder.path().join("ours")).expect("a folder");
    fs::write(folder.path().join("ours/cats.yaml"), overlay).expect("an overlay");
    let options = ["--overlay", "ours/cats.yaml", "--root", ".", "--lenient"];
    let (out, _) = verbatim(folder.path(), &[&PATHS[..], &options].concat(), 0);
    let (_, settings) = out.split_once("Cargo.toml:\n\n").expect("settings");
    assert!(
        settings.ends_with("overlays = [\"ours/cats.yaml\"]\nroot = \".\"\nlenient = true\n"),
        "{settings}"
    );
    let manifest = read(&folder, "Cargo.toml") + settings;
    fs::write(folder.path().join("Cargo.toml"), manifest).expect("a manifest");
    verbatim(folder.path(), &["codegen", "--check"], 0);

    // The usual places need no settings; an overlay from elsewhere does.
    let folder = folder_with_spec();
    fs::write(folder.path().join("cats.yaml"), overlay).expect("an overlay");
    let (out, _) = verbatim(folder.path(), &["codegen", "--overlay", "cats.yaml"], 0);
    assert!(out.ends_with("overlays = [\"cats.yaml\"]\n"), "{out}");
}

#[test]
fn settings_name_the_clients_from_any_folder() {
    let owners = "
[workspace.metadata.verbatim.clients.owners]
spec = \"apis/pets.yaml\"
out = \"crates/owners\"
only = { tags = [\"owners\"] }
";
    let folder = folder(Some(&format!("{WORKSPACE}{PETS}{owners}")));
    let apis = folder.path().join("apis");
    let (out, _) = verbatim(&apis, &["codegen"], 0);
    assert!(
        out.contains("2 operations: all whole") && out.contains("1 operation: all whole"),
        "{out}"
    );
    assert!(!folder.path().join("crates/owners/src/pets.rs").exists());
    let members = "members = [\"crates/pets\", \"crates/owners\"]";
    assert!(
        read(&folder, "Cargo.toml").contains(members),
        "{}",
        read(&folder, "Cargo.toml")
    );
    verbatim(&apis, &["codegen", "--check"], 0);

    // One of them by its name, and the way out by its name too.
    fs::remove_file(folder.path().join("crates/owners/src/lib.rs")).expect("a file");
    verbatim(&apis, &["codegen", "--check", "pets"], 0);
    let (_, err) = verbatim(&apis, &["codegen", "--check", "owners"], 1);
    assert!(
        err.contains("help: run `cargo verbatim codegen owners`"),
        "{err}"
    );
    let (_, err) = verbatim(&apis, &["codegen", "owner"], 2);
    assert!(err.contains("Cargo.toml has `pets`, `owners`"), "{err}");
    // Paths would leave out what its settings say.
    let paths = [
        "codegen",
        "--spec",
        "pets.yaml",
        "--out",
        "../crates/owners",
    ];
    let (_, err) = verbatim(&apis, &paths, 2);
    assert!(err.contains("name it: `codegen owners`"), "{err}");
    // And without a folder there would be a second crate of one description.
    let (_, err) = verbatim(&apis, &["codegen", "--spec", "pets.yaml"], 2);
    assert!(err.contains("name it: `codegen pets`"), "{err}");
    assert!(!folder.path().join("generated-client").exists());
}

#[test]
fn a_description_of_several_files_gives_the_same_from_any_folder() {
    let folder = folder(Some(&format!("{WORKSPACE}{PETS}")));
    let schema = "schema: { $ref: '#/components/schemas/Pets' }";
    let spec = SPEC.replace(schema, "schema: { $ref: parts/all_pets.yaml }");
    fs::write(folder.path().join("apis/pets.yaml"), spec).expect("a description");
    let part = "{ type: object, properties: { pets: { type: object, properties: { name: { type: string } } } } }";
    fs::create_dir(folder.path().join("apis/parts")).expect("a folder");
    fs::write(folder.path().join("apis/parts/all_pets.yaml"), part).expect("a part");
    verbatim(folder.path(), &["codegen"], 0);
    let names = read(&folder, "crates/pets/names.yaml");
    let key = "\"types > parts~1all_pets.yaml#\": \"AllPets\"";
    assert!(names.contains(key), "{names}");
    for within in ["apis", "apis/parts", "crates/pets/src"] {
        verbatim(&folder.path().join(within), &["codegen", "--check"], 0);
    }

    // Findings show the path as the user would write it.
    let wrong = part.replace("type: string", "type: text");
    fs::write(folder.path().join("apis/parts/all_pets.yaml"), wrong).expect("a part");
    let crates = folder.path().join("crates");
    let (_, err) = verbatim(&crates, &["codegen"], 1);
    assert!(err.contains("--> ../apis/parts/all_pets.yaml:1:"), "{err}");
}

#[test]
fn a_setting_that_means_nothing_is_told_at_its_place() {
    let settings = "\n[workspace.metadata.verbatim.clients.pets]\nspce = \"apis/pets.yaml\"\n";
    let folder = folder(Some(&format!("{WORKSPACE}{settings}")));
    let (_, err) = verbatim(folder.path(), &["codegen"], 2);
    assert!(
        err.contains("Cargo.toml:7:1: there is no setting `spce`\n help: did you mean `spec`?"),
        "{err}"
    );
}

#[test]
fn a_path_of_the_settings_that_leads_nowhere_is_told_at_its_place() {
    let folder = folder(None);
    let apis = folder.path().join("apis");
    for (settings, place, expected) in [
        (
            "spec = \"apis/pet.yaml\"",
            "Cargo.toml:7:8: cannot read the description `../apis/pet.yaml`",
            "did you mean `spec = \"apis/pets.yaml\"`?",
        ),
        (
            "overlays = [\"ours.yaml\"]",
            "Cargo.toml:8:13: cannot read the overlay `../ours.yaml`",
            "",
        ),
        (
            "root = \"crates\"",
            "Cargo.toml:8:8: cannot read the folder `../crates`",
            "",
        ),
    ] {
        set(&folder, settings);
        for command in ["codegen", "diff"] {
            let code = if command == "diff" { 1 } else { 2 };
            let (_, err) = verbatim(&apis, &[command], code);
            if command == "codegen" || !err.contains("cannot ask git") {
                assert!(err.contains(place) && err.contains(expected), "{err}");
            }
            assert!(!err.contains("--spec"), "{err}");
        }
    }
    let (_, err) = verbatim(&apis, &["codegen", "--format", "json"], 2);
    let told: serde_json::Value = serde_json::from_str(&err).expect("JSON");
    let place = (&told["file"], &told["line"], &told["column"]);
    assert_eq!(place, (&"Cargo.toml".into(), &8.into(), &8.into()), "{err}");
}

#[test]
fn settings_that_nobody_reads_are_told_where_they_stand() {
    let package = "[package]\nname = \"app\"\n";
    let client = PETS.replace("workspace", "package");
    for members in ["app", "./app", "a/*"] {
        let folder = folder(Some(&WORKSPACE.replace("[]", &format!("[{members:?}]"))));
        let within = if members == "a/*" { "a/app" } else { "app" };
        fs::create_dir_all(folder.path().join(within)).expect("a folder");
        let manifest = folder.path().join(within).join("Cargo.toml");
        fs::write(manifest, format!("{package}{client}")).expect("a manifest");
        let (_, err) = verbatim(folder.path(), &PATHS, 2);
        assert!(
            err.contains(&format!(
                "{within}/Cargo.toml:4:28: `package.metadata.verbatim.clients`"
            )) && err.contains("`[workspace.metadata.verbatim.clients.pets]`"),
            "{err}"
        );
    }
}

#[test]
fn a_type_of_another_crate_stands_for_a_format() {
    let settings = "\n[workspace.metadata.verbatim.clients.pets]\nspec = \"apis/pets.yaml\"\n\
                    out = \"crates/pets\"\ntypes = { uuid = \"uuid::Uuid\" }\n";
    let folder = folder(Some(&format!("{WORKSPACE}{settings}")));
    let spec = SPEC.replace(
        "items: { type: string }",
        "items: { type: string, format: uuid }",
    );
    fs::write(folder.path().join("apis/pets.yaml"), spec).expect("a description");
    let (out, _) = verbatim(folder.path(), &["codegen"], 0);
    assert!(
        out.contains("cargo add uuid --features serde --manifest-path crates/pets/Cargo.toml"),
        "{out}"
    );
    let owners = read(&folder, "crates/pets/src/owners.rs");
    assert!(
        owners.contains("pub names: Option<Vec<::uuid::Uuid>>,"),
        "{owners}"
    );

    // The dependency is the owner's.
    let path = folder.path().join("crates/pets/Cargo.toml");
    let manifest = fs::read_to_string(&path).expect("a manifest");
    let manifest = manifest.replacen("[dependencies]\n", "[dependencies]\nuuid = \"1\"\n", 1);
    fs::write(&path, &manifest).expect("a manifest");
    let (out, _) = verbatim(folder.path(), &["codegen"], 0);
    assert!(!out.contains("cargo add uuid"), "{out}");
    assert_eq!(fs::read_to_string(&path).expect("a manifest"), manifest);
    verbatim(folder.path(), &["codegen", "--check"], 0);
    verbatim(
        folder.path(),
        &["diff", "apis/pets.yaml", "apis/pets.yaml"],
        0,
    );

    let wrong = settings.replace("uuid =", "uuidd =");
    fs::write(
        folder.path().join("Cargo.toml"),
        format!("{WORKSPACE}{wrong}"),
    )
    .expect("settings");
    let (_, err) = verbatim(folder.path(), &["codegen"], 1);
    assert!(
        err.contains("no schema has the format `uuidd`") && err.contains("did you mean `uuid`?"),
        "{err}"
    );
}

#[test]
fn derives_of_the_settings_are_written_and_misspelt_ones_told() {
    let folder = committed("derives = { Eq = [\"Pets\"], \"strum::EnumIs\" = [\"enums\"] }");
    let pets = read(&folder, "crates/pets/src/pets.rs");
    assert!(
        pets.contains("#[derive(Debug, Clone, PartialEq, Eq)]"),
        "{pets}"
    );
    let (out, _) = verbatim(folder.path(), &["codegen"], 0);
    let add = "`derives` names a derive of `strum`, which the client does not depend on yet:\n  \
               cargo add strum --manifest-path crates/pets/Cargo.toml";
    assert!(out.contains(add), "{out}");
    set(&folder, "derives = { Eq = [\"Pet\"] }");
    let (_, err) = verbatim(folder.path(), &["codegen"], 1);
    let expected = "no type is called `Pet`, for which the settings name the derive `Eq`";
    assert!(
        err.contains(expected) && err.contains("did you mean `Pets`?"),
        "{err}"
    );
    assert!(err.contains("--> Cargo.toml:8:19\n"), "{err}");
    set(&folder, "only = { tags = [\n  \"pets\",\n  \"owner\",\n] }");
    let (_, err) = verbatim(folder.path(), &["codegen", "--format", "json"], 1);
    let told: serde_json::Value =
        serde_json::from_str(err.lines().next().expect("a finding")).expect("JSON");
    let place = (&told["file"], &told["line"], &told["column"]);
    assert_eq!(
        place,
        (&"Cargo.toml".into(), &10.into(), &3.into()),
        "{err}"
    );
    // The description is not at fault.
    assert!(!err.contains("--lenient"), "{err}");
}
