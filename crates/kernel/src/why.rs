//! `why`: by what right? The chain of mandate from an act back to the units by whose votes it stands, or to the point where it breaks.

pub mod draw;

use crate::charter::{Mode, Role};
use crate::finding::{Finding, Severity};
use crate::standing::{AppointmentStanding, DivisionStanding, Standing};
use crate::{verdict, words};
use serde::Serialize;
use shura_act::act::*;
use shura_act::bilingual::fa_digits;
use shura_act::{Act, Bilingual, Date, Entry, Id, Lang, show};
use std::collections::BTreeSet;

/// Deepest chain that is followed; a longer one is cut there, and says so.
pub const DEPTH_MAX: usize = 24;
/// Most mandates of one vote that are followed one by one; the rest are counted.
pub const MANDATES_MAX: usize = 12;

/// One link of the chain: an act or an organ, how it supports the one above it, and what supports it in turn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Link {
    /// How it supports the link above.
    pub relation: Relation,
    /// The act or organ, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub act: Option<Id>,
    /// What it says, in a sentence.
    pub text: Bilingual,
    /// Whether the chain ends here well (`base`), breaks here (`broken`), or goes on.
    pub end: End,
    /// What the rules found in the act.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Weak>,
    /// What supports it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<Link>,
}

/// How one link supports another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// The act itself.
    Asked,
    /// Who performed it.
    PerformedBy,
    /// In whose name.
    OnBehalfOf,
    /// The act on which it relies.
    Under,
    /// Whether its organ may do such a thing.
    Competence,
    /// The sitting in which it was done.
    Sitting,
    /// The call to sit.
    Convening,
    /// Whether enough were there.
    Quorum,
    /// The vote by which it was decided.
    Division,
    /// How the vote was counted.
    Tally,
    /// A mandate.
    Mandate,
    /// An office.
    Office,
    /// The election that gave a seat.
    Election,
    /// The organ or unit that elected.
    Elector,
    /// A countersignature.
    Countersignature,
}

/// Whether a chain goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum End {
    /// It goes on.
    Open,
    /// It has reached a unit: the base.
    Base,
    /// It breaks: what should support it is not in the record.
    Broken,
    /// It was followed elsewhere in the same answer, or is too deep to follow here.
    Elsewhere,
}

/// A finding, as the chain shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Weak {
    /// The rule.
    pub rule: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// The sentence.
    pub text: Bilingual,
}

/// Follows chains through one record.
pub struct Why<'a> {
    standing: &'a Standing,
    entry: &'a dyn Fn(&Id) -> Option<&'a Entry>,
    findings: &'a [Finding],
    seen: BTreeSet<Id>,
    depth: usize,
    moment: Moment<'a>,
}

/// When the act was done whose right is asked for: a mandate supports it only if it was held then.
#[derive(Clone, Copy)]
struct Moment<'a> {
    at: Option<&'a Date>,
    place: u32,
}

/// By what right does an act stand? `entry` finds the entries of the record, `findings` are those of its replay.
pub fn why<'a>(
    standing: &'a Standing,
    entry: &'a dyn Fn(&Id) -> Option<&'a Entry>,
    findings: &'a [Finding],
    act: &Id,
) -> Option<Link> {
    entry(act)?;
    let mut why = Why {
        standing,
        entry,
        findings,
        seen: BTreeSet::new(),
        depth: 0,
        moment: Moment { at: None, place: u32::MAX },
    };
    Some(why.act(Relation::Asked, act))
}

impl Link {
    /// Every place where the chain breaks, with the sentence that says so.
    pub fn breaks(&self) -> Vec<&Link> {
        let own = (self.end == End::Broken).then_some(self);
        own.into_iter().chain(self.because.iter().flat_map(Link::breaks)).collect()
    }

    /// Whether some chain from here reaches a unit.
    pub fn reaches_base(&self) -> bool {
        self.end == End::Base || self.because.iter().any(Link::reaches_base)
    }
}

