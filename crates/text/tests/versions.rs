//! A version keeps every word of its source, and its writing reads back as itself.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;
use shura_text::{Error, Kind, Version};

const SAMPLE: &str = "\
# آیین‌نامهٔ شورا

هر واحد از هر **پنجاه** عضو یک نماینده
می‌فرستد؛ نماینده هر زمان بازخواندنی است.

## Finances

1. The dues are *five* per cent.
2. A [fund][f] is kept[^1].

   It is audited yearly.

- one
- two
  - deeper
- three

> Quoted words,
> on two lines.

| organ | seats |
|:------|------:|
| council | 12 |
| a \\| b | 3 |

```toml
key = 1

  indented = 2
```

[^1]: See the *annex*.

[f]: https://example.org/fund \"The fund\"
";

fn outline(v: &Version) -> String {
    let name = |k: &Kind| format!("{k:?}").split([' ', '{']).next().unwrap_or_default().to_lowercase();
    v.index().entries.iter().map(|e| name(&e.block.kind)).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_text_is_a_tree_of_blocks() {
    let v = Version::from_markdown(SAMPLE).unwrap();
    assert_eq!(
        outline(&v),
        "section heading paragraph section heading list item paragraph item paragraph paragraph list item paragraph \
         item paragraph list item paragraph item paragraph quote paragraph table row cell cell row cell cell row cell \
         cell code note paragraph definition"
    );
    let again = Version::from_markdown(v.markdown()).unwrap();
    assert_eq!(v, again);
    assert_eq!(v.id(), again.id());
}

#[test]
fn plain_prose_is_kept_byte_for_byte() {
    let prose = "کارگران  می‌خواهند، نه فقط کاغذ.\nسطر دوم همان بند\n\nA second paragraph — with “quotes”, 3,4 and 5%.\n";
    assert_eq!(Version::from_markdown(prose).unwrap().markdown(), prose);
}

#[test]
fn the_hash_is_that_of_the_specification() {
    // printf 'shura-text/1\nAll power to the councils.\n' | sha256sum
    let v = Version::from_markdown("All power to the councils.").unwrap();
    assert_eq!(v.markdown(), "All power to the councils.\n");
    assert_eq!(v.id().to_string(), "sha256:2314aef392eb5b04ebfbf9fed373da3bef3e0f119699fb511a9d01bc528b5f49");
    assert_eq!(v.id().to_string().parse(), Ok(v.id()));
    assert!(v.id().to_string().to_uppercase().parse::<shura_text::VersionId>().is_err());
}

#[test]
fn spelling_of_marks_does_not_make_another_version() {
    let a = Version::from_markdown("Title\n=====\n\n* one\n* two\n").unwrap();
    let b = Version::from_markdown("# Title #\r\n\r\n+ one\r\n+ two").unwrap();
    assert_eq!(a.id(), b.id());
    let c = Version::from_markdown("# Title\n\n- one\n- two !\n").unwrap();
    assert_ne!(a.id(), c.id());
}

#[test]
fn plain_text_has_no_markup() {
    let v = Version::from_plain(
        "# not a heading\n1. not a list\n\n*a* <b> [c] &amp; | d\n---\n    four spaces\n",
    )
    .unwrap();
    assert_eq!(outline(&v), "paragraph paragraph paragraph paragraph paragraph");
}

#[test]
fn raw_html_is_kept_as_code_and_seen() {
    let v = Version::from_markdown("<script>\nalert(1)\n</script>\n\ntext <b>bold</b>\n").unwrap();
    assert_eq!(outline(&v), "code paragraph");
    assert!(v.markdown().contains("alert(1)"));
}

#[test]
fn unusable_sources_are_refused_with_their_place() {
    assert_eq!(Version::from_markdown("a\n\nb\0"), Err(Error::Nul { line: 3 }));
    let deep = "> ".repeat(40) + "x";
    assert!(matches!(Version::from_markdown(&deep), Err(Error::TooDeep { line: 1 })));
    let table = "| a | b |\n|---|---|\n| 1 | 2 | lost |\n";
    assert_eq!(Version::from_markdown(table), Err(Error::TooManyCells { line: 3 }));
    let long = "x".repeat((16 << 20) + 1);
    assert!(matches!(Version::from_markdown(&long), Err(Error::TooLong { .. })));
    let twice = "[a]: /one\n[a]: /lost\n\n[a]\n";
    assert!(matches!(Version::from_markdown(twice), Err(Error::NotKept { .. })));
    for error in [Error::Nul { line: 3 }, Error::TooDeep { line: 1 }] {
        assert!(error.bilingual().fa.contains('۳') || error.bilingual().fa.contains('۱'));
    }
}

#[test]
fn a_million_words_are_kept() {
    let text = "واژه‌ای ".repeat(1_000_000);
    let v = Version::from_markdown(&text).unwrap();
    assert_eq!(v.count_words(), 1_000_000);
    assert_eq!(v.markdown().trim_end(), text.trim_end());
}

fn letters(text: &str) -> Vec<char> {
    text.chars().filter(|c| c.is_alphabetic()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    /// Any Markdown at all either is kept whole or is refused; nothing panics.
    #[test]
    fn any_source_is_kept_or_refused(source in "(  |\t|\n|\n\n|> |- |\\* |1\\. |2\\) |# |## |```|~~~|\\||---|===|\\[\\^a\\]|: |\\[a\\]|<b>|<!--|\\\\|`|\\*\\*|_|&amp;|a|b c|واژه|می‌شود|۱۲|\u{202e}|\r\n| ){0,30}") {
        if let Ok(v) = Version::from_markdown(&source) {
            let again = Version::from_markdown(v.markdown());
            prop_assert_eq!(again.as_ref(), Ok(&v));
            prop_assert!(letters(v.markdown()).len() >= letters(&source).len());
        }
    }

    #[test]
    fn any_bytes_do_not_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = Version::from_markdown(&String::from_utf8_lossy(&bytes));
        let _ = Version::from_plain(&String::from_utf8_lossy(&bytes));
    }

    /// Plain text is never refused for its characters.
    #[test]
    fn plain_text_is_always_kept(source in "[ \\t\n#>*_`~|\\[\\]<&^:=+.)(!\\-\\\\a1واژه‌\u{202e}]{0,60}") {
        let v = Version::from_plain(&source);
        prop_assert!(v.is_ok(), "{:?}", v);
    }
}
