"""A web page to the article in it: its metadata, and its HTML without the site around it.

The article is the `<article>` or `<main>` that holds most of the text, or else the body. Navigation, forms,
scripts, cookie banners and the like are taken out by element, role and class; each piece with text is
reported.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from ...diagnostics import Diagnostic, Place, Refusal
from .datelines import read_date
from .draft import Draft, words_of
from .received import checked

Element = Any
_SILENT = {"script", "style", "template", "link", "meta", "base", "head", "title"}  # never seen by a reader
_FURNITURE = {
    "nav", "aside", "footer", "form", "button", "input", "select", "textarea", "dialog", "iframe", "object",
    "embed",
    "noscript", "canvas", "video", "audio", "menu", "svg", "applet", "frameset", "datalist", "progress",
}  # fmt: skip
_ROLES = {
    "navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog", "toolbar",
    "menu",
    "menubar", "form", "button", "alert", "status",
}  # fmt: skip
_NOTES = {"doc-endnotes", "doc-footnote", "doc-endnote", "doc-footnotes", "note"}
_CLASSES = {
    "cookie", "cookies", "consent", "gdpr", "share", "sharing", "social", "breadcrumb", "breadcrumbs",
    "newsletter",
    "related", "sidebar", "pagination", "pager", "skip", "advert", "advertisement", "ads", "promo", "menu",
    "navbar",
    "nav", "navigation", "comments", "comment-respond", "print-link", "toolbar", "popup", "modal", "footer",
    "addtoany",
    "sharedaddy", "subscribe", "subscription", "print", "printer",
}  # fmt: skip
_HEADERS = ("h1", "h2", "h3", "h4", "h5", "h6")


def read_page(draft: Draft, source: str) -> str:
    """Fills the draft with what the page says of itself and gives the HTML of the article in it."""
    root = _parsed(draft.name, source)
    _metadata(draft, root)
    body = root.find(".//body")
    body = root if body is None else body
    article = _article(body)
    _report_outside(draft, body, article)
    _clean(draft, article)
    return _serialised(article)


def _parsed(name: str, source: str) -> Element:
    from lxml import etree

    # The declaration of an encoding would be taken at its word, though the text is decoded already.
    source = re.sub(r"^\s*<\?xml[^>]*\?>", "", source)
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(source.encode("utf-8", "replace"), parser)
    if root is None:
        raise Refusal([Diagnostic("import-empty", f"no text was found in “{name}”", Place(name))])
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise Refusal([Diagnostic("too-complex", f"“{name}” nests too deep", Place(name))])
    element: Any
    for element in root.iter():  # the numbers of characters (`&#1;`) are characters now
        for text in (element.text, *element.attrib.values(), element.tail):
            checked(name, text or "", element.sourceline or 0)
    return root


def _metadata(draft: Draft, root: Element) -> None:
    meta = dict(_metas(root))
    linked = dict(_linked_data(root))
    draft.title = _title(root, meta)
    draft.language = draft.language or _language(root, meta)
    named = ("author", "article:author", "dc.creator", "dcterms.creator", "citation_author", "parsely-author")
    names = [meta[key] for key in named if meta.get(key) and "://" not in meta[key]]
    draft.authors = names[:1] or ([linked["author"]] if linked.get("author") else [])
    dated = ("article:published_time", "date", "dc.date", "dcterms.date", "dc.date.issued",
             "dcterms.issued",
             "citation_publication_date", "citation_date", "pubdate", "publish-date",
             "parsely-pub-date")  # fmt: skip
    dates = [meta.get(key, "") for key in dated] + [linked.get("date", "")] + list(_times(root))
    draft.date = next(
        (
            date
            for value in dates
            if (date := read_date(value[:10], draft.language) or read_date(value, draft.language))
        ),
        "",
    )
    draft.publisher = meta.get("og:site_name", "") or meta.get("dc.publisher", "")
    canonical = root.find(".//link[@rel='canonical']")
    url = (canonical.get("href") if canonical is not None else "") or meta.get("og:url", "")
    draft.url = url if url.startswith(("http://", "https://")) else ""


def _metas(root: Element) -> Iterator[tuple[str, str]]:
    for element in reversed(list(root.iter("meta"))):  # the first of a name wins
        key = (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()
        value = " ".join((element.get("content") or "").split())
        if key and value:
            yield ("date" if key == "datepublished" else key), value


def _linked_data(root: Element) -> Iterator[tuple[str, str]]:
    """Author and date from JSON-LD, where the page has no meta element for them."""
    for script in root.iter("script"):
        if script.get("type") != "application/ld+json":
            continue
        try:
            data = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        items = data if isinstance(data, list) else data.get("@graph", [data]) if isinstance(data, dict) else []
        for item in (i for i in items if isinstance(i, dict) and i.get("datePublished")):
            yield "date", str(item["datePublished"])
            author = item.get("author")
            author = author[0] if isinstance(author, list) and author else author
            yield "author", str(author.get("name", "")) if isinstance(author, dict) else str(author or "")


def _times(root: Element) -> Iterator[str]:
    for element in root.iter("time"):
        yield element.get("datetime") or _text(element)


def _title(root: Element, meta: dict[str, str]) -> str:
    """The page's heading, or what it calls itself without the name of the site behind it."""
    site = re.escape(meta.get("og:site_name", ""))
    named = meta.get("og:title", "") or _text(root.find(".//title"))
    return _heading(root) or (re.sub(rf"\s+[|–—·:»-]\s+{site}$", "", named) if site else named)


