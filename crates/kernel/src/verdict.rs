//! The verdict on a division: the counting room decides it, by the rule of the charter, on the figures of the record.

use crate::apply;
use crate::charter::{Curia, Mode};
use crate::curia::Sections;
use crate::standing::{DivisionStanding, Standing, Sums};
use shura_act::act::{Choice, Counts, Outcome, VoteMethod};
use shura_act::{Act, Bilingual, Entry, Figure, Id, Key};
use shura_count::Fraction;
use shura_count::majority::{self, Electorate, Rule, Side, Tally, Verdict, decide};
use std::collections::{BTreeMap, BTreeSet};

/// The verdict, and the clause of the charter by which it was reached.
pub struct Decided {
    /// The verdict.
    pub verdict: Verdict,
    /// The majority's name in the charter.
    pub clause: String,
    /// The verdict by the second majority, where the charter asks for two.
    pub second: Option<Verdict>,
}

impl Decided {
    /// Whether every majority that is asked for is there.
    pub fn carried(&self) -> bool {
        self.verdict.carried() && self.second.as_ref().is_none_or(Verdict::carried)
    }
}

/// Decides a division that was entered; `None` if the charter has no majority for it, or if it goes on: nobody is told how it would come out.
pub fn of(standing: &Standing, division: &Id) -> Option<Decided> {
    let division = standing.divisions.get(division)?;
    // Of history many a vote is told without figures; that is no vote that goes on.
    let goes_on = division.open && standing.charter.organisation.mode == Mode::Enforcing;
    if goes_on { None } else { decide_on(standing, division) }
}

/// Decides a division as it stands; `None` if the charter has no majority for it.
pub fn decide_on(standing: &Standing, division: &DivisionStanding) -> Option<Decided> {
    decide_question(standing, question(standing, division), division)
}

/// Decides a division by the majority that the charter has for a kind of question.
pub fn decide_question(
    standing: &Standing,
    question: Option<&Key>,
    division: &DivisionStanding,
) -> Option<Decided> {
    let (clause, majority) = standing.charter.majority_for(question)?;
    let (tally, electorate, tie) = (tally(division), electorate(standing, division), tie_break(division));
    let sections = Sections::of(standing, division);
    let by = |rule: &Rule| match &sections {
        Some(sections) => sections.decide(rule, &tally, tie),
        None => decide(rule, &tally, &electorate, tie),
    };
    let second = majority.and.as_ref().and_then(|name| standing.charter.majority.get(name));
    Some(Decided {
        verdict: by(&majority.rule),
        clause: clause.to_owned(),
        second: second.map(|m| by(&m.rule)),
    })
}

/// The votes of each section of a division taken by curiae: its name, its share of the whole, and how it voted; none for any other division.
pub fn sections(standing: &Standing, division: &DivisionStanding) -> Vec<(Bilingual, Fraction, Tally)> {
    let sections = Sections::of(standing, division);
    let told = |(curia, tally): (&Curia, &Tally)| (curia.name.clone(), curia.share, *tally);
    sections.iter().flat_map(|sections| sections.each().map(told)).collect()
}

/// The division whose figures or outcome an act tells or declares, as it stands with that act, its ballots only in sum; `None` for any other
/// act.
pub fn declared(standing: &Standing, entry: &Entry) -> Option<DivisionStanding> {
    match &entry.act {
        Act::Division(a) => Some(apply::opened(standing, a, entry)).filter(|d| !d.open),
        Act::Declaration(a) => {
            let division = standing.divisions.get(&a.division)?;
            let mut told = division.division.clone();
            apply::tell(&mut told, a);
            let told_by_sections = told.method == VoteMethod::Curia;
            Some(DivisionStanding {
                division: told,
                organ: division.organ.clone(),
                sitting: division.sitting.clone(),
                at: division.at.clone(),
                electors: division.electors.clone(),
                present: division.present,
                open: division.open,
                // Only a vote by sections asks whose ballot each was.
                ballots: if told_by_sections { division.ballots.clone() } else { BTreeMap::new() },
                sums: division.sums,
                tellers: division.tellers.clone(),
                declared_by: None,
            })
        }
        _ => None,
    }
}

/// For, against and abstaining as they are read out, with a question mark for what is not known: `20 : 2 : 3`.
pub fn figures(tally: &Tally) -> Bilingual {
    let read = |unknown: &str| {
        let said = |n: Option<u64>| n.map_or(unknown.to_owned(), |n| n.to_string());
        format!("{} : {} : {}", said(tally.in_favour), said(tally.against), said(tally.abstain))
    };
    Bilingual { en: read("?"), fa: read("؟") }
}

/// The votes known to have been handed in, and whether for, against and abstaining are all known.
pub fn handed_in(tally: &Tally) -> (u64, bool) {
    let all = [tally.in_favour, tally.against, tally.abstain, tally.blank, tally.invalid, tally.not_voting];
    let sum = all.into_iter().flatten().fold(0, u64::saturating_add);
    (sum, tally.in_favour.is_some() && tally.against.is_some() && tally.abstain.is_some())
}

/// The word for an outcome that was declared.
pub fn outcome_words(outcome: Outcome) -> Bilingual {
    match outcome {
        Outcome::Carried => Bilingual::new("carried", "تصویب شد"),
        Outcome::Lost => Bilingual::new("lost", "رد شد"),
        Outcome::Tied => Bilingual::new("tied", "برابر شد"),
        Outcome::NoDecision => Bilingual::new("no decision", "تصمیمی گرفته نشد"),
        Outcome::Withdrawn => Bilingual::new("withdrawn", "پس گرفته شد"),
    }
}

