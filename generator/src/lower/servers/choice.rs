//! A server and its variables, as a caller sees them.

use super::{VariableValues, is_its, without_mark};
use crate::api::{ServerChoice, ServerVariable, VariableEnum};
use crate::lower::client::text;
use crate::lower::context::Lowering;
use crate::lower::docs;
use crate::lower::names::{self, Scope, Wish, reserved};
use crate::lower::spot::spot;
use crate::names::SERVERS;
use crate::openapi::{self, Server};

/// One of several servers. `group` is where the file of names keeps the setters of its variables.
pub(super) fn choice(
    lowering: &Lowering<'_, '_>,
    server: &Server<'_>,
    name: String,
    ty: Option<String>,
    (enums, group): (&[VariableValues<'_, '_>], &str),
) -> ServerChoice {
    let base = lowering.link_base.as_deref();
    let mut docs = docs::docs(server.description.unwrap_or(""), base);
    docs.blocks.push(docs::sentence(docs::code(server.url)));
    let env = text(lowering, &server.extensions, "x-env");
    if let Some(env) = env {
        let text = format!("{} in the environment replaces this URL.", docs::code(env));
        docs.blocks.push(docs::sentence(text));
    }
    let used: Vec<_> = server.used().collect();
    let keys: Vec<&str> = used.iter().map(|variable| variable.name).collect();
    let mut scope = Scope::with(reserved::of_handles().chain(["default"]));
    let wishes = keys.iter().map(|key| {
        let plain = names::snake(key);
        Wish {
            keys: vec![without_mark(key)],
            candidates: vec![plain.clone(), names::with_end(&plain, "_value")],
            ..Wish::default()
        }
    });
    let wishes: Vec<Wish> = wishes.collect();
    let given = lowering.names.settle(group, &mut scope, &wishes);
    let variables = used.iter().zip(given).map(|(variable, name)| {
        let mut docs = docs::docs(variable.description.unwrap_or(""), base);
        let default = match &*variable.default {
            "" => "the empty string".to_owned(),
            default => docs::code(default),
        };
        docs.blocks
            .push(docs::sentence(format!("Default: {default}.")));
        ServerVariable {
            name,
            key: variable.name.to_owned(),
            docs,
            default: variable.default.to_string(),
            values: enums.iter().position(|known| is_its(variable, known)),
        }
    });
    ServerChoice {
        name,
        ty,
        docs,
        url: server.url.to_owned(),
        env: env.map(str::to_owned),
        variables: variables.collect(),
        spot: spot(server.node),
    }
}

/// The values that a variable may have, each once; none where it may have any. The default is one of them,
/// whatever the description says.
pub(super) fn values(variable: &openapi::ServerVariable<'_>) -> Vec<String> {
    let mut values: Vec<String> = Vec::new();
    if variable.values.is_empty() {
        return values;
    }
    for value in variable.values.iter().chain([&variable.default]) {
        if !values.iter().any(|known| known == value) {
            values.push(value.to_string());
        }
    }
    values
}

pub(super) fn variable_enum(
    lowering: &Lowering<'_, '_>,
    variable: &openapi::ServerVariable<'_>,
    values: &[String],
    name: String,
) -> VariableEnum {
    let mut docs = docs::docs(
        variable.description.unwrap_or(""),
        lowering.link_base.as_deref(),
    );
    if docs.blocks.is_empty() {
        let text = format!(
            "A value of {} in the URL of a server.",
            docs::code(variable.name)
        );
        docs.blocks.push(docs::sentence(text));
    }
    let wanted = values.iter().map(|value| names::Value {
        key: value,
        text: value,
    });
    let wanted: Vec<names::Value<'_>> = wanted.collect();
    let given = lowering.names.values(&format!("{SERVERS} {name}"), &wanted);
    VariableEnum {
        name,
        docs,
        values: given.into_iter().zip(values.iter().cloned()).collect(),
        spot: spot(variable.node),
    }
}
