//! A charter as standing orders: numbered articles of real sentences, in English and Persian, each with the clause of the charter it says.

mod says;

use crate::charter::*;
use crate::floor::FloorRule;
use crate::rules::told;
use crate::standing::Standing;
use crate::words;
use says::*;
use serde::Serialize;
use shura_act::bilingual::{all_of, any_of};
use shura_act::{Bilingual, Calendar, Id, Key, Kind, Lang, show};
use shura_count::apportion::norm::Norm;
use shura_count::majority::Tie;

/// Standing orders.
#[derive(Serialize)]
pub struct Orders {
    /// Whose they are.
    pub title: Bilingual,
    /// The articles, in order.
    pub articles: Vec<Article>,
}

/// An article.
#[derive(Serialize)]
pub struct Article {
    /// What it is about.
    pub title: Bilingual,
    /// Its clauses, in order.
    pub clauses: Vec<Clause>,
}

/// A clause: one sentence or a few.
#[derive(Serialize)]
pub struct Clause {
    /// Its number: `3.2`.
    pub number: String,
    /// Where it stands in the charter: `kind.congress.norm`.
    pub clause: String,
    /// What it says.
    pub text: Bilingual,
}

/// Clauses as they are gathered: where each stands in the charter, and what it says.
#[derive(Default)]
struct Clauses(Vec<(String, Bilingual)>);

impl Clauses {
    fn say(&mut self, clause: impl Into<String>, en: impl Into<String>, fa: impl Into<String>) {
        self.0.push((clause.into(), both(en, fa)));
    }
}

/// Writes a charter out.
pub fn of(charter: &Charter) -> Orders {
    let name = &charter.organisation.name;
    let mut articles = vec![article("The organisation", "سازمان", organisation(charter))];
    for (key, kind) in &charter.kind {
        articles.push(article(&kind.name.en, &kind.name.fa, organ_kind(charter, key, kind)));
    }
    articles.push(article("Majorities", "اکثریت‌ها", majorities(charter)));
    articles.push(article("Subjects and offices", "موضوع‌ها و سمت‌ها", names(charter)));
    articles.push(article("Countersignature", "امضای متقابل", countersignatures(charter)));
    articles.push(article("Entering acts", "ثبت کنش‌ها", entering(charter)));
    articles.push(article("Changing this charter", "اصلاح این اساسنامه", amendment(charter)));
    for (article, number) in articles.iter_mut().zip(1..) {
        for (clause, part) in article.clauses.iter_mut().zip(1..) {
            clause.number = format!("{number}.{part}");
        }
    }
    Orders {
        title: both(format!("Standing orders of {}", name.en), format!("آیین‌نامهٔ {}", name.fa)),
        articles,
    }
}

/// Writes the charter of a record out: organs, persons and acts that it names by their identifiers are called by their names.
pub fn in_record(standing: &Standing) -> Orders {
    let mut orders = of(&standing.charter);
    for clause in orders.articles.iter_mut().flat_map(|article| &mut article.clauses) {
        let text = &clause.text;
        clause.text = both(
            with_names(standing, &text.en, ('‘', '’'), Lang::En),
            with_names(standing, &text.fa, ('«', '»'), Lang::Fa),
        );
    }
    orders
}

/// A text in which names stand for the identifiers in quotes.
fn with_names(standing: &Standing, text: &str, quotes: (char, char), lang: Lang) -> String {
    let (open, close) = quotes;
    let mut parts = text.split(open);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let known = part.split_once(close).and_then(|(word, rest)| {
            let id = Id::new(word).ok().filter(|id| standing.acts.contains_key(id))?;
            Some(format!("{}{rest}", standing.name_of(&id).get(lang)))
        });
        out.push_str(&known.unwrap_or_else(|| format!("{open}{part}")));
    }
    out
}

fn article(en: &str, fa: &str, clauses: Clauses) -> Article {
    let clause = |(clause, text)| Clause { number: String::new(), clause, text };
    Article { title: Bilingual::new(en, fa), clauses: clauses.0.into_iter().map(clause).collect() }
}

