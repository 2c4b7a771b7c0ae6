//! The charter: which acts are in order. Written in TOML; `spec/charter.md` says every key.

use crate::floor::FloorRule;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use shura_act::act::{Publicity, Seat};
use shura_act::bilingual::fa_digits;
use shura_act::limits::HAND_FILE_BYTES;
use shura_act::{Bilingual, Calendar, Date, Id, Key, Kind};
use shura_count::Fraction;
use shura_count::apportion::norm::Norm;
use shura_count::majority::Rule;
use std::collections::BTreeMap;

/// A charter.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Charter {
    /// The organisation as a whole.
    pub organisation: Organisation,
    /// Kinds of organs and units, by the word that an organ gives as its `form`.
    #[serde(default)]
    pub kind: BTreeMap<Key, OrganKind>,
    /// Majorities, by kind of question.
    #[serde(default)]
    pub majority: BTreeMap<Key, Majority>,
    /// Subjects of competence and their names.
    #[serde(default)]
    pub subject: BTreeMap<Key, Bilingual>,
    /// Offices and their names.
    #[serde(default)]
    pub office: BTreeMap<Key, Bilingual>,
    /// Which orders bind only with whose countersignature.
    #[serde(default)]
    pub countersignature: Vec<CountersignatureRule>,
    /// Who may enter which kind of act: offices, or `member` for whoever holds a mandate in the organ.
    #[serde(default)]
    pub may: BTreeMap<Kind, Vec<Key>>,
    /// Kinds of acts that their author must sign. Where nothing is said, those of [`SIGNED_BY_KEY_HOLDERS`] by whoever has enrolled a key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signed: Option<Vec<Kind>>,
    /// How the charter itself is changed.
    pub amendment: Option<AmendmentRule>,
}

/// The kinds of acts that whoever has enrolled a key must sign where the charter is silent: orders and countersignatures, credentials and what
/// is ruled about them, declared results, and what is done with keys.
pub const SIGNED_BY_KEY_HOLDERS: &[Kind] = &[
    Kind::Order,
    Kind::Countersignature,
    Kind::Mandate,
    Kind::MandateChange,
    Kind::Ruling,
    Kind::Declaration,
    Kind::Key,
    Kind::KeyChange,
];

/// The organisation as a whole.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Organisation {
    /// Its name.
    pub name: Bilingual,
    /// The calendar in which its dates are shown and asked for.
    #[serde(default)]
    pub calendar: Calendar,
    /// Whether acts out of order are refused, or entered with their findings.
    pub mode: Mode,
    /// Whether enforcing also refuses what is irregular.
    #[serde(default)]
    pub refuse_irregular: bool,
    /// Whether electors may bind their delegates; `false` where the law forbids it; nothing where the charter is silent.
    pub imperative_mandates: Option<bool>,
    /// Whether a delegate may vote before the mandate is verified.
    #[serde(default = "yes")]
    pub unverified_may_vote: bool,
    /// Whether a ballot cast before its caster was recalled counts.
    #[serde(default = "yes")]
    pub ballot_survives_recall: bool,
    /// Offices whose holders are named in public.
    #[serde(default)]
    pub public_offices: Vec<Key>,
}

fn yes() -> bool {
    true
}

/// How strictly the rules are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// A living organisation: what would be void is refused.
    Enforcing,
    /// History, imports, paper minutes: everything is entered, with its findings.
    Recording,
}

