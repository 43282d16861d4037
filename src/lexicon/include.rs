//! Owns reading lexicon files with the files that they include.

use std::path::{Path, PathBuf};

use super::load::parse_file;
use super::pack::LexiconFile;
use crate::error::{Error, Result};

/// Files read so far, each with those that it includes before it.
#[derive(Debug, Default)]
pub(super) struct Included {
    pub(super) files: Vec<LexiconFile>,
    done: Vec<PathBuf>,
    /// The files that are being read: each includes the next.
    chain: Vec<PathBuf>,
}

impl Included {
    /// Reads the file at `path`. What was named by the user is read even where another file
    /// includes it, too; a file is never read twice because it is included twice.
    pub(super) fn read(&mut self, path: &Path) -> Result<()> {
        let real = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
        if self.done.contains(&real) {
            return Ok(());
        }
        let file = parse_file(path)?;
        self.chain.push(real.clone());
        for (included, line) in &file.include {
            self.include(path, included, *line)?;
        }
        self.chain.pop();
        self.done.push(real);
        self.files.push(file);
        Ok(())
    }

    fn include(&mut self, by: &Path, included: &Path, line: usize) -> Result<()> {
        let path = by.with_file_name("").join(included);
        let broken = |message: String| super::broken(by, line, message);
        let Ok(real) = path.canonicalize() else {
            let shown = included.display();
            return Err(broken(format!(
                "include: {shown} does not exist beside this file"
            )));
        };
        if self.chain.contains(&real) {
            let names: Vec<String> = self
                .chain
                .iter()
                .chain([&real])
                .map(|path| name_of(path))
                .collect();
            return Err(broken(format!(
                "include: the files include each other: {}",
                names.join(" → ")
            )));
        }
        self.read(&path).map_err(|error| match error {
            Error::Read { path, source } => broken(format!(
                "include: {} cannot be read: {source}",
                path.display()
            )),
            other => other,
        })
    }
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::super::{Builtin, Lexicon};

    fn load(files: &[(&str, &str)], first: &[&str]) -> crate::Result<Vec<String>> {
        let folder = tempfile::tempdir().unwrap();
        for (name, content) in files {
            std::fs::write(folder.path().join(name), content).unwrap();
        }
        let paths: Vec<_> = first.iter().map(|name| folder.path().join(name)).collect();
        let lexicon = Lexicon::load(Builtin::LeftOut, &paths)?;
        let entries = lexicon.entries().iter();
        Ok(entries.map(|entry| entry.text.clone()).collect())
    }

    #[test]
    fn files_are_read_once_and_before_those_that_include_them() {
        let files = [
            (
                "a.toml",
                "include = [\"b.toml\", \"c.txt\"]\n[[phrase]]\ntext = \"甲\"\n",
            ),
            (
                "b.toml",
                "include = [\"c.txt\"]\n[[phrase]]\ntext = \"乙\"\n",
            ),
            ("c.txt", "丙\n"),
            ("d.toml", "include = [\"c.txt\"]\n"),
        ];
        assert_eq!(load(&files, &["a.toml"]).unwrap(), ["丙", "乙", "甲"]);
        assert_eq!(load(&files, &["d.toml", "b.toml"]).unwrap(), ["丙", "乙"]);
    }

    #[test]
    fn what_cannot_be_included_is_named() {
        let files = [
            ("a.toml", "\ninclude = [\"nope.toml\"]\n"),
            ("b.toml", "include = [\"c.toml\"]\n"),
            ("c.toml", "include = [\"b.toml\"]\n"),
            ("e.toml", "include = [\"f.toml\"]\n"),
            ("g.toml", "include = [\"/dev/zero\"]\n"),
            ("f.toml", "wrong = 1\n"),
        ];
        for (first, words) in [
            ("a.toml", "a.toml:2: include: nope.toml does not exist"),
            (
                "b.toml",
                "c.toml:1: include: the files include each other: b.toml → c.toml → b.toml",
            ),
            ("e.toml", "f.toml:1: unknown field"),
            #[cfg(unix)]
            ("g.toml", "not a regular file"),
        ] {
            let message = load(&files, &[first]).unwrap_err().to_string();
            assert!(message.contains(words), "{message}");
        }
    }
}
