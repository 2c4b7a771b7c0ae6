//! Forms: what they ask, what was typed, what is wrong with it, and the acts that come of it.

use crate::app::App;
use crate::book::Book;
use crate::clerk::{Refused, Submission, fresh, moment, only_that_it_may_not};
use crate::frame::{Frame, Returned, why_not};
use crate::house::{House, NotEntered};
use crate::signing;
use crate::trouble::Trouble;
use crate::visitor::Visitor;
use askama::Template;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::response::Response;
use shura_act::{Act, Bilingual, Date, Entry, Figure, Id, PublicKey};
use shura_kernel::{Severity, Standing};
use shura_text::normal;
use std::collections::BTreeMap;
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// The most letters of one field.
const FIELD_CHARS: usize = 20_000;

/// A form as a page shows it.
#[derive(Template)]
#[template(path = "form.html")]
pub struct Form {
    name: &'static str,
    action: String,
    legend: String,
    help: Option<String>,
    button: String,
    confirm: Option<String>,
    act: String,
    fields: Vec<Field>,
    /// What went wrong with the form as a whole.
    why: Option<String>,
    open: bool,
    returned: Option<Returned>,
    say: crate::say::Say,
    /// Who would sign, and with which keys.
    signer: Option<Id>,
    keys: String,
}

/// A field of a form.
struct Field {
    name: &'static str,
    id: String,
    label: String,
    help: Option<String>,
    ask: Ask,
    value: String,
    needed: bool,
    why: Option<String>,
}

/// What a field asks.
enum Ask {
    Hidden,
    Line,
    Lines,
    Number,
    Day,
    Tick,
    One(Vec<Choice>),
    Many(Vec<Choice>),
}

/// One of several things to choose from.
#[derive(Clone)]
pub struct Choice {
    value: String,
    label: String,
    chosen: bool,
}

impl Choice {
    /// A choice, by what is sent and what is read.
    pub fn new(value: impl ToString, label: impl Into<String>) -> Self {
        Self { value: value.to_string(), label: label.into(), chosen: false }
    }
}

impl Form {
    /// A form whose words are the messages `name`, `name-do` and, if there is one, `name-help`; sent to `action`.
    pub fn new(frame: &Frame, name: &'static str, action: impl Into<String>) -> Self {
        let returned = frame.returned.clone().filter(|r| r.form == name);
        let why = returned.as_ref().filter(|r| r.field.is_empty()).map(|r| r.why.clone());
        let said = |key: String| Some(frame.say(&key)).filter(|words| *words != key);
        let typed = returned.as_ref().and_then(|r| r.typed.get("act")).filter(|act| Id::new(act).is_ok());
        Self {
            name,
            action: action.into(),
            legend: frame.say(name),
            help: said(format!("{name}-help")),
            button: said(format!("{name}-do")).unwrap_or_else(|| frame.say("form-enter")),
            confirm: said(format!("{name}-confirm")),
            act: typed.cloned().unwrap_or_else(|| fresh("act")),
            fields: vec![],
            why,
            open: returned.is_some(),
            returned,
            say: frame.say,
            signer: frame.person_id.clone(),
            keys: frame.keys.clone(),
        }
    }

    /// The same form, open without being asked for.
    pub fn opened(mut self) -> Self {
        self.open = true;
        self
    }

    /// The same form with another heading.
    pub fn headed(mut self, legend: impl Into<String>) -> Self {
        self.legend = legend.into();
        self
    }

    fn field(mut self, name: &'static str, mut ask: Ask, value: String) -> Self {
        let typed = self.returned.as_ref().and_then(|r| r.typed.get(name).cloned());
        let value = if self.returned.is_some() { typed.unwrap_or_default() } else { value };
        if let Ask::One(choices) | Ask::Many(choices) = &mut ask {
            for choice in choices {
                choice.chosen = value.split(' ').any(|v| v == choice.value);
            }
        }
        let wrong = self.returned.as_ref().filter(|r| r.field == name);
        let help = format!("label-{name}-help");
        let said = self.say.say(&help);
        self.fields.push(Field {
            name,
            id: format!("{}-{name}", self.name),
            label: self.say.say(&format!("label-{name}")),
            help: (said != help).then_some(said),
            ask,
            value,
            needed: true,
            why: wrong.map(|r| r.why.clone()),
        });
        self
    }

