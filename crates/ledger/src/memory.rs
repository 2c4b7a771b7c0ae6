//! The record in memory: for tests, and for looking at a record without keeping it.

use crate::{
    Entry, Head, Ledger, LedgerError, Reader, Receipt, Text, admissible, admissible_text, first_of_each,
    grow, publishable,
};
use shura_tlog::{Hash, Tile, Tree, leaf_hash};
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

/// A ledger that lives as long as the process.
#[derive(Debug)]
pub struct Memory {
    origin: String,
    record: Arc<RwLock<Record>>,
}

#[derive(Clone, Debug, Default)]
struct Record {
    entries: Vec<Entry>,
    places: BTreeMap<Hash, u64>,
    tree: Tree,
    tiles: BTreeMap<Tile, Vec<Hash>>,
    heads: Vec<Head>,
    notes: Vec<String>,
}

impl Memory {
    /// An empty record of this name.
    pub fn create(origin: &str) -> Self {
        Self { origin: origin.to_owned(), record: Arc::default() }
    }

    fn record(&self) -> RwLockReadGuard<'_, Record> {
        self.record.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn record_mut(&mut self) -> RwLockWriteGuard<'_, Record> {
        self.record.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Record {
    fn head(&self) -> Head {
        Head { size: self.tree.size(), root: self.tree.root() }
    }

    fn has(&self, text: &Hash) -> bool {
        self.entries.iter().any(|entry| entry.text.as_ref().is_some_and(|own| own.hash == *text))
    }

    fn receipt(&self, act: &Hash) -> Option<Receipt> {
        let seq = *self.places.get(act)?;
        let entry = self.entries.get(usize::try_from(seq).ok()?)?;
        Some(Receipt { seq, act: *act, leaf: leaf_hash(&entry.bytes) })
    }

    fn append(&mut self, expected: u64, entries: &[Entry]) -> Result<Vec<Receipt>, LedgerError> {
        let found = self.tree.size();
        if found != expected {
            let known: Option<Vec<Receipt>> = entries.iter().map(|entry| self.receipt(&entry.act)).collect();
            return known.ok_or(LedgerError::Conflict { expected, found });
        }
        let fresh = first_of_each(entries.iter().filter(|entry| !self.places.contains_key(&entry.act)));
        let (mut tree, _) = grow(&self.tree, &fresh)?;
        for (entry, seq) in fresh.iter().zip(found..) {
            self.places.insert(entry.act, seq);
            let text = entry.text.clone().filter(|text| !self.has(&text.hash));
            self.entries.push(Entry { text, ..(*entry).clone() });
        }
        self.tiles.extend(tree.take_filled());
        self.tree = tree;
        if !fresh.is_empty() {
            self.heads.push(self.head());
        }
        Ok(entries.iter().filter_map(|entry| self.receipt(&entry.act)).collect())
    }
}

impl Ledger for Memory {
    fn origin(&self) -> &str {
        &self.origin
    }

    fn head(&self) -> Head {
        self.record().head()
    }

    fn append(&mut self, expected: u64, entries: &[Entry]) -> Result<Vec<Receipt>, LedgerError> {
        admissible(entries)?;
        self.record_mut().append(expected, entries)
    }

    fn put_back(&mut self, seq: u64, text: &Text) -> Result<(), LedgerError> {
        admissible_text(text)?;
        let mut record = self.record_mut();
        let here = record.has(&text.hash);
        match usize::try_from(seq).ok().and_then(|seq| record.entries.get_mut(seq)) {
            None => Err(LedgerError::Refused { why: "there is no such entry" }),
            Some(entry) if !here && entry.text.is_none() => {
                entry.text = Some(text.clone());
                Ok(())
            }
            Some(_) => Ok(()),
        }
    }

    fn find(&self, act: &Hash) -> Result<Option<Receipt>, LedgerError> {
        Ok(self.record().receipt(act))
    }

    fn read(&self, from: u64, limit: usize) -> Result<Vec<Entry>, LedgerError> {
        let from = usize::try_from(from).unwrap_or(usize::MAX);
        Ok(self.record().entries.iter().skip(from).take(limit).cloned().collect())
    }

    fn tile(&self, tile: Tile) -> Result<Vec<Hash>, LedgerError> {
        let record = self.record();
        let partial = || record.tree.partial().find(|(t, _)| *t == tile).map(|(_, hashes)| hashes.to_vec());
        let found = record.tiles.get(&tile).cloned().or_else(partial);
        found.ok_or(LedgerError::Refused { why: "the tree has no such tile" })
    }

    fn heads(&self, from: u64, limit: usize) -> Result<Vec<Head>, LedgerError> {
        Ok(self.record().heads.iter().filter(|head| head.size >= from).take(limit).copied().collect())
    }

    fn publish(&mut self, note: &str) -> Result<(), LedgerError> {
        let last = self.last_published()?;
        publishable(note, &self.origin, last.as_deref(), |size| Ok(self.heads(size, 1)?.first().copied()))?;
        self.record_mut().notes.push(note.to_owned());
        Ok(())
    }

    fn last_published(&self) -> Result<Option<String>, LedgerError> {
        Ok(self.record().notes.last().cloned())
    }

    fn published(&self, from: u64, limit: usize) -> Result<Vec<String>, LedgerError> {
        let from = usize::try_from(from).unwrap_or(usize::MAX);
        Ok(self.record().notes.iter().skip(from).take(limit).cloned().collect())
    }

    fn reader(&self) -> Reader {
        let (origin, record) = (self.origin.clone(), self.record.clone());
        Arc::new(move || {
            let copy = record.read().unwrap_or_else(PoisonError::into_inner).clone();
            Ok(Box::new(Self { origin: origin.clone(), record: Arc::new(RwLock::new(copy)) }))
        })
    }
}
