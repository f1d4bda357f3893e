//! For each kind of object a document with a gap for its members, written as `%`, the members it
//! usually has, and for each key a value. A value that begins with `=` replaces all members.

/// The object, the document, its usual members, and a value for each key.
type Samples = (
    &'static str,
    &'static str,
    &'static str,
    &'static [(&'static str, &'static str)],
);

pub const OBJECTS: &[Samples] = &[
    (
        "the document",
        "{ % }",
        "openapi: 3.x, info: {title: T, version: '1'}, paths: {/a: {get: {tags: [jobs], responses: {'200': {description: D, content: {application/json: {schema: {type: string}}}}}}}}",
        &[
            ("openapi", "-info: {title: T, version: '1'}"),
            (
                "$self",
                "=openapi: 3.x, info: {title: T, version: '1'}, paths: {/a: {get: {responses: {'200': {description: D, content: {application/json: {schema: {$ref: 'https://example.com/openapi.yaml#/components/schemas/B'}}}}}}}}, components: {schemas: {B: {type: object, properties: {b: {type: string}}}}}, $self: https://example.com/openapi.yaml",
            ),
            (
                "jsonSchemaDialect",
                "https://spec.openapis.org/oas/3.1/dialect/base",
            ),
            ("info", "-openapi: 3.x, paths: {}"),
            ("externalDocs", "{url: 'https://example.com'}"),
            ("servers", "[{url: 'https://example.com'}]"),
            ("tags", "[{name: jobs, description: What runs.}]"),
            (
                "paths",
                "-openapi: 3.x, info: {title: T, version: '1'}, paths: {}",
            ),
            (
                "webhooks",
                "{hook: {post: {requestBody: {content: {application/json: {schema: {title: Hook, type: object, properties: {a: {type: string}}}}}}, responses: {'200': {description: D}}}}}",
            ),
            (
                "components",
                "{schemas: {A: {type: object, properties: {a: {type: string}}}}}",
            ),
            ("security", "[{}]"),
            ("definitions", "{}"),
            ("securityDefinitions", "{}"),
            ("host", "example.com"),
            ("basePath", "/v1"),
            ("schemes", "[https]"),
            ("consumes", "[application/json]"),
            ("produces", "[application/json]"),
        ],
    ),
    (
        "`info`",
        "{openapi: 3.x, info: { % }, paths: {}}",
        "title: T, version: '1'",
        &[
            ("title", "=title: Other, version: '1'"),
            ("summary", "A summary."),
            ("description", "A description."),
            ("termsOfService", "https://example.com"),
            ("contact", "{name: N}"),
            ("license", "{name: MIT}"),
            ("version", "=title: T, version: '2'"),
        ],
    ),
    (
        "`contact`",
        "{openapi: 3.x, info: {title: T, version: '1', contact: { % }}, paths: {}}",
        "",
        &[
            ("name", "N"),
            ("url", "https://example.com"),
            ("email", "a@example.com"),
        ],
    ),
    (
        "a license",
        "{openapi: 3.x, info: {title: T, version: '1', license: { % }}, paths: {}}",
        "name: MIT",
        &[
            ("name", "=name: Apache 2.0"),
            ("identifier", "Apache-2.0"),
            ("url", "https://example.com"),
        ],
    ),
    (
        "a server",
        "{openapi: 3.x, info: {title: T, version: '1'}, servers: [{ % }, {url: 'https://other.example.com'}], paths: {/a: {get: {operationId: getA, responses: {'200': {description: D}}}}}}",
        "url: 'https://example.com/v1'",
        &[
            ("url", "=url: 'https://example.com'"),
            ("name", "production"),
            ("description", "D"),
            (
                "variables",
                "=url: 'https://{host}/v1', variables: {host: {default: example.com}}",
            ),
        ],
    ),
    (
        "a server variable",
        "{openapi: 3.x, info: {title: T, version: '1'}, servers: [{url: 'https://{host}', variables: {host: { % }}}], paths: {/a: {get: {operationId: getA, responses: {'200': {description: D}}}}}}",
        "default: a.example.com",
        &[
            ("default", "=default: b.example.com"),
            ("enum", "[a.example.com, b.example.com]"),
            ("description", "D"),
        ],
    ),
    (
        "a tag",
        "{openapi: 3.x, info: {title: T, version: '1'}, tags: [{ % }], paths: {/a: {get: {tags: [jobs], operationId: getA, responses: {'200': {description: D}}}}}}",
        "name: jobs",
        &[
            ("name", "-description: Runs."),
            ("summary", "S"),
            ("description", "What runs."),
            ("externalDocs", "{url: 'https://example.com'}"),
            ("parent", "jobs"),
            ("kind", "nav"),
        ],
    ),
    (
        "external documentation",
        "{openapi: 3.x, info: {title: T, version: '1'}, externalDocs: { % }, paths: {}}",
        "url: 'https://example.com/a'",
        &[
            ("description", "D"),
            ("url", "=url: 'https://example.com/b'"),
        ],
    ),
    (
        "`components`",
        "{openapi: 3.x, info: {title: T, version: '1'}, security: [{S: []}], paths: {/a: {post: {operationId: postA, parameters: [{$ref: '#/components/parameters/P'}], requestBody: {$ref: '#/components/requestBodies/B'}, callbacks: {c: {$ref: '#/components/callbacks/C'}}, responses: {'200': {$ref: '#/components/responses/R'}}}}, /b: {$ref: '#/components/pathItems/I'}}, components: { % }}",
        "schemas: {S: {type: object, properties: {a: {type: string}}}}, responses: {R: {description: D, headers: {X-H: {$ref: '#/components/headers/H'}}, links: {L: {$ref: '#/components/links/L'}}}}, parameters: {P: {name: p, in: query, schema: {type: string}}}, examples: {E: {value: {}}}, requestBodies: {B: {content: {application/json: {schema: {$ref: '#/components/schemas/S'}, examples: {E: {$ref: '#/components/examples/E'}}}, text/plain: {$ref: '#/components/mediaTypes/M'}}}}, headers: {H: {schema: {type: string}}}, securitySchemes: {S: {type: http, scheme: bearer}}, links: {L: {operationId: postA}}, callbacks: {C: {'{$url}': {}}}, pathItems: {I: {get: {responses: {'200': {description: D}}}}}, mediaTypes: {M: {schema: {type: string}}}",
        &[
            (
                "schemas",
                "-responses: {R: {description: D, headers: {X-H: {$ref: '#/components/headers/H'}}, links: {L: {$ref: '#/components/links/L'}}}}, parameters: {P: {name: p, in: query, schema: {type: string}}}, examples: {E: {value: {}}}, requestBodies: {B: {content: {application/json: {schema: {$ref: '#/components/schemas/S'}, examples: {E: {$ref: '#/components/examples/E'}}}, text/plain: {$ref: '#/components/mediaTypes/M'}}}}, headers: {H: {schema: {type: string}}}, securitySchemes: {S: {type: http, scheme: bearer}}, links: {L: {operationId: postA}}, callbacks: {C: {'{$url}': {}}}, pathItems: {I: {get: {responses: {'200': {description: D}}}}}, mediaTypes: {M: {schema: {type: string}}}",
            ),
            (
                "responses",
                "-schemas: {S: {type: object, properties: {a: {type: string}}}}, parameters: {P: {name: p, in: query, schema: {type: string}}}, examples: {E: {value: {}}}, requestBodies: {B: {content: {application/json: {schema: {$ref: '#/components/schemas/S'}, examples: {E: {$ref: '#/components/examples/E'}}}, text/plain: {$ref: '#/components/mediaTypes/M'}}}}, headers: {H: {schema: {type: string}}}, securitySchemes: {S: {type: http, scheme: bearer}}, links: {L: {operationId: postA}}, callbacks: {C: {'{$url}': {}}}, pathItems: {I: {get: {responses: {'200': {description: D}}}}}, mediaTypes: {M: {schema: {type: string}}}",
            ),
            (
                "parameters",
                "-schemas: {S: {type: object, properties: {a: {type: string}}}}, responses: {R: {description: D, headers: {X-H: {$ref: '#/components/headers/H'}}, links: {L: {$ref: '#/components/links/L'}}}}, examples: {E: {value: {}}}, requestBodies: {B: {content: {application/json: {schema: {$ref: '#/components/schemas/S'}, examples: {E: {$ref: '#/components/examples/E'}}}, text/plain: {$ref: '#/components/mediaTypes/M'}}}}, headers: {H: {schema: {type: string}}}, securitySchemes: {S: {type: http, scheme: bearer}}, links: {L: {operationId: postA}}, callbacks: {C: {'{$url}': {}}}, pathItems: {I: {get: {responses: {'200': {description: D}}}}}, mediaTypes: {M: {schema: {type: string}}}",
            ),
            (
                "examples",
                "-schemas: {S: {type: object, properties: {a: {type: string}}}}, responses: {R: {description: D, headers: {X-H: {$ref: '#/components/headers/H'}}, links: {L: {$ref: '#/components/links/L'}}}}, parameters: {P: {name: p, in: query, schema: {type: string}}}, requestBodies: {B: {content: {application/json: {schema: {$ref: '#/components/schemas/S'}, examples: {E: {$ref: '#/components/examples/E'}}}, text/plain: {$ref: '#/components/mediaTypes/M'}}}}, headers: {H: {schema: {type: string}}}, securitySchemes: {S: {type: http, scheme: bearer}}, links: {L: {operationId: postA}}, callbacks: {C: {'{$url}': {}}}, pathItems: {I: {get: {responses: {'200': {description: D}}}}}, mediaTypes: {M: {schema: {type: string}}}",
            ),
            (
                "requestBodies",
                "-schemas: {S: {type: object, properties: {a: {type: string}}}}, responses: {R: {description: D, headers: {X-H: {$ref: '#/components/headers/H'}}, links: {L: {$ref: '#/components/links/L'}}}}, parameters: {P: {name: p, in: query, schema: {type: string}}}, examples: {E: {value: {}}}, headers: {H: {schema: {type: string}}}, securitySchemes: {S: {type: http, scheme: bearer}}, links: {L: {operationId: postA}}, callbacks: {C: {'{$url}': {}}}, pathItems: {I: {get: {responses: {'200': {description: D}}}}}, mediaTypes: {M: {schema: {type: string}}}",
            ),
            (
                "headers",
                "-schemas: {S: {type: object, properties: {a: {type: string}}}}, responses: {R: {description: D, headers: {X-H: {$ref: '#/components/headers/H'}}, links: {L: {$ref: '#/components/links/L'}}}}, parameters: {P: {name: p, in: query, schema: {type: string}}}, examples: {E: {value: {}}}, requestBodies: {B: {content: {application/json: {schema: {$ref: '#/components/schemas/S'}, examples: {E: {$ref: '#/components/examples/E'}}}, text/plain: {$ref: '#/components/mediaTypes/M'}}}}, securitySchemes: {S: {type: http, scheme: bearer}}, links: {L: {operationId: postA}}, callbacks: {C: {'{$url}': {}}}, pathItems: {I: {get: {responses: {'200': {description: D}}}}}, mediaTypes: {M: {schema: {type: string}}}",
            ),
            (
                "securitySchemes",
                "-schemas: {S: {type: object, properties: {a: {type: string}}}}, responses: {R: {description: D, headers: {X-H: {$ref: '#/components/headers/H'}}, links: {L: {$ref: '#/components/links/L'}}}}, parameters: {P: {name: p, in: query, schema: {type: string}}}, examples: {E: {value: {}}}, requestBodies: {B: {content: {application/json: {schema: {$ref: '#/components/schemas/S'}, examples: {E: {$ref: '#/components/examples/E'}}}, text/plain: {$ref: '#/components/mediaTypes/M'}}}}, headers: {H: {schema: {type: string}}}, links: {L: {operationId: postA}}, callbacks: {C: {'{$url}': {}}}, pathItems: {I: {get: {responses: {'200': {description: D}}}}}, mediaTypes: {M: {schema: {type: string}}}",
            ),
            (
                "links",
                "-schemas: {S: {type: object, properties: {a: {type: string}}}}, responses: {R: {description: D, headers: {X-H: {$ref: '#/components/headers/H'}}, links: {L: {$ref: '#/components/links/L'}}}}, parameters: {P: {name: p, in: query, schema: {type: string}}}, examples: {E: {value: {}}}, requestBodies: {B: {content: {application/json: {schema: {$ref: '#/components/schemas/S'}, examples: {E: {$ref: '#/components/examples/E'}}}, text/plain: {$ref: '#/components/mediaTypes/M'}}}}, headers: {H: {schema: {type: string}}}, securitySchemes: {S: {type: http, scheme: bearer}}, callbacks: {C: {'{$url}': {}}}, pathItems: {I: {get: {responses: {'200': {description: D}}}}}, mediaTypes: {M: {schema: {type: string}}}",
            ),
            (
                "callbacks",
                "-schemas: {S: {type: object, properties: {a: {type: string}}}}, responses: {R: {description: D, headers: {X-H: {$ref: '#/components/headers/H'}}, links: {L: {$ref: '#/components/links/L'}}}}, parameters: {P: {name: p, in: query, schema: {type: string}}}, examples: {E: {value: {}}}, requestBodies: {B: {content: {application/json: {schema: {$ref: '#/components/schemas/S'}, examples: {E: {$ref: '#/components/examples/E'}}}, text/plain: {$ref: '#/components/mediaTypes/M'}}}}, headers: {H: {schema: {type: string}}}, securitySchemes: {S: {type: http, scheme: bearer}}, links: {L: {operationId: postA}}, pathItems: {I: {get: {responses: {'200': {description: D}}}}}, mediaTypes: {M: {schema: {type: string}}}",
            ),
            (
                "pathItems",
                "-schemas: {S: {type: object, properties: {a: {type: string}}}}, responses: {R: {description: D, headers: {X-H: {$ref: '#/components/headers/H'}}, links: {L: {$ref: '#/components/links/L'}}}}, parameters: {P: {name: p, in: query, schema: {type: string}}}, examples: {E: {value: {}}}, requestBodies: {B: {content: {application/json: {schema: {$ref: '#/components/schemas/S'}, examples: {E: {$ref: '#/components/examples/E'}}}, text/plain: {$ref: '#/components/mediaTypes/M'}}}}, headers: {H: {schema: {type: string}}}, securitySchemes: {S: {type: http, scheme: bearer}}, links: {L: {operationId: postA}}, callbacks: {C: {'{$url}': {}}}, mediaTypes: {M: {schema: {type: string}}}",
            ),
            (
                "mediaTypes",
                "-schemas: {S: {type: object, properties: {a: {type: string}}}}, responses: {R: {description: D, headers: {X-H: {$ref: '#/components/headers/H'}}, links: {L: {$ref: '#/components/links/L'}}}}, parameters: {P: {name: p, in: query, schema: {type: string}}}, examples: {E: {value: {}}}, requestBodies: {B: {content: {application/json: {schema: {$ref: '#/components/schemas/S'}, examples: {E: {$ref: '#/components/examples/E'}}}, text/plain: {$ref: '#/components/mediaTypes/M'}}}}, headers: {H: {schema: {type: string}}}, securitySchemes: {S: {type: http, scheme: bearer}}, links: {L: {operationId: postA}}, callbacks: {C: {'{$url}': {}}}, pathItems: {I: {get: {responses: {'200': {description: D}}}}}",
            ),
        ],
    ),
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
        "{openapi: 3.x, info: {title: T, version: '1'}, paths: {/a: {post: {operationId: postA, requestBody: {content: {multipart/form-data: {schema: {type: object, properties: {a: {type: array, items: {type: string}}}}, encoding: {a: { % }}}}}, responses: {'200': {description: D}}}}}}",
        "",
        &[
            ("contentType", "text/plain"),
            ("headers", "{X-A: {schema: {type: string}}}"),
            ("style", "pipeDelimited"),
            ("explode", "false"),
            ("allowReserved", "true"),
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
    (
        "a schema",
        "{openapi: 3.x, info: {title: T, version: '1'}, paths: {/a: {post: {operationId: postA, requestBody: {content: {multipart/form-data: {schema: {type: object, properties: {a: { % }}}}}}, responses: {'200': {description: D}}}}}}",
        "type: string",
        &[("contentMediaType", "text/html")],
    ),
    (
        "a schema",
        "{openapi: 3.x, info: {title: T, version: '1'}, paths: {/a: {post: {operationId: postA, requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/S'}}}}, responses: {'200': {description: D, content: {application/json: {schema: {$ref: '#/components/schemas/S'}}}}}}}}, components: {schemas: {S: {type: object, required: [p], properties: {p: { % }}}, O: {type: object, properties: {o: {type: string}}}, I: {$id: 'https://example.com/i', type: integer}, N: {$anchor: named, type: integer}, D: {$dynamicAnchor: dynamic, type: integer}}}}",
        "",
        &[
            ("$ref", "'#/components/schemas/O'"),
            (
                "$id",
                "='$id': 'https://example.com/o', type: object, properties: {a: {type: string}, b: {$ref: 'https://example.com/o'}}",
            ),
            (
                "$anchor",
                "=$anchor: there, type: object, properties: {a: {type: string}, b: {$ref: '#there'}}",
            ),
            ("$dynamicRef", "'#dynamic'"),
            (
                "$dynamicAnchor",
                "=$dynamicAnchor: there, type: object, properties: {a: {type: string}, b: {$ref: '#there'}}",
            ),
            ("$schema", "https://json-schema.org/draft/2020-12/schema"),
            ("$vocabulary", "{}"),
            ("$comment", "C"),
            (
                "$defs",
                "{a: {type: string}}, $ref: '#/components/schemas/S/properties/p/$defs/a'",
            ),
            (
                "allOf",
                "[{$ref: '#/components/schemas/O'}, {type: object, properties: {b: {type: string}}}]",
            ),
            ("anyOf", "[{type: string}, {type: integer}]"),
            ("oneOf", "[{type: string}, {type: integer}]"),
            ("not", "{type: string}"),
            ("if", "{type: string}"),
            ("then", "{type: string}"),
            ("else", "{type: string}"),
            ("dependentSchemas", "{a: {type: object}}"),
            (
                "prefixItems",
                "=type: array, prefixItems: [{type: string}, {type: integer}]",
            ),
            ("items", "=type: array, items: {type: string}"),
            ("contains", "{type: string}"),
            ("properties", "{a: {type: string}}"),
            ("patternProperties", "{^a: {type: string}}"),
            ("additionalProperties", "{type: string}"),
            ("propertyNames", "{type: string}"),
            ("unevaluatedItems", "false"),
            ("unevaluatedProperties", "{type: string}"),
            ("type", "string"),
            ("enum", "[a, b]"),
            ("const", "a"),
            ("multipleOf", "=type: integer, multipleOf: 2"),
            ("maximum", "=type: integer, maximum: 2"),
            ("exclusiveMaximum", "=type: integer, exclusiveMaximum: 2"),
            ("minimum", "=type: integer, minimum: 2"),
            ("exclusiveMinimum", "=type: integer, exclusiveMinimum: 2"),
            ("maxLength", "=type: string, maxLength: 2"),
            ("minLength", "=type: string, minLength: 2"),
            ("pattern", "=type: string, pattern: ^a"),
            ("maxItems", "=type: array, maxItems: 2"),
            ("minItems", "=type: array, minItems: 2"),
            ("uniqueItems", "=type: array, uniqueItems: true"),
            (
                "maxContains",
                "=type: array, contains: {type: string}, maxContains: 2",
            ),
            (
                "minContains",
                "=type: array, contains: {type: string}, minContains: 2",
            ),
            (
                "maxProperties",
                "=type: object, additionalProperties: {type: string}, maxProperties: 2",
            ),
            (
                "minProperties",
                "=type: object, additionalProperties: {type: string}, minProperties: 2",
            ),
            (
                "required",
                "=type: object, required: [a], properties: {a: {type: string}}",
            ),
            ("dependentRequired", "{a: [b]}"),
            ("format", "=type: string, format: date-time"),
            ("contentEncoding", "=type: string, contentEncoding: base64"),
            (
                "title",
                "=title: Named, type: object, properties: {a: {type: string}}",
            ),
            ("description", "What it is."),
            ("default", "=type: string, default: a"),
            ("deprecated", "true"),
            (
                "readOnly",
                "=type: object, required: [a], properties: {a: {type: string, readOnly: true}} ~ type: object, required: [a], properties: {a: {type: string}}",
            ),
            (
                "writeOnly",
                "=type: object, required: [a], properties: {a: {type: string, writeOnly: true}} ~ type: object, required: [a], properties: {a: {type: string}}",
            ),
            (
                "examples",
                "=type: object, required: [a], properties: {a: {type: string}}, examples: [{a: b}]",
            ),
            ("nullable", "=type: string, nullable: true"),
            (
                "discriminator",
                "=oneOf: [{$ref: '#/components/schemas/O'}, {type: object, properties: {q: {type: string}}}], discriminator: {propertyName: kind}",
            ),
            ("xml", "{name: a}"),
            ("externalDocs", "{url: 'https://example.com'}"),
            (
                "example",
                "=type: object, required: [a], properties: {a: {type: string}}, example: {a: b}",
            ),
            (
                "definitions",
                "{a: {type: string}}, $ref: '#/components/schemas/S/properties/p/definitions/a'",
            ),
            ("dependencies", "{a: [b]}"),
            ("$recursiveRef", "'#'"),
            ("$recursiveAnchor", "true"),
            ("id", "a"),
        ],
    ),
    (
        "a discriminator",
        "{openapi: 3.x, info: {title: T, version: '1'}, paths: {/a: {get: {operationId: getA, responses: {'200': {description: D, content: {application/json: {schema: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}], discriminator: { % }}}}}}}}}, components: {schemas: {A: {type: object, required: [kind, sort], properties: {kind: {type: string}, sort: {type: string}}}, B: {type: object, required: [kind, sort], properties: {kind: {type: string}, sort: {type: string}}}}}}",
        "propertyName: kind",
        &[
            ("propertyName", "=propertyName: sort"),
            ("mapping", "{first: A, second: B}"),
            ("defaultMapping", "B"),
        ],
    ),
    (
        "an `xml` object",
        "{openapi: 3.x, info: {title: T, version: '1'}, paths: {}, components: {schemas: {A: {type: string, xml: { % }}}}}",
        "",
        &[
            ("nodeType", "attribute"),
            ("name", "a"),
            ("namespace", "https://example.com"),
            ("prefix", "p"),
            ("attribute", "true"),
            ("wrapped", "true"),
        ],
    ),
    (
        "a security scheme",
        "{openapi: 3.x, info: {title: T, version: '1'}, security: [{s: []}], paths: {/a: {get: {operationId: getA, responses: {'200': {description: D}}}}}, components: {securitySchemes: {s: { % }}}}",
        "type: apiKey, in: header, name: X-Key",
        &[
            ("type", "=type: http, scheme: basic"),
            ("description", "Ask for one."),
            ("name", "=type: apiKey, in: header, name: X-Other"),
            ("in", "=type: apiKey, in: query, name: X-Key"),
            ("scheme", "=type: http, scheme: basic"),
            (
                "bearerFormat",
                "=type: http, scheme: bearer, bearerFormat: JWT",
            ),
            (
                "flows",
                "=type: oauth2, flows: {implicit: {authorizationUrl: 'https://example.com', scopes: {}}}",
            ),
            (
                "openIdConnectUrl",
                "=type: openIdConnect, openIdConnectUrl: 'https://example.com'",
            ),
            (
                "oauth2MetadataUrl",
                "=type: oauth2, flows: {}, oauth2MetadataUrl: 'https://example.com'",
            ),
            ("deprecated", "true"),
        ],
    ),
    (
        "OAuth flows",
        "{openapi: 3.x, info: {title: T, version: '1'}, security: [{s: []}], paths: {/a: {get: {operationId: getA, responses: {'200': {description: D}}}}}, components: {securitySchemes: {s: {type: oauth2, flows: { % }}}}}",
        "",
        &[
            (
                "implicit",
                "{authorizationUrl: 'https://example.com', scopes: {}}",
            ),
            ("password", "{tokenUrl: 'https://example.com', scopes: {}}"),
            (
                "clientCredentials",
                "{tokenUrl: 'https://example.com', scopes: {}}",
            ),
            (
                "authorizationCode",
                "{authorizationUrl: 'https://example.com', tokenUrl: 'https://example.com', scopes: {}}",
            ),
            (
                "deviceAuthorization",
                "{deviceAuthorizationUrl: 'https://example.com', tokenUrl: 'https://example.com', scopes: {}}",
            ),
        ],
    ),
    (
        "an OAuth flow",
        "{openapi: 3.x, info: {title: T, version: '1'}, security: [{s: []}], paths: {/a: {get: {operationId: getA, responses: {'200': {description: D}}}}}, components: {securitySchemes: {s: {type: oauth2, flows: {implicit: { % }}}}}}",
        "authorizationUrl: 'https://example.com/a', x-none: 1, scopes: {}",
        &[
            (
                "authorizationUrl",
                "=authorizationUrl: 'https://example.com', scopes: {}",
            ),
            ("deviceAuthorizationUrl", "https://example.com"),
            ("tokenUrl", "https://example.com"),
            ("refreshUrl", "https://example.com"),
            (
                "scopes",
                "=authorizationUrl: 'https://example.com', scopes: {a: b}",
            ),
        ],
    ),
];
