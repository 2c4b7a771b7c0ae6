//! Who gives cards to sign in: officers whom the charter lets give passes in the name of a commission for credentials.
//!
//! To give a code is no act of the organisation, it is a matter of the desk; that a card was given is an act, and the kernel says who may enter
//! it. The secret on the card is never part of the record.

use crate::app::App;
use crate::desk::DeskError;
use crate::forms::{may, organs_of, trial};
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

/// An organ in whose name somebody gives cards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Giver {
    /// The organ.
    pub organ: Id,
    /// Whether it is that of the whole organisation, which gives cards to everybody.
    pub for_all: bool,
}

/// The organs in whose name a person may give cards, those for all first.
pub fn givers(app: &App, standing: &Standing, person: &Id) -> Vec<Giver> {
    let all = organs(standing);
    let only = all.len() == 1;
    let may_give = |organ: &Id| {
        let card = card(standing, person, None, None);
        trial(card, Some(organ)).is_some_and(|entry| may(app, standing, person, entry))
    };
    let mut givers: Vec<Giver> = all
        .into_iter()
        .filter(may_give)
        .map(|organ| Giver { for_all: only || is_for_all(standing, &organ), organ })
        .collect();
    givers.sort_by_key(|giver| !giver.for_all);
    givers
}

/// The organ, of these, that gives a person a card. A card is a way in with all that its holder may do, so that the executive of one branch
/// gives none to the chair of all: what is not for all gives cards to those who sit, hold office or belong nowhere but in the organ that it
/// serves, in what lies within that, or in those that elect it.
pub fn giver_of<'a>(
    house: &House,
    standing: &Standing,
    givers: &'a [Giver],
    holder: &Id,
) -> Option<&'a Giver> {
    let mut of = organs_of(standing, holder);
    of.extend(house.desk.member(holder).and_then(|member| member.unit));
    givers.iter().find(|giver| {
        let whole = serves(standing, &giver.organ);
        giver.for_all || (!of.is_empty() && of.iter().all(|organ| lies_under(standing, organ, whole)))
    })
}

/// Whether an executive or a commission is that of the whole organisation: it serves the one organ that may change the charter, or is elected
/// by it.
fn is_for_all(standing: &Standing, organ: &Id) -> bool {
    let Some(rule) = &standing.charter.amendment else { return false };
    let changes =
        |id: &&Id| standing.is_any_of(id, std::slice::from_ref(&rule.by)) && standing.ended(id).is_none();
    let mut highest = standing.organs.keys().filter(changes);
    let (Some(highest), None) = (highest.next(), highest.next()) else { return false };
    let served = serves(standing, organ);
    served == highest || (served == organ && standing.elects(highest, organ))
}

/// The organ whose executive or commission this is, or an executive's commission; itself if it is no part of another.
fn serves<'a>(standing: &'a Standing, organ: &'a Id) -> &'a Id {
    let is_part =
        |id: &Id| standing.kind_of(id).is_some_and(|k| matches!(k.role, Role::Executive | Role::Commission));
    upwards(standing, organ).find(|id| !is_part(id) || whole_of(standing, id).is_none()).unwrap_or(organ)
}

/// Whether an organ is another, lies within it, or elects it or is part of what elects it.
fn lies_under(standing: &Standing, organ: &Id, whole: &Id) -> bool {
    upwards(standing, organ).any(|id| id == whole || standing.elects(id, whole))
}

fn whole_of<'a>(standing: &'a Standing, organ: &Id) -> Option<&'a Id> {
    standing.organs.get(organ)?.organ.within.as_ref()
}

/// An organ, that within which it lies, and so on; a record can lead in a ring.
fn upwards<'a>(standing: &'a Standing, organ: &'a Id) -> impl Iterator<Item = &'a Id> {
    std::iter::successors(Some(organ), |id| whole_of(standing, id)).take(standing.organs.len().max(1))
}

/// How long the first codes of a house open the door, in seconds: 7 days.
const FIRST_SECONDS: i64 = 7 * 86_400;

/// The first way in: where nobody has ever signed in, a code for each person who gives cards to all others, or, where nobody does, to some.
/// Whoever starts the server hands them over; once somebody has come in, there are none any more.
///
/// # Errors
/// Broken storage.
pub fn first_codes(app: &App, house: &House) -> Result<Vec<(Id, String)>, DeskError> {
    if !house.is_at_work() || !house.desk.nobody_came_yet()? {
        return Ok(vec![]);
    }
    let mut persons: Vec<(Id, bool)> = {
        let book = house.book();
        let standing = &book.standing;
        let gives = |person: &Id| Some((person.clone(), givers(app, standing, person).first()?.for_all));
        standing.persons.keys().filter_map(gives).collect()
    };
    if persons.iter().any(|(_, for_all)| *for_all) {
        persons.retain(|(_, for_all)| *for_all);
    }
    let until = app.now() + FIRST_SECONDS;
    persons
        .into_iter()
        .map(|(person, _)| Ok((person.clone(), house.desk.give_code(Some(&person), Some(1), until)?)))
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
