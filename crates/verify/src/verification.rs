//! A whole verification: the log by hashes and signatures, the acts by the kernel.
//!
//! What grows with the record is the standing alone. A caller with several cores examines bundles on them and hands them in
//! in their order; [`verify`] does the same on one.

use crate::finding::Finding;
use crate::log::{Examined, LogVerifier, Report, Trust, examine};
use crate::replay::{Replay, ReplayError};
use shura_kernel::{Severity, Standing, review};
use shura_tlog::Checkpoint;
use shura_tlog::archive::{Bundle, Part, Reader};
use std::collections::BTreeMap;
use std::io::Read;

/// How many findings of the kernel are kept to be told. All are counted.
pub const FINDINGS_KEPT: usize = 10_000;

/// As many texts as the entries of a bundle can name.
const TEXTS_MAX: usize = 256;

/// What the kernel says of the acts.
#[derive(Clone, Debug, Default)]
pub struct Acts {
    /// How many entries were entered.
    pub entered: u64,
    /// How many findings there are of each weight.
    pub counted: BTreeMap<Severity, u64>,
    /// The first [`FINDINGS_KEPT`] of them.
    pub findings: Vec<shura_kernel::Finding>,
}

impl Acts {
    fn take(&mut self, findings: Vec<shura_kernel::Finding>) {
        for finding in findings {
            *self.counted.entry(finding.severity).or_default() += 1;
            if self.findings.len() < FINDINGS_KEPT {
                self.findings.push(finding);
            }
        }
    }
}

/// What a verification came to.
#[derive(Clone, Debug)]
pub struct Verified {
    /// Of the log: whether the record is whole.
    pub log: Report,
    /// Of the acts: whether they were in order.
    pub acts: Acts,
    /// How many texts lie beside the entries with the words of their hashes.
    pub texts: u64,
    /// What stands after them; none if the record does not begin with its founding.
    pub standing: Option<Standing>,
}

/// A verification under way, fed with the parts of an archive in their order.
#[derive(Debug)]
pub struct Verification {
    log: LogVerifier,
    replay: Replay,
    acts: Acts,
    /// The first entry that the replay did not let in.
    refused: Option<Finding>,
    /// Texts that no entry names.
    unnamed: Vec<Finding>,
    /// Off once an entry cannot be read: what rests on it cannot be judged.
    replaying: bool,
}

impl Verification {
    /// Begins. `trusted` are checkpoints known from elsewhere.
    pub fn new(trust: Trust, trusted: Vec<Checkpoint>) -> Self {
        Self {
            log: LogVerifier::new(trust, trusted),
            replay: Replay::new(),
            acts: Acts::default(),
            refused: None,
            unnamed: vec![],
            replaying: true,
        }
    }

    /// Takes a part; a bundle is examined here.
    pub fn part(&mut self, part: &Part) {
        match part {
            Part::Bundle(bundle) => self.bundle(bundle, &examine(bundle)),
            Part::Text(hash, words) if self.replaying && self.replay.awaiting() < TEXTS_MAX => {
                self.replay.lay(hash, words);
            }
            Part::Text(hash, _) if self.replaying => self.note_unnamed(format!("sha256:{hash}")),
            part => self.log.part(part),
        }
    }

    fn note_unnamed(&mut self, hash: String) {
        if self.unnamed.len() < FINDINGS_KEPT {
            self.unnamed.push(Finding::UnnamedText { hash });
        }
    }

    /// Takes a bundle and what [`examine`] said of it.
    pub fn bundle(&mut self, bundle: &Bundle, examined: &Examined) {
        self.log.bundle(bundle, examined);
        if !self.replaying {
            return;
        }
        self.replaying = examined.entries.len() == bundle.entries.len();
        let places = bundle.index.saturating_mul(256)..;
        for ((entry, leaf), seq) in examined.entries.iter().zip(&examined.leaves).zip(places) {
            let signers = examined.signers.get(&seq).map_or(&[][..], Vec::as_slice);
            match self.replay.enter_read(seq, entry, *leaf, signers) {
                Ok(findings) => {
                    self.acts.entered += 1;
                    self.acts.take(findings);
                }
                Err(error) => {
                    // Without a founding there are no rules by which the rest could be judged.
                    self.replaying &= self.replay.standing().is_some();
                    let text = error.text();
                    self.refused.get_or_insert(Finding::Entry { seq, text });
                    if let ReplayError::Refused { findings, .. } = error {
                        self.acts.take(findings);
                    }
                    if !self.replaying {
                        return;
                    }
                }
            }
        }
        let unnamed = self.replay.forget_unnamed();
        // Where an entry cannot be read, nobody knows which text it names.
        if self.replaying {
            unnamed.into_iter().for_each(|hash| self.note_unnamed(hash));
        }
    }

    /// How many entries were taken so far.
    pub fn entries(&self) -> u64 {
        self.log.entries()
    }

    /// The verdict over everything taken so far. `unreadable` says why the archive could not be read to its end.
    pub fn finish(mut self, unreadable: Option<String>) -> Verified {
        if self.replaying {
            self.replay.forget_unnamed().into_iter().for_each(|hash| self.note_unnamed(hash));
        }
        let mut log = self.log.finish(unreadable);
        log.findings.extend(self.refused);
        let wanting = self.replay.wanting().iter().take(FINDINGS_KEPT).cloned();
        log.findings.extend(wanting.map(Finding::Text));
        log.findings.extend(self.unnamed);
        let texts = self.replay.texts();
        let standing = self.replay.into_standing();
        if let Some(standing) = &standing {
            self.acts.take(review(standing));
        }
        Verified { log, acts: self.acts, texts, standing }
    }
}

/// Verifies an archive on one core.
pub fn verify(input: impl Read, trust: Trust, trusted: Vec<Checkpoint>) -> Verified {
    let mut reader = Reader::new(input);
    let mut verification = Verification::new(trust, trusted);
    loop {
        match reader.next_part() {
            Ok(Some(part)) => verification.part(&part),
            Ok(None) => return verification.finish(None),
            Err(error) => return verification.finish(Some(error.to_string())),
        }
    }
}
