//! The same description gives the same bytes, and its findings do not depend on the run.

use generator::{Names, Options, Sources, caller, contract, generate, generate_with};

use crate::features::names_of;
use crate::golden::{cases, run};

const DESCRIPTION: &str = include_str!("../../../spec/fine-tuning.yaml");

#[test]
fn two_runs_of_every_golden_case_agree_to_the_byte() {
    for case in ["ok", "err"].into_iter().flat_map(cases) {
        let everything = || {
            let (sources, output) = run(&case);
            let found = output.diagnostics.iter();
            let found: Vec<String> = found.map(|found| found.render(&sources, false)).collect();
            let options = Options::default();
            let contract = format!("{:?}", contract(&sources, &options));
            (output.files, found, contract, caller(&sources, &options))
        };
        assert_eq!(everything(), everything(), "{}", case.display());
    }
}

/// What the file of names says is what the client has.
#[test]
fn a_second_run_into_the_same_folder_changes_nothing() {
    for kind in ["ok", "err"] {
        for case in cases(kind) {
            let (sources, _) = run(&case);
            let generate = |names: Option<&Names>| {
                let options = Options {
                    names,
                    lenient: kind == "err",
                    ..Options::default()
                };
                generate_with(&sources, &options)
            };
            let first = generate(None);
            if !first.files.is_empty() {
                let second = generate(Some(&names_of(&first)));
                assert_eq!(second.files, first.files, "{}", case.display());
            }
        }
    }
}

#[test]
fn a_second_run_reads_every_name_that_the_first_one_wrote() {
    let text = "openapi: 3.1.0\ninfo: { title: T, version: 1.0.0 }\nservers: [{ url: 'https://t.example' }]\n\
        paths: { /a: { post: { requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/A' } } } }, \
        responses: { '204': { description: d } } } } }\n\
        components: { schemas: { A: { type: object, properties: { '': { $ref: '#/components/schemas/B' } } }, \
        B: { anyOf: [{ type: integer }, { type: string, enum: [a, b] }, { type: string, enum: [b, c] }] } } }\n";
    let sources = Sources::new("api.yaml", text);
    let first = generate(&sources);
    let names = names_of(&first);
    let options = Options {
        names: Some(&names),
        ..Options::default()
    };
    assert_eq!(generate_with(&sources, &options).files, first.files);
}

#[test]
fn yaml_and_json_give_the_same_client() {
    let value: serde_yaml::Value = serde_yaml::from_str(DESCRIPTION).unwrap();
    let json = serde_json::to_string_pretty(&value).unwrap();
    let from_yaml = generate(&Sources::new("spec/fine-tuning.yaml", DESCRIPTION)).files;
    let from_json = generate(&Sources::new("spec/fine-tuning.yaml", json)).files;
    assert_eq!(from_yaml, from_json);
}