impl<'a> Why<'a> {
    fn link(&self, relation: Relation, act: Option<&Id>, text: Bilingual) -> Link {
        let of_act = |f: &&Finding| Some(&f.act) == act;
        let told = |f: &Finding| Weak { rule: f.rule, severity: f.severity, text: f.text(self.standing) };
        let findings = self.findings.iter().filter(of_act).map(told).collect();
        Link { relation, act: act.cloned(), text, end: End::Open, findings, because: vec![] }
    }

    fn broken(&self, relation: Relation, act: Option<&Id>, en: String, fa: String) -> Link {
        Link { end: End::Broken, ..self.link(relation, act, Bilingual::new(en, fa)) }
    }

    fn name(&self, id: &Id) -> Bilingual {
        self.standing.name_of(id)
    }

    /// Enters a link once; the second time only its name is given. What supports an act is looked for at the moment of that act; an organ
    /// lasts, and is followed at the moment of the act that it supports.
    fn visit(&mut self, id: &Id, mut link: Link, follow: impl FnOnce(&mut Self) -> Vec<Link>) -> Link {
        if self.depth >= DEPTH_MAX || !self.seen.insert(id.clone()) {
            link.end = End::Elsewhere;
            return link;
        }
        let moment = self.moment;
        if !self.standing.organs.contains_key(id) {
            self.moment = self.moment_of(id).unwrap_or(moment);
        }
        self.depth += 1;
        link.because = follow(self);
        self.depth -= 1;
        self.moment = moment;
        link
    }

