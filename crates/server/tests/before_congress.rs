//! Before the congress: import, units and their delegates, credentials, convening.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a failing test stops")]
#![allow(clippy::await_holding_lock, reason = "each book is let go, by name, before the next await")]

mod support {
    mod server;
    pub use server::*;
}

use axum::body::Body;
use axum::http::header;
use shura_act::Figure;
use shura_act::act::Outcome;
use support::{Page, Server, federation, id};

/// Uploads a file as a browser does.
async fn upload(server: &Server, cookie: &str, file: &[u8], count: bool) -> Page {
    let mark = "----a-line-between-parts";
    let mut body =
        format!("--{mark}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"t.csv\"\r\n\r\n")
            .into_bytes();
    body.extend(file);
    if count {
        body.extend(
            format!("\r\n--{mark}\r\ncontent-disposition: form-data; name=\"count\"\r\n\r\nyes").bytes(),
        );
    }
    body.extend(format!("\r\n--{mark}--\r\n").bytes());
    let mut request = server.form("/fed/import", cookie).body(Body::from(body)).unwrap();
    let kind = format!("multipart/form-data; boundary={mark}");
    request.headers_mut().insert(header::CONTENT_TYPE, kind.parse().unwrap());
    server.send(request).await
}

/// Waits until an import is over, and gives its page.
async fn entered(server: &Server, cookie: &str, path: &str) -> Page {
    assert_eq!(server.post(path, cookie, &[]).await.leads_to(), path);
    loop {
        let page = server.get(path, cookie).await;
        if !page.headers.contains_key("refresh") {
            return page;
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn members_are_shown_first_and_then_entered_by_identifiers_alone() {
    let server = federation();
    let cookie = server.signed_in("parvin");
    let file = "\u{feff}نام;یکان\nمریم رضایی;كارگران بندر\nJohn Ek;Harbour  workers\n";
    let before = server.house().book().entries.len();
    let counted = server.house().book().standing.organs[&id("harbour")]
        .members
        .as_ref()
        .and_then(Figure::exact)
        .unwrap();
    let uploaded = upload(&server, &cookie, file.as_bytes(), true).await;
    let path = uploaded.leads_to().to_owned();
    let page = server.get(&path, &cookie).await;
    page.is(200).says("مریم رضایی").says("All 2 lines are in order").says("3 acts would be entered");
    assert_eq!(server.house().book().entries.len(), before, "nothing is entered by looking");
    // Another person does not see the names.
    server.get(&path, &server.signed_in("amir")).await.is(404);
    entered(&server, &cookie, &path).await.is(200).says("Everything is entered").says("3 of 3");
    let members = server.house().members_of(&id("harbour"));
    assert_eq!(members.len(), 2);
    let book = server.house().book();
    assert_eq!(book.standing.organs[&id("harbour")].members, Some(Figure::exactly(counted + 2)));
    for accepted in &book.entries[before..] {
        let entry = serde_json::to_string(&accepted.entry).unwrap();
        assert!(!entry.contains("مریم") && !entry.contains("John"), "{entry}");
    }
    let person = book.find(members[0].as_str()).unwrap();
    assert!(serde_json::to_string(&person.entry).unwrap().contains("\"commitment\":\""));
    drop(book);
    server.post(&path, &cookie, &[]).await.leads_to();
    assert_eq!(server.house().book().entries.len(), before + 3, "sent twice, entered once");
}

/// Two windows with one table: what was checked before the other was entered is checked anew.
#[tokio::test]
async fn a_table_that_was_checked_before_another_was_entered_is_not_entered() {
    let server = federation();
    let cookie = server.signed_in("parvin");
    let file = b"name,unit\nJohn Ek,Harbour workers\n";
    let [first, second] =
        [upload(&server, &cookie, file, false).await, upload(&server, &cookie, file, false).await];
    entered(&server, &cookie, first.leads_to()).await.says("Everything is entered");
    let page = entered(&server, &cookie, second.leads_to()).await;
    page.says("Another table was entered");
    assert_eq!(server.house().members_of(&id("harbour")).len(), 1);
    upload(&server, &cookie, file, false).await;
}

#[tokio::test]
async fn each_fault_is_told_with_its_line_and_nothing_is_entered() {
    let server = federation();
    let cookie = server.signed_in("parvin");
    let file =
        "name,unit\nAda,Harbour workers\n,Printers\nBo,Nowhere\nAda,Harbour workers\nEve\u{202e},Printers\n";
    let uploaded = upload(&server, &cookie, file.as_bytes(), false).await;
    let path = uploaded.leads_to().to_owned();
    let page = server.get(&path, &cookie).await;
    page.says("4 things have to be mended first")
        .says("There is no unit “Nowhere”")
        .says("stands in this table already");
    for line in ["3", "4", "5", "6"] {
        page.says(&format!("<td class=\"n\">{line}</td><td>"));
    }
    server
        .get(&format!("{path}?lang=fa"), &cookie)
        .await
        .says("<td class=\"n\">۴</td>")
        .says("یکانی به نام «Nowhere» نیست");
    server.post(&path, &cookie, &[]).await.is(400);
    assert!(server.house().members_of(&id("harbour")).is_empty());
    // Who is in the register already is not entered again.
    let good = upload(&server, &cookie, b"name,unit\nAda,Harbour workers\n", false).await;
    entered(&server, &cookie, good.leads_to()).await.says("Everything is entered");
    let again = upload(&server, &cookie, b"name,unit\nada ,Harbour workers\n", false).await;
    server.get(again.leads_to(), &cookie).await.says("known as a member of this unit already");
}

#[tokio::test]
async fn units_come_from_a_spreadsheet_in_persian() {
    let server = federation();
    let cookie = server.signed_in("neda");
    let file = include_bytes!("data/units.xlsx");
    let path = upload(&server, &cookie, file, false).await.leads_to().to_owned();
    server.get(&path, &cookie).await.says("Weavers").says("All 2 lines are in order");
    let page = server.post(&path, &cookie, &[]).await;
    // Only officers of the harbour count its members: all is refused, and the unit that could be entered is not.
    page.is(422).says("role=\"alert\"");
    assert!(!server.house().book().standing.organs.values().any(|o| o.organ.name.en == "Weavers"));
    let own = "unit,unit in English,kind,members\nپارچه‌بافان,Weavers,شاخه,\n";
    let path = upload(&server, &cookie, own.as_bytes(), false).await.leads_to().to_owned();
    entered(&server, &cookie, &path).await.says("Everything is entered");
    assert!(server.house().book().standing.organs.values().any(|o| o.organ.name.en == "Weavers"));
}

#[tokio::test]
async fn what_is_no_table_gets_one_sentence() {
    let server = federation();
    let cookie = server.signed_in("parvin");
    for (file, said) in [
        (&b""[..], "There is nothing in this table"),
        (b"\xff\xfe", "The letters of this file cannot be read"),
        (b"PK\x03\x04rubbish", "neither CSV nor XLSX"),
        (b"%PDF-1.7 \0", "neither CSV nor XLSX"),
    ] {
        upload(&server, &cookie, file, false).await.is(422).says(said).says("aria-invalid");
    }
    upload(&server, &cookie, &vec![b'a'; 5 << 20], false).await.is(413).says("larger than 4 MB");
    let page = upload(&server, &cookie, b"who,where\na,b\n", false).await;
    server.get(page.leads_to(), &cookie).await.says("The table has no such column");
    server.post("/fed/import", &cookie, &[("file", "x")]).await.is(400);
    server.get("/fed/import/no-such", &cookie).await.is(404);
    // A plain delegate imports nobody.
    server.get("/fed/import", &server.signed_in("tom")).await.is(403);
    upload(&server, &server.signed_in("tom"), b"name,unit\na,b\n", false).await.is(403);
}

#[tokio::test]
async fn examples_are_given_in_both_languages_and_are_in_order() {
    let server = federation();
    let cookie = server.signed_in("parvin");
    for (lang, which, word) in [
        ("en", "members", "name,unit"),
        ("fa", "members", "نام,یکان"),
        ("en", "units", "kind"),
        ("fa", "units", "نوع"),
    ] {
        let page = server.get(&format!("/fed/import/example/{which}.csv?lang={lang}"), &cookie).await;
        page.is(200).says(word);
        assert!(page.body.starts_with('\u{feff}'));
        let uploaded = upload(&server, &cookie, page.body.as_bytes(), false).await;
        let shown = server.get(uploaded.leads_to(), &cookie).await;
        assert!(!shown.body.contains("to be mended"), "{}", shown.body);
    }
    server.get("/fed/import/example/other.csv", &cookie).await.is(404);
}

/// The fields of an election by show of hands.
fn vote<'a>(form: &'a str, act: &'a str, hands: [&'a str; 3]) -> Vec<(&'a str, &'a str)> {
    let [yes, no, abstain] = hands;
    vec![
        ("form", form),
        ("act", act),
        ("method", "hands"),
        ("for", yes),
        ("against", no),
        ("abstain", abstain),
    ]
}

#[tokio::test]
async fn a_unit_elects_by_show_of_hands_and_the_norm_is_shown() {
    let server = federation();
    let cookie = server.signed_in("amir");
    let page = server.get("/fed/units/print", &cookie).await;
    page.is(200).says("By the norm of representation this unit may send").says("Elect delegates");
    let before: Vec<_> = server.house().book().standing.mandates.keys().cloned().collect();
    let sent = [
        vote("unit-elect", "el-1", ["41", "۲", "۱"]),
        vec![("organ", "congress"), ("newcomers", "Maral N.\n")],
    ]
    .concat();
    server.post("/fed/units/print", &cookie, &sent).await.leads_to();
    server.post("/fed/units/print", &cookie, &sent).await.leads_to();
    let book = server.house().book();
    let standing = &book.standing;
    let new: Vec<_> = standing.mandates.iter().filter(|(m, _)| !before.contains(m)).collect();
    assert_eq!(new.len(), 1, "sent twice, entered once");
    let (_, held) = new[0];
    assert_eq!(
        (held.mandate.organ.as_str(), held.mandate.unit.as_ref().unwrap().as_str()),
        ("congress", "print")
    );
    assert!(held.mandate.provisional && held.mandate.election == Some(id("el-1-election")));
    let division = &standing.divisions[&id("el-1-vote")];
    assert_eq!(division.division.outcome, Some(Outcome::Carried));
    assert!(!serde_json::to_string(&book.find("el-1-person-0").unwrap().entry).unwrap().contains("Maral"));
    drop(book);
    server.get("/fed/units/print", &cookie).await.says("Maral N.").says("not verified");
    let outside = server.get("/fed/units/print", "").await;
    assert!(!outside.body.contains("Maral"), "names are for those who belong");
}

#[tokio::test]
async fn a_list_that_is_not_carried_elects_nobody() {
    let server = federation();
    let cookie = server.signed_in("amir");
    let mandates = server.house().book().standing.mandates.len();
    let sent = [
        vote("unit-elect", "el-2", ["3", "40", "0"]),
        vec![("organ", "congress"), ("newcomers", "Maral N.")],
    ]
    .concat();
    server.post("/fed/units/print", &cookie, &sent).await.leads_to();
    let book = server.house().book();
    assert_eq!(book.standing.divisions[&id("el-2-vote")].division.outcome, Some(Outcome::Lost));
    assert_eq!(book.standing.mandates.len(), mandates);
    assert!(book.find("el-2-person-0").is_none());
}

#[tokio::test]
async fn nonsense_in_the_forms_of_a_unit_comes_back_at_its_field() {
    let server = federation();
    let cookie = server.signed_in("amir");
    let before = server.house().book().entries.len();
    let elect = |more: &[(&'static str, &'static str)], hands| {
        [vote("unit-elect", "el-3", hands), more.to_vec()].concat()
    };
    for (sent, said) in [
        (elect(&[("newcomers", "A")], ["1", "0", "0"]), "Choose one of those"),
        (elect(&[("organ", "congress")], ["1", "0", "0"]), "Say who was elected"),
        (
            elect(&[("organ", "congress"), ("newcomers", "A")], ["0", "0", "0"]),
            "without votes nothing is decided",
        ),
        (
            elect(&[("organ", "congress"), ("newcomers", "A")], ["ten", "0", "0"]),
            "“ten” is not a whole number",
        ),
        (elect(&[("organ", "congress"), ("newcomers", "A")], ["-4", "0", "0"]), "“-4” is not a whole number"),
        (
            elect(&[("organ", "congress"), ("newcomers", "A"), ("present", "3")], ["4", "0", "0"]),
            "Fewer are present than voted",
        ),
        (
            elect(&[("organ", "congress"), ("newcomers", "A")], ["18446744073709551615", "9", "0"]),
            "is not a whole number",
        ),
        (elect(&[("organ", "no-such-organ"), ("newcomers", "A")], ["4", "0", "0"]), "Choose one of those"),
        (elect(&[("organ", "congress"), ("elected", "Bad Id")], ["4", "0", "0"]), "Choose one of those"),
        (vec![("form", "unit-members"), ("act", "m-1"), ("members", "")], "Something is missing here"),
        (vec![("form", "unit-instruct"), ("act", "i-1"), ("text", "x")], "Choose one of those"),
        (vec![("form", "no-such-form"), ("act", "i-1")], "This form is incomplete"),
    ] {
        let page = server.post("/fed/units/print", &cookie, &sent).await;
        page.is(422).says(said);
    }
    let page = server
        .post(
            "/fed/units/print",
            &cookie,
            &elect(&[("organ", "congress"), ("newcomers", "A <B>")], ["x", "7", "0"]),
        )
        .await;
    page.says("value=\"x\"").says("value=\"7\"").says("A &#60;B&#62;").says("<details class=\"form\" open>");
    let persian = server
        .post(
            "/fed/units/print?lang=fa",
            &cookie,
            &elect(&[("organ", "congress"), ("newcomers", "A")], ["x", "7", "0"]),
        )
        .await;
    persian.says("«x» عدد صحیحی با حداکثر پانزده رقم نیست");
    assert_eq!(server.house().book().entries.len(), before);
    server.get("/fed/units/congress", &cookie).await.is(404);
    server.get("/fed/units/..%2f", &cookie).await.is(404);
}

#[tokio::test]
async fn others_see_no_forms_of_a_unit_and_are_refused() {
    let server = federation();
    for person in ["parvin", "martha"] {
        let cookie = server.signed_in(person);
        let page = server.get("/fed/units/print", &cookie).await;
        assert!(!page.body.contains("value=\"unit-elect\""), "{person}");
        let sent =
            [vote("unit-elect", "el-9", ["4", "0", "0"]), vec![("organ", "congress"), ("newcomers", "A")]]
                .concat();
        server.post("/fed/units/print", &cookie, &sent).await.is(422).says("role=\"alert\"");
    }
    assert!(server.post("/fed/units/print", "", &[]).await.leads_to().starts_with("/fed/sign-in"));
}

#[tokio::test]
async fn a_delegate_is_instructed_substituted_and_recalled() {
    let server = federation();
    let cookie = server.signed_in("parvin");
    let standing = || server.house().book().standing.clone();
    let mandate = {
        let standing = standing();
        let congress = id("congress");
        let mut of_harbour = standing
            .seated(&congress)
            .filter(|(_, m)| m.mandate.unit == Some(id("harbour")) && m.mandate.substitute_for.is_none());
        of_harbour.next().expect("harbour has a delegate").0.to_string()
    };
    let path = "/fed/units/harbour";
    let told = [
        ("form", "unit-instruct"),
        ("act", "in-1"),
        ("delegates", mandate.as_str()),
        ("text", "Vote for the vans."),
        ("binding", "yes"),
    ];
    server.post(path, &cookie, &told).await.leads_to();
    assert!(standing().instructions[&id("in-1")].instruction.binding);
    let substitute = [
        ("form", "unit-substitute"),
        ("act", "su-1"),
        ("mandate", mandate.as_str()),
        ("newcomer", "Sara P."),
    ];
    server.post(path, &cookie, &substitute).await.leads_to();
    assert!(!standing().organs[&id("congress")].electors.votes.contains_key("su-1"), "a substitute waits");
    let announced = [("form", "unit-announce"), ("act", "an-1"), ("mandate", mandate.as_str())];
    server.post(path, &cookie, &announced).await.leads_to();
    let page = server.get(path, &cookie).await;
    page.says("more than 1/2 of votes cast").says("announced 14 days before");
    let sent = [
        vote("unit-recall", "re-1", ["60", "4", "0"]),
        vec![("mandate", mandate.as_str()), ("motion", "an-1"), ("substitute", "su-1")],
    ];
    server.post(path, &cookie, &sent.concat()).await.leads_to();
    let after = standing();
    assert!(!after.mandates[&id(&mandate)].in_force);
    assert!(after.organs[&id("congress")].electors.votes.contains_key("su-1"), "the substitute sits");
    let findings = &server.house().book().find("re-1-recall").unwrap().findings.clone();
    assert!(findings.iter().any(|f| f.rule == "recall-notice"), "it was announced on the same day");
}

#[tokio::test]
async fn a_recall_that_is_not_carried_changes_nothing() {
    let server = federation();
    let cookie = server.signed_in("parvin");
    let mandate = server
        .house()
        .book()
        .standing
        .seated(&id("congress"))
        .find(|(_, m)| m.mandate.unit == Some(id("harbour")))
        .unwrap()
        .0
        .to_string();
    // A majority, but fewer than a fifth of 214 members voted.
    let sent = [vote("unit-recall", "re-2", ["20", "4", "0"]), vec![("mandate", mandate.as_str())]].concat();
    server.post("/fed/units/harbour", &cookie, &sent).await.leads_to();
    let book = server.house().book();
    assert!(book.standing.mandates[&id(&mandate)].in_force);
    assert_eq!(book.standing.divisions[&id("re-2-vote")].division.outcome, Some(Outcome::Lost));
}

#[tokio::test]
async fn credentials_are_challenged_ruled_upon_and_reported() {
    let server = federation();
    let (martha, tom) = (server.signed_in("martha"), server.signed_in("tom"));
    let path = "/fed/credentials/congress";
    let seated: Vec<String> = {
        let book = server.house().book();
        book.standing.seated(&id("congress")).map(|(id, _)| id.to_string()).collect()
    };
    let page = server.get(path, &tom).await;
    page.is(200).says("credentials-challenge");
    assert!(
        !page.body.contains("value=\"credentials-verify\"")
            && !page.body.contains("value=\"credentials-rule\"")
    );
    let challenged = [
        ("form", "credentials-challenge"),
        ("act", "ch-1"),
        ("mandate", seated[0].as_str()),
        ("ground", "stale"),
        ("text", "Two years."),
    ];
    server.post(path, &tom, &challenged).await.leads_to();
    server.get(path, &martha).await.says("elected too long ago").says("not ruled upon");
    let ruling = [
        ("form", "credentials-rule"),
        ("act", "ru-1"),
        ("challenge", "ch-1"),
        ("outcome", "dismissed"),
        ("text", "Still in its term."),
    ];
    server.post(path, &tom, &ruling).await.is(422);
    server.post(path, &martha, &ruling).await.leads_to();
    server.get(path, &martha).await.says("the challenge is dismissed");
    let verify = [
        ("form", "credentials-verify"),
        ("act", "ve-1"),
        ("mandates", seated[0].as_str()),
        ("mandates", seated[1].as_str()),
    ];
    server.post(path, &tom, &verify).await.is(422);
    server.post(path, &martha, &verify).await.leads_to();
    let book = server.house().book();
    assert!(book.standing.mandates[&id(&seated[1])].verified);
    drop(book);
    let report = [("form", "credentials-report"), ("act", "rp-1"), ("text", "All mandates were examined.")];
    server.post(path, &martha, &report).await.leads_to();
    server.get(path, &martha).await.says("All mandates were examined.");
    for nonsense in [
        vec![
            ("form", "credentials-rule"),
            ("act", "x-1"),
            ("challenge", "ch-1"),
            ("outcome", "maybe"),
            ("text", "x"),
        ],
        vec![
            ("form", "credentials-challenge"),
            ("act", "x-2"),
            ("mandate", seated[0].as_str()),
            ("ground", "stale"),
        ],
        vec![("form", "credentials-verify"), ("act", "x-3")],
    ] {
        server.post(path, &martha, &nonsense).await.is(422).says("role=\"alert\"");
    }
    server.get("/fed/credentials/harbour", &martha).await.is(404);
}

#[tokio::test]
async fn an_organ_is_called_by_those_who_may() {
    let server = federation();
    let (neda, tom) = (server.signed_in("neda"), server.signed_in("tom"));
    let path = "/fed/desk/convenings";
    server.get(path, &neda).await.is(200).says("value=\"convene\"").says("Called by");
    assert!(!server.get(path, &tom).await.body.contains("value=\"convene\""));
    let call = |act: &'static str, day: &'static str| {
        vec![
            ("form", "convene"),
            ("act", act),
            ("organ", "congress"),
            ("for-date", day),
            ("text", "To Union house."),
        ]
    };
    server.post(path, &neda, &call("co-1", "2026/9/12")).await.leads_to();
    let book = server.house().book();
    let called = &book.standing.convenings[&id("co-1")];
    assert_eq!(called.for_date.as_ref().unwrap().as_str(), "2026-09-12");
    assert_eq!(called.by, Some(id("executive")));
    drop(book);
    for (day, said) in [
        ("2026-13-40", "is not a day"),
        // A day of the Persian calendar, in an organisation that has the Gregorian one.
        ("1405/06/21", "is not a day"),
        ("soon", "“soon” is not a day"),
        ("", "Something is missing here"),
        ("2026-09", "is not a day"),
        ("2020-01-01", "This day is over"),
    ] {
        server.post(path, &neda, &call("co-2", day)).await.is(422).says(said);
    }
    server.post(path, &neda, &call("co-3", "۲۰۲۶-۱۰-۰۱")).await.leads_to();
    server.post(path, &tom, &call("co-4", "2026-09-12")).await.is(422).says("role=\"alert\"");
    let put_off = [("form", "postpone"), ("act", "po-1"), ("convening", "co-1"), ("until", "2026-09-19")];
    server.post(path, &neda, &put_off).await.leads_to();
    assert_eq!(server.house().book().standing.convenings[&id("co-1")].postponed, 1);
}
