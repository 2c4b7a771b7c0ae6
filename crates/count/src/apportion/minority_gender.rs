//! Seats of the gender in the minority, as in the election order of German works councils (WO BetrVG 2001, sections 5 and 15).
//!
//! Seats go to lists by d'Hondt and inside a list in its order. If the gender in the minority then has fewer seats than
//! its least number, the elected person of the other gender with the lowest quotient gives way to the next person of the
//! minority gender on the same list; if the list has none, the seat passes to the list with the next quotient that has
//! one; if no list has, it stays.

use super::{MAX_SEATS, Method, apportion};
use crate::{Error, words};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// A list with its persons in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct List {
    /// Votes for the list.
    pub votes: u64,
    /// For each person in the list's order, whether of the gender in the minority.
    pub minority: Vec<bool>,
}

/// One exchange that the least number made necessary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchange {
    /// List and place (from 0) of the person who gives way.
    pub out: (usize, usize),
    /// List and place of the person who comes in.
    pub into: (usize, usize),
}

/// Who is elected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Council {
    /// The least number of seats of the gender in the minority.
    pub least: u64,
    /// Seats of each list.
    pub seats: Vec<u64>,
    /// Places (from 0) of the persons elected on each list, in order.
    pub elected: Vec<Vec<usize>>,
    /// The exchanges, in order.
    pub exchanges: Vec<Exchange>,
    /// Whether the least number was reached.
    pub reached: bool,
}

/// The least number of seats of the gender in the minority: d'Hondt on the heads of both (section 5). With equal heads
/// there is no minority and nothing is reserved.
pub fn least_seats(minority: u64, others: u64, seats: u64) -> Result<u64, Error> {
    if minority == 0 || minority >= others {
        return Ok(0);
    }
    let result = apportion(Method::Dhondt, &[minority, others], seats)?;
    Ok(result.seats.first().copied().unwrap_or(0))
}

/// A place on a list that can win a seat by its quotient.
#[derive(Clone, Copy)]
struct Place {
    list: usize,
    votes: u64,
    divisor: u64,
}

/// Elects a council. `lot` orders lists where quotients are equal: earlier wins.
///
/// Errors: nought seats or too many, no list with votes, fewer persons than seats, or an equal quotient that the
/// lot does not settle.
pub fn elect(lists: &[List], seats: u64, least: u64, lot: &[usize]) -> Result<Council, Error> {
    let persons: usize = lists.iter().filter(|l| l.votes > 0).map(|l| l.minority.len()).sum();
    if seats == 0 || seats > MAX_SEATS || (persons as u64) < seats {
        return Err(Error::new(
            format!(
                "{seats} seats cannot be filled from lists of {persons} persons; mend the seats or the lists"
            ),
            format!(
                "{} کرسی را نمی‌توان از فهرست‌هایی با {} نفر پر کرد؛ شمار کرسی‌ها یا فهرست‌ها را اصلاح کنید",
                words::fa(seats),
                words::fa(persons)
            ),
        ));
    }
    // All quotients in order: a list goes on as far as it has persons, one quotient for each.
    let mut places: Vec<Place> = Vec::with_capacity(persons);
    for (list, l) in lists.iter().enumerate().filter(|(_, l)| l.votes > 0) {
        places.extend((1..=l.minority.len() as u64).map(|divisor| Place { list, votes: l.votes, divisor }));
    }
    let drawn = |list: usize| lot.iter().position(|&l| l == list).unwrap_or(usize::MAX);
    places.sort_by(|a, b| quotient(b, a).then(drawn(a.list).cmp(&drawn(b.list))).then(a.list.cmp(&b.list)));
    let count = usize::try_from(seats).unwrap_or(usize::MAX);
    if let (Some(last), Some(next)) = (places.get(count - 1), places.get(count))
        && quotient(last, next) == Ordering::Equal
        && (drawn(last.list) == usize::MAX || drawn(next.list) == usize::MAX)
    {
        let pair = (last.list + 1, next.list + 1);
        return Err(Error::new(
            format!("lists {} and {} are equal for the last seat; draw a lot and enter it", pair.0, pair.1),
            format!(
                "فهرست‌های {} و {} برای کرسی آخر برابرند؛ قرعه بکشید و آن را وارد کنید",
                words::fa(pair.0),
                words::fa(pair.1)
            ),
        ));
    }
    let mut holders: Vec<(Place, usize)> = Vec::with_capacity(count);
    let mut chosen: Vec<Vec<bool>> = lists.iter().map(|l| vec![false; l.minority.len()]).collect();
    for place in places.iter().take(count) {
        if let Some(person) = take(&mut chosen, lists, place.list, |_| true) {
            holders.push((*place, person));
        }
    }
    let waiting: Vec<Place> = places.iter().skip(count).copied().collect();
    let (exchanges, reached) = exchange(lists, least, &mut holders, &mut chosen, waiting);
    let mut elected = vec![Vec::new(); lists.len()];
    for (place, person) in &holders {
        if let Some(list) = elected.get_mut(place.list) {
            list.push(*person);
        }
    }
    for list in &mut elected {
        list.sort_unstable();
    }
    let seats = elected.iter().map(|l| l.len() as u64).collect();
    Ok(Council { least, seats, elected, exchanges, reached })
}

