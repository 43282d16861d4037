#!/usr/bin/env python3
"""Plants altered copies of passages in a corpus, and writes the corpus and what was planted.

    zstd -dc xwlb.jsonl.zst | python3 plant.py --documents 2000 --plants 200 \
        --corpus planted.jsonl --truth truth.json

Takes JSON records with `id` and `text`, one on each line, from standard input. Of them so many
documents of 300 characters and more are drawn; each plant is a run of 20 to 120 characters of one
of them, altered, and put at the end of a sentence of another one. No document takes part in two
plants. What is altered is drawn, one to three of:

    mask      one to four characters become ***, XX or 某某
    drop      one to three neighbouring characters are left out
    marks     every punctuation mark is left out, or becomes a space
    change    one character becomes another one
    script    characters become traditional, as far as the short table here goes

A passage is told by its positions in both documents, in characters (`truth.json`): `a` is the
document it was taken from, `b` the one it was put in.
"""

import argparse
import json
import random
import sys

MARKS = "，。、；：！？“”‘’（）《》—…· "
MASKS = ["***", "XX", "某某", "**", "×××"]
TRADITIONAL = str.maketrans(
    "国会发习总书记员说话经济业学党应当见图论东车马长门时动务议义实现为开关对于产",
    "國會發習總書記員說話經濟業學黨應當見圖論東車馬長門時動務議義實現為開關對於產",
)


def is_compared(char):
    return char.isalnum()


def masked(words, draw):
    places = [at for at, char in enumerate(words) if is_compared(char)]
    hidden = draw.randint(1, 4)
    start = draw.choice(places[2:-hidden - 2])
    return words[:start] + draw.choice(MASKS) + words[start + hidden:]


def dropped(words, draw):
    places = [at for at, char in enumerate(words) if is_compared(char)]
    count = draw.randint(1, 3)
    start = draw.choice(places[2:-count - 2])
    return words[:start] + words[start + count:]


def without_marks(words, draw):
    mark = draw.choice(["", " "])
    return "".join(mark if char in MARKS else char for char in words)


def changed(words, draw):
    places = [at for at, char in enumerate(words) if is_compared(char)]
    at = draw.choice(places[2:-2])
    return words[:at] + chr(draw.randint(0x4E00, 0x9FA5)) + words[at + 1:]


def traditional(words, _draw):
    return words.translate(TRADITIONAL)


ALTERATIONS = {
    "mask": masked,
    "drop": dropped,
    "marks": without_marks,
    "change": changed,
    "script": traditional,
}


def altered(words, draw):
    """An altered copy of `words`, and the names of what was done to it."""
    names = draw.sample(sorted(ALTERATIONS), draw.randint(1, 3))
    # What leaves marks out comes last: the others may not meet their own masks.
    names.sort(key=lambda name: (name == "marks", name))
    for name in names:
        words = ALTERATIONS[name](words, draw)
    return words, names


def passage_of(text, draw):
    """Start and end of a run that begins and ends with characters that are compared."""
    places = [at for at, char in enumerate(text) if is_compared(char)]
    length = draw.randint(20, 120)
    first = draw.randrange(len(places) - length)
    return places[first], places[first + length - 1] + 1


def sentence_ends(text):
    ends = [at + 1 for at, char in enumerate(text) if char in "。！？" and at > 20]
    return [end for end in ends if end < len(text) - 20] or [len(text)]


def plant(documents, pair, draw):
    source, target = (documents[number] for number in pair)
    start, end = passage_of(source["text"], draw)
    words, names = altered(source["text"][start:end], draw)
    at = draw.choice(sentence_ends(target["text"]))
    target["text"] = target["text"][:at] + words + "。" + target["text"][at:]
    return {
        "a": source["id"],
        "b": target["id"],
        "start_a": start,
        "end_a": end,
        "start_b": at,
        "end_b": at + len(words),
        "alterations": names,
        "text_a": source["text"][start:end],
        "text_b": words,
    }


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--documents", type=int, default=2000)
    options.add_argument("--plants", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--corpus", required=True)
    options.add_argument("--truth", required=True)
    options = options.parse_args()
    draw = random.Random(options.seed)
    records = (json.loads(line) for line in sys.stdin)
    long_ones = [record for record in records if len(record["text"]) >= 300]
    documents = draw.sample(long_ones, options.documents)
    documents = [{"id": str(record["id"]), "text": record["text"]} for record in documents]
    chosen = draw.sample(range(len(documents)), 2 * options.plants)
    pairs = zip(chosen[::2], chosen[1::2])
    truth = [plant(documents, pair, draw) for pair in pairs]
    with open(options.corpus, "w", encoding="utf-8") as file:
        for document in documents:
            file.write(json.dumps(document, ensure_ascii=False) + "\n")
    with open(options.truth, "w", encoding="utf-8") as file:
        json.dump(truth, file, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    main()
