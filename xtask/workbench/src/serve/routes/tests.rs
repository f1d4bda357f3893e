use generator::{Contract, Options, Sources, contract};

use super::{Missing, Routes};

fn routes(servers: &str, paths: &[&str]) -> Routes {
    let mut text = format!(
        "openapi: 3.1.0\ninfo: {{ title: t, version: '1' }}\nservers: [{servers}]\npaths:\n"
    );
    for path in paths {
        text += &format!("  '{path}': {{ get: {{ responses: {{}} }} }}\n");
    }
    let sources = Sources::new("api.yaml", text);
    let contract: Contract = contract(&sources, &Options::default()).expect("a contract");
    Routes::new(&contract)
}

/// The operation and the parameters of a path, as text.
fn found(routes: &Routes, path: &str) -> Option<String> {
    let found = routes.find("GET", path).ok()?;
    let parameters = found
        .parameters
        .iter()
        .map(|(name, text)| format!(" {name}={text}"));
    Some(format!(
        "{}{}",
        found.operation,
        parameters.collect::<String>()
    ))
}

#[test]
fn a_path_that_is_written_out_wins() {
    let routes = routes(
        "{ url: 'https://api.example/v1/' }, { url: /beta }",
        &[
            "/jobs/{id}",
            "/jobs/mine",
            "/jobs/{id}:cancel",
            "/{kind}/mine",
        ],
    );
    assert_eq!(routes.base(), "/v1");
    assert_eq!(found(&routes, "/v1/jobs/7").as_deref(), Some("0 id=7"));
    assert_eq!(found(&routes, "/beta/jobs/m%69ne").as_deref(), Some("1"));
    assert_eq!(
        found(&routes, "/v1/jobs/a:b:cancel").as_deref(),
        Some("2 id=a:b")
    );
    assert_eq!(found(&routes, "/v1/x/mine").as_deref(), Some("3 kind=x"));
    for path in [
        "/jobs/7",
        "/v1/jobs/",
        "/v1/jobs",
        "/v1/jobs/7/",
        "/v1jobs/7",
        "*",
    ] {
        assert_eq!(found(&routes, path), None, "{path}");
    }
}

#[test]
fn what_is_not_there_is_told() {
    let routes = routes(
        "{ url: /v1 }",
        &["/jobs/{id}", "/models", "/files", "/a/b/c/d"],
    );
    assert_eq!(
        routes.find("POST", "/v1/jobs/7"),
        Err(Missing::Method {
            allowed: vec!["GET".to_owned()]
        })
    );
    let Err(Missing::Path { near }) = routes.find("GET", "/v1/job/7") else {
        panic!("expected no path");
    };
    assert_eq!(near[0], "/v1/jobs/{id}");
}

#[test]
fn a_recording_may_come_from_another_address() {
    let routes = routes("{ url: /v1 }", &["/jobs/{id}"]);
    for path in ["/v1/jobs/7", "/jobs/7", "/proxy/openai/v2/jobs/7"] {
        let found = routes.find_recorded("GET", path).expect("a route");
        assert_eq!(found.tail, ["jobs", "7"], "{path}");
    }
    assert_eq!(routes.find_recorded("GET", "/v1/jobs/7/events"), None);
}
