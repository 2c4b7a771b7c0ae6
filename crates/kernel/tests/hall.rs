//! A living sitting, act by act: the floor and its reasons, tellers beside ballots, the quorum, the order of motions, the agenda's times,
//! delegations and credentials, remarks in the minutes.

#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "a failing test stops")]

use proptest::prelude::*;
use shura_act::{Date, Entry, Id};
use shura_kernel::floor::{self, Why};
use shura_kernel::{Charter, Finding, Standing, delegations, enter, hall, minutes};
use std::fs;
use std::path::Path;

fn id(word: &str) -> Id {
    Id::new(word).unwrap()
}

fn seconds(at: &str) -> i64 {
    Date::new(at).unwrap().first()
}

/// A living council of four with the chair Ada, whose charter has clauses laid over that of the vectors.
struct House {
    standing: Standing,
    entries: Vec<Entry>,
    findings: Vec<Finding>,
}

impl House {
    fn new(clauses: &str) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec/vectors/charter.toml");
        let text = fs::read_to_string(path).unwrap().replace("\"recording\"", "\"enforcing\"");
        let text = text.replace("minutes = true\n", &format!("minutes = true\n{clauses}\n"));
        let charter = Charter::read("charter", &text).unwrap_or_else(|e| panic!("{e}"));
        let mut house = House { standing: Standing::new(charter), entries: vec![], findings: vec![] };
        house.does(
            r#"
            [[act]]
            kind = "organ"
            id = "council"
            form = "council"
            name = { en = "Council", fa = "شورا" }
            [[act]]
            kind = "organ"
            id = "branch"
            form = "unit"
            name = { en = "Branch", fa = "شاخه" }
            [[act]]
            kind = "membership"
            id = "members"
            unit = "branch"
            members = 90
            [[act]]
            kind = "faction"
            id = "left"
            of = "council"
            name = { en = "Left", fa = "چپ" }
            "#,
        );
        for name in ["ada", "bahar", "cyrus", "dara"] {
            house.does(&format!("[[act]]\nkind = \"person\"\nid = \"{name}\"\nby = \"council\""));
            house.does(&format!(
                "[[act]]\nkind = \"mandate\"\nid = \"m-{name}\"\nby = \"branch\"\nperson = \"{name}\"\norgan = \"council\"\nseat = \"elected\"\nunit = \"branch\"\nat = \"2026-01-01\""
            ));
        }
        house.does(
            "[[act]]\nkind = \"sitting\"\nid = \"first\"\nby = \"ada\"\norgan = \"council\"\nchair = \"ada\"\nat = \"2026-03-01T10:00\"",
        );
        for name in ["bahar", "cyrus"] {
            house.does(&format!(
                "[[act]]\nkind = \"appointment\"\nid = \"teller-{name}\"\nby = \"council\"\nperson = \"{name}\"\noffice = \"teller\"\norgan = \"council\""
            ));
        }
        house
    }

    /// Enters acts that the kernel must let in.
    fn does(&mut self, record: &str) {
        for written in shura_act::hand::read("record", record).unwrap_or_else(|e| panic!("{e}\n{record}")) {
            let found = enter(&mut self.standing, &written.entry);
            let found = found.unwrap_or_else(|r| {
                panic!(
                    "{}: {:?}",
                    written.entry.id,
                    r.findings.iter().map(|f| f.text(&self.standing).en).collect::<Vec<_>>()
                )
            });
            self.findings.extend(found);
            self.entries.push(written.entry);
        }
    }

    /// The rules that refuse an act.
    fn refuses(&mut self, record: &str) -> Vec<&'static str> {
        let written = shura_act::hand::read("record", record).unwrap().remove(0);
        match enter(&mut self.standing, &written.entry) {
            Ok(_) => vec![],
            Err(refusal) => refusal.findings.iter().map(|f| f.rule).collect(),
        }
    }

    fn speech(&mut self, name: &str, by: &str, speaker: &str, floor: &str, at: &str, more: &str) {
        let form = if more.contains("form") { "" } else { "form = \"debate\"\n" };
        self.does(&format!(
            "[[act]]\nkind = \"speech\"\nid = \"{name}\"\nby = \"{by}\"\nsitting = \"first\"\nspeaker = \"{speaker}\"\nfloor = \"{floor}\"\nat = \"2026-03-01T{at}\"\n{form}{more}"
        ));
    }

    fn queue(&self) -> Vec<(String, Why)> {
        let view = floor::view(&self.standing, &id("first"), seconds("2026-03-01T12:00")).unwrap();
        for place in &view.queue {
            assert!(!place.text.en.is_empty() && !place.text.fa.is_empty());
        }
        view.queue.into_iter().map(|p| (p.request.speaker.to_string(), p.why)).collect()
    }
}

