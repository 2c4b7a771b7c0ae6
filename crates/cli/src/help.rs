//! The command line itself in Persian: help texts, and what is said of a line that cannot be understood. English is in the commands.

use crate::cmd::Shura;
use clap::error::{ContextKind, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory, Error, FromArgMatches};
use shura_act::Lang;
use std::ffi::OsString;

/// What each command does, by its path.
const COMMANDS: &[(&str, &str)] = &[
    ("shura", "شورا: دموکراسی شورایی را به راه می‌برد و سند آن را بی‌کم‌وکاست نگه می‌دارد."),
    (
        "demo",
        "سند همراه برنامه، اکتبر ۱۹۱۷، را بررسی می‌کند، دیدنی‌هایش را نشان می‌دهد و آن را با کنگره‌ای زنده در مرورگر عرضه می‌کند",
    ),
    ("new", "فدراسیونی نمونه می‌سازد تا آن را به دلخواه خود تغییر دهید"),
    ("check", "همهٔ کنش‌های یک سند را بررسی می‌کند و یافته‌های قاعده‌ها را می‌گوید"),
    ("seal", "پوشهٔ کنش‌ها را به دفتری مهرشده بدل می‌کند که برگی از آن کندنی نیست"),
    ("verify", "بی اعتماد به نگهدارندهٔ سند می‌سنجد که سند سالم است و کنش‌هایش درست بوده‌اند"),
    ("export", "سند مهرشده را به بایگانی‌ای می‌نویسد که هر کسی می‌تواند آن را وارسی کند"),
    ("import", "بایگانی را وارسی می‌کند و از آن سندی مهرشده می‌سازد، یا کار نیمه‌تمام را پی می‌گیرد"),
    ("fsck", "سند مهرشده را از درون بررسی می‌کند"),
    ("backup", "از سند مهرشده نسخه‌ای کامل می‌گیرد، حتی هنگام نوشته شدن آن"),
    ("restore", "نسخهٔ پشتیبان را بررسی می‌کند و به جای سندی می‌گذارد که دیگر نیست"),
    ("coverage", "نشان می‌دهد سند کدام نظام‌ها را به کار می‌گیرد"),
    ("why", "به چه حقی؟ کنشی را تا یکان‌های انتخاب‌کننده پی می‌گیرد"),
    ("at", "در یک تاریخ چه کسی کدام کرسی و سمت را دارد، از سوی که و از کی، و کدام کنش‌ها برجاست"),
    ("recognition", "هر یکان در گفتار و رفتار از که فرمان می‌برد، و سخن هر مرجع تا کجا می‌رسد"),
    ("minutes", "صورت‌جلسهٔ یک نشست را از کنش‌های آن می‌نویسد"),
    ("act", "کنش‌های یک پرونده را در سروری که به کار است ثبت می‌کند"),
    ("acts", "کنش‌های سند را با شرط‌هایی که بدهید فهرست می‌کند"),
    ("charter", "اساسنامه را بررسی می‌کند یا به صورت آیین‌نامه می‌نویسد"),
    ("charter check", "می‌گوید اساسنامه به کار می‌آید، یا سطر و کلید و راه درست‌کردن آن را نام می‌برد"),
    ("charter show", "اساسنامه را به صورت آیین‌نامه می‌نویسد"),
    ("serve", "سازمان‌ها را از راه HTTP عرضه می‌کند: صفحه‌ها، نشست‌های زنده و رابط برنامه‌نویسی"),
    ("witness", "نقطه‌های وارسی دفترها را تنها اگر دنبالهٔ آخرین دیدهٔ آن باشند امضا می‌کند"),
    ("witness init", "گواهی تازه می‌سازد: پوشه‌ای با کلید و حافظهٔ آن؛ کلید وارسی آن را چاپ می‌کند"),
    (
        "witness trust",
        "به دفتری اعتماد می‌کند: نقطه‌های وارسی با امضای این کلید را می‌پذیرد، برای دفتری به نام همین کلید",
    ),
    ("witness serve", "تا زمانی که متوقف نشود از راه HTTP پاسخ می‌دهد"),
    ("key", "کلید دستگاه، که شخص کنش‌های خود را با آن امضا می‌کند"),
    (
        "key new",
        "کلیدی تازه در پرونده‌ای می‌سازد که تنها صاحبش می‌تواند بخواند؛ کلید عمومی را برای کنش key چاپ می‌کند",
    ),
    ("key show", "کلید عمومی یک پروندهٔ کلید را چاپ می‌کند"),
    ("sign", "کنشی را با کلید دستگاه، بر پایهٔ کنش‌هایی که به آن‌ها ارجاع می‌دهد، امضا می‌کند"),
    ("prove", "کنشی از سند مهرشده را به صورت برگه‌ای می‌نویسد که خود را اثبات می‌کند"),
    ("cosign", "از گواهان می‌خواهد آخرین نقطهٔ وارسی سند مهرشده را هم امضا کنند"),
    ("register", "نام و نشانی اشخاص، بیرون از سند"),
    ("register list", "اشخاص دفتر نام‌ها را فهرست می‌کند"),
    ("register show", "آن‌چه را دفتر نام‌ها دربارهٔ یک شخص می‌داند نشان می‌دهد"),
    ("register set", "نام و نشانی شخص را به جای آن‌چه بود می‌گذارد؛ چکیدهٔ تعهد را برای کنش person چاپ می‌کند"),
    ("register erase", "آن‌چه را دفتر نام‌ها دربارهٔ یک شخص می‌داند پاک می‌کند؛ سند همان می‌ماند"),
    ("text", "متن‌ها را می‌سنجد، اصلاح می‌کند، درهم می‌آمیزد و شماره می‌زند"),
    ("text show", "درهم‌فشردهٔ متن و تکه‌ها و واژه‌های آن را چنان نشان می‌دهد که اصلاحیه‌ها نام می‌برند"),
    ("text diff", "تفاوت دو نسخه را واژه به واژه نشان می‌دهد"),
    ("text amend", "اصلاحیه‌ها را در متن می‌گنجاند و برخوردها را نشان می‌دهد"),
    ("text rebase", "اصلاحیه‌ها را به متن تغییریافته می‌برد"),
    ("text lines", "سطرهای متن را شماره می‌زند یا جایی را در آن می‌یابد"),
    ("text of", "متن یک پیشنهاد را در سند نشان می‌دهد: نسخه‌ها، اصلاحیه‌ها و آنچه از رأی‌ها برمی‌آید"),
    ("text twins", "بندهای نزدیک به هم را می‌یابد و واژه‌های متفاوت را نشان می‌دهد"),
    ("apportion", "کرسی‌ها را به نسبت رأی‌ها به فهرست‌ها می‌دهد"),
    ("count", "برگه‌های رأی را با روشی نام‌دار می‌شمارد و محاسبه را نشان می‌دهد"),
    ("majority", "رأی‌گیری را با یک قاعده داوری می‌کند و محاسبه را نشان می‌دهد"),
    ("bench", "این دستگاه و این برنامه را در یک اجرا می‌سنجد"),
    ("bench amend", "صدها و هزاران اصلاحیه را در یک متن می‌گنجاند"),
    ("bench count", "شمارش برگه‌ها و تقسیم کرسی‌ها"),
    ("bench live", "هزاران نماینده در سروری روی همین دستگاه وارد می‌شوند، می‌بینند و رأی می‌دهند"),
    ("bench ledger", "افزودن ماندگار در کنار SQLite خام، fsync، درهم‌فشردن و وارسی امضا"),
    ("bench verify", "وارسی بایگانی تا یک میلیون ثبت در کنار خواندن، درهم‌فشردن و وارسی امضا"),
    ("bench replay", "فدراسیونی ساختگی با تا یک میلیون کنش را بررسی و اعمال می‌کند"),
];

