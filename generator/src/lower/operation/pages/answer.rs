//! An answer as far as paging looks at it: the members that objects within objects have.

use super::super::super::context::Lowering;
use super::words::{self, plain};
use crate::api::{Field, FieldPath, FieldRef, Member, Shape, Type, TypeDef};

/// How many objects within objects are looked at.
const DEEPEST: usize = 3;

/// A member of an answer, however deep.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub path: FieldPath,
    /// The names of the path, as they are compared.
    pub plain: Vec<String>,
    pub ty: Type,
}

impl Found {
    /// The name that tells what it is for.
    pub fn name(&self) -> &str {
        self.plain.last().map_or("", String::as_str)
    }

    /// The name of the object that contains it.
    pub fn parent(&self) -> &str {
        match self.plain.as_slice() {
            [.., parent, _] => parent,
            _ => "",
        }
    }

    pub fn depth(&self) -> usize {
        self.plain.len()
    }

    /// The way to the object that contains it.
    pub fn owner(&self) -> &[FieldRef] {
        &self.path.0[..self.depth() - 1]
    }

    /// Whether it is in the same object as another member.
    pub fn is_beside(&self, other: &Self) -> bool {
        self.owner() == other.owner()
    }

    pub fn is_text(&self) -> bool {
        self.ty.is_text()
    }

    pub fn is_number(&self) -> bool {
        is_number(&self.ty)
    }

    /// Whether it is a list that an answer may have whatever it is about.
    fn is_side_list(&self) -> bool {
        let holds_texts = matches!(&self.ty, Type::List(item) if **item == Type::String);
        words::SIDE_LISTS.contains(&self.name())
            || holds_texts && words::SIDE_TEXTS.contains(&self.name())
    }

    pub fn is_flag(&self) -> bool {
        self.ty == Type::Bool
    }
}

/// The list of an answer.
#[derive(Debug, Clone)]
pub(super) struct ListFound {
    pub items: FieldPath,
    pub item: Type,
}

/// An answer with everything that is in it.
pub(super) struct Answer {
    pub ty: Type,
    pub members: Vec<Found>,
    /// Set where nothing asks for a page: the name of the parameter that the path ends with, or nothing. A member
    /// called so is the identifier of one thing, and so is `party.partyId`.
    pub called: Option<String>,
}

impl Answer {
    pub fn of(lowering: &Lowering<'_, '_>, ty: &Type) -> Self {
        Self {
            ty: ty.clone(),
            members: members(lowering, ty),
            called: None,
        }
    }

    /// The list of the answer. An object with an `id` is one thing, whatever lists it has.
    ///
    /// # Errors
    ///
    /// The lists that there are, where it is not clear which one has the items.
    pub fn list(&self) -> Result<ListFound, Vec<&Found>> {
        if let Type::List(item) = &self.ty {
            return Ok(ListFound {
                items: FieldPath::default(),
                item: (**item).clone(),
            });
        }
        let lists: Vec<&Found> = self
            .lists()
            .filter(|member| !member.is_side_list() && !self.is_of_one_thing(member))
            .collect();
        let first = lists.iter().map(|list| list.depth()).min().unwrap_or(0);
        let nearest: Vec<&Found> = lists
            .iter()
            .copied()
            .filter(|list| list.depth() == first)
            .collect();
        let usual = nearest.iter().copied();
        let usual: Vec<&Found> = usual
            .filter(|list| words::CONTAINERS.contains(&list.name()))
            .collect();
        match (usual.as_slice(), nearest.as_slice()) {
            ([only], _) | (_, [only]) => Ok(list_of(only)),
            _ => Err(nearest),
        }
    }

    /// Whether a member is in an object with an identifier, however deep.
    fn is_of_one_thing(&self, found: &Found) -> bool {
        let mut ids = self.members.iter().filter(|member| self.is_id(member));
        ids.any(|id| found.owner().starts_with(id.owner()))
    }

    fn is_id(&self, member: &Found) -> bool {
        let is_called = |called: &String| {
            let own = member.name().strip_suffix("id");
            member.name() == called && !called.is_empty()
                || own.is_some_and(|own| own == member.parent())
        };
        member.name() == "id" || self.called.as_ref().is_some_and(is_called)
    }

    /// Every list that is in it.
    pub fn lists(&self) -> impl Iterator<Item = &Found> {
        let members = self.members.iter();
        members.filter(|member| matches!(member.ty, Type::List(_)))
    }

