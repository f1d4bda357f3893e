//! The paths that a source file names: in `use` with all its groups, in code, in attributes and in
//! macros. They are read from the tokens, since the arguments of a macro have no syntax tree.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};

/// Every path of a file that is the module `module`, its `self` and `super` resolved. Of
/// `use a::{b, c::d}` there are `a::b` and `a::c::d`. A word alone is a path after `use` only.
pub fn of(text: &str, module: &[String]) -> BTreeSet<Vec<String>> {
    let tokens: TokenStream = text.parse().expect("Rust tokens");
    let mut found = BTreeSet::new();
    walk(tokens, module, &[], &mut found);
    found
}

/// Collects the paths of some tokens. `prefix` is the path before a group of `use`.
fn walk(
    tokens: TokenStream,
    module: &[String],
    prefix: &[String],
    found: &mut BTreeSet<Vec<String>>,
) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut after_use = false;
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at] {
            TokenTree::Group(group) => {
                walk(group.stream(), module, &[], found);
                at += 1;
            }
            TokenTree::Ident(word) if word == "mod" => {
                at = inner_module(&tokens, at, module, found);
            }
            TokenTree::Ident(word) if word == "as" && !prefix.is_empty() => at += 2,
            TokenTree::Ident(word) if is_keyword(word) && !is_start(word) => {
                after_use = word == "use";
                at += 1;
                continue;
            }
            TokenTree::Ident(_) => {
                let (path, end) = path(&tokens, at, module, prefix, found);
                if path.len() > 1 || after_use && !path.is_empty() {
                    found.insert(resolved(path, module));
                }
                at = end;
            }
            // `use ::a::b`
            TokenTree::Punct(punct) if punct.as_char() == ':' => {
                at += 1;
                continue;
            }
            _ => at += 1,
        }
        after_use = false;
    }
}

fn is_keyword(word: &Ident) -> bool {
    syn::parse_str::<syn::Ident>(&word.to_string()).is_err()
}

/// Whether a keyword can begin a path.
fn is_start(word: &Ident) -> bool {
    ["crate", "self", "super", "Self"]
        .iter()
        .any(|start| word == start)
}

/// `mod name { … }` is a module within this one.
fn inner_module(
    tokens: &[TokenTree],
    at: usize,
    module: &[String],
    found: &mut BTreeSet<Vec<String>>,
) -> usize {
    let (Some(TokenTree::Ident(name)), Some(TokenTree::Group(group))) =
        (tokens.get(at + 1), tokens.get(at + 2))
    else {
        return at + 1;
    };
    let inner = [module, &[name.to_string()]].concat();
    walk(group.stream(), &inner, &[], found);
    at + 3
}

/// A path from its first word on, and the place after it. Where it ends in a group of `use`, the
/// paths of the group are collected and it has no words of its own.
fn path(
    tokens: &[TokenTree],
    mut at: usize,
    module: &[String],
    prefix: &[String],
    found: &mut BTreeSet<Vec<String>>,
) -> (Vec<String>, usize) {
    let mut path = prefix.to_vec();
    loop {
        match tokens.get(at) {
            Some(TokenTree::Ident(word)) => path.push(word.to_string()),
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                walk(group.stream(), module, &path, found);
                return (Vec::new(), at + 1);
            }
            // `a::<T>` and `a::*`
            _ => break,
        }
        at += 1;
        if !is_colon(tokens.get(at)) || !is_colon(tokens.get(at + 1)) {
            break;
        }
        at += 2;
    }
    (path, at)
}

fn is_colon(token: Option<&TokenTree>) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == ':')
}

/// A path from the root of the crate where it begins with `self` or `super`.
fn resolved(mut path: Vec<String>, module: &[String]) -> Vec<String> {
    let mut base = module.to_vec();
    match path[0].as_str() {
        "self" if path.len() > 1 => drop(path.remove(0)),
        "super" => {
            while path.first().is_some_and(|word| word == "super") {
                base.pop();
                path.remove(0);
            }
        }
        _ => return path,
    }
    base.extend(path);
    base
}

#[cfg(test)]
mod tests {
    use super::of;

    #[track_caller]
    fn names(text: &str, path: &str) {
        let module = ["crate", "lower", "types"].map(str::to_owned);
        let found = of(text, &module);
        let found: Vec<String> = found.iter().map(|path| path.join("::")).collect();
        assert!(found.iter().any(|found| found == path), "{found:?}");
    }

    #[test]
    fn no_way_to_write_a_path_escapes() {
        for (text, path) in [
            ("use crate::{a, b::{self, c::D as E}};", "crate::b::c::D"),
            ("use crate::{a, b::{self, c::D as E}};", "crate::b::self"),
            ("use heck;", "heck"),
            ("use ::heck::A;", "heck::A"),
            ("use super::super::openapi::A;", "crate::openapi::A"),
            ("use self::b::C;", "crate::lower::types::b::C"),
            ("mod tests { use super::A; }", "crate::lower::types::A"),
            ("fn a() -> Vec<crate::emit::B> { todo() }", "crate::emit::B"),
            ("fn a() { b!(c, heck::d(1)); }", "heck::d"),
            ("#[derive(serde::Serialize)] struct A;", "serde::Serialize"),
            (
                "fn a() { std::fs::read(b).map(c::<d::E>) }",
                "std::fs::read",
            ),
        ] {
            names(text, path);
        }
        let module = ["crate".to_owned()];
        assert!(of("// heck::A\n//! heck::B\n", &module).is_empty());
    }
}
