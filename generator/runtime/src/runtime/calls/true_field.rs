//! Booleans that are fields of a form.

use std::any::Any;

use crate::runtime::calls::call::Parts;
use crate::runtime::calls::form::Form;

/// Whether a field of the form is true.
pub(crate) fn field_is_true(parts: &Parts, name: &str) -> bool {
    let Some((body, _)) = &parts.body else {
        return false;
    };
    let body: &dyn Any = &**body;
    let Some(form) = body.downcast_ref::<Form>() else {
        return false;
    };
    let mut fields = form.fields.iter();
    let is_true = |pair: &String| pair.ends_with("=true");
    fields.any(|(known, pairs)| known == name && pairs.iter().any(is_true))
}
