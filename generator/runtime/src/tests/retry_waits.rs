//! How long to wait: pure values in, pure values out.

use std::time::Duration;

use http::StatusCode;
use http::header::{HeaderMap, HeaderName, HeaderValue};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

use crate::runtime::http::problem::Problem;
use crate::runtime::http::rate_limit::RateLimits;
use crate::runtime::http::retries::Retries;
use crate::runtime::http::retry::{self, Rules, is_retryable};
use crate::runtime::http::retry_after::{http_date, read};

/// Sunday, 2026-11-22, noon.
fn noon() -> Timestamp {
    "2026-11-22T12:00:00Z".parse().expect("a timestamp")
}

fn headers(pairs: &[(&str, &str)]) -> HeaderMap {
    let pairs = pairs.iter().map(|(name, value)| {
        let name: HeaderName = name.parse().expect("a name");
        (name, HeaderValue::from_str(value).expect("a value"))
    });
    pairs.collect()
}

fn wait(asked: Option<Duration>, failed: u32, random: f64) -> Option<Duration> {
    retry::wait(asked, Retries::new().longest_wait, failed, random)
}

/// What a description says of statuses.
fn rules(retry_on: Option<&'static [&'static str]>, no_retry: &'static [&'static str]) -> Rules {
    Rules {
        retry_on,
        no_retry,
        has_key: false,
    }
}

fn asked(pairs: &[(&str, &str)]) -> Option<Duration> {
    read(&headers(pairs), noon)
}

#[track_caller]
fn check(value: &str, expected: Option<Duration>) {
    assert_eq!(
        asked(&[("retry-after", value)]),
        expected,
        "retry-after: {value}"
    );
}

fn seconds(seconds: f64) -> Option<Duration> {
    Some(Duration::from_secs_f64(seconds))
}

#[test]
fn seconds_are_read_with_their_fractions() {
    check("20", seconds(20.0));
    check("0.1", seconds(0.1));
    check(" 1.5 ", seconds(1.5));
    check("60", seconds(60.0));
    check("120", seconds(120.0));
    check("121", seconds(121.0));
    check("99999999999999999999999999999999", seconds(1e18));
    check(&"9".repeat(400), seconds(1e18));
    check("1e1", seconds(10.0));
    check("+2", seconds(2.0));
    check(".5", seconds(0.5));
}

#[test]
fn what_is_no_wait_is_none() {
    for value in [
        "",
        " ",
        "0",
        "0.0",
        "-1",
        "-0.1",
        "1e35",
        "inf",
        "+inf",
        "-inf",
        "infinity",
        "nan",
        "NaN",
        "1e400",
        "1,5",
        "1.2.3",
        ".",
        "5s",
        "soon",
        "0x10",
        "0.00000000001",
    ] {
        check(value, None);
    }
}

#[test]
fn all_three_forms_of_dates_are_read() {
    let date: Timestamp = "1994-11-06T08:49:37Z".parse().expect("a timestamp");
    assert_eq!(http_date("Sun, 06 Nov 1994 08:49:37 GMT"), Some(date));
    assert_eq!(http_date("Sunday, 06-Nov-94 08:49:37 GMT"), Some(date));
    assert_eq!(http_date("Sun Nov  6 08:49:37 1994"), Some(date));
}

#[test]
fn dates_ahead_are_waited_for() {
    check("Sun, 22 Nov 2026 12:00:20 GMT", seconds(20.0));
    check("Sun, 22 Nov 2026 12:02:00 GMT", seconds(120.0));
    check("Sun, 22 Nov 2026 12:02:01 GMT", seconds(121.0));
    check("Sunday, 22-Nov-26 12:00:20 GMT", seconds(20.0));
    check("Sun Nov 22 12:00:20 2026", seconds(20.0));
    let last = asked(&[("retry-after", "Fri, 31 Dec 9999 23:59:59 GMT")]);
    assert!(last > seconds(7_000.0 * 365.0 * 86_400.0), "{last:?}");
}