    /// Something sent along unseen.
    pub fn hidden(self, name: &'static str, value: impl ToString) -> Self {
        self.field(name, Ask::Hidden, value.to_string())
    }

    /// One line.
    pub fn line(self, name: &'static str) -> Self {
        self.field(name, Ask::Line, String::new())
    }

    /// Several lines.
    pub fn lines(self, name: &'static str) -> Self {
        self.field(name, Ask::Lines, String::new())
    }

    /// A number.
    pub fn number(self, name: &'static str) -> Self {
        self.field(name, Ask::Number, String::new())
    }

    /// A day of the organisation's calendar.
    pub fn day(self, name: &'static str) -> Self {
        self.field(name, Ask::Day, String::new())
    }

    /// Yes or no.
    pub fn tick(self, name: &'static str) -> Self {
        self.field(name, Ask::Tick, String::new()).may_be_empty()
    }

    /// One of several; the first is chosen where there is but one.
    pub fn one(self, name: &'static str, choices: Vec<Choice>) -> Self {
        let only = if choices.len() == 1 { choices.first().map(|c| c.value.clone()) } else { None };
        self.field(name, Ask::One(choices), only.unwrap_or_default())
    }

    /// Any of several.
    pub fn many(self, name: &'static str, choices: Vec<Choice>) -> Self {
        self.field(name, Ask::Many(choices), String::new())
    }

    /// The last field may be left empty.
    pub fn may_be_empty(mut self) -> Self {
        if let Some(field) = self.fields.last_mut() {
            field.needed = false;
        }
        self
    }

    /// The last field as it stands before anything is typed.
    pub fn filled(mut self, value: impl ToString) -> Self {
        if self.returned.is_none()
            && let Some(field) = self.fields.last_mut()
        {
            field.value = value.to_string();
            if let Ask::One(choices) | Ask::Many(choices) = &mut field.ask {
                choices.iter_mut().for_each(|c| c.chosen = field.value.split(' ').any(|v| v == c.value));
            }
        }
        self
    }

    /// How a day is written: an example in the organisation's calendar.
    fn day_example(&self) -> String {
        let example =
            Date::new("2026-11-26").map(|date| date.in_calendar(self.say.calendar)).unwrap_or_default();
        self.say.number(example)
    }
}

/// Forms as a page shows them. What is wrong with a form that the page does not show (any more) is said before all others.
pub fn shown(frame: &Frame, forms: &[Form]) -> Vec<String> {
    let mut shown = vec![];
    if let Some(returned) = frame.returned.as_ref().filter(|r| forms.iter().all(|form| form.name != r.form)) {
        shown.push(Refusal { why: returned.why.clone() }.render().unwrap_or_default());
    }
    shown.extend(forms.iter().map(|form| form.render().unwrap_or_default()));
    shown
}

/// One sentence on why nothing was entered.
#[derive(Template)]
#[template(source = "<p class=\"why\" role=\"alert\">{{ why }}</p>", ext = "html")]
struct Refusal {
    why: String,
}

/// What was typed into a form.
pub struct Typed {
    pairs: Vec<(String, String)>,
}

impl FromRequest<Arc<App>> for Typed {
    type Rejection = Trouble;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Trouble> {
        let (mut parts, body) = request.into_parts();
        let visitor = Visitor::from_request_parts(&mut parts, app).await?;
        let form =
            axum::extract::Form::<Vec<(String, String)>>::from_request(Request::from_parts(parts, body), app);
        match form.await {
            Ok(axum::extract::Form(pairs)) => Ok(Self { pairs }),
            Err(_) => Err(Trouble::bad_request(&visitor)),
        }
    }
}

