//! Whether a value of the document can be read as a type, and is written again whole: what the
//! runtime of a client would do, told before there is one. Agrees with `runtime/` by tests that run
//! both.

use std::fmt;

use crate::api::{
    Choice, Constant, Field, Integer, Kind, Member, Presence, Rest, Rule, Seen, Shape, Struct,
    Tuple, Type, TypeDef, TypeId, Union,
};
use crate::source::{Node, Value};

/// How deep a value may nest: serde_json reads 128 levels.
const MAX_DEPTH: usize = 100;
/// How many values are looked at, those of unions once for each attempt.
const MAX_STEPS: usize = 1_000_000;

/// Why a value does not fit.
#[derive(Debug)]
pub(super) enum Fault<'s> {
    Misfit(Misfit<'s>),
    /// Too deep or too intricate to say.
    TooMuch,
    /// A type of another crate decides.
    Foreign,
}

/// A place where a value does not fit.
#[derive(Debug)]
pub(super) struct Misfit<'s> {
    pub node: &'s Node,
    /// The steps to it, the last first.
    path: Vec<String>,
    /// What was expected, and what was found.
    pub message: String,
    /// The member that is missing.
    pub missing: Option<(TypeId, String)>,
}

impl Misfit<'_> {
    /// The way from the value to the place: `data[0].id`; empty at the value itself.
    pub fn path(&self) -> String {
        let path: String = self.path.iter().rev().map(String::as_str).collect();
        path.trim_start_matches('.').to_owned()
    }
}

type Fits<'s> = Result<(), Fault<'s>>;

/// Finds out whether a value fits a type.
pub(super) fn fit<'s>(types: &[TypeDef], ty: &Type, node: &'s Node) -> Fits<'s> {
    let mut fitting = Fitting {
        types,
        steps: 0,
        lost: Vec::new(),
    };
    fitting.value(ty, node, 0)?;
    match fitting.lost.into_iter().next() {
        Some(lost) => Err(Fault::Misfit(lost)),
        None => Ok(()),
    }
}

struct Fitting<'t, 's> {
    types: &'t [TypeDef],
    steps: usize,
    /// What is read and not written again.
    lost: Vec<Misfit<'s>>,
}

