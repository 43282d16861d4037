//! Owns finding and joining lexicon files.

use std::path::{Path, PathBuf};

use rustc_hash::FxHashSet;

use super::findings::{Findings, Problem};
use super::include::Included;
use super::pack::LexiconFile;
use super::{
    Category, Entry, Lexicon, Origin, builtin, dictionary_file, rules, table_file, toml_file,
};
use crate::error::{Error, Result};
use crate::text::fold_key;

/// Whether the built-in packs are part of a lexicon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Builtin {
    /// They are.
    #[default]
    Included,
    /// Only the given files are.
    LeftOut,
}

/// A lexicon's files with all that is wrong with them.
#[derive(Debug, Default)]
pub struct Checked {
    /// All entries that could be read.
    pub lexicon: Lexicon,
    /// What makes the lexicon unusable.
    pub errors: Vec<Problem>,
    /// What is allowed but probably not meant.
    pub warnings: Vec<Problem>,
}

pub(super) fn load<P: AsRef<Path>>(builtin: Builtin, paths: &[P]) -> Result<Lexicon> {
    let mut included = Included::default();
    for path in paths {
        for file in files_at(path.as_ref())? {
            included.read(&file)?;
        }
    }
    let added = included.files;
    from_files(match builtin {
        Builtin::Included => with_builtin(added)?,
        Builtin::LeftOut => added,
    })
}

/// Reads `paths` and collects every problem instead of ending at the first.
pub(super) fn check<P: AsRef<Path>>(paths: &[P]) -> Result<Checked> {
    let mut included = Included::default();
    let mut errors = Vec::new();
    for path in paths {
        for file in files_at(path.as_ref())? {
            match included.read(&file) {
                Ok(()) => {}
                Err(Error::Lexicon {
                    path,
                    line,
                    message,
                }) => errors.push(Problem {
                    origin: Origin { path, line },
                    message: message + " (the rest of this file was not read)",
                }),
                Err(other) => return Err(other),
            }
        }
    }
    let files = included.files;
    let own: FxHashSet<PathBuf> = files.iter().map(|file| file.pack.path.clone()).collect();
    let (mut lexicon, findings) = join(with_builtin(files)?);
    let is_own = |problem: &Problem| own.contains(&problem.origin.path);
    errors.extend(findings.errors.into_iter().filter(is_own));
    lexicon
        .entries
        .retain(|entry| own.contains(&entry.origin.path));
    lexicon.packs.retain(|pack| own.contains(&pack.path));
    lexicon.drop_empty_categories();
    Ok(Checked {
        lexicon,
        errors,
        warnings: findings.warnings.into_iter().filter(is_own).collect(),
    })
}

/// The built-in packs, without what `added` lists, and then `added`.
fn with_builtin(added: Vec<LexiconFile>) -> Result<Vec<LexiconFile>> {
    let mut packs = Vec::new();
    for (name, content) in builtin::PACKS {
        let path = Path::new("builtin").join(name);
        packs.push(toml_file::parse_converted(content, &path)?);
    }
    drop_replaced(&mut packs, &added);
    packs.extend(added);
    Ok(packs)
}

/// Joins parsed files; the first broken rule is an error.
pub(super) fn from_files(files: Vec<LexiconFile>) -> Result<Lexicon> {
    let (mut lexicon, findings) = join(files);
    let others = findings.errors.len().saturating_sub(1);
    if let Some(first) = findings.errors.into_iter().next() {
        let more = match others {
            0 => String::new(),
            _ => format!(" (and {others} more: tifa lexicon check lists them)"),
        };
        return Err(super::broken(
            &first.origin.path,
            first.origin.line,
            first.message + &more,
        ));
    }
    if lexicon.entries.is_empty() {
        let message = "add phrases with --lexicon FILE, or leave out --no-builtin".to_owned();
        return Err(Error::EmptyLexicon { message });
    }
    let warnings = findings.warnings.iter().map(ToString::to_string);
    lexicon.warnings.extend(warnings);
    Ok(lexicon)
}

