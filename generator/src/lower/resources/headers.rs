//! The names of the structs of headers, and of their fields. The calls of one operation share a struct; a
//! header has one name in all of them.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use super::super::names::{Naming, Scope, Wish, snake, with_end};
use super::{Key, free, handles, key};
use crate::api::{ComeWith, Headers, Module};
use crate::names::{HEADERS, REQUESTS};

/// Names the structs and their fields, and says which call defines each struct.
pub(super) fn name(
    root: &mut Module,
    scope: &mut Scope,
    routes: &HashMap<Key, String>,
    names: &Naming<'_, '_>,
) {
    let mut known: HashMap<(String, ComeWith), usize> = HashMap::new();
    let (mut numbers, mut wishes) = (Vec::new(), Vec::new());
    let mut fields: IndexMap<String, String> = IndexMap::new();
    visit(root, &mut |user, headers| {
        let of = (user.key.0.clone(), headers.come_with);
        headers.is_defined = !known.contains_key(&of);
        numbers.push(*known.entry(of).or_insert(wishes.len()));
        if headers.is_defined {
            wishes.push(wish(user, &routes[&user.key], headers.come_with));
        }
        for field in &headers.fields {
            let name = field.key.to_ascii_lowercase();
            let plain = snake(&name);
            fields.entry(name).or_insert(plain);
        }
    });
    let given = names.settle(REQUESTS, scope, &wishes);
    let wishes: Vec<Wish> = fields.iter().map(field_wish).collect();
    let field_names = names.settle(HEADERS, &mut Scope::default(), &wishes);
    let mut numbers = numbers.into_iter();
    visit(root, &mut |_, headers| {
        let number = numbers.next().unwrap_or_default();
        headers.name.clone_from(&given[number]);
        for field in &mut headers.fields {
            let index = fields.get_index_of(&field.key.to_ascii_lowercase());
            field
                .name
                .clone_from(&field_names[index.unwrap_or_default()]);
        }
    });
}

fn wish(user: &User<'_>, route: &str, come_with: ComeWith) -> Wish {
    let (of, end) = match come_with {
        ComeWith::Successes | ComeWith::All => ("headers", "Headers"),
        ComeWith::Errors => ("error headers", "ErrorHeaders"),
    };
    Wish {
        keys: vec![format!("{route} {of}")],
        candidates: free(
            [end, &format!("{end}Struct")]
                .into_iter()
                .map(|end| with_end(user.request, end)),
            user.handles,
        ),
        exact: false,
        reported: false,
    }
}

fn field_wish((key, plain): (&String, &String)) -> Wish {
    Wish {
        keys: vec![key.clone()],
        candidates: vec![plain.clone(), with_end(plain, "_header")],
        exact: key == plain,
        reported: false,
    }
}

/// Whose answers the headers come with.
struct User<'m> {
    request: &'m str,
    key: Key,
    /// The handles in the same file.
    handles: &'m HashSet<String>,
}

/// Shows every struct of a module, of each operation first that of the call that comes first.
fn visit(module: &mut Module, see: &mut dyn FnMut(&User<'_>, &mut Headers)) {
    let handles = handles(module);
    let handle = module.handle.iter_mut();
    for operation in handle.flat_map(|handle| &mut handle.operations) {
        let user = User {
            key: key(operation),
            request: &operation.request,
            handles: &handles,
        };
        for headers in &mut operation.headers {
            see(&user, headers);
        }
    }
    for child in &mut module.children {
        visit(child, see);
    }
}
