//! Owns the tables of a comparison: speeches, or groups of them, against each other.

mod cluster_names;
mod clusters;
mod keyness;
mod keyness_table;
mod ngrams;
mod order;
mod passages;
mod phrases;
mod profiles;
mod similarity;

use super::build::named;
use super::phrases::{Absent, by_group};
use super::schema::comparison::table as own;
use super::schema::table;
use super::totals;
use super::view::Matrix;
use super::{Source, Table};
use crate::count::Groups;
use crate::error::{Error, Result};
use crate::passages::{PassageText, SharedPassages};
use crate::pipeline::{CountedDocument, Grouping, Run, Sides};

pub use cluster_names::ClusterName;
pub use clusters::Clustering;
use keyness::{KeyRow, Versus};
pub use keyness::{KeynessOptions, KeynessRank, Pairing};
use ngrams::NgramProfiles;
use order::Orders;
pub use order::PairOrder;
pub use passages::{PassageTable, PassagesFound};
use profiles::Profiles;
pub use similarity::{ALL_PAIRS, CLUSTERED, FeatureChoice, NEAREST};
use similarity::{Pairs, Vectors};

/// Rows of each comparison that its chart and its summary may show, from either end.
const TYPICAL: usize = 20;

/// Column of the groups in the long table.
fn by_speech() -> Grouping {
    Grouping::Variable("speech".to_owned())
}

/// How speeches are compared.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CompareOptions {
    /// What is typical of what.
    pub keyness: KeynessOptions,
    /// What similarity and clusters are made of.
    pub features: FeatureChoice,
    /// Number of clusters; `None` for as many as fit best.
    pub clusters: Option<usize>,
}

/// A finished comparison.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// Its tables, in the order in which they are written.
    pub tables: Vec<Table>,
    /// The speeches' names, in order.
    pub speeches: Vec<String>,
    /// Cosine similarity of every pair; empty cells where one has no hit. Without rows where there
    /// are too many speeches for a chart.
    pub cosine: Matrix,
    /// Rates per 10,000 characters, phrases in rows and speeches in columns. Without rows where there
    /// are not two speeches.
    pub rates: Matrix,
    /// What is typical of what.
    pub typical: Vec<Typical>,
    /// The clusters, of three speeches or more.
    pub clusters: Option<Clustering>,
    /// Documents that are in a group: the others are not compared.
    pub documents: u64,
    /// What passages were found, if they were looked for.
    pub passages: Option<PassagesFound>,
    /// The two speeches with most phrases in common, where speeches are one document each.
    pub order: Option<PairOrder>,
}

/// What is typical of a target beside a reference.
#[derive(Debug, Clone, PartialEq)]
pub struct Typical {
    /// The target.
    pub target: String,
    /// What it is compared with.
    pub reference: String,
    /// Phrases that the target uses more, with G², the most typical first: those with a p up to 0.05
    /// before it is corrected.
    pub over: Vec<(String, f64)>,
    /// Phrases that it uses less, the least typical first.
    pub under: Vec<(String, f64)>,
}

/// The documents with their texts, and the passages that they share.
#[derive(Debug, Clone, Copy)]
pub struct Reuse<'a> {
    /// The documents.
    pub texts: &'a [PassageText],
    /// Their passages.
    pub shared: &'a SharedPassages,
}

