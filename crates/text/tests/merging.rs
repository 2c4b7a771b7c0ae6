//! Merging by cases: what collides, what does not, how conflicts are laid before the members, and what bad input says.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use shura_text::merge::{Alternative, Stretch};
use shura_text::{
    Amendment, Change, Disposition, Error, Fate, Merge, Place, Point, Role, Span, Undecided, Version,
    Wording, amend_amendment, apply, diff, merge, rebase, rebase_onto,
};
use std::collections::BTreeMap;

const BASE: &str = "# Dues\n\nEvery member pays five per cent of the wage to the union every month.\n\n\
    - Apprentices pay nothing.\n- The sick pay half.\n\n| organ | share |\n|---|---|\n| branch | 60 |\n| centre | 40 |\n";

fn base() -> Version {
    Version::from_markdown(BASE).unwrap()
}

/// Replaces, inserts (empty `was`) or deletes (empty `text`) at words of a block.
fn words(id: &str, v: &Version, block: usize, words: [usize; 2], text: &str) -> Amendment {
    let span = Span { block, words, was: None };
    let text = Wording::Words(text.into());
    let change = match (words[0] == words[1], text.text().is_empty()) {
        (true, _) => Change::Insert { at: Point { block, before: words[0] }, text },
        (false, true) => Change::Delete { span },
        (false, false) => Change::Replace { span, text },
    };
    Amendment::new(id, v.id(), vec![change])
}

fn one(id: &str, v: &Version, change: Change) -> Amendment {
    Amendment::new(id, v.id(), vec![change])
}

fn all(v: &Version, amendments: &[Amendment]) -> Merge {
    merge(v, amendments, &BTreeMap::new(), Undecided::Carry).unwrap()
}

fn decided(v: &Version, amendments: &[Amendment], decisions: &[(&str, Disposition)]) -> Merge {
    let decisions = decisions.iter().map(|(id, d)| (id.to_string(), *d)).collect();
    merge(v, amendments, &decisions, Undecided::Carry).unwrap()
}

fn fate(m: &Merge, id: &str) -> Fate {
    m.fates.iter().find(|f| f.0 == id).unwrap().1.clone()
}

#[test]
fn every_kind_of_change_lands_where_it_is_anchored() {
    let v = base();
    // Blocks: 0 section, 1 heading, 2 paragraph, 3 list, 4 item, 5 text, 6 item, 7 text, 8 table, 9 row, 10, 11, 12 row, 13, 14 …
    let m = all(
        &v,
        &[
            words("A1", &v, 1, [1, 1], "and funds"),
            words("A2", &v, 2, [3, 4], "six"),
            words("A3", &v, 2, [12, 14], ""),
            words("A4", &v, 7, [2, 4], "pay a third"),
            words("A5", &v, 14, [0, 1], "55"),
            one(
                "A6",
                &v,
                Change::InsertBlocks { at: Place::After(6), text: "- The jailed pay nothing.\n".into() },
            ),
            one("A7", &v, Change::InsertBlocks { at: Place::Inside(8), text: "| press | 5 |\n".into() }),
            one("A8", &v, Change::MoveBlock { block: 4, to: Place::Inside(3) }),
            one("A9", &v, Change::InsertBlocks { at: Place::End, text: "# Audit\n\nYearly.\n".into() }),
            one(
                "A10",
                &v,
                Change::Move {
                    span: Span { block: 2, words: [10, 12], was: Some("the union".into()) },
                    to: Point { block: 2, before: 2 },
                },
            ),
        ],
    );
    assert_eq!(m.conflicts, vec![]);
    assert_eq!(
        m.version.markdown(),
        "# Dues and funds\n\nEvery member the union pays six per cent of the wage to.\n\n\
         - The sick pay a third.\n- The jailed pay nothing.\n- Apprentices pay nothing.\n\n\
         | organ | share |\n| --- | --- |\n| branch | 55 |\n| centre | 40 |\n| press | 5 |\n\n# Audit\n\nYearly.\n"
    );
}

#[test]
fn one_line_is_no_reason_to_collide() {
    let v = base();
    let m = all(
        &v,
        &[
            words("A1", &v, 2, [3, 4], "six"),
            words("A2", &v, 2, [4, 6], "parts"),
            words("A3", &v, 2, [3, 3], "just"),
        ],
    );
    assert!(m.conflicts.is_empty());
    assert!(m.version.markdown().contains("pays just six parts of"), "{}", m.version.markdown());
}

#[test]
fn words_put_in_at_one_point_stand_by_number_and_are_reported() {
    let v = base();
    let m = all(&v, &[words("A10", &v, 2, [2, 2], "gladly"), words("A9", &v, 2, [2, 2], "always")]);
    assert!(m.version.markdown().contains("member always gladly pays"));
    assert_eq!(m.beside.iter().collect::<Vec<_>>(), [&("A9".to_string(), "A10".to_string())]);
}

