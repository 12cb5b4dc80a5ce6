"""What people keep or print: pictures, PDFs and tables. Pure functions from values to bytes.

They run in the threads of `bot.papers.printer`, so nothing here speaks to Telegram or to a database.
"""
