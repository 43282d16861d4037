//! Owns making the engines of a run: with more than one thread in the background, while the corpus
//! is surveyed.

use std::num::NonZeroUsize;
use std::sync::LazyLock;

/// An engine that is waited for when it is first asked for.
pub(super) type Engine<T> = LazyLock<T, Box<dyn FnOnce() -> T + Send>>;

/// The engine that `make` makes: from now on if there is a thread to spare, else when it is asked
/// for.
pub(super) fn begin<T: Send + 'static>(
    threads: NonZeroUsize,
    make: impl FnOnce() -> T + Send + 'static,
) -> Engine<T> {
    if threads.get() == 1 {
        return when_asked(make);
    }
    let making = std::thread::spawn(make);
    when_asked(move || {
        let made = making.join();
        made.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

/// The engine that `make` makes when it is asked for.
pub(super) fn when_asked<T>(make: impl FnOnce() -> T + Send + 'static) -> Engine<T> {
    LazyLock::new(Box::new(make))
}
