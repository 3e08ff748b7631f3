"""A project on one printable page with its charts; needs nothing from outside."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from preround.charts.svg import render
from preround.charts.table import table_html
from preround.charts.themes import Theme
from preround.jobs.project_story import page_parts
from preround.jobs.summarize_project import ProjectSummary

WIDTH = 680
PAGE_STYLE = (
    "body{font:11pt/1.4 'Source Serif 4',Georgia,serif;color:#000;background:#fff;margin:0 auto;"
    "max-width:43rem;padding:1rem}h1{font-size:1.4rem;line-height:1.2;margin:0 0 .3rem}"
    "h2{font-size:1rem;margin:.6rem 0 .1rem}p{margin:0 0 .4rem}figure{margin:.4rem 0}"
    "svg{max-width:100%;height:auto}table{border-collapse:collapse;font-size:.8rem;width:100%;"
    "margin:0 0 1rem}caption{text-align:left;font-weight:600}td,th{padding:.1rem .4rem;"
    "text-align:right;border-bottom:1px solid #ccc}"
    "th:first-child,td:last-child,th:last-child{text-align:left}"
    ".numbers{break-before:page;overflow-x:auto}@page{margin:1.4cm}"
)


def one_page(summary: ProjectSummary, *, theme: Theme = Theme.PRINT) -> str:
    """The page as a whole HTML document, the numbers on a page of their own."""
    p = summary.project
    charts = [(one.measure, one.chart.picture) for one in summary.measures if one.chart is not None]
    before, after = page_parts(summary)
    body = [f"<h1>{escape(p.title)}</h1>", _line(". ".join(x for x in (p.place, p.my_role) if x))]
    body += [_part(heading, text) for heading, text in before]
    for _, picture in charts:
        bare = replace(picture, footnotes=picture.footnotes[1:])  # the page says the sentence
        body.append(f"<figure>{render(bare, width=WIDTH, theme=theme, plot_height=220)}</figure>")
    body += [_part(heading, text) for heading, text in after]
    tables = "".join(table_html(picture.table, measure.name) for measure, picture in charts)
    numbers = f"<section class='numbers'><h2>The numbers</h2>{tables}</section>" if tables else ""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(p.title)}</title><style>{PAGE_STYLE}</style></head>"
        f"<body><main>{''.join(body)}</main>{numbers}</body></html>\n"
    )


def _line(text: str) -> str:
    return f"<p>{escape(text)}</p>" if text else ""


def _part(heading: str, text: str) -> str:
    return f"<h2>{heading}</h2><p>{escape(text.strip())}</p>"