/// Joins parsed files, checks the rules that concern them all, and collects the categories.
fn join(files: Vec<LexiconFile>) -> (Lexicon, Findings) {
    let mut lexicon = Lexicon::default();
    let mut findings = Findings::default();
    for file in files {
        findings.extend(file.findings);
        for entry in &file.entries {
            if !lexicon
                .categories
                .iter()
                .any(|known| known.id == entry.category)
            {
                lexicon
                    .categories
                    .push(category_of(&entry.category, &file.pack.category));
            }
        }
        lexicon.entries.extend(file.entries);
        lexicon.packs.push(file.pack);
    }
    findings.extend(rules::check(&mut lexicon));
    (lexicon, findings)
}

fn category_of(id: &str, pack: &Category) -> Category {
    if pack.id == id {
        pack.clone()
    } else {
        Category::of_id(id)
    }
}

/// What a user lists stands in for the built-in entries and variants with the same surface.
fn drop_replaced(packs: &mut [LexiconFile], added: &[LexiconFile]) {
    if added.is_empty() {
        return;
    }
    let surfaces: FxHashSet<String> = added
        .iter()
        .flat_map(|file| &file.entries)
        .flat_map(Entry::surfaces)
        .map(fold_key)
        .collect();
    for pack in packs {
        pack.entries
            .retain(|entry| !surfaces.contains(&fold_key(&entry.text)));
        for entry in &mut pack.entries {
            entry.variants.retain(|variant| {
                !variant.kind.is_counted() || !surfaces.contains(&fold_key(&variant.text))
            });
        }
    }
}

fn files_at(path: &Path) -> Result<Vec<PathBuf>> {
    if !path.exists() {
        return Err(Error::NotFound {
            path: path.to_path_buf(),
        });
    }
    if !path.is_dir() {
        return Ok(vec![path.to_path_buf()]);
    }
    let read = |source| Error::Read {
        path: path.to_path_buf(),
        source,
    };
    let mut files = Vec::new();
    for item in std::fs::read_dir(path).map_err(read)? {
        let file = item.map_err(read)?.path();
        let hidden = file
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if !hidden && file.is_file() && is_lexicon(&file) {
            files.push(file);
        }
    }
    files.sort_unstable();
    if files.is_empty() {
        let message = format!(
            "{} holds no .toml, .csv, .tsv, .txt, .yaml, .yml or .json file",
            path.display()
        );
        return Err(Error::EmptyLexicon { message });
    }
    Ok(files)
}

fn is_lexicon(path: &Path) -> bool {
    matches!(
        extension(path).as_str(),
        "toml" | "csv" | "tsv" | "txt" | "yaml" | "yml" | "json"
    )
}

fn extension(path: &Path) -> String {
    path.extension()
        .map(|ext| ext.to_string_lossy().to_lowercase())
        .unwrap_or_default()
}

/// Larger files are no lexicons.
const LARGEST: u64 = 256 << 20;

/// The bytes of a regular file; a device or a pipe may have no end.
fn read(path: &Path) -> Result<Vec<u8>> {
    let failed = |source| Error::Read {
        path: path.to_path_buf(),
        source,
    };
    let kind = std::fs::metadata(path).map_err(failed)?;
    if !kind.is_file() {
        return Err(super::broken(path, 1, "not a regular file"));
    }
    if kind.len() > LARGEST {
        return Err(super::broken(path, 1, "larger than 256 MiB; split it"));
    }
    std::fs::read(path).map_err(failed)
}

pub(super) fn parse_file(path: &Path) -> Result<LexiconFile> {
    let bytes = read(path)?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let content = std::str::from_utf8(bytes).map_err(|cause| {
        let line = 1 + bytes[..cause.valid_up_to()]
            .iter()
            .filter(|&&byte| byte == b'\n')
            .count();
        super::broken(path, line, "not UTF-8 text; save the lexicon as UTF-8")
    })?;
    let file = match extension(path).as_str() {
        "toml" => toml_file::parse(content, path),
        "csv" => table_file::parse_table(content, path, b','),
        "tsv" => table_file::parse_table(content, path, b'\t'),
        "yaml" | "yml" => dictionary_file::parse_yaml(content, path),
        "json" => dictionary_file::parse_json(content, path),
        _ => Ok(table_file::parse_list(content, path)),
    }?;
    if file.entries.is_empty() && file.include.is_empty() && file.findings.errors.is_empty() {
        return Err(super::broken(
            path,
            1,
            "no phrase in this file; add [[phrase]] entries or lines, or leave it out",
        ));
    }
    Ok(file)
}
