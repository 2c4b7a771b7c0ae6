//! The door: codes, cards, sessions, passkeys, and what keeps others out.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a failing test stops")]

mod support {
    pub mod authenticator;
    mod server;
    pub use server::*;
}

use axum::body::Body;
use axum::http::header;
use serde_json::json;
use shura_act::act::{Appointment, Organ, PassForm};
use shura_act::{Act, Bilingual};
use shura_ledger::register::Details;
use shura_ledger::{Ledger, Register, Sqlite};
use shura_server::Desk;
use shura_server::desk::{Member, OF_A_PERSON};
use support::authenticator::Authenticator;
use support::{NOW, dated, federation, federation_with, id};

const YEAR: i64 = 365 * 86_400;

#[tokio::test]
async fn a_code_opens_once_and_says_so_afterwards() {
    let server = federation();
    let code = server.house().desk.give_code(Some(&id("neda")), Some(1), NOW + YEAR).unwrap();
    let opened = server.post("/fed/sign-in", "", &[("code", &code.to_lowercase().replace('-', " "))]).await;
    assert_eq!(opened.leads_to(), "/fed/");
    server.get("/fed/devices", &opened.cookie()).await.is(200).says("Neda");
    let again = server.post("/fed/sign-in", "", &[("code", &code)]).await;
    again.is(422).says("has been used already").says(&format!("value=\"{code}\""));
    let again = server.post("/fed/sign-in?lang=fa", "", &[("code", &code)]).await;
    again.is(422).says("پیش‌تر به کار رفته است");
}

#[tokio::test]
async fn wrong_and_old_codes_get_one_sentence() {
    let server = federation();
    let old = server.house().desk.give_code(Some(&id("neda")), None, NOW).unwrap();
    server.post("/fed/sign-in", "", &[("code", &old)]).await.is(422).says("The time of this code is over");
    for nonsense in ["", "0000-0000-0000-0000", "'; DROP TABLE code; --", "رمز", &"9".repeat(100_000)] {
        let page = server.post("/fed/sign-in", "", &[("code", nonsense)]).await;
        page.is(422).says("This code opens nothing").says("role=\"alert\"");
    }
    let typed = server.post("/fed/sign-in", "", &[("code", "<b>\"x")]).await;
    assert!(!typed.body.contains("<b>"), "what was typed comes back as text");
    server.get("/fed/enter/no-such-code", "").await.is(200);
}

#[test]
fn a_code_lies_only_as_a_hash_in_the_data_file_and_is_found_by_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("desk");
    let desk = shura_server::Desk::open(&file).unwrap();
    let code = desk.give_code(Some(&id("neda")), None, NOW + YEAR).unwrap();
    let token = desk.begin(Some(id("neda")), "", NOW).unwrap();
    drop(desk);
    let bytes = std::fs::read(&file).unwrap();
    let plain = |code: &str| code.replace('-', "");
    for secret in [code.clone(), plain(&code), token.clone(), plain(&token)] {
        assert!(!bytes.windows(secret.len()).any(|part| part == secret.as_bytes()));
    }
    // Right and wrong codes are hashed first and looked up by the hash, so that no letter of a code is compared with a letter: a code that
    // differs in its last letter is as far from opening as any other.
    let desk = shura_server::Desk::open(&file).unwrap();
    let last = if code.ends_with('0') { "1" } else { "0" };
    let near = format!("{}{last}", &code[..code.len() - 1]);
    assert_eq!(desk.open_by(&near, "", NOW).unwrap(), shura_server::desk::Opened::Unknown);
    assert!(desk.session(&token, NOW).is_some(), "sessions outlast the program");
    assert!(desk.session(&near, NOW).is_none());
}

#[tokio::test]
async fn the_cookie_is_for_this_house_and_no_script_reads_it() {
    let server = federation();
    let code = server.house().desk.give_code(Some(&id("neda")), Some(1), NOW + YEAR).unwrap();
    let opened = server.post("/fed/sign-in", "", &[("code", &code)]).await;
    let set = opened.headers[header::SET_COOKIE].to_str().unwrap();
    for flag in ["HttpOnly", "SameSite=Lax", "Path=/fed/"] {
        assert!(set.contains(flag), "{set}");
    }
    let out = server.post("/fed/sign-out", &opened.cookie(), &[]).await;
    assert!(out.headers[header::SET_COOKIE].to_str().unwrap().contains("Max-Age=0"));
    server.get("/fed/devices", &opened.cookie()).await.leads_to();
}

