"""The PostgreSQL that runs in the data folder when the settings name no other."""
