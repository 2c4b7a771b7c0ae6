use super::*;
use crate::election::Candidate;
use proptest::prelude::*;

const SMALL: &str = "# a small election\n4 2 # four, two\n-2\n[tie 4 3 2 1]\n3 1 3 4 0\n(x7) 2 4 1=3 0\n1 - 2 0\n5 0\n0\n\
                     \"Anna\"\n\"Boris \"\"Bo\"\" B.\" \"youth\"\nClara (Ind), of Town\n\"Dora\"\nA title\n";

#[test]
fn blt_with_everything() {
    let e = blt::read(SMALL.as_bytes()).unwrap();
    assert_eq!((e.seats, e.candidates.len(), e.ballots.papers()), (2, 4, 11));
    assert!(e.candidates[1].withdrawn);
    assert_eq!(e.candidates[1].name, "Boris \"Bo\" B.");
    assert_eq!(e.candidates[1].group.as_deref(), Some("youth"));
    assert_eq!(e.candidates[2].name, "Clara (Ind), of Town");
    assert_eq!(e.title, "A title");
    assert_eq!(e.lot, [3, 2, 1, 0]);
    assert_eq!(e.ballots.groups(1), vec![vec![3], vec![0, 2]]);
    assert_eq!(e.ballots.groups(2), vec![vec![1]]);
    assert!(e.ballots.groups(3).is_empty());
}

#[test]
fn blt_in_other_dresses() {
    let windows = blt::read(b"\xef\xbb\xbf2 1\r\n3 1 2 0\r\n0\r\n\"A\"\r\n\"B\"\r\n\"T\"").unwrap();
    assert_eq!((windows.ballots.papers(), windows.name(1), windows.title.as_str()), (3, "B", "T"));
    let one_line = blt::read(b"2 1\n3 1 2 0\n0\n\"A\" \"B\" \"T\"\n").unwrap();
    assert_eq!((one_line.name(0), one_line.name(1), one_line.title.as_str()), ("A", "B", "T"));
    let bare = blt::read(b"2 1\n3 1 2 0\n0\n").unwrap();
    assert_eq!(bare.name(1), "2");
    let nick = blt::read(b"2 1\n[nick a b]\n3 a b 0\n0\n").unwrap();
    assert_eq!((nick.ballots.groups(0), nick.name(0)), (vec![vec![0], vec![1]], "a"));
    let few = blt::read(b"3 1\n1 1 0\n0\n\"A\"\n").unwrap();
    assert_eq!((few.name(0), few.name(2), few.notes.len()), ("A", "3", 1));
    let preflib =
        blt::read(b"2 1\n1 1 0\n0\n# ALTERNATIVE NAME 1: A (X)\n# ALTERNATIVE NAME 2: B\nT\n").unwrap();
    assert_eq!((preflib.name(0), preflib.name(1), preflib.title.as_str()), ("A (X)", "B", "T"));
    let latin = blt::read(b"1 1\n3 1 0\n0\n\"Andr\xe9\"\n\"T\"\n").unwrap();
    assert_eq!(latin.name(0), "André");
}

#[test]
fn blt_errors_name_the_line() {
    for (text, line) in [
        ("", 1),
        ("\n\n", 1),
        ("two 1\n", 1),
        ("0 1\n0\n", 1),
        ("99999999 1\n0\n", 1),
        ("2 1\n3 1 3 0\n0\n", 2),
        ("2 1\n3 1 1 0\n0\n", 2),
        ("2 1\n1 1 0\n1.5 1 0\n0\n", 3),
        ("2 1\n1 1 0\n-1 1 0\n0\n", 3),
        ("2 1\n1 1 0\n1 1\n0\n", 3),
        ("2 1\n1 1 0\n", 3),
        ("2 1\n1 x 0\n0\n", 2),
        ("2 1\n9999999999999999999999 1 0\n0\n", 2),
        ("2 1\n2000000000 1 0\n0\n", 2),
        ("2 1\n[tie 1\n", 2),
    ] {
        let error = blt::read(text.as_bytes()).unwrap_err();
        assert_eq!(error.line, Some(line), "{text:?}: {error}");
        assert!(error.text.fa.contains("سطر"));
    }
}

