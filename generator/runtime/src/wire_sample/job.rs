//! A job, its fields of every kind, and enumerations.

use indexmap::IndexMap;
use serde_json::Value;

use crate::runtime::base64::Base64;
use crate::runtime::builder::builder;
use crate::runtime::date::Date;
use crate::runtime::date_time::DateTime;
use crate::runtime::extra::Extra;
use crate::runtime::integer_enum::integer_enum;
use crate::runtime::nullable::Nullable;
use crate::runtime::object::object;
use crate::runtime::string_enum::string_enum;
use crate::runtime::union::union;
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
    Job, extra;
    optional_constant "object" = "job";
    constant "version" = 2;
    constant "draft" = false;
    required model "model";
    required parent "parent";
    required status "status";
    optional seed "seed";
    nullable suffix "suffix";
    optional epochs "n-epochs";
    optional priority "priority";
    optional labels "labels";
    optional began "began";
    optional due "due";
    optional digest "digest";
    optional events "events";
    optional next "next";
    optional slots "slots";
    optional size "size";
    optional temperature "temperature";
    optional notes "notes";
}

builder! {
    Job, extra;
    new(model: into String, parent: plain Option<String>, status: plain Status);
    seed: plain i64;
    suffix: into String;
    epochs: into Epochs;
    priority: into Priority;
    labels: plain IndexMap<String, String>;
    began: into DateTime;
    due: into Date;
    digest: into Base64;
    events: into Vec<Event>;
    next: boxed Job;
    slots: plain u32;
    size: plain u64;
    temperature: plain i32;
    notes: into Value;
}

/// What a job is at.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Status {
    /// It waits.
    Queued,
    /// It runs.
    Running,
    /// Something else.
    Unknown(String),
}

string_enum! {
    Status;
    Queued "queued";
    Running "running";
}

/// How urgent a job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Priority {
    /// Not at all.
    Minus1,
    /// Somewhat.
    _1,
    /// Very.
    _2,
    /// Something else.
    Unknown(i64),
}

integer_enum! {
    Priority;
    Minus1 -1;
    _1 1;
    _2 2;
}

/// How much to train.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Epochs {
    /// As much as is good.
    Auto,
    /// Not at all.
    Never,
    /// Until the end of time.
    Endless,
    /// So many times.
    Count(i64),
    /// So many times and a bit.
    Fraction(f64),
    /// For each of several files.
    Each(Vec<i64>),
    /// Something else.
    Unknown(Value),
}

union! {
    Epochs;
    units {
        Auto "auto";
        Never false;
        Endless -5000000000;
    }
    values {
        from Count(i64);
        value Fraction(f64);
        value Each(Vec<i64>);
    }
    plan {
        equals "auto" => Auto, false => Never, -5000000000 => Endless;
        integer => Count;
        number => Fraction;
        array => Each;
    }
}