#[test]
fn equal_changes_are_made_once() {
    let v = base();
    let m = all(
        &v,
        &[
            words("A1", &v, 2, [3, 4], "six"),
            words("A2", &v, 2, [3, 4], "six"),
            words("A3", &v, 2, [2, 2], "x"),
            words("A4", &v, 2, [2, 2], "x"),
        ],
    );
    assert!(m.conflicts.is_empty());
    assert!(m.version.markdown().contains("member x pays six per"));
}

#[test]
fn a_conflict_is_put_furthest_reaching_first() {
    let v = base();
    let a = [
        words("A1", &v, 2, [3, 4], "six"),
        words("A2", &v, 2, [3, 6], "a day's wage"),
        words("A3", &v, 2, [2, 9], ""),
        words("A4", &v, 2, [3, 4], "six"),
        words("A5", &v, 5, [2, 3], "half"),
    ];
    let m = all(&v, &a);
    assert_eq!(m.conflicts.len(), 1);
    let conflict = &m.conflicts[0];
    let order: Vec<(&str, usize, usize)> =
        conflict.order.iter().map(|r| (r.amendment.as_str(), r.struck, r.added)).collect();
    assert_eq!(order, [("A3", 7, 0), ("A2", 3, 3), ("A1", 1, 1), ("A4", 1, 1)]);
    let place = &conflict.places[0];
    assert_eq!(place.at, Stretch::Words { block: 2, from: 2, to: 9 });
    assert_eq!(place.base.as_deref(), Some("pays five per cent of the wage"));
    let reading = |ids: &[&str], text: &str| Alternative {
        amendments: ids.iter().map(|s| s.to_string()).collect(),
        reads: Some(text.into()),
    };
    assert_eq!(
        place.alternatives,
        [
            reading(&["A1", "A4"], "pays six per cent of the wage"),
            reading(&["A2"], "pays a day's wage of the wage"),
            reading(&["A3"], ""),
        ]
    );
    assert_eq!(fate(&m, "A5"), Fate::Merged, "what touches other words is not held up");
    assert!(m.version.markdown().contains("pays five per cent of the wage to"));
}

#[test]
fn a_decision_settles_a_conflict() {
    let v = base();
    let a = [
        words("A1", &v, 2, [3, 4], "six"),
        words("A2", &v, 2, [3, 6], "a day's wage"),
        words("A3", &v, 2, [6, 7], "from"),
    ];
    let m = decided(&v, &a, &[("A2", Disposition::Lost)]);
    assert!(m.conflicts.is_empty() && m.version.markdown().contains("pays six per cent from the"));
    let m = decided(&v, &a, &[("A2", Disposition::Carried)]);
    assert_eq!(fate(&m, "A1"), Fate::Precluded("A2".into()));
    assert_eq!(fate(&m, "A3"), Fate::Merged);
    assert!(m.version.markdown().contains("pays a day's wage from the"));
    let m = decided(&v, &a, &[("A1", Disposition::TakenOver), ("A2", Disposition::Withdrawn)]);
    assert_eq!((fate(&m, "A1"), fate(&m, "A2")), (Fate::Merged, Fate::Withdrawn));
    // Two carried amendments to the same words are a question for the chair, not for the program.
    let m = decided(&v, &a, &[("A1", Disposition::Carried), ("A2", Disposition::Carried)]);
    assert_eq!(m.conflicts.len(), 1);
    let left = merge(&v, &a[2..], &BTreeMap::new(), Undecided::Leave).unwrap();
    assert_eq!((left.version, fate(&m, "A3")), (v, Fate::Merged));
}

#[test]
fn an_amendment_is_merged_whole_or_not_at_all() {
    let v = base();
    let mut a = words("A1", &v, 2, [3, 4], "six");
    a.changes.extend(words("A1", &v, 5, [2, 3], "half").changes);
    let all_of = [a.clone(), words("A2", &v, 2, [3, 4], "seven")];
    let m = all(&v, &all_of);
    assert!(m.version.markdown().contains("Apprentices pay nothing."));
    let mut parts = a.divide();
    assert_eq!(parts.iter().map(|p| p.id.as_str()).collect::<Vec<_>>(), ["A1.1", "A1.2"]);
    parts.push(all_of[1].clone());
    assert!(all(&v, &parts).version.markdown().contains("Apprentices pay half."));
}

