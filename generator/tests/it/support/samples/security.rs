//! Security schemes and their flows.

use super::Samples;

pub const OBJECTS: &[Samples] = &[
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
