"""The ledger: the relational truth about every item and its append-only change log."""
