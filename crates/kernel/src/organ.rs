//! An organ on a date: who holds which seat and office, for whom, since when; factions, compositions, whom it represents, and which of its acts
//! are in force. The same data serve the command line and the pages.

use crate::standing::{AppointmentStanding, CompositionStanding, MandateStanding, Standing};
use crate::{seats, words};
use serde::Serialize;
use shura_act::act::MotionState;
use shura_act::{Bilingual, Date, Figure, Id, Key};
use std::collections::BTreeMap;

/// Days of a mean month, for the age of a mandate beside a number of months.
const DAYS_OF_MONTH: u64 = 30;

/// Looks at organs as they stood on a date.
pub struct View<'a> {
    /// What stood then.
    pub standing: &'a Standing,
    /// The date.
    pub date: &'a Date,
    /// What an act says: its own words, or its kind and name.
    pub text_of: &'a dyn Fn(&Id) -> Bilingual,
}

/// An organ on a date.
#[derive(Clone, Debug, Serialize)]
pub struct OrganAt {
    /// The organ.
    pub organ: Id,
    /// Its name.
    pub name: Bilingual,
    /// Its kind.
    pub kind: Bilingual,
    /// How it stands.
    pub state: Bilingual,
    /// Its seats, where their number is fixed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seats: Option<Figure>,
    /// Its members, as last counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub members: Option<Figure>,
    /// People represented, as the latest composition has it, or the members of the units that sent delegates, in sum.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub represents: Option<Figure>,
    /// Mandates in force.
    pub mandates: Vec<Seated>,
    /// Offices held.
    pub offices: Vec<Office>,
    /// Mandates by faction.
    pub factions: BTreeMap<Id, usize>,
    /// The latest composition of each measure.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub compositions: Vec<Composed>,
    /// Orders, decisions, undertakings and passes that hold.
    pub in_force: Vec<Force>,
}

/// A mandate on a date.
#[derive(Clone, Debug, Serialize)]
pub struct Seated {
    /// The mandate.
    pub mandate: Id,
    /// Who holds it.
    pub person: Id,
    /// The holder's name.
    pub name: Bilingual,
    /// How the seat is filled.
    pub seat: Bilingual,
    /// What its holder may do.
    pub class: Bilingual,
    /// Votes it casts.
    pub weight: u64,
    /// For whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<Bilingual>,
    /// The faction of its holder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub faction: Option<Bilingual>,
    /// Since when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Date>,
    /// Whole days since it was given at the latest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age_days: Option<u64>,
    /// Whether it is older than the charter lets it be without renewal.
    pub stale: bool,
    /// Whether it was verified.
    pub verified: bool,
    /// Whether a challenge stands against it.
    pub challenged: bool,
}

/// An office on a date.
#[derive(Clone, Debug, Serialize)]
pub struct Office {
    /// The act that gave it.
    pub appointment: Id,
    /// Who holds it.
    pub person: Id,
    /// The holder's name.
    pub name: Bilingual,
    /// The office.
    pub office: Bilingual,
    /// Units to which a commissar is sent.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sent_to: Vec<Bilingual>,
    /// Since when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Date>,
}

/// How many of each kind an organ holds.
#[derive(Clone, Debug, Serialize)]
pub struct Composed {
    /// The act.
    pub act: Id,
    /// What is counted.
    pub measure: Key,
    /// The whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<Figure>,
    /// Its parts.
    pub parts: Vec<Share>,
}

/// A part of a composition.
#[derive(Clone, Debug, Serialize)]
pub struct Share {
    /// What is counted apart.
    pub name: Bilingual,
    /// How many.
    pub count: Figure,
}

/// An act in force.
#[derive(Clone, Debug, Serialize)]
pub struct Force {
    /// The act.
    pub act: Id,
    /// What it is.
    pub what: Bilingual,
    /// What it says.
    pub text: Bilingual,
    /// Since when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Date>,
}

