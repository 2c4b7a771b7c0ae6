//! Canonical bytes: the one way in which a value of the record is written.
//!
//! RFC 8785 (JSON Canonicalization Scheme) with less freedom: strings are in Unicode NFC, numbers are integers of at
//! most 2^53 - 1, and there is no null. The bytes that are signed are the bytes of the leaf, and nobody ever
//! re-serialises them: what comes in is checked to be canonical already. `spec/canonical-bytes.md` is the normative
//! text, `spec/vectors/canonical.json` its vectors.

use crate::limits::{MAX_DEPTH, MAX_ENTRY_BYTES, MAX_INTEGER};
use crate::{Bilingual, bilingual::fa_digits};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use unicode_normalization::is_nfc;

mod writing;

pub use writing::canonicalise;
pub(crate) use writing::{difference, is_writing_of};

/// Where in the input something is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// An offset in bytes from the start of the input, from 0.
    Byte(usize),
    /// A JSON pointer (RFC 6901) into the value; empty for the whole value.
    Pointer(String),
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// More than [`MAX_ENTRY_BYTES`].
    TooLong,
    /// More than [`MAX_DEPTH`] arrays and objects in one another.
    TooDeep,
    /// The input ends in the middle of a value.
    Ends,
    /// Bytes after the value.
    Trailing,
    /// Not UTF-8.
    NotUtf8,
    /// A character that cannot stand here in JSON.
    Unexpected,
    /// White space between tokens.
    Space,
    /// A null.
    Null,
    /// A number with a fraction or an exponent.
    Float,
    /// An integer whose absolute value exceeds [`MAX_INTEGER`].
    IntegerRange,
    /// An integer with a leading zero, or minus zero.
    IntegerForm,
    /// An escape where RFC 8785 writes the character itself or a shorter or lower-case escape.
    Escape,
    /// A control character below U+0020 that is not escaped.
    Control,
    /// Text that is not in Unicode NFC.
    NotNfc,
    /// A character that forces the direction of the text after it (U+202A to U+202E).
    Bidi,
    /// The same key twice in one object.
    DuplicateKey,
    /// Keys that are not in the order of their UTF-16 code units.
    KeyOrder,
}

/// Why bytes or a value are not canonical: the place, and the fault with its mend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CanonicalError {
    /// Where.
    pub place: Place,
    /// What.
    pub fault: Fault,
}

impl CanonicalError {
    fn at(offset: usize, fault: Fault) -> Self {
        Self { place: Place::Byte(offset), fault }
    }

    fn pointer(path: &str, fault: Fault) -> Self {
        Self { place: Place::Pointer(path.to_owned()), fault }
    }

    /// The place, the fault and the mend as one sentence in each language.
    pub fn text(&self) -> Bilingual {
        let (en, fa) = match &self.place {
            Place::Byte(at) => (format!("byte {at}"), format!("بایت {}", fa_digits(&at.to_string()))),
            Place::Pointer(path) if path.is_empty() => ("the value".to_owned(), "مقدار".to_owned()),
            Place::Pointer(path) => (format!("at {path}"), format!("در {path}")),
        };
        let fault = self.fault.text();
        Bilingual::new(format!("{en}: {}", fault.en), format!("{fa}: {}", fault.fa))
    }
}

impl fmt::Display for CanonicalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().en)
    }
}

impl std::error::Error for CanonicalError {}

