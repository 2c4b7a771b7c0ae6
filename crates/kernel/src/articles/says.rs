//! Parts of sentences about a charter: numbers, shares, lists of names.

use crate::charter::{Charter, QuorumOf, Role};
use crate::messages::digits_outside_names;
use crate::words;
use shura_act::act::{Publicity, Seat};
use shura_act::{Bilingual, Key};
use shura_count::Fraction;
use shura_count::majority::{Base, Minimum};

/// Both wordings, with Persian digits in the Persian one.
pub fn both(en: impl Into<String>, fa: impl Into<String>) -> Bilingual {
    Bilingual::new(en, digits_outside_names(&fa.into()))
}

/// A share in words: `two thirds`, «دوسوم».
pub fn share(fraction: Fraction) -> Bilingual {
    let (en, fa) = match (fraction.numerator(), fraction.denominator()) {
        (n, d) if n == d => ("all", "همه"),
        (1, 2) => ("half", "نیمی از"),
        (1, 3) => ("one third", "یک‌سوم"),
        (2, 3) => ("two thirds", "دوسوم"),
        (1, 4) => ("one quarter", "یک‌چهارم"),
        (3, 4) => ("three quarters", "سه‌چهارم"),
        (1, 5) => ("one fifth", "یک‌پنجم"),
        (2, 5) => ("two fifths", "دوپنجم"),
        (3, 5) => ("three fifths", "سه‌پنجم"),
        (4, 5) => ("four fifths", "چهارپنجم"),
        (1, 10) => ("one tenth", "یک‌دهم"),
        (n, d) => return both(format!("{n}/{d}"), format!("{n} از {d} سهم")),
    };
    both(en, fa)
}

/// A share that must be reached or exceeded: `more than half`, «بیش از نیمی».
pub fn threshold(fraction: Fraction, strict: bool) -> Bilingual {
    let share = share(fraction);
    match (strict, fraction.numerator() == fraction.denominator()) {
        (false, true) => share,
        (true, _) => both(format!("more than {}", share.en), format!("بیش از {}", share.fa)),
        (false, _) => both(format!("at least {}", share.en), format!("دست‌کم {}", share.fa)),
    }
}

/// Of what a majority is a share, after "of".
pub fn base(base: Base) -> Bilingual {
    let (en, fa) = match base {
        Base::Cast => (
            "the votes cast for and against (abstentions left out)",
            "رأی‌های موافق و مخالف (بی‌شمردن ممتنع‌ها)",
        ),
        Base::Valid => ("the valid votes (abstentions counted)", "رأی‌های معتبر (با شمردن ممتنع‌ها)"),
        Base::Present => ("those present (whether they vote or not)", "حاضران (چه رأی بدهند و چه ندهند)"),
        Base::Entitled => ("all who are entitled to vote", "همهٔ دارندگان حق رأی"),
        Base::Seats => ("all seats (vacant ones included)", "همهٔ کرسی‌ها (حتی کرسی‌های خالی)"),
        Base::Members => ("all members", "همهٔ اعضا"),
    };
    both(en, fa)
}

/// A least number of votes.
pub fn minimum(minimum: Minimum) -> Bilingual {
    match minimum {
        Minimum::Count(n) => both(n.to_string(), n.to_string()),
        Minimum::Share { fraction, base: of } => {
            let (share, of) = (share(fraction), base(of));
            both(format!("{} of {}", share.en, of.en), format!("{} {}", share.fa, of.fa))
        }
    }
}

/// Of what a quorum is a share, after "of".
pub fn quorum_of(of: QuorumOf) -> Bilingual {
    let (en, fa) = match of {
        QuorumOf::Seats => ("all its seats (vacant ones included)", "همهٔ کرسی‌های آن (حتی کرسی‌های خالی)"),
        QuorumOf::Filled => ("its filled seats", "کرسی‌های پر آن"),
        QuorumOf::Registered => {
            ("those who have registered at the sitting", "کسانی که در آن نشست نام‌نویسی کرده‌اند")
        }
        QuorumOf::Members => ("its members", "اعضای آن"),
    };
    both(en, fa)
}

/// What part an organ plays, after "It is".
pub fn role(role: Role) -> Bilingual {
    let (en, fa) = match role {
        Role::Unit => (
            "a unit: an organ of members, and the base of the organisation",
            "یکان است: نهادی از اعضا و پایهٔ سازمان",
        ),
        Role::Council => ("an organ of delegates", "نهاد نمایندگان است"),
        Role::Executive => (
            "an executive: it acts between the sittings of the organ that elected it",
            "نهاد اجرایی است: در فاصلهٔ نشست‌های نهادی که آن را برگزیده است عمل می‌کند",
        ),
        Role::Commission => ("a commission: an organ with a task", "کمیسیون است: نهادی با وظیفه‌ای معین"),
        Role::Party => ("a party, or an organ of a party", "حزب یا نهادی حزبی است"),
        Role::State => (
            "an organ of a state or of another power, which nobody here elected",
            "نهادی از دولت یا قدرتی دیگر است که در این جا کسی آن را برنگزیده است",
        ),
        Role::Other => ("an organ of another sort", "نهادی از گونه‌ای دیگر است"),
    };
    both(en, fa)
}

