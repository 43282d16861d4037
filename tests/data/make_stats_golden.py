"""Writes stats_golden.json: what other programs compute of the same numbers.

    pip install scipy==1.17.1 statsmodels==0.15.0 nltk==3.10.4 pymannkendall==1.4.3 \
        ruptures==1.1.10 scikit-learn==1.9.1 numpy==2.4.6 mpmath==1.4.1
    python tests/data/make_stats_golden.py > tests/data/stats_golden.json

Where no program computes a measure, its formula stands here over all parts or cells (numpy), so
that it shares nothing with the sparse form in `src/stats`. Log-likelihood ratios and p values of
large corpora are computed with 50 digits (mpmath): in floats the usual sum loses half of them.
"""

import json
import math
import random
import warnings

import mpmath
import numpy as np
import pymannkendall
import ruptures
from nltk.metrics import BigramAssocMeasures
from scipy import stats
from scipy.cluster import hierarchy
from scipy.spatial import distance
from sklearn.metrics import silhouette_score
from sklearn.metrics.pairwise import cosine_similarity
from statsmodels.stats.contingency_tables import Table2x2
from statsmodels.stats.multitest import multipletests

warnings.simplefilter("ignore")
mpmath.mp.dps = 50
draw = random.Random(19490921)

FIXTURE_K = (120, 40, 100000, 90000)
FIXTURE_Z = (7, 0, 5000, 20000)


def plain(value):
    """A float of the file; what is no number is null."""
    value = float(value)
    return value if math.isfinite(value) else None


def keyness_case(a, b, c, d):
    n = c + d
    table = [[a, b], [c - a, d - b]]
    cells = [(a, c, a + b), (b, d, a + b), (c - a, c, n - a - b), (d - b, d, n - a - b)]
    terms = [
        o * mpmath.log(mpmath.mpf(o) * n / (mpmath.mpf(row) * column)) if o else mpmath.mpf(0)
        for o, row, column in cells
    ]
    four, two = 2 * sum(terms), 2 * sum(terms[:2])
    if n < 10**6:
        scipy_four = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood")[0]
        assert math.isclose(scipy_four, four, rel_tol=1e-9), (scipy_four, four)
        assert math.isclose(
            BigramAssocMeasures.likelihood_ratio(a, (a + b, c), n), four, rel_tol=1e-6
        )
    here, there = (a or 0.5) / c, (b or 0.5) / d
    case = {
        "table": [a, b, c, d],
        "g2": plain(four),
        "g2_two_term": plain(two),
        "p": plain(stats.chi2.sf(float(four), 1)),
        "chi2": plain(stats.chi2_contingency(table, correction=False)[0]),
        "chi2_yates": plain(stats.chi2_contingency(table, correction=True)[0]),
        "log_ratio": plain(np.log2(here / there)),
        "interval": None,
        "percent_diff": plain((a / c - b / d) * 100 / (b / d)) if b else None,
        "simple_maths": plain((a / c * 1e6 + 1) / (b / d * 1e6 + 1)),
        "odds_ratio": plain(stats.fisher_exact(table).statistic),
        "fisher": fisher(a, b, c, d),
        "bic": plain(two - mpmath.log(n)),
        "ell": None,
    }
    least = min(c, d) * (a + b) / n
    if least > 1:
        case["ell"] = plain(two / (n * np.log(least)))
    if a and b:
        risk = stats.contingency.relative_risk(a, c, b, d).confidence_interval(0.95)
        case["interval"] = [plain(np.log2(risk.low)), plain(np.log2(risk.high))]
    return case


