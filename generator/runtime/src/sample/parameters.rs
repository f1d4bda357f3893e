//! A request with a parameter in every place and every style.

use indexmap::IndexMap;
use serde_json::Value;

use crate::runtime::calls::call::Call;
use crate::runtime::calls::decode_text::text;
use crate::runtime::calls::download::{Download, download};
use crate::runtime::calls::operation::Operation;
use crate::runtime::calls::request_methods::request_methods;
use crate::runtime::calls::upload::Upload;
use crate::runtime::client::Client;
use crate::runtime::http::open_methods::open_methods;
use crate::runtime::styles::deep_object::DEEP_OBJECT;
use crate::runtime::styles::deep_object_brackets::DEEP_OBJECT_BRACKETS;
use crate::runtime::styles::form_exploded::FORM;
use crate::runtime::styles::form_joined::FORM_JOINED;
use crate::runtime::styles::form_value::FORM_VALUE;
use crate::runtime::styles::label::LABEL;
use crate::runtime::styles::label_exploded::LABEL_EXPLODED;
use crate::runtime::styles::matrix::MATRIX;
use crate::runtime::styles::matrix_exploded::MATRIX_EXPLODED;
use crate::runtime::styles::pipe_delimited::PIPE_DELIMITED;
use crate::runtime::styles::simple::SIMPLE;
use crate::runtime::styles::simple_exploded::SIMPLE_EXPLODED;
use crate::runtime::styles::space_delimited::SPACE_DELIMITED;
use crate::sample::SESSION;

/// Things to look for.
#[derive(Debug, Clone)]
pub struct Searches(pub(crate) Client);

impl Searches {
    /// Looks for things along a path of every style.
    pub fn search(&self, values: &Value) -> Search {
        let value = || values.clone();
        Search(
            self.0
                .call(&SEARCH)
                .path_as::<Value>("simple", SIMPLE, value())
                .path_as::<Value>("exploded", SIMPLE_EXPLODED, value())
                .path_as::<Value>("label", LABEL, value())
                .path_as::<Value>("labels", LABEL_EXPLODED, value())
                .path_as::<Value>("matrix", MATRIX, value())
                .path_as::<Value>("matrices", MATRIX_EXPLODED, value())
                .json_path::<Value>("json", value())
                .reserved_path::<Value>("rest", SIMPLE, value()),
        )
    }

    /// Tells how many there are elsewhere.
    pub fn count_elsewhere(&self, query: &str) -> CountSearches {
        let call = self.0.call(&COUNT).at("http://localhost:1/elsewhere");
        CountSearches(call.whole_query::<&str>("query", query))
    }

    /// Tells how many there are.
    pub fn count(&self, query: &str) -> CountSearches {
        CountSearches(self.0.call(&COUNT).whole_query::<&str>("query", query))
    }
}

/// Made by [`Searches::search`]; nothing is sent until it is awaited.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent until the request is awaited"]
pub struct Search(Call);

impl Search {
    /// A query parameter of every style.
    pub fn query(self, values: &Value) -> Self {
        let value = || values.clone();
        Self(
            self.0
                .query_as::<Value>("form", FORM, value())
                .or_empty("form")
                .query_as::<Value>("joined", FORM_JOINED, value())
                .query_as::<Value>("spaces", SPACE_DELIMITED, value())
                .query_as::<Value>("pipes", PIPE_DELIMITED, value())
                .query_as::<Value>("deep", DEEP_OBJECT, value())
                .query_as::<Value>("brackets", DEEP_OBJECT_BRACKETS, value())
                .reserved_query::<Value>("reserved", FORM, value())
                .json_query::<Value>("json", value()),
        )
    }

    /// The whole query.
    pub fn whole_query(self, value: Value) -> Self {
        Self(self.0.json_whole_query::<Value>("query", value))
    }

    /// A header and a cookie of every style.
    pub fn headers(self, values: &Value) -> Self {
        let value = || values.clone();
        Self(
            self.0
                .header_as::<Value>("x-list", SIMPLE, value())
                .json_header::<Value>("x-json", value())
                .cookie::<Value>("form", FORM, value())
                .raw_cookie::<Value>("raw", FORM, value())
                .json_cookie::<Value>("json", value()),
        )
    }

    /// A field of a form in every style.
    pub fn fields(self, values: &Value) -> Self {
        let value = || values.clone();
        Self(
            self.0
                .field::<&str>("plain", "a b")
                .field_as::<Value>("styled", DEEP_OBJECT, value())
                .field_as::<Value>("value", FORM_VALUE, value())
                .reserved_field::<Value>("reserved", FORM, value())
                .json_field::<Value>("json", value()),
        )
    }

    /// The whole form.
    pub fn form(self, value: Value) -> Self {
        let media_type = "application/x-www-form-urlencoded; charset=utf-8";
        Self(self.0.form_as(media_type).form_body::<Value>(value))
    }

    /// Fields that the description does not name.
    pub fn others(self, others: IndexMap<String, Value>) -> Self {
        Self(self.0.field_extra::<Value>(&["plain", "unset"], others))
    }

    /// A part in a style.
    pub fn part(self, value: Value) -> Self {
        Self(self.0.part_as::<Value>("filter", DEEP_OBJECT, value))
    }

    /// Parts that the description does not name.
    pub fn parts(self, parts: Vec<(String, Upload)>) -> Self {
        Self(self.0.multipart("multipart/mixed").part_uploads(&[], parts))
    }
}

open_methods!(Search -> Download, download);

static SEARCH: Operation = Operation {
    id: "search",
    method: "POST",
    path: "/{simple}/{exploded}/{label}/{labels}/{matrix}/{matrices}/{json}/{rest}",
    accept: "application/pdf",
    ..Operation::USUAL
};

/// Made by [`Searches::count`]; nothing is sent until it is awaited.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent until the request is awaited"]
pub struct CountSearches(Call);

request_methods!(CountSearches -> String, text);

static COUNT: Operation = Operation {
    id: "countSearches",
    method: "GET",
    path: "/searches/count",
    accept: "text/plain",
    security: &[&[&SESSION], &[]],
    ..Operation::USUAL
};