/// What each argument says: the command, the argument, the words. An empty command stands for all.
const ARGUMENTS: &[(&str, &str, &str)] = &[
    ("", "lang", "زبان پیام‌ها: en یا fa"),
    ("", "json", "چاپ JSON به جای متن"),
    ("", "dir", "پوشهٔ سند، یا سند مهرشده"),
    (
        "",
        "calendar",
        "گاه‌شماری تاریخ‌ها: gregorian (میلادی)، julian (یولیانی) یا persian (خورشیدی)؛ اگر گفته نشود، همان که در اساسنامه است",
    ),
    ("new", "dir", "پوشه‌ای که ساخته می‌شود؛ باید تازه یا خالی باشد"),
    (
        "check",
        "fail_on",
        "از این وزن به بالا با کد ۱ پایان می‌یابد: note (یادداشت)، irregular (نابسامان) یا void (بی‌اثر)",
    ),
    ("check", "rule", "تنها یافته‌های این قاعده"),
    ("seal", "dir", "پوشهٔ سند"),
    ("seal", "file", "سند مهرشده، که نباید از پیش باشد"),
    ("seal", "origin", "نام دفتر، مانند union.example/record؛ اگر گفته نشود، نام کلید یا پوشه"),
    ("seal", "key", "پروندهٔ کلید محرمانهٔ دفتر؛ اگر نباشد ساخته می‌شود؛ اگر گفته نشود، FILE.key"),
    ("seal", "entered", "زمان ثبت کنش‌هایی که خود آن را نمی‌گویند"),
    ("verify", "place", "بایگانی یا سند مهرشده"),
    ("verify", "checkpoint", "نقطهٔ وارسی‌ای که از جای دیگر دارید و سند باید به آن برسد"),
    ("verify", "key", "کلید عمومی دفتر، یا پرونده‌ای که آن را دارد؛ اگر گفته نشود، کلید خود سند"),
    ("verify", "witness", "کلید عمومی یک گواه، یا پرونده‌ای که آن را دارد"),
    ("verify", "quorum", "چند گواه باید هم‌امضا کرده باشند"),
    ("import", "checkpoint", "نقطهٔ وارسی‌ای که از جای دیگر دارید و سند باید به آن برسد"),
    ("import", "key", "کلید عمومی دفتر، یا پرونده‌ای که آن را دارد؛ اگر گفته نشود، کلید خود سند"),
    ("import", "witness", "کلید عمومی یک گواه، یا پرونده‌ای که آن را دارد"),
    ("import", "quorum", "چند گواه باید هم‌امضا کرده باشند"),
    ("export", "file", "سند مهرشده"),
    ("export", "archive", "بایگانی، که نباید از پیش باشد"),
    (
        "export",
        "with_register",
        "دفتر اشخاص را نیز، با نام‌ها و نشانی‌ها، در کنار بایگانی در ARCHIVE.register.toml می‌نویسد",
    ),
    ("import", "with_register", "دفتر اشخاصی را که در کنار بایگانی است، ARCHIVE.register.toml، نیز می‌گیرد"),
    ("import", "archive", "بایگانی"),
    ("import", "file", "سند مهرشده: تازه، یا آغاز همین سند"),
    ("fsck", "file", "سند مهرشده"),
    ("backup", "file", "سند مهرشده"),
    ("backup", "to", "نسخه، که نباید از پیش باشد"),
    ("restore", "backup", "نسخهٔ پشتیبان"),
    ("restore", "file", "سند مهرشده، که نباید از پیش باشد؛ سند آسیب‌دیده را کنار بگذارید، گواه رویداد است"),
    ("why", "act", "نام کنش"),
    ("why", "svg", "زنجیره را به صورت SVG می‌کشد"),
    ("why", "dot", "زنجیره را برای Graphviz می‌نویسد"),
    ("at", "date", "تاریخ، مانند 1917-10-25 یا 1917-10-25T21:00"),
    ("at", "organ", "یک نهاد یا یکان؛ اگر گفته نشود، همهٔ آن‌ها که کرسی یا سمتی پر دارند"),
    ("recognition", "date", "تاریخ؛ اگر گفته نشود، پایان سند"),
    ("recognition", "authority", "تنها این مرجع"),
    ("minutes", "sitting", "نام نشست؛ فرمان shura acts DIR --kind sitting نشست‌ها را فهرست می‌کند"),
    ("act", "file", "پروندهٔ کنش‌ها: TOML، چنان که سند با دست نوشته می‌شود، یا JSON، یک ثبت یا فهرستی از ثبت‌ها"),
    ("act", "server", "نشانی سازمان بر سرور، مانند http://localhost:8017/valley"),
    ("act", "code", "رمز کارت، که با آن وارد می‌شوید"),
    ("act", "session", "پرونده‌ای که نشانهٔ ورود در آن می‌ماند: اگر باشد خوانده و پس از ورود نوشته می‌شود"),
    ("act", "key", "پروندهٔ کلید دستگاه: هر کنش را امضا می‌کند و اگر رمز و ورودی نباشد با آن وارد می‌شوید"),
    ("acts", "kind", "تنها کنش‌های این گونه: division، order، speech …"),
    ("acts", "by", "تنها کنش‌های این شخص یا نهاد، یا به نام آن"),
    ("acts", "organ", "تنها کنش‌هایی که به این نهاد مربوط‌اند یا در نشست‌های آن رخ داده‌اند"),
    ("acts", "from", "تنها کنش‌هایی که شاید در این تاریخ یا پس از آن رخ داده باشند"),
    ("acts", "to", "تنها کنش‌هایی که شاید در این تاریخ یا پیش از آن رخ داده باشند"),
    ("acts", "seed", "تنها کنش‌هایی که از این سطر متن برآمده‌اند"),
    ("acts", "find", "تنها کنش‌هایی که متن یا نامشان همهٔ این واژه‌ها را دارد"),
    ("charter check", "file", "پروندهٔ اساسنامه، یا پوشهٔ سند"),
    ("charter show", "file", "پروندهٔ اساسنامه، یا پوشهٔ سند"),
    ("bench live", "delegates", "شمار نمایندگان، هر یک با جریانی باز"),
    ("bench live", "seconds", "همه در این چند ثانیه رأی می‌دهند"),
    ("bench live", "divisions", "شمار رأی‌گیری‌های پیاپی"),
    ("demo", "no_serve", "تنها از سند می‌گوید و چیزی عرضه نمی‌کند"),
    ("demo", "listen", "نشانی و درگاه"),
    ("serve", "read", "پوشهٔ سندهایی که برای خواندن عرضه می‌شوند"),
    ("serve", "data", "پروندهٔ دادهٔ سازمانی که به کار است، چنان که shura seal می‌سازد؛ چند بار نیز می‌توان داد"),
    (
        "serve",
        "witness",
        "گواهی که از او خواسته می‌شود هر نقطهٔ وارسی را امضا کند: کلید عمومی‌اش، علامت مساوی و نشانی‌اش؛ چند بار نیز می‌توان داد",
    ),
    (
        "serve",
        "require",
        "چند گواه باید نقطهٔ وارسی را امضا کرده باشند تا گواهی‌شده خوانده شود؛ اگر گفته نشود، همه",
    ),
    ("serve", "listen", "نشانی و درگاه"),
    (
        "serve",
        "origin",
        "نشانی سرور چنان که مرورگرها آن را می‌خوانند، مانند https://congress.example؛ گذرکلیدها به آن بسته‌اند",
    ),
    ("serve", "certificate", "گواهی TLS، پروندهٔ PEM"),
    ("serve", "key", "کلید خصوصی TLS، پروندهٔ PEM"),
    ("witness init", "dir", "پوشه، که نباید از پیش باشد"),
    ("witness init", "name", "نام گواه، مانند witness.example/1"),
    ("witness trust", "dir", "پوشهٔ گواه"),
    ("witness trust", "key", "کلید وارسی دفتر: name+id+key"),
    ("witness serve", "dir", "پوشهٔ گواه"),
    ("witness serve", "listen", "نشانی و درگاه"),
    ("key new", "file", "پرونده، که نباید از پیش باشد"),
    ("key show", "file", "پروندهٔ کلید"),
    ("sign", "place", "پوشهٔ سند، یا پرونده‌ای با بایت‌های معیار یک ثبت"),
    ("sign", "act", "نام کنش، اگر پوشه داده شود"),
    ("sign", "key", "پروندهٔ کلید دستگاه"),
    (
        "sign",
        "record",
        "سندی که ثبتِ این پرونده برای آن است: پوشه، سند مهرشده، یا سازمانی بر سرور مانند http://localhost:8017/valley؛ چکیدهٔ کنش‌هایی که به آن‌ها ارجاع می‌دهد پیش از امضا در پرونده نوشته می‌شود",
    ),
    ("prove", "file", "سند مهرشده"),
    ("prove", "act", "نام کنش"),
    ("prove", "out", "جای نوشتن برگه؛ اگر گفته نشود، خروجی استاندارد"),
    (
        "prove",
        "key",
        "پروندهٔ کلید محرمانهٔ دفتر، که اظهار دفتر را امضا می‌کند؛ اگر گفته نشود FILE.key؛ بی کلید چیزی اظهار نمی‌شود",
    ),
    ("prove", "svg", "رمزینه را به صورت SVG می‌نویسد"),
    ("prove", "html", "صفحه‌ای برای چاپ، به دو زبان و با رمزینه"),
    ("cosign", "file", "سند مهرشده"),
    (
        "cosign",
        "witness",
        "گواه: کلید عمومی آن، نشان برابری و نشانی آن، مانند name+id+key=http://127.0.0.1:7380",
    ),
    ("cosign", "require", "چند تن باید امضا کنند؛ اگر گفته نشود، همه؛ با کمتر از آن چیزی نگه داشته نمی‌شود"),
    ("register show", "person", "شناسهٔ شخص در سند"),
    ("register set", "person", "شناسهٔ شخص در سند"),
    ("register erase", "person", "شناسهٔ شخص در سند"),
    ("register set", "en", "نام به انگلیسی"),
    ("register set", "fa", "نام به فارسی"),
    ("register set", "contact", "راه رسیدن به شخص؛ چند بار می‌توان نوشت"),
    ("text show", "file", "متن (CommonMark)"),
    ("text show", "plain", "متن ساده است: هر سطر یک بند، بی نشانه‌گذاری"),
    ("text show", "markdown", "صورت معیار CommonMark آن را می‌نویسد"),
    ("text show", "html", "به صورت HTML می‌نویسد"),
    ("text diff", "a", "نسخهٔ پیشین (CommonMark)"),
    ("text diff", "b", "نسخهٔ پسین"),
    ("text diff", "plain", "هر دو متن ساده‌اند: هر سطر یک بند، بی نشانه‌گذاری"),
    ("text diff", "html", "به صورت HTML می‌نویسد"),
    ("text diff", "all", "تکه‌های بی‌تغییر را نیز نشان می‌دهد"),
    ("text amend", "base", "متنی که اصلاح می‌شود (CommonMark)"),
    ("text amend", "amendments", "اصلاحیه‌ها: JSON، یا متن کامل دلخواه پیشنهاددهندگان، با نام شماره‌هایشان"),
    (
        "text amend",
        "decide",
        "یک تصمیم: NUMBER=carried، lost، withdrawn، taken-over یا open؛ چند بار نیز می‌توان نوشت",
    ),
    ("text amend", "leave_open", "متن را بی اصلاحیه‌های تصمیم‌نگرفته نشان می‌دهد"),
    ("text amend", "width", "شمار نویسه در سطر، برای شمارهٔ سطرها"),
    ("text amend", "markdown", "تنها متن آمیخته را به صورت CommonMark می‌نویسد"),
    ("text amend", "html", "پیش‌نویس همگانی را به صورت HTML می‌نویسد"),
    ("text rebase", "base", "نسخه‌ای که اصلاحیه‌ها بر آن نوشته شده‌اند (CommonMark)"),
    ("text rebase", "new", "نسخهٔ تغییریافته"),
    ("text rebase", "amendments", "اصلاحیه‌ها: JSON، یا متن کامل دلخواه پیشنهاددهندگان"),
    ("text lines", "file", "متن (CommonMark)"),
    ("text lines", "width", "شمار نویسه در سطر"),
    ("text lines", "first", "شمارهٔ سطر نخست"),
    ("text lines", "plain", "متن ساده است: هر سطر یک بند، بی نشانه‌گذاری"),
    ("text lines", "at", "تنها این جا، مانند 14 یا 14:3-16:5، و واژه‌هایی که در بر می‌گیرد"),
    ("text of", "dir", "پوشهٔ سند"),
    ("text of", "motion", "پیشنهاد، یا کنش دیگری که متن دارد"),
    ("text of", "diff", "تفاوت دو نسخه را واژه به واژه نشان می‌دهد"),
    ("text of", "markdown", "تنها یک نسخه را به صورت CommonMark می‌نویسد"),
    ("text of", "html", "تفاوت را به صورت HTML می‌نویسد"),
    ("text of", "width", "شمار نویسه در سطر، برای شمارهٔ سطرها"),
    ("text twins", "file", "متن (CommonMark)"),
    ("text twins", "plain", "متن ساده است: هر سطر یک بند، بی نشانه‌گذاری"),
    ("text twins", "share", "کمترین سهم رشته‌های مشترک واژه‌ها، به صدم"),
    ("apportion", "lists", "فهرست‌ها، هر یک با رأی‌هایش"),
    ("apportion", "method", "روش، مانند dhondt، sainte-lague، hare"),
    ("apportion", "seats", "شمار کرسی‌ها"),
    (
        "apportion",
        "table",
        "پروندهٔ JSON حوزه‌ها و فهرست‌ها، برای تقسیم دوسویه؛ list_seats اگر کرسی فهرست‌ها معین باشد",
    ),
    ("apportion", "file", "پروندهٔ JSON فهرست‌ها"),
    ("apportion", "threshold", "کمترین سهم از همهٔ رأی‌ها برای شرکت در تقسیم، مانند 5% یا 1/20"),
    ("apportion", "total", "همهٔ رأی‌ها، اگر آستانه از رأی‌هایی بیش از رأی فهرست‌ها سنجیده شود"),
    ("apportion", "exempt", "فهرستی که آستانه به آن نمی‌رسد، با نام یا جایگاه از ۱"),
    ("apportion", "at_least", "کمترین کرسی یک فهرست، با نام یا جایگاه از ۱"),
    ("apportion", "at_most", "بیشترین کرسی یک فهرست، با نام یا جایگاه از ۱"),
    ("apportion", "joint", "فهرست‌هایی که رأی خود را یکی کرده‌اند، با جایگاه از ۱، مانند 1,4"),
    ("apportion", "inner", "روش درون فهرست‌های یکی‌شده؛ اگر گفته نشود همان روش"),
    ("apportion", "lot", "ترتیبی که قرعه آورده است، با جایگاه از ۱: پیش‌تر در تساوی می‌برد"),
    ("apportion", "sheet", "برگهٔ رسیدگی را به صورت text، csv یا html چاپ می‌کند"),
    ("count", "file", "پروندهٔ برگه‌های رأی"),
    ("count", "method", "روش شمارش، مانند scottish-stv، irv، schulze، borda، approval، plurality"),
    ("count", "seats", "شمار کرسی‌ها؛ اگر گفته نشود شمار نوشته در پرونده، وگرنه یک"),
    ("count", "withdrawn", "نامزدهای کناررفته، با جایگاه از ۱ یا با نام"),
    ("count", "lot", "ترتیبی که قرعه آورده است، با جایگاه از ۱: پیش‌تر در تساوی می‌برد، مانند 3,1,2"),
    ("count", "marks", "بیشترین نشانه در هر برگه، برای limited-vote"),
    (
        "count",
        "reopen",
        "نامزدی که به معنای «نامزدی از نو» است، با جایگاه از ۱ یا با نام: می‌تواند بیش از یک کرسی بگیرد",
    ),
    ("count", "at_least", "کرسی‌های محفوظ یک گروه، مانند youth=2؛ گروه نامزدها در پرونده نوشته شده است"),
    ("count", "sheet", "برگهٔ رسیدگی را به جای نتیجهٔ کوتاه به صورت text، csv یا html چاپ می‌کند"),
    ("count", "audit", "برگهٔ رسیدگی را در JSON نیز می‌آورد"),
    ("count", "convert", "برگه‌ها را به قالبی دیگر (blt، preflib، csv، json) چاپ می‌کند و چیزی نمی‌شمارد"),
    ("majority", "base", "کسر از چه گرفته می‌شود: cast، valid، present، entitled، seats، members"),
    ("majority", "fraction", "کسر، مانند 1/2، 2/3 یا 60%"),
    ("majority", "strict", "باید از کسر بگذرد"),
    ("majority", "reach", "رسیدن به کسر بس است"),
    ("majority", "in_favour", "رأی موافق"),
    ("majority", "against", "رأی مخالف"),
    ("majority", "abstain", "رأی ممتنع"),
    ("majority", "blank", "برگهٔ سفید"),
    ("majority", "invalid", "برگهٔ ناشمردنی"),
    ("majority", "present", "شمار حاضران"),
    ("majority", "entitled", "شمار دارندگان حق رأی"),
    ("majority", "seats", "کرسی‌های نهاد"),
    ("majority", "members", "شمار اعضا"),
    ("majority", "minimum_for", "کمترین رأی موافق"),
    ("majority", "quorum_of_votes", "کمترین شرکت‌کننده در رأی‌گیری"),
    ("majority", "tie", "رأی برابر چه معنایی دارد: fail، chair، lot، repeat"),
    ("majority", "broken", "رئیس یا قرعه رأی برابر را چگونه شکست: for یا against"),
    ("majority", "weights", "رقم‌ها وزن‌اند، مانند اعضا در رأی با کارت، و نه سر"),
    ("majority", "consultative", "رأی‌گیری تنها مشورتی است"),
    ("majority", "file", "پروندهٔ JSON رأی‌گیری چندبخشی"),
    ("bench amend", "runs", "شمار اجرای هر سنجش؛ میانه گزارش می‌شود"),
    (
        "bench amend",
        "export",
        "به جای سنجش، یک بار کاری (PARAGRAPHS,AMENDMENTS) را به صورت JSON برای برنامه‌ای دیگر می‌نویسد",
    ),
    ("bench count", "data", "پوشهٔ داده‌های مشترک"),
    ("bench count", "runs", "شمار اجرای هر سنجش؛ میانه چاپ می‌شود"),
    ("bench ledger", "dir", "پوشه‌ای بر دیسکی که سنجیده می‌شود"),
    ("bench ledger", "seconds", "ثانیه‌های هر اجرا"),
    ("bench verify", "acts", "شمار ثبت‌های سند بی‌امضا"),
    ("bench verify", "signed", "شمار ثبت‌های سند امضاشده"),
    ("bench verify", "dir", "پوشه‌ای برای بایگانی‌ها؛ در پایان پاک می‌شوند"),
    ("bench replay", "acts", "شمار کنش‌ها در بزرگ‌ترین اجرا"),
];

