"""The map as a picture: a sea chart in SVG, drawn by the server from the same data as the list below it.

Nothing in it depends on chance or on the clock: the same map is the same drawing, on every screen and on paper.
Colours come from classes, so that the stylesheet decides about light, dark and paper.
"""

from bemanning.expertise.drawing.picture import Links, draw
from bemanning.expertise.drawing.plan import LAPTOP, PHONE, Plan, for_paper, plan
from bemanning.expertise.drawing.remembered import for_screens

__all__ = ["LAPTOP", "PHONE", "Links", "Plan", "draw", "for_paper", "for_screens", "plan"]
