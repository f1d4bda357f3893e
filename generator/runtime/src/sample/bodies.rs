//! Operations of the made-up API with bodies of every kind.

use serde_json::Value;

use crate::runtime::calls::call::Call;
use crate::runtime::calls::operation::Operation;
use crate::runtime::calls::request::request_methods;
use crate::runtime::calls::upload::Upload;
use crate::runtime::client::Client;

impl Client {
    /// `/files`
    pub fn files(&self) -> Files {
        Files {
            client: self.clone(),
        }
    }
}

/// `/files`
#[derive(Debug, Clone)]
pub struct Files {
    client: Client,
}

impl Files {
    /// A new file, as a form of parts.
    pub fn create(&self, file: impl Into<Upload>) -> CreateFile {
        let call = self.client.call(&CREATE).multipart("multipart/form-data");
        CreateFile(call.part_file("file", file, &[]))
    }

    /// A new file that is nothing but an image of some format.
    pub fn create_image(&self, image: impl Into<Upload>) -> FileBody {
        FileBody(self.client.call(&CREATE).bytes("image/*", image))
    }

    /// The bytes of a file.
    pub fn replace(&self, bytes: impl Into<Upload>) -> FileBody {
        FileBody(self.client.call(&REPLACE).bytes("application/pdf", bytes))
    }

    /// A text of this media type.
    pub fn note(&self, media_type: &'static str, text: impl Into<String>) -> FileBody {
        FileBody(self.client.call(&REPLACE).text(media_type, text))
    }

    /// Files that fit a form.
    pub fn search(&self) -> SearchFiles {
        SearchFiles(self.client.call(&SEARCH).form())
    }
}

/// Made by [`Files::create`]; nothing is sent until it is awaited.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent until the request is awaited"]
pub struct CreateFile(Call);

impl CreateFile {
    /// What it is for.
    pub fn purpose(self, purpose: impl Into<String>) -> Self {
        Self(self.0.part_text::<String>("purpose", purpose, None))
    }

    /// Words to find it by.
    pub fn tags(self, tags: impl Into<Vec<String>>) -> Self {
        Self(
            self.0
                .part_texts::<String>("tags", tags, Some("text/plain")),
        )
    }

    /// Anything.
    pub fn metadata(self, metadata: impl Into<Value>) -> Self {
        let call = self.0;
        Self(call.part_json::<Value>("metadata", metadata, "application/json"))
    }

    /// What was before.
    pub fn versions(self, versions: impl Into<Vec<Value>>) -> Self {
        let call = self.0;
        Self(call.part_jsons::<Value>("versions", versions, "application/json"))
    }

    /// How large a page is.
    pub fn page_size(self, size: i64) -> Self {
        let pairs = vec![("page[size]".to_owned(), size.to_string())];
        Self(self.0.part_pairs("page", pairs))
    }

    /// A picture of it.
    pub fn preview(self, preview: impl Into<Upload>) -> Self {
        let content_types = &["image/png", "image/jpeg"];
        Self(self.0.part_file("preview", preview, content_types))
    }

    /// What belongs to it.
    pub fn attachments(self, attachments: impl Into<Vec<Upload>>) -> Self {
        let call = self.0;
        Self(call.part_files("attachments", attachments, &["image/*", "text/csv"]))
    }

    /// The checksum of the file.
    pub fn checksum(self, checksum: impl Into<String>) -> Self {
        let call = self.0;
        Self(call.part_header::<String>("file", "x-checksum", checksum))
    }
}

request_methods!(CreateFile -> ());

static CREATE: Operation = Operation {
    id: "createFile",
    method: "POST",
    path: "/files",
    accept: "application/json",
    security: &[],
    idempotency_header: None,
    error: None,
};

/// Made by [`Files::replace`] and others; nothing is sent until it is awaited.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent until the request is awaited"]
pub struct FileBody(Call);

request_methods!(FileBody -> ());

static REPLACE: Operation = Operation {
    id: "replaceFile",
    method: "PUT",
    path: "/files/a",
    accept: "application/json",
    security: &[],
    idempotency_header: None,
    error: None,
};

/// Made by [`Files::search`]; nothing is sent until it is awaited.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent until the request is awaited"]
pub struct SearchFiles(Call);

impl SearchFiles {
    /// Words that a file has, encoded.
    pub fn words(self, words: &[&str]) -> Self {
        let pairs = words
            .iter()
            .map(|word| ("w%5B%5D".to_owned(), (*word).to_owned()));
        Self(self.0.form_pairs("words", pairs.collect()))
    }

    /// How many at most.
    pub fn limit(self, limit: i64) -> Self {
        let pairs = vec![("limit".to_owned(), limit.to_string())];
        Self(self.0.form_pairs("limit", pairs))
    }
}

request_methods!(SearchFiles -> ());

static SEARCH: Operation = Operation {
    id: "searchFiles",
    method: "POST",
    path: "/files/search",
    accept: "application/json",
    security: &[&[], &[&super::API_KEY]],
    idempotency_header: None,
    error: None,
};
