"""What people are told of records that concern them: written after the commit, read under the reader's rights."""
