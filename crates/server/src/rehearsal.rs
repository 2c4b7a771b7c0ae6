//! A living congress to try everything on: the federation of `examples/federation`, and a third congress that sits today.
//!
//! Everything is entered through the kernel like any act of a living organisation. The congress has elected its presidium and an executive; on
//! its agenda wait a motion with an amendment and a rival, an emergency order to ratify, and speakers who have asked for the floor.

use crate::clerk::{Submission, moment};
use crate::house::{House, NotEntered};
use serde_json::{Value, json};
use shura_act::act::MandateState;
use shura_act::hand::{self, HandError};
use shura_act::{Act, Entry, Id};
use shura_kernel::{Charter, CharterError, texts};

/// The charter and the acts of the example, in the order in which they are read.
const CHARTER: &str = include_str!("../../../examples/federation/charter.toml");
const FILES: &[(&str, &str)] = &[
    ("persons.toml", include_str!("../../../examples/federation/persons.toml")),
    ("organs.toml", include_str!("../../../examples/federation/organs.toml")),
    ("2024-2.toml", include_str!("../../../examples/federation/2024-2.toml")),
    ("2025-1.toml", include_str!("../../../examples/federation/2025-1.toml")),
    ("2025-2.toml", include_str!("../../../examples/federation/2025-2.toml")),
    ("2026-1.toml", include_str!("../../../examples/federation/2026-1.toml")),
];

/// The texts that lie beside it.
const TEXTS: &[&str] = &[
    include_str!("../../../examples/federation/texts/timetable.md"),
    include_str!("../../../examples/federation/texts/timetable-adopted.md"),
    include_str!("../../../examples/federation/texts/timetable-persian.md"),
];

/// The sitting that is open.
pub const SITTING: &str = "congress-3";
/// Who presides over it.
pub const CHAIR: &str = "dariush";
/// The secretary of the congress.
pub const SECRETARY: &str = "simin";
/// The two tellers, who are no delegates.
pub const TELLERS: [&str; 2] = ["yashar", "parvin"];

/// Branches, and whom they send: as many as the norm gives them for their members. A star marks those of the list Common Plan, a plus those of
/// Open Book.
const DELEGATES: &[(&str, &[&str])] = &[
    ("harbour", &["neda*", "tom+", "mina*", "grace*"]),
    ("print", &["simin*", "owen+"]),
    ("bakery", &["alice+", "bahram+"]),
    ("transit", &["kaveh*", "martha*", "dariush*"]),
    ("care", &["shirin*", "helen+", "nasrin*"]),
    ("repair", &["peter+", "emma"]),
    ("orchard", &["laleh"]),
    ("kitchen", &["rose+", "jamshid*", "soraya"]),
    ("couriers", &["ali"]),
];

/// The executive that the congress elects: four seats and three, and the offices.
const EXECUTIVE: &[(&str, &str, Option<&str>)] = &[
    ("neda", "common-plan", Some("chair")),
    ("simin", "common-plan", Some("secretary")),
    ("kaveh", "common-plan", None),
    ("shirin", "common-plan", None),
    ("peter", "open-book", Some("treasurer")),
    ("alice", "open-book", None),
    ("tom", "open-book", None),
];

const DAY: i64 = 86_400;

/// The example or its charter cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum RehearsalError {
    /// The charter.
    #[error(transparent)]
    Charter(#[from] CharterError),
    /// The acts.
    #[error("{}", .0.sentence().en)]
    Acts(Box<HandError>),
    /// An act of the congress.
    #[error(transparent)]
    Congress(#[from] serde_json::Error),
}

/// The charter of the federation.
///
/// # Errors
/// It cannot be read.
pub fn charter() -> Result<Charter, RehearsalError> {
    Ok(Charter::read("charter.toml", CHARTER)?)
}

/// Enters acts into a house that is at work.
///
/// # Errors
/// What was refused, if anything was.
pub async fn play(house: &House, acts: Vec<Entry>) -> Result<(), NotEntered> {
    for entry in acts {
        let words = words_of(&entry).map(str::to_owned);
        house.enter_with_words(Submission { entry, signatures: vec![] }, words).await?;
    }
    Ok(())
}

/// The words of the text that an act names by hash.
fn words_of(entry: &Entry) -> Option<&'static str> {
    let Act::Text(text) = &entry.act else { return None };
    let is_named = |words: &&&str| texts::beside(words).is_ok_and(|(hash, _)| text.beside() == Some(&hash));
    TEXTS.iter().find(is_named).copied()
}

