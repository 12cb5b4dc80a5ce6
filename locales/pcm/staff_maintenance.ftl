staff-usage-maintenance =
    /maintenance on "wetin we go tell customers" [until HH:MM], or off
    Like this: /maintenance on "We make Vision quicker." until 18:00
staff-about-maintenance = Make nothing wey dey take money start, for small time
staff-usage-flags =
    /flags
    Like this: /flags
staff-about-flags = Wetin dey on for this installation
staff-maintenance-on = <b>Nothing wey dey take money go start again.</b> Wetin we don collect go continue, regular bills go wait, Home and History still dey work, and your commands too. We go tell customers:
staff-maintenance-until = Until { $until }, then everything go start again by itself.
staff-maintenance-until-off = Until person send /maintenance off.
staff-maintenance-off = <b>Everything go start again.</b>
staff-maintenance-since = E don stop since { $since }.
staff-maintenance-begun = 🛠 E don stop. Every process go know am inside seconds.
staff-maintenance-ended = ✅ Everything go start again, for every process inside seconds.
staff-maintenance-health = 🛠 We dey work on top the house since { $since }: { $text }
staff-button-maintenance-off = Off…
staff-flags-title = <b>Wetin dey on here</b>, by the settings. Na where e dey run you go change am.
staff-flags-row = • { $name }: <code>{ $value }</code>
# What customers are told after the database was restored.
maintenance-after-restore = We dey arrange our book well after something spoil.