#[tokio::test]
async fn one_leads_back_to_this_house_only() {
    let server = federation();
    for (back, to) in [
        ("/fed/desk", "/fed/desk"),
        ("https://elsewhere.example/", "/fed/"),
        ("//elsewhere.example", "/fed/"),
        ("/fed/\n", "/fed/"),
    ] {
        let code = server.house().desk.give_code(Some(&id("neda")), Some(1), NOW + YEAR).unwrap();
        let opened = server.post("/fed/sign-in", "", &[("code", &code), ("back", back)]).await;
        assert_eq!(opened.leads_to(), to);
    }
}

#[tokio::test]
async fn a_link_that_is_only_looked_at_uses_no_code_up_and_signs_nobody_in() {
    let server = federation();
    for uses in [Some(1), None] {
        let code = server.house().desk.give_code(Some(&id("neda")), uses, NOW + YEAR).unwrap();
        for _ in 0..3 {
            let page = server.get(&format!("/fed/enter/{code}"), "").await;
            page.is(200).says(&format!("value=\"{code}\""));
            assert!(!page.headers.contains_key(header::SET_COOKIE));
        }
        assert_eq!(server.post("/fed/sign-in", "", &[("code", &code)]).await.leads_to(), "/fed/");
    }
}

#[tokio::test]
async fn forms_of_other_sites_change_nothing() {
    let server = federation();
    let cookie = server.signed_in("neda");
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://elsewhere.example"),
    ] {
        let mut request = server.form("/fed/devices", &cookie).body(Body::from("form=others")).unwrap();
        request.headers_mut().remove("sec-fetch-site");
        request.headers_mut().insert(name, value.parse().unwrap());
        server.send(request).await.is(403);
    }
    let mut bare = server.form("/fed/passkeys/make", &cookie).body(Body::from("{}")).unwrap();
    bare.headers_mut().remove("sec-fetch-site");
    server.send(bare).await.is(403);
}

#[tokio::test]
async fn nobody_frames_a_page_and_no_script_stands_in_it() {
    let server = federation();
    let cookie = server.signed_in("martha");
    for path in ["/fed/sign-in", "/fed/devices", "/fed/desk", "/fed/cards"] {
        let page = server.get(path, &cookie).await;
        let policy = page.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(
            policy.contains("frame-ancestors 'none'") && policy.contains("script-src 'self'"),
            "{policy}"
        );
        assert_eq!(page.headers["x-frame-options"], "DENY");
        assert_eq!(page.headers[header::CACHE_CONTROL], "no-store");
        assert!(!page.body.contains(" style=") && !page.body.contains("onclick"), "{path}");
        assert!(
            page.body.split("<script").skip(1).all(|script| script.starts_with(" src=\"/assets/")),
            "{path}"
        );
    }
}

#[tokio::test]
async fn too_much_is_turned_away() {
    let server = federation();
    let cookie = server.signed_in("neda");
    let much = format!("code={}", "9".repeat(5 << 20));
    let page =
        server.send(server.form("/fed/sign-in", &cookie).body(Body::from(much.clone())).unwrap()).await;
    page.is(413).says("at most 4 MB").says("<html");
    let persian = server.form("/fed/sign-in?lang=fa", &cookie).body(Body::from(much)).unwrap();
    server.send(persian).await.is(413).says("حداکثر ۴ مگابایت");
}

