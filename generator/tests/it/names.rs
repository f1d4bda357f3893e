//! What callers write, seen in the text of the client: the resource of a call and its name.

use generator::{Code, Sources, generate};

/// The calls of a client as `resource.method`, by the `METHOD path` that they make. The operations
/// are given as `METHOD path operationId answer`, the last two perhaps `-`, and perhaps a summary with `_` for spaces.
fn calls(operations: &str) -> Vec<String> {
    let mut paths = serde_json::Map::new();
    for operation in operations.lines().map(str::trim) {
        let words: Vec<&str> = operation.split(' ').collect();
        let [method, path, id, answer] = words[..words.len().min(4)] else {
            panic!("`{operation}` has not four words");
        };
        let schema = match answer {
            "list" => {
                serde_json::json!({ "type": ["array", "null"], "items": { "type": "string" } })
            }
            "entries" => serde_json::json!({ "type": "object", "properties": {
                "entries": { "type": "array", "items": { "type": "string" } } } }),
            _ => {
                serde_json::json!({ "type": "object", "properties": { "a": { "type": "string" } } })
            }
        };
        let content = serde_json::json!({ "application/json": { "schema": schema } });
        let mut described = serde_json::json!({
            "responses": { "200": { "description": "d", "content": content } },
            "parameters": path.split(['/', ':', '.']).filter(|part| part.starts_with('{')).map(|part| {
                let name = part.trim_matches(['{', '}']);
                serde_json::json!({ "name": name, "in": "path", "required": true,
                    "schema": { "type": "string" } })
            }).collect::<Vec<_>>(),
        });
        if let Some(summary) = words.get(4) {
            described["summary"] = summary.replace('_', " ").into();
        }
        if id != "-" {
            described["operationId"] = id.into();
        }
        let item = paths.entry(path).or_insert_with(|| serde_json::json!({}));
        let own = ["GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS"];
        match own.contains(&method) {
            true => item[method.to_lowercase()] = described,
            false => item["additionalOperations"][method] = described,
        }
    }
    let document = serde_json::json!({
        "openapi": "3.2.0", "info": { "title": "T", "version": "1.0.0" },
        "servers": [{ "url": "https://t.example" }], "paths": paths,
    });
    let output = generate(&Sources::new("t.json", document.to_string()));
    assert!(!output.files.is_empty(), "{:?}", output.diagnostics);
    let mut calls = Vec::new();
    for (file, text) in &output.files {
        let resource = file.strip_prefix("src/").unwrap_or_default();
        let resource = resource.trim_end_matches(".rs").replace('/', ".");
        let mut route = None;
        for line in text.lines().map(str::trim) {
            if let Some(path) = line
                .strip_prefix("/// `")
                .and_then(|line| line.strip_suffix('`'))
                && path.contains(" /")
            {
                route = Some(path.to_owned());
            }
            if let Some(rest) = line.strip_prefix("pub fn ")
                && let Some(route) = route.take()
            {
                let name = rest.split('(').next().unwrap_or_default();
                calls.push(format!("{resource}.{name} = {route}"));
            }
        }
    }
    calls
}

#[track_caller]
fn called(operations: &str, expected: &[&str]) {
    let calls = calls(operations);
    for call in expected {
        assert!(
            calls.iter().any(|known| known == call),
            "{call} is not in {calls:#?}"
        );
    }
}

#[test]
fn a_collection_is_listed_and_a_member_retrieved() {
    called(
        "GET /emojis - list
         GET /emojis/{id} - object
         GET /bans get_bans entries
         GET /settings - object
         GET /rules get_rules object
         GET /rules/{id} get_rule object
         DELETE /rules - object
         DELETE /rules/{id} - object",
        &[
            "emojis.list = GET /emojis",
            "emojis.retrieve = GET /emojis/{id}",
            "bans.list = GET /bans",
            "settings.retrieve = GET /settings",
            "rules.list = GET /rules",
            "rules.retrieve = GET /rules/{id}",
            "rules.delete_many = DELETE /rules",
            "rules.delete = DELETE /rules/{id}",
        ],
    );
}

