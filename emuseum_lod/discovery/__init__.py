"""Tells crawlers what is here and where they should not go: sitemaps and robots.txt."""
