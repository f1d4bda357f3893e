//! Operations of the made-up API with bodies of every kind.

use indexmap::IndexMap;
use serde_json::Value;

use crate::runtime::calls::call::Call;
use crate::runtime::calls::item_lines::LINES;
use crate::runtime::calls::item_records::RECORDS;
use crate::runtime::calls::multipart::PartPlace;
use crate::runtime::calls::operation::Operation;
use crate::runtime::calls::request_methods::request_methods;
use crate::runtime::calls::sent_items::SentItems;
use crate::runtime::calls::upload::Upload;
use crate::runtime::client::Client;
use crate::runtime::styles::simple::SIMPLE;

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
        let call = call.parts_in_order(&["file", "purpose", "tags"]);
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

    /// A file of numbers.
    pub fn replace_by_numbers(&self, numbers: impl Into<Vec<f64>>) -> FileBody {
        let call = self.client.call(&REPLACE);
        FileBody(call.json_numbers::<Vec<f64>>("application/json", numbers))
    }

    /// A file of lines of JSON.
    pub fn replace_by_lines(&self, items: impl Into<SentItems<Value>>) -> FileBody {
        let call = self.client.call(&REPLACE);
        FileBody(call.items::<Value>("application/jsonl", LINES, items))
    }

    /// What fits lines of JSON.
    pub fn search_by_lines(&self, items: impl Into<SentItems<Value>>) -> FileBody {
        let call = self.client.call(&SEARCH_BY_LINES);
        FileBody(call.items::<Value>("application/jsonl", LINES, items))
    }

    /// A file of numbers, one after the other.
    pub fn replace_by_records(&self, items: impl Into<SentItems<f64>>) -> FileBody {
        let call = self.client.call(&REPLACE);
        FileBody(call.items::<f64>("application/json-seq", RECORDS, items))
    }

    /// Parts by their position, which are sent once one is set.
    pub fn mix(&self) -> MixFiles {
        MixFiles(self.client.call(&MIX).multipart_as("multipart/mixed"))
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

    /// Anything else.
    pub fn note(self, note: impl Into<Value>) -> Self {
        Self(self.0.part_value::<Value>("note", note))
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

    /// The sums of the blocks of the file.
    pub fn block_sums(self, block_sums: impl Into<Vec<i64>>) -> Self {
        let call = self.0;
        Self(call.part_header_as::<Vec<i64>>("file", "x-checksum", SIMPLE, block_sums))
    }
}

request_methods!(CreateFile -> ());

static CREATE: Operation = Operation {
    id: "createFile",
    method: "POST",
    path: "/files",
    accept: "application/json",
    ..Operation::USUAL
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
    ..Operation::USUAL
};

static SEARCH_BY_LINES: Operation = Operation {
    id: "searchFilesByLines",
    method: "GET",
    path: "/files",
    accept: "application/json",
    ..Operation::USUAL
};

/// Made by [`Files::mix`]; nothing is sent until it is awaited.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent until the request is awaited"]
pub struct MixFiles(Call);

impl MixFiles {
    /// The first part.
    pub fn about(self, about: impl Into<Value>) -> Self {
        Self(
            self.0
                .part_json::<Value>(PartPlace::at(0), about, "application/json"),
        )
    }

    /// The second part.
    pub fn content(self, content: impl Into<Upload>) -> Self {
        Self(self.0.part_file(PartPlace::at(1), content, &["image/png"]))
    }

    /// The third part and those after it.
    pub fn notes(self, notes: impl Into<Vec<String>>) -> Self {
        let call = self.0;
        Self(call.part_texts::<String>(PartPlace::at(2), notes, Some("text/plain")))
    }

    /// A header of the second part.
    pub fn content_location(self, location: impl Into<String>) -> Self {
        let call = self.0;
        Self(call.part_header::<String>(PartPlace::at(1), "content-location", location))
    }

    /// The first part within the fourth part.
    pub fn thumbnail(self, thumbnail: impl Into<Upload>) -> Self {
        let place = PartPlace::at(0).within(PartPlace::at(3), "multipart/related");
        Self(self.0.part_file(place, thumbnail, &["image/png"]))
    }

    /// The part `size` within a part within the fourth part.
    pub fn size(self, size: i64) -> Self {
        let place = PartPlace::from("size").within(PartPlace::at(1), "multipart/form-data");
        let place = place.within(PartPlace::at(3), "multipart/related");
        Self(self.0.part_text::<i64>(place, size, None))
    }

    /// The fifth part.
    pub fn filter(self, filter: impl Into<Value>) -> Self {
        let media = "application/x-www-form-urlencoded";
        Self(self.0.part_form::<Value>(PartPlace::at(4), filter, media))
    }

    /// The sixth part and those after it.
    pub fn filters(self, filters: impl Into<Vec<Value>>) -> Self {
        let media = "application/x-www-form-urlencoded";
        let place = PartPlace::at(5);
        Self(self.0.part_forms::<Value>(place, filters, media))
    }

    /// Parts of names that nobody described.
    pub fn extra(self, extra: impl Into<IndexMap<String, Value>>) -> Self {
        Self(self.0.part_extra::<Value>(&["about", "note"], extra))
    }

    /// Files of names that nobody described.
    pub fn files(self, files: impl Into<Vec<(String, Upload)>>) -> Self {
        Self(self.0.part_uploads(&["about"], files))
    }
}

request_methods!(MixFiles -> ());

static MIX: Operation = Operation {
    id: "mixFiles",
    method: "POST",
    path: "/files/mix",
    accept: "application/json",
    ..Operation::USUAL
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
    ..Operation::USUAL
};
