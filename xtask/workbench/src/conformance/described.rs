//! Expected answers against the description: takes the contract of a description and an answer that
//! the suite expects, tells how the answer differs from what is described.

use generator::Contract;
use generator::contract::{Operation, Status};

use super::suite::Response;
use crate::serve::schemas::{Misfit, Schemas};

/// How an expected answer differs from its schema; `None` when it does not, or when the operation
/// has no schema for it.
pub fn misfit(contract: &Contract, operation: &str, expected: &Response) -> Option<String> {
    let body = expected.body.as_ref().filter(|body| body.is_value())?;
    let mut operations = contract.operations.iter();
    let operation = operations.find(|known| known.id.as_deref() == Some(operation))?;
    let schema = schema(operation, expected.status)?;
    let schemas = Schemas::new(contract.schemas.clone()).ok()?;
    let misfits = schemas.misfits(schema, &body.value).ok()?;
    let Misfit { pointer, text, .. } = misfits.into_iter().next()?;
    Some(match pointer.is_empty() {
        true => text,
        false => format!("at `{pointer}` {text}"),
    })
}

/// The schema of the JSON that an operation answers with this status.
fn schema(operation: &Operation, status: u16) -> Option<&str> {
    let is = |wanted: Status| {
        let mut responses = operation.responses.iter();
        responses.find(|response| response.status == wanted)
    };
    let range = u8::try_from(status / 100).ok().map(Status::Range);
    let response = is(Status::Code(status))
        .or_else(|| is(range?))
        .or_else(|| is(Status::Default))?;
    let mut content = response.content.iter();
    let json = content.find(|content| content.media_type.may_be_json())?;
    json.schema.as_deref()
}

#[cfg(test)]
mod tests;