    fn moment_of(&self, act: &Id) -> Option<Moment<'a>> {
        let place = self.standing.acts.get(act)?.place;
        Some(Moment { at: (self.entry)(act).and_then(|e| e.at.as_ref()), place })
    }

    /// Whether one moment comes before another. A living record is entered as things happen; in history dates decide, where both are told,
    /// and what they leave open is not said.
    fn before(&self, one: Moment, other: Moment) -> bool {
        match (one.at, other.at) {
            (Some(a), Some(b)) if self.standing.charter.organisation.mode == Mode::Recording => {
                a.surely_before(b)
            }
            _ => one.place < other.place,
        }
    }

    /// Whether an act, if it is in the record, comes after the moment that is asked for.
    fn is_later(&self, act: &Id) -> bool {
        self.moment_of(act).is_some_and(|m| self.before(self.moment, m))
    }

    /// Whether what `act` gave was held at the moment that is asked for, for all that is known.
    fn was_held(&self, act: &Id, ended_by: Option<&Id>, until: Option<&Date>) -> bool {
        let ended = ended_by.and_then(|e| self.moment_of(e)).is_some_and(|m| self.before(m, self.moment));
        let expired = until.zip(self.moment.at).is_some_and(|(until, at)| until.surely_before(at));
        !self.standing.is_void(act) && !self.is_later(act) && !ended && !expired
    }

    /// Mandates that a person held at the moment that is asked for, in one organ or in any.
    fn mandates(&self, person: &Id, organ: Option<&Id>) -> Vec<&'a Id> {
        let standing = self.standing;
        let ids = standing.persons.get(person).into_iter().flat_map(|p| &p.mandates);
        let held = |id: &&Id| {
            standing.mandates.get(*id).is_some_and(|m| {
                organ.is_none_or(|o| *o == m.mandate.organ)
                    && self.was_held(id, m.ended_by.as_ref(), m.mandate.until.as_ref())
            })
        };
        ids.filter(held).collect()
    }

    /// An act: who performed it, in whose name, under what, in which sitting, by which vote.
    fn act(&mut self, relation: Relation, id: &Id) -> Link {
        if self.standing.organs.contains_key(id) {
            return self.organ(relation, id);
        }
        if self.standing.mandates.contains_key(id) {
            return self.mandate(relation, id);
        }
        let Some(entry) = (self.entry)(id) else {
            return self.broken(
                relation,
                Some(id),
                format!("{id} is not in the record"),
                format!("{id} در سند نیست"),
            );
        };
        let text = entry.text.clone().unwrap_or_else(|| self.called(entry));
        let link = self.link(relation, Some(id), text);
        self.visit(id, link, |why| why.supports(entry))
    }

    /// What an act is called that has no words of its own: its name, or its kind and day.
    fn called(&self, entry: &Entry) -> Bilingual {
        let name = self.name(&entry.id);
        if name.en != entry.id.as_str() {
            return name;
        }
        let kind = words::kind(entry.act.kind());
        let Some(at) = &entry.at else { return kind };
        let day = |lang| show::date(at, self.standing.charter.organisation.calendar, lang);
        Bilingual::new(format!("{}, {}", kind.en, day(Lang::En)), format!("{}، {}", kind.fa, day(Lang::Fa)))
    }

    fn supports(&mut self, entry: &'a Entry) -> Vec<Link> {
        let mut links = vec![];
        if let Some(by) = &entry.by {
            links.push(self.performer(by, entry.behalf.as_ref()));
        }
        if let Some(organ) = entry.behalf.as_ref().filter(|b| Some(*b) != entry.by.as_ref()) {
            links.push(self.act(Relation::OnBehalfOf, organ));
        }
        if let Some(under) = &entry.under {
            links.push(self.act(Relation::Under, under));
        }
        links.extend(self.competence(entry));
        if let Some(sitting) = &entry.sitting {
            links.push(self.act(Relation::Sitting, sitting));
        }
        links.extend(self.by_kind(entry));
        if links.is_empty() {
            let (en, fa) = (
                "nobody is named who did this, and nothing on which it rests",
                "نه کننده‌ای برای این کنش نام برده شده و نه تکیه‌گاهی",
            );
            links.push(self.broken(Relation::PerformedBy, None, en.into(), fa.into()));
        }
        links
    }

    /// What supports acts of each kind beyond what all have.
    fn by_kind(&mut self, entry: &'a Entry) -> Vec<Link> {
        match &entry.act {
            Act::Motion(_) => {
                let divisions = self.standing.motions.get(&entry.id).map_or(vec![], |m| m.divisions.clone());
                divisions.iter().map(|d| self.act(Relation::Division, d)).collect()
            }
            Act::Division(_) => self.division(&entry.id),
            Act::Declaration(a) => vec![self.act(Relation::Division, &a.division)],
            Act::Ballot(a) => {
                vec![self.act(Relation::Division, &a.division), self.act(Relation::Mandate, &a.mandate)]
            }
            Act::Sitting(a) => self.sitting(&entry.id, a),
            Act::Election(a) => {
                let electors = a.unit.iter().map(|unit| (Relation::Elector, unit));
                let votes = a.division.iter().map(|d| (Relation::Division, d));
                let links: Vec<_> = votes.chain(electors).collect();
                links.into_iter().map(|(relation, id)| self.act(relation, id)).collect()
            }
            Act::Appointment(a) => {
                let held = a.virtue_of.iter().map(|v| (Relation::Mandate, v));
                let organ =
                    a.organ.iter().filter(|o| entry.issuer() != Some(o)).map(|o| (Relation::OnBehalfOf, o));
                let links: Vec<_> = held.chain(organ).collect();
                links.into_iter().map(|(relation, id)| self.act(relation, id)).collect()
            }
            Act::Recall(a) => {
                let links: Vec<_> = a
                    .division
                    .iter()
                    .map(|d| (Relation::Division, d))
                    .chain([(Relation::Elector, &a.unit)])
                    .collect();
                links.into_iter().map(|(relation, id)| self.act(relation, id)).collect()
            }
            Act::Ruling(Ruling { division: Some(d), .. })
            | Act::Ratification(Ratification { division: Some(d), .. })
            | Act::AmendCharter(AmendCharter { division: Some(d), .. }) => {
                vec![self.act(Relation::Division, d)]
            }
            Act::Order(_) => self.countersignatures(&entry.id),
            _ => vec![],
        }
    }

    /// The performer, and by what office or seat the performer acts for the organ.
    fn performer(&mut self, by: &Id, behalf: Option<&Id>) -> Link {
        if self.standing.organs.contains_key(by) {
            return self.organ(Relation::PerformedBy, by);
        }
        let name = self.name(by);
        let link = self.link(Relation::PerformedBy, Some(by), name.clone());
        let Some(organ) = behalf else {
            let held = self.any_right(by);
            return Link { because: held, ..link };
        };
        let mandates = self.mandates(by, Some(organ));
        let mut links: Vec<Link> = mandates.iter().map(|m| self.act(Relation::Mandate, m)).collect();
        links.extend(self.offices(by, |a| {
            a.appointment.organ.as_ref() == Some(organ) || a.issuer.as_ref() == Some(organ)
        }));
        if links.is_empty() {
            links.push(self.no_right(by, organ));
        }
        Link { because: links, ..link }
    }

    /// That somebody held nothing in an organ: never, or not at that time.
    fn no_right(&self, by: &Id, organ: &Id) -> Link {
        let (name, in_organ) = (self.name(by), self.name(organ));
        let person = self.standing.persons.get(by);
        let sat = person.into_iter().flat_map(|p| &p.mandates).filter_map(|m| self.standing.mandates.get(m));
        let (en, fa) = if sat.into_iter().any(|m| m.mandate.organ == *organ) {
            (
                format!("{} held neither office nor mandate in {} at that time", name.en, in_organ.en),
                format!("{} در آن زمان نه سمتی در {} داشت و نه وکالتی", name.fa, in_organ.fa),
            )
        } else {
            (
                format!("no office and no mandate of {} in {} is in the record", name.en, in_organ.en),
                format!("سمت یا وکالتی از {} در {} در سند نیامده است", name.fa, in_organ.fa),
            )
        };
        self.broken(Relation::Office, None, en, fa)
    }

    fn offices(&mut self, person: &Id, wanted: impl Fn(&AppointmentStanding) -> bool) -> Vec<Link> {
        let standing = self.standing;
        let ids = standing.persons.get(person).into_iter().flat_map(|p| &p.appointments);
        let held = |id: &&Id| {
            standing.appointments.get(*id).is_some_and(|a| {
                wanted(a) && self.was_held(id, a.ended_by.as_ref(), a.appointment.until.as_ref())
            })
        };
        let offices: Vec<&Id> = ids.filter(held).collect();
        offices.into_iter().map(|a| self.act(Relation::Office, a)).collect()
    }

    /// Offices and mandates of a person who acted in nobody's name.
    fn any_right(&mut self, person: &Id) -> Vec<Link> {
        let mandates = self.mandates(person, None);
        let mut links: Vec<Link> =
            mandates.into_iter().take(MANDATES_MAX).map(|m| self.act(Relation::Mandate, m)).collect();
        links.extend(self.offices(person, |_| true));
        if links.is_empty() {
            let name = self.name(person);
            let (en, fa) = (
                format!("{} acts as a person; no office or mandate is in the record", name.en),
                format!("{} از سوی خود عمل می‌کند؛ سمت یا وکالتی از او در سند نیست", name.fa),
            );
            links.push(self.broken(Relation::Office, None, en, fa));
        }
        links
    }

    fn competence(&self, entry: &Entry) -> Option<Link> {
        let subject = match &entry.act {
            Act::Order(a) => a.subject.as_ref(),
            Act::Motion(a) => a.subject.as_ref(),
            _ => None,
        }?;
        let sitting = || entry.sitting.as_ref().and_then(|s| self.standing.organ_of_sitting(s));
        let organ = entry.issuer().filter(|o| self.standing.organs.contains_key(*o)).or_else(sitting)?;
        let kind = self.standing.kind_of(organ)?;
        let subject_name = self
            .standing
            .charter
            .subject
            .get(subject)
            .cloned()
            .unwrap_or_else(|| Bilingual::new(subject.as_str(), subject.as_str()));
        let organ_name = self.name(organ);
        let text = if kind.competence.is_empty() {
            Bilingual::new(
                format!(
                    "the charter does not limit what {} may decide; the subject is {}",
                    organ_name.en, subject_name.en
                ),
                format!("اساسنامه صلاحیت {} را محدود نکرده است؛ موضوع {} است", organ_name.fa, subject_name.fa),
            )
        } else if kind.competence.contains(subject) {
            Bilingual::new(
                format!("{} may decide about {}", organ_name.en, subject_name.en),
                format!("{} صلاحیت تصمیم دربارهٔ {} را دارد", organ_name.fa, subject_name.fa),
            )
        } else {
            return Some(self.broken(
                Relation::Competence,
                None,
                format!("{} is not among the subjects of {}", subject_name.en, organ_name.en),
                format!("{} در صلاحیت {} نیست", subject_name.fa, organ_name.fa),
            ));
        };
        Some(self.link(Relation::Competence, None, text))
    }

    /// A sitting: its organ, its call, its quorum.
    fn sitting(&mut self, id: &Id, sitting: &'a Sitting) -> Vec<Link> {
        let mut links = vec![];
        match &sitting.convened {
            Some(convening) => links.push(self.act(Relation::Convening, convening)),
            None => {
                let (en, fa) =
                    ("who called this sitting is not in the record", "فراخوانندهٔ این نشست در سند نیامده است");
                links.push(self.link(Relation::Convening, None, Bilingual::new(en, fa)));
            }
        }
        links.extend(self.quorum(id, &sitting.organ));
        links.push(self.act(Relation::OnBehalfOf, &sitting.organ));
        links
    }

    fn quorum(&self, sitting: &Id, organ: &Id) -> Option<Link> {
        let needed = crate::quorum::needed(self.standing, organ, sitting)?;
        let text = match self.standing.present_in(sitting) {
            Some(present) => Bilingual::new(
                format!("quorum {needed}, last counted present {present}"),
                fa_digits(&format!("حد نصاب {needed}، آخرین شمار حاضران {present}")),
            ),
            None => Bilingual::new(
                format!("quorum {needed}, those present were not counted"),
                fa_digits(&format!("حد نصاب {needed}، حاضران شمرده نشده‌اند")),
            ),
        };
        Some(self.link(Relation::Quorum, None, text))
    }

    /// A division: how it was counted, and the mandates of those who might vote.
    fn division(&mut self, id: &Id) -> Vec<Link> {
        let Some(division) = self.standing.divisions.get(id) else { return vec![] };
        let mut links = vec![];
        if let Some(ruling) = self.standing.voided.get(id) {
            let link = self.link(
                Relation::Tally,
                Some(ruling),
                Bilingual::new("a ruling declared this vote void", "حکمی این رأی‌گیری را بی‌اثر اعلام کرده است"),
            );
            links.push(Link { end: End::Broken, ..link });
        }
        match verdict::of(self.standing, id) {
            Some(decided) => links.push(self.link(Relation::Tally, None, decided.verdict.sentence.clone())),
            None if division.open => links.push(self.link(
                Relation::Tally,
                None,
                Bilingual::new("the vote goes on", "رأی‌گیری ادامه دارد"),
            )),
            None => links.push(self.link(
                Relation::Tally,
                None,
                Bilingual::new(
                    "the charter has no majority for this question",
                    "اساسنامه برای این پرسش اکثریتی تعیین نکرده است",
                ),
            )),
        }
        links.extend(self.voters(division));
        if let Some(organ) = &division.organ {
            links.push(self.act(Relation::Elector, organ));
        }
        links
    }

    fn voters(&mut self, division: &'a DivisionStanding) -> Vec<Link> {
        let cast: Vec<&Id> = if division.ballots.is_empty() {
            division.electors.votes.keys().collect()
        } else {
            division.ballots.keys().collect()
        };
        let mut links: Vec<Link> =
            cast.iter().take(MANDATES_MAX).map(|m| self.act(Relation::Mandate, m)).collect();
        let more = cast.len().saturating_sub(MANDATES_MAX);
        if more > 0 {
            let text = Bilingual::new(
                format!("and {more} more mandates"),
                fa_digits(&format!("و {more} وکالت دیگر")),
            );
            links.push(self.link(Relation::Mandate, None, text));
        }
        links
    }

    fn countersignatures(&mut self, order: &Id) -> Vec<Link> {
        let Some(order) = self.standing.orders.get(order) else { return vec![] };
        let signed: Vec<(Id, bool)> =
            order.countersigned.iter().map(|(who, yes)| (who.clone(), *yes)).collect();
        signed
            .iter()
            .map(|(who, yes)| {
                let name = self.name(who);
                let text = if *yes {
                    Bilingual::new(
                        format!("countersigned by {}", name.en),
                        format!("امضای متقابل از {}", name.fa),
                    )
                } else {
                    Bilingual::new(
                        format!("{} refused to countersign", name.en),
                        format!("{} از امضای متقابل سر باز زد", name.fa),
                    )
                };
                let link = self.link(Relation::Countersignature, Some(who), text);
                Link { end: if *yes { End::Open } else { End::Broken }, ..link }
            })
            .collect()
    }

    /// A mandate: its unit, and the election that gave it.
    fn mandate(&mut self, relation: Relation, id: &Id) -> Link {
        let Some(held) = self.standing.mandates.get(id) else {
            return self.broken(
                relation,
                Some(id),
                format!("{id} is not in the record"),
                format!("{id} در سند نیست"),
            );
        };
        let (person, organ) = (self.name(&held.mandate.person), self.name(&held.mandate.organ));
        let link = self.link(
            relation,
            Some(id),
            Bilingual::new(
                format!("{} sits in {}", person.en, organ.en),
                format!("{} در {} کرسی دارد", person.fa, organ.fa),
            ),
        );
        self.visit(id, link, |why| {
            let mut links = vec![];
            if let Some(base) = &held.mandate.virtue_of {
                links.push(why.act(Relation::Mandate, base));
            }
            if let Some(election) = &held.mandate.election {
                links.push(why.act(Relation::Election, election));
            }
            if let Some(unit) = &held.mandate.unit {
                links.push(why.act(Relation::Elector, unit));
            }
            if links.is_empty() {
                links.push(why.broken(
                    Relation::Election,
                    None,
                    format!("the record does not say who gave {} this seat", person.en),
                    format!("سند نمی‌گوید این کرسی را چه کسی به {} داده است", person.fa),
                ));
            }
            links
        })
    }

    /// An organ: a unit is the base; any other rests on those who elected it, or on the organ that it is part of.
    fn organ(&mut self, relation: Relation, id: &Id) -> Link {
        let Some(organ) = self.standing.organs.get(id) else {
            return self.broken(
                relation,
                Some(id),
                format!("{id} is not in the record"),
                format!("{id} در سند نیست"),
            );
        };
        let mut link = self.link(relation, Some(id), organ.organ.name.clone());
        let role = self.standing.kind_of(id).map(|k| k.role);
        if role == Some(Role::Unit) {
            link.end = End::Base;
            return link;
        }
        self.visit(id, link, |why| {
            let elections: Vec<&Id> = organ.elections.iter().filter(|e| !why.is_later(e)).collect();
            let mut links: Vec<Link> =
                elections.into_iter().map(|e| why.act(Relation::Election, e)).collect();
            links.extend(
                organ.organ.elected_by.iter().map(|e| why.act(Relation::Elector, e)).collect::<Vec<_>>(),
            );
            if links.is_empty()
                && let Some(parent) = &organ.organ.within
            {
                links.push(why.act(Relation::OnBehalfOf, parent));
            }
            if links.is_empty() {
                let name = &organ.organ.name;
                let text = match role {
                    Some(Role::State) => (
                        format!("{} was elected by no unit of this record", name.en),
                        format!("{} را هیچ یکانی از این سند برنگزیده است", name.fa),
                    ),
                    _ => (
                        format!("the record does not say who constituted {}", name.en),
                        format!("سند نمی‌گوید {} را چه کسی برپا کرده است", name.fa),
                    ),
                };
                links.push(why.broken(Relation::Elector, None, text.0, text.1));
            }
            links
        })
    }
}
