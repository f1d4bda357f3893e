//! Values for examples of use: takes a type, gives an expression in Rust that makes a value of it.

mod fitting;
mod texts;

use std::collections::BTreeSet;

use serde_json::Value as Json;

pub(super) use self::texts::scalar;
use self::texts::{is_plain, json_text, scalar_text, text, time};
use super::imports::Homes;
use super::tokens::{literal, raw};
use super::usage::laid_out;
use crate::api::{
    Field, Given, Member, Presence, Rest, Shape, Struct, Taken, Type, TypeId, Union, Value, Variant,
};
use crate::formats::{DATE, DATE_TIME};

/// How deep constructors may be nested.
const MAX_DEPTH: usize = 3;
/// How many lines a value may have.
const MAX_LINES: usize = 12;
/// How many members may be shown that a value does not need, at first and where it would be long.
const MOST_SETTERS: [usize; 4] = [16, 6, 3, 0];
/// How many items of a list, or members of a map, are shown.
const MAX_ITEMS: usize = 3;
/// How many types are looked at for one value: a union is tried variant by variant.
const MAX_STEPS: usize = 300;

/// Writes values.
pub(super) struct Values<'h, 'a> {
    homes: &'h Homes<'a>,
    /// The names of the crate that the values use.
    pub names: BTreeSet<String>,
    /// How many types may still be looked at.
    steps: usize,
    /// How many members may still be shown that a value does not need.
    setters: usize,
}

/// What is known of a value in addition to its type.
#[derive(Clone, Copy)]
pub(super) struct About<'v> {
    /// The name of the argument or the field.
    pub name: &'v str,
    /// The text of a value that the description shows.
    pub example: Option<&'v str>,
    /// How many items a list has at least.
    pub items: usize,
    /// The value itself. What of it does not fit the type is not shown.
    pub value: Option<&'v Json>,
}

impl<'v> About<'v> {
    /// What is known of a part of the value.
    fn part(self, value: Option<&'v Json>) -> Self {
        Self {
            value,
            items: 0,
            ..self
        }
    }

    /// The items of a list of one value, as often as the list needs it.
    fn repeated(self, item: String) -> String {
        vec![item; self.items.max(1)].join(", ")
    }
}

impl<'h, 'a> Values<'h, 'a> {
    pub fn new(homes: &'h Homes<'a>) -> Self {
        Self {
            homes,
            names: BTreeSet::new(),
            steps: 0,
            setters: 0,
        }
    }

    /// A value as an argument takes it; `None` where it would be long.
    pub fn argument(&mut self, ty: &Type, taken: Taken, about: About<'_>) -> Option<String> {
        let known = self.names.clone();
        for setters in MOST_SETTERS {
            self.steps = MAX_STEPS;
            self.setters = setters;
            let value = self.taken(ty, taken, about, 0);
            let is_short =
                |value: &String| laid_out("let request = ", value, ";").len() <= MAX_LINES;
            if let Some(value) = value.filter(is_short) {
                return Some(value);
            }
            self.names.clone_from(&known);
            if about.value.is_none() {
                break;
            }
        }
        None
    }

    fn taken(&mut self, ty: &Type, taken: Taken, about: About<'_>, depth: usize) -> Option<String> {
        match taken {
            Taken::Plain => self.exact(ty, about, depth),
            Taken::Boxed => self.exact(taken.given(ty), about, depth),
            Taken::Into => self.into(ty, about, depth),
            Taken::Each => {
                let item = taken.given(ty);
                match self.items(item, about, depth) {
                    Some(items) => Some(format!("[{items}]")),
                    None => {
                        let item = self.into(item, about.part(None), depth)?;
                        Some(format!("[{}]", about.repeated(item)))
                    }
                }
            }
            Taken::Keyed => {
                let held = taken.given(ty);
                if let Some(pairs) = self.pairs(held, about, depth, "") {
                    return Some(format!("[{pairs}]"));
                }
                let value = self.into(held, about.part(None), depth)?;
                Some(format!("[(\"key\", {value})]"))
            }
        }
    }

    /// The items of the value, all of one type; `None` where there are none to show.
    fn items(&mut self, item: &Type, about: About<'_>, depth: usize) -> Option<String> {
        let items = about.value?.as_array().filter(|items| !items.is_empty())?;
        let items = items.iter().take(MAX_ITEMS);
        let items = items.map(|value| self.item(item, about, value, depth));
        Some(items.collect::<Option<Vec<String>>>()?.join(", "))
    }