fn order(queue: &[(String, Why)]) -> Vec<(&str, Why)> {
    queue.iter().map(|(who, why)| (who.as_str(), *why)).collect()
}

#[test]
fn questions_go_before_interventions_before_points_of_order_by_rank_before_the_list() {
    let mut house = House::new("floor = { several-entries = true, ranks = { quorum = 3, closure = 1 } }");
    house.speech("s1", "bahar", "bahar", "asked", "10:01", "");
    house.speech(
        "s2",
        "cyrus",
        "cyrus",
        "asked",
        "10:02",
        "form = \"point-of-order\"\ncategory = \"closure\"",
    );
    house.speech("s3", "dara", "dara", "asked", "10:03", "form = \"point-of-order\"\ncategory = \"quorum\"");
    house.speech("s4", "bahar", "bahar", "asked", "10:04", "form = \"intervention\"");
    house.speech("s5", "dara", "dara", "asked", "10:05", "form = \"interposed-question\"");
    let queue = house.queue();
    assert_eq!(
        order(&queue),
        [
            ("dara", Why::InterposedQuestion),
            ("bahar", Why::Intervention),
            ("dara", Why::PointOfOrder),
            ("cyrus", Why::PointOfOrder),
            ("bahar", Why::Arrival)
        ]
    );
}

#[test]
fn first_time_speakers_go_first_and_for_and_against_take_turns() {
    let mut house = House::new("floor = { first-time-first = true, alternate = true }");
    house.speech("s0", "ada", "bahar", "began", "10:00", "stance = \"pro\"");
    house.speech("s1", "ada", "bahar", "ended", "10:01", "");
    house.speech("s2", "bahar", "bahar", "asked", "10:02", "stance = \"contra\"");
    house.speech("s3", "cyrus", "cyrus", "asked", "10:03", "stance = \"pro\"");
    house.speech("s4", "dara", "dara", "asked", "10:04", "stance = \"contra\"");
    let queue = house.queue();
    assert_eq!(order(&queue), [("dara", Why::Turn), ("cyrus", Why::FirstTime), ("bahar", Why::Arrival)]);
    house.speech("s5", "ada", "bahar", "put-back", "10:05", "");
    assert_eq!(
        house.queue().first().map(|(who, why)| (who.clone(), *why)),
        Some(("bahar".into(), Why::PutBack))
    );
}

#[test]
fn pauses_are_not_spoken_and_a_question_gives_the_floor_back() {
    let mut house = House::new("floor = { faction-minutes = 5 }");
    house.does(
        "[[act]]\nkind = \"affiliation\"\nid = \"joins\"\nby = \"bahar\"\nwho = \"bahar\"\njoins = \"left\"",
    );
    house.speech("s1", "ada", "bahar", "began", "10:00", "faction = \"left\"");
    house.speech("s2", "ada", "bahar", "paused", "10:02", "");
    house.speech("s3", "ada", "bahar", "resumed", "10:05", "");
    house.speech("s4", "ada", "cyrus", "began", "10:06", "form = \"interposed-question\"");
    let at = |house: &House, at: &str| floor::view(&house.standing, &id("first"), seconds(at)).unwrap();
    let view = at(&house, "2026-03-01T10:07");
    assert_eq!(view.speaking.as_ref().unwrap().speaking.speaker, id("cyrus"));
    // Bahar spoke two minutes, paused three, spoke one, and waits.
    assert_eq!(view.interrupted[0].seconds, 180);
    house.speech("s5", "ada", "cyrus", "ended", "10:08", "");
    let view = at(&house, "2026-03-01T10:09");
    let now = view.speaking.unwrap();
    assert_eq!((now.speaking.speaker.as_str(), now.seconds, now.remaining), ("bahar", 240, Some(360)));
    assert_eq!(view.factions[&id("left")], 60);
    house.speech("s6", "ada", "bahar", "ended", "10:12", "");
    // Seven minutes spoken of five: the time goes below nought, and two minutes more are given to all.
    assert_eq!(at(&house, "2026-03-01T11:00").factions[&id("left")], -120);
    house.speech("s7", "ada", "ada", "time-added", "11:01", "minutes = 2");
    assert_eq!(at(&house, "2026-03-01T11:02").factions[&id("left")], 0);
}

