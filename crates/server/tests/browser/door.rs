//! The door: codes, links and keys, with and without scripts.

use super::driver::{Driver, ENTER, TAB};
use super::served::{SITTING, Served, id};
use serde_json::json;
use shura_act::Lang;
use shura_act::act::Choice;

const LANGUAGES: [(&str, Lang); 2] = [("en", Lang::En), ("fa", Lang::Fa)];

#[test]
fn one_signs_in_by_the_link_of_a_card_and_out_again() {
    let Some(driver) = Driver::start() else { return };
    let served = Served::start();
    for (word, lang) in LANGUAGES {
        let name = served.house().book().standing.name_of(&id("neda")).get(lang).to_owned();
        let link = format!("/valley/enter/{}?lang={word}", served.code_for_once("neda"));
        let browser = driver.browser(served.at);
        browser.go(&link);
        browser.click("form[action='/valley/sign-in'] button");
        browser.says(".who a[href='/valley/me']", &name);
        // The same link in the hands of somebody else opens nothing any more.
        let other = driver.browser(served.at);
        other.go(&link);
        other.click("form[action='/valley/sign-in'] button");
        other.shows("#code-why[role=alert]");
        browser.click("form[action='/valley/sign-out'] button");
        browser.shows(".who a[href='/valley/sign-in']");
    }
}

#[test]
fn a_mistyped_code_is_kept_and_told_at_its_field() {
    let Some(driver) = Driver::start() else { return };
    let served = Served::start();
    let browser = driver.browser(served.at);
    browser.go("/valley/sign-in?lang=fa&back=/valley/sittings/congress-3");
    browser.fill("#code", "0000-1111");
    browser.click("form[action='/valley/sign-in'] button");
    browser.shows("#code[aria-invalid=true][aria-describedby=code-why][value='0000-1111']");
    browser.fill("#code", &served.code("tom").to_lowercase());
    browser.click("form[action='/valley/sign-in'] button");
    browser.shows("#hall");
    assert_eq!(browser.address(), SITTING);
}

#[test]
fn without_scripts_one_signs_in_and_votes() {
    let Some(driver) = Driver::start() else { return };
    let served = Served::start();
    let vote = served.opens("fund");
    let browser = driver.browser_without_scripts(served.at);
    browser.go("/valley/sign-in?lang=fa&back=/valley/sittings/congress-3");
    browser.fill("#code", &served.code("tom"));
    browser.click("form[action='/valley/sign-in'] button");
    browser.shows(".ballot");
    assert_eq!(browser.run("return typeof window.htmx", json!([])).unwrap(), "undefined", "scripts are off");
    browser.click(".ballot button[value=for]");
    browser.shows(".ballot .cast");
    assert_eq!(choice_of(&served, &vote, "tom-mandate-3"), Some(Choice::For));
}

#[test]
fn with_the_keyboard_alone_one_casts_a_ballot() {
    let Some(driver) = Driver::start() else { return };
    let served = Served::start();
    let vote = served.opens("fund");
    for (lang, person, mandate) in [("en", "tom", "tom-mandate-3"), ("fa", "alice", "alice-mandate-3")] {
        let browser = driver.browser(served.at);
        served.sign_in(&browser, person, lang);
        browser.go(SITTING);
        browser.shows(".ballot");
        // The first key leads past the navigation.
        browser.press(&[TAB]);
        assert_eq!(browser.run("return document.activeElement.className", json!([])).unwrap(), "skip");
        browser.press(&[ENTER]);
        let focus = "let e = document.activeElement; return [e.name ?? '', e.value ?? '', getComputedStyle(e).outlineStyle]";
        let reached = (0..60).any(|_| {
            browser.press(&[TAB]);
            let at = browser.run(focus, json!([])).unwrap();
            assert!(at[0] == "" || at[2] != "none", "one sees where one is: {at}");
            at[0] == "choice" && at[1] == "against"
        });
        assert!(reached, "the ballot is reached");
        browser.press(&[ENTER]);
        browser.shows(".ballot .cast");
        assert_eq!(choice_of(&served, &vote, mandate), Some(Choice::Against));
    }
}

fn choice_of(served: &Served, vote: &str, mandate: &str) -> Option<Choice> {
    let book = served.house().book();
    let cast = book.standing.divisions[&id(vote)].ballots.get(&id(mandate))?.first()?;
    Some(cast.choice)
}
