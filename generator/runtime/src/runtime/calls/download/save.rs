//! Writes a download into a file that has its name only once it is whole.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use bytes::{Bytes, BytesMut};
use tempfile::{Builder, NamedTempFile};
use tokio::runtime::Handle;

use super::Download;
use crate::runtime::error::Error;
use crate::runtime::error_kind::ErrorKind;

/// How many bytes are written at once: to change to a thread that may block costs time.
const PIECE: usize = 256 * 1024;

/// Writes what is left of a download; gives the number of bytes.
pub(super) async fn save(mut download: Download, path: PathBuf) -> Result<u64, Error> {
    if download.is_unchanged() {
        return Ok(0);
    }
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    let failed = |download: &Download, error: io::Error| {
        let message = format!("cannot write the file {}: {error}", path.display());
        let mut failed = Error::with_message(ErrorKind::Io, message);
        failed.inner.source = Some(error.into());
        download.inner.incoming.broken(failed)
    };
    let mut file = match blocking(move || create(&folder)).await {
        Ok(file) => file,
        Err(error) => return Err(failed(&download, error)),
    };
    let mut written = 0;
    let mut waiting = BytesMut::new();
    loop {
        let piece = download.chunk().await?;
        let is_last = piece.is_none();
        waiting.extend_from_slice(&piece.unwrap_or_default());
        if waiting.len() >= PIECE || is_last {
            let piece = std::mem::take(&mut waiting).freeze();
            written += piece.len() as u64;
            file = match blocking(move || write(file, &piece)).await {
                Ok(file) => file,
                Err(error) => return Err(failed(&download, error)),
            };
        }
        if is_last {
            break;
        }
    }
    let name = path.clone();
    match blocking(move || finish(file, &name)).await {
        Ok(()) => Ok(written),
        Err(error) => Err(failed(&download, error)),
    }
}

/// A file without its final name, with the rights that a new file has.
fn create(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(".download-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // The process's own mask takes its part away.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

fn write(mut file: NamedTempFile, piece: &Bytes) -> io::Result<NamedTempFile> {
    file.write_all(piece)?;
    Ok(file)
}

/// Gives the file its name, once all bytes are on the disk.
fn finish(file: NamedTempFile, path: &Path) -> io::Result<()> {
    file.as_file().sync_data()?;
    file.persist(path)?;
    Ok(())
}

/// Does what may block on a thread of its own.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    let runtime = Handle::try_current().map_err(io::Error::other)?;
    let done = runtime.spawn_blocking(work).await;
    done.map_err(io::Error::other)?
}