    /// The members of the value as pairs; their keys end with `owned`.
    fn pairs(
        &mut self,
        held: &Type,
        about: About<'_>,
        depth: usize,
        owned: &str,
    ) -> Option<String> {
        let members = about.value?.as_object()?;
        let members = members.iter().filter(|(key, _)| is_plain(key));
        let pairs = members.take(MAX_ITEMS).map(|(key, value)| {
            let value = self.item(held, about, value, depth)?;
            Some(format!("({}{owned}, {value})", literal(key)))
        });
        let pairs = pairs.collect::<Option<Vec<String>>>()?;
        (!pairs.is_empty()).then(|| pairs.join(", "))
    }

    /// One of several values of a type. Text can be a literal; what several types become is of its own type.
    fn item(&mut self, ty: &Type, about: About<'_>, value: &Json, depth: usize) -> Option<String> {
        let about = About {
            example: None,
            value: Some(value),
            ..about
        };
        match (ty, value) {
            (Type::String, Json::String(text)) if is_plain(text) => Some(literal(text)),
            (Type::String, _) => None,
            _ => self.exact(ty, about, depth),
        }
    }

    /// An expression of a type that `Into` makes this type.
    fn into(&mut self, ty: &Type, about: About<'_>, depth: usize) -> Option<String> {
        match ty {
            Type::Json if about.value.is_some_and(|value| !value.is_string()) => {
                self.exact(ty, about, depth)
            }
            Type::String | Type::Json => Some(literal(&text(about))),
            Type::DateTime => Some(literal(time(about, DATE_TIME))),
            Type::Date => Some(literal(time(about, DATE))),
            Type::Bytes => Some(BYTES.to_owned()),
            Type::Items(item) => Some(format!("vec![{}]", self.exact(item, about, depth)?)),
            Type::List(item) => {
                let held = match &**item {
                    Type::Named(id) if about.value.is_none() => self.held(*id, about, depth),
                    _ => None,
                };
                match held {
                    Some(held) => Some(format!("vec![{}]", about.repeated(held + ".into()"))),
                    None => self.exact(ty, about, depth),
                }
            }
            Type::Option(inner) | Type::Boxed(inner) | Type::Deep(inner) => {
                self.exact(inner, about, depth)
            }
            Type::Named(id) if self.is_shown_as_text(*id, about) => Some(literal(&text(about))),
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
        let shown = self.in_order(union, about).into_iter().next()?;
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
    fn is_shown_as_text(&self, id: TypeId, about: About<'_>) -> bool {
        let Shape::Union(union) = &self.homes.def(id).shape else {
            return false;
        };
        let shown = self.in_order(union, about).into_iter().next();
        let is_text = shown.is_some_and(|variant| variant.ty == Some(Type::String));
        is_text && union.from.contains(&Type::String)
    }

    /// The variants: that of the value first, then those that need no constructor.
    fn in_order<'u>(&self, union: &'u Union, about: About<'_>) -> Vec<&'u Variant> {
        let chosen = about
            .value
            .and_then(|value| fitting::variant(self.homes, union, value));
        let is_plain = |ty: &Type| {
            let def = ty.id().map(|id| self.homes.def(id));
            def.is_none_or(|def| !matches!(def.shape, Shape::Struct(_) | Shape::Union(_)))
        };
        let variants = union.variants.iter();
        let (plain, others): (Vec<_>, Vec<_>) =
            variants.partition(|variant| variant.ty.as_ref().is_none_or(is_plain));
        let chosen: Vec<_> = chosen.into_iter().collect();
        [chosen, plain, others].concat()
    }

    /// An expression of this type.
    fn exact(&mut self, ty: &Type, about: About<'_>, depth: usize) -> Option<String> {
        let shown = about.value.and_then(scalar_text);
        let example = shown.as_deref().or(about.example);
        Some(match ty {
            Type::Bool | Type::Integer(_) | Type::F64 => {
                let shown = example.and_then(|example| scalar(ty, example));
                shown.or_else(|| scalar(ty, if *ty == Type::Bool { "true" } else { "1" }))?
            }
            Type::String => format!("{}.to_owned()", literal(&text(about))),
            Type::Bytes => format!("{}::from({BYTES})", self.name("Base64")),
            Type::Timestamp => {
                let second = example.and_then(|example| example.parse::<i64>().ok());
                let second = second.unwrap_or(SECOND);
                format!("{}::from_second({second})", self.name("Timestamp"))
            }
            Type::DateTime => {
                let text = literal(time(about, DATE_TIME));
                format!("{}::from({text})", self.name("DateTime"))
            }
            Type::Date => {
                let text = literal(time(about, DATE));
                format!("{}::from({text})", self.name("Date"))
            }
            Type::Foreign(_) => return None,
            Type::Json => {
                let json = about.value.and_then(json_text);
                let json = json.unwrap_or_else(|| literal(&text(about)));
                format!("{}!({json})", self.name("json"))
            }
            Type::Upload => format!("{}::path(\"a.file\")", self.name("Upload")),
            Type::Parts => format!(
                "vec![(\"file\".to_owned(), {}::path(\"a.file\"))]",
                self.name("Upload")
            ),
            Type::Items(item) => format!("vec![{}].into()", self.exact(item, about, depth)?),
            Type::List(item) => match about.value.and_then(Json::as_array) {
                Some(items) if !items.is_empty() => {
                    let items = items.iter().take(MAX_ITEMS);
                    let items = items.map(|value| self.exact(item, about.part(Some(value)), depth));
                    format!(
                        "vec![{}]",
                        items.collect::<Option<Vec<String>>>()?.join(", ")
                    )
                }
                _ => {
                    let item = self.exact(item, about.part(None), depth)?;
                    format!("vec![{}]", about.repeated(item))
                }
            },
            Type::Map(value) => {
                let pairs = match **value {
                    // Its literals would be no `String`.
                    Type::String => None,
                    _ => self.pairs(value, about, depth, ".to_owned()"),
                };
                let pairs = match pairs {
                    Some(pairs) => pairs,
                    None => {
                        let value = self.exact(value, about.part(None), depth)?;
                        format!("(\"key\".to_owned(), {value})")
                    }
                };
                format!("{}::from([{pairs}])", self.name("IndexMap"))
            }
            Type::Option(_) if about.value.is_some_and(Json::is_null) => "None".to_owned(),
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
                let example = about.value.and_then(Json::as_str).or(about.example);
                let shown = |value: &&Value<String>| Some(value.value.as_str()) == example;
                variant(&name, values, shown)?
            }
            Shape::IntegerEnum(values) => {
                let example: Option<i64> = about.example.and_then(|text| text.parse().ok());
                let example = about.value.and_then(Json::as_i64).or(example);
                variant(&name, values, |value| Some(value.value) == example)?
            }
            Shape::Struct(object) if def.sent => self.structure(&name, object, about, depth + 1)?,
            Shape::Struct(_) => return None,
            Shape::Union(union) => self.union(&name, union, about, depth + 1)?,
            Shape::Tuple(tuple) if tuple.required == tuple.places.len() => {
                let places = tuple.places.iter().enumerate();
                let places = places.map(|(index, place)| {
                    let value = about.value.and_then(|value| value.get(index));
                    self.exact(place, about.part(value), depth + 1)
                });
                let places = places.collect::<Option<Vec<String>>>()?;
                format!("{name}::from(({},))", places.join(", "))
            }
            Shape::Tuple(_) => return None,
        };
        self.names.insert(name);
        Some(value)
    }

    /// `Name::new(…)`, and the setters of what the value has beside that.
    fn structure(
        &mut self,
        name: &str,
        object: &Struct,
        about: About<'_>,
        depth: usize,
    ) -> Option<String> {
        let value = about.value;
        let fields = object.members.iter().filter_map(Member::field);
        let mut arguments = Vec::new();
        for field in fields.clone() {
            if let Given::Argument(taken) = field.given {
                arguments.push(self.field(field, taken, value, depth)?);
            }
        }
        if let Rest::Union(rest, ty) = &object.rest {
            let about = About {
                name: rest,
                example: None,
                items: 0,
                value,
            };
            arguments.push(self.exact(ty, about, depth)?);
        }
        let mut built = format!("{name}::new({})", arguments.join(", "));
        for field in fields {
            let Given::Setter(taken) = field.given else {
                continue;
            };
            let member = value.and_then(|value| value.get(&field.key));
            let has_type =
                member.is_some_and(|member| fitting::fits(self.homes, &field.ty, member));
            if !has_type || self.setters == 0 {
                continue;
            }
            let known = self.names.clone();
            match self.field(field, taken, value, depth) {
                Some(shown) => {
                    built += &format!(".{}({shown})", raw(&field.name));
                    self.setters = self.setters.saturating_sub(1);
                }
                None => self.names = known,
            }
        }
        Some(built)
    }

    fn field(
        &mut self,
        field: &Field,
        taken: Taken,
        object: Option<&Json>,
        depth: usize,
    ) -> Option<String> {
        let value = object.and_then(|object| object.get(&field.key));
        let about = About {
            name: &field.name,
            example: field.example.text.as_deref(),
            items: field.example.items,
            value: value.filter(|value| fitting::fits(self.homes, &field.ty, value)),
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
        for variant in self.in_order(union, about) {
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

/// The second of `DATE_TIME`.
const SECOND: i64 = 1_769_860_800;
const BYTES: &str = "b\"bytes\".to_vec()";

/// The variant that an example names, else the first.
fn variant<T>(
    name: &str,
    values: &[Value<T>],
    is_shown: impl Fn(&&Value<T>) -> bool,
) -> Option<String> {
    let shown = values.iter().find(is_shown).or(values.first())?;
    Some(format!("{name}::{}", raw(&shown.name)))
}
