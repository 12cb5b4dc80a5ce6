staff-usage-maintenance =
    /maintenance on "what customers are told" [until HH:MM], or off
    For example: /maintenance on "We make Vision quicker." until 18:00
staff-about-maintenance = Let nothing begin that takes money, for a while
staff-usage-flags =
    /flags
    For example: /flags
staff-about-flags = What is switched on in this installation
staff-maintenance-on = <b>Nothing that takes money begins any more.</b> What was accepted goes on, regular bills wait, Home and History still work, and so do your commands. Customers are told:
staff-maintenance-until = Until { $until }, then everything begins again by itself.
staff-maintenance-until-off = Until somebody sends /maintenance off.
staff-maintenance-off = <b>Everything begins again.</b>
staff-maintenance-since = It has been stopped since { $since }.
staff-maintenance-begun = 🛠 Stopped. Every process knows it within seconds.
staff-maintenance-ended = ✅ Everything begins again, in every process within seconds.
staff-maintenance-health = 🛠 Under maintenance since { $since }: { $text }
staff-button-maintenance-off = Off…
staff-flags-title = <b>Switched on here</b>, by the settings. They are changed where it runs.
staff-flags-row = • { $name }: <code>{ $value }</code>
# What customers are told after the database was restored.
maintenance-after-restore = We are putting our books in order after a fault.
