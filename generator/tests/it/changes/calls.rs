//! How a caller gets to calls.

use super::case::{Case, DONE, call, calls, get, post};

pub fn cases() -> Vec<Case> {
    let id = "parameters: [{ name: id, in: path, required: true, schema: { type: string } }]";
    vec![
        calls("call_added", "", &get("/call-added", ""), ""),
        calls(
            "call_removed",
            &get("/call-removed", ""),
            "",
            "let _ = client.call_removed().retrieve();",
        ),
        calls(
            "call_moved",
            &get("/call-moved", ""),
            &get("/call-moved-away", "").replace("get-call-moved-away", "get-call-moved"),
            "let _ = client.call_moved().retrieve();",
        ),
        calls(
            "call_has_another_method",
            &post("/call-method/{id}", id).replace("post-call", "make-call"),
            &call("patch", "/call-method/{id}", id, DONE).replace("patch-call", "make-call"),
            "let _ = client.call_method().update(\"x\");",
        ),
        calls(
            "call_has_another_address",
            &get("/call-address", "").replace("/call-address:", "/call_address:"),
            &get("/call-address", ""),
            "let _ = client.call_address().retrieve();",
        ),
        calls(
            "call_has_another_id",
            &get("/call-id", ""),
            &get("/call-id", "").replace("get-call-id", "fetch-call-id"),
            "let request: client::call_id::GetCallId = client.call_id().retrieve();",
        ),
        calls(
            "call_is_deprecated",
            &get("/call-deprecated", ""),
            &get("/call-deprecated", "deprecated: true"),
            "let _ = client.call_deprecated().retrieve();",
        ),
        calls(
            "call_is_described",
            &get("/call-described", ""),
            &get("/call-described", "summary: Get it"),
            "let _ = client.call_described().retrieve();",
        ),
    ]
}
