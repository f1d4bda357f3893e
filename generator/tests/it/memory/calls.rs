//! Calls: their resources, their arguments, and the types of their answers.

use generator::{
    Change, Class, Code, Names, Options, Output, Sources, caller, compare_with, generate,
    generate_with,
};

use crate::features::names_of;

use super::{beside_page_size, code, found, has, paths, versions};

#[test]
fn a_call_keeps_the_resources_that_an_earlier_generator_gave_it() {
    let done = "responses: { '204': { description: d } }";
    let types = format!("  /issues/type: {{ get: {{ {done} }} }}\n");
    let search = format!("  /search: {{ get: {{ operationId: search, {done} }} }}\n");
    let document = paths(&(types + &search));
    let names = "\"exact > methods of client\": \"issues, search\"\n\
                 \"exact > methods of client.issues\": \"type\"\n\
                 \"methods of client.issues.type > GET /issues/type\": \"retrieve\"\n\
                 \"methods of client.search > GET /search\": \"retrieve\"\n\
                 \"resources > client.issues.type\": \"Type\"\n\
                 \"resources > client.search\": \"Search\"\n";
    let names = Names::read(&Sources::new("names.yaml", names)).unwrap();
    let options = Options {
        names: Some(&names),
        ..Options::default()
    };
    let output = generate_with(&Sources::new("t.yaml", document), &options);
    let calls = [
        "pub fn issues(&self) -> Issues",
        "pub fn r#type(&self) -> Type",
        "pub fn search(&self) -> Search {",
        "pub fn retrieve(&self)",
    ];
    has(&output, &calls);
}

#[test]
fn one_media_type_has_one_word_and_a_call_the_name_it_was_given() {
    let content = |member: &str| {
        format!("{{ schema: {{ type: object, properties: {{ {member}: {{ type: string }} }} }} }}")
    };
    let contents = format!(
        "content: {{ application/json: {}, application/vnd.example.sheet+json: {} }}",
        content("a"),
        content("b")
    );
    let document = paths(&format!(
        "  /things: {{ post: {{ operationId: createThing, requestBody: {{ required: true, {contents} }}, \
         responses: {{ '200': {{ description: d, {contents} }} }} }} }}\n"
    ));
    let output = generate(&Sources::new("api.yaml", document.as_str()));
    has(&output, &["fn create_as_sheet(", "fn sheet("]);
    let committed = "\"methods of client.things > POST /things as vnd.example.sheet+json\": \"create_as_vnd_example_sheet_json\"\n";
    let committed = Names::read(&Sources::new("names.yaml", committed)).unwrap();
    let options = Options {
        names: Some(&committed),
        ..Options::default()
    };
    let output = generate_with(&Sources::new("api.yaml", document), &options);
    has(&output, &["fn create_as_vnd_example_sheet_json("]);
}

#[test]
fn media_types_that_differ_in_a_parameter_are_calls_of_their_own() {
    let content = |version: u8| {
        format!(
            "'application/json;v={version}': {{ schema: {{ type: object, properties: {{ a{version}: {{ type: string }} }} }} }}"
        )
    };
    let contents: Vec<String> = (1..6).map(content).collect();
    let document = paths(&format!(
        "  /things: {{ post: {{ operationId: createThing, requestBody: {{ required: true, content: {{ {} }} }}, \
         responses: {{ '204': {{ description: d }} }} }} }}\n",
        contents.join(", ")
    ));
    let calls = [
        "fn create(",
        "fn create_as_json(",
        "fn create_as_application_json(",
        "fn create_as_application_json_v_4(",
        "fn create_as_application_json_v_5(",
    ];
    for output in versions(&[&document, &document]) {
        has(&output, &calls);
    }
}

#[test]
fn an_operation_stays_where_it_is() {
    let done = "responses: { '204': { description: d } }";
    let run = format!("  /jobs/run: {{ post: {{ operationId: runJobs, {done} }} }}\n");
    let later = format!(
        "  /jobs/run/{{id}}: {{ get: {{ operationId: getRun, parameters: [{{ name: id, in: path, required: true, schema: {{ type: string }} }}], {done} }} }}\n"
    );
    let older = format!("  /v0/x: {{ get: {{ operationId: x, {done} }} }}\n");
    let outputs = versions(&[&paths(&run), &paths(&format!("{older}{later}{run}"))]);
    has(&outputs[0], &["pub fn run(&self) -> RunJobs"]);
    has(
        &outputs[1],
        &[
            "pub fn run(&self) -> RunJobs",
            "pub fn run_resource(&self) -> Run",
        ],
    );
}

