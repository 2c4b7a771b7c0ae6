//! Words in both languages for the states, forms and kinds of the record.

use crate::charter::Charter;
use crate::may;
use shura_act::act::*;
use shura_act::{Bilingual, Key, Kind};

fn both(words: (&str, &str)) -> Bilingual {
    Bilingual::new(words.0, words.1)
}

/// A sentence with its Persian in Persian digits.
pub fn digits(text: Bilingual) -> Bilingual {
    Bilingual { fa: crate::messages::digits_outside_names(&text.fa), en: text.en }
}

/// A kind of act.
pub fn kind(kind: Kind) -> Bilingual {
    both(match kind {
        Kind::Founding => ("founding of the record", "بنیادگذاری سند"),
        Kind::Person => ("person", "شخص"),
        Kind::Source => ("source", "منبع"),
        Kind::Organ => ("organ", "نهاد"),
        Kind::Status => ("change of an organ", "دگرگونی نهاد"),
        Kind::Faction => ("faction", "فراکسیون"),
        Kind::Affiliation => ("affiliation", "پیوستگی به فراکسیون"),
        Kind::Membership => ("membership", "شمار اعضا"),
        Kind::AmendCharter => ("change of the charter", "اصلاح اساسنامه"),
        Kind::Election => ("election", "انتخاب"),
        Kind::Mandate => ("mandate", "وکالت"),
        Kind::MandateChange => ("change of a mandate", "دگرگونی وکالت"),
        Kind::Challenge => ("challenge", "اعتراض"),
        Kind::Ruling => ("ruling", "رأی داوری"),
        Kind::Recall => ("recall", "بازخوانی"),
        Kind::Instruction => ("instruction", "دستور انتخاب‌کنندگان"),
        Kind::Composition => ("composition", "ترکیب"),
        Kind::Appointment => ("appointment", "انتصاب"),
        Kind::Acceptance => ("acceptance", "پذیرش"),
        Kind::Dismissal => ("dismissal", "برکناری"),
        Kind::Succession => ("succession", "جانشینی"),
        Kind::Convening => ("convening", "فراخوان"),
        Kind::Postponement => ("postponement", "به‌تعویق‌انداختن"),
        Kind::Sitting => ("sitting", "نشست"),
        Kind::SittingChange => ("change of a sitting", "دگرگونی نشست"),
        Kind::Agenda => ("agenda", "دستور جلسه"),
        Kind::Item => ("item of the agenda", "بند دستور جلسه"),
        Kind::Speech => ("speech", "سخنرانی"),
        Kind::Presence => ("presence", "حضور و غیاب"),
        Kind::Disclosure => ("disclosure", "علنی‌کردن"),
        Kind::Dissent => ("dissent", "نظر مخالف"),
        Kind::Motion => ("motion", "پیشنهاد"),
        Kind::MotionChange => ("change of a motion", "دگرگونی پیشنهاد"),
        Kind::Text => ("version of a text", "نسخهٔ متن"),
        Kind::Division => ("division", "رأی‌گیری"),
        Kind::Ballot => ("ballot", "رأی"),
        Kind::Count => ("teller’s count", "شمارش آرا"),
        Kind::Declaration => ("declaration of a result", "اعلام نتیجه"),
        Kind::Ratification => ("ratification", "تأیید کنش موقت"),
        Kind::Lot => ("lot", "قرعه"),
        Kind::Order => ("order", "فرمان"),
        Kind::Countersignature => ("countersignature", "امضای متقابل"),
        Kind::Repeal => ("repeal", "لغو"),
        Kind::Recognition => ("recognition", "به‌رسمیت‌شناسی"),
        Kind::Compliance => ("compliance", "رفتار در برابر فرمان"),
        Kind::Dispatch => ("dispatch", "پیام"),
        Kind::DispatchChange => ("fate of a dispatch", "سرنوشت پیام"),
        Kind::Undertaking => ("undertaking", "تعهد"),
        Kind::Task => ("task", "وظیفه"),
        Kind::Progress => ("progress", "پیشرفت"),
        Kind::Pass => ("pass", "جواز"),
        Kind::PassChange => ("change of a pass", "دگرگونی جواز"),
        Kind::Transfer => ("transfer of authority", "انتقال قدرت"),
        Kind::Key => ("device key", "کلید دستگاه"),
        Kind::KeyChange => ("change of a key", "دگرگونی کلید"),
        Kind::Minutes => ("fate of minutes", "سرنوشت صورت‌جلسه"),
        Kind::Remark => ("remark in the minutes", "یادداشت صورت‌جلسه"),
        Kind::Claim => ("claim", "ادعا"),
        Kind::Correction => ("correction", "تصحیح"),
        Kind::Report => ("report", "گزارش"),
        Kind::Event => ("event", "رویداد"),
    })
}

