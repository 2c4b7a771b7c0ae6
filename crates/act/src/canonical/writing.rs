//! Writing values in canonical form, and holding what was read to its bytes.
//!
//! Canonical bytes are one writing of a JSON value. An entry could still be read from several values: with a list in place of an object, with
//! a key that says what holds where nothing is said, with a figure in other words. So what was read is written again and compared.

use super::{CanonicalError, Fault, short_escape, text_fault, utf16_order};
use crate::limits::{MAX_DEPTH, MAX_ENTRY_BYTES, MAX_INTEGER};
use serde::Serialize;
use serde_json::Value;
use serde_json::ser::{CompactFormatter, Formatter};
use std::cell::RefCell;
use std::cmp::Ordering;
use std::io;

/// Writes a value in canonical form.
///
/// # Errors
/// Refuses what has no canonical form (null, floats, integers beyond 2^53 - 1, text that is not NFC or forces its
/// direction, too long, too deep) and names the place by JSON pointer.
pub fn canonicalise(value: &Value) -> Result<Vec<u8>, CanonicalError> {
    let mut out = Vec::new();
    write_value(value, &mut String::new(), 0, &mut out)?;
    if out.len() > MAX_ENTRY_BYTES {
        return Err(CanonicalError::pointer("", Fault::TooLong));
    }
    Ok(out)
}

fn write_value(
    value: &Value,
    path: &mut String,
    depth: usize,
    out: &mut Vec<u8>,
) -> Result<(), CanonicalError> {
    let fail = |path: &str, fault| Err(CanonicalError::pointer(path, fault));
    match value {
        Value::Null => return fail(path, Fault::Null),
        Value::Bool(true) => out.extend_from_slice(b"true"),
        Value::Bool(false) => out.extend_from_slice(b"false"),
        Value::Number(number) => match number.as_i64() {
            Some(n) if n.abs_diff(0) <= MAX_INTEGER.abs_diff(0) => {
                out.extend_from_slice(n.to_string().as_bytes())
            }
            None if !number.is_u64() => return fail(path, Fault::Float),
            _ => return fail(path, Fault::IntegerRange),
        },
        Value::String(text) => write_string(text, path, out)?,
        Value::Array(items) => {
            if depth >= MAX_DEPTH {
                return fail(path, Fault::TooDeep);
            }
            out.push(b'[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push(b',');
                }
                let length = path.len();
                path.push_str(&format!("/{i}"));
                write_value(item, path, depth + 1, out)?;
                path.truncate(length);
            }
            out.push(b']');
        }
        Value::Object(map) => {
            if depth >= MAX_DEPTH {
                return fail(path, Fault::TooDeep);
            }
            let mut fields: Vec<(&String, &Value)> = map.iter().collect();
            fields.sort_by(|a, b| utf16_order(a.0, b.0));
            out.push(b'{');
            for (i, (key, item)) in fields.into_iter().enumerate() {
                if i > 0 {
                    out.push(b',');
                }
                let length = path.len();
                path.push('/');
                path.push_str(&key.replace('~', "~0").replace('/', "~1"));
                write_string(key, path, out)?;
                out.push(b':');
                write_value(item, path, depth + 1, out)?;
                path.truncate(length);
            }
            out.push(b'}');
        }
    }
    Ok(())
}

fn write_string(text: &str, path: &str, out: &mut Vec<u8>) -> Result<(), CanonicalError> {
    if let Some(fault) = text_fault(text) {
        return Err(CanonicalError::pointer(path, fault));
    }
    out.push(b'"');
    for byte in text.bytes() {
        match short_escape(byte) {
            Some(letter) => out.extend_from_slice(&[b'\\', letter]),
            None if byte < 0x20 => out.extend_from_slice(format!("\\u{byte:04x}").as_bytes()),
            None => out.push(byte),
        }
    }
    out.push(b'"');
    Ok(())
}

/// Whether bytes are the canonical writing of a value, so that [`super::check`] lets them pass and has not to be asked. Where text would have
/// to be looked at string by string this says no.
pub(crate) fn is_writing_of<T: Serialize>(value: &T, bytes: &[u8]) -> bool {
    let composed = || std::str::from_utf8(bytes).is_ok_and(|text| text_fault(text).is_none());
    let written = || written(value, bytes.len()).is_ok_and(|out| out == bytes);
    bytes.len() <= MAX_ENTRY_BYTES && written() && composed()
}

/// The first byte at which bytes that [`super::check`] let pass are not the canonical writing of a value; none if they are it.
pub(crate) fn difference<T: Serialize>(value: &T, bytes: &[u8]) -> Option<usize> {
    let out = match written(value, bytes.len()) {
        Ok(out) if out == bytes => return None,
        Ok(out) | Err(out) => out,
    };
    Some(bytes.iter().zip(&out).take_while(|(a, b)| a == b).count())
}

/// The canonical writing of a value whose text is in NFC, or as much of it as there is where it has none. `length` is how long it may become.
fn written<T: Serialize>(value: &T, length: usize) -> Result<Vec<u8>, Vec<u8>> {
    let out = RefCell::new(Vec::with_capacity(length));
    let sorted = Sorted {
        out: &out,
        members: Vec::with_capacity(16),
        open: Vec::with_capacity(4),
        sorted: Vec::with_capacity(length),
        depth: 0,
    };
    let end = value.serialize(&mut serde_json::Serializer::with_formatter(Out(&out), sorted));
    let out = out.into_inner();
    if end.is_ok() { Ok(out) } else { Err(out) }
}

