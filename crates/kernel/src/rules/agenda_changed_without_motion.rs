//! An agenda that was set is changed only by a decision.

use super::told;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};
use crate::rules::time::most_days;
use crate::standing::SittingStanding;
use shura_act::act::{ItemState, SittingState};
use shura_act::{Date, Id, Key};

/// The rule.
pub static RULE: Rule = Rule { id: "agenda-changed-without-motion", system: "B3", severity: Severity::Irregular, looks: Looks::At(&[Kind::Agenda], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Agenda(a) = &entry.act else { return };
    let Some((id, sitting)) = entry.sitting.as_ref().and_then(|s| standing.sittings.get_key_value(s)) else {
        return;
    };
    if a.adopted_by.is_some() || entry.under.is_some() {
        return;
    }
    let earlier = if sitting.agenda.is_some() { Some(sitting) } else { continued(standing, id, sitting) };
    let Some((set_by, old)) = earlier.and_then(|s| s.agenda.as_ref()) else { return };
    let new: Vec<&Key> = a.items.iter().map(|item| &item.key).collect();
    let dealt_with = |key: &Key| {
        earlier.is_some_and(|s| matches!(s.items.get(key), Some(ItemState::Closed | ItemState::Dropped)))
    };
    let added: Vec<&Key> = new.iter().copied().filter(|key| !old.contains(key)).collect();
    let dropped: Vec<&Key> = old.iter().filter(|key| !new.contains(key) && !dealt_with(key)).collect();
    let kept = |key: &&Key| old.contains(key) && new.contains(key);
    let moved = !old.iter().filter(kept).eq(new.iter().copied().filter(kept));
    if added.is_empty() && dropped.is_empty() && !moved {
        return;
    }
    findings.add(
        RULE.finding(&entry.id)
            .concerns(set_by)
            .fact("earlier", set_by)
            .fact("added", told::subjects(standing, added.into_iter()))
            .fact("dropped", told::subjects(standing, dropped.into_iter()))
            .fact("order", if moved { "changed" } else { "kept" }),
    );
}

/// The sitting that this one continues: the one before it in the same organ, if it was adjourned, was held upon the same call, or was a day
/// before at most.
fn continued<'a>(standing: &'a Standing, id: &Id, sitting: &SittingStanding) -> Option<&'a SittingStanding> {
    let sittings = &standing.organs.get(&sitting.sitting.organ)?.sittings;
    let place = sittings.iter().position(|s| s == id)?;
    let before = standing.sittings.get(sittings.get(place.checked_sub(1)?)?)?;
    let paused = matches!(before.state, SittingState::Adjourned | SittingState::Recess);
    let one_call = before.sitting.convened.is_some() && before.sitting.convened == sitting.sitting.convened;
    let day = |a: &Option<Date>, b: &Option<Date>| most_days(a.as_ref()?, b.as_ref()?);
    (paused || one_call || day(&before.at, &sitting.at).is_some_and(|days| days <= 1)).then_some(before)
}
