"""What was sent: kept once, shown as sent, corrected by a press and undone by another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preround.web import interviews, lists, marks, record, sent_lists
from preround.web.clock import today
from preround.web.errors import UnknownAction
from preround.web.pages.interviews.forms import invited

if TYPE_CHECKING:
    from django.test import Client

    from preround.domain.sent_list import SentList
    from preround.web.record import Dossier


def applications(mine: Dossier) -> list[str]:
    rows = [row for row in lists.built_list(mine).listing.rows if row.apply]
    return [row.program.nrmp_code for row in sorted(rows, key=lambda row: row.order)]


def keep(client: Client, mine: Dossier, **more: str) -> list[str]:
    codes = applications(mine)
    rows = {row.program.nrmp_code: row for row in lists.built_list(mine).listing.rows}
    signals = {f"signal-{code}": rows[code].signal or "none" for code in codes}
    values = {"version": "0", "on": "2026-09-24", "sent": codes} | signals | more
    assert client.post("/sent/keep/", values).status_code == 302
    return codes


def stored(mine: Dossier) -> SentList:
    found = sent_lists.read(mine, 2027).sent
    assert found is not None
    return found


def change(client: Client, mine: Dossier, do: str, **more: str) -> int:
    version = str(sent_lists.read(mine, 2027).version)
    return client.post("/sent/change/", {"version": version, "do": do} | more).status_code


def test_everything_proposed_is_ticked_at_first(client: Client, mine: Dossier) -> None:
    html = client.get("/sent/").content.decode()
    assert html.count(" checked") == len(applications(mine))
    assert "Keep as sent" in html


def test_what_is_kept_stays_while_the_record_changes(client: Client, mine: Dossier) -> None:
    keep(client, mine)
    before = stored(mine)
    exams = tuple(one.model_copy(update={"score": 268}) for one in mine.applicant.exams)
    record.save(mine.applicant.model_copy(update={"exams": exams}), mine.version, "Score")
    marks.change(mine.record, before.applications[0].code, "exclude")
    html = client.get("/sent/").content.decode()
    assert stored(record.current()) == before
    assert "As sent on 24 Sep 2026" in html
    assert html.count("the same") < len(before.applications)
    assert "As sent on 24 Sep 2026" in client.get("/").content.decode()


def test_a_refused_day_keeps_the_ticks(client: Client, mine: Dossier) -> None:
    codes = applications(mine)
    answer = client.post("/sent/keep/", {"version": "0", "on": "2030-01-01", "sent": codes[:2]})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "still ahead" in html
    assert html.count(" checked") == 2
    assert "2030-01-01" in html
    bad = client.post("/sent/keep/", {"version": "0", "on": "soon", "sent": codes[:2]})
    assert "is no day" in bad.content.decode()


def test_withdrawn_stands_again_and_never_sent_goes(client: Client, mine: Dossier) -> None:
    first, second, *_ = keep(client, mine)
    change(client, mine, f"withdraw {first}")
    assert stored(mine).by_code[first].withdrawn_on == today()
    assert "withdrawn 22 Nov 2026" in client.get("/sent/").content.decode()
    change(client, mine, f"stand {first}")
    assert stored(mine).by_code[first].withdrawn_on is None
    change(client, mine, f"never {second}")
    assert second not in stored(mine).by_code


def test_one_sent_later_is_found_and_added(client: Client, mine: Dossier) -> None:
    last = keep(client, mine)[-1]
    change(client, mine, f"never {last}")
    institution = lists.catalogue().get(last).institution
    found = client.get("/sent/", {"q": last}).content.decode()
    assert f"add {last}" in found
    assert institution.split("&")[0] in found
    change(client, mine, f"add {last}", on="2026-10-10", signal="none")
    assert str(stored(mine).by_code[last].added_on) == "2026-10-10"
    assert "sent 10 Oct 2026" in client.get("/sent/").content.decode()


def test_each_change_can_be_undone_and_all_of_it_taken_back(client: Client, mine: Dossier) -> None:
    first = keep(client, mine)[0]
    kept = stored(mine)
    change(client, mine, f"never {first}")
    client.post("/sent/undo/2/")
    assert stored(mine) == kept
    change(client, mine, "unsend")
    assert sent_lists.read(mine, 2027).sent is None
    html = client.get("/sent/").content.decode()
    assert "Keep as sent" in html
    assert "Undo it" in html
    client.post(f"/sent/undo/{sent_lists.read(mine, 2027).version}/")
    assert stored(mine) == kept


def test_an_old_window_and_a_wrong_word_change_nothing(client: Client, mine: Dossier) -> None:
    first = keep(client, mine)[0]
    kept = stored(mine)
    stale = client.post("/sent/change/", {"version": "0", "do": f"never {first}"})
    assert stale.status_code == 409
    assert change(client, mine, "never X") == 422
    assert change(client, mine, f"dance {first}") == UnknownAction("").http_status
    assert stored(mine) == kept


def test_answers_stand_beside_what_was_sent(client: Client, mine: Dossier) -> None:
    first, second, *_ = keep(client, mine)
    interviews.add(mine.record, 2027, first, invited(today(), ""))
    values = invited(today(), "") | {"status": "rejected"}
    interviews.add(mine.record, 2027, second, values)
    html = client.get("/sent/").content.decode()
    assert "<strong>1</strong> invited" in html
    assert "<strong>1</strong> rejected" in html


def test_an_invitation_takes_the_signal_that_was_sent(client: Client, mine: Dossier) -> None:
    first = keep(client, mine)[0]
    client.post("/interviews/add/", {"code": first})
    (kept,) = interviews.kept(mine, 2027)
    assert kept.invitation.signal == stored(mine).by_code[first].signal
    listed = client.get("/interviews/?list=1").content.decode()
    assert listed.count("recorded") >= 1


def test_as_sent_list_and_season_show_one_number(client: Client, mine: Dossier) -> None:
    from preround.web.design.words import share_range

    number = share_range(lists.built_list(mine).listing.summary.p_match)
    assert number in client.get("/").content.decode()
    keep(client, mine)
    before = stored(mine)
    assert share_range(before.p_match) == number
    assert number in client.get("/season-so-far/").content.decode()


def test_each_page_of_a_season_names_it_in_the_same_words(client: Client, mine: Dossier) -> None:
    running = "<strong>Season 2027</strong> · Match of March 2027 · running now"
    pages = ("/", "/what-if/", "/sent/", "/season-so-far/", "/interviews/", "/rank-list/",
             "/fees/", "/season/", "/soap/", "/list-check/")  # fmt: skip
    for address in pages:
        assert running in client.get(address).content.decode(), address
    assert "<strong>Season 2028</strong> · Match of March 2028 · the next one" in (
        client.get("/plan/").content.decode()
    )


def test_the_rank_list_says_that_its_chance_is_of_its_ranks_alone(
    client: Client, mine: Dossier
) -> None:
    first = keep(client, mine)[0]
    interviews.add(mine.record, 2027, first, invited(today(), ""))
    client.post("/rank-list/change/", {"do": f"on {first}", "version": "0"})
    html = client.get("/rank-list/").content.decode()
    assert "from this rank alone" in html
    assert "With what may still come" in html