#[test]
fn a_change_in_a_struck_moved_or_replaced_block_collides() {
    let v = base();
    let inner = words("B", &v, 5, [2, 3], "half");
    for change in [
        Change::DeleteBlock { block: 4 },
        Change::DeleteBlock { block: 0 },
        Change::MoveBlock { block: 3, to: Place::Before(2) },
        Change::ReplaceBlock { block: 3, text: "None.\n".into() },
        Change::ReplaceAll { text: "Nothing.\n".into() },
    ] {
        let m = all(&v, &[one("A", &v, change.clone()), inner.clone()]);
        assert_eq!(m.conflicts.len(), 1, "{change:?}");
        assert_eq!(m.version, v);
    }
    let m = all(&v, &[one("A", &v, Change::DeleteBlock { block: 6 }), inner]);
    assert!(m.conflicts.is_empty());
}

#[test]
fn a_global_alternative_is_put_first() {
    let v = base();
    let mut global = one("Z", &v, Change::ReplaceAll { text: "# Dues\n\nNobody pays.\n".into() });
    global.role = Role::GlobalAlternative;
    let m = all(&v, &[words("A1", &v, 2, [2, 9], ""), global, words("A2", &v, 5, [2, 3], "half")]);
    assert_eq!(m.conflicts.len(), 1);
    assert_eq!(m.conflicts[0].order[0].amendment, "Z");
    assert_eq!(m.conflicts[0].places[0].at, Stretch::All);
}

#[test]
fn an_amendment_can_be_amended() {
    let v = base();
    let a = words("A1", &v, 2, [3, 4], "six");
    let moved = apply(&v, &a).unwrap();
    let mut second = words("A1-1", &moved, 2, [3, 4], "seven");
    second.to = Some("A1".into());
    let better = amend_amendment(&v, &a, &second).unwrap();
    assert_eq!(better.id, "A1");
    assert_eq!(better.base, v.id());
    assert!(apply(&v, &better).unwrap().markdown().contains("pays seven per"));
}

#[test]
fn a_rebase_says_what_it_could_not_carry_over() {
    let v = base();
    let over = [words("A1", &v, 2, [3, 6], "a day's wage")];
    let mut a = words("B", &v, 2, [4, 5], "pro");
    a.changes.extend(words("B", &v, 5, [2, 3], "half").changes);
    let (new, moved) = rebase(&v, &over, std::slice::from_ref(&a)).unwrap();
    let moved = &moved[0];
    assert_eq!(moved.lost, [1]);
    assert_eq!(moved.amendment.base, new.id());
    assert_eq!(
        moved.amendment.changes,
        words("B", &new, 5, [2, 3], "half")
            .changes
            .iter()
            .map(|c| {
                let Change::Replace { span, text } = c else { panic!() };
                let span = Span { was: Some("nothing".into()), ..span.clone() };
                Change::Replace { span, text: text.clone() }
            })
            .collect::<Vec<_>>()
    );
    // The same onto a version whose history is not known.
    assert_eq!(&rebase_onto(&v, &new, &a).unwrap(), moved);
    let clash = [over[0].clone(), words("A2", &v, 2, [3, 4], "six")];
    assert!(matches!(rebase(&v, &clash, &[a]), Err(Error::BadPlace { .. })));
}

#[test]
fn differences_are_by_words_items_cells_and_moves() {
    let rest = "# Dues\n\n- Apprentices pay nothing.\n- The sick pay half.\n\n\
        | organ | share |\n|---|---|\n| branch | 60 |\n| centre | 40 |\n";
    let v = Version::from_markdown(&rest.replace("# Dues", "# Dues\n\nEvery member pays five per cent."))
        .unwrap();
    // 0 section, 1 heading, 2 paragraph, 3 list, 4 and 6 items, 8 table, 9, 12 and 15 rows, 14 the share of the branch
    let rest = rest.replace("- The sick", "- The jailed pay nothing.\n- The sick").replace("60", "55");
    let other = Version::from_markdown(&format!("{rest}| press | 5 |\n\nEvery member pays five per cent.\n"))
        .unwrap();
    let d = diff("D", &v, &other);
    assert_eq!(apply(&v, &d).unwrap(), other);
    let span = Span { block: 14, words: [0, 1], was: Some("60".into()) };
    for wanted in [
        Change::InsertBlocks { at: Place::After(4), text: "- The jailed pay nothing.\n".into() },
        Change::Replace { span, text: Wording::Words("55".into()) },
        Change::InsertBlocks { at: Place::After(15), text: "| press | 5 |\n".into() },
        Change::MoveBlock { block: 2, to: Place::After(8) },
    ] {
        assert!(d.changes.contains(&wanted), "{wanted:?} in {:?}", d.changes);
    }
    assert_eq!(d.changes.len(), 4);
}

