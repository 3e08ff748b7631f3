"""The commands, a module each: a function of the module's name, or a Typer `app` for a group."""
