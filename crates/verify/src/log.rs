//! The log part of verification: hashes, proofs, checkpoints, cosignatures and signatures of entries.
//!
//! Memory does not grow with the record: one batch of bundles, two right edges of trees, and the checkpoints not yet reached.

use crate::compare::{Comparison, Difference};
use crate::finding::Finding;
use shura_act::{Entry, PublicKey};
use shura_tlog::archive::{Bundle, Part};
use shura_tlog::checkpoint::{Policy, Witnessed};
use shura_tlog::{Checkpoint, Hash, KeyRing, Tile, TlogError, Tree, leaf_hash};
use std::collections::{BTreeMap, VecDeque};

/// The most checkpoints that may wait to be reached.
const MAX_WAITING: usize = 65_536;

/// Whose keys count.
#[derive(Clone, Debug)]
pub enum Trust {
    /// Those of the verifier: this proves who sealed the record.
    Given(Policy),
    /// Those that the archive itself names: this proves only that the record agrees with itself.
    OwnKeys,
}

/// What was found.
#[derive(Clone, Debug)]
pub struct Report {
    /// The signed head and the witnesses that cosigned it, if it could be believed.
    pub head: Option<Witnessed>,
    /// Whether the keys, or a checkpoint of all entries, came from elsewhere than the archive.
    pub independent: bool,
    /// How many entries were read.
    pub entries: u64,
    /// Up to which size the entries lead to a checkpoint that the log signed: so many are proven to be as sealed.
    pub proven: u64,
    /// How many signatures of entries hold.
    pub signatures: u64,
    /// How many signatures of checkpoints are by nobody whose key is known here. They prove nothing, and one that a known witness made reads
    /// like this after its name was harmed.
    pub strangers: u64,
    /// What is wrong, the gravest and most telling first. Empty for a whole record.
    pub findings: Vec<Finding>,
}

/// What can be said of a bundle by itself; computed on any thread.
#[derive(Clone, Debug, Default)]
pub struct Examined {
    /// The leaf hashes of the entries.
    pub leaves: Vec<Hash>,
    /// The entries as read, for the replay; fewer if one cannot be read.
    pub entries: Vec<Entry>,
    /// How many signatures hold.
    pub signatures: u64,
    /// The keys of those that hold, by the place of their entry.
    pub signers: BTreeMap<u64, Vec<PublicKey>>,
    /// The first thing wrong.
    pub finding: Option<Finding>,
}

/// Hashes, reads and checks the signatures of a bundle.
pub fn examine(bundle: &Bundle) -> Examined {
    let start = bundle.index.saturating_mul(256);
    let mut examined = Examined {
        leaves: bundle.entries.iter().map(|entry| leaf_hash(entry)).collect(),
        ..Examined::default()
    };
    for (entry, seq) in bundle.entries.iter().zip(start..) {
        match Entry::read(entry) {
            Ok(entry) => examined.entries.push(entry),
            Err(error) => {
                examined.finding = Some(Finding::Entry { seq, text: error.text() });
                break;
            }
        }
    }
    let mut keys = KeyRing::default();
    for (seq, signature) in &bundle.signatures {
        let place = seq.checked_sub(start).and_then(|place| usize::try_from(place).ok());
        let entry = place.and_then(|place| bundle.entries.get(place));
        if entry.is_some_and(|entry| keys.holds(signature, entry)) {
            examined.signatures += 1;
            examined.signers.entry(*seq).or_default().push(PublicKey(signature.key));
        } else {
            examined.finding.get_or_insert(Finding::Signature { seq: *seq });
        }
    }
    examined
}

/// The checkpoints that a tree has yet to reach, and how it fared at those it reached.
#[derive(Debug, Default)]
struct Milestones {
    waiting: VecDeque<(u64, Hash)>,
    /// The greatest size at which the root was right.
    right: u64,
    /// The first size at which it was wrong.
    wrong: Option<u64>,
}

impl Milestones {
    fn add(&mut self, size: u64, root: Hash) {
        if size == 0 {
            // Nothing leads there: a tree without leaves has one root, whatever follows.
            if root != Hash::empty_root() {
                self.wrong = Some(0);
            }
            return;
        }
        let place = self.waiting.partition_point(|(other, _)| *other <= size);
        self.waiting.insert(place, (size, root));
    }

