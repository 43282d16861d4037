//! Owns what number a numeric formulation states: 四个意识 four, 三会一课 three and one.

/// Whether `components` (0 for none listed) is a number that `text` states: its first or last
/// numeral, or the sum of all; a text without a numeral states nothing.
pub(super) fn agrees_with_components(text: &str, components: usize) -> bool {
    let numerals = numerals(text);
    let (Some(first), Some(last)) = (numerals.first(), numerals.last()) else {
        return true;
    };
    let stated = [*first, *last, numerals.iter().sum()];
    components == 0 || stated.contains(&components)
}

/// The numerals of `text`, in order; 双 and 两 are two.
fn numerals(text: &str) -> Vec<usize> {
    let mut numerals = Vec::new();
    let mut run: Vec<char> = Vec::new();
    for c in text.chars().chain(['\n']) {
        if c.is_ascii_digit() || "一二三四五六七八九十百双两".contains(c) {
            run.push(c);
        } else {
            numerals.extend(value(&run));
            run.clear();
        }
    }
    numerals
}

fn value(run: &[char]) -> Option<usize> {
    let written: String = run.iter().collect();
    if let Ok(number) = written.parse() {
        return Some(number);
    }
    let digit = |c: char| match c {
        '双' | '两' => Some(2),
        _ => "一二三四五六七八九"
            .chars()
            .zip(1..)
            .find(|&(d, _)| d == c)
            .map(|(_, value)| value),
    };
    match run {
        [] => None,
        ['十'] => Some(10),
        ['十', unit] => Some(10 + digit(*unit)?),
        [tens, '十'] => Some(digit(*tens)? * 10),
        [tens, '十', unit] => Some(digit(*tens)? * 10 + digit(*unit)?),
        [one] => digit(*one),
        _ => None,
    }
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
