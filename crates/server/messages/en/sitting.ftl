hall-present = present
hall-electors = may vote
hall-votes = { $votes ->
    [0] Nobody has voted yet.
    [one] One has voted.
   *[other] { $votes } have voted.
  }
choice-for = For
choice-against = Against
choice-abstain = Abstain