    fn reach(&mut self, tree: &Tree) {
        while let Some((size, root)) = self.waiting.pop_front_if(|(size, _)| *size <= tree.size()) {
            // A size passed already can no longer be compared and counts as wrong: the order of parts is part of the format.
            if size == tree.size() && root == tree.root() {
                self.right = size;
            } else {
                self.wrong.get_or_insert(size);
            }
        }
    }
}

/// The state of a verification, fed with the parts of an archive in their order.
#[derive(Debug)]
pub struct LogVerifier {
    trust: Trust,
    trusted: Vec<Checkpoint>,
    policy: Option<Policy>,
    head: Option<Witnessed>,
    head_finding: Finding,
    found: Tree,
    /// The tree of the leaf hashes beside the entries, from where they are no longer those of the entries.
    sealed: Option<Tree>,
    sealed_marks: Milestones,
    found_marks: Milestones,
    comparison: Comparison,
    /// Tiles above level 0 that the archive has to show next.
    due: VecDeque<(Tile, Vec<Hash>)>,
    signatures: u64,
    strangers: u64,
    others: Vec<Finding>,
}

impl LogVerifier {
    /// Begins. `trusted` are checkpoints known from elsewhere, whose signatures were checked.
    pub fn new(trust: Trust, trusted: Vec<Checkpoint>) -> Self {
        Self {
            trust,
            trusted,
            policy: None,
            head: None,
            head_finding: Finding::NoHead,
            found: Tree::new(),
            sealed: None,
            sealed_marks: Milestones::default(),
            found_marks: Milestones::default(),
            comparison: Comparison::default(),
            due: VecDeque::new(),
            signatures: 0,
            strangers: 0,
            others: Vec::new(),
        }
    }

    /// Takes a part other than a bundle.
    pub fn part(&mut self, part: &Part) {
        match part {
            Part::Keys(keys) => {
                self.policy = Some(match &self.trust {
                    Trust::Given(policy) => policy.clone(),
                    Trust::OwnKeys => {
                        let origin = keys.first().map_or(String::new(), |key| key.name().to_owned());
                        Policy { origin, log: keys.clone(), witnesses: Vec::new(), quorum: 0 }
                    }
                });
            }
            Part::Head(note) => self.take_head(note),
            Part::Earlier(size, note) => self.take_earlier(*size, note),
            Part::Tile(tile, hashes) => {
                if self.due.pop_front().as_ref() != Some(&(*tile, hashes.clone())) {
                    self.note(Finding::Tile { path: tile.path() });
                }
            }
            Part::Bundle(bundle) => self.bundle(bundle, &examine(bundle)),
            // Whether its words are those of its hash, and an entry names it, the replay sees.
            Part::Text(..) => {}
        }
    }

    fn take_head(&mut self, note: &[u8]) {
        match self.policy.as_ref().map(|policy| policy.open(note)) {
            Some(Ok(head)) => {
                self.mark(head.checkpoint.size, head.checkpoint.root);
                self.strangers += head.strangers;
                self.head = Some(head);
            }
            Some(Err(error)) => self.head_finding = Finding::Head(error),
            None => {}
        }
        for trusted in self.trusted.clone() {
            self.mark(trusted.size, trusted.root);
        }
    }

    /// Awaits a root at a size, of the entries and of the leaf hashes beside them.
    fn mark(&mut self, size: u64, root: Hash) {
        self.found_marks.add(size, root);
        self.sealed_marks.add(size, root);
    }

    fn take_earlier(&mut self, size: u64, note: &[u8]) {
        // An earlier checkpoint needs the log's signature, not the witnesses'.
        let policy = self.policy.clone().map(|policy| Policy { quorum: 0, ..policy });
        match policy.map(|policy| policy.open(note)) {
            Some(Ok(Witnessed { checkpoint, strangers, .. }))
                if checkpoint.size == size && self.found_marks.waiting.len() < MAX_WAITING =>
            {
                self.strangers += strangers;
                self.mark(size, checkpoint.root);
            }
            Some(Err(error)) => self.note(Finding::Earlier { size, error }),
            _ => {
                let error =
                    TlogError::Malformed { what: "checkpoint", why: "its size is not that of its name" };
                self.note(Finding::Earlier { size, error });
            }
        }
    }

