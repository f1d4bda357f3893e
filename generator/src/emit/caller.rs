//! Code that names everything of a client: each type, field, variant, function and argument, once. It compiles
//! against the client of every later version that only adds. Each line says what the named thing is on the
//! wire, so that a name that came to mean something else shows as another line.

mod calls;
mod types;
mod webhooks;

use super::imports::Homes;
use super::tokens::raw;
use crate::api::{Api, Module, Type};
use crate::type_text::{Name, type_text};

/// How the code calls the client.
const CRATE: &str = "client";

/// The code, one line for each thing that it names.
pub(crate) fn caller(api: &Api) -> String {
    let homes = Homes::of(api);
    let mut lines = Lines {
        homes: &homes,
        text: HEAD.to_owned(),
    };
    if api.has_operations() {
        calls::client(api, &mut lines);
    }
    module(&api.root, CRATE, &mut lines);
    if let Some(webhooks) = &api.webhooks {
        self::webhooks::webhooks(webhooks, &mut lines);
    }
    for def in api.types.iter().filter(|def| !def.left_out) {
        types::definition(def, &mut lines);
    }
    lines.text
}

const HEAD: &str = "\
//! Names everything of the client.

#![allow(clippy::all, deprecated, unused)]

";

/// A resource with what is below it.
fn module(module: &Module, path: &str, lines: &mut Lines<'_, '_>) {
    let types = module.types.iter().chain(&module.shared);
    if module.handle.is_some() && path != CRATE {
        for id in types {
            let name = raw(&lines.homes.def(*id).name);
            lines.add(&format!("Option<{path}::{name}>"), "None", "type");
        }
    }
    calls::handle(module, path, lines);
    for child in &module.children {
        self::module(child, &format!("{path}::{}", raw(&child.name)), lines);
    }
}

/// The lines so far.
struct Lines<'a, 'h> {
    homes: &'h Homes<'a>,
    text: String,
}

impl Lines<'_, '_> {
    /// Adds a constant that is never read: it makes the compiler look at a value of a type.
    fn add(&mut self, ty: &str, value: &str, wire: &str) {
        let line = format!("const _: {ty} = {value}; // {wire}");
        self.text += line.trim_end_matches([' ', '/']);
        self.text.push('\n');
    }

    /// Adds a function of arguments, which are called `a0`, `a1` and so on.
    fn function(&mut self, arguments: &[String], gives: &str, body: &str, wire: &str) {
        let names = letters(arguments.len());
        let ty = format!("fn({}) -> {gives}", arguments.join(", "));
        self.add(&ty, &format!("|{}| {body}", names.join(", ")), wire);
    }

    /// A type as a user of the client writes it.
    fn ty(&self, ty: &Type) -> String {
        type_text(ty, &mut |named| match named {
            Name::Own(id) => format!("{CRATE}::{}", raw(&self.homes.def(id).name)),
            Name::Known("Value") => "serde_json::Value".to_owned(),
            Name::Known(known) => format!("{CRATE}::{known}"),
        })
    }
}

/// `a0`, `a1` and so on.
fn letters(count: usize) -> Vec<String> {
    (0..count).map(|index| format!("a{index}")).collect()
}
