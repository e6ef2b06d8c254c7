"""Who is to be forgotten, and who agreed again: what the acts about one person mean together.

Three kinds of act stand in the field ``erased`` of a person, all of kind ``erasure``:

- *for good* (``true``): she asked to be forgotten in full. Nothing takes it back.
- *request* (``{"withdrawn": [IDS]}``): she took back the yes on which others got her details. The
  ids are those of the operations that took it back.
- *again* (``{"agreed": [IDS]}``): she agreed again. The ids are those of withdrawals that a later
  answer has replaced.

A request is answered once every withdrawal it names is named by an *again*. So neither clocks nor
the order of arrival matter, and a withdrawal that whoever wrote the *again* never saw still stands.
Programs before these forms wrote requests as ``true``, under an id that tells them
(:func:`is_old_request`): any *again* of the same device answers those.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from carefacilitator.model.merge import operations
from carefacilitator.model.merge.merge import ancestors, heads_of
from carefacilitator.model.merge.operations import ERASURE_KIND, LATEST_CLOCK, Json, Operation
from carefacilitator.model.records.ids import derived_id

ERASED = "erased"
"""The one field of acts about a person."""

_WITHDRAWN, _AGREED = "withdrawn", "agreed"


def is_again(op: Operation) -> bool:
    """Whether an act says that a person agreed again."""
    return _ids(op, _AGREED) is not None


def is_old_request(op: Operation) -> bool:
    """Whether an act is a request of a program that named no withdrawals."""
    return op.value is True and op.change == derived_id("forget", op.nonce or "")


def unanswered(acts: Iterable[Operation]) -> list[Operation]:
    """Of all acts about one person those by which she is to be forgotten; none: she is not."""
    known = [op for op in acts if op.kind == ERASURE_KIND and op.known]
    agreed: set[str] = set()
    devices: set[str] = set()
    for op in known:
        ids = _ids(op, _AGREED)
        if ids is not None:
            agreed |= ids
            devices.add(op.device)
    return [op for op in known if not is_again(op) and not _answered(op, agreed, devices)]


def asked(ops: Iterable[Operation]) -> set[str]:
    """The people whom these operations ask to forget."""
    return {person for person, acts in _by_person(ops).items() if unanswered(acts)}


def agreed_again(ops: Iterable[Operation]) -> set[str]:
    """The people of whom these operations say that they agreed again."""
    told = _by_person(ops).items()
    return {one for one, acts in told if any(map(is_again, acts)) and not unanswered(acts)}


def _by_person(ops: Iterable[Operation]) -> dict[str, list[Operation]]:
    found: dict[str, list[Operation]] = defaultdict(list)
    for op in ops:
        if op.kind == ERASURE_KIND and op.known:
            found[op.record].append(op)
    return found


def _answered(op: Operation, agreed: set[str], devices: set[str]) -> bool:
    asked = _ids(op, _WITHDRAWN)
    if asked:
        return asked <= agreed
    return is_old_request(op) and op.device in devices


def _ids(op: Operation, name: str) -> set[str] | None:
    """The ids under the one name of an act's value; None where it has another form."""
    value = op.value
    if type(value) is not dict or set(value) != {name}:
        return None
    ids = value[name]
    if type(ids) is not list or not ids or not all(type(one) is str for one in ids):
        return None
    return set(ids)


def withdrawals(cells: Iterable[Collection[Operation]]) -> tuple[list[Operation], list[Operation]]:
    """The operations that took a yes back: those that stand, and those that were replaced.

    A refusal takes back any yes that was given before it. ``cells`` are the operations of
    ``status`` and ``withdrawn_on`` of consents, field by field.
    """
    standing: list[Operation] = []
    replaced: list[Operation] = []
    for ops in cells:
        heads = {op.id for op in heads_of(ops)}
        by_id = {op.id: op for op in ops}
        for op in ops:
            if _takes_back(op, by_id):
                (standing if op.id in heads else replaced).append(op)
    return standing, replaced


def _takes_back(op: Operation, by_id: Mapping[str, Operation]) -> bool:
    if op.field != "status":
        return op.field == "withdrawn_on" and bool(op.value)
    if op.value == "refused":
        return any(by_id[one].value == "given" for one in ancestors(by_id, op.id))
    return bool(op.value == "withdrawn")


def request(
    device: str, person: str, because: Collection[Operation], secret: bytes, after: int
) -> Operation:
    """Ask others to forget a person: the same operation every time for the same withdrawals."""
    return _act("forget", device, person, {_WITHDRAWN: _named(because)}, secret, after)


def again(
    device: str, person: str, replaced: Collection[Operation], secret: bytes, after: int
) -> Operation:
    """Tell others that a person agreed again: the same operation every time."""
    return _act("agreed", device, person, {_AGREED: _named(replaced)}, secret, after)


def _named(ops: Collection[Operation]) -> list[Json]:
    return sorted(op.id for op in ops)


def _act(
    name: str, device: str, person: str, value: dict[str, Json], secret: bytes, after: int
) -> Operation:
    """``after`` is the latest clock it follows; ``secret`` never leaves."""
    told = "\x1f".join((name, person, operations.canonical(value))).encode()
    nonce = hashlib.blake2b(told, digest_size=16, key=secret).hexdigest()
    return operations.make(
        change=derived_id(name, nonce),
        device=device,
        clock=min(after + 1, LATEST_CLOCK - 1),
        kind=ERASURE_KIND,
        record=person,
        field=ERASED,
        value=value,
        nonce=nonce,
    )
