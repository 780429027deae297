"""The forms for what a school adds to the topics that everybody has."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bemanning.expertise.forms import too_long
from bemanning.expertise.lexicon import OWN_GROUP
from wievraagik import Topic, Vocabulary, says_something

LABEL_LENGTH = 60
WORD_LENGTH = 60
WORDS = 20
_BETWEEN = re.compile(r"[\n\r,;]+")


class _WithWords(forms.Form):
    """Words for a topic, and the check of names."""

    use_required_attribute = False

    words = forms.CharField(
        label=_("Which words do you use for it at school?"),
        help_text=_("One on each line. For example the name of your method, or what everybody calls it."),
        widget=forms.Textarea(attrs={"rows": 5}),
        **too_long(WORDS * (WORD_LENGTH + 2), required=_("Write at least one word.")),
    )

    def __init__(self, *args: Any, vocabulary: Vocabulary, own: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.vocabulary = vocabulary
        self.own = own  # the id of the topic that is changed; empty for a new one

    def clean_words(self) -> list[str]:
        """The words, each once, none of which is the name of another topic or says nothing."""
        found = list(dict.fromkeys(" ".join(word.split()) for word in _BETWEEN.split(self.cleaned_data["words"])))
        words = [word for word in found if word]
        for word in words:
            self._check(word, gettext("“%(word)s” is the name of a topic already.") % {"word": word})
        if len(words) > WORDS:
            raise forms.ValidationError(gettext("Keep the best %(most)d; this is too much.") % {"most": WORDS})
        return words

    def _check(self, name: str, taken: str) -> None:
        if len(name) > WORD_LENGTH:
            message = gettext("“%(word)s …” is too long. Keep it to a few words.")
            raise forms.ValidationError(message % {"word": name[:20]})
        if not says_something(name):
            raise forms.ValidationError(
                gettext("“%(word)s” stands in every text. Choose a word that only fits here.") % {"word": name}
            )
        mine = self.own or self.data.get("topic", "")
        if any(topic.label.casefold() == name.casefold() for topic in self._others(mine)):
            raise forms.ValidationError(taken)

    def _others(self, mine: str) -> list[Topic]:
        return [topic for topic in self.vocabulary.topics.values() if topic.id != mine]


class WordsForm(_WithWords):
    """More words for a topic that exists. What is changed stays with its topic."""

    topic = forms.ChoiceField(
        label=_("For which topic?"),
        error_messages={"required": _("Choose a topic."), "invalid_choice": _("Choose a topic from the list.")},
    )
    field_order = ("topic", "words")

    def __init__(self, *args: Any, vocabulary: Vocabulary, own: str = "", **kwargs: Any) -> None:
        super().__init__(*args, vocabulary=vocabulary, own=own, **kwargs)
        if own:
            del self.fields["topic"]
        else:
            self.fields["topic"].choices = [("", _("Choose a topic")), *_by_group(vocabulary)]  # type: ignore[attr-defined]


class TopicForm(_WithWords):
    """A topic of the school itself."""

    label = forms.CharField(
        label=_("What is it called?"),
        help_text=_("Short, as it should stand on the map. For example: the sailing week."),
        **too_long(LABEL_LENGTH, required=_("Give the topic a name.")),
    )
    group = forms.ChoiceField(
        label=_("In which water does it lie?"),
        error_messages={"invalid_choice": _("Choose a water from the list.")},
    )
    field_order = ("label", "group", "words")

    def __init__(self, *args: Any, vocabulary: Vocabulary, **kwargs: Any) -> None:
        super().__init__(*args, vocabulary=vocabulary, **kwargs)
        groups = dict.fromkeys([OWN_GROUP, *(topic.group for topic in vocabulary.topics.values())])
        self.fields["group"].choices = [(group, group[:1].upper() + group[1:]) for group in groups]  # type: ignore[attr-defined]
        self.fields["words"].required = False
        self.fields["words"].label = _("Other words for it")

    def clean_label(self) -> str:
        """A name that no other topic has."""
        label = " ".join(self.cleaned_data["label"].split())
        self._check(label, gettext("This topic is there already. You can give it more words."))
        return label


def _by_group(vocabulary: Vocabulary) -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for topic in vocabulary.topics.values():
        groups.setdefault(topic.group[:1].upper() + topic.group[1:], []).append((topic.id, topic.label))
    return list(groups.items())
