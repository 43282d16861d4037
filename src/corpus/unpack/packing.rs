//! Owns how files are packed: what their first bytes and their names say.

use std::io;

/// How a file is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Packing {
    /// Not at all.
    None,
    /// gzip.
    Gzip,
    /// Zstandard.
    Zstd,
}

/// Endings of packed files' names.
const ENDINGS: [(&str, Packing); 5] = [
    (".gz", Packing::Gzip),
    (".gzip", Packing::Gzip),
    (".zst", Packing::Zstd),
    (".zstd", Packing::Zstd),
    (".z", Packing::Gzip),
];

impl Packing {
    /// What the first bytes of a file say.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        match bytes {
            [0x1F, 0x8B, 8, ..] => Self::Gzip,
            [0x28, 0xB5, 0x2F, 0xFD, ..] | [0x50..=0x5F, 0x2A, 0x4D, 0x18, ..] => Self::Zstd,
            _ => Self::None,
        }
    }

    /// What a file's name says.
    pub(crate) fn of_name(name: &str) -> Self {
        ENDINGS
            .iter()
            .find(|(ending, _)| stem(name, ending).is_some())
            .map_or(Self::None, |(_, packing)| *packing)
    }

    /// What to tell about a file whose name and bytes say different things; `None` where a file
    /// is packed and its name does not say so, which harms nobody.
    pub(crate) fn disagreement(self, name: &str) -> Option<String> {
        let named = Self::of_name(name);
        (named != Self::None && named != self).then(|| {
            let held = match self {
                Self::None => "is not packed or damaged at its start".to_owned(),
                other => format!("is packed with {}", other.name()),
            };
            format!(
                "its name says {} but it {held}; it was read as what it holds",
                named.name()
            )
        })
    }

    /// The program's name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::None => "plain",
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
        }
    }

    /// What is wrong with packed data, in words, from what the decoder said.
    pub(super) fn explain(self, cause: &io::Error) -> String {
        let said = cause.to_string();
        let name = self.name();
        if cause.kind() == io::ErrorKind::UnexpectedEof || said.contains("incomplete") {
            format!("the {name} data is cut off; get the file anew")
        } else if said.contains("requires too much memory") {
            format!(
                "the {name} data needs a window of more than 128 MiB; pack it again without --long"
            )
        } else if said.contains("invalid gzip header") || said.contains("Unknown frame descriptor")
        {
            format!("behind the {name} data stand bytes that are not {name}")
        } else {
            format!("the {name} data is damaged ({said}); get the file anew")
        }
    }
}

/// The name without the ending of a packed file: `a.txt` of `a.txt.gz`.
pub(crate) fn inner_name(name: &str) -> &str {
    ENDINGS
        .iter()
        .find_map(|(ending, _)| stem(name, ending))
        .unwrap_or(name)
}

fn stem<'a>(name: &'a str, ending: &str) -> Option<&'a str> {
    let at = name.len().checked_sub(ending.len()).filter(|&at| at > 0)?;
    let (stem, last) = name.split_at_checked(at)?;
    last.eq_ignore_ascii_case(ending).then_some(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ending_is_taken_off_once() {
        for (name, inner) in [
            ("a.txt.gz", "a.txt"),
            ("讲话.TXT.GZ", "讲话.TXT"),
            ("a.jsonl.zst", "a.jsonl"),
            ("a.gz.gz", "a.gz"),
            ("a.txt", "a.txt"),
            (".gz", ".gz"),
            ("文gz", "文gz"),
        ] {
            assert_eq!(inner_name(name), inner);
        }
    }

    #[test]
    fn bytes_decide_and_a_wrong_name_is_told() {
        assert_eq!(Packing::of(b"\x1f\x8b\x08\0"), Packing::Gzip);
        assert_eq!(Packing::of(b"\x28\xb5\x2f\xfd"), Packing::Zstd);
        assert_eq!(Packing::of("村口".as_bytes()), Packing::None);
        assert!(Packing::None.disagreement("a.txt.gz").is_some());
        assert!(Packing::Zstd.disagreement("a.txt.gz").is_some());
        assert_eq!(Packing::Gzip.disagreement("a.txt.gz"), None);
        assert_eq!(Packing::Gzip.disagreement("a.txt"), None);
    }
}
