"""What lint rules are made of: the line and its role, the claims, the loader."""
