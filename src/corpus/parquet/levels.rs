//! Owns counting the values of a page that are present, by its levels, and checking that as many
//! byte arrays are there.

use super::delta::unsigned;

/// How many of the `count` levels in `bytes` are `present`; `None` if there are fewer levels.
pub(super) fn present(bytes: &[u8], count: usize, present: u16) -> Option<usize> {
    let width = (u16::BITS - present.leading_zeros()) as usize;
    let (mut at, mut left, mut found) = (0, count, 0);
    while left > 0 {
        let head = unsigned(bytes, &mut at)?;
        let length = usize::try_from(head >> 1).ok()?;
        if head & 1 == 0 {
            let level = bytes.get(at..at.checked_add(width.div_ceil(8))?)?;
            let here = left.min(length);
            if number(level, 0, width) == present {
                found += here;
            }
            at += level.len();
            left -= here;
            if length == 0 {
                return None;
            }
        } else {
            let packed = bytes.get(at..at.checked_add(length.checked_mul(width)?)?)?;
            let here = left.min(length.checked_mul(8)?);
            let levels = (0..here).map(|index| number(packed, index * width, width));
            found += levels.filter(|&level| level == present).count();
            at += packed.len();
            left -= here;
            if length == 0 {
                return None;
            }
        }
    }
    Some(found)
}

/// The number of `width` bits that begins at a bit, counted from the lowest of the first byte.
fn number(bytes: &[u8], bit: usize, width: usize) -> u16 {
    (0..width).fold(0, |number, offset| {
        let place = bit + offset;
        let byte = bytes.get(place / 8).copied().unwrap_or(0);
        number | u16::from(byte >> (place % 8) & 1) << offset
    })
}

/// Whether `page` holds `count` byte arrays, each with its length before it.
pub(super) fn holds_byte_arrays(mut page: &[u8], count: usize) -> bool {
    for _ in 0..count {
        let Some((length, rest)) = page.split_first_chunk::<4>() else {
            return false;
        };
        match rest.split_at_checked(u32::from_le_bytes(*length) as usize) {
            Some((_, rest)) => page = rest,
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn present_values_are_counted() {
        assert_eq!(present(&[20, 1], 10, 1), Some(10));
        assert_eq!(present(&[20, 0], 10, 1), Some(0));
        assert_eq!(present(&[3, 0b1010_0110, 4, 1], 10, 1), Some(6));
        assert_eq!(present(&[3, 0b11_10_01_00, 0], 6, 2), Some(1));
        assert_eq!(present(&[20], 10, 1), None);
        assert_eq!(present(&[18, 1], 10, 1), None);
        assert_eq!(present(&[0, 1, 20, 1], 10, 1), None);
        assert_eq!(present(&[0xff; 12], 10, 1), None);
    }

    #[test]
    fn byte_arrays_are_counted() {
        let page = [1, 0, 0, 0, b'a', 0, 0, 0, 0];
        assert!(holds_byte_arrays(&page, 2));
        assert!(!holds_byte_arrays(&page, 3));
        assert!(!holds_byte_arrays(&page[..8], 2));
        assert!(!holds_byte_arrays(&[255; 8], 1));
    }
}