/// A clock that goes wrong here would make the wait too long, or none.
#[test]
fn a_date_is_waited_for_by_the_clock_of_the_server() {
    let until = ("retry-after", "Sun, 06 Nov 1994 08:49:57 GMT");
    let dated = |date| asked(&[until, ("date", date)]);
    assert_eq!(dated("Sun, 06 Nov 1994 08:49:37 GMT"), seconds(20.0));
    for date in ["Sun, 06 Nov 1994 08:49:57 GMT", "yesterday"] {
        assert_eq!(dated(date), None);
    }
}

#[test]
fn dates_that_are_past_or_wrong_are_none() {
    for date in [
        "Sun, 22 Nov 2026 12:00:00 GMT",
        "Sun, 22 Nov 2026 11:59:59 GMT",
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Mon, 22 Nov 2026 12:00:20 GMT",
        "Xyz, 22 Nov 2026 12:00:20 GMT",
        "Monday, 22-Nov-26 12:00:20 GMT",
        "Mon Nov 22 12:00:20 2026",
        "Sun, 22 Nov 100000 12:00:20 GMT",
        "Sun, 32 Nov 2026 12:00:20 GMT",
        "Sun, 22 Nov 2026 25:00:20 GMT",
        "Sun, 22 Nov 2026",
        "2026-11-22T12:00:20Z",
    ] {
        check(date, None);
    }
}

#[test]
fn milliseconds_come_first() {
    assert_eq!(
        asked(&[("retry-after-ms", "250"), ("retry-after", "9")]),
        seconds(0.25)
    );
    assert_eq!(
        asked(&[("retry-after-ms", "0.5"), ("retry-after", "9")]),
        seconds(0.0005)
    );
    assert_eq!(
        asked(&[("retry-after-ms", "soon"), ("retry-after", "9")]),
        seconds(9.0)
    );
    for none in ["0", "-1", "nan", "inf", "1e35"] {
        let asked = asked(&[("retry-after-ms", none), ("retry-after", "9")]);
        assert_eq!(asked, None, "{none} is readable, so that it decides");
    }
    assert_eq!(asked(&[]), None);
}

#[test]
fn long_waits_are_not_obeyed() {
    for kept in [20, 60, 120] {
        let kept = Duration::from_secs(kept);
        assert_eq!(wait(Some(kept), 1, 0.5), Some(kept));
    }
    assert_eq!(wait(Some(Duration::from_millis(120_001)), 1, 0.5), None);
    assert_eq!(wait(Some(Duration::from_secs(121)), 1, 0.5), None);
    assert_eq!(wait(Some(Duration::MAX), 1, 0.5), None);
    let ahead = noon()
        .checked_add(SignedDuration::from_secs(120))
        .expect("a timestamp");
    assert_eq!(ahead.duration_since(noon()), SignedDuration::from_secs(120));
}

#[test]
fn the_usual_wait_doubles_up_to_eight_seconds() {
    let waits: Vec<_> = (1..=7).map(|failed| wait(None, failed, 0.0)).collect();
    let expected = [0.5, 1.0, 2.0, 4.0, 8.0, 8.0, 8.0].map(seconds);
    assert_eq!(waits, expected);
}

#[test]
fn chance_takes_up_to_a_quarter_away() {
    assert_eq!(wait(None, 1, 1.0), seconds(0.375));
    assert_eq!(wait(None, 5, 1.0), seconds(6.0));
    assert_eq!(wait(None, 5, 0.5), seconds(7.0));
}

#[test]
fn no_number_of_attempts_overflows() {
    for failed in [0, 1, 63, 64, 1_000, 1_024, 1_100, u32::MAX] {
        for random in [0.0, 0.5, 1.0, f64::NAN, f64::INFINITY, -1.0] {
            // A random number that is none must not make a wait that is none.
            let random = if random.is_nan() { 0.0 } else { random };
            let wait = wait(None, failed, random).expect("the usual wait is never too long");
            assert!(
                (0.375..=8.0).contains(&wait.as_secs_f64()),
                "{failed} {random}: {wait:?}"
            );
        }
    }
}

#[test]
fn statuses_decide_about_retries() {
    for status in 100..=999 {
        let status = StatusCode::from_u16(status).expect("a status");
        let expected = matches!(status.as_u16(), 408 | 429 | 500..);
        assert_eq!(
            is_retryable(status, &HeaderMap::new(), &[], &Rules::default()),
            expected,
            "{status}"
        );
    }
}

