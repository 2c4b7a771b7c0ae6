//! Small records, and what stands after them.

#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "a failing test stops")]

use shura_act::act::MotionState;
use shura_act::{Entry, Id};
use shura_kernel::why::{Link, why};
use shura_kernel::{Charter, Finding, Standing, apply, enter, quorum};

const CHARTER: &str = r#"
[organisation]
name = { en = "Cases", fa = "نمونه" }
mode = "recording"
[kind.unit]
name = { en = "Branch", fa = "شاخه" }
role = "unit"
[kind.council]
name = { en = "Council", fa = "شورا" }
role = "council"
quorum = { of = "filled", fraction = "1/2", strict = true }
[majority.ordinary]
"#;

const COUNCIL: &str = r#"
[[act]]
kind = "organ"
id = "north"
form = "unit"
name = { en = "North branch", fa = "شاخهٔ شمال" }
[[act]]
kind = "organ"
id = "council"
form = "council"
name = { en = "Council", fa = "شورا" }
[[act]]
kind = "person"
id = "ada"
[[act]]
kind = "person"
id = "bahar"
[[act]]
kind = "mandate"
id = "m-ada"
at = "2026-01-10"
person = "ada"
organ = "council"
seat = "elected"
unit = "north"
"#;

struct Case {
    entries: Vec<Entry>,
    standing: Standing,
    findings: Vec<Finding>,
}

/// The record of the council and more acts, entered in the order written.
fn case(mode: &str, more: &str) -> Case {
    let charter = Charter::read("charter", &CHARTER.replace("recording", mode)).unwrap();
    let mut standing = Standing::new(charter);
    let acts = shura_act::hand::read("record", &format!("{COUNCIL}{more}")).unwrap();
    let entries: Vec<Entry> = acts.into_iter().map(|a| a.entry).collect();
    // The cases ask what follows from acts that stand, also from those that would be refused today.
    let entered = entries.iter().map(|e| match enter(&mut standing, e) {
        Ok(findings) => findings,
        Err(refusal) => {
            apply(&mut standing, e, false);
            refusal.findings
        }
    });
    let findings = entered.collect::<Vec<_>>().concat();
    Case { entries, standing, findings }
}

fn id(name: &str) -> Id {
    Id::new(name).unwrap()
}

impl Case {
    fn why(&self, act: &str) -> Link {
        let entry = |id: &Id| self.entries.iter().find(|e| e.id == *id);
        why(&self.standing, &entry, &self.findings, &id(act)).unwrap()
    }
}

