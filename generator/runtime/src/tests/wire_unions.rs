//! Unions: every rule of a plan, what no rule fits, and errors inside of a variant.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::runtime::wire::date::Date;
use crate::runtime::wire::date_time::DateTime;
use crate::runtime::wire::extra::Extra;
use crate::runtime::wire::object::object;
use crate::runtime::wire::union::union;
use crate::wire_sample::event::{Event, Group, Measured, Measurement, Message};
use crate::wire_sample::job::{Epochs, Job};

fn read<T: DeserializeOwned + Serialize>(json: &Value) -> T {
    let value =
        serde_json::from_value::<T>(json.clone()).unwrap_or_else(|error| panic!("{json}: {error}"));
    assert_eq!(
        serde_json::to_value(&value).expect("JSON"),
        *json,
        "it is written as it came"
    );
    let text: T = serde_json::from_str(&json.to_string()).expect("text decodes as well");
    assert_eq!(serde_json::to_value(&text).expect("JSON"), *json);
    value
}

fn error(json: &Value) -> String {
    let text = json.to_string();
    let mut deserializer = serde_json::Deserializer::from_str(&text);
    let error =
        serde_path_to_error::deserialize::<_, Event>(&mut deserializer).expect_err("no event");
    let inner = error.inner().to_string();
    inner
        .split(" at line")
        .next()
        .unwrap_or_default()
        .to_owned()
}

#[test]
fn constants_decide() {
    assert_eq!(read::<Epochs>(&json!("auto")), Epochs::Auto);
    assert_eq!(read::<Epochs>(&json!(false)), Epochs::Never);
    assert_eq!(read::<Epochs>(&json!(-5_000_000_000_i64)), Epochs::Endless);
}

#[test]
fn the_type_decides() {
    assert_eq!(read::<Epochs>(&json!(3)), Epochs::Count(3));
    assert_eq!(read::<Epochs>(&json!(3.5)), Epochs::Fraction(3.5));
    assert_eq!(read::<Epochs>(&json!(i64::MAX)), Epochs::Count(i64::MAX));
    let too_large = serde_json::from_str::<Epochs>("1e20").expect("epochs");
    assert_eq!(too_large, Epochs::Fraction(1e20));
    assert_eq!(read::<Epochs>(&json!([1, 2])), Epochs::Each(vec![1, 2]));
    assert_eq!(
        serde_json::from_str::<Epochs>("3.0").expect("epochs"),
        Epochs::Count(3)
    );
}

#[test]
fn a_plain_value_is_what_it_would_be_in_an_answer() {
    fn epochs(value: impl Into<Epochs>) -> Epochs {
        value.into()
    }
    assert_eq!(epochs("auto"), Epochs::Auto);
    assert_eq!(epochs("auto".to_owned()), Epochs::Auto);
    assert_eq!(epochs("forever"), Epochs::Unknown(json!("forever")));
    assert_eq!(epochs(8), Epochs::Count(8));
    assert_eq!(epochs(5_000_000_000), Epochs::Count(5_000_000_000));
    assert_eq!(epochs(-5_000_000_000), Epochs::Endless);
}

#[test]
fn what_nothing_fits_is_kept() {
    for json in [
        json!("automatic"),
        json!(true),
        json!({ "a": [1.5, null] }),
        json!(null),
    ] {
        assert_eq!(read::<Epochs>(&json), Epochs::Unknown(json));
    }
}

#[test]
fn a_tag_decides() {
    let message = |kind: &str| {
        Event::Message(Message {
            r#type: kind.to_owned(),
            text: "a".to_owned(),
            extra: Extra::from_iter([("more", 1)]),
        })
    };
    for kind in ["message", "note"] {
        let json = json!({ "type": kind, "text": "a", "more": 1 });
        assert_eq!(read::<Event>(&json), message(kind));
    }
    let json = json!({ "type": "metrics", "step": 3, "loss": 0.5 });
    assert!(matches!(read::<Event>(&json), Event::Metrics(measured) if measured.step == 3));
    for tag in [json!(7), json!(true)] {
        let json = json!({ "events": [], "type": tag });
        assert!(matches!(read::<Event>(&json), Event::Group(_)));
    }
}