#[test]
fn a_client_that_was_made_of_nothing_is_where_a_credential_is_optional() {
    let done = "responses: { '204': { description: d } }";
    let secured = |security: &str| {
        let call = paths(&format!("  /a: {{ get: {{ operationId: a, {done} }} }}\n"));
        let scheme = "{ type: apiKey, in: header, name: X-Key }";
        format!(
            "{call}components: {{ securitySchemes: {{ key: {scheme} }} }}\nsecurity: {security}\n"
        )
    };
    let (none, optional, required) = ("[]", "[{}, { key: [] }]", "[{ key: [] }]");
    let (nothing, key) = ("pub fn new() ", "pub fn new(key: ");
    for (versions_of, expected) in [
        (vec![optional], key),
        (vec![none, optional, optional], nothing),
        (vec![none, required], key),
        (vec![required, optional], key),
    ] {
        let texts: Vec<String> = versions_of.iter().map(|text| secured(text)).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        has(versions(&texts).last().unwrap(), &[expected]);
    }
}

#[test]
fn a_setter_keeps_its_name_beside_another_parameter() {
    let outputs = beside_page_size();
    let code = code(&outputs[1]);
    let own = code
        .lines()
        .find(|line| line.contains("\"pageSize\""))
        .expect("a setter");
    assert!(
        own.contains("page_size") && !own.contains("page_size_value"),
        "{own}"
    );
}

#[test]
fn another_order_changes_no_argument() {
    let body = |properties: &str| {
        let body = format!(
            "requestBody: {{ required: true, content: {{ application/json: {{ schema: {{ type: object, required: [b, a], properties: {{ {properties} }} }} }} }} }}"
        );
        let parameters = |names: [&str; 2]| {
            names
                .map(|name| {
                    format!(
                        "{{ name: {name}, in: query, required: true, schema: {{ type: string }} }}"
                    )
                })
                .join(", ")
        };
        let names = if properties.starts_with('a') {
            ["x", "y"]
        } else {
            ["y", "x"]
        };
        paths(&format!(
            "  /a: {{ post: {{ operationId: makeA, parameters: [{}], {body}, responses: {{ '204': {{ description: d }} }} }} }}\n",
            parameters(names)
        ))
    };
    let one = body("a: { type: string }, b: { type: string }, c: { type: string }");
    let other = body("c: { type: string }, b: { type: string }, a: { type: string }");
    let outputs = versions(&[&one, &other]);
    assert_eq!(code(&outputs[0]), code(&outputs[1]));
}

#[test]
fn a_parameter_of_a_path_may_get_another_name() {
    let with = |id: &str| {
        let answer = "{ type: object, properties: { kind: { type: object, properties: { id: { type: string } } } } }";
        paths(&format!(
            "  /a/{{{id}}}: {{ get: {{ operationId: getA, parameters: [{{ name: {id}, in: path, required: true, schema: {{ type: string, enum: [X, y] }} }}], responses: {{ '200': {{ description: d, content: {{ application/json: {{ schema: {answer} }} }} }} }} }} }}\n"
        ))
    };
    let outputs = versions(&[&with("id"), &with("name")]);
    assert_eq!(found(&outputs[1], Code::FreedName), [] as [&str; 0]);
    for output in &outputs {
        has(
            output,
            &[
                "pub struct GetAResponseKind",
                "pub enum GetAId",
                "pub fn retrieve(",
            ],
        );
    }
}

