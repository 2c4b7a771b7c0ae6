//! What a proof says to a reader, a sentence a line, in both languages: first what is proved, then what the log only states.

use crate::essence::{Essence, Leaf};
use crate::proof_document::{Checked, Enrolment};
use crate::statement::{Credential, Named, State, Statement};
use shura_act::act::Class;
use shura_act::bilingual::fa_digits;
use shura_act::{Bilingual, Calendar, Date, Entry, Lang, PublicKey, show};
use shura_tlog::checkpoint::Witnessed;

fn both(en: impl Into<String>, fa: impl Into<String>) -> Bilingual {
    Bilingual::new(en, fa)
}

fn number(n: u64) -> String {
    fa_digits(&n.to_string())
}

fn date(date: &Date) -> Bilingual {
    let say =
        |lang| show::date(date, if lang == Lang::Fa { Calendar::Persian } else { Calendar::Gregorian }, lang);
    both(say(Lang::En), say(Lang::Fa))
}

/// The lines of a proof that holds.
pub fn of_document(checked: &Checked) -> Vec<Bilingual> {
    let Some((index, entry, signers)) = checked.act() else { return vec![] };
    let mut lines = vec![genuine(&checked.witnessed, checked.independent, *index)];
    lines.push(act(entry));
    lines.extend(signers.iter().map(|key| signed(checked, key, *index)));
    if signers.is_empty() {
        lines.push(both(
            "No personal key signed it; only the seal of the log vouches for it.",
            "هیچ کلید شخصی آن را امضا نکرده است؛ تنها مهر دفتر پشتوانهٔ آن است.",
        ));
    }
    lines.extend(witnesses(&checked.witnessed));
    match &checked.statement {
        Some(statement) => {
            lines.push(both(
                format!(
                    "The log states of it, as of the checkpoint over {} entries (only the whole record could prove this):",
                    checked.witnessed.checkpoint.size
                ),
                format!(
                    "دفتر دربارهٔ آن، تا نقطهٔ وارسیِ {} ثبت، چنین اظهار می‌کند (اثبات این‌ها تنها با همهٔ سند ممکن است):",
                    number(checked.witnessed.checkpoint.size)
                ),
            ));
            lines.extend(stated(statement).into_iter().map(|line| both(format!("  {}", line.en), format!("  {}", line.fa))));
            lines.extend(checked.ender().map(|(index, by)| {
                both(
                    format!("What it says ended it, {by}, is proved to be entry {index} of the log."),
                    format!("ثابت است که آن‌چه می‌گوید به آن پایان داده، {by}، ثبت {} دفتر است.", number(index)),
                )
            }));
        }
        None => lines.push(both(
            "The log states nothing of whether it is in force; ask for a proof with a statement, or verify the record.",
            "دفتر نگفته است که این کنش معتبر است یا نه؛ برگه‌ای با اظهار دفتر بخواهید یا خود سند را وارسی کنید.",
        )),
    }
    lines
}

/// The lines of a QR code that holds.
pub fn of_essence(essence: &Essence, witnessed: &Witnessed, independent: bool) -> Vec<Bilingual> {
    let mut lines = vec![genuine(witnessed, independent, essence.index)];
    match &essence.leaf {
        Leaf::Whole(bytes) => lines.extend(Entry::read(bytes).ok().map(|entry| act(&entry))),
        Leaf::Hash(hash) => lines.push(both(
            format!(
                "The code holds only its hash; the text beside it is genuine if its leaf hash is {hash}."
            ),
            format!("در رمزینه تنها چکیدهٔ آن است؛ متن کنار آن اصل است اگر چکیدهٔ برگ آن چنین باشد: {hash}"),
        )),
    }
    lines.extend(witnesses(witnessed));
    lines.push(both(
        "The code says nothing of signatures, nor of whether the act is still in force; the proof document does.",
        "رمزینه از امضاها و از معتبر بودن کنش چیزی نمی‌گوید؛ برگهٔ اثبات می‌گوید.",
    ));
    lines
}

