//! Values for examples of use: takes a type, gives an expression in Rust that makes a value of it.

use std::collections::BTreeSet;

use super::imports::Homes;
use super::tokens::{literal, raw};
use crate::api::{
    Field, Given, Member, Presence, Rest, Shape, Struct, Taken, Type, TypeId, Union, Value, Variant,
};
use crate::formats::{DATE, DATE_TIME};

/// How deep constructors may be nested.
const MAX_DEPTH: usize = 3;
/// The longest text of a value that is shown.
const MAX_LENGTH: usize = 200;
/// How many types are looked at for one value: a union is tried variant by variant.
const MAX_STEPS: usize = 300;

/// Writes values.
pub(super) struct Values<'h, 'a> {
    homes: &'h Homes<'a>,
    /// The names of the crate that the values use.
    pub names: BTreeSet<String>,
    /// How many types may still be looked at.
    steps: usize,
}

/// What is known of a value in addition to its type.
#[derive(Clone, Copy)]
pub(super) struct About<'v> {
    /// The name of the argument or the field.
    pub name: &'v str,
    /// The text of a value that the description shows.
    pub example: Option<&'v str>,
}

impl<'h, 'a> Values<'h, 'a> {
    pub fn new(homes: &'h Homes<'a>) -> Self {
        Self {
            homes,
            names: BTreeSet::new(),
            steps: 0,
        }
    }

    /// A value as an argument takes it; `None` where it would be long.
    pub fn argument(&mut self, ty: &Type, taken: Taken, about: About<'_>) -> Option<String> {
        let known = self.names.clone();
        self.steps = MAX_STEPS;
        let value = self.taken(ty, taken, about, 0);
        let value = value.filter(|value| value.len() <= MAX_LENGTH);
        if value.is_none() {
            self.names = known;
        }
        value
    }

    fn taken(&mut self, ty: &Type, taken: Taken, about: About<'_>, depth: usize) -> Option<String> {
        match taken {
            Taken::Plain => self.exact(ty, about, depth),
            Taken::Boxed => self.exact(taken.given(ty), about, depth),
            Taken::Into => self.into(ty, about, depth),
            Taken::Each => Some(format!("[{}]", self.into(taken.given(ty), about, depth)?)),
            Taken::Keyed => {
                let value = self.into(taken.given(ty), about, depth)?;
                Some(format!("[(\"key\", {value})]"))
            }
        }
    }

    /// An expression of a type that `Into` makes this type.
    fn into(&mut self, ty: &Type, about: About<'_>, depth: usize) -> Option<String> {
        match ty {
            Type::String | Type::Json => Some(literal(&text(about))),
            Type::DateTime => Some(literal(DATE_TIME)),
            Type::Date => Some(literal(DATE)),
            Type::Timestamp => Some(NOW.to_owned()),
            Type::Bytes => Some(BYTES.to_owned()),
            Type::Items(item) => Some(format!("vec![{}]", self.exact(item, about, depth)?)),
            Type::List(item) => {
                let held = match &**item {
                    Type::Named(id) => self.held(*id, about, depth),
                    _ => None,
                };
                match held {
                    Some(held) => Some(format!("vec![{held}.into()]")),
                    None => self.exact(ty, about, depth),
                }
            }
            Type::Option(inner) | Type::Boxed(inner) | Type::Deep(inner) => {
                self.exact(inner, about, depth)
            }
            Type::Named(id) if self.is_shown_as_text(*id) => Some(literal(&text(about))),
            Type::Named(id) => {
                let held = self.held(*id, about, depth);
                held.or_else(|| self.exact(ty, about, depth))
            }
            other => self.exact(other, about, depth),
        }
    }

    /// What the variant that is shown of a union holds, where that becomes the union.
    fn held(&mut self, id: TypeId, about: About<'_>, depth: usize) -> Option<String> {
        let Shape::Union(union) = &self.homes.def(id).shape else {
            return None;
        };
        let shown = self.in_order(union).into_iter().next()?;
        let held = shown.ty.as_ref().filter(|_| shown.from)?.unboxed();
        let known = self.names.clone();
        let value = match held {
            Type::Named(_) => self.exact(held, about, depth + 1),
            _ => None,
        };
        if value.is_none() {
            self.names = known;
        }
        value
    }

