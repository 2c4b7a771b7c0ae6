//! Who gives cards to sign in: officers whom the charter lets give passes in the name of a commission for credentials.
//!
//! To give a code is no act of the organisation, it is a matter of the desk; that a card was given is an act, and the kernel says who may enter
//! it. The secret on the card is never part of the record.

use crate::app::App;
use crate::desk::DeskError;
use crate::forms::{may, trial};
use crate::house::House;
use shura_act::act::{Pass, PassForm};
use shura_act::{Act, Bilingual, Date, Id};
use shura_kernel::Standing;
use shura_kernel::charter::Role;

/// The subject of competence of those who examine credentials.
const CREDENTIALS: &str = "credentials";

/// The organs that examine credentials: commissions with that competence, or, where there are none, the executives.
pub fn organs(standing: &Standing) -> Vec<Id> {
    let at_work = || standing.organs.iter().filter(|(id, _)| standing.ended(id).is_none());
    let kind = |id: &Id| standing.kind_of(id);
    let commissions = at_work().filter(|(id, _)| {
        kind(id).is_some_and(|k| {
            k.role == Role::Commission && k.competence.iter().any(|c| c.as_str() == CREDENTIALS)
        })
    });
    let commissions: Vec<Id> = commissions.map(|(id, _)| id.clone()).collect();
    if !commissions.is_empty() {
        return commissions;
    }
    let executives =
        at_work().filter(|(id, _)| kind(id).is_some_and(|k| k.role == Role::Executive && !k.acts_for_parent));
    executives.map(|(id, _)| id.clone()).collect()
}

/// The organ in whose name a person may give cards.
pub fn gives_cards(app: &App, standing: &Standing, person: &Id) -> Option<Id> {
    organs(standing).into_iter().find(|organ| {
        let card = card(standing, person, None, None);
        trial(card, Some(organ)).is_some_and(|entry| may(app, standing, person, entry))
    })
}

/// How long the first codes of a house open the door, in seconds: 7 days.
const FIRST_SECONDS: i64 = 7 * 86_400;

/// The first way in: where nobody has ever signed in, a code for each person who gives cards to all others. Whoever starts the server hands
/// them over; once somebody has come in, there are none any more.
///
/// # Errors
/// Broken storage.
pub fn first_codes(app: &App, house: &House) -> Result<Vec<(Id, String)>, DeskError> {
    if !house.is_at_work() || !house.desk.nobody_came_yet()? {
        return Ok(vec![]);
    }
    let givers: Vec<Id> = {
        let book = house.book();
        let standing = &book.standing;
        standing
            .persons
            .keys()
            .filter(|person| gives_cards(app, standing, person).is_some())
            .cloned()
            .collect()
    };
    let until = app.now() + FIRST_SECONDS;
    givers
        .into_iter()
        .map(|person| Ok((person.clone(), house.desk.give_code(Some(&person), Some(1), until)?)))
        .collect()
}

/// The act by which a card is given.
pub fn card(standing: &Standing, holder: &Id, until: Option<Date>, replaces: Option<Id>) -> Act {
    let scope = standing.charter.organisation.name.clone();
    let scope = Bilingual::new(format!("sign in to {}", scope.en), format!("ورود به {}", scope.fa));
    Act::Pass(Pass {
        form: PassForm::Card,
        holder: vec![holder.clone()],
        scope: Some(scope),
        until,
        replaces,
    })
}

/// The card that a person alone was given last and that still stands.
pub fn card_of(standing: &Standing, holder: &Id) -> Option<Id> {
    let of =
        |pass: &Pass| pass.form == PassForm::Card && pass.holder.as_slice() == std::slice::from_ref(holder);
    let standing_cards = standing.passes.iter().filter(|(_, p)| p.in_force && of(&p.pass));
    standing_cards
        .max_by_key(|(id, _)| standing.acts.get(*id).map(|seen| seen.place))
        .map(|(id, _)| id.clone())
}
