//! Owns what of letters, digits and their signs is one token, as jieba's pattern has it.

use super::compile::{ALPHANUMERIC_END, FIRST_BLOCK, SIGNS};

/// Whether the character is an ASCII letter or digit.
pub(super) fn is_alphanumeric(code: u16) -> bool {
    (FIRST_BLOCK..ALPHANUMERIC_END).contains(&code)
}

/// Characters of the token of letters and digits at the beginning of `codes`.
pub(super) fn foreign_length(codes: &[u16]) -> usize {
    let sign = |code: u16| {
        SIGNS
            .get(usize::from(code.wrapping_sub(ALPHANUMERIC_END)))
            .copied()
    };
    let mut length = 0;
    loop {
        length += codes[length..]
            .iter()
            .take_while(|&&code| is_alphanumeric(code))
            .count();
        match codes[length..] {
            [joint, next, ..]
                if length > 0
                    && matches!(sign(joint), Some('.' | '_' | '-'))
                    && is_alphanumeric(next) =>
            {
                length += 1;
            }
            [last, ..] if length > 0 && sign(last) == Some('%') => return length + 1,
            _ => return length,
        }
    }
}
