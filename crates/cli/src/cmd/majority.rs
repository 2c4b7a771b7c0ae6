//! `shura majority`: decides one vote by a rule and prints the sentence with its arithmetic.

use crate::cmd::count::{bytes, in_file};
use crate::output::{Failure, Output};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shura_act::Bilingual;
use shura_count::majority::{
    Base, Counts, Electorate, Minimum, Outcome, Reason, Rule, Side, Tally, Tie, decide,
};
use shura_count::sections::{Card, Part, Section, decide_by_unit, decide_each, decide_scaled, tally_cards};
use shura_count::{Error, Fraction};
use std::path::PathBuf;
use std::process::ExitCode;

/// Decides a vote: base, fraction, minima, ties, with one sentence that can be checked.
///
/// Bases: cast (for and against), valid (abstentions too), present, entitled, seats, members. A half must be exceeded, any other
/// fraction only reached, unless --strict or --reach says otherwise. Nobody in favour never carries. A number that is not known
/// leaves the vote undecided: that is exit code 2.
#[derive(clap::Args)]
pub struct Args {
    /// Of what the fraction is taken: cast, valid, present, entitled, seats, members.
    #[arg(long, default_value = "cast", value_parser = word::<Base>)]
    base: Base,
    /// The fraction, such as 1/2, 2/3 or 60%.
    #[arg(long, default_value = "1/2")]
    fraction: Fraction,
    /// The fraction must be exceeded.
    #[arg(long, conflicts_with = "reach")]
    strict: bool,
    /// The fraction need only be reached.
    #[arg(long)]
    reach: bool,
    /// Votes in favour.
    #[arg(long = "for")]
    in_favour: Option<u64>,
    /// Votes against.
    #[arg(long)]
    against: Option<u64>,
    /// Abstentions.
    #[arg(long)]
    abstain: Option<u64>,
    /// Papers handed in empty.
    #[arg(long)]
    blank: Option<u64>,
    /// Papers that cannot be counted.
    #[arg(long)]
    invalid: Option<u64>,
    /// How many were present.
    #[arg(long)]
    present: Option<u64>,
    /// How many were entitled to vote.
    #[arg(long)]
    entitled: Option<u64>,
    /// Seats of the organ.
    #[arg(long)]
    seats: Option<u64>,
    /// Members.
    #[arg(long)]
    members: Option<u64>,
    /// Least number of votes in favour.
    #[arg(long)]
    minimum_for: Option<u64>,
    /// Least number of votes taking part.
    #[arg(long)]
    quorum_of_votes: Option<u64>,
    /// What an equal vote means: fail, chair, lot, repeat.
    #[arg(long, default_value = "fail", value_parser = word::<Tie>)]
    tie: Tie,
    /// How the chair or the lot broke an equal vote: for or against.
    #[arg(long, value_parser = word::<Side>)]
    broken: Option<Side>,
    /// The numbers are weights, such as members cast by cards, and not heads.
    #[arg(long)]
    weights: bool,
    /// The vote only advises.
    #[arg(long)]
    consultative: bool,
    /// A JSON file with a vote in parts: {"rule": ..., "cards": [...]}, or "sections", "each" or "units" with "inside".
    #[arg(long, conflicts_with_all = ["in_favour", "against", "abstain"])]
    file: Option<PathBuf>,
}

/// A vote in parts, as a file holds it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Parts {
    #[serde(default)]
    rule: Rule,
    inside: Option<Rule>,
    #[serde(default)]
    electorate: Electorate,
    broken: Option<Side>,
    #[serde(flatten)]
    kind: Kind,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    /// Cards that each cast a weight, whole or split.
    Cards(Vec<Card>),
    /// Sections scaled to shares.
    Sections(Vec<Section>),
    /// Parts that must all carry, each by `rule`.
    Each(Vec<Part>),
    /// Units or curias that decide by `inside` and vote as one by `rule`.
    Units(Vec<Part>),
}

