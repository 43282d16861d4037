//! Owns parts: the neighbouring documents that one worker takes at a time, how they are given to
//! workers, and how what comes of them is put in order again.

use std::collections::BTreeMap;
use std::sync::mpsc::{self, SyncSender};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use super::piece::Buffers;
use super::{Pipeline, Progress, checkpoint};
use crate::corpus::{Corpus, Document, Draft, DraftItem, DraftReader, InputFile, Skipped};
use crate::error::Result;

/// Text in a part, roughly.
const PART_BYTES: usize = 256 << 10;

/// How many parts for each thread may be worked on, or wait to be taken, at a time.
const AHEAD: usize = 16;

/// Documents to be prepared, and what was met while reading them.
#[derive(Debug, Default)]
pub(super) struct Part {
    pub(super) drafts: Vec<Draft>,
    pub(super) met: Met,
}

/// What was met while a part was read.
#[derive(Debug, Default)]
pub(super) struct Met {
    pub(super) skipped: Vec<Skipped>,
    pub(super) inputs: Vec<InputFile>,
}

/// A corpus, part by part.
pub(super) struct Parts(DraftReader);

impl Parts {
    pub(super) fn of(corpus: Corpus) -> Self {
        Self(DraftReader::new(corpus))
    }
}

impl Iterator for Parts {
    type Item = Part;

    fn next(&mut self) -> Option<Part> {
        let mut part = Part::default();
        let (mut bytes, mut is_empty) = (0, true);
        while bytes < PART_BYTES {
            let Some(item) = self.0.next() else {
                break;
            };
            is_empty = false;
            match item {
                DraftItem::Draft(draft) => {
                    bytes += draft.size();
                    part.drafts.push(draft);
                }
                DraftItem::Skipped(skipped) => part.met.skipped.push(skipped),
                DraftItem::Input(input) => part.met.inputs.push(input),
            }
        }
        (!is_empty).then_some(part)
    }
}

impl<'p> Pipeline {
    /// Gives `take` what `work` makes of every one of `parts`, in order. A worker that is free reads
    /// the next part itself; on one thread all is done in turn. Ends at the first error, and when
    /// `progress` says so.
    pub(super) fn each_part<W: Send>(
        &'p self,
        mut parts: impl Iterator<Item = Part> + Send,
        progress: &dyn Progress,
        work: impl Fn(&mut Buffers<'p>, Vec<Draft>) -> W + Sync,
        mut take: impl FnMut(W, Met) -> Result<()>,
    ) -> Result<()> {
        let threads = self.settings.threads.get();
        if threads == 1 {
            let mut buffers = Buffers::default();
            return parts.try_for_each(|part| {
                checkpoint(progress)?;
                take(work(&mut buffers, part.drafts), part.met)
            });
        }
        let queue = Queue::new(parts, AHEAD * threads);
        let (send, receive) = mpsc::sync_channel(AHEAD * threads);
        self.pool.in_place_scope(|scope| {
            let (queue, work) = (&queue, &work);
            for _ in 0..threads {
                let send: SyncSender<(usize, W, Met)> = send.clone();
                scope.spawn(move |_| {
                    let _guard = Guard(queue);
                    let mut buffers = Buffers::default();
                    while let Some((number, part)) = queue.next() {
                        let done = work(&mut buffers, part.drafts);
                        // Whoever stops listening has a reason of its own to report.
                        if send.send((number, done, part.met)).is_err() {
                            break;
                        }
                    }
                });
            }
            drop(send);
            let (mut waiting, mut next) = (BTreeMap::new(), 0);
            let taken = receive.into_iter().try_for_each(|(number, done, met)| {
                waiting.insert(number, (done, met));
                while let Some((done, met)) = waiting.remove(&next) {
                    checkpoint(progress)?;
                    take(done, met)?;
                    next += 1;
                    queue.taken(next);
                }
                Ok(())
            });
            // Nobody waits any longer.
            queue.taken(usize::MAX);
            taken
        })
    }
}

/// Parts that several workers take in turn, not too far ahead of what was taken from them.
struct Queue<I> {
    /// The next part's number, and the parts.
    parts: Mutex<(usize, I)>,
    ahead: usize,
    taken: Mutex<usize>,
    more_taken: Condvar,
}

impl<I: Iterator<Item = Part>> Queue<I> {
    fn new(parts: I, ahead: usize) -> Self {
        Self {
            parts: Mutex::new((0, parts)),
            ahead,
            taken: Mutex::new(0),
            more_taken: Condvar::new(),
        }
    }

