//! Path items, operations, and what they send and get back.

use super::Samples;

pub const OBJECTS: &[Samples] = &[
    (
        "a path item",
        "{openapi: 3.x, info: {title: T, version: '1'}, paths: {/a: { % }, /b: {get: {operationId: getB, responses: {'200': {description: D}}}}}}",
        "get: {operationId: getA, responses: {'200': {description: D}}}",
        &[
            ("$ref", "=$ref: '#/paths/~1b'"),
            ("summary", "S"),
            ("description", "D"),
            (
                "get",
                "=get: {operationId: other, responses: {'200': {description: D}}}",
            ),
            (
                "put",
                "{operationId: putA, responses: {'200': {description: D}}}",
            ),
            (
                "post",
                "{operationId: postA, responses: {'200': {description: D}}}",
            ),
            (
                "delete",
                "{operationId: deleteA, responses: {'200': {description: D}}}",
            ),
            (
                "options",
                "{operationId: optionsA, responses: {'200': {description: D}}}",
            ),
            (
                "head",
                "{operationId: headA, responses: {'200': {description: D}}}",
            ),
            (
                "patch",
                "{operationId: patchA, responses: {'200': {description: D}}}",
            ),
            (
                "trace",
                "{operationId: traceA, responses: {'200': {description: D}}}",
            ),
            (
                "query",
                "{operationId: queryA, responses: {'200': {description: D}}}",
            ),
            (
                "additionalOperations",
                "{LINK: {operationId: linkA, responses: {'200': {description: D}}}}",
            ),
            ("servers", "[{url: 'https://other.example.com'}]"),
            (
                "parameters",
                "[{name: p, in: query, schema: {type: string}}]",
            ),
        ],
    ),
    (
        "an operation",
        "{openapi: 3.x, info: {title: T, version: '1'}, tags: [{name: jobs, description: What runs.}], paths: {/a: {post: { % }}}, components: {securitySchemes: {s: {type: http, scheme: bearer}}}}",
        "operationId: postA, responses: {'200': {description: D, content: {application/json: {schema: {type: string}}}}}",
        &[
            ("tags", "[jobs]"),
            ("summary", "A summary."),
            ("description", "A description."),
            ("externalDocs", "{url: 'https://example.com'}"),
            (
                "operationId",
                "=operationId: other, responses: {'200': {description: D, content: {application/json: {schema: {type: string}}}}}",
            ),
            (
                "parameters",
                "[{name: p, in: query, schema: {type: string}}]",
            ),
            (
                "requestBody",
                "{content: {application/json: {schema: {type: string}}}}",
            ),
            (
                "responses",
                "=operationId: postA, responses: {'200': {description: D, content: {application/json: {schema: {type: integer}}}}}",
            ),
            (
                "callbacks",
                "{c: {'{$url}': {post: {requestBody: {content: {application/json: {schema: {title: Call, type: object, properties: {a: {type: string}}}}}}, responses: {'200': {description: D}}}}}}",
            ),
            ("deprecated", "true"),
            ("security", "[{s: []}]"),
            ("servers", "[{url: 'https://other.example.com'}]"),
            ("consumes", "[application/json]"),
            ("produces", "[application/json]"),
        ],
    ),
    (
        "a parameter",
        "{openapi: 3.x, info: {title: T, version: '1'}, paths: {/a: {get: {operationId: getA, parameters: [{ % }], responses: {'200': {description: D}}}}}}",
        "name: p, in: query, schema: {type: string}",
        &[
            ("name", "=name: other, in: query, schema: {type: string}"),
            ("in", "=name: p, in: header, schema: {type: string}"),
            ("description", "What it is."),
            ("required", "true"),
            ("deprecated", "true"),
            (
                "allowEmptyValue",
                "=name: p, in: query, schema: {type: array, items: {type: string}}, allowEmptyValue: true",
            ),
            (
                "style",
                "=name: p, in: query, schema: {type: array, items: {type: string}}, style: pipeDelimited",
            ),
            (
                "explode",
                "=name: p, in: query, schema: {type: array, items: {type: string}}, explode: false",
            ),
            ("allowReserved", "true"),
            ("schema", "=name: p, in: query, schema: {type: integer}"),
            (
                "content",
                "=name: p, in: query, content: {application/json: {schema: {type: string}}}",
            ),
            (
                "example",
                "=name: p, in: query, schema: {type: integer}, example: [1]",
            ),
            (
                "examples",
                "=name: p, in: query, schema: {type: integer}, examples: {a: {value: [1]}}",
            ),
            ("type", "string"),
            ("format", "uuid"),
            ("items", "{type: string}"),
            ("collectionFormat", "csv"),
        ],
    ),
    (
        "a request body",
        "{openapi: 3.x, info: {title: T, version: '1'}, paths: {/a: {post: {operationId: postA, requestBody: { % }, responses: {'200': {description: D}}}}}}",
        "content: {application/json: {schema: {type: string}}}",
        &[
            ("description", "What is sent."),
            (
                "content",
                "=content: {application/json: {schema: {type: integer}}}",
            ),
            ("required", "true"),
            ("schema", "{type: string}"),
        ],
    ),
    (
        "a media type",
        "{openapi: 3.x, info: {title: T, version: '1'}, paths: {/a: {get: {responses: {'200': {description: D, content: {application/jsonl: { % }}}}}}}}",
        "",
        &[("itemSchema", "{type: integer}")],
    ),
    (
        "a schema",
        "{openapi: 3.x, info: {title: T, version: '1'}, paths: {/a: {get: {responses: {'200': {description: D, content: {text/event-stream: {schema: {properties: {id: {type: string}, data: { % }}}}}}}}}}}",
        "type: string",
        &[("contentSchema", "{type: integer}")],
    ),
    (
        "a media type",
        "{openapi: 3.x, info: {title: T, version: '1'}, paths: {/a: {post: {operationId: postA, requestBody: {content: {application/json: { % }}}, responses: {'200': {description: D}}}}}}",
        "schema: {type: object, properties: {a: {type: string}}}",
        &[
            ("schema", "=schema: {type: integer}"),
            ("example", "{a: b}"),
            ("examples", "{e: {value: {a: b}}}"),
        ],
    ),
    (
        "a media type",
        "{openapi: 3.x, info: {title: T, version: '1'}, paths: {/a: {post: {operationId: postA, requestBody: {content: {multipart/mixed: { % }}}, responses: {'200': {description: D}}}}}}",
        "schema: {type: array}",
        &[
            ("itemSchema", "{type: integer}"),
            ("prefixEncoding", "[{contentType: text/plain}]"),
            ("itemEncoding", "{contentType: text/plain}"),
        ],
    ),
    (
        "a media type",
        "{openapi: 3.x, info: {title: T, version: '1'}, paths: {/a: {post: {operationId: postA, requestBody: {content: {multipart/form-data: { % }}}, responses: {'200': {description: D}}}}}}",
        "schema: {type: object, properties: {a: {type: string}}}",
        &[("encoding", "{a: {contentType: application/json}}")],
    ),
    (
        "an encoding",
        "{openapi: 3.x, info: {title: T, version: '1'}, paths: {/a: {post: {operationId: postA, requestBody: {content: {application/x-www-form-urlencoded: {schema: {type: object, properties: {a: {type: array, items: {type: string}}}}, encoding: {a: { % }}}}}, responses: {'200': {description: D}}}}}}",
        "",
        &[
            ("style", "pipeDelimited"),
            ("explode", "false"),
            ("allowReserved", "true"),
        ],
    ),
    (
        "an encoding",
        "{openapi: 3.x, info: {title: T, version: '1'}, paths: {/a: {post: {operationId: postA, requestBody: {content: {multipart/form-data: {schema: {type: object, properties: {a: {type: array, items: {type: string}}}}, encoding: {a: { % }}}}}, responses: {'200': {description: D}}}}}}",
        "",
        &[
            ("contentType", "text/plain"),
            ("headers", "{X-A: {schema: {type: string}}}"),
            (
                "prefixEncoding",
                "=contentType: multipart/mixed, prefixEncoding: [{contentType: text/plain}]",
            ),
            (
                "itemEncoding",
                "=contentType: multipart/mixed, itemEncoding: {contentType: text/plain}",
            ),
        ],
    ),
    (
        "an encoding",
        "{openapi: 3.x, info: {title: T, version: '1'}, paths: {/a: {post: {operationId: postA, requestBody: {content: {multipart/form-data: {schema: {type: object, properties: {a: {type: object, properties: {b: {type: string}}}}}, encoding: {a: { % }}}}}, responses: {'200': {description: D}}}}}}",
        "contentType: multipart/form-data",
        &[("encoding", "{b: {contentType: text/html}}")],
    ),
    (
        "a response",
        "{openapi: 3.x, info: {title: T, version: '1'}, paths: {/a: {get: {operationId: getA, responses: {'200': { % }}}}}}",
        "description: D",
        &[
            ("summary", "S"),
            ("headers", "{X-A: {schema: {type: string}}}"),
            ("content", "{application/json: {schema: {type: string}}}"),
            ("links", "{L: {operationId: getA}}"),
            ("schema", "{type: string}"),
        ],
    ),
    (
        "a response",
        "{openapi: 3.x, info: {title: T, version: '1'}, paths: {/a: {get: {operationId: getA, responses: {'200': { % }, '202': {description: D, content: {text/plain: {}}}}}}}}",
        "description: D",
        &[("description", "=description: Another.")],
    ),
    (
        "a header",
        "{openapi: 3.x, info: {title: T, version: '1'}, paths: {/a: {post: {operationId: postA, responses: {'200': {description: D, headers: {X-A: { % }}}}}}}}",
        "",
        &[
            ("description", "D"),
            ("required", "true"),
            ("deprecated", "true"),
            ("allowEmptyValue", "true"),
            ("allowReserved", "true"),
            ("style", "simple"),
            (
                "explode",
                "=schema: {type: object, additionalProperties: {type: string}}, explode: true",
            ),
            ("schema", "{type: integer}"),
            ("content", "{application/json: {schema: {type: integer}}}"),
            ("example", "a"),
            ("examples", "{e: {value: a}}"),
        ],
    ),
    (
        "an example",
        "{openapi: 3.x, info: {title: T, version: '1'}, paths: {/a: {post: {operationId: postA, requestBody: {content: {application/json: {schema: {type: object, properties: {a: {type: string}}}, examples: {e: { % }}}}}, responses: {'200': {description: D}}}}}}",
        "",
        &[
            ("summary", "S"),
            ("description", "D"),
            ("value", "{a: b}"),
            ("dataValue", "{a: b}"),
            ("serializedValue", "'{}'"),
            ("externalValue", "https://example.com/a.json"),
        ],
    ),
    (
        "a link",
        "{openapi: 3.x, info: {title: T, version: '1'}, paths: {/a: {get: {operationId: getA, responses: {'200': {description: D, links: {L: { % }}}}}}}}",
        "",
        &[
            ("operationRef", "'#/paths/~1a/get'"),
            ("operationId", "getA"),
            ("parameters", "{a: b}"),
            ("requestBody", "a"),
            ("description", "D"),
            ("server", "{url: 'https://example.com'}"),
        ],
    ),
];