    /// Whether a literal text makes the variant that is shown of a union.
    fn is_shown_as_text(&self, id: TypeId) -> bool {
        let Shape::Union(union) = &self.homes.def(id).shape else {
            return false;
        };
        let shown = self.in_order(union).into_iter().next();
        let is_text = shown.is_some_and(|variant| variant.ty == Some(Type::String));
        is_text && union.from.contains(&Type::String)
    }

    /// The variants, those first that need no constructor.
    fn in_order<'u>(&self, union: &'u Union) -> Vec<&'u Variant> {
        let is_plain = |ty: &Type| {
            let def = ty.id().map(|id| self.homes.def(id));
            def.is_none_or(|def| !matches!(def.shape, Shape::Struct(_) | Shape::Union(_)))
        };
        let variants = union.variants.iter();
        let (plain, others): (Vec<_>, Vec<_>) =
            variants.partition(|variant| variant.ty.as_ref().is_none_or(is_plain));
        [plain, others].concat()
    }

    /// An expression of this type.
    fn exact(&mut self, ty: &Type, about: About<'_>, depth: usize) -> Option<String> {
        let example = about.example;
        Some(match ty {
            Type::Bool | Type::I32 | Type::I64 | Type::U32 | Type::U64 | Type::F64 => {
                let shown = example.and_then(|example| scalar(ty, example));
                shown.or_else(|| scalar(ty, if *ty == Type::Bool { "true" } else { "1" }))?
            }
            Type::String => format!("{}.to_owned()", literal(&text(about))),
            Type::Bytes => format!("{}::from({BYTES})", self.name("Base64")),
            Type::Timestamp => format!("{}::from({NOW})", self.name("Timestamp")),
            Type::DateTime => format!("{}::from({DATE_TIME:?})", self.name("DateTime")),
            Type::Date => format!("{}::from({DATE:?})", self.name("Date")),
            Type::Foreign(_) => return None,
            Type::Json => format!("serde_json::json!({})", literal(&text(about))),
            Type::Upload => format!("{}::path(\"a.file\")", self.name("Upload")),
            Type::Parts => format!(
                "vec![(\"file\".to_owned(), {}::path(\"a.file\"))]",
                self.name("Upload")
            ),
            Type::Items(item) => format!("vec![{}].into()", self.exact(item, about, depth)?),
            Type::List(item) => format!("vec![{}]", self.exact(item, about, depth)?),
            Type::Map(value) => {
                let value = self.exact(value, about, depth)?;
                let map = self.name("IndexMap");
                format!("{map}::from([(\"key\".to_owned(), {value})])")
            }
            Type::Option(inner) => format!("Some({})", self.exact(inner, about, depth)?),
            Type::Boxed(inner) => format!("Box::new({})", self.exact(inner, about, depth)?),
            Type::Deep(inner) => format!("{}.into()", self.exact(inner, about, depth)?),
            Type::Named(id) => return self.named(*id, about, depth),
        })
    }

    fn named(&mut self, id: TypeId, about: About<'_>, depth: usize) -> Option<String> {
        let def = self.homes.def(id);
        self.steps = self.steps.checked_sub(1)?;
        if depth >= MAX_DEPTH || def.left_out {
            return None;
        }
        let name = raw(&def.name);
        let value = match &def.shape {
            Shape::StringEnum(values) => {
                let shown = |value: &&Value<String>| Some(value.value.as_str()) == about.example;
                variant(&name, values, shown)?
            }
            Shape::IntegerEnum(values) => {
                let example: Option<i64> = about.example.and_then(|text| text.parse().ok());
                variant(&name, values, |value| Some(value.value) == example)?
            }
            Shape::Struct(object) if def.sent => self.structure(&name, object, depth + 1)?,
            Shape::Struct(_) => return None,
            Shape::Union(union) => self.union(&name, union, about, depth + 1)?,
            Shape::Tuple(tuple) if tuple.required == tuple.places.len() => {
                let places = tuple.places.iter();
                let places = places.map(|place| self.exact(place, about, depth + 1));
                let places = places.collect::<Option<Vec<String>>>()?;
                format!("{name}::from(({},))", places.join(", "))
            }
            Shape::Tuple(_) => return None,
        };
        self.names.insert(name);
        Some(value)
    }

    /// `Name::new(…)`
    fn structure(&mut self, name: &str, object: &Struct, depth: usize) -> Option<String> {
        let mut arguments = Vec::new();
        for field in object.members.iter().filter_map(Member::field) {
            if let Given::Argument(taken) = field.given {
                arguments.push(self.field(field, taken, depth)?);
            }
        }
        if let Rest::Union(rest, ty) = &object.rest {
            let about = About {
                name: rest,
                example: None,
            };
            arguments.push(self.exact(ty, about, depth)?);
        }
        Some(format!("{name}::new({})", arguments.join(", ")))
    }

    fn field(&mut self, field: &Field, taken: Taken, depth: usize) -> Option<String> {
        let about = About {
            name: &field.name,
            example: field.example.as_deref(),
        };
        match field.presence {
            Presence::RequiredOrNull => self.exact(&field.ty, about, depth),
            _ => self.taken(&field.ty, taken, about, depth),
        }
    }

    /// A variant: the first that can be shown.
    fn union(
        &mut self,
        name: &str,
        union: &Union,
        about: About<'_>,
        depth: usize,
    ) -> Option<String> {
        for variant in self.in_order(union) {
            let path = format!("{name}::{}", raw(&variant.name));
            let Some(ty) = &variant.ty else {
                return Some(path);
            };
            let known = self.names.clone();
            match self.exact(ty, about, depth) {
                Some(value) => return Some(format!("{path}({value})")),
                None => self.names = known,
            }
        }
        None
    }

    fn name(&mut self, name: &str) -> String {
        self.names.insert(name.to_owned());
        name.to_owned()
    }
}

