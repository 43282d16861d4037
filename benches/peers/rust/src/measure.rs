//! Owns the measuring of one run and the row that is printed.

use std::fs;
use std::time::Instant;

/// Short work is repeated until it took this many seconds, so that clocks can tell.
const ENOUGH: f64 = 0.3;

/// What a run took, by pass; `print` makes its row.
pub struct Run {
    load: f64,
    wall: f64,
    cpu: f64,
    peak: f64,
}

impl Run {
    /// Loads, then works; only the work is timed as such.
    pub fn of<L, R, E>(
        load: impl FnOnce() -> Result<L, E>,
        work: impl Fn(&L) -> R,
    ) -> Result<(Self, L, R), E> {
        let start = Instant::now();
        let loaded = load()?;
        let load = start.elapsed().as_secs_f64();
        let (start, cpu) = (Instant::now(), cpu_seconds());
        let mut result = work(&loaded);
        let mut passes = 1.0;
        while start.elapsed().as_secs_f64() < ENOUGH {
            result = work(&loaded);
            passes += 1.0;
        }
        let run = Self {
            load,
            wall: start.elapsed().as_secs_f64() / passes,
            cpu: (cpu_seconds() - cpu) / passes,
            peak: peak_megabytes(),
        };
        Ok((run, loaded, result))
    }

    /// Bytes read, units made of them, what was counted and a checksum of it.
    pub fn print(&self, bytes: usize, units: usize, count: u64, check: u64) {
        println!(
            "{bytes}\t{units}\t{:.4}\t{:.4}\t{:.4}\t{:.1}\t{count}\t{check:x}",
            self.load, self.wall, self.cpu, self.peak
        );
    }
}

/// Time on a processor; these runs have one thread.
fn cpu_seconds() -> f64 {
    let line = fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    let nanoseconds: Option<f64> = line.split(' ').next().and_then(|first| first.parse().ok());
    nanoseconds.unwrap_or(f64::NAN) / 1e9
}

fn peak_megabytes() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes: Option<f64> =
        line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok());
    kilobytes.unwrap_or(f64::NAN) * 1024.0 / 1e6
}
