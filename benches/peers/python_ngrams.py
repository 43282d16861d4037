"""Counts n-grams 1-5 of token ids with a Python package: ENGINE IDS LIMIT; or writes them: text IDS OUT.

The ids are 32-bit little-endian; no n-gram reaches across a 0. Of every order the occurrences, the
distinct n-grams and the sum of the squared counts are compared between engines.
"""

import os
import sys
import tempfile
from collections import Counter, defaultdict

import numpy

from measure import Run

ORDERS = range(1, 6)


def counter(ids):
    """Tuples in one Counter per order, as one writes it without a library."""
    runs = clauses(ids)

    def count():
        counts = {n: Counter() for n in ORDERS}
        for run in runs:
            for n in ORDERS:
                counts[n].update(zip(*(run[k:] for k in range(n))))
        return {n: numpy.fromiter(counts[n].values(), dtype=numpy.uint64) for n in ORDERS}

    return count


def scikit_learn(ids):
    """CountVectorizer over clauses."""
    from sklearn.feature_extraction.text import CountVectorizer

    texts = [" ".join(map(str, run)) for run in clauses(ids)]

    def count():
        vectorizer = CountVectorizer(
            ngram_range=(1, 5), tokenizer=str.split, token_pattern=None, lowercase=False
        )
        sums = numpy.asarray(vectorizer.fit_transform(texts).sum(axis=0)).ravel()
        orders = defaultdict(list)
        for ngram, column in vectorizer.vocabulary_.items():
            orders[ngram.count(" ") + 1].append(sums[column])
        return {n: numpy.array(orders[n], dtype=numpy.uint64) for n in ORDERS}

    return count


def colibri(ids):
    """An unindexed pattern model of colibri-core, trained on an encoded corpus file."""
    import colibricore

    folder = tempfile.mkdtemp()
    plain, classes, encoded = (os.path.join(folder, f"c.{e}") for e in ("txt", "cls", "dat"))
    write_text(ids, plain)
    encoder = colibricore.ClassEncoder()
    encoder.build(plain)
    encoder.save(classes)
    encoder.encodefile(plain, encoded)
    options = colibricore.PatternModelOptions(mintokens=1, maxlength=5, quiet=True)
    model = colibricore.UnindexedPatternModel()

    def count():
        model.train(encoded, options)

    def orders():
        found = defaultdict(list)
        for pattern, occurrences in model.items():
            found[len(pattern)].append(occurrences)
        return {n: numpy.array(found[n], dtype=numpy.uint64) for n in ORDERS}

    count.orders = orders
    return count


def polars(ids):
    """group_by over shifted columns in the streaming engine, one order after the other."""
    import polars as pl

    frame = pl.LazyFrame({"t0": ids})
    count_of_one = pl.col("len").cast(pl.UInt64)
    figures = [
        count_of_one.sum().alias("occurrences"),
        pl.len().alias("distinct"),
        (count_of_one * count_of_one).sum().alias("squares"),
    ]

    def count():
        summary = {}
        for n in ORDERS:
            shifted = [pl.col("t0").shift(-k).alias(f"t{k}") for k in range(1, n)]
            whole = frame.with_columns(shifted).filter(pl.all_horizontal(pl.all() > 0))
            counts = whole.group_by([f"t{k}" for k in range(n)]).len().select(figures)
            summary[n] = counts.collect(engine="streaming").row(0)
        return summary

    return count


def duckdb(ids):
    """GROUP BY over shifted columns, one order after the other."""
    import duckdb as db
    import pyarrow

    connection = db.connect()
    connection.execute(f"SET threads = {len(os.sched_getaffinity(0))}")

    def count():
        summary = {}
        for n in ORDERS:
            length = max(len(ids) - n + 1, 0)
            columns = {f"t{k}": ids[k : k + length] for k in range(n)}
            connection.register("places", pyarrow.table(columns))
            names, whole = ", ".join(columns), " AND ".join(f"{name} > 0" for name in columns)
            inner = f"SELECT count(*) AS c FROM places WHERE {whole} GROUP BY {names}"
            outer = f"SELECT sum(c)::UBIGINT, count(*), sum(c * c)::UBIGINT FROM ({inner})"
            summary[n] = connection.execute(outer).fetchall()[0]
        return summary

    return count


def clauses(ids):
    """Lists of ids between zeros."""
    ends = numpy.flatnonzero(ids == 0)
    starts = numpy.concatenate(([0], ends + 1))
    ends = numpy.append(ends, len(ids))
    values = ids.tolist()
    return [values[a:b] for a, b in zip(starts.tolist(), ends.tolist()) if a < b]


def write_text(ids, path):
    """The ids as words, a clause per line."""
    with open(path, "w") as file:
        file.writelines(" ".join(map(str, run)) + "\n" for run in clauses(ids))


def main(engine, path, limit):
    if engine == "text":
        return write_text(numpy.fromfile(path, dtype="<u4"), limit)
    ids = numpy.fromfile(path, dtype="<u4", count=int(limit))
    with Run() as load:
        count = globals()[engine](ids)
    with Run() as run:
        summary = count()
    if hasattr(count, "orders"):
        summary = count.orders()
    rows = [
        (int(v.sum()), len(v), int((v * v).sum())) if isinstance(v, numpy.ndarray) else v
        for v in (summary[n] for n in ORDERS)
    ]
    tokens = int(numpy.count_nonzero(ids))
    distinct = sum(row[1] for row in rows)
    check = ";".join(":".join(str(int(figure)) for figure in row) for row in rows)
    run.print(load, ids.nbytes, tokens, distinct, check)


main(*sys.argv[1:])
