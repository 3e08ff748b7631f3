from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from preround.cli.main import main
from tests.improve.spc_cases import CASES, needs_cases

KEYS = ("kind", "why", "center", "ucl", "lcl", "longest_run", "crossings", "signals", "sentence",
        "enough")  # fmt: skip


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = 0
    try:
        main([str(a) for a in arguments])
    except SystemExit as stop:
        code = int(stop.code or 0)
    out, err = capsys.readouterr()
    return code, out, err


def write(case: dict[str, object], folder: Path) -> Path:
    rows: list[dict[str, object]] = case["data"]  # type: ignore[assignment]
    names = list(rows[0]) if rows else ["date", "value"]
    lines = [",".join(names), *(",".join(str(row[n]) for n in names) for row in rows)]
    path = folder / f"{case['id']}.csv"
    path.write_text("\n".join(lines) + "\n")
    return path


@needs_cases
def test_every_case_goes_through_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for case in CASES:
        options: list[object] = ["--kind", case["kind"]]
        options += ["--baseline", case["baseline_points"]] * bool(case["baseline_points"])
        for place in case["exclude"]:
            options += ["--exclude", place]
        for place in case["phases_after"]:
            options += ["--change", case["data"][place].get("date", place + 1)]
        code, out, err = run(capsys, "chart", write(case, tmp_path), *options, "--json")
        expected = case["expected"]
        if expected.get("behaviour") == "error":
            assert code == 2, case["id"]
            assert all(str(place) in err for place in expected["indices"]), case["id"]
            assert "Traceback" not in err
            continue
        assert code == 0, (case["id"], err)
        answer = json.loads(out)
        assert set(KEYS) <= set(answer)
        stretches = expected.get("phases", [expected])
        assert len(answer["phases"]) == (len(stretches) if case["data"] else 0)
        for got, want in zip(answer["phases"], stretches, strict=False):
            for name in ("center", "ucl", "lcl", "longest_run", "crossings"):
                assert alike(got[name], want[name]), (case["id"], name)


def alike(got: object, want: object) -> bool:
    if want is None or got is None:
        return got is want
    n = len(want) if isinstance(want, list) else 1
    many = got if isinstance(got, list) else [got] * n
    wanted = want if isinstance(want, list) else [want] * len(many)
    return bool(many == pytest.approx(wanted, rel=1e-6, abs=1e-6))


def test_picture_is_written_and_sound(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = tmp_path / "weeks.csv"
    data.write_text(
        "week,missed,scheduled\n"
        + "".join(f"2026-{1 + i // 4:02}-{1 + 7 * (i % 4):02},{3 + i % 3},40\n" for i in range(12))
    )
    picture = tmp_path / "chart.svg"
    code, out, _ = run(capsys, "chart", data, "--svg", picture, "--theme", "print")
    assert code == 0
    assert "12 points" in out
    assert ET.parse(picture).getroot().tag.endswith("svg")


def test_png_and_pdf_are_written_beside_the_drawing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "weeks.csv"
    data.write_text("i,value\n" + "".join(f"{i},{i % 3}\n" for i in range(1, 13)))
    files = {fmt: tmp_path / f"chart.{fmt}" for fmt in ("svg", "png", "pdf")}
    options = [word for fmt, file in files.items() for word in (f"--{fmt}", file)]
    code, _, err = run(capsys, "chart", data, *options, "--width", 360, "--theme", "dark")
    assert (code, err) == (0, "")
    assert files["png"].read_bytes().startswith(b"\x89PNG")
    assert files["pdf"].read_bytes().startswith(b"%PDF")
    assert 'width="360"' in files["svg"].read_text()


def test_columns_periods_and_answers_are_taken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "forms.csv"
    data.write_text(
        "filed,forms,flaws\n"
        + "".join(f"2026-{1 + i // 28:02}-{1 + i % 28:02},20,{2 + i % 4}\n" for i in range(84))
    )
    roles = ["--column", "denominator=forms", "--column", "count=flaws", "--column", "date=filed"]
    _, out, _ = run(capsys, "chart", data, *roles, "--per", "week", "--json")
    answer = json.loads(out)
    assert (answer["kind"], len(answer["points"])) == ("p", 13)
    assert [one["kind"] for one in answer["question"]["answers"]] == ["p", "u"]
    _, out, _ = run(capsys, "chart", data, *roles, "--more-than-once", "--json")
    assert (json.loads(out)["kind"], json.loads(out)["question"]) == ("u", None)
    _, out, _ = run(capsys, "chart", data, *roles)
    assert "Answer with --each-once or --more-than-once." in " ".join(out.split())


def test_a_redcap_export_is_charted_by_its_dictionary(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fields = tmp_path / "dictionary.csv"
    fields.write_text(
        "field_name,field_type,field_label,text_validation_type_or_show_slider_number\n"
        "record_id,text,Record,\nseen_on,text,Day,date_ymd\nlate,yesno,Roomed late,\n"
    )
    export = tmp_path / "export.csv"
    export.write_text(
        "record_id,seen_on,late\n"
        + "".join(f"{i},2026-{1 + i // 28:02}-{1 + i % 28:02},{i % 3 // 2}\n" for i in range(84))
    )
    code, out, err = run(capsys, "chart", export, "--dictionary", fields, "--json")
    assert (code, err) == (0, "")
    answer = json.loads(out)
    assert (answer["kind"], answer["question"]) == ("p", None)
    assert "84 cases were brought together by week." in answer["notes"]
    code, _, err = run(capsys, "chart", export, "--dictionary", export)
    assert (code, "Variable / Field Name" in err) == (2, True)


def test_wrong_use_is_one_message_and_exit_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_text("")
    unclear = tmp_path / "unclear.csv"
    unclear.write_text("date,value\n03/04/2026,1\n")
    good = tmp_path / "good.csv"
    good.write_text("i,value\n1,2\n")
    for arguments in (
        (tmp_path / "none.csv",), (empty,), (unclear,), (good, "--kind", "pie"),
        (good, "--change", "soon"), (good, "--dates", "ymd"), (good, "--theme", "pink"),
        (good, "--baseline", 9), (good, "--per", "year"), (good, "--column", "count"),
        (good, "--column", "size=value"), (good, "--column", "value=weight"),
    ):  # fmt: skip
        code, out, err = run(capsys, "chart", *arguments)
        assert code == 2, arguments
        assert out == ""
        assert err.count("\n") <= 3, err
