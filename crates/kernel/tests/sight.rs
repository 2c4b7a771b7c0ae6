//! Who may see what, by the charter's publicity and by disclosures.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a failing test stops")]

use shura_act::{Entry, Id, hand};
use shura_kernel::sight::{may_see, may_see_sitting};
use shura_kernel::{Charter, Standing, apply};

const CHARTER: &str = r#"
[organisation]
name = { en = "A", fa = "الف" }
mode = "enforcing"
[kind.council]
name = { en = "Council", fa = "شورا" }
role = "council"
publicity = "public"
[kind.executive]
name = { en = "Executive", fa = "اجرایی" }
role = "executive"
publicity = "closed"
[kind.commission]
name = { en = "Commission", fa = "کمیسیون" }
role = "commission"
"#;

/// A council whose sittings are public, an executive that sits behind closed doors, a commission of which the charter says nothing; Ada sits in
/// the executive, Bo in the council only.
const ACTS: &str = r#"
[[act]]
id = "ada"
kind = "person"
[[act]]
id = "bo"
kind = "person"
[[act]]
id = "council"
kind = "organ"
name = { en = "C", fa = "ش" }
form = "council"
[[act]]
id = "executive"
kind = "organ"
name = { en = "E", fa = "ا" }
form = "executive"
[[act]]
id = "commission"
kind = "organ"
name = { en = "K", fa = "ک" }
form = "commission"
[[act]]
id = "seat-ada"
kind = "mandate"
person = "ada"
organ = "executive"
seat = "elected"
[[act]]
id = "seat-bo"
kind = "mandate"
person = "bo"
organ = "council"
seat = "elected"
[[act]]
id = "open-sitting"
kind = "sitting"
organ = "council"
[[act]]
id = "closed-sitting"
kind = "sitting"
organ = "executive"
[[act]]
id = "silent-sitting"
kind = "sitting"
organ = "commission"
[[act]]
id = "secret-sitting"
kind = "sitting"
organ = "executive"
publicity = "secret"
[[act]]
id = "said-openly"
sitting = "open-sitting"
kind = "motion"
[[act]]
id = "said-behind-doors"
sitting = "closed-sitting"
kind = "motion"
[[act]]
id = "said-in-secret"
sitting = "secret-sitting"
kind = "motion"
[[act]]
id = "said-in-commission"
sitting = "silent-sitting"
kind = "motion"
[[act]]
id = "secret-vote"
sitting = "open-sitting"
kind = "division"
on = ["said-openly"]
method = "secret"
[[act]]
id = "ballot-bo"
kind = "ballot"
division = "secret-vote"
mandate = "seat-bo"
choice = "for"
[[act]]
id = "order"
by = "executive"
kind = "order"
"#;

fn id(word: &str) -> Id {
    Id::new(word).unwrap()
}

fn replay(charter: &str, more: &str) -> (Standing, Vec<Entry>) {
    let mut standing = Standing::new(Charter::read("charter.toml", charter).unwrap());
    let acts = hand::read("acts.toml", &format!("{ACTS}{more}")).unwrap();
    let entries: Vec<Entry> = acts.into_iter().map(|written| written.entry).collect();
    entries.iter().for_each(|entry| apply(&mut standing, entry, false));
    (standing, entries)
}

/// The acts, among those that sight is about, that someone may see.
fn seen(standing: &Standing, entries: &[Entry], person: Option<&str>) -> Vec<String> {
    let person = person.map(id);
    let from = entries.iter().position(|e| e.id.as_str() == "open-sitting").unwrap();
    let sees = |e: &&Entry| may_see(standing, person.as_ref(), e);
    entries[from..].iter().filter(sees).map(|e| e.id.to_string()).collect()
}

