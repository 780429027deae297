"""From the HTML of a mail to plain text, without what the mail program quoted or signed by itself.

Nothing in it is fetched, run or shown: it is only read for its words.
"""

from collections.abc import Iterator

from inscriptis import Inscriptis
from inscriptis.css_profiles import CSS_PROFILES
from inscriptis.model.config import ParserConfig
from lxml import etree, html

from bemanning.mail.inbound.reading import clean

# What the programs call the element with the quoted mail (and, for the second group, everything after it too).
_QUOTES = (
    "//blockquote[@type='cite'] | //*[contains(concat(' ', normalize-space(@class), ' '), ' gmail_quote ')]"
    " | //*[contains(@class, 'gmail_quote_container') or contains(@class, 'yahoo_quoted')"
    " or contains(@class, 'moz-cite-prefix') or contains(@class, 'protonmail_quote')]"
    " | //*[@id='mail-editor-reference-message-container']"
)
_QUOTE_STARTS = (
    "//*[@id='divRplyFwdMsg' or @id='appendonsend' or @id='x_divRplyFwdMsg' or @id='OLK_SRC_BODY_SECTION']"
    " | //div[contains(@style, 'border-top:solid #E1E1E1') or contains(@style, 'border-top:solid #B5C4DF')]"
)
_SIGNATURES = (
    "//*[contains(@class, 'gmail_signature') or contains(@class, 'moz-signature')"
    " or @id='Signature' or @id='x_Signature' or @id='ms-outlook-mobile-signature' or @id='AppleMailSignature']"
)
_UNSEEN = (
    "//script | //style | //head | //title | //object | //svg | //template | //comment() | //processing-instruction()"
)
_PARSER_OPTIONS = {"encoding": "utf-8", "remove_comments": True, "remove_pis": True, "no_network": True}
DEPTH = 200


def text_of(source: str) -> str:
    """The words of an HTML mail, with the quotes that its program marked taken out."""
    # A parser may be used by one thread at a time, so each mail gets its own.
    parser = html.HTMLParser(**_PARSER_OPTIONS)
    try:
        tree = html.document_fromstring(source.encode(), parser=parser)
    except (etree.LxmlError, ValueError):
        return ""
    _drop(tree, _UNSEEN)
    _drop(tree, _QUOTES)
    _drop(tree, _SIGNATURES)
    for start in _found(tree, _QUOTE_STARTS):
        _drop_from(start)
    if _depth(tree) > DEPTH:
        return clean(str(tree.text_content()))
    css = CSS_PROFILES["strict"].copy()
    return clean(Inscriptis(tree, ParserConfig(css=css)).get_text())


def _found(tree: html.HtmlElement, path: str) -> list[html.HtmlElement]:
    return [found for found in tree.xpath(path) if found.getparent() is not None]


def _drop(tree: html.HtmlElement, path: str) -> None:
    for element in _found(tree, path):
        if element.getparent() is not None:
            element.drop_tree()


def _drop_from(start: html.HtmlElement) -> None:
    """Take out an element, and everything that comes after it; of an element that is alone in another, that one."""
    while (parent := start.getparent()) is not None and len(parent) == 1 and parent.tag == "div":
        start = parent
    if parent is None:
        return
    for later in list(start.itersiblings()):
        parent.remove(later)
    start.drop_tree()


def _depth(tree: html.HtmlElement) -> int:
    deepest = level = 0
    for event, _ in _walk(tree):
        level += 1 if event == "start" else -1
        deepest = max(deepest, level)
    return deepest


def _walk(tree: html.HtmlElement) -> Iterator[tuple[str, html.HtmlElement]]:
    yield from etree.iterwalk(tree, events=("start", "end"))
