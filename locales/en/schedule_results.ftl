schedule-result-next = 🔁 It is one of your regular payments. I do not try this one again by myself. Next: { $at }
schedule-result-left = 🔁 It is one of your regular payments. I do not try it again by myself.
schedule-result-paused = ⏸ <b>Paused:</b> it did not work { $times } times in a row. It goes on when you say so.
