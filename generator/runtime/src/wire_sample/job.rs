//! A job, its fields of every kind, and enumerations.

use indexmap::IndexMap;
use serde_json::Value;

use crate::runtime::wire::base64::Base64;
use crate::runtime::wire::date::Date;
use crate::runtime::wire::date_time::DateTime;
use crate::runtime::wire::extra::Extra;
use crate::runtime::wire::integer_enum::integer_enum;
use crate::runtime::wire::object::object;
use crate::runtime::wire::presence::Nullable;
use crate::runtime::wire::same::same;
use crate::runtime::wire::string_enum::string_enum;
use crate::runtime::wire::union::union;
use crate::wire_sample::event::Event;

/// A job to create.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Job {
    /// The model to train.
    pub model: String,
    /// The parent, which a job may not have.
    pub parent: Option<String>,
    /// What the job is at.
    pub status: Status,
    /// A number between two others.
    pub seed: Option<i64>,
    /// What the name of the result ends in.
    pub suffix: Nullable<String>,
    /// How much to train.
    pub epochs: Option<Epochs>,
    /// How urgent it is.
    pub priority: Option<Priority>,
    /// Labels.
    pub labels: Option<IndexMap<String, String>>,
    /// When it began.
    pub began: Option<DateTime>,
    /// The day it is due.
    pub due: Option<Date>,
    /// A digest of the file.
    pub digest: Option<Base64>,
    /// The events so far.
    pub events: Option<Vec<Event>>,
    /// The job after this one.
    pub next: Option<Box<Job>>,
    /// The files to train with.
    pub files: Option<Vec<String>>,
    /// How many slots.
    pub slots: Option<u32>,
    /// How many bytes.
    pub size: Option<u64>,
    /// The temperature.
    pub temperature: Option<i32>,
    /// Whatever there is.
    pub notes: Option<Value>,
    /// What the API sent beyond its description.
    pub extra: Extra,
}

object! {
    Job, extra, new;
    constant "version" = 2;
    constant "draft" = false;
    required "model" model(into String);
    required "parent" parent(plain Option<String>);
    required "status" status(plain Status);
    optional "seed" seed: plain i64;
    nullable "suffix" suffix: into String;
    optional "n-epochs" epochs: into Epochs;
    optional "priority" priority: into Priority;
    optional "labels" labels: keyed String;
    optional "began" began: into DateTime;
    optional "due" due: into Date;
    optional "digest" digest: into Base64;
    optional "events" events: into Vec<Event>;
    optional "next" next: boxed Job;
    optional "files" files: each String;
    optional "slots" slots: plain u32;
    optional "size" size: plain u64;
    optional "temperature" temperature: plain i32;
    optional "notes" notes: into Value;
}

string_enum! {
    /// What a job is at.
    pub enum Status {
        /// It waits.
        Queued = "queued",
        Running = "running",
    }
}

integer_enum! {
    pub enum Priority {
        /// Not at all.
        Minus1 = -1,
        _1 = 1,
        _2 = 2,
    }
}

union! {
    /// How much to train.
    pub enum Epochs: From<&str> + From<String> + From<i64> {
        /// As much as is good.
        Auto = "auto",
        /// Not at all.
        Never = false,
        /// Until the end of time.
        Endless = -5000000000,
        /// So many times.
        Count(i64),
        /// So many times and a bit.
        Fraction(f64),
        /// For each of several files.
        Each(Vec<i64>),
    }
    equals;
    integer => Count;
    number => Fraction;
    array => Each;
}

same! {
    Urgency = Priority;
    Rank = Priority;
}
