//! How things are called in a sentence: a person or organ by its name, an act by its own words, anything else by what it belongs to. A person
//! whose name is not in the record is called by the unit that sent it, or as a member, and by a number. Only what has none of these is called by
//! its identifier.

use crate::standing::Standing;
use crate::words;
use shura_act::act::Mandate;
use shura_act::{Bilingual, Entry, Id, Key, Kind, Lang, show};

/// Most characters of an act's own words by which it is called.
const WORDS_MAX: usize = 90;

/// The words by which an act is called from now on, where it has some and no name of its own.
pub(crate) fn said(entry: &Entry) -> Option<Bilingual> {
    if matches!(entry.act.kind(), Kind::Person | Kind::Source | Kind::Organ | Kind::Faction | Kind::Mandate) {
        return None;
    }
    entry.text.as_ref().map(|text| Bilingual { en: shortened(&text.en), fa: shortened(&text.fa) })
}

/// The first words of a text, without the stop that ends it.
fn shortened(text: &str) -> String {
    let text = text.trim().trim_end_matches('.');
    let Some((end, _)) = text.char_indices().nth(WORDS_MAX) else { return text.to_owned() };
    let cut = text.get(..end).unwrap_or(text);
    let whole = cut.rsplit_once(' ').map_or(cut, |(words, _)| words);
    format!("{}…", whole.trim_end_matches([',', ';', ':', '،', '؛']))
}

impl Standing {
    /// What a thing is called: its name, what it belongs to, or its own words in quotes; its identifier where nothing else is known.
    pub fn name_of(&self, id: &Id) -> Bilingual {
        let name = self.own_name(id).or_else(|| self.seat_or_sitting(id)).or_else(|| self.own_words(id));
        name.or_else(|| self.by_belonging(id)).or_else(|| self.nameless(id)).unwrap_or_else(|| identifier(id))
    }

    /// The name of a person, an organ, a faction or a source.
    fn own_name(&self, id: &Id) -> Option<Bilingual> {
        (self.persons.get(id).and_then(|p| p.name.clone()))
            .or_else(|| self.organs.get(id).map(|o| o.organ.name.clone()))
            .or_else(|| self.factions.get(id).map(|f| f.faction.name.clone()))
            .or_else(|| self.sources.get(id).map(|s| s.name.clone()))
    }

    /// The first words of an act, in quotes.
    fn own_words(&self, id: &Id) -> Option<Bilingual> {
        let text = self.said.get(id)?;
        Some(Bilingual::new(format!("“{}”", text.en), format!("«{}»", text.fa)))
    }

    /// What a thing is called within the name of another; by itself alone, because a record can refer in a circle.
    fn named(&self, id: &Id) -> Bilingual {
        let name = self.own_name(id).or_else(|| self.own_words(id));
        name.or_else(|| self.nameless(id)).unwrap_or_else(|| identifier(id))
    }

    /// A person whose name is not in the record: whose delegate it is, or in what organ it sits, and the number of its place in the record, by
    /// which it is told from others for good.
    fn nameless(&self, id: &Id) -> Option<Bilingual> {
        let number = self.acts.get(id).filter(|_| self.persons.contains_key(id))?.place.saturating_add(1);
        let seats = self.persons.get(id).into_iter().flat_map(|p| &p.mandates);
        let seats = seats.filter_map(|m| Some((self.acts.get(m)?.place, self.mandates.get(m)?)));
        let seat = seats.max_by_key(|(place, held)| (held.in_force, held.mandate.unit.is_some(), *place));
        let of = |en: &str, fa: &str, whose: &Id| {
            let whose = self.own_name(whose).unwrap_or_else(|| identifier(whose));
            Bilingual::new(
                format!("{en} of {}, no. {number}", whose.en),
                format!("{fa} {}، شمارهٔ {number}", whose.fa),
            )
        };
        let name = match seat.map(|(_, held)| &held.mandate) {
            Some(Mandate { unit: Some(unit), .. }) => of("delegate", "نمایندهٔ", unit),
            Some(mandate) => of("member", "عضو", &mandate.organ),
            None => Bilingual::new(format!("member no. {number}"), format!("عضو شمارهٔ {number}")),
        };
        Some(words::digits(name))
    }