fn names<'a>(link: &'a Link, act: &str) -> bool {
    link.act.as_ref().is_some_and(|a: &'a Id| a.as_str() == act) || link.because.iter().any(|l| names(l, act))
}

const RECALLED: &str = r#"
[[act]]
kind = "order"
id = "before"
at = "2026-02-01"
by = "ada"
behalf = "council"
[[act]]
kind = "recall"
id = "recalled"
at = "2026-03-01"
mandate = "m-ada"
unit = "north"
[[act]]
kind = "order"
id = "after"
at = "2026-04-01"
by = "ada"
behalf = "council"
[[act]]
kind = "mandate"
id = "m-again"
at = "2026-05-01"
person = "ada"
organ = "council"
seat = "elected"
unit = "north"
"#;

#[test]
fn why_follows_the_mandates_held_at_the_act() {
    for mode in ["recording", "enforcing"] {
        let case = case(mode, RECALLED);
        let before = case.why("before");
        assert!(names(&before, "m-ada") && !names(&before, "m-again"), "{mode}: {before:?}");
        let after = case.why("after");
        assert!(!names(&after, "m-ada") && !names(&after, "m-again"), "{mode}: {after:?}");
        let broken = after.breaks();
        assert!(broken.iter().any(|l| l.text.en.contains("at that time")), "{mode}: {broken:?}");
    }
}

#[test]
fn history_is_followed_by_dates_and_not_by_places() {
    // The order is told first, and is older than the election by which ada sat again.
    let told_late = RECALLED.replace("2026-05-01", "2026-01-20");
    let case = case("recording", &told_late);
    assert!(names(&case.why("before"), "m-again"));
}

#[test]
fn a_substitute_who_took_the_seat_over_fills_it() {
    let stands_by = r#"
[[act]]
kind = "mandate"
id = "m-bahar"
person = "bahar"
organ = "council"
seat = "substitute"
substitute-for = "m-ada"
[[act]]
kind = "person"
id = "cyrus"
[[act]]
kind = "mandate"
id = "m-cyrus"
person = "cyrus"
organ = "council"
seat = "elected"
[[act]]
kind = "person"
id = "dara"
[[act]]
kind = "mandate"
id = "m-dara"
person = "dara"
organ = "council"
seat = "elected"
[[act]]
kind = "person"
id = "esra"
[[act]]
kind = "mandate"
id = "m-esra"
person = "esra"
organ = "council"
seat = "elected"
[[act]]
kind = "sitting"
id = "first"
organ = "council"
"#;
    let recall = "[[act]]\nkind = \"recall\"\nid = \"r\"\nmandate = \"m-ada\"\nunit = \"north\"\n";
    let needed = |more: &str| {
        let case = case("recording", more);
        quorum::needed(&case.standing, &id("council"), &id("first"))
    };
    // Of four seats more than half is three, whoever sits in them; with one left out it would be two.
    assert_eq!(needed(stands_by), Some(3));
    assert_eq!(needed(&format!("{stands_by}{recall}")), Some(3));
}

const CARRIED: &str = r#"
[[act]]
kind = "sitting"
id = "first"
organ = "council"
[[act]]
kind = "motion"
id = "wages-up"
sitting = "first"
[[act]]
kind = "division"
id = "vote"
sitting = "first"
on = ["wages-up"]
for = 3
against = 2
outcome = "carried"
[[act]]
kind = "order"
id = "pay"
behalf = "council"
under = "wages-up"
"#;

const VOIDED: &str = r#"
[[act]]
kind = "ruling"
id = "answer"
of = "vote"
outcome = "void"
[[act]]
kind = "order"
id = "pay-more"
behalf = "council"
under = "wages-up"
"#;

#[test]
fn a_division_ruled_void_no_longer_carries_its_motion() {
    let state = |case: &Case| case.standing.motions[&id("wages-up")].state;
    let stands = case("recording", CARRIED);
    assert_eq!(state(&stands), Some(MotionState::Adopted));
    let fell = case("recording", &format!("{CARRIED}{VOIDED}"));
    assert_eq!(state(&fell), None, "it waits for its vote again");
    let of = |rule: &str| {
        let found: Vec<&Finding> = fell.findings.iter().filter(|f| f.rule == rule).collect();
        assert_eq!(found.len(), 1, "{rule}: {found:?}");
        found[0].clone()
    };
    let voided = of("decision-voided");
    assert_eq!(voided.concerns, [id("vote"), id("wages-up"), id("pay")]);
    assert_eq!(of("relies-on-nothing").act, id("pay-more"));
    // What was entered stays as it was: the order that was given before is not undone.
    assert!(fell.standing.orders[&id("pay")].in_force);
    assert_eq!(
        fell.standing.divisions[&id("vote")].division,
        stands.standing.divisions[&id("vote")].division
    );
    assert!(fell.why("pay").breaks().iter().any(|l| l.text.en.contains("void")));
}

#[test]
fn a_void_vote_settles_nothing() {
    // The motion belongs to a sitting whose call was void, so that nothing is decided there.
    let barred = "[[act]]\nkind = \"ruling\"\nid = \"no\"\nof = \"first\"\noutcome = \"void\"\n[[act]]\nkind = \"motion\"";
    let case = case("recording", &CARRIED.replacen("[[act]]\nkind = \"motion\"", barred, 1));
    assert!(case.standing.is_void(&id("vote")));
    assert_eq!(case.standing.motions[&id("wages-up")].state, None);
}

#[test]
fn the_vote_before_a_void_one_stands_again() {
    let again = r#"
[[act]]
kind = "division"
id = "again"
sitting = "first"
on = ["wages-up"]
for = 2
against = 3
outcome = "lost"
"#;
    let lost = case("recording", &format!("{CARRIED}{again}"));
    assert_eq!(lost.standing.motions[&id("wages-up")].state, Some(MotionState::Rejected));
    let case =
        case("recording", &format!("{CARRIED}{again}{}", VOIDED.replace("of = \"vote\"", "of = \"again\"")));
    assert_eq!(case.standing.motions[&id("wages-up")].state, Some(MotionState::Adopted));
}
