//! What a proof of an act holds: the act itself, what it rests on, what became of it, and the enrolment of each key that signed one of these.

use crate::proof_document::{MAX_PROOF_ENTRIES, Proven};
use crate::statement::state;
use shura_act::{Act, Entry, Id, PublicKey};
use shura_kernel::Standing;
use shura_tlog::{NoteVerifier, SignedNote};
use std::collections::BTreeSet;

/// The entries of a proof, the act itself first. `prove` gives an entry with its proof; none for what is not to be shown, or does not lie under the
/// checkpoint.
///
/// # Errors
/// What `prove` fails with.
pub fn entries<'a, E>(
    standing: &Standing,
    entry: &Entry,
    all: impl Iterator<Item = &'a Entry>,
    prove: &mut dyn FnMut(&Id) -> Result<Option<Proven>, E>,
) -> Result<Vec<Proven>, E> {
    let mut proven: Vec<Proven> = vec![];
    add(&mut proven, &about(standing, entry, all), prove)?;
    let enrolled = enrolments(standing, &proven);
    add(&mut proven, &enrolled, prove)?;
    Ok(proven)
}

/// What a proof of an act is about: the act itself first, what it rests on, and what became of it.
pub fn about<'a>(standing: &Standing, entry: &Entry, all: impl Iterator<Item = &'a Entry>) -> Vec<Id> {
    let mut ids = vec![entry.id.clone()];
    // First what ended it: a statement that names it is believed only beside it.
    ids.extend(state(standing, &entry.id).1);
    ids.extend(grounds(standing, entry));
    ids.extend(all.filter(|later| bears_on(later, &entry.id)).map(|later| later.id.clone()));
    ids
}

/// The acts that enrolled the keys by which entries are signed, but for keys of which the proof shows an enrolment already: it may show one.
pub fn enrolments(standing: &Standing, proven: &[Proven]) -> Vec<Id> {
    let entries = proven.iter().filter_map(|proven| Entry::read(&proven.bytes).ok());
    let shown: BTreeSet<PublicKey> = entries
        .filter_map(|entry| match entry.act {
            Act::Key(key) => Some(key.public),
            _ => None,
        })
        .collect();
    let keys = proven.iter().flat_map(|proven| &proven.signatures).map(|by| PublicKey(by.key));
    keys.filter(|key| !shown.contains(key)).filter_map(|key| standing.key_acts.get(&key).cloned()).collect()
}

/// Adds entries that are not there yet, as long as a proof may hold them.
///
/// # Errors
/// What `prove` fails with.
pub fn add<E>(
    proven: &mut Vec<Proven>,
    ids: &[Id],
    prove: &mut dyn FnMut(&Id) -> Result<Option<Proven>, E>,
) -> Result<(), E> {
    for id in ids {
        if proven.len() >= MAX_PROOF_ENTRIES {
            break;
        }
        let new = prove(id)?.filter(|new| proven.iter().all(|known| known.index != new.index));
        proven.extend(new);
    }
    Ok(())
}

/// What an act rests on: what it names, and the seats and offices of whoever performed it.
fn grounds(standing: &Standing, entry: &Entry) -> Vec<Id> {
    let mut ids: Vec<Id> = entry.under.iter().cloned().collect();
    match &entry.act {
        Act::Mandate(a) => ids.extend(a.election.iter().chain(&a.virtue_of).cloned()),
        Act::Declaration(a) => ids.push(a.division.clone()),
        Act::Countersignature(a) => ids.push(a.of.clone()),
        Act::Motion(_) => {
            let motion = standing.motions.get(&entry.id);
            ids.extend(motion.into_iter().flat_map(|motion| motion.divisions.iter().cloned()));
        }
        _ => {}
    }
    if let Some(person) = entry.by.as_ref().and_then(|by| standing.persons.get(by)) {
        let in_organ = |organ: &Id| entry.issuer() == Some(organ);
        let seats = person
            .mandates
            .iter()
            .filter(|id| standing.mandates.get(*id).is_some_and(|held| in_organ(&held.mandate.organ)));
        let offices = person.appointments.iter().filter(|id| {
            let held = standing.appointments.get(*id);
            held.is_some_and(|held| held.appointment.organ.as_ref().is_none_or(in_organ))
        });
        ids.extend(seats.chain(offices).cloned());
    }
    ids
}

/// Whether a later act countersigns, verifies, declares or ends an act.
fn bears_on(entry: &Entry, act: &Id) -> bool {
    match &entry.act {
        Act::Countersignature(a) => a.of == *act,
        Act::MandateChange(a) => a.of == *act,
        Act::KeyChange(a) => a.of == *act,
        Act::Key(a) => a.replaces.as_ref() == Some(act),
        Act::Recall(a) => a.mandate == *act,
        Act::Dismissal(a) => a.of == *act,
        Act::Declaration(a) => a.division == *act,
        Act::Repeal(a) => a.of.contains(act),
        Act::Ratification(a) => a.of.contains(act),
        Act::Order(a) => a.annuls.contains(act),
        _ => false,
    }
}

/// The key of the log as the founding names it, if a checkpoint is signed with it.
pub fn log_key(founding: &Entry, note: &SignedNote) -> Option<NoteVerifier> {
    let Act::Founding(founding) = &founding.act else { return None };
    let key = NoteVerifier::parse(founding.log.as_deref()?).ok()?;
    note.verify(std::slice::from_ref(&key)).ok().map(|_| key)
}
