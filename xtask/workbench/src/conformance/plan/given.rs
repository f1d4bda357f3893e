//! Arguments of a scenario → what a call is written from.

use std::collections::BTreeMap;

use generator::{Given, GivenFile, GivenValue, Part};
use serde_json::Value;

use crate::conformance::suite::{Arguments, Assets, Body};

/// The files that a body sends, by the names of their parts; a body that is a file has no name.
pub type Files<'s> = BTreeMap<&'s str, Vec<GivenFile<'s>>>;

/// The files of a body, or why the body cannot be sent.
pub fn files<'s>(body: Option<&'s Body>, assets: &'s Assets) -> Result<Files<'s>, String> {
    let mut files = Files::new();
    let Some(body) = body else {
        return Ok(files);
    };
    match body.kind.as_str() {
        "json" | "xml" | "text" | "jsonl" => {}
        "bytes" => {
            let name = body.asset.as_deref().unwrap_or_default();
            let file = file(assets, name, None, &body.media_type)?;
            files.insert("", vec![file]);
        }
        "multipart" => {
            for (name, value) in body.value.as_object().into_iter().flatten() {
                let found = of_part(value, assets)?;
                // OpenAPI 3.1.1 §4.8.15.1.2: the items of a list are parts of one name.
                if found.is_empty() && value.is_array() {
                    return Err(format!(
                        "the suite sends the list `{name}` as one part; by OpenAPI, each item is a part"
                    ));
                }
                if !found.is_empty() {
                    files.insert(name, found);
                }
            }
        }
        kind => return Err(format!("the call does not send {kind}")),
    }
    Ok(files)
}

/// The arguments of a call.
pub fn given<'s>(arguments: &'s Arguments, files: &'s Files<'s>) -> Vec<Given<'s>> {
    let parts = [
        (Part::Path, &arguments.path),
        (Part::Query, &arguments.query),
        (Part::Header, &arguments.header),
        (Part::Cookie, &arguments.cookie),
    ];
    let mut all = Vec::new();
    for (part, members) in parts {
        let members = members.iter();
        all.extend(members.map(|(name, value)| one(part, name, GivenValue::Json(value))));
    }
    let Some(body) = &arguments.body else {
        return all;
    };
    let value = |name: &str, value| match files.get(name) {
        Some(files) => GivenValue::Files(files),
        None => GivenValue::Json(value),
    };
    match &body.value {
        Value::Object(members) if body.kind == "multipart" => {
            let members = members.iter();
            all.extend(members.map(|(name, member)| one(Part::Field, name, value(name, member))));
        }
        whole => all.push(one(Part::Body, &body.media_type, value("", whole))),
    }
    all
}

fn one<'s>(part: Part, name: &'s str, value: GivenValue<'s>) -> Given<'s> {
    Given {
        part: Some(part),
        name,
        value,
    }
}

/// The file or the files that a part is; none where it is a value.
fn of_part<'s>(value: &'s Value, assets: &'s Assets) -> Result<Vec<GivenFile<'s>>, String> {
    let all = match value {
        Value::Array(items) => items.as_slice(),
        one => std::slice::from_ref(one),
    };
    let text = |value: &'s Value, key: &str| value[key].as_str();
    let files = all.iter().filter_map(|value| {
        let name = text(value, "$file")?;
        let media = text(value, "mediaType").unwrap_or("application/octet-stream");
        Some(file(assets, name, text(value, "filename"), media))
    });
    files.collect()
}

fn file<'s>(
    assets: &'s Assets,
    asset: &str,
    name: Option<&'s str>,
    media: &'s str,
) -> Result<GivenFile<'s>, String> {
    let Some(found) = assets.get(asset) else {
        return Err(format!("incomplete: the suite has no file `{asset}`"));
    };
    Ok(GivenFile {
        name,
        media,
        bytes: &found.bytes,
    })
}
