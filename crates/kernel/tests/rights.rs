//! What no charter means to allow: acts by which somebody would take a right that nobody gave, tried on the federation of the examples. Each is
//! refused by the rule named, and beside it stands the act that is in order.

#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "a failing test stops")]

use shura_kernel::{Charter, Severity, Standing, enter};
use std::fs;
use std::path::Path;

/// The federation after all acts of the example, with officers in two branches: Parvin in Harbour, Amir in Print.
fn federation() -> Standing {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/federation");
    let text = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    let mut standing = Standing::new(Charter::read("charter", &text("charter.toml")).unwrap());
    let files = ["persons", "organs", "2024-2", "2025-1", "2025-2", "2026-1"];
    let files = files.map(|f| shura_act::hand::read(f, &text(&format!("{f}.toml"))).unwrap());
    for act in shura_act::hand::join(files.into_iter().collect()).unwrap() {
        enter(&mut standing, &act.entry).unwrap();
    }
    does(
        &mut standing,
        r#"
kind = "person"
id = "amir"
by = "neda"
---
kind = "appointment"
id = "parvin-harbour"
by = "harbour"
person = "parvin"
office = "secretary"
organ = "harbour"
---
kind = "appointment"
id = "amir-print"
by = "print"
person = "amir"
office = "secretary"
organ = "print"
"#,
    );
    standing
}

/// Enters acts that must be taken.
fn does(standing: &mut Standing, acts: &str) {
    for act in read(acts) {
        let done = enter(standing, &act.entry);
        let why = |r: shura_kernel::Refusal| {
            r.findings
                .iter()
                .filter(|f| f.severity == Severity::Void)
                .map(|f| format!("{}: {}", f.rule, f.text(standing).en))
                .collect::<Vec<_>>()
        };
        if let Err(refusal) = done {
            panic!("{} is refused: {:?}", act.entry.id, why(refusal));
        }
    }
}

/// Enters acts of which each must be refused by a rule.
fn fails(standing: &mut Standing, rule: &str, acts: &str) {
    for act in read(acts) {
        let refusal = enter(standing, &act.entry).expect_err(act.entry.id.as_str());
        let void: Vec<_> =
            refusal.findings.iter().filter(|f| f.severity == Severity::Void).map(|f| f.rule).collect();
        assert!(void.contains(&rule), "{}: {void:?} and not {rule}", act.entry.id);
    }
}

fn read(acts: &str) -> Vec<shura_act::hand::Written> {
    let acts: String = acts.split("---").map(|act| format!("[[act]]\n{act}\n")).collect();
    shura_act::hand::read("acts", &acts).unwrap()
}

/// Called and opened by the executive, with Dariush in the chair and all delegates there.
fn congress_sits(standing: &mut Standing) {
    does(
        standing,
        r#"
kind = "convening"
id = "c3-call"
at = "2026-06-01"
by = "neda"
behalf = "executive"
organ = "congress"
for-date = "2026-08-01"
---
kind = "sitting"
id = "c3"
at = "2026-08-01T10:00"
by = "neda"
behalf = "executive"
organ = "congress"
convened = "c3-call"
chair = "dariush"
present = 18
"#,
    );
}

#[test]
fn an_officer_of_a_branch_tells_no_vote_of_the_congress_and_changes_no_charter() {
    let mut standing = federation();
    let told = r#"
kind = "division"
id = "stolen"
by = "parvin"
behalf = "harbour"
electorate = "congress"
question = "statute"
for = 18
against = 0
present = 18
outcome = "carried"
"#;
    fails(&mut standing, "not-entitled-to-act", told);
    fails(&mut standing, "division-of-another", told);
    fails(&mut standing, "division-of-another", &told.replace("electorate = \"congress\"\n", ""));
    // What the branch itself votes it tells.
    does(&mut standing, &told.replace("congress", "harbour").replace("18", "30").replace("stolen", "own"));
    fails(
        &mut standing,
        "not-entitled-to-act",
        r#"
kind = "amend-charter"
id = "amended"
by = "parvin"
behalf = "harbour"
division = "own"
set = { kind = { executive = { publicity = "public" } } }
"#,
    );
}