    /// The next part with its number; waits until it is not too far ahead.
    fn next(&self) -> Option<(usize, Part)> {
        let mut parts = locked(&self.parts);
        let (next, parts) = &mut *parts;
        let is_ahead = |taken: &mut usize| *next >= taken.saturating_add(self.ahead);
        let taken = self.more_taken.wait_while(locked(&self.taken), is_ahead);
        drop(taken.unwrap_or_else(PoisonError::into_inner));
        let part = parts.next()?;
        *next += 1;
        Some((*next - 1, part))
    }

    /// Notes that all parts before `next` were taken.
    fn taken(&self, next: usize) {
        let mut taken = locked(&self.taken);
        *taken = next.max(*taken);
        self.more_taken.notify_all();
    }
}

/// Lets the others go on, and end, when a worker panics.
struct Guard<'q, I: Iterator<Item = Part>>(&'q Queue<I>);

impl<I: Iterator<Item = Part>> Drop for Guard<'_, I> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.taken(usize::MAX);
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Neighbouring drafts of about [`PART_BYTES`]; the split depends on their sizes alone.
pub(super) fn of_drafts(drafts: Vec<Draft>) -> Vec<Vec<Draft>> {
    let mut parts = Vec::new();
    let (mut part, mut bytes) = (Vec::new(), 0);
    for draft in drafts {
        bytes += draft.size();
        part.push(draft);
        if bytes >= PART_BYTES {
            parts.push(std::mem::take(&mut part));
            bytes = 0;
        }
    }
    if !part.is_empty() {
        parts.push(part);
    }
    parts
}

/// Neighbouring documents of about [`PART_BYTES`]; the split depends on the texts alone.
pub(super) fn of_documents(documents: &[Document]) -> Vec<&[Document]> {
    let mut parts = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (index, document) in documents.iter().enumerate() {
        bytes += document.text.len();
        if bytes >= PART_BYTES {
            parts.push(&documents[start..=index]);
            (start, bytes) = (index + 1, 0);
        }
    }
    if start < documents.len() {
        parts.push(&documents[start..]);
    }
    parts
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroUsize;

    use super::super::{Settings, Silent};
    use super::*;
    use crate::corpus::CorpusOptions;
    use crate::error::Error;
    use crate::lexicon::Lexicon;

    /// Many parts of one record each.
    fn parts() -> Parts {
        let text = "绿色发展".repeat(PART_BYTES / 12 + 1);
        let record = |number: usize| format!("{{\"id\":\"{number}\",\"text\":\"{text}\"}}\n");
        let lines: String = (0..40).map(record).collect();
        let options = CorpusOptions::default();
        Parts::of(Corpus::of_bytes("a.jsonl", lines.as_bytes(), &options).unwrap())
    }

    fn pipeline(threads: usize) -> Pipeline {
        let settings = Settings {
            threads: NonZeroUsize::new(threads).unwrap(),
            ..Settings::default()
        };
        Pipeline::new(&Lexicon::default(), settings).unwrap()
    }

    fn ids(drafts: Vec<Draft>) -> Vec<String> {
        let ids = drafts.into_iter().filter_map(Draft::for_survey);
        ids.map(|document| document.id).collect()
    }

    #[test]
    fn parts_are_taken_in_order_and_an_error_ends_all() {
        for threads in [1, 2, 5] {
            let pipeline = pipeline(threads);
            let mut taken = Vec::new();
            let all = pipeline.each_part(
                parts(),
                &Silent,
                |_, drafts| ids(drafts),
                |ids, _| {
                    taken.extend(ids);
                    Ok(())
                },
            );
            assert!(all.is_ok());
            let expected: Vec<String> = (0..40).map(|number| number.to_string()).collect();
            assert_eq!(taken, expected, "{threads} threads");
            let mut left = 3;
            let ended = pipeline.each_part(
                parts(),
                &Silent,
                |_, drafts| ids(drafts),
                |_, _| {
                    left -= 1;
                    if left == 0 {
                        Err(Error::Interrupted)
                    } else {
                        Ok(())
                    }
                },
            );
            assert!(matches!(ended, Err(Error::Interrupted)) && left == 0);
        }
    }

    #[test]
    #[should_panic(expected = "a worker's own")]
    fn a_panic_of_a_worker_ends_all() {
        let fails = |_: &mut Buffers<'_>, drafts: Vec<Draft>| {
            let ids = ids(drafts);
            assert!(ids != ["7"], "a worker's own");
        };
        let _ = pipeline(3).each_part(parts(), &Silent, fails, |(), _| Ok(()));
    }
}
