//! The names of the structs of headers, and of their fields. The calls of one operation share a struct, and so do
//! all operations whose headers come with one response of the description, or are alike; a header has one name in all of
//! them.

mod alike;

use std::collections::HashMap;

use indexmap::IndexMap;

use super::super::names::{Naming, Scope, Wish, snake, upper_camel, with_end};
use super::{Key, User, free, visit};
use crate::api::{ComeWith, HeadersHome, Module, SharedHeaders};
use crate::names::{HEADERS, HEADERS_OF, REQUESTS};

/// Names the structs and their fields, and says which call defines each struct.
pub(super) fn name(
    root: &mut Module,
    scope: &mut Scope,
    routes: &HashMap<Key, String>,
    names: &Naming<'_, '_>,
) {
    alike::share(root, routes, names);
    let mut known: HashMap<(String, Option<ComeWith>), usize> = HashMap::new();
    let (mut numbers, mut wishes) = (Vec::new(), Vec::new());
    let mut fields: IndexMap<String, String> = IndexMap::new();
    visit(root, &mut |user, operation| {
        for headers in &mut operation.headers {
            let mut wish = of_request(user, &routes[&user.key], headers.come_with);
            let mut of = (user.key.0.clone(), Some(headers.come_with));
            if let HeadersHome::Shared(response) = &headers.home {
                match names.remembered(REQUESTS, &wish.keys[0]) {
                    // The struct was the operation's own before: it stays so.
                    Some(_) => headers.home = HeadersHome::Here,
                    None => {
                        wish = of_response(response);
                        of = (response.place.clone(), None);
                    }
                }
            }
            let is_new = !known.contains_key(&of);
            if headers.home == HeadersHome::Here && !is_new {
                headers.home = HeadersHome::OtherCall;
            }
            numbers.push(*known.entry(of).or_insert(wishes.len()));
            wishes.extend(is_new.then_some(wish));
            for field in &headers.fields {
                let name = field.key.to_ascii_lowercase();
                let plain = snake(&name);
                fields.entry(name).or_insert(plain);
            }
        }
    });
    let given = names.settle(REQUESTS, scope, &wishes);
    let wishes: Vec<Wish> = fields.iter().map(field_wish).collect();
    let field_names = names.settle(HEADERS, &mut Scope::default(), &wishes);
    let mut numbers = numbers.into_iter();
    visit(root, &mut |_, operation| {
        for headers in &mut operation.headers {
            let number = numbers.next().unwrap_or_default();
            headers.name.clone_from(&given[number]);
            for field in &mut headers.fields {
                let index = fields.get_index_of(&field.key.to_ascii_lowercase());
                let name = &field_names[index.unwrap_or_default()];
                field.name.clone_from(name);
            }
        }
    });
}

/// What the struct of an operation wants to be called.
fn of_request(user: &User<'_>, route: &str, come_with: ComeWith) -> Wish {
    let (of, end) = match come_with {
        ComeWith::Successes | ComeWith::All => ("headers", "Headers"),
        ComeWith::Errors => ("error headers", "ErrorHeaders"),
    };
    Wish {
        keys: vec![format!("{route} {of}")],
        candidates: free(
            [end, &format!("{end}Struct")]
                .into_iter()
                .map(|end| with_end(&user.request, end)),
            user.handles,
        ),
        ..Wish::default()
    }
}

/// What the struct of a response wants to be called.
fn of_response(response: &SharedHeaders) -> Wish {
    let name = upper_camel(&response.name);
    Wish {
        keys: vec![of_place(&response.place)],
        candidates: ["Headers", "HeadersStruct"]
            .map(|end| with_end(&name, end))
            .to_vec(),
        ..Wish::default()
    }
}

/// What the file of names knows a shared struct by.
fn of_place(place: &str) -> String {
    format!("{HEADERS_OF}{place}")
}

fn field_wish((key, plain): (&String, &String)) -> Wish {
    Wish {
        keys: vec![key.clone()],
        candidates: vec![plain.clone(), with_end(plain, "_header")],
        exact: key == plain,
        ..Wish::default()
    }
}