/// What is wrong with what was typed: the field, or none for the whole, and the message that says it.
#[derive(Clone, Debug)]
pub struct Wrong {
    field: String,
    key: &'static str,
}

impl Wrong {
    /// Something wrong with a field.
    pub fn at(field: &str, key: &'static str) -> Self {
        Self { field: field.to_owned(), key }
    }

    /// Something wrong with the whole.
    pub fn whole(key: &'static str) -> Self {
        Self::at("", key)
    }
}

impl Typed {
    /// What was typed, as pairs of field and value.
    pub fn new(pairs: Vec<(String, String)>) -> Self {
        Self { pairs }
    }

    /// The same form with another name for its act.
    pub fn renamed(&self, act: &str) -> Self {
        let others = self.pairs.iter().filter(|(name, _)| name != "act").cloned();
        Self { pairs: others.chain([("act".to_owned(), act.to_owned())]).collect() }
    }

    /// The form that it was typed into.
    pub fn form(&self) -> &str {
        self.get("form")
    }

    /// A field as it was typed, without white space around it; empty if it was not sent.
    pub fn get(&self, name: &str) -> &str {
        self.pairs.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.trim())
    }

    fn all(&self, name: &str) -> Vec<&str> {
        self.pairs.iter().filter(|(n, _)| n == name).map(|(_, v)| v.as_str()).collect()
    }

    /// A text that may be empty.
    pub fn maybe(&self, name: &str) -> Result<Option<String>, Wrong> {
        let text = self.get(name);
        if text.chars().count() > FIELD_CHARS {
            return Err(Wrong::at(name, "wrong-long"));
        }
        if text.chars().any(shura_act::canonical::turns_direction) {
            return Err(Wrong::at(name, "wrong-direction"));
        }
        // A record holds text in one form only (NFC), whatever a keyboard makes of it. Where there is nothing to see, nothing was written.
        let blank = text.chars().all(|c| c.is_whitespace() || c.is_control() || normal::is_invisible(c));
        Ok(Some(text.nfc().collect::<String>()).filter(|_| !blank))
    }

    /// A text.
    pub fn text(&self, name: &str) -> Result<String, Wrong> {
        self.maybe(name)?.ok_or_else(|| Wrong::at(name, "wrong-empty"))
    }

    /// Words of the record. They stand in both languages as they were written; nobody translates what somebody said.
    pub fn words(&self, name: &str) -> Result<Option<Bilingual>, Wrong> {
        Ok(self.maybe(name)?.map(|text| Bilingual::new(text.clone(), text)))
    }

    /// Whether something was ticked.
    pub fn ticked(&self, name: &str) -> bool {
        !self.get(name).is_empty()
    }

    /// One that was chosen.
    pub fn id(&self, name: &str) -> Result<Id, Wrong> {
        self.maybe_id(name)?.ok_or_else(|| Wrong::at(name, "wrong-not-offered"))
    }

    /// One that was chosen, or none.
    pub fn maybe_id(&self, name: &str) -> Result<Option<Id>, Wrong> {
        let text = self.get(name);
        if text.is_empty() {
            return Ok(None);
        }
        Id::new(text).map(Some).map_err(|_| Wrong::at(name, "wrong-not-offered"))
    }

    /// All that were chosen.
    pub fn ids(&self, name: &str) -> Result<Vec<Id>, Wrong> {
        let chosen = self.pairs.iter().filter(|(n, v)| n == name && !v.is_empty());
        let ids: Result<Vec<Id>, _> = chosen.map(|(_, v)| Id::new(v)).collect();
        ids.map_err(|_| Wrong::at(name, "wrong-not-offered"))
    }

    /// All that were chosen, at least one.
    pub fn some_ids(&self, name: &str) -> Result<Vec<Id>, Wrong> {
        Some(self.ids(name)?)
            .filter(|ids| !ids.is_empty())
            .ok_or_else(|| Wrong::at(name, "wrong-not-offered"))
    }

    /// A number in any digits, or none.
    pub fn maybe_number(&self, name: &str) -> Result<Option<u64>, Wrong> {
        let text = self.get(name);
        if text.is_empty() {
            return Ok(None);
        }
        let number = normal::number(text).filter(|n| *n <= shura_act::limits::FIGURE_MAX);
        number.map(Some).ok_or_else(|| Wrong::at(name, "wrong-figure"))
    }

    /// A number in any digits.
    pub fn number(&self, name: &str) -> Result<u64, Wrong> {
        self.maybe_number(name)?.ok_or_else(|| Wrong::at(name, "wrong-empty"))
    }

    /// An exact figure.
    pub fn figure(&self, name: &str) -> Result<Figure, Wrong> {
        Ok(Figure::exactly(self.number(name)?))
    }

    /// A day, or none, written in the organisation's calendar with any digits, by `-` or `/`.
    pub fn maybe_day(&self, name: &str, standing: &Standing) -> Result<Option<Date>, Wrong> {
        let text = self.get(name);
        if text.is_empty() {
            return Ok(None);
        }
        let plain = normal::ascii_digits(text).replace(['/', '.'], "-");
        let parts: Vec<&str> = plain.split(['-', 'T']).collect();
        let padded = parts.iter().take(3).map(|part| format!("{part:0>2}")).collect::<Vec<_>>().join("-");
        let whole = parts.len() == 3 && parts.iter().all(|p| p.bytes().all(|b| b.is_ascii_digit()));
        let date = Date::from_calendar(&padded, standing.charter.organisation.calendar);
        // A year of another calendar lies centuries away.
        let near = |date: &Date| date.first().abs_diff(standing.now) < CENTURIES;
        date.ok().filter(|date| whole && near(date)).map(Some).ok_or_else(|| Wrong::at(name, "wrong-day"))
    }

    /// A day.
    pub fn day(&self, name: &str, standing: &Standing) -> Result<Date, Wrong> {
        self.maybe_day(name, standing)?.ok_or_else(|| Wrong::at(name, "wrong-empty"))
    }

    /// A word of the record, such as a state, by its name in the record.
    pub fn word<T: serde::de::DeserializeOwned>(&self, name: &str) -> Result<T, Wrong> {
        let value = serde_json::Value::String(self.get(name).to_owned());
        serde_json::from_value(value).map_err(|_| Wrong::at(name, "wrong-not-offered"))
    }

    /// The name of the act, which the form carries so that sending it twice enters it once.
    pub fn act(&self) -> Result<Id, Wrong> {
        Id::new(self.get("act")).map_err(|_| Wrong::whole("wrong-act"))
    }

    /// The entry of an act, with the words of the field `text`.
    pub fn entry(&self, act: Act) -> Result<Entry, Wrong> {
        let mut entry = Entry::new(self.act()?, act);
        entry.text = self.words("text")?;
        Ok(entry)
    }

    /// A further entry of the same form.
    pub fn further(&self, word: &str, act: Act) -> Result<Entry, Wrong> {
        let id = format!("{}-{word}", self.act()?);
        Ok(Entry::new(Id::new(&id).map_err(|_| Wrong::whole("wrong-act"))?, act))
    }

    /// The form as it comes back, with all that was typed.
    pub fn returned(&self, field: &str, why: String) -> Returned {
        let mut typed: BTreeMap<String, String> = BTreeMap::new();
        for (name, value) in self.pairs.iter().filter(|(name, _)| name != "signed") {
            let all = typed.entry(name.clone()).or_default();
            if !all.is_empty() {
                all.push(' ');
            }
            all.push_str(value);
        }
        Returned { form: self.form().to_owned(), field: field.to_owned(), why, typed }
    }

    /// The form as it comes back with something wrong in it.
    pub fn wrong(&self, visitor: &Visitor, wrong: &Wrong) -> Returned {
        let say = Frame::new(visitor, "").say;
        let typed = self.get(&wrong.field).to_owned();
        self.returned(&wrong.field, say.with(wrong.key, &[("typed", typed.into())]))
    }
}