    /// A mandate or an office by its holder, a sitting by its organ and day.
    fn seat_or_sitting(&self, id: &Id) -> Option<Bilingual> {
        if let Some(held) = self.mandates.get(id) {
            let (person, organ) = (self.named(&held.mandate.person), self.named(&held.mandate.organ));
            return Some(mandate_of(&person, &organ));
        }
        if let Some(held) = self.appointments.get(id) {
            let (person, office) =
                (self.named(&held.appointment.person), self.office(&held.appointment.office));
            return Some(Bilingual::new(
                format!("the office of {} ({})", person.en, office.en),
                format!("سمت {} ({})", person.fa, office.fa),
            ));
        }
        let sitting = self.sittings.get(id)?;
        let organ = self.named(&sitting.sitting.organ);
        let of = Bilingual::new(format!("the sitting of {}", organ.en), format!("نشست {}", organ.fa));
        Some(self.on_the_day(of, sitting.at.as_ref()))
    }

    /// A vote, an election, an order or a message that has no words of its own.
    fn by_belonging(&self, id: &Id) -> Option<Bilingual> {
        let of = |what: (&str, &str), whose: &Id| {
            let whose = self.named(whose);
            Bilingual::new(format!("{} {}", what.0, whose.en), format!("{} {}", what.1, whose.fa))
        };
        let (name, at) = if let Some(division) = self.divisions.get(id) {
            let name = match division.division.on.first() {
                Some(on) => of(("the vote on", "رأی‌گیری دربارهٔ"), on),
                None => of(("the vote in", "رأی‌گیری در"), division.organ.as_ref()?),
            };
            (name, &division.at)
        } else if let Some(held) = self.elections.get(id) {
            (of(("the election of", "انتخابات"), &held.election.of), &held.at)
        } else if let Some(order) = self.orders.get(id) {
            (of(("the order of", "فرمان"), order.issuer.as_ref()?), &order.at)
        } else {
            let dispatch = self.dispatches.get(id)?;
            (of(("the message of", "پیام"), dispatch.from.as_ref()?), &dispatch.at)
        };
        Some(self.on_the_day(name, at.as_ref()))
    }

    fn on_the_day(&self, of: Bilingual, at: Option<&shura_act::Date>) -> Bilingual {
        let Some(at) = at else { return of };
        let day = |lang| show::date(at, self.charter.organisation.calendar, lang);
        Bilingual::new(format!("{} ({})", of.en, day(Lang::En)), format!("{} ({})", of.fa, day(Lang::Fa)))
    }

    /// An office, as the charter calls it.
    pub fn office(&self, office: &Key) -> Bilingual {
        let word = || Bilingual::new(office.as_str(), office.as_str());
        self.charter.office.get(office).cloned().unwrap_or_else(word)
    }

    /// A subject of competence, or a point on which accounts differ, as the charter calls it.
    pub fn subject(&self, subject: &Key) -> Bilingual {
        let word = || Bilingual::new(subject.as_str(), subject.as_str());
        self.charter.subject.get(subject).cloned().unwrap_or_else(word)
    }
}

/// A mandate, by the names of its holder and of what it is in.
pub(crate) fn mandate_of(person: &Bilingual, organ: &Bilingual) -> Bilingual {
    Bilingual::new(
        format!("the mandate of {} in {}", person.en, organ.en),
        format!("وکالت {} در {}", person.fa, organ.fa),
    )
}

fn identifier(id: &Id) -> Bilingual {
    Bilingual::new(id.as_str(), id.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_are_cut_between_words() {
        assert_eq!(shortened("The faction leaves. "), "The faction leaves");
        let long = "word ".repeat(40);
        let cut = shortened(&long);
        assert!(cut.ends_with("word…") && cut.chars().count() <= WORDS_MAX + 1, "{cut}");
        let joined = "و".repeat(200);
        assert_eq!(shortened(&joined).chars().count(), WORDS_MAX + 1);
    }
}
