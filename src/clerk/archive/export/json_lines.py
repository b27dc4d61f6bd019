"""Motions and attendance as JSON, one object each."""

from dataclasses import asdict

from clerk.archive.export.published import PublishedAttendance, PublishedMotion

Json = dict[str, object]


def motion_object(motion: PublishedMotion) -> Json:
    """The motion with its votes; inferred ones stand apart."""
    columns: Json = asdict(motion)
    votes = [asdict(vote) for vote in motion.votes if not vote.inferred]
    inferred = [asdict(vote) for vote in motion.votes if vote.inferred]
    printed = bool(motion.counts_printed)
    return {"type": "motion", **columns, "counts_printed": printed, "votes": votes, "inferred_votes": inferred}


def attendance_object(attendance: PublishedAttendance) -> Json:
    return {"type": "attendance", **asdict(attendance)}