/// What the framework refuses before a page sees it is told as everything else is: in both languages, and to programs as JSON.
#[tokio::test]
async fn nothing_is_refused_without_a_sentence() {
    let server = federation();
    let cookie = server.signed_in("neda");
    server.post("/fed/charter", &cookie, &[]).await.is(405).says("go back and open the page again");
    let foreign = server.form("/fed/devices", &cookie).header("origin", "https://elsewhere.example");
    let mut foreign = foreign.body(Body::empty()).unwrap();
    foreign.headers_mut().remove("sec-fetch-site");
    server.send(foreign).await.is(403).says("only from a page of this server");
    for (path, body, status) in
        [("/api/fed/acts", "{", 400), ("/api/fed/acts", "{\"no\":1}", 422), ("/api/fed/charter", "{}", 405)]
    {
        let mut request = server.form(path, &cookie).body(Body::from(body)).unwrap();
        request.headers_mut().insert("content-type", "application/json".parse().unwrap());
        let page = server.send(request).await;
        page.is(status);
        let said: serde_json::Value = serde_json::from_str(&page.body).unwrap();
        assert!(said["text"]["en"].is_string() && said["text"]["fa"].is_string(), "{said}");
    }
}

#[tokio::test]
async fn after_many_wrong_codes_an_address_is_told_to_wait_and_right_codes_open_still() {
    let server = federation();
    let code = server.house().desk.give_code(Some(&id("neda")), None, NOW + YEAR).unwrap();
    let knock = async |code: &str, from: &str| {
        let request = server.form("/fed/sign-in", "").header("x-forwarded-for", from);
        server.send(request.body(Body::from(format!("code={code}"))).unwrap()).await
    };
    for _ in 0..60 {
        knock("0000-0000-0000-0001", "203.0.113.7").await.is(422);
    }
    let page = knock("0000-0000-0000-0001", "203.0.113.7").await;
    page.is(429).says("Try again in 10 minutes");
    assert_eq!(page.headers[header::RETRY_AFTER], "600");
    // The rest of the hall comes from the same address: right codes open, and old ones are told from wrong ones.
    let old = server.house().desk.give_code(Some(&id("tom")), None, NOW).unwrap();
    knock(&old, "203.0.113.7").await.is(422).says("The time of this code is over");
    knock(&code, "203.0.113.7").await.leads_to();
    let request = server.form("/api/fed/session", "").header("x-forwarded-for", "203.0.113.7");
    let mut request = request.body(Body::from(json!({ "code": code }).to_string())).unwrap();
    request.headers_mut().insert(header::CONTENT_TYPE, "application/json".parse().unwrap());
    server.send(request).await.is(200).says("token");
}

#[tokio::test]
async fn wrong_codes_of_strangers_and_a_flood_of_passkeys_shut_nobody_out() {
    let server = federation();
    let code = server.house().desk.give_code(Some(&id("neda")), None, NOW + YEAR).unwrap();
    for n in 0..6_100_u32 {
        let from = std::net::Ipv4Addr::from_bits(0xC000_0000 + n);
        server.app.door.in_vain(from.into(), NOW);
    }
    server.post("/fed/sign-in", "", &[("code", &code)]).await.leads_to();
    let (_, first) = server.json("/fed/passkeys/show", "", &json!({})).await;
    assert!(first["name"].is_string());
    for _ in 0..10_100 {
        let (page, _) = server.json("/fed/passkeys/show", "", &json!({})).await;
        page.is(200);
    }
}

/// A proxy may add a line of its own below that of the visitor, who can write into that what they like.
#[tokio::test]
async fn of_several_lines_of_a_proxy_the_last_address_counts() {
    let server = federation();
    let knock = async |lines: [&str; 2]| {
        let mut request = server.form("/fed/sign-in", "");
        for line in lines {
            request = request.header("x-forwarded-for", line);
        }
        server.send(request.body(Body::from("code=WRONG-CODE")).unwrap()).await.status.as_u16()
    };
    for n in 0..60 {
        assert_eq!(knock([&format!("198.51.100.{n}"), "10.0.0.1, 203.0.113.7"]).await, 422, "try {n}");
    }
    assert_eq!(knock(["198.51.100.200", "203.0.113.7"]).await, 429, "the same visitor");
    assert_eq!(knock(["203.0.113.7", "203.0.113.8"]).await, 422, "another one");
}

