//! Breaking one storage call of an engine, in tests: as failed, and as failed although it took place.

use std::cell::Cell;

/// How the broken call fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Break {
    /// It does not take place.
    Failed,
    /// It takes place, but the answer is an error.
    FailedThoughPersisted,
}

/// Which call of an engine breaks, counted from the moment it was set.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    next: Cell<Option<(usize, Break)>>,
}

impl Faults {
    /// The call `after` further calls breaks.
    pub(crate) fn set(&self, after: usize, how: Break) {
        self.next.set(Some((after, how)));
    }

    /// Whether the break has happened.
    pub(crate) fn struck(&self) -> bool {
        self.next.get().is_none()
    }

    pub(crate) fn around<T>(&self, run: impl FnOnce() -> rusqlite::Result<T>) -> rusqlite::Result<T> {
        let error =
            || rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_IOERR), None);
        match self.next.take() {
            None => run(),
            Some((0, Break::Failed)) => Err(error()),
            Some((0, Break::FailedThoughPersisted)) => {
                run()?;
                Err(error())
            }
            Some((after, how)) => {
                self.next.set(Some((after - 1, how)));
                run()
            }
        }
    }
}
