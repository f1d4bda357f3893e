//! Forms that are one value: an object whose members are the pairs.

use serde::Serialize;

use crate::runtime::calls::call::Call;
use crate::runtime::calls::form_fields;
use crate::runtime::styles::form_encode::form_encode;
use crate::runtime::styles::form_exploded::FORM;

impl Call {
    /// Sends the members of a value as a form; a list is a pair for each item, an object within is JSON text.
    pub fn form_body<T: Serialize>(self, body: impl Into<T>) -> Self {
        let body: T = body.into();
        form_fields::set(self.form(), "body", FORM, &body, form_encode)
    }
}
