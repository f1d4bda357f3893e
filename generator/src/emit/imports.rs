//! Where each name comes from, and which of them a file uses.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::Use;
use super::runtime::Part;
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
            flattened: rests.map(|id| api.canonical(id)).collect(),
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
    /// The modules whose names are names of this one too.
    public: BTreeSet<String>,
    parts: BTreeSet<Part>,
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
        if path == self.here {
            return;
        }
        match self.names.get_mut(path) {
            // Most names are used more than once.
            Some(names) if names.contains(name) => {}
            Some(names) => drop(names.insert(name.to_owned())),
            None => drop(
                self.names
                    .insert(path.to_owned(), BTreeSet::from([name.to_owned()])),
            ),
        }
    }

    /// Makes all names of another module names of this one.
    pub fn export_all(&mut self, path: &str) {
        self.public.insert(path.to_owned());
    }

    /// Uses a name from a part of the runtime.
    pub fn runtime(&mut self, part: Part, name: &str) {
        self.part(part);
        self.add(&format!("crate::{}", part.module()), name);
    }

    /// Uses what a type is made of.
    pub fn ty(&mut self, ty: &Type, homes: &Homes<'_>) {
        match ty {
            Type::Bytes => self.runtime(Part::Base64, "Base64"),
            Type::Timestamp => self.runtime(Part::Timestamp, "Timestamp"),
            Type::DateTime => self.runtime(Part::DateTime, "DateTime"),
            Type::Date => self.runtime(Part::Date, "Date"),
            Type::Json => self.add("serde_json", "Value"),
            Type::Upload | Type::Parts => self.runtime(Part::Upload, "Upload"),
            Type::Items(item) => {
                self.runtime(Part::SentItems, "SentItems");
                self.ty(item, homes);
            }
            Type::Map(value) => {
                self.part(Part::Map);
                self.add("indexmap", "IndexMap");
                self.ty(value, homes);
            }
            Type::Deep(inner) => {
                self.runtime(Part::Deep, "DeepBox");
                self.ty(inner, homes);
            }
            Type::List(inner) | Type::Option(inner) | Type::Boxed(inner) => self.ty(inner, homes),
            Type::Named(id) => self.add(homes.path(*id), &homes.def(*id).name),
            Type::Bool
            | Type::I32
            | Type::I64
            | Type::U32
            | Type::U64
            | Type::F64
            | Type::String => {}
        }
    }

    /// Needs a part of the runtime without naming anything of it.
    pub fn part(&mut self, part: Part) {
        self.parts.insert(part);
    }

    pub fn parts(&self) -> BTreeSet<Part> {
        self.parts.clone()
    }

    pub fn uses(mut self) -> Vec<Use> {
        let used = |public: bool, path: String, names: Vec<String>| Use {
            public,
            feature: None,
            path,
            names,
        };
        self.names.retain(|path, _| !self.public.contains(path));
        let names = self.names.into_iter();
        let private = names.map(|(path, names)| used(false, path, names.into_iter().collect()));
        let public = self.public.into_iter();
        let all = private.chain(public.map(|path| used(true, path, vec!["*".to_owned()])));
        all.collect()
    }
}
