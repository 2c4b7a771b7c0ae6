//! An order about money binds when the control commission has countersigned it, and does not when it has refused.

use super::driver::{Browser, Driver};
use super::served::{Served, form, id};

const DESK: &str = "/valley/desk/orders";

/// The secretary of the executive orders a payment; the name of the order.
pub fn orders(served: &Served, secretary: &Browser<'_>, text: &str) -> String {
    let give = form("order-give");
    secretary.go(DESK);
    secretary.choose(&format!("{give} [name=behalf]"), "executive");
    secretary.click(&format!("{give} [name=to][value=harbour]"));
    secretary.fill(&format!("{give} [name=text]"), text);
    secretary.choose(&format!("{give} [name=subject]"), "payment");
    secretary.click(&format!("{give} button"));
    secretary.says("main", text);
    let book = served.house().book();
    let given = book.entries.iter().rev().find(|a| book.standing.orders.contains_key(&a.entry.id)).unwrap();
    given.entry.id.to_string()
}

#[test]
fn an_order_waits_for_its_countersignature_and_then_binds() {
    let Some(driver) = Driver::start() else { return };
    let served = Served::start();
    let (secretary, control) = (driver.browser(served.at), driver.browser(served.at));
    served.sign_in(&secretary, "simin", "en");
    served.sign_in(&control, &served.officer_of("control-commission"), "fa");
    let order = orders(&served, &secretary, "Pay the rent of the hall.");
    secretary.says(".mark.bad", "does not bind until");
    let sign = form("order-countersign");
    control.go(DESK);
    control.choose(&format!("{sign} [name=order]"), &order);
    control.choose(&format!("{sign} [name=answer]"), "give");
    control.click(&format!("{sign} button"));
    control.says(".mark.good", "امضای متقابل");
    secretary.go(DESK);
    secretary.says(".mark.good", "countersigned by");
    assert!(served.house().book().standing.orders[&id(&order)].countersigned[&id("control-commission")]);
}

#[test]
fn a_countersignature_is_refused_with_a_reason_and_the_order_does_not_bind() {
    let Some(driver) = Driver::start() else { return };
    let served = Served::start();
    let (secretary, control) = (driver.browser(served.at), driver.browser(served.at));
    served.sign_in(&secretary, "simin", "fa");
    served.sign_in(&control, &served.officer_of("control-commission"), "en");
    let order = orders(&served, &secretary, "Buy a third van.");
    let sign = form("order-countersign");
    control.go(DESK);
    control.choose(&format!("{sign} [name=order]"), &order);
    control.choose(&format!("{sign} [name=answer]"), "refuse");
    let before = served.size();
    control.click(&format!("{sign} button"));
    // A refusal without its reason comes back, with what was chosen.
    control.shows(&format!("{sign} [name=text][aria-invalid=true]"));
    control.shows(&format!("{sign} [name=answer] option[value=refuse]:checked"));
    assert_eq!(served.size(), before);
    control.fill(&format!("{sign} [name=text]"), "It is not in the budget.");
    control.click(&format!("{sign} button"));
    control.says(".mark.bad", "countersignature refused by");
    secretary.go(DESK);
    secretary.says(".mark.bad", "امضای متقابل را نداد");
    secretary.go(&format!("/valley/orders/{order}?lang=en"));
    secretary.says("main", "refused");
    secretary.says("main q", "It is not in the budget.");
    assert!(!served.house().book().standing.orders[&id(&order)].countersigned[&id("control-commission")]);
}
