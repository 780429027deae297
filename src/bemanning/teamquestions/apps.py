"""A question to a team, several teams or the school: ideas side by side, a meeting view, and one decision."""

from django.apps import AppConfig


class TeamQuestionsConfig(AppConfig):
    """Team questions."""

    name = "bemanning.teamquestions"
    label = "teamquestions"

    def ready(self) -> None:
        from bemanning.helprequests import pages
        from bemanning.helprequests.enums import AudienceKind
        from bemanning.helprequests.signals import answer_changed
        from bemanning.teamquestions.actions import on_answer_changed
        from bemanning.teamquestions.sentences import before_sending

        own = pages.Pages(
            show="team_question", write="team_question_write", by_link="guest_board", before_sending=before_sending
        )
        pages.register(AudienceKind.TEAMS, own)
        pages.register(AudienceKind.SCHOOL, own)
        answer_changed.connect(on_answer_changed, dispatch_uid="teamquestions.answer")
