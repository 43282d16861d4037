"""Makes what the contests read, from a corpus in JSON lines: CORPUS LEXICONS OUT SIZES.

SIZES names slices and their MB of text, as in `large=10,small=2`; a slice is spread evenly over the
corpus, and one that is larger than it is all of it. Slices are plain text, one paragraph per line;
`job.jsonl` is a slice of records.
"""

import json
import os
import sys
import tomllib
from pathlib import Path

MEGABYTE = 10**6


def main(corpus, lexicons, out, sizes):
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    wanted = {name: float(size) * MEGABYTE for name, size in (s.split("=") for s in sizes.split(","))}
    job = wanted.pop("job")
    write_slices(Path(corpus), out, wanted, job)
    phrases = longest_first(wordings(Path(lexicons), ""))
    write(out / "phrases-lexicon.txt", phrases)
    write(out / "phrases-job.txt", longest_first(wordings(Path(lexicons), "C")))
    step = max(len(phrases) // 500, 1)
    write(out / "phrases-500.txt", phrases[::step][:500])
    write(out / "phrases-20000.txt", padded(phrases, out / "large.txt", 20_000))


def write_slices(corpus, out, wanted, job):
    """One pass: a record is taken into a slice that lags behind its share of what was read."""
    total = os.path.getsize(corpus)
    files = {name: open(out / f"{name}.txt", "w", encoding="utf-8") for name in [*wanted, "all"]}
    taken = dict.fromkeys([*wanted, "job"], 0)
    read = 0
    with open(corpus, "rb") as lines, open(out / "job.jsonl", "wb") as records:
        for line in lines:
            read += len(line)
            text = json.loads(line)["text"]
            paragraphs = "".join(p.strip() + "\n" for p in text.splitlines() if p.strip())
            files["all"].write(paragraphs)
            for name, size in wanted.items():
                if taken[name] < size * read / total:
                    files[name].write(paragraphs)
                    taken[name] += len(paragraphs.encode())
            if taken["job"] < job * read / total:
                records.write(line)
                taken["job"] += len(line)
    for file in files.values():
        file.close()


def wordings(folder, without):
    """Every wording in tifa's lexicon as it stands there, variants included, but of one tier."""
    found = set()
    for path in sorted(folder.glob("*.toml")):
        for phrase in tomllib.loads(path.read_text(encoding="utf-8")).get("phrase", []):
            if phrase.get("tier") != without:
                found.add(phrase["text"])
                found.update(*phrase.get("variants", {}).values())
    return found


def longest_first(phrases):
    return sorted(phrases, key=lambda phrase: (-len(phrase), phrase))


def padded(phrases, text, count):
    """The phrases and pieces of 6 to 12 characters from all over the text, `count` in all."""
    found = set(phrases)
    lines = text.read_text(encoding="utf-8").splitlines()
    for offset in range(0, 400, 7):
        for line in lines:
            piece = line[offset : offset + 6 + len(line) % 7]
            if len(found) < count and len(piece) >= 6 and all("一" <= c <= "龥" for c in piece):
                found.add(piece)
    return longest_first(found)


def write(path, lines):
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")


main(*sys.argv[1:])
