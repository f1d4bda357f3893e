//! Bytes → crate.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    generator_fuzz::check(&generator_fuzz::sources(bytes), bytes.len());
});