#[test]
fn what_is_done_is_the_method() {
    called(
        "POST /runs/{id}/submit_outputs - object
         GET /runs - list
         GET /charges/search - list
         GET /charges/{id} - object
         POST /jobs/{id}:cancel - object
         PUT /files/{id}#add_link put_files_id_add_link object
         PUT /files/{id} put_files_id object
         POST /retention update_retention object
         GET /retention - object",
        &[
            "runs.submit_outputs = POST /runs/{id}/submit_outputs",
            "charges.search = GET /charges/search",
            "jobs.cancel = POST /jobs/{id}:cancel",
            "files.add_link = PUT /files/{id}#add_link",
            "files.update = PUT /files/{id}",
            "retention.update = POST /retention",
        ],
    );
}

#[test]
fn a_method_of_another_standard_is_called_by_its_own_word() {
    called(
        "COPY /docs/{id} - object
         LOCK /docs/{id} - object
         PROPFIND /docs - object
         M-SEARCH /devices - object",
        &[
            "docs.copy = COPY /docs/{id}",
            "docs.lock = LOCK /docs/{id}",
            "docs.propfind = PROPFIND /docs",
            "devices.m_search = M-SEARCH /devices",
        ],
    );
}

#[test]
fn what_the_client_itself_does_is_its_method() {
    called(
        "POST /getCostEstimate post-getCostEstimate object
         GET /search search list
         POST /query PostQuery object
         POST /customers create_customer object
         POST /embed_all embed_all object
         POST /order orderBooks object
         POST /embeddings embeddings object
         POST /retrieve retrieveLocation object
         POST /retrieve-sessions retrieveSessionsByDevice object
         GET /checks checks list",
        &[
            "client.embed_all = POST /embed_all",
            "order.create = POST /order",
            "embeddings.create = POST /embeddings",
            "client.retrieve = POST /retrieve",
            "client.retrieve_sessions = POST /retrieve-sessions",
            "client.get_cost_estimate = POST /getCostEstimate",
            "client.search = GET /search",
            "client.query = POST /query",
            "customers.create = POST /customers",
            "checks.list = GET /checks",
        ],
    );
}

#[test]
fn a_post_that_retrieves_is_no_list() {
    called(
        "GET /{id} getCall object
         POST /retrieve retrieveLocation object",
        &[
            "client.retrieve = GET /{id}",
            "client.retrieve_location = POST /retrieve",
        ],
    );
}

#[test]
fn what_is_made_is_a_resource_though_the_operation_id_begins_with_it() {
    called(
        "POST /chat/completions completions object
         POST /entities/{id}/checkErrors post-entities-id-checkErrors object Check_the_errors.
         POST /accounts/{id}/login_links PostAccountsLoginLinks object Create_a_login_link
         POST /runs/{id}/address address object",
        &[
            "chat.completions.create = POST /chat/completions",
            "entities.check_errors = POST /entities/{id}/checkErrors",
            "accounts.login_links.create = POST /accounts/{id}/login_links",
            "runs.address = POST /runs/{id}/address",
        ],
    );
}

#[test]
fn no_resource_and_no_method_is_a_keyword_a_number_or_a_device_of_windows() {
    called(
        "GET /issues/type - list
         GET /type/property - list
         GET /type/{id} - object
         POST /payments/{id}/return - object
         POST /plant/move move object
         GET /aux - list
         GET /ports/com1 - list
         GET /2fa - list
         GET /10dlc/{id} - object
         GET /folders/0 - object
         GET /folders/0/items - list",
        &[
            "issues_type.list = GET /issues/type",
            "type_property.list = GET /type/property",
            "type_resource.retrieve = GET /type/{id}",
            "payments.return_payment = POST /payments/{id}/return",
            "plant.move_plant = POST /plant/move",
            "aux_resource.list = GET /aux",
            "ports.com1_resource.list = GET /ports/com1",
            "two_fa.list = GET /2fa",
            "resource_10dlc.retrieve = GET /10dlc/{id}",
            "folders_0.retrieve = GET /folders/0",
            "folders_0.items.list = GET /folders/0/items",
        ],
    );
}

