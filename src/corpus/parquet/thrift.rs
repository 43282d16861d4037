//! Owns reading Thrift's compact encoding as far as it is checked here: bounded by the bytes that
//! are there, in lists, texts and depth.

/// Structures inside each other.
const DEEPEST: usize = 32;

/// What is wrong with the bytes.
pub(super) type Broken = &'static str;

const ENDS: Broken = "it ends too early";

/// The kinds of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    True,
    False,
    Byte,
    Integer,
    Double,
    Binary,
    List,
    Map,
    Struct,
}

/// A place in the bytes.
#[derive(Debug, Clone)]
pub(super) struct Compact<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Compact<'a> {
    /// Reads from the start of `bytes`.
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Bytes that were read.
    pub(super) fn position(&self) -> usize {
        self.at
    }

    fn byte(&mut self) -> Result<u8, Broken> {
        let byte = self.bytes.get(self.at).copied().ok_or(ENDS)?;
        self.at += 1;
        Ok(byte)
    }

    fn pass(&mut self, length: u64) -> Result<(), Broken> {
        let left = self.bytes.len() - self.at;
        match usize::try_from(length) {
            Ok(length) if length <= left => {
                self.at += length;
                Ok(())
            }
            _ => Err(ENDS),
        }
    }

    fn unsigned(&mut self) -> Result<u64, Broken> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err("a number is too long")
    }

    /// A whole number.
    pub(super) fn integer(&mut self) -> Result<i64, Broken> {
        let raw = self.unsigned()?;
        Ok((raw >> 1).cast_signed() ^ -(raw & 1).cast_signed())
    }

    /// The next field of a structure, with its number; `None` at its end. `last` holds the number
    /// of the one before.
    pub(super) fn field(&mut self, last: &mut i64) -> Result<Option<(i64, Kind)>, Broken> {
        let head = self.byte()?;
        if head == 0 {
            return Ok(None);
        }
        let step = i64::from(head >> 4);
        *last = match step {
            0 => self.integer()?,
            step => last.checked_add(step).ok_or("a field's number")?,
        };
        Ok(Some((*last, kind(head & 0x0f)?)))
    }

    /// The head of a list: the kind and number of its items, which all fit into the bytes left.
    pub(super) fn list(&mut self) -> Result<(Kind, usize), Broken> {
        let head = self.byte()?;
        let count = match head >> 4 {
            15 => self.unsigned()?,
            few => u64::from(few),
        };
        let left = self.bytes.len() - self.at;
        match usize::try_from(count) {
            Ok(count) if count <= left => Ok((kind(head & 0x0f)?, count)),
            _ => Err("a list is longer than the bytes that are there"),
        }
    }

    /// Passes over a value, which lies in `depth` structures.
    pub(super) fn skip(&mut self, kind: Kind, depth: usize) -> Result<(), Broken> {
        if depth > DEEPEST {
            return Err("it is nested too deep");
        }
        match kind {
            Kind::True | Kind::False => Ok(()),
            Kind::Byte => self.pass(1),
            Kind::Integer => self.unsigned().map(drop),
            Kind::Double => self.pass(8),
            Kind::Binary => {
                let length = self.unsigned()?;
                self.pass(length)
            }
            Kind::List => {
                let (kind, count) = self.list()?;
                (0..count).try_for_each(|_| self.item(kind, depth + 1))
            }
            Kind::Map => self.map(depth),
            Kind::Struct => {
                let mut last = 0;
                while let Some((_, kind)) = self.field(&mut last)? {
                    self.skip(kind, depth + 1)?;
                }
                Ok(())
            }
        }
    }

    /// Passes over an item of a list, in which a truth value takes a byte.
    fn item(&mut self, kind: Kind, depth: usize) -> Result<(), Broken> {
        match kind {
            Kind::True | Kind::False => self.pass(1),
            other => self.skip(other, depth),
        }
    }

    fn map(&mut self, depth: usize) -> Result<(), Broken> {
        let count = self.unsigned()?;
        if count == 0 {
            return Ok(());
        }
        if count > (self.bytes.len() - self.at) as u64 {
            return Err("a map is longer than the bytes that are there");
        }
        let kinds = self.byte()?;
        let (key, value) = (kind(kinds >> 4)?, kind(kinds & 0x0f)?);
        for _ in 0..count {
            self.item(key, depth + 1)?;
            self.item(value, depth + 1)?;
        }
        Ok(())
    }
}

fn kind(code: u8) -> Result<Kind, Broken> {
    Ok(match code {
        1 => Kind::True,
        2 => Kind::False,
        3 => Kind::Byte,
        4..=6 => Kind::Integer,
        7 => Kind::Double,
        8 => Kind::Binary,
        9 | 10 => Kind::List,
        11 => Kind::Map,
        12 => Kind::Struct,
        _ => return Err("an unknown kind of value"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_bounded_by_their_bytes() {
        for (bytes, kind, ok) in [
            (&[0x15, 0x02, 0x00][..], Kind::Struct, true),
            (
                &[0x19, 0xfc, 0xff, 0xff, 0xff, 0xff, 0x07, 0, 0],
                Kind::Struct,
                false,
            ),
            (&[0x18, 0x05, b'a', 0x00], Kind::Struct, false),
            (&[0x18, 0x01, b'a', 0x00], Kind::Struct, true),
            (&[0x1c; 100], Kind::Struct, false),
            (&[0x15, 0x80], Kind::Struct, false),
            (&[0xff; 20], Kind::Integer, false),
            (&[0x1f], Kind::Struct, false),
            (&[0x02, 0x11, 1, 1, 1, 1], Kind::Map, true),
            (&[0x22, 1, 2], Kind::List, true),
            (&[], Kind::Byte, false),
        ] {
            assert_eq!(Compact::new(bytes).skip(kind, 0).is_ok(), ok, "{bytes:x?}");
        }
        assert_eq!(Compact::new(&[0x03]).integer(), Ok(-2));
    }
}