#[test]
fn publicity_says_who_sees_a_sitting() {
    let (standing, entries) = replay(CHARTER, "");
    let open = ["open-sitting", "closed-sitting", "silent-sitting", "said-openly", "secret-vote", "order"];
    assert_eq!(seen(&standing, &entries, None), open);
    assert_eq!(
        seen(&standing, &entries, Some("stranger")),
        open,
        "a name that the record does not know is nobody"
    );
    let bo = seen(&standing, &entries, Some("bo"));
    assert!(bo.contains(&"said-in-commission".into()), "where the charter is silent, members may see");
    assert!(!bo.contains(&"said-behind-doors".into()) && !bo.contains(&"secret-sitting".into()), "{bo:?}");
    let ada = seen(&standing, &entries, Some("ada"));
    assert!(ada.contains(&"said-behind-doors".into()) && ada.contains(&"said-in-secret".into()), "{ada:?}");
    assert!(!ada.contains(&"ballot-bo".into()), "nobody sees how another voted in a secret ballot");
    assert!(!may_see_sitting(&standing, Some(&id("bo")), &id("closed-sitting")));
    assert!(may_see_sitting(&standing, None, &id("open-sitting")));
}

#[test]
fn a_disclosure_opens_a_sitting() {
    let more = "[[act]]\nid = \"opened\"\nby = \"executive\"\nkind = \"disclosure\"\nof = \"closed-sitting\"\npublicity = \"public\"\n";
    let (standing, entries) = replay(CHARTER, more);
    assert!(seen(&standing, &entries, None).contains(&"said-behind-doors".into()));
}

#[test]
fn a_record_of_history_is_open() {
    let (standing, entries) = replay(&CHARTER.replace("enforcing", "recording"), "");
    assert!(seen(&standing, &entries, None).contains(&"said-in-secret".into()));
}

/// Whoever enters an act may name any sitting; what the act is about keeps its own.
#[test]
fn a_sitting_that_is_only_named_opens_nothing() {
    let more = r#"
[[act]]
id = "told-on"
sitting = "open-sitting"
kind = "motion-change"
of = "said-behind-doors"
to = "withdrawn"
[[act]]
id = "words-of-it"
kind = "text"
of = "said-behind-doors"
role = "draft"
markdown = "Nobody else is to read this."
"#;
    let (standing, entries) = replay(CHARTER, more);
    assert!(!seen(&standing, &entries, None).contains(&"told-on".into()));
    assert!(
        !seen(&standing, &entries, Some("bo")).contains(&"words-of-it".into()),
        "no sitting is named at all"
    );
    assert!(seen(&standing, &entries, Some("ada")).contains(&"words-of-it".into()));
    assert!(!seen(&standing, &entries, Some("bo")).contains(&"told-on".into()));
    assert!(seen(&standing, &entries, Some("ada")).contains(&"told-on".into()));
}

/// Whoever has to obey an order, holds an office or is recalled knows of it, wherever it was decided.
#[test]
fn nothing_is_hidden_from_those_to_whom_it_is_addressed() {
    let more = r#"
[[act]]
id = "to-bo"
sitting = "secret-sitting"
kind = "order"
to = ["council"]
[[act]]
id = "bo-recalled"
sitting = "secret-sitting"
kind = "recall"
unit = "council"
mandate = "seat-bo"
"#;
    let (standing, entries) = replay(CHARTER, more);
    let bo = seen(&standing, &entries, Some("bo"));
    assert!(bo.contains(&"bo-recalled".into()), "{bo:?}");
    assert!(!bo.contains(&"to-bo".into()), "who sits in the council no more is not whom the order calls on");
    assert!(!seen(&standing, &entries, None).contains(&"bo-recalled".into()));
    let (standing, entries) = replay(CHARTER, more.split("[[act]]\nid = \"bo-recalled\"").next().unwrap());
    assert!(seen(&standing, &entries, Some("bo")).contains(&"to-bo".into()));
}