#[test]
fn two_tellers_and_the_ballots_beside_them() {
    let mut house = House::new("tellers = 2");
    let declare = "[[act]]\nkind = \"declaration\"\nid = \"declared\"\nby = \"ada\"\nsitting = \"first\"\ndivision = \"vote\"\noutcome = \"carried\"";
    let count = |name: &str, by: &str, for_: u64| {
        format!(
            "[[act]]\nkind = \"count\"\nid = \"{name}\"\nby = \"{by}\"\ndivision = \"vote\"\nfor = {for_}\nagainst = 1"
        )
    };
    house.does("[[act]]\nkind = \"presence\"\nid = \"here\"\nby = \"ada\"\nsitting = \"first\"\nwho = [\"ada\", \"bahar\", \"cyrus\", \"dara\"]\nto = \"present\"");
    house.does(
        "[[act]]\nkind = \"division\"\nid = \"vote\"\nby = \"ada\"\nsitting = \"first\"\nmethod = \"hands\"",
    );
    assert!(house.refuses(&count("c0", "dara", 2)).contains(&"not-entitled-to-act"));
    house.does(&count("c1", "bahar", 2));
    assert_eq!(house.refuses(declare), ["tellers-missing"]);
    house.does(&count("c2", "cyrus", 1));
    assert!(house.refuses(declare).contains(&"tellers-disagree"));
    house.does(&count("c3", "cyrus", 2));
    house.does("[[act]]\nkind = \"ballot\"\nid = \"own\"\nby = \"dara\"\nsitting = \"first\"\ndivision = \"vote\"\nmandate = \"m-dara\"\nchoice = \"for\"");
    let open = hall::view(&house.standing, &id("first"), 0).unwrap().open.remove(0);
    assert_eq!(
        (open.sums.in_favour, open.sums.against, open.voted, open.tellers_agree),
        (3, 1, 1, Some(true))
    );
    house.does(declare);
    let last = hall::view(&house.standing, &id("first"), 0).unwrap().last.unwrap();
    assert_eq!(last.carried, Some(true));
    assert!(last.verdict.is_some_and(|v| v.en.contains('3') && !v.fa.is_empty()));
}