/// Decides, prints, and says how it went.
pub fn run(args: Args, out: &Output) -> Result<ExitCode, Failure> {
    let (outcome, sentence, working) = match &args.file {
        Some(file) => {
            let bytes = bytes(file)?;
            let parts: Parts = serde_json::from_slice(&bytes)
                .map_err(|e| {
                    Error::at(e.line() as u64, e.to_string(), format!("ساختار پرونده درست نیست: {e}"))
                })
                .map_err(in_file(file))?;
            in_parts(parts).map_err(in_file(file))?
        }
        None => {
            let verdict = decide(&rule(&args), &tally(&args), &electorate(&args), args.broken);
            if verdict.reasons.iter().any(|r| matches!(r, Reason::Over { .. } | Reason::TooLarge)) {
                return Err(Failure { text: verdict.sentence });
            }
            (verdict.outcome, verdict.sentence.clone(), to_value(&verdict)?)
        }
    };
    if out.json {
        let mut value =
            json!({"carried": outcome == Outcome::Carried, "outcome": outcome, "sentence": sentence});
        if let (Some(into), Value::Object(from)) = (value.as_object_mut(), working) {
            for (key, part) in from {
                into.entry(key).or_insert(part);
            }
        }
        out.json(&value)?;
    } else if outcome != Outcome::Undecidable {
        out.plain(sentence.get(out.lang));
    }
    match outcome {
        Outcome::Undecidable => Err(Failure { text: sentence }),
        _ => Ok(ExitCode::SUCCESS),
    }
}

fn in_parts(parts: Parts) -> Result<(Outcome, Bilingual, Value), Error> {
    let encoded = |e: Failure| Error { line: None, text: e.text };
    match parts.kind {
        Kind::Cards(cards) => {
            let verdict = decide(&parts.rule, &tally_cards(&cards)?, &parts.electorate, parts.broken);
            Ok((verdict.outcome, verdict.sentence.clone(), to_value(&verdict).map_err(encoded)?))
        }
        Kind::Sections(sections) => {
            let scaled = decide_scaled(&parts.rule, &sections, parts.broken)?;
            Ok((scaled.outcome, scaled.sentence.clone(), to_value(&scaled).map_err(encoded)?))
        }
        Kind::Each(list) => {
            let rules: Vec<(Rule, Part)> = list.into_iter().map(|p| (parts.rule, p)).collect();
            let each = decide_each(&rules);
            Ok((each.outcome, each.sentence.clone(), to_value(&each).map_err(encoded)?))
        }
        Kind::Units(units) => {
            let inside = parts.inside.unwrap_or_default();
            let whole = decide_by_unit(&inside, &parts.rule, &units, parts.broken);
            Ok((whole.outcome, whole.sentence.clone(), to_value(&whole).map_err(encoded)?))
        }
    }
}

fn to_value(value: &impl Serialize) -> Result<Value, Failure> {
    serde_json::to_value(value).map_err(|e| Failure::plain(e.to_string()))
}

fn rule(args: &Args) -> Rule {
    let strict = match (args.strict, args.reach) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    };
    Rule {
        minimum_for: args.minimum_for.map(Minimum::Count),
        quorum_of_votes: args.quorum_of_votes.map(Minimum::Count),
        tie: args.tie,
        consultative: args.consultative,
        ..Rule::new(args.base, args.fraction, strict)
    }
}

fn counts(args: &Args) -> Counts {
    if args.weights { Counts::Weights } else { Counts::Heads }
}

fn tally(args: &Args) -> Tally {
    Tally {
        counts: counts(args),
        in_favour: args.in_favour,
        against: args.against,
        abstain: args.abstain,
        blank: args.blank,
        invalid: args.invalid,
        not_voting: None,
    }
}

fn electorate(args: &Args) -> Electorate {
    Electorate {
        counts: counts(args),
        present: args.present,
        entitled: args.entitled,
        seats: args.seats,
        members: args.members,
    }
}

/// A word of the rules (`cast`, `chair`, `for`), read as the JSON reads it.
fn word<T: for<'de> Deserialize<'de>>(text: &str) -> Result<T, String> {
    serde_json::from_value(json!(text)).map_err(|e| e.to_string())
}
