"""Who is who: people, their roles, invitations, groups bound to agencies."""
