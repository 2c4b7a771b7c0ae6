//! Authority: orders and dispatches, warrants, declarations, tasks, as forms.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a failing test stops")]

mod support {
    mod server;
    pub use server::*;
}

use base64ct::{Base64UrlUnpadded, Encoding};
use shura_act::Date;
use shura_act::act::{Conduct, DispatchState, Outcome, ProgressState, Stance, Whose};
use shura_kernel::Standing;
use shura_tlog::EntrySignature;
use support::{Server, federation, id};

/// The federation, in which nobody has enrolled a key yet.
fn unsigned() -> Server {
    federation()
}

fn standing(server: &Server) -> Standing {
    server.house().book().standing.clone()
}

const ORDERS: &str = "/fed/desk/orders";

fn payment<'a>(act: &'a str, text: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("form", "order-give"),
        ("act", act),
        ("behalf", "executive"),
        ("to", "harbour"),
        ("to", "print"),
        ("subject", "payment"),
        ("order-form", "order"),
        ("deadline", "2026-08-01"),
        ("text", text),
    ]
}

#[tokio::test]
async fn an_order_on_money_waits_for_its_countersignature() {
    let server = unsigned();
    let (simin, helen) = (server.signed_in("simin"), server.signed_in("helen"));
    server.get(ORDERS, &simin).await.is(200).says("value=\"order-give\"");
    server.post(ORDERS, &simin, &payment("or-1", "Pay the rent of the hall.")).await.leads_to();
    server.post(ORDERS, &simin, &payment("or-1", "Pay the rent of the hall.")).await.leads_to();
    server
        .get(ORDERS, &simin)
        .await
        .says("Pay the rent of the hall.")
        .says("does not bind until control commission has countersigned it");
    server.get(ORDERS, &helen).await.says("value=\"order-countersign\"");
    let signed = [("form", "order-countersign"), ("act", "cs-1"), ("order", "or-1"), ("answer", "give")];
    server.post(ORDERS, &helen, &signed).await.leads_to();
    assert!(standing(&server).orders[&id("or-1")].countersigned[&id("control-commission")]);
    server.get(ORDERS, &simin).await.says("countersigned by control commission");
    let page = server.get(&format!("{ORDERS}?lang=fa"), &simin).await;
    page.says("با امضای متقابل کمیسیون بازرسی");
}

#[tokio::test]
async fn a_countersignature_is_refused_with_its_reason() {
    let server = unsigned();
    let (simin, helen) = (server.signed_in("simin"), server.signed_in("helen"));
    server.post(ORDERS, &simin, &payment("or-2", "Buy a third van.")).await.leads_to();
    let refused = [("form", "order-countersign"), ("act", "cs-2"), ("order", "or-2"), ("answer", "refuse")];
    server.post(ORDERS, &helen, &refused).await.is(422).says("Something is missing here");
    let refused = [&refused[..], &[("text", "Not in the budget.")]].concat();
    server.post(ORDERS, &helen, &refused).await.leads_to();
    assert!(!standing(&server).orders[&id("or-2")].countersigned[&id("control-commission")]);
    server.get(ORDERS, &simin).await.says("countersignature refused by control commission");
    // A stranger countersigns nothing.
    let stranger = [("form", "order-countersign"), ("act", "cs-3"), ("order", "or-2"), ("answer", "give")];
    server.post(ORDERS, &server.signed_in("parvin"), &stranger).await.is(422).says("role=\"alert\"");
}

#[tokio::test]
async fn a_unit_answers_for_an_order_and_its_giver_takes_it_back() {
    let server = unsigned();
    let (simin, parvin) = (server.signed_in("simin"), server.signed_in("parvin"));
    let order = [&payment("or-4", "Use the vans by the week.")[..], &[("number", "T-3")]].concat();
    let order: Vec<_> = order
        .into_iter()
        .map(|(name, value)| (name, if value == "payment" { "transport" } else { value }))
        .collect();
    server.post(ORDERS, &simin, &order).await.leads_to();
    server.get(ORDERS, &parvin).await.says("Use the vans by the week.").says("value=\"order-comply\"");
    let partly = [
        ("form", "order-comply"),
        ("act", "cp-1"),
        ("unit", "harbour"),
        ("order", "or-4"),
        ("conduct", "partial"),
    ];
    server.post(ORDERS, &parvin, &partly).await.is(422).says("Something is missing here");
    let partly = [&partly[..], &[("text", "One van is being repaired.")]].concat();
    server.post(ORDERS, &parvin, &partly).await.leads_to();
    assert_eq!(standing(&server).orders[&id("or-4")].conduct[&id("harbour")], Conduct::Partial);
    // A counter-order ends what stood before.
    let counter = [&order[..], &[("annuls", "or-4")]].concat();
    let counter: Vec<_> = counter
        .into_iter()
        .map(|(name, value)| (name, if value == "or-4" && name == "act" { "or-5" } else { value }))
        .collect();
    server.post(ORDERS, &simin, &counter).await.leads_to();
    assert!(!standing(&server).orders[&id("or-4")].in_force);
    let repeal =
        [("form", "order-repeal"), ("act", "rp-1"), ("order", "or-5"), ("text", "Summer timetable.")];
    server.post(ORDERS, &simin, &repeal).await.leads_to();
    assert!(!standing(&server).orders[&id("or-5")].in_force);
}