#[test]
fn a_tag_of_no_variant_is_kept() {
    // The value would be a range, were it not for its tag.
    for tag in [json!("range"), json!(8), json!(["message"])] {
        let json = json!({ "type": tag, "from": 1, "to": 2 });
        assert_eq!(read::<Event>(&json), Event::Unknown(json));
    }
}

#[test]
fn an_optional_tag_that_is_null_decides_nothing() {
    let json = json!({ "type": null, "from": 1, "to": 2 });
    assert!(matches!(read::<Event>(&json), Event::Range(_)));
    let json = json!({ "type": null });
    assert_eq!(read::<Event>(&json), Event::Unknown(json));
}

#[test]
fn keys_decide() {
    let json = json!({ "from": 1, "to": 2, "by": 3 });
    assert!(matches!(read::<Event>(&json), Event::Range(range) if range.to == 2));
    let json = json!({ "x": 1, "y": true, "from": "here", "to": "there" });
    assert!(matches!(read::<Event>(&json), Event::Point(point) if point.extra.len() == 2));
    let json = json!({ "from": 1 });
    assert_eq!(read::<Event>(&json), Event::Unknown(json));
}

#[test]
fn what_is_tried_goes_on_when_it_does_not_fit() {
    let json = json!({ "x": 1, "y": true });
    assert!(matches!(read::<Event>(&json), Event::Point(point) if point.y));
    for json in [
        json!({ "x": 1 }),
        json!({ "x": 1, "y": 2 }),
        json!([1, true]),
        json!(5),
    ] {
        assert_eq!(read::<Event>(&json), Event::Unknown(json));
    }
}

#[test]
fn what_was_decided_and_does_not_fit_is_an_error() {
    assert_eq!(
        error(&json!({ "type": "message" })),
        "expected the member `text`, found none"
    );
    assert_eq!(
        error(&json!({ "type": "message", "text": 1 })),
        ".text: expected a string, found 1"
    );
    assert_eq!(
        error(&json!({ "type": "metrics", "step": 1, "loss": "low" })),
        r#".loss: expected a number, found "low""#
    );
    assert_eq!(
        error(&json!({ "type": "metrics", "step": 1, "values": 5 })),
        ".values: expected an array, found 5"
    );
    assert_eq!(
        error(&json!({ "from": 1, "to": {} })),
        ".to: expected an integer, found an object"
    );
    assert_eq!(
        error(&json!({ "type": 7, "events": ["a", { "type": "message", "text": [] }] })),
        ".events[1].text: expected a string, found an array"
    );
    assert_eq!(
        error(
            &json!({ "type": 7, "events": [{ "type": true, "events": [{ "from": 1, "to": 0.5 }] }] })
        ),
        ".events[0].events[0].to: expected an integer, found 0.5"
    );
    assert_eq!(
        error(&json!({ "type": true, "events": {} })),
        ".events: expected an array, found an object"
    );
    let count =
        serde_json::from_str::<Epochs>("9e18").map(|epochs| matches!(epochs, Epochs::Count(_)));
    assert!(count.expect("an integer"));
    let large = serde_json::from_str::<Epochs>("1e19").expect("a number");
    assert_eq!(large, Epochs::Fraction(1e19));
}

