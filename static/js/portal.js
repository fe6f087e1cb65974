// The portal works without this file. It adds: the menu, saving as one types, and keeping what was typed.
