"""Applications as data: the root document, its checks, drafts and versions."""
