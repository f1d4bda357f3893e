//! The attribute `cfg` of code that needs a feature of cargo.

use std::collections::BTreeSet;

use super::Piece;

/// How wide the arguments of an attribute may be on one line.
const NARROW: usize = 70;

/// The attribute of what any of these features brings; nothing where there is none.
pub(crate) fn attribute(features: &[String]) -> Vec<String> {
    let conditions: Vec<String> = features
        .iter()
        .map(|feature| format!("feature = {feature:?}"))
        .collect();
    match &conditions[..] {
        [] => Vec::new(),
        [only] => vec![format!("#[cfg({only})]")],
        all => {
            let inside = all.join(", ");
            if inside.len() < NARROW {
                return vec![format!("#[cfg(any({inside}))]")];
            }
            let mut lines = vec!["#[cfg(any(".to_owned()];
            let (last, others) = match all {
                [others @ .., last] => (last.as_str(), others),
                [] => ("", all),
            };
            lines.extend(others.iter().map(|condition| format!("    {condition},")));
            lines.push(format!("    {last}"));
            lines.push("))]".to_owned());
            lines
        }
    }
}

/// A piece that any of these features brings.
pub(super) fn behind(features: &[String], piece: Piece) -> Piece {
    match features {
        [] => piece,
        features => Piece::Behind {
            features: features.to_vec(),
            piece: Box::new(piece),
        },
    }
}

/// The features of what is there together with any of some things, given the features of each.
pub(super) fn of_any<'f>(things: impl Iterator<Item = &'f [String]>) -> Vec<String> {
    let mut features = BTreeSet::new();
    for thing in things {
        if thing.is_empty() {
            return Vec::new();
        }
        features.extend(thing.iter().cloned());
    }
    features.into_iter().collect()
}
