"""The documents and pages of an OFD package, and the resources that their objects refer to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath
from typing import Any

from lxml import etree

from extractors.errors import DamagedFile, EncryptedFile, NoPages, TooLarge, UnreadableFile
from extractors.guards.rations import part_name
from extractors.packages import Package, parse_xml

ROOT = "OFD.xml"
MOST_PAGES = 5000
"""Pages; no disclosure has so many, a hostile file may."""
MOST_CONTENT = 512 * 1024 * 1024
"""Bytes of the XML of all pages together; a page of tables has some 300 kB."""
MOST_RELATIVES = 8
"""Drawing parameters that take over from one another."""
USUAL_PAGE = (0.0, 0.0, 210.0, 297.0)
"""Millimetres: A4, where neither page nor document says its size."""


@dataclass(frozen=True, slots=True)
class Ink:
    """Width (millimetres) and colours that objects are drawn with; a colour is an element of the file."""

    width: float | None = None
    fill: Any = None
    stroke: Any = None

    def over(self, below: Ink) -> Ink:
        """This, with what it leaves open taken from ``below``."""
        return Ink(
            below.width if self.width is None else self.width,
            below.fill if self.fill is None else self.fill,
            below.stroke if self.stroke is None else self.stroke,
        )


@dataclass(slots=True)
class Resources:
    """What the objects of a document refer to by number: drawing parameters, groups of objects, and
    pictures by the part that holds them."""

    inks: dict[str, Ink] = field(default_factory=dict)
    groups: dict[str, Any] = field(default_factory=dict)
    bold_fonts: set[str] = field(default_factory=set)
    pictures: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PageContent:
    """A page: its box (left, top, width, height, in millimetres), and its layers from the bottom up.

    ``layers`` is ``None`` for a page that cannot be read; ``whole``: the templates that it names are there.
    """

    box: tuple[float, float, float, float]
    layers: list[Any] | None
    resources: Resources
    whole: bool = True


@dataclass(slots=True)
class Container:
    """An OFD package: its pages in order, over all its documents, and what is to be said of them.

    ``part`` gives the bytes of a part. Raises as :meth:`extractors.packages.Package.read`.
    """

    documents: int
    signed: bool
    pages: Iterator[PageContent]
    part: Callable[[str], bytes]


def local(element: Any) -> str:
    """The name of an element without its namespace: two are in use; '' for a comment."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def children(element: Any, name: str) -> list[Any]:
    """The children of an element with a name, whatever their namespace."""
    return [child for child in element if local(child) == name]


def first(element: Any, *path: str) -> Any:
    """What a path of names leads to first; ``None`` if it leads nowhere."""
    for name in path:
        element = next(iter(children(element, name)), None)
        if element is None:
            return None
    return element


def numbers(text: str | None, count: int | None = None) -> list[float] | None:
    """The numbers of a list; ``None`` if there are others than ``count``, or what is no number."""
    try:
        found = [float(part) for part in (text or "").replace(",", " ").split()]
    except ValueError:
        return None
    if count is not None and len(found) != count or not all(abs(number) < 1e7 for number in found):
        return None
    return found


def open_container(data: bytes) -> Container:
    """The package opened; its pages are read as they are asked for.

    Raises :class:`~extractors.errors.DamagedFile`, :class:`~extractors.errors.EncryptedFile`,
    :class:`~extractors.errors.NoPages`, :class:`~extractors.errors.TooLarge` and
    :class:`~extractors.errors.UnsafeFile`.
    """
    package = Package(data)
    names = _Names(package)
    root = package.xml(names.find("", ROOT) or ROOT)
    encrypted = any(local(element).startswith("Encrypt") for element in root.iter())
    bodies = children(root, "DocBody")
    documents = []
    for body in bodies:
        place = first(body, "DocRoot")
        name = names.find("", (place.text or "").strip()) if place is not None else None
        if name is None:
            continue
        try:
            documents.append((name, package.xml(name)))
        except DamagedFile:
            if not encrypted:
                raise
    if not documents:
        if encrypted:
            raise EncryptedFile
        raise DamagedFile("it has no document")
    listed = [(name, document, _pages(document)) for name, document in documents]
    count = sum(len(pages) for _, _, pages in listed)
    if count == 0:
        raise NoPages
    if count > MOST_PAGES:
        raise TooLarge(f"it has {count:,} pages")
    signed = any(first(body, "Signatures") is not None for body in bodies)
    return Container(len(listed), signed, _all_pages(package, names, listed), package.read)


def _pages(document: Any) -> list[Any]:
    pages = first(document, "Pages")
    return children(pages, "Page") if pages is not None else []