#[test]
fn bad_amendments_name_their_place_and_the_mend() {
    let v = base();
    let cases = [
        (
            words("A1", &v, 99, [0, 1], "x"),
            "amendment A1, change 1: there is no block 99; the version has 18, numbered from 0",
        ),
        (
            words("A1", &v, 2, [12, 16], "x"),
            "amendment A1, change 1: block 2 has 15 words, so 16 lies outside it; correct the span",
        ),
        (
            words("A1", &v, 0, [0, 1], "x"),
            "amendment A1, change 1: block 0 has no words of its own; name the block inside it",
        ),
        (
            words("A1", &v, 2, [0, 1], "a\n\nb"),
            "amendment A1, change 1: the new words hold a blank line or U+0000; insert whole paragraphs as blocks",
        ),
        (
            one("A1", &v, Change::DeleteBlock { block: 10 }),
            "amendment A1, change 1: a cell cannot come or go alone; change its words, its row or the table",
        ),
        (
            one("A1", &v, Change::InsertBlocks { at: Place::Inside(8), text: "| a | b | c |".into() }),
            "amendment A1, change 1: a row has more cells than the table's 2 columns; replace the whole table",
        ),
        (
            one("A1", &v, Change::MoveBlock { block: 4, to: Place::End }),
            "amendment A1, change 1: an item moves only into a list and a row only into a table; delete it and insert it instead",
        ),
        (
            one("A1", &v, Change::Delete { span: Span { block: 2, words: [3, 4], was: Some("six".into()) } }),
            "amendment A1, change 1: the text there reads “five”, not “six”; correct the span",
        ),
        (
            one("A1", &v, Change::Delete { span: Span { block: 2, words: [4, 3], was: None } }),
            "amendment A1, change 1: the span of words 4 to 3 is empty; its end must be greater than its start",
        ),
    ];
    for (amendment, message) in cases {
        let error = apply(&v, &amendment).unwrap_err();
        assert_eq!(error.to_string(), message);
        assert!(error.bilingual().fa.starts_with("اصلاحیهٔ A1، تغییر ۱: "), "{}", error.bilingual().fa);
    }
    let mut twice = words("A1", &v, 2, [3, 5], "x");
    twice.changes.extend(words("A1", &v, 2, [4, 6], "y").changes);
    assert!(matches!(apply(&v, &twice), Err(Error::BadChange { change: 2, .. })));
    let other = Version::from_markdown("x").unwrap();
    assert!(matches!(apply(&other, &twice), Err(Error::WrongBase { .. })));
    let a = words("A1", &v, 2, [3, 4], "x");
    let same = merge(&v, &[a.clone(), a.clone()], &BTreeMap::new(), Undecided::Carry);
    assert_eq!(same, Err(Error::SameId { amendment: "A1".into() }));
    let unknown = merge(&v, &[a], &BTreeMap::from([("A7".into(), Disposition::Lost)]), Undecided::Carry);
    assert_eq!(unknown, Err(Error::UnknownAmendment { amendment: "A7".into() }));
}

#[test]
fn a_wrong_form_is_named() {
    for (json, message) in [
        (
            r#"{"replace": {"span": {"block": 0, "words": [0, 1]}, "text": 3}}"#,
            "expected the new words as a string",
        ),
        (r#"{"swap": {}}"#, "unknown variant `swap`, expected one of `insert`"),
        (r#"{"delete": {"span": {"block": 0, "words": [0, 1], "line": 3}}}"#, "unknown field `line`"),
    ] {
        let error = serde_json::from_str::<Change>(json).unwrap_err().to_string();
        assert!(error.starts_with(message), "{error}");
    }
}

#[test]
fn the_guard_reads_past_spelling() {
    let v = Version::from_markdown("شوراي كارگران مي خواهد").unwrap();
    let span = Span { block: 0, words: [0, 2], was: Some("شورای کارگران".into()) };
    assert!(apply(&v, &one("A", &v, Change::Delete { span })).is_ok());
}

#[test]
fn the_examples_of_the_specification_hold() {
    let spec = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec/text.md")).unwrap();
    let json = spec.split("```json").nth(1).unwrap().split("```").next().unwrap();
    let v = base();
    let amendment: Amendment = serde_json::from_str(&json.replace("sha256:…", &v.id().to_string())).unwrap();
    assert_eq!(amendment.changes.len(), 8);
    let text = "All power to the councils.";
    assert!(spec.contains(text) && spec.contains(&Version::from_markdown(text).unwrap().id().to_string()));
}

/// A text made to be cut at its rare items again and again must not exhaust the stack.
#[test]
fn a_hostile_difference_ends() {
    let side = |order: &dyn Fn(usize) -> usize| {
        (0..20_000).map(|i| format!("w{}", order(i))).collect::<Vec<_>>().join(" ")
    };
    let a = Version::from_markdown(&side(&|i| i / 2 + (i % 2) * 7)).unwrap();
    let b = Version::from_markdown(&side(&|i| (i + 3) / 2 + (i % 3) * 5)).unwrap();
    assert_eq!(apply(&a, &diff("D", &a, &b)).unwrap(), b);
}
