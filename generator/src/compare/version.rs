//! Changes → the version that a crate with them has, by cargo's rules.

use semver::{Prerelease, Version};

use super::{Change, Class, Level, Wire};
use crate::api::Api;

/// The versions of two descriptions' clients.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Versions {
    /// The version of the old client.
    pub old: String,
    /// The version of the new client.
    pub new: String,
    /// The lowest version that the new client can have by cargo's rules.
    pub required: String,
    /// Whether the new client's version is that, or higher.
    pub follows: bool,
}

/// The version to choose after these changes.
pub(super) fn follow(old: &Api, new: &Api, changes: &[Change]) -> Versions {
    let (old, new) = (&old.package.version, &new.package.version);
    // The generator writes versions that cargo takes.
    let parsed = |text: &str| Version::parse(text).unwrap_or(Version::new(0, 1, 0));
    let (was, is) = (parsed(old), parsed(new));
    let required = required(&was, changes.iter().map(asked).max());
    Versions {
        old: old.clone(),
        new: new.clone(),
        follows: is >= required || (!was.pre.is_empty() && is > was),
        required: required.to_string(),
    }
}

/// What a change asks of the version: a break of the wire alone is a break as well, since a
/// program that is only compiled again behaves otherwise.
fn asked(change: &Change) -> Level {
    match (change.class, change.wire) {
        (Class::Breaking, _) | (_, Wire::Breaking) => Level::Major,
        (Class::Addition, _) => Level::Minor,
        _ => Level::None,
    }
}

/// `None`: nothing changed at all.
fn required(old: &Version, asked: Option<Level>) -> Version {
    let Some(level) = asked else {
        return old.clone();
    };
    if !old.pre.is_empty() {
        // Nobody relies on what comes before a version.
        return Version {
            pre: Prerelease::EMPTY,
            ..old.clone()
        };
    }
    let Version {
        major,
        minor,
        patch,
        ..
    } = *old;
    // The leftmost number that is not zero is the one that breaks.
    match (level, major, minor) {
        (Level::Major, 0, 0) => Version::new(0, 0, patch + 1),
        (Level::Major, 0, _) => Version::new(0, minor + 1, 0),
        (Level::Major, _, _) => Version::new(major + 1, 0, 0),
        (Level::Minor, 1.., _) => Version::new(major, minor + 1, 0),
        _ => Version::new(major, minor, patch + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_leftmost_number_that_is_not_zero_breaks() {
        let required = |old: &str, level| {
            let old = Version::parse(old).expect("a version");
            required(&old, Some(level)).to_string()
        };
        for (old, major, minor, none) in [
            ("1.2.3", "2.0.0", "1.3.0", "1.2.4"),
            ("0.2.3", "0.3.0", "0.2.4", "0.2.4"),
            ("0.0.3", "0.0.4", "0.0.4", "0.0.4"),
            ("2.0.0-rc.1", "2.0.0", "2.0.0", "2.0.0"),
        ] {
            assert_eq!(required(old, Level::Major), major);
            assert_eq!(required(old, Level::Minor), minor);
            assert_eq!(required(old, Level::None), none);
        }
    }

    #[test]
    fn what_did_not_change_keeps_its_version() {
        let old = Version::new(1, 0, 0);
        assert_eq!(required(&old, None), old);
    }
}