#[test]
fn errors_of_several_bodies_have_types_in_any_order() {
    let error = |status: &str, key: &str| {
        format!(
            "'{status}': {{ description: d, content: {{ application/json: {{ schema: {{ type: object, properties: {{ {key}: {{ type: string }} }} }} }} }} }}"
        )
    };
    let with = |errors: [String; 3]| {
        paths(&format!(
            "  /a: {{ get: {{ operationId: getA, responses: {{ '204': {{ description: d }}, {} }} }} }}\n",
            errors.join(", ")
        ))
    };
    let (a, b, c) = (error("400", "a"), error("404", "b"), error("500", "c"));
    let outputs = versions(&[&with([a.clone(), b.clone(), c.clone()]), &with([c, b, a])]);
    assert_eq!(found(&outputs[1], Code::FreedName), [] as [&str; 0]);
    let is_error = |line: &&str| line.starts_with("pub struct GetA") && line.ends_with("Error {");
    let types = |output: &Output| code(output).lines().filter(is_error).count();
    assert_eq!((types(&outputs[0]), types(&outputs[1])), (3, 3));
}

#[test]
fn the_body_of_errors_stays_beside_another_one() {
    let call = |path: &str, error: &str| {
        let text = format!(
            "{{ type: object, required: [{error}], properties: {{ {error}: {{ type: string }} }} }}"
        );
        format!(
            "  /{path}: {{ get: {{ operationId: {path}, responses: {{ '204': {{ description: d }}, '400': {{ description: d, content: {{ application/json: {{ schema: {text} }} }} }} }} }} }}\n"
        )
    };
    let one = paths(&call("b", "code"));
    let other = paths(&format!("{}{}", call("a", "reason"), call("b", "code")));
    let outputs = versions(&[&one, &other]);
    for output in &outputs {
        has(output, &["pub fn api_error(&self) -> Option<&BError>"]);
    }
}

/// A description with a call that has these answers, each with a status and its media types.
fn answers(answers: &str) -> String {
    format!(
        "openapi: 3.1.0\ninfo: {{ title: T, version: 1.0.0 }}\npaths: {{ /jobs: {{ get: {{ operationId: getJob, \
         responses: {{ {answers} }} }} }} }}\n"
    )
}

const TEXT: &str = "text/plain: {}";
const NUMBER: &str = "application/json: { schema: { type: integer } }";

#[test]
fn a_media_type_that_an_error_gets_renames_no_variant() {
    let errors = |content: &str| {
        answers(&format!(
            "'204': {{ description: d }}, '400': {{ description: d, content: {{ {content} }} }}, \
             '404': {{ description: d, content: {{ {NUMBER} }} }}"
        ))
    };
    let outputs = versions(&[&errors(TEXT), &errors(&format!("{NUMBER}, {TEXT}"))]);
    has(&outputs[0], &["BadRequest(String),"]);
    has(
        &outputs[1],
        &["BadRequest(String),", "BadRequestJson(i64),"],
    );
}

#[test]
fn a_status_that_an_answer_gets_renames_no_variant() {
    let one = format!(
        "'201': {{ description: d, content: {{ {NUMBER} }} }}, \
         '202': {{ description: d, content: {{ {TEXT} }} }}"
    );
    let two = format!("'200': {{ description: d, content: {{ {NUMBER} }} }}, {one}");
    let outputs = versions(&[&answers(&one), &answers(&two)]);
    has(&outputs[0], &["Created(i64),", "201 => Self::Created("]);
    has(
        &outputs[1],
        &["Created(i64),", "200 | 201 => Self::Created("],
    );
}

/// A description of a call with a body and these responses; both are JSON of one inline schema wherever `%` is.
fn sharing(bodies: &str, responses: &str) -> String {
    let schema = "{ schema: { type: object, properties: { code: { type: integer } } } }";
    paths(&format!(
        "  /a: {{ post: {{ operationId: getA, requestBody: {{ content: {{ {bodies} }} }}, responses: {{ {responses} }} }} }}\n"
    ))
    .replace('%', schema)
}

