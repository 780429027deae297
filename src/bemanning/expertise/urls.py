"""Addresses of the expertise app."""

from django.urls import path

from bemanning.expertise import topicviews, views

urlpatterns = [
    path("kaart/", views.map_page, name="map"),
    path("mensen/", views.people, name="people"),
    path("mensen/ik/", views.profile_edit, name="profile_edit"),
    path("mensen/ik/klopt-nog/", views.profile_confirm, name="profile_confirm"),
    path("mensen/ik/later/", views.profile_later, name="profile_later"),
    path("mensen/ik/tips/", views.profile_tips, name="profile_tips"),
    path("mensen/ik/tips/<uuid:tip_id>/", views.tip_decide, name="tip_decide"),
    path("mensen/ik/dank/", views.profile_thanks, name="profile_thanks"),
    path("mensen/tip/", views.tip_new, name="tip_new"),
    path("mensen/<uuid:member_id>/", views.person, name="person"),
    path("school/onderwerpen/", topicviews.school_topics, name="school_topics"),
    path("school/onderwerpen/nieuw/", topicviews.school_topic_new, name="school_topic_new"),
    path("school/onderwerpen/woorden/", topicviews.school_words_new, name="school_words_new"),
    path("school/onderwerpen/<uuid:row_id>/", topicviews.school_topic_edit, name="school_topic_edit"),
    path("school/onderwerpen/<uuid:row_id>/weg/", topicviews.school_topic_remove, name="school_topic_remove"),
]