impl Fault {
    /// The fault and its mend in both languages.
    pub fn text(self) -> Bilingual {
        match self {
            Fault::TooLong => Bilingual::new(
                format!(
                    "longer than {MAX_ENTRY_BYTES} bytes; put long texts beside the record and refer to them by hash"
                ),
                format!(
                    "بلندتر از {} بایت است؛ متن بلند را کنار سند بگذارید و با چکیده‌اش به آن ارجاع دهید",
                    fa_digits(&MAX_ENTRY_BYTES.to_string())
                ),
            ),
            Fault::TooDeep => Bilingual::new(
                format!("more than {MAX_DEPTH} arrays and objects in one another; make it flatter"),
                format!(
                    "بیش از {} آرایه و شیء تو در تو؛ ساختار را تخت‌تر کنید",
                    fa_digits(&MAX_DEPTH.to_string())
                ),
            ),
            Fault::Ends => Bilingual::new(
                "the input ends in the middle of a value; send the whole value",
                "ورودی در میانهٔ مقدار پایان می‌یابد؛ مقدار را کامل بفرستید",
            ),
            Fault::Trailing => Bilingual::new(
                "something follows the value; send one value and nothing after it",
                "پس از مقدار چیز دیگری آمده است؛ تنها یک مقدار بفرستید",
            ),
            Fault::NotUtf8 => Bilingual::new(
                "this is not UTF-8; encode the text as UTF-8",
                "این UTF-8 نیست؛ متن را با UTF-8 رمز کنید",
            ),
            Fault::Unexpected => Bilingual::new(
                "a character that cannot stand here in JSON; write the value as RFC 8785 does",
                "این نویسه در این جای JSON روا نیست؛ مقدار را به شیوهٔ RFC 8785 بنویسید",
            ),
            Fault::Space => Bilingual::new(
                "white space between tokens; leave it out",
                "میان اجزای JSON فاصله آمده است؛ آن را بردارید",
            ),
            Fault::Null => Bilingual::new(
                "null is not used; leave the field out",
                "null به کار نمی‌رود؛ خود فیلد را حذف کنید",
            ),
            Fault::Float => Bilingual::new(
                "a number with a fraction or an exponent; write integers, or a fraction as two integers",
                "عدد اعشاری یا نمایی است؛ عدد صحیح بنویسید، یا کسر را با دو عدد صحیح",
            ),
            Fault::IntegerRange => Bilingual::new(
                format!("an integer beyond {MAX_INTEGER}; write it as a string"),
                format!(
                    "عدد صحیح از {} بزرگ‌تر است؛ آن را به‌صورت رشته بنویسید",
                    fa_digits(&MAX_INTEGER.to_string())
                ),
            ),
            Fault::IntegerForm => Bilingual::new(
                "a leading zero or minus zero; write the integer without it",
                "عدد با صفر آغاز شده یا منفیِ صفر است؛ آن را بی این صفر بنویسید",
            ),
            Fault::Escape => Bilingual::new(
                "an escape that RFC 8785 does not write so; write the character itself, or \\b \\t \\n \\f \\r, or \\u00 and two \
                 lower-case digits for other control characters",
                "این نویسه در RFC 8785 چنین نوشته نمی‌شود؛ خود نویسه را بنویسید، یا \\b \\t \\n \\f \\r، یا برای دیگر \
                 نویسه‌های کنترلی \\u00 و دو رقم با حروف کوچک",
            ),
            Fault::Control => Bilingual::new(
                "a control character that is not escaped; escape it or leave it out",
                "نویسهٔ کنترلی بی‌گریز آمده است؛ آن را با گریز بنویسید یا بردارید",
            ),
            Fault::NotNfc => Bilingual::new(
                "text that is not in Unicode NFC; normalise it before signing",
                "متن به شکل NFC یونیکد نیست؛ پیش از امضا آن را بهنجار کنید",
            ),
            Fault::Bidi => Bilingual::new(
                "a character that forces the direction of the text (U+202A to U+202E); leave it out",
                "نویسه‌ای که جهت متن را به‌زور برمی‌گرداند (U+202A تا U+202E)؛ آن را بردارید",
            ),
            Fault::DuplicateKey => Bilingual::new(
                "the same key twice in one object; keep one of them",
                "یک کلید دو بار در یک شیء آمده است؛ یکی را نگه دارید",
            ),
            Fault::KeyOrder => Bilingual::new(
                "keys out of order; sort them by UTF-16 code units",
                "کلیدها مرتب نیستند؛ آن‌ها را به ترتیب واحدهای UTF-16 بچینید",
            ),
        }
    }
}

