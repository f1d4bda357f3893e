//! `cargo xtask record` against a server that sends secrets in odd places, and back through
//! `cargo xtask serve`. One test, since it compiles a client.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};
use tests::answer::Answer;
use tests::har::Har;
use tests::scripted::Scripted;

const KEY: &str = "sk-test-0123/4567+89AB";
const ORGANIZATION: &str = "org-Acme42";

fn record(folder: &Path, url: &str, further: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_workbench"))
        .args(["record", "--base-url", url])
        .args(["--arg", "fine_tuning_job_id=ftjob-1"])
        .args(further)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target())
        .env("OPENAI_API_KEY", KEY)
        .env("OPENAI_ORG_ID", ORGANIZATION)
        .env("OPENAI_PROJECT_ID", "proj_Blue77")
        .output()
        .expect("a process")
}

/// What the workspace was built with is not built again.
fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("..")
}

fn page(ids: &[&str], has_more: bool) -> Value {
    let item = |id: &&str| {
        json!({
            "object": "fine_tuning.job.checkpoint", "id": id, "created_at": 1,
            "fine_tuned_model_checkpoint": "ft:m", "step_number": 1, "metrics": {},
            "fine_tuning_job_id": "ftjob-1",
        })
    };
    let items: Vec<Value> = ids.iter().map(item).collect();
    json!({ "object": "list", "data": items, "has_more": has_more })
}

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).expect("memory");
    encoder.finish().expect("memory")
}

/// The key in every way that a file is searched for afterwards.
fn spellings(secret: &str) -> Vec<String> {
    let hex: String = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
    let percent: String = secret.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let escaped: String = secret
        .bytes()
        .map(|byte| format!("\\u{byte:04x}"))
        .collect();
    let mut all = vec![
        secret.to_owned(),
        secret.to_uppercase(),
        hex.to_uppercase(),
        hex,
        percent,
        escaped,
    ];
    all.push(secret.replace('/', "\\/"));
    all.push(secret.replace('/', "%2F").replace('+', "%2b"));
    for before in ["", "x", "xy"] {
        all.push(STANDARD.encode(format!("{before}{secret}, or so")));
        all.push(URL_SAFE_NO_PAD.encode(format!("{before}{secret}, or so")));
    }
    all
}

/// The first page: the key in every spelling, as text and in JSON, in headers and in cookies.
fn odd_page() -> Answer {
    let mut body = page(&["a", "b"], true);
    body["debug"] = json!({
        "spellings": spellings(KEY),
        "organization_id": "org-other",
        "nested": [{ "TEAM": ["red", 7] }],
        "stranger": "sk-somebodyelses0123",
        "folded": STANDARD.encode(format!("Authorization: Bearer {KEY}, which is long")).as_bytes()
            .chunks(20).map(|line| String::from_utf8_lossy(line).into_owned()).collect::<Vec<_>>().join("\n"),
        "said": format!("of {ORGANIZATION} and acme inc."),
    });
    let text = body.to_string();
    let answer = Answer::json("")
        .body(gzip(&text))
        .header("content-encoding", "gzip");
    let answer = answer
        .header("set-cookie", format!("session={KEY}; Path=/"))
        .header("openai-organization", "acme-user-1")
        .header("openai-project", "proj_Blue77")
        .header("x-echo", format!("Bearer {KEY}"))
        .header("x-sk-test-0123", "1")
        .header("x-team", "red")
        .header(
            "link",
            format!("</v1?api_key=abc&k={}>; rel=next", spellings(KEY)[7]),
        );
    answer.header("content-location", format!("/v1/{}", STANDARD.encode(KEY)))
}

/// The last page, in which nothing is secret by its name: it is kept as it was written.
fn escaped_page() -> String {
    let escaped: String = KEY
        .chars()
        .map(|c| format!("\\u{:04x}", u32::from(c)))
        .collect();
    let page = page(&["c"], false).to_string();
    page.replacen('{', &format!("{{\"seen\": \"{escaped}\", "), 1)
}