/// How far from the last act a day may lie that somebody types: three hundred years, in seconds.
const CENTURIES: u64 = 300 * 366 * 86_400;

/// What became of a form that was sent.
pub enum Sent {
    /// All of it is entered.
    Entered,
    /// It comes back with what is wrong.
    Returned(Returned),
    /// A script asked only what there is to sign.
    Drafted(Response),
}

/// Enters what a form says, in the name of who has signed in: all of it or nothing.
pub async fn enter(
    app: &App,
    visitor: &Visitor,
    typed: &Typed,
    make: impl FnOnce(&Book, &Id) -> Result<Vec<Entry>, Wrong>,
) -> Result<Sent, Trouble> {
    let person = visitor.signed_in()?.clone();
    let made = make(&visitor.house.book(), &person);
    let by_person = |entries: Vec<Entry>| -> Vec<Entry> {
        entries.into_iter().map(|entry| Entry { by: Some(person.clone()), ..entry }).collect()
    };
    let submissions = match made.map(by_person) {
        Ok(entries) if typed.ticked("draft") => {
            return Ok(Sent::Drafted(signing::draft(app, &visitor.house.book(), entries)));
        }
        Ok(entries) => signing::signed(&typed.all("signed"), entries),
        Err(wrong) => Err(wrong),
    };
    let submissions = match submissions {
        Ok(submissions) => submissions,
        Err(wrong) => return Ok(Sent::Returned(typed.wrong(visitor, &wrong))),
    };
    match enter_all(app, &visitor.house, submissions).await {
        Ok(()) => Ok(Sent::Entered),
        Err(error) => Ok(Sent::Returned(typed.returned("", why_not(visitor, &error)))),
    }
}

