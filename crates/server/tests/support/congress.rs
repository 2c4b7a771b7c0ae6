//! The rehearsed congress in the process, as it sits on some day of November 2026.

// Each test file uses a part of this.
#![allow(dead_code)]

use shura_act::Id;
use shura_kernel::Charter;
use shura_ledger::Ledger;
use shura_server::{Book, Desk, House, rehearsal};

/// That day.
pub const NOW: i64 = 1_795_000_000;

/// The clock of the tests stands still.
pub fn clock() -> i64 {
    NOW
}

pub fn id(name: &str) -> Id {
    Id::new(name).unwrap()
}

/// The house of the congress, over a ledger.
pub async fn congress_on(ledger: Box<dyn Ledger>) -> House {
    congress_under(rehearsal::charter().unwrap(), ledger).await
}

/// The house of the congress under some charter, over a ledger.
pub async fn congress_under(charter: Charter, ledger: Box<dyn Ledger>) -> House {
    let book = Book::new(charter);
    let house = House::at_work("valley", book, ledger, Desk::in_memory().unwrap(), clock);
    rehearsal::play(&house, rehearsal::acts(NOW).unwrap()).await.unwrap();
    house
}