fn genuine(witnessed: &Witnessed, independent: bool, index: u64) -> Bilingual {
    let checkpoint = &witnessed.checkpoint;
    let (origin, size) = (&checkpoint.origin, checkpoint.size);
    let at = both(
        format!("entry {index} of the log {origin}, under its checkpoint over {size} entries"),
        format!("ثبت {} دفتر {origin} است، زیر نقطهٔ وارسی آن بر {} ثبت", number(index), number(size)),
    );
    if independent {
        return both(format!("Genuine: {}.", at.en), format!("اصل است: این {}.", at.fa));
    }
    both(
        format!(
            "Agrees with itself: {}. Genuine if the key is the organisation's; name it with --key.",
            at.en
        ),
        format!(
            "با خود سازگار است: این {}. اگر کلید از آنِ سازمان باشد اصل است؛ آن را با --key نام ببرید.",
            at.fa
        ),
    )
}

fn act(entry: &Entry) -> Bilingual {
    let (id, kind) = (&entry.id, entry.act.kind().name());
    let (mut en, mut fa) = (format!("Act {id}, {kind}"), format!("کنش {id}، {kind}"));
    if let Some(at) = &entry.at {
        let at = date(at);
        en = format!("{en}, {}", at.en);
        fa = format!("{fa}، {}", at.fa);
    }
    match &entry.text {
        Some(text) => both(format!("{en}: {}", text.en), format!("{fa}: {}", text.fa)),
        None => both(format!("{en}."), format!("{fa}.")),
    }
}

fn signed(checked: &Checked, key: &PublicKey, index: u64) -> Bilingual {
    match checked.enrolment(key, index) {
        // A key that was ended before is told as it is shown, too: only the whole record could say that nothing ended it.
        Some(Enrolment { index, act, person }) => both(
            format!(
                "Signed with the key that the act {act} (entry {index}, in this proof) says is {person}'s; whether it was ended before, only the whole record shows."
            ),
            format!(
                "با کلیدی امضا شده است که کنش {act} (ثبت {}، در همین برگه) آن را از آنِ {person} می‌شناساند؛ این‌که پیش از آن پایان نیافته بوده تنها از همهٔ سند برمی‌آید.",
                number(index)
            ),
        ),
        None => both(
            format!("Signed with the key {key}; the proof does not show whose it is."),
            format!("با کلید {key} امضا شده است؛ این برگه نشان نمی‌دهد از آنِ کیست."),
        ),
    }
}

fn witnesses(witnessed: &Witnessed) -> Option<Bilingual> {
    let names: Vec<&str> = witnessed.by.iter().map(|(name, _)| name.as_str()).collect();
    (!names.is_empty()).then(|| {
        both(
            format!("The checkpoint is cosigned by {}.", names.join(", ")),
            format!("نقطهٔ وارسی را {} هم امضا کرده‌اند.", names.join("، ")),
        )
    })
}

fn names(named: &[Named]) -> Bilingual {
    let join = |pick: fn(&Bilingual) -> &str, comma| {
        named.iter().map(|n| pick(&n.name)).collect::<Vec<_>>().join(comma)
    };
    both(join(|n| &n.en, ", "), join(|n| &n.fa, "، "))
}

/// What a statement says.
pub fn stated(statement: &Statement) -> Vec<Bilingual> {
    let mut lines = vec![state(statement)];
    if let Some(by) = &statement.by {
        lines.push(match &statement.behalf {
            Some(behalf) => both(
                format!("Performed by {} on behalf of {}.", by.name.en, behalf.name.en),
                format!("کنندهٔ آن {} است، به نام {}.", by.name.fa, behalf.name.fa),
            ),
            None => both(format!("Performed by {}.", by.name.en), format!("کنندهٔ آن {} است.", by.name.fa)),
        });
    }
    if !statement.authority.is_empty() {
        let (en, fa): (Vec<_>, Vec<_>) =
            statement.authority.iter().map(|l| (l.en.as_str(), l.fa.as_str())).unzip();
        let (ends_en, ends_fa) = if statement.reaches_base {
            ("", "")
        } else {
            (" The chain reaches no unit.", " زنجیره به هیچ یکانی نمی‌رسد.")
        };
        lines.push(both(
            format!("By whose authority: {}.{ends_en}", en.join(" ← ").trim_end_matches('.')),
            format!("به اختیار چه کسی: {}.{ends_fa}", fa.join(" ← ").trim_end_matches('.')),
        ));
    }
    if statement.authority.is_empty() && statement.reaches_base {
        lines.push(both(
            "By whose authority: the chain reaches a unit; its links are not told here.",
            "به اختیار چه کسی: زنجیره به یکانی می‌رسد؛ حلقه‌های آن این‌جا گفته نشده است.",
        ));
    }
    if !statement.to.is_empty() {
        let to = names(&statement.to);
        lines.push(both(format!("Addressed to {}.", to.en), format!("مخاطب آن {} است.", to.fa)));
    }
    lines.extend(countersignature(statement));
    if let Some(credential) = &statement.credential {
        lines.extend(seat(credential));
    }
    if let Some(result) = &statement.result {
        let (figures, sentence) = (&result.figures, &result.sentence);
        lines.push(both(
            format!("Figures (for : against : abstaining): {}. {}", figures.en, sentence.en),
            format!("رقم‌ها (موافق : مخالف : ممتنع): {}. {}", fa_digits(&figures.fa), fa_digits(&sentence.fa)),
        ));
    }
    if !statement.findings.is_empty() {
        let rules = statement.findings.join(", ");
        lines.push(both(
            format!("Rules that find something in it: {rules}."),
            format!("قاعده‌هایی که در آن چیزی یافته‌اند: {rules}."),
        ));
    }
    lines
}