/// Compares the quotients of two places.
fn quotient(a: &Place, b: &Place) -> Ordering {
    (u128::from(a.votes) * u128::from(b.divisor)).cmp(&(u128::from(b.votes) * u128::from(a.divisor)))
}

/// Takes the next person of a list who fits and is not yet chosen.
fn take(chosen: &mut [Vec<bool>], lists: &[List], list: usize, fits: impl Fn(bool) -> bool) -> Option<usize> {
    let flags = chosen.get_mut(list)?;
    let genders = &lists.get(list)?.minority;
    let person = (0..genders.len())
        .find(|&p| flags.get(p) == Some(&false) && genders.get(p).is_some_and(|g| fits(*g)))?;
    *flags.get_mut(person)? = true;
    Some(person)
}

/// Section 15 (5): exchanges until the least number is reached or nobody is left to come in.
fn exchange(
    lists: &[List],
    least: u64,
    holders: &mut [(Place, usize)],
    chosen: &mut [Vec<bool>],
    mut waiting: Vec<Place>,
) -> (Vec<Exchange>, bool) {
    let minority = |list: usize, person: usize| {
        lists.get(list).and_then(|l| l.minority.get(person)).copied().unwrap_or(false)
    };
    let mut exchanges = Vec::new();
    loop {
        let have = holders.iter().filter(|(p, person)| minority(p.list, *person)).count() as u64;
        if have >= least {
            return (exchanges, true);
        }
        // Holders lie in the order of their quotients: the last of the other gender has the lowest.
        let Some(slot) = holders.iter_mut().rev().find(|(p, person)| !minority(p.list, *person)) else {
            return (exchanges, false);
        };
        let out = (slot.0.list, slot.1);
        let same = take(chosen, lists, slot.0.list, |g| g).map(|person| (slot.0, person));
        let into = same.or_else(|| {
            let at = waiting.iter().position(|p| {
                let free =
                    |(i, g): (usize, &bool)| *g && chosen.get(p.list).and_then(|c| c.get(i)) == Some(&false);
                lists.get(p.list).is_some_and(|l| l.minority.iter().enumerate().any(free))
            })?;
            let place = waiting.remove(at);
            take(chosen, lists, place.list, |g| g).map(|person| (place, person))
        });
        let Some((place, person)) = into else {
            return (exchanges, false);
        };
        // The one who gave way stays marked as chosen: he does not come back by a later exchange.
        exchanges.push(Exchange { out, into: (place.list, person) });
        *slot = (place, person);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(votes: u64, genders: &str) -> List {
        List { votes, minority: genders.chars().map(|c| c == 'w').collect() }
    }

    /// Section 5 WO, worked: 20 women and 100 men, nine seats. Quotients 100, 50, 33.3, 25, 20 = 20, 16.7, ... give one.
    #[test]
    fn least_number_by_heads() {
        assert_eq!(least_seats(20, 100, 9).unwrap(), 1);
        assert_eq!(least_seats(50, 100, 9).unwrap(), 3);
        assert_eq!(least_seats(100, 100, 9).unwrap(), 0);
        assert_eq!(least_seats(0, 100, 9).unwrap(), 0);
    }

    #[test]
    fn the_lowest_quotient_gives_way_on_its_own_list() {
        let council = elect(&[list(60, "mmmmww"), list(40, "mmw")], 5, 1, &[0, 1]).unwrap();
        // Quotients 60, 40, 30, 20, 20: the second 20 is list 1's second place, which gives way to its own woman.
        assert_eq!(council.seats, [3, 2]);
        assert_eq!(council.elected, [vec![0, 1, 2], vec![0, 2]]);
        assert_eq!(council.exchanges, [Exchange { out: (1, 1), into: (1, 2) }]);
        assert!(council.reached);
    }

    #[test]
    fn the_seat_passes_to_another_list() {
        let council = elect(&[list(61, "mmmmww"), list(39, "mmm")], 5, 1, &[]).unwrap();
        // Quotients 61, 39, 30.5, 20.3, 19.5: list 1's second man gives way, and its list has no woman.
        assert_eq!(council.seats, [4, 1]);
        assert_eq!(council.elected, [vec![0, 1, 2, 4], vec![0]]);
        assert!(council.reached);
    }

    #[test]
    fn without_anyone_to_come_in_the_seat_stays() {
        let council = elect(&[list(61, "mmm"), list(39, "mmm")], 3, 1, &[]).unwrap();
        assert_eq!(council.seats, [2, 1]);
        assert!(!council.reached && council.exchanges.is_empty());
        assert!(elect(&[list(61, "mmm")], 4, 0, &[]).is_err());
        assert!(elect(&[list(10, "m"), list(10, "m")], 1, 0, &[]).is_err());
    }
}
