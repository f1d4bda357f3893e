//! One request, one answer: takes a request, gives the answer and the line for the log.

use cargo_verbatim::error::Error;
use generator::Contract;
use generator::contract::{CredentialKind, Operation, Place};
use tests::answer::Answer;
use tests::request::RecordedRequest;

use super::recordings::Recordings;
use super::refusal::Refusal;
use super::request_body::{self, Wrong};
use super::routes::{Found, Missing, Routes};
use super::schemas::Schemas;
use super::{credentials, examples, listing, parameters};

/// An API, as far as it is described and recorded.
#[derive(Debug)]
pub struct Service {
    contract: Contract,
    routes: Routes,
    recordings: Recordings,
    schemas: Schemas,
}

impl Service {
    /// A service that answers as a contract and recordings say.
    ///
    /// # Errors
    ///
    /// When the contract's schemas cannot be used.
    pub fn new(
        mut contract: Contract,
        routes: Routes,
        recordings: Recordings,
    ) -> Result<Self, Error> {
        let schemas = Schemas::new(contract.schemas.take())?;
        Ok(Self {
            contract,
            routes,
            recordings,
            schemas,
        })
    }

    /// The answer to a request, and a line that tells of both without a secret.
    pub fn answer(&self, request: &RecordedRequest) -> (Answer, String) {
        let hide = |text| credentials::hidden(&self.contract, request, text);
        let (answer, remark) = match self.accept(request) {
            Err((refusal, operation)) => {
                // Errors mostly look alike, so any operation's will do for a path that is none.
                let shape = operation.or_else(|| self.contract.operations.first());
                (refusal.answer(&self.schemas, shape, hide), refusal.message)
            }
            Ok((found, operation)) => {
                let take = self.recordings.play(&self.contract, &found, request);
                let played = take.map(|take| (take.answer, take.name));
                let example = || examples::answer(&self.schemas, operation, request);
                played.or_else(example).unwrap_or_else(|| {
                    let message = "nothing was recorded for this request, and the description has \
                                   no successful answer";
                    let refusal = Refusal::new(501, "not_recorded", message);
                    let answer = refusal.answer(&self.schemas, Some(operation), hide);
                    (answer, refusal.message)
                })
            }
        };
        let line = format!("{} {}  {remark}", self.shown(request), answer.code());
        let visible = |c: char| if c.is_control() { ' ' } else { c };
        (answer, hide(line).chars().map(visible).collect())
    }

    /// The request as the log shows it: of the query, the values of described parameters.
    fn shown(&self, request: &RecordedRequest) -> String {
        let found = self.routes.find(request.method.as_str(), &request.path);
        let operation = found
            .ok()
            .map(|found| &self.contract.operations[found.operation]);
        let parameters = operation.into_iter().flat_map(|found| &found.parameters);
        let names: Vec<&str> = parameters
            .filter(|parameter| parameter.place == Place::Query)
            .map(|parameter| parameter.name.as_str())
            .collect();
        let mut request = request.clone();
        for (name, value) in &mut request.query {
            let is_described = names
                .iter()
                .any(|known| name.split('[').next() == Some(known));
            if !is_described {
                "…".clone_into(value);
            }
        }
        request.line().replace("%E2%80%A6", "…")
    }

    /// The operation of a request in which nothing is wrong.
    fn accept(
        &self,
        request: &RecordedRequest,
    ) -> Result<(Found, &Operation), (Refusal, Option<&Operation>)> {
        let method = request.method.as_str();
        let found = self
            .routes
            .find(method, &request.path)
            .map_err(|missing| (nowhere(method, &request.path, missing), None))?;
        let operation = &self.contract.operations[found.operation];
        match self.check(&found, operation, request) {
            None => Ok((found, operation)),
            Some(refusal) => Err((refusal, Some(operation))),
        }
    }

    fn check(
        &self,
        found: &Found,
        operation: &Operation,
        request: &RecordedRequest,
    ) -> Option<Refusal> {
        if let Some(lack) = credentials::lack(&self.contract, operation, request) {
            let refusal = Refusal::new(401, "missing_credential", lack.text);
            return Some(refusal.header("www-authenticate", lack.challenge));
        }
        let in_query = self.contract.credentials.iter();
        let in_query = in_query.filter_map(|credential| match &credential.kind {
            CredentialKind::Query(name) => Some(name.clone()),
            _ => None,
        });
        let mut exempt: Vec<String> = in_query.collect();
        let is_next = listing::is_next(operation, request);
        if is_next {
            exempt.extend([listing::FROM, listing::COUNT].map(str::to_owned));
        }
        let mut faults = parameters::faults(
            &self.schemas,
            operation,
            request,
            &found.parameters,
            &exempt,
        );
        let body = match is_next && request.body.is_empty() {
            true => Ok(()),
            false => request_body::check(&self.schemas, operation.body.as_ref(), request),
        };
        match body {
            Ok(()) => {}
            Err(Wrong::Faults(further)) => faults.extend(further),
            Err(Wrong::MediaType(message)) => {
                let refusal = Refusal::new(415, "unsupported_media_type", message);
                let known = operation.body.iter().flat_map(|body| &body.content);
                let known: Vec<&str> = known.map(|content| content.media_type.as_str()).collect();
                return Some(refusal.header("accept", known.join(", ")));
            }
        }
        (!faults.is_empty()).then(|| Refusal::of(faults))
    }
}

fn nowhere(method: &str, path: &str, missing: Missing) -> Refusal {
    match missing {
        Missing::Method { allowed } => {
            let allowed = allowed.join(", ");
            let message = format!("the description has no {method} {path}: expected {allowed}");
            Refusal::new(405, "method_not_allowed", message).header("allow", allowed)
        }
        Missing::Path { near } => {
            let near = near.join("`, `");
            let message = format!("the description has no path `{path}`; the nearest: `{near}`");
            Refusal::new(404, "unknown_path", message)
        }
    }
}