class _Names:
    """The names of a package's parts, found however a reference writes them."""

    def __init__(self, package: Package) -> None:
        self._known = {name.lstrip("/").lower(): name for name in package.names()}

    def find(self, base: str, reference: str) -> str | None:
        """The part that ``reference`` names in the part ``base``; ``None`` if there is none."""
        reference = part_name(reference)
        places = [reference] if reference.startswith("/") else [join(dirname(base), reference), reference]
        for place in places:
            found = self._known.get(normpath(place.lstrip("/")).lower())
            if found is not None:
                return found
        return None


def _all_pages(
    package: Package, names: _Names, documents: list[tuple[str, Any, list[Any]]]
) -> Iterator[PageContent]:
    budget = MOST_CONTENT

    def part(base: str, reference: str | None) -> tuple[str, Any]:
        """The name and root of a part. Raises as :meth:`Package.xml`, and :class:`TooLarge`."""
        nonlocal budget
        name = names.find(base, reference or "")
        if name is None:
            raise DamagedFile(f"it has no part {reference}")
        data = package.read(name)
        budget -= len(data)
        if budget < 0:
            raise TooLarge(f"pages of more than {MOST_CONTENT // (1024 * 1024)} MB")
        return name, parse_xml(data, name)

    for name, document, pages in documents:
        resources = Resources()
        common = first(document, "CommonData")
        for kind in ("PublicRes", "DocumentRes"):
            for reference in children(common, kind) if common is not None else ():
                try:
                    _add_resources(*part(name, (reference.text or "").strip()), names, resources)
                except DamagedFile:
                    continue  # pictures and fonts; the text is in the pages
        templates = {
            template.get("ID", ""): template.get("BaseLoc")
            for template in (children(common, "TemplatePage") if common is not None else ())
        }
        usual = _box(first(common, "PageArea")) if common is not None else None
        seen: set[str] = set()
        for page in pages:
            try:
                place, content = part(name, page.get("BaseLoc"))
                if place in seen:
                    raise DamagedFile(f"two of its pages are the part {place}")
                seen.add(place)
                yield _page(place, content, name, templates, part, names, resources, usual or USUAL_PAGE)
            except TooLarge:
                raise
            except UnreadableFile:
                yield PageContent(usual or USUAL_PAGE, None, resources)


def _page(
    place: str,
    content: Any,
    document: str,
    templates: dict[str, str | None],
    part: Any,
    names: _Names,
    resources: Resources,
    usual: tuple[float, float, float, float],
) -> PageContent:
    own = Resources(
        dict(resources.inks), dict(resources.groups), set(resources.bold_fonts), dict(resources.pictures)
    )
    for reference in children(content, "PageRes"):
        try:
            found = part(place, (reference.text or "").strip())
            _add_resources(found[0], found[1], names, own)
        except DamagedFile:
            continue
    below: list[Any] = []
    above: list[Any] = []
    whole = True
    for reference in children(content, "Template"):
        try:
            layers = _layers(part(document, templates.get(reference.get("TemplateID", "")))[1])
        except DamagedFile:
            whole = False
            continue
        (above if reference.get("ZOrder") == "Foreground" else below).extend(layers)
    box = _box(first(content, "Area")) or usual
    return PageContent(box, [*below, *_layers(content), *above], own, whole)


def _layers(page: Any) -> list[Any]:
    content = first(page, "Content")
    return children(content, "Layer") if content is not None else []


def _box(area: Any) -> tuple[float, float, float, float] | None:
    box = first(area, "PhysicalBox") if area is not None else None
    found = numbers(box.text, 4) if box is not None else None
    return (found[0], found[1], found[2], found[3]) if found and min(found[2:]) > 0 else None


def _add_resources(place: str, root: Any, names: _Names, resources: Resources) -> None:
    """Take up what a part of resources holds: drawing parameters, groups, bold fonts, pictures."""
    folder = join(dirname(place), root.get("BaseLoc") or "", "")
    relatives: dict[str, str] = {}
    for element in root.iter():
        match local(element):
            case "DrawParam":
                name = element.get("ID", "")
                resources.inks[name] = ink_of(element)
                if relative := element.get("Relative"):
                    relatives[name] = relative
            case "CompositeGraphicUnit":
                resources.groups[element.get("ID", "")] = element
            case "MultiMedia" if (media := first(element, "MediaFile")) is not None:
                if found := names.find(folder, (media.text or "").strip()):
                    resources.pictures[element.get("ID", "")] = found
            case "Font" if element.get("Bold") == "true":
                resources.bold_fonts.add(element.get("ID", ""))
    for name, following in relatives.items():
        for _ in range(MOST_RELATIVES):
            if following not in resources.inks:
                break
            resources.inks[name] = resources.inks[name].over(resources.inks[following])
            following = relatives.get(following, "")


def ink_of(element: Any) -> Ink:
    """What an object or drawing parameter says of its ink itself."""
    width = numbers(element.get("LineWidth"), 1)
    return Ink(width[0] if width else None, first(element, "FillColor"), first(element, "StrokeColor"))
