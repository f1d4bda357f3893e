//! Types of other crates that are used for strings with a `format`.

use syn::TypePath;

use crate::api::Foreign;
use crate::diagnostic::{Code, Diagnostic, Report};

/// Checks the path of a type of another crate, such as `uuid::Uuid` or `chrono::DateTime<chrono::Utc>`.
///
/// # Errors
///
/// What was expected.
pub fn check_path(path: &str) -> Result<(), &'static str> {
    const EXPECTED: &str = "expected the path of a type, such as `uuid::Uuid`";
    let parsed: TypePath = syn::parse_str(path).map_err(|_| EXPECTED)?;
    if parsed.qself.is_some() || parsed.path.leading_colon.is_some() {
        return Err(EXPECTED);
    }
    let segments = &parsed.path.segments;
    let own = ["crate", "self", "super", "Self"];
    match segments.first() {
        Some(first) if own.iter().any(|own| first.ident == own) => {
            Err("expected a type of another crate: the files of the client are generated")
        }
        Some(first) if segments.len() > 1 && first.arguments.is_none() => Ok(()),
        _ => Err(EXPECTED),
    }
}

/// Reports the formats that have a type and that no schema has.
pub(crate) fn report_unused(foreign: &Foreign, report: &Report<'_>) {
    for unused in &foreign.unused {
        let message = format!(
            "no schema has the format `{}`, for which the settings name a type",
            unused.format
        );
        let found = Diagnostic::new(Code::NothingSelected, None, message);
        let found = found.about("types", &unused.format);
        report.add(match &unused.near {
            Some(near) => found.help(format!("did you mean `{near}`?")),
            None => found.help("take it out of `types`, or look for its new name"),
        });
    }
}
