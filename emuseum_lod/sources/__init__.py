"""Readers: one small module a format, each turning a museum's export into a stream of `SourceRecord`s."""
