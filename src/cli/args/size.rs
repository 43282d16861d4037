//! Owns how amounts of memory and text are typed.

/// Reads `50M`, `50MB`, `200k`, `1G` or bytes.
pub(super) fn bytes(written: &str) -> Result<u64, String> {
    let lower = written.trim().to_ascii_lowercase();
    let amount = lower.strip_suffix('b').unwrap_or(&lower);
    let (number, unit) = [('k', 1_000), ('m', 1_000_000), ('g', 1_000_000_000)]
        .into_iter()
        .find_map(|(letter, unit)| Some((amount.strip_suffix(letter)?, unit)))
        .unwrap_or((amount, 1));
    let number = number.trim().parse().ok();
    number
        .filter(|&number: &u64| number > 0)
        .and_then(|number| number.checked_mul(unit))
        .ok_or_else(|| {
            "a size is a whole number of bytes, or of k, M or G: 200k, 50M, 1G".to_owned()
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_decimal() {
        for (written, size) in [
            ("1", 1),
            ("200k", 200_000),
            ("50M", 50_000_000),
            ("50 MB", 50_000_000),
            ("2gb", 2_000_000_000),
        ] {
            assert_eq!(bytes(written), Ok(size), "{written}");
        }
        for wrong in ["", "0", "0M", "-5", "1.5G", "many", "5T", "99999999999G"] {
            assert!(bytes(wrong).is_err(), "{wrong}");
        }
    }
}
