//! The API as its caller sees it: resources, operations, types, pages, credentials. Plain data
//! without OpenAPI and without tokens; every name in it is a Rust name, every decision is made.

use std::hash::{Hash, Hasher};

use crate::names::Names;

/// Where something stands in its description: opaque to all who do not hold the description. Two
/// things are the same wherever they stand, so all spots are equal.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spot(pub u32);

impl PartialEq for Spot {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Spot {}

impl Hash for Spot {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

/// A whole API.
#[derive(Debug)]
pub(crate) struct Api {
    /// The name of the description, for the header of each file.
    pub origin: String,
    pub package: Package,
    pub docs: Docs,
    pub base_url: Option<String>,
    /// The server that has this address.
    pub server: Option<Spot>,
    /// The environment variable that overrides the base URL.
    pub base_url_env: Option<String>,
    pub credentials: Vec<Credential>,
    /// What the API as a whole asks for: alternatives, each a set of credentials by index.
    pub security: Vec<Vec<usize>>,
    pub settings: Vec<Setting>,
    /// Words in the `type` or `code` of a 429 that waiting does not help.
    pub no_retry: Vec<String>,
    /// The body that errors have, when there is one for all.
    pub error: Option<ErrorBody>,
    /// The root of the crate; its handle is the client itself.
    pub root: Module,
    /// Every type; the modules say where each lives.
    pub types: Vec<TypeDef>,
    /// A call for the first example, when there is an operation to call.
    pub example: Option<Example>,
    /// Examples of the description that fit their types.
    pub samples: Vec<Sample>,
    /// What the things of this API are called, for the next version to keep.
    pub names: Names,
}

/// An example of the description, which a client reads and writes again.
#[derive(Debug)]
pub(crate) struct Sample {
    /// A name for a file and for a function, in lower case.
    pub name: String,
    pub ty: Type,
    /// The value, a member a line.
    pub json: String,
}

/// What the crate's manifest says.
#[derive(Debug)]
pub(crate) struct Package {
    pub spot: Option<Spot>,
    pub name: String,
    pub version: String,
    pub description: String,
    pub license: Option<String>,
    pub documentation: Option<String>,
}

/// Markdown that is safe for rustdoc, one string a paragraph or block.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(crate) struct Docs {
    pub blocks: Vec<Block>,
}

/// A piece of documentation.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Block {
    /// Text to wrap; later lines are indented by as many columns as the second field says.
    Text(String, usize),
    /// Lines that keep their breaks: tables, code.
    Verbatim(Vec<String>),
}

/// A way to authenticate.
#[derive(Debug)]
pub(crate) struct Credential {
    /// The setter of the builder.
    pub name: String,
    /// The constant that describes it.
    pub constant: String,
    pub docs: Docs,
    pub env: Option<String>,
    pub place: Place,
    pub spot: Spot,
}

/// Where a credential travels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    Bearer,
    Basic,
    Header(String),
    Query(String),
}

/// A header that a client sends with every request once it is configured.
#[derive(Debug)]
pub(crate) struct Setting {
    /// The setter of the builder.
    pub name: String,
    /// The constant that describes it.
    pub constant: String,
    pub header: String,
    pub env: Option<String>,
    pub docs: Docs,
    pub spot: Spot,
}

/// The typed body of errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ErrorBody {
    /// The type that the body decodes to.
    pub body: TypeId,
    /// What a caller is shown: the body itself, or the one thing in it.
    pub shown: TypeId,
}

/// A module of the crate: a resource, its operations and the types that it alone uses.
#[derive(Debug, Default)]
pub(crate) struct Module {
    /// The name of the file; empty at the root.
    pub name: String,
    pub docs: Docs,
    /// The type whose methods are the operations; absent where there are only types.
    pub handle: Option<Handle>,
    /// In the order of first use.
    pub types: Vec<TypeId>,
    /// Types that it shares with others. They have its name too, so that a type that gets a
    /// second user is still found where it was.
    pub shared: Vec<TypeId>,
    pub children: Vec<Module>,
}

/// The type that stands for a resource.
#[derive(Debug, Default)]
pub(crate) struct Handle {
    pub name: String,
    pub operations: Vec<Operation>,
}