#[tokio::test]
async fn sessions_are_listed_and_ended() {
    let server = federation();
    let (here, there, other) = (server.signed_in("neda"), server.signed_in("neda"), server.signed_in("tom"));
    let page = server.get("/fed/devices", &here).await;
    page.is(200).says("Firefox · Linux").says("this one").says("End all others");
    // The session of another is not mine to end.
    let of_tom = server.house().desk.sessions_of(&id("tom"))[0].number.to_string();
    server.post("/fed/devices", &here, &[("form", "session"), ("number", &of_tom)]).await.leads_to();
    server.get("/fed/devices", &other).await.is(200);
    server.post("/fed/devices", &here, &[("form", "others")]).await.leads_to();
    server.get("/fed/devices", &here).await.is(200);
    assert!(server.get("/fed/devices", &there).await.leads_to().starts_with("/fed/sign-in"));
    server.post("/fed/devices", &here, &[("form", "session"), ("number", "x")]).await.is(400);
}

#[tokio::test]
async fn a_card_is_an_act_and_its_code_is_not() {
    let server = federation();
    let cookie = server.signed_in("martha");
    server.get("/fed/desk", &cookie).await.is(200).says("/fed/cards");
    let form = server.get("/fed/cards?of=congress", &cookie).await;
    form.is(200).says("Neda");
    let act = form.value("act");
    let sent = [
        ("form", "cards-give"),
        ("of", "congress"),
        ("act", act),
        ("holders", "neda"),
        ("holders", "tom"),
        ("days", "۱۴"),
    ];
    let sheet = server.post("/fed/cards", &cookie, &sent).await;
    sheet.is(200).says("<svg").says("کارگری دره").says("Valley Federation").says("http://localhost:8017");
    assert!(!sheet.body.contains("<?xml"));
    let codes: Vec<&str> =
        sheet.body.split("class=\"code\" dir=\"ltr\">").skip(1).map(|rest| &rest[..19]).collect();
    assert_eq!(codes.len(), 2);
    let opened = server.post("/fed/sign-in", "", &[("code", codes[1])]).await;
    server.get("/fed/devices", &opened.cookie()).await.says("Tom");
    let book = server.house().book();
    let card = &book.standing.passes[&id(&format!("{act}-0"))];
    assert_eq!((card.pass.form, card.pass.holder.as_slice()), (PassForm::Card, &[id("neda")][..]));
    let record = book.entries.iter().map(|a| serde_json::to_string(&a.entry).unwrap());
    assert!(record.into_iter().all(|entry| !codes.iter().any(|code| entry.contains(code))));
}

#[tokio::test]
async fn an_act_gives_one_code_however_often_its_form_is_sent() {
    let server = federation();
    let cookie = server.signed_in("martha");
    let form = server.get("/fed/cards?of=congress", &cookie).await;
    let sent = [
        ("form", "cards-give"),
        ("of", "congress"),
        ("act", form.value("act")),
        ("holders", "neda"),
        ("days", "3"),
    ];
    let code_of =
        |body: &str| body.split("class=\"code\" dir=\"ltr\">").nth(1).map(|rest| rest[..19].to_owned());
    let first = server.post("/fed/cards", &cookie, &sent).await;
    let code = code_of(&first.is(200).body).unwrap();
    let again = server.post("/fed/cards", &cookie, &sent).await;
    again.is(422).says("These cards were printed already");
    assert_eq!(code_of(&again.body), None);
    server.post("/fed/sign-in", "", &[("code", &code)]).await.leads_to();
    // A card in place of a lost one is sent twice, too: the second time shuts nobody out who has come in by the first.
    let form = server.get("/fed/cards?of=congress", &cookie).await;
    let lost = [
        ("form", "cards-give"),
        ("of", "congress"),
        ("act", form.value("act")),
        ("holders", "neda"),
        ("days", "3"),
        ("lost", "yes"),
    ];
    let code = code_of(&server.post("/fed/cards", &cookie, &lost).await.is(200).body).unwrap();
    let opened = server.post("/fed/sign-in", "", &[("code", &code)]).await;
    server.post("/fed/cards", &cookie, &lost).await.is(422);
    server.get("/fed/devices", &opened.cookie()).await.is(200);
}

