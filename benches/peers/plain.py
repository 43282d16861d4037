"""The whole job as a researcher writes it, with jieba, Counter, pandas and matplotlib.

FILE PHRASES OUT: counts the phrases and n-grams 1-3 of a JSON lines file, in tables per document and
per year, with two charts.
"""

import json
import os
import re
import sys
from collections import Counter

import jieba
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import pandas as pd

source, phrase_list, out = sys.argv[1:]
os.makedirs(out, exist_ok=True)
jieba.setLogLevel("ERROR")

with open(phrase_list, encoding="utf-8") as file:
    phrases = file.read().splitlines()

phrase_rows = []
documents = []
totals = {1: Counter(), 2: Counter(), 3: Counter()}
with open(source, encoding="utf-8") as file:
    for line in file:
        record = json.loads(line)
        text, year = record["text"], int(record["date"][:4])
        for phrase in phrases:
            count = text.count(phrase)
            if count:
                phrase_rows.append((record["id"], year, phrase, count))
        counts = {1: Counter(), 2: Counter(), 3: Counter()}
        for clause in re.findall(r"[\w+#&.%-]+", text):
            words = jieba.lcut(clause)
            for n in (1, 2, 3):
                counts[n].update(zip(*(words[k:] for k in range(n))))
        for n in (1, 2, 3):
            totals[n].update(counts[n])
        documents.append((record["id"], year, counts))

by_document = pd.DataFrame(phrase_rows, columns=["doc_id", "year", "phrase", "count"])
by_year = by_document.groupby(["year", "phrase"], as_index=False)["count"].sum()
by_phrase = by_document.groupby("phrase")["count"].agg(count="sum", doc_freq="size")
by_phrase = by_phrase.reindex(phrases, fill_value=0).sort_values("count", ascending=False)
by_document.to_csv(f"{out}/phrase_by_document.csv", index=False)
by_year.to_csv(f"{out}/phrase_by_year.csv", index=False)
by_phrase.to_csv(f"{out}/phrases.csv", index_label="phrase")

listed = {n: [(gram, c) for gram, c in totals[n].most_common(200) if c >= 2] for n in totals}
ngrams = [(n, " ".join(gram), c) for n in listed for gram, c in listed[n]]
pd.DataFrame(ngrams, columns=["n", "ngram", "count"]).to_csv(f"{out}/ngrams.csv", index=False)
ngram_rows = []
for doc_id, year, counts in documents:
    for n in listed:
        for gram, _ in listed[n]:
            if gram in counts[n]:
                ngram_rows.append((doc_id, year, n, " ".join(gram), counts[n][gram]))
ngrams = pd.DataFrame(ngram_rows, columns=["doc_id", "year", "n", "ngram", "count"])
ngrams.to_csv(f"{out}/ngram_by_document.csv", index=False)
ngrams = ngrams.groupby(["year", "n", "ngram"], as_index=False)["count"].sum()
ngrams.to_csv(f"{out}/ngram_by_year.csv", index=False)

plt.rcParams["font.sans-serif"] = ["Noto Sans CJK SC", "WenQuanYi Zen Hei", "DejaVu Sans"]
plt.rcParams["svg.fonttype"] = "none"
top = by_phrase.head(20)
top["count"][::-1].plot.barh(figsize=(8, 6))
plt.savefig(f"{out}/top_phrases.svg")
plt.close()
lines = by_year.pivot(index="year", columns="phrase", values="count").fillna(0)
lines[top.index[:8]].plot(figsize=(8, 5))
plt.savefig(f"{out}/phrases_by_year.svg")