/// Compares the groups of the first grouping that the run was counted by; `sides` are those of the
/// grouping, if it has any.
///
/// # Errors
///
/// [`Error::Setting`] when fewer than two groups remain, [`Error::Table`] when polars refuses.
pub fn compare(
    source: Source<'_>,
    options: &CompareOptions,
    sides: Option<&Sides>,
    reuse: Option<Reuse<'_>>,
) -> Result<Comparison> {
    let profiles = Profiles::new(source, sides);
    if profiles.len() < 2 {
        return Err(too_few(profiles.names.first().copied()));
    }
    let work = Work::new(source, &profiles, options);
    let mut tables = work.tables(source)?;
    let pairs = work.pairs.most_similar_first(&work.vectors);
    let orders = reuse.and_then(|reuse| Orders::new(&profiles, reuse, &pairs));
    if let Some(reuse) = reuse {
        tables.push(named(own::PASSAGE_PAIRS, passages::pairs_table(reuse))?);
    }
    if let Some(orders) = &orders {
        tables.push(named(own::ORDER, orders.table())?);
        tables.push(named(own::ORDER_OF_PHRASES, orders.phrases_table())?);
    }
    Ok(Comparison {
        tables,
        documents: profiles.documents,
        passages: reuse.map(PassagesFound::of),
        order: orders.and_then(|orders| orders.richest()),
        speeches: profiles.names.iter().map(|&name| name.to_owned()).collect(),
        cosine: match profiles.len() <= ALL_PAIRS {
            true => similarity::matrix(&profiles.names, &work.vectors),
            false => Matrix::default(),
        },
        rates: match profiles.len() {
            2 => phrases::rates(&profiles),
            _ => Matrix::default(),
        },
        typical: typical(&profiles, &work.versus, &work.rows),
        clusters: work.clusters,
    })
}

/// What the tables of a comparison are made from.
struct Work<'a> {
    profiles: &'a Profiles<'a>,
    options: &'a CompareOptions,
    ngrams: Option<NgramProfiles<'a>>,
    vectors: Vectors,
    pairs: Pairs,
    clusters: Option<Clustering>,
    versus: Vec<Versus>,
    rows: Vec<KeyRow>,
}

impl<'a> Work<'a> {
    fn new(source: Source<'a>, profiles: &'a Profiles<'a>, options: &'a CompareOptions) -> Self {
        let ngrams = source
            .ngrams
            .map(|(listing, by_group)| NgramProfiles::new(listing, by_group, profiles));
        let counts = ngrams.as_ref().map_or(&[][..], |ngrams| &ngrams.counts);
        let vectors = Vectors::new(options.features, &profiles.counts, counts);
        let mut pairs = Pairs::of(&vectors);
        let versus = options.keyness.pairing.of(profiles.len());
        Self {
            clusters: clustering(profiles, &mut pairs, source.run, options),
            rows: keyness_rows(profiles, &versus, options),
            profiles,
            options,
            ngrams,
            vectors,
            pairs,
            versus,
        }
    }

    fn tables(&self, source: Source<'_>) -> Result<Vec<Table>> {
        let (profiles, versus) = (self.profiles, &self.versus);
        let mut tables = self.of_speeches(source)?;
        let keyness = keyness_table::of_phrases(profiles, versus, &self.rows);
        tables.push(named(own::KEYNESS, keyness)?);
        if let Some(ngrams) = &self.ngrams {
            let keyness = ngrams.keyness(profiles, versus, self.options.keyness);
            tables.push(named(own::NGRAM_KEYNESS, keyness)?);
        }
        let listed = similarity::table(profiles, &self.vectors, &self.pairs.listed);
        tables.push(named(table::SIMILARITY, listed)?);
        let pairs = self.pairs.most_similar_first(&self.vectors);
        tables.push(named(table::SHARED, phrases::shared(profiles, &pairs))?);
        tables.push(named(table::UNIQUE, phrases::unique(profiles))?);
        if let Some(clusters) = &self.clusters {
            tables.extend(cluster_tables(profiles, clusters, &self.vectors)?);
        }
        Ok(tables)
    }

