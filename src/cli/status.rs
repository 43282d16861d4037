//! Owns exit statuses.

use std::process::ExitCode;

use tifa::Error;
use tifa::corpus::Skipped;

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ExitStatus {
    /// All was counted.
    Complete,
    /// Nothing was written.
    Failed,
    /// The arguments or the lexicon are wrong; nothing was written.
    Usage,
    /// A report was written, but some input was skipped.
    Skipped,
}

impl ExitStatus {
    /// The status after a run that skipped `skipped`.
    pub(crate) fn after(skipped: &[Skipped]) -> Self {
        if skipped.is_empty() {
            Self::Complete
        } else {
            Self::Skipped
        }
    }

    /// The status after `error`: what can be mended by typing something else is wrong usage.
    pub(crate) fn of(error: &Error) -> Self {
        match error {
            Error::Setting { .. }
            | Error::Output { .. }
            | Error::Lexicon { .. }
            | Error::EmptyLexicon { .. } => Self::Usage,
            _ => Self::Failed,
        }
    }
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> Self {
        Self::from(match status {
            ExitStatus::Complete => 0,
            ExitStatus::Failed => 1,
            ExitStatus::Usage => 2,
            ExitStatus::Skipped => 3,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn skipped_input_is_told_from_failure() {
        assert_eq!(ExitStatus::after(&[]), ExitStatus::Complete);
        let path = "a.txt".into();
        assert_eq!(
            ExitStatus::of(&Error::NotFound { path }),
            ExitStatus::Failed
        );
        let setting = Error::Setting {
            option: "--by".to_owned(),
            message: String::new(),
        };
        assert_eq!(ExitStatus::of(&setting), ExitStatus::Usage);
    }
}
