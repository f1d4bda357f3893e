//! Bytes → findings: the text, references and overlays are read, nothing is generated.

#![no_main]

use generator::{Options, contract};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let sources = generator_fuzz::sources(bytes);
    if let Err(found) = contract(&sources, &Options::default()) {
        assert!(!found.is_empty());
        for found in found {
            assert!(!found.render(&sources, true).is_empty());
        }
    }
});
