//! Owns where the nodes of the double array go: the first place that fits.

use super::PLANE;

/// Where the children of each node are put: bits of what is taken.
pub(super) struct Placing {
    slots: Vec<u64>,
    bases: Vec<u64>,
    /// No slot before it is free.
    lowest: usize,
}

/// 64 bits from bit `at` on.
fn window(bits: &[u64], at: usize) -> u64 {
    (bits[at / 64] >> (at % 64)) | (bits[at / 64 + 1] << 1 << (63 - at % 64))
}

fn set(bits: &mut [u64], at: usize) {
    bits[at / 64] |= 1 << (at % 64);
}

impl Placing {
    /// With the slots of single characters taken.
    pub(super) fn new(singles: usize) -> Self {
        let mut slots = vec![u64::MAX; singles / 64];
        slots.push((1 << (singles % 64)) - 1);
        slots.resize(singles / 64 + 2 * PLANE / 64, 0);
        let mut bases = vec![0; slots.len()];
        bases[0] = 1;
        Self {
            slots,
            bases,
            lowest: singles,
        }
    }

    /// The lowest base where all of `codes` are free, 64 at a time: two nodes never
    /// have one base, since a slot only knows the code with which it is reached.
    pub(super) fn take(&mut self, codes: &[u16]) -> usize {
        while window(&self.slots, self.lowest) == u64::MAX {
            self.lowest += 64;
        }
        let mut base = self.lowest.saturating_sub(codes[0].into());
        loop {
            let end = (base + 2 * PLANE) / 64;
            if self.slots.len() < end {
                self.slots.resize(end, 0);
                self.bases.resize(end, 0);
            }
            let mut taken = window(&self.bases, base);
            for &code in codes {
                taken |= window(&self.slots, base + usize::from(code));
                if taken == u64::MAX {
                    break;
                }
            }
            if taken != u64::MAX {
                base += taken.trailing_ones() as usize;
                break;
            }
            base += 64;
        }
        set(&mut self.bases, base);
        for &code in codes {
            set(&mut self.slots, base + usize::from(code));
        }
        base
    }
}
