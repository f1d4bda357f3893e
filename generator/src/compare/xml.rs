//! Bodies in XML: whether what two clients both know of one is written in the same way.

use super::pair::Pair;
use crate::api::{Xml, XmlElementId, XmlHolds, XmlKind, XmlMember, XmlPlace, XmlShapeId};

impl Pair<'_> {
    /// Whether an element has the same name and its members are at the same places. Their order is of no matter to who
    /// reads them, and what is new or gone is told of the type.
    pub fn is_same_xml(&self, old: XmlElementId, new: XmlElementId) -> bool {
        let (was, is) = (&self.old.api.xml, &self.new.api.xml);
        let (old, new) = (&was.elements[old.0], &is.elements[new.0]);
        let mut both = Both {
            was,
            is,
            met: Vec::new(),
        };
        old.name == new.name && both.holds(old.holds, new.holds)
    }
}

/// Two sets of shapes, and the pairs that were met.
struct Both<'x> {
    was: &'x Xml,
    is: &'x Xml,
    met: Vec<(XmlShapeId, XmlShapeId)>,
}

impl Both<'_> {
    fn holds(&mut self, old: XmlHolds, new: XmlHolds) -> bool {
        let (old, new) = match (old, new) {
            (XmlHolds::Shape(old), XmlHolds::Shape(new)) => (old, new),
            (old, new) => return plain(old) == plain(new),
        };
        if self.met.contains(&(old, new)) {
            return true;
        }
        self.met.push((old, new));
        match (&self.was.shapes[old.0].kind, &self.is.shapes[new.0].kind) {
            (XmlKind::Members(was, others), XmlKind::Members(is, others_now)) => {
                let same = was.iter().all(|one| {
                    let mut is = is.iter();
                    let other = is.find(|other| other.key == one.key);
                    other.is_none_or(|other| self.member(one, other))
                });
                same && self.holds(*others, *others_now)
            }
            (XmlKind::Items(was, old), XmlKind::Items(is, new)) => {
                was == is && self.holds(*old, *new)
            }
            (XmlKind::Keys(old), XmlKind::Keys(new)) => self.holds(*old, *new),
            _ => false,
        }
    }

    fn member(&mut self, old: &XmlMember, new: &XmlMember) -> bool {
        let place = |place: XmlPlace| match place {
            XmlPlace::Items { .. } => XmlPlace::Items { required: false },
            place => place,
        };
        place(old.place) == place(new.place)
            && old.name == new.name
            && self.holds(old.holds, new.holds)
    }
}

/// A word is written as another text.
fn plain(holds: XmlHolds) -> XmlHolds {
    match holds {
        XmlHolds::Word { .. } => XmlHolds::Text,
        holds => holds,
    }
}
