//! Owns how counting is spread over threads that are not its own.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::error::Result;
use crate::segment::Segmenter;

/// What counting n-grams needs from its caller.
#[derive(Clone, Copy)]
pub struct Work<'a> {
    /// Whose tokens were counted.
    pub segmenter: &'a Segmenter,
    /// Threads that `on_all` runs on.
    pub threads: NonZeroUsize,
    /// Calls the function on every thread at once and waits until all calls are done.
    pub on_all: &'a (dyn Fn(&(dyn Fn() + Sync)) + Sync),
    /// Called often; an error stops the work.
    pub checkpoint: &'a (dyn Fn() -> Result<()> + Sync),
}

impl<'a> Work<'a> {
    /// Work on the calling thread alone, that nothing stops.
    #[must_use]
    pub fn alone(segmenter: &'a Segmenter) -> Self {
        Self {
            segmenter,
            threads: NonZeroUsize::MIN,
            on_all: &|task| task(),
            checkpoint: &|| Ok(()),
        }
    }

    /// Does the tasks 0 to `tasks` on all threads, each with a state of its own; gives the states,
    /// in any order.
    pub(super) fn each<S: Send>(
        &self,
        tasks: usize,
        state: impl Fn() -> S + Sync,
        task: impl Fn(&mut S, usize) -> Result<()> + Sync,
    ) -> Result<Vec<S>> {
        let next = AtomicUsize::new(0);
        let done = Mutex::new(Vec::new());
        (self.on_all)(&|| {
            let mut state = state();
            let mut result = Ok(());
            while result.is_ok() {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= tasks {
                    break;
                }
                result = (self.checkpoint)().and_then(|()| task(&mut state, number));
            }
            if result.is_err() {
                next.store(tasks, Ordering::Relaxed);
            }
            let mut done = done.lock().unwrap_or_else(PoisonError::into_inner);
            done.push(result.map(|()| state));
        });
        let done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
        done.into_iter().collect()
    }
}
