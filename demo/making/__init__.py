"""What draws the pictures and builds the models."""
