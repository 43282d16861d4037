//! Owns `tifa lexicon list`.

use tifa::lexicon::{Entry, Lexicon, Pack, Selection, Tier};

use super::super::columns::{csv, table};
use super::super::status::ExitStatus;
use super::super::{config, load_files, messages};
use super::args::{Format, ListArgs};

pub(super) fn run(args: &ListArgs) -> tifa::Result<ExitStatus> {
    let lexicon = load_files(&args.lexicon.files)?;
    let selection = config::selection(&args.lexicon);
    if args.packs {
        // The columns tell the tiers apart.
        let of_every_tier = Selection {
            tiers: Tier::ALL.to_vec(),
            ..selection
        };
        let rows = packs(&lexicon.select(&of_every_tier)?);
        let header = [
            "pack", "phrases", "A", "B", "C", "L", "none", "title", "English",
        ];
        print(&header, &rows, args.format)?;
    } else {
        let selected = lexicon.select(&selection)?;
        let rows: Vec<Vec<String>> = selected.entries().iter().map(row).collect();
        let header = ["phrase", "tier", "category", "first_year", "English"];
        print(&header, &rows, args.format)?;
    }
    Ok(ExitStatus::Complete)
}

fn print(header: &[&str], rows: &[Vec<String>], format: Format) -> tifa::Result<()> {
    match format {
        Format::Csv => messages::write(&csv(header, rows)),
        Format::Table => messages::print(&table(header, rows)),
    }
}

fn row(entry: &Entry) -> Vec<String> {
    vec![
        entry.name(),
        entry.tier.map_or("", Tier::name).to_owned(),
        entry.category.clone(),
        entry.first_year.map_or(String::new(), |y| y.to_string()),
        entry.english.clone().unwrap_or_default(),
    ]
}

/// A row per pack or file, and one for all.
fn packs(lexicon: &Lexicon) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = lexicon
        .packs()
        .iter()
        .map(|pack| {
            let own = |entry: &&Entry| entry.origin.path == pack.path;
            let entries: Vec<&Entry> = lexicon.entries().iter().filter(own).collect();
            let english = pack.category.english.clone().unwrap_or_default();
            pack_row(&name(pack), &entries, &pack.category.title, &english)
        })
        .collect();
    let all: Vec<&Entry> = lexicon.entries().iter().collect();
    rows.push(pack_row("all", &all, "", ""));
    rows
}

/// As `--pack` takes it, or the user's file.
fn name(pack: &Pack) -> String {
    pack.builtin_name()
        .map_or_else(|| pack.path.display().to_string(), str::to_owned)
}

fn pack_row(name: &str, entries: &[&Entry], title: &str, english: &str) -> Vec<String> {
    let of_tier = |tier: Option<Tier>| {
        let number = entries.iter().filter(|entry| entry.tier == tier).count();
        number.to_string()
    };
    let tiers = Tier::ALL.iter().map(|&tier| of_tier(Some(tier)));
    let mut row = vec![name.to_owned(), entries.len().to_string()];
    row.extend(tiers);
    row.extend([of_tier(None), title.to_owned(), english.to_owned()]);
    row
}
