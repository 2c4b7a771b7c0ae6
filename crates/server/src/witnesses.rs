//! Witnesses (C2SP tlog-witness): asked to cosign what the log signs. They are asked beside the work; no act waits for them.

use crate::house::House;
use crate::http::{parts, post};
use serde::Serialize;
use shura_act::{Bilingual, bilingual::fa_digits};
use shura_ledger::prove_consistency;
use shura_tlog::checkpoint::{Policy, parse_size};
use shura_tlog::note::NoteSignature;
use shura_tlog::{Checkpoint, Hash, NoteKind, NoteVerifier, SignedNote};
use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError, RwLock};
use tokio::sync::oneshot;

/// A witness and where it answers.
#[derive(Clone, Debug)]
pub struct Witness {
    /// Its public key.
    pub key: NoteVerifier,
    /// Its address.
    pub url: String,
}

impl Witness {
    /// Reads `name+id+key=https://host`, or `http://host:port` on this machine.
    ///
    /// # Errors
    /// What is wrong, and how it is written.
    pub fn parse(text: &str) -> Result<Self, Bilingual> {
        let wrong = |why: String| {
            Bilingual::new(
                format!("{text}: {why}; write the witness as name+id+key=https://host"),
                format!("{text}: {why}؛ گواه را به صورت name+id+key=https://host بنویسید"),
            )
        };
        let at = text.find("=http").ok_or_else(|| wrong("=".into()))?;
        let (key, url) = text.split_at(at);
        let key = NoteVerifier::parse(key).map_err(|error| wrong(error.to_string()))?;
        if key.kind() != NoteKind::Cosignature {
            return Err(wrong(key.name().to_owned()));
        }
        let url = url.trim_start_matches('=').trim_end_matches('/');
        parts(url)?;
        Ok(Self { key, url: url.to_owned() })
    }
}

/// The cosignature of one witness, checked. `prove` gives the proof that the tree of a size is the beginning of that of the checkpoint.
///
/// # Errors
/// Why it did not cosign.
pub fn ask(
    prove: &dyn Fn(u64) -> Result<Vec<Hash>, Bilingual>,
    note: &SignedNote,
    checkpoint: &Checkpoint,
    witness: &Witness,
) -> Result<NoteSignature, Bilingual> {
    let plain = |why: String| Bilingual::new(why.clone(), why);
    let mut old = 0;
    // The first answer tells what the witness saw last; the second can be stale only if somebody else asks at the same time.
    for _ in 0..3 {
        let proof: String = prove(old)?.iter().map(|hash| format!("{}\n", hash.base64())).collect();
        let body = format!("old {old}\n{proof}\n{note}");
        let (status, answer) = post(&format!("{}/add-checkpoint", witness.url), &[], &body)?;
        match status {
            200 => {
                let lines = answer.lines().filter_map(|line| NoteSignature::parse(line).ok());
                let mine = lines.into_iter().find(|line| witness.key.matches(line));
                let line = mine.filter(|line| witness.key.verify(&note.text, line).is_ok());
                return line.ok_or_else(|| {
                    Bilingual::new(
                        "what it answered is not its cosignature of this checkpoint; is the key right?",
                        "پاسخ آن امضای همین نقطهٔ وارسی نیست؛ آیا کلید درست است؟",
                    )
                });
            }
            409 => {
                old = parse_size(answer.trim_end()).map_err(|error| plain(error.to_string()))?;
                if old > checkpoint.size {
                    return Err(older(old, checkpoint.size));
                }
            }
            422 => {
                return Err(Bilingual::new(
                    format!(
                        "it saw another history of {} before; this file does not extend it",
                        checkpoint.origin
                    ),
                    format!("پیش‌تر تاریخ دیگری از {} دیده است؛ این پرونده دنبالهٔ آن نیست", checkpoint.origin),
                ));
            }
            status => return Err(plain(format!("{status} {}", answer.lines().next().unwrap_or_default()))),
        }
    }
    Err(plain(format!("409 {old}")))
}

fn older(seen: u64, size: u64) -> Bilingual {
    let fa = |n: u64| fa_digits(&n.to_string());
    Bilingual::new(
        format!(
            "it has cosigned {seen} entries and this file has {size}: this is an old copy, or its end was cut off"
        ),
        format!(
            "تا {} ثبت را امضا کرده است و این پرونده {} ثبت دارد: رونوشتی کهنه است یا ته آن بریده شده است",
            fa(seen),
            fa(size)
        ),
    )
}

