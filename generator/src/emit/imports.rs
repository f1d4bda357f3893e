//! Where each name comes from, and which of them a file uses.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::Use;
use crate::api::{Api, Module, Rest, Shape, Type, TypeDef, TypeId};

/// The module of every type.
pub(super) struct Homes<'a> {
    pub api: &'a Api,
    paths: HashMap<TypeId, String>,
    /// The unions that stand in the middle of an object.
    flattened: HashSet<TypeId>,
}

impl<'a> Homes<'a> {
    pub fn of(api: &'a Api) -> Self {
        fn walk(module: &Module, path: &str, paths: &mut HashMap<TypeId, String>) {
            paths.extend(module.types.iter().map(|id| (*id, path.to_owned())));
            for child in &module.children {
                walk(
                    child,
                    &format!("{path}::{}", super::tokens::raw(&child.name)),
                    paths,
                );
            }
        }
        let mut paths = HashMap::new();
        walk(&api.root, "crate", &mut paths);
        let rests = api.types.iter().filter_map(|def| match &def.shape {
            Shape::Struct(object) => match &object.rest {
                Rest::Union(_, Type::Named(id)) => Some(*id),
                _ => None,
            },
            _ => None,
        });
        Self {
            api,
            paths,
            flattened: rests.collect(),
        }
    }

    pub fn is_flattened(&self, id: TypeId) -> bool {
        self.flattened.contains(&id)
    }

    pub fn path(&self, id: TypeId) -> &str {
        self.paths.get(&id).map_or("crate", String::as_str)
    }

    pub fn def(&self, id: TypeId) -> &'a TypeDef {
        self.api.type_def(id)
    }
}

/// What one file uses from elsewhere.
#[derive(Debug, Default)]
pub(super) struct Imports {
    /// The file's own module: what it defines needs no import.
    here: String,
    names: BTreeMap<String, BTreeSet<String>>,
    /// Those that are names of this module too.
    public: BTreeMap<String, BTreeSet<String>>,
    parts: BTreeSet<String>,
}

impl Imports {
    pub fn into_module(here: &str) -> Self {
        Self {
            here: here.to_owned(),
            ..Self::default()
        }
    }

    /// Whether the file is `client.rs`, whose neighbours are the modules of the root.
    pub fn is_root(&self) -> bool {
        self.here == "crate::client"
    }

    /// Uses a name from a module.
    pub fn add(&mut self, path: &str, name: &str) {
        if path != self.here {
            self.names
                .entry(path.to_owned())
                .or_default()
                .insert(name.to_owned());
        }
    }

    /// Makes a name from another module a name of this one.
    pub fn export(&mut self, path: &str, name: &str) {
        let names = self.public.entry(path.to_owned()).or_default();
        names.insert(name.to_owned());
    }

    /// Uses a name from a part of the runtime.
    pub fn runtime(&mut self, part: &str, name: &str) {
        self.part(part);
        self.add(&format!("crate::runtime::{part}"), name);
    }

    /// Needs a part of the runtime without naming anything of it.
    pub fn part(&mut self, part: &str) {
        self.parts.insert(part.to_owned());
    }

    pub fn parts(&self) -> BTreeSet<String> {
        self.parts.clone()
    }

    pub fn uses(self) -> Vec<Use> {
        let mut names = self.names;
        for (path, public) in &self.public {
            if let Some(names) = names.get_mut(path) {
                names.retain(|name| !public.contains(name));
            }
        }
        let used = |public| {
            move |(path, names): (String, BTreeSet<String>)| Use {
                public,
                feature: None,
                path,
                names: names.into_iter().collect(),
            }
        };
        let private = names.into_iter().map(used(false));
        let all = private.chain(self.public.into_iter().map(used(true)));
        all.filter(|used| !used.names.is_empty()).collect()
    }
}
