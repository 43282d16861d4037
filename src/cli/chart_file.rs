//! Owns files that are written beside what a command prints: whether they can be, before any work.

use std::path::Path;

use tifa::Error;

/// Checks the file of `--svg`: its name, and that it can be written.
pub(super) fn check_svg(chart: Option<&Path>) -> tifa::Result<()> {
    check_is_svg("--svg", chart)?;
    let Some(path) = chart else { return Ok(()) };
    check_writable(path).map_err(|error| Error::Setting {
        option: "--svg".to_owned(),
        message: format!("{error}; name a file in a folder that is there"),
    })
}

/// A chart under another name would be opened as what it is not.
///
/// `option` is the one that names the file.
pub(super) fn check_is_svg(option: &str, chart: Option<&Path>) -> tifa::Result<()> {
    let is_svg = |path: &Path| {
        path.extension()
            .is_some_and(|e| e.eq_ignore_ascii_case("svg"))
    };
    match chart {
        Some(path) if !is_svg(path) => Err(Error::Setting {
            option: option.to_owned(),
            message: format!(
                "charts are SVG: name the file {}",
                path.with_extension("svg").display()
            ),
        }),
        _ => Ok(()),
    }
}

/// Fails at once where a file cannot be written, and not after minutes of work.
pub(super) fn check_writable(path: &Path) -> tifa::Result<()> {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let tried = match path.is_dir() {
        true => Err(std::io::ErrorKind::IsADirectory.into()),
        false => tempfile::tempfile_in(folder).map(drop),
    };
    tried.map_err(|source| Error::Write {
        path: path.to_path_buf(),
        source,
    })
}
