//! The types that users meet beside the described ones: extra members, three states, setters.

use std::collections::HashSet;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use serde_json::{Map, Value, json};

use crate::runtime::wire::extra::Extra;
use crate::runtime::wire::presence::Nullable;
use crate::wire_sample::job::{Epochs, Job, Status};

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[test]
fn extra_is_small() {
    assert_eq!(size_of::<Extra>(), size_of::<usize>());
}

#[test]
fn extra_is_a_map_in_order() {
    let mut extra = Extra::new();
    assert!(extra.is_empty());
    assert_eq!(extra.insert("z", 1), None);
    assert_eq!(extra.insert("z", 2), Some(json!(1)));
    assert_eq!(
        (extra.len(), extra.get("z"), extra.get("y")),
        (1, Some(&json!(2)), None)
    );
    assert_eq!(extra.insert("a", "b"), None);
    assert_eq!(extra.insert("m", Value::Null), None);
    assert_eq!(extra.insert("z", 3), Some(json!(2)));
    let members: Vec<_> = extra.iter().collect();
    assert_eq!(
        members,
        [("z", &json!(3)), ("a", &json!("b")), ("m", &Value::Null)]
    );
    assert_eq!(
        format!("{extra:?}"),
        r#"{"z": Number(3), "a": String("b"), "m": Null}"#
    );
    assert_eq!(
        serde_json::to_string(&extra).expect("JSON"),
        r#"{"z":3,"a":"b","m":null}"#
    );

    assert_eq!(extra.remove("z"), Some(json!(3)));
    assert_eq!(extra.remove("z"), None);
    assert!(extra.contains_key("m") && !extra.contains_key("z"));
    assert_eq!(extra.iter().next(), Some(("a", &json!("b"))));
    assert_eq!(
        (extra.remove("m"), extra.remove("a")),
        (Some(Value::Null), Some(json!("b")))
    );
    assert!(extra.is_empty());
    assert_eq!(extra, Extra::new());
    assert_eq!(extra.remove("a"), None);
}

#[test]
fn extra_of_one_is_like_any_other() {
    let one = Extra::from_iter([("a", 1)]);
    let mut other = Extra::from_iter([("b", 2), ("a", 1)]);
    assert_ne!(one, other);
    other.remove("b");
    assert_eq!((&one, hash(&one)), (&other, hash(&other)));
    let mut removed = one.clone();
    assert_eq!(removed.remove("b"), None);
    assert_eq!((removed.remove("a"), removed.len()), (Some(json!(1)), 0));

    let mixed = [
        Extra::from_iter([("a", 1), ("b", 2)]),
        Extra::from_iter([("b", 2), ("a", 1)]),
    ];
    assert_eq!(HashSet::from(mixed).len(), 1, "the order does not count");
}

#[test]
fn extra_becomes_a_map_and_back() {
    for json in ["{}", r#"{"a":1}"#, r#"{"b":[],"a":{"c":null}}"#] {
        let extra: Extra = serde_json::from_str(json).expect("an object");
        assert_eq!(extra.is_empty(), json == "{}");
        let map = Map::from(extra.clone());
        assert_eq!(Value::Object(map.clone()).to_string(), json);
        assert_eq!(Extra::from(map), extra);
        assert_eq!(serde_json::to_string(&extra).expect("JSON"), json);
    }
}

#[test]
fn nullable_has_three_states() {
    let states = [
        Nullable::Absent,
        Nullable::Null,
        Nullable::Value("a".to_owned()),
    ];
    let seen = states.each_ref().map(|state| {
        (
            state.is_absent(),
            state.is_null(),
            state.is_value(),
            state.as_deref(),
        )
    });
    assert_eq!(
        seen,
        [
            (true, false, false, None),
            (false, true, false, None),
            (false, false, true, Some("a"))
        ]
    );
    assert_eq!(
        states.map(Nullable::into_option),
        [None, None, Some("a".to_owned())]
    );
    assert_eq!(Nullable::from(1), Nullable::Value(1));
    assert_eq!(Nullable::from(Some(1)), Nullable::Value(1));
    assert_eq!(Nullable::<i64>::from(None), Nullable::Absent);
    assert_eq!(Nullable::<i64>::default(), Nullable::Absent);
    assert_eq!(Option::from(Nullable::Value(1)), Some(1));
    let mut value = Nullable::Value(1);
    if let Some(held) = value.as_mut() {
        *held = 2;
    }
    assert_eq!(value.as_ref(), Some(&2));
}

#[test]
fn setters_set() {
    let next = Job::new("n", None, Status::Queued);
    let job = Job::new("m", Some("p".to_owned()), Status::Running)
        .seed(7)
        .suffix("s")
        .epochs(3)
        .files(["a", "b"])
        .next(next.clone());
    assert_eq!(job.seed, Some(7));
    assert_eq!(job.suffix, Nullable::Value("s".to_owned()));
    assert_eq!(job.epochs, Some(Epochs::Count(3)));
    let files = ["a".to_owned(), "b".to_owned()];
    assert_eq!(job.files.as_deref(), Some(&files[..]));
    assert_eq!(job.next, Some(Box::new(next)));
}
