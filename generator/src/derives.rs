//! Derives that the settings of a client ask for.

use syn::TypePath;

use crate::api::{NoDerive, Underived};
use crate::diagnostic::{Code, Diagnostic, Report};

/// A derive that the settings of a client ask for, and the types that are to have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Derive {
    /// One of the standard library by its name (`Hash`), another one by its path (`strum::EnumIs`).
    pub path: String,
    /// The types by their names, and [groups](GROUPS) of them. `None` for every type.
    pub on: Option<Vec<String>>,
}

/// The groups of types that a derive can be for: objects and tuples, enumerations, unions.
pub const GROUPS: [&str; 3] = ["structs", "enums", "unions"];

/// The derives of the standard library that a client can have beside those that every type has.
pub const STANDARD: [&str; 5] = ["Default", "Eq", "Hash", "Ord", "PartialOrd"];

/// What every type has: these are not asked for.
const EVERYWHERE: [&str; 5] = ["Clone", "Debug", "Deserialize", "PartialEq", "Serialize"];

/// Checks the name or the path of a derive.
///
/// # Errors
///
/// What was expected.
pub fn check_derive(path: &str) -> Result<(), String> {
    let expected = || {
        let standard = STANDARD.join("`, `");
        format!("expected `{standard}` or the path of a derive, such as `strum::EnumIs`")
    };
    let parsed: TypePath = syn::parse_str(path).map_err(|_| expected())?;
    let segments = &parsed.path.segments;
    let is_plain = parsed.qself.is_none()
        && parsed.path.leading_colon.is_none()
        && segments.iter().all(|segment| segment.arguments.is_none());
    let last = segments.last().map(|last| last.ident.to_string());
    let last = last.unwrap_or_default();
    let first = segments[0].ident.to_string();
    let is_path = segments.len() > 1;
    let is_standard = !is_path || ["alloc", "core", "std"].contains(&first.as_str());
    let is_ours = is_standard || ["serde", "serde_derive"].contains(&first.as_str());
    if is_plain && is_ours && EVERYWHERE.contains(&last.as_str()) {
        return Err(format!("every type has `{last}` without it"));
    }
    if is_plain && is_path && is_standard && STANDARD.contains(&last.as_str()) {
        return Err(format!("write `{last}`, which is of the standard library"));
    }
    if last == "Copy" && is_standard {
        return Err("no type can be `Copy`, since objects keep what is not described".to_owned());
    }
    let is_known = match is_standard {
        true => STANDARD.contains(&path),
        false => !["crate", "self", "super", "Self"].contains(&first.as_str()),
    };
    match is_plain && is_known {
        true => Ok(()),
        false => Err(expected()),
    }
}

/// Reports the types that do not have a derive of the settings.
pub(crate) fn report_missing(underived: &[Underived], report: &Report<'_>) {
    for Underived { derive, why } in underived {
        report.add(match why {
            NoDerive::NoType { name, near } => {
                let message = format!(
                    "no type is called `{name}`, for which the settings name the derive `{derive}`"
                );
                let found = Diagnostic::new(Code::NothingSelected, None, message);
                let found = found.about("derives", name);
                match near {
                    Some(near) => found.help(format!("did you mean `{near}`?")),
                    None => found.help(format!(
                        "name types as the client does, or `{}`",
                        GROUPS.join("`, `")
                    )),
                }
            }
            NoDerive::Impossible { name, reason } => {
                let message = format!("`{name}` cannot have the derive `{derive}`: {reason}");
                let found = Diagnostic::new(Code::NotDerived, None, message);
                let found = found.about("derives", name);
                found.help(format!("take `{name}` out of `derives`"))
            }
            NoDerive::LeftOut {
                count,
                name,
                reason,
            } => {
                let message = format!("`{name}` does not have the derive `{derive}`: {reason}");
                let found = Diagnostic::new(Code::LeftUnderived, None, message);
                let found = found.about("derives", derive);
                found.and("", count - 1, "type")
            }
        });
    }
}
