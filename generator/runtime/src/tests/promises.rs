//! The page that says which test holds which promise names only tests that exist.

use std::collections::BTreeMap;
use std::fs;

const PAGE: &str = include_str!("../../PROMISES.md");

#[test]
fn every_test_that_is_named_exists() {
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    let mut named = 0;
    for name in PAGE.split('`').filter(|text| text.contains("::")) {
        let (module, test) = name.rsplit_once("::").expect("a path");
        // Prose speaks of all of a folder.
        if test.is_empty() {
            continue;
        }
        let path = match module.strip_prefix("suite::") {
            Some(module) => format!("../../tests/suite/{module}.rs"),
            None => format!("src/tests/{module}.rs"),
        };
        let text = files.entry(path).or_insert_with_key(|path| {
            let path = format!("{}/{path}", env!("CARGO_MANIFEST_DIR"));
            fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
        });
        assert!(text.contains(&format!("fn {test}(")), "no test {name}");
        named += 1;
    }
    assert!(named > 100, "{named} tests are named");
}