/// How an organ lives.
pub fn life(state: LifeState) -> Bilingual {
    both(match state {
        LifeState::Active | LifeState::Revived => ("active", "فعال"),
        LifeState::Dormant => ("dormant", "خفته"),
        LifeState::Suspended => ("suspended", "معلق"),
        LifeState::Dissolved => ("dissolved", "منحل"),
        LifeState::Split => ("split", "دوپاره"),
        LifeState::Merged => ("merged", "درهم‌آمیخته"),
        LifeState::Succeeded => ("succeeded", "جای خود را داده"),
        LifeState::Fallen => ("fallen", "سرنگون"),
    })
}

/// How a seat is filled.
pub fn seat(seat: Seat) -> Bilingual {
    both(match seat {
        Seat::Elected => ("elected", "انتخابی"),
        Seat::ExOfficio => ("ex officio", "به اعتبار سمت"),
        Seat::Delegated => ("delegated", "اعزامی"),
        Seat::CoOpted => ("co-opted", "پذیرفته‌شده به عضویت"),
        Seat::Reserved => ("reserved", "کرسی محفوظ"),
        Seat::Substitute => ("substitute", "علی‌البدل"),
        Seat::Appointed => ("appointed", "انتصابی"),
    })
}

/// What a mandate may do.
pub fn class(class: Class) -> Bilingual {
    both(match class {
        Class::Voting => ("with a vote", "با حق رأی"),
        Class::Consultative => ("with a voice and no vote", "با حق سخن و بی حق رأی"),
        Class::Guest => ("guest", "مهمان"),
    })
}

/// How a mandate stands.
pub fn mandate(state: MandateState) -> Bilingual {
    both(match state {
        MandateState::Verified => ("verified", "تأیید شد"),
        MandateState::Provisional => ("provisional", "موقت شد"),
        MandateState::Voting => ("with a vote from now on", "از این پس با حق رأی"),
        MandateState::Consultative => {
            ("with a voice and no vote from now on", "از این پس با حق سخن و بی حق رأی")
        }
        MandateState::Suspended => ("suspended", "معلق شد"),
        MandateState::Lapsed => ("lapsed", "پایان یافت"),
        MandateState::Resigned => ("laid down", "واگذاشته شد"),
        MandateState::Declined => ("declined", "پذیرفته نشد"),
        MandateState::Voided => ("declared void", "بی‌اثر شناخته شد"),
        MandateState::Restored => ("restored", "بازگردانده شد"),
    })
}

/// Who may know.
pub fn publicity(publicity: Publicity) -> Bilingual {
    both(match publicity {
        Publicity::Public => ("public", "علنی"),
        Publicity::Members => ("open to members", "باز برای اعضا"),
        Publicity::Closed => ("closed", "غیرعلنی"),
        Publicity::Secret => ("secret", "مخفی"),
    })
}

