//! Reads what fuzzing found, and the seeds it starts from, through the checks of the fuzz targets.
//!
//! A crash becomes a test by being put into `fuzz/regressions/TARGET/` under a name that says what
//! it was; `fuzz/keep` does that.

mod checks;

use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;
use std::time::Duration;

/// No input is larger than 64 KiB; the fuzzer, whose build is faster, allows 10 s.
const LONGEST: Duration = Duration::from_secs(20);

/// A published package has no `fuzz` folder: then there is nothing to read.
fn folder(part: &str, target: &str) -> Option<PathBuf> {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    fuzz.exists().then(|| fuzz.join(part).join(target))
}

/// The files in a folder, by name; none where there is no such folder.
fn inputs(folder: &Path) -> Vec<PathBuf> {
    let listing = std::fs::read_dir(folder).into_iter().flatten();
    let mut files: Vec<PathBuf> = listing.map(|item| item.unwrap().path()).collect();
    files.sort_unstable();
    files
}

/// Says which inputs break a check or take too long, all of them and not only the first.
fn broken(files: &[PathBuf], check: fn(&[u8])) -> Vec<String> {
    let outcome = |file: &PathBuf| {
        let bytes = std::fs::read(file).unwrap();
        let (done, outcome) = channel();
        // A thread of its own, so that an input that never ends is named, too.
        std::thread::spawn(move || done.send(catch_unwind(|| check(&bytes)).is_ok()));
        match outcome.recv_timeout(LONGEST) {
            Ok(true) => None,
            Ok(false) => Some(format!("{}: see the panic above", file.display())),
            Err(_) => Some(format!("{}: took over {LONGEST:?}", file.display())),
        }
    };
    files.iter().filter_map(outcome).collect()
}

fn all_hold(target: &str) {
    let (_, check) = checks::TARGETS
        .into_iter()
        .find(|(name, _)| *name == target)
        .unwrap();
    let Some(seeds) = folder("seeds", target) else {
        return;
    };
    let own = inputs(&seeds);
    assert!(!own.is_empty(), "{} holds no seed", seeds.display());
    let found = folder("regressions", target).map_or_else(Vec::new, |folder| inputs(&folder));
    assert_eq!(broken(&[own, found].concat(), check), [] as [&str; 0]);
}

#[test]
fn decoding() {
    all_hold("decoding");
}

#[test]
fn html() {
    all_hold("html");
}

#[test]
fn jsonl() {
    all_hold("jsonl");
}

#[test]
fn tables() {
    all_hold("tables");
}

#[test]
fn lexicon() {
    all_hold("lexicon");
}

#[test]
fn archives() {
    all_hold("archives");
}

/// A folder that no test reads would keep nothing from coming back.
#[test]
fn every_regression_belongs_to_a_target() {
    for part in ["seeds", "regressions"] {
        for folder in folder(part, "").map_or_else(Vec::new, |all| inputs(&all)) {
            let name = folder.file_stem().unwrap().to_string_lossy().into_owned();
            let known = checks::TARGETS.iter().any(|(target, _)| *target == name);
            assert!(known, "{}: no target of this name", folder.display());
        }
    }
}