/// A witness that did not cosign, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refused {
    /// Its name.
    pub witness: String,
    /// Why.
    pub why: Bilingual,
}

/// What came of asking the witnesses last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Asked {
    /// The size of the checkpoint that they were asked to cosign.
    pub size: u64,
    /// Who cosigned it.
    pub cosigned: Vec<String>,
    /// Who did not, and why.
    pub refused: Vec<Refused>,
}

/// Where it is told that the witnesses are enough, or not any more.
pub type Tell = Box<dyn Fn(&Bilingual) + Send + Sync>;

/// The witnesses of a house, how many of them must cosign, and what they have cosigned.
pub struct Witnesses {
    all: Vec<Witness>,
    needed: usize,
    tell: Tell,
    state: RwLock<State>,
}

#[derive(Clone, Default)]
struct State {
    asked: Option<Asked>,
    /// The newest checkpoint that enough of them have cosigned, and its size.
    witnessed: Option<(u64, String)>,
}

impl Witnesses {
    /// So many of these must cosign.
    pub fn new(all: Vec<Witness>, needed: usize, tell: Tell) -> Self {
        Self { all, needed, tell, state: RwLock::default() }
    }

    /// How many must cosign.
    pub fn needed(&self) -> usize {
        self.needed
    }

    /// Their names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(|witness| witness.key.name())
    }

    /// What came of asking them last; none before they were asked.
    pub fn asked(&self) -> Option<Asked> {
        self.state.read().unwrap_or_else(PoisonError::into_inner).asked.clone()
    }

    /// The newest checkpoint that enough of them have cosigned, and its size.
    pub fn witnessed(&self) -> Option<(u64, String)> {
        self.state.read().unwrap_or_else(PoisonError::into_inner).witnessed.clone()
    }

    /// Whether enough of them have cosigned so many entries.
    pub fn reached(&self, size: u64) -> bool {
        self.witnessed().is_some_and(|(witnessed, _)| witnessed >= size)
    }

    /// Who of them has cosigned a checkpoint, by name; a line that does not verify counts for nobody.
    pub fn cosigned(&self, note: &SignedNote) -> Vec<String> {
        let holds = |witness: &&Witness| {
            note.signatures
                .iter()
                .any(|line| witness.key.matches(line) && witness.key.verify(&note.text, line).is_ok())
        };
        let names: BTreeSet<&str> = self.all.iter().filter(holds).map(|witness| witness.key.name()).collect();
        names.into_iter().map(str::to_owned).collect()
    }

    /// Takes what was published before for witnessed, where enough of them had cosigned it.
    fn remember(&self, log: &NoteVerifier, notes: Vec<String>) {
        let witnesses = self.all.iter().map(|witness| witness.key.clone()).collect();
        let origin = log.name().to_owned();
        let policy = Policy { origin, log: vec![log.clone()], witnesses, quorum: self.needed };
        let found = notes.into_iter().rev().find_map(|note| {
            let size = policy.open(note.as_bytes()).ok()?.checkpoint.size;
            Some((size, note))
        });
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        state.witnessed = state.witnessed.take().or(found);
    }

    /// Keeps what came of asking, and tells it where it is other news than before.
    fn keep(&self, asked: Asked, note: &SignedNote) {
        let news = |asked: &Asked| {
            let silent: Vec<&str> = asked.refused.iter().map(|refused| refused.witness.as_str()).collect();
            (asked.cosigned.len() >= self.needed, silent.join(", "))
        };
        let (before, witnessed) = {
            let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
            if asked.cosigned.len() >= self.needed {
                state.witnessed = Some((asked.size, note.to_string()));
            }
            (state.asked.replace(asked.clone()), state.witnessed.as_ref().map_or(0, |(size, _)| *size))
        };
        if before.as_ref().map(news) != Some(news(&asked)) {
            (self.tell)(&said(&asked, self.needed, witnessed));
        }
    }
}

