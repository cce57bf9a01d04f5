"""Records to triples: the CRM and Dublin Core patterns, their canonical form, and the checks of both."""