fn organisation(charter: &Charter) -> Clauses {
    let mut c = Clauses::default();
    let o = &charter.organisation;
    c.say(
        "organisation.name",
        format!("The organisation is called {}.", o.name.en),
        format!("نام سازمان {} است.", o.name.fa),
    );
    let (en, fa) = match o.calendar {
        Calendar::Gregorian => ("Gregorian", "میلادی"),
        Calendar::Julian => ("Julian (Old Style)", "یولیانی (سبک قدیم)"),
        Calendar::Persian => ("Persian (Solar Hijri)", "هجری خورشیدی"),
    };
    c.say(
        "organisation.calendar",
        format!("Its dates are told in the {en} calendar."),
        format!("تاریخ‌های آن با گاه‌شماری {fa} گفته می‌شود."),
    );
    match (o.mode, o.refuse_irregular) {
        (Mode::Enforcing, false) => c.say(
            "organisation.mode",
            "An act that would have no effect under these standing orders is refused, with the reason. An irregular act is entered with what is found in it, and stands until it is challenged.",
            "کنشی که به موجب این آیین‌نامه بی‌اثر باشد با ذکر دلیل رد می‌شود. کنش نابسامان همراه با یافته‌هایش ثبت می‌شود و تا به آن اعتراض نشود برجاست.",
        ),
        (Mode::Enforcing, true) => c.say(
            "organisation.refuse-irregular",
            "An act that would have no effect under these standing orders, or would be irregular, is refused, with the reason.",
            "کنشی که به موجب این آیین‌نامه بی‌اثر یا نابسامان باشد با ذکر دلیل رد می‌شود.",
        ),
        (Mode::Recording, _) => c.say(
            "organisation.mode",
            "Every act that happened is entered, with whatever is found to be out of order in it; nothing is refused.",
            "هر کنشی که رخ داده است همراه با آنچه در آن نابسامان یافته شود ثبت می‌شود؛ هیچ کنشی رد نمی‌شود.",
        ),
    }
    match o.imperative_mandates {
        Some(true) => c.say(
            "organisation.imperative-mandates",
            "Electors may bind their delegates by instructions.",
            "انتخاب‌کنندگان می‌توانند نمایندگان خود را با دستور پایبند کنند.",
        ),
        Some(false) => c.say(
            "organisation.imperative-mandates",
            "Delegates vote as they judge right; instructions of electors advise them and do not bind.",
            "نمایندگان به تشخیص خود رأی می‌دهند؛ دستور انتخاب‌کنندگان راهنماست و الزام‌آور نیست.",
        ),
        None => {}
    }
    if o.unverified_may_vote {
        c.say(
            "organisation.unverified-may-vote",
            "A delegate may vote before the mandate is verified.",
            "نماینده می‌تواند پیش از تأیید اعتبارنامه رأی بدهد.",
        );
    } else {
        c.say(
            "organisation.unverified-may-vote",
            "A delegate whose mandate is provisional may not vote until it is verified.",
            "نماینده‌ای که وکالتش موقت است تا تأیید اعتبارنامه حق رأی ندارد.",
        );
    }
    if o.ballot_survives_recall {
        c.say(
            "organisation.ballot-survives-recall",
            "A ballot cast before its caster was recalled counts.",
            "رأیی که پیش از بازخوانی رأی‌دهنده داده شده است شمرده می‌شود.",
        );
    } else {
        c.say(
            "organisation.ballot-survives-recall",
            "A ballot whose caster is recalled while the vote is still open is not counted.",
            "اگر رأی‌دهنده پیش از پایان رأی‌گیری بازخوانده شود، رأی او شمرده نمی‌شود.",
        );
    }
    if !o.public_offices.is_empty() {
        let offices = all_of(&offices(charter, &o.public_offices));
        c.say(
            "organisation.public-offices",
            format!("Whoever holds one of these offices is named in public: {}.", offices.en),
            format!("نام دارندگان این سمت‌ها به آگاهی همگان می‌رسد: {}.", offices.fa),
        );
    }
    c
}

fn organ_kind(charter: &Charter, key: &Key, kind: &OrganKind) -> Clauses {
    let mut c = Clauses::default();
    let at = |clause: &str| format!("kind.{key}.{clause}");
    let role = role(kind.role);
    c.say(at("role"), format!("It is {}.", role.en), format!("{}.", role.fa));
    constitution(&mut c, charter, kind, &at);
    seats(&mut c, charter, kind, &at);
    sittings(&mut c, charter, kind, &at);
    powers(&mut c, charter, kind, &at);
    if let Some(recall) = &kind.recall {
        recall_clause(&mut c, charter, recall, at("recall"));
    }
    silences(&mut c, kind, &at);
    c
}

