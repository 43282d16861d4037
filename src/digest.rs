//! Owns SHA-256 digests, by which a manifest names lexicons and input files. The only user of sha2.

use sha2::{Digest as _, Sha256};

/// A digest in the making.
#[derive(Debug, Clone, Default)]
pub(crate) struct Digester(Sha256);

impl Digester {
    /// Adds `bytes`.
    pub(crate) fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The digest as 64 hexadecimal digits.
    pub(crate) fn finish(self) -> String {
        use std::fmt::Write as _;
        self.0
            .finalize()
            .iter()
            .fold(String::new(), |mut out, byte| {
                let _ = write!(out, "{byte:02x}");
                out
            })
    }
}

/// The digest of `bytes` as 64 hexadecimal digits.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    let mut digester = Digester::default();
    digester.update(bytes);
    digester.finish()
}

/// Half of the digest of `bytes`: of ids, where each is to be known again and not to be read. That
/// two of 10^12 ids have the same one is as likely as one in 10^14.
pub(crate) fn short_digest(bytes: &[u8]) -> u128 {
    let [high, ..] = *Sha256::digest(bytes).as_chunks().0 else {
        return 0;
    };
    u128::from_be_bytes(high)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// FIPS 180-2, appendix B.1.
    #[test]
    fn the_published_example() {
        assert_eq!(
            sha256(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        let half = 0xba78_16bf_8f01_cfea_4141_40de_5dae_2223;
        assert_eq!(short_digest(b"abc"), half);
    }
}
