//! The texts of motions: words beside the record, what follows from the votes, and the page of a motion.

#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "a failing test stops")]

use proptest::prelude::*;
use serde_json::json;
use shura_act::{Entry, Id, hand};
use shura_kernel::{Charter, Finding, Standing, enter, texts};
use shura_text::lines::Numbering;
use shura_text::{Amendment, Disposition, Fate, Undecided, Version};
use std::collections::BTreeMap;
use std::path::Path;

const LINES: Numbering = Numbering { width: 40, first: 1 };
const WORDS: &str =
    "# Levy\n\nEach branch pays two per cent of its dues.\n\nThe fund helps branches on strike.\n";

fn standing() -> Standing {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec/vectors/charter.toml");
    Standing::new(Charter::read("charter.toml", &std::fs::read_to_string(path).unwrap()).unwrap())
}

fn id(name: &str) -> Id {
    Id::new(name).unwrap()
}

fn enter_all(standing: &mut Standing, record: &str) -> Vec<Finding> {
    let acts = hand::read("record", record).unwrap_or_else(|e| panic!("{e}"));
    acts.iter().flat_map(|a| enter(standing, &a.entry).unwrap_or_else(|r| r.findings)).collect()
}

fn about_texts(found: &[Finding]) -> Vec<(&str, &str)> {
    let texts = |f: &&Finding| shura_kernel::rules::RULES.iter().any(|r| r.id == f.rule && r.system == "C2");
    found.iter().filter(texts).map(|f| (f.rule, f.act.as_str())).collect()
}

/// A text that lies beside the record, an amendment to it that is carried, and the adopted text in which a word differs.
fn beside() -> (String, String, String) {
    let adopted = WORDS.replace("two", "three").replace("strike", "leave");
    let hash = |words: &str| Version::from_markdown(words).unwrap().id().to_string();
    let record = format!(
        r#"
        [[act]]
        kind = "motion"
        id = "levy"
        [[act]]
        kind = "text"
        id = "levy-1"
        of = "levy"
        role = "before-members"
        hash = "{}"
        [[act]]
        kind = "motion"
        id = "a1"
        amends = "levy"
        words = {{ on = "levy-1", changes = [{{ replace = {{ span = {{ block = 2, words = [3, 4], was = "two" }}, text = "three" }} }}] }}
        [[act]]
        kind = "division"
        id = "v1"
        on = ["a1"]
        for = 3
        against = 1
        outcome = "carried"
        [[act]]
        kind = "division"
        id = "v2"
        on = ["levy"]
        for = 3
        against = 1
        outcome = "carried"
        [[act]]
        kind = "text"
        id = "levy-2"
        of = "levy"
        role = "adopted"
        hash = "{}"
        "#,
        hash(WORDS),
        hash(&adopted),
    );
    (record, WORDS.to_owned(), adopted)
}

#[test]
fn words_beside_the_record_are_handed_in_and_what_is_not_known_is_not_found() {
    let (record, words, adopted) = beside();
    let mut unknown = standing();
    assert_eq!(about_texts(&enter_all(&mut unknown, &record)), []);
    let part = texts::of(&unknown, &id("levy"), LINES).unwrap().parts.remove(0);
    assert!(part.rounds.is_empty() && part.versions[0].words.is_none() && part.versions[0].hash.is_some());

    let mut known = standing();
    texts::lay(&mut known, &words).unwrap();
    texts::lay(&mut known, &adopted).unwrap();
    let found = enter_all(&mut known, &record);
    assert_eq!(about_texts(&found), [("text-changed-without-vote", "levy-2")]);
    let said = found.iter().find(|f| f.rule == "text-changed-without-vote").unwrap().text(&known);
    assert!(said.en.contains("one change beyond them, first “leave” for “strike”"), "{}", said.en);
    let part = texts::of(&known, &id("levy"), LINES).unwrap().parts.remove(0);
    assert_eq!(part.rounds[0].settled.markdown, WORDS.replace("two", "three"));
    assert_eq!(part.adopted, Some(id("levy-2")));
}