/// One call.
#[derive(Debug)]
pub(crate) struct Operation {
    /// The method of the handle.
    pub name: String,
    /// The type of the request.
    pub request: String,
    /// The constant that describes the operation.
    pub constant: String,
    pub id: String,
    pub alias: Option<String>,
    pub docs: Docs,
    pub deprecated: bool,
    /// In capitals.
    pub method: String,
    /// The template of the path.
    pub path: String,
    /// In the order of the template.
    pub path_parameters: Vec<Parameter>,
    /// Those that must be given, after those of the path.
    pub required_parameters: Vec<Parameter>,
    pub optional_parameters: Vec<Parameter>,
    pub body: Option<Body>,
    pub success: Success,
    pub error: Option<TypeId>,
    /// Alternatives, each a set of credentials by index.
    pub security: Vec<Vec<usize>>,
    pub pagination: Option<Pagination>,
    pub spot: Spot,
}

/// A parameter of a call.
#[derive(Debug, Clone)]
pub(crate) struct Parameter {
    pub name: String,
    /// As it is written on the wire.
    pub key: String,
    pub place: ParameterPlace,
    pub ty: Type,
    pub docs: Docs,
    pub deprecated: bool,
    /// A value to show, as a Rust literal.
    pub example: Option<String>,
    pub spot: Spot,
}

/// Where a parameter travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ParameterPlace {
    Path,
    Query,
    Header,
}

/// A JSON body.
#[derive(Debug, Clone)]
pub(crate) struct Body {
    pub name: String,
    pub required: bool,
    pub ty: Type,
    pub media_type: String,
    pub docs: Docs,
    pub spot: Spot,
}

/// What a successful call gives.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Success {
    /// Nothing worth decoding.
    Nothing,
    Json(Type),
}

/// How a list goes on: by the identifier of the last item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pagination {
    /// The query parameter that takes the cursor.
    pub parameter: String,
    pub list: TypeId,
    pub item: Type,
    /// The fields, by their Rust names.
    pub items: String,
    pub item_id: Option<FieldRef>,
    pub has_more: Option<FieldRef>,
    pub last_id: Option<FieldRef>,
}

/// A field, and whether its value may be missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FieldRef {
    pub name: String,
    pub presence: Presence,
    pub nullable: bool,
}

/// Names a type of an [`Api`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct TypeId(pub u32);

/// A type, as it stands in a field or an argument.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Type {
    Bool,
    I32,
    I64,
    U32,
    U64,
    F64,
    String,
    /// Bytes, base64 in JSON.
    Bytes,
    /// Seconds since 1970.
    Timestamp,
    DateTime,
    Date,
    /// Any JSON.
    Json,
    List(Box<Type>),
    Map(Box<Type>),
    /// A value or null.
    Option(Box<Type>),
    Boxed(Box<Type>),
    /// Boxed so that the compiler does not walk into it: see `lower::finish::boxes`.
    Deep(Box<Type>),
    Named(TypeId),
}

/// What a written type names.
pub(crate) enum Name {
    /// A type of the description.
    Own(TypeId),
    /// A type that comes with the runtime or with a library.
    Known(&'static str),
}

impl Type {
    /// The type as Rust writes it; what it names is spelled by the caller.
    pub fn written(&self, spell: &mut dyn FnMut(Name) -> String) -> String {
        match self {
            Self::Bool => "bool".to_owned(),
            Self::I32 => "i32".to_owned(),
            Self::I64 => "i64".to_owned(),
            Self::U32 => "u32".to_owned(),
            Self::U64 => "u64".to_owned(),
            Self::F64 => "f64".to_owned(),
            Self::String => "String".to_owned(),
            Self::Bytes => spell(Name::Known("Base64")),
            Self::Timestamp => spell(Name::Known("Timestamp")),
            Self::DateTime => spell(Name::Known("DateTime")),
            Self::Date => spell(Name::Known("Date")),
            Self::Json => spell(Name::Known("Value")),
            Self::List(item) => format!("Vec<{}>", item.written(spell)),
            Self::Map(value) => {
                let map = spell(Name::Known("IndexMap"));
                format!("{map}<String, {}>", value.written(spell))
            }
            Self::Option(inner) => format!("Option<{}>", inner.written(spell)),
            Self::Boxed(inner) => format!("Box<{}>", inner.written(spell)),
            Self::Deep(inner) => {
                let deep = spell(Name::Known("DeepBox"));
                format!("{deep}<{}>", inner.written(spell))
            }
            Self::Named(id) => spell(Name::Own(*id)),
        }
    }
}

/// A type with a name.
#[derive(Debug)]
pub(crate) struct TypeDef {
    pub name: String,
    pub docs: Docs,
    pub derives: Derives,
    /// A component: its name is the document's own.
    pub named: bool,
    /// Part of a request: it can be built.
    pub sent: bool,
    pub shape: Shape,
    /// The type that this one is another name of; both have the same shape.
    pub same_as: Option<TypeId>,
    pub spot: Spot,
}

/// What can be derived beside `Debug`, `Clone` and `PartialEq`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Derives {
    pub copy: bool,
    pub eq: bool,
    pub hash: bool,
    pub default: bool,
}