/// A kind of organs or units.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct OrganKind {
    /// Its name.
    pub name: Bilingual,
    /// What part it plays.
    pub role: Role,
    /// Kinds of organs (or organs) that elect it.
    #[serde(default)]
    pub elected_by: Vec<Key>,
    /// Kinds of organs (or organs) to which it answers.
    #[serde(default)]
    pub accountable_to: Vec<Key>,
    /// How many seats it has, where their number is fixed.
    pub seats: Option<u64>,
    /// How its seats may be filled; any way where nothing is said.
    #[serde(default)]
    pub filled_by: Vec<Seat>,
    /// How many delegates a unit sends to it, by its members.
    pub norm: Option<Norm>,
    /// Whether delegates may carry more than one vote.
    #[serde(default)]
    pub weights: bool,
    /// Sections that vote apart, each with its share of the whole.
    #[serde(default)]
    pub curia: Vec<Curia>,
    /// Months that a mandate in it lasts.
    pub term_months: Option<u64>,
    /// Months after which a mandate that was not renewed is stale.
    pub stale_months: Option<u64>,
    /// How it is called to sit.
    pub convening: Option<ConveningRule>,
    /// How many must be there.
    pub quorum: Option<Quorum>,
    /// Subjects that it may decide; any where nothing is said.
    #[serde(default)]
    pub competence: Vec<Key>,
    /// Who may attend its sittings.
    pub publicity: Option<Publicity>,
    /// How those whom it elects, or who sit in it, are recalled.
    pub recall: Option<RecallRule>,
    /// Whether its acts are acts of the organ that it is part of.
    #[serde(default)]
    pub acts_for_parent: bool,
    /// Whether its acts between sittings of its parent hold only until they are ratified.
    #[serde(default)]
    pub interim: bool,
    /// Minutes that a speech may last.
    pub speech_minutes: Option<u64>,
    /// Sittings must keep minutes.
    #[serde(default)]
    pub minutes: bool,
    /// How the floor is given.
    pub floor: Option<FloorRule>,
    /// How many tellers count hands, cards or those standing; their counts must agree.
    pub tellers: Option<u64>,
    /// How many must support a motion besides its mover before it is put to the vote.
    pub supporters: Option<u64>,
}

/// The part that a kind of organ plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// An organ of members: the base.
    Unit,
    /// An organ of delegates.
    Council,
    /// An organ that acts between sittings of the one that elected it.
    Executive,
    /// An organ with a task.
    Commission,
    /// A party or one of its organs.
    Party,
    /// An organ of a state, or of another power that nobody here elected.
    State,
    /// None of these.
    Other,
}

/// A section of an organ that votes apart.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Curia {
    /// Its name.
    pub name: Bilingual,
    /// Kinds of units whose delegates form it.
    pub of: Vec<Key>,
    /// Its share of the whole vote.
    pub share: Fraction,
}

/// How an organ is called to sit.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ConveningRule {
    /// Organs, kinds of organs or offices that may call it.
    pub by: Vec<Key>,
    /// How often it is due, in months.
    pub every_months: Option<u64>,
    /// Days between the call and the sitting.
    pub notice_days: Option<u64>,
    /// Who may call it once it is overdue.
    #[serde(default)]
    pub fallback: Vec<Key>,
    /// The share of its units that may demand a sitting.
    pub on_demand_of: Option<Fraction>,
}

/// How many must be there.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Quorum {
    /// Of what.
    pub of: QuorumOf,
    /// The share that must be there.
    pub fraction: Option<Fraction>,
    /// Whether the share must be exceeded.
    #[serde(default)]
    pub strict: bool,
    /// A fixed number that must be there.
    pub number: Option<u64>,
    /// When it must be there.
    #[serde(default)]
    pub when: QuorumWhen,
}

/// Of what a quorum is a share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuorumOf {
    /// All seats, vacant ones too.
    Seats,
    /// Seats that are filled.
    Filled,
    /// Those who registered as present at some time of the sitting.
    Registered,
    /// Members of the unit.
    Members,
}

/// When a quorum must be there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuorumWhen {
    /// At the opening.
    #[default]
    Opening,
    /// All the time.
    Continuous,
}

/// A majority and, where two are needed, the second one.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Majority {
    /// The rule by which votes are counted.
    #[serde(flatten)]
    pub rule: Rule,
    /// A second majority that must be reached too, by its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub and: Option<Key>,
}

