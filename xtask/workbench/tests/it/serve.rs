//! `cargo xtask serve` as clients meet it: over HTTP, in a process of its own.

mod described;
mod pages;
mod streams;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

const PETS: &str = "\
openapi: 3.0.3
info: { title: Pets, version: 1.0.0 }
servers: [{ url: 'https://pets.example/api/v2' }]
security: [{ key: [] }, { token: [], app: [] }]
paths:
  /pets/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer, minimum: 1 } }]
    get:
      operationId: getPet
      security: []
      parameters:
        - { name: tags, in: query, explode: false, schema: { type: array, items: { enum: [a, b] } } }
        - { name: where, in: query, style: deepObject, schema: { type: object, additionalProperties: false, properties: { age: { type: integer } } } }
        - { name: order, in: query, schema: { type: object, additionalProperties: false, properties: { sort: { type: array, items: { enum: [up, down] } } } } }
        - { name: X-Trace, in: header, required: true, schema: { type: string, pattern: '^[0-9a-f]+$' } }
      responses:
        '200':
          description: A pet.
          content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } }
    put:
      operationId: putPet
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } }
      responses:
        '204': { description: Done. }
        default: { description: A fault., content: { application/json: { schema: { type: object, properties: { code: { type: integer }, message: { type: string } } } } } }
components:
  securitySchemes:
    key: { type: apiKey, in: query, name: api_key }
    token: { type: http, scheme: bearer }
    app: { type: apiKey, in: header, name: X-App }
  schemas:
    Pet:
      type: object
      required: [id, name, kind]
      additionalProperties: false
      properties:
        id: { type: integer, readOnly: true, example: 7 }
        name: { type: string, minLength: 2 }
        kind: { type: string, enum: [cat, dog], nullable: true }
        age: { type: number, minimum: 0, exclusiveMinimum: true }
        parent: { $ref: '#/components/schemas/Pet' }
";

/// A server in a process of its own, ended with the test.
struct Served {
    child: Child,
    output: BufReader<std::process::ChildStdout>,
    /// `127.0.0.1:…`
    host: String,
    /// The path in front of all paths.
    base: String,
}

impl Served {
    fn start(arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_workbench"))
            .arg("serve")
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .expect("a process");
        let mut output = BufReader::new(child.stdout.take().expect("its output"));
        let mut lines = [String::new(), String::new()];
        for line in &mut lines {
            output.read_line(line).expect("a line");
        }
        let url = lines[0].trim().strip_prefix("http://").expect("an address");
        let (host, base) = url.split_once('/').unwrap_or((url, ""));
        let base = if base.is_empty() {
            String::new()
        } else {
            format!("/{base}")
        };
        Self {
            host: host.to_owned(),
            base,
            child,
            output,
        }
    }

    /// Sends a request; gives the status, the head and the body of the answer.
    fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut request = format!("{method} {}{path} HTTP/1.1\r\n", self.base);
        let length = body.len().to_string();
        let framing = [
            ("host", self.host.as_str()),
            ("connection", "close"),
            ("content-length", &length),
        ];
        for (name, value) in framing.iter().chain(headers) {
            request += &format!("{name}: {value}\r\n");
        }
        let mut stream = TcpStream::connect(&self.host).expect("a connection");
        stream
            .write_all(format!("{request}\r\n{body}").as_bytes())
            .expect("a request");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        let answer = String::from_utf8(answer).expect("text");
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
        Answer {
            status: head[9..12].parse().expect("a status"),
            head: head.to_lowercase(),
            body: body.to_owned(),
        }
    }

    fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send("GET", path, headers, "")
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.output.read_line(&mut line).expect("a line");
        line
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

#[derive(Debug)]
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    #[track_caller]
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("expected JSON: {self:?}"))
    }
}

/// What the official Python client sends with every request.
const PYTHON: [(&str, &str); 8] = [
    ("accept-encoding", "gzip, deflate"),
    ("accept", "application/json"),
    ("content-type", "application/json"),
    ("user-agent", "OpenAI/Python 3.54.0"),
    ("x-stainless-lang", "python"),
    ("x-stainless-retry-count", "0"),
    ("authorization", "Bearer sk-test"),
    ("openai-organization", "org-test"),
];

