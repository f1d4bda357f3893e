//! What no document may do to the generator: panic, take longer than its size explains, or make it
//! emit what does not parse. `cargo install cargo-fuzz`, then in `generator/`:
//!
//! ```text
//! cargo +nightly fuzz run generate -- -dict=fuzz/openapi.dict -max_len=16384 -timeout=10
//! ```
//!
//! The targets: `read` (bytes → findings), `generate` (bytes → crate), `schemas` (descriptions built
//! from pieces of schemas → crate) and `overlay` (bytes as an overlay of a description → crate).
//! Folders of documents after the name of the target are seeds. What was found once is a case of
//! `generator/tests/it/bounds.rs`.

pub mod description;

use cpu_time::ThreadTime;
use generator::{Code, Options, Output, Sources, generate_with};

/// A form feed in the input begins the next file of the description.
const NEXT_FILE: u8 = 0x0c;

/// The description in some bytes: the root document, and the files that it asks for in the order
/// in which it does.
pub fn sources(bytes: &[u8]) -> Sources {
    let mut files = bytes.split(|byte| *byte == NEXT_FILE);
    let root = files.next().unwrap_or_default();
    let mut sources = Sources::new("openapi.yaml", root);
    loop {
        let missing = sources.missing();
        if missing.is_empty() {
            return sources;
        }
        for name in missing {
            let file = files.next().map(<[u8]>::to_vec);
            sources.supply(name, file.ok_or_else(|| "there is no such file".to_owned()));
        }
    }
}

/// Everything the generator does with a description, strictly and leniently; checks the result.
pub fn check(sources: &Sources, size: usize) {
    let strict = run(sources, size, false);
    if strict.files.is_empty() {
        run(sources, size, true);
    }
}

fn run(sources: &Sources, size: usize, lenient: bool) -> Output {
    let start = ThreadTime::now();
    let options = Options {
        tolerated: if lenient { &[Code::NothingToCall] } else { &[] },
        lenient,
        ..Options::default()
    };
    let output = generate_with(sources, &options);
    let _ = generator::contract(sources, &options);
    check_findings(sources, &output);
    let spent = start.elapsed().as_millis() as usize;
    let written: usize = output.files.values().map(String::len).sum();
    let allowed = 2_000 + (size + written) / 100;
    assert!(
        spent < allowed,
        "{spent} ms for {size} bytes in and {written} out"
    );
    check_files(&output, size);
    output
}

/// Every finding can be shown, and there is one when there are no files.
pub fn check_findings(sources: &Sources, output: &Output) {
    assert!(
        !output.files.is_empty() || !output.diagnostics.is_empty(),
        "neither files nor findings"
    );
    for found in &output.diagnostics {
        let text = found.render(sources, false);
        assert!(!text.is_empty());
        assert!(found.json(sources).is_object());
    }
}

fn check_files(output: &Output, size: usize) {
    let own = |path: &&String| !path.starts_with("src/runtime");
    let own: Vec<&String> = output.files.keys().filter(own).collect();
    let written: usize = own.iter().map(|path| output.files[*path].len()).sum();
    assert!(
        written < 200_000 + 2_000 * size,
        "{written} bytes out of {size}"
    );
    for path in own {
        let text = &output.files[path];
        for step in path.split('/') {
            assert!(step.len() <= 255, "no file can be called {step}");
        }
        if path.ends_with(".rs") {
            let parsed = syn::parse_file(text);
            assert!(
                parsed.is_ok(),
                "{path} does not parse: {:?}\n{text}",
                parsed.err()
            );
        } else if path.ends_with(".toml") {
            let parsed = toml::from_str::<toml::Table>(text);
            assert!(
                parsed.is_ok(),
                "{path} does not parse: {:?}\n{text}",
                parsed.err()
            );
        } else if path.ends_with(".json") {
            let parsed = serde_json::from_str::<serde_json::Value>(text);
            assert!(parsed.is_ok(), "{path} does not parse\n{text}");
        }
    }
}
