from __future__ import annotations

import datetime as dt
import json
import re
import tomllib

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from preround.domain.applicant import (
    Applicant,
    ApplicantType,
    Background,
    Exam,
    ExamAttempt,
    Letter,
    Scholarship,
    Setting,
    UsceKind,
    UsExperience,
    VisaNeed,
    Wishes,
)
from preround.domain.errors import EmptyFile
from preround.domain.finding import Severity
from preround.domain.program import Track
from preround.facts.exams import load_exams
from preround.facts.specialties import ALL
from preround.facts.states import load_states
from preround.importers.applicant_checks import MOST_SPECIALTIES, country_codes
from preround.importers.applicant_file import (
    MOST_SHOWN,
    ApplicantRefused,
    applicant_schema,
    parse_applicant,
    to_json,
    to_toml,
)
from preround.importers.applicant_text import MOST_BYTES, NotAnApplicantFile
from preround.importers.applicant_words import RANGES, TABLES

TODAY = dt.date(2026, 11, 22)

WHOLE = """
[applicant]
type = "non_us_img"
school_country = "PK"
yog = 2019
visa_need = "j1_or_h1b"
ecfmg_certified = true

[[exams]]
name = "step_2_ck"
date = 2025-03-14
passed = true
score = 243

[[us_experience]]
kind = "observership"
setting = "inpatient"
specialty = "Internal Medicine"
start = 2026-02-02
end = 2026-03-27
hours_per_week = 40
hands_on = false
state = "NY"

[[letters]]
specialty = "Internal Medicine"
from_us_physician = true

[scholarship]
publications = 2

[wishes]
specialties = ["Internal Medicine"]
states_preferred = ["NY", "NJ"]
states_excluded = []
ties = ["NY"]
tracks = ["categorical"]
budget_usd = 1500
max_interviews = 15
"""


def read(text: str, name: str = "me.toml") -> Applicant:
    return parse_applicant(text.encode(), name, TODAY).applicant


def refusal(text: str, name: str = "me.toml") -> str:
    with pytest.raises(ApplicantRefused) as refused:
        read(text, name)
    return str(refused.value)


def test_the_documented_file_is_read() -> None:
    found = parse_applicant(WHOLE.encode(), "me.toml", TODAY)
    who = found.applicant
    assert found.findings == ()
    assert who.applicant == Background(
        type=ApplicantType.NON_US_IMG,
        school_country="PK",
        yog=2019,
        visa_need=VisaNeed.J1_OR_H1B,
        ecfmg_certified=True,
    )
    assert who.exams == (
        ExamAttempt(name=Exam.STEP_2_CK, date=dt.date(2025, 3, 14), passed=True, score=243),
    )
    assert who.us_experience[0].setting is Setting.INPATIENT
    assert who.wishes.budget_usd == 1500.0
    assert who.scholarship.publications == 2


def test_json_says_the_same() -> None:
    text = json.dumps(tomllib.loads(WHOLE), default=str)
    assert read(text, "me.json") == read(WHOLE)


def test_the_format_is_told_by_the_content_where_the_name_says_nothing() -> None:
    assert read(json.dumps({"applicant": {"yog": 2019}}), "standard input").applicant.yog == 2019
    assert read("[applicant]\nyog = 2019", "standard input").applicant.yog == 2019


def test_what_is_missing_is_unknown() -> None:
    found = parse_applicant(b"# nothing yet\n", "me.toml", TODAY)
    assert found.applicant == Applicant()
    assert [finding.code for finding in found.findings] == ["nothing_answered"]
    assert read("{}", "me.json") == Applicant()


