//! Settings that no command reads, since they stand in a package of the workspace. They are refused where they stand:
//! whoever wrote them there would wait for what they say.

use std::fs;
use std::path::Path;

use toml_edit::{Document, Item};

use super::{File, KEYS, MANIFEST, TABLES, get};
use crate::error::Error;

/// Looks through the packages that the manifest of a workspace names.
///
/// # Errors
///
/// For the first package with settings.
pub(super) fn check(workspace: &str) -> Result<(), Error> {
    let Ok(document) = Document::parse(workspace) else {
        return Ok(());
    };
    let members = get(document.as_item(), &["workspace", "members"]);
    let members = members.and_then(Item::as_array).into_iter().flatten();
    for member in members.filter_map(|member| member.as_str()) {
        for folder in folders(member) {
            check_package(&folder)?;
        }
    }
    Ok(())
}

/// The folders of a member. One with further patterns than `*` at its end is not looked for.
fn folders(member: &str) -> Vec<String> {
    let Some(above) = member.strip_suffix("/*") else {
        return vec![member.trim_start_matches("./").to_owned()];
    };
    let entries = fs::read_dir(above).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let mut folders: Vec<String> = names.map(|name| format!("{above}/{name}")).collect();
    folders.sort();
    folders
}

fn check_package(folder: &str) -> Result<(), Error> {
    let name = format!("{folder}/{MANIFEST}");
    // The root may be a package and a member; its settings are read.
    let is_root = matches!(folder, "." | "");
    let text = fs::read_to_string(Path::new(&name)).unwrap_or_default();
    let Ok(document) = Document::parse(text.as_str()) else {
        return Ok(());
    };
    let [_, package] = TABLES;
    let table = get(document.as_item(), &package).and_then(Item::as_table_like);
    let clients = table.and_then(|table| Some((table, table.get(KEYS[0])?)));
    let Some((table, clients)) = clients.filter(|_| !is_root) else {
        return Ok(());
    };
    let span = table.key(KEYS[0]).and_then(|key| key.span());
    let file = File {
        name: &name,
        text: &text,
    };
    let first = clients.as_table_like();
    let first = first.and_then(|clients| Some(clients.iter().next()?.0.to_owned()));
    let path = package.join(".");
    let message = format!(
        "`{path}.{}` is not read in a package of a workspace",
        KEYS[0]
    );
    Err(file
        .error(span.or_else(|| clients.span()), message)
        .help(format!(
            "write it into the {MANIFEST} of the workspace: `[{}.{}.{}]`",
            TABLES[0].join("."),
            KEYS[0],
            first.as_deref().unwrap_or("NAME")
        )))
}
