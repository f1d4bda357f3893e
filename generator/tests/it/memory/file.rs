//! The file itself: what it keeps, and what is reported about a broken one.

use generator::{Code, Names, Options, Severity, Sources, generate_with};

use super::{found, has, names_of, schemas, versions};

#[test]
fn a_file_of_names_knows_every_text_again() {
    let long = "long ".repeat(400);
    let texts = [
        "",
        " ",
        "🚀",
        "𝒳",
        "\n",
        "\t",
        "\u{0}",
        "\u{7f}",
        "\u{85}",
        "\u{2028}",
        "\u{200f}",
        "\u{feff}",
        "\u{fffe}",
        "\u{10ffff}",
        "\"",
        "\\",
        "a: b",
        "# a",
        " > ",
        "freed a",
        "a, b",
        "日付",
        "e\u{301}",
        &long,
    ];
    let escaped = |c: char| format!("\\U{:08x}", u32::from(c));
    let quoted = texts.map(|text| format!("\"{}\"", text.chars().map(escaped).collect::<String>()));
    let values = quoted.join(", ");
    let document = schemas(&format!(
        "Word: {{ type: string, enum: [{values}] }}\nHolder: {{ type: object, properties: {{ \"🚀\": {{ type: string }} }} }}"
    ));
    let outputs = versions(&[&document, &document]);
    assert_eq!(outputs[0].files, outputs[1].files);
}

#[test]
fn a_name_that_was_never_committed_is_forgotten() {
    let one = schemas("Light: { type: string, enum: [RED] }");
    let outputs = versions(&[&one]);
    let names = names_of(&outputs[0]).since(&Names::default());
    let options = Options {
        names: Some(&names),
        ..Options::default()
    };
    let other = schemas("Light: { type: string, enum: [Red] }");
    let output = generate_with(&Sources::new("api.yaml", other), &options);
    has(&output, &["Red = \"Red\""]);
    assert_eq!(found(&output, Code::FreedName), [] as [&str; 0]);
}

#[test]
fn a_broken_file_says_where_and_what_to_do() {
    let wrong = |text: &str| {
        let file = Sources::new(Names::FILE, text);
        let found = Names::read(&file).expect_err("a fault");
        let at = found[0].location(&file).map_or(0, |at| at.line);
        assert!(found.iter().all(|found| found.severity == Severity::Error));
        assert!(
            found[0]
                .help
                .iter()
                .any(|help| help.contains("restore the file from the last commit"))
        );
        // A conflict in a description may be resolved otherwise than one of names.
        assert!(
            !found[0]
                .help
                .iter()
                .any(|help| help.contains("one of the two sides"))
        );
        (found[0].code, at, found[0].message.clone())
    };
    let (code, at, _) = wrong("\"types > #/a\": \"A\"\n<<<<<<< HEAD\n");
    assert_eq!((code, at), (Code::Syntax, 2));
    assert_eq!(
        wrong("\"types > #/a\": \"A\"\n\"types > #/b\": \"A\"\n"),
        (
            Code::NamesFile,
            2,
            "`A` is the name of `#/a` already".to_owned()
        )
    );
    assert_eq!(
        wrong("\"types > #/a\": \"A b\"\n").2,
        "expected a name that Rust allows for `#/a`, found `A b`"
    );
    assert_eq!(
        wrong("\"types\": \"A\"\n").2,
        "expected a place of the form `group > key`, found `types`"
    );
    assert_eq!(
        wrong("\"types > #/a\": 1\n").2,
        "expected the name of `#/a`, found an integer"
    );
    assert_eq!(
        wrong("[]\n").2,
        "expected lines of the form `\"place\": \"name\"`, found an array"
    );
}
