//! Owns how a number is written in a chart.
//!
//! Takes values. Gives short decimal text; also the two conversions between
//! counts, values and pixels that the drawing needs.

/// From this size on a number is written with a power of ten.
const HUGE: f64 = 1e15;
/// Below this size a number is written with a power of ten.
const TINY: f64 = 5e-7;
/// The largest coordinate ever drawn.
const FAR: f64 = 1e6;

/// Turns a count of things on the page into a value; exact up to 4 thousand
/// million, more than any chart holds.
pub(super) fn count(things: usize) -> f64 {
    f64::from(u32::try_from(things).unwrap_or(u32::MAX))
}

/// Rounds a coordinate to a whole pixel.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the value is rounded and limited to a million before the cast"
)]
pub(super) fn pixel(coordinate: f64) -> i32 {
    coordinate.round().clamp(-FAR, FAR) as i32
}

/// Writes a value with three significant digits and without idle zeros; whole
/// parts are kept in full.
pub(super) fn number(value: f64) -> String {
    let size = value.abs();
    if size >= HUGE || (size > 0.0 && size < TINY) {
        return format!("{value:.1e}");
    }
    let decimals = (0..=9_u8).find(|&d| size * 10_f64.powi(d.into()) >= 99.95);
    let text = fixed(value, decimals.map_or(0, usize::from));
    if text.contains('.') {
        return text.trim_end_matches('0').trim_end_matches('.').to_owned();
    }
    text
}

/// Writes a value with a fixed number of decimals and grouped thousands.
pub(super) fn fixed(value: f64, decimals: usize) -> String {
    if value.abs() >= HUGE {
        return format!("{value:.1e}");
    }
    let text = format!("{:.decimals$}", value.abs());
    let (whole, part) = text.split_at(text.find('.').unwrap_or(text.len()));
    let zero = text.chars().all(|c| matches!(c, '0' | '.'));
    let sign = if value < 0.0 && !zero { "−" } else { "" };
    format!("{sign}{}{part}", grouped(whole))
}

/// Puts a comma between groups of three digits.
fn grouped(digits: &str) -> String {
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{count, fixed, number, pixel};

    #[test]
    fn values_keep_three_significant_digits() {
        let cases = [
            (0.0, "0"),
            (5.0, "5"),
            (1234.0, "1,234"),
            (1_234_567.0, "1,234,567"),
            (12.34, "12.3"),
            (0.031_24, "0.0312"),
            (4.5, "4.5"),
            (-2.25, "−2.25"),
            (100.0, "100"),
            (99.97, "100"),
            (1e-9, "1.0e-9"),
            (1e18, "1.0e18"),
        ];
        for (value, text) in cases {
            assert_eq!(number(value), text);
        }
    }

    #[test]
    fn fixed_decimals_are_kept_and_zero_has_no_sign() {
        assert_eq!(fixed(0.5, 2), "0.50");
        assert_eq!(fixed(-0.001, 2), "0.00");
        assert_eq!(fixed(-1234.5, 1), "−1,234.5");
    }

    #[test]
    fn conversions_stay_in_bounds() {
        assert!((count(500) - 500.0).abs() < 1e-9);
        assert_eq!(pixel(2.5), 3);
        assert_eq!(pixel(f64::INFINITY), 1_000_000);
        assert_eq!(pixel(f64::NAN), 0);
    }
}
