//! The same description gives the same bytes, and its findings do not depend on the run.

use generator::{Sources, generate};

const DESCRIPTION: &str = include_str!("../../../spec/fine-tuning.yaml");

#[test]
fn two_runs_agree_to_the_byte() {
    let first = generate(&Sources::new("spec/fine-tuning.yaml", DESCRIPTION));
    let second = generate(&Sources::new("spec/fine-tuning.yaml", DESCRIPTION));
    assert_eq!(first.files, second.files);
    assert!(!first.files.is_empty());
}

#[test]
fn yaml_and_json_give_the_same_client() {
    let value: serde_yaml::Value = serde_yaml::from_str(DESCRIPTION).unwrap();
    let json = serde_json::to_string_pretty(&value).unwrap();
    let from_yaml = generate(&Sources::new("spec/fine-tuning.yaml", DESCRIPTION)).files;
    let from_json = generate(&Sources::new("spec/fine-tuning.yaml", json)).files;
    assert_eq!(from_yaml, from_json);
}