/// Who makes it, and to whom it answers.
fn constitution(c: &mut Clauses, charter: &Charter, kind: &OrganKind, at: &dyn Fn(&str) -> String) {
    if !kind.elected_by.is_empty() {
        let who = all_of(&who(charter, &kind.elected_by));
        c.say(
            at("elected-by"),
            format!("The right to elect it belongs to: {}.", who.en),
            format!("حق انتخاب آن از آنِ این‌هاست: {}.", who.fa),
        );
    }
    if !kind.accountable_to.is_empty() {
        let who = all_of(&who(charter, &kind.accountable_to));
        c.say(
            at("accountable-to"),
            format!("It answers to: {}.", who.en),
            format!("این نهاد در برابر این‌ها پاسخ‌گوست: {}.", who.fa),
        );
    }
}

fn seats(c: &mut Clauses, charter: &Charter, kind: &OrganKind, at: &dyn Fn(&str) -> String) {
    if let Some(seats) = kind.seats {
        let n = count(seats, "seat", "کرسی");
        c.say(at("seats"), format!("It has {}.", n.en), format!("{} دارد.", n.fa));
    }
    if !kind.filled_by.is_empty() {
        let ways: Vec<Bilingual> = kind.filled_by.iter().map(|s| seat(*s)).collect();
        let ways = any_of(&ways);
        c.say(
            at("filled-by"),
            format!("A seat in it is filled only by {}.", ways.en),
            format!("کرسی آن تنها از این راه‌ها پر می‌شود: {}.", ways.fa),
        );
    }
    if let Some(norm) = &kind.norm {
        let text = norm_sentence(norm);
        c.0.push((at("norm"), text));
    }
    if kind.weights {
        c.say(
            at("weights"),
            "A delegate in it may carry more than one vote.",
            "نماینده در آن می‌تواند بیش از یک رأی داشته باشد.",
        );
    }
    for curia in &kind.curia {
        let (of, share) = (all_of(&who(charter, &curia.of)), share(curia.share));
        c.say(
            at("curia"),
            format!(
                "The section ‘{}’, formed by the delegates of {}, votes apart and has {} of the whole vote.",
                curia.name.en, of.en, share.en
            ),
            format!(
                "بخش «{}» که از نمایندگان {} تشکیل می‌شود جداگانه رأی می‌دهد و {} کل رأی را دارد.",
                curia.name.fa, of.fa, share.fa
            ),
        );
    }
    if let Some(months) = kind.term_months {
        let n = count(months, "month", "ماه");
        c.say(
            at("term-months"),
            format!("A mandate in it lasts {}.", n.en),
            format!("مدت وکالت در آن {} است.", n.fa),
        );
    }
    if let Some(months) = kind.stale_months {
        let n = count(months, "month", "ماه");
        c.say(
            at("stale-months"),
            format!("A mandate in it that has not been renewed for {} is stale: it holds, and every act that rests on it says so.", n.en),
            format!("وکالتی که {} تجدید نشده باشد کهنه است: برجاست، ولی هر کنشی که بر آن تکیه کند این را می‌گوید.", n.fa),
        );
    }
}

/// "A unit sends two delegates for its first 150 members, one more for …, and never more than six."
fn norm_sentence(norm: &Norm) -> Bilingual {
    let mut en = vec![];
    let mut fa = vec![];
    let delegates = |n: u64| count(n, "delegate", "نماینده");
    if norm.first > 0 {
        let first = delegates(norm.first_seats);
        en.push(format!("{} for its first {} members, or for fewer", first.en, norm.first));
        fa.push(format!("برای {} عضو نخست یا کمتر {}", norm.first, first.fa));
    }
    if let Some(per) = norm.per {
        let more = if norm.first > 0 {
            ("one more for every further", "هر", "عضو دیگر")
        } else {
            ("one delegate for every", "هر", "عضو")
        };
        let part = if norm.or_part {
            (format!(" {per} or part of {per}"), " یا کسری از آن")
        } else {
            (format!(" {per}"), "")
        };
        let members = if norm.first > 0 { "" } else { " members" };
        en.push(format!("{}{}{members}", more.0, part.0));
        fa.push(format!("برای {} {per} {}{} یک نماینده", more.1, more.2, part.1));
    }
    if let Some(most) = norm.at_most {
        en.push(format!("never more than {most}"));
        fa.push(format!("ولی هرگز نه بیش از {most} نماینده"));
    }
    let none = norm.none_below;
    let (below_en, below_fa) = if none > 0 {
        (
            format!(" A unit with fewer than {none} members sends nobody."),
            format!(" یکانی که کمتر از {none} عضو داشته باشد کسی را نمی‌فرستد."),
        )
    } else {
        Default::default()
    };
    both(
        format!("A unit sends {}.{below_en}", en.join(", ")),
        format!("هر یکان {} می‌فرستد.{below_fa}", fa.join(" و ").replace(" و ولی", "، ولی")),
    )
}