/// How a unit stands to an authority.
pub fn stance(stance: Stance) -> Bilingual {
    both(match stance {
        Stance::Recognises => ("recognises", "به رسمیت می‌شناسد"),
        Stance::Refuses => ("refuses", "نمی‌پذیرد"),
        Stance::Neutral => ("neutral", "بی‌طرف"),
        Stance::Conditional => ("conditional", "مشروط"),
        Stance::Partial => ("partial", "در بخشی"),
        Stance::Undecided => ("undecided", "بی‌تصمیم"),
        Stance::Divided => ("divided", "دودسته"),
    })
}

/// In whose mouth.
pub fn whose(whose: Whose) -> Bilingual {
    both(match whose {
        Whose::Whole => ("the whole unit", "همهٔ یکان"),
        Whose::Committee => ("its committee", "کمیتهٔ آن"),
        Whose::RankAndFile => ("its rank and file", "بدنهٔ آن"),
        Whose::Officers => ("its officers", "افسران آن"),
    })
}

/// What was done with an order.
pub fn conduct(conduct: Conduct) -> Bilingual {
    both(match conduct {
        Conduct::Obeyed => ("obeyed", "اجرا کرد"),
        Conduct::Refused => ("refused", "سرپیچید"),
        Conduct::Partial => ("obeyed in part", "تا اندازه‌ای اجرا کرد"),
        Conduct::Ignored => ("ignored", "نادیده گرفت"),
        Conduct::Delayed => ("delayed", "به تأخیر انداخت"),
        Conduct::Impossible => ("could not", "نتوانست"),
    })
}

/// What becomes of a sitting.
pub fn sitting(state: SittingState) -> Bilingual {
    both(match state {
        SittingState::Recess => ("The sitting goes into recess", "تنفس اعلام می‌شود"),
        SittingState::Resumed => ("The sitting is resumed", "نشست از سر گرفته می‌شود"),
        SittingState::Adjourned => ("The sitting is adjourned", "نشست به وقتی دیگر گذاشته می‌شود"),
        SittingState::Closed => ("The sitting is closed", "نشست پایان می‌یابد"),
        SittingState::Dispersed => ("The sitting is dispersed", "نشست پراکنده می‌شود"),
    })
}

/// What happens to an item of the agenda.
pub fn item(state: ItemState) -> Bilingual {
    both(match state {
        ItemState::Opened => ("is opened", "گشوده می‌شود"),
        ItemState::Interrupted => ("is interrupted", "بریده می‌شود"),
        ItemState::Suspended => ("is suspended", "مسکوت می‌ماند"),
        ItemState::Resumed => ("is resumed", "از سر گرفته می‌شود"),
        ItemState::Closed => ("is closed", "بسته می‌شود"),
        ItemState::Dropped => ("is dropped", "کنار گذاشته می‌شود"),
        ItemState::Added => ("is added", "افزوده می‌شود"),
    })
}

/// The form of a speech.
pub fn speech(form: SpeechForm) -> Bilingual {
    both(match form {
        SpeechForm::Debate => ("in debate", "در بحث"),
        SpeechForm::Report => ("report", "گزارش"),
        SpeechForm::Greeting => ("greeting", "شادباش"),
        SpeechForm::Protest => ("protest", "اعتراض"),
        SpeechForm::Declaration => ("declaration", "بیانیه"),
        SpeechForm::Ultimatum => ("ultimatum", "اتمام‌حجت"),
        SpeechForm::Interpellation => ("interpellation", "استیضاح"),
        SpeechForm::Question => ("question", "پرسش"),
        SpeechForm::Reply => ("reply", "پاسخ"),
        SpeechForm::PointOfOrder => ("point of order", "تذکر آیین‌نامه‌ای"),
        SpeechForm::Opening => ("opening words", "سخن آغازین"),
        SpeechForm::Closing => ("closing words", "سخن پایانی"),
        SpeechForm::InterposedQuestion => ("interposed question", "پرسش از سخنران"),
        SpeechForm::Intervention => ("intervention", "مداخلهٔ کوتاه"),
    })
}

