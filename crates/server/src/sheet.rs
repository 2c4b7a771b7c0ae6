//! The sheet of paper: a QR code as SVG, and a page to print in both languages.

use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};
use shura_act::{Bilingual, Id};
use shura_kernel::Standing;
use shura_verify::ProofDocument;

/// A QR code as SVG, at the highest level of correction at which it fits; none if it fits at no level.
pub fn qr_svg(text: &str) -> Option<String> {
    let levels = [EcLevel::Q, EcLevel::M, EcLevel::L];
    let code = levels.iter().find_map(|level| QrCode::with_error_correction_level(text, *level).ok());
    Some(code?.render::<svg::Color>().quiet_zone(true).min_dimensions(600, 600).build())
}

/// A page to print.
pub fn page(
    standing: &Standing,
    act: &Id,
    lines: &[Bilingual],
    document: &ProofDocument,
    svg: &str,
) -> String {
    let name = &standing.charter.organisation.name;
    // An XML declaration belongs at the beginning of a file, not into a page.
    let svg = svg.find("<svg").and_then(|at| svg.get(at..)).unwrap_or(svg);
    let part = |lang: &str, dir: &str, heading: String, pick: fn(&Bilingual) -> &str| {
        let lines: String = lines
            .iter()
            .map(|line| format!("<p{}>{}</p>\n", indent(pick(line)), escape(pick(line).trim_start())))
            .collect();
        format!("<section lang=\"{lang}\" dir=\"{dir}\">\n<h1>{}</h1>\n{lines}</section>\n", escape(&heading))
    };
    let persian = part("fa", "rtl", format!("{}: برگهٔ اثبات {act}", name.fa), |line| &line.fa);
    let english = part("en", "ltr", format!("{}: proof of {act}", name.en), |line| &line.en);
    let bytes = document.entries.first().map(|entry| String::from_utf8_lossy(&entry.bytes).into_owned());
    format!(
        "<!doctype html>\n<html lang=\"fa\">\n<head>\n<meta charset=\"utf-8\">\n<title>{act}</title>\n<style>{STYLE}</style>\n</head>\n\
         <body>\n{persian}{english}<figure>{svg}<figcaption dir=\"ltr\">{}</figcaption></figure>\n\
         <pre dir=\"auto\">{}</pre>\n</body>\n</html>\n",
        escape(&document.log.to_string()),
        escape(&bytes.unwrap_or_default()),
    )
}

const STYLE: &str = "@page{size:A4;margin:15mm}body{font:11pt/1.5 Vazirmatn,'Noto Naskh Arabic','Noto Sans',sans-serif;max-inline-size:180mm;margin-inline:auto}\
h1{font-size:14pt;margin-block:0 4mm}p{margin-block:0 1mm}p.in{margin-inline-start:6mm}section{margin-block-end:6mm;border-block-end:.3mm solid #999;padding-block-end:3mm}\
figure{margin:0;text-align:center;break-inside:avoid}figure svg{inline-size:120mm;block-size:120mm}figcaption,pre{font:7pt/1.3 monospace;overflow-wrap:anywhere;white-space:pre-wrap}";

fn indent(line: &str) -> &'static str {
    if line.starts_with(' ') { " class=\"in\"" } else { "" }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
