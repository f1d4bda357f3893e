//! Links within the repository lead to files and headings that exist.

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
