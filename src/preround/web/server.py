"""Start the web app on this machine: its folder, its database, then waitress."""

from __future__ import annotations

import errno
import gc
import os
import socket
import sys
import threading
import webbrowser
from pathlib import Path
from typing import Any

from preround.web.errors import HomeUnusable, PortInUse, PortRefused
from preround.web.home import HOME_VARIABLE, data_home, make_home

ADDRESS = "127.0.0.1"
THREADS = 4
#: Above the app's own cap on uploads, so that its page and not the server's refuses them.
MAX_BODY_BYTES = 64 * 1024 * 1024


def serve(port: int = 8723, open_browser: bool = True, home: Path | str | None = None) -> None:
    """Serve until interrupted, and print the address once pages can be had.

    Parameters
    ----------
    port
        0 takes any free one.
    open_browser
        Whether to open the first page.
    home
        The data folder; else `$PREROUND_HOME`, else the system's place for it.

    Raises
    ------
    PortInUse
        When another program listens there.
    PortRefused
        When the system does not let this program have it.
    HomeUnusable
        When the data folder or the record in it cannot be read or written.
    """
    server = start(port, home)
    address = f"http://{ADDRESS}:{server.effective_port}/"
    sys.stdout.write(f"Preround is at {address}\nStop it with Ctrl+C.\n")
    sys.stdout.flush()
    if open_browser:
        threading.Timer(0.2, webbrowser.open, [address]).start()
    try:
        server.run()
    except KeyboardInterrupt:
        sys.stdout.write("Stopped. Everything is saved.\n")
    finally:
        server.close()


def start(port: int, home: Path | str | None = None) -> Any:
    """Take the port, make the folder, bring the database up to date; serve nothing yet."""
    from waitress import create_server

    listening = _listen(port)
    gc.disable()  # what loads now stays; looking through it for garbage costs a third of a second
    if home is not None:
        os.environ[HOME_VARIABLE] = str(home)
    make_home(data_home())
    server = create_server(
        _application(),
        sockets=[listening],
        threads=THREADS,
        max_request_body_size=MAX_BODY_BYTES,
        ident=None,
        clear_untrusted_proxy_headers=True,
    )
    threading.Thread(target=_warm, daemon=True).start()
    return server


def _listen(port: int) -> socket.socket:
    """Bind the port first, so that a taken one is told at once and nothing is touched."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":  # elsewhere the option would let two programs share a port
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((ADDRESS, port))
    except (OSError, OverflowError) as refused:
        listening.close()
        if isinstance(refused, OSError) and refused.errno == errno.EADDRINUSE:
            raise PortInUse(port) from refused
        raise PortRefused(port, refused) from refused
    return listening


def _application() -> Any:
    from django.db import DatabaseError, connection

    from preround.web.wsgi import application

    try:
        migrate()
    except DatabaseError as reason:
        raise HomeUnusable(Path(connection.settings_dict["NAME"]), reason) from reason
    return application


def migrate() -> None:
    """Apply what the database lacks; a copy of an older one is kept beside it."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if not executor.loader.applied_migrations and not connection.introspection.table_names():
        _begin(connection, executor)
    elif executor.migration_plan(executor.loader.graph.leaf_nodes()):
        _keep_copy(connection)
        call_command("migrate", interactive=False, verbosity=0, skip_checks=True)


def _begin(connection: Any, executor: Any) -> None:
    """Give an empty database the tables as they are now, all or none.

    Why: going through every change there ever was costs a first start most of a second.
    """
    from django.apps import apps

    models = apps.get_app_config("web").get_models()
    with connection.schema_editor() as editor:
        for model in (executor.recorder.Migration, *models):
            editor.create_model(model)
        for app, name in executor.loader.graph.nodes:
            executor.recorder.record_applied(app, name)


def _keep_copy(connection: Any) -> None:
    """Write the database as it stands beside it before its shape changes."""
    path = Path(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite" or not connection.introspection.table_names():
        return
    copy = path.with_suffix(".before-update.sqlite3")
    copy.unlink(missing_ok=True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(copy)])


def _warm() -> None:
    """Build the first list while the browser opens; a page that comes first waits for it."""
    from django.db import connections
    from django.urls import get_resolver

    from preround.domain.errors import PreroundError
    from preround.web import lists, record

    try:
        get_resolver().url_patterns  # noqa: B018 -- loads every page
        lists.built_list(record.current())
        lists.catalogue().search("a", limit=1)
    except PreroundError as problem:  # the page says it; here only the head start is lost
        sys.stderr.write(f"{problem}\n")
    finally:
        connections.close_all()
        gc.freeze()
        gc.enable()
