"""Counts phrases with pyahocorasick: all|longest TEXT PHRASES."""

import sys
import zlib
from collections import Counter

import ahocorasick

from measure import Run


def main(which, path, list_path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    with open(list_path, encoding="utf-8") as file:
        phrases = file.read().splitlines()
    with Run() as load:
        automaton = ahocorasick.Automaton()
        for phrase in phrases:
            automaton.add_word(phrase, phrase)
        automaton.make_automaton()
    with Run() as run:
        hits = automaton.iter(text) if which == "all" else automaton.iter_long(text)
        counts = Counter(phrase for _, phrase in hits)
    check = sum(zlib.crc32(phrase.encode()) * n for phrase, n in counts.items()) % 2**64
    run.print(load, len(text.encode()), len(text), counts.total(), f"{check:x}")


main(*sys.argv[1:])