/// How it is called, when it can decide, and who may be there.
fn sittings(c: &mut Clauses, charter: &Charter, kind: &OrganKind, at: &dyn Fn(&str) -> String) {
    if let Some(rule) = &kind.convening {
        if !rule.by.is_empty() {
            let who = all_of(&who(charter, &rule.by));
            c.say(
                at("convening.by"),
                format!("Those who may call it to sit: {}.", who.en),
                format!("حق فراخواندن آن به نشست با این‌هاست: {}.", who.fa),
            );
        }
        if let Some(months) = rule.every_months {
            let n = count(months, "month", "ماه");
            c.say(
                at("convening.every-months"),
                format!("A sitting is due at least every {}.", n.en),
                format!("دست‌کم هر {} یک بار باید نشست داشته باشد.", n.fa),
            );
        }
        if let Some(days) = rule.notice_days {
            let n = count(days, "day", "روز");
            c.say(
                at("convening.notice-days"),
                format!("Notice of a sitting is given at least {} before it.", n.en),
                format!("فراخوان دست‌کم {} پیش از نشست داده می‌شود.", n.fa),
            );
        }
        if !rule.fallback.is_empty() {
            let who = all_of(&who(charter, &rule.fallback));
            c.say(
                at("convening.fallback"),
                format!("Once a sitting is overdue, these may call it too: {}.", who.en),
                format!("همین‌که موعد نشست بگذرد، این‌ها نیز می‌توانند آن را فرابخوانند: {}.", who.fa),
            );
        }
        if let Some(fraction) = rule.on_demand_of {
            let share = share(fraction);
            c.say(
                at("convening.on-demand-of"),
                format!("It must be called when at least {} of its units demand it.", share.en),
                format!("هرگاه دست‌کم {} یکان‌های آن بخواهند، باید فراخوانده شود.", share.fa),
            );
        }
    }
    if let Some(quorum) = &kind.quorum {
        quorum_clause(c, quorum, at("quorum"));
    }
    if let Some(openness) = kind.publicity {
        c.0.push((at("publicity"), publicity(openness)));
    }
    if let Some(minutes) = kind.speech_minutes {
        let n = count(minutes, "minute", "دقیقه");
        c.say(
            at("speech-minutes"),
            format!("A speech in it may last {}.", n.en),
            format!("هر سخنرانی در آن تا {} وقت دارد.", n.fa),
        );
    }
    if let Some(floor) = &kind.floor {
        floor_clauses(c, floor, &at("floor"));
    }
    if let Some(tellers) = kind.tellers {
        c.say(
            at("tellers"),
            format!("A vote by hands is declared when {tellers} tellers have counted and agree."),
            format!("نتیجهٔ رأی‌گیری با دست هنگامی اعلام می‌شود که {tellers} شمارندهٔ آرا شمرده باشند و شمارششان یکی باشد."),
        );
    }
    if let Some(supporters) = kind.supporters {
        let n = count(supporters, "member", "عضو");
        c.say(
            at("supporters"),
            format!("A motion is put to the vote there only with the support of {} besides its mover.", n.en),
            format!("پیشنهاد تنها با پشتیبانی {} جز پیشنهاددهنده به رأی گذاشته می‌شود.", n.fa),
        );
    }
    if kind.minutes {
        c.say(at("minutes"), "Minutes are kept of its sittings.", "از نشست‌های آن صورت‌جلسه نوشته می‌شود.");
    }
}