/// What became of a request for the floor; nothing where somebody simply spoke.
pub fn floor(floor: Floor) -> Option<Bilingual> {
    Some(both(match floor {
        Floor::Spoke => return None,
        Floor::Asked => ("asks for the floor", "نوبت می‌خواهد"),
        Floor::Granted => ("is given the floor", "نوبت می‌گیرد"),
        Floor::Refused => ("is refused the floor", "نوبت نمی‌گیرد"),
        Floor::CutOff => ("is cut off", "سخنش را می‌بُرند"),
        Floor::Withdrawn => ("gives up the floor", "از نوبت خود می‌گذرد"),
        Floor::Limited => ("has the time limited", "با وقت محدود سخن می‌گوید"),
        Floor::Began => ("begins to speak", "سخن آغاز می‌کند"),
        Floor::Paused => ("is paused", "سخنش موقتاً قطع می‌شود"),
        Floor::Resumed => ("goes on", "سخن از سر می‌گیرد"),
        Floor::Ended => ("ends", "سخن به پایان می‌برد"),
        Floor::PutBack => ("is put back on the list", "به ابتدای فهرست بازمی‌گردد"),
        Floor::TimeAdded => ("adds time for every faction", "بر وقت همهٔ فراکسیون‌ها می‌افزاید"),
        Floor::ListOpened => ("opens the list of speakers", "فهرست سخنرانان را باز می‌کند"),
        Floor::ListClosed => ("closes the list of speakers", "فهرست سخنرانان را می‌بندد"),
        Floor::DebateClosed => ("is not heard, debate being closed", "با پایان‌یافتن بحث شنیده نمی‌شود"),
    }))
}

/// Coming and going, of several.
pub fn presence(state: PresenceState) -> Bilingual {
    both(match state {
        PresenceState::Present => ("Present", "حاضر"),
        PresenceState::Absent => ("Absent", "غایب"),
        PresenceState::Arrived => ("Arriving", "می‌رسند"),
        PresenceState::Left => ("Leaving", "می‌روند"),
        PresenceState::WalkOut => ("Walking out", "به اعتراض بیرون می‌روند"),
        PresenceState::Returned => ("Returning", "بازمی‌گردند"),
        PresenceState::Observer => ("Observing", "ناظر"),
        PresenceState::Excluded => ("Excluded", "کنارگذاشته"),
    })
}

/// How a motion stands.
pub fn motion(state: MotionState) -> Bilingual {
    both(match state {
        MotionState::Supported => ("is supported", "پشتیبانی می‌شود"),
        MotionState::SupportWithdrawn => ("loses a supporter", "یکی از پشتیبانانش را از دست می‌دهد"),
        MotionState::Amended => ("is amended", "اصلاح می‌شود"),
        MotionState::TakenOver => ("is taken over", "از سوی دیگری پی گرفته می‌شود"),
        MotionState::Substituted => ("gives way to a substitute", "جای خود را به پیشنهادی دیگر می‌دهد"),
        MotionState::Tabled => ("is laid aside", "مسکوت گذاشته می‌شود"),
        MotionState::Deferred => ("is deferred", "به بعد گذاشته می‌شود"),
        MotionState::Withdrawn => ("is withdrawn", "پس گرفته می‌شود"),
        MotionState::Lapsed => ("lapses", "از میان می‌رود"),
        MotionState::Put => ("is put to the vote", "به رأی گذاشته می‌شود"),
        MotionState::Adopted => ("is adopted", "تصویب می‌شود"),
        MotionState::Rejected => ("is rejected", "رد می‌شود"),
        MotionState::Passed => ("is passed on", "از این مرحله می‌گذرد"),
        MotionState::Challenged => ("is challenged", "مورد اعتراض است"),
        MotionState::Confirmed => ("is confirmed", "تأیید می‌شود"),
        MotionState::Rescinded => ("is rescinded", "لغو می‌شود"),
        MotionState::Executed => ("is carried out", "اجرا می‌شود"),
        MotionState::Unexecuted => ("is not carried out", "اجرا نمی‌شود"),
    })
}

