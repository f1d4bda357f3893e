//! How a parameter travels: where, and in which style. Every style of OpenAPI is sent; what the
//! standard leaves open is noted.

use super::super::context::Lowering;
use super::super::docs;
use super::content::{is_form, is_json};
use crate::api::{Block, Shape, Style, StyleName, Travels, Type, Written};
use crate::diagnostic::Code;
use crate::openapi::{self, Content, Location, Parameter, ParameterForm, PartStyle};
use crate::source::Node;

/// Where a parameter of this type travels, and how it is written.
pub(super) fn of(lowering: &Lowering<'_, '_>, declared: &Parameter<'_>, ty: &Type) -> Travels {
    let written = match &declared.form {
        ParameterForm::Content(content) if is_json(content) => Written::Json,
        ParameterForm::Content(content) if is_whole_form(declared, content) => {
            Written::Styled(Style::FORM)
        }
        // A cookie always has a style, which encodes its value.
        ParameterForm::Content(_) if declared.location == Location::Cookie => {
            Written::Styled(Style::FORM)
        }
        ParameterForm::Content(_) => Written::Plain,
        ParameterForm::Styled {
            style,
            explode,
            allow_reserved,
            ..
        } => {
            let is_scalar = lowering.is_scalar(ty);
            if declared.allow_empty && is_scalar {
                note_never_empty(lowering, declared, ty);
            }
            let style = Style {
                name: style_name(lowering, *style, declared.deep_lists),
                explode: *explode,
                reserved: *allow_reserved,
                empty: declared.allow_empty && !is_scalar,
            };
            let location = Some(declared.location);
            styled(lowering, declared.name, declared.node, location, style, ty)
        }
    };
    match declared.location {
        Location::Path => Travels::Path(written),
        Location::Query => Travels::Query(written),
        Location::Header => Travels::Header(written),
        Location::Cookie => Travels::Cookie(written),
        Location::QueryString if matches!(written, Written::Styled(_)) => Travels::Query(written),
        Location::QueryString => Travels::WholeQuery(written),
    }
}

/// Whether a parameter is the whole query, written as a form (OpenAPI 3.2 §4.12.2.2).
pub(super) fn is_whole_form(declared: &Parameter<'_>, content: &Content<'_>) -> bool {
    declared.location == Location::QueryString && is_form(content)
}

/// The key that says how lists within `deepObject` are written.
pub(super) const LISTS: &str = "x-deep-object-lists";

fn style_name(
    lowering: &Lowering<'_, '_>,
    style: openapi::Style,
    lists: Option<&Node>,
) -> StyleName {
    match style {
        openapi::Style::Simple => StyleName::Simple,
        openapi::Style::Label => StyleName::Label,
        openapi::Style::Matrix => StyleName::Matrix,
        openapi::Style::Form => StyleName::Form,
        openapi::Style::SpaceDelimited => StyleName::SpaceDelimited,
        openapi::Style::PipeDelimited => StyleName::PipeDelimited,
        openapi::Style::Cookie => StyleName::Cookie,
        openapi::Style::DeepObject => match lists.map(|node| (node, node.as_str())) {
            None | Some((_, Some("indices"))) => StyleName::DeepObject,
            Some((_, Some("brackets"))) => StyleName::DeepObjectBrackets,
            Some((node, _)) => {
                let report = lowering.report;
                let message = format!("`{LISTS}` has a value that is not known");
                let found = report.at(Code::Extension, node, message);
                report.add(
                    found.help("expected `indices` for `a[b][0]`, or `brackets` for `a[b][]`"),
                );
                StyleName::DeepObject
            }
        },
    }
}

fn note_never_empty(lowering: &Lowering<'_, '_>, declared: &Parameter<'_>, ty: &Type) {
    let name = declared.name;
    let message = match ty {
        Type::String => {
            format!("`allowEmptyValue` of `{name}` has no effect: an empty text is always sent")
        }
        _ => format!(
            "`allowEmptyValue` of `{name}` has no effect: a value of its type is never empty"
        ),
    };
    let node = declared
        .node
        .get("allowEmptyValue")
        .unwrap_or(declared.node);
    let report = lowering.report;
    report.add(report.at_key(Code::Inert, node, message));
}

/// The style of a field of a form, or of a part.
pub(super) fn part_style(
    lowering: &Lowering<'_, '_>,
    style: PartStyle,
    lists: Option<&Node>,
) -> Style {
    Style {
        name: style_name(lowering, style.style, lists),
        explode: style.explode,
        reserved: style.allow_reserved,
        empty: false,
    }
}

fn is_deep(style: Style) -> bool {
    matches!(
        style.name,
        StyleName::DeepObject | StyleName::DeepObjectBrackets
    )
}