/// What came of asking, in a sentence.
fn said(asked: &Asked, needed: usize, witnessed: u64) -> Bilingual {
    let fa = |n: u64| fa_digits(&n.to_string());
    let (have, size) = (asked.cosigned.len(), asked.size);
    if have >= needed {
        let names = &asked.cosigned;
        return Bilingual::new(
            format!("The checkpoint over {size} entries is cosigned by {}.", names.join(", ")),
            format!("نقطهٔ وارسی {} ثبت را {} هم امضا کردند.", fa(size), names.join("، ")),
        );
    }
    let list = |pick: fn(&Bilingual) -> &str| {
        let one = |refused: &Refused| format!("{}: {}", refused.witness, pick(&refused.why));
        asked.refused.iter().map(one).collect::<Vec<_>>().join("; ")
    };
    Bilingual::new(
        format!(
            "{have} of the {needed} witnesses needed cosigned the checkpoint over {size} entries ({}). Acts are entered all the same; what is \
             published as witnessed stays at {witnessed} entries, and they are asked again.",
            list(|b| &b.en)
        ),
        format!(
            "از {} گواهِ لازم {} تن نقطهٔ وارسی {} ثبت را امضا کردند ({}). ثبت کنش‌ها به هر حال ادامه دارد؛ آنچه گواهی‌شده منتشر می‌شود در {} ثبت می‌ماند و \
             از آنان دوباره خواسته می‌شود.",
            fa(needed as u64),
            fa(have as u64),
            fa(size),
            list(|b| &b.fa),
            fa(witnessed)
        ),
    )
}

/// Reads what was published before this start.
pub(crate) async fn remember(house: &Arc<House>) {
    let Some((witnesses, log)) = house.witnesses().zip(house.log()) else { return };
    let read = house.beside(|open| {
        let ledger = open().ok()?;
        let (mut notes, mut from) = (vec![], 0);
        while let Ok(some) = ledger.published(from, 1024) {
            if some.is_empty() {
                break;
            }
            from += some.len() as u64;
            notes.extend(some);
        }
        Some(notes)
    });
    witnesses.remember(log, read.await.unwrap_or_default());
}

/// Asks all witnesses at once to cosign the newest checkpoint, and publishes it with what they signed.
pub(crate) async fn cosign(house: &Arc<House>) {
    let Some(witnesses) = house.witnesses() else { return };
    let Some(mut note) = house.published().and_then(|note| SignedNote::parse(note.as_bytes()).ok()) else {
        return;
    };
    let Ok(checkpoint) = Checkpoint::parse(&note.text) else { return };
    if checkpoint.size == 0 || witnesses.reached(checkpoint.size) {
        return;
    }
    // Who has cosigned it already is not asked again: each answer would lie in the file for ever.
    let have = witnesses.cosigned(&note);
    let missing = witnesses.all.iter().filter(|witness| !have.iter().any(|name| name == witness.key.name()));
    let mut answers = vec![];
    for witness in missing {
        let (house, note, checkpoint) = (Arc::downgrade(house), note.clone(), checkpoint.clone());
        let (witness, name) = (witness.clone(), witness.key.name().to_owned());
        let (tell, told) = oneshot::channel();
        // A thread of its own, which holds nothing: the server does not wait for a witness when it stops.
        std::thread::spawn(move || {
            let prove = |old| house.upgrade().ok_or_else(stopping)?.prove_beginning(old, checkpoint.size);
            let answer = ask(&prove, &note, &checkpoint, &witness);
            // Nobody is left to tell if the server has stopped.
            let _ = tell.send(answer.map(|line| (witness.key.clone(), line)));
        });
        answers.push((name, told));
    }
    let mut asked = Asked { size: checkpoint.size, cosigned: have, ..Asked::default() };
    let mut anybody_new = false;
    for (name, answer) in answers {
        match answer.await {
            Ok(Ok((key, line))) => {
                anybody_new = true;
                note.signatures.retain(|old| !key.matches(old));
                note.signatures.push(line);
                if !asked.cosigned.contains(&name) {
                    asked.cosigned.push(name);
                }
            }
            Ok(Err(why)) => asked.refused.push(Refused { witness: name, why }),
            Err(_) => {}
        }
    }
    if anybody_new {
        // What the ledger does not keep now is asked for again under the next checkpoint.
        house.publish_cosigned(note.to_string()).await;
    }
    witnesses.keep(asked, &note);
}

fn stopping() -> Bilingual {
    Bilingual::new("the server is stopping", "سرور در حال بسته شدن است")
}

impl House {
    /// The proof that the first `old` entries are the beginning of the first `new` ones. It reads the file; not for asynchronous work.
    fn prove_beginning(&self, old: u64, new: u64) -> Result<Vec<Hash>, Bilingual> {
        let open = self.reader().ok_or_else(stopping)?;
        open().and_then(|ledger| prove_consistency(ledger.as_ref(), old, new)).map_err(|error| error.text())
    }
}