def test_an_empty_list_of_experience_means_there_is_none() -> None:
    assert read("us_experience = []").applicant.has_us_experience is False
    assert read("letters = []").letters == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[applicant]\nyogg = 2019", "applicant.yogg: unknown key. Did you mean yog?"),
        (
            "[[exams]]\nname = 'step_1'\nscroe = 230",
            "exam 1 (step_1), scroe: unknown key. Did you mean score?",
        ),
        ("yog = 2019", "yog: unknown key here; yog belongs under [applicant]."),
        (
            "[applicant]\nbudget_usd = 5",
            "applicant.budget_usd: unknown key here; budget_usd belongs under [wishes].",
        ),
        ("[[exam]]\nname = 'step_1'", "exam: unknown key. Did you mean exams?"),
        ("[applicant]\ngraduation_year = 2019", "Did you mean applicant.yog?"),
        ("[wishes]\nzzzzqq = 1", "unknown key; known here are specialties, states_preferred"),
        (
            "[applicant]\ntype = 'non-us-img'",
            "expected us_img or non_us_img or us_md or us_do. Did you mean non_us_img",
        ),
        ("[applicant]\nyog = '2019'", "applicant.yog: got '2019'; expected a whole number"),
        ("[applicant]\nyog = true", "applicant.yog: got True; expected a whole number"),
        ("[applicant]\nyog = 19", "applicant.yog: got 19; expected a year from 1950 to 2035"),
        (
            "[applicant]\necfmg_certified = 'yes'",
            "applicant.ecfmg_certified: got 'yes'; expected true or false, without quotes.",
        ),
        (
            "[applicant]\nschool_country = 'Pakistan'",
            "applicant.school_country: got 'Pakistan'; expected two capital letters",
        ),
        ("[applicant]\nschool_country = 'ZZ'", "'ZZ' is no ISO 3166 country code"),
        ("[wishes]\nstates_preferred = ['NY', 'QQ']", "states_preferred: QQ: no state"),
        (
            "[[exams]]\nname = 'step_2_ck'\nscore = 2430",
            "exam 1 (step_2_ck), score: got 2430; Step 2 CK scores run from 1 to 300",
        ),
        (
            "[[exams]]\nname = 'step_2_ck'\nscore = 301",
            "exam 1 (step_2_ck), score: got 301; Step 2 CK scores run from 1 to 300",
        ),
        ("[[exams]]\nname = 'oet'\nscore = 510", "OET Medicine scores run from 0 to 500"),
        ("[[exams]]\nscore = 230", "exam 1, name: missing; expected step_1 or step_2_ck"),
        ("[[exams]]\nname = 'step_1'\ndate = 2025", "exam 1 (step_1), date: got 2025; expected a"),
        ("[[exams]]\nname = 'step_1'\ndate = '14.03.2025'", "expected a day of the calendar"),
        ("[[exams]]\nname = 'step_1'\ndate = '2025-02-30'", "expected a day of the calendar"),
        ("[exams]\nname = 'step_1'", "exams: a single table; write [[exams]] with two brackets"),
        ("exams = ['step_1']", "exam 1: got 'step_1'; expected a table that opens with [[exams]]"),
        ("applicant = 'me'", "applicant: got 'me'; expected a table that opens with [applicant]"),
        ("[wishes]\nspecialties = 'IM'", "wishes.specialties: got 'IM'; expected a list in brac"),
        ("[wishes]\nbudget_usd = nan", "wishes.budget_usd: got nan; expected a number"),
        (
            "[wishes]\nbudget_usd = 0",
            "wishes: budget_usd is 0: no application can be bought; give an amount, or leave",
        ),
        ("[wishes]\nbudget_usd = -20", "budget_usd is -20: no application can be bought"),
        ("[wishes]\nmax_interviews = 0", "max_interviews: got 0; expected a number from 1 to 100"),
        (
            "[[us_experience]]\nkind='research'\nstart=2026-03-01\nend=2026-02-01",
            "U.S. experience 1 (research), end: 2026-02-01 is before its start, 2026-03-01.",
        ),
        (
            "[[us_experience]]\nkind='research'\nhours_per_week=400",
            "hours_per_week: got 400; expected more than 0 and at most 120 hours",
        ),
        (
            "[applicant]\nhas_us_experience = false\n[[us_experience]]\nkind='research'",
            "false, yet 1 period of U.S. experience follow",
        ),
        (
            "[wishes]\nbuget = 5",
            "wishes.buget: unknown key. Did you mean budget_usd",
        ),
        ("[letters_us]\nn = 1", "letters_us: unknown key. Did you mean letters?"),
        ("[[letters]]\nhours_week = 3", "letter 1, hours_week: unknown key. Did you mean us_exper"),
        ("[[exams]]\nname = 'nbme'\nscore = 900", "expected a score on the examination's own"),
        (f"[[letters]]\nspecialty = '{'x' * 300}'", "expected at most 200 characters."),
        ("[[letters]]\n" * 61, "letters: 61 entries; at most 60 are read."),
        ("schema_version = 9", "schema_version: got 9; this version reads 1."),
        ("[[letters]]\nspecialty = 7", 'letter 1, specialty: got 7; expected a text in "quotes"'),
    ],
)
def test_what_does_not_fit_is_refused_in_one_line(text: str, said: str) -> None:
    message = refusal(text)
    assert said in message
    assert "\n" not in message or "nbme" in text
    assert message.startswith("me.toml: ")


