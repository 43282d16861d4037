//! What the fuzz targets share: the checks, which the main package's tests call as well.

#[path = "../../tests/it/fuzzed/checks.rs"]
pub mod checks;
