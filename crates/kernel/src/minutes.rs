//! The minutes of a sitting, made from its acts: who called it, who was there, what was moved, said, voted and decided, with what the rules
//! found and what whoever keeps them remarks. The same lines serve the command line and the pages.

use crate::finding::{Finding, Severity};
use crate::names::mandate_of;
use crate::standing::{SittingStanding, Standing};
use crate::words;
use crate::{quorum, verdict};
use serde::Serialize;
use shura_act::act::{
    Agenda, AgendaItem, Division, MinutesState, Motion, Presence, SittingChange, SittingState, Speech,
};
use shura_act::bilingual::all_of;
use shura_act::{Act, Bilingual, Calendar, Date, Entry, Figure, Id, Key, Kind, Lang, show};

/// Names of persons that are not in the record and that the reader may know.
pub type Known<'a> = &'a dyn Fn(&Id) -> Option<Bilingual>;

/// The minutes of a sitting, from the acts of its record in order and what the rules found in them; `None` if there is no such sitting.
pub fn of(
    standing: &Standing,
    id: &Id,
    entries: &[&Entry],
    findings: &[Finding],
    known: Known<'_>,
) -> Option<Minutes> {
    let (id, sitting) = standing.sittings.get_key_value(id)?;
    let calendar = standing.charter.organisation.calendar;
    Some(Secretary { standing, entries, findings, id, sitting, calendar, known }.minutes())
}

/// The minutes of a sitting, in both languages.
#[derive(Clone, Debug, Serialize)]
pub struct Minutes {
    /// The sitting.
    pub sitting: Id,
    /// Whose sitting.
    pub organ: Id,
    /// The heading.
    pub title: Bilingual,
    /// When, where, who called it, who presided, who was there.
    pub opening: Vec<Bilingual>,
    /// What was done, in order.
    pub paragraphs: Vec<Paragraph>,
    /// What the record does not say.
    pub missing: Vec<Bilingual>,
    /// What the rules found, by the numbers that paragraphs name.
    pub notes: Vec<Note>,
    /// What whoever keeps the minutes remarks upon the sitting as a whole.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<Bilingual>,
    /// What became of the minutes: kept, signed, adopted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<MinutesState>,
}

/// One act of a sitting, in a sentence.
#[derive(Clone, Debug, Serialize)]
pub struct Paragraph {
    /// The act.
    pub act: Id,
    /// Its kind.
    pub kind: Kind,
    #[serde(skip_serializing_if = "Option::is_none")]
    /// When.
    pub at: Option<Date>,
    /// What it says: facts, which no remark changes.
    pub text: Bilingual,
    /// Numbers of notes, from 1.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<usize>,
    /// What whoever keeps the minutes remarks upon it; remarks that were replaced stay in the record and are not shown.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<Bilingual>,
}

/// What a rule found in an act of the sitting.
#[derive(Clone, Debug, Serialize)]
pub struct Note {
    /// The rule.
    pub rule: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// What it says.
    pub text: Bilingual,
}

/// Whoever writes the minutes of one sitting.
struct Secretary<'a> {
    standing: &'a Standing,
    entries: &'a [&'a Entry],
    findings: &'a [Finding],
    id: &'a Id,
    sitting: &'a SittingStanding,
    calendar: Calendar,
    known: Known<'a>,
}