#[test]
fn codes_and_sessions_that_ended_long_ago_are_forgotten() {
    const DAY: i64 = 86_400;
    let desk = shura_server::Desk::in_memory().unwrap();
    let code = desk.give_code(Some(&id("neda")), None, NOW + DAY).unwrap();
    let token = desk.begin(Some(id("neda")), "", NOW).unwrap();
    desk.sweep(NOW + DAY).unwrap();
    assert!(desk.session(&token, NOW + DAY).is_some(), "what lasts is kept");
    assert_eq!(desk.open_by(&code, "", NOW + 2 * DAY).unwrap(), shura_server::desk::Opened::Old);
    let last = NOW + 100 * DAY;
    desk.sweep(last).unwrap();
    assert_eq!(desk.open_by(&code, "", last).unwrap(), shura_server::desk::Opened::Unknown);
    assert!(desk.sessions_of(&id("neda")).is_empty());
    desk.close_all().unwrap();
}

#[tokio::test]
async fn where_nobody_came_yet_those_who_give_cards_get_the_first_codes() {
    let server = federation();
    let first = || shura_server::credentials::first_codes(&server.app, server.house()).unwrap();
    let codes = first();
    let who: Vec<&str> = codes.iter().map(|(person, _)| person.as_str()).collect();
    assert_eq!(who, ["martha", "rose"]);
    server.post("/fed/sign-in", "", &[("code", &codes[0].1)]).await.leads_to();
    assert!(first().is_empty(), "once somebody has come in, the others get their cards from them");
}

#[tokio::test]
async fn only_whom_the_charter_lets_gives_cards() {
    let server = federation();
    for person in ["tom", "parvin", "peter"] {
        let cookie = server.signed_in(person);
        server.get("/fed/cards?of=congress", &cookie).await.is(403);
        let sent = [("form", "cards-give"), ("act", "act-1"), ("holders", "neda"), ("days", "3")];
        server.post("/fed/cards", &cookie, &sent).await.is(403);
        assert!(!server.get("/fed/desk", &cookie).await.body.contains("/fed/cards"));
    }
    assert!(server.get("/fed/cards", "").await.leads_to().starts_with("/fed/sign-in"));
}

/// Where no commission examines credentials, executives give cards: that of the federation to all, that of a branch to its own people.
#[tokio::test]
async fn the_executive_of_a_branch_gives_no_card_to_the_chair_of_all() {
    let local = Organ {
        name: Bilingual::new("Executive of the printers", "کمیتهٔ اجرایی چاپگران"),
        form: id("executive"),
        within: Some(id("print")),
        elected_by: vec![],
        accountable_to: vec![],
        same_base_as: vec![],
        seats: None,
    };
    let office = Appointment {
        person: id("amir"),
        office: id("secretary"),
        organ: Some(id("print-executive")),
        to: vec![],
        virtue_of: None,
        scope: vec![],
        paired_with: None,
        replaces: None,
        until: None,
    };
    let mut appointed = dated("print-executive-secretary", Act::Appointment(Box::new(office)));
    let mut founded = dated("print-executive", Act::Organ(Box::new(local)));
    founded.by = Some(id("executive"));
    appointed.by = Some(id("executive"));
    let more = vec![founded, appointed];
    let server = federation_with(|charter| charter.replace("competence = [\"credentials\"]\n", ""), more);
    for act in ["print-executive", "print-executive-secretary"] {
        let book = server.house().book();
        let found = book.find(act).unwrap();
        assert!(!found.void, "{:?}", found.findings);
    }
    let officer = |of: &str| {
        let book = server.house().book();
        let held = book.standing.appointments.values().filter(|a| a.in_force);
        let mut here = held.filter(|a| a.appointment.organ == Some(id(of)));
        here.find(|a| a.appointment.office == id("chair")).unwrap().appointment.person.clone()
    };
    let chair = officer("executive");
    let amir = server.signed_in("amir");
    let give = async |cookie: &str, act: &str, holder: &str| {
        let sent =
            [("form", "cards-give"), ("of", "print"), ("act", act), ("holders", holder), ("days", "3")];
        server.post("/fed/cards", cookie, &sent).await
    };
    let page = server.get("/fed/cards?of=print", &amir).await;
    page.is(200).says("value=\"amir\"");
    assert!(!page.body.contains("of=executive") && !page.body.contains("of=congress"), "{}", page.body);
    for (n, other) in [chair.as_str(), "tom", "parvin"].into_iter().enumerate() {
        give(&amir, &format!("card-{n}"), other).await.is(422).says("Choose one of those that are offered");
    }
    give(&amir, "card-own", "amir").await.is(200).says("class=\"code\"");
    let all = server.signed_in(chair.as_str());
    for (n, anybody) in ["amir", "tom", "parvin"].into_iter().enumerate() {
        give(&all, &format!("card-of-all-{n}"), anybody).await.is(200);
    }
    let first = federation_with(|charter| charter.replace("competence = [\"credentials\"]\n", ""), vec![]);
    let codes = shura_server::credentials::first_codes(&first.app, first.house()).unwrap();
    assert!(codes.iter().any(|(person, _)| *person == chair), "{codes:?}");
    assert!(codes.iter().all(|(person, _)| *person != id("amir")), "{codes:?}");
}