#[test]
fn a_unit_seats_nobody_where_it_does_not_elect() {
    let mut standing = federation();
    let seat = |organ: &str, unit: &str| {
        format!(
            r#"
kind = "mandate"
id = "seat"
by = "parvin"
behalf = "harbour"
person = "parvin"
organ = "{organ}"
seat = "co-opted"
unit = "{unit}"
"#
        )
    };
    for (organ, unit) in [
        ("executive", "harbour"),
        ("executive", "congress"),
        ("credentials-commission", "harbour"),
        ("congress", "print"),
    ] {
        fails(&mut standing, "mandate-by-stranger", &seat(organ, unit));
    }
    does(&mut standing, &seat("congress", "harbour"));
}

#[test]
fn an_office_given_in_no_organ_counts_where_it_was_given() {
    let mut standing = federation();
    congress_sits(&mut standing);
    does(
        &mut standing,
        r#"
kind = "appointment"
id = "everywhere"
by = "parvin"
behalf = "harbour"
person = "parvin"
office = "secretary"
"#,
    );
    let agenda = r#"
kind = "agenda"
id = "agenda-c3"
by = "parvin"
sitting = "c3"
items = [{ key = "a", title = { en = "A", fa = "الف" } }]
"#;
    fails(&mut standing, "not-entitled-to-act", agenda);
    does(&mut standing, &agenda.replace("parvin", "dariush"));
}

#[test]
fn an_office_whose_day_has_passed_is_held_no_more() {
    let mut standing = federation();
    let report = r#"
kind = "membership"
id = "counted"
by = "emma"
behalf = "repair"
unit = "repair"
members = 60
"#;
    does(
        &mut standing,
        r#"
kind = "appointment"
id = "emma-repair"
by = "repair"
person = "emma"
office = "secretary"
organ = "repair"
until = "2026-06-30"
"#,
    );
    does(&mut standing, report);
    // Time goes on by the acts.
    does(&mut standing, "kind = \"event\"\nid = \"later\"\nby = \"neda\"\nat = \"2026-07-02\"\n");
    fails(&mut standing, "not-entitled-to-act", &report.replace("counted", "counted-again"));
}

#[test]
fn a_chair_whom_some_member_named_leads_the_sitting_and_nothing_else() {
    let mut standing = federation();
    does(
        &mut standing,
        r#"
kind = "convening"
id = "c3-call"
at = "2026-06-01"
by = "neda"
behalf = "executive"
organ = "congress"
for-date = "2026-08-01"
---
kind = "sitting"
id = "c3"
at = "2026-08-01T10:00"
by = "tom"
organ = "congress"
convened = "c3-call"
chair = "tom"
present = 18
"#,
    );
    fails(
        &mut standing,
        "behalf-without-right",
        r#"
kind = "appointment"
id = "pen"
by = "tom"
behalf = "congress"
sitting = "c3"
person = "tom"
office = "chair"
organ = "executive"
---
kind = "election"
id = "crowned"
by = "tom"
behalf = "congress"
sitting = "c3"
of = "c3"
office = "chair"
elected = ["tom"]
"#,
    );
    fails(
        &mut standing,
        "not-entitled-to-act",
        "kind = \"election\"\nid = \"crowned\"\nby = \"tom\"\nsitting = \"c3\"\nof = \"c3\"\noffice = \"chair\"\nelected = [\"tom\"]\n",
    );
    // A vote of the congress makes a chair of whoever presides, and the rest follows from it.
    does(
        &mut standing,
        r#"
kind = "division"
id = "chair-vote"
by = "tom"
sitting = "c3"
question = "election"
method = "secret"
for = 17
against = 1
abstain = 0
outcome = "carried"
---
kind = "election"
id = "chair-elected"
by = "tom"
sitting = "c3"
of = "c3"
office = "chair"
elected = ["tom"]
division = "chair-vote"
---
kind = "appointment"
id = "by-right"
by = "tom"
behalf = "congress"
sitting = "c3"
person = "simin"
office = "secretary"
organ = "congress"
"#,
    );
}

