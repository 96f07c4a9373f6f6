"""Applications on their way in and out: folders, zip files, the catalogue, installation with sample data."""
