staff-usage-broadcasts =
    /broadcasts [B-number]
    For example: /broadcasts B-1204
staff-about-broadcasts = News for plenty people, and how far dem reach
staff-usage-broadcast =
    /broadcast [all, active=DAYS, biller=NAME or language=CODE]
    For example: /broadcast active=30
staff-about-broadcast = Draft news for people wey ask for am
staff-usage-sendbroadcast =
    /sendbroadcast B-number [date] [time]
    For example: /sendbroadcast B-1204 2026-12-24 09:00
staff-about-sendbroadcast = Send news, now or later
staff-usage-pausebroadcast =
    /pausebroadcast B-number
    For example: /pausebroadcast B-1204
staff-about-pausebroadcast = No tell anybody again for now
staff-usage-resumebroadcast =
    /resumebroadcast B-number
    For example: /resumebroadcast B-1204
staff-about-resumebroadcast = Make the news continue
staff-usage-stopbroadcast =
    /stopbroadcast B-number
    For example: /stopbroadcast B-1204
staff-about-stopbroadcast = Stop the news for good
staff-news-to-whom =
    <b>Who go get am?</b>
    Na only people wey ask for news I dey count. For people wey don pay one biller: <code>/broadcast biller=ikedc</code>
staff-news-segment = { $kind ->
    [active] active for { $value } days
    [biller] pay { $value } before
    [language] { $value }
   *[all] everybody
}
staff-news-none = No news don go out yet.
staff-news-title = <b>{ $number }</b> · { $segment } · { $people ->
    [one] { $people } person
   *[other] { $people } people
} · { $state ->
    [draft] draft
    [on] dey go
    [paused] dey wait
    [stopped] stop
   *[done] done
}
staff-news-written = E dey for { $languages }
staff-news-nothing-written = Nothing dey inside yet.
staff-news-waits = E go start { $at }
staff-news-told = Told { $told } · dey wait { $waiting } · block { $blocked } · e no reach { $failed } · left out { $out }
staff-news-live = <i>Dis counter dey move by itself.</i>
staff-news-write = Type the text for { $language }, as people go read am: bold words and links go stay.
staff-button-news-new = New…
staff-button-news-text = ✍️ { $language }
staff-button-news-preview = 👁 Send to me
staff-button-news-now = Send now…
staff-button-news-tomorrow = Tomorrow 9:00…
staff-button-news-pause = ⏸ Pause
staff-button-news-resume = ▶️ Continue
staff-button-news-stop = ⏹ Stop
staff-button-news-live = 📡 Counter
