//! Owns `tifa report`: from a corpus to a folder of tables and charts.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::PathBuf;

use super::ledger::PhraseLedger;
use super::manifest::{self, Manifest};
use super::pages::Parts;
use super::staging::Staging;
use super::{Summary, figures};
use crate::corpus::{Corpus, Skipped};
use crate::error::{Error, Result};
use crate::lexicon::Lexicon;
use crate::ngram::{NgramCounter, NgramListing};
use crate::pipeline::{
    DocumentInfo, Ledger, LedgerTable, Pipeline, Progress, Run, Settings, Sink, checkpoint,
    list_ngrams,
};
use crate::tables::{
    CsvEncoding, Grouping, NgramsByGroup, RowWriter, Source, Tables, group_values, schema,
};

/// All that a report needs to be made.
#[derive(Debug, Clone)]
pub struct ReportJob {
    /// Where it goes.
    pub out: PathBuf,
    /// How the corpus is counted.
    pub settings: Settings,
    /// What tables are grouped by, besides the year.
    pub group_by: Vec<String>,
    /// How CSV files begin.
    pub encoding: CsvEncoding,
}

impl ReportJob {
    /// Makes the report and puts it in its place.
    ///
    /// # Errors
    ///
    /// Whatever keeps the report from being made; an older one is then untouched.
    pub fn run(
        &self,
        corpus: Corpus,
        lexicon: &Lexicon,
        progress: &dyn Progress,
    ) -> Result<Summary> {
        let mut staging = Staging::new(&self.out)?;
        let settings = Settings {
            scratch: staging.scratch().to_path_buf(),
            ..self.settings.clone()
        };
        let pipeline = Pipeline::new(lexicon, settings)?;
        let context = Context {
            lexicon,
            encoding: self.encoding,
            progress,
        };
        let (run, counter) = count_into(&mut staging, &pipeline, corpus, context)?;
        let groupings = self.groupings(&run)?;
        let mut by_group = NgramsByGroup::new(group_values(&run, &groupings));
        let listing = counter
            .map(|counter| {
                list_into(
                    &mut staging,
                    counter,
                    &run.documents,
                    &mut by_group,
                    context,
                )
            })
            .transpose()?;
        let ngrams = listing.as_ref().map(|listing| (listing, &by_group));
        progress.stage("tables");
        let source = Source {
            run: &run,
            lexicon,
            ngrams,
        };
        let tables = Tables::of_report(source, &groupings)?;
        progress.stage("charts");
        let figures = figures::of_report(&tables)?;
        let summary = Summary::of(&run, self.out.clone(), tables.top_phrases(10)?);
        let parts = Parts {
            title: "提法报告 Phrase report",
            run: &run,
            summary: &summary,
            lexicon,
            settings: &self.settings,
            tables: &tables.all,
            figures: &figures,
            files: &[],
        };
        let manifest = Manifest::new(
            "report",
            &run,
            lexicon,
            &self.settings,
            self.group_by.clone(),
        );
        finish(staging, parts, manifest, context)?;
        Ok(summary)
    }

    /// The year and the variables asked for, which some document must have.
    fn groupings(&self, run: &Run) -> Result<Vec<Grouping>> {
        let mut groupings = vec![Grouping::Year];
        for name in &self.group_by {
            if !run
                .documents
                .iter()
                .any(|info| info.document.variable(name).is_some())
            {
                return Err(unknown_variable("--by", name, run));
            }
            groupings.push(Grouping::Variable(name.clone()));
        }
        Ok(groupings)
    }
}

/// What every step of a job needs to know.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) encoding: CsvEncoding,
    pub(super) progress: &'a dyn Progress,
}

/// Lists the n-grams, writes their table by document, and adds them up by group.
fn list_into(
    staging: &mut Staging,
    counter: NgramCounter,
    documents: &[DocumentInfo],
    by_group: &mut NgramsByGroup,
    context: Context<'_>,
) -> Result<NgramListing> {
    let name = format!("{}.csv", schema::table::NGRAM_BY_DOCUMENT);
    let mut file = staging.create(&name)?;
    let mut write = |bytes: &[u8]| {
        file.write_all(bytes)
            .map_err(|source| staging.failed(&name, source))
    };
    write(&header(
        &schema::NGRAM_BY_DOCUMENT_COLUMNS,
        context.encoding,
    ))?;
    let listing = list_ngrams(counter, context.progress, |position, listing, found| {
        by_group.add(position, found);
        write(&document_rows(
            &documents[position].document.id,
            listing,
            found,
        ))
    })?;
    staging.close(&name, file)?;
    Ok(listing)
}