/// The kinds of named types.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Shape {
    Struct(Struct),
    /// One of some strings, or another.
    StringEnum(Vec<Value<String>>),
    /// One of some integers, or another.
    IntegerEnum(Vec<Value<i64>>),
    Union(Union),
    Tuple(Tuple),
}

impl Shape {
    /// The types that it speaks of.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        let rest = match self {
            Self::Struct(object) => match &object.rest {
                Rest::Typed(_, ty) | Rest::Union(_, ty) => Some(ty),
                Rest::Extra => None,
            },
            Self::Tuple(tuple) => Some(&tuple.rest),
            _ => None,
        };
        self.held().into_iter().chain(rest)
    }

    /// The types of what it holds by itself, neither in a list nor in a map.
    pub fn held(&self) -> Vec<&Type> {
        match self {
            Self::Struct(object) => object.members.iter().filter_map(Member::ty).collect(),
            Self::Union(union) => {
                let variants = union.variants.iter();
                variants.filter_map(|variant| variant.ty.as_ref()).collect()
            }
            Self::Tuple(tuple) => tuple.places.iter().collect(),
            Self::StringEnum(_) | Self::IntegerEnum(_) => Vec::new(),
        }
    }

    /// The types of what it holds by itself, neither in a list nor in a map.
    pub fn held_mut(&mut self) -> Vec<&mut Type> {
        match self {
            Self::Struct(object) => {
                let members = object.members.iter_mut();
                members.filter_map(Member::ty_mut).collect()
            }
            Self::Union(union) => {
                let variants = union.variants.iter_mut();
                variants.filter_map(|variant| variant.ty.as_mut()).collect()
            }
            Self::Tuple(tuple) => tuple.places.iter_mut().collect(),
            Self::StringEnum(_) | Self::IntegerEnum(_) => Vec::new(),
        }
    }

    /// What comes beside or after what it holds by itself.
    pub fn rest_mut(&mut self) -> Option<&mut Type> {
        match self {
            Self::Struct(object) => match &mut object.rest {
                Rest::Typed(_, ty) | Rest::Union(_, ty) => Some(ty),
                Rest::Extra => None,
            },
            Self::Tuple(tuple) => Some(&mut tuple.rest),
            _ => None,
        }
    }
}

/// A value of an enumeration.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Value<T> {
    pub name: String,
    pub value: T,
    pub docs: Docs,
    pub spot: Spot,
}

/// An object.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(crate) struct Struct {
    /// In the document's order.
    pub members: Vec<Member>,
    pub rest: Rest,
}

/// What becomes of keys that the description does not name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(crate) enum Rest {
    /// They are kept as they came.
    #[default]
    Extra,
    /// They hold values of a type; the field's name comes first.
    Typed(String, Type),
    /// Together they are a variant of a union; the field's name comes first.
    Union(String, Type),
}

/// A member of an object.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Member {
    Field(Field),
    /// Always the same value, so there is no field; the value as JSON text.
    Constant {
        key: String,
        value: Constant,
        spot: Spot,
    },
}