const CHECKPOINTS: &str = "/fine_tuning/jobs/ftjob-abc123/checkpoints";

/// Follows a list to its end, as the official clients do; gives the sizes of its pages.
fn pages(served: &Served, query: &str) -> Vec<usize> {
    let mut sizes = Vec::new();
    let mut after = String::new();
    loop {
        assert!(sizes.len() < 20, "the list does not end: {sizes:?}");
        let answer = served.get(&format!("{CHECKPOINTS}?{query}{after}"), &PYTHON);
        assert_eq!(answer.status, 200, "{answer:?}");
        let page = answer.json();
        let data = page["data"].as_array().expect("items");
        sizes.push(data.len());
        let Some(last) = data.last().filter(|_| page["has_more"] == true) else {
            return sizes;
        };
        after = format!("&after={}", last["id"].as_str().expect("an id"));
    }
}

#[test]
fn the_official_client_lists_what_was_recorded_and_the_examples() {
    let mut served = Served::start(&[]);
    assert_eq!(served.base, "/v1");
    assert_eq!(pages(&served, "limit=5"), [5, 5, 2]);
    // Not recorded: the example of the description, page by page.
    assert_eq!(pages(&served, "limit=1"), [1, 1]);
    assert_eq!(pages(&served, "limit=20"), [2]);
    // Recorded as if there were more.
    assert_eq!(pages(&served, ""), [2, 0]);
    let line = served.line();
    assert_eq!(
        line,
        format!("GET /v1{CHECKPOINTS}?limit=5 200  three-pages.har, exchange 1\n")
    );
}

#[test]
fn a_wrong_request_is_told_what_is_wrong() {
    let mut served = Served::start(&[]);
    let error = |answer: &Answer| answer.json()["error"].clone();

    let answer = served.get(&format!("{CHECKPOINTS}?limit=many&befor=x"), &PYTHON);
    assert_eq!(answer.status, 400);
    assert_eq!(
        error(&answer),
        json!({
            "message": "query parameter `limit`: expected an integer, found \"many\"; \
                        query parameter `befor`: it is not in the description, which has `after`, `limit`",
            "type": "invalid_request_error",
            "param": "limit",
            "code": "invalid_request",
        })
    );
    let answer = served.get("/fine_tuning/job/ftjob-abc123/checkpoints", &PYTHON);
    assert_eq!(answer.status, 404);
    assert!(
        answer
            .body
            .contains("/v1/fine_tuning/jobs/{fine_tuning_job_id}/checkpoints")
    );
    let answer = served.send("DELETE", CHECKPOINTS, &PYTHON, "");
    assert_eq!(answer.status, 405);
    assert!(answer.head.contains("\r\nallow: get\r\n"), "{answer:?}");

    for headers in [
        &[][..],
        &[("authorization", "Basic c2VjcmV0")],
        &[("authorization", "Bearer ")],
    ] {
        let answer = served.get(CHECKPOINTS, headers);
        assert_eq!(answer.status, 401, "{headers:?}");
        assert!(
            answer.head.contains("\r\nwww-authenticate: bearer\r\n"),
            "{answer:?}"
        );
        assert!(!answer.body.contains("c2VjcmV0"));
    }
    // The key is nowhere, wherever else it was put.
    let path = format!("{CHECKPOINTS}?limit=sk-test&sk-test=sk-test");
    let answer = served.get(&path, &PYTHON);
    assert!(answer.body.contains("found \\\"REDACTED\\\""), "{answer:?}");
    assert!(!answer.body.contains("sk-test"), "{answer:?}");
    for _ in 0..7 {
        let line = served.line();
        assert!(
            !line.contains("sk-test") && !line.contains("c2VjcmV0"),
            "{line}"
        );
    }
}

/// A folder with a description and recordings.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    folder
}

fn path(folder: &TempDir, name: &str) -> String {
    folder.path().join(name).display().to_string()
}

