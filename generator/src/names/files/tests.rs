use super::Names;

/// Names of types with these keys: `T0`, `T1`.
fn names(keys: &[&str]) -> Names {
    let mut names = Names::default();
    for (index, key) in keys.iter().enumerate() {
        names.insert("types", key, &format!("T{index}"));
    }
    names
}

/// What the keys of types become in a description with these files.
#[track_caller]
fn check(files: &[&str], before: &[&str], expected: &[&str]) {
    let before = names(before);
    let after = before.with_files(files.iter().copied());
    let mut keys: Vec<(&str, &str)> = after.group("types").collect();
    keys.sort_by_key(|(_, name)| *name);
    let keys: Vec<&str> = keys.into_iter().map(|(key, _)| key).collect();
    assert_eq!(keys, expected);
    let again = after.with_files(files.iter().copied());
    assert_eq!(again, after);
}

#[test]
fn paths_from_every_folder_become_paths_from_the_root_file() {
    let files = ["b.yaml", "parts~1a.yaml"];
    let keys = ["#/x", "b.yaml#/x#sent", "gone.yaml#", "parts~1a.yaml#"];
    for folder in ["", "apis~1", "work~1apis~1", "..~1apis~1", "..~1"] {
        let before = keys.map(|key| match key.starts_with('#') {
            true => key.to_owned(),
            false => format!("{folder}{key}"),
        });
        let before = before.each_ref().map(String::as_str);
        check(&files, &before, &keys);
    }
}

#[test]
fn files_above_the_root_file_are_known_too() {
    let files = ["a.yaml", "..~1common~1c.yaml"];
    let now = ["a.yaml#", "..~1common~1c.yaml#"];
    check(&files, &["apis~1a.yaml#", "common~1c.yaml#"], &now);
    check(&files, &["..~1apis~1a.yaml#", "..~1common~1c.yaml#"], &now);
    check(&files, &now, &now);
}

#[test]
fn a_file_is_not_taken_for_another_with_the_same_end() {
    let files = ["a~1b.yaml", "b.yaml", "c.yaml"];
    let now = ["a~1b.yaml#", "b.yaml#", "c.yaml#"];
    check(&files, &now, &now);
    check(&files, &["x~1a~1b.yaml#", "x~1b.yaml#", "x~1c.yaml#"], &now);
    // A new file in a folder: the other one is gone.
    check(
        &["a~1b.yaml", "c.yaml"],
        &["b.yaml#", "c.yaml#"],
        &["b.yaml#", "c.yaml#"],
    );
    // Two places would be one.
    let both = ["x~1b.yaml#", "b.yaml#"];
    check(&["b.yaml"], &both, &both);
}

#[test]
fn every_part_of_a_file_of_names_has_the_new_paths() {
    let mut before = names(&["x~1a.yaml#", "x~1a.yaml#/y#with Z and x~1b c.yaml#/z"]);
    before.insert("same types", "x~1a.yaml#", "x~1b c.yaml#/z");
    before.insert("members of x~1b c.yaml#/z", "x~1a.yaml#/u tagged t", "U");
    before.insert("order", "x~1a.yaml#", "x~1a.yaml#, b");
    before.insert_exact("members of x~1a.yaml#", "z");
    before.free("types", "x~1a.yaml#/q", "Q");
    before.free_exact("members of x~1a.yaml#", "gone");
    let after = before.with_files(["a.yaml", "b c.yaml"]);
    let expected = r##""exact > members of a.yaml#": "z"
"freed exact > members of a.yaml#": "gone"
"freed types > a.yaml#/q": "Q"
"members of b c.yaml#/z > a.yaml#/u tagged t": "U"
"order > a.yaml#": "x~1a.yaml#, b"
"same types > a.yaml#": "b c.yaml#/z"
"types > a.yaml#": "T0"
"types > a.yaml#/y#with Z and b c.yaml#/z": "T1"
"##;
    assert_eq!(after.text(), expected);
}

#[test]
fn names_of_a_commit_with_earlier_paths_are_committed() {
    let commit = names(&["x~1a.yaml#"]);
    let mut now = names(&["a.yaml#", "new.yaml#"]);
    now = now.since(&commit);
    assert!(!now.is_draft("types", "a.yaml#"));
    assert!(now.is_draft("types", "new.yaml#"));
    // The name was taken from the thing when the client was generated in another folder.
    let mut renamed = Names::default();
    renamed.insert("types", "a.yaml#", "Other");
    renamed.free("types", "x~1a.yaml#", "T0");
    let restored = renamed.since(&commit);
    assert_eq!(restored.text(), "\"types > a.yaml#\": \"T0\"\n");
}
