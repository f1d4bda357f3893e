//! Parameters: where they travel and in which style.

use super::content::{Content, Example, contents, examples};
use super::header::check_header_name;
use super::placeholders;
use crate::diagnostic::{Code, Diagnostic};
use crate::openapi::Version;
use crate::openapi::fields::Fields;
use crate::openapi::reader::Reader;
use crate::openapi::schema::SchemaId;
use crate::openapi::vocabulary;
use crate::source::Node;

/// A parameter of an operation.
#[derive(Debug, Clone)]
pub(crate) struct Parameter<'s> {
    pub node: &'s Node,
    pub name: &'s str,
    pub location: Location,
    pub description: Option<&'s str>,
    pub required: bool,
    pub deprecated: bool,
    /// Whether a query parameter may be sent as `name=`.
    pub allow_empty: bool,
    pub examples: Vec<Example<'s>>,
    pub form: ParameterForm<'s>,
    /// `x-name`, which each use of a shared parameter may have for itself.
    pub said: Option<&'s Node>,
    /// `x-deep-object-lists`, as above.
    pub deep_lists: Option<&'s Node>,
}

/// Where a parameter travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Location {
    Path,
    Query,
    Header,
    Cookie,
    /// The whole query (OpenAPI 3.2).
    QueryString,
}

/// How the value of a parameter or of a header becomes text.
#[derive(Debug, Clone)]
pub(crate) enum ParameterForm<'s> {
    Styled {
        schema: Option<SchemaId>,
        style: Style,
        explode: bool,
        allow_reserved: bool,
    },
    /// In a media type.
    Content(Box<Content<'s>>),
}

/// The styles of OpenAPI 3.1 §4.8.12.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    Simple,
    Label,
    Matrix,
    Form,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
    Cookie,
}

const LOCATIONS: &[(&str, Location)] = &[
    ("path", Location::Path),
    ("query", Location::Query),
    ("header", Location::Header),
    ("cookie", Location::Cookie),
    ("querystring", Location::QueryString),
];

pub(super) const STYLES: &[(&str, Style)] = &[
    ("simple", Style::Simple),
    ("label", Style::Label),
    ("matrix", Style::Matrix),
    ("form", Style::Form),
    ("spaceDelimited", Style::SpaceDelimited),
    ("pipeDelimited", Style::PipeDelimited),
    ("deepObject", Style::DeepObject),
    ("cookie", Style::Cookie),
];

impl Location {
    pub fn name(self) -> &'static str {
        LOCATIONS
            .iter()
            .find(|(_, location)| *location == self)
            .map_or("", |(name, _)| name)
    }

    fn default_style(self) -> Style {
        match self {
            Self::Path | Self::Header => Style::Simple,
            Self::Query | Self::Cookie | Self::QueryString => Style::Form,
        }
    }

    fn allows(self, style: Style) -> bool {
        match self {
            Self::Path => matches!(style, Style::Simple | Style::Label | Style::Matrix),
            Self::Header => style == Style::Simple,
            Self::Cookie => matches!(style, Style::Form | Style::Cookie),
            Self::Query | Self::QueryString => style.fits_query(),
        }
    }
}

impl Style {
    /// Whether it is a style of query parameters, and so of the parts of a form.
    pub(super) fn fits_query(self) -> bool {
        matches!(
            self,
            Self::Form | Self::SpaceDelimited | Self::PipeDelimited | Self::DeepObject
        )
    }

    /// What `explode` is where it is not said.
    pub(super) fn explodes(self) -> bool {
        matches!(self, Self::Form | Self::Cookie | Self::DeepObject)
    }
}

/// Header parameters that OpenAPI says to ignore (3.1 §4.8.12), and what describes the header.
const OTHERWISE_DESCRIBED: &[(&str, &str)] = &[
    ("accept", "the media types of the responses say"),
    ("content-type", "the media types of the body say"),
    ("authorization", "a security scheme says"),
];