#[tokio::test]
async fn nonsense_in_the_form_comes_back_with_what_was_typed() {
    let server = federation();
    let cookie = server.signed_in("martha");
    let send = async |fields: &[(&str, &str)], path: &str| {
        let all = [&[("form", "cards-give"), ("of", "congress"), ("act", "act-7")][..], fields].concat();
        server.post(path, &cookie, &all).await
    };
    let before = server.house().book().entries.len();
    send(&[("days", "14")], "/fed/cards").await.is(422).says("Choose one of those that are offered");
    let page = send(&[("holders", "neda"), ("days", "many")], "/fed/cards").await;
    page.is(422)
        .says("“many” is not a whole number")
        .says("value=\"many\"")
        .says("value=\"neda\" checked")
        .says("aria-invalid");
    send(&[("holders", "neda"), ("days", "0")], "/fed/cards?lang=fa").await.is(422).says("میان ۱ تا ۳۶۶ روز");
    send(&[("holders", "nobody-known"), ("days", "3")], "/fed/cards").await.is(422);
    send(&[("holders", "../etc"), ("days", "3")], "/fed/cards").await.is(422);
    assert_eq!(server.house().book().entries.len(), before);
}

#[tokio::test]
async fn a_new_card_ends_everything_by_which_its_holder_came_in() {
    let server = federation();
    let (desk, martha, neda) = (&server.house().desk, server.signed_in("martha"), server.signed_in("neda"));
    let old = desk.give_code(Some(&id("neda")), None, NOW + YEAR).unwrap();
    let give = async |act: &str, lost: bool| {
        let mut sent = vec![
            ("form", "cards-give"),
            ("of", "congress"),
            ("act", act),
            ("holders", "neda"),
            ("days", "3"),
        ];
        sent.extend(lost.then_some(("lost", "yes")));
        server.post("/fed/cards", &martha, &sent).await.is(200).body.clone()
    };
    give("card-a", false).await;
    server.get("/fed/devices", &neda).await.is(200);
    give("card-b", true).await;
    assert!(server.get("/fed/devices", &neda).await.leads_to().starts_with("/fed/sign-in"));
    server.post("/fed/sign-in", "", &[("code", &old)]).await.is(422);
    let book = server.house().book();
    let (first, second) = (&book.standing.passes[&id("card-a-0")], &book.standing.passes[&id("card-b-0")]);
    assert_eq!((first.in_force, second.in_force), (false, true));
    assert_eq!(second.pass.replaces, Some(id("card-a-0")));
    assert!(book.find("card-b-0").unwrap().entry.text.as_ref().unwrap().en.contains("open nothing any more"));
}