#[test]
fn what_is_recorded_holds_no_secret_and_can_be_served() {
    let folder = tempfile::tempdir().expect("a folder");
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../Cargo.lock");
    fs::copy(lock, folder.path().join("Cargo.lock")).expect("the versions of this workspace");
    let server = Scripted::start(|request| {
        assert_eq!(
            request.header("authorization"),
            Some(format!("Bearer {KEY}").as_str())
        );
        assert_eq!(request.header("openai-organization"), Some(ORGANIZATION));
        match (request.path.as_str(), request.query_value("after")) {
            ("/v1/moved", _) => odd_page(),
            (_, None) => Answer::new(307).header(
                "location",
                format!(
                    "http://{}/v1/moved?limit=2",
                    request.header("host").unwrap_or_default()
                ),
            ),
            (_, Some("b")) => Answer::json(escaped_page()),
            (_, Some(_)) => Answer::new(404),
        }
    })
    .expect("a server");
    let url = server.url("/v1");

    let wanted = [
        "listFineTuningJobCheckpoints",
        "--out",
        "a.har",
        "--redact",
        "team",
        "--redact",
        "x-team",
        "--redact",
        "=acme",
    ];
    let output = record(
        folder.path(),
        &url,
        &[&wanted[..], &["--arg", "limit=2"]].concat(),
    );
    let (out, err) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    assert!(output.status.success(), "{out}\n{err}");
    assert!(out.ends_with("a.har: 3 exchanges\n"), "{out}");
    let text = fs::read_to_string(folder.path().join("a.har")).expect("a recording");

    for secret in [KEY, ORGANIZATION, "proj_Blue77"] {
        for spelling in spellings(secret) {
            // Of what is encoded, the part that is the secret's alone.
            let spelling = &spelling[..spelling.len().min(secret.len())];
            for found in [&text, &text.replace("\\\\", "\\")] {
                assert!(!found.contains(spelling), "{spelling} in {text}");
            }
        }
    }
    for secret in [
        "org-other",
        "acme",
        "somebodyelses",
        "\"red\"",
        "set-cookie",
        "api_key=abc",
        "Authorization: B",
    ] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
    let har = Har::from_slice(text.as_bytes()).expect("HAR 1.2");
    let first = &har.log.entries[1].response.content;
    assert_eq!(
        first.size,
        i64::try_from(first.text.len()).expect("a length")
    );
    let body: Value = serde_json::from_str(&first.text).expect("JSON, decompressed");
    assert_eq!(body["data"][1]["id"], "b");
    assert_eq!(
        body["debug"]["nested"],
        json!([{ "TEAM": ["REDACTED", 0] }])
    );
    let authorization = har.log.entries[0].request.headers.iter();
    let authorization: Vec<&str> = authorization
        .filter(|header| header.name == "authorization")
        .map(|header| header.value.as_str())
        .collect();
    assert_eq!(authorization, ["Bearer REDACTED"]);

    // A file is not replaced unless asked for, and nothing is sent.
    server.take_requests();
    let output = record(folder.path(), &url, &wanted);
    assert_eq!(output.status.code(), Some(2));
    assert!(server.take_requests().is_empty());
    // As the client names it, one page.
    let again = [
        "fine_tuning.jobs.checkpoints.list",
        "--out",
        "a.har",
        "--force",
        "--pages",
        "1",
    ];
    let output = record(folder.path(), &url, &again);
    assert!(
        String::from_utf8_lossy(&output.stdout).ends_with("a.har: 2 exchanges\n"),
        "{output:?}"
    );

    serve_and_record(folder.path());
    refuse(folder.path());
}

/// What `serve` serves is recorded, and what was recorded is served.
fn serve_and_record(folder: &Path) {
    let mut pages = Vec::new();
    for source in [
        concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../tests/recordings/three-pages.har"
        ),
        "b.har",
    ] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_workbench"))
            .args(["serve", "--recordings", source])
            .current_dir(folder)
            .stdout(Stdio::piped())
            .spawn()
            .expect("a process");
        let mut output = BufReader::new(child.stdout.take().expect("its output"));
        let mut url = String::new();
        output.read_line(&mut url).expect("an address");
        let wanted = [
            "fine_tuning.jobs.checkpoints.list",
            "--arg",
            "fine_tuning_job_id=ftjob-abc123",
            "--arg",
            "limit=5",
            "--out",
            "b.har",
            "--force",
        ];
        let recorded = record(folder, url.trim(), &wanted);
        drop(child.kill());
        drop(child.wait());
        let out = String::from_utf8_lossy(&recorded.stdout).into_owned();
        assert!(out.ends_with("b.har: 3 exchanges\n"), "{recorded:?}");
        let text = fs::read(folder.join("b.har")).expect("a recording");
        let har = Har::from_slice(&text).expect("HAR 1.2");
        let bodies = har
            .log
            .entries
            .into_iter()
            .map(|entry| entry.response.content.text);
        pages.push(bodies.collect::<Vec<_>>());
    }
    assert_eq!(pages[0], pages[1]);
}

/// A key that is a word of the format cannot be taken out of it.
fn refuse(folder: &Path) {
    let server = Scripted::start(|_| Answer::json(page(&[], false))).expect("a server");
    let output = Command::new(env!("CARGO_BIN_EXE_workbench"))
        .args([
            "record",
            "fine_tuning.jobs.checkpoints.list",
            "--arg",
            "fine_tuning_job_id=1",
        ])
        .args(["--base-url", &server.url(""), "--out", "c.har"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target())
        .env("OPENAI_API_KEY", "httpVersion")
        .output()
        .expect("a process");
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(
        err.contains("nothing was written") && !err.contains("httpVersion"),
        "{err}"
    );
    assert!(!folder.join("c.har").exists());
}
