//! `x-ratelimit-…` headers as typed values, which some APIs call `ratelimit-…` or `x-rate-limit-…`, and `ratelimit` of the
//! IETF's drafts. What cannot be read is left out.

use std::time::Duration;

use http::header::HeaderMap;
use jiff::Timestamp;

use crate::runtime::http::parameters::{end, parameters};
use crate::runtime::http::retry_after::{http_date, sent, until};

/// How much may still be asked for, by what is counted: `requests`, `tokens`, ….
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RateLimits {
    limits: Vec<(String, RateLimit)>,
}

/// The limit on one thing that an API counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RateLimit {
    /// How much there is in all, per period (`x-ratelimit-limit-…`).
    pub limit: Option<u64>,
    /// How much of it is left (`x-ratelimit-remaining-…`).
    pub remaining: Option<u64>,
    /// How long it takes until all of it is there again (`x-ratelimit-reset-…`).
    pub reset: Option<Duration>,
}

impl RateLimits {
    /// The limit on what is counted under this name, such as `requests` or `tokens`; the empty name
    /// is that of headers such as `x-ratelimit-limit`. In `ratelimit: "burst";r=50`, it is counted under `burst`.
    pub fn get(&self, name: &str) -> Option<&RateLimit> {
        self.limits
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, limit)| limit)
    }

    /// Every limit with its name, in the order of the headers.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &RateLimit)> {
        self.limits
            .iter()
            .map(|(name, limit)| (name.as_str(), limit))
    }

    /// Whether the answer spoke of no limit.
    pub fn is_empty(&self) -> bool {
        self.limits.is_empty()
    }

    pub(crate) fn read(headers: &HeaderMap) -> Self {
        let mut limits = Self::default();
        for (name, value) in headers {
            let name = name.as_str();
            let name = name.strip_prefix("x-").unwrap_or(name);
            let Ok(value) = value.to_str() else { continue };
            if let "ratelimit" | "ratelimit-policy" = name {
                limits.read_items(value, headers);
            }
            let rest = name.strip_prefix("ratelimit-");
            if let Some(rest) = rest.or_else(|| name.strip_prefix("rate-limit-")) {
                let (figure, name) = rest.split_once('-').unwrap_or((rest, ""));
                limits.read_figure(name, figure, value, headers);
            }
        }
        limits
    }

    /// Reads a header of the drafts of the IETF: `"burst";q=100;r=50;t=30`, and earlier `limit=100, remaining=50, reset=30`.
    fn read_items(&mut self, value: &str, headers: &HeaderMap) {
        let mut rest = value;
        while !rest.is_empty() {
            let (item, others) = rest.split_at(end(rest, ','));
            rest = others.strip_prefix(',').unwrap_or_default();
            let (item, parameters) = parameters(item);
            if let Some((figure, value)) = item.split_once('=') {
                self.read_figure("", figure, value, headers);
            }
            for (figure, value) in parameters {
                self.read_figure(item.trim_matches('"'), figure, &value.to_string(), headers);
            }
        }
    }

    fn read_figure(&mut self, name: &str, figure: &str, value: &str, headers: &HeaderMap) {
        // `100, 100;w=10` has the limit before its policies.
        let number = || value.split([',', ';']).next()?.trim().parse().ok();
        match figure {
            "limit" | "q" => self.set(name, number(), |limit| &mut limit.limit),
            "remaining" | "r" => self.set(name, number(), |limit| &mut limit.remaining),
            "reset" | "t" => self.set(name, reset(value.trim(), headers), |limit| &mut limit.reset),
            _ => {}
        }
    }

    fn set<V>(
        &mut self,
        name: &str,
        value: Option<V>,
        figure: impl FnOnce(&mut RateLimit) -> &mut Option<V>,
    ) {
        let Some(value) = value else { return };
        let index = self
            .limits
            .iter()
            .position(|(known, _)| known == name)
            .unwrap_or_else(|| {
                self.limits.push((name.to_owned(), RateLimit::default()));
                self.limits.len() - 1
            });
        *figure(&mut self.limits[index].1) = Some(value);
    }
}

/// How long it takes from an answer on: a time, or the moment as seconds or milliseconds since 1970, or as a date.
fn reset(text: &str, headers: &HeaderMap) -> Option<Duration> {
    // No limit is reset after 30 years.
    const FIRST_MOMENT: i64 = 1_000_000_000;
    let moment = match text.parse() {
        Ok(number @ FIRST_MOMENT..) if number >= FIRST_MOMENT * 1_000 => {
            Timestamp::from_millisecond(number).ok()?
        }
        Ok(seconds @ FIRST_MOMENT..) => Timestamp::from_second(seconds).ok()?,
        _ => match text.parse().ok().or_else(|| http_date(text)) {
            Some(moment) => moment,
            None => return duration(text),
        },
    };
    let left = until(moment, sent(headers).unwrap_or_else(Timestamp::now));
    Some(left.unwrap_or_default())
}

/// A time such as `6m0s`, `1h2m3.5s`, `20ms`, or a plain number of seconds.
fn duration(text: &str) -> Option<Duration> {
    if text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.')
    {
        return Duration::try_from_secs_f64(text.parse().ok()?).ok();
    }
    let mut total = Duration::ZERO;
    let mut rest = text;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let (number, unit) = rest.split_at(digits);
        let letters = unit
            .find(|c: char| c.is_ascii_digit())
            .unwrap_or(unit.len());
        let seconds = match &unit[..letters] {
            "d" => 86_400.0,
            "h" => 3_600.0,
            "m" => 60.0,
            "s" => 1.0,
            "ms" => 1e-3,
            "us" | "µs" => 1e-6,
            "ns" => 1e-9,
            _ => return None,
        };
        let part = Duration::try_from_secs_f64(number.parse::<f64>().ok()? * seconds).ok()?;
        total = total.checked_add(part)?;
        rest = &unit[letters..];
    }
    Some(total)
}