/// How the floor is given.
fn floor_clauses(c: &mut Clauses, floor: &FloorRule, clause: &str) {
    let told = [
        (
            floor.present_only,
            "Only those present are given the floor.",
            "نوبت سخن تنها به حاضران داده می‌شود.",
        ),
        (
            floor.several_entries,
            "A person may stand on the list of speakers more than once.",
            "نام یک تن می‌تواند چند بار در فهرست سخنرانان بیاید.",
        ),
        (
            floor.initially_closed,
            "The list of speakers is closed until it is opened.",
            "فهرست سخنرانان تا باز نشود بسته است.",
        ),
        (
            floor.closing_blocks_points_of_order,
            "While it is closed, points of order are not taken either.",
            "تا بسته است، تذکر آیین‌نامه‌ای هم پذیرفته نمی‌شود.",
        ),
        (
            floor.first_time_first,
            "Whoever has not spoken yet goes before those who have.",
            "آن که هنوز سخن نگفته است بر آنان که گفته‌اند مقدم است.",
        ),
        (floor.alternate, "Speeches for and against take turns.", "موافق و مخالف به نوبت سخن می‌گویند."),
    ];
    for (_, en, fa) in told.into_iter().filter(|(holds, ..)| *holds) {
        c.say(clause, en, fa);
    }
    if let Some(minutes) = floor.intervention_minutes {
        let n = count(minutes, "minute", "دقیقه");
        c.say(
            clause,
            format!("An intervention may last {}.", n.en),
            format!("مداخلهٔ کوتاه تا {} وقت دارد.", n.fa),
        );
    }
    if let Some(minutes) = floor.faction_minutes {
        let n = count(minutes, "minute", "دقیقه");
        c.say(
            clause,
            format!("Each faction has {} for each item.", n.en),
            format!("هر فراکسیون برای هر بند {} وقت دارد.", n.fa),
        );
    }
}

fn quorum_clause(c: &mut Clauses, quorum: &Quorum, clause: String) {
    let needed = match (quorum.fraction, quorum.number) {
        (Some(fraction), _) => {
            let (share, of) = (threshold(fraction, quorum.strict), quorum_of(quorum.of));
            both(format!("{} of {}", share.en, of.en), format!("{} {}", share.fa, of.fa))
        }
        (None, Some(n)) => both(format!("at least {n}"), format!("دست‌کم {n} تن")),
        (None, None) => return,
    };
    match quorum.when {
        QuorumWhen::Opening => c.say(
            clause,
            format!(
                "It may open only when {} are there; once it is open, it may decide even if some have left.",
                needed.en
            ),
            format!(
                "نشست آن تنها با حضور {} گشوده می‌شود؛ پس از گشایش، با رفتن کسانی نیز می‌تواند تصمیم بگیرد.",
                needed.fa
            ),
        ),
        QuorumWhen::Continuous => c.say(
            clause,
            format!("It may decide only while {} are there, at the opening and at every vote.", needed.en),
            format!(
                "تنها تا زمانی می‌تواند تصمیم بگیرد که {} حاضر باشند، هم هنگام گشایش و هم در هر رأی‌گیری.",
                needed.fa
            ),
        ),
    }
}

fn powers(c: &mut Clauses, charter: &Charter, kind: &OrganKind, at: &dyn Fn(&str) -> String) {
    if !kind.competence.is_empty() {
        let subjects = all_of(&subjects(charter, &kind.competence));
        c.say(
            at("competence"),
            format!("It decides on these subjects and no others: {}.", subjects.en),
            format!("تنها دربارهٔ این موضوع‌ها تصمیم می‌گیرد: {}.", subjects.fa),
        );
    }
    if kind.acts_for_parent {
        c.say(
            at("acts-for-parent"),
            "What it does counts as done by the organ that it is part of.",
            "آنچه می‌کند به نام نهادی است که جزئی از آن است.",
        );
    }
    if kind.interim {
        c.say(
            at("interim"),
            "What it does between the sittings of the organ that it is part of holds only until that organ has ratified it or not.",
            "آنچه در فاصلهٔ نشست‌های نهاد بالادست خود می‌کند تنها تا زمانی برجاست که آن نهاد درباره‌اش رأی بدهد.",
        );
    }
}

