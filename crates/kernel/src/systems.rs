//! The systems that the seed describes, row by row, and the rows to which each act belongs.

use crate::standing::Standing;
use shura_act::act::*;
use shura_act::{Act, Bilingual, Entry};

/// A row of the systems of the seed.
pub struct System {
    /// Its name, A1 to E8.
    pub row: &'static str,
    /// English.
    en: &'static str,
    /// Persian.
    fa: &'static str,
}

impl System {
    /// What the row is about.
    pub fn name(&self) -> Bilingual {
        Bilingual::new(self.en, self.fa)
    }
}

/// Every row, in order.
pub const ALL: &[System] = &[
    System { row: "A1", en: "Organs and their life", fa: "نهادها و زندگی آن‌ها" },
    System {
        row: "A2", en: "Norms of representation and weights", fa: "معیار نمایندگی و وزن رأی"
    },
    System {
        row: "A3", en: "Two representations of one base", fa: "دو نمایندگی از یک پایه"
    },
    System { row: "A4", en: "Mandates", fa: "وکالت‌ها" },
    System { row: "A5", en: "Credentials", fa: "اعتبارنامه‌ها" },
    System { row: "A6", en: "Recall", fa: "بازخوانی" },
    System { row: "A7", en: "Kinds of seats", fa: "گونه‌های کرسی" },
    System { row: "A8", en: "Factions", fa: "فراکسیون‌ها" },
    System {
        row: "A9", en: "Instructions of electors", fa: "دستورهای انتخاب‌کنندگان"
    },
    System { row: "B1", en: "Convening and deadlines", fa: "فراخوان و موعد" },
    System {
        row: "B2", en: "Opening, presidium and chair", fa: "گشایش، هیئت‌رئیسه و رئیس"
    },
    System { row: "B3", en: "Agenda", fa: "دستور جلسه" },
    System { row: "B4", en: "The floor", fa: "نوبت سخن" },
    System {
        row: "B5", en: "Attendance, walk-outs and quorum", fa: "حضور، ترک جلسه و حد نصاب"
    },
    System { row: "B6", en: "Publicity", fa: "علنی بودن" },
    System { row: "B7", en: "Dissent entered", fa: "ثبت نظر مخالف" },
    System { row: "C1", en: "Life of a motion", fa: "سرگذشت پیشنهاد" },
    System { row: "C2", en: "Text", fa: "متن" },
    System { row: "C3", en: "Methods of voting", fa: "شیوه‌های رأی‌گیری" },
    System { row: "C4", en: "Majorities", fa: "اکثریت‌ها" },
    System { row: "C5", en: "Elections", fa: "انتخابات" },
    System { row: "C6", en: "Government by commissions", fa: "حکومت با کمیسیون‌ها" },
    System { row: "C7", en: "Interim acts", fa: "کنش‌های موقت" },
    System { row: "D1", en: "Orders", fa: "فرمان‌ها" },
    System { row: "D2", en: "Countersignature", fa: "امضای متقابل" },
    System { row: "D3", en: "Counter-orders and conflict", fa: "فرمان متقابل و تعارض" },
    System { row: "D4", en: "Recognition", fa: "به‌رسمیت‌شناسی" },
    System { row: "D5", en: "Commissars and warrants", fa: "کمیسرها و حکم‌ها" },
    System { row: "D6", en: "Dispatches", fa: "پیام‌ها" },
    System {
        row: "D7", en: "Ultimatums, offers and undertakings", fa: "اتمام‌حجت، پیشنهاد و تعهد"
    },
    System { row: "D8", en: "Tasks", fa: "وظیفه‌ها" },
    System { row: "D9", en: "By what right", fa: "به چه حقی" },
    System {
        row: "D10", en: "Command claimed and obedience seen", fa: "ادعای فرماندهی و فرمان‌بری"
    },
    System { row: "D11", en: "Passes and passwords", fa: "جواز و اسم شب" },
    System { row: "D12", en: "Transfer and fall of an authority", fa: "انتقال و سقوط قدرت" },
    System { row: "D13", en: "Succession and reserve centres", fa: "جانشینی و مرکز ذخیره" },
    System { row: "E1", en: "Minutes", fa: "صورت‌جلسه" },
    System { row: "E2", en: "Nothing torn out", fa: "هیچ برگی کنده نشود" },
    System { row: "E3", en: "Claims, evidence and versions", fa: "ادعا، گواه و روایت" },
    System { row: "E4", en: "Figures that do not agree", fa: "رقم‌های ناسازگار" },
    System { row: "E5", en: "Dates", fa: "تاریخ‌ها" },
    System { row: "E6", en: "Acts in force", fa: "کنش‌های معتبر" },
    System { row: "E7", en: "Registers of reports", fa: "دفتر گزارش‌ها" },
    System { row: "E8", en: "Persian and English", fa: "فارسی و انگلیسی" },
];

