//! What the definitions of types hold.

use super::{Docs, Spot, Taken, Type};

/// A value of an enumeration.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Value<T> {
    pub name: String,
    pub value: T,
    pub docs: Docs,
    pub spot: Spot,
}

impl<T> Value<T> {
    pub(super) fn forget_spot(&mut self) {
        self.spot = Spot::default();
    }
}

/// An object.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(crate) struct Struct {
    /// In the document's order.
    pub members: Vec<Member>,
    pub rest: Rest,
}

/// Where a struct keeps the members that the description does not name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(crate) enum Rest {
    /// In the field `extra`, as they came.
    #[default]
    Extra,
    /// In a field of this name, as a map of values of this type.
    Typed(String, Type),
    /// In a field of this name: together they are a variant of this union.
    Union(String, Type),
}

/// A member of an object.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Member {
    Field(Field),
    /// Always the same value, so there is no field.
    Constant {
        key: String,
        value: Constant,
        spot: Spot,
    },
    /// The tag of unions, several variants of which hold the type: there is no field, and each variant
    /// writes its own value.
    Tag {
        key: String,
        spot: Spot,
    },
}

impl Member {
    /// The field of the member, where it has one.
    pub fn field(&self) -> Option<&Field> {
        match self {
            Self::Field(field) => Some(field),
            Self::Constant { .. } | Self::Tag { .. } => None,
        }
    }

    /// The key of the member on the wire.
    pub fn key(&self) -> &str {
        match self {
            Self::Field(field) => &field.key,
            Self::Constant { key, .. } | Self::Tag { key, .. } => key,
        }
    }

    /// Its place in the description.
    pub fn spot(&self) -> Spot {
        match self {
            Self::Field(field) => field.spot,
            Self::Constant { spot, .. } | Self::Tag { spot, .. } => *spot,
        }
    }

    pub(super) fn ty(&self) -> Option<&Type> {
        self.field().map(|field| &field.ty)
    }

    pub(super) fn ty_mut(&mut self) -> Option<&mut Type> {
        match self {
            Self::Field(field) => Some(&mut field.ty),
            Self::Constant { .. } | Self::Tag { .. } => None,
        }
    }

    pub(super) fn forget_spot(&mut self) {
        match self {
            Self::Field(Field { spot, example, .. }) => {
                *spot = Spot::default();
                *example = Shown::default();
            }
            Self::Constant { spot, .. } | Self::Tag { spot, .. } => *spot = Spot::default(),
        }
    }
}

/// What an example shows of a value.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(crate) struct Shown {
    /// Its text; of a list or a map, that of an item.
    pub text: Option<String>,
    /// How many items of a list are shown at least.
    pub items: usize,
}

/// A field of a struct.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Field {
    pub name: String,
    pub key: String,
    pub docs: Docs,
    pub ty: Type,
    pub presence: Presence,
    /// Settled once every type is known.
    pub given: Given,
    pub example: Shown,
    pub spot: Spot,
}

/// What a field holds when there is no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Presence {
    /// There is always a value: `T`.
    Required,
    /// A value or null: `Option<T>`.
    RequiredOrNull,
    /// A value or nothing: `Option<T>`.
    Optional,
    /// A value, null or nothing: `Nullable<T>`.
    OptionalOrNull,
}

impl Presence {
    /// Whether an object must have the member.
    pub fn is_required(self) -> bool {
        matches!(self, Self::Required | Self::RequiredOrNull)
    }

    /// Whether the member may be null.
    pub fn may_be_null(self) -> bool {
        matches!(self, Self::RequiredOrNull | Self::OptionalOrNull)
    }
}

/// How somebody who builds a struct gives the value of a field.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) enum Given {
    /// By assignment alone: the struct is never sent, or the name of the field is that of an operator.
    #[default]
    Assigned,
    /// As an argument of `new`.
    Argument(Taken),
    /// By a setter.
    Setter(Taken),
}

/// A literal value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Constant {
    String(String),
    Integer(i64),
    Bool(bool),
}

/// One of several types, told apart by a plan.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Union {
    pub variants: Vec<Variant>,
    /// The first rule that applies to a value decides its variant.
    pub plan: Vec<Rule>,
    /// The plain types that have a `From` by the plan: a value becomes what it would be in an answer. A `String`
    /// stands for `&str` too. Settled once every type is known.
    pub from: Vec<Type>,
}

impl Union {
    /// Whether there is a `From` of what a variant holds, without its box.
    pub fn has_from(&self, variant: &Variant) -> bool {
        let by_plan = |ty: &Type| self.from.contains(ty.unboxed());
        variant.from || variant.ty.as_ref().is_some_and(by_plan)
    }

    /// Whether values that are read may be without the tag that their variants write.
    pub fn may_be_untagged(&self) -> bool {
        let is_untagged = |rule: &Rule| matches!(rule, Rule::Tag { otherwise, .. } if *otherwise == Otherwise::Untagged);
        self.plan.iter().any(is_untagged)
    }