const TEMPLATE: &str = "{about}\n\nکاربرد: {usage}\n\n{all-args}\n";

/// Reads a command line, in the language that it asks for. `Err` is the text to print and whether it was asked for (help, version).
pub fn read(line: Vec<OsString>) -> Result<Shura, (String, bool)> {
    let lang = lang_of(&line);
    let command = match lang {
        Lang::En => Shura::command(),
        Lang::Fa => persian("", Shura::command()),
    };
    let read = command.try_get_matches_from(line).and_then(|matches| Shura::from_arg_matches(&matches));
    read.map_err(|error| {
        let asked = error.exit_code() == 0;
        let text = if asked || lang == Lang::En { error.render().to_string() } else { explained(&error) };
        (text, asked)
    })
}

/// The language that a line asks for, wherever it says so, even if the rest of it cannot be understood.
fn lang_of(line: &[OsString]) -> Lang {
    let words: Vec<&str> = line.iter().filter_map(|w| w.to_str()).collect();
    let named = words.windows(2).any(|pair| pair == ["--lang", "fa"]);
    if named || words.contains(&"--lang=fa") { Lang::Fa } else { Lang::En }
}

fn persian(path: &str, command: Command) -> Command {
    let name = command.get_name().to_owned();
    let own = match (path, name.as_str()) {
        (_, "shura") => String::new(),
        ("", name) => name.to_owned(),
        (path, name) => format!("{path} {name}"),
    };
    let about = COMMANDS.iter().find(|(path, _)| *path == if own.is_empty() { "shura" } else { &own });
    let mut command =
        command.disable_help_flag(true).help_template(TEMPLATE).subcommand_help_heading("فرمان‌ها");
    if let Some((_, about)) = about {
        command = command.about(*about);
    }
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).help("این راهنما");
    command = command.arg(help);
    if own.is_empty() {
        let version =
            Arg::new("version").short('V').long("version").action(ArgAction::Version).help("شمارهٔ نسخه");
        command = command.disable_version_flag(true).arg(version);
    }
    let words = own.clone();
    command = command.mut_args(move |arg| {
        let heading = if arg.is_positional() { "ورودی" } else { "گزینه‌ها" };
        let said = |command: &str| ARGUMENTS.iter().find(|(c, id, _)| *c == command && arg.get_id() == *id);
        match said(&words).or_else(|| said("")).map(|(_, _, help)| *help) {
            Some(help) => arg.help(help).help_heading(heading),
            None => arg.help_heading(heading),
        }
    });
    command.mut_subcommands(|sub| persian(&own, sub))
}

