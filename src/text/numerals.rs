//! Owns Chinese and Arabic spellings of the integers 1 to 9999.

const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// Whether `c` is a Chinese numeral or an ASCII digit.
#[must_use]
pub fn is_numeral(c: char) -> bool {
    c.is_ascii_digit()
        || is_chinese_digit(c)
        || matches!(c, '十' | '百' | '千' | '万' | '亿' | '两')
}

/// Whether `c` is a digit in Chinese: 〇零 and 一 to 九.
#[inline]
pub(crate) fn is_chinese_digit(c: char) -> bool {
    matches!(
        c,
        '〇' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九'
    )
}

/// The value of `c` in a year that is written digit by digit, as 二〇二五 or 二○二五.
pub(crate) fn digit_of_year(c: char) -> Option<u32> {
    match c {
        '〇' | '○' | '◯' | 'Ｏ' | 'O' | 'o' | '0' => Some(0),
        _ => (0_u32..)
            .zip(DIGITS)
            .find(|(_, digit)| *digit == c)
            .map(|(value, _)| value),
    }
}

/// Characters of the maximal numeral that a wording begins with: all digits or all Chinese.
pub(crate) fn run_length(chars: impl Iterator<Item = char>) -> usize {
    let mut is_arabic = None;
    chars
        .take_while(|&c| {
            is_numeral(c) && *is_arabic.get_or_insert(c.is_ascii_digit()) == c.is_ascii_digit()
        })
        .count()
}

/// How else the number may be written: Arabic for Chinese and the reverse; empty when the run is
/// not one well-formed number from 1 to 9999.
pub(crate) fn other_spellings(written: &str) -> Vec<String> {
    if written.starts_with(|c: char| c.is_ascii_digit()) {
        if written.len() > 4 {
            return Vec::new();
        }
        return written.parse().map(to_chinese).unwrap_or_default();
    }
    parse_chinese(written)
        .map(|number| number.to_string())
        .into_iter()
        .collect()
}

fn digit(c: char) -> Option<u32> {
    match c {
        '〇' => Some(0),
        '两' => Some(2),
        _ => DIGITS
            .iter()
            .zip(0..)
            .find(|&(&digit, _)| digit == c)
            .map(|(_, value)| value),
    }
}

fn weight(c: char) -> Option<u32> {
    match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        _ => None,
    }
}

/// Strict reading of one Chinese integer: 四, 十九, 二十, 一百零五; not 十四五, 百年 or 八九.
///
/// ```
/// assert_eq!(tifa::text::parse_chinese("十九"), Some(19));
/// assert_eq!(tifa::text::parse_chinese("十四五"), None);
/// ```
#[must_use]
pub fn parse_chinese(written: &str) -> Option<u32> {
    let mut chars = written.chars();
    let first = chars.next()?;
    if chars.next().is_none() && weight(first).is_none() {
        return digit(first).filter(|&value| value > 0);
    }
    if matches!(first, '百' | '千') || !written.chars().any(|c| weight(c).is_some()) {
        return None;
    }
    let (mut total, mut pending, mut last) = (0, None, 10_000);
    for c in written.chars() {
        if let Some(value) = digit(c) {
            if pending.is_some_and(|pending| pending != 0) {
                return None;
            }
            pending = Some(value);
        } else {
            let unit = weight(c).filter(|&unit| unit < last)?;
            let count = match pending {
                Some(count) => count,
                None if unit == 10 && total == 0 => 1,
                None => return None,
            };
            total += count * unit;
            (pending, last) = (None, unit);
        }
    }
    Some(total + pending.unwrap_or(0))
}

/// `number` as it is spelled out.
pub(crate) fn in_chinese(number: u32) -> String {
    to_chinese(number).into_iter().next().unwrap_or_default()
}

/// 1 to 99 in full, hundreds, and above that digit by digit as years are read.
fn to_chinese(number: u32) -> Vec<String> {
    let digit = |value: u32| DIGITS[(value % 10) as usize];
    let tail = |value: u32| {
        if value == 0 {
            String::new()
        } else {
            digit(value).to_string()
        }
    };
    match number {
        2 => vec!["二".to_owned(), "两".to_owned()],
        0..=9 => vec![digit(number).to_string()],
        10..=19 => vec![format!("十{}", tail(number - 10))],
        20..=99 => vec![format!("{}十{}", digit(number / 10), tail(number % 10))],
        100..=999 => vec![hundreds(number)],
        _ => vec![
            number
                .to_string()
                .chars()
                .filter_map(|c| c.to_digit(10))
                .map(year_digit)
                .collect(),
        ],
    }
}

fn year_digit(value: u32) -> char {
    if value == 0 {
        '〇'
    } else {
        DIGITS[(value % 10) as usize]
    }
}

fn hundreds(number: u32) -> String {
    let head = format!("{}百", DIGITS[((number / 100) % 10) as usize]);
    let rest = number % 100;
    let spelled = to_chinese(rest).into_iter().next().unwrap_or_default();
    match rest {
        0 => head,
        1..=9 => format!("{head}零{spelled}"),
        10..=19 => format!("{head}一{spelled}"),
        _ => head + &spelled,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strict_chinese_integers() {
        for (written, value) in [
            ("四", 4),
            ("两", 2),
            ("十", 10),
            ("十九", 19),
            ("二十", 20),
            ("一百", 100),
            ("九十八", 98),
            ("一百零五", 105),
        ] {
            assert_eq!(parse_chinese(written), Some(value), "{written}");
        }
        for written in ["十四五", "百", "百年", "八九", "零", "十十", "一千万", ""] {
            assert_eq!(parse_chinese(written), None, "{written}");
        }
    }

    #[test]
    fn arabic_numbers_are_spelled_out() {
        for (number, spelled) in [
            ("8", "八"),
            ("19", "十九"),
            ("20", "二十"),
            ("98", "九十八"),
            ("100", "一百"),
            ("115", "一百一十五"),
            ("105", "一百零五"),
            ("2035", "二〇三五"),
        ] {
            assert_eq!(other_spellings(number), [spelled], "{number}");
        }
        assert_eq!(other_spellings("2"), ["二", "两"]);
        assert_eq!(other_spellings("二十"), ["20"]);
        assert!(other_spellings("十四五").is_empty());
        assert!(other_spellings("20350").is_empty());
    }

    #[test]
    fn every_spelling_reads_back() {
        for number in 1..=999_u32 {
            for spelled in to_chinese(number) {
                assert_eq!(parse_chinese(&spelled), Some(number), "{spelled}");
            }
        }
    }
}