/// What is said of something later, outside any sitting, is hidden like the thing itself, link by link.
#[test]
fn what_is_said_of_a_hidden_thing_is_hidden_with_it() {
    let act =
        |id: &str, kind: &str, says: &str| format!("[[act]]\nid = \"{id}\"\nkind = \"{kind}\"\n{says}\n");
    let later = [
        ("challenged", "challenge", "of = \"moved\"\nground = \"not-convened\""),
        ("ruled", "ruling", "of = \"challenged\"\noutcome = \"upheld\""),
        ("ruled-directly", "ruling", "of = \"moved\"\noutcome = \"upheld\""),
        ("ratified", "ratification", "of = [\"order\", \"commanded\"]"),
        ("repealed", "repeal", "of = [\"commanded\"]\nhow = \"annulled\""),
        ("claimed", "claim", "about = \"spoken\"\npoint = \"time\""),
        ("corrected", "correction", "of = \"spoken\"\nfield = \"text\""),
        ("corrected-again", "correction", "of = \"corrected\"\nfield = \"value\""),
        ("remarked", "remark", "on = \"commanded\""),
        ("answered", "speech", "speaker = \"ada\"\nform = \"debate\"\non = \"moved\""),
        ("countersigned", "countersignature", "by = \"commission\"\nof = \"commanded\""),
        ("refused", "countersignature", "by = \"commission\"\nof = \"commanded\"\nrefused = true"),
        ("obeyed", "compliance", "unit = \"commission\"\nwith = \"commanded\"\nconduct = \"refused\""),
        ("done", "progress", "of = \"charged\"\nto = \"fulfilled\""),
        ("revoked", "pass-change", "of = \"passed\"\nto = \"revoked\""),
        ("put-off", "postponement", "of = \"called\""),
        ("dismissed", "dismissal", "of = \"appointed\""),
        ("sent", "dispatch", "channel = \"letter\"\ncarries = \"commanded\""),
        ("asked", "dispatch", "channel = \"letter\"\nqueries = \"commanded\""),
        ("disclosed", "disclosure", "of = \"commanded\"\npublicity = \"closed\""),
    ];
    let done_in = |sitting: &str| {
        let within = |says: &str| format!("sitting = \"{sitting}\"\n{says}");
        let done = [
            act("moved", "motion", &within("")),
            act("commanded", "order", &within("by = \"executive\"")),
            act("spoken", "speech", &within("speaker = \"ada\"\nform = \"debate\"")),
            act("charged", "task", &within("")),
            act("passed", "pass", &within("form = \"pass\"\nuntil = \"2026-03-01\"")),
            act("called", "convening", &within("organ = \"executive\"")),
            act("appointed", "appointment", &within("person = \"ada\"\noffice = \"envoy\"")),
        ];
        let said = later.map(|(id, kind, says)| act(id, kind, says));
        replay(CHARTER, &(done.concat() + &said.concat()))
    };
    let names = later.map(|(id, _, _)| id.to_owned());
    let told = |sitting: &str, person: Option<&str>| {
        let (standing, entries) = done_in(sitting);
        let seen = seen(&standing, &entries, person);
        names.iter().filter(|name| seen.contains(name)).cloned().collect::<Vec<_>>()
    };
    for closed in ["secret-sitting", "closed-sitting"] {
        assert_eq!(told(closed, None), [""; 0], "{closed}");
        assert_eq!(told(closed, Some("bo")), [""; 0], "{closed}");
        assert_eq!(told(closed, Some("ada")), names, "{closed}");
    }
    assert_eq!(told("open-sitting", None), names, "what was open stays so");
    assert_eq!(told("silent-sitting", Some("bo")), names);
}

/// Whoever has to obey an order, or holds an office or a mandate, learns that it is challenged, ruled upon, ratified or repealed.
#[test]
fn those_to_whom_a_hidden_act_is_addressed_learn_what_becomes_of_it() {
    let more = r#"
[[act]]
id = "to-bo"
sitting = "secret-sitting"
kind = "order"
to = ["bo"]
[[act]]
id = "doubted"
kind = "challenge"
of = "to-bo"
[[act]]
id = "decided"
kind = "ruling"
of = "doubted"
outcome = "dismissed"
[[act]]
id = "ended"
kind = "repeal"
of = ["to-bo"]
how = "annulled"
"#;
    let (standing, entries) = replay(CHARTER, more);
    let hidden = ["to-bo", "doubted", "decided", "ended"].map(String::from);
    let sees = |person| {
        let seen = seen(&standing, &entries, person);
        hidden.iter().filter(|name| seen.contains(name)).count()
    };
    assert_eq!((sees(Some("bo")), sees(Some("ada")), sees(None)), (4, 4, 0));
}

