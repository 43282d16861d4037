//! Owns what is remembered of how a document begins, by which a preview is known for a part of
//! the whole text.

/// Steps at which the text so far is remembered: four for each doubling, to 27 000 characters.
const STEPS: usize = 36;

/// Characters at the first step.
const FIRST: u64 = 64;

/// One byte of the digest of the text up to each step. The bytes of all steps up to one are
/// compared together: two texts that differ agree by chance at one step more, hardly at two.
#[derive(Debug, Clone, Copy)]
pub(super) struct Opening([u8; STEPS]);

/// Notes the opening while the text is read.
pub(super) struct OpeningReader {
    opening: Opening,
    step: usize,
    /// Characters at the next step.
    due: u32,
}

impl Default for OpeningReader {
    fn default() -> Self {
        Self {
            opening: Opening([0; STEPS]),
            step: 0,
            due: characters_at(0),
        }
    }
}

impl OpeningReader {
    /// Takes note of the digest of the text so far. To be called after each character.
    #[inline]
    pub(super) fn push(&mut self, characters: u32, digest: u128) {
        // A break follows with as many characters: that of the step is the first.
        if characters != self.due {
            return;
        }
        if let Some(slot) = self.opening.0.get_mut(self.step) {
            [.., *slot] = digest.to_le_bytes();
        }
        self.step += 1;
        self.due = characters_at(self.step);
    }

    /// The opening.
    pub(super) fn finish(self) -> Opening {
        self.opening
    }
}

/// Characters up to a step; more than a text has, where there are no more steps.
fn characters_at(step: usize) -> u32 {
    // Powers of the fourth root of two, in thousandths.
    const QUARTERS: [u64; 4] = [1_000, 1_189, 1_414, 1_682];
    if step >= STEPS {
        return u32::MAX;
    }
    u32::try_from((FIRST << (step / 4)) * QUARTERS[step % 4] / 1_000).unwrap_or(u32::MAX)
}

impl Opening {
    /// The steps within a text of so many characters: characters up to each, and what is
    /// remembered of them.
    pub(super) fn steps(&self, characters: u32) -> impl Iterator<Item = (u32, &[u8])> {
        (0..STEPS)
            .map(|step| (characters_at(step), self.0.get(..=step).unwrap_or_default()))
            .take_while(move |&(at, _)| at <= characters)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_steps_for_each_doubling() {
        let steps: Vec<u32> = (0..9).map(characters_at).collect();
        assert_eq!(steps, [64, 76, 90, 107, 128, 152, 180, 215, 256]);
        assert_eq!(characters_at(STEPS - 1), 27_557);
        assert_eq!(characters_at(STEPS), u32::MAX);
    }

    #[test]
    fn only_steps_within_the_text_are_told() {
        let mut reader = OpeningReader::default();
        (1..=110_u32).for_each(|n| reader.push(n, u128::from(n) << 120));
        let opening = reader.finish();
        let steps: Vec<(u32, &[u8])> = opening.steps(106).collect();
        assert_eq!(
            steps,
            [(64, &[64][..]), (76, &[64, 76]), (90, &[64, 76, 90])]
        );
        assert_eq!(opening.steps(63).count(), 0);
    }
}
