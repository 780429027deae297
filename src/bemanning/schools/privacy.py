"""What a school holds of people."""

from bemanning.core.privacy import Category, Retention, Table

TABLES = {
    "schools.Board": Table(Retention.INSTALLATION, {"id": Category.TECHNICAL, "name": Category.PUBLIC}),
    "schools.Board_administrators": Table(
        Retention.PERSON,
        {"id": Category.TECHNICAL, "board": Category.RELATION, "user": Category.RELATION},
        owners=("user",),
    ),
    "schools.School": Table(
        Retention.SCHOOL,
        {
            "id": Category.TECHNICAL,
            "board": Category.PUBLIC,
            "name": Category.PUBLIC,
            "place": Category.PUBLIC,
            "created_at": Category.PUBLIC,
            "coach_feedback": Category.PUBLIC,
        },
    ),
    "schools.Team": Table(
        Retention.SCHOOL, {"id": Category.TECHNICAL, "school": Category.PUBLIC, "name": Category.PUBLIC}
    ),
    "schools.Membership": Table(
        Retention.PERSON,
        {
            "id": Category.TECHNICAL,
            "school": Category.RELATION,
            "user": Category.RELATION,
            "role": Category.IDENTITY,
            "is_administrator": Category.IDENTITY,
            "job_title": Category.IDENTITY,
            "joined_at": Category.ACTIVITY,
            "left_at": Category.ACTIVITY,
        },
        owners=("user",),
    ),
    "schools.Membership_teams": Table(
        Retention.PERSON,
        {"id": Category.TECHNICAL, "membership": Category.RELATION, "team": Category.RELATION},
        owners=("membership__user",),
    ),
    "schools.Invitation": Table(
        Retention.INVITATION,
        {
            "id": Category.TECHNICAL,
            "school": Category.RELATION,
            "invited_by": Category.RELATION,
            "email": Category.CONTACT,
            "name": Category.IDENTITY,
            "role": Category.IDENTITY,
            "job_title": Category.IDENTITY,
            "token_hash": Category.SECRET,
            "created_at": Category.ACTIVITY,
            "expires_at": Category.TECHNICAL,
            "accepted_at": Category.ACTIVITY,
            "revoked_at": Category.ACTIVITY,
        },
        address="email",
    ),
    "schools.Invitation_teams": Table(
        Retention.INVITATION,
        {"id": Category.TECHNICAL, "invitation": Category.RELATION, "team": Category.RELATION},
        address="invitation__email",
    ),
}
