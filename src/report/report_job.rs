//! Owns `tifa report`: from a corpus to a folder of tables and charts.

use std::io::Write as _;
use std::path::PathBuf;
use std::sync::OnceLock;

use super::ledger::PhraseLedger;
use super::manifest::{self, Manifest};
use super::pages::Parts;
use super::staging::Staging;
use super::{Summary, figures};
use crate::corpus::{Corpus, Skipped};
use crate::count::Groups;
use crate::error::{Error, Result};
use crate::lexicon::Lexicon;
use crate::ngram::{NgramCounter, NgramListing};
use crate::pipeline::{
    Grouping, Keep, Ledger, LedgerTable, Members, Pipeline, Progress, Run, Settings, Sink,
    checkpoint,
};
use crate::tables::{
    CsvEncoding, DUPLICATES_COLUMNS, DocumentTable, Known, NgramsByGroup, PhraseTable, RowWriter,
    Source, Tables, TemperatureScale, WrittenCell, schema,
};

/// Documents that the page and the heat map may show; all are in the tables.
const SHOWN: Keep = Keep::First(200);

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
    /// Levels by which `temperature.csv` calls the share of documents that have a phrase.
    pub temperature: TemperatureScale,
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
            groupings: self.groupings(),
            keep: SHOWN,
            ..self.settings.clone()
        };
        let pipeline = Pipeline::new(lexicon, settings)?;
        let context = Context {
            lexicon,
            encoding: self.encoding,
            progress,
        };
        let written = LedgerTable::ALL.as_slice();
        let (run, counter) = count_into(&mut staging, &pipeline, (corpus, written), context)?;
        let groupings = self.groupings();
        check_groupings(&groupings, &run.counts.groups, &run)?;
        let mut by_group = NgramsByGroup::new(&groupings, &run.members);
        let listing = counter
            .map(|counter| {
                let groups = (&run.members, &mut by_group);
                list_into(&mut staging, (&pipeline, counter), groups, context)
            })
            .transpose()?;
        let ngrams = listing.as_ref().map(|listing| (listing, &by_group));
        progress.stage("tables");
        let source = Source {
            run: &run,
            lexicon,
            ngrams,
        };
        let tables = Tables::of_report(source, &groupings, &self.temperature)?;
        progress.stage("charts");
        let figures = figures::of_report(&tables, &run, lexicon)?;
        let summary = Summary::of(&run, self.out.clone(), tables.top_phrases(10)?);
        let hash = lexicon.hash();
        let parts = Parts {
            title: "提法报告 Phrase report",
            run: &run,
            summary: &summary,
            lexicon,
            settings: &self.settings,
            tables: &tables.all,
            figures: &figures,
            files: &[],
            notes: &[],
            further: &[],
            lexicon_hash: &hash,
        };
        let manifest = Manifest::new(
            ("report", &hash),
            &run,
            lexicon,
            &self.settings,
            self.group_by.clone(),
        )
        .with_temperature(&self.temperature);
        finish(staging, parts, manifest, context)?;
        Ok(summary)
    }

    /// The year and the variables asked for.
    fn groupings(&self) -> Vec<Grouping> {
        let variables = self.group_by.iter().cloned().map(Grouping::Variable);
        std::iter::once(Grouping::Year).chain(variables).collect()
    }
}

/// Some document must have each of the variables that are grouped by.
pub(super) fn check_groupings(groupings: &[Grouping], found: &[Groups], run: &Run) -> Result<()> {
    for (grouping, groups) in groupings.iter().zip(found) {
        if let (Grouping::Variable(name), true) = (grouping, groups.is_empty()) {
            return Err(unknown_variable("--by", name, run));
        }
    }
    Ok(())
}

/// What every step of a job needs to know.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) encoding: CsvEncoding,
    pub(super) progress: &'a dyn Progress,
}

