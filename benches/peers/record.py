"""Keeps the results of a run, with the machine and a page of ratios: RESULTS RECORDS."""

import csv
import datetime
import os
import platform
import re
import shutil
import subprocess
import sys
from collections import namedtuple
from pathlib import Path
from statistics import median

STAGES = {
    "segment": ("Segmentation", "tokens"),
    "phrases": ("Phrases", "characters"),
    "ngrams": ("N-grams 1-5", "tokens"),
    "whole": ("The whole job", "characters"),
}
# tifa's own lines, such as `segment: 4.32x jieba-rs (identical tokens)`.
RATIO = re.compile(r"^ *([\w ,-]+): ([\d.]+)x (jieba-rs|daachorse charwise|one)(?: \((.*)\))?$")
Ratio = namedtuple("Ratio", "benchmark section name times peer remark")


def main(results, records):
    results = Path(results)
    commit = output("git", "rev-parse", "--short", "HEAD")
    folder = Path(records) / f"{datetime.date.today()}-{commit}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for path in sorted(results.iterdir()):
        shutil.copyfile(path, folder / path.name)
    (folder / "machine.txt").write_text(machine(commit), encoding="utf-8")
    ratios = tifa_ratios(results)
    page = [f"# Record of {datetime.date.today()}, commit {commit}\n", ABOUT, "## tifa beside others in one process\n"]
    page += ["| benchmark | of what | tifa is | |", "|---|---|---|---|"]
    for ratio in ratios:
        what = f"{ratio.section}: {ratio.name}"
        page.append(cells([ratio.benchmark, what, f"**{ratio.times} × {ratio.peer}**", ratio.remark]))
    for stage, (title, unit) in STAGES.items():
        if (results / f"{stage}.tsv").exists():
            page += [f"\n## {title}\n", *table(results / f"{stage}.tsv", unit, ratios)]
    (folder / "README.md").write_text("\n".join(page).rstrip() + "\n", encoding="utf-8")
    print(f"wrote {folder}")


ABOUT = """\
Made by `benches/peers/run record`; `benches/peers/README.md` says what was run and how.
Rates and memory are medians of the rounds; a ratio is the median of the rounds' ratios to the first
engine of a table, whose input was the same. `per CPU second` divides by the time of all threads.
`counts` is what was counted, and whether it is the same as by the first engine. The `.tsv` files have every run.
"""


def table(path, unit, ratios):
    """A table per input, with the reference of its group in the first line."""
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    lines, beaten = [], {}
    for number in dict.fromkeys(row["group"] for row in rows):
        group = [row for row in rows if row["group"] == number]
        read = group[0]["input"]
        engines = list(dict.fromkeys(row["engine"] for row in group))
        runs = {engine: [row for row in group if row["engine"] == engine] for engine in engines}
        first = engines[0]
        is_tifa = first.startswith("tifa")
        tifa = 1 if is_tifa else tifa_times(read, ratios, beaten.get(first))
        header = ["engine", "version", "threads", "MB/s", f"M {unit}/s", "per CPU second", "peak MB"]
        header += [] if is_tifa else [f"is × {first}"]
        header += ["tifa is × it" if is_tifa else f"tifa is × it, by way of {first}"] if tifa else []
        header.append("counts")
        lines += [f"{read}:\n", cells(header), cells(["---"] * len(header))]
        for engine in engines:
            ratio = times(runs[engine], runs[first])
            row = figures(runs[engine]) + ([] if is_tifa else [f"{ratio:.3g}"])
            if tifa:
                beaten.setdefault(engine, tifa / ratio)
                row.append(f"{tifa / ratio:.3g}")
            lines.append(cells([*row, agreement(runs[engine], runs[first])]))
        lines.append("")
    return lines


def times(runs, reference):
    """Median of the rounds; equal inputs have equal bytes, while engines may differ in tokens."""
    rates = [[float(run["mb_per_s"]) for run in each] for each in (runs, reference)]
    return median(rate / other for rate, other in zip(*rates, strict=True))


def figures(runs):
    middle = lambda column: median(float(run[column]) for run in runs)
    rates = [f"{middle(column):.3g}" for column in ("mb_per_s", "munits_per_s", "munits_per_cpu_s")]
    return [runs[0]["engine"], runs[0]["version"], runs[0]["threads"], *rates, f"{middle('peak_mb'):.0f}"]


def agreement(runs, reference):
    same = all(run["check"] == reference[0]["check"] for run in runs)
    return f"{int(runs[0]['count']):,}, {'the same' if same else 'others'}"


def cells(values):
    return "| " + " | ".join(values) + " |"


def tifa_times(read, ratios, beaten):
    """How many times tifa is the reference of those that read this, where its benchmarks or a table say so."""
    if " ids" in read:
        return beaten
    if "HMM" in read:
        section = "without it" if read.endswith("without HMM") else "with the model of unknown words"
        found = (r for r in ratios if (r.section, r.name) == (section, "segment, whole texts"))
        return next((float(ratio.times) for ratio in found), None)
    plain = [ratio for ratio in ratios if ratio.section.endswith("plain phrases")]
    if "all hits" not in read or not plain:
        return None
    count = int(re.search(r"([\d,]+) phrases", read)[1].replace(",", ""))
    nearest = min(plain, key=lambda ratio: abs(int(ratio.section.split()[0]) - count))
    return float(nearest.times)


def tifa_ratios(results):
    """Every line of tifa's benchmarks that says how many times it is a peer."""
    found = []
    for path in sorted(results.glob("tifa-*.txt")):
        benchmark, section = path.stem.removeprefix("tifa-"), ""
        for text in path.read_text(encoding="utf-8").splitlines():
            hit = RATIO.match(text)
            if hit:
                name, times, peer, remark = hit.groups("")
                found.append(Ratio(benchmark, section, name, times, peer, remark))
            elif not text.startswith(" "):
                section = re.split("[:,]", text)[0] if "20,000" not in text else "20,000 phrases"
    return found


def machine(commit):
    """What the figures depend on; no names of machines or places."""
    with open("/proc/cpuinfo") as file:
        model = next(line.split(":", 1)[1].strip() for line in file if line.startswith("model name"))
    with open("/etc/os-release") as file:
        system = next(line.split("=", 1)[1].strip().strip('"') for line in file if line.startswith("PRETTY_NAME"))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    changed = output("git", "status", "--porcelain", "--untracked-files=no", "--", "src", "benches", "Cargo.toml")
    return "".join(
        f"{name}: {value}\n"
        for name, value in {
            "processor": model,
            "cores": len(os.sched_getaffinity(0)),
            "memory": f"{memory:.0f} GB",
            "system": f"{system}, Linux {platform.release().split('-')[0]}",
            "rustc": output("rustc", "--version"),
            "g++": output("g++", "-dumpfullversion"),
            "python": platform.python_version(),
            "tifa": f"commit {commit}" + (", with changes" if changed else ""),
            "rounds": os.environ.get("ROUNDS", "3"),
        }.items()
    )


def output(*command):
    return subprocess.check_output(command, text=True).strip()


main(*sys.argv[1:])
