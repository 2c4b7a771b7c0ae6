//! The lines of a table, checked one by one against what stands: either acts come of it, or faults, each with its line and its column.

use super::table::Table;
use crate::clerk::fresh;
use crate::desk::{Member, details};
use shura_act::act::{Membership, Organ, Person};
use shura_act::{Act, Bilingual, Entry, Figure, Id};
use shura_kernel::Standing;
use shura_text::normal;
use std::collections::{BTreeMap, BTreeSet};

/// The most letters of a name.
const NAME_CHARS: usize = 200;

/// The columns that are known, by their headings in both languages.
const COLUMNS: &[(&str, &[&str])] = &[
    ("name", &["name", "member", "full name", "نام", "نام و نام خانوادگی", "عضو"]),
    ("unit", &["unit", "branch", "یکان", "شاخه"]),
    ("unit-en", &["unit in english", "یکان به انگلیسی"]),
    ("kind", &["kind", "نوع"]),
    ("within", &["part of", "within", "بخشی از"]),
    ("members", &["members", "number of members", "شمار اعضا", "تعداد اعضا"]),
];

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line in the file; nothing for the file as a whole.
    pub line: Option<usize>,
    /// The column, by the key of its message.
    pub column: &'static str,
    /// The message that says what is wrong and how to mend it.
    pub key: &'static str,
    /// What stands there.
    pub typed: String,
}

/// What would be entered.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The lines as they would be entered, for showing.
    pub lines: Vec<(usize, Vec<String>)>,
    /// The columns of the lines.
    pub columns: Vec<&'static str>,
    /// What is wrong; nothing is entered while there is anything.
    pub faults: Vec<Fault>,
    /// The acts, in order.
    pub entries: Vec<Entry>,
    /// Names for the register.
    pub members: Vec<(Id, Member, [u8; 32])>,
}

/// Checks a table: members where it has a column for names, units otherwise. `known` tells whether the register has a name in a unit already.
pub fn check(standing: &Standing, table: &Table, known: impl Fn(&str, &Id) -> bool, count: bool) -> Plan {
    let mut places: BTreeMap<&'static str, usize> = BTreeMap::new();
    for (place, heading) in table.head.iter().enumerate() {
        let heading = normal::key(heading);
        let column = COLUMNS.iter().find(|(_, words)| words.iter().any(|word| normal::key(word) == heading));
        if let Some((column, _)) = column {
            places.entry(column).or_insert(place);
        }
    }
    let lines =
        Lines { standing, places, plan: Plan::default(), seen: BTreeSet::new(), units: units(standing) };
    if lines.places.contains_key("name") { lines.members(table, known, count) } else { lines.units(table) }
}

/// Organs that are at work by their names, folded; more than one of the same name cannot be told apart.
fn units(standing: &Standing) -> BTreeMap<String, Vec<Id>> {
    let mut units: BTreeMap<String, Vec<Id>> = BTreeMap::new();
    for (id, organ) in standing.organs.iter().filter(|(id, _)| standing.ended(id).is_none()) {
        let name = &organ.organ.name;
        let names: BTreeSet<String> =
            [&name.en, &name.fa].into_iter().map(|name| normal::key(name)).collect();
        for name in names {
            units.entry(name).or_default().push(id.clone());
        }
    }
    units
}

struct Lines<'a> {
    standing: &'a Standing,
    places: BTreeMap<&'static str, usize>,
    plan: Plan,
    seen: BTreeSet<(String, String)>,
    units: BTreeMap<String, Vec<Id>>,
}