fn state(statement: &Statement) -> Bilingual {
    let by = statement.ended_by.as_ref().map(ToString::to_string);
    match (statement.state, by) {
        (State::InForce, _) => both("It is in force.", "معتبر است."),
        (State::Provisional, _) => {
            both("It is in force until it is ratified or voided.", "تا زمانی که تأیید یا باطل شود معتبر است.")
        }
        (State::Ended, Some(by)) => both(
            format!("It is no longer in force: {by} ended it."),
            format!("دیگر معتبر نیست: {by} به آن پایان داده است."),
        ),
        (State::Ended, None) => both("It is no longer in force.", "دیگر معتبر نیست."),
        (State::Void, _) => both("It had no effect from the beginning.", "از آغاز بی‌اثر بوده است."),
        (State::Done, _) => both("It stands in the record.", "در سند برجاست."),
    }
}

fn countersignature(statement: &Statement) -> Option<Bilingual> {
    let signed = statement.countersignature.as_ref()?;
    let by = names(&signed.by);
    Some(match (signed.needed, signed.given) {
        (false, _) if signed.by.is_empty() => {
            both("The charter asks for no countersignature.", "اساسنامه برای آن امضای متقابل نمی‌خواهد.")
        }
        (true, false) => both(
            "The countersignature that the charter asks for is missing: it does not bind.",
            "امضای متقابلی که اساسنامه می‌خواهد ندارد: الزام‌آور نیست.",
        ),
        _ => both(format!("Countersigned by {}.", by.en), format!("امضای متقابل از {}.", by.fa)),
    })
}

fn seat(held: &Credential) -> Vec<Bilingual> {
    let class = match held.class {
        Class::Voting => both("voting", "با حق رأی"),
        Class::Consultative => both("consultative", "مشورتی"),
        Class::Guest => both("guest", "مهمان"),
    };
    let (person, organ) = (&held.person.name, &held.organ.name);
    let unit = held.unit.as_ref().map_or(both("", ""), |unit| {
        both(format!(" for {}", unit.name.en), format!(" از سوی {}", unit.name.fa))
    });
    let mut lines = vec![both(
        format!("{} sits in {}{}: {}, {} vote(s).", person.en, organ.en, unit.en, class.en, held.votes),
        format!(
            "{} در {}{} کرسی دارد: {}، {} رأی.",
            person.fa,
            organ.fa,
            unit.fa,
            class.fa,
            number(held.votes)
        ),
    )];
    lines.push(if held.verified {
        both("The mandate was verified.", "اعتبارنامه تأیید شده است.")
    } else {
        both(
            "The mandate was not verified by an act of its own.",
            "اعتبارنامه با کنشی جداگانه تأیید نشده است.",
        )
    });
    let since = held.since.as_ref().map(date);
    match (&held.until, held.months, since) {
        (Some(until), _, _) => {
            let until = date(until);
            lines.push(both(format!("Until {}.", until.en), format!("تا {}.", until.fa)));
        }
        (None, Some(months), Some(since)) => lines.push(both(
            format!("For {months} months from {}.", since.en),
            format!("برای {} ماه از {}.", number(months), since.fa),
        )),
        (None, _, Some(since)) => lines.push(both(
            format!("Since {}; no end is set.", since.en),
            format!("از {}؛ پایانی برای آن تعیین نشده است.", since.fa),
        )),
        (None, _, None) => {}
    }
    lines
}
