//! OpenAPI text in, files of Rust text out.
