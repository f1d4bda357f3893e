//! What a description has for requests and answers in addition to schemas: nothing that is checked is lost.

use generator::contract::{
    Encoding, Flow, FlowKind, Header, Issuer, LinkTarget, Need, PartStyle, ServerVariable, Style,
};
use generator::media::MediaType;
use generator::{Contract, Options, Sources, contract};
use serde_json::json;

const DESCRIPTION: &str = "\
openapi: 3.2.0
info: { title: t, version: '1' }
servers: [{ url: 'https://api.example' }]
security: [{ key: [] }]
paths:
  /shared:
    servers:
      - url: 'https://{region}.example:{port}/'
        name: regions
        description: One for each region.
        variables:
          region: { default: eu, enum: [eu, us], description: Where it is. }
          port: { default: '443' }
    get:
      responses: { '204': { description: Done. } }
    post:
      servers: [{ url: /own }]
      security: [{ oauth: [read, write], key: [] }, {}]
      parameters:
        - name: where
          in: query
          content: { application/json: { schema: { type: object } } }
        - { name: mark, in: query, allowEmptyValue: true, allowReserved: true, schema: { type: string } }
        - { name: id, in: cookie, style: cookie, schema: { type: string } }
      requestBody:
        content:
          multipart/form-data:
            schema: { type: object, properties: { file: {}, tags: {}, more: {} } }
            encoding:
              file:
                contentType: image/png, image/*
                headers: { X-Part: { $ref: '#/components/headers/Cost' }, Content-Type: { schema: {} } }
              tags: { style: pipeDelimited, explode: false }
              more: { allowReserved: true }
          multipart/mixed:
            itemSchema: { type: object }
            prefixEncoding: [{ contentType: text/plain }]
            itemEncoding: { contentType: multipart/mixed, itemEncoding: { contentType: application/json } }
      responses:
        '200':
          description: The events.
          headers:
            X-Cost: { $ref: '#/components/headers/Cost' }
            X-Meta: { content: { application/json: { schema: { type: object } } } }
          content: { application/jsonl: { itemSchema: { type: integer } } }
          links:
            again: { operationId: again, description: Once more., parameters: { id: $response.body#/id }, requestBody: 7, server: { url: /other } }
            there: { operationRef: '#/paths/~1shared/get' }
  /again:
    get: { operationId: again, responses: { '204': { description: Done. } } }
components:
  headers:
    Cost:
      description: What it cost.
      required: true
      deprecated: true
      explode: true
      schema: { type: integer }
      example: 3
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key, deprecated: true }
    oauth:
      type: oauth2
      oauth2MetadataUrl: https://id.example/meta
      flows:
        clientCredentials: { tokenUrl: https://id.example/token, refreshUrl: https://id.example/again, scopes: { read: Reads., write: Writes. } }
        deviceAuthorization: { deviceAuthorizationUrl: https://id.example/device, tokenUrl: https://id.example/token, scopes: {} }
        authorizationCode: { authorizationUrl: https://id.example/ask, tokenUrl: https://id.example/token, scopes: {} }
    openid: { type: openIdConnect, openIdConnectUrl: https://id.example/openid }
";

fn described() -> Contract {
    let sources = Sources::new("api.yaml", DESCRIPTION);
    contract(&sources, &Options::default()).expect("a contract")
}

fn media_types(texts: &[&str]) -> Vec<MediaType> {
    texts
        .iter()
        .filter_map(|text| MediaType::parse(text))
        .collect()
}

#[test]
fn servers_of_the_path_and_of_the_operation() {
    let contract = described();
    let [get, post] = [&contract.operations[0], &contract.operations[1]];
    let server = &get.servers[0];
    assert_eq!(server.address, "https://eu.example:443");
    assert_eq!(server.template, "https://{region}.example:{port}/");
    assert_eq!(server.name.as_deref(), Some("regions"));
    assert_eq!(server.description.as_deref(), Some("One for each region."));
    let region = ServerVariable {
        name: "region".to_owned(),
        default: "eu".to_owned(),
        values: vec!["eu".to_owned(), "us".to_owned()],
        description: Some("Where it is.".to_owned()),
    };
    assert_eq!(server.variables[0], region);
    assert_eq!(server.variables[1].values, [] as [&str; 0]);
    assert_eq!(post.servers[0].address, "/own");
    assert_eq!(
        contract.operations[2].servers[0].address,
        "https://api.example"
    );
}

#[test]
fn scopes_and_the_addresses_of_tokens() {
    let contract = described();
    let need = |credential, scopes: &[&str]| Need {
        credential,
        scopes: scopes.iter().map(|scope| (*scope).to_owned()).collect(),
    };
    assert_eq!(contract.operations[0].security, [[need(0, &[])]]);
    assert_eq!(
        contract.operations[1].security,
        [vec![need(1, &["read", "write"]), need(0, &[])], vec![]]
    );
    assert!(contract.credentials[0].deprecated);
    let Some(Issuer::OAuth2 {
        flows,
        metadata_url,
    }) = &contract.credentials[1].issuer
    else {
        panic!("expected OAuth 2: {:?}", contract.credentials[1]);
    };
    assert_eq!(metadata_url.as_deref(), Some("https://id.example/meta"));
    let token_url = Some("https://id.example/token".to_owned());
    let scope = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    let flow = |kind| Flow {
        kind,
        authorization_url: None,
        device_authorization_url: None,
        token_url: token_url.clone(),
        refresh_url: None,
        scopes: Vec::new(),
    };
    assert_eq!(
        *flows,
        [
            Flow {
                refresh_url: Some("https://id.example/again".to_owned()),
                scopes: vec![scope("read", "Reads."), scope("write", "Writes.")],
                ..flow(FlowKind::ClientCredentials)
            },
            Flow {
                authorization_url: Some("https://id.example/ask".to_owned()),
                ..flow(FlowKind::AuthorizationCode)
            },
            Flow {
                device_authorization_url: Some("https://id.example/device".to_owned()),
                ..flow(FlowKind::DeviceAuthorization)
            },
        ]
    );
    assert_eq!(
        contract.credentials[2].issuer,
        Some(Issuer::OpenIdConnect {
            url: Some("https://id.example/openid".to_owned())
        })
    );
}

#[test]
fn parameters_in_a_media_type_and_those_that_may_be_empty() {
    let contract = described();
    let [content, mark, cookie] = contract.operations[1].parameters.as_slice() else {
        panic!("expected three parameters");
    };
    let Style::Content(found) = &content.style else {
        panic!("expected content: {content:?}");
    };
    assert_eq!(found.media_type.as_str(), "application/json");
    assert!(found.schema.is_some() && found.schema == content.schema);
    assert!(mark.allow_empty && mark.allow_reserved && !content.allow_empty);
    assert_eq!(cookie.style, Style::Cookie { explode: true });
}

#[test]
fn how_the_parts_of_a_body_are_written() {
    let contract = described();
    let body = contract.operations[1].body.as_ref().expect("a body");
    let [form, mixed] = body.content.as_slice() else {
        panic!("expected two media types: {body:?}");
    };
    let named: Vec<&str> = form
        .encodings
        .named
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(named, ["file", "tags", "more"]);
    let part = |index: usize| &form.encodings.named[index].1;
    assert_eq!(part(0).media_types, media_types(&["image/png", "image/*"]));
    let headers: Vec<&str> = part(0)
        .headers
        .iter()
        .map(|found| found.name.as_str())
        .collect();
    assert_eq!(headers, ["X-Part"]);
    assert_eq!(part(0).style, None);
    let style = |style, allow_reserved| {
        Some(PartStyle {
            style,
            allow_reserved,
        })
    };
    let bars = Style::Delimited {
        by: '|',
        explode: false,
    };
    assert_eq!(part(1).style, style(bars, false));
    assert_eq!(part(2).style, style(Style::Form { explode: true }, true));
    assert!(mixed.schema.is_none() && mixed.item_schema.is_some());
    let types = |encoding: &Encoding| encoding.media_types.clone();
    assert_eq!(
        types(&mixed.encodings.prefix[0]),
        media_types(&["text/plain"])
    );
    let item = mixed.encodings.item.as_ref().expect("an encoding of items");
    assert_eq!(types(item), media_types(&["multipart/mixed"]));
    let inner = item
        .parts
        .item
        .as_ref()
        .expect("an encoding of their items");
    assert_eq!(types(inner), media_types(&["application/json"]));
}

#[test]
fn headers_items_and_links_of_a_response() {
    let contract = described();
    let response = &contract.operations[1].responses[0];
    assert_eq!(response.description.as_deref(), Some("The events."));
    let [cost, meta] = response.headers.as_slice() else {
        panic!("expected two headers: {response:?}");
    };
    let schema = cost.schema.clone().expect("a schema");
    assert_eq!(
        contract.schemas.pointer(&schema[1..]),
        Some(&json!({ "type": "integer" }))
    );
    assert_eq!(
        *cost,
        Header {
            name: "X-Cost".to_owned(),
            description: Some("What it cost.".to_owned()),
            required: true,
            deprecated: true,
            style: Style::Simple { explode: true },
            schema: Some(schema),
            examples: vec![(String::new(), json!(3))],
        }
    );
    assert!(matches!(&meta.style, Style::Content(found) if found.media_type.is_json()));
    assert!(response.content[0].item_schema.is_some());
    let [(name, again), (_, there)] = response.links.as_slice() else {
        panic!("expected two links: {response:?}");
    };
    assert_eq!(name, "again");
    assert_eq!(again.target, Some(LinkTarget::Id("again".to_owned())));
    assert_eq!(again.description.as_deref(), Some("Once more."));
    assert_eq!(
        again.parameters,
        [("id".to_owned(), json!("$response.body#/id"))]
    );
    assert_eq!(again.body, Some(json!(7)));
    let server = again.server.as_ref().expect("a server");
    assert_eq!(server.address, "/other");
    let reference = LinkTarget::Reference("#/paths/~1shared/get".to_owned());
    assert_eq!(there.target, Some(reference));
}

#[test]
fn a_header_among_the_headers_of_its_own_parts_ends() {
    let text = "\
openapi: 3.1.0
info: { title: t, version: '1' }
paths:
  /a:
    get:
      responses:
        '200': { description: d, headers: { X-Loop: { $ref: '#/components/headers/Loop' } } }
components:
  headers:
    Loop: { content: { multipart/mixed: { encoding: { part: { headers: { X-Inner: { $ref: '#/components/headers/Loop' } } } } } } }
";
    let sources = Sources::new("api.yaml", text);
    let found = generator::generate(&sources).diagnostics;
    let loops = found.iter().filter(|found| found.code.id() == "E0201");
    assert_eq!(loops.count(), 1, "{found:?}");
    let contract = contract(&sources, &Options::default()).expect("a contract");
    let [header] = contract.operations[0].responses[0].headers.as_slice() else {
        panic!("expected one header");
    };
    let Style::Content(content) = &header.style else {
        panic!("expected content");
    };
    assert_eq!(content.encodings.named[0].1.headers, []);
}
