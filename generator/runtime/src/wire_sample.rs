//! Types as the generator would emit them, with a table of each: the tests and the benchmark read
//! and write them, and no part of the wire side is left unused.

pub mod event;
pub mod job;
pub mod pet;
pub mod place;
pub mod shelf;

use crate::runtime::wire::extra::Extra;
use crate::runtime::wire::foreign::foreign;
use crate::runtime::wire::object::objects;
use crate::runtime::wire::presence::Nullable;
use crate::runtime::wire::timestamp::Timestamp;

/// A list of checkpoints, the newest first.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct CheckpointList {
    /// The checkpoints of this page.
    pub data: Vec<Checkpoint>,
    /// The identifier of the first checkpoint, or null.
    pub first_id: Nullable<String>,
    /// The identifier of the last checkpoint, or null.
    pub last_id: Nullable<String>,
    /// Whether there are more.
    pub has_more: Option<bool>,
    /// What the API sent beyond its description.
    pub extra: Extra,
}

/// A model checkpoint.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Checkpoint {
    /// The identifier.
    pub id: String,
    /// When it was created.
    pub created_at: Timestamp,
    /// The name of the model.
    pub fine_tuned_model_checkpoint: String,
    /// The step it was created at.
    pub step_number: i64,
    /// How far the training had come.
    pub metrics: Metrics,
    /// The job.
    pub fine_tuning_job_id: String,
    /// What the API sent beyond its description.
    pub extra: Extra,
}

/// Metrics of a step.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Metrics {
    /// The step.
    pub step: Option<f64>,
    /// The loss on the training batch.
    pub train_loss: Option<f64>,
    /// The accuracy on the training batch.
    pub train_mean_token_accuracy: Option<f64>,
    /// The loss on a validation batch.
    pub valid_loss: Option<f64>,
    /// The accuracy on a validation batch.
    pub valid_mean_token_accuracy: Option<f64>,
    /// The loss on the validation file.
    pub full_valid_loss: Option<f64>,
    /// The accuracy on the validation file.
    pub full_valid_mean_token_accuracy: Option<f64>,
    /// What the API sent beyond its description.
    pub extra: Extra,
}

objects! {
    [CheckpointList, extra]
        constant "object" = "list";
        required "data" data;
        nullable "first_id" first_id;
        nullable "last_id" last_id;
        optional "has_more" has_more;
    [Checkpoint, extra]
        constant "object" = "fine_tuning.job.checkpoint";
        required "id" id;
        required "created_at" created_at;
        required "fine_tuned_model_checkpoint" fine_tuned_model_checkpoint;
        required "step_number" step_number;
        required "metrics" metrics;
        required "fine_tuning_job_id" fine_tuning_job_id;
    [Metrics, extra]
        optional "step" step;
        optional "train_loss" train_loss;
        optional "train_mean_token_accuracy" train_mean_token_accuracy;
        optional "valid_loss" valid_loss;
        optional "valid_mean_token_accuracy" valid_mean_token_accuracy;
        optional "full_valid_loss" full_valid_loss;
        optional "full_valid_mean_token_accuracy" full_valid_mean_token_accuracy;
}

foreign! {
    ::std::net::Ipv4Addr;
    ::std::net::IpAddr;
}