/// Headers that say how a message is sent (RFC 9110 §7.2, §7.6.1 and §8.6). A value of the caller could cut the body
/// or bring down the connection.
const SENT_BY_THE_CLIENT: &[&str] = &[
    "connection",
    "content-length",
    "host",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// The parameters of a path or of an operation, and whether a fault hides one.
pub(super) fn list<'s>(fields: &Fields<'_, '_, 's>) -> (Vec<Parameter<'s>>, bool) {
    let reader = fields.reader();
    let mut hides = fields.hides("parameters");
    let mut list: Vec<Parameter<'s>> = Vec::new();
    for node in flat(reader, fields.array("parameters")) {
        let target = reader.follow(node, &vocabulary::PARAMETER);
        let Some(parameter) = target.and_then(|node| parameter(reader, node)) else {
            hides = true;
            continue;
        };
        let parameter = Parameter {
            description: reader.described(node, parameter.description),
            said: reader.stated(node, "x-name"),
            deep_lists: reader.stated(node, "x-deep-object-lists"),
            ..parameter
        };
        if list.iter().any(|other| same(other, &parameter)) {
            let message = format!(
                "the {} parameter `{}` is declared twice",
                parameter.location.name(),
                parameter.name
            );
            let found = reader.report.at(Code::DuplicateParameter, node, message);
            let help = "remove one of the two; the first one is used";
            reader.report.add(found.help(help));
            continue;
        }
        if parameter.location == Location::Header
            && let Some(found) = without_effect(reader, node, parameter.name)
        {
            reader.report.add(found);
            continue;
        }
        list.push(parameter);
    }
    (list, hides)
}

/// What is told of a header that is no parameter.
fn without_effect(reader: &Reader<'_, '_>, node: &Node, name: &str) -> Option<Diagnostic> {
    let is = |known: &str| name.eq_ignore_ascii_case(known);
    let described = OTHERWISE_DESCRIBED.iter().find(|(known, _)| is(known));
    let message = match described {
        Some(_) => format!("the header `{name}` is not a parameter in OpenAPI"),
        None if SENT_BY_THE_CLIENT.iter().any(|known| is(known)) => {
            format!("the client sends the header `{name}` itself")
        }
        None => return None,
    };
    let found = reader.report.at(Code::IgnoredParameter, node, message);
    let found = found.once().label(match reader.operation_at(node) {
        Some(operation) => format!("ignored in {operation}"),
        None => "ignored".to_owned(),
    });
    Some(match described {
        Some((_, says)) => found
            .help(format!("{says} what it holds"))
            .help("a call can set it by `header(…)`"),
        None => found.help("remove the parameter"),
    })
}

/// A parameter in `querystring` is the whole query (OpenAPI 3.2 §4.12.1): there is one, and none in `query`. The
/// parameters of the path item are those of the operation too.
pub(super) fn check_whole_query(reader: &Reader<'_, '_>, list: &[Parameter<'_>]) {
    let of = |location| list.iter().filter(move |p| p.location == location);
    let mut whole = of(Location::QueryString);
    if whole.next().is_none() {
        return;
    }
    let report = reader.report;
    if let Some(second) = whole.next() {
        let message = "there are two parameters in `querystring`";
        report.add(report.at(Code::Invalid, second.node, message).once());
    }
    if let Some(query) = of(Location::Query).next() {
        let message = "an operation cannot have both `query` parameters and one in `querystring`";
        report.add(report.at(Code::Invalid, query.node, message).once());
    }
}

/// The parameters of a list, in which one reference may lead to several.
fn flat<'s>(reader: &Reader<'_, 's>, nodes: &'s [Node]) -> Vec<&'s Node> {
    let mut flat = Vec::with_capacity(nodes.len());
    for node in nodes {
        match reader.beyond(node).and_then(Node::as_array) {
            Some(several) if node.as_array().is_none() => {
                reader.report_misplaced(node, "several parameters");
                flat.extend(several);
            }
            _ => flat.push(node),
        }
    }
    flat
}