impl Lines<'_> {
    fn cell<'r>(&self, row: &'r [String], column: &str) -> &'r str {
        self.places.get(column).and_then(|place| row.get(*place)).map_or("", String::as_str)
    }

    fn fault(&mut self, line: usize, column: &'static str, key: &'static str, typed: &str) {
        self.plan.faults.push(Fault { line: Some(line), column, key, typed: typed.to_owned() });
    }

    /// Whether a file has a column; a fault of the whole file if not.
    fn has(&mut self, column: &'static str) -> bool {
        let has = self.places.contains_key(column);
        if !has {
            let typed = String::new();
            self.plan.faults.push(Fault { line: None, column, key: "import-no-column", typed });
        }
        has
    }

    /// A name without fault.
    fn name(&mut self, line: usize, column: &'static str, typed: &str) -> Option<String> {
        let key = if typed.is_empty() {
            "import-missing"
        } else if typed.chars().count() > NAME_CHARS {
            "import-name-long"
        } else if typed.chars().any(|c| c.is_control() || (normal::is_hidden(c) && c != normal::HALF_SPACE)) {
            "import-hidden"
        } else {
            return Some(typed.to_owned());
        };
        self.fault(line, column, key, typed);
        None
    }

    /// An organ that stands, by its name.
    fn unit(&mut self, line: usize, column: &'static str, typed: &str) -> Option<Id> {
        let name = self.name(line, column, typed)?;
        let found = self.units.get(&normal::key(&name)).cloned().unwrap_or_default();
        match found.as_slice() {
            [one] => return Some(one.clone()),
            [] => self.fault(line, column, "import-unknown-unit", typed),
            _ => self.fault(line, column, "import-two-units", typed),
        }
        None
    }

    /// Whether something stands in the file for the first time.
    fn first(&mut self, line: usize, column: &'static str, what: (String, String), typed: &str) -> bool {
        let first = self.seen.insert(what);
        if !first {
            self.fault(line, column, "import-twice", typed);
        }
        first
    }

    fn members(mut self, table: &Table, known: impl Fn(&str, &Id) -> bool, count: bool) -> Plan {
        self.plan.columns = vec!["name", "unit"];
        if !self.has("unit") {
            return self.plan;
        }
        let mut grown: BTreeMap<Id, u64> = BTreeMap::new();
        for (line, row) in &table.rows {
            let (name, unit) = (self.cell(row, "name"), self.cell(row, "unit"));
            let (Some(name), Some(unit)) = (self.name(*line, "name", name), self.unit(*line, "unit", unit))
            else {
                continue;
            };
            let folded = (normal::key(&name), unit.to_string());
            if !self.first(*line, "name", folded, &name) {
                continue;
            }
            if known(&name, &unit) {
                self.fault(*line, "name", "import-known", &name);
                continue;
            }
            *grown.entry(unit.clone()).or_default() += 1;
            self.person(*line, name, unit);
        }
        if count {
            self.counts(&grown);
        }
        self.plan
    }

    fn person(&mut self, line: usize, name: String, unit: Id) {
        let made = salt().and_then(|salt| {
            let made = self::person(&salt, &name)?;
            Some((Id::new(&fresh("person")).ok()?, salt, made))
        });
        let Some((person, salt, made)) = made else {
            return self.fault(line, "name", "import-hidden", &name);
        };
        self.plan.entries.push(Entry::new(person.clone(), Act::Person(made)));
        let shown = self.standing.name_of(&unit);
        self.plan.lines.push((line, vec![name.clone(), both(&shown)]));
        self.plan.members.push((person, Member { name, unit: Some(unit) }, salt));
    }

    /// How many members each unit has with those that are new.
    fn counts(&mut self, grown: &BTreeMap<Id, u64>) {
        for (unit, new) in grown {
            let before =
                self.standing.organs.get(unit).and_then(|u| u.members.as_ref()).and_then(Figure::exact);
            let members = Figure::exactly(before.unwrap_or(0).saturating_add(*new));
            let counted = Act::Membership(Membership { unit: unit.clone(), members });
            if let Ok(id) = Id::new(&fresh("members")) {
                let mut entry = Entry::new(id, counted);
                entry.behalf = Some(unit.clone());
                self.plan.entries.push(entry);
            }
        }
    }

    fn units(mut self, table: &Table) -> Plan {
        self.plan.columns = vec!["unit", "unit-en", "kind", "within", "members"];
        if !self.has("unit") {
            return self.plan;
        }
        for (line, row) in &table.rows {
            let cells = ["unit", "unit-en", "kind", "within", "members"]
                .map(|column| self.cell(row, column).to_owned());
            self.unit_line(*line, cells);
        }
        self.plan
    }

    fn unit_line(&mut self, line: usize, [unit, english, kind, within, members]: [String; 5]) {
        let before = self.plan.faults.len();
        let Some(name) = self.name(line, "unit", &unit) else { return };
        let counted = if members.is_empty() { None } else { normal::number(&members) };
        if !members.is_empty() && counted.is_none() {
            self.fault(line, "members", "import-number", &members);
        }
        if !self.first(line, "unit", (normal::key(&name), String::new()), &unit) {
            return;
        }
        let standing = self.units.get(&normal::key(&name)).cloned().unwrap_or_default();
        let id = match standing.as_slice() {
            [] => self.new_unit(line, name, &english, &kind, &within),
            [one] if counted.is_none() => {
                self.fault(line, "members", "import-unit-known", &unit);
                Some(one.clone())
            }
            [one] => Some(one.clone()),
            _ => {
                self.fault(line, "unit", "import-two-units", &unit);
                None
            }
        };
        if self.plan.faults.len() > before {
            return;
        }
        if let Some((id, count)) = id.zip(counted)
            && let Ok(act) = Id::new(&fresh("members"))
        {
            let counted = Membership { unit: id.clone(), members: Figure::exactly(count) };
            let mut entry = Entry::new(act, Act::Membership(counted));
            entry.behalf = Some(id);
            self.plan.entries.push(entry);
        }
        self.plan.lines.push((line, vec![unit, english, kind, within, members]));
    }

    fn new_unit(&mut self, line: usize, name: String, english: &str, kind: &str, within: &str) -> Option<Id> {
        let english =
            if english.is_empty() { Some(name.clone()) } else { self.name(line, "unit-en", english) }?;
        let folded = normal::key(kind);
        let kinds = self.standing.charter.kind.iter();
        let form = kinds.into_iter().find(|(word, kind)| {
            [word.as_str(), &kind.name.en, &kind.name.fa].iter().any(|name| normal::key(name) == folded)
        });
        let Some(form) = form.map(|(word, _)| word.clone()) else {
            self.fault(
                line,
                "kind",
                if kind.is_empty() { "import-missing" } else { "import-unknown-kind" },
                kind,
            );
            return None;
        };
        let within = if within.is_empty() { None } else { Some(self.unit(line, "within", within)?) };
        let id = Id::new(&fresh("unit")).ok()?;
        let made = Organ {
            name: Bilingual::new(english, name),
            form,
            within,
            elected_by: vec![],
            accountable_to: vec![],
            same_base_as: vec![],
            seats: None,
        };
        self.plan.entries.push(Entry::new(id.clone(), Act::Organ(Box::new(made))));
        Some(id)
    }
}

fn both(name: &Bilingual) -> String {
    if name.en == name.fa { name.en.clone() } else { format!("{} · {}", name.fa, name.en) }
}

fn salt() -> Option<[u8; 32]> {
    let mut salt = [0; 32];
    getrandom::fill(&mut salt).ok().map(|()| salt)
}

/// A person as the record knows them: by a salted hash of what the register holds. Whoever has the salt can show whose it is, nobody can
/// guess it.
pub fn person(salt: &[u8; 32], name: &str) -> Option<Person> {
    let commitment = details(name).commitment(salt).ok()?.0;
    let commitment = commitment.iter().map(|byte| format!("{byte:02x}")).collect();
    Some(Person { name: None, also: vec![], role: None, commitment: Some(commitment) })
}
