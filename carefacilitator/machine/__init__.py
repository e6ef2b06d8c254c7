"""What differs between Windows, macOS and Linux: nothing outside asks which system this is.

``windows.py`` holds every call into Windows itself; ``system.py`` says which system it is. The rest
answers one question each, for all three: locks and files, what a refusal means, language and time
zone, places and sticks, names of files, keeping things to oneself. Macs were never tried.
"""