/// Enters several acts: all of them, or nothing if one is refused.
pub async fn enter_all(app: &App, house: &House, submissions: Vec<Submission>) -> Result<(), NotEntered> {
    // Who is new is salted anew each time a form is sent; sent twice, the first time holds.
    let known = |s: &Submission| {
        matches!(s.entry.act, Act::Person(_)) && house.book().place_of(s.entry.id.as_str()).is_some()
    };
    let submissions: Vec<Submission> = submissions.into_iter().filter(|s| !known(s)).collect();
    all_or_none(app, &house.book(), &submissions)?;
    for submission in submissions {
        house.enter(submission).await?;
    }
    Ok(())
}

/// Tells why one of several acts would be refused, before any of them is entered.
///
/// # Errors
/// The refusal.
pub fn all_or_none(app: &App, book: &Book, submissions: &[Submission]) -> Result<(), NotEntered> {
    let refused = |refusal| NotEntered::Refused(Refused::Rules(only_that_it_may_not(refusal)));
    rehearse(app, book, submissions).map_err(refused)
}

/// What the rules would say to several acts, one after the other, without entering any.
pub fn rehearse(app: &App, book: &Book, submissions: &[Submission]) -> Result<(), shura_kernel::Refusal> {
    if submissions.len() < 2 {
        return Ok(());
    }
    let mut standing = book.standing.clone();
    let now = moment(app.now());
    for submission in submissions.iter().filter(|s| book.place_of(s.entry.id.as_str()).is_none()) {
        let mut entry = submission.entry.clone();
        entry.at = entry.at.or_else(|| now.clone());
        entry.entered = entry.entered.or_else(|| now.clone());
        let signers: Vec<PublicKey> = submission.signatures.iter().map(|by| PublicKey(by.key)).collect();
        shura_kernel::enter_signed(&mut standing, &entry, Some(&signers))?;
    }
    Ok(())
}

