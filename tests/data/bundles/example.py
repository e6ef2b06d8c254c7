"""The example bundle of FORMAT.md: what it holds and with which keys it is made.

Run as a program, it writes the bundle of the present version of the format. A version that was
released is never written again: its file stays as it is and must always open.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from carefacilitator.bundle.assembly import AttachedFile, BundleContents
from carefacilitator.bundle.description import FORMAT, WorkshopLine
from carefacilitator.bundle.keys import Identity, Recipient, identity_from
from carefacilitator.bundle.write import write_bundle
from carefacilitator.model.merge.operations import Operation, make
from carefacilitator.model.privacy.withheld import Withheld
from carefacilitator.model.records import records
from carefacilitator.model.records.cells import cells_of
from carefacilitator.model.records.records import Record, kind_of

FOLDER = Path(__file__).resolve().parent
FILE = FOLDER / ".".join(map(str, FORMAT)) / "example.carebundle"

DEVICE = "00112233445566aa"
MADE_AT = "2026-03-06T09:30:00Z"
PHOTO = b"Not a photo, but the bytes of one as far as a bundle cares.\n" * 3


def sender() -> Identity:
    """The keys of the device that made the example; used for nothing else."""
    return identity_from(
        "AGE-SECRET-KEY-1L4JYVNPJKP46H89VUHXSMY8SSWJ774FU742FFGKWMM6YTT45J5XSDW4NTS",
        bytes.fromhex("24a7052122d6764547c9367a991ee096179c30e365adf3b81117d9f583856fd8"),
    )


def receiver() -> Identity:
    """The keys of the secretariat of the example; used for nothing else."""
    return identity_from(
        "AGE-SECRET-KEY-1VNXWFCCP4SH0WJRF6Z43V34X02TMZ9ENH6N5HK294EC7RZPP0NAS57MUJD",
        bytes.fromhex("d5b56ae12911be3ece45bb12fa865d4d6b3e150499ee7ca66a61fecfaafad8be"),
    )


def recipient() -> Recipient:
    """The secretariat as somebody a bundle is for: the third one in a series."""
    return Recipient(
        age=receiver().age_public,
        name="Secretariat",
        device="ffeeddccbbaa9988",
        minisign=receiver().minisign_public,
        sequence=3,
        previous=hashlib.sha256(b"the bundle before").hexdigest(),
    )


def _id(number: int) -> str:
    return f"0195a000-0000-7000-8000-{number:012x}"


def all_records() -> list[Record]:
    """A workshop with one person, one note in Spanish, one lesson in Arabic, one commitment."""
    workshop, person, participation = _id(3), _id(4), _id(5)
    photo = hashlib.sha256(PHOTO).hexdigest()
    return [
        records.Programme(id=_id(1), code="W", title="Example programme", sample=True),
        records.Organisation(id=_id(2), name="Organisation 001", names={"ar": "منظمة 001"}),
        records.Workshop(
            id=workshop,
            programme_id=_id(1),
            code="W1",
            title="Taller de ejemplo",
            start="2026-03-05",
            end="2026-03-05",
            languages=("es", "ar"),
            time_zone="America/Bogota",
            number=1,
            sample=True,
        ),
        records.Person(id=person, organisation_id=_id(2)),
        records.Participation(id=participation, workshop_id=workshop, person_id=person),
        records.Note(
            id=_id(6),
            workshop_id=workshop,
            text="- El cuidado, dijo el grupo, «también es trabajo»\n- Falta tiempo",
            language="es",
        ),
        records.Lesson(
            id=_id(7),
            workshop_id=workshop,
            text="=العمل الرعائي عمل (5R)",
            language="ar",
            evidence=(_id(6),),
        ),
        records.Commitment(
            id=_id(8), workshop_id=workshop, who="Organisation 001", what="Meet", due="2026-06-30"
        ),
        records.Attachment(
            id=_id(9),
            workshop_id=workshop,
            name="photo.jpg",
            media_type="image/jpeg",
            size=len(PHOTO),
            sha256=photo,
        ),
    ]


def operations() -> Iterator[Operation]:
    """The operations behind the records; the person's name is withheld."""
    clock = 1_772_800_000_000
    for number, record in enumerate(all_records()):
        for field, value in cells_of(record).items():
            clock += 1
            op = make(
                change=_id(0x100 + number),
                device=DEVICE,
                clock=clock,
                kind=kind_of(record),
                record=record.id,
                field=field,
                value=value,
                nonce=hashlib.sha256(f"{record.id}/{field}".encode()).hexdigest()[:32],
            )
            if op.field == "taken_on":
                day = op
            stays = (op.kind, op.field) in (("person", "name"), ("attachment", "taken_on"))
            yield op.withheld() if stays else op  # not agreed to; and replaced by the last line
    yield make(
        change=_id(0x200),
        device=DEVICE,
        clock=clock + 1,
        kind=day.kind,
        record=day.record,
        field=day.field,
        value="2026-03-05",
        parents=(day.id,),
        nonce=hashlib.sha256(b"edit").hexdigest()[:32],
    )


def contents() -> BundleContents:
    """Everything in the example."""
    by_kind: dict[str, list[Record]] = {}
    for record in all_records():
        by_kind.setdefault(kind_of(record), []).append(record)
    return BundleContents(
        device=DEVICE,
        name="Example laptop",
        made_at=MADE_AT,
        made_by="Facilitator 001",
        workshops=[
            WorkshopLine(id=_id(3), code="W1", title="Taller de ejemplo", start="2026-03-05")
        ],
        operations=operations(),
        records=by_kind,
        attachments=[
            AttachedFile(
                sha256=hashlib.sha256(PHOTO).hexdigest(),
                media_type="image/jpeg",
                load=lambda: PHOTO,
            )
        ],
        withheld=[Withheld(kind="person", count=1, reason="not_asked")],
        program="CareFacilitator 0.1.0",
    )


if __name__ == "__main__":
    FILE.parent.mkdir(exist_ok=True)
    write_bundle(FILE, contents(), [recipient()], sender())
