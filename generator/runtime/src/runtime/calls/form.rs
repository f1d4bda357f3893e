//! Bodies that are forms: `application/x-www-form-urlencoded`.

use std::any::Any;
use std::borrow::Cow;
use std::sync::Arc;

use bytes::Bytes;
use http::header::HeaderValue;

use crate::runtime::calls::call::Parts;
use crate::runtime::calls::payload::{Opening, Source, TEXT};

const FORM: &str = "application/x-www-form-urlencoded";

/// A form: each field with its `name=value` pairs, encoded.
#[derive(Clone, Default)]
pub(crate) struct Form {
    /// The media type with its parameters, where the description gives it some.
    pub media_type: Option<&'static str>,
    pub fields: Vec<(Cow<'static, str>, Vec<String>)>,
    /// Whether it is sent even without a field.
    pub is_required: bool,
}

impl Form {
    /// Changes the form that a call sends; begins one where the body is not a form.
    pub fn change(parts: &mut Parts, change: impl FnOnce(&mut Self)) {
        let body = parts.body.take();
        let body = body.map(|(body, _)| body as Arc<dyn Any + Send + Sync>);
        let body = body.and_then(|body| body.downcast().ok());
        let mut form: Arc<Self> = body.unwrap_or_default();
        change(Arc::make_mut(&mut form));
        let media_type = form.media_type.unwrap_or(FORM);
        parts.body = Some((form, HeaderValue::from_static(media_type)));
    }

    fn text(&self) -> String {
        let pairs = self.fields.iter().flat_map(|(_, pairs)| pairs);
        pairs.map(String::as_str).collect::<Vec<_>>().join("&")
    }
}

impl Source for Form {
    fn open(&self) -> Opening {
        Bytes::from(self.text()).open()
    }

    fn is_absent(&self) -> bool {
        !self.is_required && self.fields.iter().all(|(_, pairs)| pairs.is_empty())
    }

    fn arguments(&self) -> Vec<(&'static str, String)> {
        vec![(TEXT, self.text())]
    }
}
