//! How a parameter travels: where, and in which style. Every style of OpenAPI is sent; what the
//! standard leaves open is noted.

use super::super::context::Lowering;
use super::super::docs;
use super::body::{is_form, is_json};
use crate::api::{Block, Form, Shape, Style, Travels, Type, Written};
use crate::diagnostic::Code;
use crate::openapi::{self, Location, Parameter, ParameterForm};

/// Where a parameter of this type travels, and how it is written.
pub(super) fn of(lowering: &Lowering<'_, '_>, declared: &Parameter<'_>, ty: &Type) -> Travels {
    let written = match &declared.form {
        ParameterForm::Content(content) if is_json(content) => Written::Json,
        ParameterForm::Content(content) if is_form(content) => Written::Styled(PAIRS),
        // A cookie always has a style, which encodes its value.
        ParameterForm::Content(_) if declared.location == Location::Cookie => {
            Written::Styled(PAIRS)
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
                form: form(lowering, declared, *style),
                explode: *explode,
                reserved: *allow_reserved,
                empty: declared.allow_empty && !is_scalar,
            };
            styled(lowering, declared, style, ty)
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

/// Pairs as a form has them.
const PAIRS: Style = Style {
    form: Form::Form,
    explode: true,
    reserved: false,
    empty: false,
};

/// The key that says how lists within `deepObject` are written.
const LISTS: &str = "x-deep-object-lists";

fn form(lowering: &Lowering<'_, '_>, declared: &Parameter<'_>, style: openapi::Style) -> Form {
    match style {
        openapi::Style::Simple => Form::Simple,
        openapi::Style::Label => Form::Label,
        openapi::Style::Matrix => Form::Matrix,
        openapi::Style::Form => Form::Form,
        openapi::Style::SpaceDelimited => Form::SpaceDelimited,
        openapi::Style::PipeDelimited => Form::PipeDelimited,
        openapi::Style::Cookie => Form::Cookie,
        openapi::Style::DeepObject => {
            let lists = declared.node.get(LISTS);
            match lists.map(|node| (node, node.as_str())) {
                None | Some((_, Some("indices"))) => Form::DeepObject,
                Some((_, Some("brackets"))) => Form::DeepObjectBrackets,
                Some((node, _)) => {
                    let report = lowering.report;
                    let message = format!("`{LISTS}` has a value that is not known");
                    let found = report.at(Code::Extension, node, message);
                    report.add(
                        found.help("expected `indices` for `a[b][0]`, or `brackets` for `a[b][]`"),
                    );
                    Form::DeepObject
                }
            }
        }
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

/// A value in a style, or as its text where that is the same.
fn styled(
    lowering: &Lowering<'_, '_>,
    declared: &Parameter<'_>,
    style: Style,
    ty: &Type,
) -> Written {
    let is_default = matches!(
        (declared.location, style.form),
        (Location::Path | Location::Header, Form::Simple)
            | (
                Location::Query,
                Form::Form | Form::SpaceDelimited | Form::PipeDelimited
            )
    );
    // NaN and infinity have a text, but no API reads it.
    if is_default && !style.reserved && lowering.is_scalar(ty) && *ty != Type::F64 {
        return Written::Plain;
    }
    let is_deep = matches!(style.form, Form::DeepObject | Form::DeepObjectBrackets);
    let report = lowering.report;
    let note = |message: String, label: &str| {
        let found = report.at(Code::OpenStyle, declared.node, message);
        report.add(found.label(label).once());
    };
    let name = declared.name;
    match is_deep {
        true if lowering.holds(ty, &|lowering, member| lowering.has_list(member)) => {
            let label = match style.form {
                Form::DeepObject => {
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
        false if lowering.holds(ty, &|lowering, member| lowering.is_nested(member)) => {
            let message =
                format!("the style of `{name}` has no form for what lies within its items");
            note(message, "written as JSON text");
        }
        _ => {}
    }
    Written::Styled(style)
}

/// What a setter says about a value that is not plain.
pub(super) fn described(declared: &Parameter<'_>, travels: Travels, ty: &Type) -> Vec<Block> {
    let name = declared.name;
    let (place, written) = match travels {
        Travels::Path(_) => return Vec::new(),
        Travels::Query(written) => ("", written),
        Travels::WholeQuery(written) => ("the whole query", written),
        Travels::Header(written) => ("", written),
        Travels::Cookie(written) => ("a cookie", written),
    };
    let is_list = matches!(ty, Type::List(_));
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
    match written {
        Written::Plain => {}
        Written::Json => said.push("Sent as JSON text.".to_owned()),
        Written::Styled(style) => {
            let form = match (style.form, style.explode, travels) {
                (Form::Form, true, Travels::Query(_)) if !is_list => None,
                (Form::Form | Form::Cookie, true, _) => None,
                (Form::Simple, _, _) if is_list => {
                    Some((format!("{name}: a,b"), "; a value with a comma is refused"))
                }
                (Form::Form | Form::Cookie, false, _) if is_list => {
                    Some((format!("{name}=a,b"), ""))
                }
                (Form::SpaceDelimited, false, _) => {
                    Some((format!("{name}=a%20b"), "; a value with a space is refused"))
                }
                (Form::PipeDelimited, false, _) => {
                    Some((format!("{name}=a%7Cb"), "; a value with a `|` is refused"))
                }
                (Form::DeepObject | Form::DeepObjectBrackets, _, _) => {
                    Some((format!("{name}[key]=value"), ""))
                }
                _ => None,
            };
            said.extend(form.map(|(form, rest)| format!("Sent as {}{rest}.", docs::code(&form))));
            if style.reserved {
                said.push(
                    "Reserved characters such as `/` and `&` are sent as they are.".to_owned(),
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
    match said.is_empty() {
        true => Vec::new(),
        false => vec![docs::sentence(said.join(" "))],
    }
}

impl Lowering<'_, '_> {
    /// Whether a value has a plain text form.
    pub(super) fn is_scalar(&self, ty: &Type) -> bool {
        match ty {
            Type::Bool
            | Type::I32
            | Type::I64
            | Type::U32
            | Type::U64
            | Type::F64
            | Type::String
            | Type::Timestamp
            | Type::DateTime
            | Type::Date => true,
            Type::Named(id) => {
                matches!(
                    self.types.def(*id).shape,
                    Shape::StringEnum(_) | Shape::IntegerEnum(_)
                )
            }
            Type::Bytes
            | Type::Json
            | Type::List(_)
            | Type::Map(_)
            | Type::Option(_)
            | Type::Boxed(_)
            | Type::Deep(_) => false,
        }
    }

    /// Whether an item or a member of a value fits.
    fn holds(&self, ty: &Type, fits: &dyn Fn(&Self, &Type) -> bool) -> bool {
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

    /// Whether a value can be a list or an object.
    fn is_nested(&self, ty: &Type) -> bool {
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
