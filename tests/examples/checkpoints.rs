//! Lists the checkpoints of a fine-tuning job, draws how its loss fell and names the best model.
//!
//! - `cargo run --example checkpoints` replays a recording and needs no account;
//! - `cargo run --example checkpoints ftjob-…` asks the API, with the key in `OPENAI_API_KEY`.
//!
//! What it prints fits the terminal, or the number of columns in `COLUMNS`.

use std::env;
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

const HELP: &str = "\
Lists the checkpoints of a fine-tuning job.

Usage: cargo run --example checkpoints [JOB]

  JOB         the identifier of a job, such as ftjob-abc123: its checkpoints come from the API, with the
              key in OPENAI_API_KEY. Without it they come from a recording, and no key is needed
  -h, --help  print this
";

/// The columns that are filled where nothing says how many there are.
const COLUMNS: usize = 80;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let result = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["-h" | "--help"] => Ok(HELP.to_owned()),
        [] => from_a_recording(columns()).await,
        [job] if !job.starts_with('-') => from_the_api(job, columns()).await,
        _ => {
            eprintln!("error: expected a job or nothing\n\n{HELP}");
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// How many columns there are to fill.
fn columns() -> usize {
    let said = env::var("COLUMNS")
        .ok()
        .and_then(|columns| columns.parse().ok());
    let real = || Some(usize::from(terminal_size::terminal_size()?.0.0));
    said.or_else(real).unwrap_or(COLUMNS)
}

async fn from_the_api(job: &str, columns: usize) -> Result<String, Box<dyn Error>> {
    shown(&Client::from_env()?, job, "from the API", columns).await
}

async fn from_a_recording(columns: usize) -> Result<String, Box<dyn Error>> {
    let api = Replay::open(RECORDING)?;
    let client = Client::builder()
        .api_key("sk-test")
        .base_url(api.url("/v1"))
        .build()?;
    let shown = shown(&client, "ftjob-abc123", "from a recording", columns).await;
    // Of two errors, the first is the cause of the other: a list that fails leaves pages unused.
    let finished = api.finish();
    let shown = shown?;
    finished?;
    Ok(shown)
}

/// Fetches every checkpoint of a job, five to a page, and gives the text of what they tell.
async fn shown(
    client: &Client,
    job: &str,
    origin: &str,
    columns: usize,
) -> Result<String, Box<dyn Error>> {
    let list = client.fine_tuning().jobs().checkpoints().list(job).limit(5);
    let mut checkpoints: Vec<_> = list.items().try_collect().await?;
    checkpoints.sort_by_key(|checkpoint| checkpoint.step_number);
    let best = lowest_valid_loss(&checkpoints);

    let count = checkpoints.len();
    let inner = columns.saturating_sub(INDENT.len());
    let mut text = String::from("\n");
    add_indented(
        &filled(&format!("{count} checkpoints of {job} ({origin})"), inner),
        &mut text,
    );
    add_indented(&table(&checkpoints, best, inner), &mut text);
    add_indented(&chart(&checkpoints, inner).unwrap_or_default(), &mut text);
    if let Some(best) = best {
        let step = best.step_number;
        let found = format!("★ lowest validation loss at step {step}, ready to use as");
        // The name is on one line, so that it can be copied.
        let name = &best.fine_tuned_model_checkpoint;
        add_indented(&format!("{}\n  {name}", filled(&found, inner)), &mut text);
    }
    Ok(text)
}

/// Words in lines of a width.
fn filled(words: &str, width: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.join("\n")
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

/// One row for each checkpoint, with a star at the best. The last columns are left out where they do not fit.
fn table(
    checkpoints: &[FineTuningJobCheckpoint],
    best: Option<&FineTuningJobCheckpoint>,
    width: usize,
) -> String {
    let tables = (1..=5)
        .rev()
        .map(|count| table_of(checkpoints, best, count));
    let widths = tables.map(|table| (table.lines().map(|line| line.chars().count()).max(), table));
    let fitting = widths.skip_while(|(widest, _)| widest.is_some_and(|widest| widest > width));
    fitting.map(|(_, table)| table).next().unwrap_or_default()
}

/// The table with the first of its columns.
fn table_of(
    checkpoints: &[FineTuningJobCheckpoint],
    best: Option<&FineTuningJobCheckpoint>,
    count: usize,
) -> String {
    let mut table = Table::new();
    let header = [
        "step",
        "train\nloss",
        "valid\nloss",
        "full valid\nloss",
        "checkpoint",
    ];
    table
        .load_style(FRAME)
        .set_header(header.into_iter().take(count));
    for checkpoint in checkpoints {
        let metrics = &checkpoint.metrics;
        let star = if best.is_some_and(|best| best.id == checkpoint.id) {
            "★ "
        } else {
            ""
        };
        let row = [
            checkpoint.step_number.to_string(),
            loss(metrics.train_loss),
            format!("{star}{}", loss(metrics.valid_loss)),
            loss(metrics.full_valid_loss),
            checkpoint.id.clone(),
        ];
        table.add_row(row.into_iter().take(count));
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
fn chart(checkpoints: &[FineTuningJobCheckpoint], width: usize) -> Option<String> {
    const WIDEST: usize = 66;
    /// What the labels of the losses take, and the axis.
    const LABELS: usize = 10;
    let width = width.saturating_sub(LABELS).clamp(2, WIDEST);
    let points = checkpoints
        .iter()
        .filter_map(|it| Some((it.step_number, it.metrics.train_loss?)));
    let (steps, losses): (Vec<_>, Vec<_>) = points.unzip();
    let [first, .., last] = steps.as_slice() else {
        return None;
    };

    let curve = rasciigraph::plot(
        losses,
        Config::default().with_width(width as u32).with_height(8),
    );
    let labels = curve.find(['┼', '┤']).unwrap_or_default();
    let (axis, first) = ("─".repeat(width), format!("step {first}"));
    let rest = width.saturating_sub(first.len());
    let last = format!("step {last}");
    Some(format!(
        "{:labels$}train loss\n{curve}\n{:labels$}└{axis}\n{:labels$} {first}{last:>rest$}",
        "", "", "",
    ))
}

const INDENT: &str = "  ";

/// Adds lines and an empty one.
fn add_indented(lines: &str, text: &mut String) {
    for line in lines.lines() {
        text.push_str(format!("{INDENT}{line}").trim_end());
        text.push('\n');
    }
    text.push('\n');
}

#[cfg(test)]
mod fitting {
    use super::from_a_recording;

    #[tokio::test]
    async fn what_is_printed_fits_the_columns() {
        for (columns, has_ids, has_full) in [
            (100, true, true),
            (80, true, true),
            (60, false, true),
            (40, false, false),
        ] {
            let text = from_a_recording(columns).await.expect("checkpoints");
            for line in text.lines().filter(|line| !line.contains("ft:")) {
                assert!(
                    line.chars().count() <= columns,
                    "{columns} columns:\n{text}"
                );
            }
            assert_eq!(text.contains("ftckpt_"), has_ids, "{text}");
            assert_eq!(text.contains("full valid"), has_full, "{text}");
            assert!(
                text.contains("★ 0.8227") && text.contains("train loss"),
                "{text}"
            );
        }
    }
}