def fisher(a, b, c, d):
    """SciPy's p; with 50 digits where its own sums of logarithms are not to be trusted."""
    scipy_p = stats.fisher_exact([[a, b], [c - a, d - b]]).pvalue
    if c + d < 10**6:
        return plain(scipy_p)
    hits, n = a + b, c + d

    def probability(x):
        logarithm = mpmath.loggamma
        choose = lambda m, k: logarithm(m + 1) - logarithm(k + 1) - logarithm(m - k + 1)
        return mpmath.exp(choose(c, x) + choose(d, hits - x) - choose(n, hits))

    own, total = probability(a), mpmath.mpf(0)
    limit = own * (1 + mpmath.mpf(10) ** -12)
    mode = (hits + 1) * (c + 1) // (n + 2)
    for step in (1, -1):
        x = mode if step == 1 else mode - 1
        p = probability(x)
        # Ratios of neighbours are exact enough with 50 digits.
        while max(0, hits - d) <= x <= min(hits, c) and p > own * mpmath.mpf(10) ** -20:
            if p <= limit:
                total += p
            up = mpmath.mpf(hits - x) * (c - x) / (mpmath.mpf(x + 1) * (d - hits + x + 1))
            down = mpmath.mpf(x) * (d - hits + x) / (mpmath.mpf(hits - x + 1) * (c - x + 1))
            p *= up if step == 1 else down
            x += step
    assert math.isclose(total, scipy_p, rel_tol=1e-4), (total, scipy_p)
    return plain(total)


def keyness():
    cases = [FIXTURE_K, FIXTURE_Z, (0, 7, 5000, 20000), (10, 10, 1000, 1000), (1, 1, 10, 20)]
    cases += [(4, 4, 4, 9), (3, 1, 4, 4)]
    for _ in range(16):
        c, d = draw.randint(20, 200000), draw.randint(20, 200000)
        cases.append((draw.randint(0, min(c, 300)), draw.randint(1, min(d, 300)), c, d))
    for a, b in [(10_000, 10_300), (40_000, 40_500), (1000, 500), (30, 20), (5, 0)]:
        cases.append((a, b, 10**9, 10**9))
        cases.append((a, 3 * b, 3 * 10**7, 10**8))
    return [keyness_case(*case) for case in cases]


def survival():
    points = [0.0, 1e-12, 0.3, 1.0, 3.84, 6.63, 10.83, 15.13, 33.9019019176, 100.0, 400.0, 1400.0]
    return [[x, plain(stats.chi2.sf(x, 1))] for x in points]


def nothing_drawn():
    cases = [(4, 2, 2), (57, 5, 30), (57, 30, 5), (1000, 100, 40), (10**6, 1000, 3000)]
    cases += [(10**9, 10**6, 10**4), (10**9, 3, 10**8), (20, 0, 7), (20, 13, 7), (20, 14, 7)]
    result = []
    for population, marked, drawn in cases:
        if drawn > population - marked:
            probability = mpmath.mpf(0)
        else:
            ln = lambda n: mpmath.loggamma(n + 1)
            rest = population - marked
            probability = mpmath.exp(
                ln(rest) + ln(population - drawn) - ln(rest - drawn) - ln(population)
            )
        if population < 10**4:
            scipy_p = stats.hypergeom.pmf(0, population, marked, drawn)
            assert math.isclose(scipy_p, probability, rel_tol=1e-9)
        result.append([population, marked, drawn, plain(probability)])
    return result


def corrections():
    # The 25 p values whose first six are named in the feature table.
    series = [[0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216, 0.222, 0.251]]
    series[0] += [0.269, 0.275, 0.34, 0.341, 0.384, 0.569, 0.594, 0.696, 0.762, 0.94, 0.942]
    series[0] += [0.975, 0.986]
    series.append([0.03, 0.01, 0.03, 0.5, 1.0, 0.0, 0.01, 1e-300])
    series.append([round(draw.random() ** 3, 3) for _ in range(30)])
    cases = []
    for p in series:
        for more in (0, 12):
            case = {"p": p, "tests": len(p) + more}
            for name, method in [
                ("benjamini_hochberg", "fdr_bh"),
                ("holm", "holm"),
                ("bonferroni", "bonferroni"),
                ("sidak", "sidak"),
            ]:
                corrected = multipletests(p + [1.0] * more, method=method)[1]
                case[name] = [plain(value) for value in corrected[: len(p)]]
            cases.append(case)
    return cases


