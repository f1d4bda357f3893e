//! What is added to a document: media types, and other members of an operation.

/// A kind of media type each. The schema is another one than that of the media type before it.
pub const MEDIA_TYPES: &[&str] = &[
    "text/json",
    "application/vnd.other+json",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "text/plain",
    "text/csv",
    "application/octet-stream",
    "image/png",
    "application/xml",
    "application/other+xml",
    "text/event-stream",
    "application/jsonl",
    "application/json-seq",
    "image/*",
    "text/*",
    "application/*",
    "*/*",
];

/// The members of an operation without a media type and with it; `%` is where it goes.
pub const PLACES: &[(&str, &str, &str)] = &[
    (
        "the body",
        "responses: {'200': {description: D}}",
        "requestBody: {content: {%}}, responses: {'200': {description: D}}",
    ),
    (
        "the second body",
        "requestBody: {content: {application/json: {schema: {type: string}}}}, responses: {'200': {description: D}}",
        "requestBody: {content: {application/json: {schema: {type: string}}, %}}, responses: {'200': {description: D}}",
    ),
    (
        "the answer",
        "responses: {'200': {description: D}}",
        "responses: {'200': {description: D, content: {%}}}",
    ),
    (
        "the second answer",
        "responses: {'200': {description: D, content: {application/json: {schema: {type: string}}}}}",
        "responses: {'200': {description: D, content: {application/json: {schema: {type: string}}, %}}}",
    ),
    (
        "the answer beside a text",
        "responses: {'200': {description: D, content: {text/html: {}}}}",
        "responses: {'200': {description: D, content: {text/html: {}, %}}}",
    ),
    (
        "the answer beside bytes",
        "responses: {'200': {description: D, content: {application/pdf: {}}}}",
        "responses: {'200': {description: D, content: {application/pdf: {}, %}}}",
    ),
    (
        "the answer of a redirect",
        "responses: {'200': {description: D}, '304': {description: D}}",
        "responses: {'200': {description: D}, '304': {description: D, content: {%}}}",
    ),
    (
        "the error",
        "responses: {'200': {description: D}, '400': {description: D}}",
        "responses: {'200': {description: D}, '400': {description: D, content: {%}}}",
    ),
    (
        "the second error",
        "responses: {'200': {description: D}, default: {description: D, content: {application/json: {schema: {title: E, type: object, properties: {e: {}}}}}}}",
        "responses: {'200': {description: D}, default: {description: D, content: {application/json: {schema: {title: E, type: object, properties: {e: {}}}}, %}}}",
    ),
    (
        "the parameter",
        "responses: {'200': {description: D}}",
        "parameters: [{name: p, in: query, content: {%}}], responses: {'200': {description: D}}",
    ),
];

