news-why = <i>You dey get this one because you ask for news and offers.</i>
news-settings = News on abi off
news-button = News and offers
news-title = <b>News and offers</b>
news-are-off = Dem dey off. On am if you wan hear of offers and new things. E go come for day only, and you fit off am here any time. Wetin concern your money, I go always tell you.
news-are-on = ✅ Dem dey on. E go come for day only. Wetin concern your money, I go tell you either way.
news-switch-on = On am
news-switch-off = Off am
