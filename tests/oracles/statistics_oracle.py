#!/usr/bin/env python3
"""Our statistics beside SciPy's, on drawn numbers with and without ties. Usage: statistics_oracle.py ANSWERS"""
import sys

import numpy as np
import scipy
from scipy import stats

from oracle import ask, finish, near

rng = np.random.default_rng(1)
questions, expected = [], []  # expected: the numbers, and how near ours must be


def want(theirs, question, relative=1e-10):
    questions.append(question)
    expected.append((theirs, relative))


def student():
    for freedom in (1, 2, 3, 7, 30, 1000):
        for t in (-40.0, -2.5, -0.1, 0.0, 0.7, 3.0, 12.0):
            want(stats.t.cdf(t, freedom), {"of": "student_cdf", "t": t, "freedom": freedom})
        for p in (0.001, 0.025, 0.3, 0.5, 0.95, 0.9999):
            want(stats.t.ppf(p, freedom), {"of": "student_quantile", "p": p, "freedom": freedom}, 1e-9)


def of_a_list(n):
    values = rng.normal(1, 2, n).tolist()
    want([np.mean(values), np.median(values), np.std(values, ddof=1), np.quantile(values, 0.3)],
         {"of": "descriptive", "values": values, "q": 0.3})
    below, above = (stats.ttest_1samp(values, 0.5, alternative=side) for side in ("less", "greater"))
    half = stats.t.ppf(0.975, n - 1) * stats.sem(values)
    want([np.mean(values), stats.sem(values), half, below.pvalue, above.pvalue],
         {"of": "of_seeds", "values": values, "bound": 0.5}, 1e-9)


def of_two_lists(n, levels):
    """`levels`: of how many numbers the lists are drawn; few give many ties."""
    a, b = rng.integers(levels, size=(2, n)).astype(float).tolist()
    theirs = stats.kendalltau(a, b, method="asymptotic", alternative="greater")
    want([theirs.statistic, theirs.pvalue], {"of": "kendall", "a": a, "b": b}, 1e-9)
    u = stats.mannwhitneyu(a, b).statistic  # pairs with a > b, ties half; lower is better here
    want(1 - u / n**2, {"of": "improvement", "ours": a, "theirs": b})


def of_many_p(n):
    p = rng.uniform(0, 0.3, n).tolist()
    steps = np.maximum.accumulate(np.sort(p) * np.arange(n, 0, -1))  # SciPy has no Holm; the definition, in NumPy's words
    want(np.minimum(steps, 1)[np.argsort(np.argsort(p))].tolist(), {"of": "holm", "p": p})
    want(float(max(p)), {"of": "at_least", "p": p, "needed": n})


def bootstrap():
    """Percentiles of 1,000 draws scatter: an end lies within 0.08 standard deviations of the values of theirs."""
    values = rng.exponential(1, 50)
    theirs = stats.bootstrap((values,), np.mean, n_resamples=20000, method="percentile", rng=1).confidence_interval
    ours = ask(sys.argv[1], [{"of": "mean_interval", "values": values.tolist()}])[0]
    near("bootstrap", ours, [theirs.low, theirs.high], absolute=0.08 * values.std())


def main():
    student()
    for n in (2, 3, 10, 51):
        of_a_list(n)
    for n, levels in ((8, 4), (12, 1000), (40, 5), (40, 1000)):
        of_two_lists(n, levels)
    for n in (1, 4, 17):
        of_many_p(n)
    for question, ours, (theirs, relative) in zip(questions, ask(sys.argv[1], questions), expected):
        near(str(question), ours, theirs, relative)
    bootstrap()
    finish(f"{len(questions) + 1} answers beside SciPy {scipy.__version__}")


main()