/// Members of a document without something and with it, and the place of the finding.
pub const OTHERS: &[(&str, &str, &str)] = &[
    (
        "%a{responses: {'200': {description: D, content: {application/json: {schema: {type: string, enum: [a, b]}}}}}}",
        "%a{responses: {'200': {description: D, content: {application/json: {schema: {type: string, enum: [a, b], x-enum-varnames: A}}}}}}",
        "/schema/x-enum-varnames",
    ),
    (
        "%a{responses: {'200': {description: D, content: {application/json: {schema: {type: string, enum: [a, b]}}}}}}",
        "%a{responses: {'200': {description: D, content: {application/json: {schema: {type: string, enum: [a, b], x-enum-descriptions: [A, B, C]}}}}}}",
        "/schema/x-enum-descriptions",
    ),
    (
        "%a{responses: {'200': {description: D, content: {application/json: {schema: {type: object, properties: {a: {type: string}}}}}}}}",
        "%a{responses: {'200': {description: D, content: {application/json: {schema: {type: object, properties: {a: {type: string}}, discriminator: {propertyName: b}}}}}}}",
        "/discriminator/propertyName",
    ),
    (
        "%a{responses: {'200': {description: D, content: {application/json: {schema: {oneOf: [{type: string}, {type: integer}]}}}}}}",
        "%a{responses: {'200': {description: D, content: {application/json: {schema: {oneOf: [{type: string}, {type: integer}], discriminator: {propertyName: b}}}}}}}",
        "/discriminator/propertyName",
    ),
    (
        "%a{responses: {'200': {description: D, content: {application/json: {}}}}}",
        "%a{x-pagination: {limitParam: count}, responses: {'200': {description: D, content: {application/json: {}}}}}",
        "/x-pagination",
    ),
    (
        "%a{responses: {'200': {description: D}}}, components: %s{s: {type: http, scheme: bearer}}}, security: [{s: []}]",
        "%a{responses: {'200': {description: D}}}, components: %s{s: {type: http, scheme: bearer}}}, security: [{s: [read]}]",
        "/security/0/s",
    ),
    (
        "%a{responses: {'200': {description: D}}}, components: %s{s: {type: apiKey, in: header, name: Authorization}}}, security: [{s: []}]",
        "%a{responses: {'200': {description: D}}}, components: %s{s: {type: http, scheme: digest}}}, security: [{s: []}]",
        "/components/securitySchemes/s",
    ),
    (
        "%a{responses: {'200': {description: D}}}, servers: [{url: 'https://a.example'}]",
        "%a{responses: {'200': {description: D}}}, servers: [{url: 'https://a.example'}, {url: /b}]",
        "/servers/1",
    ),
    (
        "%a{responses: {'200': {description: D}}, servers: [{url: 'https://b.example'}]}",
        "%a{responses: {'200': {description: D}}, servers: [{url: 'https://b.example'}]}, servers: [{url: 'https://a.example'}]",
        "/servers/0",
    ),
    (
        "%a{responses: {'200': {description: D}}}",
        "%a{responses: {'200': {description: D}}}, servers: [{url: /v1}]",
        "/servers/0",
    ),
    (
        "%a{responses: {'200': {description: D, content: {image/png: {}}}}}",
        "%a{responses: {'200': {description: D, content: {image/png: {encoding: {a: {contentType: image/png}}}}}}}",
        "/encoding",
    ),
    (
        "%a{responses: {'200': {description: D, content: {multipart/mixed: {}}}}}",
        "%a{responses: {'200': {description: D, content: {multipart/mixed: {encoding: {a: {contentType: image/png}}}}}}}",
        "/encoding",
    ),
    (
        "%a{responses: {'200': {description: D}, '400': {description: D}}}",
        "%a{responses: {'200': {description: D}, '400': {description: D, content: {application/json: {schema: {type: string}}}}}}",
        "/content/application~1json",
    ),
    (
        "%a{responses: {'200': {description: D}, '400': {description: D}, '500': {description: D}}}",
        "%a{responses: {'200': {description: D}, '400': {description: D, content: {application/json: {schema: {title: E, type: object, properties: {e: {}}}}}}, '500': {description: D, content: {application/json: {schema: {title: F, type: object, properties: {f: {}}}}}}}}",
        "/paths/~1a/post",
    ),
    (
        "%a{responses: {'200': {description: D}}, callbacks: {c: {'{$url}': {post: {}}}}}",
        "%a{responses: {'200': {description: D}}, callbacks: {c: {'{$url}': {post: {parameters: [{name: p, in: query, schema: {type: string}}]}}}}}",
        "/callbacks/c/{$url}/post",
    ),
    (
        "%a{responses: {'200': {description: D}}, callbacks: {c: {'{$url}': {post: {responses: {'200': {description: D}}}}}}}",
        "%a{responses: {'200': {description: D}}, callbacks: {c: {'{$url}': {post: {responses: {'200': {description: D, content: {text/plain: {}}}}}}}}}",
        "/callbacks/c/{$url}/post",
    ),
    (
        "%a{responses: {'200': {description: D, content: {text/plain: {schema: {type: string}}}}}}",
        "%a{responses: {'200': {description: D, content: {text/plain: {schema: {type: integer}}}}}}",
        "/content/text~1plain",
    ),
    (
        "%a{requestBody: {content: {text/plain: {schema: {type: string}}}}, responses: {'200': {description: D}}}",
        "%a{requestBody: {content: {text/plain: {schema: {type: string, enum: [a]}}}}, responses: {'200': {description: D}}}",
        "/content/text~1plain",
    ),
    (
        "%a{requestBody: {content: {application/x-www-form-urlencoded: {schema: {type: object, properties: {a: {type: string}}}}}}, responses: {'200': {description: D}}}",
        "%a{requestBody: {description: What it is., content: {application/x-www-form-urlencoded: {schema: {type: object, properties: {a: {type: string}}}}}}, responses: {'200': {description: D}}}",
        "/requestBody",
    ),
    (
        "%a{requestBody: {content: {application/x-www-form-urlencoded: {schema: {type: object, properties: {a: {type: string}}}}}}, responses: {'200': {description: D}}}",
        "%a{requestBody: {content: {application/x-www-form-urlencoded: {schema: {type: object, properties: {a: {type: string}}}, encoding: {a: {contentType: application/xml}}}}}, responses: {'200': {description: D}}}",
        "/encoding/a/contentType",
    ),
    (
        "%a{requestBody: {content: {application/x-www-form-urlencoded: {schema: {type: object, properties: {a: {type: string}}}, encoding: {a: {contentType: text/plain}}}}}, responses: {'200': {description: D}}}",
        "%a{requestBody: {content: {application/x-www-form-urlencoded: {schema: {type: object, properties: {a: {type: string}}}, encoding: {a: {contentType: text/plain, headers: {X-A: {schema: {type: string}}}}}}}}, responses: {'200': {description: D}}}",
        "/encoding/a/headers",
    ),
    // The keys of OpenAPI 3.2 for parts and items: where they fit they are honoured, elsewhere they are noted.
    (
        "%p{multipart/mixed: {schema: {type: array}}}",
        "%p{multipart/mixed: {schema: {type: array}, encoding: {a: {contentType: text/plain}}}}",
        "/encoding",
    ),
    (
        "%p{multipart/mixed: {schema: {type: array}}}",
        "%p{multipart/mixed: {schema: {type: array}, prefixEncoding: [{contentType: text/plain}]}}",
        "/prefixEncoding",
    ),
    (
        "%p{multipart/mixed: {schema: {type: array}}}",
        "%p{multipart/mixed: {schema: {type: array}, itemEncoding: {contentType: text/plain}}}",
        "/itemEncoding",
    ),
    (
        "%p{multipart/mixed: {}}",
        "%p{multipart/mixed: {itemSchema: {type: integer}}}",
        "/itemSchema",
    ),
    (
        "%p{multipart/form-data: {schema: {type: object, properties: {a: {type: string}}}}}",
        "%p{multipart/form-data: {schema: {type: object, properties: {a: {type: string}}}, prefixEncoding: [{contentType: text/html}]}}",
        "/prefixEncoding",
    ),
    (
        "%p{multipart/form-data: {schema: {type: object, properties: {a: {type: string}}}}}",
        "%p{multipart/form-data: {schema: {type: object, properties: {a: {type: string}}}, itemSchema: {type: integer}}}",
        "/itemSchema",
    ),
    (
        "%p{multipart/form-data: {}}",
        "%p{multipart/form-data: {encoding: {a: {contentType: text/html}}}}",
        "/encoding",
    ),
    (
        "%p{multipart/form-data: {schema: {type: object, properties: {a: {type: string}}}}}",
        "%p{multipart/form-data: {schema: {type: object, properties: {a: {type: string}}, additionalProperties: {type: integer}}}}",
        "/additionalProperties",
    ),
    (
        "%p{application/x-www-form-urlencoded: {schema: {type: object, properties: {a: {type: string}}}}}",
        "%p{application/x-www-form-urlencoded: {schema: {type: object, properties: {a: {type: string}}, patternProperties: {'^b': {type: integer}}}}}",
        "/patternProperties",
    ),
    (
        "%p{multipart/form-data: {schema: {type: object, properties: {a: {type: object, properties: {b: {type: string}}}}}, encoding: {a: {contentType: multipart/mixed}}}}",
        "%p{multipart/form-data: {schema: {type: object, properties: {a: {type: object, properties: {b: {type: string}}}}}, encoding: {a: {contentType: multipart/mixed, encoding: {b: {contentType: text/html}}}}}}",
        "/encoding/a/encoding",
    ),
    (
        "%p{multipart/form-data: {schema: {type: object, properties: {a: {type: array, items: {type: array}}}}, encoding: {a: {contentType: multipart/mixed}}}}",
        "%p{multipart/form-data: {schema: {type: object, properties: {a: {type: array, items: {type: array}}}}, encoding: {a: {contentType: multipart/mixed, encoding: {b: {contentType: text/html}}}}}}",
        "/encoding/a/encoding",
    ),
    (
        "%p{multipart/form-data: {schema: {type: object, properties: {a: {type: string}}}, encoding: {a: {contentType: text/plain}}}}",
        "%p{multipart/form-data: {schema: {type: object, properties: {a: {type: string}}}, encoding: {a: {contentType: text/plain, itemEncoding: {contentType: text/html}}}}}",
        "/encoding/a/itemEncoding",
    ),
    (
        "%p{application/x-www-form-urlencoded: {schema: {type: object, properties: {a: {type: string}}}, encoding: {a: {contentType: text/plain}}}}",
        "%p{application/x-www-form-urlencoded: {schema: {type: object, properties: {a: {type: string}}}, encoding: {a: {contentType: text/plain, encoding: {b: {contentType: text/html}}}}}}",
        "/encoding/a/encoding",
    ),
    (
        "%p{application/json: {schema: {type: string}}}",
        "%p{application/json: {schema: {type: string}, itemSchema: {type: integer}}}",
        "/itemSchema",
    ),
    (
        "%p{application/jsonl: {}}",
        "%p{application/jsonl: {itemSchema: {type: integer}}}",
        "/itemSchema",
    ),
    (
        "%p{text/event-stream: {}}",
        "%p{text/event-stream: {itemSchema: {type: object}}}",
        "/itemSchema",
    ),
    (
        "%a{responses: {'200': {description: D, content: {multipart/mixed: {}}}}}",
        "%a{responses: {'200': {description: D, content: {multipart/mixed: {itemEncoding: {contentType: text/html}}}}}}",
        "/itemEncoding",
    ),
    (
        "%a{responses: {'200': {description: D}}, callbacks: {c: {'{$url}': {post: {requestBody: {content: {application/jsonl: {}}}}}}}}",
        "%a{responses: {'200': {description: D}}, callbacks: {c: {'{$url}': {post: {requestBody: {content: {application/jsonl: {itemSchema: {type: integer}}}}}}}}}",
        "/itemSchema",
    ),
    (
        "%p{multipart/form-data: {schema: {type: object, properties: {a: {type: string}}}}}",
        "%p{multipart/form-data: {schema: {type: object, properties: {a: {type: string, contentMediaType: image/png}}}}}",
        "/contentMediaType",
    ),
    (
        "%p{multipart/form-data: {schema: {type: object, properties: {a: {type: string}}}, encoding: {a: {contentType: text/html}}}}",
        "%p{multipart/form-data: {schema: {type: object, properties: {a: {type: string, contentMediaType: text/css}}}, encoding: {a: {contentType: text/html}}}}",
        "/contentMediaType",
    ),
    (
        "%t{type: string}",
        "%t{type: string, contentMediaType: text/html}",
        "/contentMediaType",
    ),
    (
        "%a{responses: {'200': {description: D}, '103': {description: D}}}",
        "%a{responses: {'200': {description: D}, '103': {description: D, headers: {X-A: {schema: {type: string}}}}}}",
        "/headers/X-A",
    ),
    (
        "%a{responses: {'200': {description: D}}, callbacks: {c: {'{$url}': {post: {responses: {'200': {description: D}}}}}}}",
        "%a{responses: {'200': {description: D}}, callbacks: {c: {'{$url}': {post: {responses: {'200': {description: D, headers: {X-A: {schema: {type: string}}}}}}}}}}",
        "/callbacks/c/{$url}/post",
    ),
    (
        "%a{requestBody: {content: {multipart/form-data: {schema: {type: object, properties: {a: {type: string}}}, encoding: {a: {headers: {X-A: {schema: {type: string}}}}}}}}, responses: {'200': {description: D}}}",
        "%a{requestBody: {content: {multipart/form-data: {schema: {type: object, properties: {a: {type: string}}}, encoding: {a: {headers: {X-A: {required: true, schema: {type: string}}}}}}}}, responses: {'200': {description: D}}}",
        "/required",
    ),
    (
        "%t{type: string}",
        "%t{type: string, contentEncoding: base32}",
        "/contentEncoding",
    ),
    (
        "%t{type: number}",
        "%t{type: number, format: decimal}",
        "/format",
    ),
    (
        "%t{type: integer}",
        "%t{type: integer, format: int8}",
        "/format",
    ),
    (
        "%t{type: boolean}",
        "%t{type: boolean, format: flag}",
        "/format",
    ),
    (
        "%t{type: array, items: {type: string}}",
        "%t{type: array, items: {type: string}, format: set}",
        "/format",
    ),
    (
        "%t{type: number}",
        "%t{type: number, enum: [0.5, 1.5]}",
        "/enum/0",
    ),
    (
        "%t{type: boolean}",
        "%t{type: boolean, enum: [true]}",
        "/enum/0",
    ),
    (
        "%a{responses: {'200': {description: D}}}",
        "%a{responses: {'200': {description: D}}}, webhooks: {w: {post: {}}}",
        "/webhooks/w/post",
    ),
    (
        "%a{responses: {'200': {description: D}}}, webhooks: {w: {post: {requestBody: {content: {application/json: {}}}}}}",
        "%a{responses: {'200': {description: D}}}, webhooks: {w: {post: {requestBody: {content: {application/json: {}, text/csv: {}}}}}}",
        "/content/text~1csv",
    ),
    (
        "%a{responses: {'200': {description: D}}}",
        "%a{responses: {'200': {description: D}}}, webhooks: {w: {post: {requestBody: {content: {text/csv: {}, image/png: {}}}}}}",
        "/content/image~1png",
    ),
    (
        "%a{responses: {'200': {description: D}}}, webhooks: {w: {post: {requestBody: {content: {application/json: {}}}}}}",
        "%a{responses: {'200': {description: D}}}, webhooks: {w: {post: {requestBody: {content: {application/json: {}}}, parameters: [{name: p, in: query, schema: {type: string}}]}}}",
        "/webhooks/w/post",
    ),
    (
        "%a{responses: {'200': {description: D}}}, webhooks: {w: {post: {requestBody: {content: {application/json: {}}}}}}",
        "%a{responses: {'200': {description: D}}}, webhooks: {w: {post: {requestBody: {content: {application/json: {}}}, responses: {'200': {description: D, content: {text/plain: {}}}}}}}",
        "/webhooks/w/post",
    ),
    (
        "%a{responses: {'200': {description: D}}, security: [{s: []}]}, components: %s{s: {type: oauth2, flows: {password: {tokenUrl: /t, scopes: {}}}}}}",
        "%a{responses: {'200': {description: D}}, security: [{s: []}]}, components: %s{s: {type: oauth2, flows: {password: {tokenUrl: /t, scopes: {}, x-env: {client_id: A, client_secret: B}}}}}}",
        "/flows/password/x-env",
    ),
    (
        "%a{responses: {'200': {description: D}}, security: [{s: []}]}, components: %s{s: {type: oauth2, flows: {clientCredentials: {tokenUrl: /t, scopes: {}}}}}}",
        "%a{responses: {'200': {description: D}}, security: [{s: []}]}, components: %s{s: {type: oauth2, flows: {clientCredentials: {tokenUrl: /t, scopes: {}, x-env: A}}}}}",
        "/flows/clientCredentials/x-env",
    ),
    (
        "%a{responses: {'200': {description: D}}, security: [{s: []}]}, components: %s{s: {type: oauth2, flows: {clientCredentials: {tokenUrl: /t, scopes: {}}}}}}",
        "%a{responses: {'200': {description: D}}, security: [{s: []}]}, components: %s{s: {type: oauth2, flows: {clientCredentials: {tokenUrl: /t, scopes: {}, x-token-endpoint-auth-method: private_key_jwt}}}}}",
        "/flows/clientCredentials/x-token-endpoint-auth-method",
    ),
    (
        "%t{type: string}",
        "%t{type: string, x-package: p}",
        "/x-package",
    ),
    (
        "%t{type: string}",
        "%t{type: string, x-enum-varnames: [A]}",
        "/x-enum-varnames",
    ),
    (
        "%t{type: string, enum: [a]}",
        "%t{type: string, enum: [a], x-enum-varname: [B]}",
        "/x-enum-varname",
    ),
    (
        "%a{responses: {'200': {description: D}}}, servers: [{url: 'https://a.example'}]",
        "%a{responses: {'200': {description: D}}}, servers: [{url: 'https://a.example', x-evn: A}]",
        "/servers/0/x-evn",
    ),
    (
        "%a{responses: {'200': {description: D}}}",
        "%a{responses: {'200': {description: D}}, x-no-retry: [a]}",
        "/paths/~1a/post/x-no-retry",
    ),
    (
        "%a{responses: {'200': {description: D}}}",
        "%a{responses: {'200': {description: D}}}, x-client-header: [{header: X-A}]",
        "/x-client-header",
    ),
    (
        "%a{parameters: [{name: p, in: query, schema: {type: array, items: {type: string}}}], responses: {'200': {description: D}}}",
        "%a{parameters: [{name: p, in: query, x-deep-object-lists: brackets, schema: {type: array, items: {type: string}}}], responses: {'200': {description: D}}}",
        "/x-deep-object-lists",
    ),
];
