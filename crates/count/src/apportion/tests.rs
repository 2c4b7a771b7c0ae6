use super::*;
use proptest::prelude::*;

fn seats(method: Method, votes: &[u64], n: u64) -> Vec<u64> {
    apportion(method, votes, n).unwrap().seats
}

/// Federal Labour Court of Germany, 22 November 2017, 7 ABR 35/16.
#[test]
fn works_council_of_7_abr_35_16() {
    let votes = [557, 306, 279];
    assert_eq!(seats(Method::Dhondt, &votes, 17), [9, 4, 4]);
    assert_eq!(seats(Method::Hare, &votes, 17), [8, 5, 4]);
    assert_eq!(seats(Method::SainteLague, &votes, 17), [8, 5, 4]);
}

/// Pukelsheim, Proportional Representation, and Balinski & Young, Fair Representation: six states, 26 seats.
/// (9061, 7179, 5259, 3319, 1182) with 26 seats tells five divisor methods apart.
#[test]
fn divisor_methods_differ_as_published() {
    let votes = [9061, 7179, 5259, 3319, 1182];
    assert_eq!(seats(Method::Adams, &votes, 26), [9, 7, 5, 3, 2]);
    assert_eq!(seats(Method::Dean, &votes, 26), [9, 7, 5, 4, 1]);
    assert_eq!(seats(Method::HuntingtonHill, &votes, 26), [9, 7, 6, 3, 1]);
    assert_eq!(seats(Method::SainteLague, &votes, 26), [9, 8, 5, 3, 1]);
    assert_eq!(seats(Method::Dhondt, &votes, 26), [10, 7, 5, 3, 1]);
    assert_eq!(seats(Method::Hare, &votes, 26), [9, 7, 5, 4, 1]);
}

/// Equal quotients of different votes tie: 10/2, 45/9 and 40/8 are each 5, and one seat is left for the three.
#[test]
fn equal_quotients_of_different_votes_tie() {
    for votes in [[10, 45, 40], [40, 45, 10]] {
        let result = apportion(Method::Imperiali, &votes, 14).unwrap();
        let tie = result.tie.expect("a tie");
        assert_eq!((tie.lists, tie.seats), (vec![0, 1, 2], 1));
        assert_eq!(result.seats.iter().sum::<u64>(), 13);
    }
    // Sainte-Laguë: 10/1 and 30/3.
    let result = apportion(Method::SainteLague, &[10, 30], 2).unwrap();
    assert_eq!((result.seats, result.tie.map(|t| t.lists)), (vec![0, 1], Some(vec![0, 1])));
}

/// Austrian Nationalrat 2019: 183 seats, 4 %, official seats.
#[test]
fn nationalrat_2019() {
    let problem = Problem {
        votes: &[1789417, 1011868, 772666, 387124, 89169, 664055, 32736, 22168, 760, 4946, 260, 1767, 310],
        seats: 183,
        threshold: Some("4%".parse().unwrap()),
        ..Problem::default()
    };
    let result = solve(Method::Dhondt, &problem).unwrap();
    assert_eq!(result.seats, [71, 40, 31, 15, 0, 26, 0, 0, 0, 0, 0, 0, 0]);
}

/// Knesset 20 (2015): 120 seats, 3.25 %, joint lists share by the same method; official seats of each list.
#[test]
fn knesset_20_with_joint_lists() {
    let problem = Problem {
        votes: &[985408, 283910, 786313, 165529, 446583, 371602, 315360, 214906, 241613, 210143],
        seats: 120,
        threshold: Some("3.25%".parse().unwrap()),
        ..Problem::default()
    };
    let groups = [vec![0, 1], vec![2, 3], vec![6, 7], vec![8, 9]];
    let result = joint::joint(Method::Dhondt, Method::Dhondt, &problem, &groups).unwrap();
    assert_eq!(result.seats, [30, 8, 24, 5, 13, 11, 10, 6, 7, 6]);
}

#[test]
fn ties_wait_for_the_lot() {
    let problem = Problem { votes: &[10, 10, 10], seats: 2, ..Problem::default() };
    for method in Method::ALL {
        let open = solve(method, &problem).unwrap();
        assert_eq!(open.seats, [0, 0, 0], "{method:?}");
        assert_eq!(open.tie.as_ref().map(|t| (t.lists.len(), t.seats)), Some((3, 2)), "{method:?}");
        assert!(open.undecided());
        let drawn = solve(method, &Problem { lot: &[2, 0, 1], ..problem.clone() }).unwrap();
        assert_eq!(drawn.seats, [1, 0, 1], "{method:?}");
        assert!(!drawn.undecided());
    }
}

#[test]
fn thresholds_are_of_the_whole() {
    let problem = Problem {
        votes: &[900, 60, 40],
        seats: 10,
        threshold: Some("5%".parse().unwrap()),
        ..Problem::default()
    };
    let result = solve(Method::SainteLague, &problem).unwrap();
    assert_eq!((result.seats, result.excluded), (vec![9, 1, 0], vec![2]));
    let wider = Problem { total: Some(2000), ..problem.clone() };
    assert_eq!(solve(Method::SainteLague, &wider).unwrap().seats, [10, 0, 0]);
    let exempt = Problem { seats: 20, exempt: &[2], ..problem };
    assert_eq!(solve(Method::SainteLague, &exempt).unwrap().seats, [18, 1, 1]);
}

#[test]
fn bounds_hold() {
    for method in Method::ALL {
        let problem = Problem {
            votes: &[9000, 900, 100],
            seats: 10,
            at_least: &[0, 0, 2],
            at_most: &[6, 10, 10],
            ..Problem::default()
        };
        let result = solve(method, &problem).unwrap();
        assert_eq!(result.seats.iter().sum::<u64>() + result.unfilled, 10, "{method:?} {result:?}");
        assert!(result.seats[0] <= 6 && result.seats[2] >= 2, "{method:?} {:?}", result.seats);
    }
}