/// How a vote is taken; nothing where it is not said.
pub fn method(method: VoteMethod) -> Option<Bilingual> {
    Some(both(match method {
        VoteMethod::Unstated => return None,
        VoteMethod::Hands => ("by show of hands", "با بالا بردن دست"),
        VoteMethod::Cards => ("by cards", "با کارت"),
        VoteMethod::RollCall => ("by roll call", "با خواندن نام‌ها"),
        VoteMethod::RollOfUnits => ("by roll of units", "با خواندن نام یکان‌ها"),
        VoteMethod::Curia => ("by sections", "بخش به بخش"),
        VoteMethod::Secret => ("by secret ballot", "با رأی مخفی"),
        VoteMethod::Electronic => ("electronically", "به شیوهٔ الکترونیکی"),
        VoteMethod::Telegraph => ("by telegraph", "با تلگراف"),
        VoteMethod::Acclamation => ("by acclamation", "با ابراز احساسات"),
        VoteMethod::Standing => ("by standing", "با برخاستن"),
        VoteMethod::Written => ("in writing", "به صورت کتبی"),
    }))
}

/// A declared result.
pub fn outcome(outcome: Outcome) -> Bilingual {
    both(match outcome {
        Outcome::Carried => ("carried", "تصویب شد"),
        Outcome::Lost => ("lost", "رد شد"),
        Outcome::Tied => ("tied", "برابر شد"),
        Outcome::NoDecision => ("no decision", "بی‌نتیجه ماند"),
        Outcome::Withdrawn => ("withdrawn", "پس گرفته شد"),
    })
}

/// A choice in a vote.
pub fn choice(choice: Choice) -> Bilingual {
    both(match choice {
        Choice::For => ("for", "موافق"),
        Choice::Against => ("against", "مخالف"),
        Choice::Abstain => ("abstaining", "ممتنع"),
        Choice::Blank => ("blank", "سفید"),
    })
}

/// What an undertaking is.
pub fn undertaking(form: UndertakingForm) -> Bilingual {
    both(match form {
        UndertakingForm::Ultimatum => ("ultimatum", "اتمام‌حجت"),
        UndertakingForm::Offer => ("offer", "پیشنهاد"),
        UndertakingForm::Promise => ("promise", "قول"),
        UndertakingForm::Obligation => ("obligation", "الزام"),
        UndertakingForm::Demand => ("demand", "خواست"),
        UndertakingForm::Threat => ("threat", "تهدید"),
    })
}

/// What became of minutes.
pub fn minutes(state: MinutesState) -> Bilingual {
    both(match state {
        MinutesState::Kept => ("Minutes were kept", "صورت‌جلسه نوشته شد"),
        MinutesState::Signed => ("The minutes were signed", "صورت‌جلسه امضا شد"),
        MinutesState::Adopted => ("The minutes were adopted", "صورت‌جلسه تصویب شد"),
        MinutesState::Published => ("The minutes were published", "صورت‌جلسه منتشر شد"),
        MinutesState::Partial => ("The minutes are incomplete", "صورت‌جلسه ناقص است"),
        MinutesState::Lost => ("The minutes are lost", "صورت‌جلسه گم شده است"),
        MinutesState::NeverKept => ("No minutes were kept", "صورت‌جلسه‌ای نوشته نشد"),
        MinutesState::Altered => ("The minutes were altered", "صورت‌جلسه دست‌کاری شد"),
    })
}

/// Offices that most organisations have, for charters that give them no name.
const OFFICES: &[(&str, &str, &str)] = &[
    ("chair", "chair", "رئیس"),
    ("deputy-chair", "deputy chair", "نایب‌رئیس"),
    ("secretary", "secretary", "دبیر"),
    ("treasurer", "treasurer", "خزانه‌دار"),
    ("presidium", "presidium", "هیئت‌رئیسه"),
    ("member", "member", "عضو"),
    ("delegate", "delegate", "نماینده"),
    ("commissar", "commissar", "کمیسر"),
    ("commander", "commander", "فرمانده"),
    ("minister", "minister", "وزیر"),
    ("deputy-minister", "deputy minister", "معاون وزیر"),
    ("teller", "teller", "شمارندهٔ آرا"),
    ("speaker", "speaker", "سخنگو"),
];

