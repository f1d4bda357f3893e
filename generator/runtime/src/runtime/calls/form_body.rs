//! Forms that are one value: an object whose members are the pairs.

use serde::Serialize;

use crate::runtime::calls::call::Call;
use crate::runtime::styles::form_encode::form_encode;
use crate::runtime::styles::form_exploded::FORM;
use crate::runtime::styles::parameter::Parameter;

impl Call {
    /// Sends the members of a value as a form; a list or an object within is JSON text.
    pub fn form_body<T: Serialize>(self, body: impl Into<T>) -> Self {
        let body: T = body.into();
        let pairs =
            Parameter::of("body", &body, form_encode).and_then(|parameter| FORM(&parameter));
        match pairs {
            Ok(pairs) => {
                let pairs = pairs.into_iter();
                let pairs = pairs.map(|(name, value)| (form_encode(&name), value));
                self.form().form_pairs("body", pairs.collect())
            }
            Err(fault) => self.set(|parts| parts.refuse(fault)),
        }
    }
}
