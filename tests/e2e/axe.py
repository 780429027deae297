"""axe on a page as it stands: by light and in the dark, on a phone and on a wide screen.

Three quarters of a look go to the contrast of colours. Colours depend on the scheme, all other rules do not; so in the
dark only colours are looked at. On the wide screen every rule runs again, but the contrast only of what a wider window
shows or colours otherwise: what has the same colours on the same ground as on the phone, has the same contrast.
"""

from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

Scheme = Literal["light", "dark"]

# Criterion 16: WCAG 2.2 A and AA, and what is simply good practice; in the dark only what colours can break.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
ALL_RULES = {"runOnly": RULES}
ONLY_COLOURS = {"runOnly": COLOURS}
NO_CONTRAST = {"runOnly": RULES, "rules": {"color-contrast": {"enabled": False}}}
PHONE, SCREEN = 320, 1280

# Read into a page once; half of a look would be spent on reading it again.
AXE = Axe().axe_script
LOOK = """([options, where]) => {
  const include = where ? window.otherwise(where) : [document];
  if (!include.length) return [];
  return axe.run({ include }, { ...options, resultTypes: ["violations"] }).then((found) => found.violations);
}"""
# `note` remembers what each element that can be seen has of colour and ground; `otherwise` gives the outermost elements
# that have something else by now. What is taken out of the flow may lie on any ground, so that is always looked at.
INK = """() => {
  const noted = {};
  const inks = () => new Map([...document.querySelectorAll("body, body *")].filter((one) => one.checkVisibility()).map((one) => {
    const style = getComputedStyle(one);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    return [one, /absolute|fixed|sticky/.test(style.position) ? NaN : [style.color, style.backgroundColor, style.backgroundImage,
      style.opacity, style.filter, style.mixBlendMode, style.textShadow, style.textDecorationLine, large].join("|")];
  }));
  window.note = (where) => { noted[where] = inks(); };
  window.otherwise = (where) => {
    const other = new Set([...inks()].filter(([one, ink]) => noted[where].get(one) !== ink).map(([one]) => one));
    const inside = (one) => one && (other.has(one) || inside(one.parentElement));
    return [...other].filter((one) => !inside(one.parentElement));
  };
}"""


def accessibility_faults(page: Page) -> list[str]:
    """What is wrong on the page as it stands, by light and in the dark; also when it is wider than the window."""
    return _in(page, "light", ALL_RULES) + _in(page, "dark", ONLY_COLOURS) + _too_wide(page)


def faults_at_both_widths(page: Page) -> list[str]:
    """The same on a phone, and then on a wide screen, at which the page stays."""
    found = []
    page.evaluate(INK)
    page.set_viewport_size({"width": PHONE, "height": 850})
    found += _in(page, "light", ALL_RULES, note=True) + _in(page, "dark", ONLY_COLOURS, note=True) + _too_wide(page)
    page.set_viewport_size({"width": SCREEN, "height": 850})
    found += _in(page, "light", NO_CONTRAST) + _in(page, "light", ONLY_COLOURS, otherwise=True)
    return found + _in(page, "dark", ONLY_COLOURS, otherwise=True) + _too_wide(page)


def _in(
    page: Page, scheme: Scheme, options: dict[str, Any], *, note: bool = False, otherwise: bool = False
) -> list[str]:
    """Violations in one scheme: of the whole page, or of what looks otherwise than when it was noted."""
    if page.evaluate("window.axe === undefined"):
        page.evaluate(AXE)
    before: Scheme = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'")
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # a colour that still fades in is no fault
    found = page.evaluate(LOOK, [options, scheme if otherwise else None])
    if note:
        page.evaluate("(where) => window.note(where)", scheme)
    page.emulate_media(color_scheme=before)
    return [f"{page.url}: {fault['id']} in {scheme} {fault['nodes'][0]['html'][:120]}" for fault in found]


def _too_wide(page: Page) -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{page.url}: {wide}px too wide"] if wide > 0 else []