#[tokio::test]
async fn a_passkey_is_made_shown_and_removed() {
    let server = federation();
    let cookie = server.signed_in("neda");
    let (_, asked) = server.json("/fed/passkeys/make", &cookie, &json!({})).await;
    assert_eq!(asked["options"]["publicKey"]["authenticatorSelection"]["residentKey"], "required");
    let (authenticator, credential) = Authenticator::make(&asked["options"]);
    let made = json!({ "name": asked["name"], "credential": credential });
    let (page, done) = server.json("/fed/passkeys/made", &cookie, &made).await;
    page.is(200);
    assert_eq!(done["to"], "/fed/devices");
    server.json("/fed/passkeys/made", &cookie, &made).await.0.is(422).says("was not used");
    server.get("/fed/devices", &cookie).await.says("value=\"passkey\"");

    let (_, asked) = server.json("/fed/passkeys/show", "", &json!({})).await;
    let shown = json!({ "name": asked["name"], "back": "/fed/desk", "credential": authenticator.show(&asked["options"]) });
    let (page, done) = server.json("/fed/passkeys/shown", "", &shown).await;
    page.is(200);
    assert_eq!(done["to"], "/fed/desk");
    server.get("/fed/devices", &page.cookie()).await.is(200).says("Neda");
    // What was signed once opens nothing a second time, nor does what another site had signed, nor what was signed for another question.
    server.json("/fed/passkeys/shown", "", &shown).await.0.is(422).says("opens nothing here");
    let (_, asked) = server.json("/fed/passkeys/show", "", &json!({})).await;
    let elsewhere = authenticator.show_from(&asked["options"], "http://elsewhere.example");
    server
        .json("/fed/passkeys/shown", "", &json!({ "name": asked["name"], "credential": elsewhere }))
        .await
        .0
        .is(422);
    let (_, other) = server.json("/fed/passkeys/show", "", &json!({})).await;
    let stale = json!({ "name": other["name"], "credential": authenticator.show(&asked["options"]) });
    server.json("/fed/passkeys/shown", "", &stale).await.0.is(422);

    let number = server.house().desk.passkeys_of(&id("neda")).unwrap()[0].number.to_string();
    server.post("/fed/devices", &cookie, &[("form", "passkey"), ("number", &number)]).await.leads_to();
    let (_, asked) = server.json("/fed/passkeys/show", "", &json!({})).await;
    let gone = json!({ "name": asked["name"], "credential": authenticator.show(&asked["options"]) });
    server.json("/fed/passkeys/shown", "", &gone).await.0.is(422);
}

/// As after a restored backup, in which passkeys lie that were removed since.
#[tokio::test]
async fn when_all_is_closed_no_passkey_opens_any_more() {
    let server = federation();
    let cookie = server.signed_in("neda");
    let (_, asked) = server.json("/fed/passkeys/make", &cookie, &json!({})).await;
    let (authenticator, credential) = Authenticator::make(&asked["options"]);
    let made = json!({ "name": asked["name"], "credential": credential });
    server.json("/fed/passkeys/made", &cookie, &made).await.0.is(200);
    server.house().desk.close_all().unwrap();
    let (_, asked) = server.json("/fed/passkeys/show", "", &json!({})).await;
    let shown = json!({ "name": asked["name"], "credential": authenticator.show(&asked["options"]) });
    server.json("/fed/passkeys/shown", "", &shown).await.0.is(422);
    assert!(server.house().desk.passkeys_of(&id("neda")).unwrap().is_empty());
}

#[tokio::test]
async fn a_passkey_belongs_to_who_began_to_make_it() {
    let server = federation();
    server.json("/fed/passkeys/make", "", &json!({})).await.0.is(422).says("Sign in first");
    let (neda, tom) = (server.signed_in("neda"), server.signed_in("tom"));
    let (_, asked) = server.json("/fed/passkeys/make", &neda, &json!({})).await;
    let (_, credential) = Authenticator::make(&asked["options"]);
    let made = json!({ "name": asked["name"], "credential": credential });
    server.json("/fed/passkeys/made", &tom, &made).await.0.is(422);
    for nonsense in [json!(null), json!({ "name": "x" }), json!({ "name": 1, "credential": {} }), json!([])] {
        server.json("/fed/passkeys/made", &neda, &nonsense).await.0.is(422);
        server.json("/fed/passkeys/shown", "", &nonsense).await.0.is(422);
    }
}