#[test]
fn parameters_are_read_in_their_styles() {
    let folder = folder(&[("pets.yaml", PETS)]);
    let served = Served::start(&["--spec", &path(&folder, "pets.yaml")]);
    let trace = [("x-trace", "0af")];
    for (path, headers, expected) in [
        ("/pets/1?tags=a,b&where[age]=3", &trace[..], ""),
        ("/pets/1?sort=up&sort=down", &trace[..], ""),
        (
            "/pets/0",
            &trace,
            "path parameter `id`: expected 1 or more, found 0",
        ),
        (
            "/pets/x",
            &trace,
            "path parameter `id`: expected an integer, found \"x\"",
        ),
        (
            "/pets/1?tags=a,c",
            &trace,
            "query parameter `tags`: at `/1` expected \"a\" or \"b\", found \"c\"",
        ),
        (
            "/pets/1?where[age]=old&where[size]=3",
            &trace,
            "query parameter `where`: at `/age` expected an integer, found \"old\"; \
             query parameter `where`: there is no property `size`",
        ),
        ("/pets/1", &[], "header `X-Trace`: it is missing"),
        (
            "/pets/1",
            &[("x-trace", "xyz")],
            "header `X-Trace`: expected text that matches `^[0-9a-f]+$`, found \"xyz\"",
        ),
    ] {
        let answer = served.get(path, headers);
        let expected_status = if expected.is_empty() { 200 } else { 400 };
        assert_eq!(answer.status, expected_status, "{path}: {answer:?}");
        if !expected.is_empty() {
            assert_eq!(answer.json()["detail"], expected);
            assert!(answer.head.contains("application/problem+json"));
        }
    }
    // No example is written: the schema makes one.
    let pet = served.get("/pets/1", &trace).json();
    assert_eq!(
        (&pet["id"], &pet["kind"]),
        (&json!(7), &json!("cat")),
        "{pet}"
    );
}

#[test]
fn a_body_is_held_against_its_schema() {
    let folder = folder(&[("pets.yaml", PETS)]);
    let served = Served::start(&["--spec", &path(&folder, "pets.yaml")]);
    let put = |headers: &[(&str, &str)], body: &str| {
        let json = [("content-type", "application/json; charset=utf-8")];
        served.send(
            "PUT",
            "/pets/1?api_key=sk-test",
            &[&json, headers].concat(),
            body,
        )
    };
    let answer = put(
        &[],
        r#"{ "name": "Tom", "kind": null, "parent": { "name": "Kit", "kind": "cat" } }"#,
    );
    assert_eq!(
        (answer.status, answer.body.as_str()),
        (204, ""),
        "{answer:?}"
    );

    let answer = put(
        &[],
        r#"{ "name": "T", "age": 0, "tail": 1, "parent": { "kind": "cow", "name": 3 } }"#,
    );
    let error = answer.json();
    assert_eq!((answer.status, &error["code"]), (400, &json!(400)));
    let message = error["message"].as_str().expect("a message");
    for fault in [
        "body: `kind` is missing",
        "body: there is no property `tail`",
        "body at `/name`: expected 2 or more characters, found \"T\"",
        "body at `/age`: expected more than 0, found 0",
        "body at `/parent/kind`: expected \"cat\" or \"dog\" or null, found \"cow\"",
        "body at `/parent/name`: expected a string, found 3",
    ] {
        assert!(message.contains(fault), "no {fault} in {message}");
    }
    assert_eq!(message.matches("body").count(), 6, "{message}");

    assert!(put(&[], "").body.contains("body: it is missing"));
    assert!(put(&[], "{").body.contains("expected JSON: "));
    let text = [("content-type", "text/plain")];
    let answer = served.send("PUT", "/pets/1?api_key=sk-test", &text, "x");
    assert_eq!(answer.status, 415);
    assert!(
        answer
            .body
            .contains("expected `application/json`, found `text/plain`"),
        "{answer:?}"
    );
    // Either the key or both of the others.
    let json = [
        ("content-type", "application/json"),
        ("authorization", "Bearer sk-test"),
    ];
    let body = r#"{ "name": "Tom", "kind": "cat" }"#;
    assert_eq!(served.send("PUT", "/pets/1", &json, body).status, 401);
    let both = [&json[..], &[("x-app", "app")]].concat();
    assert_eq!(served.send("PUT", "/pets/1", &both, body).status, 204);
}

