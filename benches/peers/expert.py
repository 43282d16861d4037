"""The whole job as somebody writes it who knows what is slow: rjieba, pyahocorasick, polars.

FILE PHRASES OUT: the same tables and charts as plain.py, with one process per core.
"""

import json
import os
import sys
from multiprocessing import Pool

import ahocorasick
import polars as pl
import rjieba

BATCH = 200


def automaton(path):
    built = ahocorasick.Automaton()
    with open(path, encoding="utf-8") as file:
        for phrase in file.read().splitlines():
            built.add_word(phrase, phrase)
    built.make_automaton()
    return built


def start(path):
    global phrases
    phrases = automaton(path)


def read(lines):
    """Hits, and tokens with their document and clause, of a batch of records.

    Plain lists: polars must not run in a forked process.
    """
    hits = {"doc_id": [], "year": [], "phrase": []}
    tokens = {"doc_id": [], "year": [], "clause": [], "w0": []}
    clause = 0
    for line in lines:
        record = json.loads(line)
        doc_id, year = record["id"], int(record["date"][:4])
        for _, phrase in phrases.iter(record["text"]):
            hits["doc_id"].append(doc_id)
            hits["year"].append(year)
            hits["phrase"].append(phrase)
        before = len(tokens["w0"])
        for token in rjieba.cut(record["text"]):
            if token[0].isalnum():
                tokens["w0"].append(token)
                tokens["clause"].append(clause)
            else:
                clause += 1
        clause += 1
        added = len(tokens["w0"]) - before
        tokens["doc_id"] += [doc_id] * added
        tokens["year"] += [year] * added
    return hits, tokens, clause


def batches(source):
    with open(source, encoding="utf-8") as file:
        lines = file.readlines()
    return [lines[k : k + BATCH] for k in range(0, len(lines), BATCH)]


def count_phrases(hits, names, out):
    by_document = hits.group_by("doc_id", "year", "phrase", maintain_order=True).len("count")
    by_document.write_csv(f"{out}/phrase_by_document.csv")
    by_year = by_document.group_by("year", "phrase").agg(pl.col("count").sum()).sort("year", "phrase")
    by_year.write_csv(f"{out}/phrase_by_year.csv")
    found = by_document.group_by("phrase").agg(pl.col("count").sum(), pl.len().alias("doc_freq"))
    found = pl.DataFrame({"phrase": names}).join(found, on="phrase", how="left").fill_null(0)
    found = found.sort("count", "phrase", descending=[True, False])
    found.write_csv(f"{out}/phrases.csv")
    return found, by_year


def count_ngrams(tokens, out):
    listed, by_document = [], []
    tokens = tokens.with_columns(pl.col("w0").cast(pl.Categorical))
    for n in (1, 2, 3):
        words = [f"w{k}" for k in range(n)]
        shifted = [pl.col("w0").shift(-k).alias(f"w{k}") for k in range(1, n)]
        one_clause = pl.col("clause") == pl.col("clause").shift(1 - n)
        grams = tokens.with_columns(shifted).filter(one_clause)
        top = grams.group_by(words).len("total").filter(pl.col("total") >= 2).top_k(200, by="total")
        name = pl.concat_str([pl.col(w).cast(pl.String) for w in words], separator=" ").alias("ngram")
        counted = grams.join(top, on=words).group_by("doc_id", "year", *words).len("count")
        order = pl.lit(n).alias("n")
        listed.append(top.select(order, name, pl.col("total").alias("count")))
        by_document.append(counted.select("doc_id", "year", order, name, "count"))
    listed = pl.concat(listed).sort("n", "count", "ngram", descending=[False, True, False])
    listed.write_csv(f"{out}/ngrams.csv")
    by_document = pl.concat(by_document).sort("doc_id", "n", "ngram")
    by_document.write_csv(f"{out}/ngram_by_document.csv")
    by_year = by_document.group_by("year", "n", "ngram").agg(pl.col("count").sum())
    by_year.sort("year", "n", "ngram").write_csv(f"{out}/ngram_by_year.csv")


def draw(found, by_year, out):
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    plt.rcParams["font.sans-serif"] = ["Noto Sans CJK SC", "WenQuanYi Zen Hei", "DejaVu Sans"]
    plt.rcParams["svg.fonttype"] = "none"
    top = found.head(20).reverse()
    plt.figure(figsize=(8, 6))
    plt.barh(top["phrase"].to_list(), top["count"].to_list())
    plt.savefig(f"{out}/top_phrases.svg")
    plt.close()
    plt.figure(figsize=(8, 5))
    years = by_year.select("year").unique().sort("year")
    for phrase in found["phrase"].head(8):
        line = years.join(by_year.filter(pl.col("phrase") == phrase), on="year", how="left")
        plt.plot(line["year"].to_list(), line["count"].fill_null(0).to_list(), label=phrase)
    plt.legend()
    plt.savefig(f"{out}/phrases_by_year.svg")


def main(source, phrase_list, out):
    os.makedirs(out, exist_ok=True)
    with open(phrase_list, encoding="utf-8") as file:
        names = file.read().splitlines()
    with Pool(os.cpu_count(), start, (phrase_list,)) as pool:
        hits, tokens, clauses = [], [], 0
        for batch_hits, batch_tokens, ended in pool.imap(read, batches(source)):
            hits.append(pl.DataFrame(batch_hits))
            tokens.append(pl.DataFrame(batch_tokens).with_columns(pl.col("clause") + clauses))
            clauses += ended
    found, by_year = count_phrases(pl.concat(hits), names, out)
    count_ngrams(pl.concat(tokens), out)
    draw(found, by_year, out)


if __name__ == "__main__":
    main(*sys.argv[1:])
