#!/usr/bin/env python3
"""Holds found passages to planted ones, and to a criterion of its own.

    python3 judge.py --passages passages.csv --truth truth.json [--misses] [--wrong]

Recall: a planted passage is found where the found passages of its pair cover 80 % of it in both
documents, in any order of the two.

Precision: a found passage is right where its two texts, without marks, masks, case and width and with
the script folded as far as the table in plant.py goes, have 13 characters or more in common by
`difflib.SequenceMatcher`, and either text has four in five of its characters in common with the other;
of a text with a mask so many characters as the masks may hide are forgiven. That knows nothing of how
passages were found.
"""

import argparse
import csv
import difflib
import itertools
import json
import re
import unicodedata
from collections import Counter, defaultdict

from plant import TRADITIONAL

BACK = {value: chr(key) for key, value in TRADITIONAL.items()}
BACK = str.maketrans({chr(key): value for key, value in BACK.items()})
MASK = re.compile(r"[*×□■○◯●△_#某✕]+|[xXｘＸ]{1,}(?![a-zA-Z])")
HIDDEN = 12


def normalised(text):
    """The characters that are compared, and how many masks there were."""
    masks = len(MASK.findall(text))
    text = unicodedata.normalize("NFKC", MASK.sub("", text)).translate(BACK).lower()
    return "".join(char for char in text if char.isalnum()), masks


def is_right(row):
    (a, masks_a), (b, masks_b) = normalised(row["text_a"]), normalised(row["text_b"])
    matcher = difflib.SequenceMatcher(None, a, b, autojunk=False)
    equal = sum(block.size for block in matcher.get_matching_blocks())
    if equal < 13:
        return False
    long_a = max(len(a) - HIDDEN * masks_b, equal)
    long_b = max(len(b) - HIDDEN * masks_a, equal)
    return equal / max(long_a, long_b) >= 0.8


def covered(plant, side, ranges):
    start, end = plant["start_" + side], plant["end_" + side]
    inside = set()
    for first, last in ranges:
        inside.update(range(max(first, start), min(last, end)))
    return len(inside) / (end - start)


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--passages", required=True)
    options.add_argument("--truth")
    options.add_argument("--misses", action="store_true")
    options.add_argument("--wrong", action="store_true")
    options.add_argument("--most", type=int, default=20000, help="judge at most so many passages")
    options = options.parse_args()
    csv.field_size_limit(1 << 30)
    if options.truth:
        recall(rows_of(options.passages), options)
    count = sum(1 for _ in rows_of(options.passages))
    step = max(1, count // options.most)
    judged = list(itertools.islice(rows_of(options.passages), 0, None, step))
    wrong = [row for row in judged if not is_right(row)]
    right = len(judged) - len(wrong)
    print(f"precision: {right}/{len(judged)} = {right / max(1, len(judged)):.4f} of {count}")
    for row in wrong if options.wrong else []:
        print("wrong:", row["matched"], row["edits"], row["text_a"], "|", row["text_b"])


def rows_of(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def recall(rows, options):
    with open(options.truth, encoding="utf-8") as file:
        truth = json.load(file)
    of_pair = defaultdict(list)
    planted = {(plant["a"], plant["b"]) for plant in truth}
    for row in rows:
        if not planted & {(row["a"], row["b"]), (row["b"], row["a"])}:
            continue
        in_a = (int(row["start_a"]), int(row["end_a"]))
        in_b = (int(row["start_b"]), int(row["end_b"]))
        of_pair[row["a"], row["b"]].append((in_a, in_b))
        of_pair[row["b"], row["a"]].append((in_b, in_a))
    found, kinds, missed = 0, Counter(), Counter()
    for plant in truth:
        ranges = of_pair[plant["a"], plant["b"]]
        shares = [
            covered(plant, "a", [in_a for in_a, _ in ranges]),
            covered(plant, "b", [in_b for _, in_b in ranges]),
        ]
        is_found = min(shares) >= 0.8
        found += is_found
        for name in plant["alterations"]:
            kinds[name] += 1
            missed[name] += not is_found
        if not is_found and options.misses:
            print("missed:", plant["alterations"], [round(share, 2) for share in shares])
            print("   ", plant["text_a"], "\n   ", plant["text_b"])
    print(f"recall: {found}/{len(truth)} = {found / len(truth):.4f}")
    print("missed by alteration:", {name: f"{missed[name]}/{kinds[name]}" for name in sorted(kinds)})


if __name__ == "__main__":
    main()