#[test]
fn what_an_operation_id_calls_a_list_alone_is_one() {
    called(
        "GET /xml?comp=list list_containers object
         GET /xml?comp=properties get_service_properties object",
        &[
            "xml.list = GET /xml?comp=list",
            "xml.retrieve = GET /xml?comp=properties",
        ],
    );
}

#[test]
fn an_operation_id_that_spells_the_route_yields_to_the_summary() {
    called(
        "POST /files/{id} post_files_id object Restores_a_file.
         PUT /files/{id} put_files_id object Update_file
         POST /files/{id}/content post_files_id_content object Upload_a_file_version
         POST /files/content post_files_content object Upload_file",
        &[
            "files.restore_file = POST /files/{id}",
            "files.update = PUT /files/{id}",
            "files.upload_version = POST /files/{id}/content",
            "files.content.create = POST /files/content",
        ],
    );
}

#[test]
fn of_several_the_nearest_keeps_the_word() {
    called(
        "GET /hooks/{id} get_hook object
         GET /hooks/{id}/{token} get_hook_by_token object
         PATCH /hooks/{id} patch_hook object
         PUT /hooks/{id} put_hook object
         POST /threads/runs create_thread_and_run object
         POST /threads/{id}/runs create_run object",
        &[
            "hooks.retrieve = GET /hooks/{id}",
            "hooks.get_by_token = GET /hooks/{id}/{token}",
            "hooks.update = PATCH /hooks/{id}",
            "hooks.replace = PUT /hooks/{id}",
            "threads.runs.create = POST /threads/{id}/runs",
            "threads.runs.create_thread_and_run = POST /threads/runs",
        ],
    );
}

#[test]
fn the_first_version_and_the_format_are_no_resources() {
    called(
        "GET / root object
         GET /api/v1/alerts/v3/rules - list
         GET /api/v1/alerts/v4/rules - list
         GET /api/v1/image/v1 - list
         GET /api/v1/logs/v1/rules - list
         GET /api/v1/logs/rules - list
         GET /api/v1/keys - list
         GET /api/v2/keys - list
         GET /api/v1/Calls/{sid}.json - object
         GET /api/v1/Calls.json - entries",
        &[
            "alerts.rules.list = GET /api/v1/alerts/v3/rules",
            "alerts.v4.rules.list = GET /api/v1/alerts/v4/rules",
            "image.list = GET /api/v1/image/v1",
            "logs.v1.rules.list = GET /api/v1/logs/v1/rules",
            "logs.rules.list = GET /api/v1/logs/rules",
            "keys.list = GET /api/v1/keys",
            "v2.keys.list = GET /api/v2/keys",
            "calls.retrieve = GET /api/v1/Calls/{sid}.json",
            "calls.list = GET /api/v1/Calls.json",
        ],
    );
}

#[test]
fn an_operation_id_is_shortened_by_what_its_resource_says() {
    called(
        "GET /repos/{id}/comments comments/list list
         GET /repos/comments comments/list-comments-for-repo list
         PATCH /repos/{id}/roles update_role object
         PATCH /roles bulk_update_roles object
         PUT /roles replace_roles_and_users object
         DELETE /pods delete_collection_namespaced_pod object
         DELETE /pods/{id} delete_pod object
         POST /search/search-invoices invoices.search-invoices object
         GET /sites/nearest.{format} - object
         GET /sites/within.{format} - object
         GET /sites/types - list",
        &[
            "repos.comments.list = GET /repos/{id}/comments",
            "repos.comments.list_for_repo = GET /repos/comments",
            "pods.delete_many = DELETE /pods",
            "search.search_invoices = POST /search/search-invoices",
            "sites.nearest.retrieve = GET /sites/nearest.{format}",
            "sites.within.retrieve = GET /sites/within.{format}",
            "sites.types.list = GET /sites/types",
        ],
    );
}

