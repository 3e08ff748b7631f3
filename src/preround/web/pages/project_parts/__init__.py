"""The written parts of a project: problem, aim, permission, what was learned; kept while typed."""