const NOW: &str = "jiff::Timestamp::now()";
const BYTES: &str = "b\"bytes\".to_vec()";

/// A boolean or a number as Rust writes it; `None` where the text is none.
pub(super) fn scalar(ty: &Type, text: &str) -> Option<String> {
    // Printed anew: `+5` is a number and no literal.
    fn parsed<T: std::str::FromStr + ToString>(text: &str) -> Option<String> {
        text.parse::<T>().ok().map(|value| value.to_string())
    }
    match ty {
        Type::Bool => parsed::<bool>(text),
        Type::I32 => parsed::<i32>(text),
        Type::I64 => parsed::<i64>(text),
        Type::U32 => parsed::<u32>(text),
        Type::U64 => parsed::<u64>(text),
        Type::F64 => {
            let number = text.parse::<f64>().ok();
            let number = number.filter(|number| number.is_finite());
            number.map(|number| format!("{number:?}"))
        }
        _ => None,
    }
}

/// The variant that an example names, else the first.
fn variant<T>(
    name: &str,
    values: &[Value<T>],
    is_shown: impl Fn(&&Value<T>) -> bool,
) -> Option<String> {
    let shown = values.iter().find(is_shown).or(values.first())?;
    Some(format!("{name}::{}", raw(&shown.name)))
}

/// The example of the description, else a text that shows by its form what belongs there.
fn text(about: About<'_>) -> String {
    if let Some(example) = about.example {
        return example.to_owned();
    }
    let words: Vec<&str> = about
        .name
        .split('_')
        .filter(|word| !word.is_empty())
        .collect();
    match &words[..] {
        [.., "email"] => "name@example.com".to_owned(),
        [.., "url" | "uri" | "link" | "website"] => "https://example.com".to_owned(),
        [.., "id" | "ids" | "uuid"] if words.len() == 1 => "123".to_owned(),
        [before @ .., "id" | "ids" | "uuid"] => format!("{}-123", before.join("-")),
        words => words.join(" "),
    }
}