/// The founding, the two years of the example, and the congress of today.
///
/// # Errors
/// The example cannot be read.
pub fn acts(now: i64) -> Result<Vec<Entry>, RehearsalError> {
    let read = |&(name, text): &(&str, &str)| hand::read(name, text);
    let files = FILES.iter().map(read).collect::<Result<Vec<_>, _>>();
    let written = files.and_then(hand::join).map_err(|e| RehearsalError::Acts(Box::new(e)))?;
    let mut acts: Vec<Entry> = written.into_iter().map(|w| w.entry).collect();
    let old = mandates_of_congress(&acts);
    let mut congress = Congress { acts: vec![], at: now - 48 * DAY };
    congress.before(now, &old)?;
    congress.opens(now)?;
    congress.elects()?;
    congress.is_at_work()?;
    acts.append(&mut congress.acts);
    let founding = json!({ "id": "founding", "act": { "founding": { "charter": CHARTER } } });
    acts.insert(0, serde_json::from_value(founding)?);
    Ok(acts)
}

/// Mandates in the congress that the example leaves in force: all that it gives but those that it ends.
fn mandates_of_congress(acts: &[Entry]) -> Vec<Id> {
    let ended = |id: &Id| {
        acts.iter().any(|entry| match &entry.act {
            Act::Recall(a) => a.mandate == *id,
            Act::MandateChange(a) => {
                a.of == *id
                    && matches!(a.to, MandateState::Lapsed | MandateState::Resigned | MandateState::Voided)
            }
            _ => false,
        })
    };
    let given =
        acts.iter().filter(|entry| matches!(&entry.act, Act::Mandate(a) if a.organ.as_str() == "congress"));
    given.map(|entry| entry.id.clone()).filter(|id| !ended(id)).collect()
}

/// The congress as it is written down, act by act, a minute apart.
struct Congress {
    acts: Vec<Entry>,
    at: i64,
}

type Written = Result<(), RehearsalError>;

impl Congress {
    /// Enters an act: its name, who performs it, its kind, what it says, and the rest of the entry.
    fn enter(&mut self, id: &str, by: &str, kind: &str, says: Value, rest: Value) -> Written {
        let mut entry = json!({ "id": id, "by": by, "at": moment(self.at), "act": { kind: says } });
        if let (Value::Object(entry), Value::Object(rest)) = (&mut entry, rest) {
            entry.extend(rest);
        }
        self.at += 60;
        self.acts.push(serde_json::from_value(entry)?);
        Ok(())
    }

    /// Enters an act of the sitting, in the name of the congress where it is the congress that acts.
    fn sits(&mut self, id: &str, by: &str, kind: &str, says: Value) -> Written {
        let rest = match kind {
            "mandate" | "appointment" => json!({ "sitting": SITTING, "behalf": "congress" }),
            _ => json!({ "sitting": SITTING }),
        };
        self.enter(id, by, kind, says, rest)
    }

    /// Enters an act of the sitting with its words.
    fn says(&mut self, id: &str, by: &str, kind: &str, says: Value, en: &str, fa: &str) -> Written {
        let mut rest = json!({ "sitting": SITTING, "text": { "en": en, "fa": fa } });
        if kind == "election" {
            rest["behalf"] = json!("congress");
        }
        self.enter(id, by, kind, says, rest)
    }

