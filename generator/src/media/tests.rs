use super::{MediaType, Sequence, is_token, list};

fn media_type(text: &str) -> MediaType {
    MediaType::parse(text).unwrap_or_else(|| panic!("`{text}` is a media type"))
}

#[test]
fn only_what_has_a_type_and_a_subtype_is_a_media_type() {
    for (text, essence) in [
        ("application/json", "application/json"),
        (" Text/HTML ; charset=x", "text/html"),
        ("application/json; charset", "application/json"),
        ("*", "*/*"),
        ("image/*", "image/*"),
    ] {
        assert_eq!(media_type(text).essence(), essence, "{text}");
    }
    for text in [
        "",
        "json",
        "application/",
        "/json",
        "a/b/c",
        "a b/c",
        "a/b,c/d",
    ] {
        assert_eq!(MediaType::parse(text), None, "{text}");
    }
}

#[test]
fn it_is_shown_as_it_was_written() {
    let text = "Application/JSON;charset=UTF-8";
    assert_eq!(media_type(text).to_string(), text);
}

#[test]
fn a_parameter_may_be_quoted() {
    let found = media_type(r#"multipart/mixed; boundary="a;\"b\\"; Charset=utf-8; odd"#);
    assert_eq!(found.parameter("boundary"), Some(r#"a;"b\"#));
    assert_eq!(found.parameter("charset"), Some("utf-8"));
    assert_eq!(found.parameter("odd"), None);
}

#[test]
fn json_is_known_by_its_name_or_suffix() {
    for (text, is_json, may_be_json) in [
        ("application/json", true, true),
        ("application/merge-patch+json; a=b", true, true),
        ("text/json", true, true),
        ("application/*", false, true),
        ("*/*", false, true),
        ("text/*", false, false),
        ("application/jsonl", false, false),
        ("application/json-seq", false, false),
    ] {
        let found = media_type(text);
        assert_eq!(
            (found.is_json(), found.may_be_json()),
            (is_json, may_be_json),
            "{text}"
        );
    }
    assert!(media_type("text/plain").is_text());
    assert!(!media_type("text/json").is_text());
    assert!(media_type("application/x-www-form-urlencoded; charset=utf-8").is_form());
}

#[test]
fn parameters_tell_media_types_apart_but_for_the_charset() {
    for (text, identity) in [
        ("Application/JSON; charset=utf-8", "application/json"),
        (
            "application/json; stream=watch",
            "application/json;stream=watch",
        ),
        ("a/b; v=2; q=1; charset=x; a=1", "a/b;a=1;v=2"),
    ] {
        assert_eq!(media_type(text).identity(), identity);
    }
    let sequence = |text| media_type(text).sequence();
    for lines in ["application/json;stream=watch", "application/stream+json"] {
        assert_eq!(sequence(lines), Some(Sequence::Lines));
    }
    assert_eq!(sequence("application/json;odata=verbose"), None);
    assert_eq!(sequence("image/png;stream=watch"), None);
}

#[test]
fn a_range_covers_what_lies_in_it() {
    for (range, other, covers) in [
        ("*/*", "image/png", true),
        ("image/*", "Image/PNG; a=b", true),
        ("image/*", "text/plain", false),
        ("text/plain", "text/plain; charset=utf-8", true),
        ("text/plain", "text/*", false),
    ] {
        assert_eq!(
            media_type(range).covers(&media_type(other)),
            covers,
            "{range} {other}"
        );
    }
    let openness = ["text/plain", "text/*", "*/*"].map(|text| media_type(text).openness());
    assert_eq!(openness, [0, 1, 2]);
}

#[test]
fn a_list_is_divided_outside_of_quotes() {
    let found = list(r#"text/html;q=0.5, nothing, a/b;c="d,e/f""#);
    let found: Vec<&str> = found.iter().map(MediaType::as_str).collect();
    assert_eq!(found, ["text/html;q=0.5", r#"a/b;c="d,e/f""#]);
}

#[test]
fn a_token_has_no_separators() {
    assert!(is_token("X-Request-Id") && is_token("*"));
    assert!(!is_token("") && !is_token("a b") && !is_token("a:b") && !is_token("é"));
}
