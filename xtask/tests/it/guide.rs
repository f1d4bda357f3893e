//! The commands that the README and the guide show exist, with these flags.

use std::fs;
use std::path::{Path, PathBuf};

use super::support::{expect, xtask};

/// What the pages type before a command. Both programs have the same commands.
const PROGRAMS: [&str; 2] = ["$ cargo xtask ", "$ cargo verbatim "];

#[test]
fn the_commands_of_the_guide_are_known() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let guide = fs::read_dir(root.join("generator/docs")).expect("a folder");
    let pages = guide.map(|entry| entry.expect("an entry").path());
    let pages: Vec<PathBuf> = pages.chain([root.join("README.md")]).collect();
    let mut count = 0;
    for page in pages {
        let text = fs::read_to_string(&page).expect("a page");
        for line in text.lines() {
            let command = PROGRAMS
                .iter()
                .find_map(|program| line.strip_prefix(program));
            let Some(command) = command else { continue };
            let words = command.split(" #").next().unwrap_or_default();
            // Whatever is wrong comes before the help that is asked for last.
            let output = xtask(&root)
                .args(words.split_whitespace())
                .arg("--help")
                .output()
                .expect("a process");
            let (out, _) = expect(&output, 0);
            assert!(out.contains("Usage: "), "{}: {line}\n{out}", page.display());
            count += 1;
        }
    }
    assert!(count > 10, "{count} commands");
}
