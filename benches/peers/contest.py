"""Runs the engines of one stage in turn, several rounds, and writes a table of all runs: STAGE OUT.

In every round one engine follows the other, so that a machine whose clock wanders is as unfair to one
as to the other. $PEERS is where the peers were installed, $WORK where prepare.py wrote, $TIFA the
program under test and $ROUNDS the number of rounds.
"""

import csv
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from engines import groups

ROUNDS = int(os.environ.get("ROUNDS", "3"))

# What a driver prints.
FIELDS = "bytes units load_s wall_s cpu_s peak_mb count check".split()
COLUMNS = ["stage", "group", "input", "engine", "version", "threads", "round", *FIELDS]
COLUMNS += ["mb_per_s", "munits_per_s", "munits_per_cpu_s"]


def run(engine):
    """The fields of one run; of several, the median by wall clock."""
    with tempfile.NamedTemporaryFile(dir=os.environ["WORK"]) as written:
        took = sorted(timed(engine, written) for _ in range(engine.repeat))[engine.repeat // 2]
        output = Path(written.name)
        if engine.summary is None:
            fields = dict(zip(FIELDS, output.read_text().rstrip("\n").split("\t"), strict=True))
        else:
            measured = dict(zip(("wall_s", "cpu_s", "peak_mb"), took), load_s=0)
            fields = measured | engine.summary(output)
    for name in FIELDS[:6]:
        fields[name] = float(fields[name])
    wall, cpu = max(fields["wall_s"], 1e-4), max(fields["cpu_s"], 1e-4)
    fields["mb_per_s"] = f"{fields['bytes'] / wall / 1e6:.4g}"
    fields["munits_per_s"] = f"{fields['units'] / wall / 1e6:.4g}"
    fields["munits_per_cpu_s"] = f"{fields['units'] / cpu / 1e6:.4g}"
    fields |= {name: f"{fields[name]:.0f}" for name in ("bytes", "units")}
    return fields | {name: f"{fields[name]:.4f}" for name in ("load_s", "wall_s", "cpu_s")}


def timed(engine, written):
    """Seconds by the wall and on processors, and peak memory in MB, of a whole process."""
    written.truncate(0)
    stdin = open(engine.stdin, "rb") if engine.stdin else subprocess.DEVNULL
    figures = Path(os.environ["WORK"]) / "figures"
    command = [sys.executable, "-S", Path(__file__).with_name("launch.py"), figures, *engine.command]
    done = subprocess.run(command, stdin=stdin, stdout=written, stderr=subprocess.PIPE)
    if done.returncode:
        sys.exit(f"{engine.name} failed:\n{done.stderr.decode(errors='replace')[-2000:]}")
    return [float(figure) for figure in figures.read_text().split()]


def main(stage, out):
    with open(out, "w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS, delimiter="\t", lineterminator="\n")
        table.writeheader()
        for index, group in enumerate(groups(stage), 1):
            print(f"{stage}: {group.input}")
            for number in range(1, ROUNDS + 1):
                reference = None
                for engine in group.engines:
                    fields = run(engine)
                    reference = reference or fields
                    names = {"stage": stage, "group": index, "input": group.input}
                    names |= {"engine": engine.name, "version": engine.version, "threads": engine.threads}
                    table.writerow(names | fields | {"round": number})
                    file.flush()
                    say(engine, fields, reference)


def say(engine, fields, reference):
    times = float(reference["wall_s"]) and float(fields["mb_per_s"]) / float(reference["mb_per_s"])
    same = fields["check"] == reference["check"]
    print(
        f"  {engine.name:30} {fields['mb_per_s']:>8} MB/s {fields['munits_per_s']:>8} M units/s"
        f" {fields['peak_mb']:6.0f} MB  {times:7.3f}x  {fields['count']} {'same' if same else 'OTHER'}",
        flush=True,
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
