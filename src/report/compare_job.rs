//! Owns `tifa compare`: speeches, or groups of them, against each other.

use std::io::Write as _;
use std::path::PathBuf;

use super::manifest::{ComparisonFacts, Manifest};
use super::page::PageTable;
use super::pages::{Parts, ROWS};
use super::report_job::{Context, check_groupings, count_into, finish, header, list_into};
use super::staging::Staging;
use super::{Summary, figures};
use crate::corpus::Corpus;
use crate::error::{Error, Result};
use crate::lexicon::Lexicon;
use crate::passages::{Among, SharedPassages};
use crate::pipeline::{
    Grouping, Keep, LedgerTable, Pipeline, Progress, Run, Settings, Sides, checkpoint,
};
use crate::tables::{
    CLUSTERED, CompareOptions, Comparison, CsvEncoding, FeatureChoice, NgramsByGroup, PassageTable,
    Reuse, Source, compare, schema,
};

/// What a comparison writes while it counts.
const LEDGERS: [LedgerTable; 5] = [
    LedgerTable::Hits,
    LedgerTable::Masks,
    LedgerTable::Zones,
    LedgerTable::Dates,
    LedgerTable::Documents,
];

/// Passages that are written at a time.
const AT_A_TIME: usize = 10_000;

/// Documents whose titles may name clusters.
const TITLED: Keep = Keep::First(CLUSTERED);

/// All that a comparison needs to be made.
#[derive(Debug, Clone)]
pub struct CompareJob {
    /// Where it goes.
    pub out: PathBuf,
    /// How the corpus is counted; n-grams only where they are compared.
    pub settings: Settings,
    /// What is compared with what.
    pub by: Grouping,
    /// How it is compared.
    pub options: CompareOptions,
    /// How CSV files begin.
    pub encoding: CsvEncoding,
}

impl CompareJob {
    /// Makes the comparison and puts it in its place.
    ///
    /// # Errors
    ///
    /// Whatever keeps it from being made; an older one is then untouched.
    pub fn run(
        &self,
        corpus: Corpus,
        lexicon: &Lexicon,
        progress: &dyn Progress,
    ) -> Result<(Summary, Comparison)> {
        let mut staging = Staging::new(&self.out)?;
        let settings = self.settings(&staging);
        let pipeline = Pipeline::new(lexicon, settings.clone())?;
        let context = Context {
            lexicon,
            encoding: self.encoding,
            progress,
        };
        let (run, counter) = count_into(&mut staging, &pipeline, (corpus, &LEDGERS), context)?;
        self.check(&run)?;
        let mut by_group = NgramsByGroup::new(&settings.groupings, &run.members);
        let groups = (&run.members, &mut by_group);
        let list = |counter| list_into(&mut staging, (&pipeline, counter), groups, context);
        let listing = counter.map(list).transpose()?;
        let source = Source {
            run: &run,
            lexicon,
            ngrams: listing.as_ref().map(|listing| (listing, &by_group)),
        };
        let shared = self.shared(&pipeline, &run, progress)?;
        let reuse = shared.as_ref().map(|shared| Reuse {
            texts: &run.passages,
            shared,
        });
        progress.stage("tables");
        let comparison = compare(source, &self.options, self.sides(), reuse)?;
        let further = passages(&mut staging, reuse, context)?;
        progress.stage("charts");
        let figures = figures::of_comparison(&comparison)?;
        let summary = Summary::of(&run, self.out.clone(), Vec::new());
        let hash = lexicon.hash();
        let how = (&self.by, &self.options);
        let facts = ComparisonFacts::new(how, (&run, &settings), shared.as_ref());
        let notes = facts.sentences(lexicon.entries().len());
        let parts = Parts {
            title: "提法对比 Comparison",
            run: &run,
            summary: &summary,
            lexicon,
            settings: &settings,
            tables: &comparison.tables,
            figures: &figures,
            files: &[],
            notes: &notes,
            further: &further,
            lexicon_hash: &hash,
        };
        let manifest = Manifest::new(
            ("compare", &hash),
            &run,
            lexicon,
            &settings,
            vec![self.by.name().to_owned()],
        );
        finish(staging, parts, manifest.of_comparison(facts), context)?;
        Ok((summary, comparison))
    }