#[test]
fn a_type_that_contents_share_is_known_by_any_of_them() {
    let body = "application/vnd.a+json: %";
    let response = |status: &str, media: &str| {
        format!("'{status}': {{ description: d, content: {{ {media}: % }} }}")
    };
    let json = |status: &str| response(status, "application/json");
    let joined = |responses: &[String]| responses.join(", ");
    let first = sharing(
        body,
        &joined(&[response("201", "application/vnd.a+json"), json("404")]),
    );
    let moved = sharing(
        body,
        &joined(&[json("404"), response("201", "application/vnd.a+json")]),
    );
    let added = sharing(
        &format!("application/json: %, {body}"),
        &joined(&[
            json("200"),
            "'201': { description: d, content: { application/json: %, application/vnd.a+json: % } }".to_owned(),
            json("400"),
            json("404"),
        ]),
    );
    let reversed = sharing(
        &format!("{body}, application/json: %"),
        &joined(&[
            json("404"),
            json("400"),
            "'201': { description: d, content: { application/vnd.a+json: %, application/json: % } }".to_owned(),
            json("200"),
        ]),
    );
    let outputs = versions(&[&first, &moved, &added, &reversed]);
    let types = |output: &Output| -> Vec<String> {
        let code = code(output);
        let lines = code
            .lines()
            .filter(|line| line.starts_with("pub struct GetA"));
        lines.map(str::to_owned).collect()
    };
    for output in &outputs {
        assert_eq!(found(output, Code::FreedName), [] as [&str; 0]);
        assert_eq!(types(output), types(&outputs[0]));
    }
}

#[test]
fn a_struct_of_headers_that_many_share_keeps_its_name() {
    let document = |headers: &str, first: &str, paths: &[&str]| {
        let path = |path: &&str| {
            let headers = match *path {
                "/a" => first,
                _ => headers,
            };
            format!(
                "  {path}: {{ get: {{ responses: {{ '204': {{ description: d, headers: {{ {headers} }} }} }} }} }}\n"
            )
        };
        let paths: String = paths.iter().map(path).collect();
        format!("openapi: 3.1.0\ninfo: {{ title: T, version: 1.0.0 }}\npaths:\n{paths}")
    };
    let limit =
        "X-Rate-Limit: { schema: { type: integer } }, X-Rate-Reset: { schema: { type: integer } }";
    let turned =
        "X-Rate-Reset: { schema: { type: integer } }, X-Rate-Limit: { schema: { type: integer } }";
    let said = "X-Rate-Limit: { description: How many., schema: { type: integer } }, X-Rate-Reset: { schema: { type: integer } }";
    let more = "X-Rate-Limit: { schema: { type: integer } }, X-Rate-Reset: { schema: { type: integer } }, X-Rate-Left: { schema: { type: integer } }";
    let (three, four) = (["/a", "/b", "/c"], ["/d", "/a", "/b", "/c"]);
    let outputs = versions(&[
        &document(limit, limit, &three),
        // Another order, another word, one operation more, one header more, and one operation with others.
        &document(turned, limit, &three),
        &document(limit, said, &three),
        &document(limit, limit, &four),
        &document(more, more, &four),
        &document(more, limit, &four),
        &document(more, limit, &four[..2]),
    ]);
    for output in &outputs {
        let file = &output.files["src/answer_headers.rs"];
        assert_eq!(file.matches("pub struct ").count(), 1, "{file}");
        assert!(file.contains("pub struct RateHeaders {"), "{file}");
    }
    assert!(outputs[4].files["src/answer_headers.rs"].contains("pub x_rate_left: Option<i64>"));
    assert!(!code(&outputs[1]).contains("GetAHeaders"));
    has(&outputs[5], &["pub struct GetAHeaders {"]);
}

#[test]
fn a_resource_that_was_called_as_a_crate_stays_so() {
    let document = "openapi: 3.1.0\ninfo: { title: T, version: 1.0.0 }\npaths:\n  /files/bytes: { get: { responses: { '204': { description: d } } } }\n";
    let names = "\"exact > methods of client\": files\n\"exact > methods of client.files\": bytes\n\
                 \"resources > client.files\": Files\n\"resources > client.files.bytes\": Bytes\n";
    let names = Names::read(&Sources::new(Names::FILE, names)).expect("names");
    let options = Options {
        names: Some(&names),
        ..Options::default()
    };
    let output = generate_with(&Sources::new("api.yaml", document), &options);
    has(&output, &["pub fn bytes(&self) -> "]);
}

