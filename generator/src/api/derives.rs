//! What types derive.

/// What a type derives, apart from `Debug`, `Clone` and `PartialEq`, which every type derives.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Derives {
    pub copy: bool,
    pub eq: bool,
    pub partial_ord: bool,
    pub ord: bool,
    pub hash: bool,
    pub default: bool,
    /// Derives of other crates, by their paths.
    pub others: Vec<String>,
}

impl Derives {
    /// All of them as they are written, in the order in which people write them.
    pub fn words(&self) -> Vec<String> {
        let words = [
            (true, "Debug"),
            (true, "Clone"),
            (self.copy, "Copy"),
            (true, "PartialEq"),
            (self.eq, "Eq"),
            (self.partial_ord, "PartialOrd"),
            (self.ord, "Ord"),
            (self.hash, "Hash"),
            (self.default, "Default"),
        ];
        let words = words.iter().filter(|(has, _)| *has);
        let words = words.map(|(_, word)| (*word).to_owned());
        // A module of the client may have the name of the crate.
        let others = self.others.iter().map(|path| format!("::{path}"));
        words.chain(others).collect()
    }
}

/// A type does not have a derive of the settings.
#[derive(Debug)]
pub(crate) struct Underived {
    pub derive: String,
    pub why: NoDerive,
}

/// Why a type does not have a derive.
#[derive(Debug)]
pub(crate) enum NoDerive {
    /// There is no such type.
    NoType { name: String, near: Option<String> },
    /// The type was named, and cannot have it.
    Impossible { name: String, reason: String },
    /// The derive is for a group, of which so many types cannot have it; one of them is shown.
    LeftOut {
        count: usize,
        name: String,
        reason: String,
    },
}
