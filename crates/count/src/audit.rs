//! Audit sheets: tables that show every step of a count, enough to redo it with pencil and paper.
//!
//! One sheet, four dresses: text for the terminal, CSV, JSON (by serde) and HTML, in either language.

use crate::formats::csv::field;
use serde::{Deserialize, Serialize};
use shura_act::bilingual::fa_digits;
use shura_act::{Bilingual, Lang};
use std::fmt::Write;

/// One cell of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Cell {
    /// Words in both languages.
    Words(Bilingual),
    /// A number, a fraction or a name: the same in both languages but for its digits.
    Plain(String),
}

impl Cell {
    /// A cell with a number or a name.
    pub fn plain(text: impl ToString) -> Self {
        Self::Plain(text.to_string())
    }

    /// A cell with words.
    pub fn words(en: impl Into<String>, fa: impl Into<String>) -> Self {
        Self::Words(Bilingual::new(en, fa))
    }

    fn show(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Words(words), _) => words.get(lang).to_owned(),
            (Self::Plain(text), Lang::En) => text.clone(),
            (Self::Plain(text), Lang::Fa) => match is_number(text) {
                true => fa_digits(text).replace('.', "٫"),
                false => fa_digits(text),
            },
        }
    }

    fn number(&self) -> bool {
        matches!(self, Self::Plain(text) if is_number(text))
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || "+-./,×=∞√ ".contains(c))
}

/// A table with a heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// The heading.
    pub title: Bilingual,
    /// The names of the columns.
    pub columns: Vec<Cell>,
    /// The rows, each as long as the columns.
    pub rows: Vec<Vec<Cell>>,
}

/// The audit sheet of one count.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// What was counted and by which rule.
    pub title: Bilingual,
    /// The facts before the count: seats, papers, quota.
    pub facts: Vec<(Bilingual, Cell)>,
    /// The working.
    pub tables: Vec<Table>,
    /// Ties and how they were broken, what was left out, the result.
    pub notes: Vec<Bilingual>,
}

impl Sheet {
    /// A sheet with a title.
    pub fn new(en: impl Into<String>, fa: impl Into<String>) -> Self {
        Self { title: Bilingual::new(en, fa), ..Self::default() }
    }

    /// Adds a fact.
    pub fn fact(&mut self, en: &str, fa: &str, value: impl ToString) {
        self.facts.push((Bilingual::new(en, fa), Cell::plain(value)));
    }

    /// Adds a table.
    pub fn table(&mut self, en: &str, fa: &str, columns: Vec<Cell>, rows: Vec<Vec<Cell>>) {
        self.tables.push(Table { title: Bilingual::new(en, fa), columns, rows });
    }

    /// The sheet as text with aligned columns.
    pub fn text(&self, lang: Lang) -> String {
        let mut out = format!("{}\n", self.title.get(lang));
        for (name, value) in &self.facts {
            let _ = writeln!(out, "  {}: {}", name.get(lang), value.show(lang));
        }
        for table in &self.tables {
            let _ = writeln!(out, "\n{}", table.title.get(lang));
            let widths: Vec<usize> = (0..table.columns.len())
                .map(|i| {
                    let rows = table.rows.iter().filter_map(|r| r.get(i));
                    rows.chain(table.columns.get(i)).map(|c| width(&c.show(lang))).max().unwrap_or(0)
                })
                .collect();
            for row in std::iter::once(&table.columns).chain(&table.rows) {
                let mut line = String::from(" ");
                for (cell, &wide) in row.iter().zip(&widths) {
                    let text = cell.show(lang);
                    let pad = " ".repeat(wide.saturating_sub(width(&text)));
                    let _ = if cell.number() {
                        write!(line, " {pad}{text}")
                    } else {
                        write!(line, " {text}{pad}")
                    };
                }
                let _ = writeln!(out, "{}", line.trim_end());
            }
        }
        if !self.notes.is_empty() {
            out.push('\n');
        }
        for note in &self.notes {
            let _ = writeln!(out, "{}", note.get(lang));
        }
        out
    }

    /// The sheet as CSV (RFC 4180): each fact, table row and note on a line, its heading first.
    /// Numbers keep Western digits, so that programs can read them.
    pub fn csv(&self, lang: Lang) -> String {
        let plain = |cell: &Cell| match cell {
            Cell::Words(words) => field(words.get(lang)),
            Cell::Plain(text) => field(text),
        };
        let mut out = format!("{}\n", field(self.title.get(lang)));
        for (name, value) in &self.facts {
            let _ = writeln!(out, "{},{}", field(name.get(lang)), plain(value));
        }
        for table in &self.tables {
            let _ = writeln!(out, "{}", field(table.title.get(lang)));
            for row in std::iter::once(&table.columns).chain(&table.rows) {
                let cells: Vec<String> = row.iter().map(plain).collect();
                let _ = writeln!(out, "{}", cells.join(","));
            }
        }
        for note in &self.notes {
            let _ = writeln!(out, "{}", field(note.get(lang)));
        }
        out
    }