/// How a seat is filled, after "by".
pub fn seat(seat: Seat) -> Bilingual {
    let (en, fa) = match seat {
        Seat::Elected => ("election", "انتخاب"),
        Seat::ExOfficio => ("virtue of another office", "داشتن سمتی دیگر"),
        Seat::Delegated => ("delegation", "اعزام نماینده"),
        Seat::CoOpted => ("co-option", "پذیرش از سوی خود نهاد"),
        Seat::Reserved => ("reservation for a group", "سهمیهٔ یک گروه"),
        Seat::Substitute => ("a substitute taking over", "جانشینی علی‌البدل"),
        Seat::Appointed => ("appointment", "انتصاب"),
    };
    both(en, fa)
}

/// How open sittings are, as a sentence.
pub fn publicity(publicity: Publicity) -> Bilingual {
    let (en, fa) = match publicity {
        Publicity::Public => ("Its sittings are public.", "نشست‌های آن علنی است."),
        Publicity::Members => (
            "Its sittings are open to members of the organisation.",
            "نشست‌های آن به روی اعضای سازمان باز است.",
        ),
        Publicity::Closed => ("Its sittings are closed.", "نشست‌های آن غیرعلنی است."),
        Publicity::Secret => (
            "Its sittings are secret: that they were held is not made known.",
            "نشست‌های آن مخفی است: برگزاری آن‌ها نیز اعلام نمی‌شود.",
        ),
    };
    both(en, fa)
}

/// Days, months or minutes: `1 day`, `3 months`, «۳ ماه».
pub fn count(n: u64, en: &str, fa: &str) -> Bilingual {
    let plural = if n == 1 { "" } else { "s" };
    both(format!("{n} {en}{plural}"), format!("{n} {fa}"))
}

/// Those whom the charter names by words: kinds of organs, offices, `member`, or organs and persons of the record.
pub fn who(charter: &Charter, keys: &[Key]) -> Vec<Bilingual> {
    let name = |word: &Key| {
        if let Some(kind) = charter.kind.get(word) {
            return kind.name.clone();
        }
        if let Some(entitled) = words::entitled(word) {
            return entitled;
        }
        if charter.office.contains_key(word) || words::is_office(word) {
            let office = words::office(charter, word);
            return both(format!("the {}", bare(&office.en)), office.fa);
        }
        let named = words::named(charter, word).map(|n| both(format!("the {}", bare(&n.en)), n.fa));
        named.unwrap_or_else(|| Bilingual::new(format!("‘{word}’"), format!("«{word}»")))
    };
    keys.iter().map(name).collect()
}

/// A name without its article, so that another can stand before it.
fn bare(name: &str) -> &str {
    name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name)
}

/// Subjects by their names.
pub fn subjects(charter: &Charter, keys: &[Key]) -> Vec<Bilingual> {
    let own = |key: &Key| Bilingual::new(key.as_str(), key.as_str());
    keys.iter().map(|key| charter.subject.get(key).cloned().unwrap_or_else(|| own(key))).collect()
}

/// Offices by their names.
pub fn offices(charter: &Charter, keys: &[Key]) -> Vec<Bilingual> {
    keys.iter().map(|key| words::office(charter, key)).collect()
}

/// Kinds of questions that most organisations have, for charters that have no subject of that name.
const QUESTIONS: &[(&str, &str, &str)] = &[
    ("procedure", "procedure", "آیین کار"),
    ("election", "elections", "انتخابات"),
    ("recall", "recall", "بازخوانی"),
    ("removal", "removal", "برکناری"),
    ("statute", "the charter", "اساسنامه"),
    ("budget", "the budget", "بودجه"),
    ("programme", "the programme", "برنامه"),
    ("dissolution", "dissolution", "انحلال"),
];

/// A kind of question by the name of its subject, by its common name, or by its own word: `questions of wages`. A majority that is only asked for
/// beside another is the second count of that one.
pub fn question(charter: &Charter, word: &Key) -> Bilingual {
    if let Some(name) = common_question(charter, word) {
        return name;
    }
    let beside = charter.majority.iter().find(|(_, m)| m.and.as_ref() == Some(word));
    match beside.and_then(|(first, _)| common_question(charter, first)) {
        Some(first) => both(format!("the second count on {}", first.en), format!("شمارش دومِ {}", first.fa)),
        None => both(format!("questions of the kind ‘{word}’"), format!("پرسش‌های نوع «{word}»")),
    }
}

fn common_question(charter: &Charter, word: &Key) -> Option<Bilingual> {
    if word.as_str() == crate::charter::ORDINARY && !charter.subject.contains_key(word) {
        return Some(both("ordinary questions", "پرسش‌های عادی"));
    }
    let common =
        || QUESTIONS.iter().find(|(key, ..)| *key == word.as_str()).map(|(_, en, fa)| both(*en, *fa));
    let name = charter.subject.get(word).cloned().or_else(common)?;
    Some(both(format!("questions of {}", name.en), format!("پرسش‌های مربوط به {}", name.fa)))
}
