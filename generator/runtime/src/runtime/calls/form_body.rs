//! Forms that are one value: an object whose members are the pairs, or the text of the form.

use serde::Serialize;
use serde_json::Value;

use crate::runtime::calls::call::Call;
use crate::runtime::calls::form::Form;
use crate::runtime::calls::form_fields;
use crate::runtime::styles::finite;
use crate::runtime::styles::form_encode::form_encode;
use crate::runtime::styles::form_exploded::FORM;

impl Call {
    /// Sends the members of a value as a form; a list is a pair for each item, an object within is JSON text. A text is
    /// a form that is encoded already.
    pub fn form_body<T: Serialize>(self, body: impl Into<T>) -> Self {
        let body: T = body.into();
        let form = self.form();
        match finite::value(&body) {
            Ok(Value::String(text)) => form.set(|parts| {
                Form::change(parts, |form| {
                    form.fields = vec![("body".into(), vec![text])]
                });
            }),
            Ok(Value::Number(_) | Value::Bool(_) | Value::Array(_)) => form.set(|parts| {
                parts.refuse("expected an object or the text of a form as the body".to_owned());
            }),
            _ => form_fields::set(form, "body", FORM, &body, form_encode),
        }
    }
}