#[test]
fn modules_have_names_in_ascii() {
    let answer = "{ get: { responses: { '200': { description: d, content: { application/json: { schema: { $ref: '#/components/schemas/Größe' } } } } } } }";
    let paths = ["größe", "用户", "a", "b", "c"].map(|path| format!("/{path}: {answer}"));
    let text = format!(
        "openapi: 3.1.0\ninfo: {{ title: T, version: 1.0.0 }}\nservers: [{{ url: 'https://t.example' }}]\npaths: {{ {} }}\n\
         components: {{ schemas: {{ Größe: {{ type: object, properties: {{ größe: {{ type: string }} }} }} }} }}\n",
        paths.join(", ")
    );
    let output = generate(&Sources::new("t.yaml", text));
    let ours = output
        .files
        .keys()
        .filter(|path| !path.contains("/runtime"));
    let ours: Vec<&str> = ours.map(String::as_str).collect();
    for path in ["src/grosse.rs", "src/u7528_u6237.rs", "src/types/grosse.rs"] {
        assert!(ours.contains(&path), "{ours:?}");
    }
    assert!(ours.iter().all(|path| path.is_ascii()), "{ours:?}");
    let types = &output.files["src/types/grosse.rs"];
    assert!(types.contains("pub struct Größe"), "{types}");
}

#[test]
fn schemas_of_other_files_have_the_names_that_they_have_there() {
    let answer = |reference: &str| {
        format!(
            "{{ description: d, content: {{ application/json: {{ schema: {{ $ref: '{reference}' }} }} }} }}"
        )
    };
    let text = format!(
        "openapi: 3.1.0\ninfo: {{ title: T, version: 1.0.0 }}\nservers: [{{ url: 'https://t.example' }}]\npaths:\n\
         \x20 /a: {{ get: {{ operationId: getA, responses: {{ '200': {}, default: {} }} }} }}\n\
         \x20 /b: {{ get: {{ operationId: getB, responses: {{ '200': {}, default: {} }} }} }}\n\
         components: {{ schemas: {{ Animal: {{ $ref: 'schemas/pet.yaml' }} }} }}\n",
        answer("schemas/pet.yaml"),
        answer("common.yaml#/components/schemas/Error"),
        answer("#/components/schemas/Animal"),
        answer("common.yaml#/components/schemas/Error"),
    );
    let mut sources = Sources::new("t.yaml", text);
    let files = [
        (
            "schemas/pet.yaml",
            "{ type: object, properties: { owner: { $ref: owner.schema.yaml }, house: { $ref: house/index.yaml } } }",
        ),
        (
            "schemas/owner.schema.yaml",
            "{ type: object, properties: { pet: { $ref: pet.yaml } } }",
        ),
        (
            "schemas/house/index.yaml",
            "{ type: object, properties: { door: { $ref: '#/parts/door' } }, parts: { door: { type: object, properties: { a: { type: string } } } } }",
        ),
        (
            "common.yaml",
            "{ components: { schemas: { Error: { type: object, properties: { code: { type: integer } } } } } }",
        ),
    ];
    while let Some(name) = sources.missing().pop() {
        let (_, text) = files
            .iter()
            .find(|(known, _)| *known == name)
            .expect("a file");
        sources.supply(name, Ok(text.as_bytes().to_vec()));
    }
    let output = generate(&sources);
    let text: String = output
        .files
        .into_iter()
        .filter(|(path, _)| !path.contains("runtime"))
        .map(|(_, text)| text)
        .collect();
    for part in [
        "request_methods!(GetA -> Animal);",
        "request_methods!(GetB -> Animal);",
        "pub struct Owner {",
        "pub struct House {",
        "pub struct HouseDoor {",
        "pub struct ErrorObject {",
    ] {
        assert!(text.contains(part), "`{part}` is not in:\n{text}");
    }
}

