"""What sign-in holds of people, the tables of the libraries that it brought in too."""

from bemanning.core.privacy import Category, Retention, Table

TABLES = {
    "accounts.User": Table(
        Retention.PERSON,
        {
            "id": Category.TECHNICAL,
            "password": Category.SECRET,
            "last_login": Category.ACTIVITY,
            "email": Category.CONTACT,
            "name": Category.IDENTITY,
            "key": Category.SECRET,
            "language": Category.PRIVATE,
            "theme": Category.PRIVATE,
            "is_active": Category.IDENTITY,
            "joined_at": Category.ACTIVITY,
        },
        owners=("self",),
    ),
    "account.EmailAddress": Table(
        Retention.PERSON,
        {
            "id": Category.TECHNICAL,
            "user": Category.RELATION,
            "email": Category.CONTACT,
            "verified": Category.TECHNICAL,
            "primary": Category.TECHNICAL,
        },
        owners=("user",),
    ),
    "account.EmailConfirmation": Table(
        Retention.PERSON,
        {
            "id": Category.TECHNICAL,
            "email_address": Category.RELATION,
            "created": Category.ACTIVITY,
            "sent": Category.ACTIVITY,
            "key": Category.SECRET,
        },
        owners=("email_address__user",),
    ),
    "mfa.Authenticator": Table(
        Retention.PERSON,
        {
            "id": Category.TECHNICAL,
            "user": Category.RELATION,
            "type": Category.TECHNICAL,
            "data": Category.SECRET,
            "created_at": Category.ACTIVITY,
            "last_used_at": Category.ACTIVITY,
        },
        owners=("user",),
    ),
    "usersessions.UserSession": Table(
        Retention.SESSION,
        {
            "id": Category.TECHNICAL,
            "user": Category.RELATION,
            "created_at": Category.ACTIVITY,
            "ip": Category.CONTACT,
            "last_seen_at": Category.ACTIVITY,
            "session_key": Category.SECRET,
            "user_agent": Category.ACTIVITY,
            "data": Category.TECHNICAL,
        },
        owners=("user",),
    ),
    # A session names its person only within sealed data; it is found by way of UserSession.
    "sessions.Session": Table(
        Retention.SESSION,
        {"session_key": Category.SECRET, "session_data": Category.SECRET, "expire_date": Category.TECHNICAL},
    ),
    # Django's own permissions: installed with the sign-in, used by nothing.
    "auth.Permission": Table(
        Retention.INSTALLATION,
        {
            "id": Category.TECHNICAL,
            "name": Category.TECHNICAL,
            "content_type": Category.TECHNICAL,
            "codename": Category.TECHNICAL,
        },
    ),
    "auth.Group": Table(Retention.INSTALLATION, {"id": Category.TECHNICAL, "name": Category.TECHNICAL}),
    "auth.Group_permissions": Table(
        Retention.INSTALLATION,
        {"id": Category.TECHNICAL, "group": Category.TECHNICAL, "permission": Category.TECHNICAL},
    ),
    "contenttypes.ContentType": Table(
        Retention.INSTALLATION,
        {"id": Category.TECHNICAL, "app_label": Category.TECHNICAL, "model": Category.TECHNICAL},
    ),
}