fn recall_clause(c: &mut Clauses, charter: &Charter, recall: &RecallRule, clause: String) {
    let (en, fa) = match recall.by {
        RecallBy::Electors => (
            "The unit that gave a mandate in it may take it back at any time",
            "یکانی که وکالت داده است هر زمان می‌تواند آن را پس بگیرد",
        ),
        RecallBy::Organ => (
            "The organ may itself recall whoever sits in it",
            "خود نهاد می‌تواند هر کس را که در آن کرسی دارد بازبخواند",
        ),
        RecallBy::Nobody => {
            c.say(
                clause,
                "Nobody who sits in it can be recalled before the term ends.",
                "هیچ‌کس از دارندگان کرسی آن را پیش از پایان دوره نمی‌توان بازخواند.",
            );
            return;
        }
    };
    let mut en = en.to_owned();
    let mut fa = fa.to_owned();
    if let Some(key) = &recall.question {
        let name = question(charter, key);
        en.push_str(&format!(", by the majority needed for {}", name.en));
        fa.push_str(&format!("، با اکثریت لازم برای {}", name.fa));
    }
    if let Some(days) = recall.notice_days {
        let n = count(days, "day", "روز");
        en.push_str(&format!(", after notice of {}", n.en));
        fa.push_str(&format!("، پس از {} اخطار", n.fa));
    }
    en.push('.');
    fa.push('.');
    if recall.substitute {
        en.push_str(" A substitute takes the seat at once.");
        fa.push_str(" علی‌البدل بی‌درنگ جای او را می‌گیرد.");
    }
    c.say(clause, en, fa);
}

/// What a kind of organ leaves open: nothing is refused for it, and acts that need it are marked "no rule".
fn silences(c: &mut Clauses, kind: &OrganKind, at: &dyn Fn(&str) -> String) {
    if !matches!(kind.role, Role::Council | Role::Executive | Role::Commission | Role::Unit) {
        return;
    }
    let decides = kind.role != Role::Unit;
    let open = [
        (decides && kind.elected_by.is_empty(), "who elects it", "انتخاب‌کنندگان آن"),
        (decides && kind.term_months.is_none(), "how long a mandate in it lasts", "مدت وکالت در آن"),
        (kind.convening.is_none(), "who calls it", "فراخوانندهٔ آن"),
        (kind.quorum.is_none(), "its quorum", "حد نصاب آن"),
        (decides && kind.competence.is_empty(), "what subjects it decides on", "موضوع‌های در صلاحیت آن"),
        (kind.recall.is_none(), "recall from it", "بازخوانی از آن"),
    ];
    let open: Vec<Bilingual> = open.iter().filter(|o| o.0).map(|o| Bilingual::new(o.1, o.2)).collect();
    if !open.is_empty() {
        let open = all_of(&open);
        c.say(
            at("").trim_end_matches('.').to_owned(),
            format!("The charter does not say: {}. What it does not say is not refused.", open.en),
            format!("اساسنامه دربارهٔ این‌ها چیزی نمی‌گوید: {}. آنچه گفته نشده باشد رد نمی‌شود.", open.fa),
        );
    }
}

fn majorities(charter: &Charter) -> Clauses {
    let mut c = Clauses::default();
    for (key, majority) in &charter.majority {
        let rule = &majority.rule;
        let (name, share, of) =
            (question(charter, key), threshold(rule.fraction, rule.strict), base(rule.base));
        let mut en = format!("For {}: {} of {} must be in favour.", name.en, share.en, of.en);
        let mut fa = format!("برای {}: {} {} باید موافق باشند.", name.fa, share.fa, of.fa);
        let mut add = |words: Bilingual| {
            en.push_str(&format!(" {}", words.en));
            fa.push_str(&format!(" {}", words.fa));
        };
        if let Some(least) = rule.minimum_for {
            let n = minimum(least);
            add(both(
                format!("There must be no fewer votes in favour than {}.", n.en),
                format!("شمار رأی‌های موافق نباید از {} کمتر باشد.", n.fa),
            ));
        }
        if let Some(least) = rule.quorum_of_votes {
            let n = minimum(least);
            add(both(
                format!("No fewer must take part in the vote than {}.", n.en),
                format!("شمار شرکت‌کنندگان در رأی‌گیری نباید از {} کمتر باشد.", n.fa),
            ));
        }
        if rule.fraction.is_half() && rule.strict {
            add(tie(rule.tie));
        }
        if let Some(and) = &majority.and {
            let second = question(charter, and);
            add(both(
                format!("The majority needed for {} must be reached as well.", second.en),
                format!("اکثریت لازم برای {} نیز باید به دست آید.", second.fa),
            ));
        }
        if rule.consultative {
            add(both(
                "Such a vote advises and binds nobody.",
                "این رأی‌گیری مشورتی است و کسی را پایبند نمی‌کند.",
            ));
        }
        c.say(format!("majority.{key}"), en, fa);
    }
    if charter.majority.contains_key(ORDINARY) {
        c.say(
            format!("majority.{ORDINARY}"),
            "A question for which no other majority is laid down is an ordinary one.",
            "هر پرسشی که اکثریت دیگری برایش تعیین نشده باشد پرسشی عادی است.",
        );
    } else {
        c.say(
            "majority",
            "For a question that is not named here the charter lays down no majority.",
            "برای پرسشی که در این جا نیامده، اساسنامه اکثریتی تعیین نکرده است.",
        );
    }
    c
}

