//! Operations: what a caller gives, how it travels, what comes back.

use std::fmt;

use super::{
    Answer, CredentialId, Docs, Errors, Gap, HeaderField, Headers, OtherReading, OwnServer,
    Pagination, Reading, Shown, Spot, Switch, Type, TypeId, XmlElementId,
};

/// One call.
#[derive(Debug)]
pub(crate) struct Operation {
    /// The method of the handle.
    pub name: String,
    /// The type of the request.
    pub request: String,
    /// The constant that describes the operation.
    pub constant: String,
    /// The operationId, or a name made from method and path.
    pub id: String,
    /// Another name that the documentation is searched by.
    pub alias: Option<String>,
    pub docs: Docs,
    pub deprecated: bool,
    /// In capitals.
    pub method: String,
    pub path: Path,
    pub server: Option<OwnServer>,
    /// First the required ones, those of the path in its order; then the optional ones.
    pub arguments: Vec<Argument>,
    /// The body, where a caller gives it as one value.
    pub body: Option<Body>,
    /// The body, where the arguments make it that travel as its fields or parts.
    pub fields: Option<Fields>,
    /// What tells the call from others of the same operation, which send the body in another media
    /// type: `form`.
    pub variant: Option<String>,
    /// The types of what its callbacks send.
    pub callbacks: Vec<Type>,
    /// What awaiting the request gives.
    pub answer: Reading,
    /// Whether the server may say that the answer is still the one that the caller has.
    pub conditional: bool,
    /// Other ways to read the answer, each a method of the request.
    pub others: Vec<OtherReading>,
    /// The boolean by which it is asked for a stream, where an answer may be one.
    pub switch: Option<Switch>,
    pub errors: Errors,
    /// The described headers of its answers.
    pub headers: Vec<Headers>,
    /// Alternatives, each a set of credentials. None: it can be called without.
    pub security: Vec<Vec<CredentialId>>,
    pub repeats: Repeats,
    pub pagination: Option<Pagination>,
    /// What of the operation the client does not have; none for a whole one.
    pub without: Vec<Gap>,
    pub spot: Spot,
}

impl Operation {
    /// The arguments of the method, the body aside.
    pub fn required(&self) -> impl Iterator<Item = &Argument> {
        self.arguments.iter().filter(|argument| argument.required)
    }

    /// The arguments that a setter of the request takes, the body aside.
    pub fn optional(&self) -> impl Iterator<Item = &Argument> {
        self.arguments.iter().filter(|argument| !argument.required)
    }

    /// Whether an argument or the body has this name.
    pub fn takes(&self, name: &str) -> bool {
        let body = self.body.iter().map(|body| &body.name);
        let mut names = self
            .arguments
            .iter()
            .map(|argument| &argument.name)
            .chain(body);
        names.any(|known| known == name)
    }

    /// The types that a caller sends: of the body, then of the arguments.
    pub fn sent(&self) -> impl Iterator<Item = &Type> {
        let body = self.body.iter().map(|body| &body.payload.ty);
        body.chain(self.arguments.iter().map(|argument| &argument.ty))
    }

    /// Every type of a request, an answer or an error.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        self.sent()
            .chain(self.received())
            .chain(self.errors.types())
    }

    /// The media type of the body as it is sent.
    pub fn media(&self) -> Option<&str> {
        let body = self.body.as_ref().map(|body| body.payload.media.as_str());
        body.or(self.fields.as_ref().map(|fields| fields.media.as_str()))
    }

    /// The media type of the body as the description has it.
    pub fn described_media(&self) -> Option<&str> {
        let body = self.body.as_ref();
        let body = body.map(|body| body.payload.described.as_str());
        body.or(self.fields.as_ref().map(|fields| fields.media.as_str()))
    }

    /// The boolean that a method of the request sets, since its answer is a stream.
    pub fn switch_of(&self, other: &OtherReading) -> Option<&Switch> {
        let switch = self.switch.as_ref();
        switch.filter(|_| other.reading.is_stream())
    }

    /// The boolean that is set where the request is awaited, since what it gives then is a stream.
    pub fn awaited_switch(&self) -> Option<&Switch> {
        let switch = self.switch.as_ref();
        switch.filter(|_| gives_stream(&self.answer, &self.others))
    }

    /// The boolean that must not be true where a stream is not read, and the method that reads one.
    pub fn refused_switch(&self) -> Option<(&Switch, &str)> {
        let mut others = self.others.iter();
        let others = others.find_map(|other| Some((self.switch_of(other)?, other.name.as_str())));
        others.filter(|_| self.awaited_switch().is_none())
    }

    /// Every way to read the answer.
    pub fn readings(&self) -> impl Iterator<Item = &Reading> {
        let others = self.others.iter().map(|other| &other.reading);
        std::iter::once(&self.answer).chain(others)
    }

    /// The types that a successful call gives, and those of headers.
    pub fn received(&self) -> impl Iterator<Item = &Type> {
        let answers = self
            .readings()
            .flat_map(|reading| reading.success.answers());
        let headers = self.headers.iter().flat_map(|headers| &headers.fields);
        let headers = headers.map(|field: &HeaderField| &field.ty);
        answers.flat_map(Answer::types).chain(headers)
    }
}