def dispersion_case(v, sizes):
    v, sizes = np.array(v, float), np.array(sizes, float)
    k, f, w, t, r = len(v), v.sum(), sizes / sizes.sum(), v / v.sum(), v / sizes
    dp = np.abs(t - w).sum() / 2
    d = lambda x, ddof: 1 - x.std(ddof=ddof) / x.mean() / np.sqrt(k - 1)
    return {
        "hits": [int(x) for x in v],
        "sizes": [int(x) for x in sizes],
        "range": plain((v > 0).mean()),
        "dp": plain(dp),
        "dp_norm": plain(dp / (1 - w.min())),
        "dp_egbert": plain(1 - dp / (1 - w[v > 0].min())),
        "juilland_d": plain(d(r, 0)),
        "juilland_d_sample": plain(d(r, 1)),
        "juilland_d_counts": plain(d(v, 0)),
        "rosengren_s": plain(np.sqrt(w * v).sum() ** 2 / f),
        "divergence": plain(stats.entropy(t, w, base=2)),
    }


def dispersion():
    cases = [([5, 3, 0, 8, 2], [1000, 500, 800, 1500, 1200]), ([1, 2, 3, 4, 5], [100] * 5)]
    cases += [([4, 0], [10, 90]), ([0, 9, 0], [500, 1, 500])]
    for _ in range(14):
        k = draw.randint(2, 12)
        v = [draw.choice([0, 0, 1, 2, 5, 40]) for _ in range(k)]
        v[draw.randrange(k)] = draw.randint(1, 9)
        cases.append((v, [draw.randint(50, 30000) for _ in range(k)]))
    return [dispersion_case(*case) for case in cases]


