"""`preround serve`: the web app on this machine."""

from __future__ import annotations

from typing import Annotated

import typer

from preround.cli.options import HomeOption


def serve(
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Local port.")] = 8723,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the browser.")
    ] = True,
    home: HomeOption = None,
) -> None:
    """Start the web app on 127.0.0.1 and open the browser."""
    from preround.web.server import serve as run

    run(port=port, open_browser=browser, home=home)
