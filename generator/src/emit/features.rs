//! The documentation of the features of the crate.

use super::tokens::raw;
use super::{manifest, usage};
use crate::api::{ALL_RESOURCES, Api, Block, Brings, Feature, OTHER_TYPES, code};

/// Every feature with what it brings, that of all of them first; none where the client is one piece.
pub(super) fn rows(api: &Api) -> Vec<(&str, String)> {
    let all = (!api.features.is_empty()).then(|| {
        let text = format!(
            "All of the API: what each feature below brings, but for {}. On by default.",
            code(OTHER_TYPES)
        );
        (ALL_RESOURCES, text)
    });
    let parts = api
        .features
        .iter()
        .map(|feature| (feature.name.as_str(), brings(api, feature)));
    all.into_iter().chain(parts).collect()
}

/// Every feature of the crate with what it adds; those that every client has come first.
pub(super) fn all(api: &Api) -> Vec<(&str, String)> {
    let usual = manifest::FEATURES.iter().map(|(feature, meaning, _)| {
        let by_default = match *feature {
            "rustls" => " On by default.",
            _ => "",
        };
        (*feature, format!("{meaning}{by_default}"))
    });
    usual.chain(rows(api)).collect()
}

/// What a feature brings, as a sentence.
fn brings(api: &Api, feature: &Feature) -> String {
    match &feature.brings {
        Brings::Resource(module) => {
            format!(
                "{} and what it needs.",
                code(&format!("client.{}()", raw(module)))
            )
        }
        Brings::Webhooks => {
            let webhooks = api.webhooks.iter();
            let names = webhooks.flat_map(|webhooks| {
                let receiver = webhooks.has_receiver().then_some(&webhooks.receiver);
                receiver
                    .into_iter()
                    .chain(webhooks.told.iter().map(|told| &told.name))
            });
            let names: Vec<String> = names.map(|name| code(name)).collect();
            format!("What the API sends by itself: {}.", names.join(" and "))
        }
        Brings::OtherTypes => {
            format!(
                "The types that the description has and no operation uses, and {}. Off by default.",
                code(ALL_RESOURCES)
            )
        }
    }
}

/// The section of the documentation of the crate; a crate without operations has no features.
pub(super) fn section(api: &Api) -> Vec<Block> {
    if !api.has_operations() {
        return Vec::new();
    }
    let mut blocks = vec![Block::Verbatim(vec!["# Features".to_owned()])];
    if !api.features.is_empty() {
        blocks.extend(division(api));
    }
    blocks.extend(all(api).into_iter().map(|(feature, adds)| {
        let text = format!("- {}: {adds}", code(feature));
        Block::Text(text, 2)
    }));
    blocks
}

/// What it is to be a client with a feature for each resource.
fn division(api: &Api) -> [Block; 2] {
    let text = "Each part of the API is a feature of cargo, and every operation is on by default. A crate that names \
                the parts that it needs compiles faster:";
    let is_resource = |feature: &&Feature| matches!(feature.brings, Brings::Resource(_));
    let first = api.features.iter().find(is_resource);
    let first = first.map(|feature| &feature.name);
    // The program above needs it.
    let shown = api.example.as_ref();
    let shown = shown.and_then(|example| usage::feature(api, example));
    let shown = shown.or(first).map_or(ALL_RESOURCES, String::as_str);
    // Without a version: that of the crate may be its owner's.
    let line = format!(
        "cargo add {} --no-default-features --features rustls,{shown}",
        api.package.name
    );
    [
        Block::Text(text.to_owned(), 0),
        Block::Verbatim(["```sh", &line, "```"].map(str::to_owned).to_vec()),
    ]
}
