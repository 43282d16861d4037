"""Cuts a text line by line with a Python package: ENGINE TEXT hmm|plain."""

import sys
import zlib

from measure import Run


def main(engine, path, hmm):
    hmm = hmm == "hmm"
    with open(path, encoding="utf-8") as file:
        lines = file.read().splitlines()
    size = sum(len(line.encode()) + 1 for line in lines)
    with Run() as load:
        if engine == "jieba":
            import jieba

            jieba.setLogLevel("ERROR")
            jieba.initialize()
            cut = lambda line: jieba.lcut(line, HMM=hmm)
        else:
            import rjieba

            cut = lambda line: rjieba.cut(line, hmm)
            cut("新闻联播")
    with Run() as run:
        tokens = sum(len(cut(line)) for line in lines)
    check = 0
    for line in lines:
        check = zlib.crc32("".join(word + "\n" for word in cut(line)).encode(), check)
    run.print(load, size, tokens, tokens, f"{check:x}")


main(*sys.argv[1:])
