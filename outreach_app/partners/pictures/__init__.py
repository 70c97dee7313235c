"""Pictures of partners' places, added at the desk: the door, the room, where the outlets are."""
