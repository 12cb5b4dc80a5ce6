schedule-result-next = 🔁 Na one of the bills wey dey pay always. I no go try this one again by myself. Next one: { $at }
schedule-result-left = 🔁 Na one of the bills wey dey pay always. I no go try am again by myself.
schedule-result-paused = ⏸ <b>I don pause am:</b> e no work { $times } times straight. E go continue when you talk am.