    /// The tag that a variant writes, whatever tag its value has: the one value that leads to it. None
    /// of a variant that a value without the tag can be, unless the description says that it has one.
    pub fn written_tag(&self, variant: usize) -> Option<(&str, &Constant)> {
        let leads_here = |rule: &Rule| match rule {
            Rule::Tag { otherwise, .. } => otherwise.variant() == Some(variant),
            Rule::Equals(_, other)
            | Rule::Kind(_, other)
            | Rule::Keys(_, other)
            | Rule::Only(_, other)
            | Rule::Try(other) => *other == variant,
            Rule::Nearest(all) => all.iter().any(|(_, other)| *other == variant),
        };
        if !self.may_be_untagged() && self.plan.iter().any(leads_here) {
            return None;
        }
        let (key, values) = self.plan.iter().find_map(|rule| match rule {
            Rule::Tag { key, values, .. } => Some((key, values)),
            _ => None,
        })?;
        let mut own = values.iter().filter(|(_, decided)| *decided == variant);
        match (own.next(), own.next()) {
            (Some((value, _)), None) => Some((key, value)),
            _ => None,
        }
    }

    /// Sorts the variants by their names, and rules whose order says nothing.
    pub(super) fn sort(&mut self) {
        let mut order: Vec<usize> = (0..self.variants.len()).collect();
        order.sort_by_key(|index| &self.variants[*index].name);
        let mut now = vec![0; order.len()];
        for (index, was) in order.into_iter().enumerate() {
            now[was] = index;
        }
        self.variants
            .sort_by(|one, other| one.name.cmp(&other.name));
        for rule in &mut self.plan {
            match rule {
                Rule::Equals(_, index)
                | Rule::Kind(_, index)
                | Rule::Keys(_, index)
                | Rule::Only(_, index)
                | Rule::Try(index) => *index = now[*index],
                Rule::Nearest(all) => all.iter_mut().for_each(|(_, index)| *index = now[*index]),
                Rule::Tag {
                    values, otherwise, ..
                } => {
                    let told = values.iter_mut().map(|(_, index)| index);
                    for index in told.chain(otherwise.variant_mut()) {
                        *index = now[*index];
                    }
                    values.sort_by_key(|(_, index)| *index);
                }
            }
        }
        let rules = self.plan.chunk_by_mut(Rule::is_beside);
        rules.for_each(<[Rule]>::sort);
    }
}

/// A branch of a union.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Variant {
    pub name: String,
    /// `None`: the variant is a value by itself.
    pub ty: Option<Type>,
    /// Whether there is a `From` of what it holds, without its box, that always makes this variant. Settled
    /// once every type is known.
    pub from: bool,
    pub docs: Docs,
    pub spot: Spot,
}

/// What decides for an object whose tag is missing, or none of the values that decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Otherwise {
    /// Every object has the tag: without it none is a variant. Another value is one that is not known yet.
    Missing,
    /// The rules below, for an object without it, or where it is null. Another value is one that is not known yet.
    Unknown,
    /// The same, where the description says that each variant has a tag: one that was read without it writes it.
    Untagged,
    /// The rules below: a variant is told otherwise.
    Below,
    /// This variant, whose objects may have the values of the others, too.
    Variant(usize),
    /// This variant, by the description.
    Default(usize),
}

impl Otherwise {
    /// The variant that it decides for.
    pub fn variant(mut self) -> Option<usize> {
        self.variant_mut().copied()
    }

    fn variant_mut(&mut self) -> Option<&mut usize> {
        match self {
            Self::Variant(variant) | Self::Default(variant) => Some(variant),
            Self::Missing | Self::Unknown | Self::Untagged | Self::Below => None,
        }
    }
}

/// A rule of a decoding plan: which variants, by their indexes, a value can be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Rule {
    /// The value itself decides.
    Equals(Constant, usize),
    /// A member's value decides.
    Tag {
        key: String,
        values: Vec<(Constant, usize)>,
        otherwise: Otherwise,
    },
    /// The JSON type decides.
    Kind(Kind, usize),
    /// The presence of keys decides.
    Keys(Vec<String>, usize),
    /// An object, or the first item of a list, has no other keys than these, which are sorted; go on when the variant
    /// does not fit.
    Only(Vec<String>, usize),
    /// Of these variants with their keys, which are sorted, the one that describes most members of an object, or of the
    /// first item of a list: the first of several. They have a rule `Only` each; go on when the variant does not fit.
    Nearest(Vec<(Vec<String>, usize)>),
    /// Try this variant; go on when it does not fit.
    Try(usize),
}

impl Rule {
    /// Whether the order of two rules that follow each other says nothing.
    fn is_beside(&self, next: &Self) -> bool {
        matches!(
            (self, next),
            (Self::Equals(..), Self::Equals(..)) | (Self::Kind(..), Self::Kind(..))
        )
    }
}

/// The types of JSON, and the formats of its texts, that tell values apart. What is also of another one comes before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Kind {
    Boolean,
    Integer,
    Number,
    Date,
    DateTime,
    String,
    Array,
    Object,
}

/// An array whose elements have types of their own.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Tuple {
    pub places: Vec<Type>,
    /// So many of them are always there.
    pub required: usize,
    /// The type of the elements after them.
    pub rest: Type,
}
