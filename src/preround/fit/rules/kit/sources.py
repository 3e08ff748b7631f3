"""Where it was read that programs, boards and the Match ask such things."""

from __future__ import annotations

import datetime as dt

from preround.domain.citation import Citation, Confidence

READ = dt.date(2026, 11, 22)


def _page(source: str, locator: str, url: str, confidence: Confidence) -> Citation:
    return Citation(source, locator, READ, confidence, url)


PROGRAM_RULES = _page(
    "residencyprogramslist.com, general U.S. residency program requirements",
    "most common program requirements by type",
    "https://www.residencyprogramslist.com/requirements",
    Confidence.MEDIUM,
)
FAIRVIEW = _page(
    "Cleveland Clinic Fairview Hospital, internal medicine residency",
    "criteria for admission",
    "https://my.clevelandclinic.org/locations/fairview-hospital/about/residency/"
    "internal-med-program/admission",
    Confidence.HIGH,
)
CIFC = _page(
    "Connecticut Institute for Communities, residency FAQ",
    "certificate, graduation, scores, visas",
    "https://www.cifc.org/graduate-medical-education/page/residency-faqs",
    Confidence.HIGH,
)
LOMA_LINDA = _page(
    "Loma Linda University radiology residency, FAQ",
    "attempts, certification, clinical experience, visas",
    "https://www.lomalindaradiology.com/applicant-information/faq",
    Confidence.HIGH,
)
GRAND_STRAND = _page(
    "Grand Strand internal medicine residency, international medical graduates",
    "experience, letters, certification, Step 2",
    "http://grandstrandmed.com/professionals/graduate-medical-education/internal-medicine/"
    "international-medical-graduates.dot",
    Confidence.HIGH,
)
ADVICE_2017 = _page(
    "usmlemastersystem.net, requirements for U.S. residency programs, part II",
    "visas, U.S. experience, letters",
    "http://usmlemastersystem.net/blog/2017/12/15/"
    "requirements-for-us-residency-training-programs-part-ii",
    Confidence.MEDIUM,
)
SELECTION_POLICY = _page(
    "gme.mchs.com, resident physician selection policy",
    "resident eligibility",
    "https://gme.mchs.com/residents/policies/resident-physician-selection-policy",
    Confidence.MEDIUM,
)
NRMP_TYPES = _page(
    "NRMP, program codes and types",
    "program type",
    "https://www.nrmp.org/program-codes-and-types/",
    Confidence.HIGH,
)
J1_SPONSOR = Citation(
    "Congressional Research Service RS22584",
    "sponsor of J-1 physicians",
    dt.date(2026, 11, 21),
    Confidence.HIGH,
)
H1B_STEP_3 = Citation(
    "elawimmigration.com, H-1B for residents",
    "Step 3 before filing",
    dt.date(2026, 11, 21),
    Confidence.MEDIUM,
)
USMLE_LIMITS = Citation(
    "USMLE, attempt and time limit policies as summarized on a public licensing page",
    "attempt limit",
    dt.date(2026, 11, 21),
    Confidence.HIGH,
)
ECFMG_RULES = Citation(
    "ECFMG, certification requirements and news (2021-2023)",
    "exams, time limit, confirmation to NRMP",
    dt.date(2026, 11, 21),
    Confidence.HIGH,
)
TEXAS = Citation(
    "Texas Medical Association pages (2013-2019)",
    "USMLE attempts and years for a license",
    dt.date(2026, 11, 21),
    Confidence.MEDIUM,
)
PENNSYLVANIA = Citation("49 Pa. Code 17.1", "time limit", dt.date(2026, 11, 21), Confidence.HIGH)
