//! Owns the output folder: whether it may be used, and putting a finished report in its place.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

use super::manifest;

/// A report being written, in a hidden folder beside its place.
#[derive(Debug)]
pub(super) struct Staging {
    folder: tempfile::TempDir,
    out: PathBuf,
    files: Vec<String>,
}

/// Checks that a report may go to `out`: that it is not the corpus, and that nothing would be lost.
///
/// # Errors
///
/// [`Error::Output`] says why not and what to do.
pub fn check_output<P: AsRef<Path>>(out: &Path, corpus: &[P]) -> Result<()> {
    let refuse = |message: String| {
        Err(Error::Output {
            path: out.to_path_buf(),
            message,
        })
    };
    let real_out = real(out);
    for path in corpus
        .iter()
        .map(AsRef::as_ref)
        .filter(|path| *path != Path::new("-"))
    {
        let real_path = real(path);
        if real_path == real_out {
            return refuse("this is the corpus; choose another folder for the report".to_owned());
        }
        if real_path.starts_with(&real_out) {
            return refuse(format!(
                "the corpus {} lies in this folder; choose another one for the report",
                path.display()
            ));
        }
    }
    if out.exists() && !out.is_dir() {
        return refuse("this is a file; choose a folder".to_owned());
    }
    let occupied = fs::read_dir(out).is_ok_and(|mut entries| entries.next().is_some());
    if occupied && !manifest::is_report(out) {
        return refuse(
            "the folder is not empty and holds no report of tifa; choose another one or empty it"
                .to_owned(),
        );
    }
    Ok(())
}

/// The absolute path without links, also of what does not exist yet.
fn real(path: &Path) -> PathBuf {
    if let Ok(found) = path.canonicalize() {
        return found;
    }
    match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) => real(if parent.as_os_str().is_empty() {
            Path::new(".")
        } else {
            parent
        })
        .join(name),
        _ => path.to_path_buf(),
    }
}

impl Staging {
    /// Opens a folder beside `out`, making the folders above it.
    pub(super) fn new(out: &Path) -> Result<Self> {
        let parent = parent_of(out);
        fs::create_dir_all(&parent).map_err(|source| Error::Write {
            path: parent.clone(),
            source,
        })?;
        let folder = tempfile::Builder::new()
            .prefix(".tifa-partial-")
            .tempdir_in(&parent)
            .map_err(|source| Error::Write {
                path: parent,
                source,
            })?;
        Ok(Self {
            folder,
            out: out.to_path_buf(),
            files: Vec::new(),
        })
    }

    /// Where scratch files may go: beside the report, where there is room for it.
    pub(super) fn scratch(&self) -> &Path {
        self.folder.path()
    }

    /// Files written so far, in order.
    pub(super) fn files(&self) -> &[String] {
        &self.files
    }

    /// Writes a whole file.
    pub(super) fn write(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        let mut file = self.create(name)?;
        let path = self.out.join(name);
        file.write_all(bytes)
            .map_err(|source| Error::Write { path, source })?;
        self.close(name, file)
    }

    /// Opens a file to be written bit by bit; [`Staging::close`] ends it.
    pub(super) fn create(&mut self, name: &str) -> Result<BufWriter<fs::File>> {
        let path = self.folder.path().join(name);
        let made = path
            .parent()
            .map_or(Ok(()), fs::create_dir_all)
            .and_then(|()| fs::File::create(&path));
        self.files.push(name.to_owned());
        made.map(|file| BufWriter::with_capacity(1 << 18, file))
            .map_err(|source| self.failed(name, source))
    }

    /// Flushes a file to disk.
    pub(super) fn close(&self, name: &str, file: BufWriter<fs::File>) -> Result<()> {
        let synced = file
            .into_inner()
            .map_err(std::io::IntoInnerError::into_error)
            .and_then(|file| file.sync_all());
        synced.map_err(|source| self.failed(name, source))
    }

    /// Named as it will be called, not where it is being written.
    pub(super) fn failed(&self, name: &str, source: std::io::Error) -> Error {
        Error::Write {
            path: self.out.join(name),
            source,
        }
    }

    /// Where a file will be, for messages.
    pub(super) fn place_of(&self, name: &str) -> PathBuf {
        self.out.join(name)
    }

    /// Puts the report in its place. What was there and is not tifa's stays in the folder.
    pub(super) fn commit(self) -> Result<()> {
        let staged = self.folder.path().to_path_buf();
        let out = self.out.clone();
        let failed = |source| Error::Write {
            path: out.clone(),
            source,
        };
        open_to_all(&staged).map_err(failed)?;
        if out.exists() {
            let foreign = self.foreign_files()?;
            swap(&staged, &out).map_err(failed)?;
            // The staging folder now holds the old report.
            for name in foreign {
                move_file(&staged.join(&name), &out.join(&name)).map_err(failed)?;
            }
            return self.folder.close().map_err(failed);
        }
        fs::rename(&staged, &out).map_err(failed)?;
        // Moved away: there is nothing left to remove.
        let _ = self.folder.keep();
        Ok(())
    }

