//! Reads pages of Markdown: their headings, links and blocks of code.

use std::fs;
use std::path::PathBuf;

use super::root;

/// A page, by its path from the root of the repository.
pub struct Page {
    pub path: String,
    pub blocks: Vec<Block>,
    /// The anchors of its headings, as GitHub makes them.
    pub anchors: Vec<String>,
    /// Where its links lead, outside of code.
    pub links: Vec<String>,
}

/// A block of code.
pub struct Block {
    /// The word after the fence.
    pub language: String,
    /// The line of the page that the block begins in.
    pub line: usize,
    pub text: String,
}

impl Page {
    pub fn read(path: &str) -> Self {
        let text = fs::read_to_string(root().join(path)).expect(path);
        let mut page = Self {
            path: path.to_owned(),
            blocks: Vec::new(),
            anchors: Vec::new(),
            links: Vec::new(),
        };
        let mut is_inside = false;
        for (index, line) in text.lines().enumerate() {
            if let Some(language) = line.strip_prefix("```") {
                if !is_inside {
                    page.blocks.push(Block {
                        language: language.to_owned(),
                        line: index + 1,
                        text: String::new(),
                    });
                }
                is_inside = !is_inside;
            } else if is_inside {
                let block = page.blocks.last_mut().expect("a block");
                block.text += line;
                block.text.push('\n');
            } else {
                if line.starts_with('#') {
                    page.anchors.push(anchor(line.trim_start_matches('#')));
                }
                let links = line.split("](").skip(1);
                page.links
                    .extend(links.filter_map(|rest| Some(rest.split_once(')')?.0.to_owned())));
            }
        }
        assert!(!is_inside, "{path}: a block of code has no end");
        page
    }

    pub fn blocks(&self, language: &str) -> impl Iterator<Item = &Block> {
        self.blocks
            .iter()
            .filter(move |block| block.language == language)
    }
}

/// The README and the pages of the guide.
pub fn all() -> Vec<Page> {
    let folder = root().join("generator/docs");
    let mut names: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    names.sort();
    let names = names.iter().filter_map(|path| path.file_name()?.to_str());
    let guide = names.map(|name| format!("generator/docs/{name}"));
    let paths = ["README.md".to_owned()].into_iter().chain(guide);
    paths.map(|path| Page::read(&path)).collect()
}

fn anchor(heading: &str) -> String {
    let kept = heading.trim().chars().filter_map(|c| match c {
        ' ' => Some('-'),
        '-' | '_' => Some(c),
        _ if c.is_alphanumeric() => Some(c),
        _ => None,
    });
    kept.flat_map(char::to_lowercase).collect()
}

#[test]
fn a_page_has_blocks_links_and_anchors() {
    assert_eq!(
        anchor(" What `it` does, and what-not "),
        "what-it-does-and-what-not"
    );
    let pages = all();
    let paging = pages
        .iter()
        .find(|page| page.path == "generator/docs/paging.md");
    let paging = paging.expect("a page");
    assert!(paging.anchors.contains(&"say-it-yourself".to_owned()));
    assert!(paging.links.contains(&"description.md#overlays".to_owned()));
    assert_eq!(paging.blocks("yaml").count(), 1);
}