#[test]
fn a_schema_of_another_file_that_has_not_its_name_is_told() {
    let text = "openapi: 3.1.0\ninfo: { title: t, version: '1' }\npaths: { /x: { get: { operationId: x, responses: { '200': \
                { description: d, content: { application/json: { schema: { $ref: 'a.yaml#/Foo' } } } } } } } }\n\
                components: { schemas: { Foo: { type: object, properties: { a: { type: string } } } } }\n";
    let mut sources = Sources::new("openapi.yaml", text);
    let other = "Foo: { type: object, properties: { b: { type: string } } }\n";
    sources.supply("a.yaml", Ok(other.into()));
    let found = generate(&sources).diagnostics.into_iter();
    let found = found.filter(|found| found.code.id() == "E0500");
    let found: Vec<String> = found.map(|found| found.message).collect();
    assert_eq!(
        found,
        ["the type `Foo` is called `XResponse`, since another has its name"]
    );
}

#[test]
fn a_post_is_called_by_what_it_does() {
    let calls = calls(
        "POST /tasks/{id} create_task object
         POST /points get_points object
         POST /charts/{id} update_chart object
         POST /votes/{id} PostVotesVote object
         POST /searches search object
         PUT /points upsert_points object",
    );
    assert_eq!(
        calls,
        [
            "charts.update = POST /charts/{id}",
            "points.upsert = PUT /points",
            "points.get = POST /points",
            "searches.create = POST /searches",
            "tasks.create = POST /tasks/{id}",
            "votes.update = POST /votes/{id}",
        ]
    );
}

#[test]
fn both_methods_of_a_path_that_is_a_verb_do_it() {
    called(
        "GET /rest/createShare createShare object
         POST /rest/createShare postCreateShare object
         GET /users/{id}/follow - object
         POST /users/{id}/follow - object",
        &[
            "client.create_share = GET /rest/createShare",
            "client.post_create_share = POST /rest/createShare",
            "users.follow.retrieve = GET /users/{id}/follow",
            "users.follow.create = POST /users/{id}/follow",
        ],
    );
}

#[test]
fn calls_are_named_after_the_functions_of_a_framework() {
    called(
        "GET / is_healthy__get object
         POST /items/{id}/notes add_remark_items__id__notes_post object
         POST /items/{id}/labels add_remark_to_items__id__labels_post object
         PUT /camera/{a}/set camera_set_camera__a__set_put object
         PUT /camera/{a}/set/{b} camera_set_camera__a__set__b__put object",
        &[
            "client.is_healthy = GET /",
            "items.notes.create = POST /items/{id}/notes",
            "camera.set.replace = PUT /camera/{a}/set",
        ],
    );
    let text = "openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /items/{id}/options:
    get:
      operationId: get_options_items__id__options_get
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
        - { name: by, in: query, schema: { enum: [lt, gt] } }
      responses: { '204': { description: D } }
";
    let output = generate(&Sources::new("api.yaml", text));
    let types = &output.files["src/items/options.rs"];
    assert!(types.contains("pub enum GetOptionsBy {"), "{types}");
    assert!(types.contains("pub struct GetOptions("), "{types}");
}

#[test]
fn what_is_added_to_a_collection_that_a_parameter_names_is_created() {
    called(
        "POST /things/{kind} - object
         GET /things/{kind}/{id} - object
         POST /notes/{id} - object
         PATCH /notes/{id} - object
         GET /notes/{id}/{part} - object
         POST /rooms/{id} - object
         GET /rooms/{id}/beds - list",
        &[
            "things.create = POST /things/{kind}",
            "notes.update = PATCH /notes/{id}",
            "rooms.update = POST /rooms/{id}",
        ],
    );
}

