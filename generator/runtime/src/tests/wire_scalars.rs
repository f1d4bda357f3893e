//! Numbers, text and what is written as one of them.

use std::collections::{BTreeMap, HashSet};

use serde::Serialize;
use serde::de::value::{Error as ValueError, I128Deserializer, U128Deserializer};
use serde::de::{DeserializeOwned, IntoDeserializer};
use serde_json::json;

use crate::runtime::wire::base64::Base64;
use crate::runtime::wire::date::Date;
use crate::runtime::wire::date_time::DateTime;
use crate::runtime::wire::input::Serde;
use crate::runtime::wire::spelling::AsWritten;
use crate::runtime::wire::timestamp::Timestamp;
use crate::runtime::wire::value::Wire;

/// Reads a value the way that fields are.
fn read<T: Wire>(json: &str) -> Result<T, String> {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    T::decode(Serde(&mut deserializer)).map_err(|error| {
        let text = error.to_string();
        text.split(" at line").next().unwrap_or_default().to_owned()
    })
}

fn written<T: Wire>(value: &T) -> String {
    serde_json::to_string(&AsWritten(value, None)).expect("JSON")
}

fn fails<T: Wire>(json: &str) -> String {
    read::<T>(json)
        .err()
        .unwrap_or_else(|| panic!("{json} decodes"))
}

#[test]
fn integers_accept_every_way_to_write_one() {
    for (json, value) in [
        ("88", 88),
        ("88.0", 88),
        ("-0", 0),
        ("-0.0", 0),
        ("1e3", 1000),
        ("-12.0e1", -120),
    ] {
        assert_eq!(read::<i64>(json), Ok(value));
        assert_eq!(read::<i32>(json).map(i64::from), Ok(value));
    }
    assert_eq!(read::<u64>("88.0"), Ok(88));
    assert_eq!(read::<u32>("88.0"), Ok(88));
    assert_eq!(written(&88_i64), "88");
}

#[test]
fn integers_are_refused_beyond_their_range() {
    assert_eq!(read::<i64>("-9223372036854775808"), Ok(i64::MIN));
    assert_eq!(read::<i64>("9223372036854775807"), Ok(i64::MAX));
    assert_eq!(read::<u64>("18446744073709551615"), Ok(u64::MAX));
    assert_eq!(read::<i32>("-2147483648"), Ok(i32::MIN));
    assert_eq!(read::<u32>("4294967295"), Ok(u32::MAX));
    assert_eq!(
        fails::<i64>("9223372036854775808"),
        "expected an integer from -9223372036854775808 to 9223372036854775807, found 9223372036854775808"
    );
    assert_eq!(
        fails::<i64>("1e19"),
        "expected an integer from -9223372036854775808 to 9223372036854775807, found 1e19"
    );
    assert_eq!(
        fails::<i32>("2147483648"),
        "expected an integer from -2147483648 to 2147483647, found 2147483648"
    );
    assert_eq!(
        fails::<u32>("-1"),
        "expected an integer from 0 to 4294967295, found -1"
    );
    assert_eq!(
        fails::<u64>("-1.0"),
        "expected an integer from 0 to 18446744073709551615, found -1.0"
    );
}

