//! The ledger of the mock server: takes its address, gives what it has noted of each scenario.

use std::collections::BTreeMap;
use std::error::Error as _;

use cargo_verbatim::error::Error;
use serde_json::Value;

/// What the server has noted: the name of a scenario → `pass`, `fail` or `not-implemented`.
pub type Ledger = BTreeMap<String, String>;

/// Asks the server for its ledger.
///
/// # Errors
///
/// When there is no server at the address, or it has no ledger.
pub fn read(at: &str) -> Result<Ledger, Error> {
    let text = fetch(&format!("{at}/.coverage")).map_err(|why| {
        Error::new(format!(
            "cannot read the ledger of the mock server at {at}: {why}"
        ))
        .help("start the server, and give its address with `--at`")
    })?;
    parse(&text).ok_or_else(|| {
        Error::new(format!("the server at {at} has no ledger at `/.coverage`"))
            .help("expected the mock server of a conformance suite")
    })
}

fn fetch(url: &str) -> Result<String, String> {
    // An error means that another part of the process chose one before.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| error.to_string())?;
    runtime.block_on(async {
        let client = reqwest::Client::builder()
            .no_proxy()
            .build()
            .map_err(reason)?;
        let response = client.get(url).send().await.map_err(reason)?;
        response.text().await.map_err(reason)
    })
}

/// The last cause of an error, which says what the system said.
fn reason(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text = error.to_string();
        source = error.source();
    }
    text
}

/// `[{ "results": { "Type_Array_get": "pass" } }]`
fn parse(text: &str) -> Option<Ledger> {
    let value: Value = serde_json::from_str(text).ok()?;
    let mut ledger = Ledger::new();
    for part in value.as_array()? {
        for (name, noted) in part["results"].as_object()? {
            ledger.insert(name.clone(), noted.as_str()?.to_owned());
        }
    }
    Some(ledger)
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn the_results_of_all_parts_are_read() {
        let text = r#"[{"results":{"A":"pass"}},{"results":{"B":"not-implemented"}}]"#;
        let ledger = parse(text).expect("a ledger");
        assert_eq!(ledger["A"], "pass");
        assert_eq!(ledger["B"], "not-implemented");
        for text in ["{}", "[{}]", "Not Found", r#"[{"results":{"A":1}}]"#] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
