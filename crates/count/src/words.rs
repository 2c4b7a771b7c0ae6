//! Numbers as people read them, in both languages.

use shura_act::bilingual::fa_digits;

/// `1234567` as `1,234,567`.
pub fn en(number: impl ToString) -> String {
    grouped(&number.to_string(), ',')
}

/// `1234567` as `۱٬۲۳۴٬۵۶۷`.
pub fn fa(number: impl ToString) -> String {
    fa_digits(&grouped(&number.to_string(), '٬')).replace('.', "٫")
}

/// Groups the whole part of a decimal number by threes; the sign and the fraction stay as they are.
fn grouped(digits: &str, separator: char) -> String {
    let (sign, rest) = match digits.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", digits),
    };
    let (whole, fraction) = rest.split_once('.').map_or((rest, None), |(w, f)| (w, Some(f)));
    let mut out = String::from(sign);
    let count = whole.chars().count();
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (count - i) % 3 == 0 {
            out.push(separator);
        }
        out.push(c);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_by_threes() {
        assert_eq!(en(0), "0");
        assert_eq!(en(999), "999");
        assert_eq!(en(1234567), "1,234,567");
        assert_eq!(en("-1234.50000"), "-1,234.50000");
        assert_eq!(fa(1234567), "۱٬۲۳۴٬۵۶۷");
        assert_eq!(fa("12.5"), "۱۲٫۵");
    }
}
