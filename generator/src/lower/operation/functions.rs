//! OperationIds that are made of the name of a function, the path and the method, as FastAPI makes them: things are called
//! after the function.

use std::collections::HashMap;

use crate::openapi::{Operation, PathItem};

/// How many operations have the name of a function, or an operationId that is the same.
pub(super) struct Functions<'s>(HashMap<&'s str, usize>);

impl<'s> Functions<'s> {
    pub fn of(paths: &[PathItem<'s>]) -> Self {
        let mut counts = HashMap::new();
        for item in paths {
            for operation in &item.operations {
                let function = function(item.path, operation).or(operation.id);
                if let Some(function) = function {
                    *counts.entry(function).or_default() += 1;
                }
            }
        }
        Self(counts)
    }

    /// The name of the function, where no other operation has it, else the operationId.
    pub fn id(&self, path: &str, operation: &Operation<'s>) -> Option<&'s str> {
        let function = function(path, operation);
        let function = function.filter(|function| self.0.get(function) == Some(&1));
        function.or(operation.id)
    }
}

/// The name of the function: `get_item` of `get_item_items__id__get` for `GET /items/{id}`.
fn function<'s>(path: &str, operation: &Operation<'s>) -> Option<&'s str> {
    let path = path.split(['?', '#']).next().unwrap_or(path);
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let path = path.chars().map(|c| if is_word(c) { c } else { '_' });
    let end = format!(
        "{}_{}",
        path.collect::<String>(),
        operation.method.to_lowercase()
    );
    let function = operation.id?.strip_suffix(end.as_str())?;
    function.contains(char::is_alphabetic).then_some(function)
}