/// Of a countersignature both sides know: those who gave the order, those who sign and those on whom the order calls. Whoever has to countersign
/// an order sees it, wherever it was given.
#[test]
fn both_sides_of_a_countersignature_see_it() {
    let charter =
        format!("{CHARTER}\n[[countersignature]]\norders-of = [\"executive\"]\nby = [\"commission\"]\n");
    let more = r#"
[[act]]
id = "cy"
kind = "person"
[[act]]
id = "seat-cy"
kind = "mandate"
person = "cy"
organ = "commission"
seat = "elected"
[[act]]
id = "commanded"
sitting = "secret-sitting"
by = "executive"
kind = "order"
to = ["bo"]
[[act]]
id = "refused"
by = "cy"
behalf = "commission"
kind = "countersignature"
of = "commanded"
refused = true
[[act]]
id = "other-order"
sitting = "secret-sitting"
by = "council"
kind = "order"
"#;
    let (standing, entries) = replay(&charter, more);
    let sees = |person, names: &[&str]| {
        let seen = seen(&standing, &entries, person);
        names.iter().filter(|name| seen.iter().any(|s| s == *name)).count()
    };
    let both = ["commanded", "refused"];
    assert_eq!((sees(Some("ada"), &both), sees(Some("cy"), &both), sees(Some("bo"), &both)), (2, 2, 2));
    assert_eq!(sees(None, &both), 0);
    assert_eq!(sees(Some("cy"), &["other-order"]), 0, "it is not one that the commission countersigns");
}

/// A vote under way: ballots of Ada and Bo, and the counts of two tellers, in a sitting that is open to everybody.
const VOTE: &str = r#"
[[act]]
id = "cy"
kind = "person"
[[act]]
id = "chair-cy"
kind = "appointment"
person = "cy"
office = "chair"
organ = "council"
[[act]]
id = "vote"
sitting = "open-sitting"
kind = "division"
on = ["said-openly"]
[[act]]
id = "ballot-of-bo"
by = "bo"
sitting = "open-sitting"
kind = "ballot"
division = "vote"
mandate = "seat-bo"
choice = "for"
[[act]]
id = "count-of-ada"
by = "ada"
sitting = "open-sitting"
kind = "count"
division = "vote"
for = 1
against = 0
"#;

const DECLARED: &str = r#"
[[act]]
id = "declared"
sitting = "open-sitting"
kind = "declaration"
division = "vote"
outcome = "carried"
"#;

/// As long as a vote is open, nobody but its giver sees a ballot; a count is seen by its teller and by those who declare the result.
#[test]
fn how_a_vote_goes_is_hidden_until_it_is_over() {
    let (standing, entries) = replay(CHARTER, VOTE);
    let votes = |standing: &Standing, entries: &[Entry], person| {
        let seen = seen(standing, entries, person);
        ["ballot-of-bo", "count-of-ada"].map(|name| seen.contains(&name.to_owned()))
    };
    assert_eq!(votes(&standing, &entries, None), [false, false]);
    assert_eq!(votes(&standing, &entries, Some("bo")), [true, false]);
    assert_eq!(votes(&standing, &entries, Some("ada")), [false, true]);
    assert_eq!(
        votes(&standing, &entries, Some("cy")),
        [false, true],
        "the chair declares what tellers count"
    );
    assert!(shura_kernel::verdict::of(&standing, &id("vote")).is_none(), "it came to nothing yet");
    let (standing, entries) = replay(CHARTER, &format!("{VOTE}{DECLARED}"));
    assert_eq!(votes(&standing, &entries, None), [true, true], "what it came to, everybody can add up");
}

/// What somebody entered is no secret to them.
#[test]
fn whoever_entered_an_act_sees_it() {
    let more = "[[act]]\nid = \"doubted\"\nby = \"bo\"\nkind = \"challenge\"\nof = \"said-in-secret\"\n";
    let (standing, entries) = replay(CHARTER, more);
    let sees = |person| seen(&standing, &entries, person).contains(&"doubted".to_owned());
    assert_eq!((sees(Some("bo")), sees(None)), (true, false));
}