impl Member {
    fn ty(&self) -> Option<&Type> {
        match self {
            Self::Field(field) => Some(&field.ty),
            Self::Constant { .. } => None,
        }
    }

    fn ty_mut(&mut self) -> Option<&mut Type> {
        match self {
            Self::Field(field) => Some(&mut field.ty),
            Self::Constant { .. } => None,
        }
    }
}

/// A value that never varies.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Constant {
    String(String),
    Integer(i64),
    Bool(bool),
}

/// A field of a struct.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Field {
    pub name: String,
    pub key: String,
    pub docs: Docs,
    pub ty: Type,
    pub presence: Presence,
    pub spot: Spot,
}

/// Whether a field may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Presence {
    Required,
    /// `Option`: absent or a value.
    Optional,
    /// `Nullable`: absent, null or a value.
    Nullable,
}

/// One of several types, told apart by a plan.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Union {
    pub variants: Vec<Variant>,
    pub plan: Vec<Rule>,
}

/// An array whose places have types of their own.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Tuple {
    pub places: Vec<Type>,
    /// So many of them are always there.
    pub required: usize,
    /// What comes after them.
    pub rest: Type,
}

/// A branch of a union.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Variant {
    pub name: String,
    /// `None`: the variant is a value by itself.
    pub ty: Option<Type>,
    pub docs: Docs,
    pub spot: Spot,
}

/// A step of a decoding plan: which variants a value can be. The first rule that applies counts.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Rule {
    /// The value itself decides.
    Equals(Constant, usize),
    /// A member's value decides.
    Tag {
        key: String,
        values: Vec<(Constant, usize)>,
    },
    /// The JSON type decides.
    Kind(Kind, usize),
    /// The presence of keys decides.
    Keys(Vec<String>, usize),
    /// Try this variant; go on when it does not fit.
    Try(usize),
}

/// The types of JSON that a value can be told by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
}

/// A call to show in the documentation of the crate.
#[derive(Debug)]
pub(crate) struct Example {
    /// The operation that is called.
    pub id: String,
    /// The accessors, then the method.
    pub chain: Vec<String>,
    /// Arguments as Rust literals.
    pub arguments: Vec<String>,
    pub paged: bool,
}

impl TypeDef {
    /// Whether a user of the type meets plain JSON.
    pub fn holds_json(&self) -> bool {
        fn holds(ty: &Type) -> bool {
            match ty {
                Type::Json => true,
                Type::List(inner)
                | Type::Map(inner)
                | Type::Option(inner)
                | Type::Boxed(inner)
                | Type::Deep(inner) => holds(inner),
                _ => false,
            }
        }
        match &self.shape {
            Shape::Struct(object) => {
                let mut types = object.members.iter().filter_map(Member::ty);
                types.any(holds)
            }
            // What it does not know, what comes after its places.
            Shape::Union(_) | Shape::Tuple(_) => true,
            _ => false,
        }
    }
}

impl Api {
    /// Whether there is anything to call; a description may have types alone.
    pub fn has_operations(&self) -> bool {
        let mut open = vec![&self.root];
        while let Some(module) = open.pop() {
            open.extend(&module.children);
            let handle = module.handle.as_ref();
            if handle.is_some_and(|handle| !handle.operations.is_empty()) {
                return true;
            }
        }
        false
    }

    /// The type that stands for all of its shape.
    pub fn canonical(&self, id: TypeId) -> TypeId {
        self.type_def(id).same_as.unwrap_or(id)
    }

    /// A type with the types in it that stand for all of their shape.
    pub fn canonical_type(&self, ty: &Type) -> Type {
        let inner = |ty: &Type| Box::new(self.canonical_type(ty));
        match ty {
            Type::List(item) => Type::List(inner(item)),
            Type::Map(value) => Type::Map(inner(value)),
            Type::Option(some) => Type::Option(inner(some)),
            Type::Boxed(boxed) => Type::Boxed(inner(boxed)),
            Type::Deep(boxed) => Type::Deep(inner(boxed)),
            Type::Named(id) => Type::Named(self.canonical(*id)),
            other => other.clone(),
        }
    }

    pub fn type_def(&self, id: TypeId) -> &TypeDef {
        &self.types[id.0 as usize]
    }
}