/// How a call may be sent again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Repeats {
    /// The header that takes a key which is the same in every attempt, in lower case.
    pub key: Option<String>,
    /// The statuses after which it is sent again, `5XX` among them, where the operation lists its own.
    pub retry_on: Option<Vec<String>>,
}

/// Whether awaiting a request gives a stream: where every answer is one, or where no method gives one.
pub(crate) fn gives_stream(awaited: &Reading, others: &[OtherReading]) -> bool {
    let is_other_stream = others.iter().any(|other| other.reading.is_stream());
    awaited.is_stream() && (!is_other_stream || awaited.success.answers().all(Answer::is_stream))
}

/// The template of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Path(pub Vec<Segment>);

/// A piece of a path: there may be several of them between two slashes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Segment {
    /// Text that is sent as it is.
    Text(String),
    /// The place of an argument, by its key.
    Argument(String),
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|segment| match segment {
            Segment::Text(text) => f.write_str(text),
            Segment::Argument(key) => write!(f, "{{{key}}}"),
        })
    }
}

/// A parameter of the description.
#[derive(Debug, Clone)]
pub(crate) struct Argument {
    pub name: String,
    /// Its name on the wire.
    pub key: String,
    pub docs: Docs,
    pub ty: Type,
    /// The method takes it; an optional one has a setter.
    pub required: bool,
    /// The API requires it all the same: it is one of many, or of a body that is not required itself.
    pub expected: bool,
    pub taken: Taken,
    pub travels: Travels,
    pub deprecated: bool,
    pub example: Shown,
    pub spot: Spot,
}

impl Argument {
    /// The name of the part of the body that it makes, or that holds the part which it makes.
    pub fn part_name(&self) -> Option<&str> {
        let Travels::Part(part) = &self.travels else {
            return None;
        };
        let outermost = part.place.within.first().map(|(key, _)| key);
        match outermost.unwrap_or(&part.place.key) {
            PartKey::Name(name) => Some(name),
            PartKey::At(_) | PartKey::Free => None,
        }
    }
}

/// How a method or a setter takes a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Taken {
    /// As its type.
    Plain,
    /// As anything that `Into` makes its type.
    Into,
    /// As the value that is put into a box.
    Boxed,
    /// As anything that gives the items of a list one after the other, each as anything that `Into` makes one.
    Each,
    /// As anything that gives the keys of a map with their values, each as anything that `Into` makes one.
    Keyed,
}

impl Taken {
    /// The type that is given for it: of a box what is in it, of a list or a map that is given piece by piece what it
    /// holds.
    pub fn given(self, ty: &Type) -> &Type {
        match (self, ty) {
            (Self::Each, Type::List(held))
            | (Self::Keyed, Type::Map(held))
            | (Self::Boxed, Type::Boxed(held)) => held,
            (_, ty) => ty,
        }
    }
}

/// Where an argument travels, and how its value is written there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Travels {
    Path(Written),
    Query(Written),
    Header(Written),
    Cookie(Written),
    /// It is the whole query.
    WholeQuery(Written),
    /// A field of the form that is the body.
    Field(Written),
    /// A part of the multipart body, or several of one name.
    Part(BodyPart),
    /// A header of a part.
    PartHeader(PartPlace, Written),
}

impl Travels {
    /// The word for the place.
    pub fn place(&self) -> &'static str {
        match self {
            Self::Path(_) => "path",
            Self::Query(_) => "query",
            Self::Header(_) => "header",
            Self::Cookie(_) => "cookie",
            Self::WholeQuery(_) => "whole query",
            Self::Field(_) => "field",
            Self::Part(_) => "part",
            Self::PartHeader(..) => "header of a part",
        }
    }
}

/// How a value becomes text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Written {
    /// One value, as its text.
    Plain,
    /// In a style of OpenAPI.
    Styled(Style),
    /// As JSON text.
    Json,
}

/// The header that tells the encoding of a part.
pub(crate) const TRANSFER_ENCODING: &str = "Content-Transfer-Encoding";

/// How a part of a multipart body is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BodyPart {
    pub place: PartPlace,
    pub kind: PartKind,
    /// Whether each item of a list is a part.
    pub many: bool,
    /// The media type that the part is sent as; of a file, those it may have. Empty where the description says
    /// nothing and the value does not need one.
    pub media: Vec<String>,
    /// The `contentEncoding` of its text.
    pub encoding: Option<String>,
    /// Whether it takes the place of a file, which is an argument of its own.
    pub instead: bool,
}

/// Identifies a part of a multipart body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PartPlace {
    /// The parts that contain it, the outermost first, each with its media type.
    pub within: Vec<(PartKey, String)>,
    pub key: PartKey,
}