impl<'de> Deserialize<'de> for Majority {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut table = toml::Table::deserialize(deserializer)?;
        let and = match table.remove("and") {
            None => None,
            Some(value) => Some(Key::deserialize(value).map_err(D::Error::custom)?),
        };
        let rule = Rule::deserialize(toml::Value::Table(table))
            .map_err(|e: toml::de::Error| D::Error::custom(e.message()))?;
        Ok(Self { rule, and })
    }
}

/// How a seat is taken back.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct RecallRule {
    /// Who may recall.
    pub by: RecallBy,
    /// The majority needed.
    pub question: Option<Key>,
    /// Days of notice.
    pub notice_days: Option<u64>,
    /// Whether a substitute takes the seat at once.
    #[serde(default)]
    pub substitute: bool,
}

/// Who may recall a delegate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RecallBy {
    /// The unit that elected, at any time.
    Electors,
    /// The organ in which the seat is.
    Organ,
    /// Nobody.
    Nobody,
}

/// Orders that bind only when another organ has countersigned them.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct CountersignatureRule {
    /// Organs or kinds of organs whose orders need it.
    pub orders_of: Vec<Key>,
    /// Subjects for which they need it; all where nothing is said.
    #[serde(default)]
    pub subjects: Vec<Key>,
    /// Units or kinds of units to which it applies; all where nothing is said.
    #[serde(default)]
    pub to: Vec<Key>,
    /// Organs, kinds of organs or offices that countersign.
    pub by: Vec<Key>,
    /// The form it must have, if it must have one.
    pub form: Option<Key>,
    /// From when the rule holds.
    pub from: Option<Date>,
    /// Until when the rule holds.
    pub until: Option<Date>,
    /// The act that made the rule, where it is in the record.
    pub made_by: Option<Id>,
}

/// How the charter is changed.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct AmendmentRule {
    /// The organ, or kind of organ, that may do it.
    pub by: Key,
    /// The majority needed.
    pub question: Key,
}

/// Why a charter cannot be used: one sentence with its place and the mend.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}, {key}: {}", what.en)]
pub struct CharterError {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The key, as a path.
    pub key: String,
    /// What is wrong and how to mend it.
    pub what: Bilingual,
}

impl CharterError {
    /// The whole sentence in both languages.
    pub fn sentence(&self) -> Bilingual {
        let fa = format!(
            "پروندهٔ {}، سطر {}، {}: {}",
            self.file,
            fa_digits(&self.line.to_string()),
            self.key,
            self.what.fa
        );
        Bilingual { en: self.to_string(), fa }
    }
}

/// The majority that holds where a charter names none for a question.
pub const ORDINARY: &str = "ordinary";

impl Charter {
    /// Reads a charter and checks that its clauses fit together.
    pub fn read(file: &str, text: &str) -> Result<Self, CharterError> {
        let fail = |line, key: &str, what| CharterError { file: file.into(), line, key: key.into(), what };
        if text.len() > HAND_FILE_BYTES {
            return Err(fail(1, "", Bilingual::new("the file is too long", "پرونده بیش از اندازه بزرگ است")));
        }
        let charter: Charter = toml::from_str(text).map_err(|e| {
            let offset = e.span().map_or(0, |s| s.start);
            let line = line_of(text, offset);
            fail(line, &key_at(text, line), shura_act::hand::explain(e.message()))
        })?;
        match charter.fault() {
            None => Ok(charter),
            Some((path, what)) => Err(fail(line_of_path(text, &path), &path.join("."), what)),
        }
    }

    /// The kind of an organ, by its form.
    pub fn kind_of(&self, form: &Key) -> Option<&OrganKind> {
        self.kind.get(form)
    }

    /// The majority for a kind of question and the name of the clause; the ordinary one where the question has none of its own.
    pub fn majority_for(&self, question: Option<&Key>) -> Option<(&str, &Majority)> {
        question
            .and_then(|q| self.majority.get_key_value(q))
            .or_else(|| self.majority.get_key_value(ORDINARY))
            .map(|(name, majority)| (name.as_str(), majority))
    }

