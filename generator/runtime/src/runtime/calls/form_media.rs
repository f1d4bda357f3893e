//! Forms whose media type has parameters: `application/x-www-form-urlencoded; charset=utf-8`.

use crate::runtime::calls::call::Call;
use crate::runtime::calls::form::Form;

impl Call {
    /// Sets the media type of the form, which is sent once a field is set.
    pub fn form_as(self, media_type: &'static str) -> Self {
        self.set(|parts| Form::change(parts, |form| form.media_type = Some(media_type)))
    }
}
