//! Decoding and encoding again gives back any document that fits the description.

use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::wire_sample::CheckpointList;
use crate::wire_sample::job::Job;

/// Any number, text, list or object.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        proptest::num::f64::NORMAL.prop_map(Value::from),
        ".{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            btree_map("[a-z]{0,3}", inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// A number that fields of floats write as they read it.
fn float() -> impl Strategy<Value = Value> {
    (proptest::num::f64::NORMAL | proptest::num::f64::SUBNORMAL).prop_map(Value::from)
}

/// Members in any order, those without a value left out, and others beside them.
fn object(known: Vec<(&'static str, BoxedStrategy<Option<Value>>)>) -> BoxedStrategy<Value> {
    let (keys, values): (Vec<_>, Vec<_>) = known.into_iter().unzip();
    // Undescribed keys begin with `u`, and no described one does.
    (values, btree_map("u[a-z\"\\\\é]{0,4}", any_json(), 0..3))
        .prop_flat_map(move |(values, others)| {
            let known = keys.iter().map(|key| (*key).to_owned()).zip(values);
            let mut members: Vec<(String, Value)> = known
                .filter_map(|(key, value)| Some((key, value?)))
                .collect();
            members.extend(others);
            Just(members).prop_shuffle()
        })
        .prop_map(|members| Value::Object(members.into_iter().collect::<Map<_, _>>()))
        .boxed()
}

fn required(value: impl Strategy<Value = Value> + 'static) -> BoxedStrategy<Option<Value>> {
    value.prop_map(Some).boxed()
}

fn optional(value: impl Strategy<Value = Value> + 'static) -> BoxedStrategy<Option<Value>> {
    option::of(value).boxed()
}

fn text() -> impl Strategy<Value = Value> {
    ".{0,12}".prop_map(Value::from)
}

fn or_null(value: impl Strategy<Value = Value> + 'static) -> impl Strategy<Value = Value> {
    prop_oneof![value, Just(Value::Null)]
}

fn timestamp() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<i64>().prop_map(Value::from),
        (-1e12..1e12_f64)
            .prop_filter("a fraction", |value| value.fract() != 0.0)
            .prop_map(Value::from),
    ]
}

fn checkpoint() -> BoxedStrategy<Value> {
    let metric = || optional(float());
    let metrics = object(vec![
        ("step", metric()),
        ("train_loss", metric()),
        ("valid_mean_token_accuracy", metric()),
        ("full_valid_loss", metric()),
    ]);
    object(vec![
        (
            "object",
            required(Just(json!("fine_tuning.job.checkpoint"))),
        ),
        ("id", required(text())),
        ("created_at", required(timestamp())),
        ("fine_tuned_model_checkpoint", required(text())),
        ("step_number", required(any::<i64>().prop_map(Value::from))),
        ("metrics", required(metrics)),
        ("fine_tuning_job_id", required(text())),
    ])
}

fn list() -> BoxedStrategy<Value> {
    object(vec![
        ("object", required(Just(json!("list")))),
        (
            "data",
            required(vec(checkpoint(), 0..3).prop_map(Value::from)),
        ),
        ("first_id", optional(or_null(text()))),
        ("last_id", optional(or_null(text()))),
        ("has_more", optional(any::<bool>().prop_map(Value::from))),
    ])
}

fn job() -> BoxedStrategy<Value> {
    let message = object(vec![
        (
            "type",
            required(prop_oneof![Just(json!("message")), Just(json!("note"))]),
        ),
        ("text", required(text())),
    ]);
    let event = prop_oneof![message, any_json()];
    let fraction = float().prop_filter("a fraction", |json| {
        json.as_f64().is_some_and(|value| value.fract() != 0.0)
    });
    let epochs = prop_oneof![
        prop_oneof![
            Just(json!("auto")),
            Just(json!(true)),
            Just(json!(false)),
            text()
        ],
        any::<i64>().prop_map(Value::from),
        fraction,
        vec(any::<i64>(), 0..3).prop_map(Value::from),
        any_json().prop_map(|json| json!({ "any": json })),
    ];
    object(vec![
        ("version", required(Just(json!(2)))),
        ("draft", required(Just(json!(false)))),
        ("model", required(text())),
        ("parent", required(or_null(text()))),
        (
            "status",
            required(prop_oneof![Just(json!("queued")), text()]),
        ),
        ("seed", optional(any::<i64>().prop_map(Value::from))),
        ("suffix", optional(or_null(text()))),
        ("n-epochs", optional(epochs)),
        ("priority", optional((-3..3_i64).prop_map(Value::from))),
        (
            "labels",
            optional(
                btree_map(".{0,4}", text(), 0..4)
                    .prop_map(|map| Value::Object(map.into_iter().collect())),
            ),
        ),
        ("began", optional(text())),
        ("due", optional(text())),
        (
            "digest",
            optional("([A-Za-z0-9+/]{4}){0,3}".prop_map(Value::from)),
        ),
        ("events", optional(vec(event, 0..3).prop_map(Value::from))),
        ("size", optional(any::<u64>().prop_map(Value::from))),
        (
            "notes",
            optional(any_json().prop_filter("not null", |json| !json.is_null())),
        ),
    ])
}

fn survives<T>(json: &Value) -> Result<(), TestCaseError>
where
    T: serde::de::DeserializeOwned + serde::Serialize + PartialEq + std::fmt::Debug,
{
    let read = |text: &str| -> Result<T, TestCaseError> {
        serde_json::from_str(text).map_err(|error| TestCaseError::fail(format!("{error}: {text}")))
    };
    let value = read(&json.to_string())?;
    let text =
        serde_json::to_string(&value).map_err(|error| TestCaseError::fail(error.to_string()))?;
    let written: Value =
        serde_json::from_str(&text).map_err(|error| TestCaseError::fail(error.to_string()))?;
    prop_assert_eq!(&written, json);
    prop_assert_eq!(read(&text)?, value);
    Ok(())
}

proptest! {
    #[test]
    fn lists_survive(json in list()) {
        survives::<CheckpointList>(&json)?;
    }

    #[test]
    fn jobs_survive(json in job()) {
        survives::<Job>(&json)?;
    }
}
