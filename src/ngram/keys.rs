//! Owns sort keys: the ids behind a first token, packed so that sorting brings equal n-grams of
//! all lengths together.

use super::stream::FIRST_TOKEN;

/// The ids that follow a token, up to the end of its run; zeros fill the rest.
pub(super) trait Key: Copy + Ord + Default + Send {
    /// How many ids it holds.
    const IDS: usize;

    /// Packs the beginning of `following`.
    fn pack(following: &[u32]) -> Self;

    /// How many ids are equal from the beginning on.
    fn shared(self, other: Self) -> usize;

    /// The id at `position`, 0 behind the end of the run.
    fn id(self, position: usize) -> u32;
}

/// The first ids of `following`, zeros from the first break on.
fn run<const N: usize>(following: &[u32]) -> [u32; N] {
    let mut ids = match following.first_chunk::<N>() {
        Some(ids) => *ids,
        None => std::array::from_fn(|at| following.get(at).copied().unwrap_or_default()),
    };
    let mut inside = u32::MAX;
    for id in &mut ids {
        // A mask and no branch: where a run ends cannot be predicted.
        inside &= u32::from(*id < FIRST_TOKEN).wrapping_sub(1);
        *id &= inside;
    }
    ids
}

impl Key for u64 {
    const IDS: usize = 2;

    fn pack(following: &[u32]) -> Self {
        let [a, b] = run(following);
        Self::from(a) << 32 | Self::from(b)
    }

    fn shared(self, other: Self) -> usize {
        (self ^ other).leading_zeros() as usize / 32
    }

    fn id(self, position: usize) -> u32 {
        low(u128::from(self) >> (32 * (Self::IDS - 1 - position)))
    }
}

impl Key for u128 {
    const IDS: usize = 4;

    fn pack(following: &[u32]) -> Self {
        let ids: [u32; 4] = run(following);
        ids.iter().fold(0, |key, &id| key << 32 | Self::from(id))
    }

    fn shared(self, other: Self) -> usize {
        (self ^ other).leading_zeros() as usize / 32
    }

    fn id(self, position: usize) -> u32 {
        low(self >> (32 * (Self::IDS - 1 - position)))
    }
}

/// For the longest n-grams.
impl Key for [u32; 15] {
    const IDS: usize = 15;

    fn pack(following: &[u32]) -> Self {
        run(following)
    }

    fn shared(self, other: Self) -> usize {
        let differs = self.iter().zip(&other).position(|(a, b)| a != b);
        differs.unwrap_or(Self::IDS)
    }

    fn id(self, position: usize) -> u32 {
        self[position]
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the low half is meant")]
fn low(bits: u128) -> u32 {
    bits as u32
}