#[test]
fn a_key_in_parentheses_is_a_member() {
    called(
        "GET /Authors authors_list list
         GET /Authors({id}) authors_get object
         DELETE /Authors({id}) authors_delete object
         GET /Authors({id})/Books authors_list_books list
         GET /Authors({id})/Books({id}) authors_get_book object
         GET /Tags('{id}') tag object
         GET /Shops(code='{code}',at={id}) shop object
         POST /Authors({id})/Ns.publish authors_publish object",
        &[
            "authors.books.list = GET /Authors({id})/Books",
            "authors.books.retrieve = GET /Authors({id})/Books({id})",
            "authors.delete = DELETE /Authors({id})",
            "authors.list = GET /Authors",
            "authors.ns_publish = POST /Authors({id})/Ns.publish",
            "authors.retrieve = GET /Authors({id})",
            "shops.retrieve = GET /Shops(code='{code}',at={id})",
            "tags.retrieve = GET /Tags('{id}')",
        ],
    );
}

#[test]
fn signs_are_no_names() {
    called(
        "GET /memos/-/links links list
         GET /memos/{id} - object
         GET /- - object",
        &["memos.links.list = GET /memos/-/links"],
    );
    let call = |method: &str, body: &str, id: &str, path: &str| {
        format!(
            "'{path}': {{ {method}: {{ tags: [search], operationId: {id}, {body} responses: {{ '204': {{ description: D }} }} }} }}"
        )
    };
    let json =
        "application/json: { schema: { type: object, properties: { a: { type: string } } } }";
    let bytes = "application/3gpp: { schema: { type: string, format: binary } }";
    let body = format!("requestBody: {{ content: {{ {json}, {bytes} }} }},");
    let paths = [
        call("get", "", "search-3", "/search/{a}"),
        call("get", "", "search-4", "/search/{a}/{b}"),
        call("post", &body, "makeSound", "/sounds"),
    ];
    let text = format!(
        "openapi: 3.1.0\ninfo: {{ title: T, version: '1' }}\npaths: {{ {} }}\n",
        paths.join(", ")
    );
    let output = generate(&Sources::new("api.yaml", text));
    let files = output.files.iter();
    let files = files.filter(|(path, _)| !path.starts_with("src/runtime"));
    let code: String = files.map(|(_, text)| text.as_str()).collect();
    let mut methods = code
        .lines()
        .filter_map(|line| line.trim().strip_prefix("pub fn "));
    let odd = methods.find(|method| method.starts_with('_') || method.contains("__"));
    assert_eq!(odd, None);
    assert!(code.contains("_as_3gpp"), "{code}");
}

#[test]
fn a_client_without_a_title_is_called_after_the_file() {
    let text = "{openapi: 3.1.0, info: {title: '', version: '1'}, paths: {/a: {get: {responses: {'204': {description: D}}}}}}";
    let output = generate(&Sources::new("specs/book-shop.v2.yaml", text));
    let manifest = &output.files["Cargo.toml"];
    assert!(manifest.contains("name = \"book-shop\""), "{manifest}");
    assert!(manifest.contains("A client for book-shop"), "{manifest}");
}

/// The client of a document with one operation, which needs this scheme, if there is one.
fn client(title: &str, scheme: &str) -> std::collections::BTreeMap<String, String> {
    let security = scheme.split_once(':');
    let security = security.map_or_else(String::new, |(name, _)| format!("{{{name}: []}}"));
    let text = format!(
        "{{openapi: 3.1.0, info: {{title: \"{title}\", version: '1'}}, \
         paths: {{/a: {{get: {{responses: {{'204': {{description: D}}}}}}}}}}, \
         security: [{security}], components: {{securitySchemes: {{{scheme}}}}}}}"
    );
    generate(&Sources::new("t.yaml", text)).files
}

