//! `shura at DIR DATE [ORGAN]`: who holds which seat and office on a date, for whom, since when, and which acts are in force.

use crate::output::{Failure, Output, all_of};
use crate::record::Record;
use crate::words;
use clap::ValueEnum;
use serde::Serialize;
use shura_act::{Bilingual, Calendar, Date, Id, Lang, show};
use shura_kernel::organ::{Composed, OrganAt, Seated, Share, View};
use std::path::PathBuf;
use std::process::ExitCode;

/// When, and which organ.
#[derive(clap::Args)]
pub struct Args {
    /// The folder of the record, or a sealed file.
    dir: PathBuf,
    /// The date, such as 1917-10-25 or 1917-10-25T21:00.
    date: String,
    /// One organ or unit; all that have seats or offices filled where nothing is said.
    organ: Option<String>,
    /// The calendar of the date: gregorian, julian or persian; that of the charter where nothing is said.
    #[arg(long)]
    calendar: Option<In>,
}

/// A calendar, as it is named on the command line.
#[derive(Clone, Copy, ValueEnum)]
pub enum In {
    /// ISO 8601.
    Gregorian,
    /// Old Style.
    Julian,
    /// Solar Hijri.
    Persian,
}

/// What `at --json` prints.
#[derive(Serialize)]
struct Report {
    /// The date, Gregorian.
    date: Date,
    /// Acts that can have happened by then.
    acts: u64,
    /// Those of them that can as well have happened later.
    vague: usize,
    organs: Vec<OrganAt>,
    /// Organs without anyone named in them.
    empty_organs: usize,
}

/// Reads a date in the calendar asked for, or in that of the charter.
pub fn date_of(text: &str, calendar: Option<In>, own: Calendar) -> Result<Date, Failure> {
    let calendar = match calendar {
        None => own,
        Some(In::Gregorian) => Calendar::Gregorian,
        Some(In::Julian) => Calendar::Julian,
        Some(In::Persian) => Calendar::Persian,
    };
    Date::from_calendar(text, calendar).map_err(|e| {
        Failure::new(
            e.to_string(),
            format!("«{text}» تاریخ نیست؛ آن را با رقم‌های لاتین مانند 1917-10-25 یا 1917-10-25T21:00 یا 1917-10 بنویسید"),
        )
    })
}

/// Shows what stood on a date.
pub fn run(args: Args, out: &Output) -> Result<ExitCode, Failure> {
    let record = Record::open(&args.dir, false)?;
    let calendar = record.charter.organisation.calendar;
    let date = date_of(&args.date, args.calendar, calendar)?;
    let wanted = args.organ.as_deref().map(|id| organ_named(&record, id)).transpose()?;
    let (standing, vague) = record.standing_at(&date);
    let view = View { standing: &standing, date: &date, text_of: &|act| record.text_of(act) };
    let mut organs: Vec<OrganAt> = standing
        .organs
        .keys()
        .filter(|id| wanted.as_ref().is_none_or(|w| w == *id))
        .filter_map(|id| view.organ(id))
        .collect();
    let all = organs.len();
    if wanted.is_none() {
        organs.retain(|o| !o.mandates.is_empty() || !o.offices.is_empty());
    }
    let report = Report {
        date: date.clone(),
        acts: standing.entered,
        vague,
        empty_organs: all - organs.len(),
        organs,
    };
    if out.json {
        out.json(&report)?;
    } else {
        print(&report, calendar, out);
    }
    Ok(ExitCode::SUCCESS)
}

/// An organ by its name, or the failure that says that there is none.
pub fn organ_named(record: &Record, id: &str) -> Result<Id, Failure> {
    let written = record.find(id)?;
    let id = &written.entry.id;
    if record.standing.organs.contains_key(id) {
        return Ok(id.clone());
    }
    let kind = words::kind(written.entry.act.kind());
    Err(Failure::new(
        format!("{id} is no organ but: {}; name an organ or a unit", kind.en),
        format!("{id} نهاد نیست، بلکه {} است؛ نام یک نهاد یا یکان را بنویسید", kind.fa),
    ))
}

/// Since when something holds. The date on which it began may be known only as a span: `given between … and …`.
fn since_words(since: &Date, calendar: Calendar) -> Bilingual {
    let told = |date: &Date| {
        Bilingual::new(show::date(date, calendar, Lang::En), show::date(date, calendar, Lang::Fa))
    };
    let whole = told(since);
    if !since.in_calendar(calendar).contains('/') {
        return Bilingual::new(format!("since {}", whole.en), format!("از {}", whole.fa));
    }
    let ends: Vec<Option<Date>> = since.as_str().split('/').map(|end| Date::new(end).ok()).collect();
    match ends.as_slice() {
        [Some(from), Some(to)] => {
            let (from, to) = (told(from), told(to));
            Bilingual::new(
                format!("since some time between {} and {}", from.en, to.en),
                format!("از زمانی میان {} و {}", from.fa, to.fa),
            )
        }
        [None, Some(to)] => {
            let to = told(to);
            Bilingual::new(format!("since {} at the latest", to.en), format!("دست بالا از {}", to.fa))
        }
        _ => whole,
    }
}

