//! A change, and what it is tried with.

/// A change of a description, and code that uses the client of both.
#[derive(Clone)]
pub struct Case {
    pub name: &'static str,
    pub old: Parts,
    pub new: Parts,
    /// Compiles against the old client.
    pub user: String,
    /// A value as it travels after the change, or before it.
    pub sample: Option<Sample>,
    /// The client stays the same, because it remembers its names and orders.
    pub unchanged: bool,
}

/// What a description is made of: lines of YAML.
#[derive(Clone, Default)]
pub struct Parts {
    pub root: String,
    pub schemes: String,
    pub paths: String,
    pub webhooks: String,
    pub schemas: String,
}

/// A value on the wire: its type, and its JSON.
#[derive(Clone)]
pub enum Sample {
    /// What a server of the new description sends: the old client reads it, or not.
    Gets(&'static str, &'static str),
    /// What a client of the old description sends: the new one reads it, or not.
    Sends(&'static str, &'static str),
}

impl Case {
    pub fn new(name: &'static str) -> Self {
        Self {
            name,
            old: Parts::default(),
            new: Parts::default(),
            user: String::new(),
            sample: None,
            unchanged: false,
        }
    }

    /// Schemas before and after.
    pub fn types(mut self, old: &str, new: &str) -> Self {
        self.old.schemas += &lines(old);
        self.new.schemas += &lines(new);
        self
    }

    /// Paths before and after.
    pub fn calls(mut self, old: &str, new: &str) -> Self {
        self.old.paths += &lines(old);
        self.new.paths += &lines(new);
        self
    }

    /// Webhooks before and after.
    pub fn webhooks(mut self, old: &str, new: &str) -> Self {
        self.old.webhooks += &lines(old);
        self.new.webhooks += &lines(new);
        self
    }

    /// The parameters of one call, before and after.
    pub fn parameters(self, path: &str, old: &str, new: &str) -> Self {
        let call = |parameters: &str| get(path, &format!("parameters: [{parameters}]"));
        let (old, new) = (call(old), call(new));
        self.calls(&old, &new)
    }

    /// Another text in the schemas after the change.
    pub fn after(mut self, was: &str, is: &str) -> Self {
        self.new.schemas = self.new.schemas.replace(was, is);
        self
    }

    /// A call that sends the type.
    pub fn sent(self, path: &str, ty: &str) -> Self {
        let call = post(path, &body(&reference(ty)));
        self.calls(&call, &call)
    }

    /// Keys of the root, and security schemes.
    pub fn root(mut self, old: (&str, &str), new: (&str, &str)) -> Self {
        (self.old.root, self.old.schemes) = (old.0.to_owned(), lines(old.1));
        (self.new.root, self.new.schemes) = (new.0.to_owned(), lines(new.1));
        self
    }

    pub fn user(mut self, code: &str) -> Self {
        self.user = code.to_owned();
        self
    }

    pub fn gets(mut self, ty: &'static str, json: &'static str) -> Self {
        self.sample = Some(Sample::Gets(ty, json));
        self
    }

    pub fn sends(mut self, ty: &'static str, json: &'static str) -> Self {
        self.sample = Some(Sample::Sends(ty, json));
        self
    }

    pub fn unchanged(mut self) -> Self {
        self.unchanged = true;
        self
    }
}

fn lines(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| format!("    {}\n", line.trim())).collect()
}

/// A whole description of these parts.
pub fn description(parts: &Parts) -> String {
    let Parts {
        root,
        schemes,
        paths,
        webhooks,
        schemas,
    } = parts;
    // A client has `new` where the description says where the API is.
    let servers = match root.contains("servers:") {
        true => "",
        false => "servers: [{ url: 'https://api.example/v1' }]\n",
    };
    let schemes = if schemes.is_empty() {
        "    {}\n"
    } else {
        schemes
    };
    let paths = if paths.is_empty() { "    {}\n" } else { paths };
    let webhooks = match webhooks.as_str() {
        "" => String::new(),
        webhooks => format!("webhooks:\n{webhooks}"),
    };
    let schemas = if schemas.is_empty() {
        "    {}\n"
    } else {
        schemas
    };
    format!(
        "openapi: 3.1.0\ninfo: {{ title: Client, version: 1.0.0, x-package: client }}\n{servers}{root}\
         paths:\n{paths}{webhooks}components:\n  securitySchemes:\n{schemes}  schemas:\n{schemas}"
    )
}

/// A call before and after.
pub fn calls(name: &'static str, old: &str, new: &str, user: &str) -> Case {
    Case::new(name)
        .calls(old, new)
        .user(&format!("fn f(client: Client) {{ {user} }}"))
}

/// A call without an answer worth reading.
pub fn get(path: &str, rest: &str) -> String {
    call("get", path, rest, DONE)
}

pub fn post(path: &str, rest: &str) -> String {
    call("post", path, rest, DONE)
}

/// A call that gives a type.
pub fn gives(path: &str, schema: &str) -> String {
    let answer = format!(
        r#""200": {{ description: "", content: {{ application/json: {{ schema: {schema} }} }} }}"#
    );
    call("get", path, "", &answer)
}

pub const DONE: &str = r#""204": { description: "" }"#;

pub fn call(method: &str, path: &str, rest: &str, answer: &str) -> String {
    let comma = if rest.is_empty() { "" } else { ", " };
    let id = format!("{method}{}", path.replace(['/', '{', '}', '_'], "-"));
    format!(
        "{path}: {{ {method}: {{ operationId: {id}, {rest}{comma}responses: {{ {answer} }} }} }}"
    )
}

pub fn reference(ty: &str) -> String {
    format!("{{ $ref: '#/components/schemas/{ty}' }}")
}

pub fn body(schema: &str) -> String {
    format!(
        "requestBody: {{ required: true, content: {{ application/json: {{ schema: {schema} }} }} }}"
    )
}
