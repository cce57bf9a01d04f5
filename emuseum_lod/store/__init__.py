"""The Oxigraph store: the one writer that follows the ledger, and the snapshots that readers open."""
