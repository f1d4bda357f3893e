//! The fields of a form.

use std::borrow::Cow;

use crate::runtime::calls::call::Call;
use crate::runtime::calls::form::Form;

impl Call {
    /// Sets a field of a form to these pairs of name and value, which are encoded already. They take
    /// the place of what the field was set to before. Without a pair the field is not sent.
    pub fn form_pairs(
        self,
        field: impl Into<Cow<'static, str>>,
        pairs: Vec<(String, String)>,
    ) -> Self {
        let field = field.into();
        let pairs = pairs.into_iter();
        let pairs = pairs.map(|(name, value)| format!("{name}={value}"));
        let pairs: Vec<String> = pairs.collect();
        self.set(|parts| {
            Form::change(parts, |form| {
                let mut known = form.fields.iter_mut();
                match known.find(|(known, _)| *known == field) {
                    Some((_, known)) => *known = pairs,
                    None => form.fields.push((field, pairs)),
                }
            });
        })
    }
}
