//! Owns finding and joining lexicon files.

use std::path::{Path, PathBuf};

use rustc_hash::FxHashMap;

use super::{Category, Lexicon, LexiconFile, builtin, rules, table_file, toml_file};
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

pub(super) fn load<P: AsRef<Path>>(builtin: Builtin, paths: &[P]) -> Result<Lexicon> {
    let mut added = Vec::new();
    for path in paths {
        for file in files_at(path.as_ref())? {
            added.push(parse_file(&file)?);
        }
    }
    let mut packs = Vec::new();
    if builtin == Builtin::Included {
        for (name, content) in builtin::PACKS {
            packs.push(toml_file::parse(content, &Path::new("builtin").join(name))?);
        }
        drop_replaced(&mut packs, &added);
    }
    packs.extend(added);
    from_files(packs)
}

/// Joins parsed files, checks the rules that concern them all, and collects the categories.
pub(super) fn from_files(files: Vec<LexiconFile>) -> Result<Lexicon> {
    let mut lexicon = Lexicon::default();
    for file in files {
        lexicon.warnings.extend(file.warnings);
        for entry in &file.entries {
            if !lexicon
                .categories
                .iter()
                .any(|known| known.id == entry.category)
            {
                lexicon
                    .categories
                    .push(category_of(&entry.category, &file.category));
            }
        }
        lexicon.entries.extend(file.entries);
    }
    if lexicon.entries.is_empty() {
        let message = "add phrases with --lexicon FILE, or leave out --no-builtin".to_owned();
        return Err(Error::EmptyLexicon { message });
    }
    rules::check(&mut lexicon)?;
    Ok(lexicon)
}

fn category_of(id: &str, pack: &Category) -> Category {
    if pack.id == id {
        pack.clone()
    } else {
        Category {
            id: id.to_owned(),
            title: id.to_owned(),
            english: None,
        }
    }
}

/// A user's entry stands in for the built-in one with the same surface.
fn drop_replaced(packs: &mut [LexiconFile], added: &[LexiconFile]) {
    let surfaces: FxHashMap<String, ()> = added
        .iter()
        .flat_map(|file| &file.entries)
        .map(|entry| (fold_key(&entry.text), ()))
        .collect();
    for pack in packs {
        pack.entries
            .retain(|entry| !surfaces.contains_key(&fold_key(&entry.text)));
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
        let message = format!("{} holds no .toml, .csv, .tsv or .txt file", path.display());
        return Err(Error::EmptyLexicon { message });
    }
    Ok(files)
}

fn is_lexicon(path: &Path) -> bool {
    matches!(extension(path).as_str(), "toml" | "csv" | "tsv" | "txt")
}

fn extension(path: &Path) -> String {
    path.extension()
        .map(|ext| ext.to_string_lossy().to_lowercase())
        .unwrap_or_default()
}

fn parse_file(path: &Path) -> Result<LexiconFile> {
    let bytes = std::fs::read(path).map_err(|source| Error::Read {
        path: path.to_path_buf(),
        source,
    })?;
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
        _ => table_file::parse_list(content, path),
    }?;
    if file.entries.is_empty() {
        return Err(super::broken(
            path,
            1,
            "no phrase in this file; add [[phrase]] entries or lines, or leave it out",
        ));
    }
    Ok(file)
}
