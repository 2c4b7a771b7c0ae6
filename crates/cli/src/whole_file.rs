//! Files that appear whole or not at all, never over another unless they are to replace it.

use crate::output::Failure;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Lets `write` fill a new file, and gives it its name once all of it is on the disk. Gives its length.
pub fn write(path: &Path, write: impl FnOnce(File) -> Result<File, Failure>) -> Result<u64, Failure> {
    let shown = path.display();
    let fail = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => Failure::new(
            format!("{shown} exists already; choose another name"),
            format!("{shown} از پیش هست؛ نام دیگری برگزینید"),
        ),
        _ => not_written(path, &error),
    };
    if path.exists() {
        return Err(fail(std::io::ErrorKind::AlreadyExists.into()));
    }
    let new = beside(path);
    let file = File::create(&new).map_err(fail)?;
    let placed = write(file).and_then(|file| {
        let length = file.sync_all().and_then(|()| file.metadata()).map_err(fail)?.len();
        // Unlike a rename, a link does not replace what is there.
        fs::hard_link(&new, path).map_err(fail)?;
        Ok(length)
    });
    // The name is taken away in any case; if that fails, the file of that name is overwritten next time.
    let _ = fs::remove_file(&new);
    placed
}

/// Writes a text in the place of a file, whose permissions it keeps.
pub fn replace(path: &Path, text: &str) -> Result<(), Failure> {
    let new = beside(path);
    let replaced = fs::metadata(path).and_then(|old| {
        let mut file = File::create(&new)?;
        file.set_permissions(old.permissions())?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&new, path)
    });
    replaced.map_err(|error| {
        // The file of that name is overwritten next time, if it cannot be taken away now.
        let _ = fs::remove_file(&new);
        not_written(path, &error)
    })
}

/// The name under which a file lies until it is whole.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".new");
    PathBuf::from(name)
}

fn not_written(path: &Path, error: &std::io::Error) -> Failure {
    let shown = path.display();
    Failure::new(format!("{shown} cannot be written: {error}"), format!("{shown} نوشته نمی‌شود: {error}"))
}
