//! Small texts and changes of every kind, for the property tests.

use proptest::prelude::*;
use shura_text::{Amendment, Change, Kind, Place, Point, Span, Version, Wording};

/// A short text with every kind of block; words repeat, so that a difference has to choose.
pub fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        8 => prop::sample::select(vec!["the", "council", "elects", "شورا", "می‌خواهد،", "نماینده", "5", "3,4", "(and", "so)", "dues."]),
        1 => prop::sample::select(vec!["**bold**", "*", "`code`", "a|b", "[x](/y)", "&amp;", "#", "-", "1.", "\\*", "\n"]),
    ];
    let line = prop::collection::vec(word, 1..9).prop_map(|w| format!("x {}", w.join(" ")));
    let one = line.clone().prop_map(|l| l.replace('\n', " "));
    let cell = one.clone().prop_map(|l| l.replace("a|b", "ab"));
    let block = prop_oneof![
        6 => line.clone(),
        1 => one.clone().prop_map(|l| format!("# {l}")),
        1 => one.clone().prop_map(|l| format!("## {l}")),
        2 => prop::collection::vec(one.clone(), 1..4).prop_map(|l| l.iter().map(|l| format!("- {l}\n")).collect()),
        1 => prop::collection::vec(one.clone(), 1..3).prop_map(|l| l.iter().map(|l| format!("1. {l}\n\n")).collect()),
        1 => (one.clone(), one.clone()).prop_map(|(a, b)| format!("- {a}\n  - {b}\n")),
        1 => line.clone().prop_map(|l| format!("> {}", l.replace('\n', "\n> "))),
        1 => prop::collection::vec((cell.clone(), cell), 1..3).prop_map(|rows| {
            let rows: String = rows.iter().map(|(a, b)| format!("| {a} | {b} |\n")).collect();
            format!("| h | k |\n|---|---|\n{rows}")
        }),
        1 => one.prop_map(|l| format!("```\n  {l}\n\nend\n```")),
        1 => Just("[^n]: a note".to_string()),
    ];
    prop::collection::vec(block, 1..7).prop_map(|b| b.join("\n\n"))
}

/// What to do somewhere, before it is fitted to a version.
#[derive(Clone, Debug)]
pub struct Wish {
    what: u8,
    block: usize,
    from: usize,
    len: usize,
    to: usize,
    text: String,
}

pub fn wishes(most: usize) -> impl Strategy<Value = Vec<Wish>> {
    let text = prop::sample::select(vec![
        "new",
        "تازه",
        "two words",
        "a",
        ",",
        "- x",
        "# y",
        "1. z",
        "|",
        "`",
        "می‌ ",
        " apart",
        "واژه‌ی",
        "[^n]:",
        "[x]: y",
        "<div>",
        "---",
        "===",
        "> q",
        "\\",
        "|--|--|",
        "1) o",
        "line\n- two",
        "a\n===",
        "a | b\n--|--",
        "<!-- c",
        "#",
    ]);
    let wish = (0..16_u8, any::<usize>(), any::<usize>(), 1..4_usize, any::<usize>(), text).prop_map(
        |(what, block, from, len, to, text)| Wish { what, block, from, len, to, text: text.to_string() },
    );
    prop::collection::vec(wish, 1..most)
}

/// The change that a wish makes in a version, if one can be made there.
pub fn change(v: &Version, wish: &Wish) -> Option<Change> {
    let index = v.index();
    let count = index.entries.len();
    let block = wish.block % count.max(1);
    let entry = index.get(block)?;
    let other = wish.to % count;
    let words = entry.block.words().len();
    if wish.what < 12 {
        if !entry.block.has_words() || words == 0 {
            return None;
        }
        let from = wish.from % words;
        let to = (from + wish.len).min(words);
        let was = Some(entry.block.words().text(from, to).to_string());
        let span = Span { block, words: [from, to], was };
        let text = Wording::Words(wish.text.clone());
        return Some(match wish.what {
            0..=3 => Change::Insert { at: Point { block, before: wish.from % (words + 1) }, text },
            4..=6 => Change::Delete { span },
            7..=10 => Change::Replace { span, text },
            _ => {
                let target = index.get(other)?.block;
                if !target.has_words() {
                    return None;
                }
                Change::Move {
                    span,
                    to: Point { block: other, before: wish.from % (target.words().len() + 1) },
                }
            }
        });
    }
    if matches!(entry.block.kind, Kind::Cell | Kind::Row | Kind::Table { .. }) {
        return None;
    }
    let text = format!("{} block\n", wish.text.trim());
    Some(match wish.what {
        12 => Change::InsertBlocks { at: Place::After(block), text },
        13 => Change::DeleteBlock { block },
        14 => Change::ReplaceBlock { block, text },
        _ => Change::MoveBlock { block, to: Place::Before(other) },
    })
}

/// Amendments of one change each that can be anchored on the version.
pub fn amendments(v: &Version, wishes: &[Wish]) -> Vec<Amendment> {
    let all = wishes.iter().filter_map(|w| change(v, w)).enumerate();
    all.map(|(i, c)| Amendment::new(format!("A{i}"), v.id(), vec![c]))
        .filter(|a| shura_text::apply(v, a).is_ok())
        .collect()
}