/// The kind of question of a division: its own, or that of the motion it is on.
pub fn question<'a>(standing: &'a Standing, division: &'a DivisionStanding) -> Option<&'a Key> {
    let of_motion = |id: &Id| standing.motions.get(id).and_then(|m| m.motion.question.as_ref());
    division.division.question.as_ref().or_else(|| division.division.on.iter().find_map(of_motion))
}

/// The figures of a division as a tally: as told or declared, or else the ballots in sum.
pub fn tally(division: &DivisionStanding) -> Tally {
    let told = &division.division;
    let counts = counts(told.counts);
    let exact = |figure: &Option<Figure>| figure.as_ref().and_then(Figure::exact);
    // Ballots, and hands beside them: each voted in one way or the other.
    let sums = division.sums.plus(division.counted().unwrap_or_default());
    if (sums != Sums::default() || division.counted().is_some()) && told.in_favour.is_none() {
        return Tally {
            counts,
            in_favour: Some(sums.in_favour),
            against: Some(sums.against),
            abstain: Some(sums.abstain),
            blank: Some(sums.blank),
            ..Tally::default()
        };
    }
    // Only a roll tells every vote by name; otherwise those named are some among others.
    let roll = matches!(told.method, VoteMethod::RollCall | VoteMethod::RollOfUnits);
    if told.in_favour.is_none() && !told.votes.is_empty() && roll {
        let sum = |choice| {
            told.votes
                .iter()
                .filter(|v| v.choice == choice)
                .fold(0u64, |n, v| n.saturating_add(v.weight.unwrap_or(1)))
        };
        return Tally {
            counts,
            in_favour: Some(sum(Choice::For)),
            against: Some(sum(Choice::Against)),
            abstain: Some(sum(Choice::Abstain)),
            blank: Some(sum(Choice::Blank)),
            ..Tally::default()
        };
    }
    let open = division.open && told.in_favour.is_none();
    let or_nought = |figure: &Option<Figure>| exact(figure).or(open.then_some(0));
    Tally {
        counts,
        in_favour: or_nought(&told.in_favour),
        against: or_nought(&told.against),
        abstain: or_nought(&told.abstain),
        blank: exact(&told.blank),
        not_voting: exact(&told.not_voting),
        ..Tally::default()
    }
}

/// How many could have voted: those entitled when the division opened, or as it is told.
pub fn electorate(standing: &Standing, division: &DivisionStanding) -> Electorate {
    let told = &division.division;
    let exact = |figure: &Option<Figure>| figure.as_ref().and_then(Figure::exact);
    let own = match told.counts {
        Counts::Weights => division.electors.weight,
        Counts::Heads => division.electors.votes.len() as u64,
        Counts::Units => {
            let unit = |mandate: &Id| standing.mandates.get(mandate)?.mandate.unit.as_ref();
            division.electors.votes.keys().filter_map(unit).collect::<BTreeSet<_>>().len() as u64
        }
    };
    let organ = division.organ.as_ref();
    let kind = organ.and_then(|o| standing.kind_of(o));
    let of_organ = organ.and_then(|o| standing.organs.get(o));
    let seats =
        of_organ.and_then(|o| o.organ.seats.as_ref().and_then(Figure::exact)).or(kind.and_then(|k| k.seats));
    // History names some mandates and not others: its list of electors is the whole only if it fills the seats, or if ballots were cast by it.
    let listed = division.electors.votes.len() as u64;
    let living = standing.charter.organisation.mode == Mode::Enforcing;
    let whole = living || division.sums != Sums::default() || seats == Some(listed);
    let known = listed > 0 && whole;
    let present = present(standing, division).filter(|_| told.counts == Counts::Heads);
    let (told_present, entitled) = (exact(&told.present), known.then_some(own));
    // What a living record knows itself nobody tells otherwise.
    let (present, entitled) = if living {
        (present.or(told_present), entitled.or(exact(&told.entitled)))
    } else {
        (told_present.or(present), exact(&told.entitled).or(entitled))
    };
    Electorate {
        counts: counts(told.counts),
        present,
        entitled,
        seats,
        members: of_organ.and_then(|o| o.members.as_ref().and_then(Figure::exact)),
    }
}

/// How many were present: in a living record those who are there when the result is declared, so that nobody who came in during the vote is one too
/// many, and at least those who voted; else those who were there when the vote was opened or told.
pub(crate) fn present(standing: &Standing, division: &DivisionStanding) -> Option<u64> {
    let living = standing.charter.organisation.mode == Mode::Enforcing;
    let Some(sitting) = division.sitting.as_ref().filter(|_| living && division.open) else {
        return division.present;
    };
    let cast = division.ballots_cast();
    standing.present_in(sitting).or(division.present).map(|n| n.max(cast))
}

pub(crate) fn tie_break(division: &DivisionStanding) -> Option<Side> {
    match division.division.casting? {
        Choice::For => Some(Side::For),
        Choice::Against => Some(Side::Against),
        Choice::Abstain | Choice::Blank => None,
    }
}

fn counts(counts: Counts) -> majority::Counts {
    match counts {
        Counts::Weights => majority::Counts::Weights,
        Counts::Heads | Counts::Units => majority::Counts::Heads,
    }
}