/// A recording of these answers to one request, from an API at another address.
fn recording(answers: &[Value]) -> String {
    let entry = |response: &Value| {
        let url = "https://elsewhere.example/gateway/pets/7?tags=a";
        json!({ "request": { "method": "GET", "url": url }, "response": response })
    };
    let entries: Vec<Value> = answers.iter().map(entry).collect();
    let creator = json!({ "name": "test", "version": "1" });
    json!({ "log": { "version": "1.2", "creator": creator, "entries": entries } }).to_string()
}

fn text(status: u16, text: &str) -> Value {
    json!({ "status": status, "content": { "size": text.len(), "text": text } })
}

#[test]
fn recordings_are_played_in_order_and_the_last_one_again() {
    let whole = json!({
        "status": 302,
        "headers": [
            { "name": "content-encoding", "value": "gzip" },
            { "name": "content-length", "value": "999" },
            { "name": "transfer-encoding", "value": "chunked" },
            { "name": "location", "value": "https://elsewhere.example/gateway/pets/8" },
        ],
        "content": { "size": 3, "text": "AP9/", "encoding": "base64" },
    });
    let folder = folder(&[
        ("pets.yaml", PETS),
        ("a.har", &recording(&[text(429, "wait"), text(200, "a")])),
        ("b.har", &recording(&[text(500, "no"), text(200, "b")])),
        ("c.har", &recording(&[whole])),
    ]);
    let spec = path(&folder, "pets.yaml");
    let bodies = |recordings: &[&str]| {
        let mut arguments = vec!["--spec".to_owned(), spec.clone()];
        for name in recordings {
            arguments.extend(["--recordings".to_owned(), path(&folder, name)]);
        }
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let served = Served::start(&arguments);
        let get = |_| served.get("/pets/7?tags=a", &[("x-trace", "0")]).body;
        (0..5).map(get).collect::<Vec<_>>()
    };
    assert_eq!(bodies(&["a.har", "b.har"]), ["wait", "a", "no", "b", "b"]);
    // The files of a folder are alternatives.
    assert_eq!(bodies(&["."]), ["wait", "a", "a", "a", "a"]);

    let served = Served::start(&["--spec", &spec, "--recordings", &path(&folder, "c.har")]);
    let mut stream = TcpStream::connect(&served.host).expect("a connection");
    let request = format!(
        "GET {}/pets/7?tags=a HTTP/1.1\r\nhost: x\r\nx-trace: 0\r\nconnection: close\r\n\r\n",
        served.base
    );
    stream.write_all(request.as_bytes()).expect("a request");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("an answer");
    assert!(answer.ends_with(b"\r\n\r\n\x00\xff\x7f"), "{answer:?}");
    let head = String::from_utf8_lossy(&answer).to_lowercase();
    assert!(
        head.contains("content-length: 3\r\n") && !head.contains("encoding"),
        "{head}"
    );
    assert!(head.contains("location: /gateway/pets/8\r\n"), "{head}");
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it() {
    let mut served = Served::start(&[]);
    let id = served.child.id().to_string();
    let sent = Command::new("kill").args(["-INT", &id]).status();
    assert!(sent.expect("a signal").success());
    assert_eq!(served.child.wait().expect("an end").code(), Some(0));
}

#[test]
fn what_cannot_be_served_is_told() {
    let folder = folder(&[
        ("pets.yaml", &PETS.replace("schemas/Pet'", "schemas/Dog'")),
        ("bad.har", "{}"),
    ]);
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_workbench"));
        let output = command
            .arg("serve")
            .args(arguments)
            .current_dir(Path::new(folder.path()));
        let output = output.output().expect("a process");
        (
            output.status.code(),
            String::from_utf8(output.stderr).expect("text"),
        )
    };
    let (code, err) = run(&["--spec", "pets.yaml"]);
    assert_eq!(code, Some(1), "{err}");
    assert!(
        err.contains("error[E0200]") && err.contains("nothing is served"),
        "{err}"
    );
    let (code, err) = run(&["--recordings", "bad.har"]);
    assert_eq!(code, Some(2), "{err}");
    assert!(
        err.contains("`bad.har` is not a HAR recording: missing field `log`"),
        "{err}"
    );
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let (code, err) = run(&["--port", &port]);
    assert_eq!(code, Some(2), "{err}");
    assert!(
        err.contains(&format!("cannot listen on port {port}")),
        "{err}"
    );
}