#[test]
fn the_hall_shows_quorum_agenda_and_the_order_of_motions() {
    let mut house = House::new("");
    house.does("[[act]]\nkind = \"presence\"\nid = \"come\"\nby = \"ada\"\nsitting = \"first\"\nwho = [\"ada\", \"bahar\", \"cyrus\"]\nto = \"present\"");
    let view = |house: &House, at: &str| hall::view(&house.standing, &id("first"), seconds(at)).unwrap();
    let quorum = view(&house, "2026-03-01T10:00").quorum.unwrap();
    assert_eq!((quorum.needed, quorum.present, quorum.kept, quorum.since), (3, 3, true, id("come")));
    house.does("[[act]]\nkind = \"presence\"\nid = \"go\"\nby = \"cyrus\"\nsitting = \"first\"\nwho = [\"cyrus\"]\nto = \"walk-out\"");
    let quorum = view(&house, "2026-03-01T10:00").quorum.unwrap();
    assert_eq!((quorum.present, quorum.kept, quorum.since), (2, false, id("go")));

    house.does("[[act]]\nkind = \"agenda\"\nid = \"agenda\"\nby = \"ada\"\nsitting = \"first\"\nitems = [{ key = \"a\", minutes = 30 }, { key = \"b\", minutes = 20 }, { key = \"c\" }]");
    for (name, key, to, at) in
        [("i1", "a", "opened", "10:00"), ("i2", "a", "closed", "10:40"), ("i3", "b", "opened", "10:40")]
    {
        house.does(&format!("[[act]]\nkind = \"item\"\nid = \"{name}\"\nby = \"ada\"\nsitting = \"first\"\nkey = \"{key}\"\nto = \"{to}\"\nat = \"2026-03-01T{at}\""));
    }
    let agenda = view(&house, "2026-03-01T10:45").agenda;
    assert_eq!((agenda[0].spent, agenda[0].ends), (2400, None));
    assert_eq!((agenda[1].spent, agenda[1].ends), (300, Some(seconds("2026-03-01T11:00"))));
    assert_eq!((agenda[2].begins, agenda[2].ends), (Some(seconds("2026-03-01T11:00")), None));

    for (name, more) in [
        ("main", ""),
        ("small", "amends = \"main\"\nreach = 1"),
        ("great", "amends = \"main\"\nreach = 5"),
        ("closure", "procedural = true"),
        ("rival", "rivals = [\"main\"]"),
    ] {
        house.does(&format!("[[act]]\nkind = \"motion\"\nid = \"{name}\"\nby = \"bahar\"\nsitting = \"first\"\nsubject = \"wages\"\n{more}"));
    }
    let motions = view(&house, "2026-03-01T10:45").motions;
    let names: Vec<&str> = motions.iter().map(|m| m.motion.as_str()).collect();
    assert_eq!(names, ["closure", "great", "small", "main", "rival"]);
}

#[test]
fn delegations_credentials_and_what_is_overdue() {
    let mut house = House::new("norm = { first = 60, first-seats = 1, per = 10, at-most = 3 }");
    let sent = delegations::delegations(&house.standing, &id("council"));
    assert_eq!(
        (sent[0].members, sent[0].seats, sent[0].given, sent[0].missing, sent[0].over),
        (Some(90), Some(3), 4, 0, 1)
    );
    let base = delegations::represented(&house.standing, &id("council"));
    assert_eq!((base.represented, base.members, base.unknown), (90, 90, 0));
    house.does("[[act]]\nkind = \"mandate-change\"\nid = \"verified\"\nby = \"council\"\nof = \"m-bahar\"\nto = \"verified\"");
    house.does("[[act]]\nkind = \"challenge\"\nid = \"challenge\"\nby = \"dara\"\nof = \"m-cyrus\"");
    let told = delegations::credentials(&house.standing, &id("council"));
    assert_eq!((told.given, told.verified, told.challenged, told.unruled, told.ruled), (4, 1, 1, 1, 0));
    let ages = delegations::ages(&house.standing, &id("council"), seconds("2027-02-02"));
    assert!(ages[0].stale && !ages[0].expired, "{ages:?}");
    assert!(delegations::overdue(&house.standing, &Date::new("2026-05-01").unwrap()).is_empty());
    let overdue = delegations::overdue(&house.standing, &Date::new("2026-07-01").unwrap());
    let council = &overdue[&id("council")];
    assert_eq!((council.every_months, council.last.as_ref()), (Some(3), Some(&id("first"))));
    assert!(council.fallback.contains(&id("branch")) && council.conveners.is_empty());
}

