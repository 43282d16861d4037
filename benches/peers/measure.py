"""Owns the measuring of one run in Python and the row that is printed."""

import time


def peak_megabytes():
    """Most memory this process has held, in MB."""
    with open("/proc/self/status") as status:
        for line in status:
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024 / 1e6
    return float("nan")


class Run:
    """Times a `with` block: wall clock, processor time of all threads, peak memory."""

    def __enter__(self):
        self.start, self.cpu_start = time.perf_counter(), time.process_time()
        return self

    def __exit__(self, *_):
        self.wall = time.perf_counter() - self.start
        self.cpu = time.process_time() - self.cpu_start
        self.peak = peak_megabytes()

    def print(self, load, size, units, count, check):
        """One row: see `FIELDS` in contest.py."""
        figures = f"{load.wall:.4f}\t{self.wall:.4f}\t{self.cpu:.4f}\t{self.peak:.1f}"
        print(f"{size}\t{units}\t{figures}\t{count}\t{check}")
