//! The record as pages read it: every entry with its findings, and the standing that follows.

use crate::clerk::record;
use crate::house::OpenError;
use shura_act::{Act, Bilingual, Entry, Id, Kind, LeafHash, PublicKey};
use shura_kernel::sight::may_see;
use shura_kernel::{Charter, Fact, Finding, Severity, Standing, apply, review, texts};
use shura_ledger::Ledger;
use shura_tlog::{Hash, leaf_hash};
use shura_verify::{Replay, ReplayError};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// An entry that was accepted, and what the rules said of it.
#[derive(Clone, Debug)]
pub struct Accepted {
    /// The entry.
    pub entry: Entry,
    /// What the rules said.
    pub findings: Vec<Finding>,
    /// Whether it was found to have no effect.
    pub void: bool,
    /// The hash and the words of the text that it names, where they lie beside the record and came with it.
    pub words: Option<Box<(String, Arc<str>)>>,
    /// Its leaf hash; none in a record that is only read.
    pub leaf: Option<Hash>,
}

/// The record so far.
pub struct Book {
    /// The charter as it was at the beginning.
    pub charter: Charter,
    /// Every entry, in the order of the record.
    pub entries: Vec<Arc<Accepted>>,
    /// What stands after all of them.
    pub standing: Standing,
    /// What was entered in each sitting: a page of a sitting must not walk the whole record.
    in_sittings: BTreeMap<Id, InSitting>,
    /// Texts that entries name and whose words were not beside them, or were others, when the record was opened.
    pub wanting: usize,
    /// The mandates of substitutes, by the mandate for which each stands by.
    substitutes: BTreeMap<Id, Vec<Id>>,
    /// What is outstanding, once somebody has asked.
    outstanding: OnceLock<Vec<Finding>>,
}

/// What was entered in one sitting.
#[derive(Default)]
struct InSitting {
    /// The places of the acts, in order.
    places: Vec<usize>,
    /// How many there are of each kind.
    kinds: BTreeMap<Kind, usize>,
}

impl Book {
    /// The record before its first act.
    pub fn new(charter: Charter) -> Self {
        let standing = Standing::new(charter.clone());
        Self {
            charter,
            entries: vec![],
            standing,
            in_sittings: BTreeMap::new(),
            wanting: 0,
            substitutes: BTreeMap::new(),
            outstanding: OnceLock::new(),
        }
    }

