//! The client itself: its address, its credentials, its settings.

use super::case::{Case, get};

/// The root of the document before and after: every difference at once, so that one client has
/// them all; the change of a case is one of them.
pub fn cases() -> Vec<Case> {
    // A client has a builder only where it has a call, and setters for the schemes that a call may need.
    let case = |name: &'static str, old: (&str, &str), new: (&str, &str), user: &str| {
        let call = |(root, schemes): (&str, &str)| {
            let names = schemes.lines().filter_map(|line| line.split_once(':'));
            let needs: String = names
                .map(|(name, _)| format!(", {{ {name}: [] }}"))
                .collect();
            let needs = match root.contains("security") {
                true => String::new(),
                false => format!("security: [{{}}{needs}]"),
            };
            get(&format!("/root-{name}"), &needs)
        };
        Case::new(name)
            .calls(&call(old), &call(new))
            .root(old, new)
            .user(user)
    };
    let old_server = "servers: [{ url: 'https://api.example/v1', x-env: CLIENT_URL }]\n";
    let new_server = "servers: [{ url: 'https://api.example/v2', x-env: CLIENT_ADDRESS }]\n";
    let one = "security: [{ key: [] }]\n";
    let two = "security: [{ key: [], second: [] }]\n";
    let headers = "x-client-headers: [{ header: x-team, env: CLIENT_TEAM }, { header: x-gone }]\n";
    let fewer = "x-client-headers: [{ header: x-team, env: CLIENT_TEAM }, { header: x-came }]\n";
    let key = "key: { type: http, scheme: bearer, x-env: CLIENT_KEY }";
    let moved = "moved: { type: apiKey, in: header, name: x-moved }";
    let moved_on = "moved: { type: apiKey, in: query, name: moved }";
    let second = "second: { type: apiKey, in: header, name: x-second }";
    let gone = "gone: { type: apiKey, in: header, name: x-gone-key }";
    vec![
        case(
            "address_changes",
            (old_server, ""),
            (new_server, ""),
            "fn f() { let _ = Client::builder(); }",
        ),
        case(
            "credential_added",
            ("", key),
            ("", &format!("{key}\n{second}")),
            "fn f() { let _ = Client::builder().key(\"k\"); }",
        ),
        case(
            "credential_removed",
            ("", &format!("{key}\n{gone}")),
            ("", key),
            "fn f() { let _ = Client::builder().gone(\"k\"); }",
        ),
        case(
            "credential_travels_otherwise",
            ("", &format!("{key}\n{moved}")),
            ("", &format!("{key}\n{moved_on}")),
            "fn f() { let _ = Client::builder().moved(\"k\"); }",
        ),
        case(
            "client_needs_two_credentials",
            (one, &format!("{key}\n{second}")),
            (two, &format!("{key}\n{second}")),
            "fn f() { let _ = Client::new(\"k\"); }",
        ),
        case(
            "environment_is_not_enough",
            (one, &format!("{key}\n{second}")),
            (two, &format!("{key}\n{second}")),
            "fn f() { let _ = Client::from_env(); }",
        ),
        case(
            "setting_removed",
            (headers, key),
            (fewer, key),
            "fn f() { let _ = Client::builder().x_gone(\"x\"); }",
        ),
    ]
}
