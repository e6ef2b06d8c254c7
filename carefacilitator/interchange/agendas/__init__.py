"""Agendas as tables, calendars and schedules of conferences."""
