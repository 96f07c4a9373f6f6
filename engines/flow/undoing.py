"""Taking back what visits did: their tasks vanish, their branches end, their decisions count no more."""

from engines.flow.run import Run


def descendants(run: Run, number: int) -> set[int]:
    """The visit and all that came after it, in whichever branch."""
    following: dict[int | None, list[int]] = {}
    for visit in run.visits.values():
        following.setdefault(visit.previous, []).append(visit.number)
    found = {number}
    waiting = [number]
    while waiting:
        more = following.get(waiting.pop(), ())
        found.update(more)
        waiting.extend(more)
    return found


def undo(run: Run, visits: set[int], kept_for: int | None = None) -> None:
    """Takes back what the visits did: open tasks vanish, branches end, decisions count no more. With `kept_for`
    what is done and lasts is kept for the visit of that number."""
    void: set[int] = set()
    for number in sorted(visits):
        visit = run.visits[number]
        for token in visit.born:
            if run.tokens[token].state not in {"ended", "cancelled"}:
                run.tokens.change(token, state="cancelled")
        is_kept = kept_for is not None and visit.state == "done"
        if visit.state == "open":
            run.close(visit, "void")
        elif is_kept and (station := run.station(visit)) is not None and station.is_lasting:
            run.visits.change(number, state="kept", kept_for=kept_for)
            continue
        else:
            run.visits.change(number, state="void", kept_for=None)
        void.add(number)
    run.void_votes(void)
