//! Which `From` a union has: of what a variant holds, and of texts, integers, numbers and booleans, so that a literal
//! can be passed where a union is taken.

use std::collections::HashMap;

use crate::api::{Constant, Integer, Rule, Shape, Type, TypeDef, TypeId, Union};

/// Settles for each union which `From` it has.
pub(super) fn settle(types: &mut [TypeDef]) {
    let stands: Vec<TypeId> = types.iter().enumerate().map(stands).collect();
    let stand = |id: TypeId| stands[id.0 as usize];
    let plain = plain_values(types, &stand);
    let sent: Vec<bool> = types.iter().map(|def| def.sent).collect();
    for (index, def) in types.iter_mut().enumerate() {
        let own = stands[index];
        let Shape::Union(union) = &mut def.shape else {
            continue;
        };
        of_variants(union, own, &stand);
        // Only who sends a union writes literals.
        if sent[own.0 as usize] {
            by_plan(union, &plain, &stand);
        }
    }
}

/// `From` of what exactly one variant holds.
fn of_variants(union: &mut Union, own: TypeId, stand: &dyn Fn(TypeId) -> TypeId) {
    let held = |ty: &Type| ty.unboxed().map_ids(stand);
    let mut counts: HashMap<Type, usize> = HashMap::new();
    for ty in union.variants.iter().filter_map(|one| one.ty.as_ref()) {
        *counts.entry(held(ty)).or_default() += 1;
    }
    let own = Type::Named(own);
    for variant in &mut union.variants {
        // `From` of what two variants hold would be a guess, and every type has a `From` of itself.
        let ty = variant.ty.as_ref().map(held);
        variant.from = ty.is_some_and(|ty| counts[&ty] == 1 && ty != own);
    }
}

/// `From` of the plain values that a `From` of a variant does not take, or that may be several variants.
fn by_plan(union: &mut Union, plain: &[Plain], stand: &dyn Fn(TypeId) -> TypeId) {
    let all = of_union(union, plain, stand);
    // What can be such a value without being just that type: a constant, an enumeration, another union.
    let mut others = Plain::of_constants(union);
    let mut own: Vec<Type> = Vec::new();
    for variant in &union.variants {
        match &variant.ty {
            Some(ty) if variant.from && Plain::of(ty) != Plain::default() => own.push(ty.clone()),
            Some(ty) => others.add(Plain::within(ty, plain, stand)),
            None => {}
        }
    }
    let mut from = Vec::new();
    if all.text {
        from.push(Type::String);
    }
    // A literal has the type `i32` where there is more than one `From` of an integer. One of `i64` alone takes every
    // literal that fits.
    let integers: Vec<&Type> = own.iter().filter(|ty| Plain::of(ty).integer).collect();
    if others.integer && matches!(integers[..], [] | [Type::Integer(Integer::I64)]) {
        from.push(Type::Integer(Integer::I64));
    }
    if others.number && !own.contains(&Type::F64) {
        from.push(Type::F64);
    }
    if others.boolean {
        from.push(Type::Bool);
    }
    for variant in &mut union.variants {
        variant.from &= variant.ty.as_ref().is_none_or(|ty| !from.contains(ty));
    }
    union.from = from;
}

/// The kinds of plain values that a type can be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Plain {
    text: bool,
    integer: bool,
    number: bool,
    boolean: bool,
}

impl Plain {
    /// Those of a type by itself.
    fn of(ty: &Type) -> Self {
        let mut plain = Self::default();
        match ty {
            Type::String | Type::DateTime | Type::Date => plain.text = true,
            Type::Integer(_) => plain.integer = true,
            Type::F64 => plain.number = true,
            Type::Bool => plain.boolean = true,
            _ => {}
        }
        plain
    }

    /// Those of a type, as far as the definitions are known.
    fn within(ty: &Type, plain: &[Self], stand: &dyn Fn(TypeId) -> TypeId) -> Self {
        match ty.unboxed() {
            Type::Named(id) => plain[stand(*id).0 as usize],
            ty => Self::of(ty),
        }
    }

    /// Those of the variants that are a value by themselves.
    fn of_constants(union: &Union) -> Self {
        let mut plain = Self::default();
        for rule in &union.plan {
            match rule {
                Rule::Equals(Constant::String(_), _) => plain.text = true,
                Rule::Equals(Constant::Integer(_), _) => plain.integer = true,
                Rule::Equals(Constant::Bool(_), _) => plain.boolean = true,
                _ => {}
            }
        }
        plain
    }

    fn add(&mut self, other: Self) {
        self.text |= other.text;
        self.integer |= other.integer;
        self.number |= other.number;
        self.boolean |= other.boolean;
    }
}

/// The plain values that each type can be. Unions hold each other, so it takes a round for each level.
fn plain_values(types: &[TypeDef], stand: &dyn Fn(TypeId) -> TypeId) -> Vec<Plain> {
    let of_enumeration = |def: &TypeDef| Plain {
        text: matches!(def.shape, Shape::StringEnum(_)),
        integer: matches!(def.shape, Shape::IntegerEnum(_)),
        ..Plain::default()
    };
    let mut plain: Vec<Plain> = types.iter().map(of_enumeration).collect();
    loop {
        let mut changed = false;
        for (index, def) in types.iter().enumerate() {
            if let Shape::Union(union) = &def.shape {
                let now = of_union(union, &plain, stand);
                changed |= plain[index] != now;
                plain[index] = now;
            }
        }
        if !changed {
            return plain;
        }
    }
}

fn of_union(union: &Union, plain: &[Plain], stand: &dyn Fn(TypeId) -> TypeId) -> Plain {
    let mut all = Plain::of_constants(union);
    for ty in union.variants.iter().filter_map(|one| one.ty.as_ref()) {
        all.add(Plain::within(ty, plain, stand));
    }
    all
}

fn stands((index, def): (usize, &TypeDef)) -> TypeId {
    def.same_as.unwrap_or(TypeId(index as u32))
}
