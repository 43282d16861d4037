"""Owns what takes part: for every stage the groups of engines that read the same input.

A group's first engine is the reference that the others are measured against.
"""

import os
import re
import sys
import tomllib
import zlib
from collections import Counter, namedtuple
from importlib import metadata
from pathlib import Path

HERE = Path(__file__).parent
PEERS, WORK = Path(os.environ["PEERS"]), Path(os.environ["WORK"])
TIFA = os.environ.get("TIFA", "target/release/tifa")
CORES = len(os.sched_getaffinity(0))
SLICE_IDS = 500_000

Group = namedtuple("Group", "input engines")


class Engine(namedtuple("Engine", "name version threads command summary stdin repeat")):
    """`summary` reads what a foreign program wrote, and gives the fields that the outside does not show.

    A driver of ours (None) prints the fields itself. Of `repeat` runs the median is taken.
    """

    def __new__(cls, name, version, threads, command, summary=None, stdin=None, repeat=1):
        return super().__new__(cls, name, version, threads, command, summary, stdin, repeat)


def groups(stage):
    return {
        "segment": segmenting,
        "phrases": matching,
        "ngrams": counting_ngrams,
        "whole": whole_job,
    }[stage]()


def segmenting():
    for hmm, name in (("hmm", "with HMM"), ("plain", "without HMM")):
        text = WORK / "large.txt"
        cppjieba = [PEERS / "cppjieba/cppjieba", PEERS / "cppjieba/dict", text, hmm]
        fast = [
            rust("jieba-rs", "jieba-rs", "segment", "jieba-rs", text, hmm),
            python("rjieba (Python)", "rjieba", 1, "python_segment.py", "rjieba", text, hmm),
            Engine("cppjieba", installed("cppjieba"), 1, cppjieba),
        ]
        if hmm == "hmm":
            fast.append(rust("charabia", "charabia", "segment", "charabia", text, hmm))
        yield Group(f"{megabytes(text)} of text, {name}", fast)
        text = WORK / "small.txt"
        slow = [
            rust("jieba-rs", "jieba-rs", "segment", "jieba-rs", text, hmm),
            python("jieba (Python)", "jieba", 1, "python_segment.py", "jieba", text, hmm),
        ]
        yield Group(f"{megabytes(text)} of text, {name}", slow)


def matching():
    for size in ("500", "lexicon", "20000"):
        phrases = WORK / f"phrases-{size}.txt"
        count = len(phrases.read_text(encoding="utf-8").splitlines())

        def group(slice, kind, engines):
            text = WORK / f"{slice}.txt"
            title = f"{megabytes(text)} of text, {count:,} phrases, {kind}"
            return Group(title, [engine(text) for engine in engines])

        def crate_engine(name, crate, engine):
            return lambda text: rust(name, crate, "phrases", engine, text, phrases)

        def pyahocorasick(which):
            script = "python_phrases.py"
            return lambda text: python("pyahocorasick", "pyahocorasick", 1, script, which, text, phrases)

        daachorse = crate_engine("daachorse charwise", "daachorse", "daachorse")
        others = [
            crate_engine("daachorse bytewise", "daachorse", "daachorse-bytewise"),
            crate_engine("aho-corasick", "aho-corasick", "aho-corasick"),
            crate_engine("aho-corasick DFA", "aho-corasick", "aho-corasick-dfa"),
        ]
        yield group("large", "all hits", [daachorse, *others])
        yield group("small", "all hits", [daachorse, pyahocorasick("all")])
        longest = crate_engine("daachorse charwise", "daachorse", "daachorse-longest")
        others = [
            crate_engine("aho-corasick", "aho-corasick", "aho-corasick-longest"),
            lambda text: ripgrep(text, phrases),
        ]
        yield group("large", "leftmost-longest hits", [longest, *others])
        yield group("small", "leftmost-longest hits", [longest, pyahocorasick("longest")])


def ripgrep(text, phrases):
    """The phrases stand longest first, so that its leftmost-first hits are the longest."""

    def summary(written):
        found = Counter(written.read_text(encoding="utf-8").splitlines())
        check = sum(zlib.crc32(phrase.encode()) * n for phrase, n in found.items()) % 2**64
        characters = len(text.read_text(encoding="utf-8"))
        return fields(text.stat().st_size, characters, found.total(), f"{check:x}")

    options = "--no-config --text --threads 1 --no-filename --no-line-number --color never -F -o -f"
    command = [PEERS / "ripgrep/bin/rg", *options.split(), phrases, text]
    return Engine("ripgrep -F -o -f", installed("ripgrep"), 1, command, summary)


def counting_ngrams():
    def package(name, distribution, threads, engine, limit):
        script = "python_ngrams.py"
        return python(name, distribution, threads, script, engine, WORK / "ids.u32", str(limit))

    ids = (WORK / "ids.u32").stat().st_size // 4
    fast = [
        tifa_ngrams(),
        package("polars group_by", "polars", CORES, "polars", ids),
        package("DuckDB GROUP BY", "duckdb", CORES, "duckdb", ids),
    ]
    if (PEERS / "kenlm/count_ngrams").exists():
        fast.append(kenlm())
    yield Group(f"{ids:,} ids", fast)
    limit = min(SLICE_IDS, ids)
    slow = [
        package("polars group_by", "polars", CORES, "polars", limit),
        package("colibri-core", "colibricore", 1, "colibri", limit),
        package("scikit-learn CountVectorizer", "scikit-learn", 1, "scikit_learn", limit),
        package("Python Counter", None, 1, "counter", limit),
    ]
    yield Group(f"the first {limit:,} ids", slow)