    /// Called seven weeks ahead; an emergency order of the bureau; the branches elect anew.
    fn before(&mut self, now: i64, old: &[Id]) -> Written {
        let today = moment(now).map(|d| d.as_str().chars().take(10).collect::<String>());
        self.enter(
            "congress-3-call",
            "neda",
            "convening",
            json!({ "organ": "congress", "for-date": today }),
            json!({ "behalf": "executive", "text": {
                "en": "The executive calls the third congress, seven weeks ahead.",
                "fa": "کمیتهٔ اجرایی کنگرهٔ سوم را هفت هفته پیش از موعد فرا می‌خواند." } }),
        )?;
        self.at = now - 33 * DAY;
        self.enter(
            "flood-aid",
            "neda",
            "order",
            json!({ "to": ["orchard"], "executor": "peter", "subject": "solidarity" }),
            json!({ "behalf": "bureau", "text": {
                "en": "After the flood the bureau gives Orchards 4,000 from the solidarity fund at once, until the congress decides.",
                "fa": "دفتر پس از سیل بی‌درنگ ۴٬۰۰۰ از صندوق همبستگی به «باغداران» می‌دهد، تا کنگره تصمیم بگیرد." } }),
        )?;
        self.at = now - 30 * DAY;
        for id in old {
            let says = json!({ "of": id, "to": "lapsed" });
            self.enter(&format!("{id}-ended"), "congress", "mandate-change", says, json!({}))?;
        }
        for (branch, delegates) in DELEGATES {
            self.branch_elects(branch, delegates)?;
        }
        Ok(())
    }

    fn branch_elects(&mut self, branch: &str, delegates: &[&str]) -> Written {
        let election = format!("{branch}-election-3");
        let names: Vec<&str> = delegates.iter().map(|d| name(d)).collect();
        let says = json!({ "of": "congress", "unit": branch, "seats": names.len(), "method": "secret-ballot", "elected": names });
        self.enter(&election, branch, "election", says, json!({}))?;
        for word in delegates {
            let mut says = json!({
                "person": name(word), "organ": "congress", "seat": "elected", "unit": branch, "election": election,
                "provisional": true,
            });
            if let Some(faction) = faction(word) {
                says["faction"] = json!(faction);
            }
            self.enter(&format!("{}-mandate-3", name(word)), branch, "mandate", says, json!({}))?;
        }
        Ok(())
    }