def _heading(root: Element) -> str:
    """The page's one first heading; several say nothing about which of them is the title."""
    headings = [h for h in root.iter("h1") if _text(h)]
    inside = [h for h in headings if any(a.tag in ("article", "main") for a in h.iterancestors())]
    among = inside or headings
    return _text(among[0]) if len(among) == 1 else ""


def _language(root: Element, meta: dict[str, str]) -> str:
    tag = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang") or ""
    return str(tag or meta.get("content-language", "") or meta.get("og:locale", "")).strip()


def _article(body: Element) -> Element:
    """The element with the article: the innermost of the usual ones that still holds most of the text."""
    among = [e for e in body.iter("article", "main") if not _is_noted(e)]
    among += [e for e in body.iter() if isinstance(e.tag, str) and e.get("role") == "main"]
    whole = len(_text(body)) or 1
    holding = [e for e in among if len(_text(e)) > 0.5 * whole]
    if not holding and len({id(e) for e in among}) == 1:
        holding = [e for e in among if len(_text(e)) > 200]
    return min(holding, key=lambda e: len(_text(e))) if holding else body


def _report_outside(draft: Draft, body: Element, article: Element) -> None:
    """One report for each piece of the page beside the article."""
    here = article
    while here is not body and here.getparent() is not None:
        parent = here.getparent()
        pieces = [parent.text or ""] + [c.tail or "" for c in parent]
        for sibling in parent:
            if sibling is not here and isinstance(sibling.tag, str) and _text(sibling) and sibling.tag not in _SILENT:
                draft.drop(
                    f"a part of the page outside the article (<{sibling.tag}>)",
                    _text(sibling),
                    sibling.sourceline,
                )
        for text in (p.strip() for p in pieces):
            if text:
                draft.drop("a part of the page outside the article", text, parent.sourceline)
        here = parent


def _clean(draft: Draft, article: Element) -> None:
    whole = len(_text(article)) or 1
    for element in list(article.iter()):
        if element is article or not isinstance(element.tag, str) or element.getparent() is None:
            continue
        what = _reason(element)
        most = len(_text(element)) > 0.5 * whole and element.tag not in _SILENT | _FURNITURE
        if not what or most:
            continue
        if element.tag not in _SILENT and (text := _text(element)):
            draft.drop(what, text, element.sourceline)
        _remove(element)


def _reason(element: Element) -> str:
    """What makes an element furniture; empty for one that is text."""
    if element.tag in _SILENT:
        return "code"
    if _is_noted(element):
        return ""
    role, style = (element.get("role") or "").lower(), re.sub(r"\s", "", element.get("style") or "").lower()
    if element.tag in _FURNITURE or role in _ROLES:
        return f"site furniture (<{element.tag}>)"
    if element.get("hidden") is not None or "display:none" in style or "visibility:hidden" in style:
        return "a hidden part of the page"
    if element.tag in (*_HEADERS, "p", "body", "html", "article", "main", "em", "strong", "span", "b", "i"):
        return ""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    words = {word.lower() for word in re.findall(r"[A-Za-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", names))}
    if element.tag == "header":
        return "" if any(True for _ in element.iter(*_HEADERS)) else "site furniture (<header>)"
    return f"site furniture ({' '.join(sorted(words & _CLASSES))})" if words & _CLASSES else ""


def _is_noted(element: Element) -> bool:
    """Footnotes stand in asides and footers, too."""
    keys = ("role", "epub:type", "{http://www.idpf.org/2007/ops}type")
    kinds = " ".join(element.get(key) or "" for key in keys)
    return bool(set(kinds.lower().split()) & (_NOTES | {"footnote", "footnotes", "endnote", "endnotes", "rearnote"}))


def _remove(element: Element) -> None:
    """Takes an element out and leaves the text after it."""
    parent, tail = element.getparent(), element.tail or ""
    previous = element.getprevious()
    if previous is not None:
        previous.tail = (previous.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def _text(element: Element) -> str:
    if element is None:
        return ""
    parts = element.itertext(*()) if element.tag in _SILENT else _visible(element)
    return " ".join(words_of(parts))


def _visible(element: Element) -> Iterator[str]:
    """Text outside scripts and styles."""
    stack: list[Any] = [element]
    while stack:
        here = stack.pop()
        if isinstance(here, str):
            yield here
            continue
        silent = not isinstance(here.tag, str) or here.tag in _SILENT
        children = [] if silent else [part for child in here for part in (child, child.tail or "")]
        yield "" if silent else here.text or ""
        stack.extend(reversed(children))


def _serialised(article: Element) -> str:
    from lxml import etree

    inner = str(etree.tostring(article, encoding="unicode", method="html", with_tail=False))
    body = inner if article.tag == "body" else f"<body>{inner}</body>"
    return f"<!DOCTYPE html><html><head><title></title></head>{body}</html>"