#[test]
fn fractions_are_no_integers() {
    assert_eq!(fails::<i64>("1.5"), "expected an integer, found 1.5");
    assert_eq!(fails::<u32>("-0.25"), "expected an integer, found -0.25");
    assert_eq!(fails::<i64>("1e300"), "expected an integer, found 1e300");
    assert_eq!(fails::<i64>(r#""1""#), r#"expected an integer, found "1""#);
}

#[test]
fn numbers_keep_their_digits() {
    for json in [
        "0.1",
        "4.76837158203125e-6",
        "1.7976931348623157e+308",
        "5e-324",
        "0.30000000000000004",
    ] {
        assert_eq!(written(&read::<f64>(json).expect("a number")), json);
    }
    assert_eq!(read::<f64>("100"), Ok(100.0));
    assert_eq!(
        read::<f64>("18446744073709551615"),
        Ok(18_446_744_073_709_551_615.0)
    );
    assert_eq!(fails::<f64>("null"), "expected a number, found null");
}

/// With its feature `arbitrary_precision` serde_json reads the number; without it, it refuses it.
#[test]
fn a_number_that_no_float_holds_is_named() {
    for json in ["1e400", "-1e400"] {
        let text = fails::<f64>(json);
        let named = format!("expected a number that an `f64` can hold, found {json}");
        assert!(text == named || text == "number out of range", "{text}");
    }
}

#[test]
fn numbers_that_json_does_not_have_are_not_written() {
    for (value, shown) in [
        (f64::NAN, "NaN"),
        (f64::INFINITY, "inf"),
        (f64::NEG_INFINITY, "-inf"),
    ] {
        let error =
            serde_json::to_string(&AsWritten(&vec![Some(value)], None)).expect_err("no number");
        assert_eq!(
            error.to_string(),
            format!("expected a finite number, found {shown}")
        );
    }
}

/// Deserializers that know integers of 128 bits give them out, such as those of values with `arbitrary_precision`.
#[test]
fn integers_beyond_64_bits_are_named_by_their_digits() {
    let large =
        |value: i128| -> Serde<I128Deserializer<ValueError>> { Serde(value.into_deserializer()) };
    let error = |value| {
        i64::decode(large(value))
            .expect_err("it is too large")
            .to_string()
    };
    let range = "expected an integer from -9223372036854775808 to 9223372036854775807";
    for value in [
        1_180_591_620_717_411_303_424,
        -1_180_591_620_717_411_303_424,
    ] {
        assert_eq!(error(value), format!("{range}, found {value}"));
    }
    // Only with the feature `arbitrary_precision` does a text keep them.
    let text = fails::<i64>("1180591620717411303425");
    let digits = ["1180591620717411303425", "1.1805916207174113e21"];
    assert!(
        digits
            .iter()
            .any(|found| text == format!("{range}, found {found}")),
        "{text}"
    );
    let float = f64::decode(large(1 << 70));
    assert_eq!(float, Ok(1_180_591_620_717_411_303_424.0));
    let largest: U128Deserializer<ValueError> = u128::MAX.into_deserializer();
    assert_eq!(
        String::decode(Serde(largest)).map_err(|error| error.to_string()),
        Err("expected a string, found 3.402823669209385e38".to_owned())
    );
}

#[test]
fn text_can_be_escaped() {
    assert_eq!(
        read::<String>(r#""\u00e9\n\ud83d\ude00""#),
        Ok("é\n😀".to_owned())
    );
    assert_eq!(
        fails::<String>("{\"a\": [1]}"),
        "expected a string, found an object"
    );
}

#[test]
fn lists_options_and_boxes_hold_the_others() {
    assert_eq!(
        read::<Vec<Option<Box<i64>>>>("[1, null, 2.0]"),
        Ok(vec![Some(Box::new(1)), None, Some(Box::new(2))])
    );
    assert_eq!(written(&vec![Some(Box::new(1_i64)), None]), "[1,null]");
    let map: BTreeMap<String, i64> = read(r#"{"b": 1, "a": 2.0, "b": 3}"#).expect("a map");
    assert_eq!(written(&map), r#"{"a":2,"b":3}"#);
    assert_eq!(
        fails::<BTreeMap<String, i64>>("[]"),
        "expected an object, found an array"
    );
    assert_eq!(
        fails::<Vec<i64>>("[1, \"a\"]"),
        r#"expected an integer, found "a""#
    );
    assert_eq!(fails::<Option<Vec<i64>>>("5"), "expected an array, found 5");
}

#[test]
fn timestamps_are_written_as_they_came() {
    for json in [
        "0",
        "1519129973",
        "-1",
        "1519129973.25",
        "1519129973.1234567",
        "0.1",
        "9223372036854775807",
        "-0.5",
    ] {
        assert_eq!(written(&read::<Timestamp>(json).expect("a time")), json);
    }
    assert_eq!(
        written(&read::<Timestamp>("1519129973.0").expect("a time")),
        "1519129973"
    );
    for wrong in ["1e300", "18446744073709551615", "null", "[]"] {
        assert!(fails::<Timestamp>(wrong).starts_with("expected a Unix time in seconds, found "));
    }
    assert_eq!(
        fails::<Timestamp>(r#""2018""#),
        r#"expected a Unix time in seconds, found "2018""#
    );
}

#[test]
fn dates_with_a_time_are_points_in_time() {
    for (text, second, nanosecond) in [
        ("1970-01-01T00:00:01Z", 1, 0),
        ("1970-01-01t00:00:01z", 1, 0),
        ("1970-01-01 01:00:01+01:00", 1, 0),
        ("1970-01-01T00:00:01-00:00", 1, 0),
        ("1970-01-01T00:00:01.5Z", 1, 500_000_000),
        ("1970-01-01T00:00:01.1234567899999Z", 1, 123_456_789),
        ("1970-01-01T01:00:01.12345678901+01:00", 1, 123_456_789),
        ("0000-01-01T00:00:00Z", -62_167_219_200, 0),
        ("9999-12-30T22:00:00Z", 253_402_207_200, 0),
        // Leap seconds: the one that was, and one of another time zone.
        ("2016-12-31T23:59:60Z", 1_483_228_800, 0),
        ("2016-12-31T15:59:60.25-08:00", 1_483_228_800, 250_000_000),
    ] {
        let time = DateTime::from(text).timestamp();
        let expected = jiff::Timestamp::new(second, nanosecond).expect("a time");
        assert_eq!(time, Some(expected), "{text}");
        assert_eq!(DateTime::from(text).as_str(), text);
    }
    for text in [
        "9999-12-31T23:59:59.999Z",
        "2024-02-30T00:00:00Z",
        "2024-01-01T24:00:00Z",
        "2024-01-01T00:00:61Z",
        "2024-01-01",
        "2024-01-01T00:00:00",
        "1970-01-01T00:00:0é.1234567891Z",
        "never",
        "",
    ] {
        assert_eq!(DateTime::from(text).timestamp(), None, "{text}");
    }
}

#[test]
fn timestamps_are_points_in_time() {
    let whole = Timestamp::from_second(1_519_129_973);
    assert_eq!(whole.to_string(), "2018-02-20T12:32:53Z");
    assert_eq!(format!("{whole:?}"), "2018-02-20T12:32:53Z");
    assert_eq!(whole.timestamp().map(Timestamp::from), Some(whole));
    let half: Timestamp = read("-0.5").expect("a time");
    assert_eq!(half.to_string(), "1969-12-31T23:59:59.5Z");
    assert_eq!(half.as_second(), -1);
    assert_eq!(
        half.timestamp().map(Timestamp::from),
        Some(Timestamp::from_second(-1))
    );
    let far = Timestamp::from_second(i64::MAX);
    assert_eq!(
        (far.timestamp(), far.to_string()),
        (None, i64::MAX.to_string())
    );
}

#[test]
fn timestamps_have_an_order() {
    let times: Vec<Timestamp> = read(
        "[-9223372036854775808, -1.5, -1, -0.5, 0, 0.25, 0.5, 1, 1.5, 2, 9223372036854775807]",
    )
    .expect("times");
    for (index, one) in times.iter().enumerate() {
        for (other_index, other) in times.iter().enumerate() {
            assert_eq!(one.cmp(other), index.cmp(&other_index), "{one} {other}");
            assert_eq!(one == other, index == other_index);
        }
    }
    assert_eq!(times.iter().collect::<HashSet<_>>().len(), times.len());
    assert_eq!(read::<Timestamp>("2.0").expect("a time"), times[9]);
}

#[test]
fn dates_keep_their_text() {
    let time: DateTime = read(r#""2026-03-12T10:14:31.50+01:00""#).expect("a date");
    assert_eq!(time.timestamp(), "2026-03-12T09:14:31.5Z".parse().ok());
    assert_eq!(written(&time), r#""2026-03-12T10:14:31.50+01:00""#);
    assert_eq!(time.to_string(), "2026-03-12T10:14:31.50+01:00");
    let text: DateTime = read(r#""yesterday""#).expect("text");
    assert_eq!((text.timestamp(), text.as_str()), (None, "yesterday"));
    assert_eq!(
        DateTime::from(jiff::Timestamp::UNIX_EPOCH).as_str(),
        "1970-01-01T00:00:00Z"
    );

    let date: Date = read(r#""2026-03-12""#).expect("a date");
    assert_eq!(date.date(), Some(jiff::civil::date(2026, 3, 12)));
    assert_eq!(written(&date), r#""2026-03-12""#);
    assert_eq!(Date::from("2026-02-30").date(), None);
    assert_eq!(Date::from(jiff::civil::date(2026, 3, 12)), date);
    assert_eq!(
        fails::<Date>("20260312"),
        "expected a string, found 20260312"
    );
}

#[test]
fn base64_is_written_in_the_form_it_came_in() {
    for text in [
        "",
        "Zg==",
        "Zm8=",
        "Zm9v",
        "Zg",
        "Zm8",
        "-_-_",
        "+/+/",
        "-_8=",
        "-_8",
        "+/8",
        "Zg=",
        "-/8=",
        "Zm 9v",
        "Zm9v\\r\\n",
        "Zh==",
    ] {
        let json = format!("\"{text}\"");
        assert_eq!(written(&read::<Base64>(&json).expect("base64")), json);
    }
    assert_eq!(&*read::<Base64>(r#""Zm9v""#).expect("base64"), b"foo");
    assert_eq!(read::<Base64>(r#""-_8""#), read::<Base64>(r#""+/8=""#));
    assert_eq!(written(&Base64::from(vec![0xFB, 0xFF])), r#""+/8=""#);
    assert_eq!(
        read::<Base64>(r#""Zg==""#).expect("base64").unreadable(),
        None
    );
    assert_eq!(fails::<Base64>("1"), "expected text in base64, found 1");
}

#[test]
fn text_that_is_no_base64_is_kept() {
    for wrong in ["A", "Zm9v!", "Z===", "Zg==Zg==", "<p>none</p>"] {
        let json = format!("\"{wrong}\"");
        let kept = read::<Base64>(&json).expect("text");
        assert_eq!((kept.unreadable(), &*kept), (Some(wrong), &b""[..]));
        assert_eq!(written(&kept), json);
        assert_ne!(kept, Base64::default());
        assert_eq!(format!("{kept:?}"), json);
    }
}

/// Numbers reach fields through serde's buffers and values as well.
#[test]
fn values_are_read_like_text() {
    fn same<T: Serialize + DeserializeOwned>(json: &serde_json::Value) -> serde_json::Value {
        let value: T = serde_json::from_value(json.clone()).expect("a value");
        serde_json::to_value(value).expect("JSON")
    }
    for json in [json!(1_519_129_973), json!(1.25), json!(-3)] {
        assert_eq!(same::<Timestamp>(&json), json);
    }
    assert_eq!(same::<DateTime>(&json!("x")), json!("x"));
    assert_eq!(same::<Base64>(&json!("Zg")), json!("Zg"));
}