#[test]
fn preflib_orders() {
    let text = "# TITLE: T\n# NUMBER ALTERNATIVES: 4\n# NUMBER VOTERS: 7\n# ALTERNATIVE NAME 1: A\n4: 3,{1,2},4\n3: 2\n";
    let e = preflib::read(text.as_bytes()).unwrap();
    assert_eq!(e.ballots.groups(0), vec![vec![2], vec![0, 1], vec![3]]);
    assert_eq!((e.ballots.papers(), e.name(0), e.name(3)), (7, "A", "4"));
    for (bad, line) in [
        ("4: 1\n", 1),
        ("# NUMBER ALTERNATIVES: 2\n4: 3\n", 2),
        ("# NUMBER ALTERNATIVES: 2\n4: 1,1\n", 2),
        ("# NUMBER ALTERNATIVES: 2\n4: {1,2\n", 2),
        ("# NUMBER ALTERNATIVES: 2\n4; 1\n", 2),
        ("# NUMBER ALTERNATIVES: 2\n# NUMBER VOTERS: 5\n4: 1\n", 2),
        ("# NUMBER ALTERNATIVES: x\n", 1),
        ("hello\n", 1),
        ("", 1),
    ] {
        assert_eq!(preflib::read(bad.as_bytes()).unwrap_err().line, Some(line), "{bad:?}");
    }
}

#[test]
fn csv_in_two_shapes() {
    let e = csv::read("weight,Anna,\"B, Boris\",Clara\n3,1,2,\n2,,1,1\n".as_bytes()).unwrap();
    assert_eq!((e.ballots.papers(), e.name(1)), (5, "B, Boris"));
    assert_eq!(e.ballots.groups(1), vec![vec![1, 2]]);
    let e = csv::read("rank1;rank2\nAnna;Boris\nBoris;\n".as_bytes()).unwrap();
    assert_eq!((e.ballots.papers(), e.name(0), e.ballots.groups(1)), (2, "Anna", vec![vec![1]]));
    for (bad, line) in [
        ("", 1),
        ("A,B\n1,x\n", 2),
        ("A,B\n1,2,3\n", 2),
        ("A,A\n", 1),
        ("A,\"B\n1,2\n", 1),
        ("rank1,rank2\nX,X\n", 2),
    ] {
        assert_eq!(csv::read(bad.as_bytes()).unwrap_err().line, Some(line), "{bad:?}");
    }
}

#[test]
fn json_errors_name_the_place() {
    let two = r#"{"candidates":[{"name":"A"},{"name":"B"}],"ballots":"#;
    for (tail, part) in [
        (r#"[{"ranking":[3]}]}"#, "ballot 1: candidate 3"),
        (r#"[{"ranking":[1]},{"ranking":[2,[2]]}]}"#, "ballot 2: candidate 2 is ranked twice"),
        (r#"[{"weight":-1,"ranking":[1]}]}"#, "line 1"),
        (r#"[{"wieght":1,"ranking":[1]}]}"#, "line 1"),
    ] {
        let error = json::read(format!("{two}{tail}").as_bytes()).unwrap_err();
        assert!(error.text.en.contains(part), "{error}");
    }
}

fn election() -> impl Strategy<Value = Election> {
    let names = prop::collection::vec("[A-Za-zآ-ی\"',; ]{0,8}x", 1..6);
    let ballots =
        prop::collection::vec((0u64..100, prop::collection::vec(0usize..6, 0..6), any::<u8>()), 0..12);
    (names, ballots, 0u64..4).prop_map(|(names, ballots, seats)| {
        let mut e = Election { seats, title: "T".into(), ..Election::default() };
        for (i, name) in names.iter().enumerate() {
            e.candidates.push(Candidate::named(format!("{}{i}", name.trim())));
        }
        for (weight, order, ties) in ballots {
            let mut groups: Vec<Vec<usize>> = Vec::new();
            for (i, c) in order.into_iter().enumerate() {
                if c >= names.len() || groups.iter().flatten().any(|d| *d == c) {
                    continue;
                }
                match groups.last_mut() {
                    Some(g) if ties >> (i % 8) & 1 == 1 => g.push(c),
                    _ => groups.push(vec![c]),
                }
            }
            groups.iter_mut().for_each(|g| g.sort_unstable());
            let slices: Vec<&[usize]> = groups.iter().map(Vec::as_slice).collect();
            e.ballots.add(weight, &slices).unwrap();
        }
        e
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(e in election()) {
        for format in [Format::Blt, Format::Json] {
            prop_assert_eq!(&format.read(format.write(&e).as_bytes()).unwrap(), &e);
        }
        for format in [Format::Preflib, Format::Csv] {
            let back = format.read(format.write(&e).as_bytes()).unwrap();
            prop_assert_eq!(&back.ballots, &e.ballots, "{:?}", format);
            prop_assert_eq!(&back.candidates, &e.candidates);
        }
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), kind in 0usize..4) {
        let _ = [Format::Blt, Format::Preflib, Format::Csv, Format::Json][kind].read(&bytes);
    }

    #[test]
    fn no_near_miss_panics(text in "[0-9 \n=\\-\\[\\]()#\"a:{},.]{0,80}", kind in 0usize..4) {
        let text = format!("3 2\n{text}");
        let _ = [Format::Blt, Format::Preflib, Format::Csv, Format::Json][kind].read(text.as_bytes());
        let _ = Format::guess("x", text.as_bytes()).read(text.as_bytes());
    }
}
