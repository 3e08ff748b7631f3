"""Interviews: the season's invitations, their days, clashes and impressions."""