impl Secretary<'_> {
    fn minutes(&self) -> Minutes {
        let mut notes: Vec<Note> = vec![];
        let mut paragraphs = vec![];
        let own = |e: &&Entry| e.id != *self.id && self.belongs(e);
        let opened = self.entries.iter().copied().find(|e| e.id == *self.id);
        for entry in opened.into_iter().chain(self.entries.iter().copied().filter(own)) {
            let mut marks = vec![];
            for finding in self.findings.iter().filter(|f| f.act == entry.id) {
                let text = finding.text(self.standing);
                notes.push(Note { rule: finding.rule, severity: finding.severity, text });
                marks.push(notes.len());
            }
            paragraphs.push(Paragraph {
                act: entry.id.clone(),
                kind: entry.act.kind(),
                at: entry.at.clone(),
                text: self.paragraph(entry),
                notes: marks,
                remarks: if entry.id == *self.id { vec![] } else { self.remarks(&entry.id) },
            });
        }
        Minutes {
            sitting: self.id.clone(),
            organ: self.sitting.sitting.organ.clone(),
            title: self.title(),
            opening: self.opening(),
            missing: self.missing(&paragraphs),
            paragraphs,
            notes,
            remarks: self.remarks(self.id),
            state: self.sitting.minutes,
        }
    }

    /// The remarks on an act that no later one replaced. Those on the sitting stand at its head, not at its opening.
    fn remarks(&self, on: &Id) -> Vec<Bilingual> {
        let all = self.standing.remarks.get(on).into_iter().flatten();
        all.filter(|r| r.replaced_by.is_none()).map(|r| r.text.clone()).collect()
    }

    /// Whether an act is part of the sitting: done in it, or about it or one of its votes.
    fn belongs(&self, entry: &Entry) -> bool {
        if entry.sitting.as_ref() == Some(self.id) {
            return !matches!(entry.act.kind(), Kind::Ballot | Kind::Remark);
        }
        match &entry.act {
            Act::SittingChange(a) => a.of == *self.id,
            Act::Disclosure(a) => a.of == *self.id,
            Act::Minutes(a) => a.of == *self.id,
            Act::Composition(a) => a.of == *self.id,
            Act::Election(a) => a.of == *self.id,
            Act::Challenge(a) => a.of == *self.id || self.sitting.divisions.contains(&a.of),
            Act::Dissent(a) => self.sitting.divisions.contains(&a.from),
            Act::Declaration(a) => self.sitting.divisions.contains(&a.division),
            _ => false,
        }
    }

    fn name(&self, id: &Id) -> Bilingual {
        (self.known)(id).unwrap_or_else(|| self.standing.name_of(id))
    }

    /// A motion by its number in the sitting; one of another sitting by its words.
    fn motion_named(&self, id: &Id) -> Bilingual {
        match self.number_of(id) {
            Some(n) => Bilingual::new(format!("motion {n}"), format!("پیشنهاد {n}")),
            None => self.name(id),
        }
    }

    fn number_of(&self, motion: &Id) -> Option<usize> {
        self.sitting.motions.iter().position(|m| m == motion).map(|place| place.saturating_add(1))
    }

    /// A vote by what it is on.
    fn vote_named(&self, id: &Id) -> Bilingual {
        let on = self.standing.divisions.get(id).map_or(&[][..], |d| &d.division.on);
        if on.is_empty() {
            return Bilingual::new("the vote", "رأی‌گیری");
        }
        let on = all_of(&on.iter().map(|o| self.motion_named(o)).collect::<Vec<_>>());
        Bilingual::new(format!("the vote on {}", on.en), format!("رأی‌گیری دربارهٔ {}", on.fa))
    }

    /// An item by its title, or by its place in the agenda.
    fn item_named(&self, key: &Key) -> Bilingual {
        let items = &self.sitting.agenda_items;
        let place = items.iter().position(|i| i.key == *key);
        match place.and_then(|p| items.get(p)?.title.clone()) {
            Some(title) => Bilingual::new(format!("‘{}’", title.en), format!("«{}»", title.fa)),
            None => match place.map(|p| p.saturating_add(1)) {
                Some(n) => Bilingual::new(n.to_string(), n.to_string()),
                None => Bilingual::new(format!("‘{key}’"), format!("«{key}»")),
            },
        }
    }

    fn names(&self, ids: &[Id]) -> Bilingual {
        let name = |id: &Id| match self.standing.mandates.get(id) {
            Some(held) => self.name(&held.mandate.person),
            None => self.name(id),
        };
        all_of(&ids.iter().map(name).collect::<Vec<_>>())
    }

    fn date(&self, date: &Date) -> Bilingual {
        Bilingual::new(show::date(date, self.calendar, Lang::En), show::date(date, self.calendar, Lang::Fa))
    }

    fn title(&self) -> Bilingual {
        let organ = self.name(&self.sitting.sitting.organ);
        match self.sitting.sitting.number {
            Some(n) => words::digits(Bilingual::new(
                format!("Minutes of sitting {n} of {}", organ.en),
                format!("صورت‌جلسهٔ نشست {n} {}", organ.fa),
            )),
            None => Bilingual::new(
                format!("Minutes of a sitting of {}", organ.en),
                format!("صورت‌جلسهٔ نشستی از {}", organ.fa),
            ),
        }
    }

    fn opening(&self) -> Vec<Bilingual> {
        let told = &self.sitting.sitting;
        let mut lines = vec![];
        let mut say = |en: &str, fa: &str, words: Bilingual| {
            lines.push(Bilingual::new(format!("{en}: {}", words.en), format!("{fa}: {}", words.fa)));
        };
        if let Some(at) = &self.sitting.at {
            say("Opened", "گشایش", self.date(at));
        }
        if let Some(place) = &told.place {
            say("Place", "جا", place.clone());
        }
        if let Some(publicity) = told.publicity {
            say("Publicity", "علنی بودن", words::publicity(publicity));
        }
        if let Some(convening) = told.convened.as_ref().and_then(|c| self.standing.convenings.get(c)) {
            let by = convening.by.as_ref().map(|b| self.name(b));
            let day = convening.for_date.as_ref().map(|d| self.date(d));
            let unknown = || Bilingual::new("someone not named", "کسی که نامش نیامده");
            let by = by.unwrap_or_else(unknown);
            let words = match day {
                Some(day) => Bilingual::new(
                    format!("{}, for {}", by.en, day.en),
                    format!("{}، برای {}", by.fa, day.fa),
                ),
                None => by,
            };
            say("Called by", "فراخواننده", words);
        }
        if let Some(chair) = &told.chair {
            say("In the chair", "رئیس نشست", self.name(chair));
        }
        if !told.joint.is_empty() {
            say("Together with", "همراه با", self.names(&told.joint));
        }
        if let Some(present) = &told.present {
            say("Present at the opening", "حاضران هنگام گشایش", present.words());
        }
        if let Some(needed) = quorum::needed(self.standing, &told.organ, self.id) {
            say("Quorum", "حد نصاب", words::digits(Bilingual::new(needed.to_string(), needed.to_string())));
        }
        lines
    }

    /// What a reader of minutes looks for and the record does not say.
    fn missing(&self, paragraphs: &[Paragraph]) -> Vec<Bilingual> {
        let told = &self.sitting.sitting;
        let has = |kind: Kind| paragraphs.iter().any(|p| p.kind == kind);
        let ended = matches!(
            self.sitting.state,
            SittingState::Closed | SittingState::Dispersed | SittingState::Adjourned
        ) && self.sitting.state_at.is_some();
        let chair = told.chair.is_some() || self.sitting.chair.is_some();
        let counted = told.present.is_some()
            || self.sitting.present_count.is_some()
            || !self.sitting.registered.is_empty();
        let mut missing: Vec<Bilingual> = [
            (self.sitting.at.is_some(), "when it opened", "زمان گشایش"),
            (told.place.is_some(), "where it sat", "جای نشست"),
            (told.convened.is_some(), "who called it", "فراخوانندهٔ آن"),
            (chair, "who presided", "رئیس نشست"),
            (counted, "how many were present", "شمار حاضران"),
            (has(Kind::Agenda), "its agenda", "دستور جلسه"),
            (ended, "when it ended", "زمان پایان"),
            (has(Kind::Minutes), "whether minutes were kept", "این‌که صورت‌جلسه‌ای نوشته شد یا نه"),
        ]
        .into_iter()
        .filter(|(known, ..)| !known)
        .map(|(_, en, fa)| Bilingual::new(en, fa))
        .collect();
        for id in &self.sitting.divisions {
            let Some(division) = self.standing.divisions.get(id) else { continue };
            let tally = verdict::tally(division);
            if tally.in_favour.is_none() && division.division.options.is_empty() {
                let vote = self.vote_named(id);
                missing.push(words::digits(Bilingual::new(
                    format!("the figures of {}", vote.en),
                    format!("رقم‌های {}", vote.fa),
                )));
            }
        }
        missing
    }

    /// One act in a sentence: what its kind says, then the words of the record.
    fn paragraph(&self, entry: &Entry) -> Bilingual {
        // Where the record's own words say all that the act does, the act is not told twice.
        let told_by_text = matches!(
            entry.act,
            Act::Item(_) | Act::SittingChange(_) | Act::Minutes(_) | Act::Dissent(_) | Act::Disclosure(_)
        );
        let said =
            if told_by_text && entry.text.is_some() { None } else { self.by_kind(entry).map(words::digits) };
        match (said, &entry.text) {
            (Some(said), Some(text)) => {
                Bilingual::new(format!("{} {}", said.en, text.en), format!("{} {}", said.fa, text.fa))
            }
            (Some(said), None) => said,
            (None, Some(text)) => text.clone(),
            (None, None) => self.by_kind_alone(entry),
        }
    }

    /// What an act is, and of what, where neither the record nor a sentence of ours says more.
    fn by_kind_alone(&self, entry: &Entry) -> Bilingual {
        let kind = words::kind(entry.act.kind());
        let of = match &entry.act {
            Act::Ratification(a) => all_of(&a.of.iter().map(|id| self.name(id)).collect::<Vec<_>>()),
            _ => self.name(&entry.id),
        };
        if of.en == entry.id.as_str() {
            return Bilingual::new(format!("({})", kind.en), format!("({})", kind.fa));
        }
        words::digits(match &entry.act {
            // What these are called says already what they are.
            Act::Mandate(_) | Act::Appointment(_) => {
                Bilingual::new(format!("Given: {}.", of.en), format!("{} داده شد.", of.fa))
            }
            _ => Bilingual::new(format!("({}: {})", kind.en, of.en), format!("({}: {})", kind.fa, of.fa)),
        })
    }

    fn by_kind(&self, entry: &Entry) -> Option<Bilingual> {
        Some(match &entry.act {
            Act::Sitting(a) => match a.chair.as_ref().or(entry.by.as_ref()) {
                Some(chair) => {
                    let name = self.name(chair);
                    Bilingual::new(
                        format!("The sitting is opened by {}.", name.en),
                        format!("{} نشست را می‌گشاید.", name.fa),
                    )
                }
                None => Bilingual::new("The sitting opens.", "نشست گشوده می‌شود."),
            },
            Act::SittingChange(a) => self.change(a),
            Act::Agenda(a) => agenda(a),
            Act::Item(a) => {
                let (state, item) = (words::item(a.to), self.item_named(&a.key));
                Bilingual::new(
                    format!("Item {} {}.", item.en, state.en),
                    format!("بند {} {}.", item.fa, state.fa),
                )
            }
            Act::Speech(a) => self.speech(a),
            Act::Presence(a) => self.presence(a),
            Act::Dissent(a) => {
                let who = self.names(&a.who);
                Bilingual::new(
                    format!("Dissent entered by {}.", who.en),
                    format!("نظر مخالف {} ثبت می‌شود.", who.fa),
                )
            }
            Act::Motion(a) => self.motion(entry, a),
            Act::MotionChange(a) => {
                let (state, motion) = (words::motion(a.to), self.motion_named(&a.of));
                Bilingual::new(
                    format!("{} {}.", capitalised(&motion.en), state.en),
                    format!("{} {}.", motion.fa, state.fa),
                )
            }
            Act::MandateChange(a) => {
                let (state, mandate) = (words::mandate(a.to), self.mandate_named(&a.of));
                Bilingual::new(
                    format!("{}: {}.", capitalised(&mandate.en), state.en),
                    format!("{}: {}.", mandate.fa, state.fa),
                )
            }
            Act::Division(a) => self.division(&entry.id, a),
            Act::Count(a) => {
                let who = entry.by.as_ref().map_or_else(Bilingual::default, |by| self.name(by));
                let figures = format!("{} : {} : {}", a.in_favour, a.against, a.abstain.unwrap_or(0));
                Bilingual::new(
                    format!("{} counts {figures} (for : against : abstaining).", who.en),
                    format!("{} می‌شمارد: {figures} (موافق : مخالف : ممتنع).", who.fa),
                )
            }
            Act::Declaration(a) => {
                let (outcome, vote) = (words::outcome(a.outcome), self.vote_named(&a.division));
                Bilingual::new(
                    format!("The result of {} is declared: {}.", vote.en, outcome.en),
                    format!("نتیجهٔ {} اعلام می‌شود: {}.", vote.fa, outcome.fa),
                )
            }
            Act::Election(a) if !a.elected.is_empty() => {
                let who = self.names(&a.elected);
                Bilingual::new(format!("Elected: {}.", who.en), format!("برگزیده شدند: {}.", who.fa))
            }
            Act::Disclosure(a) => {
                let p = words::publicity(a.publicity);
                Bilingual::new(format!("From now on: {}.", p.en), format!("از این پس: {}.", p.fa))
            }
            Act::Minutes(a) => {
                let state = words::minutes(a.to);
                Bilingual::new(format!("{}.", state.en), format!("{}.", state.fa))
            }
            _ => return None,
        })
    }

    /// A mandate by its holder and what it is for.
    fn mandate_named(&self, id: &Id) -> Bilingual {
        let Some(held) = self.standing.mandates.get(id) else { return self.name(id) };
        mandate_of(&self.name(&held.mandate.person), &self.name(&held.mandate.organ))
    }

    fn change(&self, a: &SittingChange) -> Bilingual {
        let state = words::sitting(a.to);
        match a.minutes {
            Some(n) => {
                Bilingual::new(format!("{} for {n} minutes.", state.en), format!("{}، {n} دقیقه.", state.fa))
            }
            None => Bilingual::new(format!("{}.", state.en), format!("{}.", state.fa)),
        }
    }

    fn speech(&self, a: &Speech) -> Bilingual {
        let mut who = self.name(&a.speaker);
        if let Some(faction) = &a.faction {
            let faction = self.name(faction);
            who = Bilingual::new(
                format!("{} ({})", who.en, faction.en),
                format!("{} ({})", who.fa, faction.fa),
            );
        }
        let form = words::speech(a.form);
        match words::floor(a.floor) {
            Some(floor) => Bilingual::new(
                format!("{} {} ({}).", who.en, floor.en, form.en),
                format!("{} {} ({}).", who.fa, floor.fa, form.fa),
            ),
            None => Bilingual::new(format!("{}, {}:", who.en, form.en), format!("{}، {}:", who.fa, form.fa)),
        }
    }

    fn presence(&self, a: &Presence) -> Bilingual {
        let state = words::presence(a.to);
        let who = self.names(&a.who);
        let (mut en, mut fa) = (format!("{}: {}", state.en, who.en), format!("{}: {}", state.fa, who.fa));
        if let Some(count) = &a.count {
            let n = count.words();
            en.push_str(&format!(" ({})", n.en));
            fa.push_str(&format!(" ({} تن)", n.fa));
        }
        if let Some(reason) = &a.reason {
            en.push_str(&format!("; reason: {}", reason.en));
            fa.push_str(&format!("؛ دلیل: {}", reason.fa));
        }
        if let Some(present) = &a.present {
            let n = present.words();
            en.push_str(&format!("; present afterwards: {}", n.en));
            fa.push_str(&format!("؛ حاضران پس از آن: {}", n.fa));
        }
        Bilingual::new(format!("{en}."), format!("{fa}."))
    }

    fn motion(&self, entry: &Entry, a: &Motion) -> Bilingual {
        let mover = a.mover.as_ref().or(entry.by.as_ref()).map(|m| self.name(m));
        let (what_en, what_fa) = match (&a.amends, a.procedural) {
            (Some(_), _) => ("Amendment", "اصلاحیه"),
            (None, true) => ("Procedural motion", "پیشنهاد آیین‌نامه‌ای"),
            (None, false) => ("Motion", "پیشنهاد"),
        };
        let number = self.number_of(&entry.id).map(|n| format!(" {n}")).unwrap_or_default();
        let to = a.amends.as_ref().map(|of| self.motion_named(of));
        let (to_en, to_fa) =
            to.map(|of| (format!(" to {}", of.en), format!(" بر {}", of.fa))).unwrap_or_default();
        match mover {
            Some(m) => Bilingual::new(
                format!("{what_en}{number}{to_en}, moved by {}:", m.en),
                format!("{what_fa}{number}{to_fa} از {}:", m.fa),
            ),
            None => {
                Bilingual::new(format!("{what_en}{number}{to_en}:"), format!("{what_fa}{number}{to_fa}:"))
            }
        }
    }

    /// A vote: what on, how, the figures, the verdict's own sentence, and the result as it was declared.
    fn division(&self, id: &Id, a: &Division) -> Bilingual {
        let on = all_of(&a.on.iter().map(|o| self.motion_named(o)).collect::<Vec<_>>());
        let mut en = if a.on.is_empty() { "Vote".to_owned() } else { format!("Vote on {}", on.en) };
        let mut fa = if a.on.is_empty() {
            "رأی‌گیری".to_owned()
        } else {
            format!("رأی‌گیری دربارهٔ {}", on.fa)
        };
        if let Some(method) = words::method(a.method) {
            en.push_str(&format!(", {}", method.en));
            fa.push_str(&format!("، {}", method.fa));
        }
        let counts: [(&Option<Figure>, &str, &str); 5] = [
            (&a.in_favour, "for", "موافق"),
            (&a.against, "against", "مخالف"),
            (&a.abstain, "abstaining", "ممتنع"),
            (&a.blank, "blank", "سفید"),
            (&a.not_voting, "not voting", "بی‌شرکت در رأی"),
        ];
        let told = |(count, en, fa): &(&Option<Figure>, &str, &str)| {
            let n = count.as_ref()?.words();
            Some(Bilingual::new(format!("{} {en}", n.en), format!("{} {fa}", n.fa)))
        };
        let mut figures: Vec<Bilingual> = counts.iter().filter_map(told).collect();
        for option in &a.options {
            let label = option.label.clone().unwrap_or_default();
            let name = option.of.as_ref().map_or_else(|| Bilingual::new(&label, &label), |o| self.name(o));
            let n = option.votes.words();
            figures.push(Bilingual::new(
                format!("{} for {}", n.en, name.en),
                format!("{} رأی به {}", n.fa, name.fa),
            ));
        }
        if !figures.is_empty() {
            let figures = all_of(&figures);
            en.push_str(&format!(": {}", figures.en));
            fa.push_str(&format!(": {}", figures.fa));
        }
        en.push('.');
        fa.push('.');
        if a.options.is_empty()
            && let Some(decided) = verdict::of(self.standing, id)
        {
            en.push_str(&format!(" {}", decided.verdict.sentence.en));
            fa.push_str(&format!(" {}", decided.verdict.sentence.fa));
        }
        if let Some(outcome) = a.outcome {
            let outcome = words::outcome(outcome);
            en.push_str(&format!(" Declared: {}.", outcome.en));
            fa.push_str(&format!(" نتیجهٔ اعلام‌شده: {}.", outcome.fa));
        }
        for vote in &a.votes {
            let (who, choice) = (self.name(&vote.who), words::choice(vote.choice));
            en.push_str(&format!(" {}: {}.", who.en, choice.en));
            fa.push_str(&format!(" {}: {}.", who.fa, choice.fa));
        }
        Bilingual::new(en, fa)
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn agenda(a: &Agenda) -> Bilingual {
    let item = |(n, i): (usize, &AgendaItem)| {
        let key = Bilingual::new(i.key.as_str(), i.key.as_str());
        let title = i.title.clone().unwrap_or(key);
        Bilingual::new(format!("{n}. {}", title.en), format!("{n}. {}", title.fa))
    };
    let items: Vec<Bilingual> = (1..).zip(&a.items).map(item).collect();
    let join = |words: Vec<&str>, semicolon: &str| words.join(semicolon);
    Bilingual::new(
        format!("Agenda: {}.", join(items.iter().map(|i| i.en.as_str()).collect(), "; ")),
        format!("دستور جلسه: {}.", join(items.iter().map(|i| i.fa.as_str()).collect(), "؛ ")),
    )
}
