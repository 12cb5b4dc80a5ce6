news-why = <i>You get this because you asked for news and offers.</i>
news-settings = News on or off
news-button = News and offers
news-title = <b>News and offers</b>
news-are-off = They are off. Switch them on if you want to hear of offers and of what is new. They come by day only, and you can switch them off here at any time. What concerns your money is always told.
news-are-on = ✅ They are on. They come by day only. What concerns your money is told either way.
news-switch-on = Switch on
news-switch-off = Switch off