def association():
    cases = [(120, 160, 100000, 190000)]
    for _ in range(16):
        n = draw.choice([200, 5000, 10**6])
        node, collocate = draw.randint(5, n // 4), draw.randint(5, n // 4)
        cases.append((draw.randint(1, min(node, collocate) - 1), node, collocate, n))
    result = []
    for both, node, collocate, n in cases:
        marginals = (both, (node, collocate), n)
        table = np.array([[both, node - both], [collocate - both, n - node - collocate + both]])
        smoothed = Table2x2(table + 0.5, shift_zeros=False)
        result.append(
            {
                "table": [both, node, collocate, n],
                "expected": plain(stats.contingency.expected_freq(table)[0, 0]),
                "pmi": plain(BigramAssocMeasures.pmi(*marginals)),
                "npmi": plain(BigramAssocMeasures.pmi(*marginals) / -np.log2(both / n)),
                "log_dice": plain(14 + np.log2(2 * both / (node + collocate))),
                "t_score": plain(BigramAssocMeasures.student_t(*marginals)),
                "g2": plain(stats.chi2_contingency(table, False, "log-likelihood")[0]),
                "lambda": plain(smoothed.log_oddsratio),
                "z": plain(smoothed.log_oddsratio / smoothed.log_oddsratio_se),
            }
        )
    return result


def trend_case(years, values):
    test = pymannkendall.original_test(values)
    slopes = stats.theilslopes(values, years, 0.95)
    exact = None
    if len(values) <= 10 and len(set(values)) == len(values):
        exact = plain(stats.kendalltau(range(len(values)), values, method="exact").pvalue)
    return {
        "years": years,
        "values": values,
        "s": int(test.s),
        "variance": plain(test.var_s),
        "z": plain(test.z),
        "tau_a": plain(test.Tau),
        "tau_b": plain(stats.kendalltau(range(len(values)), values).statistic),
        "p_normal": plain(2 * stats.norm.sf(abs(test.z))),
        "p_exact": exact,
        "slope": plain(slopes.slope),
        "low": plain(slopes.low_slope),
        "high": plain(slopes.high_slope),
        "intercept": plain(slopes.intercept),
    }


def trends():
    fixture = [1.0, 3.0, 2.0, 5.0, 4.0, 6.0, 7.0]
    cases = [([2010, 2011, 2012, 2013, 2015, 2016, 2020], fixture)]
    cases.append(([2001, 2002, 2003, 2004, 2005], [1.0, 1.0, 2.0, 2.0, 3.0]))
    for n in [3, 4, 5, 6, 8, 10, 11, 15, 25, 57]:
        for digits in (0, 1, 4):
            years = sorted(draw.sample(range(1954, 2025), n))
            slope = draw.choice([0, 0.02, -0.1])
            values = [round(draw.gauss(5 + slope * year % 7, 2), digits) for year in years]
            if len(set(values)) > 1:
                cases.append((years, values))
    return [trend_case(*case) for case in cases]


def pettitt(x):
    n = len(x)
    u = [sum(np.sign(x[i] - x[j]) for i in range(t) for j in range(t, n)) for t in range(1, n)]
    k = max(abs(value) for value in u)
    return min(1.0, 2 * math.exp(-6 * k**2 / (n**3 + n**2)))


def changes():
    cases = [[1.0, 1.0, 2.0, 1.0, 1.0, 9.0, 10.0, 9.0, 11.0, 10.0], [0.0, 0.0, 1.0, 1.0]]
    for n in [4, 5, 7, 12, 30, 57]:
        for jump in (0.0, 2.0, -5.0):
            place = draw.randint(1, n - 1)
            cases.append([round(draw.gauss(jump * (i >= place), 1), 3) for i in range(n)])
    result = []
    for x in cases:
        array = np.array(x)
        algorithm = ruptures.Dynp(model="l2", min_size=2, jump=1).fit(array)
        index = algorithm.predict(n_bkps=1)[0]
        before, after = array[:index], array[index:]
        within = ((before - before.mean()) ** 2).sum() + ((after - after.mean()) ** 2).sum()
        result.append(
            {
                "values": x,
                "index": index,
                "before": plain(before.mean()),
                "after": plain(after.mean()),
                "explained": plain(1 - within / ((array - array.mean()) ** 2).sum()),
                "p": plain(pettitt(x)),
            }
        )
    return result


def similarity():
    result = []
    for _ in range(20):
        a, b = ([draw.choice([0, 0, 1, 2, 3.5]) for _ in range(12)] for _ in "ab")
        a[0], b[1] = 1, 2
        x, y = np.array(a, float), np.array(b, float)
        bray_curtis = distance.braycurtis(x, y)
        result.append(
            {
                "a": a,
                "b": b,
                "cosine": plain(cosine_similarity([x], [y])[0, 0]),
                "jaccard": plain(1 - distance.jaccard(x > 0, y > 0)),
                "weighted": plain((1 - bray_curtis) / (1 + bray_curtis)),
            }
        )
    return result


def orders():
    result = []
    for n in [2, 3, 5, 8, 20, 60]:
        for top in (2, 5, 1000):
            a, b = ([draw.randint(1, top) for _ in range(n)] for _ in "ab")
            if len(set(a)) > 1 and len(set(b)) > 1:
                result.append({"a": a, "b": b, "tau": plain(stats.kendalltau(a, b).statistic)})
    return result


def clusterings():
    result = []
    for n, digits in [(3, 3), (6, 3), (12, 4), (30, 4), (8, 0), (15, 0)]:
        distances = [round(draw.uniform(1, 4) if digits == 0 else draw.random(), digits)
                     for _ in range(n * (n - 1) // 2)]
        tree = hierarchy.linkage(distances, "average")
        labels = hierarchy.fcluster(tree, max(2, n // 4), "maxclust")
        names = list(dict.fromkeys(labels.tolist()))
        case = {
            "items": n,
            "distances": distances,
            "merges": [[int(a), int(b), float(d), int(s)] for a, b, d, s in tree],
            "leaves": hierarchy.leaves_list(tree).tolist(),
            "clusters": len(names),
            # `maxclust` cannot cut between merges of one distance.
            "labels": [names.index(label) for label in labels] if digits else None,
            "silhouette": None,
        }
        if 2 <= len(names) < n:
            square = distance.squareform(distances)
            case["silhouette_labels"] = labels.tolist()
            case["silhouette"] = plain(silhouette_score(square, labels, metric="precomputed"))
        result.append(case)
    return result


golden = {
    "keyness": keyness(),
    "survival": survival(),
    "nothing_drawn": nothing_drawn(),
    "corrections": corrections(),
    "dispersion": dispersion(),
    "association": association(),
    "trends": trends(),
    "changes": changes(),
    "similarity": similarity(),
    "orders": orders(),
    "clusterings": clusterings(),
}
print("{")
for number, (name, cases) in enumerate(golden.items()):
    print(f'"{name}": [')
    print(",\n".join(json.dumps(case, separators=(",", ":")) for case in cases))
    print("]," if number + 1 < len(golden) else "]")
print("}")
