//! How many streams one visitor keeps open: bounded, so that nobody takes memory and connections from all others.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard};

/// The most streams of one session: a person with several windows on several devices.
pub const OF_A_SESSION: usize = 16;

/// The most streams from one address of visitors who have not signed in; a whole hall may come from one address.
pub const OF_AN_ADDRESS: usize = 1000;

/// Who watches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Watcher {
    /// Whoever has signed in, by the number of the session.
    Session(i64),
    /// Anybody else, by the address.
    Address(IpAddr),
}

/// The streams that are open.
#[derive(Default)]
pub struct Streams(Mutex<BTreeMap<Watcher, usize>>);

impl Streams {
    fn open_now(&self) -> MutexGuard<'_, BTreeMap<Watcher, usize>> {
        self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// Counts one more stream, until what is returned is dropped; none if the visitor has as many as one may have.
    pub fn open(self: &Arc<Self>, who: Watcher) -> Option<Open> {
        let most = match who {
            Watcher::Session(_) => OF_A_SESSION,
            Watcher::Address(_) => OF_AN_ADDRESS,
        };
        let mut open = self.open_now();
        let count = open.entry(who).or_default();
        if *count >= most {
            return None;
        }
        *count += 1;
        Some(Open { streams: self.clone(), who })
    }
}

/// A stream that is open.
pub struct Open {
    streams: Arc<Streams>,
    who: Watcher,
}

impl Drop for Open {
    fn drop(&mut self) {
        let mut open = self.streams.open_now();
        if let Some(count) = open.get_mut(&self.who) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.who);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_has_some_streams_and_not_more_until_one_ends() {
        let streams = Arc::new(Streams::default());
        let mut open: Vec<Open> =
            (0..OF_A_SESSION).map(|_| streams.open(Watcher::Session(7)).unwrap()).collect();
        assert!(streams.open(Watcher::Session(7)).is_none());
        assert!(streams.open(Watcher::Session(8)).is_some(), "another session is not concerned");
        open.pop();
        assert!(streams.open(Watcher::Session(7)).is_some());
        drop(open);
        assert!(streams.open_now().is_empty(), "what has ended is forgotten");
    }
}