fn tie(tie: Tie) -> Bilingual {
    let (en, fa) = match tie {
        Tie::Fail => {
            ("When the votes are equal, the motion is lost.", "اگر رأی‌ها برابر شود، پیشنهاد رد شده است.")
        }
        Tie::Chair => {
            ("When the votes are equal, the chair decides.", "اگر رأی‌ها برابر شود، رأی رئیس تعیین‌کننده است.")
        }
        Tie::Lot => (
            "When the votes are equal, a lot is drawn and written down.",
            "اگر رأی‌ها برابر شود، قرعه می‌کشند و آن را می‌نویسند.",
        ),
        Tie::Repeat => {
            ("When the votes are equal, the vote is taken again.", "اگر رأی‌ها برابر شود، دوباره رأی می‌گیرند.")
        }
    };
    both(en, fa)
}

fn names(charter: &Charter) -> Clauses {
    let mut c = Clauses::default();
    if charter.subject.is_empty() {
        c.say(
            "subject",
            "No subjects are laid down: no organ is limited in what it may decide about.",
            "موضوعی تعیین نشده است: صلاحیت هیچ نهادی از نظر موضوع محدود نیست.",
        );
    } else {
        let all = all_of(&charter.subject.values().cloned().collect::<Vec<_>>());
        c.say(
            "subject",
            format!("The subjects on which organs decide: {}.", all.en),
            format!("موضوع‌هایی که نهادها درباره‌شان تصمیم می‌گیرند: {}.", all.fa),
        );
    }
    if charter.office.is_empty() {
        c.say("office", "No offices are laid down.", "سمتی تعیین نشده است.");
    } else {
        let all = all_of(&charter.office.values().cloned().collect::<Vec<_>>());
        c.say("office", format!("The offices: {}.", all.en), format!("سمت‌ها: {}.", all.fa));
    }
    c
}

fn countersignatures(charter: &Charter) -> Clauses {
    let mut c = Clauses::default();
    for (rule, number) in charter.countersignature.iter().zip(1..) {
        let (orders, by) = (any_of(&who(charter, &rule.orders_of)), any_of(&who(charter, &rule.by)));
        let mut en = format!("An order of {}", orders.en);
        let mut fa = format!("فرمان {}", orders.fa);
        if !rule.subjects.is_empty() {
            let subjects = any_of(&subjects(charter, &rule.subjects));
            en.push_str(&format!(" about {}", subjects.en));
            fa.push_str(&format!(" دربارهٔ {}", subjects.fa));
        }
        if !rule.to.is_empty() {
            let to = any_of(&who(charter, &rule.to));
            en.push_str(&format!(", given to {},", to.en));
            fa.push_str(&format!(" خطاب به {}", to.fa));
        }
        en.push_str(&format!(" binds only when it is countersigned by {}.", by.en));
        fa.push_str(&format!(" تنها با امضای متقابلِ {} الزام‌آور است.", by.fa));
        if let Some(form) = &rule.form {
            let form = told::form(form);
            en.push_str(&format!(" The countersignature must have the form of {}.", form.en));
            fa.push_str(&format!(" امضای متقابل باید به صورت {} باشد.", form.fa));
        }
        let calendar = charter.organisation.calendar;
        let day = |date: &shura_act::Date| {
            (show::date(date, calendar, Lang::En), show::date(date, calendar, Lang::Fa))
        };
        match (rule.from.as_ref().map(day), rule.until.as_ref().map(day)) {
            (Some(from), Some(until)) if from == until => {
                en.push_str(&format!(" This held on {} alone.", from.0));
                fa.push_str(&format!(" این قاعده تنها در {} برقرار بود.", from.1));
            }
            (Some(from), Some(until)) => {
                en.push_str(&format!(" This holds from {} to {}.", from.0, until.0));
                fa.push_str(&format!(" این قاعده از {} تا {} برقرار است.", from.1, until.1));
            }
            (Some(from), None) => {
                en.push_str(&format!(" This holds from {} on.", from.0));
                fa.push_str(&format!(" این قاعده از {} به بعد برقرار است.", from.1));
            }
            (None, Some(until)) => {
                en.push_str(&format!(" This holds until {}.", until.0));
                fa.push_str(&format!(" این قاعده تا {} برقرار است.", until.1));
            }
            (None, None) => {}
        }
        if let Some(act) = &rule.made_by {
            en.push_str(&format!(" It was made by the act ‘{act}’."));
            fa.push_str(&format!(" این قاعده را کنش «{act}» آورده است."));
        }
        c.say(format!("countersignature.{number}"), en, fa);
    }
    if charter.countersignature.is_empty() {
        c.say(
            "countersignature",
            "No order needs a countersignature.",
            "هیچ فرمانی به امضای متقابل نیاز ندارد.",
        );
    }
    c
}

