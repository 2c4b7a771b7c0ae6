//! Words of the pages in both languages, from the Fluent files in `messages/`.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use serde::Serialize;
use shura_act::bilingual::fa_digits;
use shura_act::{Bilingual, Calendar, Date, Lang, show};
use std::sync::LazyLock;

/// The Fluent files, by area, in English and Persian.
const FILES: &[[&str; 2]] = &[
    [include_str!("../messages/en/common.ftl"), include_str!("../messages/fa/common.ftl")],
    [include_str!("../messages/en/reading.ftl"), include_str!("../messages/fa/reading.ftl")],
    [include_str!("../messages/en/sitting.ftl"), include_str!("../messages/fa/sitting.ftl")],
    [include_str!("../messages/en/door.ftl"), include_str!("../messages/fa/door.ftl")],
    [include_str!("../messages/en/congress.ftl"), include_str!("../messages/fa/congress.ftl")],
    [include_str!("../messages/en/authority.ftl"), include_str!("../messages/fa/authority.ftl")],
];

type Bundle = FluentBundle<FluentResource>;

static BUNDLES: LazyLock<[Bundle; 2]> = LazyLock::new(|| [bundle(Lang::En), bundle(Lang::Fa)]);

fn bundle(lang: Lang) -> Bundle {
    let locale = match lang {
        Lang::En => unic_langid::langid!("en"),
        Lang::Fa => unic_langid::langid!("fa"),
    };
    let mut bundle = FluentBundle::new_concurrent(vec![locale]);
    // Templates isolate names with <bdi>; marks in the text would end in attributes and titles too.
    bundle.set_use_isolating(false);
    for text in files(lang) {
        // A file that Fluent cannot read keeps what it could; a test sees to it that there is none.
        let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// The files of one language, for tests.
pub fn files(lang: Lang) -> impl Iterator<Item = &'static str> {
    FILES.iter().map(move |[en, fa]| if lang == Lang::En { *en } else { *fa })
}

/// One language, and how it says messages, numbers and dates.
#[derive(Clone, Copy, Debug)]
pub struct Say {
    /// The language.
    pub lang: Lang,
    /// The calendar of the organisation.
    pub calendar: Calendar,
}

impl Say {
    /// A message.
    pub fn say(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// A message with what it names.
    pub fn with(&self, key: &str, args: &[(&str, FluentValue<'_>)]) -> String {
        let bundle = &BUNDLES[usize::from(self.lang == Lang::Fa)];
        let Some(pattern) = bundle.get_message(key).and_then(|m| m.value()) else { return key.to_owned() };
        let args: FluentArgs = args.iter().map(|(name, value)| (*name, value.clone())).collect();
        let text = bundle.format_pattern(pattern, Some(&args), &mut vec![]).into_owned();
        if self.lang == Lang::Fa { shura_kernel::messages::digits_outside_names(&text) } else { text }
    }

    /// A word of the record, such as the name of a state, in this language: as it is said of one thing, or in general.
    pub fn word(&self, of: &str, word: &str) -> Option<String> {
        let keys = [format!("word-{of}-{word}"), format!("word-{word}")];
        keys.into_iter()
            .map(|key| (self.say(&key), key))
            .find(|(said, key)| said != key)
            .map(|(said, _)| said)
    }

    /// How something stands: a state of the record in this language.
    pub fn state(&self, of: &str, state: &impl Serialize) -> String {
        let word =
            serde_json::to_value(state).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default();
        self.word(of, &word).unwrap_or_else(|| word.replace('-', " "))
    }

    /// Words of the record in this language.
    pub fn pick(&self, words: &Bilingual) -> String {
        words.get(self.lang).to_owned()
    }

    /// A number in the digits of this language.
    pub fn number(&self, n: impl ToString) -> String {
        let text = n.to_string();
        if self.lang == Lang::Fa { fa_digits(&text) } else { text }
    }

    /// What stands between the things of a list.
    pub fn comma(&self) -> &'static str {
        if self.lang == Lang::Fa { "، " } else { ", " }
    }

    /// A date in words, in the calendar of the organisation.
    pub fn date(&self, date: &Date) -> String {
        show::date(date, self.calendar, self.lang)
    }
}