    /// Opening, presence, presidium, agenda.
    fn opens(&mut self, now: i64) -> Written {
        self.at = now - DAY;
        let office =
            |person: &str, office: &str| json!({ "person": person, "office": office, "organ": "congress" });
        self.enter(
            "congress-3-secretary",
            "congress",
            "appointment",
            office(SECRETARY, "secretary"),
            json!({}),
        )?;
        for (n, teller) in TELLERS.iter().enumerate() {
            let id = format!("congress-3-teller-{}", n + 1);
            self.enter(&id, "congress", "appointment", office(teller, "teller"), json!({}))?;
        }
        // Some sixty acts follow, a minute apart.
        self.at = now - 90 * 60;
        self.enter(
            SITTING,
            SECRETARY,
            "sitting",
            json!({
                "organ": "congress", "convened": "congress-3-call", "number": 3, "publicity": "public", "chair": CHAIR,
                "place": { "en": "School kitchens", "fa": "آشپزخانه‌های مدارس" },
            }),
            json!({ "text": {
                "en": "The third congress opens in the school kitchens; Dariush presides.",
                "fa": "کنگرهٔ سوم در آشپزخانه‌های مدارس گشایش می‌یابد؛ داریوش ریاست می‌کند." } }),
        )?;
        let who: Vec<&str> = all_delegates().filter(|d| *d != "laleh").collect();
        self.says(
            "congress-3-present",
            SECRETARY,
            "presence",
            json!({ "who": who, "to": "present" }),
            "Twenty of 21 delegates are present; Laleh is on her way.",
            "بیست تن از ۲۱ نماینده حاضرند؛ لاله در راه است.",
        )?;
        self.says(
            "congress-3-presidium",
            CHAIR,
            "election",
            json!({
                "of": SITTING, "unit": "congress", "office": "presidium", "seats": 5,
                "lists": [
                    { "of": "common-plan", "members": 10, "seats": 3 },
                    { "of": "open-book", "members": 7, "seats": 2 },
                ],
                "elected": ["dariush", "nasrin", "grace", "helen", "bahram"],
            }),
            "The congress elects a presidium of five from two lists.",
            "کنگره هیئت‌رئیسه‌ای پنج‌نفره از دو فهرست برمی‌گزیند.",
        )?;
        self.says(
            "agenda-3-motion",
            SECRETARY,
            "motion",
            json!({ "question": "procedure", "subject": "procedure", "procedural": true }),
            "Simin moves the agenda as sent out with the call.",
            "سیمین دستور جلسه را همان‌گونه که با فراخوان فرستاده شد پیشنهاد می‌کند.",
        )?;
        self.told("agenda-3-vote", "agenda-3-motion")?;
        let item = |key: &str, en: &str, fa: &str, minutes: u64| json!({ "key": key, "title": { "en": en, "fa": fa }, "minutes": minutes });
        let items = [
            item("credentials", "Credentials", "اعتبارنامه‌ها", 10),
            item("elections", "Election of the executive", "انتخاب کمیتهٔ اجرایی", 30),
            item("solidarity", "The solidarity fund after the flood", "صندوق همبستگی پس از سیل", 120),
            item("training", "A school for delegates", "مدرسهٔ نمایندگان", 25),
            item("budget", "Budget", "بودجه", 45),
        ];
        self.sits("agenda-3", CHAIR, "agenda", json!({ "items": items, "adopted-by": "agenda-3-vote" }))
    }

    fn item(&mut self, key: &str, to: &str) -> Written {
        self.sits(&format!("item-3-{key}-{to}"), CHAIR, "item", json!({ "key": key, "to": to }))
    }

    /// A vote by hands, with nobody against.
    fn told(&mut self, id: &str, on: &str) -> Written {
        let says = json!({ "on": [on], "method": "hands", "for": 20, "against": 0, "abstain": 0, "outcome": "carried" });
        self.sits(id, CHAIR, "division", says)
    }

    /// Credentials verified, the executive elected with its offices.
    fn elects(&mut self) -> Written {
        self.item("credentials", "opened")?;
        self.says(
            "credentials-3-motion",
            "rose",
            "motion",
            json!({ "question": "ordinary", "subject": "credentials", "item": "credentials" }),
            "Rose reports for the credentials commission: 21 mandates, none challenged. She moves that they be confirmed.",
            "رز از سوی کمیسیون اعتبارنامه‌ها گزارش می‌دهد: ۲۱ وکالت، بی هیچ اعتراض. او تأیید آن‌ها را پیشنهاد می‌کند.",
        )?;
        self.told("credentials-3-vote", "credentials-3-motion")?;
        for person in all_delegates() {
            let says = json!({ "of": format!("{person}-mandate-3"), "to": "verified" });
            self.sits(&format!("{person}-verified-3"), CHAIR, "mandate-change", says)?;
        }
        self.item("credentials", "closed")?;
        self.item("elections", "opened")?;
        let elected: Vec<&str> = EXECUTIVE.iter().map(|(person, ..)| *person).collect();
        self.says(
            "executive-election-3",
            CHAIR,
            "election",
            json!({
                "of": "executive", "unit": "congress", "seats": 7, "method": "dhondt", "votes": 20, "elected": elected,
                "lists": [
                    { "of": "common-plan", "votes": 11, "seats": 4 },
                    { "of": "open-book", "votes": 9, "seats": 3 },
                ],
            }),
            "Seven seats by D'Hondt between two lists: Common Plan 11 votes, Open Book 9. Four seats and three.",
            "هفت کرسی به روش دونت میان دو فهرست: «برنامهٔ مشترک» ۱۱ رأی، «دفتر باز» ۹ رأی. چهار کرسی و سه کرسی.",
        )?;
        for (person, faction, office) in EXECUTIVE {
            let seat = format!("{person}-executive-3");
            let says = json!({
                "person": person, "organ": "executive", "seat": "elected", "unit": "congress",
                "election": "executive-election-3", "virtue-of": format!("{person}-mandate-3"), "faction": faction,
            });
            self.sits(&seat, CHAIR, "mandate", says)?;
            if let Some(office) = office {
                let says =
                    json!({ "person": person, "office": office, "organ": "executive", "virtue-of": seat });
                self.sits(&format!("executive-{office}-3"), CHAIR, "appointment", says)?;
            }
        }
        self.item("elections", "closed")
    }