def test_a_specialty_that_does_not_exist_names_the_nearest() -> None:
    message = refusal('[wishes]\nspecialties = ["Internal Medcine"]')
    assert "wishes.specialties, item 1" in message
    assert "Internal Medicine" in message


def test_specialties_are_read_under_any_name_and_kept_once() -> None:
    wishes = read('[wishes]\nspecialties = ["IM", "General Surgery", "Internal Medicine"]').wishes
    assert wishes.specialties == ("Internal Medicine", "Surgery-General")


def test_a_thousand_specialties_are_refused_with_the_limit_and_the_reason() -> None:
    names = ", ".join(f'"Specialty {i}"' for i in range(1000))
    message = refusal(f"[wishes]\nspecialties = [{names}]")
    assert f"1,000 named; at most {MOST_SPECIALTIES} are read" in message
    assert "splits the budget" in message
    assert len(message) < 300


def test_all_problems_come_at_once_one_line_each() -> None:
    message = refusal(
        "[applicant]\nyogg = 1\ntype = 'x'\n[[exams]]\nname = 'step_1'\nscore = 999\n"
    )
    lines = message.splitlines()
    assert lines[0] == "me.toml: 3 things to mend"
    assert len(lines) == 4


def test_very_many_problems_are_cut_with_their_number() -> None:
    text = "\n".join(f"[[letters]]\nspecialty = {i}" for i in range(50))
    lines = refusal(text).splitlines()
    assert lines[0] == "me.toml: 50 things to mend"
    assert lines[-1] == f"  and {50 - MOST_SHOWN} more"


@pytest.mark.parametrize("data", [b"", b"  \n\t\n"])
def test_an_empty_file_is_refused(data: bytes) -> None:
    with pytest.raises(EmptyFile, match=r"me\.toml: the file is empty"):
        parse_applicant(data, "me.toml", TODAY)


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"[applicant\nyog = 2019", "me.toml", "not valid TOML"),
        (b"yog = 2019\nyog = 2020", "me.toml", "not valid TOML: cannot overwrite a value"),
        (b"not a table", "me.toml", "at line 1"),
        (b'{"applicant": {"yog": }}', "me.json", "not valid JSON: expecting value (at line 1"),
        (b'{"applicant": 1, "applicant": 2}', "me.json", "the key 'applicant' is given twice"),
        (b'{"wishes": {"budget_usd": NaN}}', "me.json", "NaN is not a number"),
        (b"[1, 2]", "me.json", "the JSON holds a list"),
        (b'{"a": ' + b"[" * 90_000, "me.json", "nested too deeply"),
        (b"a = " + b"[" * 90_000, "me.toml", "nested too deeply"),
        (b"a = " + b"9" * 9_000, "me.toml", "thousands of digits"),
        (b"%PDF-1.7 ...", "me.pdf", "it is a PDF"),
        (b"PK\x03\x04....", "me.xlsx", "it is a ZIP archive"),
        ("[applicant]\nyog = 2019".encode("utf-16"), "me.toml", "it may be UTF-16"),
        ("# caf\xe9\n".encode("latin-1"), "me.toml", "line 1 holds byte 0xe9, which is not UTF-8"),
        (b"#" * (MOST_BYTES + 1), "me.toml", "1,000,001 bytes, more than the 1,000,000"),
    ],
)
def test_what_is_no_applicant_file_is_refused(data: bytes, name: str, said: str) -> None:
    with pytest.raises(NotAnApplicantFile) as refused:
        parse_applicant(data, name, TODAY)
    message = str(refused.value)
    assert said in message
    assert message.startswith(f"{name}: ")
    assert "\n" not in message


def test_a_byte_order_mark_and_windows_line_ends_are_read() -> None:
    data = b"\xef\xbb\xbf" + WHOLE.replace("\n", "\r\n").encode()
    assert parse_applicant(data, "me.toml", TODAY).applicant == read(WHOLE)