#[test]
fn a_description_lists_statuses() {
    let rules = rules(Some(&["409", "5XX"]), &["gone"]);
    for status in 100..=999 {
        let status = StatusCode::from_u16(status).expect("a status");
        let expected = matches!(status.as_u16(), 409 | 500..=599);
        let found = is_retryable(status, &HeaderMap::new(), &[], &rules);
        assert_eq!(found, expected, "{status}");
    }
    let key = Rules {
        has_key: true,
        ..Rules::default()
    };
    assert!(is_retryable(
        StatusCode::CONFLICT,
        &HeaderMap::new(),
        &[],
        &key
    ));
}

#[test]
fn x_should_retry_overrules_statuses_and_words() {
    let yes = headers(&[("x-should-retry", "true")]);
    let no = headers(&[("x-should-retry", "false")]);
    // Written in small letters, as the official clients take it.
    for other in ["maybe", "", "1", "TRUE", "False"] {
        let other = headers(&[("x-should-retry", other)]);
        let retryable = |status| is_retryable(status, &other, &[], &Rules::default());
        assert!(retryable(StatusCode::SERVICE_UNAVAILABLE) && !retryable(StatusCode::NOT_FOUND));
    }
    let quota = ["insufficient_quota".to_owned()];
    assert!(is_retryable(
        StatusCode::BAD_REQUEST,
        &yes,
        &[],
        &Rules::default()
    ));
    assert!(!is_retryable(
        StatusCode::SERVICE_UNAVAILABLE,
        &no,
        &[],
        &Rules::default()
    ));
    assert!(is_retryable(
        StatusCode::TOO_MANY_REQUESTS,
        &yes,
        &quota,
        &rules(None, &["insufficient_quota"])
    ));
}

#[test]
fn words_that_end_retries_count_for_429_alone() {
    let quota = ["insufficient_quota".to_owned()];
    let words = &["insufficient_quota"];
    let none = HeaderMap::new();
    assert!(!is_retryable(
        StatusCode::TOO_MANY_REQUESTS,
        &none,
        &quota,
        &rules(None, words)
    ));
    assert!(is_retryable(
        StatusCode::TOO_MANY_REQUESTS,
        &none,
        &quota,
        &Rules::default()
    ));
    assert!(is_retryable(
        StatusCode::SERVICE_UNAVAILABLE,
        &none,
        &quota,
        &rules(None, words)
    ));
}

proptest! {
    /// Whatever a server says: a wait that can be waited for, or none.
    #[test]
    fn any_header_is_a_wait_or_none(
        text in prop_oneof![
            "[ -~]{0,40}",
            "[0-9.+-]{0,30}(e[0-9]{1,4})?",
            "(Sun|Sunday|Xyz),? [0-9]{1,3}[ -](Nov|Foo)[ -][0-9]{1,7} [0-9]{1,3}:[0-9]{1,3}:[0-9]{1,3} (GMT|UTC|[+-][0-9]{1,4})",
        ],
    ) {
        for name in ["retry-after", "retry-after-ms"] {
            let asked = asked(&[(name, &text)]);
            prop_assert!(asked.is_none_or(|wait| !wait.is_zero()));
            let longest = Duration::from_secs(120);
            prop_assert!(wait(asked, 1, 0.0).is_none_or(|wait| wait <= longest));
        }
        let limits = RateLimits::read(&headers(&[("x-ratelimit-reset-a", &text)]));
        prop_assert!(limits.iter().count() <= 1);
    }

    /// Whatever an error's body is: a message on one line, or none.
    #[test]
    fn any_body_has_a_message_or_none(body in any::<Vec<u8>>(), json in "[\\[\\]{}:,\"a0 ]{0,60}") {
        for body in [&body[..], json.as_bytes(), format!("{{\"error\":{json}}}").as_bytes()] {
            let message = Problem::read(body).message;
            let one_line = message.is_none_or(|text| !text.contains(char::is_control));
            prop_assert!(one_line);
        }
    }
}
