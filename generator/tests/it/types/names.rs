//! The names of types, and of what a name is made.

use super::{code, holds};

/// A list whose order is an inline enumeration.
fn list(path: &str, id: &str) -> String {
    format!(
        "{path}: {{ get: {{ operationId: {id}, parameters: [{{ name: order, in: query,
        schema: {{ type: string, enum: [asc, desc] }} }}], responses: {{ '204': {{ description: d }} }} }} }}"
    )
}

#[test]
fn inline_schemas_that_say_the_same_are_one_type_under_all_their_names() {
    let paths = format!("{{ {}, {} }}", list("/b", "listB"), list("/c", "listC"));
    let before = code(&paths, "{}");
    holds(
        &before,
        &["pub enum ListBOrder {", "same!(ListCOrder = ListBOrder);"],
    );
    // One more, before the others: every name is there still.
    let paths = format!(
        "{{ {}, {} }}",
        list("/a", "listA"),
        &paths[1..paths.len() - 1]
    );
    holds(
        &code(&paths, "{}"),
        &[
            "pub enum ListAOrder {",
            "same!(ListBOrder = ListAOrder);",
            "same!(ListCOrder = ListAOrder);",
            "pub fn order(self, order: impl Into<ListBOrder>) -> Self",
        ],
    );
}

#[test]
fn a_namespace_is_no_part_of_a_name_unless_two_would_be_called_the_same() {
    let text = "type: object, properties: { a: { type: string } }";
    let components = [
        "io.k8s.api.events.v1.Event",
        "io.k8s.api.core.v1.Event",
        "io.k8s.api.core.v1.Pod",
        "io.k8s.api.autoscaling.v2.Scaler",
        "io.k8s.api.autoscaling.v1.Scaler",
        "api.v2010.account.account_call",
        "Rest.get_list.User",
        "servers.types.Kind",
        "salvo_core.http.errors.status_error.StatusError",
        "model.Book",
        "shelf.Book",
        "shop.types.Author",
        "Author",
        "shop.Client",
    ]
    .map(|name| format!("{name}: {{ {text} }}"));
    let code = code("{}", &format!("{{ {} }}", components.join(", ")));
    let names = [
        "Event",
        "EventsV1Event",
        "Pod",
        "Scaler",
        "V2Scaler",
        "AccountCall",
        "RestGetListUser",
        "Kind",
        "StatusError",
        "ModelBook",
        "ShelfBook",
        "ShopTypesAuthor",
        "Author",
        "ShopClient",
    ];
    let structs = names.map(|name| format!("pub struct {name} {{"));
    holds(&code, &structs.each_ref().map(String::as_str));
}

#[test]
fn an_acronym_is_one_word() {
    let keys = [
        ("imageURLs", "image_urls"),
        ("IPv4", "ipv4"),
        ("mTLS", "mtls"),
        ("iOS", "ios"),
        ("TLSv1.1", "tls_v1_1"),
        ("oneOAuth2", "one_oauth2"),
        ("HTTPServer", "http_server"),
        ("unitID", "unit_id"),
    ];
    let properties = keys.map(|(key, _)| format!("'{key}': {{ type: boolean }}"));
    let code = code(
        "{}",
        &format!(
            "{{ A: {{ type: object, properties: {{ {} }} }},
                B: {{ type: string, enum: [unknown, IPv6, HTTPv2] }} }}",
            properties.join(", ")
        ),
    );
    let fields = keys.map(|(_, name)| format!("pub {name}: Option<bool>,"));
    holds(&code, &fields.each_ref().map(String::as_str));
    let values = "UnknownValue = \"unknown\", Ipv6 = \"IPv6\", HttpV2 = \"HTTPv2\",";
    holds(&code, &[values]);
}

#[test]
fn a_name_says_nothing_twice_and_keeps_its_end() {
    let deep = "a_rather_long_word: { type: object, properties: { ".repeat(7);
    let code = code(
        "{}",
        &format!(
            "{{ OldJob: {{ type: object, properties: {{
                  job_status: {{ enum: [a, b] }},
                  files: {{ type: object, additionalProperties: {{ type: object, properties: {{
                      state: {{ enum: [i, j] }} }} }} }},
                  data: {{ type: array, items: {{ type: object, properties: {{
                      kind: {{ enum: [c, d] }} }} }} }},
                  error: {{ type: object, properties: {{ errors: {{ type: array, items: {{
                      type: object, properties: {{ self: {{ enum: [e, f] }} }} }} }} }} }},
                  {deep} last: {{ enum: [g, h] }} {} }} }} }}",
            "} }".repeat(7)
        ),
    );
    holds(
        &code,
        &[
            "pub enum OldJobStatus {",
            "pub struct OldJobFile {",
            "pub enum OldJobFileState {",
            "pub struct OldJobDataItem {",
            "pub enum OldJobDataKind {",
            "pub struct OldJobErrorItem {",
            "pub enum OldJobErrorSelf {",
            "ARatherLongWordLast {",
        ],
    );
}

#[test]
fn a_schema_of_defs_is_called_by_its_key() {
    let code = code(
        "{}",
        "{ Outer: { type: object, properties: { i: { $ref: '#/components/schemas/Outer/$defs/inner' } },
             $defs: { inner: { type: object, properties: { z: { type: object, properties: { y: { type: string } } } } } } } }",
    );
    holds(&code, &["pub i: Option<Inner>,", "pub z: Option<InnerZ>,"]);
}
