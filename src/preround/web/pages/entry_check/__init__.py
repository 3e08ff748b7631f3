"""An experience entry beside its findings and its ledger of claims."""