/// Two operations may have one `operationId` in a description that is read leniently.
#[test]
fn operations_with_one_id_have_names_of_their_own() {
    let error = |name: &str| {
        format!(
            "{{ description: d, content: {{ application/json: {{ schema: {{ type: object, properties: {{ {name}: {{ type: string }} }} }} }} }} }}"
        )
    };
    let operation = |method: &str, names: [&str; 2]| {
        let [one, other] = names.map(error);
        format!(
            "    {method}: {{ operationId: health.get, responses: {{ '204': {{ description: d }}, '400': {one}, '500': {other} }} }}\n"
        )
    };
    let document = paths(&format!(
        "  /health:\n{}{}",
        operation("get", ["a", "b"]),
        operation("delete", ["c", "d"])
    ));
    let run = |names: Option<&Names>| {
        let options = Options {
            names,
            lenient: true,
            ..Options::default()
        };
        generate_with(&Sources::new("api.yaml", &*document), &options)
    };
    let first = run(None);
    has(
        &first,
        &[
            "pub fn retrieve(&self) -> HealthGet {",
            "pub fn delete(&self) -> DeleteHealth {",
            "pub enum HealthGetError {",
            "pub enum DeleteHealthError {",
        ],
    );
    let second = run(Some(&crate::features::names_of(&first)));
    assert_eq!(found(&second, Code::LostName), [""; 0]);
    assert_eq!(second.files, first.files);
}

#[test]
fn a_slash_at_the_end_of_a_path_changes_no_name() {
    let with = |path: &str| {
        paths(&format!(
            "  {path}:\n    get: {{ operationId: list_items, parameters: [{{ name: sort, in: query, schema: {{ type: \
             string, enum: [a, b] }} }}], responses: {{ '204': {{ description: d }} }} }}\n    post: {{ operationId: \
             add_item, responses: {{ '204': {{ description: d }} }} }}\n  /items/{{id}}:\n    get: {{ parameters: [{{ \
             name: id, in: path, required: true, schema: {{ type: string }} }}], responses: {{ '204': {{ description: \
             d }} }} }}\n"
        ))
    };
    for paths in [["/items/", "/items"], ["/items", "/items/"]] {
        let texts = paths.map(with);
        let outputs = versions(&texts.each_ref().map(String::as_str));
        for output in &outputs {
            has(
                output,
                &[
                    "pub fn list(&self) -> ListItems {",
                    "pub fn create(&self) -> AddItem {",
                    "pub enum ListItemsSort {",
                ],
            );
            assert_eq!(found(output, Code::FreedName), [] as [&str; 0]);
        }
    }
}

#[test]
fn a_method_that_gives_the_headers_too_keeps_its_name_beside_a_parameter() {
    let with = |parameters: &str| {
        let content = "content: { application/json: {}, text/csv: {} }";
        let answer = format!("responses: {{ '200': {{ description: d, {content} }} }}");
        paths(&format!(
            "  /rows: {{ get: {{ operationId: rows, parameters: [{parameters}], {answer} }} }}\n"
        ))
    };
    let taken = with("{ name: csv_with_response, in: query, schema: { type: boolean } }");
    let outputs = versions(&[&with(""), &taken]);
    let method = "pub fn csv_with_response(self) -> Pending<Response<";
    has(&outputs[0], &[method]);
    has(&outputs[1], &[method, "pub fn csv_with_response_value("]);
    let [old, new] = [with(""), taken].map(|text| Sources::new("t.yaml", text));
    let names = "\"types > #/components/schemas/A\": \"A\"\n";
    let names = Names::read(&Sources::new("names.yaml", names)).unwrap();
    let anew = Options {
        names: Some(&names),
        ..Options::default()
    };
    let changes = compare_with((&old, &anew), (&new, &anew)).changes;
    let is_told = |change: &Change| {
        change.class == Class::Breaking && change.text.contains("`.csv_with_response()`")
    };
    assert!(changes.iter().any(is_told), "{changes:#?}");
}

#[test]
fn a_header_in_another_case_is_the_same() {
    let with = |id: &str, trace: &str| {
        let header = |name: &str, more: &str| {
            format!("{{ name: {name}, in: header, schema: {{ type: string }}{more} }}")
        };
        let required = [trace, "X-B"].map(|name| header(name, ", required: true"));
        let headers = [header(id, ""), required.join(", ")].join(", ");
        paths(&format!(
            "  /a: {{ get: {{ operationId: getA, parameters: [{headers}], responses: {{ '204': {{ description: d }} }} }} }}\n"
        ))
    };
    let (old, new) = (with("X-Request-Id", "X-A"), with("x-request-id", "x-a"));
    for output in versions(&[&old, &new, &old]) {
        has(
            &output,
            &["pub fn x_request_id(self", "x_a: impl Into<String>, x_b"],
        );
        assert_eq!(found(&output, Code::FreedName), [] as [&str; 0]);
    }
    let [old, new] = [old, new].map(|text| Sources::new("a.yaml", text));
    let changes = generator::compare(&old, &new, &Options::default()).changes;
    let is_seen = |change: &Change| change.class != Class::Documentation;
    assert!(!changes.iter().any(is_seen), "{changes:#?}");
}

