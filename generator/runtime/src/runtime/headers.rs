//! The described headers of answers: how the text of each becomes a value.

pub mod exploded_value;
pub mod header;
pub mod header_text;
pub mod json_value;
pub mod line_values;
pub mod lines;
pub mod required_header;
pub mod simple_value;
