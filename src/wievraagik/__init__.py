"""Who in the school can think along on this question: a ranking of people on subject alone.

Pure Python without Django, clock or network. See docs/matching.md for the method, the figures and the limits.
"""

from wievraagik.chance import is_doubtful
from wievraagik.index import Index
from wievraagik.people import Profile, Source, Suggestion
from wievraagik.topics import Topic, topics_in
from wievraagik.vocabulary import Added, Vocabulary, says_something

__all__ = [
    "Added",
    "Index",
    "Profile",
    "Source",
    "Suggestion",
    "Topic",
    "Vocabulary",
    "is_doubtful",
    "says_something",
    "topics_in",
]
