"""What others will think of our records: Europeana's grades and problem patterns. Pure functions of what is published."""