#[tokio::test]
async fn a_dispatch_is_received_read_and_answered() {
    let server = unsigned();
    let (simin, parvin) = (server.signed_in("simin"), server.signed_in("parvin"));
    let sent = [
        ("form", "dispatch-send"),
        ("act", "di-1"),
        ("behalf", "executive"),
        ("to", "harbour"),
        ("channel", "letter"),
        ("text", "When can you come?"),
    ];
    server.post(ORDERS, &simin, &sent).await.leads_to();
    server.get(ORDERS, &parvin).await.says("When can you come?").says("value=\"dispatch-receipt\"");
    for (act, state) in [("dr-1", "received"), ("dr-2", "read")] {
        let receipt = [("form", "dispatch-receipt"), ("act", act), ("dispatch", "di-1"), ("receipt", state)];
        server.post(ORDERS, &parvin, &receipt).await.leads_to();
    }
    assert_eq!(
        standing(&server).dispatches[&id("di-1")].states,
        [DispatchState::Received, DispatchState::Read]
    );
    let answer = [
        ("form", "dispatch-send"),
        ("act", "di-2"),
        ("behalf", "harbour"),
        ("to", "executive"),
        ("channel", "electronic"),
        ("answers", "di-1"),
        ("text", "On Monday."),
    ];
    server.post(ORDERS, &parvin, &answer).await.leads_to();
    assert_eq!(standing(&server).dispatches[&id("di-1")].answered_by, Some(id("di-2")));
    server.get(ORDERS, &simin).await.says("answered");
}

#[tokio::test]
async fn who_may_give_no_order_sees_no_form_and_is_refused() {
    let server = unsigned();
    let tom = server.signed_in("tom");
    assert!(!server.get(ORDERS, &tom).await.body.contains("value=\"order-give\""));
    // Secretary of a branch, chair of a commission: they give no orders in the name of the executive.
    for person in ["tom", "parvin", "helen"] {
        let cookie = server.signed_in(person);
        server.post(ORDERS, &cookie, &payment("or-6", "Obey.")).await.is(422).says("role=\"alert\"");
    }
    assert!(server.get(ORDERS, "").await.leads_to().starts_with("/fed/sign-in"));
    assert!(!standing(&server).orders.contains_key("or-6"));
}

#[tokio::test]
async fn nonsense_in_orders_comes_back_at_its_field() {
    let server = unsigned();
    let simin = server.signed_in("simin");
    let change = |field: &'static str, value: &'static str| -> Vec<(&str, &str)> {
        payment("or-7", "Words.").into_iter().map(|(n, v)| (n, if n == field { value } else { v })).collect()
    };
    for (sent, said) in [
        (change("text", "  "), "Something is missing here"),
        (change("to", "Not an id"), "Choose one of those"),
        (change("deadline", "tomorrow"), "“tomorrow” is not a day"),
        (change("behalf", ""), "Choose one of those"),
        (change("act", ""), "This form is incomplete"),
        (change("act", "../x"), "This form is incomplete"),
        (change("form", "order-eat"), "This form is incomplete"),
    ] {
        server.post(ORDERS, &simin, &sent).await.is(422).says(said);
    }
    let long = "x".repeat(20_001);
    server.post(ORDERS, &simin, &payment("or-8", &long)).await.is(422).says("at most 20,000 characters");
    let persian = server.post(&format!("{ORDERS}?lang=fa"), &simin, &change("deadline", "فردا")).await;
    persian.is(422).says("«فردا» تاریخی در گاه‌شماری این سازمان نیست").says("value=\"فردا\"");
    assert!(!standing(&server).orders.contains_key("or-7"));
}