#[test]
fn the_path_goes_on_inside() {
    let text = json!({
        "version": 2, "draft": false, "model": "m", "parent": null, "status": "queued",
        "events": ["a", { "type": "metrics", "step": "x" }],
    })
    .to_string();
    let mut deserializer = serde_json::Deserializer::from_str(&text);
    let error = serde_path_to_error::deserialize::<_, Job>(&mut deserializer).expect_err("no job");
    assert_eq!(error.path().to_string(), "events[1]");
    assert!(
        error
            .inner()
            .to_string()
            .starts_with(r#".step: expected an integer, found "x""#)
    );
}

#[test]
fn unions_hold_unions() {
    let json = json!([1.5, [2.5, { "a": [3.5], "b": null }], {}]);
    let Measurement::Several(several) = read::<Measurement>(&json) else {
        panic!("several")
    };
    assert_eq!(several[0], Measurement::One(1.5));
    let Measurement::Several(inner) = &several[1] else {
        panic!("several")
    };
    let Measurement::Named(named) = &inner[1] else {
        panic!("named")
    };
    assert_eq!(named["b"], Measurement::Unknown(Value::Null));
    assert_eq!(
        read::<Event>(&json!({ "type": "metrics", "step": 1, "values": [json] })),
        Event::Metrics(Box::new(Measured {
            step: 1,
            values: Some(vec![Measurement::Several(several)]),
            additional_properties: indexmap::IndexMap::new(),
        }))
    );
}

#[test]
fn what_a_variant_holds_becomes_the_union() {
    assert_eq!(Epochs::from(3), Epochs::Count(3));
    let group = Group {
        events: vec![],
        extra: Extra::new(),
    };
    assert_eq!(
        Event::Group(Box::new(group.clone())),
        Event::Group(group.into())
    );
    let measured: Measured =
        serde_json::from_value(json!({ "type": "metrics", "step": 1 })).expect("metrics");
    assert_eq!(
        Event::from(measured.clone()),
        Event::Metrics(Box::new(measured))
    );
}

#[test]
fn numbers_in_a_variant_are_written_in_the_words_they_came_in() {
    for epochs in ["3.0", "2.5", "[1,2.0,3]", "-5e9"] {
        let json = format!(
            r#"{{"version":2,"draft":false,"model":"m","parent":null,"status":"queued","n-epochs":{epochs}}}"#
        );
        let mut job: Job = serde_json::from_str(&json).expect("a job");
        let written = serde_json::to_string(&job).expect("JSON");
        if epochs == "-5e9" {
            // The value by itself is written as the description has it.
            assert_eq!(written, json.replace(epochs, "-5000000000"));
        } else {
            assert_eq!(written, json);
        }
        job.epochs = Some(4.into());
        let written = serde_json::to_string(&job).expect("JSON");
        assert_eq!(written, json.replace(epochs, "4"));
    }
}

mod listed {
    use crate::runtime::wire::string_enum::string_enum;
    use crate::runtime::wire::union::union;

    string_enum! {
        pub enum Letter {
            A = "a",
        }
    }

    string_enum! {
        pub enum Vowel {
            E = "e",
        }
    }

    union! {
        pub enum Sound {
            Silence = "none",
            Letter(Letter),
            Vowel(Vowel),
        }
        equals;
        equals: "a" => Letter, "e" => Vowel;
        string => Letter;
    }
}

#[test]
fn what_an_enumeration_lists_decides_before_another_one_takes_it() {
    use listed::{Letter, Sound, Vowel};

    assert_eq!(read::<Sound>(&json!("none")), Sound::Silence);
    assert_eq!(read::<Sound>(&json!("a")), Sound::Letter(Letter::A));
    assert_eq!(read::<Sound>(&json!("e")), Sound::Vowel(Vowel::E));
    let other = Letter::Unknown("x".to_owned());
    assert_eq!(read::<Sound>(&json!("x")), Sound::Letter(other));
}

union! {
    /// What is looked for.
    pub enum Filter {
        /// A property.
        One(#[from] One),
        /// Several at once.
        All(#[from] All),
    }
    only "property" => One;
    only "and" "property" => All;
    nearest;
    try => One;
    try => All;
}

/// A property.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct One {
    /// Its name.
    pub property: Option<String>,
    /// What the API sent beyond its description.
    pub extra: Extra,
}

object! {
    One, extra;
    optional "property" property;
}

/// Several at once.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct All {
    /// Their names.
    pub and: Option<Vec<String>>,
    /// One more.
    pub property: Option<String>,
    /// What the API sent beyond its description.
    pub extra: Extra,
}

object! {
    All, extra;
    optional "and" and;
    optional "property" property;
}

#[test]
fn an_object_is_of_the_branch_that_has_all_of_its_keys() {
    let filter = |value: Value| read::<Filter>(&value);
    assert!(matches!(filter(json!({ "property": "a" })), Filter::One(_)));
    assert!(matches!(filter(json!({})), Filter::One(_)));
    assert!(matches!(filter(json!({ "and": ["a"] })), Filter::All(_)));
    // The API may add members.
    assert!(matches!(
        filter(json!({ "and": ["a"], "or": 1 })),
        Filter::All(_)
    ));
    assert!(matches!(
        filter(json!({ "property": "a", "or": 1 })),
        Filter::One(_)
    ));
    // What it has may still not fit.
    assert!(matches!(filter(json!({ "and": 1 })), Filter::One(_)));
    assert!(matches!(filter(json!(1)), Filter::Unknown(_)));
}

union! {
    /// What is known of one.
    pub enum Known {
        /// By its kind.
        Kind(Box<One>) if "a",
        /// By what it has.
        Other(Box<All>),
    }
    partial_tag "kind";
    keys "and" => Other;
    try => Kind;
}

union! {
    /// Several, or anything of a name.
    pub enum Called {
        /// Several of this name.
        Several(Box<All>) if "a",
        /// Anything.
        Any(Box<One>),
    }
    optional_tag "property" => Any;
    try => Any;
}

#[test]
fn a_tag_that_not_all_branches_have_leaves_the_others_to_the_rules_below() {
    let known = |value: Value| read::<Known>(&value);
    assert!(matches!(known(json!({ "kind": "a" })), Known::Kind(_)));
    assert!(matches!(
        known(json!({ "kind": "z", "and": ["b"] })),
        Known::Other(_)
    ));
    assert!(matches!(
        known(json!({ "kind": null, "property": "p" })),
        Known::Kind(_)
    ));
}

#[test]
fn an_object_of_the_branch_for_other_tags_may_have_each_of_the_tags() {
    let called = |value: Value| read::<Called>(&value);
    assert!(matches!(
        called(json!({ "property": "a", "and": ["b"] })),
        Called::Several(_)
    ));
    assert!(matches!(
        called(json!({ "property": "a", "and": 1 })),
        Called::Any(_)
    ));
}

union! {
    /// Several filters.
    pub enum Filters {
        /// Of one kind.
        Ones(#[from] Vec<One>),
        /// Of the other.
        Alls(#[from] Vec<All>),
    }
    only "property" => Ones;
    only "and" "property" => Alls;
    nearest;
    try => Ones;
    try => Alls;
}

#[test]
fn a_list_is_of_the_branch_that_has_all_keys_of_its_first_item() {
    let filters = |value: Value| read::<Filters>(&value);
    assert!(matches!(
        filters(json!([{ "and": ["a"] }])),
        Filters::Alls(_)
    ));
    for ones in [
        json!([{ "property": "a" }]),
        json!([]),
        json!([{ "or": 1 }, { "and": ["a"] }]),
    ] {
        assert!(matches!(filters(ones.clone()), Filters::Ones(_)), "{ones}");
    }
    assert!(matches!(filters(json!([1])), Filters::Unknown(_)));
}

union! {
    /// When something is.
    pub enum When: From<&str> + From<String> {
        /// On a day.
        Day(Date),
        /// At a time.
        Time(DateTime),
        /// In words.
        Words(String),
    }
    date => Day;
    date_time => Time;
    string => Words;
}

#[test]
fn texts_are_told_apart_by_their_form() {
    assert_eq!(When::from("2026-03-12"), When::Day("2026-03-12".into()));
    for time in [
        "2026-03-12T09:14:31Z",
        "2026-03-12t09:14:31.5+01:00",
        "2026-03-12 09:14",
    ] {
        assert_eq!(When::from(time), When::Time(time.into()));
    }
    for words in [
        "",
        "zz",
        "2026-03-1",
        "2026/03/12",
        "2026-03-12x",
        "2026-03-1é",
        "20260312",
    ] {
        assert_eq!(When::from(words), When::Words(words.into()));
    }
    assert_eq!(read::<When>(&json!(1)), When::Unknown(json!(1)));
}

union! {
    /// Where to stop.
    pub enum Stop: From<&str> + From<String> {
        /// At a text.
        Text(String),
        /// At one of several.
        Texts(#[from_each] Vec<String>),
    }
    string => Text;
    array => Texts;
}

#[test]
fn a_list_of_texts_is_made_of_an_array() {
    let texts = Stop::Texts(vec!["a".to_owned(), "b".to_owned()]);
    assert_eq!(Stop::from(["a", "b"]), texts);
    assert_eq!(Stop::from(["a", "b"].map(str::to_owned)), texts);
    assert_eq!(Stop::from(&["a", "b"][..]), texts);
    assert_eq!(Stop::from(vec!["a".to_owned(), "b".to_owned()]), texts);
    assert_eq!(Stop::from("a"), Stop::Text("a".to_owned()));
}
