//! The fixed segments of a path as resources: what is no name by itself is joined with the one before.

use crate::keywords::is_keyword;
use crate::lower::names;

/// The resources on the way: `issues/type` and `folders/0` are one each, since `type` and `0` are no names in Rust.
/// At the head of a path `type` is joined with the next one.
pub(super) fn joined<'p>(segments: impl Iterator<Item = &'p str>) -> Vec<String> {
    let mut resources: Vec<String> = Vec::new();
    for segment in segments {
        let is_open = resources.len() == 1 && is_keyword(&names::snake(&resources[0]));
        match resources.last_mut() {
            Some(last) if is_open || is_no_name(segment) => {
                last.push('/');
                last.push_str(segment);
            }
            _ => resources.push(segment.to_owned()),
        }
    }
    resources
}

/// Whether a module of this name would be written `r#type` or `_0`.
fn is_no_name(segment: &str) -> bool {
    let name = names::snake(segment);
    is_keyword(&name) || name.starts_with('_')
}
