//! Words: every finding told in English and Persian, from the Fluent files in `messages/`.

use crate::finding::{Fact, Finding};
use crate::standing::Standing;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use shura_act::bilingual::fa_digits;
use shura_act::{Bilingual, Id, Lang};
use std::sync::LazyLock;

/// The Fluent files, by language.
const FILES: [(Lang, &[&str]); 2] = [
    (
        Lang::En,
        &[
            include_str!("../messages/en/organisation.ftl"),
            include_str!("../messages/en/mandates.ftl"),
            include_str!("../messages/en/sittings.ftl"),
            include_str!("../messages/en/votes.ftl"),
            include_str!("../messages/en/texts.ftl"),
            include_str!("../messages/en/authority.ftl"),
            include_str!("../messages/en/record.ftl"),
        ],
    ),
    (
        Lang::Fa,
        &[
            include_str!("../messages/fa/organisation.ftl"),
            include_str!("../messages/fa/mandates.ftl"),
            include_str!("../messages/fa/sittings.ftl"),
            include_str!("../messages/fa/votes.ftl"),
            include_str!("../messages/fa/texts.ftl"),
            include_str!("../messages/fa/authority.ftl"),
            include_str!("../messages/fa/record.ftl"),
        ],
    ),
];

type Bundle = FluentBundle<FluentResource>;

static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| bundle(Lang::En));
static PERSIAN: LazyLock<Bundle> = LazyLock::new(|| bundle(Lang::Fa));

fn bundle(lang: Lang) -> Bundle {
    let locale = match lang {
        Lang::En => unic_langid::langid!("en"),
        Lang::Fa => unic_langid::langid!("fa"),
    };
    let mut bundle = FluentBundle::new_concurrent(vec![locale]);
    // Names of persons and organs are in the language of the sentence, so nothing needs to be isolated from its direction.
    bundle.set_use_isolating(false);
    for text in FILES.iter().filter(|(l, _)| *l == lang).flat_map(|(_, texts)| texts.iter()) {
        // A file that Fluent cannot read keeps what it could; a test sees to it that there is none.
        let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// The files of one language, for tests.
pub fn files(lang: Lang) -> impl Iterator<Item = &'static str> {
    FILES.iter().filter(move |(l, _)| *l == lang).flat_map(|(_, texts)| texts.iter().copied())
}

/// Tells a finding in both languages.
pub fn finding(finding: &Finding, standing: &Standing) -> Bilingual {
    Bilingual { en: tell(finding, standing, Lang::En), fa: tell(finding, standing, Lang::Fa) }
}

fn tell(finding: &Finding, standing: &Standing, lang: Lang) -> String {
    let bundle: &Bundle = if lang == Lang::En { &ENGLISH } else { &PERSIAN };
    let mut args = FluentArgs::new();
    args.set("act", name(standing, &finding.act, lang));
    for (key, fact) in &finding.facts {
        args.set(*key, value(fact, standing, lang));
    }
    let Some(pattern) = bundle.get_message(finding.rule).and_then(|m| m.value()) else {
        return finding.rule.to_owned();
    };
    let text = bundle.format_pattern(pattern, Some(&args), &mut vec![]).into_owned();
    if lang == Lang::Fa { digits_outside_names(&text) } else { capitalised(text) }
}

/// With a capital at the beginning, where a name that is made of words stands there.
fn capitalised(text: String) -> String {
    let of_words = ["the ", "somebody ", "delegate of ", "member "].iter().any(|word| text.starts_with(word));
    let mut letters = text.chars();
    match letters.next().filter(|_| of_words) {
        Some(first) => first.to_ascii_uppercase().to_string() + letters.as_str(),
        None => text,
    }
}

fn value<'a>(fact: &Fact, standing: &Standing, lang: Lang) -> FluentValue<'a> {
    let list = |ids: &[Id]| {
        let names: Vec<String> = ids.iter().map(|id| name(standing, id, lang)).collect();
        names.join(if lang == Lang::En { ", " } else { "، " })
    };
    match fact {
        Fact::Number(n) => FluentValue::from(*n),
        Fact::Act(id) => name(standing, id, lang).into(),
        Fact::Acts(ids) => list(ids).into(),
        Fact::Date(date) => shura_act::show::date(date, standing.charter.organisation.calendar, lang).into(),
        Fact::Words(words) => words.get(lang).to_owned().into(),
        Fact::Text(text) => text.clone().into(),
    }
}

fn name(standing: &Standing, id: &Id, lang: Lang) -> String {
    standing.name_of(id).get(lang).to_owned()
}

/// Persian digits in Persian words, but not within identifiers, which are Latin.
pub fn digits_outside_names(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (i, word) in text.split(' ').enumerate() {
        if i > 0 {
            out.push(' ');
        }
        if word.bytes().any(|b| b.is_ascii_alphabetic()) {
            out.push_str(word)
        } else {
            out.push_str(&fa_digits(word))
        }
    }
    out
}