#[test]
fn an_organ_sits_once_at_a_time() {
    let mut standing = federation();
    congress_sits(&mut standing);
    let second = r#"
kind = "sitting"
id = "c3-b"
at = "2026-08-01T10:05"
by = "tom"
organ = "congress"
convened = "c3-call"
chair = "tom"
present = 18
"#;
    fails(&mut standing, "sitting-still-open", second);
    does(
        &mut standing,
        "kind = \"sitting-change\"\nid = \"c3-adjourned\"\nby = \"dariush\"\nof = \"c3\"\nto = \"adjourned\"\n",
    );
    fails(&mut standing, "sitting-still-open", second);
    does(&mut standing, &second.replace("tom", "dariush"));
}

#[test]
fn no_officer_founds_an_organ_with_the_rights_of_its_kind() {
    let mut standing = federation();
    let organ = |form: &str, by: &str, behalf: &str, rest: &str| {
        format!(
            "kind = \"organ\"\nid = \"new-{form}\"\nby = \"{by}\"\nbehalf = \"{behalf}\"\nform = \"{form}\"\n\
             name = {{ en = \"New\", fa = \"نو\" }}\n{rest}\n"
        )
    };
    for rest in ["", "within = \"harbour\"", "elected-by = [\"harbour\"]", "accountable-to = [\"harbour\"]"] {
        fails(&mut standing, "not-entitled-to-act", &organ("credentials", "parvin", "harbour", rest));
        fails(&mut standing, "not-entitled-to-act", &organ("branch", "parvin", "harbour", rest));
    }
    // The executive may, by the charter's word.
    does(&mut standing, &organ("branch", "simin", "executive", ""));
}

#[test]
fn a_council_that_names_its_branches_is_elected_by_no_other() {
    let mut standing = federation();
    let mandate = |organ: &str| {
        format!(
            "kind = \"mandate\"\nid = \"m-{organ}\"\nby = \"parvin\"\nbehalf = \"harbour\"\nperson = \"amir\"\norgan = \"{organ}\"\n\
             unit = \"harbour\"\nseat = \"delegated\"\n"
        )
    };
    // Harbour is a branch, and by the charter branches elect regional councils; but it lies in the north.
    fails(&mut standing, "mandate-by-stranger", &mandate("south"));
    does(&mut standing, &mandate("north"));
}

#[test]
fn a_mandate_and_some_vote_are_no_power_of_attorney() {
    let mut standing = federation();
    let dispatch = |kind: &str, under: &str, rest: &str| {
        format!(
            "kind = \"{kind}\"\nid = \"done-{kind}\"\nby = \"tom\"\nbehalf = \"congress\"\nunder = \"{under}\"\n{rest}\n"
        )
    };
    let order = "to = [\"print\"]\nsubject = \"transport\"";
    // A vote of the congress on another's motion, its election of another.
    for under in ["budget-vote", "shirin-election", "admission-vote"] {
        fails(&mut standing, "behalf-without-right", &dispatch("order", under, order));
        fails(
            &mut standing,
            "behalf-without-right",
            &dispatch("status", under, "of = \"executive\"\nto = \"dissolved\""),
        );
    }
    // The congress charges Tom.
    does(
        &mut standing,
        "kind = \"task\"\nid = \"charge\"\nby = \"congress\"\nbehalf = \"congress\"\nowner = [\"tom\"]\n",
    );
    does(&mut standing, &dispatch("dispatch", "charge", "to = [\"print\"]\nchannel = \"letter\""));
    for (kind, rest) in [
        ("status", "of = \"executive\"\nto = \"dissolved\""),
        ("transfer", "from = \"executive\"\nto = \"harbour\"\nphase = \"recognised\""),
        ("mandate", "person = \"tom\"\norgan = \"executive\"\nseat = \"elected\"\nunit = \"congress\""),
    ] {
        fails(&mut standing, "behalf-without-right", &dispatch(kind, "charge", rest));
    }
}

#[test]
fn whoever_presides_here_leads_nothing_elsewhere() {
    let mut standing = federation();
    does(
        &mut standing,
        r#"
kind = "convening"
id = "ex9-call"
at = "2026-06-01"
by = "neda"
organ = "executive"
for-date = "2026-06-20"
---
kind = "sitting"
id = "ex9"
at = "2026-06-20T18:00"
by = "neda"
organ = "executive"
convened = "ex9-call"
chair = "neda"
present = 7
"#,
    );
    let remark = |on: &str| {
        format!(
            "kind = \"remark\"\nid = \"remark-{on}\"\nby = \"neda\"\nsitting = \"ex9\"\non = \"{on}\"\n\
             text = {{ en = \"It was not so.\", fa = \"چنین نبود.\" }}\n"
        )
    };
    fails(&mut standing, "not-entitled-to-act", &remark("parvin-mandate"));
    does(&mut standing, &remark("rotation-vote"));
}

