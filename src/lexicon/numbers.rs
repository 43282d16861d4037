//! Owns what number a numeric formulation states: 四个意识 four, 三会一课 three and one.

use crate::text::{is_numeral, parse_chinese};

/// Whether `components` (0 for none listed) is a number that `text` states: its first or last
/// numeral, or the sum of all; a text without a numeral states nothing.
pub(super) fn agrees_with_components(text: &str, components: usize) -> bool {
    if components == 0 {
        return true;
    }
    let numerals = numerals(text);
    let (Some(first), Some(last)) = (numerals.first(), numerals.last()) else {
        return true;
    };
    let stated = [*first, *last, numerals.iter().sum()];
    stated.contains(&components)
}

/// The numerals of `text` up to 99, in order; 双 is two, and larger numbers count nothing in
/// particular: 一百年.
fn numerals(text: &str) -> Vec<usize> {
    let text = text.replace('双', "两");
    let runs = text.split(|c| !is_numeral(c)).filter(|run| !run.is_empty());
    runs.filter_map(value)
        .filter(|&value| value < 100)
        .collect()
}

fn value(run: &str) -> Option<usize> {
    let chinese = || usize::try_from(parse_chinese(run)?).ok();
    run.parse().ok().or_else(chinese)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stated_numbers() {
        for (text, components) in [
            ("四个意识", 4),
            ("三会一课", 4),
            ("一岗双责", 2),
            ("五位一体", 5),
            ("三严三实", 6),
            ("十四个坚持", 14),
            ("五个“必须坚持”", 5),
            ("获得感、幸福感、安全感", 3),
            ("四个意识", 0),
        ] {
            assert!(agrees_with_components(text, components), "{text}");
        }
        for (text, components) in [("四个意识", 3), ("十个明确", 8), ("三会一课", 2)] {
            assert!(!agrees_with_components(text, components), "{text}");
        }
    }
}
