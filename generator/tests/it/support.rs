//! The support table: it is printed from the generator's own tables, and for each keyword a
//! document shows that what it says is so.

mod samples;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use generator::{Code, Keyword, Output, Sources, Support, generate, keywords};

use self::samples::objects;

/// A document in which one keyword is used, and the same without it.
struct Pair {
    with: String,
    without: String,
}

#[test]
fn the_table_is_that_of_the_code() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("SUPPORT.md");
    let text = table();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, text).unwrap();
        return;
    }
    let known = fs::read_to_string(&path).unwrap_or_default();
    let help = "UPDATE_EXPECT=1 cargo test -p generator support writes it";
    assert!(known == text, "{} is stale: {help}", path.display());
}

#[test]
fn each_keyword_does_what_the_table_says() {
    let mut wrong = Vec::new();
    for keyword in keywords() {
        if let Err(why) = check(&keyword) {
            wrong.push(format!("`{}` of {}: {why}", keyword.name, keyword.object));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn there_is_no_sample_of_an_unknown_keyword() {
    let known: BTreeSet<_> = keywords()
        .iter()
        .map(|keyword| (keyword.object, keyword.name))
        .collect();
    for (object, _, _, samples) in objects() {
        for (key, _) in *samples {
            assert!(known.contains(&(object, key)), "`{key}` of {object}");
        }
    }
}

fn check(keyword: &Keyword) -> Result<(), String> {
    let Pair { with, without } = pair(keyword)?;
    let (with, found) = run(&with);
    let (without, usual) = run(&without);
    let more: Vec<_> = found.difference(&usual).collect();
    let has = |code: &str| more.iter().any(|(other, _)| other == code);
    let said = format!("`{}` of {} ", keyword.name, keyword.object);
    let inert = found.iter().any(|(_, message)| message.starts_with(&said));
    let as_said = match keyword.support {
        Support::Honoured => {
            with.files != without.files && !with.files.is_empty() && !has("E0103") && !inert
        }
        Support::Noted(Code::Inert) => {
            inert && (with.files == without.files || without.files.is_empty())
        }
        Support::Noted(code) => has(code.id()) && !with.files.is_empty(),
        Support::Refused(code) => has(code.id()) && with.files.is_empty(),
    };
    let same = if with.files == without.files {
        "the same"
    } else {
        "other"
    };
    let count = with.files.len();
    as_said.then_some(()).ok_or_else(|| {
        format!(
            "{:?}, gave {same} files ({count}), {more:?}",
            keyword.support
        )
    })
}

/// What is generated, and the codes and messages of what was found.
fn run(text: &str) -> (Output, BTreeSet<(String, String)>) {
    let output = generate(&Sources::new("openapi.yaml", text));
    let found = output.diagnostics.iter();
    let found = found.map(|found| (found.code.id().to_owned(), found.message.clone()));
    let found = found.collect();
    (output, found)
}

fn pair(keyword: &Keyword) -> Result<Pair, String> {
    // An object has a second document where its first one cannot show every key.
    let mut objects = objects().filter(|(object, ..)| *object == keyword.object);
    let found = objects.find_map(|(_, template, usual, samples)| {
        let sample = samples.iter().find(|(key, _)| *key == keyword.name);
        sample.map(|(_, sample)| (template, usual, sample))
    });
    let (template, usual, sample) = found.ok_or("no sample")?;
    let name = keyword.name;
    let usual = (*usual).to_owned();
    let (members, others) = match (sample.strip_prefix('='), sample.strip_prefix('-')) {
        // The members before the key are there without it too.
        (Some(members), _) if members.contains(" ~ ") => {
            let (members, others) = members.split_once(" ~ ").unwrap();
            (members.to_owned(), others.to_owned())
        }
        (Some(members), _) => match members.rsplit_once(&format!(", {name}: ")) {
            Some((others, _)) => (members.to_owned(), others.to_owned()),
            None => (members.to_owned(), usual),
        },
        (_, Some(others)) => (usual, others.to_owned()),
        _ if usual.is_empty() => (format!("{name}: {sample}"), usual),
        _ => (format!("{usual}, {name}: {sample}"), usual),
    };
    let version = match keyword.versions {
        "3.0" => "3.0.3",
        "3.2" => "3.2.0",
        _ => "3.1.0",
    };
    let fill = |members: &str| template.replace("%", members).replace("3.x", version);
    Ok(Pair {
        with: fill(&members),
        without: fill(&others),
    })
}

fn table() -> String {
    let mut text = "# What is read\n\n".to_owned();
    text += "Every keyword of OpenAPI 3.0, 3.1 and 3.2 and of JSON Schema 2020-12. \
             Written by a test from the tables by which the generator accepts keywords; \
             another test shows for each that it is so.\n\n\
             - **honoured**: the client is another one for it\n\
             - **noted**: read, and each use is answered with the code; nothing stops\n\
             - **refused**: nothing is generated, and the code's message says what to write\n\n\
             Any other key is answered with E0103, an error when it looks like a misspelt one; \
             keys that begin with `x-` pass, unless \
             they look like one that the generator reads.\n";
    let mut objects: Vec<&str> = Vec::new();
    let all = keywords();
    for keyword in &all {
        if !objects.contains(&keyword.object) {
            objects.push(keyword.object);
        }
    }
    for object in objects {
        let _ = write!(
            text,
            "\n## {}\n\n| key | since | | |\n|---|---|---|---|\n",
            title(object)
        );
        for keyword in all.iter().filter(|keyword| keyword.object == object) {
            let support = match keyword.support {
                Support::Honoured => "honoured".to_owned(),
                Support::Noted(code) => format!("noted {}", code.id()),
                Support::Refused(code) => format!("refused {}", code.id()),
            };
            let (name, versions, how) = (keyword.name, keyword.versions, keyword.how);
            let _ = writeln!(text, "| `{name}` | {versions} | {support} | {how} |");
        }
    }
    text += "\n## Codes\n\n| code | | |\n|---|---|---|\n";
    for code in Code::ALL {
        let (id, severity, meaning) = (code.id(), code.severity().name(), code.meaning());
        let _ = writeln!(text, "| {id} | {severity} | {meaning} |");
    }
    text
}

/// "a server variable" → "Server variable".
fn title(object: &str) -> String {
    let words = ["a ", "an ", "the "]
        .iter()
        .find_map(|article| object.strip_prefix(article));
    let words = words.unwrap_or(object).trim_matches('`');
    let (first, rest) = words.split_at(1);
    first.to_uppercase() + rest
}

#[test]
fn the_counts_that_the_readme_gives() {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for keyword in keywords() {
        let kind = match keyword.support {
            Support::Honoured => "honoured",
            Support::Noted(_) => "noted",
            Support::Refused(_) => "refused",
        };
        *counts.entry(kind).or_default() += 1;
    }
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md");
    let readme = fs::read_to_string(readme).unwrap();
    let readme: String = readme.split_whitespace().collect::<Vec<_>>().join(" ");
    let sentence = format!(
        "{} keywords honoured, {} noted, {} refused",
        counts["honoured"], counts["noted"], counts["refused"]
    );
    assert!(
        readme.contains(&sentence),
        "the README should say: {sentence}"
    );
}
