"""What a museum writes in one field, read into values: dates, dimensions, numbers, languages. Pure, and no text makes them fail."""
