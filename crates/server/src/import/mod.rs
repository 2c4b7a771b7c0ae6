//! Import of members and of units from CSV and XLSX: read, checked line by line, shown, and only then entered.

pub mod check;
pub mod table;

pub use check::{Fault, Plan, check, person};
pub use table::{Table, Unreadable, read};

use crate::house::{House, NotEntered};
use shura_act::Id;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};

/// How many imports are kept in mind at a time.
const KEPT: usize = 32;
/// How long an import is kept in mind, in seconds.
const KEPT_SECONDS: i64 = 3600;
/// How many acts are handed in at once.
const AT_ONCE: usize = 256;

/// An import: what would be entered, and how far it has come.
#[derive(Clone)]
pub struct Import {
    /// Who makes it.
    pub by: Id,
    /// When it was uploaded.
    pub since: i64,
    /// What would be entered.
    pub plan: Arc<Plan>,
    /// How it stands.
    pub state: State,
}

/// How an import stands.
#[derive(Clone)]
pub enum State {
    /// It is shown, and nothing is entered.
    Shown,
    /// Another was entered since it was checked, so that it may name whom the register has by now.
    Outdated,
    /// So many acts are entered.
    Entering(usize),
    /// All acts are entered.
    Done,
    /// So many acts are entered and the next one was not.
    Stopped(usize, NotEntered),
}

/// The imports of a house that are going on.
#[derive(Default)]
pub struct Imports {
    kept: Mutex<BTreeMap<String, Import>>,
}

impl Imports {
    fn kept(&self) -> MutexGuard<'_, BTreeMap<String, Import>> {
        self.kept.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// Keeps an import; false if too many are going on.
    pub fn keep(&self, name: &str, import: Import) -> bool {
        let mut kept = self.kept();
        let now = import.since;
        kept.retain(|_, i| i.since + KEPT_SECONDS > now || matches!(i.state, State::Entering(_)));
        let room = kept.len() < KEPT;
        if room {
            kept.insert(name.to_owned(), import);
        }
        room
    }

    /// An import as it stands.
    pub fn find(&self, name: &str) -> Option<Import> {
        self.kept().get(name).cloned()
    }

    /// Marks an import as begun; false if it was begun before, or another since it was checked.
    pub fn begin(&self, name: &str) -> bool {
        let mut kept = self.kept();
        if !kept.get(name).is_some_and(|import| matches!(import.state, State::Shown)) {
            return false;
        }
        for (other, import) in kept.iter_mut() {
            match import.state {
                State::Shown if other == name => import.state = State::Entering(0),
                State::Shown => import.state = State::Outdated,
                _ => {}
            }
        }
        true
    }

    fn set(&self, name: &str, state: State) {
        if let Some(import) = self.kept().get_mut(name) {
            import.state = state;
        }
    }
}

/// Enters an import that was begun. Names are kept first: a name without an act is no harm and is taken back, an act without a name would be.
pub async fn enter(house: Arc<House>, name: String) {
    let Some(import) = house.imports.find(&name) else { return };
    let plan = &import.plan;
    if house.desk.keep_members(&plan.members).is_err() {
        house.imports.set(&name, State::Stopped(0, NotEntered::Disk));
        return;
    }
    let mut entered = 0;
    for some in plan.entries.chunks(AT_ONCE) {
        for answer in house.enter_in_order(&import.by, some).await {
            if let Err(error) = answer {
                take_back(&house, plan);
                house.imports.set(&name, State::Stopped(entered, error));
                return;
            }
            entered += 1;
        }
        house.imports.set(&name, State::Entering(entered));
    }
    house.imports.set(&name, State::Done);
}

/// Forgets the names of persons who are not in the record.
fn take_back(house: &House, plan: &Plan) {
    let strangers: Vec<Id> = {
        let book = house.book();
        let all = plan.members.iter().map(|(person, ..)| person);
        all.filter(|person| !book.standing.persons.contains_key(*person)).cloned().collect()
    };
    // If it cannot be written now, a later import of the same list overwrites it.
    let _ = house.desk.forget_members(&strangers);
}
