//! Paths, webhooks and callbacks: templates, and the operations behind them.

use std::collections::HashMap;

use super::{Location, Operation, Parameter, PathItem, Schemes, operation, parameter};
use crate::diagnostic::{Code, Mend, nearest, quoted};
use crate::media;
use crate::openapi::fields::Fields;
use crate::openapi::reader::Reader;
use crate::openapi::vocabulary;
use crate::source::{Node, Value};

/// The keys of a path item that are operations, and their methods.
const METHODS: &[(&str, &str)] = &[
    ("get", "GET"),
    ("put", "PUT"),
    ("post", "POST"),
    ("delete", "DELETE"),
    ("options", "OPTIONS"),
    ("head", "HEAD"),
    ("patch", "PATCH"),
    ("trace", "TRACE"),
    ("query", "QUERY"),
];

pub(in crate::openapi) fn paths<'s>(
    reader: &Reader<'_, 's>,
    node: &'s Node,
    schemes: &Schemes<'s>,
) -> Vec<PathItem<'s>> {
    let mut items = Vec::new();
    let mut shapes: HashMap<String, (&str, &Node)> = HashMap::new();
    let members = reader.members(node);
    for (path, node) in members.filter(|(path, _)| !path.starts_with("x-")) {
        if !path.starts_with('/') {
            let message = format!("the path `{path}` does not begin with `/`");
            let found = reader.report.at_key(Code::Untidy, node, message);
            reader.report.add(found.label("read as if it did"));
        }
        if let Some(fault) = template_fault(path) {
            let message = format!("`{}` is not a path: {fault}", path.escape_debug());
            let found = reader.report.at_key(Code::PathTemplate, node, message);
            reader
                .report
                .add(found.help("a parameter is written as `{name}` in a path"));
            lose_all(reader, path, node);
            continue;
        }
        if let Some(mark) = ["#", "?"].into_iter().find(|mark| path.contains(mark)) {
            let message = format!("the path has a `{mark}`");
            let found = reader.report.at_key(Code::Untidy, node, message);
            let label = match mark {
                "#" => "what follows it is not sent",
                _ => "what follows it is sent as it is",
            };
            let help = "declare what follows it as parameters in `query`";
            reader.report.add(found.once().label(label).help(help));
        }
        if let Some((other, known)) = shapes.insert(shape(path), (path, node)) {
            let message = format!("`{path}` and `{other}` are the same path");
            let found = reader.report.at_key(Code::DuplicatePath, node, message);
            let has_both = |method: &str| node.get(method).is_some() && known.get(method).is_some();
            let help = match METHODS.iter().any(|(method, _)| has_both(method)) {
                true => "a server cannot tell them apart: keep one of them",
                false => "move the methods of both into one of them",
            };
            reader.report.add(found.help(help));
        }
        let mut item = path_item(reader, path, node, schemes);
        if let Some(item) = &item {
            for Operation {
                node, method, id, ..
            } in &item.operations
            {
                reader.report.operation(node, method, path, *id);
            }
            lose_others(reader, item, node);
        } else {
            lose_all(reader, path, node);
        }
        let operations = item.iter_mut().flat_map(|item| &mut item.operations);
        operations.for_each(|operation| spell_as_path(reader, path, operation));
        for operation in item.iter().flat_map(|item| &item.operations) {
            check_template(reader, path, node, operation);
        }
        items.extend(item);
    }
    items
}

/// Keeps the operations of a path that cannot be read, or the path, where they are not known.
fn lose_all<'s>(reader: &Reader<'_, 's>, path: &'s str, node: &'s Node) {
    let methods = METHODS.iter().filter(|(key, _)| node.get(key).is_some());
    let mut methods: Vec<_> = methods.map(|(_, method)| Some(*method)).collect();
    if methods.is_empty() {
        methods.push(None);
    }
    for method in methods {
        reader.lose(method, path);
    }
}

/// Keeps the operations of a path that were not read.
fn lose_others<'s>(reader: &Reader<'_, 's>, item: &PathItem<'s>, node: &'s Node) {
    for (key, method) in METHODS {
        let is_read = item.operations.iter().any(|read| read.method == *method);
        let there = node.get(key).filter(|node| node.value != Value::Null);
        if let Some(node) = there.filter(|_| !is_read) {
            reader.report.operation(node, method, item.path, None);
            reader.lose(Some(method), item.path);
        }
    }
}

