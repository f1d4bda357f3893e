//! This generator beside others on one document, in one run, as ratios: lines, generation, and a
//! clean `cargo check` of what was emitted.
//!
//! ```text
//! cargo install openapi-to-rust@^0.23 ploidy@^0.15
//! cargo bench -p generator --bench side_by_side -- path/to/openapi.yaml fine-tuning chat
//! ```
//!
//! Our crate is checked with each feature that is named too, and with nothing else.
//!
//! Who is not installed is left out, and said to be. Processor time counts all processes that a
//! command starts, of a generation the least of five; memory is that of the largest one. Dependencies
//! are built before anything is measured. The limits that are printed are this project's own.

use std::env;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use generator::{Code, Options, Sources, generate_with};
use wait4::Wait4;

/// The allocator of `xtask`, which is what users run.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What one generator makes of the document.
struct Measured {
    name: &'static str,
    lines: usize,
    generation: Duration,
    check: Duration,
    mebibytes: u64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if let [flag, document, folder] = &arguments[..]
        && flag == "--generate"
    {
        return generate(Path::new(document), Path::new(folder));
    }
    let mut named = arguments
        .iter()
        .filter(|argument| !argument.starts_with("--"));
    let Some(document) = named.next() else {
        println!("name a document: cargo bench -p generator --bench side_by_side -- openapi.yaml");
        return Ok(());
    };
    let document = fs::canonicalize(document)?;
    let folder = tempfile::tempdir()?;
    let ours = ours(&document, &folder.path().join("ours"))?;
    let mut all = vec![ours];
    all.extend(openapi_to_rust(
        &document,
        &folder.path().join("openapi-to-rust"),
    )?);
    all.extend(ploidy(&document, &folder.path().join("ploidy"))?);
    print(&all);
    let features: Vec<&String> = named.collect();
    with_features(&folder.path().join("ours"), &features, &all)?;
    reading(&document)
}

/// Writes our crate: what a child of this program does, so that its time is a process's time.
fn generate(document: &Path, folder: &Path) -> Result<(), Box<dyn Error>> {
    let sources = Sources::new("openapi", fs::read(document)?);
    for (path, text) in generate_with(&sources, &options()).files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        fs::write(path, text)?;
    }
    Ok(())
}

/// Dangling references are read as any JSON, as the others do.
fn options() -> Options<'static> {
    Options {
        tolerated: &[Code::MissingReference],
        ..Options::default()
    }
}

fn ours(document: &Path, folder: &Path) -> Result<Measured, Box<dyn Error>> {
    let mut command = Command::new(env::current_exe()?);
    command.arg("--generate").arg(document).arg(folder);
    let generation = least(&mut command)?;
    measured("this generator", folder, generation)
}

fn openapi_to_rust(document: &Path, folder: &Path) -> Result<Option<Measured>, Box<dyn Error>> {
    let name = "openapi-to-rust";
    if !installed(name) {
        return Ok(None);
    }
    let code = folder.join("src/generated");
    fs::create_dir_all(&code)?;
    let mut command = Command::new(name);
    command
        .arg("generate")
        .arg(document)
        .arg("--output-dir")
        .arg(&code)
        .arg("--quiet");
    let generation = least(&mut command)?;
    let dependencies = fs::read_to_string(code.join("REQUIRED_DEPS.toml"))?;
    let package = "[package]\nname = \"emitted\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n";
    fs::write(
        folder.join("Cargo.toml"),
        format!("{package}{dependencies}"),
    )?;
    fs::write(folder.join("src/lib.rs"), "pub mod generated;\n")?;
    measured(name, folder, generation).map(Some)
}

fn ploidy(document: &Path, folder: &Path) -> Result<Option<Measured>, Box<dyn Error>> {
    let name = "ploidy";
    if !installed(name) {
        return Ok(None);
    }
    let mut command = Command::new(name);
    command
        .args(["generate", "rust", "--name", "emitted", "--output"])
        .arg(folder)
        .arg(document);
    let generation = least(&mut command)?;
    measured(name, folder, generation).map(Some)
}

fn installed(name: &str) -> bool {
    let found = Command::new(name)
        .arg("--help")
        .stdout(Stdio::null())
        .status()
        .is_ok();
    if !found {
        println!("{name} is not installed and is left out");
    }
    found
}

fn measured(
    name: &'static str,
    folder: &Path,
    generation: Duration,
) -> Result<Measured, Box<dyn Error>> {
    // The folder is a workspace of its own, wherever it lies.
    let manifest = folder.join("Cargo.toml");
    let text = fs::read_to_string(&manifest)?;
    if !text.contains("[workspace]") {
        fs::write(&manifest, text + "\n[workspace]\n")?;
    }
    let (check, bytes) = checked(folder, &[])?;
    Ok(Measured {
        name,
        lines: lines(folder)?,
        generation,
        check,
        mebibytes: bytes >> 20,
    })
}

/// Processor time and peak memory of a clean check whose dependencies are built.
fn checked(folder: &Path, features: &[&str]) -> Result<(Duration, u64), Box<dyn Error>> {
    let cargo = |arguments: &[&str]| {
        let mut command = Command::new("cargo");
        command.args(arguments).arg("--quiet").current_dir(folder);
        command
            .env("CARGO_INCREMENTAL", "0")
            .env("CARGO_TARGET_DIR", folder.join("target"));
        run(&mut command)
    };
    let check = [&["check"], features].concat();
    cargo(&check)?;
    cargo(&["clean", "--package", &package(folder)?])?;
    cargo(&check)
}

