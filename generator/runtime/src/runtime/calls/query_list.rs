//! Query parameters that hold several values: `tag=a&tag=b` (OpenAPI's `form`, exploded).

use std::borrow::Cow;
use std::fmt::Display;

use crate::runtime::calls::call::Call;

impl Call {
    /// Sets a query parameter to several values, in place of earlier or default ones of this name.
    /// Without any value it is not sent.
    pub fn query_list<T: Display>(
        self,
        name: impl Into<Cow<'static, str>>,
        values: impl Into<Vec<T>>,
    ) -> Self {
        let name = name.into();
        let values: Vec<T> = values.into();
        let values: Vec<String> = values.iter().map(T::to_string).collect();
        self.set(|parts| {
            parts.query.retain(|(known, _)| *known != name);
            if values.is_empty() {
                parts.query.push((name.clone(), None));
            }
            for value in values {
                parts.query.push((name.clone(), Some(value)));
            }
        })
    }
}
