//! What happens in a hall in which many look on: quorum, recalls, two chairs, lost connections, the projector.

use super::driver::{Browser, Driver};
use super::served::{SITTING, Served, id};
use serde_json::json;
use shura_act::act::Outcome;
use shura_server::rehearsal::{CHAIR, SECRETARY};

const DECLARE: &str = "form[action$='/declare'] button:not([name])";

/// A browser of somebody who looks at the sitting.
fn in_the_hall<'a>(driver: &'a Driver, served: &Served, person: &str, lang: &str) -> Browser<'a> {
    let browser = driver.browser(served.at);
    served.sign_in(&browser, person, lang);
    browser.go(SITTING);
    browser.shows("#hall .hall-now");
    browser
}

#[test]
fn a_walk_out_that_breaks_the_quorum_in_mid_vote_is_announced() {
    let Some(driver) = Driver::start() else { return };
    let served = Served::start();
    let vote = served.opens("fund");
    served.votes(&vote, "for", &["neda", "mina", "grace", "kaveh"]);
    let english = in_the_hall(&driver, &served, "tom", "en");
    let persian = in_the_hall(&driver, &served, "alice", "fa");
    let secretary = in_the_hall(&driver, &served, SECRETARY, "en");
    let chair = in_the_hall(&driver, &served, CHAIR, "en");
    english.shows(".quorum.there");
    let plan = "form[action$='/walk-out']:has([value='common-plan'])";
    secretary.click_and_confirm(&format!("{plan} button[value='walk-out']"));
    for (browser, words) in [(&english, "cannot decide"), (&persian, "نمی‌تواند تصمیم بگیرد")]
    {
        browser.says(".quorum.lost", words);
        browser.holds("#tell-assertive", words);
    }
    chair.click_and_confirm(DECLARE);
    chair.says("[role=alert]", "11");
    assert_eq!(outcome(&served, &vote), None);
    secretary.click_and_confirm(&format!("{plan} button[value='returned']"));
    english.shows(".quorum.there");
    persian.shows(".quorum.there");
    chair.click_and_confirm(DECLARE);
    english.shows(".verdict .outcome.carried");
    persian.shows(".verdict .outcome.carried");
    assert_eq!(outcome(&served, &vote), Some(Outcome::Carried));
}

#[test]
fn a_recall_in_mid_congress_changes_the_next_electorate_and_not_the_last() {
    let Some(driver) = Driver::start() else { return };
    let served = Served::start();
    served.has_officer("print", "amir");
    let last = served.opens("fund-amendment");
    served.votes(&last, "for", &["owen", "neda"]);
    let tom = in_the_hall(&driver, &served, "tom", "en");
    let owen = in_the_hall(&driver, &served, "owen", "fa");
    let chair = in_the_hall(&driver, &served, CHAIR, "en");
    tom.says(".question .progress", "2 of 21");
    owen.shows(".ballot");
    // The branch that sent Owen has met and takes the mandate back.
    let branch = driver.browser(served.at);
    served.sign_in(&branch, "amir", "en");
    served.recalls(&branch, "print", "owen-mandate-3");
    assert!(!served.house().book().standing.mandates[&id("owen-mandate-3")].in_force);
    chair.click_and_confirm(DECLARE);
    tom.shows(".verdict .outcome.carried");
    let next = served.opens("fund");
    tom.says(".question .progress", "of 20");
    tom.shows(".ballot");
    owen.shows_no(".ballot");
    let book = served.house().book();
    let electors = |vote: &str| book.standing.divisions[&id(vote)].electors.votes.len();
    assert_eq!((electors(&last), electors(&next)), (21, 20));
    assert!(
        book.standing.divisions[&id(&last)].ballots.contains_key(&id("owen-mandate-3")),
        "it was cast in time"
    );
}

#[test]
fn two_chairs_who_click_at_once_do_one_thing() {
    let Some(driver) = Driver::start() else { return };
    let served = Served::start();
    let vote = served.opens("fund");
    served.votes(&vote, "for", &["neda", "tom"]);
    // Nasrin is of the presidium and leads too.
    let chairs = [in_the_hall(&driver, &served, CHAIR, "en"), in_the_hall(&driver, &served, "nasrin", "fa")];
    let before = served.size();
    for chair in &chairs {
        chair.click(DECLARE);
        chair.is_asked();
    }
    std::thread::scope(|both| {
        for chair in &chairs {
            both.spawn(|| chair.confirm());
        }
    });
    for chair in &chairs {
        chair.shows(".verdict .outcome.carried");
        chair.shows_no(DECLARE);
        assert_eq!(chair.count("[role=alert]"), 0, "nobody is told that it was refused");
    }
    assert_eq!(served.size(), before + 1);
    assert_eq!(outcome(&served, &vote), Some(Outcome::Carried));
}

#[test]
fn a_page_that_lost_its_connection_shows_the_present_when_it_is_back() {
    let Some(driver) = Driver::start() else { return };
    let mut served = Served::start();
    let tom = in_the_hall(&driver, &served, "tom", "fa");
    // A mark in the page: it is gone if the page is loaded anew.
    tom.run("window.mark = 'the same page'", json!([])).unwrap();
    // The network of one telephone is gone for a while, in which a vote is opened.
    tom.is_connected(false);
    let vote = served.opens("fund-amendment");
    tom.is_connected(true);
    tom.shows(".question");
    tom.shows(".ballot");
    // The server itself stops, and starts again over the same file.
    served.stop();
    served.start_again();
    served.votes(&vote, "against", &["owen", "neda", "emma"]);
    tom.says(".question .progress", "۳");
    tom.click(".ballot button[value=against]");
    tom.shows(".ballot .cast");
    tom.says(".question .progress", "۴");
    assert_eq!(tom.run("return window.mark", json!([])).unwrap(), "the same page");
    assert_eq!(served.house().book().standing.divisions[&id(&vote)].ballots.len(), 4);
}

#[test]
fn the_projector_follows_without_a_hand_on_it() {
    let Some(driver) = Driver::start() else { return };
    let served = Served::start();
    let screen = driver.browser(served.at);
    screen.go("/valley/projector/congress-3?lang=fa");
    screen.shows(".floor");
    assert_eq!(screen.count("form, button"), 0, "a screen only shows");
    let chair = in_the_hall(&driver, &served, CHAIR, "en");
    chair.click("form[action$='/floor']:has([name=of][value=jamshid]) button[value=began]");
    let jamshid = served.house().book().standing.name_of(&id("jamshid")).fa.to_string();
    screen.says(".speaking", &jamshid);
    chair.click("form[action$='/floor']:has([name=of][value=jamshid]) button[value=ended]");
    screen.shows_no(".speaking");
    chair.click("form[action$='/divide']:has([name=of][value=fund]) button");
    screen.shows(".question");
    let vote = served.open_vote();
    served.votes(&vote, "for", &["neda", "tom", "kaveh"]);
    screen.says(".question .progress", "۳");
    chair.click_and_confirm(DECLARE);
    screen.shows(".verdict .outcome.carried");
    screen.shows_no(".question");
}

fn outcome(served: &Served, vote: &str) -> Option<Outcome> {
    served.house().book().standing.divisions[&id(vote)].division.outcome
}
