use std::collections::BTreeMap;

use generator::{CallText, Gives};

use super::{files, manifest};
use crate::conformance::plan::Call;

fn call(client: usize, request: &str, gives: Gives) -> Call {
    Call {
        client,
        exchanges: vec![0, 1],
        builder: "client0::Client::builder()".to_owned(),
        base_url: "{at}/\"v1\"".to_owned(),
        text: CallText {
            request: request.to_owned(),
            gives,
            has_response: true,
            variants: Vec::new(),
            accept: "*/*".to_owned(),
            headers: None,
            is_described: None,
        },
    }
}

#[test]
fn a_line_leads_to_its_call() {
    let calls = [
        call(0, "client.first()", Gives::Nothing),
        call(3, "client.second()", Gives::Json),
        call(0, "client.third()", Gives::Pages),
    ];
    let ids = [(0, 0), (4, 0), (4, 1)];
    let calls: BTreeMap<_, _> = ids.into_iter().zip(&calls).collect();
    let (files, main) = files(&calls);
    assert_eq!(files.len(), 2);
    for (file, text, id) in [
        (0, "client.first()", (0, 0)),
        (1, "client.second()", (4, 0)),
        (0, "client.third()", (4, 1)),
    ] {
        let lines = files[file].text.lines();
        let at = lines.enumerate().find(|(_, line)| line.contains(text));
        let (line, _) = at.expect("the call");
        assert_eq!(files[file].call_at(line as u64 + 1), Some(id), "{text}");
    }
    assert_eq!(files[0].call_at(1), None);
    assert_eq!(files[0].call_at(10_000), None);
    for part in [
        "mod calls_of_client0;",
        "mod calls_of_client3;",
        "(4, 1, calls_of_client0::",
    ] {
        assert!(main.contains(part), "{main}");
    }
    assert!(
        files[0].text.contains(r#""{at}/\"v1\"".replace("#),
        "{}",
        files[0].text
    );
    assert!(
        files[0].text.contains("pages!(request, typed, 2)"),
        "{}",
        files[0].text
    );
}

#[test]
fn each_client_has_a_name_of_its_own_in_the_program() {
    let features = "default-features = false";
    let clients = [
        (0, "corpus-a", "a.json", features),
        (7, "corpus-b", "b.json", features),
    ];
    let text = manifest(&clients);
    for line in [
        "client0 = { package = \"corpus-a\", path = \"../a.json\", default-features = false }",
        "client7 = { package = \"corpus-b\", path = \"../b.json\", default-features = false }",
    ] {
        assert!(text.lines().any(|found| found == line), "{text}");
    }
}
