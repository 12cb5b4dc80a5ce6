staff-usage-broadcasts =
    /broadcasts [B-number]
    For example: /broadcasts B-1204
staff-about-broadcasts = News for many, and how far they are
staff-usage-broadcast =
    /broadcast [all, active=DAYS, biller=NAME or language=CODE]
    For example: /broadcast active=30
staff-about-broadcast = Draft news for who asked for them
staff-usage-sendbroadcast =
    /sendbroadcast B-number [date] [time]
    For example: /sendbroadcast B-1204 2026-12-24 09:00
staff-about-sendbroadcast = Send news, now or then
staff-usage-pausebroadcast =
    /pausebroadcast B-number
    For example: /pausebroadcast B-1204
staff-about-pausebroadcast = Tell nobody more for now
staff-usage-resumebroadcast =
    /resumebroadcast B-number
    For example: /resumebroadcast B-1204
staff-about-resumebroadcast = Let news go on
staff-usage-stopbroadcast =
    /stopbroadcast B-number
    For example: /stopbroadcast B-1204
staff-about-stopbroadcast = Stop news for good
staff-news-to-whom =
    <b>To whom?</b>
    Only who asked for news is counted. For who paid a biller before: <code>/broadcast biller=ikedc</code>
staff-news-segment = { $kind ->
    [active] active in { $value } days
    [biller] paid { $value }
    [language] { $value }
   *[all] all
}
staff-news-none = No news were sent yet.
staff-news-title = <b>{ $number }</b> · { $segment } · { $people ->
    [one] { $people } person
   *[other] { $people } people
} · { $state ->
    [draft] draft
    [on] on
    [paused] paused
    [stopped] stopped
   *[done] done
}
staff-news-written = Written in { $languages }
staff-news-nothing-written = Nothing is written yet.
staff-news-waits = Begins { $at }
staff-news-told = Told { $told } · waiting { $waiting } · blocked { $blocked } · not reached { $failed } · left out { $out }
staff-news-live = <i>This counter goes on by itself.</i>
staff-news-write = Type the text in { $language }, as people shall read it: bold words and links stay.
staff-button-news-new = New…
staff-button-news-text = ✍️ { $language }
staff-button-news-preview = 👁 Send to me
staff-button-news-now = Send now…
staff-button-news-tomorrow = Tomorrow 9:00…
staff-button-news-pause = ⏸ Pause
staff-button-news-resume = ▶️ Go on
staff-button-news-stop = ⏹ Stop
staff-button-news-live = 📡 Counter