/// The letter after the backslash where RFC 8785 has a short escape.
fn short_escape(byte: u8) -> Option<u8> {
    match byte {
        b'"' | b'\\' => Some(byte),
        0x08 => Some(b'b'),
        0x09 => Some(b't'),
        0x0a => Some(b'n'),
        0x0c => Some(b'f'),
        0x0d => Some(b'r'),
        _ => None,
    }
}

/// Whether a character forces the direction of the text after it, so that no text of a record may hold it.
pub fn turns_direction(c: char) -> bool {
    ('\u{202a}'..='\u{202e}').contains(&c)
}

fn text_fault(text: &str) -> Option<Fault> {
    if text.is_ascii() {
        None
    } else if text.chars().any(turns_direction) {
        Some(Fault::Bidi)
    } else if !is_composed(text) {
        Some(Fault::NotNfc)
    } else {
        None
    }
}

/// Whether text is in NFC. Only characters that could be composed with others are looked up, with the one before them.
fn is_composed(text: &str) -> bool {
    let (mut start, mut looked_up) = (0, false);
    let ends = text.char_indices().map(|(at, c)| (at, never_composed(c))).chain([(text.len(), true)]);
    for (at, never) in ends {
        if never {
            if looked_up && !is_nfc(text.get(start..at).unwrap_or_default()) {
                return false;
            }
            start = at;
        }
        looked_up = !never;
    }
    true
}

/// Most of what English and Persian are written with: characters that are never composed with those before them. Each has combining class 0 and
/// the quick check `Yes` (UAX 15).
fn never_composed(c: char) -> bool {
    matches!(
        c,
        '\0'..='\u{ff}' | '\u{620}'..='\u{64a}' | '\u{660}'..='\u{66f}' | '\u{671}'..='\u{6d5}'
            | '\u{6f0}'..='\u{6ff}' | '\u{200c}'..='\u{200f}' | '\u{2010}'..='\u{2027}'
    )
}

/// The order of keys: by UTF-16 code units, which differs from the order of code points above U+FFFF.
fn utf16_order(a: &str, b: &str) -> Ordering {
    if a.is_ascii() && b.is_ascii() { a.cmp(b) } else { a.encode_utf16().cmp(b.encode_utf16()) }
}

