//! A run as a program reads it: takes the records, gives one object.

use generator::Code;
use serde_json::{Map, Value, json};

use super::build::Build;
use super::generation::Outcome;
use super::messages::Finding;
use super::totals::{Record, Totals};
use super::values::{Case, Tried};

/// `documents`, an object each, and `totals`, over all and over each kind.
pub fn object(records: &[Record]) -> Value {
    let mut totals = sums(&Totals::of(records));
    let kinds = Totals::by_kind(records);
    let kinds: Map<String, Value> = kinds
        .iter()
        .map(|(kind, totals)| ((*kind).to_owned(), sums(totals)))
        .collect();
    totals["kinds"] = Value::Object(kinds);
    let documents: Vec<Value> = records.iter().map(document).collect();
    json!({ "documents": documents, "totals": totals })
}

/// What a program calls an outcome.
pub fn word(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Emitted => "emitted",
        Outcome::Refused => "refused",
        Outcome::Panicked(_) => "panicked",
        Outcome::Unreadable(_) => "unreadable",
    }
}

fn document(record: &Record) -> Value {
    let Record {
        document,
        generated,
        build,
        values,
    } = record;
    let message = match &generated.outcome {
        Outcome::Panicked(said) | Outcome::Unreadable(said) => Some(said),
        Outcome::Emitted | Outcome::Refused => None,
    };
    json!({
        "document": document.name,
        "kind": document.kind,
        "bytes": document.bytes,
        "outcome": word(&generated.outcome),
        "message": message,
        "operations": generated.coverage.operations(),
        "whole": generated.coverage.whole,
        "without": generated.coverage.without,
        "left_out": generated.coverage.left_out,
        "types": generated.types,
        "lines": generated.lines,
        "files": generated.files.len(),
        "milliseconds": generated.milliseconds,
        "diagnostics": codes(generated.codes.iter()),
        "findings": generated.findings,
        "build": build.as_ref().map(built),
        "values": values.as_ref().map(tried),
    })
}

fn built(build: &Build) -> Value {
    let findings: Vec<Value> = build.findings.iter().map(finding).collect();
    json!({
        "compiled": build.compiled,
        "seconds": build.seconds,
        "codes": build.codes,
        "findings": findings,
    })
}

fn tried(tried: &Tried) -> Value {
    let cases = |cases: &[Case]| -> Vec<Value> { cases.iter().map(case).collect() };
    json!({
        "values": tried.values,
        "same": tried.same,
        "respelled": cases(&tried.respelled),
        "lost": cases(&tried.lost),
        "failed": tried.failed,
    })
}

fn case(case: &Case) -> Value {
    json!({
        "type": case.path,
        "sent": case.sent,
        "came": case.came.as_ref().ok(),
        "error": case.came.as_ref().err(),
    })
}

fn finding(finding: &Finding) -> Value {
    json!({
        "level": finding.level,
        "code": finding.code,
        "message": finding.message,
        "file": finding.file,
        "line": finding.line,
        "text": finding.text,
    })
}

fn sums(totals: &Totals) -> Value {
    json!({
        "documents": totals.documents,
        "emitted": totals.emitted,
        "refused": totals.refused,
        "panicked": totals.panicked,
        "operations": totals.operations,
        "whole": totals.whole,
        "without": totals.without,
        "left_out": totals.left_out,
        "missing": missing(totals),
        "types": totals.types,
        "lines": totals.lines,
        "files": totals.files,
        "milliseconds": totals.milliseconds,
        "diagnostics": codes(totals.codes.iter()),
        "built": totals.built,
        "failed": totals.failed,
        "build_seconds": totals.build_seconds,
        "build_codes": totals.build_codes,
    })
}

/// What operations are without, and why they are left out, the most frequent first.
fn missing(totals: &Totals) -> Vec<Value> {
    let missing = totals.missing().into_iter();
    let missing = missing.map(|(what, left_out, operations)| {
        json!({ "what": what, "left_out": left_out, "operations": operations })
    });
    missing.collect()
}

fn codes<'c>(codes: impl Iterator<Item = (&'c Code, &'c usize)>) -> Value {
    let codes = codes.map(|(code, count)| (code.id().to_owned(), Value::from(*count)));
    Value::Object(codes.collect())
}