/// Whether a word names an office that most organisations have.
pub fn is_office(key: &Key) -> bool {
    OFFICES.iter().any(|(word, ..)| *word == key.as_str())
}

/// An office by the name that the charter gives it, by its common name, or by its own word.
pub fn office(charter: &Charter, key: &Key) -> Bilingual {
    let common = || OFFICES.iter().find(|(word, ..)| *word == key.as_str()).map(|(_, en, fa)| both((en, fa)));
    let named = charter.office.get(key).cloned().or_else(common);
    named.unwrap_or_else(|| Bilingual::new(key.as_str(), key.as_str()))
}

/// Those whom the words of `[may]` name that are neither organs nor offices.
pub fn entitled(word: &Key) -> Option<Bilingual> {
    Some(both(match word.as_str() {
        may::SELF => ("the person concerned", "خود شخص"),
        may::MEMBER => ("whoever holds a mandate", "هر دارندهٔ وکالت"),
        may::PERSON => ("any person of the record", "هر شخصی که در سند ثبت شده است"),
        may::PRESIDING => ("whoever presides", "رئیس جلسه یا عضو هیئت‌رئیسه"),
        may::OFFICER => ("whoever holds an office in the organ", "هر صاحب سمت در آن نهاد"),
        may::CALLER => ("whoever called the sitting", "فراخوانندهٔ نشست"),
        _ => return None,
    }))
}

/// An organ, kind of organs or office that a clause names; `executive.secretary` is an office in organs of a kind.
pub fn named(charter: &Charter, word: &Key) -> Option<Bilingual> {
    if let Some(kind) = charter.kind.get(word) {
        return Some(kind.name.clone());
    }
    if charter.office.contains_key(word) || (is_office(word) && word.as_str() != may::MEMBER) {
        return Some(office(charter, word));
    }
    let (of, held) = word.as_str().split_once('.')?;
    let (kind, held) = (charter.kind.get(&Key::new(of).ok()?)?, office(charter, &Key::new(held).ok()?));
    let bare = |name: &str| name.strip_prefix("the ").unwrap_or(name).to_owned();
    Some(Bilingual::new(
        format!("{} of the {}", held.en, bare(&kind.name.en)),
        format!("{} {}", held.fa, kind.name.fa),
    ))
}

/// What a composition counts.
pub fn measure(key: &Key) -> Bilingual {
    both(match key.as_str() {
        "seats" => ("seats", "کرسی‌ها"),
        "delegates" => ("delegates", "نمایندگان"),
        "members" => ("members", "اعضا"),
        "voters" => ("voters", "رأی‌دهندگان"),
        "armed" => ("armed", "مسلحان"),
        word => return Bilingual::new(word, word),
    })
}

/// What a version of a text is in the procedure.
pub fn text_role(role: TextRole) -> Bilingual {
    let (en, fa) = match role {
        TextRole::Draft => ("draft", "پیش‌نویس"),
        TextRole::BeforeMembers => ("before the members", "پیش روی اعضا"),
        TextRole::AsAmended => ("as amended", "اصلاح‌شده"),
        TextRole::Adopted => ("adopted", "مصوب"),
        TextRole::Printed => ("printed", "چاپ‌شده"),
        TextRole::Gloss => ("gloss", "حاشیه"),
    };
    Bilingual::new(en, fa)
}

/// The rank of a part of a text.
pub fn rank(rank: Rank) -> Bilingual {
    let (en, fa) = match rank {
        Rank::Core => ("core", "متن اصلی"),
        Rank::Binding => ("of equal force", "هم‌ارز متن اصلی"),
        Rank::Guiding => ("guiding", "راهنما"),
        Rank::Informative => ("informative", "برای آگاهی"),
    };
    Bilingual::new(en, fa)
}