/// Where the serializer writes. The formatter sees it, too, to sort what lies there.
struct Out<'a>(&'a RefCell<Vec<u8>>);

impl io::Write for Out<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes).map(|()| bytes.len())
    }

    #[inline]
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A member of an object, by offsets of what was written.
#[derive(Clone, Copy)]
struct Member {
    start: usize,
    key_end: usize,
    end: usize,
    /// Whether its key has the order of its bytes: ASCII and no escapes.
    plain: bool,
}

/// Writes JSON as short as can be, and sorts the members of each object when it ends: Serde gives them in the order of the source code. What has
/// no canonical form ends the writing.
struct Sorted<'a> {
    out: &'a RefCell<Vec<u8>>,
    /// The members of all objects that have not ended.
    members: Vec<Member>,
    /// Where in them those of each of these objects begin.
    open: Vec<usize>,
    /// Empty but while an object is sorted.
    sorted: Vec<u8>,
    /// How many arrays and objects have not ended.
    depth: usize,
}

impl Sorted<'_> {
    /// Goes one array or object deeper.
    fn deeper(&mut self) -> io::Result<()> {
        self.depth += 1;
        if self.depth > MAX_DEPTH { no_form() } else { Ok(()) }
    }

    /// Sorts the members of the object that ends here.
    fn sort(&mut self) {
        let from = self.open.pop().unwrap_or_default();
        let mut out = self.out.borrow_mut();
        let members = self.members.get_mut(from..).unwrap_or_default();
        if !members.is_sorted_by(|a, b| order(&out, a, b).is_lt()) {
            let start = members.first().map_or(0, |first| first.start);
            members.sort_unstable_by(|a, b| order(&out, a, b));
            for member in &*members {
                self.sorted.extend_from_slice(out.get(member.start..member.end).unwrap_or_default());
                self.sorted.push(b',');
            }
            self.sorted.pop();
            out.truncate(start);
            out.append(&mut self.sorted);
        }
        self.members.truncate(from);
    }
}

/// The order of two members by their keys, which stand in quotation marks.
fn order(out: &[u8], a: &Member, b: &Member) -> Ordering {
    let key = |member: &Member| out.get(member.start + 1..member.key_end - 1).unwrap_or_default();
    let (one, other) = (key(a), key(b));
    if a.plain && b.plain { one.cmp(other) } else { utf16_order(&text(one), &text(other)) }
}

/// What a key means that may hold escapes.
fn text(key: &[u8]) -> String {
    let quoted = [b"\"", key, b"\""].concat();
    serde_json::from_slice(&quoted).unwrap_or_default()
}

/// There is no canonical form of this.
fn no_form() -> io::Result<()> {
    Err(io::ErrorKind::InvalidData.into())
}

impl Formatter for Sorted<'_> {
    fn write_null<W: ?Sized + io::Write>(&mut self, _: &mut W) -> io::Result<()> {
        no_form()
    }

    fn write_f32<W: ?Sized + io::Write>(&mut self, _: &mut W, _: f32) -> io::Result<()> {
        no_form()
    }

    fn write_f64<W: ?Sized + io::Write>(&mut self, _: &mut W, _: f64) -> io::Result<()> {
        no_form()
    }

    fn write_i64<W: ?Sized + io::Write>(&mut self, writer: &mut W, value: i64) -> io::Result<()> {
        if value.unsigned_abs() > MAX_INTEGER.unsigned_abs() {
            return no_form();
        }
        CompactFormatter.write_i64(writer, value)
    }

    fn write_u64<W: ?Sized + io::Write>(&mut self, writer: &mut W, value: u64) -> io::Result<()> {
        if value > MAX_INTEGER.unsigned_abs() {
            return no_form();
        }
        CompactFormatter.write_u64(writer, value)
    }

    fn begin_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.deeper()?;
        writer.write_all(b"[")
    }

    fn end_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth = self.depth.saturating_sub(1);
        writer.write_all(b"]")
    }

    fn begin_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.deeper()?;
        self.open.push(self.members.len());
        writer.write_all(b"{")
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if !first {
            writer.write_all(b",")?;
        }
        let start = self.out.borrow().len();
        self.members.push(Member { start, key_end: start, end: start, plain: true });
        Ok(())
    }

    fn end_object_key<W: ?Sized + io::Write>(&mut self, _: &mut W) -> io::Result<()> {
        let out = self.out.borrow();
        if let Some(member) = self.members.last_mut() {
            member.key_end = out.len();
            let key = out.get(member.start..).unwrap_or_default();
            member.plain = key.is_ascii() && !key.contains(&b'\\');
        }
        Ok(())
    }

    fn end_object_value<W: ?Sized + io::Write>(&mut self, _: &mut W) -> io::Result<()> {
        let end = self.out.borrow().len();
        if let Some(member) = self.members.last_mut() {
            member.end = end;
        }
        Ok(())
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.sort();
        self.depth = self.depth.saturating_sub(1);
        writer.write_all(b"}")
    }
}
