//! Lists the checkpoints of a fine-tuning job, draws how its loss fell and names the best model.
//!
//! - `cargo run --example checkpoints` replays a recording and needs no account;
//! - `cargo run --example checkpoints ftjob-…` asks the API, with the key in `OPENAI_API_KEY`.

use std::error::Error;
use std::process::ExitCode;

use comfy_table::{CellAlignment, ContentLineStyle, LineStyle, Table, TableStyle};
use openai_fine_tuning::{Client, FineTuningJobCheckpoint};
use rasciigraph::Config;
use tests::replay::Replay;

const RECORDING: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/recordings/three-pages.har");

const FRAME: TableStyle = TableStyle::new()
    .top_border(LineStyle::new('╭', '─', '┬', '╮'))
    .header_lines(ContentLineStyle::new('│', '│', '│'))
    .header_separator(LineStyle::new('├', '─', '┼', '┤'))
    .content_lines(ContentLineStyle::new('│', '│', '│'))
    .bottom_border(LineStyle::new('╰', '─', '┴', '╯'));

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let result = match std::env::args().nth(1) {
        Some(job) => from_the_api(&job).await,
        None => from_a_recording().await,
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn from_the_api(job: &str) -> Result<(), Box<dyn Error>> {
    show(&Client::from_env()?, job, "from the API").await
}

async fn from_a_recording() -> Result<(), Box<dyn Error>> {
    let api = Replay::open(RECORDING)?;
    let client = Client::builder()
        .api_key("sk-test")
        .base_url(api.url("/v1"))
        .build()?;
    let shown = show(&client, "ftjob-abc123", "from a recording").await;
    // Of two errors, the first is the cause of the other: a list that fails leaves pages unused.
    let finished = api.finish();
    shown?;
    Ok(finished?)
}

/// Fetches every checkpoint of a job, five to a page, and prints what they tell.
async fn show(client: &Client, job: &str, origin: &str) -> Result<(), Box<dyn Error>> {
    let list = client.fine_tuning().jobs().checkpoints().list(job).limit(5);
    let mut checkpoints: Vec<_> = list.items().try_collect().await?;
    checkpoints.sort_by_key(|checkpoint| checkpoint.step_number);
    let best = lowest_valid_loss(&checkpoints);

    println!(
        "\n  {} checkpoints of {job} ({origin})\n",
        checkpoints.len()
    );
    print_indented(&table(&checkpoints, best));
    print_indented(&chart(&checkpoints).unwrap_or_default());
    if let Some(best) = best {
        println!(
            "  ★ lowest validation loss at step {}, ready to use as",
            best.step_number
        );
        println!("    {}\n", best.fine_tuned_model_checkpoint);
    }
    Ok(())
}

/// The checkpoint to use, if there was a validation file to measure with.
fn lowest_valid_loss(checkpoints: &[FineTuningJobCheckpoint]) -> Option<&FineTuningJobCheckpoint> {
    let measured = checkpoints
        .iter()
        .filter_map(|it| Some((it, it.metrics.valid_loss?)));
    measured
        .min_by(|(_, a), (_, b)| a.total_cmp(b))
        .map(|(checkpoint, _)| checkpoint)
}

/// One row for each checkpoint, with a star at the best.
fn table(
    checkpoints: &[FineTuningJobCheckpoint],
    best: Option<&FineTuningJobCheckpoint>,
) -> String {
    let mut table = Table::new();
    table.load_style(FRAME).set_header([
        "step",
        "train\nloss",
        "valid\nloss",
        "full valid\nloss",
        "checkpoint",
    ]);
    for checkpoint in checkpoints {
        let metrics = &checkpoint.metrics;
        let star = if best.is_some_and(|best| best.id == checkpoint.id) {
            "★ "
        } else {
            ""
        };
        table.add_row([
            checkpoint.step_number.to_string(),
            loss(metrics.train_loss),
            format!("{star}{}", loss(metrics.valid_loss)),
            loss(metrics.full_valid_loss),
            checkpoint.id.clone(),
        ]);
    }
    for column in table.column_iter_mut().take(4) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table.to_string()
}

fn loss(value: Option<f64>) -> String {
    match value {
        None => String::new(),
        Some(value) if value.abs() < 0.001 => format!("{value:.1e}"),
        Some(value) => format!("{value:.4}"),
    }
}

/// The training loss over the steps; a curve needs two points at least.
fn chart(checkpoints: &[FineTuningJobCheckpoint]) -> Option<String> {
    const WIDTH: u32 = 66;
    let points = checkpoints
        .iter()
        .filter_map(|it| Some((it.step_number, it.metrics.train_loss?)));
    let (steps, losses): (Vec<_>, Vec<_>) = points.unzip();
    let [first, .., last] = steps.as_slice() else {
        return None;
    };

    let curve = rasciigraph::plot(losses, Config::default().with_width(WIDTH).with_height(8));
    let labels = curve.find(['┼', '┤']).unwrap_or_default();
    let (axis, first) = ("─".repeat(WIDTH as usize), format!("step {first}"));
    let rest = WIDTH as usize - first.len();
    let last = format!("step {last}");
    Some(format!(
        "{:labels$}train loss\n{curve}\n{:labels$}└{axis}\n{:labels$} {first}{last:>rest$}",
        "", "", "",
    ))
}

fn print_indented(text: &str) {
    for line in text.lines() {
        println!("{}", format!("  {line}").trim_end());
    }
    println!();
}
