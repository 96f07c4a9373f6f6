"""Records: rows of an application's forms, read and written under a person's rights."""
