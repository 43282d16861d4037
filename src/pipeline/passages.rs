//! Owns looking for shared passages on all threads.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::{Found, Pipeline, Progress, checkpoint};
use crate::corpus::{Boilerplate, Document, ZoneKind};
use crate::error::{Error, Result};
use crate::matcher::{Hit, MatchKind};
use crate::passages::{
    Among, Index, PassageOptions, PassageText, Search, SharedPassages, Slogan, Wording,
    seed_length, seeds,
};
use crate::text::FoldedText;

/// Documents whose seeds are made at a time.
const AT_A_TIME: usize = 1024;

impl Pipeline {
    /// The passages that `texts` share, as [`Run::passages`](super::Run::passages) gives them.
    ///
    /// Every document is compared with the later ones that have a seed in common with it. While that
    /// is done, some 12 bytes are needed for each character, beside the texts and what is found.
    ///
    /// # Errors
    ///
    /// Options that [`PassageOptions::check`] refuses, texts of more than four billion characters
    /// together, or a run that is to stop.
    ///
    /// ```
    /// use tifa::lexicon::Lexicon;
    /// use tifa::passages::{Among, PassageKind, PassageOptions, PassageText};
    /// use tifa::pipeline::{Pipeline, Settings, Silent};
    ///
    /// let pipeline = Pipeline::new(&Lexicon::from_phrases(&["小康"])?, Settings::default())?;
    /// let texts = [
    ///     PassageText::of_text("a", "会上，他强调：要把人民对美好生活的向往作为奋斗目标。"),
    ///     PassageText::of_text("b", "我們要把「人民對美好生活的嚮往」作為奮鬥目標"),
    /// ];
    /// let options = PassageOptions::default();
    /// let shared = pipeline.shared_passages(&texts, &options, Among::AllPairs, &Silent)?;
    /// let passage = &shared.passages[0];
    /// assert_eq!(passage.kind, PassageKind::Verbatim);
    /// assert_eq!(texts[0].words(passage.start_a, passage.end_a), "要把人民对美好生活的向往作为奋斗目标");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn shared_passages(
        &self,
        texts: &[PassageText],
        options: &PassageOptions,
        among: Among,
        progress: &dyn Progress,
    ) -> Result<SharedPassages> {
        options.check()?;
        progress.stage("passages");
        let index = self.index(texts, options, progress)?;
        let mut shared = SharedPassages {
            seeds_left_out: index.left_out(),
            most_documents: index.most_documents(),
            ..SharedPassages::default()
        };
        let search = Search::new(texts, index, *options, among);
        let done = AtomicUsize::new(0);
        let search_one = |document: usize| {
            checkpoint(progress)?;
            let found = search.later(document);
            let documents = done.fetch_add(1, Ordering::Relaxed) + 1;
            progress.counted(documents, 0);
            Ok(found)
        };
        let all = 0..texts.len();
        let found: Result<Vec<_>> = self
            .pool
            .install(|| all.into_par_iter().map(search_one).collect());
        let found = found?;
        drop(search);
        let passages = found.iter().map(|(passages, _)| passages.len());
        shared.passages.reserve_exact(passages.sum());
        let pairs = found.iter().map(|(_, pairs)| pairs.len());
        shared.pairs.reserve_exact(pairs.sum());
        for (passages, pairs) in found {
            shared.passages.extend(passages);
            shared.pairs.extend(pairs);
        }
        Ok(shared)
    }

    /// The seeds that `texts` share.
    fn index(
        &self,
        texts: &[PassageText],
        options: &PassageOptions,
        progress: &dyn Progress,
    ) -> Result<Index> {
        let (firsts, characters) = firsts(texts)?;
        let length = seed_length(options.shortest);
        let mut sorted = Vec::with_capacity(characters);
        let numbered: Vec<(&PassageText, u32)> = texts.iter().zip(firsts.iter().copied()).collect();
        self.pool.install(|| {
            for some in numbered.chunks(AT_A_TIME) {
                checkpoint(progress)?;
                let of_text = |&(text, first): &(&PassageText, u32)| -> Vec<u64> {
                    seeds(text, first, length).collect()
                };
                let found: Vec<Vec<u64>> = some.par_iter().map(of_text).collect();
                sorted.extend(found.into_iter().flatten());
            }
            sorted.par_sort_unstable();
            checkpoint(progress)
        })?;
        Ok(Index::new(firsts, characters, sorted, options.commonness))
    }
}

/// The number of each text's first character among those of all, and how many there are.
fn firsts(texts: &[PassageText]) -> Result<(Vec<u32>, usize)> {
    let mut firsts = Vec::with_capacity(texts.len());
    let mut next = 0_u32;
    for text in texts {
        firsts.push(next);
        let size = u32::try_from(text.size()).ok();
        let after = size.and_then(|size| next.checked_add(size));
        next = after.ok_or_else(|| Error::Setting {
            option: "passages".to_owned(),
            message: "more than four billion characters cannot be compared".to_owned(),
        })?;
    }
    Ok((firsts, next as usize))
}

/// What is kept of `document`, whose body is in `folded`, for its passages.
pub(super) fn passage_text(
    document: &Document,
    group: Option<String>,
    folded: &FoldedText,
    found: &Found,
) -> PassageText {
    let zones = match document.boilerplate {
        Boilerplate::LeftOut => document.zones.as_slice(),
        Boilerplate::Kept => &[],
    };
    let read_across = |kind| kind == ZoneKind::SiteName;
    let zones = zones.iter().filter(|zone| !read_across(zone.kind));
    let slogans = found.hits.iter().filter_map(slogan);
    PassageText::new(
        (document.id.clone(), group),
        (&document.text, folded),
        zones.map(|zone| zone.start),
        slogans.collect(),
    )
}

/// The hit as a slogan, if it is one.
fn slogan(hit: &Hit) -> Option<Slogan> {
    let wording = match hit.kind {
        MatchKind::Expansion => Wording::SpelledOut,
        kind if kind.is_counted() && !hit.is_nested() => Wording::Counted,
        _ => return None,
    };
    Some(Slogan {
        start: hit.start,
        end: hit.end,
        phrase: hit.phrase.0,
        wording,
    })
}
