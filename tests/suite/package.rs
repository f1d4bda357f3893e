//! What the generated package promises to those who depend on it.

/// Everything the client is made of, as it is in the repository.
const MANIFEST: &str = include_str!("../../generated-client/Cargo.toml");

#[test]
fn the_default_build_has_at_most_12_direct_dependencies() {
    let (_, rest) = MANIFEST
        .split_once("[dependencies]\n")
        .expect("the dependencies");
    let lines = rest.lines().take_while(|line| !line.starts_with('['));
    let needed: Vec<&str> = lines
        .filter(|line| line.contains('=') && !line.contains("optional = true"))
        .collect();
    assert!((1..=12).contains(&needed.len()), "{needed:#?}");
}

#[test]
fn every_feature_of_the_contract_is_there() {
    for feature in [
        "rustls",
        "native-tls",
        "http2",
        "gzip",
        "tracing",
        "blocking",
        "test-util",
    ] {
        let line = format!("\n{feature} = [");
        assert!(MANIFEST.contains(&line), "expected the feature {feature}");
    }
    assert!(MANIFEST.contains("\ndefault = [\"rustls\"]\n"));
}
