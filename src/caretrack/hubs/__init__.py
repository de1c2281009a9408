"""Hubs: what several machines share a journal through, an engine or a folder.

A hub stores sealed bodies in the order in which they came. It knows nothing of journals, and cannot
read what it stores.
"""
