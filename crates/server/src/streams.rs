//! How many streams one visitor keeps open: bounded, so that nobody takes memory and connections from all others.

use crate::book::Book;
use crate::desk::{Desk, TokenHash};
use crate::visitor::sees_sitting;
use shura_act::Id;
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard};

/// The most streams of one session: a person with several windows on several devices.
pub const OF_A_SESSION: usize = 16;

/// The most streams from one address of visitors who have not signed in; a whole hall may come from one address.
pub const OF_AN_ADDRESS: usize = 1000;

/// Who watches.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Watcher {
    /// Whoever has signed in, by the session; and in whose name it is.
    Session(TokenHash, Option<Id>),
    /// Anybody else, by the address.
    Address(IpAddr),
}

impl Watcher {
    /// In whose name.
    pub fn person(&self) -> Option<&Id> {
        match self {
            Watcher::Session(_, person) => person.as_ref(),
            Watcher::Address(_) => None,
        }
    }

    /// Whether the session lasts by which the stream was opened; where there is none, none ends.
    pub fn lasts(&self, desk: &Desk, now: i64) -> bool {
        match self {
            Watcher::Session(token, _) => desk.lasts(token, now),
            Watcher::Address(_) => true,
        }
    }

    /// Whether a sitting may be seen still.
    pub fn sees(&self, book: &Book, sitting: &Id) -> bool {
        sees_sitting(book, matches!(self, Watcher::Session(..)), self.person(), sitting)
    }
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
            Watcher::Session(..) => OF_A_SESSION,
            Watcher::Address(_) => OF_AN_ADDRESS,
        };
        let mut open = self.open_now();
        let count = open.entry(who.clone()).or_default();
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

impl Open {
    /// Who watches.
    pub fn who(&self) -> &Watcher {
        &self.who
    }
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

    fn session(number: u8) -> Watcher {
        Watcher::Session([number; 32], None)
    }

    #[test]
    fn a_session_has_some_streams_and_not_more_until_one_ends() {
        let streams = Arc::new(Streams::default());
        let mut open: Vec<Open> = (0..OF_A_SESSION).map(|_| streams.open(session(7)).unwrap()).collect();
        assert!(streams.open(session(7)).is_none());
        assert!(streams.open(session(8)).is_some(), "another session is not concerned");
        open.pop();
        assert!(streams.open(session(7)).is_some());
        drop(open);
        assert!(streams.open_now().is_empty(), "what has ended is forgotten");
    }
}
