"""Find words in everything, without accents and in any form of the Arabic letters.

The index holds folded text (``model/text/folding.py``) in trigrams, so that a part of a word finds
it: ``مدرسة`` finds ``والمدرسة``. It is brought up to date just before a search and when nothing
else is to do, never while somebody types.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from typing import Any, NamedTuple

from carefacilitator.errors import MachineTrouble
from carefacilitator.model.records.records import KINDS, fields_of
from carefacilitator.model.text.folding import fold
from carefacilitator.storage import oplog
from carefacilitator.storage.database import DATABASE_FILE
from carefacilitator.storage.failures import WorkspaceInUse
from carefacilitator.storage.oplog import Key
from carefacilitator.storage.projection import columns, record_of
from carefacilitator.storage.workspace import Workspace

SCRUB_DUE = "scrub_due"
"""Kept with the workspace from an erasure until nothing of it is left in the file."""


def _searched(kind: str) -> tuple[str, ...]:
    found = (rule for rule in fields_of(kind) if rule.searched)
    return tuple(rule.name for rule in sorted(found, key=lambda rule: rule.searched))


_FIRST = ("workshop", "programme", "organisation", "person")
"""What is looked for most is indexed, and among equals found, before what was said there."""

SEARCHED = {kind: names for kind in (*_FIRST, *KINDS) if (names := _searched(kind))}
"""Which fields of which kinds a search looks into, those first whose words are shown first."""


class Hit(NamedTuple):
    """One found record."""

    kind: str
    record: str
    workshop: str
    text: str


def search(workspace: Workspace, words: str, limit: int = 50) -> list[Hit]:
    """Records that hold every word (or part of a word of three letters and more), best first.

    Shorter words narrow what the longer ones found; only short words scan the whole index. What the
    index lacks, because another program holds the workspace, is read and compared as it stands.
    """
    parts = fold(words).split()
    if not parts:
        return []
    refresh(workspace)
    unread = _unread(workspace)
    rows = _indexed(workspace, parts, limit)
    read = [row for row in rows if (row[0], row[1]) not in unread]
    found = [_hit(workspace, kind, record, where, parts) for kind, record, where in read]
    hits = [hit for hit in found if hit is not None]
    return [*hits, *_among(workspace, unread, parts)][:limit]


def _indexed(workspace: Workspace, parts: list[str], limit: int) -> list[tuple[Any, ...]]:
    """Kind, id and workshop of the records whose indexed text holds every part."""
    long = [part for part in parts if len(part) >= 3]
    where, values = [], list[object]()
    if long:
        where.append("search_text MATCH ?")
        values.append(" AND ".join(_phrase(part) for part in long))
    for part in parts:
        if len(part) < 3:
            where.append("folded LIKE ? ESCAPE '!'")
            values.append(f"%{_literal(part)}%")
    order = "ORDER BY rank" if long else ""
    return workspace.database.rows(
        f"SELECT kind, record, workshop FROM search_text WHERE {' AND '.join(where)} "
        f"{order} LIMIT ?",
        (*values, limit),
    )


def _unread(workspace: Workspace) -> set[Key]:
    """The records that were written since the index was: none where it could be brought up."""
    if not _waiting(workspace):
        return set()
    upto = int(workspace.meta("searched") or 0)
    rows = workspace.database.rows(
        "SELECT kind, record FROM search_due"
        " UNION SELECT kind, record FROM operation WHERE seq > ?",
        (upto,),
    )
    return {(row[0], row[1]) for row in rows if row[0] in SEARCHED}


def _among(workspace: Workspace, unread: set[Key], parts: list[str]) -> list[Hit]:
    """Those of the unread records that hold every part, as they are now."""
    hits = []
    for kind in sorted({kind for kind, _ in unread}):
        for record in workspace.all(KINDS[kind]):
            if (kind, record.id) not in unread:
                continue
            text = _folded(kind, record)
            if all(part in text for part in parts):
                shown = _shown(kind, record, parts)
                hits.append(Hit(kind, record.id, _workshop_of(kind, record), shown))
    return hits


def _phrase(part: str) -> str:
    return '"' + part.replace('"', '""') + '"'


def _literal(part: str) -> str:
    return part.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def _hit(
    workspace: Workspace, kind: str, record: str, workshop: str, parts: list[str]
) -> Hit | None:
    found = workspace.find(KINDS[kind], record)
    if found is None:
        return None
    return Hit(kind, record, workshop, _shown(kind, found, parts))


def _shown(kind: str, record: Any, parts: list[str]) -> str:
    """The text of a record that holds the most of what was looked for, the first of equals."""
    texts = [str(value) for value in _texts(kind, record) if value]
    return max(texts, key=lambda text: sum(part in fold(text) for part in parts), default="")


def _folded(kind: str, record: Any) -> str:
    return fold(" \n ".join(text for text in _texts(kind, record) if text))


def _workshop_of(kind: str, record: Any) -> str:
    return str(record.id if kind == "workshop" else getattr(record, "workshop_id", ""))


def _texts(kind: str, record: Any) -> Iterable[str]:
    for name in SEARCHED[kind]:
        value = getattr(record, name)
        if isinstance(value, dict):
            yield from value.values()
        elif isinstance(value, tuple):
            yield from value
        else:
            yield value


def refresh(workspace: Workspace, most: int = 20_000) -> int:
    """Index what was written since the last time; returns how many records were read.

    Reads at most so many operations at a time and goes on until all is done, and scrubs the file
    where somebody was erased and the program ended before that. Quietly does nothing
    where another program holds the workspace: :func:`search` then reads what the index lacks.
    """
    read = 0
    while (waiting := _waiting(workspace)) and _may_write(workspace):
        lent = workspace.database.lent(waiting)
        with lent, workspace.database.transaction() as connection:
            read += _take_in(connection, most)
    if workspace.meta(SCRUB_DUE) and _may_write(workspace):
        scrub(workspace)
    return read


def _waiting(workspace: Workspace) -> int:
    """About how many operations and records the index lacks; 0 where it lacks nothing."""
    query = (
        "SELECT (SELECT count(*) FROM search_due) + max(0,"
        " coalesce((SELECT max(seq) FROM operation), 0)"
        " - coalesce((SELECT CAST(value AS INTEGER) FROM meta WHERE key='searched'), 0))"
    )
    return int(workspace.database.one(query))


def _take_in(connection: Any, most: int) -> int:
    row = connection.execute("SELECT value FROM meta WHERE key='searched'").fetchone()
    upto = int(row[0]) if row else 0
    (last,) = connection.execute(
        "SELECT max(seq) FROM (SELECT seq FROM operation WHERE seq > ? ORDER BY seq LIMIT ?)",
        (upto, most),
    ).fetchone()
    rows = connection.execute(
        "SELECT kind, record FROM operation WHERE seq > ? AND seq <= ?"
        " GROUP BY kind, record ORDER BY min(seq)",
        (upto, last or 0),
    ).fetchall()
    due = connection.execute("SELECT kind, record FROM search_due").fetchall()
    connection.execute("DELETE FROM search_due")
    by_kind: dict[str, dict[str, None]] = {kind: {} for kind in SEARCHED}
    for kind, record in (*due, *rows):
        if kind in SEARCHED:
            by_kind[kind][record] = None
    for kind, records in by_kind.items():
        _index(connection, kind, list(records))
    if last is not None:
        connection.execute(
            "INSERT INTO meta VALUES ('searched',?)"
            " ON CONFLICT(key) DO UPDATE SET value=excluded.value",
            (str(last),),
        )
    return sum(map(len, by_kind.values()))


def mark_due(connection: Any, keys: Iterable[Key]) -> None:
    """These records changed without a new operation: index them anew the next time."""
    connection.executemany(
        "INSERT OR IGNORE INTO search_due (kind,record) VALUES (?,?)",
        sorted(key for key in keys if key[0] in SEARCHED),
    )


def scrub(workspace: Workspace) -> None:
    """Write the index anew without what was deleted from it, and empty the write-ahead log.

    The copy from before the file was lifted to this version goes: it still knows who was erased.
    What could not be done stays due (:func:`owe_scrub`).
    """
    with workspace.database.transaction() as connection:
        connection.execute("INSERT INTO search_text (search_text) VALUES ('optimize')")
    still_read = workspace.database.one("PRAGMA wal_checkpoint(TRUNCATE)")
    for older in workspace.folder.glob(f"{DATABASE_FILE}.before-*"):
        with contextlib.suppress(OSError):
            older.unlink()
    if still_read or list(workspace.folder.glob(f"{DATABASE_FILE}.before-*")):
        return
    with workspace.database.transaction() as connection:
        connection.execute("DELETE FROM meta WHERE key=?", (SCRUB_DUE,))
    workspace.database.one("PRAGMA wal_checkpoint(TRUNCATE)")


def pay_scrub(workspace: Workspace) -> None:
    """Scrub what is due now; where the disk is full it stays due, since erasing itself is done."""
    with contextlib.suppress(MachineTrouble):
        refresh(workspace)


def owe_scrub(connection: Any) -> None:
    """Values were blanked: the file has to be scrubbed, whatever happens to the program now."""
    connection.execute("INSERT OR IGNORE INTO meta VALUES (?,'1')", (SCRUB_DUE,))


def _may_write(workspace: Workspace) -> bool:
    try:
        workspace.begin_writing()
    except (WorkspaceInUse, MachineTrouble):
        return False
    return True


def _index(connection: Any, kind: str, records: list[str]) -> None:
    for part in oplog.chunks(records):
        marks = ",".join("?" * len(part))
        rows = connection.execute(
            f"SELECT record, seq FROM search_row WHERE kind=? AND record IN ({marks})",
            (kind, *part),
        )
        known = dict(rows.fetchall())
        connection.executemany(
            "DELETE FROM search_text WHERE rowid=?", ((seq,) for seq in known.values())
        )
        found = connection.execute(
            f'SELECT {columns(kind)} FROM "{kind}" WHERE id IN ({marks}) AND _deleted=0', part
        ).fetchall()
        known.update(_new_rows(connection, kind, [row[0] for row in found if row[0] not in known]))
        lines = []
        for row in found:
            record = record_of(kind, row)
            seq = known[record.id]
            lines.append((seq, record.id, kind, _workshop_of(kind, record), _folded(kind, record)))
        connection.executemany(
            "INSERT INTO search_text (rowid,record,kind,workshop,folded) VALUES (?,?,?,?,?)", lines
        )


def _new_rows(connection: Any, kind: str, records: list[str]) -> dict[str, int]:
    """Numbers for records that the index meets for the first time."""
    connection.executemany(
        "INSERT INTO search_row (kind,record) VALUES (?,?)", ((kind, one) for one in records)
    )
    marks = ",".join("?" * len(records))
    rows = connection.execute(
        f"SELECT record, seq FROM search_row WHERE kind=? AND record IN ({marks})", (kind, *records)
    )
    return dict(rows.fetchall())