#[tokio::test]
async fn a_warrant_holds_where_it_is_accepted() {
    let server = unsigned();
    let (neda, parvin) = (server.signed_in("neda"), server.signed_in("parvin"));
    let path = "/fed/desk/warrants";
    let given = [
        ("form", "warrant-give"),
        ("act", "wa-1"),
        ("behalf", "executive"),
        ("person", "tom"),
        ("office", "liaison"),
        ("units", "harbour"),
        ("scope", "transport"),
        ("until", "2026-12-31"),
    ];
    server.post(path, &neda, &given).await.leads_to();
    server.get(path, &parvin).await.says("value=\"warrant-answer\"").says("has not answered");
    let refuse = [("form", "warrant-answer"), ("act", "an-1"), ("warrant", "wa-1"), ("answer", "refuse")];
    server.post(path, &parvin, &refuse).await.is(422).says("Something is missing here");
    let accept = [("form", "warrant-answer"), ("act", "an-2"), ("warrant", "wa-1"), ("answer", "accept")];
    server.post(path, &parvin, &accept).await.leads_to();
    assert!(standing(&server).appointments[&id("wa-1")].answers[&id("harbour")]);
    server.get(path, &neda).await.says("accepted by Harbour workers");
    server.post(path, &parvin, &accept[..3]).await.is(422);
    // Whoever holds it lays it down.
    let end = [("form", "warrant-end"), ("act", "en-1"), ("warrant", "wa-1")];
    server.post(path, &server.signed_in("tom"), &end).await.leads_to();
    assert!(!standing(&server).appointments[&id("wa-1")].in_force);
}

#[tokio::test]
async fn an_office_that_somebody_gives_alone_is_found_and_one_by_a_vote_is_not() {
    let server = unsigned();
    let neda = server.signed_in("neda");
    let path = "/fed/desk/warrants";
    server.get(path, &neda).await.says("By which vote");
    let give = |act: &'static str, under: &'static str| {
        [
            ("form", "warrant-give"),
            ("act", act),
            ("behalf", "executive"),
            ("person", "neda"),
            ("office", "treasurer"),
            ("under", under),
        ]
    };
    let carried = {
        let book = server.house().book();
        let mut votes = book.standing.divisions.iter();
        let vote = votes.find(|(_, d)| {
            d.organ.as_ref() == Some(&id("executive")) && d.division.outcome == Some(Outcome::Carried)
        });
        vote.unwrap().0.to_string()
    };
    let found = |act: &str| {
        let book = server.house().book();
        book.find(act).unwrap().findings.iter().any(|f| f.rule == "office-without-decision")
    };
    server.post(path, &neda, &give("alone", "")).await.leads_to();
    assert!(found("alone"));
    server.post(path, &neda, &give("decided", Box::leak(carried.into_boxed_str()))).await.leads_to();
    assert!(!found("decided"));
}

#[tokio::test]
async fn a_unit_declares_whose_call_it_obeys() {
    let server = unsigned();
    let parvin = server.signed_in("parvin");
    let path = "/fed/desk/declarations";
    let declare = |act: &'static str, stance: &'static str| {
        vec![
            ("form", "declare"),
            ("act", act),
            ("unit", "harbour"),
            ("authority", "executive"),
            ("stance", stance),
            ("whose", "whole"),
        ]
    };
    server.post(path, &parvin, &declare("de-1", "conditional")).await.is(422).says("Say on what condition");
    let condition =
        [declare("de-1", "conditional"), vec![("condition", "that the books stay open")]].concat();
    server.post(path, &parvin, &condition).await.leads_to();
    let held = &standing(&server).recognitions[&id("harbour")][&id("executive")][&Whose::Whole];
    assert_eq!(held.stance, Stance::Conditional);
    server.get(path, &parvin).await.says("recognises it on a condition");
    server.post(path, &parvin, &declare("de-2", "adores")).await.is(422).says("Choose one of those");
    let amir = server.signed_in("amir");
    server.post(path, &amir, &declare("de-3", "refuses")).await.is(422).says("role=\"alert\"");
}

#[tokio::test]
async fn a_task_is_given_extended_and_fulfilled() {
    let server = unsigned();
    let (neda, parvin) = (server.signed_in("neda"), server.signed_in("parvin"));
    let path = "/fed/desk/tasks";
    let give = [
        ("form", "task-give"),
        ("act", "ta-1"),
        ("behalf", "executive"),
        ("owners", "parvin"),
        ("text", "Find a hall."),
        ("due", "2026-06-01"),
    ];
    server.post(path, &neda, &give).await.leads_to();
    server.get(path, &parvin).await.says("Find a hall.").says("overdue since");
    let extend = |due: &'static str| {
        vec![
            ("form", "task-progress"),
            ("act", "pr-1"),
            ("task", "ta-1"),
            ("progress", "extended"),
            ("due", due),
        ]
    };
    server.post(path, &parvin, &extend("")).await.is(422).says("Something is missing here");
    server.post(path, &parvin, &extend("2026-09-01")).await.leads_to();
    assert_eq!(standing(&server).pending[&id("ta-1")].due, Date::new("2026-09-01").ok());
    let done = [("form", "task-progress"), ("act", "pr-2"), ("task", "ta-1"), ("progress", "fulfilled")];
    server.post(path, &parvin, &done).await.leads_to();
    assert_eq!(standing(&server).pending[&id("ta-1")].state, Some(ProgressState::Fulfilled));
    let promise = [
        ("form", "undertake"),
        ("act", "un-1"),
        ("behalf", "executive"),
        ("undertaking", "promise"),
        ("to", "harbour"),
        ("text", "An answer within a month."),
        ("due", "2026-08-01"),
    ];
    server.post(path, &neda, &promise).await.leads_to();
    server.get(path, &neda).await.says("An answer within a month.").says("promise");
}

