//! `shura text rebase BASE NEW AMENDMENTS…`: carries amendments over to a changed text and says what it could not carry.

use super::paint::{number, say};
use super::{amendments, failed, version};
use crate::output::{Failure, Output};
use shura_text::rebase_onto;
use std::path::PathBuf;
use std::process::ExitCode;

/// From where to where.
#[derive(clap::Args)]
pub struct Args {
    /// The version the amendments are anchored on (CommonMark).
    base: PathBuf,
    /// The changed version.
    new: PathBuf,
    /// The amendments: JSON, or whole texts as their movers would have them.
    #[arg(required = true)]
    amendments: Vec<PathBuf>,
}

/// Carries them over; exit code 1 when something could not be carried.
pub fn run(args: Args, out: &Output) -> Result<ExitCode, Failure> {
    let (base, new) = (version(&args.base, false)?, version(&args.new, false)?);
    let mut rebased = Vec::new();
    for amendment in amendments(&base, &args.amendments, false)? {
        rebased.push(rebase_onto(&base, &new, &amendment).map_err(|e| failed(&e))?);
    }
    let lost = rebased.iter().any(|r| !r.lost.is_empty());
    if out.json {
        out.json(&rebased)?;
    } else {
        for one in &rebased {
            let id = &one.amendment.id;
            let kept = number(one.amendment.changes.len(), out.lang);
            let (en, fa) = if one.amendment.changes.is_empty() && one.lost.is_empty() {
                (
                    format!("{id}: nothing is left to do, the text says so already"),
                    format!("{id}: کاری نمانده است؛ متن خود همین را می‌گوید"),
                )
            } else {
                (format!("{id}: changes carried over: {kept}"), format!("{id}: {kept} تغییر منتقل شد"))
            };
            out.plain(say(out.lang, en, fa));
            for change in &one.lost {
                let n = number(change, out.lang);
                out.plain(say(
                    out.lang,
                    format!("{id}: change {n} falls, its words were changed"),
                    format!("{id}: تغییر {n} منتفی است، زیرا واژه‌هایش تغییر کرده‌اند"),
                ));
            }
        }
    }
    Ok(if lost { ExitCode::from(1) } else { ExitCode::SUCCESS })
}
