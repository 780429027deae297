"""The main job: write, be coached, choose, send, be answered, tell what was done with it."""

from django.apps import AppConfig


class HelpRequestsConfig(AppConfig):
    """Questions and answers."""

    name = "bemanning.helprequests"
    label = "helprequests"

    def ready(self) -> None:
        from bemanning.expertise import load, thanks
        from bemanning.expertise.signals import room_ended
        from bemanning.helprequests import gathered, inbox, letters, tasks  # noqa: F401  (importing puts the work on the schedule)
        from bemanning.helprequests.access import ASKER_REPLY, REPLY
        from bemanning.helprequests.actions.leaving import on_membership_ended, on_person_erased, on_room_ended
        from bemanning.helprequests.queries.lists import asked_this_month
        from bemanning.helprequests.queries.news import news_of
        from bemanning.helprequests.queries.thanks import thanks_to
        from bemanning.mail import composing, news
        from bemanning.mail.inbound import registry
        from bemanning.schools.signals import membership_ended, person_erased

        registry.register(REPLY, inbox.on_mail)
        registry.register(ASKER_REPLY, inbox.on_asker_mail)
        composing.register(gathered.COMPOSER, gathered.compose)
        composing.register(letters.ANSWER, letters.compose_answer)
        load.register(asked_this_month)
        thanks.register(thanks_to)
        news.register(news_of)
        membership_ended.connect(on_membership_ended, dispatch_uid="helprequests.leaving")
        person_erased.connect(on_person_erased, dispatch_uid="helprequests.erased")
        room_ended.connect(on_room_ended, dispatch_uid="helprequests.away")