    /// A record that is only read: its charter, the words of the texts that lie beside it, and its entries in order.
    ///
    /// # Errors
    /// A text that cannot be read.
    pub fn of_history<'a>(
        charter: Charter,
        words: impl IntoIterator<Item = &'a str>,
        entries: impl IntoIterator<Item = Entry>,
    ) -> Result<Self, shura_text::Error> {
        let mut book = Self::new(charter);
        for words in words {
            texts::lay(&mut book.standing, words)?;
        }
        for entry in entries {
            record(&mut book, entry);
        }
        Ok(book)
    }

    /// The record that lies in a ledger, examined anew.
    ///
    /// # Errors
    /// What lies there is no record in order.
    pub fn of_ledger(ledger: &dyn Ledger) -> Result<Self, OpenError> {
        const PAGE: usize = 1024;
        let mut replay = Replay::new();
        let mut entries: Vec<Arc<Accepted>> = vec![];
        let mut charter = None;
        loop {
            let page = ledger.read(entries.len() as u64, PAGE)?;
            if page.is_empty() {
                break;
            }
            for sealed in page {
                let seq = entries.len() as u64;
                let fail = |error| OpenError::Record { seq, error };
                let entry = Entry::read(&sealed.bytes).map_err(|e| fail(e.into()))?;
                if !sealed.signatures.iter().all(|by| by.holds(&sealed.bytes)) {
                    return Err(fail(ReplayError::Signature { seq }));
                }
                let signers: Vec<PublicKey> = sealed.signatures.iter().map(|by| PublicKey(by.key)).collect();
                if let Some(text) = &sealed.text {
                    replay.lay(&text.hash, &text.words);
                }
                let leaf = leaf_hash(&sealed.bytes);
                let findings = replay.enter_read(seq, &entry, leaf, &signers).map_err(fail)?;
                charter = charter.or_else(|| replay.standing().map(|s| s.charter.as_ref().clone()));
                let void = findings.iter().any(|f| f.severity == Severity::Void);
                entries.push(Arc::new(Accepted { entry, findings, void, words: None, leaf: Some(leaf) }));
            }
        }
        let wanting = replay.wanting().len();
        let (Some(charter), Some(standing)) = (charter, replay.into_standing()) else {
            return Err(OpenError::Empty);
        };
        let mut book = Self { standing, wanting, ..Self::new(charter) };
        entries.into_iter().for_each(|accepted| book.keep(accepted));
        Ok(book)
    }

    /// Adds an entry that was examined upon exactly this standing.
    pub fn add(&mut self, accepted: Arc<Accepted>) {
        self.standing.words.extend(accepted.words.as_deref().cloned());
        apply(&mut self.standing, &accepted.entry, accepted.void);
        self.keep(accepted);
        self.outstanding = OnceLock::new();
    }

    /// Keeps an entry that was applied, where it is found again.
    fn keep(&mut self, accepted: Arc<Accepted>) {
        let (entry, place) = (&accepted.entry, self.entries.len());
        if let Some(sitting) = &entry.sitting {
            let within = self.in_sittings.entry(sitting.clone()).or_default();
            within.places.push(place);
            *within.kinds.entry(entry.act.kind()).or_default() += 1;
        }
        if let Act::Mandate(given) = &entry.act
            && let Some(main) = &given.substitute_for
        {
            self.substitutes.entry(main.clone()).or_default().push(entry.id.clone());
        }
        self.entries.push(accepted);
    }

    /// The mandates that were given to substitutes of a mandate.
    pub fn substitutes_of(&self, main: &Id) -> &[Id] {
        self.substitutes.get(main).map_or(&[], Vec::as_slice)
    }

    /// What is outstanding in what stands: deadlines passed, decisions not carried out, seats left open.
    pub fn outstanding(&self) -> &[Finding] {
        self.outstanding.get_or_init(|| review(&self.standing))
    }

    /// Whether a reader may see an act; what is no act of this record hides nothing.
    pub fn may_see(&self, reader: Option<&Id>, id: &Id) -> bool {
        self.find(id.as_str()).is_none_or(|a| may_see(&self.standing, reader, &a.entry))
    }

    /// Whether a finding speaks of nothing that is hidden from a reader.
    pub fn may_tell(&self, reader: Option<&Id>, finding: &Finding) -> bool {
        let sees = |id: &Id| self.may_see(reader, id);
        let in_facts = finding.facts.values().all(|fact| match fact {
            Fact::Act(id) => sees(id),
            Fact::Acts(ids) => ids.iter().all(sees),
            _ => true,
        });
        in_facts && sees(&finding.act) && finding.concerns.iter().all(sees)
    }

    /// The hashes of the acts that an entry refers to and that are in the record, for its performer to sign; none of an act
    /// that the performer may not see.
    pub fn upon(&self, entry: &Entry) -> BTreeMap<Id, LeafHash> {
        entry.hashes_upon(|id| {
            let seen = self.find(id.as_str())?;
            let open = may_see(&self.standing, entry.by.as_ref(), &seen.entry);
            Some(LeafHash(seen.leaf.filter(|_| open)?.0))
        })
    }

    /// The place of an act in the record, from 0.
    pub fn place_of(&self, id: &str) -> Option<usize> {
        usize::try_from(self.standing.acts.get(id)?.place).ok()
    }

    /// An act by its name.
    pub fn find(&self, id: &str) -> Option<&Accepted> {
        self.entries.get(self.place_of(id)?).map(Arc::as_ref)
    }

    /// The name of a person, organ or faction; of any other act what it says in words, or else what it is called in a sentence.
    pub fn title_of(&self, id: &Id) -> Bilingual {
        let named = [Kind::Person, Kind::Organ, Kind::Faction, Kind::Source];
        let told = self.find(id.as_str()).filter(|a| !named.contains(&a.entry.act.kind()));
        told.and_then(|a| a.entry.text.clone()).unwrap_or_else(|| self.standing.name_of(id))
    }

    /// Entries of one sitting, in order.
    pub fn of_sitting(&self, sitting: &Id) -> impl Iterator<Item = &Accepted> {
        let places = self.in_sittings.get(sitting).map_or(&[][..], |within| &within.places);
        places.iter().filter_map(|place| self.entries.get(*place).map(Arc::as_ref))
    }

    /// How many acts of some kinds were entered in a sitting.
    pub fn count_in(&self, sitting: &Id, wanted: impl Fn(Kind) -> bool) -> usize {
        let kinds = self.in_sittings.get(sitting).map(|within| &within.kinds);
        kinds.into_iter().flatten().filter(|(kind, _)| wanted(**kind)).map(|(_, count)| count).sum()
    }
}