/// A value in a style, or as its text where that is the same. A field of a form has no location.
pub(super) fn styled(
    lowering: &Lowering<'_, '_>,
    name: &str,
    node: &Node,
    location: Option<Location>,
    style: Style,
    ty: &Type,
) -> Written {
    let is_default = matches!(
        (location, style.name),
        (Some(Location::Path | Location::Header), StyleName::Simple)
            | (
                Some(Location::Query),
                StyleName::Form | StyleName::SpaceDelimited | StyleName::PipeDelimited
            )
    );
    // NaN and infinity have a text, but no API reads it.
    if is_default && !style.reserved && lowering.is_scalar(ty) && *ty != Type::F64 {
        return Written::Plain;
    }
    let is_deep = is_deep(style);
    let report = lowering.report;
    let note = |message: String, label: &str| {
        let found = report.at_key(Code::OpenStyle, node, message);
        report.add(found.label(label).once());
    };
    match is_deep {
        true if lowering.is_scalar(ty) => {
            let message = format!("`deepObject` is for objects, and `{name}` is none");
            note(message, &format!("sent as `{name}=value`"));
            if !style.reserved && *ty != Type::F64 {
                return Written::Plain;
            }
        }
        true if lowering.has_list(ty) => {
            let label = match style.name {
                StyleName::DeepObject => {
                    "written as `name[key][0]=…`; `x-deep-object-lists: brackets` writes `name[key][]=…`"
                }
                _ => "written as `name[key][]=…`",
            };
            note(
                format!("OpenAPI leaves open how `deepObject` writes the lists in `{name}`"),
                label,
            );
        }
        true if lowering.holds(ty, &|lowering, member| lowering.is_nested(member)) => {
            let message =
                format!("OpenAPI leaves open how `deepObject` writes the objects in `{name}`");
            note(message, "written as `name[key][key]=…`");
        }
        false if lowering.holds_json(style, ty) => {
            let message =
                format!("the style of `{name}` has no form for what lies within its items");
            let label = match location {
                Some(Location::Header) => {
                    "written as JSON text; one with a comma is refused, since no header could hold it"
                }
                _ => "written as JSON text",
            };
            note(message, label);
        }
        false if lowering.holds_pairs(style, ty) => note(
            format!("OpenAPI leaves open how `form` writes the lists in `{name}`"),
            "written as `key=a&key=b`",
        ),
        _ => {}
    }
    Written::Styled(style)
}

/// What a setter says about a value that is not plain.
pub(super) fn described(
    lowering: &Lowering<'_, '_>,
    declared: &Parameter<'_>,
    travels: &Travels,
    ty: &Type,
) -> Vec<Block> {
    let (place, written) = match *travels {
        Travels::Query(written) | Travels::Header(written) => ("", written),
        Travels::WholeQuery(written) => ("the whole query", written),
        Travels::Cookie(written) => ("a cookie", written),
        // The others are arguments by position, or not parameters.
        _ => return Vec::new(),
    };
    let mut said = Vec::new();
    if !place.is_empty() {
        said.push(format!("Sent as {place}."));
    }
    let in_media = match &declared.form {
        ParameterForm::Content(content) if written == Written::Plain => Some(content.name),
        _ => None,
    };
    if let Some(media) = in_media {
        said.push(format!("A text in the media type {}.", docs::code(media)));
    }
    said.extend(words(lowering, declared.name, written, ty));
    match said.is_empty() {
        true => Vec::new(),
        false => vec![docs::sentence(said.join(" "))],
    }
}

/// What the setter of a field says about a value that is not plain.
pub(super) fn of_field(
    lowering: &Lowering<'_, '_>,
    name: &str,
    written: Written,
    ty: &Type,
) -> Option<Block> {
    let said = words(lowering, name, written, ty);
    (!said.is_empty()).then(|| docs::sentence(said.join(" ")))
}

fn words(lowering: &Lowering<'_, '_>, name: &str, written: Written, ty: &Type) -> Vec<String> {
    let is_list = matches!(ty, Type::List(_));
    let mut said = Vec::new();
    match written {
        Written::Plain => {}
        Written::Json => said.push("Sent as JSON text.".to_owned()),
        Written::Styled(style) => {
            let form = match (style.name, style.explode) {
                (StyleName::Simple, _) if is_list => {
                    Some((format!("{name}: a,b"), "; a value with a comma is refused"))
                }
                (StyleName::Form | StyleName::Cookie, false) if is_list => {
                    Some((format!("{name}=a,b"), ""))
                }
                (StyleName::SpaceDelimited, false) => {
                    Some((format!("{name}=a%20b"), "; a value with a space is refused"))
                }
                (StyleName::PipeDelimited, false) => {
                    Some((format!("{name}=a%7Cb"), "; a value with a `|` is refused"))
                }
                (StyleName::DeepObject, _) if is_list => Some((format!("{name}[0]=value"), "")),
                (StyleName::DeepObjectBrackets, _) if is_list => {
                    Some((format!("{name}[]=value"), ""))
                }
                (StyleName::DeepObject | StyleName::DeepObjectBrackets, _)
                    if !lowering.is_scalar(ty) =>
                {
                    Some((format!("{name}[key]=value"), ""))
                }
                _ => None,
            };
            if style.name == StyleName::FormValue {
                said.push("An object is sent as JSON text.".to_owned());
            }
            said.extend(form.map(|(form, rest)| format!("Sent as {}{rest}.", docs::code(&form))));
            if lowering.holds_pairs(style, ty) {
                said.push("A list within it is sent as `key=a&key=b`.".to_owned());
            }
            if lowering.holds_json(style, ty) && !is_deep(style) {
                let what = match lowering.may_hold_pairs(style, ty) {
                    true => "Objects",
                    false => "Lists and objects",
                };
                let refused = match style.name {
                    StyleName::Simple => "; one with a comma is refused",
                    _ => "",
                };
                said.push(format!("{what} within it are sent as JSON text{refused}."));
            }
            if style.reserved {
                said.push(
                    "Reserved characters such as `/` and `:` are sent as they are.".to_owned(),
                );
            }
            if style.empty {
                said.push(format!(
                    "An empty one is sent as {}.",
                    docs::code(&format!("{name}="))
                ));
            }
        }
    }
    said
}

