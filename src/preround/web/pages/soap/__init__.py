"""SOAP: what to prepare, and from the rank list deadline on the pack itself."""
