//! The styles of parameters: how a value becomes the text of a path, a query, a header or a cookie.

pub mod deep_object;
pub mod deep_object_brackets;
pub mod deep_pairs;
pub mod exploded;
pub mod finite;
pub mod form_encode;
pub mod form_exploded;
pub mod form_joined;
pub mod form_text;
pub mod joined;
pub mod json_text;
pub mod label;
pub mod label_exploded;
pub mod matrix;
pub mod matrix_exploded;
pub mod pair_style;
pub mod parameter;
pub mod pipe_delimited;
pub mod query;
pub mod reserved;
pub mod separator;
pub mod simple;
pub mod simple_exploded;
pub mod space_delimited;
pub mod text_style;
pub mod texts;