fn print(report: &Report, calendar: Calendar, out: &Output) {
    let date = Bilingual::new(
        show::date(&report.date, calendar, Lang::En),
        show::date(&report.date, calendar, Lang::Fa),
    );
    out.line(out.say(&Bilingual::new(
        format!("What stood on {}, after {} acts.", date.en, report.acts),
        format!("آنچه در {} پس از {} کنش برجا بود.", date.fa, report.acts),
    )));
    if report.vague > 0 {
        out.line(out.say(&Bilingual::new(
            format!("{} of them have dates so vague that they may as well have come later.", report.vague),
            format!("تاریخ {} کنش از آن‌ها چنان کلی است که شاید پس از این روز رخ داده باشد.", report.vague),
        )));
    }
    for organ in &report.organs {
        print_organ(organ, calendar, out);
    }
    if report.organs.is_empty() {
        out.heading(&Bilingual::new(
            "The record names nobody who held a seat or an office on this date.",
            "سند در این تاریخ دارندهٔ هیچ کرسی یا سمتی را نام نمی‌برد.",
        ));
    }
    if report.empty_organs > 0 {
        out.heading(&Bilingual::new(
            format!("{} more organs and units are in the record without a name in any seat or office; name one to see it.", report.empty_organs),
            format!("{} نهاد و یکان دیگر نیز در سند هست که نام هیچ دارندهٔ کرسی یا سمتی در آن‌ها نیامده است؛ برای دیدن هر یک نامش را بنویسید.", report.empty_organs),
        ));
    }
}

fn print_organ(organ: &OrganAt, calendar: Calendar, out: &Output) {
    let comma = out.pick(", ", "، ");
    let name = out.say(&organ.name);
    out.line("");
    out.line(format!("{name} ({}): {}{comma}{}", organ.organ, out.say(&organ.kind), out.say(&organ.state)));
    let mut counts = vec![];
    let filled = organ.mandates.len();
    if let Some(seats) = &organ.seats {
        let seats = seats.words();
        counts.push(Bilingual::new(
            format!("{filled} named of {} seats", seats.en),
            format!("{filled} تن از {} کرسی نام برده شده‌اند", seats.fa),
        ));
    }
    for (count, en, fa) in
        [(&organ.members, "members", "عضو"), (&organ.represents, "people represented", "تن نمایندگی می‌شوند")]
    {
        if let Some(count) = count {
            let n = count.words();
            counts.push(Bilingual::new(format!("{} {en}", n.en), format!("{} {fa}", n.fa)));
        }
    }
    if !counts.is_empty() {
        let text: Vec<String> = counts.iter().map(|c| out.say(c)).collect();
        out.line(format!("  {}", text.join(&comma)));
    }
    for seated in &organ.mandates {
        out.line(format!("  - {}", out.say(&seated_words(seated, calendar))));
    }
    for office in &organ.offices {
        let mut en = format!("{}: {}", office.office.en, office.name.en);
        let mut fa = format!("{}: {}", office.office.fa, office.name.fa);
        if !office.sent_to.is_empty() {
            let to = all_of(&office.sent_to);
            en.push_str(&format!(", sent to {}", to.en));
            fa.push_str(&format!("، فرستاده به {}", to.fa));
        }
        if let Some(since) = &office.since {
            let since = since_words(since, calendar);
            en.push_str(&format!(", {}", since.en));
            fa.push_str(&format!("، {}", since.fa));
        }
        out.line(format!("  * {}", out.say(&Bilingual::new(en, fa))));
    }
    for told in &organ.compositions {
        out.line(format!("  {}", out.say(&composition_words(told))));
    }
    if !organ.in_force.is_empty() {
        out.line(format!("  {}", out.pick("In force:", "برجا:")));
    }
    for force in &organ.in_force {
        let since = force.since.as_ref().map(|d| format!(" · {}", out.date(d, calendar))).unwrap_or_default();
        out.line(format!("    {} ({}{since}): {}", force.act, out.say(&force.what), out.say(&force.text)));
    }
}

fn seated_words(seated: &Seated, calendar: Calendar) -> Bilingual {
    let mut en = format!("{}: {}", seated.name.en, seated.seat.en);
    let mut fa = format!("{}: {}", seated.name.fa, seated.seat.fa);
    let mut add = |more_en: String, more_fa: String| {
        en.push_str(&format!(", {more_en}"));
        fa.push_str(&format!("، {more_fa}"));
    };
    if let Some(unit) = &seated.unit {
        add(format!("for {}", unit.en), format!("از سوی {}", unit.fa));
    }
    if let Some(faction) = &seated.faction {
        add(faction.en.clone(), faction.fa.clone());
    }
    add(seated.class.en.clone(), seated.class.fa.clone());
    if seated.weight != 1 {
        add(format!("{} votes", seated.weight), format!("{} رأی", seated.weight));
    }
    if let Some(since) = &seated.since {
        let since = since_words(since, calendar);
        add(since.en, since.fa);
    }
    if let Some(age) = seated.age_days {
        add(format!("{age} days old"), format!("{age} روزه"));
    }
    if seated.stale {
        add("stale".into(), "کهنه".into());
    }
    if seated.challenged {
        add("challenged".into(), "مورد اعتراض".into());
    }
    Bilingual::new(en, fa)
}

fn composition_words(told: &Composed) -> Bilingual {
    let parts: Vec<Bilingual> = told
        .parts
        .iter()
        .map(|Share { name, count }| {
            let n = count.words();
            Bilingual::new(format!("{} {}", name.en, n.en), format!("{} {}", name.fa, n.fa))
        })
        .collect();
    let parts = all_of(&parts);
    let total = told.total.as_ref().map(shura_act::Figure::words);
    let measure = words::measure(&told.measure);
    let (mut en, mut fa) = (format!("Composition, {}: ", measure.en), format!("ترکیب، {}: ", measure.fa));
    if let Some(total) = total {
        en.push_str(&format!("{} in all; ", total.en));
        fa.push_str(&format!("روی هم {}؛ ", total.fa));
    }
    Bilingual::new(
        format!("{} ({})", format!("{en}{}", parts.en).trim_end_matches("; "), told.act),
        format!("{} ({})", format!("{fa}{}", parts.fa).trim_end_matches("؛ "), told.act),
    )
}