#[test]
fn the_page_of_a_motion_has_lines_collisions_and_the_order_of_voting() {
    let mut standing = standing();
    enter_all(
        &mut standing,
        &format!(
            r#"
            [[act]]
            kind = "motion"
            id = "levy"
            [[act]]
            kind = "text"
            id = "levy-1"
            of = "levy"
            role = "before-members"
            markdown = '''
{WORDS}'''
            [[act]]
            kind = "motion"
            id = "a1"
            amends = "levy"
            words = {{ on = "levy-1", changes = [{{ replace = {{ span = {{ block = 2, words = [3, 4] }}, text = "three" }} }}] }}
            [[act]]
            kind = "motion"
            id = "a2"
            amends = "levy"
            words = {{ on = "levy-1", changes = [{{ delete_block = {{ block = 2 }} }}] }}
            [[act]]
            kind = "motion"
            id = "a3"
            amends = "levy"
            words = {{ on = "levy-1", recommended = true, changes = [{{ replace = {{ span = {{ block = 3, words = [4, 5] }}, text = "in need, on" }} }}] }}
            [[act]]
            kind = "motion"
            id = "a3-1"
            amends = "a3"
            words = {{ on = "levy-1", changes = [{{ delete = {{ span = {{ block = 3, words = [5, 6], was = "need" }} }} }}] }}
            [[act]]
            kind = "motion"
            id = "c1"
            amends = "levy"
            words = {{ on = "levy-1", clause = [{{ block = 3 }}] }}
            "#
        ),
    );
    let page = texts::of(&standing, &id("levy"), LINES).unwrap();
    let round = &page.parts[0].rounds[0];
    let order: Vec<&str> = round.conflicts[0].order.iter().map(|r| r.amendment.as_str()).collect();
    assert_eq!(order, ["a2", "a1"], "the one that strikes most first");
    let places: Vec<_> = round.amendments.iter().map(|a| (a.motion.as_str(), a.lines.clone())).collect();
    assert_eq!(places[0].0, "a1");
    assert_eq!(places[0].1[0].unwrap().0.line, 2);
    let names: Vec<&str> = places.iter().map(|p| p.0).collect();
    assert_eq!(names, ["a1", "a2", "a3", "a3-1"]);
    assert_eq!(round.amendments[3].amends, Some(id("a3")));
    assert!(round.amendments[2].recommended);
    assert_eq!(round.clauses[0].motion, id("c1"));
    assert_eq!(round.settled.markdown, WORDS, "nothing is decided yet");
    // The page is data for a server and for other programs.
    assert_eq!(
        serde_json::to_value(&page).unwrap()["parts"][0]["rounds"][0]["draft"]["rows"][0]["kind"],
        "heading"
    );

    for (motion, to) in [("a3-1", "adopted"), ("a3", "adopted"), ("a2", "rejected")] {
        enter_all(
            &mut standing,
            &format!(
                "[[act]]\nkind = \"motion-change\"\nid = \"{motion}-{to}\"\nof = \"{motion}\"\nto = \"{to}\"\n"
            ),
        );
    }
    let page = texts::of(&standing, &id("levy"), LINES).unwrap();
    let round = &page.parts[0].rounds[0];
    assert!(round.conflicts.is_empty());
    assert_eq!(round.amendments[1].fate, Some(Fate::Lost));
    assert_eq!(round.settled.markdown, WORDS.replace("on strike", "in, on strike"));
}

