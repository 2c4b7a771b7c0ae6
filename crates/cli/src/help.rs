//! The command line itself in Persian: help texts, and what is said of a line that cannot be understood. English is in the commands.

use crate::cmd::Shura;
use clap::error::{ContextKind, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory, Error, FromArgMatches};
use shura_act::Lang;
use std::ffi::OsString;

/// What each command does, by its path.
const COMMANDS: &[(&str, &str)] = &[
    ("shura", "شورا: دموکراسی شورایی را به راه می‌برد و سند آن را بی‌کم‌وکاست نگه می‌دارد."),
    ("demo", "سند همراه برنامه، اکتبر ۱۹۱۷، را بررسی می‌کند و دیدنی‌های آن را نشان می‌دهد"),
    ("new", "فدراسیونی نمونه می‌سازد تا آن را به دلخواه خود تغییر دهید"),
    ("check", "همهٔ کنش‌های یک سند را بررسی می‌کند و یافته‌های قاعده‌ها را می‌گوید"),
    ("coverage", "نشان می‌دهد سند کدام نظام‌ها را به کار می‌گیرد"),
    ("why", "به چه حقی؟ کنشی را تا یکان‌های انتخاب‌کننده پی می‌گیرد"),
    ("at", "در یک تاریخ چه کسی کدام کرسی و سمت را دارد، از سوی که و از کی، و کدام کنش‌ها برجاست"),
    ("recognition", "هر یکان در گفتار و رفتار از که فرمان می‌برد، و سخن هر مرجع تا کجا می‌رسد"),
    ("minutes", "صورت‌جلسهٔ یک نشست را از کنش‌های آن می‌نویسد"),
    ("acts", "کنش‌های سند را با شرط‌هایی که بدهید فهرست می‌کند"),
    ("charter", "اساسنامه را بررسی می‌کند یا به صورت آیین‌نامه می‌نویسد"),
    ("charter check", "می‌گوید اساسنامه به کار می‌آید، یا سطر و کلید و راه درست‌کردن آن را نام می‌برد"),
    ("charter show", "اساسنامه را به صورت آیین‌نامه می‌نویسد"),
    ("bench", "این دستگاه و این برنامه را در یک اجرا می‌سنجد"),
    ("bench replay", "فدراسیونی ساختگی با تا یک میلیون کنش را بررسی و اعمال می‌کند"),
];

/// What each argument says: the command, the argument, the words. An empty command stands for all.
const ARGUMENTS: &[(&str, &str, &str)] = &[
    ("", "lang", "زبان پیام‌ها: en یا fa"),
    ("", "json", "چاپ JSON به جای متن"),
    ("", "dir", "پوشهٔ سند"),
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
    ("why", "act", "نام کنش"),
    ("why", "svg", "زنجیره را به صورت SVG می‌کشد"),
    ("why", "dot", "زنجیره را برای Graphviz می‌نویسد"),
    ("at", "date", "تاریخ، مانند 1917-10-25 یا 1917-10-25T21:00"),
    ("at", "organ", "یک نهاد یا یکان؛ اگر گفته نشود، همهٔ آن‌ها که کرسی یا سمتی پر دارند"),
    ("recognition", "date", "تاریخ؛ اگر گفته نشود، پایان سند"),
    ("recognition", "authority", "تنها این مرجع"),
    ("minutes", "sitting", "نام نشست؛ فرمان shura acts DIR --kind sitting نشست‌ها را فهرست می‌کند"),
    ("acts", "kind", "تنها کنش‌های این گونه: division، order، speech …"),
    ("acts", "by", "تنها کنش‌های این شخص یا نهاد، یا به نام آن"),
    ("acts", "organ", "تنها کنش‌هایی که به این نهاد مربوط‌اند یا در نشست‌های آن رخ داده‌اند"),
    ("acts", "from", "تنها کنش‌هایی که شاید در این تاریخ یا پس از آن رخ داده باشند"),
    ("acts", "to", "تنها کنش‌هایی که شاید در این تاریخ یا پیش از آن رخ داده باشند"),
    ("acts", "seed", "تنها کنش‌هایی که از این سطر متن برآمده‌اند"),
    ("acts", "find", "تنها کنش‌هایی که متن یا نامشان همهٔ این واژه‌ها را دارد"),
    ("charter check", "file", "پروندهٔ اساسنامه، یا پوشهٔ سند"),
    ("charter show", "file", "پروندهٔ اساسنامه، یا پوشهٔ سند"),
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
