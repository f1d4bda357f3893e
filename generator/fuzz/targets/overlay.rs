//! Bytes as an overlay of the project's own description → crate.

#![no_main]

use generator::Sources;
use libfuzzer_sys::fuzz_target;

const DESCRIPTION: &str = include_str!("../../../spec/fine-tuning.yaml");

fuzz_target!(|bytes: &[u8]| {
    let mut sources = Sources::new("openapi.yaml", DESCRIPTION);
    sources.overlay("openapi.overlay.yaml", bytes);
    for name in sources.missing() {
        sources.supply(name, Err("there is no such file".to_owned()));
    }
    generator_fuzz::check(&sources, DESCRIPTION.len() + bytes.len());
});