fn same(a: &Parameter<'_>, b: &Parameter<'_>) -> bool {
    a.location == b.location
        && match a.location {
            Location::Header => a.name.eq_ignore_ascii_case(b.name),
            _ => a.name == b.name,
        }
}

/// An operation's own parameters override those of its path.
pub(super) fn merge<'s>(shared: &[Parameter<'s>], own: Vec<Parameter<'s>>) -> Vec<Parameter<'s>> {
    let mut all: Vec<Parameter<'s>> = shared
        .iter()
        .map(|parameter| {
            own.iter()
                .find(|other| same(other, parameter))
                .unwrap_or(parameter)
                .clone()
        })
        .collect();
    for parameter in own {
        if !all.iter().any(|other| same(other, &parameter)) {
            all.push(parameter);
        }
    }
    all
}

pub(in crate::openapi) fn parameter<'s>(
    reader: &Reader<'_, 's>,
    node: &'s Node,
) -> Option<Parameter<'s>> {
    let fields = Fields::of(reader, node, &vocabulary::PARAMETER)?;
    let word = fields.raw("in");
    let location = word.and_then(|word| {
        let name = fields.string("name").unwrap_or_default();
        let is_in_path = || {
            let path = reader.path_at(node);
            path.is_some_and(|path| placeholders(&path).any(|known| known == name))
        };
        let fits = |location| location == Location::Path || !is_in_path();
        reader.fitting_word(word, "place of a parameter", LOCATIONS, fits)
    });
    let name = if location == Some(Location::QueryString) {
        fields.string("name").or(Some("query"))
    } else {
        fields.required_string("name")
    };
    let required = fields.bool("required");
    if location == Some(Location::Path) && required != Some(true) {
        // OpenAPI 3.1 §4.8.12: path parameters are always required.
        let at = fields.raw("required").or(word).unwrap_or(node);
        let message = "a path parameter does not say `required: true`";
        let found = reader.report.at(Code::Untidy, at, message);
        reader.report.add(found.label("read as if it did"));
    }
    if name == Some("") {
        let message = "a parameter has an empty name";
        let at = fields.raw("name").unwrap_or(node);
        let found = reader.report.at(Code::Invalid, at, message);
        let found = found.help("give it the name that the server expects");
        let found = found.softened().label("it cannot be sent");
        reader.report.add(found);
    }
    if location == Some(Location::Header)
        && let Some(name) = name.filter(|name| !name.is_empty())
    {
        let at = node.get("name").unwrap_or(node);
        check_header_name(reader, name, |code, message| {
            reader.report.at(code, at, message)
        });
    }
    let examples = examples(reader, &fields);
    let form = form(reader, &fields, node, location);
    let location = location?;
    let in_query = location == Location::Query;
    if let (Some(at), false) = (fields.raw("allowEmptyValue"), in_query) {
        let message = format!(
            "`allowEmptyValue` has no meaning for a {} parameter",
            location.name()
        );
        let found = reader.report.at_key(Code::Untidy, at, message);
        reader.report.add(found.label("ignored").once());
    }
    Some(Parameter {
        node,
        name: name?,
        location,
        description: fields.string("description"),
        required: required.unwrap_or(false) || location == Location::Path,
        deprecated: fields.bool("deprecated").unwrap_or(false),
        allow_empty: in_query && fields.bool("allowEmptyValue").unwrap_or(false),
        examples,
        form: form?,
        said: None,
        deep_lists: None,
    })
}

