//! Versions in paths and in names of components.

/// The version at the head of a path: `v1` of `/api/v1/users`.
pub(super) fn api_version(path: &str) -> Option<&str> {
    path.split('/')
        .filter(|segment| !segment.is_empty())
        .find(|segment| !is_root(segment))
        .filter(|segment| is_version(segment))
}

/// `v2` comes after `v1beta`, `v10` after `v9`.
pub(in crate::lower) fn order(version: &str) -> (u64, bool, String) {
    let digits: String = version
        .chars()
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(char::is_ascii_digit)
        .collect();
    let plain = version.trim_start_matches('v') == digits;
    (digits.parse().unwrap_or(0), !plain, version.to_owned())
}

fn is_root(segment: &str) -> bool {
    matches!(segment, "api" | "rest")
}

/// Whether a segment is a version: `v1`, `v2beta1`, `2010-04-01`.
pub(in crate::lower) fn is_version(segment: &str) -> bool {
    let number = segment.strip_prefix('v').unwrap_or("");
    let dated = segment.len() == 10 && segment.chars().all(|c| c.is_ascii_digit() || c == '-');
    dated || number.starts_with(|c: char| c.is_ascii_digit())
}

/// `/api/v1` before everything is where the API lives, not a resource. Of several versions that
/// holds for the first, so that the next one renames nothing.
pub(super) fn own_segments<'p>(path: &'p str, version: Option<&str>) -> Vec<&'p str> {
    let all: Vec<&str> = path
        .split('/')
        .filter(|segment| !segment.is_empty())
        .collect();
    let head = all.iter().take_while(|segment| is_root(segment)).count();
    let head = head + usize::from(all.get(head).copied() == version && version.is_some());
    all[head.min(all.len().saturating_sub(1))..].to_vec()
}