impl Lowering<'_, '_> {
    /// Whether a value has a plain text form.
    pub(super) fn is_scalar(&self, ty: &Type) -> bool {
        match ty {
            Type::Bool
            | Type::Integer(_)
            | Type::F64
            | Type::String
            | Type::DateTime
            | Type::Date => true,
            Type::Named(id) => {
                matches!(
                    self.types.def(*id).shape,
                    Shape::StringEnum(_) | Shape::IntegerEnum(_)
                )
            }
            // Their text for people is not what travels.
            Type::Timestamp
            | Type::Foreign(_)
            | Type::Bytes
            | Type::Json
            | Type::Upload
            | Type::Parts
            | Type::Items(_)
            | Type::List(_)
            | Type::Map(_)
            | Type::Option(_)
            | Type::Boxed(_)
            | Type::Deep(_) => false,
        }
    }

    /// Whether an item or a member of a value fits.
    pub(super) fn holds(&self, ty: &Type, fits: &dyn Fn(&Self, &Type) -> bool) -> bool {
        match ty {
            Type::List(inner) | Type::Map(inner) => fits(self, inner),
            Type::Option(inner) | Type::Boxed(inner) | Type::Deep(inner) => self.holds(inner, fits),
            Type::Named(id) => {
                let shape = &self.types.def(*id).shape;
                matches!(shape, Shape::Struct(_))
                    && shape.types().into_iter().any(|member| fits(self, member))
            }
            _ => false,
        }
    }

    /// Whether a list within a value is a pair for each item.
    fn may_hold_pairs(&self, style: Style, ty: &Type) -> bool {
        // Exploded, the delimited styles are as the form is.
        let is_form = matches!(
            style.name,
            StyleName::Form
                | StyleName::Cookie
                | StyleName::SpaceDelimited
                | StyleName::PipeDelimited
        );
        is_form && style.explode && !matches!(ty, Type::List(_))
    }

    fn holds_pairs(&self, style: Style, ty: &Type) -> bool {
        self.may_hold_pairs(style, ty) && self.holds(ty, &Self::is_list_of_texts)
    }

    /// Whether something within a value is JSON text in a style that does not nest.
    fn holds_json(&self, style: Style, ty: &Type) -> bool {
        let holds_pairs = self.may_hold_pairs(style, ty);
        self.holds(ty, &|lowering, member| {
            lowering.is_nested(member) && !(holds_pairs && lowering.is_list_of_texts(member))
        })
    }

    fn is_list_of_texts(&self, ty: &Type) -> bool {
        match ty {
            Type::List(item) => !self.is_nested(item),
            Type::Option(inner) | Type::Boxed(inner) | Type::Deep(inner) => {
                self.is_list_of_texts(inner)
            }
            _ => false,
        }
    }

    /// Whether a value can be a list or an object.
    pub(super) fn is_nested(&self, ty: &Type) -> bool {
        match ty {
            Type::List(_) | Type::Map(_) => true,
            Type::Option(inner) | Type::Boxed(inner) | Type::Deep(inner) => self.is_nested(inner),
            Type::Named(id) => match &self.types.def(*id).shape {
                Shape::Struct(_) | Shape::Tuple(_) => true,
                Shape::Union(union) => {
                    let mut held = union
                        .variants
                        .iter()
                        .filter_map(|variant| variant.ty.as_ref());
                    // A union within itself is an object, so it was seen before.
                    held.any(|held| held != ty && matches!(held, Type::List(_) | Type::Map(_)))
                }
                Shape::StringEnum(_) | Shape::IntegerEnum(_) => false,
            },
            _ => false,
        }
    }

    /// Whether a value is a list, or a list lies within it.
    fn has_list(&self, ty: &Type) -> bool {
        let mut seen = std::collections::HashSet::new();
        let mut open = vec![ty];
        while let Some(ty) = open.pop() {
            match ty {
                Type::List(_) => return true,
                Type::Map(inner) | Type::Option(inner) | Type::Boxed(inner) | Type::Deep(inner) => {
                    open.push(inner);
                }
                Type::Named(id) if seen.insert(*id) => {
                    open.extend(self.types.def(*id).shape.types());
                }
                _ => {}
            }
        }
        false
    }
}
