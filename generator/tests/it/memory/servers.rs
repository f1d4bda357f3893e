//! Servers: they are known by their descriptions and by their URLs.

use generator::{Names, Sources};

use crate::features::names_of;

use super::{code, has, run, versions};

/// A client of these servers, each `URL description`, or a URL with `{region}` and the values `a|b` of it.
fn client(servers: &str) -> String {
    let server = |server: &str| {
        let (url, said) = server.trim().split_once(' ').unwrap_or((server.trim(), ""));
        let said = match url.contains("{region}") {
            true => {
                let values = said.replace('|', ", ");
                let default = said.split('|').next().unwrap_or_default();
                format!(", variables: {{ region: {{ default: {default}, enum: [{values}] }} }}")
            }
            false if said.is_empty() => String::new(),
            false => format!(", description: {said}"),
        };
        format!("{{ url: '{url}'{said} }}")
    };
    let servers: Vec<String> = servers.split(", ").map(server).collect();
    let servers = servers.join(", ");
    format!(
        "{{ openapi: 3.1.0, info: {{ title: T, version: 1.0.0 }}, servers: [{servers}], \
         paths: {{ /x: {{ get: {{ responses: {{ '204': {{ description: d }} }} }} }} }} }}"
    )
}

#[test]
fn a_server_keeps_its_variant_by_its_description_or_its_url() {
    for (before, after, variants) in [
        // One is described later, as another one would be called.
        (
            "https://a.io, https://b.io",
            "https://a.io Production, https://b.io A, https://d.io B",
            "A https://a.io, B https://b.io, D https://d.io",
        ),
        // Another one is described alike.
        (
            "https://a.io Production, https://b.io Sandbox",
            "https://c.io Production, https://a.io Production, https://b.io Sandbox",
            "Production https://a.io, Sandbox https://b.io, C https://c.io",
        ),
        // Two descriptions change, one of them to that of the other.
        (
            "https://a.io Blue, https://b.io Green",
            "https://a.io Green, https://b.io Red",
            "Blue https://a.io, Green https://b.io",
        ),
        // Every URL changes, one of them to that of the other.
        (
            "https://a.io/v1 Current, https://a.io/v2 Next",
            "https://a.io/v2 Current, https://a.io/v3 Next",
            "Current https://a.io/v2, Next https://a.io/v3",
        ),
    ] {
        let outputs = versions(&[&client(before), &client(after), &client(after)]);
        for output in &outputs[1..] {
            for variant in variants.split(", ") {
                let (name, url) = variant.split_once(' ').unwrap();
                has(
                    output,
                    &[&format!("Server::{name} => Self::from(\"{url}\")")],
                );
            }
        }
    }
}

#[test]
fn the_values_of_a_variable_stay_those_of_its_servers() {
    let (one, two) = ("https://{region}.one.io a|b", "https://{region}.two.io x|y");
    let moved = "https://{region}.one.org a|b";
    let rows: [&[String]; 3] = [
        &[
            one.to_owned(),
            format!("{two}, {one}"),
            format!("{one}, {two}"),
        ],
        &[format!("{one}, {two}"), format!("{two}, {one}")],
        &[one.to_owned(), moved.to_owned(), format!("{two}, {moved}")],
    ];
    for row in rows {
        let texts: Vec<String> = row.iter().map(|servers| client(servers)).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        for output in &versions(&texts)[1..] {
            has(output, &["Region::A"]);
            assert!(!code(output).contains("Region::X"), "{row:?}");
        }
    }
}

#[test]
fn what_an_earlier_generator_knew_by_a_number_or_one_word_keeps_its_name() {
    let names = "\"servers > the API\": \"Server\"\n\
                 \"servers > variable region\": \"Zone\"\n\
                 \"servers > variable region no. 2\": \"Area\"\n\
                 \"servers of the API > live\": \"Production\"\n";
    let names = Names::read(&Sources::new("names.yaml", names)).unwrap();
    let first = "https://a.io Live, https://{region}.one.io a|b, https://{region}.two.io x|y";
    let output = run(&client(first), Some(&names));
    let expected = ["Zone::A", "Area::X", "Server::Production => "];
    has(&output, &expected);
    let names = names_of(&output);
    let later = "https://{region}.two.io x|y, https://{region}.one.io a|b, https://a.io Main";
    has(&run(&client(later), Some(&names)), &expected);
}
