"""One module a generated page: `PATH` says where it stands, `render(root)` gives its text."""
