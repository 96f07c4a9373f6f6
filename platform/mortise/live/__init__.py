"""Live updates: one broadcaster for each process reads what was committed and tells every open stream what its person
may know of it.

**Nothing is missed.** Rows of the change log and of the outbox carry the number of the transaction that wrote them.
Numbers of rows are not committed in their order, so a look does not ask for rows above the last one: it asks for what
the snapshot of the last look could not see (`tail`). That is one statement for all streams, whatever their number,
and without a stream none.

**Nothing is told that may not be known.** For each form that changed, the rights compiler says which of the records a
person sees now, and which they saw before (`visibility`). Only a change of a record that is in a person's lists is told
to them; a record that left these lists is told as deleted, and one that entered as changed. A computed value that a
person may not read moves nothing for them. An event holds ids and versions: browsers read again under their rights.

**Nothing outlives its right.** The same statement tells which sessions and tokens still hold and where the rights epoch
stands, so that a stream ends or narrows before the next event is sent.

**Nothing piles up.** A stream holds no connection to the database and a bounded queue; who reads too slowly is cut off
and comes back with `Last-Event-ID`, from which a few minutes are told again. Whatever cannot be told exactly becomes
`reset`: read again what you show."""