#[test]
fn bad_input_is_refused() {
    for (votes, n) in
        [(&[][..], 3), (&[0, 0][..], 3), (&[1][..], 0), (&[1][..], MAX_SEATS + 1), (&[u64::MAX][..], 1)]
    {
        let error = apportion(Method::Dhondt, votes, n).unwrap_err();
        assert!(!error.text.en.is_empty() && !error.text.fa.is_empty());
    }
    let crossed = Problem { votes: &[1, 1], seats: 2, at_least: &[2, 1], ..Problem::default() };
    assert!(solve(Method::Dhondt, &crossed).is_err());
}

#[test]
fn joint_lists_share_their_seats() {
    let problem = Problem { votes: &[350, 340, 310], seats: 3, ..Problem::default() };
    let alone = solve(Method::Dhondt, &problem).unwrap();
    assert_eq!(alone.seats, [1, 1, 1]);
    let result = joint::joint(Method::Dhondt, Method::Dhondt, &problem, &[vec![1, 2]]).unwrap();
    assert_eq!(result.seats, [1, 1, 1]);
    let problem = Problem { votes: &[500, 260, 240], seats: 3, ..Problem::default() };
    assert_eq!(solve(Method::Dhondt, &problem).unwrap().seats, [2, 1, 0]);
    let result = joint::joint(Method::Dhondt, Method::Dhondt, &problem, &[vec![1, 2]]).unwrap();
    // 500 to 500: the third quotient, 250, is a tie between the two sides.
    assert_eq!(result.between.tie.as_ref().map(|t| t.seats), Some(1));
    assert!(joint::joint(Method::Dhondt, Method::Dhondt, &problem, &[vec![1, 2], vec![2]]).is_err());
}

fn votes() -> impl Strategy<Value = Vec<u64>> {
    prop::collection::vec(prop_oneof![0u64..50, 0u64..1_000_000, 0u64..=MAX_VOTES], 1..9)
}

fn method() -> impl Strategy<Value = Method> {
    prop::sample::select(Method::ALL.to_vec())
}

/// With a full lot nothing stays open, so results can be compared seat by seat.
fn settled(method: Method, votes: &[u64], n: u64) -> Option<Apportionment> {
    let lot: Vec<usize> = (0..votes.len()).collect();
    solve(method, &Problem { votes, seats: n, lot: &lot, ..Problem::default() }).ok()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Every seat is given or said to be left.
    #[test]
    fn seats_add_up(m in method(), v in votes(), n in 1u64..60) {
        if let Some(a) = settled(m, &v, n) {
            prop_assert_eq!(a.seats.iter().sum::<u64>() + a.unfilled, n);
            for (i, s) in a.seats.iter().enumerate() {
                prop_assert!(v[i] > 0 || *s == 0);
            }
        }
    }

    /// Anonymity and neutrality: the order of the lists does not matter (where no lot decides).
    #[test]
    fn order_does_not_matter(m in method(), v in votes(), n in 1u64..60) {
        let reversed: Vec<u64> = v.iter().rev().copied().collect();
        if let (Ok(a), Ok(mut b)) = (apportion(m, &v, n), apportion(m, &reversed, n)) {
            b.seats.reverse();
            prop_assert_eq!(a.seats, b.seats);
        }
    }

    /// House monotonicity of divisor methods: one seat more takes none away.
    #[test]
    fn divisors_are_house_monotone(m in method(), v in votes(), n in 1u64..60) {
        if m.is_divisor() && let (Some(a), Some(b)) = (settled(m, &v, n), settled(m, &v, n + 1)) {
            for (x, y) in a.seats.iter().zip(&b.seats) {
                prop_assert!(x <= y);
            }
        }
    }

    /// Population monotonicity of divisor methods: when list 0 alone gains votes it loses no seat, and no other gains.
    #[test]
    fn divisors_are_population_monotone(m in method(), v in votes(), n in 1u64..60, more in 1u64..1000) {
        let mut w = v.clone();
        w[0] = (w[0] + more).min(MAX_VOTES);
        if m.is_divisor() && let (Some(a), Some(b)) = (settled(m, &v, n), settled(m, &w, n)) {
            prop_assert!(a.seats[0] <= b.seats[0]);
        }
    }

    /// Quota rule of Hare: every list has its exact share rounded down or up.
    #[test]
    fn hare_stays_within_quota(v in votes(), n in 1u64..60) {
        if let Some(a) = settled(Method::Hare, &v, n) {
            let total: u128 = v.iter().map(|&x| u128::from(x)).sum();
            for (x, s) in v.iter().zip(&a.seats) {
                let share = u128::from(*x) * u128::from(n);
                prop_assert!(u128::from(*s) >= share / total && u128::from(*s) <= share.div_ceil(total));
            }
        }
    }

    /// Lower quota of d'Hondt, upper quota of Adams.
    #[test]
    fn one_sided_quotas(v in votes(), n in 1u64..60) {
        let total: u128 = v.iter().map(|&x| u128::from(x)).sum();
        if let Some(a) = settled(Method::Dhondt, &v, n) {
            for (x, s) in v.iter().zip(&a.seats) {
                prop_assert!(u128::from(*s) >= u128::from(*x) * u128::from(n) / total);
            }
        }
        let lists = v.iter().filter(|&&x| x > 0).count() as u64;
        if n >= lists && let Some(a) = settled(Method::Adams, &v, n) {
            for (x, s) in v.iter().zip(&a.seats) {
                prop_assert!(u128::from(*s) <= (u128::from(*x) * u128::from(n)).div_ceil(total));
            }
        }
    }
}