/// The rows that an act exercises: that of its kind, and those that its content adds.
pub fn of(entry: &Entry, standing: &Standing) -> Vec<&'static str> {
    let mut rows = vec![entry.act.kind().system(), "E2"];
    let mut add = |row, wanted: bool| {
        if wanted {
            rows.push(row);
        }
    };
    add("E5", entry.at.is_some());
    add("E8", entry.text.is_some());
    add("E3", entry.account_of.is_some() || entry.source.len() > 1);
    add("D9", entry.behalf.is_some() || entry.under.is_some());
    let is_form = |id: &shura_act::Id, forms: &[&str]| {
        standing.organs.get(id).is_some_and(|o| forms.contains(&o.organ.form.as_str()))
    };
    match &entry.act {
        Act::Organ(a) => {
            add("A3", !a.same_base_as.is_empty());
            add("C6", ["commission", "ministry"].contains(&a.form.as_str()));
        }
        Act::Mandate(a) => {
            add("A7", a.seat != Seat::Elected || a.substitute_for.is_some());
            add("A2", a.weight.is_some());
        }
        Act::MandateChange(a) => add("A7", matches!(a.to, MandateState::Declined | MandateState::Resigned)),
        Act::Election(a) => {
            add("B2", a.office.is_some());
            add("A7", a.lists.iter().any(|l| l.declined.is_some()));
        }
        Act::Composition(a) => {
            add("E4", a.complete || a.total.is_some());
            add(
                "A8",
                a.parts.iter().any(|p| p.of.as_ref().is_some_and(|of| standing.factions.contains_key(of))),
            );
            add("C6", is_form(&a.of, &["government"]));
        }
        Act::Appointment(a) => {
            add("C6", ["minister", "deputy-minister"].contains(&a.office.as_str()));
            add("B2", ["chair", "presidium"].contains(&a.office.as_str()));
        }
        Act::Motion(a) => add(
            "C2",
            a.amends.is_some() || a.substitutes.is_some() || !a.stages.is_empty() || a.words.is_some(),
        ),
        Act::MotionChange(a) => add(
            "C2",
            matches!(a.to, MotionState::Amended | MotionState::TakenOver | MotionState::Substituted),
        ),
        Act::Division(a) => {
            add("C4", a.outcome.is_some());
            add(
                "A8",
                a.electorate
                    .as_ref()
                    .is_some_and(|e| standing.factions.contains_key(e) || is_form(e, &["faction-caucus"])),
            );
        }
        Act::Declaration(_) => add("C4", true),
        Act::Order(a) => {
            add("D3", !a.annuls.is_empty());
            add("C7", a.provisional);
        }
        Act::Status(a) => {
            add("D12", matches!(a.to, LifeState::Fallen | LifeState::Dissolved | LifeState::Succeeded))
        }
        Act::Recognition(a) => add("D10", a.shown),
        Act::Transfer(_) => add("E6", true),
        Act::Progress(a) => add("D8", standing.pending.get(&a.of).is_some_and(|p| p.form.is_none())),
        Act::Disclosure(_) | Act::Sitting(_) => add("B6", true),
        Act::Minutes(a) => add("E2", a.to == MinutesState::Altered),
        _ => {}
    }
    rows.sort_unstable();
    rows.dedup();
    rows
}
