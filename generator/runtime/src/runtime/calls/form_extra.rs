//! Fields of forms that the description does not name, and whose schema it has.

use indexmap::IndexMap;
use serde::ser::{Serialize, Serializer};

use crate::runtime::calls::call::Call;
use crate::runtime::calls::form_fields;
use crate::runtime::calls::undescribed::undescribed;
use crate::runtime::styles::form_encode::form_encode;
use crate::runtime::styles::form_exploded::FORM;

impl Call {
    /// Sets the fields that the description does not name. What has the name of a described one is not sent.
    pub fn field_extra<T: Serialize>(
        self,
        described: &[&str],
        values: impl Into<IndexMap<String, T>>,
    ) -> Self {
        let values = Fields(undescribed(described, values));
        form_fields::set(self, "", FORM, &values, form_encode)
    }
}

/// Fields with their names, as an object.
struct Fields<T>(IndexMap<String, T>);

impl<T: Serialize> Serialize for Fields<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(&self.0)
    }
}