/// Amendments that each replace some words of one of ten paragraphs, with a decision.
fn wishes() -> impl Strategy<Value = Vec<(usize, usize, usize, u8)>> {
    prop::collection::vec((0..10usize, 0..8usize, 1..4usize, 0..4u8), 1..12)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Whatever was moved and decided in whatever order, the record gives the text that the merging of the room `text` gives.
    #[test]
    fn the_record_and_the_merge_agree(wishes in wishes(), turn in any::<prop::sample::Index>()) {
        let words = (0..10).map(|i| format!("p{i} one two three four five six seven eight nine ten")).collect::<Vec<_>>().join("\n\n");
        let base = Version::from_markdown(&words).unwrap();
        let mut acts: Vec<serde_json::Value> = vec![];
        let mut amendments = vec![];
        let mut decisions = BTreeMap::new();
        for (i, (block, from, length, decided)) in wishes.iter().enumerate() {
            let name = format!("a{i}");
            let change = json!({ "replace": { "span": { "block": block, "words": [from, from + length] }, "text": format!("new{i}") } });
            let state = [None, Some("adopted"), Some("rejected"), Some("withdrawn")][usize::from(*decided)];
            acts.push(json!({ "id": name, "act": { "motion": { "amends": "levy", "words": { "on": "text", "changes": [change] } } } }));
            if let Some(to) = state {
                acts.push(json!({ "id": format!("{name}-{to}"), "act": { "motion-change": { "of": name, "to": to } } }));
            }
            amendments.push(Amendment::new(name.clone(), base.id(), vec![serde_json::from_value(change).unwrap()]));
            let disposition = [Disposition::Open, Disposition::Carried, Disposition::Lost, Disposition::Withdrawn];
            decisions.insert(name, disposition[usize::from(*decided)]);
        }
        let mut standing = standing();
        let begin = [
            json!({ "id": "levy", "act": { "motion": {} } }),
            json!({ "id": "text", "act": { "text": { "of": "levy", "role": "before-members", "markdown": words } } }),
        ];
        // Motions in any order; a change of a motion stays behind it, since both move together.
        let mut pairs: Vec<Vec<serde_json::Value>> = vec![];
        for act in acts {
            match act["act"].get("motion") {
                Some(_) => pairs.push(vec![act]),
                None => pairs.last_mut().unwrap().push(act),
            }
        }
        let at = turn.index(pairs.len());
        pairs.rotate_left(at);
        for act in begin.into_iter().chain(pairs.into_iter().flatten()) {
            let entry: Entry = serde_json::from_value(act).unwrap();
            // An amendment whose words were changed already cannot be carried in order; the record still has both.
            let _ = enter(&mut standing, &entry);
        }
        let merged = shura_text::merge(&base, &amendments, &decisions, Undecided::Leave).unwrap();
        let page = texts::of(&standing, &id("levy"), LINES).unwrap();
        prop_assert_eq!(&page.parts[0].rounds[0].settled.markdown, merged.version.markdown());
    }

    /// Amendments to one amendment are merged as amendments to a text are: what touches different words is carried together, what does not is
    /// a conflict with its alternatives, the furthest-reaching first; no order of moving changes it.
    #[test]
    fn amendments_to_an_amendment_are_merged_and_their_collisions_shown(
        wishes in wishes(),
        turn in any::<prop::sample::Index>(),
    ) {
        let words = (0..10).map(|i| format!("p{i} one two three four five six seven eight nine ten")).collect::<Vec<_>>().join("\n\n");
        let base = Version::from_markdown(&words).unwrap();
        let replace = |block: usize, from: usize, to: usize, text: &str| {
            json!({ "replace": { "span": { "block": block, "words": [from, to] }, "text": text } })
        };
        let first = replace(0, 1, 3, "eins zwei drei vier");
        let primary = Amendment::new("a", base.id(), vec![serde_json::from_value(first.clone()).unwrap()]);
        let made = shura_text::apply(&base, &primary).unwrap();
        let mut moved = vec![];
        let mut amendments = vec![];
        let mut decisions = BTreeMap::new();
        for (i, (block, from, length, decided)) in wishes.iter().enumerate() {
            let name = format!("a-{i}");
            let change = replace(*block, *from, from + length, &format!("new{i}"));
            let state = [None, Some("adopted"), Some("rejected"), Some("withdrawn")][usize::from(*decided)];
            let words = json!({ "on": "text", "changes": [change] });
            let mut acts = vec![json!({ "id": name, "act": { "motion": { "amends": "a", "words": words } } })];
            acts.extend(state.map(|to| {
                json!({ "id": format!("{name}-{to}"), "act": { "motion-change": { "of": name, "to": to } } })
            }));
            moved.push(acts);
            amendments.push(Amendment::new(name.clone(), made.id(), vec![serde_json::from_value(change).unwrap()]));
            let disposition = [Disposition::Open, Disposition::Carried, Disposition::Lost, Disposition::Withdrawn];
            decisions.insert(name, disposition[usize::from(*decided)]);
        }
        let at = turn.index(moved.len());
        moved.rotate_left(at);
        let mut standing = standing();
        let begin = [
            json!({ "id": "levy", "act": { "motion": {} } }),
            json!({ "id": "text", "act": { "text": { "of": "levy", "role": "before-members", "markdown": words } } }),
            json!({ "id": "a", "act": { "motion": { "amends": "levy", "words": { "on": "text", "changes": [first] } } } }),
        ];
        let carried = json!({ "id": "a-carried", "act": { "motion-change": { "of": "a", "to": "adopted" } } });
        for act in begin.into_iter().chain(moved.into_iter().flatten()).chain([carried]) {
            let _ = enter(&mut standing, &serde_json::from_value::<Entry>(act).unwrap());
        }
        let merged = shura_text::merge(&made, &amendments, &decisions, Undecided::Leave).unwrap();
        let page = texts::of(&standing, &id("levy"), LINES).unwrap();
        let round = &page.parts[0].rounds[0];
        prop_assert_eq!(&round.settled.markdown, merged.version.markdown());
        let shown: Vec<_> = round.conflicts.iter().map(|c| (c.amends.clone(), c.order.clone())).collect();
        let expected: Vec<_> = merged.conflicts.iter().map(|c| (Some(id("a")), c.order.clone())).collect();
        prop_assert_eq!(shown, expected);
        for amendment in round.amendments.iter().filter(|a| a.amends.is_some()) {
            let own = &merged.fates.iter().find(|(number, _)| number == amendment.motion.as_str()).unwrap().1;
            let told = amendment.fate.as_ref().unwrap();
            // The page shows what is open as it would be carried.
            prop_assert!(told == own || (told == &Fate::Merged && own == &Fate::Open), "{:?} {:?}", told, own);
        }
    }
}