#[test]
fn what_the_figures_leave_open_is_not_declared_decided() {
    let mut standing = federation();
    congress_sits(&mut standing);
    let vote = |id: &str, figures: &str| {
        format!(
            "kind = \"division\"\nid = \"{id}\"\nby = \"dariush\"\nsitting = \"c3\"\nquestion = \"statute\"\nmethod = \"secret\"\n{figures}\noutcome = \"carried\"\n"
        )
    };
    fails(&mut standing, "outcome-differs", &vote("no-figures", ""));
    // Twelve of eighteen are two thirds; told of fewer present, eleven would be.
    fails(
        &mut standing,
        "outcome-differs",
        &vote("fewer", "for = 11\nagainst = 5\nabstain = 0\npresent = 16"),
    );
    // More votes than there are people.
    fails(
        &mut standing,
        "outcome-differs",
        &vote("more", "for = 40\nagainst = 0\nabstain = 0\npresent = 40"),
    );
    does(&mut standing, &vote("twelve", "for = 12\nagainst = 6\nabstain = 0"));
}

#[test]
fn more_hands_than_voters_are_not_counted() {
    let mut standing = federation();
    congress_sits(&mut standing);
    does(
        &mut standing,
        r#"
kind = "appointment"
id = "teller"
by = "congress"
person = "yashar"
office = "teller"
organ = "congress"
---
kind = "motion"
id = "levy-3"
by = "tom"
sitting = "c3"
question = "ordinary"
subject = "levy"
---
kind = "division"
id = "levy-3-vote"
by = "dariush"
sitting = "c3"
on = ["levy-3"]
method = "hands"
"#,
    );
    let count = |id: &str, hands: u64| {
        format!(
            "kind = \"count\"\nid = \"{id}\"\nby = \"yashar\"\nsitting = \"c3\"\ndivision = \"levy-3-vote\"\nfor = {hands}\nagainst = 2\n"
        )
    };
    fails(&mut standing, "more-votes-than-voters", &count("absurd", 4_000));
    does(&mut standing, &count("sober", 12));
}

#[test]
fn whoever_opens_a_vote_does_not_choose_its_majority() {
    let mut standing = federation();
    congress_sits(&mut standing);
    does(
        &mut standing,
        "kind = \"motion\"\nid = \"amend\"\nby = \"tom\"\nsitting = \"c3\"\nquestion = \"statute\"\nsubject = \"statute\"\n",
    );
    let vote = |question: &str| {
        format!(
            "kind = \"division\"\nid = \"amend-vote\"\nby = \"dariush\"\nsitting = \"c3\"\non = [\"amend\"]\nmethod = \"secret\"\n{question}\n"
        )
    };
    fails(&mut standing, "question-differs", &vote("question = \"ordinary\""));
    does(&mut standing, &vote(""));
}

#[test]
fn nobody_rules_alone_nor_on_what_is_their_own() {
    let mut standing = federation();
    does(
        &mut standing,
        r#"
kind = "challenge"
id = "on-tom"
by = "owen"
of = "tom-mandate"
---
kind = "challenge"
id = "on-martha"
by = "tom"
of = "martha-mandate"
"#,
    );
    let ruling = |id: &str, by: &str, behalf: &str, of: &str, rest: &str| {
        format!(
            "kind = \"ruling\"\nid = \"{id}\"\nby = \"{by}\"\nbehalf = \"{behalf}\"\nof = \"{of}\"\noutcome = \"upheld\"\n{rest}\n"
        )
    };
    // Martha chairs the credentials commission, and does not rule on her own seat.
    fails(
        &mut standing,
        "ruling-without-decision",
        &ruling("hers", "martha", "credentials-commission", "on-martha", ""),
    );
    congress_sits(&mut standing);
    let alone = ruling("alone", "dariush", "congress", "on-tom", "sitting = \"c3\"");
    fails(&mut standing, "ruling-without-decision", &alone);
    does(&mut standing, &ruling("theirs", "martha", "credentials-commission", "on-tom", ""));
}

