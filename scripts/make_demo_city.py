"""Makes the demo city's PDFs and truth.json from scripts/demo_city/*.yaml: `make_demo_city.py [OUT]`.

OUT is src/clerk/demo/city, where the results are kept in git; all but the encrypted file come out the same each time.
A page with a `look` is typeset, rendered to a picture, and then treated as a scanner would: skew, noise, a stamp.
"""

import datetime as dt
import io
import json
import random
import shutil
import sys
from pathlib import Path
from typing import NotRequired, TypedDict

import pypdfium2
import yaml
from fpdf import FPDF
from PIL import Image, ImageChops, ImageDraw, ImageFont

from clerk.demo.truth import CityJson, DocumentJson, MotionJson, PageJson

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "scripts" / "demo_city"
MADE_AT = dt.datetime(2024, 6, 1, tzinfo=dt.UTC)
WIDTH, HEIGHT, MARGIN, LEADING, SIZE = 612, 792, 72, 15, 11
SCAN_DPI = 200
PAPER = 244
JPEG_QUALITY = 38


class Look(TypedDict):
    skew: float
    noise: int
    upside_down: NotRequired[bool]


class PageSource(TypedDict):
    text: str
    look: NotRequired[Look]
    stamp: NotRequired[str]


class MotionSource(TypedDict):
    text: str
    page: int
    mover: str
    seconder: str
    result: str
    counts: dict[str, int]
    votes: dict[str, list[str]]


class DocumentSource(TypedDict):
    file: str
    font: str
    pages: list[PageSource]
    state: NotRequired[str]
    password: NotRequired[str]
    present: NotRequired[list[str]]
    absent: NotRequired[list[str]]
    motions: NotRequired[list[MotionSource]]


def main() -> None:
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "src" / "clerk" / "demo" / "city"
    sources = sorted(read_sources(), key=lambda source: source["file"])
    shutil.rmtree(out / "documents", ignore_errors=True)
    for source in sources:
        path = out / "documents" / source["file"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pdf_of(source))
    truth: CityJson = {"documents": [truth_of(source) for source in sources]}
    (out / "truth.json").write_text(json.dumps(truth, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def read_sources() -> list[DocumentSource]:
    return [yaml.safe_load(path.read_text(encoding="utf-8")) for path in SOURCES.glob("*.yaml")]


def pdf_of(source: DocumentSource) -> bytes:
    """The document's bytes; none at all for one without pages."""
    if not source["pages"]:
        return b""
    pdf = new_pdf()
    for number, page in enumerate(source["pages"], start=1):
        pdf.add_page()
        if "look" in page:
            seed = f"{source['file']} {number}"
            pdf.image(scan_of(page, page["look"], source["font"], seed), x=0, y=0, w=WIDTH, h=HEIGHT)
        else:
            typeset(pdf, page["text"], source["font"])
    if "password" in source:
        pdf.set_encryption(owner_password="riverbend", user_password=source["password"])  # noqa: S106  made up, and printed in truth.json
    return bytes(pdf.output())


def new_pdf() -> FPDF:
    pdf = FPDF(unit="pt", format="letter")
    pdf.set_auto_page_break(auto=False)
    pdf.set_creation_date(MADE_AT)
    return pdf


def typeset(pdf: FPDF, text: str, font: str) -> None:
    pdf.set_font(font, size=SIZE)
    for row, line in enumerate(text.splitlines()):
        if line.strip():
            pdf.text(MARGIN, MARGIN + row * LEADING, line)


def scan_of(page: PageSource, look: Look, font: str, seed: str) -> io.BytesIO:
    """The page as a JPEG that a scanner might have made."""
    pdf = new_pdf()
    pdf.add_page()
    typeset(pdf, page["text"], font)
    document = pypdfium2.PdfDocument(bytes(pdf.output()))
    picture = document[0].render(scale=SCAN_DPI / 72, grayscale=True).to_pil().convert("L")
    document.close()
    if "stamp" in page:
        picture = ImageChops.darker(picture, stamp_of(page["stamp"], picture.size))
    picture = picture.rotate(look["skew"], resample=Image.Resampling.BICUBIC, fillcolor=255)
    picture = noisy(picture, look["noise"], random.Random(seed))  # noqa: S311  noise that comes out the same each time
    if look.get("upside_down", False):
        picture = picture.transpose(Image.Transpose.ROTATE_180)
    jpeg = io.BytesIO()
    picture.save(jpeg, "JPEG", quality=JPEG_QUALITY, dpi=(SCAN_DPI, SCAN_DPI))
    return jpeg


def stamp_of(words: str, size: tuple[int, int]) -> Image.Image:
    """A slanted stamp near the foot of an otherwise white page."""
    page = Image.new("L", size, 255)
    font = ImageFont.load_default(size=45)
    draw = ImageDraw.Draw(page)
    place = (int(size[0] * 0.5), int(size[1] * 0.84))
    left, top, right, bottom = draw.textbbox(place, words, font=font)
    draw.text(place, words, fill=110, font=font)
    draw.rectangle((left - 14, top - 12, right + 14, bottom + 12), outline=110, width=4)
    return page.rotate(6, resample=Image.Resampling.BICUBIC, center=place, fillcolor=255)


def noisy(picture: Image.Image, noise: int, generator: random.Random) -> Image.Image:
    """Greyish paper with grain and a few specks of dust."""
    grain = Image.frombytes("L", picture.size, generator.randbytes(picture.width * picture.height))
    grain = grain.point([level * noise * 2 // 255 for level in range(256)])
    paper = ImageChops.subtract(picture.point([min(level, PAPER) for level in range(256)]), grain)
    draw = ImageDraw.Draw(paper)
    for _ in range(noise * 12):
        left, top = generator.randrange(picture.width), generator.randrange(picture.height)
        draw.ellipse((left, top, left + 1, top + 1), fill=90)
    return paper


def truth_of(source: DocumentSource) -> DocumentJson:
    kind, body, name = source["file"].split("/")
    return {
        "file": source["file"],
        "kind": kind,
        "body": body,
        "date": name[:10],
        "state": source.get("state", "ok"),
        "password": source.get("password"),
        "pages": [page_truth(page) for page in source["pages"]],
        "present": source.get("present", []),
        "absent": source.get("absent", []),
        "motions": [motion_truth(motion) for motion in source.get("motions", [])],
    }


def page_truth(page: PageSource) -> PageJson:
    return {
        "text": page["text"],
        "is_scan": "look" in page,
        "is_upside_down": page["look"].get("upside_down", False) if "look" in page else False,
    }


def motion_truth(motion: MotionSource) -> MotionJson:
    return {
        "text": motion["text"],
        "page": motion["page"],
        "mover": motion["mover"],
        "seconder": motion["seconder"],
        "result": motion["result"],
        "counts": motion["counts"],
        "votes": [{"name": name, "option": option} for option, names in motion["votes"].items() for name in names],
    }


if __name__ == "__main__":
    main()
