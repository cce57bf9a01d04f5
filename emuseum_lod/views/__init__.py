"""Pure functions from records and labels to the documents that the faces serve."""