/// Drafts a form, signs its acts as the script of the page does, and gives the fields to send with it.
async fn signed(
    server: &Server,
    path: &str,
    cookie: &str,
    fields: &[(&str, &str)],
    secret: [u8; 32],
) -> Vec<String> {
    let drafted = server.post(path, cookie, &[fields, &[("draft", "yes")]].concat()).await;
    let drafted: serde_json::Value = serde_json::from_str(&drafted.is(200).body).unwrap();
    let sign = |bytes: &serde_json::Value| {
        let text = bytes.as_str().unwrap();
        let signature = EntrySignature::sign(&secret, &Base64UrlUnpadded::decode_vec(text).unwrap());
        format!("{text}.{}", signature.to_string().replace(' ', "."))
    };
    drafted["entries"].as_array().unwrap().iter().map(sign).collect()
}

#[tokio::test]
async fn whoever_has_a_key_signs_orders_with_it() {
    let server = unsigned();
    let (simin, secret) = (server.signed_in("simin"), [9; 32]);
    let public = EntrySignature::sign(&secret, b"").to_string()[..64].to_owned();
    server.get("/fed/devices", &simin).await.says("data-new-key").says("cannot sign");
    let enrol = [("form", "key-new"), ("act", "key-1"), ("public", public.as_str())];
    let by_key = signed(&server, "/fed/devices/keys", &simin, &enrol, secret).await;
    assert!(!server.house().book().standing.keys.contains_key(&id("key-1")), "a draft enters nothing");
    server
        .post("/fed/devices/keys", &simin, &[&enrol[..], &[("signed", by_key[0].as_str())]].concat())
        .await
        .leads_to();
    assert!(server.house().book().standing.keys[&id("key-1")].in_force);
    server.get("/fed/devices", &simin).await.says(&public);

    let order = payment("or-9", "Pay the printer.");
    server.post(ORDERS, &simin, &order).await.is(422).says("role=\"alert\"");
    let by_key = signed(&server, ORDERS, &simin, &order, secret).await;
    // What was signed is entered, and nothing else.
    let other = payment("or-9", "Pay somebody else.");
    server
        .post(ORDERS, &simin, &[&other[..], &[("signed", by_key[0].as_str())]].concat())
        .await
        .is(422)
        .says("not what this form says");
    let broken = by_key[0].replace('.', ":");
    server.post(ORDERS, &simin, &[&order[..], &[("signed", broken.as_str())]].concat()).await.is(422);
    let foreign = signed(&server, ORDERS, &simin, &order, [8; 32]).await;
    server.post(ORDERS, &simin, &[&order[..], &[("signed", foreign[0].as_str())]].concat()).await.is(422);
    assert!(!standing(&server).orders.contains_key("or-9"));
    server.post(ORDERS, &simin, &[&order[..], &[("signed", by_key[0].as_str())]].concat()).await.leads_to();
    assert!(standing(&server).orders.contains_key("or-9"));
    for nonsense in [("key-new", "public", "zz"), ("key-end", "key", "")] {
        let sent = [("form", nonsense.0), ("act", "key-2"), (nonsense.1, nonsense.2)];
        server.post("/fed/devices/keys", &simin, &sent).await.is(422).says("role=\"alert\"");
    }
}

#[tokio::test]
async fn every_page_is_whole_in_both_languages() {
    let server = unsigned();
    let cookie = server.signed_in("neda");
    let pages = [
        "desk",
        "units",
        "units/harbour",
        "credentials",
        "credentials/congress",
        "desk/convenings",
        "desk/orders",
        "desk/warrants",
        "desk/declarations",
        "desk/tasks",
        "import",
        "devices",
    ];
    for page in pages {
        for lang in ["en", "fa"] {
            let shown = server.get(&format!("/fed/{page}?lang={lang}"), &cookie).await;
            shown.is(200).says(&format!("lang=\"{lang}\""));
            // A message that is missing shows its key: words with dashes, alone between tags or in an attribute that is read out.
            for text in shown.body.split('>').filter_map(|rest| rest.split('<').next()) {
                let key = text.trim();
                let plain = key.contains('-') && key.chars().all(|c| c.is_ascii_lowercase() || c == '-');
                assert!(!plain, "{page} in {lang} shows {key}");
            }
        }
    }
}