#[test]
fn the_keeper_tells_the_time_and_nobody_who_hands_an_act_in() {
    let mut standing = federation();
    let event = |id: &str, at: &str, entered: &str| {
        format!("kind = \"event\"\nid = \"{id}\"\nby = \"neda\"\nat = \"{at}\"\nentered = \"{entered}\"\n")
    };
    let now = standing.now;
    fails(&mut standing, "time-left-open", &event("far", "2098-01-01", "2026-07-01T10:00:00/2099"));
    fails(&mut standing, "entered-before-it-happened", &event("ahead", "2098-01-01", "2026-07-01T10:00:00"));
    fails(
        &mut standing,
        "entered-before-it-happened",
        &event("span", "2026-07-02/2026-07-04", "2026-07-01T10:00:00"),
    );
    fails(&mut standing, "time-left-open", &event("open", "2020-01-01/..", "2026-07-01T10:00:00"));
    assert_eq!(standing.now, now);
    // What a branch decided yesterday is entered today.
    does(&mut standing, &event("told", "2026-06-30", "2026-07-01T10:00:00"));
    // A call that is dated back gives no notice.
    let call = |id: &str, at: &str| {
        format!(
            "kind = \"convening\"\nid = \"{id}\"\nby = \"neda\"\nbehalf = \"executive\"\nat = \"{at}\"\nentered = \"2026-07-01T10:00:00\"\norgan = \"congress\"\nfor-date = \"2026-07-10\"\n"
        )
    };
    for act in read(&call("back", "2026-01-01")) {
        let found = enter(&mut standing, &act.entry).unwrap();
        assert!(found.iter().any(|f| f.rule == "notice-too-short"), "{found:?}");
    }
    // An organ that has ended gives no orders, whatever day they tell.
    fails(
        &mut standing,
        "act-after-end",
        "kind = \"convening\"\nid = \"old\"\nby = \"founding-committee\"\nat = \"2024-08-01\"\norgan = \"congress\"\nfor-date = \"2026-09-14\"\n",
    );
}

#[test]
fn nobody_stands_in_by_saying_that_a_turn_was_missed() {
    let mut standing = federation();
    fails(
        &mut standing,
        "not-entitled-to-convene",
        r#"
kind = "convening"
id = "usurped"
by = "helen"
behalf = "control-commission"
at = "2026-06-01"
organ = "congress"
due = "2026-01-01"
for-date = "2026-07-20"
"#,
    );
}

#[test]
fn silence_about_recall_gives_nobody_the_seats_of_others() {
    let mut standing = federation();
    // The bureau has no clause on recall: its seats are the executive's to take back.
    let recall = |by: &str, unit: &str| {
        format!(
            "kind = \"recall\"\nid = \"taken\"\nby = \"{by}\"\nbehalf = \"{unit}\"\nmandate = \"simin-bureau\"\nunit = \"{unit}\"\n"
        )
    };
    fails(&mut standing, "recall-by-stranger", &recall("parvin", "harbour"));
}

#[test]
fn an_order_is_given_in_the_name_of_an_organ_and_its_rules_hold_there() {
    let mut standing = federation();
    let order = |rest: &str| {
        format!(
            "kind = \"order\"\nid = \"pay\"\nby = \"peter\"\nto = [\"print\"]\nsubject = \"payment\"\nexecutor = \"peter\"\n{rest}\n"
        )
    };
    fails(&mut standing, "not-entitled-to-act", &order(""));
    does(&mut standing, &order("at = \"2026-06-01\"\nbehalf = \"executive\""));
    let waits = shura_kernel::review(&standing)
        .iter()
        .any(|f| f.rule == "not-countersigned" && f.act.as_str() == "pay");
    assert!(waits, "it waits for its countersignature");
}

