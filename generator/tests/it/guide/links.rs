//! Links within the repository lead to files and headings that exist, and codes to findings.

use std::fs;
use std::path::{Component, Path, PathBuf};

use super::pages::{Page, all};
use super::root;

#[test]
fn links_lead_to_files_and_headings() {
    let mut wrong = Vec::new();
    let others = [
        "CONTRIBUTING.md",
        "generator/ARCHITECTURE.md",
        "CHANGELOG.md",
    ];
    let pages = all().into_iter().chain(others.map(Page::read));
    for page in pages {
        for link in &page.links {
            if let Some(why) = fault(&page, link) {
                wrong.push(format!("{}: {link}: {why}", page.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_page_of_the_guide_is_in_the_readme() {
    let readme = Page::read("README.md");
    for page in all().iter().skip(1) {
        assert!(readme.links.contains(&page.path), "{}", page.path);
    }
}

#[test]
fn codes_of_findings_are_those_that_exist() {
    let support = fs::read_to_string(root().join("generator/SUPPORT.md")).expect("a page");
    for page in all() {
        let text = fs::read_to_string(root().join(&page.path)).expect(&page.path);
        for (at, _) in text.match_indices('E') {
            let code = text.get(at..at + 5).unwrap_or_default();
            if code.len() == 5 && code[1..].bytes().all(|byte| byte.is_ascii_digit()) {
                let row = format!("| {code} | ");
                assert!(support.contains(&row), "{}: {code}", page.path);
            }
        }
    }
}

fn fault(page: &Page, link: &str) -> Option<String> {
    if link.contains("://") {
        return None;
    }
    let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
    let path = match file {
        "" => PathBuf::from(&page.path),
        _ => plain(&Path::new(&page.path).parent()?.join(file)),
    };
    if !root().join(&path).exists() {
        return Some("there is no such file".to_owned());
    }
    if anchor.is_empty() {
        return None;
    }
    let target = Page::read(path.to_str()?);
    let is_there = target.anchors.iter().any(|known| known == anchor);
    (!is_there).then(|| format!("its headings are {}", target.anchors.join(", ")))
}

/// The path without `..`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::ParentDir => {
                plain.pop();
            }
            other => plain.push(other),
        }
    }
    plain
}