def tifa_ngrams():
    """tifa's own benchmark, which times the counting of the ids in memory on one thread and on two."""

    def summary(written):
        report = written.read_text(encoding="utf-8")
        orders = re.findall(r"\d+: (\d+) distinct, (\d+) in all, squares (\d+)", report)[:5]
        check = ";".join(f"{occurrences}:{distinct}:{squares}" for distinct, occurrences, squares in orders)
        one, two = re.search(r"([\d.]+) M tokens/s on one thread, ([\d.]+) on two", report).groups()
        beyond = int(re.search(r"peak memory beyond the ids[^:]*: (\d+) MB", report)[1])
        tokens, size = int(orders[0][1]), (WORK / "ids.u32").stat().st_size
        times = {"wall_s": tokens / float(two) / 1e6, "cpu_s": tokens / float(one) / 1e6}
        counted = fields(size, tokens, sum(int(order[0]) for order in orders), check)
        return counted | times | {"peak_mb": beyond + size / 1e6}

    command = [HERE / "run", "bench", "ngrams", "--runs", "1"]
    return Engine("tifa", version_of(TIFA), 2, command, summary)


def kenlm():
    """Counts 5-grams with sentence marks in front; all shorter ones are read off their ends."""
    import numpy

    def summary(written):
        record = numpy.dtype([("words", "<u4", 5), ("count", "<u8")], align=False)
        records = numpy.memmap(written, dtype=record, mode="r")
        words, counts = records["words"], numpy.ascontiguousarray(records["count"])
        marks, new = numpy.zeros(len(words), bool), numpy.zeros(len(words), bool)
        new[0] = True
        rows = []
        for place in range(4, -1, -1):
            column = numpy.ascontiguousarray(words[:, place])
            marks |= column <= 2
            new[1:] |= column[1:] != column[:-1]
            starts = numpy.flatnonzero(new)
            sums = numpy.add.reduceat(counts, starts)[~marks[starts]]
            rows.append((int(sums.sum()), len(sums), int((sums * sums).sum())))
        check = ";".join(":".join(map(str, row)) for row in rows)
        return fields(ids.stat().st_size, rows[0][0], sum(row[1] for row in rows), check)

    ids, words, scratch = WORK / "ids.u32", WORK / "ids.txt", WORK / "kenlm"
    scratch.mkdir(exist_ok=True)
    options = f"-o 5 -S 2G -T {scratch}/sort --write_vocab_list {scratch}/words".split()
    command = [PEERS / "kenlm/count_ngrams", *options]
    return Engine("KenLM count_ngrams -o 5", installed("kenlm"), CORES, command, summary, words)


def whole_job():
    job, phrases = WORK / "job.jsonl", WORK / "phrases-job.txt"

    def engine(name, version, threads, command, repeat=1):
        out = WORK / "out" / name.split()[0]
        out.parent.mkdir(exist_ok=True)
        command = [out if part == "OUT" else part for part in command]

        def summary(_):
            text = job.read_text(encoding="utf-8")
            return fields(job.stat().st_size, len(text), *read_tables(out))

        return Engine(name, version, threads, command, summary, repeat=repeat)

    plain = [sys.executable, HERE / "plain.py", job, phrases, "OUT"]
    expert = [sys.executable, HERE / "expert.py", job, phrases, "OUT"]
    tifa = [TIFA, "report", job, "--out", "OUT", "--ngrams", "1-3", "--quiet"]
    versions = "jieba {}, pandas {}", "rjieba {}, polars {}"
    plain_version = versions[0].format(*map(metadata.version, ("jieba", "pandas")))
    expert_version = versions[1].format(*map(metadata.version, ("rjieba", "polars")))
    engines = [
        engine("tifa report", version_of(TIFA), CORES, tifa, repeat=5),
        engine("plain script", plain_version, 1, plain),
        engine("expert's script", expert_version, CORES, expert),
    ]
    yield Group(f"{megabytes(job)} of JSON lines", engines)


def read_tables(out):
    """Phrase hits, and distinct phrases by document: what the scripts must agree on."""
    import csv

    with open(out / "phrases.csv", encoding="utf-8", newline="") as file:
        hits = sum(int(row["count"]) for row in csv.DictReader(file))
    with open(out / "phrase_by_document.csv", encoding="utf-8", newline="") as file:
        rows = sum(int(row["count"]) > 0 for row in csv.DictReader(file))
    return hits, rows


def fields(size, units, count, check):
    return {"bytes": size, "units": units, "count": count, "check": check}


def rust(name, crate, *arguments):
    lock = tomllib.loads((HERE / "rust/Cargo.lock").read_text())
    versions = [package["version"] for package in lock["package"] if package["name"] == crate]
    newest = max(versions, key=lambda version: [int(part) for part in version.split(".")])
    return Engine(name, newest, 1, [PEERS / "rust/release/tifa-peers", *arguments])


def python(name, distribution, threads, script, *arguments):
    version = metadata.version(distribution) if distribution else sys.version.split()[0]
    return Engine(name, version, threads, [sys.executable, HERE / script, *arguments])


def installed(name):
    return (PEERS / name / "VERSION").read_text().strip()


def version_of(program):
    import subprocess

    return subprocess.check_output([program, "--version"], text=True).split()[-1]


def megabytes(path):
    return f"{round(path.stat().st_size / 1e6, 1):g} MB"