    /// What every speech has. With very many of them there is no table with a column for each, and
    /// none with rows for what a speech does not have.
    fn of_speeches(&self, source: Source<'_>) -> Result<Vec<Table>> {
        let by_name = |name: &&str| source.run.counts.groups.first()?.get(*name);
        let names = self.profiles.names.iter();
        let groups: Groups = names
            .filter_map(|name| Some(((*name).to_owned(), by_name(name)?.clone())))
            .collect();
        let is_many = self.profiles.len() > ALL_PAIRS;
        let absent = if is_many {
            Absent::LeftOut
        } else {
            Absent::Listed
        };
        let long = by_group(source, &by_speech(), &groups, absent);
        let mut tables = vec![
            named("phrase_by_speech", long)?,
            named("speeches", totals::group_totals(&by_speech(), &groups))?,
        ];
        if !is_many {
            let wide = named(table::COMPARISON, phrases::wide(self.profiles))?;
            tables.insert(0, wide);
        }
        Ok(tables)
    }
}

fn too_few(only: Option<&str>) -> Error {
    let message = format!(
        "a comparison needs at least two speeches or groups, and there {}",
        match only {
            Some(only) => format!("is only {only:?}"),
            None => "is none".to_owned(),
        }
    );
    Error::Setting {
        option: "compare".to_owned(),
        message,
    }
}

fn keyness_rows(
    profiles: &Profiles<'_>,
    versus: &[Versus],
    options: &CompareOptions,
) -> Vec<KeyRow> {
    let tests = profiles.lexicon.entries().len();
    keyness::rows(profiles, (versus, profiles.len()), tests, options.keyness)
}

fn cluster_tables(
    profiles: &Profiles<'_>,
    clusters: &Clustering,
    vectors: &Vectors,
) -> Result<[Table; 3]> {
    let likeness = |a, b| vectors.likeness(a, b);
    Ok([
        named(own::CLUSTERS, clusters::table(profiles, clusters, likeness))?,
        named(own::CLUSTER_NAMES, clusters::names_table(clusters))?,
        named(own::CLUSTER_MERGES, clusters::merges_table(clusters))?,
    ])
}

fn clustering(
    profiles: &Profiles<'_>,
    pairs: &mut Pairs,
    run: &Run,
    options: &CompareOptions,
) -> Option<Clustering> {
    let distances = pairs.take_distances();
    let mut found = Clustering::new(distances, &pairs.with_features, options.clusters)?;
    let names = found.rows.iter().map(|&row| profiles.names[row]);
    let names: Vec<&str> = names.collect();
    found.names = cluster_names::names(profiles, &found, &titles(&names, run));
    found.speeches = names.into_iter().map(str::to_owned).collect();
    Some(found)
}

/// Titles and occasions of the documents that a run kept, where each is a group by itself.
fn titles<'r>(names: &[&str], run: &'r Run) -> Vec<Vec<&'r str>> {
    let document = |counted: &'r CountedDocument| {
        let occasion = counted.document.variable("occasion");
        let title = Some(counted.document.title.value.as_str());
        let words = title.into_iter().chain(occasion).collect();
        (counted.document.id.as_str(), words)
    };
    let known: rustc_hash::FxHashMap<&str, Vec<&str>> = run.counted().map(document).collect();
    let of_name = |name: &&str| known.get(name).cloned().unwrap_or_default();
    names.iter().map(of_name).collect()
}

fn typical(profiles: &Profiles<'_>, versus: &[Versus], rows: &[KeyRow]) -> Vec<Typical> {
    let mut typical: Vec<Typical> = versus
        .iter()
        .map(|&versus| {
            let [target, reference] = keyness_table::names(&profiles.names, versus);
            Typical {
                target: target.to_owned(),
                reference: reference.to_owned(),
                over: Vec::new(),
                under: Vec::new(),
            }
        })
        .collect();
    let ranked = rows.iter().filter(|row| row.stands_out());
    for row in ranked.clone().filter(|row| row.signed_g2() > 0.0) {
        let over = &mut typical[row.versus].over;
        if over.len() < TYPICAL {
            over.push((profiles.phrase(row.feature), row.signed_g2()));
        }
    }
    for row in ranked.rev().filter(|row| row.signed_g2() < 0.0) {
        let under = &mut typical[row.versus].under;
        if under.len() < TYPICAL {
            under.push((profiles.phrase(row.feature), -row.signed_g2()));
        }
    }
    typical
}
