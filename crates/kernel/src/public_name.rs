//! Whose name is public: what the charter's `public-offices` says of a person.

use crate::standing::Standing;
use shura_act::{Bilingual, Id};

/// What anybody may know of a person's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PublicName {
    /// It stands in the record, and what stands there is public for good.
    Recorded(Bilingual),
    /// The person holds or has held an office whose holders are named in public: whoever keeps the register may tell the name.
    ByOffice,
    /// Only the identifier is public.
    Private,
}

/// What anybody may know of a person's name. An office once held stays public, since what was done in it does; one that was given without
/// effect does not count.
pub fn public_name(standing: &Standing, person: &Id) -> PublicName {
    let Some(known) = standing.persons.get(person) else { return PublicName::Private };
    if let Some(name) = &known.name {
        return PublicName::Recorded(name.clone());
    }
    let offices = &standing.charter.organisation.public_offices;
    let public = |id: &Id| {
        let held = standing.appointments.get(id).filter(|_| !standing.is_void(id));
        held.is_some_and(|held| offices.contains(&held.appointment.office))
    };
    if known.appointments.iter().any(public) { PublicName::ByOffice } else { PublicName::Private }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Charter, enter};

    #[test]
    fn an_office_makes_a_name_public() {
        let charter = "[organisation]\nname = { en = \"A\", fa = \"الف\" }\nmode = \"recording\"\npublic-offices = [\"chair\"]\n";
        let mut standing = Standing::new(Charter::read("c", charter).unwrap());
        let record = "[[act]]\nkind = \"person\"\nid = \"ada\"\n[[act]]\nkind = \"person\"\nid = \"bob\"\n\
            [[act]]\nkind = \"person\"\nid = \"cem\"\nname = { en = \"Cem\", fa = \"جم\" }\n\
            [[act]]\nkind = \"appointment\"\nid = \"one\"\nperson = \"ada\"\noffice = \"chair\"\n\
            [[act]]\nkind = \"dismissal\"\nid = \"out\"\nof = \"one\"\n\
            [[act]]\nkind = \"appointment\"\nid = \"two\"\nperson = \"bob\"\noffice = \"porter\"\n";
        for act in shura_act::hand::read("r", record).unwrap() {
            enter(&mut standing, &act.entry).unwrap();
        }
        let of = |id: &str| public_name(&standing, &Id::new(id).unwrap());
        assert_eq!(of("ada"), PublicName::ByOffice, "also after the office ended");
        assert_eq!(of("bob"), PublicName::Private);
        assert_eq!(of("cem"), PublicName::Recorded(Bilingual::new("Cem", "جم")));
        assert_eq!(of("dan"), PublicName::Private);
    }
}
