"""Files of strangers, read in a process of their own: whatever a file does to its reader, it does to that process."""
