//! Owns the progress line (on standard error, after a second, on a terminal only) and the wish to
//! stop.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use signal_hook::consts::{SIGINT, SIGTERM};
use tifa::pipeline::Progress;

/// Nothing is shown before this.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often the line moves.
const TICK: Duration = Duration::from_millis(250);

/// Whether a run says how far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Loudness {
    /// It does, when it takes long.
    Usual,
    /// It does not.
    Quiet,
}

/// Shows how far a run is, and knows whether the user wants it to stop.
#[derive(Debug)]
pub(super) struct Reporter {
    bar: ProgressBar,
    /// Whether the line is up, or is never to come up.
    shown: AtomicBool,
    stopped: Arc<AtomicBool>,
}

impl Reporter {
    /// A line that appears when a run takes long, or never.
    pub(super) fn new(loudness: Loudness) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{spinner} {prefix}: {msg} ({elapsed})") {
            bar.set_style(style);
        }
        let shown = AtomicBool::new(loudness == Loudness::Quiet);
        Self {
            bar,
            shown,
            stopped: stop_flag(),
        }
    }

    /// Takes the line away.
    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }

    /// Brings the line up once a run has taken long. indicatif draws nothing where standard error
    /// is no terminal.
    fn show_when_due(&self) {
        if self.bar.elapsed() >= PATIENCE && !self.shown.swap(true, Ordering::Relaxed) {
            self.bar
                .set_draw_target(ProgressDrawTarget::stderr_with_hz(4));
            self.bar.enable_steady_tick(TICK);
        }
    }
}

/// A flag that an interrupt or a request to end sets, so that the run can tidy up and stop. A
/// second one ends the program at once.
fn stop_flag() -> Arc<AtomicBool> {
    let stopped = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        // Where signals cannot be caught they end the program, as ever.
        drop(signal_hook::flag::register_conditional_default(
            signal,
            Arc::clone(&stopped),
        ));
        drop(signal_hook::flag::register(signal, Arc::clone(&stopped)));
    }
    stopped
}

impl Progress for Reporter {
    fn is_stopped(&self) -> bool {
        self.show_when_due();
        self.stopped.load(Ordering::Relaxed)
    }

    fn counted(&self, documents: usize, bytes: u64) {
        self.bar
            .set_message(format!("{documents} documents, {} MB", bytes / 1_000_000));
        self.show_when_due();
    }

    fn stage(&self, name: &str) {
        self.bar.set_prefix(name.to_owned());
        self.show_when_due();
    }
}
