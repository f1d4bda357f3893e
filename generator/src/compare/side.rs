//! One of the two APIs, so that everything in it is found by its name: its calls, its resources,
//! its types and where they live, what is sent and what is received.

use std::collections::HashMap;

use super::features;
use crate::api::{Api, Handle, Module, Operation, Type, TypeDef, TypeId};

/// One of the two APIs.
#[derive(Debug)]
pub(super) struct Side<'a> {
    pub api: &'a Api,
    /// In the order of the resources.
    pub calls: Vec<Call<'a>>,
    /// The resources by how a caller gets to them: `fine_tuning().jobs()`.
    pub resources: Vec<(String, &'a Handle)>,
    /// The resources that have a type among their names: `fine_tuning::jobs`. All types are at
    /// the root too.
    pub homes: HashMap<TypeId, Vec<String>>,
    /// The features that bring each type; none of a type that is always there.
    pub features: HashMap<TypeId, &'a [String]>,
    types: HashMap<&'a str, TypeId>,
    sent: Vec<bool>,
    received: Vec<bool>,
}

/// A call and how a caller gets to it.
#[derive(Debug)]
pub(super) struct Call<'a> {
    /// `fine_tuning().jobs().list`
    pub name: String,
    pub operation: &'a Operation,
}

impl<'a> Side<'a> {
    pub fn of(api: &'a Api) -> Self {
        let mut side = Self {
            api,
            calls: Vec::new(),
            resources: Vec::new(),
            homes: HashMap::new(),
            features: features::by_type(api),
            types: HashMap::new(),
            sent: vec![false; api.types.len()],
            received: vec![false; api.types.len()],
        };
        side.walk(&api.root, "", "");
        for (index, def) in api.types.iter().enumerate() {
            if !def.left_out {
                side.types.insert(&def.name, TypeId(index as u32));
            }
        }
        let operations = side.calls.iter().map(|call| call.operation);
        let (mut sent, mut received) = (Vec::new(), Vec::new());
        for operation in operations {
            sent.extend(operation.sent());
            received.extend(operation.received());
            received.extend(operation.errors.types());
        }
        let webhooks = api.webhooks.iter();
        received.extend(webhooks.flat_map(|webhooks| webhooks.types()));
        mark(api, sent, &mut side.sent);
        mark(api, received, &mut side.received);
        // What no call uses is there for callbacks: it is received.
        for (sent, received) in side.sent.iter().zip(&mut side.received) {
            *received |= !sent;
        }
        side
    }

    fn walk(&mut self, module: &'a Module, chain: &str, path: &str) {
        if let Some(handle) = &module.handle {
            for id in module.types.iter().chain(&module.shared) {
                let homes = self.homes.entry(*id).or_default();
                homes.push(path.to_owned());
            }
            self.resources.push((chain.to_owned(), handle));
            for operation in &handle.operations {
                let name = joined(chain, ".", &operation.name);
                self.calls.push(Call { name, operation });
            }
        }
        for child in &module.children {
            let accessor = format!("{}()", child.name);
            let chain = joined(chain, ".", &accessor);
            self.walk(child, &chain, &joined(path, "::", &child.name));
        }
    }

    pub fn find(&self, name: &str) -> Option<&'a TypeDef> {
        self.types.get(name).map(|id| self.def(*id))
    }

    pub fn id(&self, name: &str) -> Option<TypeId> {
        self.types.get(name).copied()
    }

    pub fn def(&self, id: TypeId) -> &'a TypeDef {
        self.api.type_def(id)
    }

    /// Whether values of a type are part of what a client sends.
    pub fn is_sent(&self, id: TypeId) -> bool {
        self.sent[id.0 as usize]
    }

    /// Whether values of a type are part of what a client gets.
    pub fn is_received(&self, id: TypeId) -> bool {
        self.received[id.0 as usize]
    }
}

fn joined(before: &str, joint: &str, name: &str) -> String {
    if before.is_empty() {
        name.to_owned()
    } else {
        format!("{before}{joint}{name}")
    }
}

/// Marks every named type within some types.
fn mark<'a>(api: &'a Api, from: Vec<&'a Type>, marks: &mut [bool]) {
    let mut open = from;
    while let Some(ty) = open.pop() {
        if let Some(id) = ty.id()
            && !marks[id.0 as usize]
        {
            marks[id.0 as usize] = true;
            open.extend(api.type_def(id).shape.types());
        }
    }
}