/// Counts a corpus and writes its ledger.
pub(super) fn count_into(
    staging: &mut Staging,
    pipeline: &Pipeline,
    corpus: Corpus,
    context: Context<'_>,
) -> Result<(Run, Option<NgramCounter>)> {
    let rows = PhraseLedger::new(context.lexicon);
    let names = LedgerTable::ALL.map(|ledger| format!("{}.csv", columns_of(ledger).0));
    let mut files = Vec::new();
    for (name, ledger) in names.iter().zip(LedgerTable::ALL) {
        let (_, columns) = columns_of(ledger);
        files.push(begin(staging, name, columns, context.encoding)?);
    }
    let ledger = Ledger {
        rows: &rows,
        sinks: files
            .iter_mut()
            .zip(&names)
            .map(|(out, name)| Sink {
                out,
                path: staging.place_of(name),
            })
            .collect(),
    };
    let counted = pipeline.count(corpus, Some(ledger), context.progress)?;
    for (file, name) in files.into_iter().zip(&names) {
        staging.close(name, file)?;
    }
    Ok(counted)
}

/// The table and the columns of a ledger.
fn columns_of(ledger: LedgerTable) -> (&'static str, &'static [&'static str]) {
    match ledger {
        LedgerTable::Hits => (schema::table::HITS, &schema::HITS_COLUMNS),
        LedgerTable::Masks => (schema::table::MASKS, &schema::MASKS_COLUMNS),
        LedgerTable::Zones => (schema::table::ZONES, &schema::ZONES_COLUMNS),
        LedgerTable::Dates => (schema::table::DATES, &schema::DATES_COLUMNS),
    }
}

/// A file with its header.
fn begin(
    staging: &mut Staging,
    name: &str,
    columns: &[&str],
    encoding: CsvEncoding,
) -> Result<BufWriter<File>> {
    let mut file = staging.create(name)?;
    file.write_all(&header(columns, encoding))
        .map_err(|source| staging.failed(name, source))?;
    Ok(file)
}

/// Writes tables, charts, what was skipped, the page and the manifest, and puts the report in its place.
pub(super) fn finish(
    mut staging: Staging,
    parts: Parts<'_>,
    manifest: Manifest,
    context: Context<'_>,
) -> Result<()> {
    let encoding = context.encoding;
    for table in parts.tables {
        checkpoint(context.progress)?;
        staging.write(&format!("{}.csv", table.name), &table.to_csv(encoding)?)?;
    }
    for (name, svg) in parts.figures {
        staging.write(&format!("charts/{name}"), svg.as_bytes())?;
    }
    let skipped = skipped_rows(&parts.run.skipped, encoding);
    staging.write(&format!("{}.csv", schema::table::SKIPPED), &skipped)?;
    let mut files = staging.files().to_vec();
    files.push(manifest::FILE_NAME.to_owned());
    files.sort_unstable();
    let page = Parts {
        files: &files,
        ..parts
    }
    .to_html()?;
    staging.write("index.html", &page)?;
    let json = manifest.into_json(staging.files())?;
    staging.write(manifest::FILE_NAME, &json)?;
    checkpoint(context.progress)?;
    staging.commit()
}

/// Names the variables that could have been asked for.
pub(super) fn unknown_variable(option: &str, name: &str, run: &Run) -> Error {
    let mut known: Vec<&str> = run
        .documents
        .iter()
        .flat_map(|info| info.document.variables.keys())
        .map(String::as_str)
        .collect();
    known.sort_unstable();
    known.dedup();
    let message = if known.is_empty() {
        format!(
            "no document has a variable {name:?}; variables are further columns of metadata.csv and further fields of records"
        )
    } else {
        format!(
            "no document has a variable {name:?}; there are: {}",
            known.join(", ")
        )
    };
    Error::Setting {
        option: option.to_owned(),
        message,
    }
}

/// A ledger of its rows, as CSV.
#[must_use]
pub fn ledger_table(ledger: LedgerTable, rows: &[u8], encoding: CsvEncoding) -> Vec<u8> {
    [&header(columns_of(ledger).1, encoding), rows].concat()
}

fn header(columns: &[&str], encoding: CsvEncoding) -> Vec<u8> {
    let mut rows = RowWriter::default();
    rows.row(columns.iter().copied());
    [encoding.mark(), &rows.into_bytes()].concat()
}

fn document_rows(id: &str, listing: &NgramListing, found: &[(u32, u64)]) -> Vec<u8> {
    let mut rows = RowWriter::default();
    for &(row, count) in found {
        let ngram = &listing.rows[row as usize];
        rows.row([
            id,
            &ngram.order.to_string(),
            &ngram.text,
            &count.to_string(),
        ]);
    }
    rows.into_bytes()
}

fn skipped_rows(skipped: &[Skipped], encoding: CsvEncoding) -> Vec<u8> {
    let mut sorted = skipped.to_vec();
    sorted.sort_unstable();
    let mut rows = RowWriter::default();
    for skipped in sorted {
        let line = if skipped.line > 0 {
            skipped.line.to_string()
        } else {
            String::new()
        };
        rows.row([
            skipped.path.as_str(),
            &line,
            skipped.extent.name(),
            &skipped.reason,
        ]);
    }
    let columns = [
        schema::column::PATH,
        schema::column::LINE,
        schema::column::EXTENT,
        schema::column::REASON,
    ];
    [header(&columns, encoding), rows.into_bytes()].concat()
}
