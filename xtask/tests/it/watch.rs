//! `codegen --watch` as a user has it: a process, files that are saved, and what it says.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

use super::support::xtask;

const SPEC: &str = "\
openapi: 3.1.0
info: { title: Pets, version: 1.0.0 }
servers: [{ url: 'https://pets.example/v1' }]
paths:
  /pets:
    get:
      operationId: listPets
      summary: List pets
      responses:
        '200':
          description: The pets.
          content:
            application/json:
              schema: { $ref: 'parts/pets.yaml#/Pets' }
";

const PARTS: &str = "\
Pets:
  description: Pets.
  type: object
  properties:
    name: { description: A name., type: string }
";

/// Far longer than anything takes: only a command that hangs meets it.
const GUARD: Duration = Duration::from_secs(120);

/// A running `codegen --watch`; gone with the test.
struct Watch {
    child: Child,
    out: Receiver<String>,
    err: Receiver<String>,
    folder: TempDir,
}

impl Watch {
    fn start() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir(folder.path().join("parts")).expect("a folder");
        fs::write(folder.path().join("pets.yaml"), SPEC).expect("a description");
        fs::write(folder.path().join("parts/pets.yaml"), PARTS).expect("a part of it");
        let mut child = xtask(folder.path())
            .args([
                "codegen",
                "--watch",
                "--spec",
                "pets.yaml",
                "--out",
                "client",
            ])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("a process");
        let out = lines(child.stdout.take().expect("a pipe"));
        let err = lines(child.stderr.take().expect("a pipe"));
        Self {
            child,
            out,
            err,
            folder,
        }
    }

    #[track_caller]
    fn expect(&self, text: &str) -> String {
        next(&self.out, text)
    }

    #[track_caller]
    fn expect_error(&self, text: &str) -> String {
        next(&self.err, text)
    }

    fn save(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).expect("a saved file");
    }

    /// As many editors do: to the side, then into place.
    fn save_by_rename(&self, name: &str, text: &str) {
        let aside = self.path(&format!("{name}~"));
        fs::write(&aside, text).expect("a saved file");
        fs::rename(aside, self.path(name)).expect("a renamed file");
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    fn client(&self) -> String {
        let root = self.path("client/src");
        fs::read_to_string(root.join("pets.rs")).expect("a client")
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn lines(pipe: impl Read + Send + 'static) -> Receiver<String> {
    let (send, receive) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(pipe).lines().map_while(Result::ok) {
            let _ = send.send(line);
        }
    });
    receive
}

/// The next line that holds a text.
#[track_caller]
fn next(lines: &Receiver<String>, text: &str) -> String {
    let mut seen = Vec::new();
    loop {
        match lines.recv_timeout(GUARD) {
            Ok(line) if line.contains(text) => return line,
            Ok(line) => seen.push(line),
            Err(error) => panic!("{error} while waiting for {text:?}, after {seen:#?}"),
        }
    }
}

#[test]
fn what_is_saved_is_written_and_what_is_broken_is_not() {
    let watch = Watch::start();
    let line = watch.expect("wrote ");
    assert!(
        line.contains("Cargo.toml") && line.contains(" s: "),
        "{line}"
    );
    watch.expect("watching 2 files");
    assert!(watch.client().contains("pub name: Option<String>"));

    // A file that is referred to.
    let named = PARTS.replace("name:", "nickname:");
    watch.save("parts/pets.yaml", &named);
    let line = watch.expect("wrote ");
    // The names of the fields are remembered too.
    assert!(line.contains("wrote 3 files in "), "{line}");
    watch.expect("watching");
    let good = watch.client();
    assert!(good.contains("pub nickname: Option<String>"));

    // Broken: it is said, and nothing is written.
    watch.save_by_rename("pets.yaml", &SPEC.replace("openapi: 3", "openapi: [3"));
    watch.expect_error("error[E0001]");
    watch.expect("broken: client stays as it was");
    watch.expect("watching");
    assert_eq!(watch.client(), good);

    // Good again.
    watch.save_by_rename("pets.yaml", &SPEC.replace("listPets", "findPets"));
    watch.expect("good again: wrote ");
    watch.expect("watching");
    assert!(!Path::new(&watch.path("client/.codegen")).exists());

    // An overlay that was not there.
    watch.save(
        "pets.overlay.yaml",
        "overlay: 1.0.0\ninfo: { title: Mend, version: 1.0.0 }\nactions:\n\
         \x20 - target: $.paths['/pets'].get\n    update: { summary: From the overlay }\n",
    );
    watch.expect("wrote ");
    watch.expect("watching 3 files");
    assert!(watch.client().contains("/// From the overlay"));
    fs::remove_file(watch.path("pets.overlay.yaml")).expect("a removed file");
    watch.expect("wrote ");
    watch.expect("watching 2 files");

    // Gone, and back.
    fs::remove_file(watch.path("pets.yaml")).expect("a removed file");
    watch.expect_error("cannot read the description `pets.yaml`");
    watch.expect("watching");
    watch.save("pets.yaml", SPEC);
    watch.expect("good again: wrote ");
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_cleanly() {
    let mut watch = Watch::start();
    watch.expect("watching");
    let id = watch.child.id().to_string();
    let sent = Command::new("kill").args(["-INT", &id]).status();
    assert!(sent.expect("a signal").success());
    watch.expect("stopped watching");
    assert!(watch.child.wait().expect("an end").success());
    assert!(!watch.path("client/.codegen").exists());
}
