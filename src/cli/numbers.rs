//! Owns how measures are written to be read: a few digits, and no more than they are worth.

/// A probability.
pub(super) fn probability(p: f64) -> String {
    match p {
        p if p < 0.0001 => "<0.0001".to_owned(),
        p => format!("{p:.4}"),
    }
}

/// A measure with three significant digits, and with two decimals from 10 on; empty where it is undefined.
pub(super) fn measured(value: Option<f64>) -> String {
    let Some(value) = value else {
        return String::new();
    };
    match value.abs() {
        0.0 => "0".to_owned(),
        size if size >= 1.0 => format!("{value:.2}"),
        size if size >= 0.1 => format!("{value:.3}"),
        size if size >= 0.01 => format!("{value:.4}"),
        _ => format!("{value:.5}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_digits_they_are_worth() {
        let written = [123.456, 1.5, -0.123_456, 0.012_345_6, 0.0].map(|v| measured(Some(v)));
        assert_eq!(written, ["123.46", "1.50", "-0.123", "0.0123", "0"]);
        assert_eq!(measured(None), "");
        assert_eq!(probability(0.000_099), "<0.0001");
        assert_eq!(probability(0.031_25), "0.0312");
    }
}
