"""Tables whose rulings are missing in part or whole: told by alignment and shading."""
