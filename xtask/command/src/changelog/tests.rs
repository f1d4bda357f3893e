use generator::{Comparison, Options, Sources, compare};

use super::{Update, body, seal, update, version, without_undone};

fn changes(old: &str, new: &str) -> Comparison {
    let sources = |properties: &str| {
        let text = format!(
            "openapi: 3.1.0\ninfo: {{ title: Pets, version: 1.0.0 }}\npaths: {{}}\ncomponents:\n  \
             schemas:\n    Pet: {{ type: object, properties: {{ {properties} }} }}\n"
        );
        Sources::new("pets.yaml", text)
    };
    compare(&sources(old), &sources(new), &Options::default())
}

fn removed() -> Comparison {
    changes(
        "a: { type: string }, b: { type: string }",
        "a: { type: string }",
    )
}

fn written(changelog: Option<&str>, comparison: &Comparison) -> String {
    let version = version(comparison.versions.as_ref().unwrap());
    match update(changelog, None, version, comparison) {
        Update::Write(text) => text,
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_entry_stands_under_the_version_to_choose() {
    let text = written(None, &removed());
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.starts_with("<!--"))
        .collect();
    let expected = "# Changelog\n\n## 2.0.0\n\n\n### Breaking\n\n- `Pet.b`: removed";
    assert_eq!(lines.join("\n"), expected);
}

#[test]
fn what_is_documentation_says_what_it_is() {
    let call = |summary: &str, id: &str| {
        let text = format!(
            "openapi: 3.1.0\ninfo: {{ title: Pets, version: 1.0.0 }}\nservers: [{{ url: 'https://a.example' }}]\n\
             paths: {{ /pets: {{ get: {{ summary: {summary}, operationId: {id}, x-name: all, responses: {{ '204': \
             {{ description: d }} }} }} }} }}\n"
        );
        Sources::new("pets.yaml", text)
    };
    let changes = compare(&call("A", "list"), &call("B", "all"), &Options::default());
    let text = written(None, &changes);
    let told = "- `pets().all`: errors and logs call it `all`, it was `list`\n- `pets().all`\n";
    assert!(text.ends_with(told), "{text}");
}

#[test]
fn the_same_changes_are_entered_once() {
    let text = written(None, &removed());
    assert_eq!(update(Some(&text), None, "2.0.0", &removed()), Update::Same);
}

#[test]
fn an_entry_that_nobody_edited_follows_the_changes() {
    let text = written(None, &removed());
    let more = changes(
        "a: { type: string }, b: { type: string }",
        "c: { type: string }",
    );
    let text = written(Some(&text), &more);
    assert_eq!(text.matches("## 2.0.0").count(), 1);
    assert!(
        text.contains("- `Pet.a`: removed\n- `Pet.b`: removed\n"),
        "{text}"
    );
    assert!(text.contains("### Added\n\n- `Pet.c`: added"), "{text}");
}

#[test]
fn what_a_person_wrote_stays() {
    let theirs = "# Changelog\n\nOur words.\n\n## 1.0.0\n\nThe first.\n";
    let text = written(Some(theirs), &removed());
    assert!(
        text.starts_with("# Changelog\n\nOur words.\n\n## 2.0.0\n"),
        "{text}"
    );
    assert!(text.ends_with("\n\n## 1.0.0\n\nThe first.\n"), "{text}");

    let edited = text.replace("removed", "removed: nobody had one");
    let more = changes(
        "a: { type: string }, b: { type: string }",
        "c: { type: string }",
    );
    let Update::Write(longer) = update(Some(&edited), None, "2.0.0", &more) else {
        panic!("nothing is written");
    };
    let lists = "### Breaking\n\n- `Pet.b`: removed: nobody had one\n- `Pet.a`: removed\n\n\
                 ### Added\n\n- `Pet.c`: added: `Option<String>`\n\n## 1.0.0\n\nThe first.\n";
    assert!(longer.ends_with(lists), "{longer}");
    // What is deleted of what was entered stays so.
    let shorter = longer.replace("- `Pet.a`: removed\n", "");
    for text in [&longer, &shorter] {
        let again = update(Some(text), None, "2.0.0", &more);
        assert_eq!(again, Update::Same, "{text}");
    }
    let bare = "## [2.0.0] - 2026-01-01\n\n- Ours.\n";
    let kept = update(Some(bare), None, "2.0.0", &removed());
    assert_eq!(kept, Update::Edited(1));
}

#[test]
fn changes_are_entered_into_an_entry_that_was_edited_and_committed() {
    let text = written(None, &removed());
    let mut committed = text.replace("removed", "removed, and `Pet.c` will come");
    for (old, new, expected) in [
        ("a", "a, c", "- `Pet.c`: added"),
        ("a, c", "a, c, d", "- `Pet.d`: added"),
    ] {
        let with = |names: &str| names.replace(',', ": { type: string },") + ": { type: string }";
        let more = changes(&with(old), &with(new));
        let Update::Write(text) = update(Some(&committed), Some(&committed), "2.0.0", &more) else {
            panic!("nothing is written");
        };
        assert!(text.contains("removed, and"), "{text}");
        assert_eq!(text.matches(expected).count(), 1, "{text}");
        let again = update(Some(&text), Some(&committed), "2.0.0", &more);
        assert_eq!(again, Update::Same);
        committed = text;
    }
    assert_eq!(committed.matches("### Added").count(), 1, "{committed}");
}

#[test]
fn what_was_committed_stays_under_a_heading_that_is_used_again() {
    let first = written(None, &removed());
    let second = changes(
        "a: { type: string }",
        "a: { type: string }, c: { type: string }",
    );
    let Update::Write(text) = update(Some(&first), Some(&first), "2.0.0", &second) else {
        panic!("nothing is written");
    };
    assert_eq!(text.matches("## 2.0.0").count(), 1, "{text}");
    assert!(
        text.contains("### Breaking\n\n- `Pet.b`: removed\n\n### Added\n\n- `Pet.c`: added"),
        "{text}"
    );
    let again = update(Some(&text), Some(&first), "2.0.0", &second);
    assert_eq!(again, Update::Same);
}

#[test]
fn what_came_and_went_under_one_heading_is_not_told() {
    let (old, new) = (
        "a: { type: string }",
        "a: { type: string }, c: { type: string }",
    );
    let added = format!(
        "{}- `Pet.c`: deprecated\n- `Pet.cc`: added\n",
        body(changes(old, new).changes.iter(), "")
    );
    let committed = format!("# Changelog\n\n## 2.0.0\n\n{}\n\n{added}", seal(&added));
    let gone = changes(new, old);
    let Update::Write(text) = update(Some(&committed), Some(&committed), "2.0.0", &gone) else {
        panic!("nothing is written");
    };
    assert!(
        text.ends_with(" -->\n\n### Added\n\n- `Pet.cc`: added\n"),
        "{text}"
    );
    let again = update(Some(&text), Some(&committed), "2.0.0", &gone);
    assert_eq!(again, Update::Same);
}

#[test]
fn an_older_entry_takes_no_new_changes() {
    let first = written(None, &removed());
    let newer = "# Changelog\n\n## 1.2.0\n\nOurs.\n";
    let committed = first.replace("# Changelog\n", newer);
    let more = changes(
        "a: { type: string }, c: { type: string }",
        "a: { type: string }",
    );
    let headings = |text: &str| -> Vec<String> {
        let lines = text.lines().filter(|line| line.starts_with("## "));
        lines.map(str::to_owned).collect()
    };
    let Update::Write(text) = update(Some(&committed), Some(&committed), "2.0.0", &more) else {
        panic!("nothing is written");
    };
    assert_eq!(headings(&text), ["## 2.0.0", "## 1.2.0", "## 2.0.0"]);
    assert!(text.ends_with(&first["# Changelog\n".len()..]), "{text}");
    let again = update(Some(&text), Some(&committed), "2.0.0", &more);
    assert_eq!(again, Update::Same);
    assert_eq!(without_undone(&text, &committed).as_ref(), Some(&committed));

    // What is headed so is not a version.
    let unreleased = committed.replace("1.2.0", "Unreleased");
    let Update::Write(text) = update(Some(&unreleased), Some(&unreleased), "2.0.0", &more) else {
        panic!("nothing is written");
    };
    assert_eq!(headings(&text), ["## Unreleased", "## 2.0.0"]);
}

#[test]
fn what_was_undone_is_taken_out() {
    let theirs = "# Changelog\n\n## 1.0.0\n\nThe first.\n";
    let text = written(Some(theirs), &removed());
    assert_eq!(without_undone(&text, theirs).as_deref(), Some(theirs));
    let new = written(None, &removed());
    assert_eq!(without_undone(&new, "").as_deref(), Some("# Changelog\n"));

    // An entry that was committed is as it was.
    let more = changes(
        "a: { type: string }",
        "a: { type: string }, c: { type: string }",
    );
    let Update::Write(longer) = update(Some(&text), Some(&text), "2.0.0", &more) else {
        panic!("nothing is written");
    };
    assert_eq!(without_undone(&longer, &text).as_deref(), Some(&*text));
    assert_eq!(without_undone(&text, &text), None);

    let edited = text.replace("removed", "removed: nobody had one");
    assert_eq!(without_undone(&edited, theirs), None);
}

#[test]
fn an_entry_follows_the_version_that_the_changes_belong_to() {
    let committed = "# Changelog\n\n## 1.0.0\n\nThe first.\n";
    let more = changes(
        "a: { type: string }",
        "a: { type: string }, c: { type: string }",
    );
    let Update::Write(text) = update(Some(committed), Some(committed), "1.1.0", &more) else {
        panic!("nothing is written");
    };
    let Update::Write(later) = update(Some(&text), Some(committed), "2.0.0", &removed()) else {
        panic!("nothing is written");
    };
    let headings: Vec<&str> = later
        .lines()
        .filter(|line| line.starts_with("## "))
        .collect();
    assert_eq!(headings, ["## 2.0.0", "## 1.0.0"]);
    let again = update(Some(&later), Some(committed), "2.0.0", &removed());
    assert_eq!(again, Update::Same);

    // What somebody edited stays, and so does every entry of a crate that no commit has.
    let edited = text.replace("added", "added at last");
    for (text, committed) in [(&edited, Some(committed)), (&text, None)] {
        let Update::Write(later) = update(Some(text), committed, "2.0.0", &removed()) else {
            panic!("nothing is written");
        };
        assert!(later.contains("## 1.1.0"), "{later}");
    }
    // All that was entered goes at once.
    let both = later.replace(
        "## 1.0.0\n\nThe first.\n",
        &text[text.find("## 1.1.0").unwrap()..],
    );
    assert_eq!(without_undone(&both, committed).as_deref(), Some(committed));
}

#[test]
fn a_line_in_other_words_is_not_entered_again() {
    let text = written(None, &removed());
    let edited = text.replace("- `Pet.b`: removed", "- Pets have no b any more.");
    let more = changes(
        "a: { type: string }, b: { type: string }",
        "a: { type: string }, c: { type: string }",
    );
    let Update::Write(longer) = update(Some(&edited), None, "2.0.0", &more) else {
        panic!("nothing is written");
    };
    let lists = "### Breaking\n\n- Pets have no b any more.\n\n### Added\n\n- `Pet.c`: added";
    assert!(
        longer.contains(lists) && !longer.contains("Pet.b"),
        "{longer}"
    );
}
