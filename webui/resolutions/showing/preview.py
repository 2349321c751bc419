"""The picture that a shared link shows: what differs, drawn on the server."""

from __future__ import annotations

from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from resolver_core import UV_VERSION
from webui.resolutions.showing.headlines import Part
from webui.resolutions.showing.page import ResolutionPage

WIDTH, HEIGHT = 1200, 630
MARGIN = 72
ROWS = 4
PAPER, INK, QUIET, LINE = "#ffffff", "#1a1f26", "#555e69", "#dfe3e8"
COLOURS = {"single": "#8a4b00", "universal": "#0a54b5"}


@cache
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def preview(page: ResolutionPage) -> bytes:
    """A PNG of 1200 by 630 pixels."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(image)
    _text(draw, (MARGIN, 56), " ".join(part for part in (page.project_name, page.where) if part), 28, QUIET)
    bottom = _wrapped(draw, page.headline.parts, MARGIN, 112, 52)
    _table(draw, page, max(bottom + 40, 320))
    _mark(draw, MARGIN, HEIGHT - 76)
    _text(draw, (MARGIN + 76, HEIGHT - 84), f"Whichwheel   emulates uv {UV_VERSION}", 28, QUIET)
    file = BytesIO()
    image.quantize(64).save(file, "PNG", optimize=True)
    return file.getvalue()


def _table(draw: ImageDraw.ImageDraw, page: ResolutionPage, top: int) -> None:
    rows = page.table.differing[:ROWS] if page.shown_view != "targets" and page.is_compared else []
    for number, row in enumerate(rows):
        y = top + number * 46
        if y > HEIGHT - 140:
            return
        draw.line((MARGIN, y - 8, WIDTH - MARGIN, y - 8), fill=LINE, width=2)
        _text(draw, (MARGIN, y), _cut(draw, row.project, 30, 480), 30, INK)
        _glyph(draw, "single", 600, y + 18, 9)
        _text(draw, (624, y), row.single.version if row.single else "absent", 30, COLOURS["single"])
        _glyph(draw, "universal", 860, y + 18, 9)
        _text(draw, (884, y), row.universal.version if row.universal else "absent", 30, COLOURS["universal"])


def _wrapped(draw: ImageDraw.ImageDraw, parts: tuple[Part, ...], left: int, top: int, size: int) -> int:
    """Write coloured words in lines; where the last one ends. The modes' glyphs are drawn: fonts may lack them."""
    x, y, space = float(left), top, _length(draw, " ", size)
    for part in parts:
        for word in part.text.replace("\u00a0", " ").split():
            if word in ("●", "◆"):
                _glyph(draw, part.kind, int(x) + 16, y + 34, 14)
                x += 40
                continue
            width = _length(draw, word, size)
            if x + width > WIDTH - MARGIN and x > left:
                x, y = float(left), y + round(size * 1.3)
            if y > 260:
                return y
            glued = part.text.startswith((".", ",")) and word == part.text.split()[0]
            x -= space if glued else 0
            _text(draw, (int(x), y), word, size, COLOURS.get(part.kind, INK))
            x += width + space
    return y + size


def _cut(draw: ImageDraw.ImageDraw, text: str, size: int, width: int) -> str:
    while len(text) > 1 and _length(draw, text, size) > width:
        text = text[:-2] + "…"
    return text


def _mark(draw: ImageDraw.ImageDraw, x: int, y: int) -> None:
    _glyph(draw, "single", x + 12, y + 12, 14)
    _glyph(draw, "universal", x + 42, y + 12, 14)


def _glyph(draw: ImageDraw.ImageDraw, kind: str, x: int, y: int, radius: int) -> None:
    if kind == "single":
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=COLOURS["single"])
    else:
        draw.polygon([(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)], fill=COLOURS["universal"])


def _text(draw: ImageDraw.ImageDraw, place: tuple[int, int], text: str, size: int, colour: str) -> None:
    draw.text(place, text, font=_font(size), fill=colour)


def _length(draw: ImageDraw.ImageDraw, text: str, size: int) -> float:
    return draw.textlength(text, font=_font(size))
