//! Servers that operations have: which there are, their variables, their environment variables.

use super::case::{Case, get};

pub fn cases() -> Vec<Case> {
    let one = "{ url: 'https://host/CASE/one', description: First }";
    let two = "{ url: 'https://host/CASE/two', description: Second }";
    let two_moved = "{ url: 'https://host/CASE/deux', description: Second }";
    let three = "{ url: 'https://host/CASE/three', description: Third }";
    vec![
        case(
            "server_gone",
            &[one, two, three],
            &[one, two],
            "fn f() { let _ = client::servers::HostServerGoneServer::Third; }",
        ),
        case(
            "server_came",
            &[one, two],
            &[one, two, three],
            "fn f() { let _ = client::servers::HostServerCameServer::Second; }",
        ),
        case(
            "server_moved",
            &[one, two],
            &[one, two_moved],
            "fn f() { let _ = client::servers::HostServerMovedServer::Second; }",
        ),
        case(
            "servers_are_one",
            &[one, two],
            &[one],
            "fn f(client: &Client) { let _ = Client::builder().host_servers_are_one_server(client::servers::HostServersAreOneServer::First); }",
        ),
        case(
            "server_variable",
            &[&with("default: eu, enum: [eu, us]")],
            &[&with("default: us, enum: [eu, us]")],
            "fn f() { let _ = client::servers::ServerVariable::default(); }",
        ),
        case(
            "value_gone",
            &[&with("default: eu, enum: [eu, us]")],
            &[&with("default: eu, enum: [eu]")],
            "fn f() { let _ = client::servers::ValueGone::default().value_gone_zone(client::servers::ValueGoneZone::Us); }",
        ),
        case(
            "value_came",
            &[&with("default: eu, enum: [eu]")],
            &[&with("default: eu, enum: [eu, us]")],
            "fn f() { let _ = client::servers::ValueCame::default().value_came_zone(client::servers::ValueCameZone::Eu); }",
        ),
        case(
            "values_are_free",
            &[&with("default: eu, enum: [eu]")],
            &[&with("default: eu")],
            "fn f() { let _ = client::servers::ValuesAreFree::default().values_are_free_zone(client::servers::ValuesAreFreeZone::Eu); }",
        ),
        case(
            "server_environment",
            &["{ url: 'https://host/CASE', x-env: WAS }"],
            &["{ url: 'https://host/CASE', x-env: IS }"],
            "fn f(client: &Client) { let _ = client.server_environment().retrieve(); }",
        ),
    ]
}

/// A server with a variable, that is called as its case is.
fn with(variable: &str) -> String {
    format!(
        "{{ url: 'https://host/CASE/{{CASE-zone}}', description: CASE, variables: {{ CASE-zone: {{ {variable} }} }} }}"
    )
}

fn case(name: &'static str, old: &[&str], new: &[&str], user: &str) -> Case {
    let called = name.replace('_', "-");
    let call = |servers: &[&str]| {
        let servers = servers.join(", ").replace("CASE", &called);
        get(&format!("/{called}"), &format!("servers: [{servers}]"))
    };
    Case::new(name).calls(&call(old), &call(new)).user(user)
}
