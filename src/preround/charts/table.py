"""The table behind a chart, as HTML for a page and as text for a screen reader's user."""

from __future__ import annotations

from html import escape

from preround.charts.grammar import Table


def table_html(table: Table, caption: str) -> str:
    """A plain table; the first cell of each row is its heading."""
    head = "".join(f'<th scope="col">{escape(h)}</th>' for h in table.headings)
    body = "".join(
        "<tr>"
        f'<th scope="row">{escape(row[0])}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:])
        + "</tr>"
        for row in table.rows
    )
    return (
        f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table>"
    )