/// Whoever has one address of IPv6 has some trillion more; they are counted as one.
#[tokio::test]
async fn a_visitor_with_many_addresses_of_one_network_is_counted_once() {
    let server = federation();
    let knock = async |address: &str| {
        let request = server.form("/fed/sign-in", "").header("x-forwarded-for", address);
        server.send(request.body(Body::from("code=WRONG-CODE")).unwrap()).await.status.as_u16()
    };
    for n in 0..60 {
        assert_eq!(knock(&format!("2001:db8:1:2::{n:x}")).await, 422, "try {n}");
    }
    assert_eq!(knock("2001:db8:1:2:ffff::1").await, 429, "the same network");
    assert_eq!(knock("2001:db8:1:3::1").await, 422, "another network");
    // The same visitor, whether or not the machine writes the address as one of IPv6.
    for n in 0..60 {
        let address = if n % 2 == 0 { "192.0.2.7" } else { "::ffff:192.0.2.7" };
        assert_eq!(knock(address).await, 422, "try {n}");
    }
    assert_eq!(knock("192.0.2.7").await, 429);
    assert_eq!(knock("192.0.2.8").await, 422);
}

#[test]
fn a_person_has_only_so_many_sessions_and_the_oldest_end() {
    let desk = Desk::in_memory().unwrap();
    let other = desk.begin(Some(id("tom")), "", NOW).unwrap();
    let tokens: Vec<String> =
        (0..OF_A_PERSON + 3).map(|_| desk.begin(Some(id("neda")), "", NOW).unwrap()).collect();
    assert_eq!(desk.sessions_of(&id("neda")).len(), OF_A_PERSON);
    let lasts: Vec<bool> = tokens.iter().map(|token| desk.session(token, NOW).is_some()).collect();
    assert!(lasts[..3].iter().all(|lasts| !lasts) && lasts[3..].iter().all(|lasts| *lasts));
    assert!(desk.session(&other, NOW).is_some(), "nobody else is concerned");
}

#[test]
fn the_screens_of_a_house_have_only_so_many_sessions_and_the_oldest_end() {
    let desk = Desk::in_memory().unwrap();
    let person = desk.begin(Some(id("neda")), "", NOW).unwrap();
    let code = desk.give_code(None, None, NOW + 60).unwrap();
    let tokens: Vec<String> =
        (0..OF_A_PERSON + 3).map(|_| desk.sign_in(&code, "", NOW).unwrap().unwrap()).collect();
    let lasts: Vec<bool> = tokens.iter().map(|token| desk.session(token, NOW).is_some()).collect();
    assert!(lasts[..3].iter().all(|lasts| !lasts) && lasts[3..].iter().all(|lasts| *lasts));
    assert!(desk.session(&person, NOW).is_some(), "persons are not concerned");
}

/// While a congress votes the file grows every moment; the register is read again only when somebody has changed it, and until it was read.
#[test]
fn the_register_is_read_again_when_it_has_changed_and_not_for_what_is_entered() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("valley.shura");
    let mut ledger = Sqlite::create(&path, "valley").unwrap();
    let desk = Desk::open(&path).unwrap();
    let ada = Member { name: "Ada".to_owned(), unit: None };
    desk.keep_members(&[(id("ada"), ada, [7; 32])]).unwrap();
    ledger.append(0, &[shura_ledger::Entry::new(b"{}".to_vec())]).unwrap();
    assert!(!desk.look_again().unwrap(), "only the record has grown");
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute("UPDATE register SET details = 'no details' WHERE person = 'ada'", []).unwrap();
    let bob = Details { name: Some(Bilingual::new("Bob", "باب")), contact: vec![] };
    Register::open(&path).unwrap().set(&id("bob"), &[8; 32], &bob).unwrap();
    assert!(desk.look_again().is_err());
    assert!(desk.member(&id("ada")).is_some(), "what cannot be read changes nothing");
    other.execute("UPDATE register SET details = NULL WHERE person = 'ada'", []).unwrap();
    assert!(desk.look_again().unwrap(), "what could not be read is read the next time");
    assert!(desk.member(&id("ada")).is_none() && desk.member(&id("bob")).is_some());
    assert!(!desk.look_again().unwrap());
    Register::open(&path).unwrap().erase(&id("bob")).unwrap();
    assert!(desk.look_again().unwrap() && desk.member(&id("bob")).is_none());
}