fn form<'s>(
    reader: &Reader<'_, 's>,
    fields: &Fields<'_, '_, 's>,
    node: &'s Node,
    location: Option<Location>,
) -> Option<ParameterForm<'s>> {
    if let Some(content) = fields.raw("content") {
        return form_of_content(reader, fields, node, content);
    }
    let schema = fields.raw("schema");
    let style = fields.raw("style");
    let explode = fields.bool("explode");
    let allow_reserved = fields.bool("allowReserved");
    let location = location?;
    if location == Location::QueryString {
        let message = "the whole query is described by `content`, and there is none";
        let at = fields.raw("in").unwrap_or(node);
        let found = reader.report.at(Code::Invalid, at, message);
        let help = "such as `content: {application/x-www-form-urlencoded: {schema: …}}`";
        reader.report.add(found.help(help));
        return None;
    }
    if schema.is_none() {
        let message = "the parameter has neither `schema` nor `content`";
        let found = reader.report.at_key(Code::Untidy, node, message);
        reader.report.add(found.label("read as a string"));
    }
    let style = match style {
        None => location.default_style(),
        Some(node) => {
            let style =
                reader.fitting_word(node, "style", STYLES, |style| location.allows(style))?;
            match location.allows(style) {
                true => style,
                false => report_misplaced_style(reader, node, location),
            }
        }
    };
    let allow_reserved = allow_reserved
        .is_some_and(|allowed| keeps_reserved(reader, node, location, style) && allowed);
    Some(ParameterForm::Styled {
        schema: schema.map(|node| reader.schema(node)),
        style,
        explode: explode.unwrap_or(style.explodes()),
        allow_reserved,
    })
}

/// The form of a parameter that has a media type.
fn form_of_content<'s>(
    reader: &Reader<'_, 's>,
    fields: &Fields<'_, '_, 's>,
    node: &'s Node,
    content: &'s Node,
) -> Option<ParameterForm<'s>> {
    fields.exclude("content", "schema", "keep one of them");
    // OpenAPI 3.1 §4.8.12.2: they belong to `schema`.
    for key in ["style", "explode", "allowReserved"] {
        if let Some(at) = node.get(key) {
            let message = format!("`{key}` has no meaning next to `content`");
            let found = reader.report.at_key(Code::Untidy, at, message);
            reader.report.add(found.label("ignored").once());
        }
    }
    let mut types = contents(reader, content);
    if types.len() != 1 {
        let count = types.len();
        let message = format!("expected one media type for a parameter, found {count}");
        let found = reader.report.at_key(Code::Invalid, content, message);
        reader.report.add(found);
    }
    Some(ParameterForm::Content(Box::new(types.pop()?)))
}

/// Whether `allowReserved` has a meaning where it stands; tells it otherwise.
fn keeps_reserved<'s>(
    reader: &Reader<'_, 's>,
    node: &'s Node,
    location: Location,
    style: Style,
) -> bool {
    // OpenAPI 3.1 §4.8.12: of a query parameter alone; 3.2 widened it to every style that encodes: those of `path`, and
    // `form` in a cookie, where a reserved character could end the value.
    let is_later = reader.version >= Version::V32;
    let fits = match location {
        Location::Query => true,
        Location::Path => is_later,
        _ => false,
    };
    let at = node.get("allowReserved").unwrap_or(node);
    if is_later && (location, style) == (Location::Cookie, Style::Form) {
        reader.without_effect("a cookie parameter", "allowReserved", at);
    } else if !fits {
        let place = location.name();
        let message = format!("`allowReserved` has no meaning for a {place} parameter");
        let found = reader.report.at_key(Code::Untidy, at, message);
        reader.report.add(found.label("ignored").once());
    }
    fits
}

/// Reports a style that belongs to other places; gives the one that is used where the fault is tolerated.
fn report_misplaced_style(reader: &Reader<'_, '_>, node: &Node, location: Location) -> Style {
    let message = format!(
        "`{}` is not a style for a {} parameter",
        node.as_str().unwrap_or(""),
        location.name()
    );
    let used = location.default_style();
    let known = STYLES.iter();
    let allowed = known.clone().filter(|(_, style)| location.allows(*style));
    let allowed: Vec<_> = allowed.map(|(name, _)| *name).collect();
    let found = reader.report.at(Code::UnknownWord, node, message);
    let mut used = known.filter(|(_, style)| *style == used);
    let found = match used.next() {
        Some((name, _)) if reader.report.tolerates(&found) => {
            found.label(format!("sent in the style `{name}`"))
        }
        _ => found,
    };
    let help = format!("expected one of `{}`", allowed.join("`, `"));
    reader.report.add(found.help(help));
    location.default_style()
}