    /// Whether a member next to its list, or in an object next to it, shows that there are more pages.
    pub fn says_more(&self) -> bool {
        let items = self.list().ok().map(|list| list.items);
        let others = self.lists();
        let others = others.filter(|list| Some(&list.path) != items.as_ref());
        let others: Vec<&Found> = others.collect();
        self.members.iter().any(|member| {
            let name = member.name();
            let is_sign = member.is_flag() && words::HAS_MORE.contains(&name)
                || member.is_text() && words::TOKENS.contains(&name)
                || member.is_text() && words::URLS.contains(&name);
            is_sign && !others.iter().any(|list| is_in_object_of(member, list))
        })
    }

    /// The member that has one of these names and is of the right kind: the one that lies least deep,
    /// where there is only one of that depth.
    pub fn find(&self, names: &[&str], is_right: impl Fn(&Found) -> bool) -> Option<&Found> {
        let all = self.members.iter();
        let mut all: Vec<&Found> = all
            .filter(|member| names.contains(&member.name()) && is_right(member))
            .collect();
        all.sort_by_key(|member| member.depth());
        match all.as_slice() {
            [only] => Some(only),
            [first, second, ..] if first.depth() < second.depth() => Some(first),
            _ => None,
        }
    }

    /// The same, as a path.
    pub fn path(&self, names: &[&str], is_right: impl Fn(&Found) -> bool) -> Option<FieldPath> {
        self.find(names, is_right).map(|found| found.path.clone())
    }

    /// The member that says the number of this page.
    pub fn page_number(&self) -> Option<FieldPath> {
        let is_within = |found: &Found| words::ABOUT_PAGES.contains(&found.parent());
        let within = || {
            let names = &[words::PAGE_NUMBER_WITHIN];
            self.path(names, |found| found.is_number() && is_within(found))
        };
        let own = self.path(words::PAGE_NUMBERS, Found::is_number);
        own.or_else(within)
    }

    /// The member that a path of keys leads to: `meta.next`.
    pub fn at(&self, keys: &str) -> Option<&Found> {
        self.members
            .iter()
            .find(|member| member.path.keys() == keys)
    }
}

/// Whether a member is in the same object as a list, and that object is a part of the answer.
pub(super) fn is_in_object_of(member: &Found, list: &Found) -> bool {
    member.depth() > 1 && member.is_beside(list)
}

pub(super) fn list_of(found: &Found) -> ListFound {
    let item = match &found.ty {
        Type::List(item) => (**item).clone(),
        other => other.clone(),
    };
    ListFound {
        items: found.path.clone(),
        item,
    }
}

pub(super) fn is_number(ty: &Type) -> bool {
    matches!(ty, Type::Integer(_) | Type::F64)
}

/// Every member of a type that is an object, and of the objects in it.
pub(super) fn members(lowering: &Lowering<'_, '_>, ty: &Type) -> Vec<Found> {
    let mut found = Vec::new();
    collect(lowering, ty, &FieldPath::default(), &mut found);
    found
}

/// The identifier of an item. It is compared with others, so a type of another crate is none.
pub(super) fn id(members: &[Found]) -> Option<&FieldPath> {
    let mut members = members.iter();
    let is_id = |found: &&Found| found.depth() == 1 && found.name() == "id";
    let id = members.find(|found| is_id(found) && found.ty == Type::String);
    id.map(|found| &found.path)
}

/// The identifier in each variant of a union; none when a variant has no identifier.
pub(super) fn ids_of_variants(lowering: &Lowering<'_, '_>, ty: &Type) -> Vec<(String, FieldRef)> {
    let Type::Named(union) = ty.unboxed() else {
        return Vec::new();
    };
    let Shape::Union(union) = &lowering.types.def(*union).shape else {
        return Vec::new();
    };
    let ids = union.variants.iter().map(|variant| {
        let members = members(lowering, variant.ty.as_ref()?);
        let id = id(&members)?.0.first()?;
        Some((variant.name.clone(), id.clone()))
    });
    ids.collect::<Option<_>>().unwrap_or_default()
}

fn collect(lowering: &Lowering<'_, '_>, ty: &Type, before: &FieldPath, found: &mut Vec<Found>) {
    let Type::Named(id) = ty.unboxed() else {
        return;
    };
    for field in fields(lowering.types.def(*id)) {
        let mut path = before.clone();
        path.0.push(FieldRef {
            name: field.name.clone(),
            key: field.key.clone(),
            ty: field.ty.clone(),
            presence: field.presence,
        });
        let names = path.0.iter().map(|step| plain(&step.key));
        found.push(Found {
            plain: names.collect(),
            ty: field.ty.clone(),
            path: path.clone(),
        });
        if path.0.len() < DEEPEST {
            collect(lowering, &field.ty, &path, found);
        }
    }
}

/// The fields of an object; none of another type.
pub(super) fn fields(def: &TypeDef) -> impl Iterator<Item = &Field> {
    let members = match &def.shape {
        Shape::Struct(object) => object.members.as_slice(),
        _ => &[],
    };
    members.iter().filter_map(Member::field)
}