/// Checks that bytes are the canonical form of a value, and gives them as the text that any JSON reader may then read. Nothing is built here, so that whoever verifies a
/// long record reads it only once.
///
/// # Errors
/// The first byte offset at which the bytes stop being canonical, with the fault and its mend. A fault of a whole
/// string (not NFC, duplicate key, key order) is placed at the string's opening quotation mark.
pub fn check(bytes: &[u8]) -> Result<&str, CanonicalError> {
    if bytes.len() > MAX_ENTRY_BYTES {
        return Err(CanonicalError::at(MAX_ENTRY_BYTES, Fault::TooLong));
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|error| CanonicalError::at(error.valid_up_to(), Fault::NotUtf8))?;
    let mut scan = Scan { text, bytes, at: 0 };
    scan.value(0)?;
    match scan.peek() {
        None => Ok(text),
        Some(byte) if is_space(byte) => scan.fail(Fault::Space),
        Some(_) => scan.fail(Fault::Trailing),
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// A place in the input.
struct Scan<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Scan<'a> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn fail<T>(&self, fault: Fault) -> Result<T, CanonicalError> {
        Err(CanonicalError::at(self.at, fault))
    }

    /// The fault of a byte that no rule expected here.
    fn unexpected<T>(&self) -> Result<T, CanonicalError> {
        self.fail(match self.peek() {
            None => Fault::Ends,
            Some(byte) if is_space(byte) => Fault::Space,
            Some(_) => Fault::Unexpected,
        })
    }

    fn take(&mut self, byte: u8) -> Result<(), CanonicalError> {
        if self.peek() != Some(byte) {
            return self.unexpected();
        }
        self.at += 1;
        Ok(())
    }

    fn word(&mut self, word: &[u8]) -> Result<(), CanonicalError> {
        word.iter().try_for_each(|byte| self.take(*byte))
    }

    fn value(&mut self, depth: usize) -> Result<(), CanonicalError> {
        match self.peek() {
            Some(b'{' | b'[') if depth >= MAX_DEPTH => self.fail(Fault::TooDeep),
            Some(b'{') => self.object(depth),
            Some(b'[') => self.array(depth),
            Some(b'"') => self.string().map(drop),
            Some(b't') => self.word(b"true"),
            Some(b'f') => self.word(b"false"),
            Some(b'n') => self.fail(Fault::Null),
            Some(b'-' | b'0'..=b'9') => self.integer(),
            _ => self.unexpected(),
        }
    }

    fn array(&mut self, depth: usize) -> Result<(), CanonicalError> {
        self.take(b'[')?;
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(());
        }
        loop {
            self.value(depth + 1)?;
            if self.peek() != Some(b',') {
                return self.take(b']');
            }
            self.at += 1;
        }
    }

    fn object(&mut self, depth: usize) -> Result<(), CanonicalError> {
        self.take(b'{')?;
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(());
        }
        let mut last: Option<Cow<str>> = None;
        loop {
            let start = self.at;
            let key = self.string()?;
            match last.as_deref().map(|last| utf16_order(last, &key)) {
                Some(Ordering::Equal) => return Err(CanonicalError::at(start, Fault::DuplicateKey)),
                Some(Ordering::Greater) => return Err(CanonicalError::at(start, Fault::KeyOrder)),
                Some(Ordering::Less) | None => {}
            }
            last = Some(key);
            self.take(b':')?;
            self.value(depth + 1)?;
            if self.peek() != Some(b',') {
                return self.take(b'}');
            }
            self.at += 1;
        }
    }

    fn integer(&mut self) -> Result<(), CanonicalError> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        let digits = self.at;
        let mut absolute: i64 = 0;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            absolute = absolute.saturating_mul(10).saturating_add(i64::from(digit - b'0'));
            self.at += 1;
        }
        if self.at == digits {
            return self.unexpected();
        }
        if matches!(self.peek(), Some(b'.' | b'e' | b'E')) {
            return Err(CanonicalError::at(start, Fault::Float));
        }
        let leading_zero = self.bytes.get(digits) == Some(&b'0') && (self.at > digits + 1 || digits > start);
        if leading_zero {
            return Err(CanonicalError::at(start, Fault::IntegerForm));
        }
        if absolute > MAX_INTEGER {
            return Err(CanonicalError::at(start, Fault::IntegerRange));
        }
        Ok(())
    }

    /// Passes over a string and gives the text that it means, which is a part of the input unless it holds escapes.
    fn string(&mut self) -> Result<Cow<'a, str>, CanonicalError> {
        let start = self.at;
        self.take(b'"')?;
        let mut text = Cow::Borrowed("");
        loop {
            text += self.plain();
            match self.peek() {
                None => return self.fail(Fault::Ends),
                Some(b'"') => break,
                Some(b'\\') => text.to_mut().push(char::from(self.escape()?)),
                Some(_) => return self.fail(Fault::Control),
            }
        }
        self.at += 1;
        match text_fault(&text) {
            Some(fault) => Err(CanonicalError::at(start, fault)),
            None => Ok(text),
        }
    }

    /// Passes over what stands for itself in a string. It begins and ends beside ASCII bytes, so that no character is cut.
    fn plain(&mut self) -> &'a str {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let ends = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..0x20));
        let from = self.at;
        self.at = ends.map_or(self.bytes.len(), |length| from + length);
        self.text.get(from..self.at).unwrap_or_default()
    }

    /// The character meant by an escape in the form that RFC 8785 writes.
    fn escape(&mut self) -> Result<u8, CanonicalError> {
        let rest = self.bytes.get(self.at + 1..).unwrap_or_default();
        for byte in (0..0x20).chain([b'"', b'\\']) {
            let form = match short_escape(byte) {
                Some(letter) => vec![letter],
                None => format!("u{byte:04x}").into_bytes(),
            };
            if rest.starts_with(&form) {
                self.at += 1 + form.len();
                return Ok(byte);
            }
        }
        self.fail(if rest.is_empty() { Fault::Ends } else { Fault::Escape })
    }
}

#[cfg(test)]
mod tests;
