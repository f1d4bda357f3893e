//! Where each name comes from, and which of them a file uses.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::Use;
use super::runtime::Part;
use crate::api::{Api, Module, Rest, Shape, Type, TypeDef, TypeId};

/// The module of every type.
pub(super) struct Homes<'a> {
    pub api: &'a Api,
    homes: HashMap<TypeId, Home<'a>>,
    /// The unions that are part of an object.
    flattened: HashSet<TypeId>,
}

/// Where a type lives.
#[derive(Clone)]
struct Home<'a> {
    /// The module that defines it.
    path: String,
    /// The module that it is imported from: types that only some features bring are defined in private modules.
    from: String,
    /// The features of which each brings it.
    features: &'a [String],
}

impl<'a> Homes<'a> {
    pub fn of(api: &'a Api) -> Self {
        fn walk<'a>(module: &'a Module, home: &Home<'a>, homes: &mut HashMap<TypeId, Home<'a>>) {
            homes.extend(module.types.iter().map(|id| (*id, home.clone())));
            for child in &module.children {
                let path = format!("{}::{}", home.path, super::tokens::raw(&child.name));
                // The root exports nothing of its own.
                let is_private = child.handle.is_none() && !module.name.is_empty();
                let home = Home {
                    from: if is_private {
                        home.from.clone()
                    } else {
                        path.clone()
                    },
                    path,
                    features: match &child.features[..] {
                        [] => home.features,
                        own => own,
                    },
                };
                walk(child, &home, homes);
            }
        }
        let mut homes = HashMap::new();
        let root = Home {
            path: "crate".to_owned(),
            from: "crate".to_owned(),
            features: &[],
        };
        walk(&api.root, &root, &mut homes);
        let rests = api.types.iter().filter_map(|def| match &def.shape {
            Shape::Struct(object) => match &object.rest {
                Rest::Union(_, Type::Named(id)) => Some(*id),
                _ => None,
            },
            _ => None,
        });
        Self {
            api,
            homes,
            flattened: rests.map(|id| api.canonical(id)).collect(),
        }
    }

    pub fn is_flattened(&self, id: TypeId) -> bool {
        self.flattened.contains(&id)
    }

    /// The module that a type is imported from.
    pub fn path(&self, id: TypeId) -> &str {
        self.homes
            .get(&id)
            .map_or("crate", |home| home.from.as_str())
    }

    /// Whether a module defines a type.
    fn is_defined_in(&self, id: TypeId, module: &str) -> bool {
        self.homes.get(&id).is_some_and(|home| home.path == module)
    }

    /// The features of which each brings a type; none where it is always there.
    pub fn features(&self, id: TypeId) -> &'a [String] {
        self.homes.get(&id).map_or(&[][..], |home| home.features)
    }

    /// The features of which each brings the named type within a type.
    pub fn features_of(&self, ty: &Type) -> &'a [String] {
        ty.id().map_or(&[], |id| self.features(id))
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

    /// The accessors that lead from the client to the resource of the file.
    pub fn accessors(&self) -> Vec<&str> {
        match self.is_root() {
            true => Vec::new(),
            false => self.here.split("::").skip(1).collect(),
        }
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
            Type::Foreign(_) => self.part(Part::Foreign),
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
            Type::Named(id) if homes.is_defined_in(*id, &self.here) => {}
            Type::Named(id) => self.add(homes.path(*id), &homes.def(*id).name),
            Type::Bool | Type::Integer(_) | Type::F64 | Type::String => {}
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
            features: Vec::new(),
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