impl View<'_> {
    /// One organ.
    pub fn organ(&self, id: &Id) -> Option<OrganAt> {
        let organ = self.standing.organs.get(id)?;
        let kind = self.standing.charter.kind_of(&organ.organ.form);
        let stale_months = kind.and_then(|k| k.stale_months);
        let mandates: Vec<Seated> =
            self.standing.seated(id).map(|(m, held)| self.seated(m, held, stale_months)).collect();
        let mut factions = BTreeMap::new();
        for (_, held) in self.standing.seated(id) {
            if let Some(faction) = seats::faction_of(self.standing, held).cloned() {
                *factions.entry(faction).or_default() += 1;
            }
        }
        let fixed = kind.and_then(|k| k.seats).map(Figure::exactly);
        Some(OrganAt {
            organ: id.clone(),
            name: organ.organ.name.clone(),
            kind: kind.map_or_else(|| self.standing.name_of(&organ.organ.form), |k| k.name.clone()),
            state: words::life(organ.state),
            seats: organ.organ.seats.clone().or(fixed),
            members: organ.members.clone(),
            represents: seats::represented(self.standing, id),
            mandates,
            offices: self.offices(id),
            factions,
            compositions: self.compositions(id),
            in_force: self.in_force(id),
        })
    }

    fn seated(&self, id: &Id, held: &MandateStanding, stale_months: Option<u64>) -> Seated {
        let mandate = &held.mandate;
        let age_days = held.since.as_ref().and_then(|since| seats::age_days(since, self.date.last()));
        Seated {
            mandate: id.clone(),
            person: mandate.person.clone(),
            name: self.standing.name_of(&mandate.person),
            seat: words::seat(mandate.seat),
            class: words::class(mandate.class),
            weight: mandate.weight.unwrap_or(1),
            unit: mandate.unit.as_ref().map(|u| self.standing.name_of(u)),
            faction: seats::faction_of(self.standing, held).cloned().map(|f| self.standing.name_of(&f)),
            since: held.since.clone(),
            age_days,
            stale: age_days
                .zip(stale_months)
                .is_some_and(|(age, months)| age > months.saturating_mul(DAYS_OF_MONTH)),
            verified: held.verified,
            challenged: held.challenged.is_some(),
        }
    }

    fn offices(&self, organ: &Id) -> Vec<Office> {
        let of = |a: &AppointmentStanding| a.appointment.organ.as_ref().or(a.issuer.as_ref()) == Some(organ);
        let tell = |(id, a): (&Id, &AppointmentStanding)| Office {
            appointment: id.clone(),
            person: a.appointment.person.clone(),
            name: self.standing.name_of(&a.appointment.person),
            office: words::office(&self.standing.charter, &a.appointment.office),
            sent_to: a.appointment.to.iter().map(|u| self.standing.name_of(u)).collect(),
            since: a.since.clone(),
        };
        self.standing.appointments.iter().filter(|(_, a)| a.in_force && of(a)).map(tell).collect()
    }

    /// The latest composition of each measure.
    fn compositions(&self, organ: &Id) -> Vec<Composed> {
        let mut latest: BTreeMap<&Key, &CompositionStanding> = BTreeMap::new();
        for told in self.standing.compositions.get(organ).into_iter().flatten() {
            latest.insert(&told.composition.measure, told);
        }
        let part = |p: &shura_act::act::Part| {
            let label = p.label.clone().unwrap_or_default();
            let name =
                p.of.as_ref().map_or_else(|| Bilingual::new(&label, &label), |of| self.standing.name_of(of));
            Share { name, count: p.count.clone() }
        };
        let tell = |told: &CompositionStanding| Composed {
            act: told.act.clone(),
            measure: told.composition.measure.clone(),
            total: told.composition.total.clone(),
            parts: told.composition.parts.iter().map(part).collect(),
        };
        latest.into_values().map(tell).collect()
    }

    /// Orders, decisions, undertakings and passes of the organ that hold on the date.
    fn in_force(&self, organ: &Id) -> Vec<Force> {
        let force = |act: &Id, what: Bilingual, since: &Option<Date>| Force {
            act: act.clone(),
            what,
            text: (self.text_of)(act),
            since: since.clone(),
        };
        let s = self.standing;
        let orders =
            s.orders.iter().filter(|(_, o)| o.in_force && o.issuer.as_ref() == Some(organ)).map(|(id, o)| {
                let what = if o.provisional {
                    Bilingual::new("order, until it is ratified", "فرمان، تا تأیید")
                } else {
                    words::kind(shura_act::Kind::Order)
                };
                force(id, what, &o.at)
            });
        let adopted = |state: Option<MotionState>| {
            matches!(state, Some(MotionState::Adopted | MotionState::Confirmed | MotionState::Passed))
        };
        let decisions = s
            .motions
            .iter()
            .filter(|(_, m)| m.organ.as_ref() == Some(organ) && adopted(m.state))
            .map(|(id, m)| force(id, Bilingual::new("decision", "تصمیم"), &m.at));
        let pending = s.pending.iter().filter(|(_, p)| p.is_open() && p.by.contains(organ)).map(|(id, p)| {
            let what = p.form.map_or_else(|| words::kind(shura_act::Kind::Task), words::undertaking);
            force(id, Bilingual::new(format!("{}, open", what.en), format!("{}، ناتمام", what.fa)), &p.at)
        });
        let passes = s
            .passes
            .iter()
            .filter(|(_, p)| p.in_force && p.issuer.as_ref() == Some(organ))
            .map(|(id, p)| force(id, words::kind(shura_act::Kind::Pass), &p.at));
        orders.chain(decisions).chain(pending).chain(passes).collect()
    }
}
