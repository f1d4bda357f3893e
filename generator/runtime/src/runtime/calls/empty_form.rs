//! Forms that are sent even without a field.

use crate::runtime::calls::call::Call;
use crate::runtime::calls::form::Form;

impl Call {
    /// Makes the body a form, which is sent even when no field is set.
    pub fn form(self) -> Self {
        self.set(|parts| Form::change(parts, |form| form.is_required = true))
    }
}