#[test]
fn what_is_awaited_stays_when_media_types_are_moved() {
    let version = |media: [&str; 3]| {
        let bytes =
            media.map(|media| format!("{media}: {{ schema: {{ type: string, format: binary }} }}"));
        format!(
            "openapi: 3.1.0\ninfo: {{ title: T, version: 1.0.0 }}\nservers: [{{ url: 'https://a.example' }}]\n\
             paths: {{ '/speech/{{id}}': {{ get: {{ operationId: speak, \
             parameters: [{{ name: id, in: path, required: true, schema: {{ type: string }} }}], \
             responses: {{ '200': {{ description: d, content: {{ {} }} }} }} }} }} }}\n",
            bytes.join(", ")
        )
    };
    let [wav, mpeg, flac] = ["audio/wav", "audio/mpeg", "audio/flac"];
    let texts = [version([wav, mpeg, flac]), version([flac, mpeg, wav])];
    for output in versions(&[&texts[0], &texts[1]]) {
        has(&output, &["pub fn mpeg(", "pub fn flac("]);
        assert!(!code(&output).contains("pub fn wav("));
    }
}

/// The program that names everything of the client of a description.
fn caller_of(text: &str, names: Option<&Names>) -> String {
    let options = Options {
        names,
        ..Options::default()
    };
    let caller = caller(&Sources::new("api.yaml", text), &options);
    caller.expect("the description has a client")
}

/// The descriptions in which a media type is alone, then the last of all, then where it stands among them, and their
/// clients.
fn beside(
    first: &str,
    all: &[&str],
    version: &dyn Fn(&[&str]) -> String,
) -> ([String; 3], Vec<Output>) {
    let mut moved = all.to_vec();
    moved.retain(|media| *media != first);
    moved.push(first);
    let texts = [version(&[first]), version(&moved), version(all)];
    let outputs = versions(&texts.each_ref().map(String::as_str));
    (texts, outputs)
}

#[test]
fn what_is_awaited_stays_beside_media_types_that_are_added() {
    let version = |media: &[&str]| {
        let contents: Vec<String> = media.iter().map(|media| format!("{media}: {{}}")).collect();
        let contents = contents.join(", ");
        paths(&format!(
            "  /report: {{ get: {{ operationId: report, responses: {{ '200': {{ description: d, content: {{ {contents} }} }} }} }} }}\n"
        ))
    };
    // The methods of the others stay where they are, too.
    let all = ["application/json", "text/csv", "text/tab-separated-values"];
    versions(&[&version(&all[..2]), &version(&all)]);
    // Each was there alone.
    let all = [
        "text/csv",
        "application/pdf",
        "application/vnd.a+json",
        "application/json",
    ];
    for first in all {
        let (texts, outputs) = beside(first, &all, &version);
        let before = [None, Some(&outputs[0]), Some(&outputs[1])];
        let awaited = texts.iter().zip(before).map(|(text, before)| {
            let caller = caller_of(text, before.map(names_of).as_ref());
            let mut lines = caller.lines().map(str::to_owned);
            lines.find(|line| line.contains("a0.await?"))
        });
        let awaited: Vec<Option<String>> = awaited.collect();
        assert!(awaited[0].is_some(), "{first}");
        assert_eq!(awaited[0], awaited[1], "{first}");
        assert_eq!(awaited[0], awaited[2], "{first}");
    }
}

