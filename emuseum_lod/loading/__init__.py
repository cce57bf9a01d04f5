"""A load: from a provider's export to a committed ledger and a published snapshot."""