impl PartPlace {
    /// What the part is called by: `part2`, `file.name`.
    pub fn label(&self) -> String {
        let outer = self.within.iter().map(|(key, _)| key);
        let keys = outer.chain([&self.key]).map(|key| match key {
            PartKey::Name(name) => name.clone(),
            PartKey::At(position) => format!("part{}", position + 1),
            PartKey::Free => "*".to_owned(),
        });
        keys.collect::<Vec<_>>().join(".")
    }
}

/// What tells a part from the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PartKey {
    Name(String),
    /// Its position, from 0 on. Of parts whose number is not known, that of the first.
    At(usize),
    /// None: the caller gives names.
    Free,
}

/// What a part of a multipart body holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PartKind {
    /// The text of one value.
    Text,
    Json,
    /// An object as JSON, anything else as text; each item of a list is a part.
    Value,
    /// Any bytes, with the name of a file.
    File,
    /// The pairs of a form.
    Form,
    /// Texts whose names and number are those of a query.
    Styled(Style),
}

/// A style of OpenAPI (3.1 §4.8.12, "Style Values").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Style {
    pub name: StyleName,
    /// Whether each item of a list, and each member of an object, is written by itself.
    pub explode: bool,
    /// Whether reserved characters are sent as they are.
    pub reserved: bool,
    /// Whether nothing is sent as `name=`.
    pub empty: bool,
}

impl Style {
    /// Pairs as a form has them.
    pub const FORM: Self = Self {
        name: StyleName::Form,
        explode: true,
        reserved: false,
        empty: false,
    };
    /// The same, of a value that may be an object or something else.
    pub const FORM_VALUE: Self = Self {
        name: StyleName::FormValue,
        ..Self::FORM
    };
}

/// A style of OpenAPI; `deepObject` by the way it writes lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StyleName {
    /// `a,b`
    Simple,
    /// `.a,b`
    Label,
    /// `;name=a,b`
    Matrix,
    /// `name=a&name=b`
    Form,
    /// As `Form`, but an object is one pair of JSON text.
    FormValue,
    /// `name=a%20b`
    SpaceDelimited,
    /// `name=a%7Cb`
    PipeDelimited,
    /// `name[key]=a`, the items of a list by their index.
    DeepObject,
    /// `name[key]=a`, the items of a list after empty brackets.
    DeepObjectBrackets,
    /// As `Form`, but never encoded.
    Cookie,
}

impl StyleName {
    /// The word for it in a message, which is that of OpenAPI where it has one.
    pub fn word(self) -> &'static str {
        match self {
            Self::Simple => "simple",
            Self::Label => "label",
            Self::Matrix => "matrix",
            Self::Form => "form",
            Self::FormValue => "form, an object as JSON text",
            Self::SpaceDelimited => "spaceDelimited",
            Self::PipeDelimited => "pipeDelimited",
            Self::DeepObject => "deepObject",
            Self::DeepObjectBrackets => "deepObject with `[]`",
            Self::Cookie => "cookie",
        }
    }
}

/// The body of a request.
#[derive(Debug, Clone)]
pub(crate) struct Body {
    /// The argument or the setter.
    pub name: String,
    pub docs: Docs,
    /// The method takes it; an optional one has a setter.
    pub required: bool,
    pub taken: Taken,
    pub payload: Payload,
    /// A value to show, as JSON.
    pub example: Option<String>,
    pub spot: Spot,
}

/// The body of a request that is made of arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fields {
    /// The media type as it is sent.
    pub media: String,
    /// Whether the arguments are parts of a multipart body, or fields of a form.
    pub multipart: bool,
    /// Whether it is sent even without a field.
    pub required: bool,
    /// The names of the parts in the order of the description, of a multipart body.
    pub order: Vec<String>,
    pub spot: Spot,
}

/// A value in a media type.
#[derive(Debug, Clone)]
pub(crate) struct Payload {
    /// The media type as the description has it: it may be a range.
    pub described: String,
    /// The media type as it is sent; of bytes it may be a range, and an upload says which of it.
    pub media: String,
    pub codec: Codec,
    pub ty: Type,
}

/// How values become bytes and back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Codec {
    Json,
    /// Text in UTF-8.
    Text,
    /// Bytes as they are.
    Bytes,
    /// The pairs of a form.
    Form,
    /// The parts of a multipart body, each with a name of the caller's.
    Parts,
    /// JSON texts that follow one another.
    Items(Framing),
    /// An element of XML.
    Xml(XmlElementId),
}

/// The separator between JSON texts that follow one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Framing {
    /// Each is a line.
    Lines,
    /// Each follows the control character RS (RFC 7464).
    Records,
}

/// The body that most errors have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ErrorBody {
    /// The type that the body decodes to.
    pub body: TypeId,
    /// What a caller is shown.
    pub shown: TypeId,
    /// The field of the body that holds it; `None`: the body itself.
    pub field: Option<String>,
}
