"""The records in the database and what is shown of them: claims made live or ended, by one writer at a time."""
