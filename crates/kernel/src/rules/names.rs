//! How things that have no name of their own are called in a finding.

use crate::standing::Standing;
use shura_act::{Bilingual, Id, Key};

/// An office, as the charter calls it.
pub fn office(standing: &Standing, office: &Key) -> Bilingual {
    let word = || Bilingual::new(office.as_str(), office.as_str());
    standing.charter.office.get(office).cloned().unwrap_or_else(word)
}

/// A kind of organs, or an organ, named by a word of the charter.
pub fn kind_or_organ(standing: &Standing, word: &Key) -> Bilingual {
    standing.charter.kind_of(word).map_or_else(|| standing.name_of(word), |kind| kind.name.clone())
}

/// A mandate, an office or a sitting by whose it is; anything else by its name.
pub fn thing(standing: &Standing, id: &Id) -> Bilingual {
    if let Some(mandate) = standing.mandates.get(id).map(|m| &m.mandate) {
        let (person, organ) = (standing.name_of(&mandate.person), standing.name_of(&mandate.organ));
        return Bilingual::new(
            format!("the mandate of {} in {}", person.en, organ.en),
            format!("وکالت {} در {}", person.fa, organ.fa),
        );
    }
    if let Some(held) = standing.appointments.get(id).map(|a| &a.appointment) {
        let (person, office) = (standing.name_of(&held.person), office(standing, &held.office));
        return Bilingual::new(
            format!("the office of {} ({})", person.en, office.en),
            format!("مقام {} ({})", person.fa, office.fa),
        );
    }
    if let Some(organ) = standing.organ_of_sitting(id) {
        let organ = standing.name_of(organ);
        return Bilingual::new(
            format!("the sitting of {} ({id})", organ.en),
            format!("جلسهٔ {} ({id})", organ.fa),
        );
    }
    standing.name_of(id)
}