#[test]
fn nobody_spends_the_time_of_another_faction() {
    let mut standing = federation();
    congress_sits(&mut standing);
    does(
        &mut standing,
        "kind = \"presence\"\nid = \"there\"\nby = \"dariush\"\nsitting = \"c3\"\nwho = [\"owen\", \"nasrin\"]\nto = \"present\"\n",
    );
    let speech = |id: &str, faction: &str| {
        format!(
            "kind = \"speech\"\nid = \"{id}\"\nby = \"owen\"\nsitting = \"c3\"\nspeaker = \"owen\"\nform = \"debate\"\nfloor = \"asked\"\nfaction = \"{faction}\"\n"
        )
    };
    fails(&mut standing, "speech-for-another-faction", &speech("theirs", "common-plan"));
    does(&mut standing, &speech("own", "open-book"));
}

#[test]
fn whoever_was_excluded_does_not_let_themself_in() {
    let mut standing = federation();
    congress_sits(&mut standing);
    let presence = |id: &str, by: &str, to: &str| {
        format!(
            "kind = \"presence\"\nid = \"{id}\"\nby = \"{by}\"\nsitting = \"c3\"\nwho = [\"owen\"]\nto = \"{to}\"\n"
        )
    };
    does(&mut standing, &presence("there", "owen", "present"));
    does(&mut standing, &presence("out", "dariush", "excluded"));
    fails(&mut standing, "not-entitled-to-act", &presence("back", "owen", "returned"));
    does(&mut standing, &presence("let-in", "dariush", "returned"));
    does(&mut standing, &presence("leaves", "owen", "left"));
}

#[test]
fn a_lot_breaks_the_tie_on_which_it_was_drawn() {
    let mut standing = federation();
    congress_sits(&mut standing);
    does(
        &mut standing,
        r#"
kind = "motion"
id = "seat"
by = "tom"
sitting = "c3"
question = "election"
---
kind = "motion"
id = "other-seat"
by = "tom"
sitting = "c3"
question = "election"
---
kind = "lot"
id = "lot-other"
by = "ali"
sitting = "c3"
of = "other-seat"
among = ["for", "against"]
drawn = "for"
---
kind = "lot"
id = "lot-own"
by = "ali"
sitting = "c3"
of = "seat"
among = ["for", "against"]
drawn = "for"
"#,
    );
    let vote = |lot: &str| {
        format!(
            "kind = \"division\"\nid = \"seat-vote\"\nby = \"dariush\"\nsitting = \"c3\"\non = [\"seat\"]\nmethod = \"secret\"\nfor = 8\nagainst = 8\nabstain = 2\nlot = \"{lot}\"\noutcome = \"carried\"\n"
        )
    };
    for lot in ["lot-other", "host-2026-lot", "tom-mandate"] {
        fails(&mut standing, "outcome-differs", &vote(lot));
    }
    does(&mut standing, &vote("lot-own"));
}

#[test]
fn no_officer_takes_the_chair_by_the_pen() {
    let mut standing = federation();
    // Simin is the secretary of the executive, Neda its chair.
    let taken = "kind = \"appointment\"\nid = \"taken\"\nby = \"simin\"\nbehalf = \"executive\"\nperson = \"simin\"\noffice = \"chair\"\norgan = \"executive\"\nreplaces = \"executive-chair\"\n";
    fails(&mut standing, "chair-without-vote", taken);
    fails(
        &mut standing,
        "chair-without-vote",
        "kind = \"dismissal\"\nid = \"out\"\nby = \"simin\"\nbehalf = \"executive\"\nof = \"executive-chair\"\n",
    );
    congress_sits(&mut standing);
    does(
        &mut standing,
        "kind = \"appointment\"\nid = \"simin-congress\"\nby = \"dariush\"\nbehalf = \"congress\"\nsitting = \"c3\"\nperson = \"simin\"\noffice = \"secretary\"\norgan = \"congress\"\n",
    );
    fails(
        &mut standing,
        "chair-without-vote",
        "kind = \"election\"\nid = \"seized\"\nby = \"simin\"\nbehalf = \"congress\"\nsitting = \"c3\"\nof = \"c3\"\nunit = \"congress\"\noffice = \"chair\"\nelected = [\"simin\"]\n",
    );
    // The chair hands it on.
    does(
        &mut standing,
        "kind = \"election\"\nid = \"handed\"\nby = \"dariush\"\nsitting = \"c3\"\nof = \"c3\"\noffice = \"chair\"\nelected = [\"nasrin\"]\n",
    );
}