impl<'s> Fitting<'_, 's> {
    fn value(&mut self, ty: &Type, node: &'s Node, depth: usize) -> Fits<'s> {
        self.steps += 1;
        if self.steps > MAX_STEPS || depth > MAX_DEPTH {
            return Err(Fault::TooMuch);
        }
        let depth = depth + 1;
        match (ty, &node.value) {
            (Type::Bool, Value::Bool(_)) => Ok(()),
            (Type::Bool, _) => misfit(node, "true or false"),
            (Type::Integer(integer), _) => whole_of(*integer, node),
            (Type::F64, Value::Integer(_)) => Ok(()),
            (Type::F64, Value::Float(value)) if value.is_finite() => Ok(()),
            (Type::F64, _) => misfit(node, "a number"),
            (Type::String | Type::DateTime | Type::Date, Value::String(_)) => Ok(()),
            (Type::String | Type::DateTime | Type::Date, _) => misfit(node, "a string"),
            (Type::Bytes, Value::String(text)) if is_base64(text) => Ok(()),
            (Type::Bytes, _) => misfit(node, "text in base64"),
            (Type::Timestamp, Value::Float(value)) if value.abs() < 2_f64.powi(52) => Ok(()),
            (Type::Timestamp, _) => match whole(node) {
                Some(second) if i64::try_from(second).is_ok() => Ok(()),
                _ => misfit(node, "a Unix time in seconds"),
            },
            (Type::Foreign(_), Value::String(_)) => Err(Fault::Foreign),
            (Type::Foreign(_), _) => misfit(node, "a string"),
            (Type::Json, _) => self.json(node, depth),
            (Type::List(item), Value::Array(items)) => {
                let mut numbered = items.iter().enumerate();
                numbered.try_for_each(|(index, node)| {
                    under(format_args!("[{index}]"), self.value(item, node, depth))
                })
            }
            (Type::List(_), _) => misfit(node, "an array"),
            (Type::Map(value), Value::Object(members)) => {
                let mut members = members.iter();
                members.try_for_each(|(key, node)| {
                    under(format_args!(".{key}"), self.value(value, node, depth))
                })
            }
            (Type::Map(_), _) => misfit(node, "an object"),
            (Type::Option(_), Value::Null) => Ok(()),
            (Type::Option(inner) | Type::Boxed(inner) | Type::Deep(inner), _) => {
                self.value(inner, node, depth)
            }
            (Type::Named(id), _) => self.named(*id, node, depth),
            // No schema has such a type.
            (Type::Upload | Type::Parts | Type::Items(_), _) => Ok(()),
        }
    }

    fn named(&mut self, id: TypeId, node: &'s Node, depth: usize) -> Fits<'s> {
        let types = self.types;
        match (&types[id.0 as usize].shape, &node.value) {
            (Shape::StringEnum(_), Value::String(_)) => Ok(()),
            (Shape::StringEnum(_), _) => misfit(node, "a string"),
            (Shape::IntegerEnum(_), _) => whole_of(Integer::I64, node),
            (Shape::Union(union), _) => self.union(union, node, depth),
            (Shape::Tuple(tuple), _) => self.tuple(tuple, node, depth),
            (Shape::Struct(object), _) => self.object(id, object, node, depth),
        }
    }

    fn tuple(&mut self, tuple: &Tuple, node: &'s Node, depth: usize) -> Fits<'s> {
        let Value::Array(items) = &node.value else {
            return misfit(node, "an array");
        };
        if items.len() < tuple.required {
            let (required, found) = (tuple.required, items.len());
            return Err(Fault::Misfit(Misfit {
                node,
                path: Vec::new(),
                message: format!("expected {required} items or more, found {found}"),
                missing: None,
            }));
        }
        items.iter().enumerate().try_for_each(|(index, node)| {
            let fits = match (tuple.places.get(index), &node.value) {
                (Some(_), Value::Null) if index >= tuple.required => Ok(()),
                (place, _) => self.value(place.unwrap_or(&tuple.rest), node, depth),
            };
            under(format_args!("[{index}]"), fits)
        })
    }

    fn object(&mut self, id: TypeId, object: &Struct, node: &'s Node, depth: usize) -> Fits<'s> {
        let Value::Object(members) = &node.value else {
            return misfit(node, "an object");
        };
        for (key, value) in members {
            let fits = match object.members.iter().find(|member| member.key() == key) {
                Some(Member::Constant {
                    value: constant, ..
                }) if value.is_constant(constant) => Ok(()),
                Some(Member::Constant {
                    value: constant, ..
                }) => misfit(value, spelled(constant)),
                Some(Member::Tag { .. }) => Ok(()),
                Some(Member::Field(field)) => self.field(field, value, depth),
                None => match &object.rest {
                    Rest::Extra => self.json(value, depth),
                    Rest::Typed(_, ty) => self.value(ty, value, depth),
                    // The whole object is tried below: to a variant its neighbours are extra.
                    Rest::Union(..) => Ok(()),
                },
            };
            under(format_args!(".{key}"), fits)?;
        }
        if let Rest::Union(_, ty) = &object.rest {
            self.value(ty, node, depth)?;
        }
        for member in &object.members {
            let required = match member {
                Member::Constant { .. } => true,
                Member::Tag { .. } => false,
                Member::Field(field) => field.presence.is_required(),
            };
            let key = member.key();
            if required && !members.contains_key(key) {
                return Err(Fault::Misfit(Misfit {
                    node,
                    path: Vec::new(),
                    message: format!("`{key}` is missing"),
                    missing: Some((id, key.to_owned())),
                }));
            }
        }
        Ok(())
    }

    fn field(&mut self, field: &Field, node: &'s Node, depth: usize) -> Fits<'s> {
        match (field.presence, &node.value) {
            (Presence::RequiredOrNull | Presence::OptionalOrNull, Value::Null) => Ok(()),
            // The client keeps it, and yet it is none of the values that are described.
            (Presence::Optional, Value::Null) => {
                self.lost.push(Misfit {
                    node,
                    path: vec![format!(".{}", field.key)],
                    message: "null is not among the types that it may have".to_owned(),
                    missing: None,
                });
                Ok(())
            }
            _ => self.value(&field.ty, node, depth),
        }
    }

    /// The first rule that applies decides.
    fn union(&mut self, union: &Union, node: &'s Node, depth: usize) -> Fits<'s> {
        let mut doubted = None;
        for rule in &union.plan {
            let variant = match rule.choose(node) {
                Choice::None => continue,
                Choice::Variant(index) => union.variants.get(index),
                Choice::Unknown => None,
                Choice::Missing(key) => {
                    return Err(Fault::Misfit(Misfit {
                        node,
                        path: Vec::new(),
                        message: format!("`{key}` is missing"),
                        missing: None,
                    }));
                }
            };
            // A tag that the document does not know: kept as it came.
            let Some(variant) = variant else {
                return self.json(node, depth);
            };
            let known = self.lost.len();
            let fits = match &variant.ty {
                Some(ty) => self.value(ty, node, depth),
                None => Ok(()),
            };
            match (fits, rule) {
                (Err(Fault::Misfit(misfit)), rule) if rule.gives_way() => {
                    self.lost.truncate(known);
                    if !matches!(rule, Rule::Only(..) | Rule::Nearest(_) | Rule::Try(_)) {
                        doubted.get_or_insert(misfit);
                    }
                }
                (fits, _) => return fits,
            }
        }
        match doubted {
            Some(misfit) => Err(Fault::Misfit(misfit)),
            None => self.json(node, depth),
        }
    }

    /// YAML has values that JSON does not.
    fn json(&mut self, node: &'s Node, depth: usize) -> Fits<'s> {
        self.steps += 1;
        if self.steps > MAX_STEPS || depth > MAX_DEPTH {
            return Err(Fault::TooMuch);
        }
        match &node.value {
            Value::Float(value) if !value.is_finite() => misfit(node, "a finite number"),
            Value::Array(items) => items.iter().try_for_each(|item| self.json(item, depth + 1)),
            Value::Object(members) => {
                let mut members = members.values();
                members.try_for_each(|member| self.json(member, depth + 1))
            }
            _ => Ok(()),
        }
    }
}

fn misfit<'s>(node: &'s Node, expected: impl fmt::Display) -> Fits<'s> {
    let found = match &node.value {
        Value::Array(_) | Value::Object(_) => node.kind().to_owned(),
        _ => super::short(node),
    };
    Err(Fault::Misfit(Misfit {
        node,
        path: Vec::new(),
        message: format!("expected {expected}, found {found}"),
        missing: None,
    }))
}

fn under<'s>(step: impl fmt::Display, fits: Fits<'s>) -> Fits<'s> {
    fits.map_err(|fault| match fault {
        Fault::Misfit(mut misfit) => {
            misfit.path.push(step.to_string());
            Fault::Misfit(misfit)
        }
        Fault::TooMuch | Fault::Foreign => fault,
    })
}

/// The integer that a value is, however it is written: `88.0` is one.
fn whole(node: &Node) -> Option<i128> {
    match node.value {
        Value::Integer(value) => Some(value),
        Value::Float(value) if value.fract() == 0.0 && value.abs() < 2_f64.powi(100) => {
            Some(value as i128)
        }
        _ => None,
    }
}

fn whole_of(integer: Integer, node: &Node) -> Fits<'_> {
    let range = integer.range();
    match whole(node) {
        Some(value) if range.contains(&value) => Ok(()),
        Some(_) => misfit(
            node,
            format_args!("an integer from {} to {}", range.start(), range.end()),
        ),
        None => misfit(node, "an integer"),
    }
}

fn spelled(constant: &Constant) -> String {
    match constant {
        Constant::String(text) => format!("{text:?}"),
        Constant::Integer(value) => value.to_string(),
        Constant::Bool(value) => value.to_string(),
    }
}

impl Seen for Node {
    fn member(&self, key: &str) -> Option<&Self> {
        self.get(key)
    }

    fn keys(&self) -> Option<impl Iterator<Item = &String>> {
        Some(self.as_object()?.keys())
    }

    fn items(&self) -> Option<&[Self]> {
        self.as_array()
    }

    fn is_null(&self) -> bool {
        self.value == Value::Null
    }

    fn is_constant(&self, constant: &Constant) -> bool {
        match (constant, &self.value) {
            (Constant::String(constant), Value::String(text)) => constant == text,
            (Constant::Bool(constant), Value::Bool(value)) => constant == value,
            (Constant::Integer(constant), _) => whole(self) == Some((*constant).into()),
            _ => false,
        }
    }

    fn is_kind(&self, kind: Kind) -> bool {
        match kind {
            Kind::Boolean => matches!(self.value, Value::Bool(_)),
            Kind::Integer => whole(self).is_some(),
            Kind::Number => matches!(self.value, Value::Integer(_) | Value::Float(_)),
            Kind::String | Kind::Date | Kind::DateTime => {
                self.as_str().is_some_and(|text| kind.has_text(text))
            }
            Kind::Array => matches!(self.value, Value::Array(_)),
            Kind::Object => matches!(self.value, Value::Object(_)),
        }
    }
}

/// RFC 4648, sections 4 and 5: either alphabet, with or without padding, no bit unused.
fn is_base64(text: &str) -> bool {
    let url_safe = text.contains(['-', '_']);
    let digits = text.trim_end_matches('=');
    let padding = text.len() - digits.len();
    let value = |byte: u8| match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' if !url_safe => Some(62),
        b'-' if url_safe => Some(62),
        b'/' if !url_safe => Some(63),
        b'_' if url_safe => Some(63),
        _ => None,
    };
    let Some(values) = digits.bytes().map(value).collect::<Option<Vec<u8>>>() else {
        return false;
    };
    let last = values.last().copied().unwrap_or(0);
    let (unused, wanted) = match values.len() % 4 {
        0 => (0, 0),
        2 => (4, 2),
        3 => (2, 1),
        _ => return false,
    };
    last.trailing_zeros() >= unused && (padding == wanted || (padding == 0 && wanted > 0))
}

#[cfg(test)]
mod tests {
    use super::is_base64;

    #[test]
    fn base64_is_what_the_runtime_reads() {
        for text in [
            "", "Zg==", "Zg", "Zm8=", "Zm8", "Zm9v", "+/+/", "-_-_", "-_8",
        ] {
            assert!(is_base64(text), "{text}");
        }
        // Unused bits, too much or too little padding, two alphabets, other characters.
        for text in [
            "Zh==", "Zm9=", "Zg=", "Zm8==", "Zm9v=", "Z", "Zm9v====", "+_", "Zm 9", "=", "é",
        ] {
            assert!(!is_base64(text), "{text}");
        }
    }
}
