//! The document and the objects at its top.

use super::Samples;

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
];