#[test]
fn guests_make_no_quorum() {
    let mut standing = federation();
    does(
        &mut standing,
        r#"
kind = "convening"
id = "c3-call"
at = "2026-06-01"
by = "neda"
behalf = "executive"
organ = "congress"
for-date = "2026-08-01"
---
kind = "sitting"
id = "c3"
at = "2026-08-01T10:00"
by = "neda"
behalf = "executive"
organ = "congress"
convened = "c3-call"
chair = "dariush"
---
kind = "presence"
id = "there"
by = "dariush"
sitting = "c3"
who = ["neda", "tom", "simin", "owen", "grace", "jack", "yashar", "parvin", "emma", "lucy", "hamid", "ruth", "soraya"]
to = "present"
"#,
    );
    let vote = "kind = \"division\"\nid = \"vote\"\nby = \"dariush\"\nsitting = \"c3\"\nquestion = \"ordinary\"\nmethod = \"secret\"\nfor = 5\nagainst = 0\nabstain = 0\noutcome = \"carried\"\n";
    fails(&mut standing, "quorum-lost", vote);
    does(
        &mut standing,
        "kind = \"presence\"\nid = \"more\"\nby = \"dariush\"\nsitting = \"c3\"\nwho = [\"bahram\", \"alice\", \"kaveh\", \"martha\", \"dariush\", \"shirin\"]\nto = \"arrived\"\n",
    );
    does(&mut standing, vote);
}

#[test]
fn a_unit_decides_with_its_quorum_wherever_it_meets() {
    let mut standing = federation();
    let vote = |id: &str, yes: u64| {
        format!(
            "kind = \"division\"\nid = \"{id}\"\nby = \"parvin\"\nbehalf = \"harbour\"\nelectorate = \"harbour\"\nquestion = \"ordinary\"\nmethod = \"hands\"\nfor = {yes}\nagainst = 1\nabstain = 0\noutcome = \"carried\"\n"
        )
    };
    fails(&mut standing, "quorum-lost", &vote("few", 20));
    does(&mut standing, &vote("enough", 22));
}

#[test]
fn a_unit_sends_no_more_votes_than_members_and_nobody_twice() {
    let mut standing = federation();
    let seat = |id: &str, weight: u64| {
        format!(
            "kind = \"mandate\"\nid = \"{id}\"\nby = \"parvin\"\nbehalf = \"harbour\"\nperson = \"parvin\"\norgan = \"north\"\nseat = \"delegated\"\nunit = \"harbour\"\nweight = {weight}\n"
        )
    };
    // Jack carries the 214 votes of Harbour already.
    fails(&mut standing, "weight-over-members", &seat("second", 60));
    let act = read(&seat("light", 1)).remove(0);
    let found = enter(&mut standing, &act.entry).unwrap();
    assert!(found.iter().any(|f| f.rule == "seated-twice"), "{found:?}");
}

#[test]
fn of_several_substitutes_for_one_delegate_one_sits() {
    let mut standing = federation();
    let substitute = |id: &str, person: &str| {
        format!(
            "kind = \"mandate\"\nid = \"{id}\"\nby = \"parvin\"\nbehalf = \"harbour\"\nperson = \"{person}\"\norgan = \"congress\"\nseat = \"substitute\"\nunit = \"harbour\"\nsubstitute-for = \"tom-mandate\"\n"
        )
    };
    does(&mut standing, &substitute("first", "jack"));
    does(&mut standing, &substitute("second", "yashar"));
    does(
        &mut standing,
        "kind = \"mandate-change\"\nid = \"tom-goes\"\nby = \"tom\"\nof = \"tom-mandate\"\nto = \"resigned\"\n",
    );
    let fills = |standing: &Standing| {
        ["first", "second"].map(|m| standing.mandates.iter().any(|(id, held)| id.as_str() == m && held.fills))
    };
    assert_eq!(fills(&standing), [true, false]);
    does(
        &mut standing,
        "kind = \"mandate-change\"\nid = \"jack-goes\"\nby = \"jack\"\nof = \"first\"\nto = \"resigned\"\n",
    );
    assert_eq!(fills(&standing), [false, true]);
}
