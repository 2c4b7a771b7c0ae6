### Findings about texts.

unknown-version =
    { $case ->
        [unreadable] Its words cannot be read: { $why }.
        [hash] Its words have the hash { $why }, not { $named }; write that hash, or the words that it is of.
        [place] The gloss speaks of words that { $named } does not have: { $why }.
        [other] { $named } is a version of another text than the one that is amended; anchor it on a version of that one.
       *[none] { $named } is not a version of this text; name a `text` that was entered before.
    }
amendment-outside-text =
    { $case ->
        [whole] Its places are not in { $version }: { $why }.
       *[other] Change { $change } is not in { $version }: { $why }.
    }
amendment-on-old-version = It is anchored on { $version }, but { $current } lies before the members now: carry it over to that version first.
rebase-drops-changes =
    { $count ->
        [one] Change { $changes } of { $old } could not be carried over: its words have been changed.
       *[other] Changes { $changes } of { $old } could not be carried over: their words have been changed.
    }
taken-over-by-stranger = { $who } takes { $amendment } over, but { $mover } moved the text: only its movers can; otherwise put it to the vote.
amendments-collide = { $amendment } has fallen: { $by } has changed the same words. It cannot be put or carried unless it is anchored anew.
furthest-reaching-first = { $first } ({ $reach } words) reaches further than { $amendment } ({ $own } words) and touches the same words: put it first.
text-changed-without-vote =
    { $case ->
        [unadopted] The text is entered as adopted, but { $motion } was not adopted.
       *[changed] This is not what follows from the votes on { $from }: { $changes ->
            [one] there is one change
           *[other] there are { $changes } changes
        } beyond them, first “{ $is }” for “{ $was }”.
    }
clause-lost-but-kept = The clause { $clause } was lost ({ $division }), and the text still has it.
adopted-text-not-before-members =
    { $draft ->
        [yes] The text of { $motion } is entered as adopted, but only a draft of it is known: it never lay before the members.
       *[no] The text of { $motion } is entered as adopted, but no version of it lay before the members.
    }
text-printed-differs =
    { $case ->
        [hash] What was printed has another hash than what was adopted ({ $adopted }).
        [one] What was printed differs from what was adopted ({ $adopted }) in one place: “{ $is }” for “{ $was }”.
       *[words] What was printed differs from what was adopted ({ $adopted }) in { $changes } places, first “{ $is }” for “{ $was }”.
    }
annex-outranks-core =
    { $case ->
        [raised] This part began with the rank “{ $rank }” ({ $annex }) and is entered as “{ $now }”: a higher rank needs a vote on { $core }.
       *[relied] It relies on { $annex }, an annex of the rank “{ $rank }”: what binds must stand in the core of { $core }.
    }
