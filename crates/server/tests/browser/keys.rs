//! Keys of devices: a passkey that opens the door, keys that sign what one enters, one that is lost.

use super::driver::{Browser, Driver};
use super::orders::orders;
use super::served::{Served, form, id};
use shura_act::PublicKey;
use shura_act::act::KeyState;
use std::sync::mpsc::channel;

const DEVICES: &str = "/valley/devices";

#[test]
fn a_passkey_made_on_a_device_opens_the_door_there() {
    let Some(driver) = Driver::start() else { return };
    let served = Served::start();
    let browser = driver.browser(served.at);
    browser.has_authenticator();
    served.sign_in(&browser, "neda", "fa");
    let before = served.size();
    browser.go(DEVICES);
    browser.click("[data-passkey=make]");
    browser.shows("form:has([name=form][value=passkey])");
    assert_eq!(served.house().desk.passkeys_of(&id("neda")).unwrap().len(), 1);
    assert_eq!(served.size(), before, "a passkey is a matter of the desk and no act");
    browser.click("form[action='/valley/sign-out'] button");
    browser.shows(".who a[href='/valley/sign-in']");
    browser.go("/valley/sign-in");
    browser.click("[data-passkey=show]");
    let name = served.house().book().standing.name_of(&id("neda")).fa;
    browser.says(".who a[href='/valley/me']", &name);
    // It is one person's: what is entered now is hers.
    browser.go("/valley/sittings/congress-3");
    browser.click("form[action$='/here'] button[value=left]");
    browser.shows("form[action$='/here'] button[value=arrived]");
    let book = served.house().book();
    let last = book.entries.last().unwrap();
    assert_eq!(last.entry.by, Some(id("neda")));
}

/// The keys that signed an act, as the ledger holds it.
fn signers(served: &Served, act: &str) -> Vec<PublicKey> {
    let place = served.house().book().place_of(act).unwrap() as u64;
    let (tell, told) = channel();
    served.house().with_ledger(move |ledger| {
        let sealed = ledger.read(place, 1).unwrap().remove(0);
        let held = sealed.signatures.iter().filter(|by| by.holds(&sealed.bytes));
        tell.send(held.map(|by| PublicKey(by.key)).collect()).unwrap();
    });
    told.recv().unwrap()
}

/// The keys of a person that are in force.
fn in_force(served: &Served, person: &str) -> Vec<PublicKey> {
    let book = served.house().book();
    let keys = book.standing.keys.values().filter(|k| k.in_force && k.key.person == id(person));
    keys.map(|k| k.key.public).collect()
}

/// The first key of a person, made on a device.
fn enrols(served: &Served, browser: &Browser<'_>, person: &str) -> PublicKey {
    browser.go(DEVICES);
    browser.click("form[data-new-key] button");
    browser.shows("[data-key-here]:not([hidden])");
    in_force(served, person)[0]
}

/// A key made on a further device, as the digits that it shows.
fn digits_of(browser: &Browser<'_>) -> String {
    browser.go(DEVICES);
    browser.click("[data-key-make]");
    browser.shows("[data-key-made]:not([hidden])");
    browser.words("[data-key-made] output").unwrap()
}

#[test]
fn orders_are_signed_by_the_device_and_a_second_device_signs_once_the_first_has_entered_its_key() {
    let Some(driver) = Driver::start() else { return };
    let served = Served::start();
    let (one, two) = (driver.browser(served.at), driver.browser(served.at));
    served.sign_in(&one, "simin", "en");
    served.sign_in(&two, "simin", "fa");
    let first = enrols(&served, &one, "simin");
    let key = served.house().book().standing.key_acts[&first].to_string();
    assert_eq!(signers(&served, &key), [first], "a first key signs its own enrolment");
    let order = orders(&served, &one, "Pay the rent of the hall.");
    assert_eq!(signers(&served, &order), [first]);

    // The other device has no key in force: what it enters is not signed, and is refused.
    let digits = digits_of(&two);
    let give = form("order-give");
    two.go("/valley/desk/orders");
    two.choose(&format!("{give} [name=behalf]"), "executive");
    two.click(&format!("{give} [name=to][value=harbour]"));
    two.fill(&format!("{give} [name=text]"), "Buy a van.");
    two.choose(&format!("{give} [name=subject]"), "payment");
    let before = served.size();
    two.click(&format!("{give} button"));
    two.shows("[role=alert]");
    assert_eq!(served.size(), before);

    one.go(DEVICES);
    let further = form("key-further");
    one.fill(&format!("{further} [name=public]"), "12345");
    one.click(&format!("{further} button"));
    one.shows("[role=alert]");
    one.fill(&format!("{further} [name=public]"), &digits);
    one.fill(&format!("{further} [name=device]"), "telephone");
    one.click(&format!("{further} button"));
    one.says("main", "telephone");
    let second = in_force(&served, "simin").into_iter().find(|key| *key != first).unwrap();
    let key = served.house().book().standing.key_acts[&second].to_string();
    assert_eq!(signers(&served, &key), [first], "the first device signed for the second");
    two.go(DEVICES);
    two.shows("[data-key-here]:not([hidden])");
    let order = orders(&served, &two, "Buy a van after all.");
    assert_eq!(signers(&served, &order), [second]);

    // The telephone is lost: the other device says so, and it signs no more.
    one.go(DEVICES);
    one.click_and_confirm(&format!("form:has([name=key][value='{key}']) button[value=lost]"));
    one.shows(".mark.bad");
    assert_eq!(in_force(&served, "simin"), [first]);
    let book = served.house().book();
    let ended = book.standing.keys[&id(&key)].ended_by.clone().unwrap();
    let shura_act::Act::KeyChange(change) = &book.find(ended.as_str()).unwrap().entry.act else { panic!() };
    assert_eq!(change.to, KeyState::Lost);
    drop(book);
    assert_eq!(signers(&served, ended.as_str()), [first]);
}

#[test]
fn whoever_lost_every_key_gets_a_new_one_through_the_credentials_commission() {
    let Some(driver) = Driver::start() else { return };
    let served = Served::start();
    let lost = driver.browser(served.at);
    served.sign_in(&lost, "simin", "en");
    let first = enrols(&served, &lost, "simin");
    drop(lost);
    let new = driver.browser(served.at);
    served.sign_in(&new, "simin", "fa");
    let digits = digits_of(&new);
    let commission = driver.browser(served.at);
    let examiner = served.officer_of("credentials-commission");
    served.sign_in(&commission, &examiner, "en");
    commission.go(DEVICES);
    let recover = form("key-recover");
    commission.choose(&format!("{recover} [name='key-owner']"), "simin");
    commission.fill(&format!("{recover} [name=public]"), &digits);
    commission.fill(&format!("{recover} [name=text]"), "Simin came in person; her laptop was stolen.");
    commission.click_and_confirm(&format!("{recover} button"));
    new.until("the new key is in force", || {
        let keys = in_force(&served, "simin");
        if keys.len() == 1 && keys[0] != first {
            Ok(())
        } else {
            Err(commission.words("[role=alert]").unwrap_or_default())
        }
    });
    let second = in_force(&served, "simin")[0];
    {
        let book = served.house().book();
        let act = &book.find(book.standing.key_acts[&second].as_str()).unwrap().entry;
        assert_eq!(
            (act.by.clone(), act.behalf.clone()),
            (Some(id(&examiner)), Some(id("credentials-commission")))
        );
    }
    new.go(DEVICES);
    new.shows("[data-key-here]:not([hidden])");
    let order = orders(&served, &new, "Pay the rent of the hall.");
    assert_eq!(signers(&served, &order), [second]);
}
