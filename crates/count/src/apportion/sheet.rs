//! The audit sheet of an apportionment.

use super::{Apportionment, Step, divisor};
use crate::audit::{Cell, Sheet};
use crate::words::{en, fa};
use shura_act::Bilingual;

/// The sheet: seats first, then each quotient or remainder in the order in which it won.
pub fn sheet(result: &Apportionment, names: &[String], votes: &[u64]) -> Sheet {
    let name = |list: usize| names.get(list).cloned().unwrap_or_else(|| (list + 1).to_string());
    let method = result.method.name();
    let mut sheet = Sheet::new(format!("Apportionment by {method}"), format!("تقسیم کرسی به روش {method}"));
    let given: u64 = result.seats.iter().sum();
    sheet.fact("Seats given", "کرسی‌های داده‌شده", given);
    if let Some(quota) = &result.quota {
        sheet.fact("Quota", "سهمیه", quota);
    }
    let rows = result.seats.iter().enumerate();
    let rows = rows
        .map(|(i, s)| {
            vec![Cell::plain(name(i)), Cell::plain(votes.get(i).copied().unwrap_or(0)), Cell::plain(s)]
        })
        .collect();
    let head = [("List", "فهرست"), ("Votes", "رأی"), ("Seats", "کرسی")];
    sheet.table("Seats", "کرسی‌ها", columns(&head), rows);
    quotients(&mut sheet, result, votes, &name);
    remainders(&mut sheet, result, &name);
    notes(&mut sheet, result, &name);
    sheet
}

fn columns(words: &[(&str, &str)]) -> Vec<Cell> {
    words.iter().map(|(en, fa)| Cell::words(*en, *fa)).collect()
}

fn lot_cell(by_lot: bool) -> Cell {
    if by_lot { Cell::words("by lot", "به قرعه") } else { Cell::plain("") }
}

fn quotients(sheet: &mut Sheet, result: &Apportionment, votes: &[u64], name: &dyn Fn(usize) -> String) {
    let rows: Vec<Vec<Cell>> = result
        .steps
        .iter()
        .filter_map(|step| match step {
            Step::Quotient { seat, list, held, by_lot } => {
                let votes = votes.get(*list).copied().unwrap_or(0);
                let (divisor, quotient) = divisor::working(result.method, votes, *held);
                Some(vec![
                    Cell::plain(seat),
                    Cell::plain(name(*list)),
                    Cell::plain(votes),
                    Cell::plain(divisor),
                    Cell::plain(quotient),
                    lot_cell(*by_lot),
                ])
            }
            _ => None,
        })
        .collect();
    if !rows.is_empty() {
        let head = [
            ("Seat", "کرسی"),
            ("List", "فهرست"),
            ("Votes", "رأی"),
            ("Divisor", "مقسوم‌علیه"),
            ("Quotient", "خارج‌قسمت"),
            ("", ""),
        ];
        sheet.table("Quotients, highest first", "خارج‌قسمت‌ها، از بزرگ به کوچک", columns(&head), rows);
    }
}

fn remainders(sheet: &mut Sheet, result: &Apportionment, name: &dyn Fn(usize) -> String) {
    let won = |list: usize| {
        result.steps.iter().find_map(|s| match s {
            Step::Remainder { list: l, by_lot } if *l == list => Some(*by_lot),
            _ => None,
        })
    };
    let rows: Vec<Vec<Cell>> = result
        .steps
        .iter()
        .filter_map(|step| match step {
            Step::Whole { list, votes, seats, remainder } => Some(vec![
                Cell::plain(name(*list)),
                Cell::plain(votes),
                Cell::plain(seats),
                Cell::plain(remainder),
                Cell::plain(if won(*list).is_some() { "+1" } else { "" }),
                lot_cell(won(*list) == Some(true)),
            ]),
            _ => None,
        })
        .collect();
    if !rows.is_empty() {
        let head = [
            ("List", "فهرست"),
            ("Votes", "رأی"),
            ("Whole quotas", "سهمیهٔ کامل"),
            ("Remainder", "باقی‌مانده"),
            ("Further seat", "کرسی افزوده"),
            ("", ""),
        ];
        sheet.table("Quotas and remainders", "سهمیه‌ها و باقی‌مانده‌ها", columns(&head), rows);
    }
}

fn notes(sheet: &mut Sheet, result: &Apportionment, name: &dyn Fn(usize) -> String) {
    for step in &result.steps {
        if let Step::Bound { list, seats } = step {
            sheet.notes.push(Bilingual::new(
                format!("{} has {} because of its least or most.", name(*list), en(seats)),
                format!("{} به سبب کمینه یا بیشینهٔ خود {} کرسی دارد.", name(*list), fa(seats)),
            ));
        }
    }
    if !result.excluded.is_empty() {
        let list: Vec<String> = result.excluded.iter().map(|&i| name(i)).collect();
        sheet.notes.push(Bilingual::new(
            format!("Below the threshold or without votes: {}.", list.join(", ")),
            format!("زیر حد نصاب یا بی‌رأی: {}.", list.join("، ")),
        ));
    }
    if let Some(tie) = &result.tie {
        let tied: Vec<String> = tie.lists.iter().map(|&i| name(i)).collect();
        let drawn: Vec<String> = tie.drawn.iter().map(|&i| name(i)).collect();
        sheet.notes.push(if drawn.is_empty() {
            Bilingual::new(
                format!(
                    "{} are equal for {} seats: draw a lot and enter it.",
                    tied.join(", "),
                    en(tie.seats)
                ),
                format!(
                    "{} برای {} کرسی برابرند: قرعه بکشید و آن را وارد کنید.",
                    tied.join("، "),
                    fa(tie.seats)
                ),
            )
        } else {
            Bilingual::new(
                format!(
                    "{} were equal for {} seats; the lot gave {}.",
                    tied.join(", "),
                    en(tie.seats),
                    drawn.join(", ")
                ),
                format!(
                    "{} برای {} کرسی برابر بودند؛ قرعه به {} افتاد.",
                    tied.join("، "),
                    fa(tie.seats),
                    drawn.join("، ")
                ),
            )
        });
    }
    if result.unfilled > 0 {
        sheet.notes.push(Bilingual::new(
            format!("{} seats are left that nobody can have.", en(result.unfilled)),
            format!("{} کرسی ماند که به کسی نمی‌رسد.", fa(result.unfilled)),
        ));
    }
}
