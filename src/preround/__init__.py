"""An open, local-first workbench for the residency application."""