/// Rules that say who may do something at all; the others say whether this one act is in order.
const ENTITLING: &[&str] = &["not-entitled-to-act", "behalf-without-right", "not-entitled-to-convene"];

/// Whether a person may enter such an act at all, as the charter has it. What else the act needs, the rules say when it is entered.
pub fn may(app: &App, standing: &Standing, person: &Id, mut entry: Entry) -> bool {
    entry.by = Some(person.clone());
    entry.at = entry.at.or_else(|| moment(app.now()));
    entry.entered = moment(app.now());
    let findings = shura_kernel::examine(standing, &entry, None);
    !findings.iter().any(|f| f.severity == Severity::Void && ENTITLING.contains(&f.rule))
}

/// An entry that is only asked about.
pub fn trial(act: Act, behalf: Option<&Id>) -> Option<Entry> {
    let mut entry = Entry::new(Id::new("asked-about").ok()?, act);
    entry.behalf = behalf.cloned();
    Some(entry)
}

/// The organs with which a person has to do: where there is a seat or an office, and for which the person sits.
pub fn organs_of(standing: &Standing, person: &Id) -> Vec<Id> {
    let Some(held) = standing.persons.get(person) else { return vec![] };
    let mandates = held.mandates.iter().filter_map(|m| standing.mandates.get(m)).filter(|m| m.in_force);
    let seats = mandates.flat_map(|m| [Some(&m.mandate.organ), m.mandate.unit.as_ref()]).flatten();
    let offices =
        held.appointments.iter().filter_map(|a| standing.appointments.get(a)).filter(|a| a.in_force);
    let offices = offices.filter_map(|a| a.appointment.organ.as_ref());
    let all: std::collections::BTreeSet<&Id> = seats.chain(offices).collect();
    all.into_iter()
        .filter(|o| standing.organs.contains_key(*o) && standing.ended(o).is_none())
        .cloned()
        .collect()
}

/// Organs as choices, by name.
pub fn organ_choices<'a>(
    frame: &Frame,
    standing: &Standing,
    organs: impl IntoIterator<Item = &'a Id>,
) -> Vec<Choice> {
    let mut choices: Vec<Choice> =
        organs.into_iter().map(|id| Choice::new(id, frame.pick(&standing.name_of(id)))).collect();
    choices.sort_by(|a, b| normal::natural_cmp(&a.label, &b.label));
    choices
}

/// Organs that are at work, as choices.
pub fn living_organs(frame: &Frame, standing: &Standing) -> Vec<Choice> {
    organ_choices(frame, standing, standing.organs.keys().filter(|o| standing.ended(o).is_none()))
}

/// Persons as choices, by name.
pub fn person_choices<'a>(
    visitor: &Visitor,
    book: &Book,
    persons: impl IntoIterator<Item = &'a Id>,
) -> Vec<Choice> {
    let mut choices: Vec<Choice> =
        persons.into_iter().map(|id| Choice::new(id, visitor.name_in(book, id))).collect();
    choices.sort_by(|a, b| normal::natural_cmp(&a.label, &b.label));
    choices
}

/// Words of the record as choices, each said by the message `prefix-word`.
pub fn word_choices(frame: &Frame, prefix: &str, words: &[&str]) -> Vec<Choice> {
    words.iter().map(|word| Choice::new(word, frame.say(&format!("{prefix}-{word}")))).collect()
}

/// The subjects of competence that the charter names, as choices.
pub fn subject_choices(frame: &Frame, standing: &Standing) -> Vec<Choice> {
    standing.charter.subject.iter().map(|(key, name)| Choice::new(key, frame.pick(name))).collect()
}

/// The offices that the charter names, as choices.
pub fn office_choices(frame: &Frame, standing: &Standing) -> Vec<Choice> {
    standing.charter.office.iter().map(|(key, name)| Choice::new(key, frame.pick(name))).collect()
}
