//! Owns checking delta-encoded pages, whose headers say how much there is to decode.

/// Values per block; writers use 128.
const LARGEST_BLOCK: u64 = 1 << 16;

/// The most bytes a number takes.
const LONGEST: usize = 10;

/// What is done with the deltas of a mini block: its packed bytes, and the bits of each.
trait Deltas {
    fn block(&mut self, least: u64);
    fn mini_block(&mut self, packed: &[u8], width: u8, count: usize);
}

/// Where the delta-encoded numbers at the start of `page` end; `None` if there are more than
/// `most`, or they take more bytes than there are. `widest` is the width of a number in bits.
pub(super) fn end(page: &[u8], most: usize, widest: u8) -> Option<usize> {
    walk(page, most, widest, &mut Passed).map(|(end, _)| end)
}

/// Whether `page` holds byte arrays whose lengths are delta-encoded before them.
pub(super) fn holds_byte_arrays(page: &[u8], most: usize) -> bool {
    let Some((lengths, end)) = lengths(page, most) else {
        return false;
    };
    let total: u64 = lengths.iter().map(|&length| u64::from(length)).sum();
    total <= (page.len() - end) as u64
}

/// Whether `page` holds byte arrays that each continue a part of the one before.
pub(super) fn holds_shared_byte_arrays(page: &[u8], most: usize) -> bool {
    let Some((prefixes, end)) = lengths(page, most) else {
        return false;
    };
    let suffixes = page.get(end..).unwrap_or_default();
    let Some((lengths, _)) = lengths(suffixes, most) else {
        return false;
    };
    let mut before = 0_u64;
    let each_fits = prefixes.iter().zip(&lengths).all(|(&prefix, &length)| {
        let fits = u64::from(prefix) <= before;
        before = u64::from(prefix) + u64::from(length);
        fits
    });
    prefixes.len() == lengths.len() && each_fits && holds_byte_arrays(suffixes, most)
}

/// The delta-encoded lengths at the start of `page` and where they end; `None` if one is negative.
fn lengths(page: &[u8], most: usize) -> Option<(Vec<u32>, usize)> {
    let mut summed = Summed::default();
    let (end, (first, count)) = walk(page, most, 32, &mut summed)?;
    let mut number = first;
    let mut lengths = Vec::new();
    for delta in std::iter::once(0).chain(summed.deltas).take(count) {
        number = number.wrapping_add(delta);
        let narrow = u32::try_from(number & 0xffff_ffff).ok()?;
        lengths.push(u32::try_from(narrow.cast_signed()).ok()?);
    }
    Some((lengths, end))
}

/// Walks over the numbers; gives their end, and the first one with their count.
fn walk(
    page: &[u8],
    most: usize,
    widest: u8,
    deltas: &mut impl Deltas,
) -> Option<(usize, (u64, usize))> {
    let mut at = 0;
    let block = unsigned(page, &mut at)?;
    let mini_blocks = unsigned(page, &mut at)?;
    let count = unsigned(page, &mut at)?;
    let first = signed(page, &mut at)?;
    let well_formed = block > 0
        && block <= LARGEST_BLOCK
        && block.is_multiple_of(128)
        && mini_blocks > 0
        && block.is_multiple_of(mini_blocks)
        && (block / mini_blocks).is_multiple_of(32);
    let count = usize::try_from(count).ok().filter(|&count| count <= most)?;
    if !well_formed {
        return None;
    }
    let per_mini_block = usize::try_from(block / mini_blocks).ok()?;
    let mut left = count.saturating_sub(1);
    while left > 0 {
        deltas.block(signed(page, &mut at)?);
        let widths = page.get(at..at.checked_add(usize::try_from(mini_blocks).ok()?)?)?;
        at += widths.len();
        for &width in widths {
            if left == 0 {
                break;
            }
            let length = usize::from(width) * per_mini_block / 8;
            let packed = page.get(at..at.checked_add(length)?)?;
            if width > widest {
                return None;
            }
            let here = left.min(per_mini_block);
            deltas.mini_block(packed, width, here);
            at += length;
            left -= here;
        }
    }
    Some((at, (first, count)))
}

/// Nothing is done with them.
struct Passed;

impl Deltas for Passed {
    fn block(&mut self, _: u64) {}
    fn mini_block(&mut self, _: &[u8], _: u8, _: usize) {}
}

/// They are collected.
#[derive(Default)]
struct Summed {
    least: u64,
    deltas: Vec<u64>,
}

impl Deltas for Summed {
    fn block(&mut self, least: u64) {
        self.least = least;
    }

    /// Numbers are packed from the lowest bit of the first byte.
    fn mini_block(&mut self, packed: &[u8], width: u8, count: usize) {
        let mut bytes = packed.iter();
        let (mut bits, mut held) = (0_u64, 0_u8);
        for _ in 0..count {
            while held < width {
                bits |= bytes.next().map_or(0, |&byte| u64::from(byte)) << held;
                held += 8;
            }
            let delta = bits & ((1_u64 << width) - 1);
            bits >>= width;
            held -= width;
            self.deltas.push(delta.wrapping_add(self.least));
        }
    }
}

/// A signed number in wrapping arithmetic.
fn signed(page: &[u8], at: &mut usize) -> Option<u64> {
    let raw = unsigned(page, at)?;
    Some((raw >> 1) ^ (raw & 1).wrapping_neg())
}

/// A number in bytes of seven bits each, lowest first.
pub(super) fn unsigned(page: &[u8], at: &mut usize) -> Option<u64> {
    let mut value = 0_u64;
    for index in 0..LONGEST {
        let byte = *page.get(*at)?;
        *at += 1;
        let part = u64::from(byte & 0x7f);
        value |= part.checked_shl(u32::try_from(index * 7).ok()?)?;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_unpacked() {
        let page = [0x80, 1, 4, 3, 4, 1, 2, 0, 0, 0, 0b1101, 0, 0, 0, 0, 0, 0, 0];
        assert_eq!(lengths(&page, 3), Some((vec![2, 2, 4], 18)));
        let short = [&page[..], &[b'a'; 7]].concat();
        assert!(!holds_byte_arrays(&short, 3));
        let whole = [&page[..], &[b'a'; 8]].concat();
        assert!(holds_byte_arrays(&whole, 3));
        let negative = [0x80, 1, 4, 1, 1];
        assert_eq!(lengths(&negative, 3), None);
    }

    #[test]
    fn delta_headers_are_bounded() {
        let good = [0x80, 1, 4, 2, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0];
        assert_eq!(end(&good, 2, 32), Some(14));
        assert_eq!(end(&good[..12], 2, 32), None);
        assert_eq!(end(&good, 1, 32), None);
        for (index, byte) in [(0, 0x81), (2, 0), (2, 3), (6, 33)] {
            let mut bad = good;
            bad[index] = byte;
            assert_eq!(end(&bad, 2, 32), None, "{index}");
        }
        assert_eq!(end(&[0xff; 40], usize::MAX, 64), None);
        assert_eq!(end(&[], 0, 32), None);
    }
}