#[test]
fn remarks_stand_beside_the_facts_and_the_last_one_is_shown() {
    let mut house = House::new("");
    house.does("[[act]]\nkind = \"motion\"\nid = \"moved\"\nby = \"bahar\"\nsitting = \"first\"\nsubject = \"wages\"\ntext = { en = \"Wages rise.\", fa = \"دستمزد بالا می‌رود.\" }");
    house.does("[[act]]\nkind = \"remark\"\nid = \"r1\"\nby = \"ada\"\nsitting = \"first\"\non = \"moved\"\ntext = { en = \"Loud aplause.\", fa = \"کف زدن بلند.\" }");
    house.does("[[act]]\nkind = \"remark\"\nid = \"r2\"\nby = \"ada\"\nsitting = \"first\"\non = \"moved\"\nreplaces = \"r1\"\ntext = { en = \"Loud applause.\", fa = \"کف زدن بلند حاضران.\" }");
    assert!(house.refuses("[[act]]\nkind = \"remark\"\nid = \"r3\"\nby = \"bahar\"\nsitting = \"first\"\non = \"moved\"\ntext = { en = \"Silence.\", fa = \"سکوت.\" }").contains(&"not-entitled-to-act"));
    let entries: Vec<&Entry> = house.entries.iter().collect();
    let told = minutes::of(&house.standing, &id("first"), &entries, &house.findings, &|_| None).unwrap();
    let moved = told.paragraphs.iter().find(|p| p.act == id("moved")).unwrap();
    assert_eq!(moved.remarks.iter().map(|r| r.en.as_str()).collect::<Vec<_>>(), ["Loud applause."]);
    assert!(moved.text.en.contains("Wages rise."));
    assert_eq!(house.standing.remarks[&id("moved")].len(), 2);
}

#[test]
fn whoever_presided_over_a_closed_sitting_leads_nothing_in_it_and_the_next_adopts_its_minutes() {
    let mut house = House::new("");
    let act = |kind: &str, name: &str, by: &str, sitting: &str, more: &str| {
        format!("[[act]]\nkind = \"{kind}\"\nid = \"{name}\"\nby = \"{by}\"\nsitting = \"{sitting}\"\n{more}")
    };
    house.does(&act("sitting-change", "over", "ada", "first", "of = \"first\"\nto = \"closed\""));
    let late = act("agenda", "late", "ada", "first", "");
    assert!(house.refuses(&late).contains(&"not-entitled-to-act"));
    house.does(&act("minutes", "signed", "ada", "first", "of = \"first\"\nto = \"signed\""));
    house.does(
        "[[act]]\nkind = \"sitting\"\nid = \"second\"\nby = \"bahar\"\norgan = \"council\"\nchair = \"dara\"",
    );
    house.does(&act("minutes", "adopted", "dara", "second", "of = \"first\"\nto = \"adopted\""));
    let entries: Vec<&Entry> = house.entries.iter().collect();
    let told = minutes::of(&house.standing, &id("first"), &entries, &house.findings, &|_| None).unwrap();
    assert_eq!(told.state, Some(shura_act::act::MinutesState::Adopted));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Whatever was asked, everybody who waits stands in the queue once for each request, interruptions before the list.
    #[test]
    fn the_queue_holds_every_request_once(asked in prop::collection::vec((0usize..4, 0usize..4, 0usize..3), 0..12), first in any::<bool>(), alternate in any::<bool>()) {
        let mut house = House::new(&format!("floor = {{ several-entries = true, first-time-first = {first}, alternate = {alternate} }}"));
        let (names, forms, stances) = (["ada", "bahar", "cyrus", "dara"], ["debate", "point-of-order", "intervention", "interposed-question"], ["pro", "contra", "contribution"]);
        for (n, (who, form, stance)) in asked.iter().enumerate() {
            let more = format!("form = \"{}\"\nstance = \"{}\"", forms[*form], stances[*stance]);
            house.speech(&format!("s{n}"), names[*who], names[*who], "asked", "10:01", &more);
        }
        let view = floor::view(&house.standing, &id("first"), 0).unwrap();
        let mut acts: Vec<String> = view.queue.iter().map(|p| p.request.act.to_string()).collect();
        acts.sort();
        let mut all: Vec<String> = (0..asked.len()).map(|n| format!("s{n}")).collect();
        all.sort();
        prop_assert_eq!(acts, all);
        let list_from = view.queue.iter().position(|p| matches!(p.why, Why::FirstTime | Why::Turn | Why::Arrival)).unwrap_or(view.queue.len());
        let is_list = |p: &floor::Place| matches!(p.why, Why::FirstTime | Why::Turn | Why::Arrival);
        prop_assert!(view.queue[list_from..].iter().all(is_list));
    }
}
