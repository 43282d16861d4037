//! Owns the progress line: on standard error, after a second, on a terminal only.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use tifa::pipeline::Progress;

/// Nothing is shown before this.
const PATIENCE: Duration = Duration::from_secs(1);

/// Shows how far a run is.
#[derive(Debug)]
pub(super) struct Reporter {
    bar: ProgressBar,
}

impl Reporter {
    /// A line that appears when a run takes long, or never.
    pub(super) fn new(quiet: bool) -> Self {
        // indicatif draws nothing where standard error is no terminal.
        let target = if quiet {
            ProgressDrawTarget::hidden()
        } else {
            ProgressDrawTarget::stderr_with_hz(4)
        };
        let bar = ProgressBar::with_draw_target(None, target);
        if let Ok(style) = ProgressStyle::with_template("{spinner} {prefix}: {msg} ({elapsed})") {
            bar.set_style(style);
        }
        Self { bar }
    }

    /// Takes the line away.
    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl Progress for Reporter {
    fn counted(&self, documents: usize, bytes: u64) {
        if self.bar.elapsed() >= PATIENCE {
            self.bar
                .set_message(format!("{documents} documents, {} MB", bytes / 1_000_000));
            self.bar.tick();
        }
    }

    fn stage(&self, name: &str) {
        self.bar.set_prefix(name.to_owned());
        if self.bar.elapsed() >= PATIENCE {
            self.bar.tick();
        }
    }
}