    /// The first clause that does not fit, as its path and what is wrong with it.
    fn fault(&self) -> Option<(Vec<String>, Bilingual)> {
        for (name, majority) in &self.majority {
            if let Some(and) = &majority.and
                && (!self.majority.contains_key(and) || and == name)
            {
                return Some((path(&["majority", name.as_str(), "and"]), no_such("majority", "اکثریت", and)));
            }
        }
        for (name, kind) in &self.kind {
            if let Some(fault) = self.kind_fault(name, kind) {
                return Some(fault);
            }
        }
        match &self.amendment {
            Some(rule) if !self.majority.contains_key(&rule.question) => {
                Some((path(&["amendment", "question"]), no_such("majority", "اکثریت", &rule.question)))
            }
            _ => None,
        }
    }

    fn kind_fault(&self, name: &Key, kind: &OrganKind) -> Option<(Vec<String>, Bilingual)> {
        let at = |keys: &[&str]| path(&[&["kind", name.as_str()], keys].concat());
        if let Some(quorum) = &kind.quorum
            && quorum.fraction.is_some() == quorum.number.is_some()
        {
            let what = Bilingual::new(
                "write either `fraction` or `number`, and not both",
                "یا fraction بنویسید یا number، نه هر دو و نه هیچ‌یک",
            );
            return Some((at(&["quorum"]), what));
        }
        if let Some(quorum) = &kind.quorum
            && quorum.of == QuorumOf::Seats
            && quorum.fraction.is_some()
            && kind.seats.is_none()
            && kind.norm.is_none()
        {
            let what = Bilingual::new(
                "a quorum of seats needs `seats` or a `norm` in the same kind; add one, or write of = \"filled\"",
                "حد نصاب از کرسی‌ها به seats یا norm در همین نوع نیاز دارد؛ یکی را بیفزایید یا بنویسید of = \"filled\"",
            );
            return Some((at(&["quorum", "of"]), what));
        }
        if let Some(question) = kind.recall.as_ref().and_then(|r| r.question.as_ref())
            && !self.majority.contains_key(question)
        {
            return Some((at(&["recall", "question"]), no_such("majority", "اکثریت", question)));
        }
        let unknown = |key: &&Key| !self.subject.contains_key(*key);
        if let Some(subject) = kind.competence.iter().find(unknown).filter(|_| !self.subject.is_empty()) {
            return Some((at(&["competence"]), no_such("subject", "موضوع", subject)));
        }
        if let (Some(term), Some(stale)) = (kind.term_months, kind.stale_months)
            && stale > term
        {
            let what = Bilingual::new(
                format!("a mandate cannot be stale after {stale} months when it ends after {term}; lower it"),
                format!(
                    "وکالتی که پس از {} ماه پایان می‌یابد پس از {} ماه کهنه نمی‌شود؛ آن را کم کنید",
                    fa_digits(&term.to_string()),
                    fa_digits(&stale.to_string())
                ),
            );
            return Some((at(&["stale-months"]), what));
        }
        (!kind.curia.is_empty())
            .then(|| curia_fault(&kind.curia))
            .flatten()
            .map(|what| (at(&["curia"]), what))
    }
}

/// Shares of sections must add up to the whole.
fn curia_fault(curiae: &[Curia]) -> Option<Bilingual> {
    let mut sum = (0u128, 1u128);
    for curia in curiae {
        let (n, d) = (u128::from(curia.share.numerator()), u128::from(curia.share.denominator()));
        let next =
            (|| Some((sum.0.checked_mul(d)?.checked_add(n.checked_mul(sum.1)?)?, sum.1.checked_mul(d)?)))();
        match next {
            Some(next) => sum = next,
            None => {
                return Some(Bilingual::new(
                    "the shares are too fine to add up",
                    "سهم‌ها ریزتر از آن‌اند که جمع شوند",
                ));
            }
        }
    }
    (sum.0 != sum.1)
        .then(|| Bilingual::new("the shares of the sections do not add up to 1", "جمع سهم بخش‌ها یک نمی‌شود"))
}

fn path(keys: &[&str]) -> Vec<String> {
    keys.iter().map(|k| (*k).to_owned()).collect()
}