/// Lists the n-grams, writes their table by document, and adds them up by group.
pub(super) fn list_into(
    staging: &mut Staging,
    (pipeline, counter): (&Pipeline, NgramCounter),
    (members, by_group): (&Members, &mut NgramsByGroup<'_>),
    context: Context<'_>,
) -> Result<NgramListing> {
    let name = format!("{}.csv", schema::table::NGRAM_BY_DOCUMENT);
    let mut file = staging.create(&name)?;
    let mut write = |bytes: &[u8]| {
        file.write_all(bytes)
            .map_err(|source| staging.failed(&name, source))
    };
    let columns = schema::NGRAM_BY_DOCUMENT_COLUMNS;
    write(&header(columns, context.encoding))?;
    let cells = OnceLock::new();
    let listing = pipeline.list_ngrams(
        counter,
        context.progress,
        |position, listing, found| {
            let cells: &Vec<_> = cells.get_or_init(|| NgramCells::of(listing));
            let mut rows = Vec::new();
            document_rows(members.id(position), cells, found, &mut rows);
            (position, found.to_vec(), rows)
        },
        |(position, found, rows)| {
            by_group.add(position, &found);
            write(&rows)
        },
    )?;
    staging.close(&name, file)?;
    Ok(listing)
}

/// Counts a corpus and writes the tables that are written meanwhile.
pub(super) fn count_into(
    staging: &mut Staging,
    pipeline: &Pipeline,
    (corpus, written): (Corpus, &[LedgerTable]),
    context: Context<'_>,
) -> Result<(Run, Option<NgramCounter>)> {
    let surveyed = pipeline.survey(corpus, context.progress)?;
    let documents = DocumentTable::new(surveyed.survey().variables(), Known::Counts);
    let mut names = Vec::new();
    let mut files = Vec::new();
    for &table in written {
        let name = format!("{}.csv", table_name(table));
        let mut file = staging.create(&name)?;
        file.write_all(&header(columns_of(table, &documents), context.encoding))
            .map_err(|source| staging.failed(&name, source))?;
        names.push(name);
        files.push(file);
    }
    let rows = PhraseLedger::new(context.lexicon, documents);
    let sinks = written.iter().zip(files.iter_mut().zip(&names));
    let ledger = Ledger {
        rows: &rows,
        sinks: sinks
            .map(|(&table, (out, name))| {
                let path = staging.place_of(name);
                (table, Sink { out, path })
            })
            .collect(),
    };
    let counted = pipeline.count_surveyed(surveyed, Some(ledger), context.progress)?;
    for (file, name) in files.into_iter().zip(&names) {
        staging.close(name, file)?;
    }
    Ok(counted)
}

/// The name of a table that is written while documents are counted.
fn table_name(table: LedgerTable) -> &'static str {
    match table {
        LedgerTable::Hits => schema::table::HITS,
        LedgerTable::Masks => schema::table::MASKS,
        LedgerTable::Zones => schema::table::ZONES,
        LedgerTable::Dates => schema::table::DATES,
        LedgerTable::Documents => schema::table::DOCUMENTS,
        LedgerTable::Duplicates => schema::table::DUPLICATES,
        LedgerTable::Phrases => schema::table::PHRASE_BY_DOCUMENT,
    }
}

/// Its columns.
fn columns_of(table: LedgerTable, documents: &DocumentTable) -> Vec<String> {
    let fixed = match table {
        LedgerTable::Documents => return documents.columns(),
        LedgerTable::Hits => schema::HITS_COLUMNS.to_vec(),
        LedgerTable::Masks => schema::MASKS_COLUMNS.to_vec(),
        LedgerTable::Zones => schema::ZONES_COLUMNS.to_vec(),
        LedgerTable::Dates => schema::DATES_COLUMNS.to_vec(),
        LedgerTable::Duplicates => DUPLICATES_COLUMNS.to_vec(),
        LedgerTable::Phrases => PhraseTable::columns(),
    };
    fixed.into_iter().map(str::to_owned).collect()
}

/// Writes tables, charts, what was skipped, the page and the manifest, and puts the report in its place.
pub(super) fn finish(
    mut staging: Staging,
    parts: Parts<'_>,
    manifest: Manifest,
    context: Context<'_>,
) -> Result<()> {
    let encoding = context.encoding;
    context.progress.stage("writing");
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
    let known: Vec<&str> = run.variables.iter().map(String::as_str).collect();
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

/// A table of its rows, as CSV; `documents` is the table of documents.
#[must_use]
pub fn ledger_table(
    table: LedgerTable,
    documents: &DocumentTable,
    rows: &[u8],
    encoding: CsvEncoding,
) -> Vec<u8> {
    [&header(columns_of(table, documents), encoding), rows].concat()
}

pub(super) fn header<S: AsRef<str>>(columns: impl AsRef<[S]>, encoding: CsvEncoding) -> Vec<u8> {
    let mut bytes = encoding.mark().to_vec();
    RowWriter::new(&mut bytes).row(columns.as_ref().iter().map(AsRef::as_ref));
    bytes
}

/// An n-gram as it stands in many rows.
struct NgramCells {
    order: u64,
    text: WrittenCell,
}

impl NgramCells {
    fn of(listing: &NgramListing) -> Vec<Self> {
        let rows = listing.rows.iter().map(|row| Self {
            order: row.order as u64,
            text: WrittenCell::of(&row.text),
        });
        rows.collect()
    }
}

fn document_rows(id: &str, cells: &[NgramCells], found: &[(u32, u64)], out: &mut Vec<u8>) {
    let mut rows = RowWriter::new(out);
    let id = WrittenCell::of(id);
    for &(row, count) in found {
        let ngram = &cells[row as usize];
        rows.written(&id);
        rows.number(ngram.order);
        rows.written(&ngram.text);
        rows.number(count);
        rows.end();
    }
}

fn skipped_rows(skipped: &[Skipped], encoding: CsvEncoding) -> Vec<u8> {
    let mut sorted = skipped.to_vec();
    sorted.sort_unstable();
    let columns = [
        schema::column::PATH,
        schema::column::LINE,
        schema::column::EXTENT,
        schema::column::REASON,
    ];
    let mut bytes = header(columns, encoding);
    let mut rows = RowWriter::new(&mut bytes);
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
    bytes
}