fn entering(charter: &Charter) -> Clauses {
    let mut c = Clauses::default();
    for (kind, by) in &charter.may {
        let (name, who) = (words::kind(*kind), any_of(&who(charter, by)));
        c.say(
            format!("may.{}", kind.name()),
            format!("An act of the kind ‘{}’ may be entered only by {}.", name.en, who.en),
            format!("کنشی از گونهٔ «{}» را تنها {} می‌تواند ثبت کند.", name.fa, who.fa),
        );
    }
    if charter.may.is_empty() {
        c.say(
            "may",
            "The charter does not limit who may enter which act.",
            "اساسنامه ثبت هیچ کنشی را به کسی محدود نکرده است.",
        );
    }
    let kinds_of = |kinds: &[Kind]| all_of(&kinds.iter().map(|k| words::kind(*k)).collect::<Vec<_>>());
    match charter.signed.as_deref() {
        Some([]) => {
            c.say(
                "signed",
                "No act has to be signed by its author.",
                "امضای نویسنده برای هیچ کنشی لازم نیست.",
            );
        }
        Some(kinds) => {
            let kinds = kinds_of(kinds);
            c.say(
                "signed",
                format!("Acts of these kinds must be signed by their author: {}.", kinds.en),
                format!("کنش‌های این گونه‌ها باید امضای نویسندهٔ خود را داشته باشند: {}.", kinds.fa),
            );
        }
        None => {
            let kinds = kinds_of(SIGNED_BY_KEY_HOLDERS);
            c.say(
                "signed",
                format!("Whoever has enrolled a key signs with it acts of these kinds: {}.", kinds.en),
                format!("هر که کلیدی ثبت کرده است کنش‌های این گونه‌ها را با آن امضا می‌کند: {}.", kinds.fa),
            );
        }
    }
    c
}

fn amendment(charter: &Charter) -> Clauses {
    let mut c = Clauses::default();
    match &charter.amendment {
        Some(rule) => {
            let (by, question) =
                (all_of(&who(charter, std::slice::from_ref(&rule.by))), question(charter, &rule.question));
            c.say(
                "amendment",
                format!(
                    "The power to change this charter belongs to: {}. It takes the majority needed for {}.",
                    by.en, question.en
                ),
                format!(
                    "حق اصلاح این اساسنامه از آنِ این نهاد است: {}. اکثریتِ لازم همان اکثریت {} است.",
                    by.fa, question.fa
                ),
            );
            c.say(
                "amendment",
                "A change of the charter is an act like any other: it is entered, and what was done before it is judged by the charter of its time.",
                "اصلاح اساسنامه کنشی است مانند دیگر کنش‌ها: ثبت می‌شود، و آنچه پیش از آن شده است با اساسنامهٔ زمان خود سنجیده می‌شود.",
            );
        }
        None => c.say(
            "amendment",
            "The charter does not say how it is changed.",
            "اساسنامه نمی‌گوید خود آن چگونه اصلاح می‌شود.",
        ),
    }
    c
}
