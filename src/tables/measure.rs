//! Owns how measures are written: six significant digits without trailing zeros, and without an exponent
//! unless there would be more zeros than digits in front of them.
//!
//! A report writes hundreds of thousands of rates. Most are found by arithmetic on integers, which
//! is exact; a test holds it to what the standard library writes.

/// Significant digits of a measure.
const DIGITS: usize = 6;

/// Numbers whose first digit is further behind the point have an exponent: probabilities of 300 zeros
/// are no reading.
const SMALLEST: i32 = -9;

/// The least number of as many digits, and the least of one more.
const LEAST: u128 = 100_000;
const TOO_MANY: u128 = 1_000_000;

/// `number` as a cell; empty where it is not finite.
///
/// ```
/// assert_eq!(tifa::tables::measure(1.0 / 3.0), "0.333333");
/// assert_eq!(tifa::tables::measure(f64::NAN), "");
/// ```
#[must_use]
pub fn measure(number: f64) -> String {
    if number == 0.0 {
        return "0".to_owned();
    }
    if !number.is_finite() {
        return String::new();
    }
    match rounded(number.abs()) {
        Some((digits, exponent)) if number > 0.0 => plain("", &digits.to_string(), exponent),
        Some((digits, exponent)) => plain("-", &digits.to_string(), exponent),
        None => slowly(number),
    }
}

/// The digits of a positive number as an integer, and the power of ten of the first of them;
/// `None` where it takes more than 128 bits.
fn rounded(number: f64) -> Option<(u128, i32)> {
    const FRACTION: u64 = (1 << 52) - 1;
    let bits = number.to_bits();
    let mantissa = u128::from(bits & FRACTION | 1 << 52);
    // The number is mantissa / 2^shift.
    let shift = 1075_u32.checked_sub(u32::try_from(bits >> 52).ok()?)?;
    if !number.is_normal() || !(1..=120).contains(&shift) {
        return None;
    }
    let mut exponent = floor_of_logarithm(number);
    loop {
        let power = usize::try_from(5 - exponent)
            .ok()
            .filter(|&power| power <= 22)?;
        let scaled = mantissa * 10_u128.pow(u32::try_from(power).ok()?);
        let (whole, rest) = (scaled >> shift, scaled & ((1 << shift) - 1));
        // The logarithm may be one too large or too small.
        if whole < LEAST {
            exponent -= 1;
            continue;
        }
        if whole >= TOO_MANY {
            exponent += 1;
            continue;
        }
        let half = 1 << (shift - 1);
        let is_up = rest > half || (rest == half && whole % 2 == 1);
        return Some(match whole + u128::from(is_up) {
            TOO_MANY => (LEAST, exponent + 1),
            digits => (digits, exponent),
        });
    }
}

#[allow(clippy::cast_possible_truncation, reason = "less than 309")]
fn floor_of_logarithm(number: f64) -> i32 {
    number.log10().floor() as i32
}

/// The same by way of the standard library.
fn slowly(number: f64) -> String {
    let written = format!("{number:.*e}", DIGITS - 1);
    let (mantissa, exponent) = written.split_once('e').unwrap_or((&written, "0"));
    let (sign, mantissa) = match mantissa.strip_prefix('-') {
        Some(mantissa) => ("-", mantissa),
        None => ("", mantissa),
    };
    plain(
        sign,
        &mantissa.replace('.', ""),
        exponent.parse().unwrap_or(0),
    )
}

/// The number as it is written: `exponent` is the power of ten of its first digit.
fn plain(sign: &str, digits: &str, exponent: i32) -> String {
    let digits = digits.trim_end_matches('0');
    if exponent < SMALLEST {
        let (first, behind) = digits.split_at(1);
        let point = if behind.is_empty() { "" } else { "." };
        return format!("{sign}{first}{point}{behind}e{exponent}");
    }
    let mut text = String::with_capacity(16);
    text.push_str(sign);
    match usize::try_from(exponent) {
        Ok(exponent) => {
            let (before, behind) = digits.split_at(digits.len().min(exponent + 1));
            text.push_str(before);
            text.extend(std::iter::repeat_n('0', exponent + 1 - before.len()));
            if !behind.is_empty() {
                text.push('.');
                text.push_str(behind);
            }
        }
        Err(_) => {
            text.push_str("0.");
            let zeros = usize::try_from(exponent.unsigned_abs() - 1).unwrap_or(0);
            text.extend(std::iter::repeat_n('0', zeros));
            text.push_str(digits);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn measures_have_six_significant_digits() {
        for (number, text) in [
            (12.345_678_9, "12.3457"),
            (0.000_123_456_789, "0.000123457"),
            (3.0, "3"),
            (-0.25, "-0.25"),
            (0.0, "0"),
            (123_456_789.0, "123457000"),
            (999_999.6, "1000000"),
            (0.099_999_96, "0.1"),
            (0.000_000_001_5, "0.0000000015"),
            (9.999_999_6e-10, "0.000000001"),
            (7.033_63e-76, "7.03363e-76"),
            (-4e-300, "-4e-300"),
            (f64::NAN, ""),
            (f64::INFINITY, ""),
        ] {
            assert_eq!(measure(number), text);
        }
    }

    /// The shortest way to write the number that is rounded to six digits.
    fn expected(number: f64) -> String {
        let rounded: f64 = format!("{number:.*e}", DIGITS - 1).parse().unwrap();
        if rounded.abs() < 1e-9 {
            return format!("{rounded:e}");
        }
        rounded.to_string()
    }

    #[test]
    fn halves_are_rounded_as_the_standard_library_does() {
        for whole in [100_000, 100_001, 123_456, 123_457, 999_998, 999_999] {
            for part in [0.5, 0.25, 0.75] {
                for scale in [1.0, 2.0, 0.5, 1.0 / 64.0, 1.0 / 1024.0] {
                    let number = (f64::from(whole) + part) * scale;
                    assert_eq!(measure(number), expected(number), "{number}");
                    assert_eq!(slowly(number), expected(number), "{number}");
                }
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]
        #[test]
        fn measures_are_the_shortest_of_their_six_digits(
            number: f64,
            small in -1e7_f64..1e7,
            count in 0_u32..100_000,
            size in 1_u32..10_000_000,
        ) {
            let rate = f64::from(count) * 10_000.0 / f64::from(size);
            for number in [number, small, small.round(), 1.0 / small, 1e-290 * small, rate] {
                if number.is_normal() {
                    prop_assert_eq!(measure(number), expected(number));
                    prop_assert_eq!(slowly(number), expected(number));
                }
            }
        }
    }
}