    /// The item in which the congress is now: a motion, an amendment, a rival, three who have asked for the floor, and a task.
    fn is_at_work(&mut self) -> Written {
        self.item("solidarity", "opened")?;
        let on = |rest: Value| {
            let mut says = json!({ "question": "ordinary", "subject": "solidarity", "item": "solidarity" });
            if let (Value::Object(says), Value::Object(rest)) = (&mut says, rest) {
                says.extend(rest);
            }
            says
        };
        self.says(
            "fund",
            "kaveh",
            "motion",
            on(json!({})),
            "The solidarity fund keeps a reserve of one tenth of its yearly income for floods, fires and closures. The executive pays from it \
             within three days of a request by a branch, and reports every payment to the next congress.",
            "صندوق همبستگی یک‌دهم درآمد سالانهٔ خود را برای سیل، آتش‌سوزی و تعطیلی ذخیره می‌کند. کمیتهٔ اجرایی ظرف سه روز پس از درخواست هر \
             شاخه از آن می‌پردازد و هر پرداخت را به کنگرهٔ بعدی گزارش می‌دهد.",
        )?;
        self.says(
            "fund-amendment",
            "owen",
            "motion",
            on(json!({ "amends": "fund" })),
            "Replace ‘one tenth’ by ‘one fifth’.",
            "«یک‌دهم» به «یک‌پنجم» تبدیل شود.",
        )?;
        self.says(
            "fund-by-need",
            "shirin",
            "motion",
            on(json!({ "rivals": ["fund"] })),
            "No fixed reserve: the congress itself grants aid, case by case, after hearing the branch.",
            "ذخیرهٔ ثابتی نباشد: خود کنگره پس از شنیدن سخن شاخه، موردبه‌مورد کمک می‌دهد.",
        )?;
        for speaker in ["jamshid", "alice", "ali"] {
            let says = json!({ "speaker": speaker, "form": "debate", "floor": "asked", "on": "fund", "item": "solidarity" });
            self.sits(&format!("{speaker}-asks-3"), speaker, "speech", says)?;
        }
        let due = moment(self.at + 60 * DAY).map(|d| d.as_str().chars().take(10).collect::<String>());
        self.says(
            "fund-accounts",
            CHAIR,
            "task",
            json!({ "owner": ["peter"], "due": due }),
            "Peter lays the accounts of the solidarity fund before the branches.",
            "پیتر حساب صندوق همبستگی را در برابر شاخه‌ها می‌گذارد.",
        )
    }
}

fn name(word: &str) -> &str {
    word.trim_end_matches(['*', '+'])
}

fn faction(word: &str) -> Option<&'static str> {
    match word.chars().last() {
        Some('*') => Some("common-plan"),
        Some('+') => Some("open-book"),
        _ => None,
    }
}

fn all_delegates() -> impl Iterator<Item = &'static str> {
    DELEGATES.iter().flat_map(|(_, delegates)| delegates.iter()).map(|d| name(d))
}
