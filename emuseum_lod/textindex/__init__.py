"""The text index: the words of titles, descriptions and names, and the numbers of objects; a follower of the ledger beside the triple store."""