#[test]
fn words_of_a_title_stay_whole() {
    for (title, expected) in [
        ("OpenAI API", "openai-api"),
        ("GitHub v3 REST API", "github-v3-rest-api"),
        ("OAuth2 Server", "oauth2-server"),
        ("Box's files & more", "boxs-files-more"),
        ("PetStoreAPI", "pet-store-api"),
        ("3D Prints", "api-3d-prints"),
        // Longer names are not taken by crates.io.
        (
            "A sample API conforming to the draft standard OGC API - Features - Part 1: Core",
            "a-sample-api-conforming-to-the-draft-standard-ogc-api-features",
        ),
    ] {
        let manifest = &client(title, "")["Cargo.toml"];
        let name = format!("\nname = \"{expected}\"\n");
        assert!(manifest.contains(&name), "{title}: {manifest}");
    }
}

#[test]
fn words_with_a_capital_within_are_one_word() {
    let header = "type: apiKey, in: header, name: X-Key";
    let flows =
        "type: oauth2, flows: { implicit: { authorizationUrl: 'https://a.example', scopes: {} } }";
    for (scheme, kind, expected) in [
        ("OAuth2", flows, "access_token"),
        ("oauth_2_0", flows, "access_token"),
        (
            "oAuth2ClientCredentials",
            flows,
            "oauth2_client_credentials",
        ),
        ("iOSKey", header, "ios_key"),
        ("fooAuth", header, "foo"),
    ] {
        let names = &client("T", &format!("{scheme}: {{ {kind} }}"))["names.yaml"];
        let setter = format!("credential {scheme}\": \"{expected}\"");
        assert!(names.contains(&setter), "{scheme}: {names}");
    }
}

#[test]
fn of_operations_with_one_id_the_first_is_called_after_it() {
    let call = "{operationId: all, responses: {'204': {description: d}}}";
    let text = format!(
        "{{openapi: 3.1.0, info: {{title: T, version: '1'}}, servers: [{{url: 'https://t.example'}}], \
         paths: {{/pets: {{get: {call}, put: {call}}}}}}}"
    );
    let options = generator::Options {
        tolerated: &[generator::Code::DuplicateOperation],
        ..generator::Options::default()
    };
    let files = generator::generate_with(&Sources::new("t.yaml", text), &options).files;
    let pets = &files["src/pets.rs"];
    for name in ["All", "PutPets"] {
        assert!(pets.contains(&format!("pub struct {name}(")), "{pets}");
    }
}

#[test]
fn a_field_with_another_name_is_told_with_what_has_its_own() {
    for (properties, field, holder) in [
        ("new: {}", "new", "the constructor"),
        ("extra: {}", "extra", "the field for what is not described"),
        (
            "fooBar: {}, foo_bar: {}",
            "fooBar",
            "the field for `foo_bar`",
        ),
        ("Self: {}, self: {}", "Self", "the field for `self`"),
        (
            "additionalProperties: {}",
            "additionalProperties",
            "the field for the variant or for other keys",
        ),
    ] {
        let text = format!(
            "openapi: 3.1.0\ninfo: {{ title: T, version: 1.0.0 }}\npaths: {{}}\ncomponents: {{ schemas: {{ A: {{ \
             type: object, properties: {{ {properties} }}, additionalProperties: {{ type: string }} }} }} }}\n"
        );
        let found = generate(&Sources::new("t.yaml", text)).diagnostics;
        let renamed = found.iter().filter(|found| found.code == Code::Renamed);
        let messages: Vec<&str> = renamed.map(|found| found.message.as_str()).collect();
        let [message] = messages[..] else {
            panic!("{messages:?}");
        };
        let begins = message.starts_with(&format!("the field for `{field}` is called "));
        let ends = message.ends_with(&format!(", since {holder} has its name"));
        assert!(begins && ends, "{message}");
    }
}