pub(in crate::openapi) fn webhooks<'s>(
    reader: &Reader<'_, 's>,
    node: &'s Node,
    schemes: &Schemes<'s>,
) -> Vec<PathItem<'s>> {
    if node.as_object().is_none() {
        reader.wrong_kind(node, "webhooks", "an object");
    }
    let hooks = reader
        .members(node)
        .filter(|(name, _)| !name.starts_with("x-"));
    hooks
        .filter_map(|(name, node)| path_item(reader, name, node, schemes))
        .collect()
}

/// The path items of a callback.
pub(in crate::openapi) fn callback<'s>(
    reader: &Reader<'_, 's>,
    node: &'s Node,
    schemes: &Schemes<'s>,
) -> Vec<PathItem<'s>> {
    let Some(target) = reader.follow(node, &vocabulary::CALLBACK) else {
        return Vec::new();
    };
    let Some(object) = target.as_object() else {
        reader.wrong_kind(target, "a callback", "an object");
        return Vec::new();
    };
    // One that many refer to is read once; it may be called back within itself.
    if !reader.is_first_visit(target, "the items of a callback") {
        return Vec::new();
    }
    let items = object.iter().filter(|(key, _)| !key.starts_with("x-"));
    items
        .filter_map(|(expression, node)| path_item(reader, expression, node, schemes))
        .collect()
}

/// What is wrong with the template of a path or of the address of a server (OpenAPI 3.2 §4.8.2).
pub(in crate::openapi) fn template_fault(path: &str) -> Option<String> {
    if path.contains(char::is_control) {
        return Some("it has a control character".to_owned());
    }
    let mut open = None;
    for (at, c) in path.char_indices() {
        match (c, open) {
            ('{', None) => open = Some(at + 1),
            ('{', Some(_)) => return Some("there is a `{` between braces".to_owned()),
            ('}', None) => return Some("a `}` closes nothing".to_owned()),
            ('}', Some(start)) => {
                let name = &path[start..at];
                if name.is_empty() {
                    return Some("a parameter has no name".to_owned());
                }
                open = None;
            }
            _ => {}
        }
    }
    open.map(|_| "a `{` is not closed".to_owned())
}

/// The names between braces, in order.
pub(crate) fn placeholders(path: &str) -> impl Iterator<Item = &str> {
    path.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name)
}

/// A path without the names of its parameters: `/jobs/{}`.
pub(crate) fn shape(path: &str) -> String {
    let mut shape = String::new();
    let mut inside = false;
    for c in path.chars() {
        match c {
            '{' => inside = true,
            '}' => inside = false,
            _ if inside => continue,
            _ => {}
        }
        shape.push(c);
    }
    shape
}

pub(in crate::openapi) fn path_item<'s>(
    reader: &Reader<'_, 's>,
    path: &'s str,
    node: &'s Node,
    schemes: &Schemes<'s>,
) -> Option<PathItem<'s>> {
    let target = reader.follow(node, &vocabulary::PATH_ITEM)?;
    let mut item = PathItem {
        path,
        operations: Vec::new(),
        extensions: Vec::new(),
    };
    add_operations(reader, target, schemes, &mut item)?;
    if !std::ptr::eq(node, target) {
        // OpenAPI leaves undefined what keys next to the `$ref` of a path item mean: here they are added.
        add_operations(reader, node, schemes, &mut item)?;
    }
    Some(item)
}

fn add_operations<'s>(
    reader: &Reader<'_, 's>,
    node: &'s Node,
    schemes: &Schemes<'s>,
    item: &mut PathItem<'s>,
) -> Option<()> {
    let operations = &mut item.operations;
    let fields = Fields::of(reader, node, &vocabulary::PATH_ITEM)?;
    let servers = fields.array("servers");
    let shared = parameter::list(&fields);
    for (key, method) in METHODS {
        let found = fields.raw(key);
        operations.extend(
            found.and_then(|node| operation(reader, method, node, &shared, servers, schemes)),
        );
    }
    for (method, node) in fields.members("additionalOperations") {
        if let Some((key, _)) = METHODS.iter().find(|(_, known)| *known == method) {
            let message = format!("`{method}` is not an additional method");
            let found = reader.report.at_key(Code::Invalid, node, message);
            reader
                .report
                .add(found.help(format!("write it as `{key}` of the path")));
            continue;
        }
        if !media::is_token(method) {
            let message = format!("`{method}` cannot be a method");
            reader
                .report
                .add(reader.report.at_key(Code::Invalid, node, message));
            continue;
        }
        operations.extend(operation(reader, method, node, &shared, servers, schemes));
    }
    item.extensions.extend(fields.extensions());
    Some(())
}

