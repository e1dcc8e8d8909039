"""scikit-learn's HistGradientBoosting on the tables that the benchmark has written: argument 1 is the folder. Prints set, auc, log_loss, seconds."""
import csv
import gzip
import math
import sys
import time

import numpy
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import log_loss, roc_auc_score

SETS = [
    ("telco", "telco/train.csv", "telco/dev.csv", "Churn", ["customerID"]),
    ("bank_churn", "bank_churn/train.csv", "bank_churn/dev.csv", "Exited", ["RowNumber", "CustomerId", "Surname"]),
    ("ecommerce_churn", "ecommerce_churn/train.csv", "ecommerce_churn/dev.csv", "Churn", ["CustomerID"]),
    ("bank_marketing", "bank_marketing/train.csv.gz", "bank_marketing/dev.csv.gz", "y", ["duration"]),
]
KINDS = [
    ("HistGradientBoosting, defaults", {}),
    ("HistGradientBoosting, rate 0.05, 15 leaves, early stopping", dict(learning_rate=0.05, max_leaf_nodes=15, l2_regularization=1, early_stopping=True, max_iter=500, n_iter_no_change=20)),
]


def read(path):
    with gzip.open(path, "rt") if path.endswith(".gz") else open(path) as file:
        rows = list(csv.reader(file))
    return rows[0], rows[1:]


def number(text):
    try:
        return float(text)
    except ValueError:
        return math.nan


for name, train, test, label, drop in SETS:
    header, known = read(f"{sys.argv[1]}/{train}")
    _, unknown = read(f"{sys.argv[1]}/{test}")
    place = header.index(label)
    happened = [numpy.array([row[place] in ("1", "Yes", "yes") for row in rows]) for rows in (known, unknown)]
    columns, categorical = ([], []), []
    for c, column in enumerate(header):
        if c == place or column in drop:
            continue
        filled = [row[c].strip() for row in known if row[c].strip()]
        is_number = sum(not math.isnan(number(text)) for text in filled) > 0.95 * len(filled)
        codes = {text: code for code, text in enumerate(sorted(set(filled)))}
        for rows, made in zip((known, unknown), columns):
            made.append([number(row[c]) if is_number else codes.get(row[c].strip(), math.nan) for row in rows])
        categorical.append(not is_number)
    a, b = (numpy.array(made, float).T for made in columns)
    for kind, options in KINDS:
        HistGradientBoostingClassifier(categorical_features=categorical, max_iter=5).fit(a[:400], happened[0][:400])
        start = time.perf_counter()
        model = HistGradientBoostingClassifier(categorical_features=categorical, random_state=0, **options).fit(a, happened[0])
        seconds = time.perf_counter() - start
        p = model.predict_proba(b)[:, 1]
        print(f"{name}\t{kind}\t{roc_auc_score(happened[1], p):.4f}\t{log_loss(happened[1], p):.4f}\t{seconds:.3f}", flush=True)
