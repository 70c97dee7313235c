"""Where flyers lie and how many were handed out, as phones tell it."""
