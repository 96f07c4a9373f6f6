"""What people say about a record and who follows it."""