fn no_such(en: &str, fa: &str, key: &Key) -> Bilingual {
    Bilingual::new(
        format!("there is no {en} `{key}`; add [{en}.{key}] or mend the word"),
        format!("{fa}ی به نام «{key}» نیست؛ [{en}.{key}] را بیفزایید یا واژه را درست کنید"),
    )
}

fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|&b| b == b'\n').count() + 1
}

/// The key written on a line, with the table above it.
fn key_at(text: &str, line: usize) -> String {
    let lines: Vec<&str> = text.lines().take(line).collect();
    let table = lines.iter().rev().find(|l| l.trim_start().starts_with('['));
    let table = table.map(|t| t.trim().trim_matches(['[', ']']).to_owned());
    let key = lines
        .last()
        .filter(|l| !l.trim_start().starts_with('['))
        .and_then(|l| l.split('=').next())
        .map(str::trim);
    [table.as_deref(), key].into_iter().flatten().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(".")
}

/// The line on which a path of keys stands, or on which its longest known part does.
fn line_of_path(text: &str, path: &[String]) -> usize {
    let Ok(table) = toml::de::DeTable::parse(text) else { return 1 };
    let mut place = 0;
    let mut table = Some(table.get_ref());
    for key in path {
        let Some((found, value)) = table.and_then(|t| t.get_key_value(key.as_str())) else { break };
        place = found.span().start;
        table = value.get_ref().as_table();
    }
    line_of(text, place)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = "[organisation]\nname = { en = \"A\", fa = \"الف\" }\nmode = \"enforcing\"\n\n[kind.council]\nname = { en = \"Council\", fa = \"شورا\" }\nrole = \"council\"\n";

    fn error(more: &str) -> CharterError {
        Charter::read("charter.toml", &format!("{SMALL}{more}")).unwrap_err()
    }

    #[test]
    fn reads_a_small_charter() {
        let charter = Charter::read("c", &format!("{SMALL}quorum = {{ of = \"filled\", fraction = \"1/2\", strict = true }}\n[majority.ordinary]\n[majority.statute]\nbase = \"present\"\nfraction = \"2/3\"\nand = \"ordinary\"\n")).unwrap();
        assert_eq!(charter.majority_for(Some(&Key::new("statute").unwrap())).unwrap().0, "statute");
        assert_eq!(charter.majority_for(Some(&Key::new("land").unwrap())).unwrap().0, "ordinary");
    }

    #[test]
    fn a_fault_is_named_with_line_key_and_mend() {
        for (more, line, key, words) in [
            ("quorm = 3\n", 8, "kind.council.quorm", "quorm"),
            ("quorum = { of = \"seats\", fraction = \"1/2\" }\n", 8, "kind.council.quorum.of", "seats"),
            ("quorum = { of = \"filled\" }\n", 8, "kind.council.quorum", "fraction"),
            (
                "recall = { by = \"electors\", question = \"big\" }\n",
                8,
                "kind.council.recall.question",
                "big",
            ),
            (
                "norm = { first = 60, first_seats = 1 }\n",
                8,
                "kind.council.norm",
                "write `first-seats` for `first_seats`",
            ),
            ("[majority.statute]\nminimum_for = 3\n", 8, "majority.statute", "write `minimum-for`"),
            ("term-months = 3\nstale-months = 6\n", 9, "kind.council.stale-months", "6"),
            ("[majority.statute]\nbase = \"presnt\"\n", 8, "majority.statute", "presnt"),
            ("[amendment]\nby = \"council\"\nquestion = \"statute\"\n", 10, "amendment.question", "statute"),
            (
                "[[kind.council.curia]]\nname = { en = \"A\", fa = \"الف\" }\nof = [\"x\"]\nshare = \"1/3\"\n",
                8,
                "kind.council.curia",
                "1",
            ),
        ] {
            let error = error(more);
            assert_eq!((error.line, error.key.as_str()), (line, key), "{error}");
            assert!(error.what.en.contains(words), "{error}");
        }
    }
}
