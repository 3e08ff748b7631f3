"""The labelled tasks, read from where they stand, and which of them are the same job.

The labelled half is read from ../shared/corpus (or $PREROUND_SHARED); the tasks labelled by
reading stand in benchmarks/data and in the phrase bank. O*NET 29.3 by USDOL/ETA, CC BY 4.0.
"""

from __future__ import annotations

import csv
import os
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("PREROUND_SHARED", ROOT.parent / "shared"))
DATA = ROOT / "benchmarks" / "data"
AUDIT_DATA = ROOT / "src/preround/audit/data"
LABELS = ("P", "T", "S", "competency", "scope")
ONET_WEIGHT, OWN_WEIGHT, SAME_WEIGHT = 0.7, 0.8, 0.9
# labelled jobs -> the same job under the names it has in the other sets
SAME_JOB = {
    "medical assistant": ("Medical Assistants", "clinic medical assistant, resume"),
    "CNA": (
        "Nursing Assistants",
        "nursing assistant",
        "certified nursing assistant",
        "nurse aide trainee",
        "skilled nursing facility aide, resume",
    ),
    "medical scribe": (
        "Medical Transcriptionists",
        "clinic scribe, resume",
        "medical transcription, remote",
    ),
    "clinical research coordinator": ("Clinical Research Coordinators", "trial site assistant"),
    "clinical research assistant": ("research assistant", "research volunteer"),
    "registration clerk": (
        "Interviewers, Except Eligibility and Loan",
        "patient access specialist",
    ),
    "unit clerk": (
        "Medical Secretaries and Administrative Assistants",
        "rehab hospital unit secretary",
        "medical secretary",
    ),
    "pharmacy technician": (
        "Pharmacy Technicians",
        "ambulatory pharmacy resume line",
        "hospital pharmacy technician",
    ),
    "EHR trainer": ("Health Informatics Specialists",),
    "quality analyst": (
        "Health Information Technologists and Medical Registrars",
        "hospital quality intern",
    ),
    "telehealth coordinator": ("Health Informatics Specialists",),
    "phlebotomist": ("Phlebotomists",),
    "patient care technician": ("Orderlies",),
    "patient services representative": ("Patient Representatives", "patient advocate"),
    "health educator": ("Health Education Specialists",),
    "care coordinator / patient navigator": (
        "Community Health Workers",
        "care coordinator",
        "patient navigator",
        "community health worker",
    ),
    "medical biller/coder": ("Medical Records Specialists", "medical biller", "medical coder"),
    "lab technician": (
        "Medical and Clinical Laboratory Technicians",
        "laboratory technician",
        "lab assistant",
    ),
    "EMT": ("Paramedics", "Emergency Medical Technicians"),
    "hospice volunteer": ("Personal Care Aides",),
    "front desk clerk": ("Receptionists and Information Clerks",),
    "call center representative": ("Customer Service Representatives", "nurse line call agent"),
    "medical interpreter": ("telephone interpreter", "medical translator"),
    "prior-authorisation specialist": ("prior authorization specialist",),
    "rideshare driver": ("ride share driver",),
}


def read(path, weight, use=None):
    """Rows with one or two readings each; `use` picks the rows set apart for it."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if use is None or row["use"] == use]
    out = []
    for row in rows:
        readings = [tuple(row[name] for name in LABELS)]
        if row.get("P2"):
            readings.append(tuple(row[f"{name}2"] for name in LABELS))
        task = row.get("task") or row.get("phrase")
        out.append(
            {"job": row.get("job"), "task": task, "readings": readings, "weight": weight, **row}
            | {"task": task}
        )
    return out


def labelled():
    return read(SHARED / "corpus" / "tasks_labelled.csv", 1.0)


def further():
    return [
        *read(DATA / "onet_tasks_read.csv", ONET_WEIGHT),
        *read(DATA / "plain_tasks.csv", OWN_WEIGHT),
        *read(DATA / "typed_tasks.csv", OWN_WEIGHT),
        *read(DATA / "blind_one.csv", OWN_WEIGHT),
        *read(DATA / "blind_two.csv", OWN_WEIGHT),
        *read(DATA / "blind_three.csv", OWN_WEIGHT),
        *read(DATA / "told_tasks.csv", OWN_WEIGHT),
        *read(AUDIT_DATA / "phrases.csv", OWN_WEIGHT),
        *read(DATA / "own_tasks.csv", OWN_WEIGHT, use="train"),
        *same_jobs(),
    ]


def agreed(row):
    """What both readings say; empty where they differ, and then not judged."""
    first, second = row["readings"][0], row["readings"][-1]
    return tuple(a if a == b else "" for a, b in zip(first, second, strict=True))


def same_jobs():
    """O*NET tasks of the labelled jobs, read twice before there was a model."""
    with (SHARED / "corpus/tasks_onet_unlabelled.csv").open(encoding="utf-8", newline="") as file:
        texts = {row["id"]: row for row in csv.DictReader(file)}
    rows = read(DATA / "same_job_tasks.csv", SAME_WEIGHT)
    return [
        {**row, "job": texts[row["id"]]["job"], "task": texts[row["id"]]["task"]} for row in rows
    ]


def job_folds(rows, everything):
    """For each labelled job: its tasks, and every row of the same job under any name."""
    out = []
    for job in sorted({row["job"] for row in rows}):
        same = {job, *SAME_JOB.get(job, ())}
        test = [i for i, row in enumerate(rows) if row["job"] == job]
        out.append((test, [i for i, row in enumerate(everything) if row["job"] in same]))
    return out


def task_folds(rows, n_folds=12, seed=20261122):
    """Single tasks left out, their jobs known: what the shipped weights meet in known jobs."""
    order = np.random.default_rng(seed).permutation(len(rows))
    return [(list(order[k::n_folds]), list(order[k::n_folds])) for k in range(n_folds)]


def every_job(everything):
    """For each job of any set, every row of it under any name, left out together."""
    same = {name: job for job, names in SAME_JOB.items() for name in (job, *names)}
    by_job = {}
    for n, row in enumerate(everything):
        by_job.setdefault(same.get(row["job"], row["job"]), []).append(n)
    return [(one, one) for one in by_job.values()]
