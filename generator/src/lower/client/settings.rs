//! Headers that identify the caller: `x-client-headers`.

use super::super::context::Lowering;
use super::super::spot::spot;
use super::super::{docs, names};
use super::SETTERS;
use crate::api::Setting;
use crate::diagnostic::Code;
use crate::media;
use crate::source::Node;

pub(super) fn settings(
    lowering: &Lowering<'_, '_>,
    extensions: &[(&str, &Node)],
    scope: &mut names::Scope,
) -> Vec<Setting> {
    let Some((_, node)) = extensions
        .iter()
        .find(|(key, _)| *key == "x-client-headers")
    else {
        return Vec::new();
    };
    let unusable = |node: &Node, message: &str| {
        let found = lowering.report.at(Code::Extension, node, message);
        lowering.report.add(found.help("`x-client-headers` is a list of objects with `header`, and optionally `name`, `env` and `description`"));
    };
    let Some(items) = node.as_array() else {
        unusable(node, "expected a list of headers");
        return Vec::new();
    };
    let mut settings: Vec<Setting> = Vec::new();
    let mut wishes = Vec::new();
    for item in items {
        let string = |key: &str| item.get(key).and_then(Node::as_str);
        let Some(header) = string("header").filter(|header| media::is_token(header)) else {
            unusable(item, "expected the name of a header under `header`");
            continue;
        };
        let name = names::snake(string("name").unwrap_or(header));
        let base = lowering.link_base.as_deref();
        let mut docs = docs::docs(string("description").unwrap_or(""), base);
        let sent = format!("Sent as {}.", docs::code(header));
        docs.blocks.push(docs::sentence(sent));
        wishes.push(names::Wish {
            keys: vec![format!("header {header}")],
            candidates: vec![name.clone(), names::with_end(&name, "_header")],
            ..names::Wish::default()
        });
        settings.push(Setting {
            // Both names are settled below and at the end.
            constant: String::new(),
            name: String::new(),
            header: header.to_ascii_lowercase(),
            env: string("env").map(str::to_owned),
            docs,
            spot: spot(item),
        });
    }
    let names = lowering.names.settle(SETTERS, scope, &wishes);
    for (setting, name) in settings.iter_mut().zip(names) {
        setting.name = name;
    }
    settings
}