@pytest.mark.parametrize(
    ("text", "code", "severity", "said"),
    [
        (
            # the line rose to 218 on 1 July 2025
            "[[exams]]\nname='step_2_ck'\ndate=2025-08-14\npassed=true\nscore=216",
            "score_and_result_disagree",
            Severity.WARNING,
            "Step 2 CK 216 is marked passed; the pass line on 2025-08-14 was 218.",
        ),
        (
            "[[exams]]\nname='step_2_ck'\ndate=2025-08-14\npassed=false\nscore=240",
            "score_and_result_disagree",
            Severity.WARNING,
            "240 is marked not passed",
        ),
        (
            "[[exams]]\nname='step_2_ck'\ndate=2027-03-14\npassed=true",
            "result_before_the_day",
            Severity.ERROR,
            "Step 2 CK on 2027-03-14 lies ahead of 2026-11-22, yet a result is given.",
        ),
        (
            "[[exams]]\nname='step_1'\ndate=2023-03-14\npassed=true\nscore=230",
            "score_of_a_pass_fail_exam",
            Severity.NOTE,
            "pass or fail since 2022-01-26",
        ),
        (
            "[[exams]]\nname='step_1'\npassed=true\n[[exams]]\nname='step_1'\npassed=true",
            "passed_twice",
            Severity.NOTE,
            "passed more than once",
        ),
        (
            "[applicant]\nyog=2020\n[[us_experience]]\nkind='elective'\nstart=2024-01-08\nend=2024-02-02",
            "elective_after_graduation",
            Severity.NOTE,
            "after graduation in 2020",
        ),
        (
            "[applicant]\nyog=2025\n[[us_experience]]\nkind='externship'\nstart=2024-01-08\nend=2024-02-02",
            "externship_before_graduation",
            Severity.NOTE,
            "before graduation in 2025",
        ),
        (
            "[[us_experience]]\nkind='externship'",
            "period_without_length",
            Severity.NOTE,
            "counts for no month",
        ),
        (
            "[applicant]\ntype='us_img'\nvisa_need='j1'",
            "citizen_with_visa_need",
            Severity.WARNING,
            "us_img means a U.S. citizen",
        ),
        (
            "[wishes]\nstates_preferred=['NY']\nstates_excluded=['NY']",
            "state_wanted_and_excluded",
            Severity.WARNING,
            "NY: wanted and excluded; excluded counts.",
        ),
    ],
)
def test_what_is_worth_a_look_is_found_and_does_not_stop(
    text: str, code: str, severity: Severity, said: str
) -> None:
    findings = parse_applicant(text.encode(), "me.toml", TODAY).findings
    assert [(finding.code, finding.severity) for finding in findings] == [(code, severity)]
    assert said in findings[0].message


def test_no_message_scolds() -> None:
    scolding = re.compile(r"failed|failure|invalid|illegal|wrong|oops|!", re.IGNORECASE)
    text = "[[exams]]\nname='step_1'\npassed=false\nscore=990\n[applicant]\nyogg=1"
    assert not scolding.search(refusal(text))


def test_ranges_in_messages_are_those_of_the_schema() -> None:
    schema = applicant_schema()
    homes = {"applicant": "Background", "us_experience": "UsExperience"}
    homes |= {"scholarship": "Scholarship", "wishes": "Wishes"}
    for key, told in RANGES.items():
        table, name = key.split(".")
        of_number = schema["$defs"][homes[table]]["properties"][name]["anyOf"][0]
        bounds = [
            of_number.get("minimum", of_number.get("exclusiveMinimum")),
            of_number.get("maximum"),
        ]
        assert [float(x) for x in re.findall(r"\d+", told.replace(",", ""))] == bounds


def test_every_key_of_the_schema_says_what_it_means() -> None:
    schema = applicant_schema()
    assert schema["$id"] == "urn:preround:schema:applicant:1"
    for name in ("Background", "ExamAttempt", "UsExperience", "Letter", "Scholarship", "Wishes"):
        for key, told in schema["$defs"][name]["properties"].items():
            assert told.get("description"), f"{name}.{key}"


def test_the_schema_accepts_the_documented_file_and_refuses_an_unknown_key() -> None:
    jsonschema.Draft202012Validator.check_schema(applicant_schema())
    document = json.loads(json.dumps(tomllib.loads(WHOLE), default=str))
    jsonschema.validate(document, applicant_schema())
    document["applicant"]["yogg"] = 2019
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, applicant_schema())