#[test]
fn what_a_call_sends_stays_beside_media_types_that_are_added() {
    let schema = "{ schema: { type: object, properties: { a: { type: string } } } }";
    let version = |media: &[&str]| {
        let contents: Vec<String> = media
            .iter()
            .map(|media| format!("'{media}': {schema}"))
            .collect();
        let contents = contents.join(", ");
        paths(&format!(
            "  /report: {{ post: {{ operationId: report, requestBody: {{ content: {{ {contents} }} }}, \
             responses: {{ '204': {{ description: d }} }} }} }}\n"
        ))
    };
    let all = [
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "application/pdf",
        "application/json; charset=utf-8",
        "application/vnd.a+json",
        "application/json",
    ];
    let sent = |text: &str, names: Option<&Names>| {
        let caller = caller_of(text, names);
        let is_body = |line: &&str| {
            line.contains("fn(client::Report, ")
                && ["// body", "// field", "// part"]
                    .iter()
                    .any(|kind| line.contains(kind))
        };
        caller
            .lines()
            .filter(is_body)
            .map(str::to_owned)
            .collect::<Vec<String>>()
    };
    for first in all {
        let (texts, outputs) = beside(first, &all, &version);
        let before = sent(&texts[0], None);
        assert!(!before.is_empty(), "{first}");
        for (text, output) in texts[1..].iter().zip(&outputs) {
            assert_eq!(before, sent(text, Some(&names_of(output))), "{first}");
        }
    }
}

#[test]
fn a_new_way_to_send_a_body_is_beside_the_others() {
    let document = |more: &str, content: &str| {
        let answers: String = ["400", "404"]
            .iter()
            .map(|status| format!(", '{status}': {{ description: d, content: {{ application/json: {{ schema: {{ title: E{status}, type: object, properties: {{ e{status}: {{ type: string }} }} }} }} }} }}"))
            .collect();
        paths(&format!(
            "{more}  /v2/notes/{{id}}: {{ put: {{ operationId: saveNote, \
             parameters: [{{ name: id, in: path, required: true, schema: {{ type: string }} }}], \
             requestBody: {{ content: {{ application/json: {{ schema: {{ type: string }} }}{content} }} }}, \
             responses: {{ '204': {{ description: d }}{answers} }} }} }}\n"
        ))
    };
    let other = "  /v1/pens: { get: { operationId: listPens, responses: { '204': { description: d } } } }\n";
    let csv = ", text/csv: { schema: { type: string } }";
    let outputs = versions(&[&document("", ""), &document(other, csv)]);
    for output in &outputs {
        assert!(output.files["src/notes.rs"].contains("pub enum SaveNoteError {"));
    }
    has(&outputs[1], &["pub fn save_as_csv("]);
    assert!(!outputs[1].files.contains_key("src/v2/notes.rs"));
}

#[test]
fn a_way_to_send_a_body_keeps_its_media_type() {
    let document = |media: &[&str]| {
        let media: Vec<String> = media.iter().map(|media| format!("{media}: {{}}")).collect();
        paths(&format!(
            "  /a: {{ post: {{ operationId: send, requestBody: {{ content: {{ {} }} }}, responses: {{ '204': {{ description: d }} }} }} }}\n",
            media.join(", ")
        ))
    };
    let texts = [
        document(&["application/json", "image/png"]),
        document(&["application/json", "image/x-png", "image/png"]),
    ];
    for output in versions(&[&texts[0], &texts[1]]) {
        let code = code(&output);
        let (_, after) = code.split_once("pub struct SendAsPng(").expect("a request");
        let (sent, _) = after.split_once("\n}").expect("its setters");
        assert!(sent.contains("\"image/png\""), "{sent}");
    }
}

#[test]
fn a_field_of_several_branches_keeps_its_type() {
    let document = |branches: [&str; 2]| {
        let body = format!("oneOf: [{}]", branches.join(", "));
        paths(&format!(
            "  /a: {{ post: {{ operationId: send, requestBody: {{ content: {{ application/x-www-form-urlencoded: {{ schema: {{ {body} }} }} }} }}, \
             responses: {{ '204': {{ description: d }} }} }} }}\n"
        ))
    };
    let [one, other] = [
        "{ title: One, type: object, properties: { a: { type: integer }, b: { type: string } } }",
        "{ title: Other, type: object, properties: { a: { type: string }, b: { type: string } } }",
    ];
    let texts = [document([one, other]), document([other, one])];
    for output in versions(&[&texts[0], &texts[1], &texts[1]]) {
        has(&output, &["pub fn a(self, a: i64) -> Self {"]);
    }
}
