//! Tags: members by which unions tell their variants apart. A variant writes its own, whatever tag is in
//! what it holds.

use crate::runtime::wire::literal::Exactly;

/// The tag of a variant.
#[derive(Debug, Clone, Copy)]
pub struct Tag<'a> {
    /// The key of the member.
    pub key: &'static str,
    /// The value that it has in this variant.
    pub value: Exactly,
    /// The tag of the variant that holds this one, where a union is in a union.
    pub outer: Option<&'a Tag<'a>>,
}

impl<'a> Tag<'a> {
    /// This tag, then those of the unions around, one for each key: of two the inner one counts.
    pub(crate) fn all(innermost: Option<&'a Self>) -> impl Iterator<Item = &'a Self> + Clone {
        let all = std::iter::successors(innermost, |tag| tag.outer);
        let first = move |key| Self::find(innermost, key);
        all.filter(move |tag| first(tag.key).is_some_and(|first| std::ptr::eq(first, *tag)))
    }

    /// The value that tags give to a key.
    pub(crate) fn value(innermost: Option<&'a Self>, key: &str) -> Option<Exactly> {
        Self::find(innermost, key).map(|tag| tag.value)
    }

    fn find(innermost: Option<&'a Self>, key: &str) -> Option<&'a Self> {
        let mut all = std::iter::successors(innermost, |tag| tag.outer);
        all.find(|tag| tag.key == key)
    }
}

// A client whose types are all enumerations of texts writes no tag, and carries this all the same.
const _: fn() = || {
    let tag = Tag {
        key: "",
        value: Exactly("\"\"", ""),
        outer: None,
    };
    let _ = Tag::all(Some(&tag)).count();
    let _ = Tag::value(Some(&tag), "");
};
