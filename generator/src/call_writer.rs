//! Calls of the client of a description, as the text of a program that uses the client's crate:
//! takes a description, then for each call the operation and its arguments by the names that the
//! description has for them. Whatever an argument says becomes a literal, never code.

use crate::api::Api;
use crate::diagnostic::{Diagnostic, Report};
use crate::emit;
use crate::emit::{CallText, Given, Unknown};
use crate::options::Options;
use crate::pipeline::lower_sources;
use crate::source::Sources;

/// Writes calls of the client of a description.
#[derive(Debug)]
pub struct CallWriter {
    api: Api,
}

impl CallWriter {
    /// Reads a description.
    ///
    /// # Errors
    ///
    /// Everything found, when one of the findings is an error.
    pub fn new(sources: &Sources, options: &Options<'_>) -> Result<Self, Vec<Diagnostic>> {
        let report = Report::new(sources, options.tolerance());
        match lower_sources(sources, &report, options) {
            Some(api) => Ok(Self { api }),
            None => Err(report.finish()),
        }
    }

    /// An expression of the client's builder, with secrets by the names of their security schemes;
    /// `library` is the name of the crate in the program. The secret of HTTP Basic is
    /// `user:password`.
    ///
    /// # Errors
    ///
    /// When the client has no credential for one of the schemes.
    pub fn builder(&self, library: &str, secrets: &[(&str, &str)]) -> Result<String, Unknown> {
        emit::builder(&self.api, library, secrets)
    }

    /// The call of an operation, named by its `operationId` or as the client names it
    /// (`fine_tuning.jobs.list`). `media` is the media type of the body, if there is one: an operation
    /// has a call for each media type that its body can be sent in. `accept` is what the answer is
    /// asked for in, as the `Accept` header has it: without it, or where the operation has no such
    /// answer, the call gives what awaiting its request gives.
    ///
    /// # Errors
    ///
    /// When the client has no such operation or argument, lacks an argument that the operation
    /// needs, or cannot read one as its type.
    pub fn call(
        &self,
        library: &str,
        operation: &str,
        media: Option<&str>,
        accept: Option<&str>,
        arguments: &[Given<'_>],
    ) -> Result<CallText, Unknown> {
        emit::call(&self.api, library, operation, media, accept, arguments)
    }

    /// A program that calls an operation, named as for [`call`](Self::call): the text of a `main.rs` that depends on
    /// the client's [package](Self::package), on `tokio` with its feature `rt` and on `serde_json`. A list is read to
    /// its end, or as many `pages` as are given. The program says that `written_by` wrote it, takes the base URL from
    /// the environment variable `base_url` and everything else from where the client takes it, and ends with a
    /// failure when the call does.
    ///
    /// # Errors
    ///
    /// As [`call`](Self::call).
    pub fn program(
        &self,
        operation: &str,
        arguments: &[Given<'_>],
        pages: Option<u32>,
        written_by: &str,
        base_url: &str,
    ) -> Result<String, Unknown> {
        emit::program(&self.api, operation, arguments, pages, written_by, base_url)
    }

    /// The name of the client's package.
    pub fn package(&self) -> &str {
        &self.api.package.name
    }
}
