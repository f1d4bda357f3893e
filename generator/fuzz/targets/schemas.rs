//! Descriptions built from pieces of schemas → crate. `SHOW=1` prints them.

#![no_main]

use generator::Sources;
use generator_fuzz::description::Description;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|description: Description| {
    let text = description.text();
    if std::env::var_os("SHOW").is_some() {
        println!("{text}");
    }
    generator_fuzz::check(&Sources::new("openapi.json", text.as_str()), text.len());
});
