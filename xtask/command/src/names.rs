//! The file of names of a crate: takes the crate's folder, gives the names that its client has. Changes
//! nothing on the disk.

use std::fs;
use std::io::ErrorKind::{NotADirectory, NotFound};

use generator::{Names, Sources};

use crate::error::Error;
use crate::git;
use crate::place::Place;
use crate::report::{self, Format};

/// The names of a crate as it is now. `None` for a crate that has no file of names yet.
///
/// # Errors
///
/// When the file cannot be read, or is not as it was written; what is wrong with it is printed.
pub fn of_crate(out: &Place, format: Format) -> Result<Option<Names>, Error> {
    let shown = out.inside(Names::FILE);
    let text = match fs::read_to_string(out.path.join(Names::FILE)) {
        Ok(text) => text,
        // The plan reports what prevents a crate.
        Err(error) if matches!(error.kind(), NotFound | NotADirectory) => return Ok(None),
        Err(error) => return Err(Error::io(format!("cannot read `{shown}`"), &error)),
    };
    let names = read(&shown, text, format)?;
    let of = |revision| {
        let text = git::file(&out.path, Names::FILE, revision)?;
        Names::read(&Sources::new(&shown, text)).ok()
    };
    let Some(committed) = of("HEAD") else {
        return Ok(Some(names));
    };
    let names = names.since(&committed);
    // While a merge goes on, git knows the other commit by this name.
    Ok(Some(match of("MERGE_HEAD") {
        Some(merged) => names.and_of(&merged),
        None => names,
    }))
}

/// The names of a crate as a commit has it. `None` without git, without the commit, or without the file.
///
/// # Errors
///
/// When the file is not as it was written; what is wrong with it is printed.
pub fn of_commit(out: &Place, revision: &str, format: Format) -> Result<Option<Names>, Error> {
    let shown = format!("{revision}:{}", out.inside(Names::FILE));
    let text = git::file(&out.path, Names::FILE, revision);
    text.map(|text| read(&shown, text, format)).transpose()
}

fn read(shown: &str, text: String, format: Format) -> Result<Names, Error> {
    let file = Sources::new(shown, text);
    Names::read(&file).map_err(|found| {
        for found in &found {
            report::complain(&report::diagnostic(found, &file, format));
        }
        Error::new(format!("`{shown}` cannot be used; nothing was generated"))
    })
}