    /// The passages that documents of different groups share, if they are looked for.
    fn shared(
        &self,
        pipeline: &Pipeline,
        run: &Run,
        progress: &dyn Progress,
    ) -> Result<Option<SharedPassages>> {
        let Some(options) = &self.settings.passages else {
            return Ok(None);
        };
        let among = Among::DifferentGroups;
        let shared = pipeline.shared_passages(&run.passages, options, among, progress)?;
        Ok(Some(shared))
    }

    fn sides(&self) -> Option<&Sides> {
        match &self.by {
            Grouping::Sides(sides) => Some(sides),
            _ => None,
        }
    }

    fn settings(&self, staging: &Staging) -> Settings {
        let mut groupings = vec![self.by.clone()];
        // What sides are made of, to say what there is where a side is empty.
        groupings.extend(self.sides().map(|sides| (*sides.by).clone()));
        Settings {
            scratch: staging.scratch().to_path_buf(),
            groupings,
            keep: TITLED,
            ngrams: match self.options.features {
                FeatureChoice::Phrases => None,
                FeatureChoice::Ngrams | FeatureChoice::Both => self.settings.ngrams.clone(),
            },
            ..self.settings.clone()
        }
    }

    /// Sides must hold documents, and none of them twice.
    fn check(&self, run: &Run) -> Result<()> {
        let groupings = match self.sides() {
            None => std::slice::from_ref(&self.by),
            Some(sides) => std::slice::from_ref(&*sides.by),
        };
        let last = run.counts.groups.len().saturating_sub(1);
        check_groupings(groupings, &run.counts.groups[last..], run)?;
        let (Some(sides), [found, groups]) = (self.sides(), run.counts.groups.as_slice()) else {
            return Ok(());
        };
        let names = || groups.keys().map(String::as_str);
        if let Some(group) = sides.shared(names()) {
            let message = format!("{group} is in --target, too; a document can be on one side");
            return Err(setting("--reference", message));
        }
        for (option, side) in ["--target", "--reference"].into_iter().zip(sides.names()) {
            if !found.contains_key(side) {
                return Err(setting(option, nobody(side, &names().collect::<Vec<_>>())));
            }
        }
        Ok(())
    }
}

/// Writes the passages, if they were looked for, row by row; gives what the page shows of them.
fn passages(
    staging: &mut Staging,
    reuse: Option<Reuse<'_>>,
    context: Context<'_>,
) -> Result<Vec<PageTable>> {
    let Some(passages) = reuse.map(PassageTable::new) else {
        return Ok(Vec::new());
    };
    let name = format!("{}.csv", schema::comparison::table::PASSAGES);
    let mut file = staging.create(&name)?;
    let mut rows = header(PassageTable::columns(), context.encoding);
    for from in (0..passages.height().max(1)).step_by(AT_A_TIME) {
        checkpoint(context.progress)?;
        passages.write(from, AT_A_TIME, &mut rows);
        file.write_all(&rows)
            .map_err(|source| staging.failed(&name, source))?;
        rows.clear();
    }
    staging.close(&name, file)?;
    let (columns, rows) = passages.shown(ROWS);
    Ok(vec![PageTable {
        title: "相同段落 Shared passages".to_owned(),
        file: name,
        height: passages.height(),
        columns,
        rows,
    }])
}

/// Names some of the groups that could have been asked for.
fn nobody(side: &str, groups: &[&str]) -> String {
    const SHOWN: usize = 12;
    let known = match groups {
        [] => "no document has a group".to_owned(),
        groups if groups.len() <= SHOWN => format!("the groups are {}", groups.join(", ")),
        groups => format!(
            "there are {} groups, from {} to {}",
            groups.len(),
            groups[0],
            groups[groups.len() - 1]
        ),
    };
    format!("no document is in {side}; {known}")
}

fn setting(option: &str, message: String) -> Error {
    Error::Setting {
        option: option.to_owned(),
        message,
    }
}
