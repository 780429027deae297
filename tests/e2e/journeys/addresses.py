"""The pages that every signed-in leader of the demo school can open: what holds for all of them is tried on these."""

PAGES = (
    "/",
    "/vragen/nieuw/",
    "/vragen/nieuw/?sjabloon=niets",
    "/vragen/",
    "/vragen/?kant=aan-mij&stand=rond",
    "/vragen/?q=ditwoordbestaatniet",
    "/vragen/begin-klein/",
    "/mensen/",
    "/mensen/ik/",
    "/instellingen/",
    "/instellingen/mail/",
    "/instellingen/account-verwijderen/",
    "/instellingen/passkeys/",
    "/logboek/",
    "/school/",
    "/school/schooljaar/",
    "/school/uitnodigen/",
    "/school/uitnodigen/lijst/",
    "/zo-kijkt-de-coach-mee/",
    "/over/",
)
