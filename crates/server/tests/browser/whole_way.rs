//! The whole way of a decision: from the election of a delegate in a unit to the minutes that the next congress adopts.

use super::driver::Driver;
use super::served::{SITTING, Served, form, id};
use shura_act::act::{MinutesState, Outcome, SittingState};
use shura_server::rehearsal::{CHAIR, SECRETARY};

/// Two things do not go through pages here: that the branch has a secretary (it sent that in on paper), and the ballots of ten other
/// delegates, who vote over the API at devices of their own.
#[test]
fn from_the_election_in_a_unit_to_the_adopted_minutes() {
    let Some(driver) = Driver::start() else { return };
    let served = Served::start();
    served.has_officer("print", "amir");

    // The unit takes one delegate back and elects another by show of hands.
    let unit = driver.browser(served.at);
    served.sign_in(&unit, "amir", "fa");
    served.recalls(&unit, "print", "owen-mandate-3");
    let elect = form("unit-elect");
    unit.go("/valley/units/print");
    unit.choose(&format!("{elect} [name=organ]"), "congress");
    unit.fill(&format!("{elect} [name=newcomers]"), "مارال نیک‌پی");
    unit.fill(&format!("{elect} [name=for]"), "۶۱");
    unit.fill(&format!("{elect} [name=against]"), "4");
    unit.click(&format!("{elect} button"));
    unit.says("main", "مارال نیک‌پی");
    let (mandate, person) = {
        let book = served.house().book();
        let new = book
            .standing
            .seated(&id("congress"))
            .find(|(m, held)| held.mandate.unit == Some(id("print")) && m.as_str() != "simin-mandate-3");
        let (mandate, held) = new.expect("somebody was elected");
        (mandate.to_string(), held.mandate.person.to_string())
    };

    // The credentials commission verifies the mandate.
    let examiner = served.officer_of("credentials-commission");
    let commission = driver.browser(served.at);
    served.sign_in(&commission, &examiner, "en");
    commission.go("/valley/credentials/congress");
    let verify = form("credentials-verify");
    commission.click(&format!("{verify} [value='{mandate}']"));
    commission.click(&format!("{verify} button"));
    commission.shows_no(&format!("{verify} [value='{mandate}']"));
    assert!(served.house().book().standing.mandates[&id(&mandate)].verified);
    drop(commission);

    // The delegate comes, asks for the floor, is heard, and votes.
    let delegate = driver.browser(served.at);
    served.sign_in(&delegate, &person, "fa");
    delegate.go(SITTING);
    delegate.click("form[action$='/here'] button[value=arrived]");
    delegate.shows("form[action$='/here'] button[value=left]");
    delegate.click("form[action$='/ask']:has(#ask-form) button");
    delegate.shows("form[action$='/ask'] button[name=withdraw]");
    let chair = driver.browser(served.at);
    served.sign_in(&chair, CHAIR, "en");
    chair.go(SITTING);
    let turn = format!("form[action$='/floor']:has([name=of][value='{person}'])");
    chair.click(&format!("{turn} button[value=began]"));
    delegate.shows(".speaking");
    chair.click(&format!("{turn} button[value=ended]"));
    delegate.shows_no(".speaking");
    chair.click("form[action$='/divide']:has([name=of][value=fund]) button");
    delegate.click(".ballot button[value=for]");
    delegate.shows(".ballot .cast");
    let vote = served.open_vote();
    served.votes(&vote, "for", &["neda", "tom", "mina", "grace", "kaveh", "martha"]);
    served.votes(&vote, "against", &["shirin", "helen", "nasrin", "peter"]);
    chair.says(".question .progress", "11 of 21");
    chair.click_and_confirm("form[action$='/declare'] button:not([name])");
    delegate.shows(".verdict .outcome.carried");
    {
        let book = served.house().book();
        let division = &book.standing.divisions[&id(&vote)];
        assert_eq!(division.division.outcome, Some(Outcome::Carried));
        assert!(division.ballots.contains_key(&id(&mandate)), "the delegate of the print workers voted");
    }

    // The sitting closes, and the secretary writes beside the facts.
    chair.click_and_confirm("form[action$='/state'] button[value=closed]");
    delegate.shows(".hall-state .badge.over");
    assert_eq!(served.house().book().standing.sittings[&id("congress-3")].state, SittingState::Closed);
    drop((delegate, chair, unit));
    let secretary = driver.browser(served.at);
    served.sign_in(&secretary, SECRETARY, "fa");
    secretary.go("/valley/minutes/congress-3");
    secretary.fill("#prose", "روزی دراز و آرام.");
    secretary.click("form:has(#prose) button");
    secretary.says(".prose", "روزی دراز و آرام.");

    // The executive calls the next congress, which opens and adopts the minutes.
    let executive = driver.browser(served.at);
    served.sign_in(&executive, "neda", "en");
    let call = form("convene");
    executive.go("/valley/desk/convenings");
    executive.choose(&format!("{call} [name=organ]"), "congress");
    executive.fill(&format!("{call} [name='for-date']"), "2029-06-01");
    executive.fill(&format!("{call} [name=text]"), "To the school kitchens.");
    executive.click(&format!("{call} button"));
    executive.says("main", "2029");
    executive.go("/valley/convenings");
    let open = "form[action^='/valley/convenings/']:has([name=chair] option[value='dariush'])";
    executive.choose(&format!("{open} [name=chair]"), CHAIR);
    executive.click(&format!("{open} button"));
    executive.shows("#hall");
    let next = executive.address();
    assert!(next.starts_with("/valley/sittings/"), "{next}");
    secretary.go(&next);
    secretary.click_and_confirm(
        "form[action$='/minutes']:has([name=of][value='congress-3']) button[value=adopted]",
    );
    secretary.shows_no("form[action$='/minutes']:has([name=of][value='congress-3'])");
    assert_eq!(
        served.house().book().standing.sittings[&id("congress-3")].minutes,
        Some(MinutesState::Adopted)
    );
    secretary.go("/valley/minutes/congress-3?lang=fa");
    secretary.shows("main .badge.over");
    secretary.says(".prose", "روزی دراز و آرام.");
    assert_eq!(secretary.count("#prose"), 0, "what was adopted is written no more");
}
