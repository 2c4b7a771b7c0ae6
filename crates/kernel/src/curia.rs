//! A division by curiae: the sections of the charter vote apart, and each weighs as its share of the whole.

use crate::charter::Curia;
use crate::standing::{DivisionStanding, Standing};
use shura_act::act::{Choice, VoteMethod};
use shura_act::{Bilingual, Id, Lang};
use shura_count::majority::{Outcome, Rule, Side, Tally, Tie, Verdict};
use shura_count::sections::{Scaled, Section, decide_scaled};

/// The sections of a division, each with its votes.
pub struct Sections<'a> {
    sections: Vec<(&'a Curia, Tally)>,
}

impl<'a> Sections<'a> {
    /// The sections of a division taken by curiae in a body whose charter has some. A vote belongs to the section of the unit that sent the
    /// voter. Where no vote is told by voter, the votes of the sections stay unknown.
    pub fn of(standing: &'a Standing, division: &DivisionStanding) -> Option<Self> {
        if division.division.method != VoteMethod::Curia {
            return None;
        }
        let organ = division.organ.as_ref()?;
        let curiae = &standing.kind_of(organ).filter(|k| !k.curia.is_empty())?.curia;
        let votes = votes(standing, division, organ);
        let tally = |curia: &Curia| {
            if votes.is_empty() {
                return Tally::default();
            }
            let of = |wanted: Choice| {
                let own = votes.iter().filter(|(unit, choice, _)| {
                    *choice == wanted && unit.is_some_and(|unit| standing.is_any_of(unit, &curia.of))
                });
                own.fold(0u64, |sum, (_, _, weight)| sum.saturating_add(*weight))
            };
            Tally::heads(of(Choice::For), of(Choice::Against), of(Choice::Abstain))
        };
        Some(Self { sections: curiae.iter().map(|curia| (curia, tally(curia))).collect() })
    }

    /// Decides by shares; a vote whose sections are not known, or whose majority is not one of votes cast, stays undecided, and the sentence
    /// says why.
    pub fn decide(&self, rule: &Rule, tally: &Tally, tie_break: Option<Side>) -> Verdict {
        let scaled = |rule: &Rule, lang, tie| decide_scaled(rule, &self.named(lang), tie);
        let undecided = |sentence| (Outcome::Undecidable, false, sentence);
        let (outcome, equal, sentence) =
            match (scaled(rule, Lang::En, tie_break), scaled(rule, Lang::Fa, tie_break)) {
                (Ok(en), Ok(fa)) => {
                    let open = scaled(&Rule { tie: Tie::Repeat, ..*rule }, Lang::En, None);
                    let equal = open.is_ok_and(|s: Scaled| s.outcome == Outcome::Tied);
                    (en.outcome, equal, Bilingual::new(en.sentence.en, fa.sentence.fa))
                }
                (Err(en), Err(fa)) => undecided(Bilingual::new(en.text.en, fa.text.fa)),
                (Err(error), _) | (_, Err(error)) => undecided(error.text),
            };
        let (rule, tally) = (*rule, *tally);
        Verdict { outcome, rule, tally, arithmetic: None, equal, tie_broken: None, reasons: vec![], sentence }
    }

    /// Each section as the charter has it, with its votes.
    pub fn each(&self) -> impl Iterator<Item = (&'a Curia, &Tally)> {
        self.sections.iter().map(|(curia, tally)| (*curia, tally))
    }

    fn named(&self, lang: Lang) -> Vec<Section> {
        let section = |(curia, tally): &(&Curia, Tally)| Section {
            name: curia.name.get(lang).to_owned(),
            share: curia.share,
            tally: *tally,
        };
        self.sections.iter().map(section).collect()
    }
}

/// Each vote that is told by voter: the unit that sent the voter, the choice and the weight.
fn votes<'a>(
    standing: &'a Standing,
    division: &'a DivisionStanding,
    organ: &'a Id,
) -> Vec<(Option<&'a Id>, Choice, u64)> {
    if !division.ballots.is_empty() {
        let unit = |mandate: &Id| standing.mandates.get(mandate).and_then(|m| m.mandate.unit.as_ref());
        let ballots = division.ballots.iter();
        return ballots
            .flat_map(|(mandate, casts)| casts.iter().map(move |c| (unit(mandate), c.choice, c.weight)))
            .collect();
    }
    let unit = |who: &'a Id| {
        let sent_by = || standing.mandates_in(who, organ).find_map(|(_, m)| m.mandate.unit.as_ref());
        if standing.organs.contains_key(who) { Some(who) } else { sent_by() }
    };
    division.division.votes.iter().map(|v| (unit(&v.who), v.choice, v.weight.unwrap_or(1))).collect()
}