def test_every_table_is_known_to_the_messages() -> None:
    tables = {name for name in TABLES if name}
    assert tables | {"schema_version"} == set(TABLES[""])


def test_countries_are_those_of_the_standard() -> None:
    codes = country_codes()
    assert codes["PK"] == "Pakistan"
    assert codes["IN"] == "India"
    assert len(codes) == 249


# ---------------------------------------------------------------- round trip

states = st.sampled_from(sorted(load_states()))
days = st.none() | st.dates(dt.date(1950, 1, 1), dt.date(2099, 12, 31))
texts = st.none() | st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=40).map(
    str.strip
)
amounts = st.floats(0.01, 1e9, allow_nan=False, allow_infinity=False)
flags = st.none() | st.booleans()


@st.composite
def sittings(draw: st.DrawFn) -> ExamAttempt:
    exam = draw(st.sampled_from(Exam))
    facts = load_exams()[exam]
    return ExamAttempt(
        name=exam,
        date=draw(days),
        passed=draw(flags),
        score=draw(st.none() | st.integers(facts.low, facts.high)),
    )


@st.composite
def periods(draw: st.DrawFn) -> UsExperience:
    start, end = draw(days), draw(days)
    if start and end and end < start:
        start, end = end, start
    return UsExperience(
        kind=draw(st.sampled_from(UsceKind)),
        setting=draw(st.none() | st.sampled_from(Setting)),
        specialty=draw(texts),
        start=start,
        end=end,
        months=draw(st.none() | st.floats(0.1, 480)),
        hours_per_week=draw(st.none() | st.floats(0.5, 120)),
        hands_on=draw(flags),
        state=draw(st.none() | states),
    )


letters = st.builds(Letter, specialty=texts, from_us_physician=flags)
backgrounds = st.builds(
    Background,
    type=st.none() | st.sampled_from(ApplicantType),
    school_country=st.none() | st.sampled_from(sorted(country_codes())),
    yog=st.none() | st.integers(1950, 2035),
    visa_need=st.sampled_from(VisaNeed),
    ecfmg_certified=flags,
    has_us_experience=st.sampled_from([None, True]),
)
wishes = st.builds(
    Wishes,
    specialties=st.lists(st.sampled_from(ALL), max_size=MOST_SPECIALTIES, unique=True).map(tuple),
    states_preferred=st.lists(states, max_size=3).map(tuple),
    states_excluded=st.lists(states, max_size=3).map(tuple),
    ties=st.lists(states, max_size=3).map(tuple),
    tracks=st.lists(st.sampled_from(Track), max_size=5, unique=True).map(tuple),
    budget_usd=st.none() | amounts,
    max_interviews=st.none() | st.integers(1, 100),
)
applicants = st.builds(
    Applicant,
    applicant=backgrounds,
    exams=st.lists(sittings(), max_size=3).map(tuple),
    us_experience=st.lists(periods(), max_size=3).map(tuple),
    letters=st.none() | st.lists(letters, max_size=3).map(tuple),
    scholarship=st.builds(Scholarship, publications=st.none() | st.integers(0, 2000)),
    wishes=wishes,
)


@given(applicants)
def test_toml_comes_back_unchanged(applicant: Applicant) -> None:
    assert parse_applicant(to_toml(applicant).encode(), "me.toml", TODAY).applicant == applicant


@given(applicants)
def test_json_comes_back_unchanged(applicant: Applicant) -> None:
    text = to_json(applicant)
    assert parse_applicant(text.encode(), "me.json", TODAY).applicant == applicant
    jsonschema.validate(json.loads(text), applicant_schema())


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_words(data: bytes) -> None:
    assert outcome(data, "me.toml").startswith("me.toml: ")


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)
keys = st.sampled_from(sorted({key for keys in TABLES.values() for key in keys}))


@given(st.dictionaries(keys, junk | st.dictionaries(keys, junk) | st.lists(junk)))
def test_any_table_is_read_or_refused_in_words(table: dict[str, object]) -> None:
    text = json.dumps(table).replace("NaN", "1").replace("Infinity", "1")
    assert outcome(text.encode(), "me.json").startswith("me.json: ")


def outcome(data: bytes, name: str) -> str:
    try:
        return f"{name}: {parse_applicant(data, name, TODAY)}"
    except (EmptyFile, NotAnApplicantFile, ApplicantRefused) as refused:
        return str(refused)