    /// Takes a bundle and what [`examine`] said of it.
    pub fn bundle(&mut self, bundle: &Bundle, examined: &Examined) {
        if self.sealed.is_none() && bundle.tile != examined.leaves {
            self.sealed = Some(self.found.clone());
        }
        for hash in &bundle.tile {
            self.comparison.sealed(*hash);
            if let Some(sealed) = &mut self.sealed
                && sealed.push(*hash).is_ok()
            {
                self.sealed_marks.reach(sealed);
            }
        }
        for hash in &examined.leaves {
            self.comparison.found(*hash);
            if self.found.push(*hash).is_ok() {
                self.found_marks.reach(&self.found);
                if self.sealed.is_none() {
                    self.sealed_marks.reach(&self.found);
                }
            }
        }
        let found = self.found.take_filled();
        let sealed = self.sealed.as_mut().map_or(found, Tree::take_filled);
        self.due.extend(sealed.into_iter().filter(|(tile, _)| tile.level > 0));
        self.signatures += examined.signatures;
        if let Some(finding) = &examined.finding {
            self.note(finding.clone());
        }
    }

    /// How many entries were taken so far.
    pub fn entries(&self) -> u64 {
        self.found.size()
    }

    /// Notes a finding of its own kind once; the first of each kind says where to look.
    fn note(&mut self, finding: Finding) {
        let kind = std::mem::discriminant(&finding);
        if !self.others.iter().any(|other| std::mem::discriminant(other) == kind) {
            self.others.push(finding);
        }
    }

    /// The verdict over everything taken so far. `unreadable` says why the archive could not be read to its end.
    pub fn finish(mut self, unreadable: Option<String>) -> Report {
        self.found_marks.reach(&self.found);
        let mut findings = Vec::new();
        match &self.head {
            None => findings.push(self.head_finding.clone()),
            Some(head) => findings.extend(self.judge(&head.checkpoint)),
        }
        findings.extend(unreadable.map(|why| Finding::Unreadable { why }));
        findings.extend(self.judge_trusted());
        findings.append(&mut self.others);
        Report {
            head: self.head,
            independent: matches!(self.trust, Trust::Given(_))
                || self.trusted.iter().any(|trusted| trusted.size >= self.found.size()),
            entries: self.found.size(),
            proven: self.found_marks.right,
            signatures: self.signatures,
            strangers: self.strangers,
            findings,
        }
    }

    /// The entries against the signed head.
    fn judge(&self, head: &Checkpoint) -> Option<Finding> {
        let leads = |tree: &Tree| tree.size() == head.size && tree.root() == head.root;
        if self.found_marks.wrong == Some(0) {
            return Some(Finding::OtherHistory { size: 0 });
        }
        let difference = self.comparison.difference();
        if leads(&self.found) {
            // The entries are as sealed. Did the log also sign something else on the way?
            if let Some(size) = self.found_marks.wrong {
                return Some(Finding::OtherHistory { size });
            }
            let index = difference.map(|difference| place(&difference) / 256)?;
            return Some(Finding::Tile { path: Tile { level: 0, index, width: 256 }.path() });
        }
        match difference {
            // The leaf hashes lead to a signed root beyond this place, so that they tell exactly what is wrong with the entries.
            Some(difference)
                if leads(self.sealed.as_ref().unwrap_or(&self.found))
                    || place(&difference) < self.sealed_marks.right =>
            {
                Some(Finding::Differs(difference))
            }
            // Entries and leaf hashes agree, and stop together before the head, or run on beyond it.
            None if self.found.size() < head.size => {
                Some(Finding::Differs(Difference::CutOff { seq: self.found.size() }))
            }
            None if self.found_marks.right == head.size => {
                Some(Finding::Differs(Difference::Beyond { seq: head.size }))
            }
            _ => {
                let to = self.found_marks.wrong.unwrap_or(head.size).saturating_sub(1);
                Some(Finding::Within { from: self.found_marks.right.min(to), to })
            }
        }
    }

    fn judge_trusted(&self) -> Option<Finding> {
        let size = self.found.size();
        if let Some(longer) = self.trusted.iter().find(|trusted| trusted.size > size) {
            return Some(Finding::Shorter { size, trusted: longer.size });
        }
        // If the entries lead to the head, but not to a trusted checkpoint, then `judge` has said so already.
        None
    }
}

fn place(difference: &Difference) -> u64 {
    match difference {
        Difference::Altered { seq }
        | Difference::Missing { seq, .. }
        | Difference::Inserted { seq, .. }
        | Difference::Moved { seq, .. }
        | Difference::Foreign { seq }
        | Difference::CutOff { seq }
        | Difference::Beyond { seq } => *seq,
    }
}