/// One Persian sentence for a line that cannot be understood, with the mend.
fn explained(error: &Error) -> String {
    let word = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let (arg, value) = (word(ContextKind::InvalidArg), word(ContextKind::InvalidValue));
    let said = match error.kind() {
        ErrorKind::UnknownArgument => {
            format!("گزینهٔ «{arg}» شناخته نیست؛ آن را بردارید یا املایش را درست کنید")
        }
        ErrorKind::InvalidSubcommand => {
            format!("فرمان «{}» شناخته نیست", word(ContextKind::InvalidSubcommand))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let valid = word(ContextKind::ValidValue);
            let valid = if valid.is_empty() {
                String::new()
            } else {
                format!("؛ یکی از این‌ها را بنویسید: {valid}")
            };
            format!("«{value}» برای {arg} پذیرفته نیست{valid}")
        }
        ErrorKind::MissingRequiredArgument => format!("این‌ها نوشته نشده است: {arg}"),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "فرمانی نوشته نشده است".to_owned()
        }
        ErrorKind::ArgumentConflict => format!("گزینهٔ {arg} با گزینه‌ای دیگر سازگار نیست؛ یکی را بردارید"),
        ErrorKind::InvalidUtf8 => "خط فرمان با UTF-8 نوشته نشده است".to_owned(),
        _ => format!("خط فرمان فهمیده نشد: {arg} {value}"),
    };
    format!("shura: {}. راهنما: shura --help --lang fa\n", said.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every command and every argument has its Persian words.
    #[test]
    fn everything_is_said_in_persian() {
        fn walk(path: &str, command: &Command) {
            assert!(
                COMMANDS.iter().any(|(p, _)| *p == if path.is_empty() { "shura" } else { path }),
                "{path}"
            );
            for arg in command.get_arguments() {
                let id = arg.get_id().as_str();
                let said = ARGUMENTS.iter().any(|(c, i, _)| (*c == path || c.is_empty()) && *i == id);
                assert!(said, "{path} {id}");
            }
            for sub in command.get_subcommands() {
                walk(format!("{path} {}", sub.get_name()).trim(), sub);
            }
        }
        walk("", &Shura::command());
        persian("", Shura::command()).debug_assert();
    }
}