/// Prints what our crate costs with all of the API and every type, and with one feature alone.
fn with_features(
    folder: &Path,
    features: &[&String],
    all: &[Measured],
) -> Result<(), Box<dyn Error>> {
    let other = all.iter().find(|one| one.name == "openapi-to-rust");
    let print = |what: &str, arguments: &[&str], limit: u8| -> Result<(), Box<dyn Error>> {
        let (check, bytes) = checked(folder, arguments)?;
        let seconds = check.as_secs_f64();
        let ratio = other.map_or_else(String::new, |other| {
            let ratio = other.check.as_secs_f64() / seconds;
            format!(", a {ratio:.1}th of openapi-to-rust (limit {limit})")
        });
        println!("{what}: check {seconds:.1} s, {} MiB{ratio}", bytes >> 20);
        Ok(())
    };
    let manifest = fs::read_to_string(folder.join("Cargo.toml"))?;
    if manifest.contains("\nother-types = ") {
        let every = ["--features", "blocking,other-types,test-util"];
        print("all features and other types", &every, 4)?;
    }
    for feature in features {
        let alone = format!("rustls,{feature}");
        let alone = ["--no-default-features", "--features", &alone];
        print(&format!("{feature} alone"), &alone, 20)?;
    }
    Ok(())
}

/// The least processor time of five runs, which is what the work costs: the rest is the machine's.
fn least(command: &mut Command) -> Result<Duration, Box<dyn Error>> {
    let mut least = Duration::MAX;
    for _ in 0..5 {
        least = least.min(run(command)?.0);
    }
    Ok(least)
}

/// Processor time and peak memory in bytes of a command and all that it starts.
fn run(command: &mut Command) -> Result<(Duration, u64), Box<dyn Error>> {
    let result = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?
        .wait4()?;
    if !result.status.success() {
        return Err(format!("{command:?} failed").into());
    }
    let used = result.rusage;
    Ok((used.utime + used.stime, used.maxrss))
}

fn package(folder: &Path) -> Result<String, Box<dyn Error>> {
    let manifest: toml::Table = fs::read_to_string(folder.join("Cargo.toml"))?.parse()?;
    let name = manifest
        .get("package")
        .and_then(|package| package.get("name"));
    Ok(name
        .and_then(|name| name.as_str())
        .unwrap_or("emitted")
        .to_owned())
}

/// The lines of Rust below a folder.
fn lines(folder: &Path) -> Result<usize, Box<dyn Error>> {
    let mut open: Vec<PathBuf> = vec![folder.to_owned()];
    let mut count = 0;
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() && !path.ends_with("target") {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                count += fs::read_to_string(path)?.lines().count();
            }
        }
    }
    Ok(count)
}

fn print(all: &[Measured]) {
    println!(
        "\n{:<18}{:>10}{:>14}{:>14}{:>10}",
        "", "lines", "generation", "check", "memory"
    );
    for one in all {
        let Measured {
            name,
            lines,
            generation,
            check,
            mebibytes,
        } = one;
        let (generation, check) = (generation.as_secs_f64(), check.as_secs_f64());
        println!("{name:<18}{lines:>10}{generation:>12.2} s{check:>12.1} s{mebibytes:>6} MiB");
    }
    let Some((ours, others)) = all.split_first() else {
        return;
    };
    println!(
        "\nthe others by ours (ours is to be 8 times smaller and 10 times faster than openapi-to-rust, and 4 times cheaper to check)"
    );
    for other in others {
        println!(
            "{:<18}{:>9.1}x{:>13.1}x{:>13.1}x{:>9.1}x",
            other.name,
            other.lines as f64 / ours.lines as f64,
            other.generation.as_secs_f64() / ours.generation.as_secs_f64(),
            other.check.as_secs_f64() / ours.check.as_secs_f64(),
            other.mebibytes as f64 / ours.mebibytes as f64,
        );
    }
}

/// Generation against reading the document alone: from its text to a tree, and to a description.
fn reading(document: &Path) -> Result<(), Box<dyn Error>> {
    let text = fs::read(document)?;
    let mut times: Vec<[f64; 3]> = Vec::new();
    for _ in 0..9 {
        let start = Instant::now();
        let sources = Sources::new("openapi", &text[..]);
        let tree = start.elapsed();
        let read = OnceLock::new();
        let after_stage = |stage: &'static str| {
            if stage == "openapi" {
                // It ends once.
                let _ = read.set(start.elapsed());
            }
        };
        let options = Options {
            after_stage: &after_stage,
            ..options()
        };
        std::hint::black_box(generate_with(&sources, &options));
        let all = start.elapsed();
        let read = read.into_inner().unwrap_or_default();
        times.push([tree, read, all].map(|time| time.as_secs_f64()));
    }
    let mut median = |index: usize| {
        times.sort_by(|a, b| a[index].total_cmp(&b[index]));
        times[times.len() / 2][index]
    };
    let (tree, read, all) = (median(0), median(1), median(2));
    println!(
        "\ngeneration is {:.1} times reading the document into a tree, {:.1} times reading it whole (limit 3)",
        all / tree,
        all / read
    );
    Ok(())
}
