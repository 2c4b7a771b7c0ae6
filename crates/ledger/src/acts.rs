//! Where each act lies, by its hash: 16 bytes an entry and the slack of a hash table, kept in memory while a record is open.

use shura_tlog::Hash;
use std::collections::HashMap;

/// The places of acts by the first 8 bytes of their hashes. Whoever finds a place compares the whole hash there.
#[derive(Debug, Default)]
pub(crate) struct Acts {
    places: HashMap<u64, u64>,
}

impl Acts {
    /// Notes that this act lies at `seq`.
    pub(crate) fn insert(&mut self, act: &Hash, seq: u64) {
        let free = slots(act).find(|slot| !self.places.contains_key(slot));
        self.places.extend(free.map(|slot| (slot, seq)));
    }

    /// The places at which the act may lie. The first whose hash is equal is it; if none is, the act is not there.
    pub(crate) fn candidates(&self, act: &Hash) -> impl Iterator<Item = u64> {
        slots(act).map_while(|slot| self.places.get(&slot).copied())
    }
}

/// Hashes with the same beginning take the next free slot.
fn slots(act: &Hash) -> impl Iterator<Item = u64> + use<> {
    let first = act.0.first_chunk::<8>().map_or(0, |bytes| u64::from_be_bytes(*bytes));
    (0..u64::MAX).map(move |step| first.wrapping_add(step))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_with_the_same_beginning_are_kept_apart() {
        let act = |last: u8| {
            let mut bytes = [0xff; 32];
            bytes[31] = last;
            Hash(bytes)
        };
        let mut acts = Acts::default();
        for seq in 0..5 {
            acts.insert(&act(seq as u8), seq);
        }
        assert!(acts.candidates(&act(9)).eq(0..5));
        assert_eq!(acts.candidates(&Hash([0; 32])).count(), 4, "they wrapped around");
        assert_eq!(acts.candidates(&Hash([1; 32])).count(), 0);
    }
}