/// Gives a parameter the name that the path has for it, where they differ in case, `_` or `-` alone.
fn spell_as_path<'s>(reader: &Reader<'_, 's>, path: &'s str, operation: &mut Operation<'s>) {
    let plain = |name: &str| -> String {
        let letters = name.chars().filter(|c| !matches!(c, '_' | '-'));
        letters.flat_map(char::to_lowercase).collect()
    };
    let in_path = |parameter: &&mut Parameter<'s>| parameter.location == Location::Path;
    let declared = operation.parameters.iter_mut().filter(in_path);
    let mut declared: Vec<&mut Parameter<'s>> = declared.collect();
    for name in placeholders(path) {
        if declared.iter().any(|parameter| parameter.name == name) {
            continue;
        }
        let is_it = |parameter: &&mut &mut Parameter<'s>| {
            plain(parameter.name) == plain(name)
                && placeholders(path).all(|one| one != parameter.name)
        };
        if let Some(parameter) = declared.iter_mut().find(is_it) {
            let message = format!("the path calls `{}` `{name}`", parameter.name);
            let at = parameter.node.get("name").unwrap_or(parameter.node);
            let found = reader.report.at(Code::PathParameter, at, message);
            reader.report.add(found.label("read as that one"));
            parameter.name = name;
        }
    }
}

/// OpenAPI 3.1 §4.8.9: every `{name}` of a path has a parameter, and the other way round.
fn check_template(reader: &Reader<'_, '_>, path: &str, item: &Node, operation: &Operation<'_>) {
    let in_template: Vec<&str> = placeholders(path).collect();
    for (index, name) in in_template.iter().enumerate() {
        if in_template[..index].contains(name) {
            let message = format!("`{{{name}}}` is in the path twice");
            reader
                .report
                .add(reader.report.at_key(Code::PathParameter, item, message));
        }
    }
    let declared = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.location == Location::Path);
    let declared: Vec<&Parameter<'_>> = declared.collect();
    for name in &in_template {
        // What hides the parameter is told, and is to be mended first.
        if operation.hides_parameters && reader.report.has_errors() {
            break;
        }
        if !declared.iter().any(|parameter| parameter.name == *name) {
            let message = format!("`{{{name}}}` is in the path and is not declared");
            let found = reader
                .report
                .at_key(Code::PathParameter, operation.node, message);
            let near = nearest(name, declared.iter().map(|parameter| parameter.name));
            let found = found.label("read as a required string");
            reader.report.add(match near {
                Some(near) => {
                    found.help(format!("there is a parameter `{near}`: is that the one?"))
                }
                None if operation.hides_parameters => found,
                None => {
                    let name = quoted(name);
                    let parameter = format!(
                        "{{ parameters: [{{ name: {name}, in: path, required: true, schema: {{ type: string }} }}] }}"
                    );
                    let mend = Mend::Merge(operation.node, parameter);
                    reader.report.mended(found, &mend)
                }
            });
        }
    }
    for parameter in declared {
        if path.starts_with('/') && !in_template.contains(&parameter.name) {
            let message = format!("the path has no `{{{}}}`", parameter.name);
            let found = reader.report.at(
                Code::PathParameter,
                parameter.node.get("name").unwrap_or(parameter.node),
                message,
            );
            let found = found.label("ignored");
            reader
                .report
                .add(match nearest(parameter.name, in_template.iter().copied()) {
                    Some(near) => found.help(format!("did you mean `{near}`?")),
                    None => found.help(
                        "write it in the path, or take the parameter away; `in: query` sends it in the query",
                    ),
                });
        }
    }
}
