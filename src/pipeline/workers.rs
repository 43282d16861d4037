//! Owns what workers keep between the parts that they take.

use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::prelude::{IntoParallelIterator, ParallelIterator};

use super::batch;
use super::piece::Buffers;
use crate::corpus::Draft;

/// The threads of a run, with their buffers.
pub(super) struct Workers<'p> {
    pool: &'p rayon::ThreadPool,
    /// One for each thread, which alone locks it.
    buffers: Vec<Mutex<Buffers<'p>>>,
}

impl<'p> Workers<'p> {
    pub(super) fn new(pool: &'p rayon::ThreadPool) -> Self {
        let threads = 0..pool.current_num_threads();
        Self {
            pool,
            buffers: threads.map(|_| Mutex::default()).collect(),
        }
    }

    /// Does `work` on the parts of `drafts`; what comes of it is in their order.
    pub(super) fn on_parts<R: Send>(
        &self,
        drafts: Vec<Draft>,
        work: impl Fn(&mut Buffers<'p>, Vec<Draft>) -> R + Sync,
    ) -> Vec<R> {
        self.pool.install(|| {
            batch::parts(drafts)
                .into_par_iter()
                .map(|part| match self.own_buffers() {
                    Some(mut buffers) => work(&mut buffers, part),
                    None => work(&mut Buffers::default(), part),
                })
                .collect()
        })
    }

    fn own_buffers(&self) -> Option<MutexGuard<'_, Buffers<'p>>> {
        let own = self.buffers.get(self.pool.current_thread_index()?)?;
        Some(own.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
