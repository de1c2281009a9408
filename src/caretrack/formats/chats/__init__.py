"""Chats and calls, read: WhatsApp, SMS Backup & Restore, LinkedIn, Telegram."""