    /// Files in the output folder, at any depth, that the last report did not write.
    fn foreign_files(&self) -> Result<Vec<PathBuf>> {
        let old: Vec<PathBuf> = manifest::files_of(&self.out)
            .into_iter()
            .map(PathBuf::from)
            .collect();
        let mut foreign = Vec::new();
        for entry in walkdir::WalkDir::new(&self.out) {
            let entry = entry.map_err(|cause| Error::Read {
                path: self.out.clone(),
                source: cause.into(),
            })?;
            let below = entry
                .path()
                .strip_prefix(&self.out)
                .unwrap_or(entry.path())
                .to_path_buf();
            if entry.file_type().is_dir() || old.contains(&below) {
                continue;
            }
            if self.files.iter().any(|name| Path::new(name) == below) {
                let message = format!(
                    "{} in this folder is not of an earlier report and would be written over; move it away",
                    below.display()
                );
                return Err(Error::Output {
                    path: self.out.clone(),
                    message,
                });
            }
            foreign.push(below);
        }
        Ok(foreign)
    }
}

/// Writes a file beside its place and puts it there when it is complete.
///
/// # Errors
///
/// [`Error::Write`] when that is not possible.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<()> {
    let failed = |source| Error::Write {
        path: path.to_path_buf(),
        source,
    };
    let mut file = temporary(&parent_of(path)).map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    file.persist(path).map_err(|cause| failed(cause.error))?;
    Ok(())
}

fn parent_of(out: &Path) -> PathBuf {
    match out.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_path_buf(),
        _ => PathBuf::from("."),
    }
}

/// A temporary file that is as readable as any new one, as the user's mask has it.
#[cfg(unix)]
fn temporary(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    use std::os::unix::fs::PermissionsExt as _;
    let anyone = fs::Permissions::from_mode(0o666);
    tempfile::Builder::new()
        .permissions(anyone)
        .tempfile_in(folder)
}

#[cfg(not(unix))]
fn temporary(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    tempfile::NamedTempFile::new_in(folder)
}

/// A temporary folder is private; a report is as readable as any new folder.
#[cfg(unix)]
fn open_to_all(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn open_to_all(_folder: &Path) -> std::io::Result<()> {
    Ok(())
}

/// Exchanges two folders: in one step where the system can, else in two.
fn swap(staged: &Path, out: &Path) -> std::io::Result<()> {
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        if renameat_with(CWD, staged, CWD, out, RenameFlags::EXCHANGE).is_ok() {
            return Ok(());
        }
    }
    let aside = staged.with_extension("old");
    fs::rename(out, &aside)?;
    fs::rename(staged, out)?;
    fs::rename(&aside, staged)
}

fn move_file(from: &Path, to: &Path) -> std::io::Result<()> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::rename(from, to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_file_is_as_readable_as_any_other() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let [ours, plain] = ["ours.svg", "plain.svg"].map(|name| folder.path().join(name));
        write_file(&ours, b"x").unwrap();
        fs::write(&plain, "x").unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
        assert_eq!(mode(&ours), mode(&plain));
    }

    #[test]
    fn a_folder_of_somebody_else_is_not_touched() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        assert!(check_output(&out, &[folder.path().join("corpus")]).is_ok());
        fs::create_dir(&out).unwrap();
        fs::write(out.join("thesis.txt"), "x").unwrap();
        assert!(check_output(&out, &[folder.path().join("corpus")]).is_err());
        assert!(
            check_output(&out, &[&out])
                .unwrap_err()
                .to_string()
                .contains("corpus")
        );
        let file = out.join("thesis.txt");
        assert!(check_output(&file, &[folder.path().join("corpus")]).is_err());
    }

    #[test]
    fn a_file_of_somebody_else_is_not_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        fs::create_dir(&out).unwrap();
        fs::write(out.join("levels.csv"), "mine").unwrap();
        let mut staging = Staging::new(&out).unwrap();
        staging.write("levels.csv", b"ours").unwrap();
        let message = staging.commit().unwrap_err().to_string();
        assert!(message.contains("levels.csv"), "{message}");
        assert_eq!(fs::read_to_string(out.join("levels.csv")).unwrap(), "mine");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_report_is_replaced_as_a_whole_and_other_files_stay() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        for round in ["old", "new"] {
            let mut staging = Staging::new(&out).unwrap();
            staging
                .write(&format!("{round}.csv"), round.as_bytes())
                .unwrap();
            let manifest =
                format!("{{\"tool\":\"tifa\",\"files\":[\"{round}.csv\",\"manifest.json\"]}}");
            staging.write("manifest.json", manifest.as_bytes()).unwrap();
            staging.commit().unwrap();
            for name in ["notes.txt", "charts/mine.svg", "deep/er/x.txt"] {
                fs::create_dir_all(out.join(name).parent().unwrap()).unwrap();
                fs::write(out.join(name), "mine").unwrap();
            }
        }
        assert!(out.join("new.csv").exists() && !out.join("old.csv").exists());
        let mut staging = Staging::new(&out).unwrap();
        staging.write("charts/new.svg", b"ours").unwrap();
        staging.commit().unwrap();
        for name in ["notes.txt", "charts/mine.svg", "deep/er/x.txt"] {
            assert_eq!(
                fs::read_to_string(out.join(name)).unwrap(),
                "mine",
                "{name}"
            );
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
