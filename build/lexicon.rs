//! Owns turning the built-in packs into JSON, which is read several times faster than TOML.

use std::error::Error;
use std::fs;
use std::path::Path;

use serde_json::{Map, Value, json};

/// The folder of the packs.
const FOLDER: &str = "lexicons";

/// Writes `PACK.json` into `out` for every `PACK.toml`: the same values, the comment on top, and of
/// every phrase the line that it begins in.
pub(crate) fn write(out: &Path) -> Result<(), Box<dyn Error>> {
    for changed in ["build/lexicon.rs", FOLDER] {
        println!("cargo::rerun-if-changed={changed}");
    }
    for item in fs::read_dir(FOLDER)? {
        let path = item?.path();
        let Some(name) = path.file_name().filter(|_| has_extension(&path)) else {
            continue;
        };
        let pack = fs::read_to_string(&path)
            .map_err(Into::into)
            .and_then(|content| converted(&content))
            .map_err(|error| format!("{}: {error}", path.display()))?;
        fs::write(out.join(name).with_extension("json"), pack)?;
    }
    Ok(())
}

fn has_extension(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "toml")
}

fn converted(content: &str) -> Result<String, Box<dyn Error>> {
    let mut pack: Map<String, Value> = toml::from_str(content)?;
    let numbered = (1..).zip(content.lines());
    let lines: Vec<usize> = numbered
        .filter(|(_, line)| line.starts_with("[[phrase]]"))
        .map(|(number, _)| number)
        .collect();
    let comment: Vec<&str> = content
        .lines()
        .take_while(|line| line.starts_with('#'))
        .collect();
    pack.insert("comment".to_owned(), json!(comment.join("\n")));
    pack.insert("lines".to_owned(), json!(lines));
    Ok(serde_json::to_string(&pack)?)
}
