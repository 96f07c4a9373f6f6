"""Work that is carried out after the transaction that asks for it: our own rows, claimed by any number of workers."""