    /// The sheet as one HTML page that needs nothing else.
    pub fn html(&self, lang: Lang) -> String {
        let (code, direction) = match lang {
            Lang::En => ("en", "ltr"),
            Lang::Fa => ("fa", "rtl"),
        };
        let title = escape(self.title.get(lang));
        let mut out = format!(
            "<!doctype html>\n<html lang=\"{code}\" dir=\"{direction}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n<style>\n\
             body {{ font-family: sans-serif; margin-inline: auto; max-inline-size: 80rem; padding: 1rem }}\n\
             table {{ border-collapse: collapse; margin-block: 1rem; display: block; overflow-x: auto }}\n\
             caption {{ text-align: start; font-weight: bold }}\n\
             th, td {{ border: 1px solid #999; padding: .2rem .5rem; text-align: start; unicode-bidi: plaintext }}\n\
             .n {{ text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap }}\n\
             </style>\n</head>\n<body>\n<h1>{title}</h1>\n<dl>\n"
        );
        for (name, value) in &self.facts {
            let _ =
                writeln!(out, "<dt>{}</dt><dd>{}</dd>", escape(name.get(lang)), escape(&value.show(lang)));
        }
        out.push_str("</dl>\n");
        for table in &self.tables {
            let _ = writeln!(out, "<table>\n<caption>{}</caption>\n<thead>", escape(table.title.get(lang)));
            let head: String = table
                .columns
                .iter()
                .map(|c| format!("<th scope=\"col\">{}</th>", escape(&c.show(lang))))
                .collect();
            let _ = writeln!(out, "<tr>{head}</tr>\n</thead>\n<tbody>");
            for row in &table.rows {
                out.push_str("<tr>");
                for cell in row {
                    let class = if cell.number() { " class=\"n\"" } else { "" };
                    let _ = write!(out, "<td{class}>{}</td>", escape(&cell.show(lang)));
                }
                out.push_str("</tr>\n");
            }
            out.push_str("</tbody>\n</table>\n");
        }
        for note in &self.notes {
            let _ = writeln!(out, "<p>{}</p>", escape(note.get(lang)));
        }
        out.push_str("</body>\n</html>\n");
        out
    }
}

/// Columns on a terminal: marks that join (half-space, vowel signs) take none.
fn width(text: &str) -> usize {
    text.chars()
        .filter(|c| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{64b}'..='\u{65f}' | '\u{300}'..='\u{36f}'))
        .count()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> Sheet {
        let mut sheet = Sheet::new("Count <1>", "شمارش «۱»");
        sheet.fact("Quota", "سهمیه", "8789.50");
        sheet.table(
            "Stage 1",
            "مرحلهٔ ۱",
            vec![Cell::words("Candidate", "نامزد"), Cell::words("Votes", "رأی")],
            vec![vec![Cell::plain("O'Neill, A \"B\""), Cell::plain("12.50")]],
        );
        sheet.notes.push(Bilingual::new("Elected: nobody.", "کسی برگزیده نشد."));
        sheet
    }

    #[test]
    fn text_in_both_languages() {
        assert_eq!(
            sheet().text(Lang::En),
            "Count <1>\n  Quota: 8789.50\n\nStage 1\n  Candidate      Votes\n  O'Neill, A \"B\" 12.50\n\nElected: nobody.\n"
        );
        assert!(sheet().text(Lang::Fa).contains("سهمیه: ۸۷۸۹٫۵۰"));
    }

    #[test]
    fn csv_quotes_and_html_escapes() {
        assert!(sheet().csv(Lang::En).contains("\"O'Neill, A \"\"B\"\"\",12.50\n"));
        let html = sheet().html(Lang::Fa);
        assert!(html.contains("dir=\"rtl\"") && html.contains("<td class=\"n\">۱۲٫۵۰</td>"));
        assert!(sheet().html(Lang::En).contains("<h1>Count &lt;1&gt;</h1>"));
    }

    #[test]
    fn json_survives() {
        let json = serde_json::to_string(&sheet()).unwrap();
        assert_eq!(serde_json::from_str::<Sheet>(&json).unwrap(), sheet());
    }
}
