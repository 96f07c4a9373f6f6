"""Files that people send: taken in while they come, kept in a folder or a bucket, given out piece by piece.

What a file means to a record is not known here. A row of the table `file` names the record that it belongs to, and the
layers above ask whether the person may read that."""
